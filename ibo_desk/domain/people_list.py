"""A pasted list of people: name, organisation, function and part, in columns or behind commas, one a line."""

import re
from dataclasses import dataclass

from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import Capacity

_HEADS = {
    "name": ("naam", "name", "persoon", "wie"),
    "organisation": ("organisatie", "organisation", "bestuur", "gemeente", "partner", "instelling"),
    "function": ("functie", "function", "hoedanigheid", "ambt"),
    "part": ("rol", "in het ibo", "in the ibo", "lid", "mandaat", "role"),
}
_ORDER = ("name", "organisation", "function", "part")
_PARTS = (
    ("covoorzitter", Capacity.CO_CHAIR),
    ("co-voorzitter", Capacity.CO_CHAIR),
    ("ondervoorzitter", Capacity.CO_CHAIR),
    ("voorzitter", Capacity.CHAIR),
    ("verslag", Capacity.SECRETARY),
    ("plaatsverv", Capacity.SUBSTITUTE),
    ("raadgevend", Capacity.ADVISORY),
    ("genodigd", Capacity.GUEST),
    ("gast", Capacity.GUEST),
    ("effectief", Capacity.FULL),
    ("lid", Capacity.FULL),
)
_RULE = re.compile(r"[|\s:+-]*-[|\s:+-]*")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<organisation>[^()]+)\)(?P<rest>.*)")


@dataclass(frozen=True)
class ListedPerson:
    """One line of a list; ``part`` is None where it does not say in which capacity, ``line`` is what stood there."""

    name: str
    organisation: str
    function: str
    part: Capacity | None
    line: str


def read_people(text: str) -> list[ListedPerson]:
    """The people in a pasted list, in its order; headings, rules of tables and empty lines are none."""
    order: tuple[str, ...] = _ORDER
    people: list[ListedPerson] = []
    for line in text.splitlines():
        cells = _cells(line)
        if not any(cells) or _RULE.fullmatch(line):
            continue
        heads = [_head(cell) for cell in cells]
        if sum(head != "" for head in heads) > 1 and len(people) == 0:
            order = tuple(heads)
            continue
        people.append(_person(dict(zip(order, cells, strict=False)), line.strip()))
    return people


def _cells(line: str) -> list[str]:
    for mark in ("\t", "|", ";"):
        if mark in line:
            bare = line.strip().strip("|") if mark == "|" else line
            return [" ".join(cell.split()) for cell in bare.split(mark)]
    match = _IN_BRACKETS.fullmatch(line.strip())
    if match:
        return [match["name"].strip(), match["organisation"].strip(), match["rest"].strip(" ,-–")]
    cells = [" ".join(cell.split()) for cell in line.strip(" -•*").split(",")]
    return [*cells[:3], ", ".join(cells[3:])] if len(cells) > 3 else cells


def _head(cell: str) -> str:
    folded = fold(cell)
    return next((field for field, words in _HEADS.items() if folded in words), "")


def _person(cells: dict[str, str], line: str) -> ListedPerson:
    capacity_text = fold(cells.get("part", ""))
    part = next((capacity for word, capacity in _PARTS if word in capacity_text), None)
    return ListedPerson(
        cells.get("name", ""), cells.get("organisation", ""), cells.get("function", ""), part, line
    )
