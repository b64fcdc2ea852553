"""HTML as office programs put it on the clipboard → blocks: tables and lists keep their shape, the rest its words.

Word writes no lists but paragraphs with a mark of its own in front ("·", "1."), which stands between ``![if
!supportLists]`` and ``![endif]``; Excel writes a table, the plain text beside it has tabs.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from ibo_desk.documents.rich_text import MAX_LEVEL, Block, Blocks, Run, row
from ibo_desk.domain.characters import clean

LONGEST: Final = 2_000_000  # letters of HTML; what is longer is pasted as plain text
_SHAPED: Final = re.compile(r"<(?:table|li)\b|mso-list\s*:", re.IGNORECASE)
_OFFICE_LEVEL: Final = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_BOLD: Final = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_ITALIC: Final = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_PARAGRAPHS: Final = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "ul", "ol"}
)
_UNSEEN: Final = frozenset({"head", "style", "script", "title"})
_EMPTY: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def has_shape(html: str) -> bool:
    """Whether pasted HTML holds a table or a list, so that its plain text would say less."""
    return len(html) <= LONGEST and _SHAPED.search(html) is not None


def pasted(html: str) -> Blocks:
    """The blocks of pasted HTML; pictures, colours and sizes stay behind."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks()


class _Reader(HTMLParser):
    """Walks through the tags; a table inside a table is read as the words of its cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._made: list[Block] = []
        self._runs: list[Run] = []
        self._dress: list[tuple[str, bool | None, bool | None, str]] = []  # tag, bold, italic, link
        self._lists: list[tuple[str, int]] = []  # kind and number of the list in this text
        self._entry = False
        self._office_level = 0
        self._office_list = ""  # Word's name of the list of the last entry
        self._mark: str | None = None  # what Word puts before an entry, while it is read
        self._mark_read = ""
        self._unseen = 0
        self._tables = 0
        self._cells: list[tuple[Run, ...]] = []
        self._count = 0

    def blocks(self) -> Blocks:
        """What was read."""
        self._end_block()
        return tuple(self._made)

    # the tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._runs.append(Run(text="\n"))
        elif tag in _PARAGRAPHS:
            self._start_block(tag, values)
        elif tag in {"td", "th"} and self._tables == 1:
            self._runs = []
        if tag not in _EMPTY and tag not in _PARAGRAPHS and tag not in _UNSEEN:
            self._dress.append((tag, *_dressed(tag, values)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _PARAGRAPHS:
            self._stop_block(tag)
        elif tag in {"td", "th"} and self._tables == 1:
            self._cells.append(_trimmed(self._runs))
            self._runs = []
        for place in range(len(self._dress) - 1, -1, -1):
            if self._dress[place][0] == tag:
                del self._dress[place:]
                break

    def unknown_decl(self, data: str) -> None:
        """Word's ``<![if !supportLists]>``: what stands in it is the mark of an entry."""
        words = data.replace(" ", "").lower()
        if words.startswith("if!supportlists"):
            self._mark = ""
        elif words.startswith("endif") and self._mark is not None:
            self._mark_read, self._mark = self._mark.strip(), None

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        words = re.sub(r"[ \t\n]+", " ", clean(data))
        if self._mark is not None:
            self._mark += words
            return
        bold = next((bold for _tag, bold, _italic, _link in reversed(self._dress) if bold is not None), False)
        italic = next((each[2] for each in reversed(self._dress) if each[2] is not None), False)
        link = next((each[3] for each in reversed(self._dress) if each[3]), "")
        self._runs.append(Run(text=words, bold=bool(bold), italic=bool(italic), link=link))

    # paragraphs, lists, tables

    def _start_block(self, tag: str, values: Mapping[str, str]) -> None:
        if self._tables:
            self._tables += tag == "table"
            self._runs.append(Run(text=" "))
            return
        self._end_block()
        if tag == "table":
            self._tables, self._count = 1, self._count + 1
        elif tag in {"ul", "ol"}:
            self._count += 1
            self._lists.append(("bullet" if tag == "ul" else "number", self._count))
        elif tag == "li":
            self._entry = True
        office = _OFFICE_LEVEL.search(values.get("style", ""))
        self._office_level = int(office[2]) if office else 0
        if office and office[1] != self._office_list:
            self._count += 1
        self._office_list = office[1] if office else ""

    def _stop_block(self, tag: str) -> None:
        if self._tables:
            if tag == "tr" and self._tables == 1 and self._cells:
                self._made.append(row(self._cells, self._count))
                self._cells = []
            self._tables -= tag == "table"
            if not self._tables:
                self._runs = []
            return
        self._end_block()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def _end_block(self) -> None:
        runs, self._runs = _trimmed(self._runs), []
        if not runs:
            return
        if self._office_level and self._mark_read:
            self._made.append(self._office_entry(runs))
        elif self._lists:
            kind, list_id = self._lists[-1]
            level = min(len(self._lists), MAX_LEVEL)
            self._made.append(self._listed(kind if self._entry else "paragraph", level, list_id, runs))
        else:
            self._made.append(Block(runs=runs))
        self._entry, self._mark_read, self._office_level = False, "", 0

    def _office_entry(self, runs: tuple[Run, ...]) -> Block:
        kind = "number" if _COUNTED.fullmatch(self._mark_read) else "bullet"
        return self._listed(kind, min(self._office_level, MAX_LEVEL), self._count, runs)

    def _listed(self, kind: str, level: int, list_id: int, runs: tuple[Run, ...]) -> Block:
        if kind != "number":
            return Block(kind=kind, level=level, list_id=list_id, runs=runs)
        number = 1
        for block in reversed(self._made):
            if block.level < level:
                break
            if block.level == level and block.kind == "number" and block.list_id == list_id:
                number = int(block.number) + 1
                break
        return Block(kind=kind, level=level, number=str(number), list_id=list_id, runs=runs)


def _dressed(tag: str, values: Mapping[str, str]) -> tuple[bool | None, bool | None, str]:
    """Whether a tag makes bold and italic (None: it says nothing of it), and where it leads."""
    style = values.get("style", "")
    weight, slant = _BOLD.search(style), _ITALIC.search(style)
    bold: bool | None = True if tag in {"b", "strong", "th"} else None
    if weight:
        bold = weight[1].lower() in {"bold", "bolder", "600", "700", "800", "900"}
    italic: bool | None = True if tag in {"i", "em"} else None
    if slant:
        italic = slant[1].lower() in {"italic", "oblique"}
    address = values.get("href", "")
    return bold, italic, address if _ADDRESS.fullmatch(address) else ""


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without white space at both ends and without double spaces where two meet."""
    made: list[Run] = []
    for run in runs:
        ends = not made or made[-1].text.endswith((" ", "\n"))
        text = run.text.lstrip(" ") if ends else run.text
        if text:
            made.append(Run(text=text, bold=run.bold, italic=run.italic, link=run.link))
    while made and not made[-1].text.strip():
        made.pop()
    if made:
        last = made.pop()
        made.append(Run(text=last.text.rstrip(), bold=last.bold, italic=last.italic, link=last.link))
    return tuple(made)
