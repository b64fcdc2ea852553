"""Which lists a workbook holds: by what was said of it, by what was remembered, by its headings; and what to tell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ibo_desk.domain.bounds import ROWS
from ibo_desk.domain.names import fold
from ibo_desk.exchange.answers import Answers
from ibo_desk.exchange.college_columns import by_college
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.headings import (
    HeadingChoice,
    chosen_table,
    find_table,
    heading_row,
    heading_texts,
    partly,
    remembered_table,
)
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import (
    ACTIONS,
    CALENDARS,
    ENGAGEMENTS,
    FEEDBACK,
    MEETINGS,
    PEOPLE,
    TOPICS,
    Layout,
    Table,
    is_engagement_list,
    is_topic_list,
)
from ibo_desk.exchange.list_fields import FIELDS
from ibo_desk.exchange.meeting_list import bodies_in
from ibo_desk.exchange.partner_columns import with_partner_columns
from ibo_desk.exchange.seat_columns import by_body, by_named_body, by_seat
from ibo_desk.exchange.turned_matrix import turned
from ibo_desk.exchange.workbook import Book, Sheet, SourceRow, column_letter
from ibo_desk.language import _

_SHOWN = 3  # cells of a column that show what it holds


@dataclass(frozen=True)
class ColumnOffer:
    """A column of a sheet, what stands above and below it, and the field it is read as, "" for none."""

    column: int
    heading: str
    sample: str
    field: str

    @property
    def letter(self) -> str:
        return column_letter(self.column)


@dataclass(frozen=True)
class SheetOffer:
    """How a sheet would be read: as which kind ("" for none), with its headings in which row, column by column."""

    sheet: str
    kind: str
    row: int
    columns: tuple[ColumnOffer, ...]


@dataclass(frozen=True)
class Reading:
    """How to look for lists: which kinds there are, which one somebody asks for ("" for any), what they said."""

    layouts: Mapping[str, Layout]
    kind: str
    answers: Answers
    context: ImportContext
    colleges: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what may stand above their columns
    titles: Collection[str] = ()  # of the items of the file, folded

    def sheets(self, book: Book) -> tuple[Sheet, ...]:
        """The sheets as they are read: calendars with a row for each college, seats with a list for each kind."""
        return tuple(part for sheet in book.sheets for part in self._turned(sheet))

    def _turned(self, sheet: Sheet) -> tuple[Sheet, ...]:
        table = None if self.kind else self.table(sheet)
        asked = self.kind in {"", PEOPLE.name} and (
            table is None or table.layout is PEOPLE or _knows_only_a_period(table)
        )
        if asked and (seats := self._of_seats(sheet)):
            return seats
        return (self._matrix(sheet, table) or self._by_college(sheet) or self._of_partner(sheet) or sheet,)

    def _matrix(self, sheet: Sheet, table: Table | None) -> Sheet | None:
        said = self.kind == FEEDBACK.name
        is_open = not self.kind and (
            table is None or table.layout is CALENDARS
        )  # both name colleges and days
        return turned(sheet, self.colleges, self.titles, said=said) if said or is_open else None

    def _of_partner(self, sheet: Sheet) -> Sheet | None:
        """What a partner promised on a sheet of its own, with the name of the sheet beside each row."""
        named = self.context.register.read(sheet.name)
        if self.kind not in {"", ENGAGEMENTS.name} or not (named.ids or named.boroughs):
            return None
        if self.table(sheet) is not None:
            return None
        at = heading_row(sheet, ENGAGEMENTS)
        column = 1 + max((column for row in sheet.rows for column in row.cells), default=0)
        rows = [
            replace(row, cells={**row.cells, column: _("Partner") if place == at else sheet.name})
            if place >= at
            else row
            for place, row in enumerate(sheet.rows)
        ]
        named_beside = replace(sheet, rows=tuple(rows))
        return named_beside if find_table(named_beside, [ENGAGEMENTS]) else None

    def _of_seats(self, sheet: Sheet) -> tuple[Sheet, ...]:
        names = {fold(name) for body in self.context.bodies for name in (body.name, body.short_name)}
        marked = by_body(sheet, names - {""})
        return (marked,) if marked else by_named_body(sheet, names - {""}) or by_seat(sheet)

    def _by_college(self, sheet: Sheet) -> Sheet | None:
        asked = self.kind == CALENDARS.name or (not self.kind and self.table(sheet) is None)
        return by_college(sheet, self.colleges) if asked else None

    @property
    def candidates(self) -> list[Layout]:
        if self.kind:
            return [self.layouts[self.kind]]
        return [layout for layout in self.layouts.values() if layout.told_by_headings]

    def table(self, sheet: Sheet) -> Table | None:
        """The list in a sheet; what looks like an action list and holds promises is a list of engagements."""
        table = self._table(sheet)
        return table and _corrected(table, self.answers)

    def _table(self, sheet: Sheet) -> Table | None:
        choice = self.answers.columns.get(sheet.name)
        if choice is not None and self.kind:
            return chosen_table(sheet, self.layouts[self.kind], choice)
        known = self.context.layouts
        asked = {name: each for name, each in self.layouts.items() if self.kind in {"", name}}
        table = remembered_table(sheet, asked, known)
        if table is not None:
            return table
        table = find_table(sheet, self.candidates) or (
            find_table(sheet, self.candidates, lenient=True) if self.kind else None
        )
        if not self.kind and table and table.layout is MEETINGS and not self._says_body(table):
            table = find_table(sheet, [layout for layout in self.candidates if layout is not MEETINGS])
        if self.kind:
            return table
        if table is not None and is_topic_list(table):
            return find_table(sheet, [TOPICS]) or table
        if not (_holds_engagements(sheet, table) or (table and table.layout is CALENDARS)):
            return table
        promises = find_table(sheet, [ENGAGEMENTS])
        is_calendar = promises and table and table.layout is CALENDARS
        if is_calendar and promises and table and len(promises.columns) <= len(table.columns):
            return table
        return promises or table

    def _says_body(self, table: Table) -> bool:
        """Whether a calendar says which body meets: of a college it is a calendar of another kind."""
        above = " ".join([table.sheet, *(row.text(at) for row in table.above for at in row.cells)])
        return "body" in table.columns or len(bodies_in(above, self.context.bodies)) == 1


def tables_in(path: Path, book: Book, reading: Reading) -> tuple[list[Table], list[str]]:
    """The lists in a workbook, all of one kind, and a remark for each sheet without one. Raises ``ListError``."""
    register = reading.context.register
    tables_found = [(sheet, reading.table(sheet)) for sheet in reading.sheets(book)]
    read = [(sheet, table and with_partner_columns(table, register)) for sheet, table in tables_found]
    is_told = any(sheet.name in reading.answers.columns for sheet in book.sheets)
    if reading.kind == ACTIONS.name and not is_told and any(_holds_engagements(*pair) for pair in read):
        raise _engagements(path)
    tables = [table for _sheet, table in read if table]
    if not tables:
        raise _no_list(path, book, reading.candidates)
    first = tables[0].layout
    others = [table for table in tables if table.layout is not first]
    mine = [table for table in tables if table.layout is first]
    return mine, [
        *_of_sheets(book, read),
        *_of_partners(book, read),
        *_of_others(others),
        *(text for table in mine for text in _of_table(table)),
    ]


def offers(book: Book, reading: Reading) -> tuple[SheetOffer, ...]:
    """How each sheet would be read, also one that nobody recognises: the start of what a person changes."""
    return tuple(_offer(sheet, reading) for sheet in reading.sheets(book) if sheet.rows)


def looked_below(answers: Answers, sheet: str, row: int) -> Answers:
    """What was said, with the headings of a sheet in this row, and nothing of what its columns hold."""
    return replace(answers, columns={**answers.columns, sheet: HeadingChoice({}, row)})


def _offer(sheet: Sheet, reading: Reading) -> SheetOffer:
    table = reading.table(sheet)
    if table is not None:
        at, count = len(table.above), len(sheet.rows) - len(table.above) - len(table.rows)
        fields, kind = table.columns, table.layout.name
    else:
        layout, said = reading.candidates[0], reading.answers.columns.get(sheet.name)
        at = heading_row(sheet, layout) if said is None else _at(sheet, said)
        matched = partly(sheet, layout, at)
        count, fields, kind = matched.count, matched.columns, reading.kind
    by_column = {column: name for name, column in fields.items()}
    headings, below = heading_texts(sheet.rows[at : at + count]), sheet.rows[at + count :]
    used = sorted({*headings, *(column for row in below[:50] for column in row.cells)})
    columns = tuple(
        ColumnOffer(column, headings.get(column, ""), _sample(below, column), by_column.get(column, ""))
        for column in used
    )
    return SheetOffer(sheet.name, kind, sheet.rows[at].number, columns)


def _at(sheet: Sheet, choice: HeadingChoice) -> int:
    return next(
        (at for at, row in enumerate(sheet.rows) if choice.row is None or row.number >= choice.row), 0
    )


def _sample(rows: Sequence[SourceRow], column: int) -> str:
    texts = dict.fromkeys(" ".join(row.text(column).split()) for row in rows[:50] if row.text(column))
    return " · ".join(text if len(text) <= 40 else f"{text[:39]}…" for text in list(texts)[:_SHOWN])


def _corrected(table: Table, answers: Answers) -> Table:
    """The list with the cells that somebody put right and the rows that they left out."""
    cells: dict[int, dict[int, str]] = {}
    for (sheet, number, name), text in answers.cells.items():
        if sheet == table.sheet and name in table.columns:
            cells.setdefault(number, {})[table.columns[name]] = text
    rows = tuple(
        replace(row, cells={**row.cells, **cells[row.number]}) if row.number in cells else row
        for row in table.rows
    )
    return replace(table, rows=rows, skipped=answers.skips(table.sheet))


def _knows_only_a_period(table: Table) -> bool:
    """ "Van" and "tot" stand above mandates as often as above the recess of a college."""
    return table.layout is CALENDARS and table.columns.keys() <= {"college", "first", "last"}


def _holds_engagements(sheet: Sheet, table: Table | None) -> bool:
    return is_engagement_list(table) if table else find_table(sheet, [ENGAGEMENTS]) is not None


# ---- what is told -----------------------------------------------------------------------------------------------


def _of_sheets(book: Book, read: Iterable[tuple[Sheet, Table | None]]) -> list[str]:
    skipped = _("sheet “{sheet}” holds no list and was skipped")
    long = _("sheet “{sheet}” has more than {count} rows; the rest was not read")
    pairs = list(read)
    return [
        *(text for sheet, table in pairs if table for text in sheet.remarks),
        *(skipped.format(sheet=sheet.name) for sheet, table in pairs if table is None and sheet.rows),
        *(_("sheet “{sheet}” is hidden and was not read").format(sheet=name) for name in book.hidden),
        *(long.format(sheet=sheet.name, count=ROWS) for sheet, table in pairs if table and sheet.cut),
    ]


def _of_partners(book: Book, read: Iterable[tuple[Sheet, Table | None]]) -> list[str]:
    text = _("sheet “{sheet}”: its name is read as the partner; look whether that is right")
    pairs = ((sheet, table) for sheet, table in read if table and table.layout is ENGAGEMENTS)
    return [text.format(sheet=sheet.name) for sheet, _table in pairs if sheet not in book.sheets]


def _of_others(tables: Iterable[Table]) -> list[str]:
    text = _("sheet “{sheet}” is another kind of list; read it apart, with --as {layout}")
    return [text.format(sheet=table.sheet, layout=table.layout.name) for table in tables]


def _of_table(table: Table) -> list[str]:
    unread = _("sheet “{sheet}”: column “{heading}” is not known and was not read")
    guessed = _("sheet “{sheet}”: column “{heading}” was taken for “{field}”; look whether that is right")
    return [
        *(
            guessed.format(sheet=table.sheet, heading=heading, field=_(FIELDS.get(name, name)))
            for name, heading in table.guessed.items()
        ),
        *(
            unread.format(sheet=table.sheet, heading=heading)
            for heading in table.unread
            if not table.remembered
        ),
        *_hidden_columns(table),
        *_ditto(table),
        *_colours(table),
    ]


def _hidden_columns(table: Table) -> list[str]:
    """A column that somebody hid was perhaps not meant for others; it is read, and told."""
    if not table.hidden:
        return []
    text = _("sheet “{sheet}”: hidden columns {columns} were read all the same")
    return [text.format(sheet=table.sheet, columns=", ".join(table.hidden))]


def _ditto(table: Table) -> list[str]:
    """What says "the same" follows the row above, also after somebody sorted the list."""
    if not table.ditto:
        return []
    text = _("sheet “{sheet}”: {cells} were read as what stands above them")
    return [text.format(sheet=table.sheet, cells=_shortly(table.ditto))]


def _colours(table: Table) -> list[str]:
    """Colours often mean something ("oranje = op te volgen"), but only to people."""
    cells = [f"{column_letter(at)}{row.number}" for row in table.rows for at in row.coloured]
    if not cells:
        return []
    text = _("sheet “{sheet}”: coloured cells {cells}; what the colour means was not read")
    return [text.format(sheet=table.sheet, cells=_shortly(cells))]


def _shortly(cells: Sequence[str]) -> str:
    return ", ".join(cells[:8]) + (", …" if len(cells) > 8 else "")


def _engagements(path: Path) -> ListError:
    text = _(
        "{path} is a list of engagements: a row for each promise of a partner. Nothing of it was read as actions; "
        "read it as what it is, with --as engagements."
    )
    return ListError("list_of_engagements", text.format(path=path))


def _no_list(path: Path, book: Book, layouts: Sequence[Layout]) -> ListError:
    if book.hidden and not any(sheet.rows for sheet in book.sheets):
        text = _("{path} has its lists on hidden sheets ({sheets}); make them visible in Excel and save.")
        return ListError("sheets_hidden", text.format(path=path, sheets=", ".join(book.hidden)))
    names = ", ".join(sheet.name for sheet in book.sheets)
    if len(layouts) == 1:
        needed = ", ".join(
            _(FIELDS.get(name, name)) for name in layouts[0].headings if name in layouts[0].needed
        )
        text = _("{path} (sheets: {sheets}) lacks a column for {needed}; say which column that is.")
        return ListError("no_list_found", text.format(path=path, sheets=names, needed=needed))
    text = _(
        "{path} (sheets: {sheets}) is no list that is known by its headings; say which kind of list it is."
    )
    return ListError("no_list_found", text.format(path=path, sheets=names))
