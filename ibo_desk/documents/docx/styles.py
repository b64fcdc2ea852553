"""What a template offers for lists and links: its styles by their built-in names, and its numberings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.package import Part, parse
from ibo_desk.documents.docx.words import w

_LEVELS: Final = (1, 2, 3)
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class ListStyle:
    """A list style: its id, and the numbering (abstract id, id, level) that its paragraphs follow."""

    style: str
    abstract: str
    number: str
    level: str


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles of one template. Word and LibreOffice keep the English names of built-in styles in every language."""

    lists: Mapping[tuple[str, int], ListStyle]
    continued: Mapping[int, str]
    hyperlink: str
    plain: frozenset[str]
    highest_number: int


def read(styles: Part | None, numbering: Part | None) -> Styles:
    """Styles of a template from its styles and numbering parts; a template may lack either."""
    by_name: dict[str, etree._Element] = {}
    by_id: dict[str, etree._Element] = {}
    for style in _root(styles).iter(w("style")):
        name = style.find(w("name"))
        by_id[style.get(w("styleId"), "")] = style
        if name is not None:
            by_name[name.get(w("val"), "").lower()] = style
    numbers = {each.get(w("numId"), ""): each for each in _root(numbering).iter(w("num"))}
    lists: dict[tuple[str, int], ListStyle] = {}
    continued: dict[int, str] = {}
    for level in _LEVELS:
        tail = "" if level == 1 else f" {level}"
        for kind in ("bullet", "number"):
            style_id = by_name.get(f"list {kind}{tail}")
            entry = _list_style(style_id, by_id, numbers) if style_id is not None else None
            if entry:
                lists[(kind, level)] = entry
        if f"list continue{tail}" in by_name:
            continued[level] = by_name[f"list continue{tail}"].get(w("styleId"), "")
    link = by_name.get("hyperlink")
    names = ("normal", "body text", "default", "list paragraph")
    plain = frozenset({"", *(by_name[name].get(w("styleId"), "") for name in names if name in by_name)})
    highest = max((int(number) for number in numbers if _NUMBER.fullmatch(number)), default=0)
    return Styles(lists, continued, link.get(w("styleId"), "") if link is not None else "", plain, highest)


def _root(part: Part | None) -> etree._Element:
    return parse(part.name, part.data()) if part else etree.Element("none")


def _list_style(
    style: etree._Element, by_id: Mapping[str, etree._Element], numbers: Mapping[str, etree._Element]
) -> ListStyle | None:
    own_id = style.get(w("styleId"), "")
    current: etree._Element | None = style
    for _ancestor in range(10):
        if current is None:
            return None
        numbering = current.find(f"{w('pPr')}/{w('numPr')}")
        if numbering is not None and numbering.find(w("numId")) is not None:
            number, level = _val(numbering, "numId"), _val(numbering, "ilvl") or "0"
            chosen = numbers.get(number)
            return (
                ListStyle(own_id, _val(chosen, "abstractNumId"), number, level)
                if chosen is not None
                else None
            )
        current = by_id.get(_val(current, "basedOn"))
    return None


def _val(owner: etree._Element, child: str) -> str:
    element = owner.find(w(child))
    return "" if element is None else str(element.get(w("val"), ""))
