"""What refers to what in a package: programs name their parts as they like, so a part is found by what it is for."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from ibo_desk.documents.docx.package import Part, parse

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from a part: ``kind`` "header", "image"…, and the part it leads to or the address outside."""

    key: str
    kind: str
    target: str
    outside: bool


def list_of(part: str) -> str:
    """The name of the part that lists the references of ``part``; of the package itself for ""."""
    folder, _slash, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def of(parts: Mapping[str, Part], name: str) -> list[Relation]:
    """The references of a part, of the package itself for ""; their targets are names of parts that are there."""
    listed = parts.get(list_of(name))
    if listed is None:
        return []
    known = {_folded(each): each for each in parts}
    return [
        Relation(str(key), str(kind).rpartition("/")[2], _target(known, name, str(target), outside), outside)
        for key, kind, target, outside in _rows(listed)
    ]


def reached(parts: Mapping[str, Part]) -> dict[str, str]:
    """The parts that are reached from the package itself, in the order of reaching, with the kind that led there."""
    kinds: dict[str, str] = {}
    waiting = [""]
    while waiting:
        for relation in of(parts, waiting.pop(0)):
            if not relation.outside and relation.target in parts and relation.target not in kinds:
                kinds[relation.target] = relation.kind
                waiting.append(relation.target)
    return kinds


def _rows(listed: Part) -> Iterator[tuple[object, object, object, bool]]:
    for element in parse(listed.name, listed.data()).iter(_RELATION):
        outside = str(element.get("TargetMode", "")).lower() == "external"
        yield element.get("Id", ""), element.get("Type", ""), element.get("Target", ""), outside


def _target(known: Mapping[str, str], name: str, target: str, outside: bool) -> str:
    if outside:
        return target
    place = posixpath.normpath(posixpath.join("/", name.rpartition("/")[0], target)).lstrip("/")
    return known.get(_folded(place), place)


def _folded(name: str) -> str:
    """Names of parts do not differ by their case, nor by what is written with %."""
    return unquote(name).lower()
