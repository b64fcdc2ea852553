"""How a field stands in a cell and comes back out of it: days as days, money in euro, codes by their word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, Time, Uuid

from ibo_desk.data.tables import metadata
from ibo_desk.data.tables.types import Code, UtcMoment
from ibo_desk.domain.bounds import CELL_TEXT
from ibo_desk.domain.characters import clean
from ibo_desk.domain.due import Certainty, Due, parse_due
from ibo_desk.domain.errors import InvalidValueError, UserError
from ibo_desk.domain.money import parse_cents, parse_thousandths
from ibo_desk.domain.names import fold
from ibo_desk.exchange.cells import read_yes
from ibo_desk.exchange.round_trip.columns import Column
from ibo_desk.exchange.workbook import Value, as_text
from ibo_desk.language import _
from ibo_desk.services.words import format as say
from ibo_desk.services.words import label, shown
from ibo_desk.services.words.record_names import referred_table

Names = Mapping[str, Mapping[UUID, str]]  # by table the names of its records


class Shape(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    MONEY = "money"
    STAFF = "staff"
    YES_NO = "yes_no"
    CODE = "code"
    REFERENCE = "reference"
    WEEKDAY = "weekday"


_BY_TYPE: Final = (
    (Code, Shape.CODE), (Uuid, Shape.REFERENCE), (UtcMoment, Shape.TEXT), (Date, Shape.DAY), (Time, Shape.HOUR),
    (Boolean, Shape.YES_NO), (Integer, Shape.COUNT),
)  # fmt: skip
_BY_ENDING: Final = {"_cents": Shape.MONEY, "_thousandths": Shape.STAFF, "weekday": Shape.WEEKDAY}
_SCALES: Final = {Shape.MONEY: 100, Shape.STAFF: 1000}


_PARSERS: Final[Mapping[Shape, Callable[[str], int]]] = {
    Shape.MONEY: parse_cents,
    Shape.STAFF: parse_thousandths,
}


class UnreadableCellError(UserError):
    """A cell that holds no value of its column; ``sentence`` says what would be one."""

    def __init__(self, sentence: str) -> None:
        super().__init__("unreadable_cell")
        self.sentence = sentence


@dataclass(frozen=True)
class Field:
    """A column of a table with its shape, its codes and the table it refers to."""

    table: str
    column: Column
    names: Names

    @property
    def shape(self) -> Shape:
        if self.column.derived:
            return Shape.TEXT
        ending = next((end for end in _BY_ENDING if self.column.name.endswith(end)), "")
        return _BY_ENDING[ending] if ending else self._by_type()

    def _by_type(self) -> Shape:
        kind = self.stored.type
        return next((shape for of, shape in _BY_TYPE if isinstance(kind, of)), Shape.TEXT)

    @property
    def stored(self) -> Any:
        """The column of the table."""
        return metadata.tables[self.table].columns[self.column.name]

    @property
    def codes(self) -> tuple[StrEnum, ...]:
        """The codes that a cell may hold; none for what is no code."""
        return tuple(self.stored.type.kind) if self.shape is Shape.CODE else ()

    @property
    def referred(self) -> Mapping[UUID, str]:
        """The records that a cell may name."""
        table = referred_table(self.table, self.column.name)
        return self.names.get(table or "", {})

    def choices(self) -> list[str]:
        """The words that a cell may hold, where they are a closed list."""
        if self.shape is Shape.YES_NO:
            return [_("yes"), _("no")]
        if self.shape is Shape.WEEKDAY:
            return [say.weekday_name(day) for day in range(7)]
        if self.shape is Shape.REFERENCE:
            return sorted(set(self.referred.values()), key=fold)
        return [label(code) for code in self.codes]

    def to_cell(self, value: Any) -> Value:
        """The value as it stands in a cell; None for an empty one."""
        if value is None or value == "":
            return None
        if self.shape in _SCALES:
            return int(value) / _SCALES[self.shape]
        if self.shape in {Shape.DAY, Shape.HOUR, Shape.COUNT}:
            known: Value = value
            return known
        if self.shape is Shape.REFERENCE:
            return self.referred.get(value) or str(value)
        if self.shape is Shape.WEEKDAY:
            return say.weekday_name(value)
        return clean(_words(value))[:CELL_TEXT] or None

    def same(self, cell: Value, value: Any) -> bool:
        """Whether a cell still says what stands in the field: as a person reads it, not sign by sign."""
        return _read(self.shape, cell) == _read(self.shape, self.to_cell(value))

    def from_cell(self, cell: Value) -> Any:
        """What a changed cell says, as the field holds it. Raises ``UnreadableCellError``."""
        text = as_text(cell)
        if not text:
            return "" if self.shape is Shape.TEXT and not self.stored.nullable else None
        reader = _READERS.get(self.shape)
        return text if reader is None else reader(self, cell, text)


def _words(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_words(part) for part in value)
    return shown(getattr(value, "organisation", value))


def _read(shape: Shape, cell: Value) -> object:
    """A cell as it is compared: numbers by value whatever their type, texts without what nobody sees."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, int | float) and shape is not Shape.TEXT:
        return round(cell, 6)
    if isinstance(cell, date | time) and shape is not Shape.TEXT:
        return cell
    text = as_text(cell)
    return fold(text) if shape in {Shape.CODE, Shape.YES_NO, Shape.WEEKDAY} else text


def _day(field: Field, cell: Value, text: str) -> date:
    """A day that the cell says in full: no year is added, and no words are taken for a day."""
    due = Due(cell, "", Certainty.DAY) if isinstance(cell, date) else parse_due(text, date.min)
    if due.on is None or due.certainty is not Certainty.DAY:
        raise UnreadableCellError(_("“{text}” is no day; write it as 11/12/2026").format(text=text))
    return due.on


def _hour(field: Field, cell: Value, text: str) -> time:
    if isinstance(cell, time):
        return cell
    try:
        return time.fromisoformat(text.replace("u", ":").replace(".", ":").zfill(5))
    except ValueError as error:
        raise UnreadableCellError(_("“{text}” is no hour; write it as 14:00").format(text=text)) from error


def _number(field: Field, cell: Value, text: str) -> int:
    scale = _SCALES.get(field.shape, 1)
    try:
        if isinstance(cell, int | float):
            exact = Decimal(str(cell)) * scale
            if exact != exact.to_integral_value():
                raise InvalidValueError("not_a_number", value=text)
            return int(exact)
        return _PARSERS.get(field.shape, int)(text)
    except (InvalidValueError, ValueError) as error:
        raise UnreadableCellError(_("“{text}” is no number that fits here").format(text=text)) from error


def _yes_no(field: Field, cell: Value, text: str) -> bool:
    yes = cell if isinstance(cell, bool) else read_yes(text)
    if yes is None:
        raise UnreadableCellError(_("“{text}” is neither yes nor no").format(text=text))
    return yes


def _code(field: Field, cell: Value, text: str) -> StrEnum:
    for code in field.codes:
        if fold(text) == fold(label(code)):
            return code
    problem = _("“{text}” is none of: {choices}")
    raise UnreadableCellError(problem.format(text=text, choices=", ".join(field.choices())))


def _weekday(field: Field, cell: Value, text: str) -> int:
    known = {fold(name): day for day, name in enumerate(field.choices())}
    if fold(text) not in known:
        raise UnreadableCellError(_("“{text}” is no day of the week").format(text=text))
    return known[fold(text)]


def _reference(field: Field, cell: Value, text: str) -> UUID:
    ids = [known for known, name in field.referred.items() if fold(name) == fold(text)]
    if len(ids) == 1:
        return ids[0]
    problem = (
        _("“{text}” may be several; choose it in the window") if ids else _("nothing is called “{text}”")
    )
    raise UnreadableCellError(problem.format(text=text))


_READERS: Final[Mapping[Shape, Callable[[Field, Value, str], Any]]] = {
    Shape.DAY: _day,
    Shape.HOUR: _hour,
    Shape.COUNT: _number,
    Shape.MONEY: _number,
    Shape.STAFF: _number,
    Shape.YES_NO: _yes_no,
    Shape.CODE: _code,
    Shape.REFERENCE: _reference,
    Shape.WEEKDAY: _weekday,
}
