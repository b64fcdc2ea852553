"""A column of a table: where its value comes from, how it is shown, whether it can be edited."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable
from uuid import UUID

from ibo_desk.language import _
from ibo_desk.ui.editors.parse import parse, typed
from ibo_desk.ui.table.blocks import Given
from ibo_desk.ui.values import show_value, sort_value

if TYPE_CHECKING:
    from ibo_desk.app import App


class Row(Protocol):
    """A frozen dataclass of a service, told from others by its id."""

    @property
    def id(self) -> UUID: ...


@runtime_checkable
class Revised(Row, Protocol):
    """A row that stands for a record: it names the entry that last wrote it."""

    @property
    def revision(self) -> UUID | None: ...


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True)
class Edit(Generic[RowT]):
    """How a cell of such a row is written.

    ``kind`` and ``field`` as ``records.patch`` wants them. ``editor``: line, text, date, time, money, vte,
    number, decimal (thousandths), check, choice. A choice offers the members of ``enum``, or ``options(row)`` as
    (value, text).
    ``record`` gives (id, revision) when the cell belongs to another record than the row. ``save(app, row,
    value)`` replaces the patch where a service knows better; ``typed(row)`` is what stands in the editor at first,
    where that is more than the value that is shown; ``meaning(row, text)`` what a text means where no ``editor``
    knows. ``suggest(row)`` gives words that are offered while a line is typed, the likeliest first; what is typed
    counts, not what is offered, unless it is chosen. With ``several`` they are names with commas between them, and
    the marked one is taken by Enter, as in a choice. ``asks(row, value)`` is True where a dialog takes over what was
    chosen, because the value alone does not say enough.
    """

    kind: str
    field: str
    editor: str = "line"
    enum: type[StrEnum] | None = None
    options: Callable[[RowT], Sequence[tuple[Any, str]]] | None = None
    record: Callable[[RowT], tuple[UUID, UUID | None]] | None = None
    save: "Callable[[App, RowT, Any], object] | None" = None
    allowed: Callable[[RowT], bool] | None = None
    typed: Callable[[RowT], str] | None = None
    meaning: Callable[[RowT, str], Any] | None = None
    suggest: Callable[[RowT], Sequence[str]] | None = None
    several: bool = False
    asks: Callable[[RowT, Any], bool] | None = None

    def parsed(self, row: RowT, text: str, today: date) -> Any:
        """What a text that was typed or pasted means in this cell; raises ``InvalidValueError``."""
        if self.meaning is not None:
            return self.meaning(row, text)
        kind = "choice" if self.is_choice else self.editor
        return parse(kind, text, today=today, options=edit_options(self, row))

    def best(self, given: Given) -> str:
        """Which text of a pasted cell is meant here: words as they were shown, numbers and days as they were stored."""
        words = self.is_choice or self.editor in {"line", "text"}
        return given.text if words and self.typed is None else given.exact or given.text

    @property
    def is_plain(self) -> bool:
        """Whether the cell is a field of the row's own record that needs no service, and no row to be understood."""
        return self.save is None and self.record is None and self.options is None

    @property
    def is_choice(self) -> bool:
        """Whether one of some values is chosen."""
        return self.editor == "choice" or self.options is not None or self.enum is not None

    def target(self, row: RowT) -> tuple[UUID, UUID | None]:
        """Which record the cell belongs to, and as of which entry it was read."""
        if self.record is not None:
            return self.record(row)
        assert isinstance(row, Revised), f"a row of {self.kind} has no revision"
        return row.id, row.revision

    def write(self, app: "App", row: RowT, value: Any) -> None:
        """On the store thread."""
        if self.save is not None:
            self.save(app, row, value)
            return
        record_id, revision = self.target(row)
        app.records.patch(self.kind, record_id, revision, {self.field: value})


@dataclass(frozen=True)
class Made:
    """A record that was just made, where no more of its row is needed than which it is."""

    id: UUID
    revision: UUID | None = None


@dataclass(frozen=True)
class Making(Generic[RowT]):
    """How a table makes a record of its own, for lines that are pasted below its end.

    ``begin()`` is asked once per line before anything is written, as its button is: it gives what makes the record on
    the store thread, or None where it is not known of what. Its cells are written then. ``read(app, id)`` gives the row
    for cells that need more of it than which it is.
    """

    begin: "Callable[[], Callable[[App], UUID] | None]"
    read: "Callable[[App, UUID], RowT] | None" = None


def edit_options(edit: Edit[RowT], row: RowT) -> Sequence[tuple[Any, str]]:
    """What a choice offers for this row, as (value, text); nothing where it is typed freely."""
    if edit.options is not None:
        return edit.options(row)
    return [(code, show_value(code)) for code in edit.enum] if edit.enum is not None else ()


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column of a table of such rows; a list of them names its row, so that a misspelt attribute is found::

        COLUMNS: Final[Columns[TopicRow]] = (Column("title", N_("Title"), lambda row: row.title),)

    ``title`` is a msgid (``N_``); ``get(row)`` gives the value; ``width`` in pixels of the 100 % design.
    ``folds`` says which column goes first where all cannot stay: the highest; without it, the one most to the right.
    ``chip`` draws a state (enum) as word, colour and icon; ``stretch`` takes the room that is left;
    ``hidden`` until the person chooses it. ``show`` and ``sort`` replace how a value is shown and
    ordered; ``tip(row)`` explains on hover. By its ``handle`` a row is dragged, in a table that names a ``drag_type``.
    ``wrap``: over as many lines as it needs, for short tables only. ``locked`` is a msgid that says why its cells
    are not typed in, and where it is changed. ``full(row)`` is the complete text where the cell shows less of it: what
    is copied, searched and filtered. ``total`` adds values up, for groups and for the cells that are chosen.
    ``names``: what a row is called in messages; in a table without one the column that stretches.
    """

    key: str
    title: str
    get: Callable[[RowT], Any]
    width: int = 120
    align: str = "left"
    chip: bool = False
    stretch: bool = False
    names: bool = False
    hidden: bool = False
    edit: Edit[RowT] | None = None
    show: Callable[[Any], str] = show_value
    sort: Callable[[Any], tuple[int, Any]] = sort_value
    tip: Callable[[RowT], str] | None = None
    groups: bool = True
    handle: bool = False
    wrap: bool = False
    locked: str = ""
    folds: int = 0
    full: Callable[[RowT], str] | None = None
    total: Callable[[Sequence[Any]], Any] | None = None

    def text(self, row: RowT) -> str:
        """The complete text of a cell, as it is copied, searched and filtered."""
        return self.full(row) if self.full is not None else self.show(self.get(row))

    def typed_text(self, row: RowT, value: Any) -> str:
        """What stands in the editor of a cell before anybody types; typed again it gives the same value."""
        edit = self.edit
        assert edit is not None
        if edit.typed is not None and value == self.get(row):
            return edit.typed(row)
        shown = (text for choice, text in edit_options(edit, row) if choice == value)
        return next(shown, typed(edit.editor, value))

    def write(self, app: "App", row: RowT, value: Any) -> None:
        """Write a cell, on the store thread; raises like ``records.patch``."""
        assert self.edit is not None
        self.edit.write(app, row, value)


Columns = Sequence[Column[RowT]]


def totals(columns: Columns[RowT], rows: Sequence[RowT]) -> str:
    """What the columns that add up hold together in these rows: "Bedrag € 25.000 · Inzet 0,5 VTE"."""
    parts = []
    for column in columns:
        if column.total is not None and rows:
            text = column.show(column.total([column.get(row) for row in rows]))
            parts += [f"{_(column.title)} {text}"] if text else []
    return " · ".join(parts)


@dataclass(frozen=True)
class ColumnFilter:
    """What a column must hold: one of some shown values, or words in it."""

    text: str = ""
    values: frozenset[str] | None = None


def naming_first(columns: Iterable[Column[RowT]]) -> list[Column[RowT]]:
    """The columns in the order in which they say what a row is."""
    return sorted(columns, key=lambda column: (not column.names, not column.stretch))


@dataclass(frozen=True)
class Group:
    """A line above the rows that show the same in the column one groups by; ``totals`` in words."""

    text: str
    count: int
    totals: str = ""
