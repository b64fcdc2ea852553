"""What can be wrong with a paper, a template or the place it is written to: one sentence a person can act on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _

_PARTS: Final[Mapping[str, str]] = {
    "document": N_("main text"),
    "header": N_("header of the page"),
    "footer": N_("footer of the page"),
    "footnotes": N_("footnotes"),
    "endnotes": N_("endnotes"),
    "comments": N_("comments"),
    "styles": N_("styles"),
    "numbering": N_("numbering"),
    "settings": N_("settings of the document"),
    "core": N_("properties of the document"),
}
_PART_NAME: Final = re.compile(r"(?:.*/)?([A-Za-z]+)\d*\.xml(?:\.rels)?")


class PaperError(UserError):
    """A paper could not be made or written. ``str()`` is the sentence, ``code`` tells tests and callers which one."""

    def __init__(self, code: str, sentence: str, **params: object) -> None:
        super().__init__(code, **params)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a template something stands, each counted from 1 and 0 for none.

    ``part`` is the name in the package; ``paragraph`` counts all of that part. In a table ``table`` counts the tables
    that do not lie in another one, ``row`` and ``column`` tell the cell. ``text`` is what the paragraph says, ``tag``
    what is meant in it.
    """

    part: str
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    text: str = ""
    tag: str = ""

    def __str__(self) -> str:
        bits = [_part_in_words(self.part)]
        if self.table:
            bits.append(_("table {number}").format(number=self.table))
            bits.append(_("row {number}").format(number=self.row))
            bits.append(_("column {number}").format(number=self.column))
        elif self.paragraph:
            bits.append(_("paragraph {number}").format(number=self.paragraph))
        where = ", ".join(bits)
        shown = self.text if len(self.text) <= 120 else self.text[:117] + "…"
        quoted = f" “{shown}”" if shown else ""
        named = _(", at {tag}").format(tag=self.tag) if self.tag and self.tag != shown else ""
        return f"{where}{quoted}{named}"


def _part_in_words(part: str) -> str:
    """What Word calls a part; its name in the package where a person never sees it as such."""
    match = _PART_NAME.fullmatch(part)
    name = _PARTS.get(match[1]) if match else None
    return _(name) if name else part


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to know of a template: a code, the sentence without place, and the place."""

    code: str
    problem: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.problem} ({self.place})" if self.place else self.problem


class TemplateError(PaperError):
    """A template that cannot be used; ``place`` says where, ``problem`` what is wrong there."""

    def __init__(self, code: str, problem: str, place: Place | None = None) -> None:
        sentence = f"{problem} ({place})" if place else problem
        super().__init__(code, sentence, problem=problem, place=place)
        self.problem = problem
        self.place = place
