"""Blocks of cells as HTML: what Excel, LibreOffice, Word and browsers put on the clipboard beside their text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import escape
from html.parser import HTMLParser
from typing import Any, Final

from ibo_desk.ui.table.blocks import Given

_FIRST_DAY: Final = date(1899, 12, 30)  # day 0 of a sheet
_MINUTES: Final = 24 * 60
_LAST_DAY: Final = 2_958_465  # 31/12/9999
_SKIPPED: Final = {"style", "script", "head", "title"}
_MAX_SPAN: Final = 1000  # what a damaged span may ask at most
_LOOKS_LIKE_MORE: Final = re.compile(
    r"[\s=+\-.,/:€%]*\d[\d\s.,/:€%eE+\-]*"
)  # a sheet would read a number or day in it


@dataclass
class _Open:
    """A cell that is being read."""

    exact: str = ""
    across: int = 1
    down: int = 1
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the first table; a table inside a cell is words of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.block: list[list[Given]] = []
        self.outside = False  # whether words stand beside the table
        self._depth = 0
        self._skipping = 0
        self._cell: _Open | None = None
        self._below: dict[int, int] = {}  # column -> lines that a cell above still covers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.block.append([])
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            self._cell = _opened({name: value or "" for name, value in attrs})
        elif tag in {"br", "p", "div", "li"} and self._cell is not None and (tag == "br" or self._cell.words):
            self._cell.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._skipping or (not data.strip("\r\n\t ") and self._cell is None):
            return
        if self._cell is None:
            self.outside = True
        else:
            self._cell.words.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _end_cell(self) -> None:
        """The words of a cell, and nothing in the places that it covers."""
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if not self.block:
            self.block.append([])
        line = self.block[-1]
        self._pass_covered(line)
        if cell.down > 1:
            self._below |= {len(line) + at: cell.down for at in range(cell.across)}
        text = "\n".join(part.strip(" ") for part in "".join(cell.words).split("\n")).rstrip("\n")
        line.append(Given(text, cell.exact))
        line += [Given("")] * (cell.across - 1)

    def _pass_covered(self, line: list[Given]) -> None:
        if not line:
            self._below = {at: lines - 1 for at, lines in self._below.items() if lines > 1}
        while len(line) in self._below:
            line.append(Given(""))


def _opened(given: dict[str, str]) -> _Open:
    return _Open(_exact(given), _span(given.get("colspan", "")), _span(given.get("rowspan", "")))


def _span(text: str) -> int:
    return min(int(text), _MAX_SPAN) if text.isdecimal() and int(text) > 0 else 1


def _exact(given: dict[str, str]) -> str:
    """The stored number, day or hour of a cell, written so that it is read again as that; LibreOffice and Excel."""
    stored = given.get("sdval") or given.get("x:num") or ""
    try:
        number = float(stored)
    except ValueError:
        return ""
    shape = re.sub(r'"[^"]*"|\[[^\]]*\]', "", given.get("sdnum", "").rpartition(";")[2]).upper()
    if "GENERAL" in shape or "STANDA" in shape:
        shape = ""
    if re.search(r"[YJD]", shape) and abs(number) < _LAST_DAY:
        return f"{_FIRST_DAY + timedelta(days=int(number)):%d/%m/%Y}"
    if re.search(r"[HU]{1,2}:", shape):
        hours, minutes = divmod(round(number % 1 * _MINUTES) % _MINUTES, 60)
        return f"{hours:02}:{minutes:02}"
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", ",")


def read_html(text: str) -> list[list[Given]]:
    """The block of the table in it; nothing where words stand beside the table, or where there is none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    block = [line for line in reader.block if line]
    return [] if reader.outside or not any(cell.text for line in block for cell in line) else block


def write_html(texts: Sequence[Sequence[str]], values: Sequence[Sequence[Any]]) -> str:
    """A table for other programs: each cell as it is shown, with its number or day beside it where it has one."""
    lines = (
        "".join(_written(text, value) for text, value in zip(line, beside, strict=True))
        for line, beside in zip(texts, values, strict=True)
    )
    rows = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>\n{rows}\n</table></body></html>'


def _written(text: str, value: Any) -> str:
    words = escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')
    if isinstance(value, date) and not isinstance(value, datetime):
        days = (value - _FIRST_DAY).days
        return f'<td sdval="{days}" sdnum="2067;0;DD/MM/YYYY">{words}</td>'
    if isinstance(value, time) or not text or not _LOOKS_LIKE_MORE.fullmatch(text):
        return f"<td>{words}</td>"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"<td>{words}</td>"  # an amount: the sheet reads it as one
    return f"""<td sdnum="2067;0;@" style="mso-number-format:'\\@'">{words}</td>"""
