"""Reading an exported workbook back: exactly the cells that were changed there, and what was changed here since.

A cell counts as changed where it no longer says what stood there when it was exported: what stands in the file now, or,
where the field was written since, what the journal says it was. What was changed on both sides is shown side by side
and left, unless somebody chooses it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.due import is_impossible_date, parse_due
from ibo_desk.domain.errors import InvalidValueError, UserError
from ibo_desk.domain.names import fold
from ibo_desk.exchange.changes import short_pair
from ibo_desk.exchange.plan import Plan, RowFate, RowPlan, Step
from ibo_desk.exchange.round_trip.book import MARK, VERSION
from ibo_desk.exchange.round_trip.columns import SHEETS
from ibo_desk.exchange.round_trip.records import SheetRecord, SheetRecords, read_records
from ibo_desk.exchange.round_trip.shapes import Field
from ibo_desk.exchange.round_trip.since import Since, read_since
from ibo_desk.exchange.workbook import Book, Sheet, SourceRow, Value, as_text, column_letter
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import Over, Standing
from ibo_desk.services.base.records import Records, validated
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words import field_label, sentence

EXPORT: Final = "export"  # the layout of such a plan
HEADING_WITHIN: Final = 40  # rows: somebody may have put a title above
_MARK: Final = re.compile(rf"{MARK} {VERSION} (\w+)")


@dataclass(frozen=True)
class _Page:
    """A sheet that we exported: which records, where the ids stand, which columns are there, and its rows."""

    name: str
    table: str
    id_at: int
    fields: Mapping[str, int]  # heading, folded: column
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]

    def id_of(self, row: SourceRow) -> UUID | None:
        return _id(row.text(self.id_at))

    def revision_of(self, row: SourceRow) -> UUID | None:
        return _id(row.text(self.id_at + 1))


def is_export(book: Book) -> bool:
    """Whether one of the sheets was exported by us."""
    return any(_page(sheet) for sheet in book.sheets)


def plan_back(store: Store, book: Book, source: str) -> Plan:
    """What reading the workbook back would change, as a plan; nothing is written."""
    pages = [page for sheet in book.sheets if (page := _page(sheet))]
    sheets = {
        record.kind.table: record for record in read_records(store, [SHEETS[page.table] for page in pages])
    }
    revisions = [(page.id_of(row), page.revision_of(row)) for page in pages for row in page.rows]
    with store.read() as session:
        since = read_since(session, {known: then for known, then in revisions if known and then})
    rows: list[RowPlan] = []
    remarks: list[str] = []
    for page in pages:
        reader = _Reading(page, sheets[page.table], since, store.clock.today())
        rows += reader.plans()
        remarks += reader.remarks()
    return Plan(source, EXPORT, tuple(rows), tuple(remarks))


def apply_back(store: Store, plan: Plan, over: Over) -> tuple[str, ...]:
    """Write what the plan proposes as one entry; a row that a rule refuses is told, and the others stand."""
    records = Records(store, RECORD_TYPES)
    edits: list[Callable[[], object]] = []
    places: list[str] = []
    for row in plan.rows:
        for step in row.steps:
            if step.record_id is not None and (step.standing is None or over.lets(step.standing.key)):
                edits.append(partial(records.patch, step.table, step.record_id, step.revision, step.values))
                places.append(_("{sheet}, row {number}").format(sheet=row.sheet, number=row.number))

    def label(count: int) -> str:
        text = ngettext("{count} row of {name} read back", "{count} rows of {name} read back", count)
        return text.format(count=count, name=plan.source)

    refused = records.many(edits, label) if edits else []
    return tuple(
        f"{place}: {sentence(error)}"
        for place, error in zip(places, refused, strict=True)
        if error is not None
    )


class _Reading:
    """Compares the rows of one sheet with the records; ``remarks``, after the plans, are about the whole sheet."""

    def __init__(self, page: _Page, sheet: SheetRecords, since: Since, today: date) -> None:
        self._page = page
        self._sheet = sheet
        self._since = since
        self._today = today
        self._records = {record.id: record for record in sheet.records}
        self._fields = {
            page.fields[heading]: field
            for field in sheet.fields
            if (heading := fold(field.column.heading)) in page.fields
        }
        self._times = Counter(page.id_of(row) for row in page.rows)
        self._emptied = {at for at in self._fields if self._is_emptied(at)}

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row, in order."""
        fields = {at: field for at, field in self._fields.items() if at not in self._emptied}
        for row in self._page.rows:
            known = self._page.id_of(row)
            refused = self._refused(row, known)
            record = self._records.get(known) if known else None
            if refused or record is None:
                yield RowPlan(self._page.name, row.number, RowFate.REFUSED, remarks=(refused,))
            else:
                yield _Row(self._page, row, record, self._since, self._today).plan(fields)

    def remarks(self) -> Iterator[str]:
        """What is to be told of the whole sheet."""
        yield from self._unknown_columns()
        yield from self._emptied_columns()

    def _refused(self, row: SourceRow, known: UUID | None) -> str:
        """Why nothing of a row can be read; empty where it can."""
        if known is None:
            return _("has no id of a record: a new row is not read back, make the record in IBO Desk")
        if self._times[known] > 1:
            return _("its record stands in the sheet more than once; keep one of those rows")
        revision = self._page.revision_of(row)
        if revision is None or not self._since.knows(revision):
            return _("was exported from another file, or from a copy that was written since; not read")
        if known not in self._records:
            return _("its record was taken away since")
        return ""

    def _is_emptied(self, at: int) -> bool:
        """Whether a column that held values holds none any more: then a program lost it, and nobody emptied it."""
        field = self._fields[at]
        held = [
            row
            for row in self._page.rows
            if (record := self._records.get(self._page.id_of(row) or UUID(int=0))) is not None
            and field.to_cell(record.values[field.column.name]) is not None
        ]
        return len(held) > 1 and not any(row.text(at) for row in self._page.rows)

    def _emptied_columns(self) -> Iterator[str]:
        text = _(
            "sheet “{sheet}”: column “{heading}” is empty everywhere; it is left as it stands in the file"
        )
        for at in sorted(self._emptied):
            yield text.format(sheet=self._page.name, heading=self._fields[at].column.heading)

    def _unknown_columns(self) -> Iterator[str]:
        known = {fold(field.column.heading) for field in self._sheet.fields}
        text = _("sheet “{sheet}”: column “{heading}” is not known and was not read")
        for heading in self._page.headings:
            if fold(heading) not in known:
                yield text.format(sheet=self._page.name, heading=heading)


class _Row:
    """One row beside its record: what is proposed, what stands against each other, what cannot be read."""

    def __init__(self, page: _Page, row: SourceRow, record: SheetRecord, since: Since, today: date) -> None:
        self._page = page
        self._row = row
        self._record = record
        self._since = since
        self._today = today
        self._says: list[str] = []
        self._remarks: list[str] = [*row.remarks]
        self._values: dict[str, Any] = {}
        self._against: list[Step] = []

    def plan(self, fields: Mapping[int, Field]) -> RowPlan:
        for at, field in sorted(fields.items()):
            self._cell(at, field)
        steps = [*self._against]
        if self._values:
            values = self._with_due(self._values)
            if "due_on" in values and "due_on" not in self._values:
                self._says.append(f"{field_label('due_on')}: → “{_told(values['due_on']) or _('no date')}”")
            steps.insert(0, self._step(values))
        fate = RowFate.READ if steps else RowFate.EQUAL
        if self._remarks and not steps:
            fate = RowFate.DOUBTFUL
        main = (self._page.table, self._record.id)
        says, doubts = tuple(self._says), tuple(self._remarks)
        return RowPlan(self._page.name, self._row.number, fate, "", "", says, doubts, tuple(steps), main)

    def _cell(self, at: int, field: Field) -> None:
        """Look at one cell. It may say what stands in the file, what stood there, or something new."""
        name, cell = field.column.name, self._row.cells.get(at)
        stands = self._record.values[name]
        if field.same(cell, stands) or self._was_unreadable(at):
            return
        written = not field.column.derived and self._since.wrote(self._record.id, name, self._then())
        if written and field.same(cell, self._since.base(self._record.id, field.stored, self._then())):
            return  # changed in the file only
        if field.column.locked:
            if not (isinstance(stands, UUID) and self._since.touched(stands, self._then())):
                self._only_shown(field, cell, stands)
            return
        try:
            value = field.from_cell(cell)
            self._check(name, value)
        except UserError as error:
            self._remarks.append(f"{field.column.heading}: {sentence(error)}")
            return
        if value == stands:
            return
        old, new = short_pair(_told(field.to_cell(stands)), _told(field.to_cell(value)))
        if written:
            who = _("{field}, changed on both sides").format(field=field.column.heading)
            standing = Standing((self._record.id, name), who, old, new)
            self._against.append(self._step(self._with_due({name: value}), standing, name))
        else:
            self._values[name] = value
            self._says.append(f"{field.column.heading}: “{old}” → “{new}”")

    def _only_shown(self, field: Field, cell: Value, stands: Any) -> None:
        """No alarm: what is shown also differs where something that it follows from was written here since."""
        text = _("{field} is only shown and was not read: “{there}” in the workbook, “{here}” in the file")
        there, here = short_pair(_told(cell), _told(field.to_cell(stands)))
        self._says.append(text.format(field=field.column.heading, there=there, here=here))

    def _then(self) -> UUID:
        revision = self._page.revision_of(self._row)
        assert revision is not None  # a row without one is refused before
        return revision

    def _was_unreadable(self, at: int) -> bool:
        """Whether the cell holds what no reader can read (an error, a formula without a value): it is no empty one."""
        if at in self._row.cells:
            return False
        place = f"{column_letter(at)}{self._row.number}"
        return any(re.search(rf"\b{place}\b", remark) for remark in self._row.remarks)

    def _check(self, name: str, value: Any) -> None:
        kind = RECORD_TYPES[self._page.table]
        own = {field: self._record.whole[field] for field in kind.fields.model_fields}
        if name == "due_phrase" and is_impossible_date(value):
            raise InvalidValueError("impossible_date", value=value)
        validated(kind.fields, {**own, name: value})

    def _with_due(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A term in words has its day, and a day that is chosen takes the words away."""
        due = dict(values)
        if "due_phrase" not in self._record.whole or not {"due_on", "due_phrase"} & set(due):
            return due
        if "due_on" not in due:
            due["due_on"] = parse_due(due["due_phrase"], self._today).on
        due.setdefault("due_phrase", "")
        if "first_due_on" in self._record.whole:
            due["first_due_on"] = None  # the series begins anew
        return due

    def _step(self, values: Mapping[str, Any], standing: Standing | None = None, column: str = "") -> Step:
        return Step(
            self._page.table,
            values,
            record_id=self._record.id,
            standing=standing,
            column=column,
            revision=self._record.revision,
        )


def _page(sheet: Sheet) -> _Page | None:
    """The sheet as we exported it; None for any other one."""
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        for column in sorted(row.cells):
            match = _MARK.fullmatch(row.text(column))
            if match and match[1] in SHEETS:
                named = {
                    other: text
                    for other in sorted(row.cells)
                    if other not in {column, column + 1} and (text := row.text(other))
                }
                fields = {fold(text): other for other, text in named.items()}
                rows = tuple(sheet_row for sheet_row in sheet.rows[at + 1 :] if sheet_row.cells)
                return _Page(sheet.name, match[1], column, fields, tuple(named.values()), rows)
    return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _told(value: Value) -> str:
    """What a cell shows: a figure with a comma, a text on one line."""
    text = as_text(value)
    return text.replace(".", ",") if isinstance(value, float) else " ".join(text.split())
