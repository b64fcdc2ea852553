"""The days on which a college meets, from the file that it sent: an Excel list, a Word document or plain text."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from ibo_desk.domain import bounds
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.errors import RuleError
from ibo_desk.exchange.foreign_words import DOCUMENT, list_error
from ibo_desk.exchange.reply_form import document_body, text_in
from ibo_desk.exchange.workbook import read_workbook
from ibo_desk.foreign.errors import ForeignError
from ibo_desk.foreign.package import read_bytes

_DAY: Final = re.compile(
    r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s+[a-z]{3,9}\.?\s+\d{4})\b",
    re.IGNORECASE,
)


def read_days(path: Path, today: date) -> list[date]:
    """The days that stand alone on a line or in a cell, with their year; headings and other words are passed over.

    Raises ``RuleError("day_not_read")`` with a line in which a day stands among other words, such as "geen zitting op
    25/12/2027": nobody guesses what it means; ``ListError`` for a file that cannot be read.
    """
    days = []
    for part in _parts(path):
        due = parse_due(part, today)
        if due.on is not None and due.certainty is Certainty.DAY and _DAY.search(part):
            days.append(due.on)
        elif (due.on is not None and any(sign.isdigit() for sign in part)) or _DAY.search(part):
            raise RuleError("day_not_read", text=part)
    return days


def can_read(path: Path) -> bool:
    """Whether such a file may hold days."""
    return path.suffix.lower() in _READERS


def _parts(path: Path) -> Iterator[str]:
    for text in _READERS[path.suffix.lower()](path):
        for part in re.split(r"[\n\r\t;,]+", text):
            if part.strip():
                yield part.strip()


def _workbook(path: Path) -> Iterator[str]:
    for sheet in read_workbook(path).sheets:
        for row in sheet.rows:
            yield from (row.text(column) for column in row.cells)


def _document(path: Path) -> Iterator[str]:
    yield text_in(document_body(path))


def _plain(path: Path) -> Iterator[str]:
    try:
        data = read_bytes(path, bounds.FORM.packed)
    except ForeignError as error:
        raise list_error(error, path, DOCUMENT) from error
    yield data.decode("utf-8-sig", errors="replace")


_READERS: Final[Mapping[str, Callable[[Path], Iterator[str]]]] = {
    ".xlsx": _workbook,
    ".docx": _document,
    ".txt": _plain,
}
