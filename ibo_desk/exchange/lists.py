"""Reading a list into the file: first a plan that says row by row what would happen, then all of it in one go."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import ActionPartner, ActionStrategicLine, ImportedRow, Record, Topic
from ibo_desk.data.tables.record import new_id
from ibo_desk.domain.bounds import ROWS
from ibo_desk.domain.ids import natural_id
from ibo_desk.exchange.action_list import ActionList
from ibo_desk.exchange.agenda_list import AgendaList
from ibo_desk.exchange.engagement_list import EngagementList
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.import_context import ImportContext, read_context
from ibo_desk.exchange.layouts import (
    ACTIONS,
    ENGAGEMENTS,
    FEEDBACK,
    LAYOUTS,
    Layout,
    Table,
    feedback_layout,
    find_table,
    is_engagement_list,
)  # fmt: skip
from ibo_desk.exchange.matrix_list import CELL, KnownColleges, MatrixList, known_colleges, write_cell
from ibo_desk.exchange.plan import Plan, Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.round_trip.back import EXPORT, apply_back, is_export, plan_back
from ibo_desk.exchange.workbook import Book, Sheet, column_letter, read_workbook
from ibo_desk.language import _
from ibo_desk.services.agenda.writing import put_on_agenda
from ibo_desk.services.base.bulk import LEAVE, Over
from ibo_desk.services.base.records import add, patch
from ibo_desk.services.base.writing import upsert
from ibo_desk.services.record_types import RECORD_TYPES

_NATURAL: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {
    "action_partner": (ActionPartner, ("action_id", "organisation_id", "role")),
    "action_strategic_line": (ActionStrategicLine, ("action_id", "line_id")),
}


class Lists:
    """Excel lists for one region file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self, path: Path, layout: str | None = None) -> Plan:
        """What reading a workbook would change; nothing is written.

        ``layout`` is "actions", "agenda", "engagements" or "feedback"; None recognises it by its headings. Raises
        ``ListError`` for what is no workbook, or holds no list that we know.
        """
        return self.plan_of(path, read_workbook(path), layout)

    def plan_of(self, path: Path, book: Book, layout: str | None = None) -> Plan:
        """The same for a workbook that was read already, elsewhere than where the store is."""
        if is_export(book):
            return plan_back(self._store, book, path.name)
        colleges = known_colleges(self._store)
        layouts = {**LAYOUTS, FEEDBACK.name: feedback_layout(colleges.headings())}
        tables, remarks = _tables(path, book, layout, layouts)
        context = read_context(self._store)
        rows: list[RowPlan] = []
        for table in tables:
            rows += _plans(table, context, colleges, path.name)
            text = _("sheet “{sheet}”: column “{heading}” is not known and was not read")
            remarks += [text.format(sheet=table.sheet, heading=heading) for heading in table.unread]
            remarks += [*_hidden_columns(table), *_colours(table)]
        return Plan(path.name, tables[0].layout.name, tuple(rows), tuple(remarks))

    def apply(self, plan: Plan, over: Over = LEAVE) -> tuple[str, ...]:
        """Carry out a plan in one unit of work, as one journal entry; a plan that changes nothing writes nothing.

        What a row would replace (``RowPlan.replaces``) stays, unless ``over`` lets it go; the row offers it again then.
        Returns a sentence for each row of an export that a rule of the file refused; a list is read whole or not.
        """
        if not plan.changes:
            return ()
        if plan.layout == EXPORT:
            return apply_back(self._store, plan, over)
        label = _("List {name} read in").format(name=plan.source)
        with self._store.write(label) as work:
            writer = _Writer(work, over)
            for row in plan.rows:
                if row.fate is RowFate.READ:
                    writer.write(row, plan.layout)
        return ()


class _Writer:
    """Writes the steps of a plan; remembers what each ``Ref`` became."""

    def __init__(self, work: Work, over: Over) -> None:
        self._work = work
        self._over = over
        self._made: dict[str, UUID] = {}

    def write(self, row: RowPlan, layout: str) -> None:
        left = [step for step in row.steps if step.standing and not self._over.lets(step.standing.key)]
        for step in row.steps:
            if step in left:
                continue
            made = self._step(step, self._resolved(step.values))
            if step.ref:
                self._made[step.ref] = made
        if left and len(left) == len(row.steps):
            return
        table, main = row.main or ("", None)
        self._work.add(
            ImportedRow(
                source=layout,
                row_hash=str(new_id()) if left else row.row_hash,
                record_table=table,
                record_id=self._made[main.name] if isinstance(main, Ref) else main,
                shown=_without(row.shown, {step.column for step in left}),
            )
        )

    def _resolved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._made[value.name] if isinstance(value, Ref) else value
            for name, value in values.items()
        }

    def _step(self, step: Step, values: dict[str, Any]) -> UUID:
        if step.record_id is not None:
            patch(self._work, RECORD_TYPES[step.table], step.record_id, None, values)
            return step.record_id
        if step.table in _NATURAL:
            table, key = _NATURAL[step.table]
            record_id = natural_id(step.table, *(values[name] for name in key))
            return upsert(self._work, table, record_id, values).id
        if step.table == CELL:
            return write_cell(self._work, values)
        if step.table == "agenda_item":
            return self._item(values)
        made: UUID = add(self._work, RECORD_TYPES[step.table], values).id
        return made

    def _item(self, values: dict[str, Any]) -> UUID:
        meeting_id, topic_id = values.pop("meeting_id"), values.pop("topic_id", None)
        self._work.session.flush()  # the next item's place and number follow from what is there
        topic = self._work.get(Topic, topic_id) if topic_id else None
        return put_on_agenda(self._work, meeting_id, topic, values).id


def _without(shown: str, columns: set[str]) -> str:
    """The cells of a row as they were read, without those that were left."""
    cells = json.loads(shown) if columns else {}
    kept = {name: text for name, text in cells.items() if name not in columns}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if columns else shown


def _tables(
    path: Path, book: Book, layout: str | None, layouts: Mapping[str, Layout]
) -> tuple[list[Table], list[str]]:
    """The lists in a workbook, all of one layout, and a remark for each sheet without one."""
    candidates = (
        [layouts[layout]]
        if layout
        else [candidate for candidate in layouts.values() if candidate.told_by_headings]
    )
    read_tables = [(sheet, _table(sheet, candidates, layout)) for sheet in book.sheets]
    if layout == ACTIONS.name and any(_holds_engagements(sheet, table) for sheet, table in read_tables):
        raise _engagements(path)
    tables = [table for _sheet, table in read_tables if table]
    if not tables:
        raise _no_list(path, book, candidates)
    first = tables[0].layout
    skipped = _("sheet “{sheet}” holds no list and was skipped")
    remarks = [
        skipped.format(sheet=sheet.name) for sheet, table in read_tables if table is None and sheet.rows
    ]
    remarks += [_("sheet “{sheet}” is hidden and was not read").format(sheet=name) for name in book.hidden]
    remarks += [
        _("sheet “{sheet}” has more than {count} rows; the rest was not read").format(
            sheet=sheet.name, count=ROWS
        )
        for sheet, table in read_tables
        if table and sheet.cut
    ]
    remarks += [
        _("sheet “{sheet}” is another kind of list; read it apart, with --as {layout}").format(
            sheet=table.sheet, layout=table.layout.name
        )
        for table in tables
        if table.layout is not first
    ]
    return [table for table in tables if table.layout is first], remarks


def _table(sheet: Sheet, layouts: Sequence[Layout], layout: str | None) -> Table | None:
    """The list in a sheet; what looks like an action list and holds promises of partners is a list of engagements."""
    table = find_table(sheet, layouts)
    if layout is None and _holds_engagements(sheet, table):
        return find_table(sheet, [ENGAGEMENTS]) or table
    return table


def _holds_engagements(sheet: Sheet, table: Table | None) -> bool:
    return is_engagement_list(table) if table else find_table(sheet, [ENGAGEMENTS]) is not None


def _engagements(path: Path) -> ListError:
    text = _(
        "{path} is a list of engagements: a row for each promise of a partner. Nothing of it was read as actions; "
        "read it as what it is, with --as engagements."
    )
    return ListError("list_of_engagements", text.format(path=path))


def _hidden_columns(table: Table) -> list[str]:
    """A column that somebody hid was perhaps not meant for others; it is read, and told."""
    if not table.hidden:
        return []
    text = _("sheet “{sheet}”: hidden columns {columns} were read all the same")
    return [text.format(sheet=table.sheet, columns=", ".join(table.hidden))]


def _colours(table: Table) -> list[str]:
    """Colours often mean something ("oranje = op te volgen"), but only to people."""
    cells = [f"{column_letter(at)}{row.number}" for row in table.rows for at in row.coloured]
    if not cells:
        return []
    shown = ", ".join(cells[:8]) + (", …" if len(cells) > 8 else "")
    text = _("sheet “{sheet}”: coloured cells {cells}; what the colour means was not read")
    return [text.format(sheet=table.sheet, cells=shown)]


def _no_list(path: Path, book: Book, layouts: Iterable[Layout]) -> ListError:
    if book.hidden and not any(sheet.rows for sheet in book.sheets):
        text = _("{path} has its lists on hidden sheets ({sheets}); make them visible in Excel and save.")
        return ListError("sheets_hidden", text.format(path=path, sheets=", ".join(book.hidden)))
    headings = "; ".join(
        ", ".join(words[0] for name, words in layout.headings.items() if name in layout.needed)
        for layout in layouts
    )
    names = ", ".join(sheet.name for sheet in book.sheets)
    text = _(
        "{path} (sheets: {sheets}) holds no list with the headings {headings}; choose another file or add them."
    )
    return ListError("no_list_found", text.format(path=path, sheets=names, headings=headings))


def _plans(table: Table, context: ImportContext, colleges: KnownColleges, source: str) -> Iterable[RowPlan]:
    if table.layout.name == FEEDBACK.name:
        return MatrixList(table, context, colleges).plans()
    if table.layout is ACTIONS:
        return ActionList(table, context, source).plans()
    if table.layout is ENGAGEMENTS:
        return EngagementList(table, context, source).plans()
    return AgendaList(table, context, source).plans()
