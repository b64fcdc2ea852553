"""The field catalogue of the templates: derived from the content classes, where each field is described once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import get_args, get_origin, get_type_hints

from ibo_desk.documents.content_rows import Picture
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.labels import labels_type
from ibo_desk.documents.rich_text import Block, Blocks, Run
from ibo_desk.language import N_, _

_RICH: Mapping[tuple[type, str], str] = MappingProxyType(
    {
        (Block, "kind"): N_("paragraph, bullet or number"),
        (Block, "level"): N_("Level in a list, 0 outside a list"),
        (Block, "number"): N_("Number in a numbered list"),
        (Block, "list_id"): N_("Which list of the text this is"),
        (Block, "runs"): N_("Stretches of text in one dress"),
        (Run, "text"): N_("The words"),
        (Run, "bold"): N_("Whether the words are bold"),
        (Run, "italic"): N_("Whether the words are italic"),
        (Run, "link"): N_("Web address behind the words"),
        (Run, "reference"): N_("Record to which the words refer"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDoc:
    """One field as a template author sees it: ``path`` "items[].title", ``form`` "text", "rich text" or "rows"."""

    path: str
    form: str
    meaning: str
    tag: str


def shape(kind: str) -> Mapping[str, object]:
    """Names of the fields at the top of a paper of this kind, with their types."""
    return {**field_types(KINDS[kind].content_class()), "labels": labels_type(kind)}


@cache
def field_types(owner: type[object]) -> Mapping[str, object]:
    """Names and types of the fields of one row (a dataclass); blocks also answer to ``text``."""
    types: dict[str, object] = dict(get_type_hints(owner))
    if owner is Block:
        types["text"] = str
    return MappingProxyType(types)


def row_type(kind: object) -> object:
    """What the rows of ``tuple[X, ...]`` are; None when it is not a list of rows."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def catalogue(kind: str) -> tuple[FieldDoc, ...]:
    """All fields of a kind of paper, in the order of the classes, then its labels; in the language of the screen."""
    labels = _walk(labels_type(kind), "labels.", "labels", 0)
    return (*_walk(KINDS[kind].content_class(), "", "", 0), *labels)


def _walk(owner: type, path: str, holder: str, depth: int) -> Iterator[FieldDoc]:
    hints = field_types(owner)
    for entry in fields(owner):
        meaning = entry.metadata.get("meaning") or _RICH[(owner, entry.name)]
        name = f"{holder}.{entry.name}" if holder else entry.name
        where = f"{path}{entry.name}"
        kind = hints[entry.name]
        row = row_type(kind)
        if kind in (Blocks, Picture):
            form = _("picture") if kind is Picture else _("rich text")
            yield FieldDoc(path=where, form=form, meaning=_(meaning), tag=f"{{{{p {name} }}}}")
        elif row is not None:
            variable = _singular(entry.name)
            tag = f"{{%p for {variable} in {name} %}}"
            yield FieldDoc(path=f"{where}[]", form=_("rows"), meaning=_(meaning), tag=tag)
            if is_dataclass(row) and isinstance(row, type):
                yield from _walk(row, f"{where}[].", variable, depth + 1)
        elif is_dataclass(kind) and isinstance(kind, type):
            yield FieldDoc(path=where, form=_("group"), meaning=_(meaning), tag="")
            yield from _walk(kind, f"{where}.", name, depth + 1)
        else:
            yield FieldDoc(path=where, form=_("text"), meaning=_(meaning), tag=f"{{{{ {name} }}}}")


def _singular(name: str) -> str:
    """A loop variable that reads well: items → item, rows → row, asked → item."""
    if name in ("asked", "noted"):
        return "item"
    return "reader" if name == "feedback_to" else name.removesuffix("s")
