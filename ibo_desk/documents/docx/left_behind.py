"""What stays behind when a paper is made from a template: all that tells of its author.

Only the parts of the package that a paper needs are kept: no comments, names of reviewers, own properties, data of
SharePoint, building blocks, thumbnails, printers, add-ins or signatures.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from lxml import etree

from ibo_desk.documents.docx import relations, revisions
from ibo_desk.documents.docx.package import Part, deflated, parse
from ibo_desk.documents.docx.photo_words import without_words
from ibo_desk.documents.docx.words import RELATIONS

# Kinds of relation to the parts that make up a paper.
_CARRIED: Final = frozenset({
    "officeDocument", "core-properties", "styles", "stylesWithEffects", "numbering", "settings", "webSettings",
    "fontTable", "font", "theme", "themeOverride", "image", "hdphoto", "header", "footer", "footnotes", "endnotes",
    "hyperlink", "chart", "chartUserShapes", "chartStyle", "chartColorStyle", "chartEx", "diagramData", "diagramLayout",
    "diagramQuickStyle", "diagramColors", "diagramDrawing",
})  # fmt: skip
_HELD_TEXT: Final = frozenset({
    "officeDocument", "header", "footer", "footnotes", "endnotes", "styles", "stylesWithEffects", "numbering",
})  # fmt: skip
# Settings that hold names or make the paper something else than a letter that can be edited.
_SETTINGS: Final = frozenset({
    "documentProtection", "writeProtection", "trackRevisions", "revisionView", "rsids", "docVars", "mailMerge",
    "attachedTemplate", "docId", "readModeInkLockDown",
})  # fmt: skip
_KEPT_PROPERTIES: Final = frozenset({"title", "language", "created", "modified"})
_PEOPLE: Final = frozenset({"creator", "lastModifiedBy"})
_TYPES: Final = "[Content_Types].xml"
_REFERENCE: Final = f"{{{RELATIONS}}}"
_TAG: Final = re.compile(r"\{[{%]")
_COUNTED: Final = {
    "comments": re.compile(rb"<\w+:comment\b"),
    "custom-properties": re.compile(rb"<(?:\w+:)?property\b"),
}


def without(parts: Mapping[str, Part]) -> tuple[dict[str, Part], Counter[str]]:
    """The parts that go along, and how much of what stays behind that a person wants to know of.

    Counted are: comments, revision, author, custom-properties, documentProtection, trackRevisions.
    """
    left: Counter[str] = Counter()
    kept = dict(parts)
    for owner in ("", *relations.reached(parts)):
        _drop_relations(kept, owner, left)
    kinds = relations.reached(kept)
    parts_kept = {_TYPES, relations.list_of(""), *kinds, *(relations.list_of(name) for name in kinds)}
    kept = {name: part for name, part in kept.items() if name in parts_kept}
    kept[_TYPES] = _types(kept)
    for name, kind in kinds.items():
        if kind in _HELD_TEXT and revisions.has_any(kept[name].data()):
            root = parse(name, kept[name].data())
            left["revision"] += revisions.accept(root)
            kept[name] = _written(name, root)
        elif kind == "settings":
            kept[name] = _settings(kept[name], left)
        elif kind == "core-properties":
            kept[name] = _properties(kept[name], left)
        elif kind == "image":
            kept[name] = _picture(kept[name])
    return kept, +left


def _drop_relations(parts: dict[str, Part], owner: str, left: Counter[str]) -> None:
    """Take out what leads from a part to one that stays behind, and what in the part refers to it."""
    dropped = [
        relation
        for relation in relations.of(parts, owner)
        if not relation.outside and relation.kind not in _CARRIED
    ]
    if not dropped:
        return
    keys = {relation.key for relation in dropped}
    for relation in dropped:
        counted = _COUNTED.get(relation.kind)
        if counted and relation.target in parts:
            left[relation.kind] += len(counted.findall(parts[relation.target].data()))
    listed = relations.list_of(owner)
    root = parse(listed, parts[listed].data())
    for element in [element for element in root if element.get("Id") in keys]:
        root.remove(element)
    parts[listed] = _written(listed, root)
    if owner and b"relationships" in parts[owner].data():
        _drop_references(parts, owner, keys)


def _drop_references(parts: dict[str, Part], owner: str, keys: set[str]) -> None:
    root = parse(owner, parts[owner].data())
    referring = [
        element
        for element in root.iter(etree.Element)
        if any(str(key).startswith(_REFERENCE) and value in keys for key, value in element.attrib.items())
    ]
    for element in referring:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    if referring:
        parts[owner] = _written(owner, root)


def _types(parts: Mapping[str, Part]) -> Part:
    """The list of content types without the parts that stay behind."""
    names = {f"/{name}".lower() for name in parts}
    part = parts[_TYPES]
    root = parse(_TYPES, part.data())
    gone = [
        element
        for element in root
        if element.get("PartName") is not None and str(element.get("PartName")).lower() not in names
    ]
    for element in gone:
        root.remove(element)
    return _written(_TYPES, root) if gone else part


def _settings(part: Part, left: Counter[str]) -> Part:
    root = parse(part.name, part.data())
    gone = [child for child in root.iterchildren(etree.Element) if _local(child) in _SETTINGS]
    for child in gone:
        name = _local(child)
        left[name] += name in {"documentProtection", "writeProtection", "trackRevisions"}
        root.remove(child)
    left["documentProtection"] += left.pop("writeProtection", 0)
    return _written(part.name, root) if gone else part


def _picture(part: Part) -> Part:
    data = part.data()
    seen = without_words(data)
    return part if seen == data else deflated(part.name, seen)


def _properties(part: Part, left: Counter[str]) -> Part:
    """The properties that a paper needs and those with tags; an empty author, which the paper fills in."""
    root = parse(part.name, part.data())
    changed = False
    for child in list(root.iterchildren(etree.Element)):
        name, text = _local(child), "".join(map(str, child.itertext())).strip()
        if name in _KEPT_PROPERTIES or _TAG.search(text):
            continue
        left["author"] += name in _PEOPLE and bool(text)
        changed = True
        if name == "creator":
            child.text = None
        else:
            root.remove(child)
    return _written(part.name, root) if changed else part


def _written(name: str, root: etree._Element) -> Part:
    return deflated(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
