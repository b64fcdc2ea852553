"""Reading a list into the file: first a plan that says row by row what would happen, then all of it in one go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import ListRemainder
from ibo_desk.domain.names import fold
from ibo_desk.exchange.action_list import ActionList
from ibo_desk.exchange.agenda_list import AgendaList
from ibo_desk.exchange.answers import NO_ANSWERS, Answers
from ibo_desk.exchange.calendar_list import CalendarList
from ibo_desk.exchange.engagement_list import EngagementList
from ibo_desk.exchange.import_context import ImportContext, read_context
from ibo_desk.exchange.indicator_list import IndicatorList
from ibo_desk.exchange.layouts import FEEDBACK, LAYOUTS, Table, feedback_layout
from ibo_desk.exchange.list_fields import FIELDS
from ibo_desk.exchange.list_tables import Reading, SheetOffer, offers, tables_in
from ibo_desk.exchange.list_writer import ListWriter
from ibo_desk.exchange.matrix_list import KnownColleges, MatrixList, known_colleges
from ibo_desk.exchange.meeting_list import MeetingList
from ibo_desk.exchange.people_list import MadePeople, PeopleList
from ibo_desk.exchange.plan import Plan, RowFate, RowPlan
from ibo_desk.exchange.round_trip.back import EXPORT, apply_back, is_export, plan_back
from ibo_desk.exchange.topic_list import TopicList
from ibo_desk.exchange.workbook import Book, read_workbook
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import LEAVE, Over

_LEFT = frozenset({RowFate.READ, RowFate.REFUSED, RowFate.DOUBTFUL})  # rows whose remarks are left to settle


@dataclass(frozen=True)
class RemainderRow:
    """What a list said that could not be read: where it stood, and the record that was made of its row."""

    id: UUID
    source: str
    sheet: str
    row_number: int
    text: str
    record_table: str
    record_id: UUID | None


@dataclass(frozen=True)
class _Known:
    """What readers are given: the file as it stands, its colleges, the name of the list, whom earlier sheets make."""

    store: Store
    context: ImportContext
    colleges: KnownColleges
    source: str
    people: MadePeople = field(default_factory=dict)


_READERS: Mapping[str, Callable[[Table, _Known], Iterable[RowPlan]]] = {
    "actions": lambda table, known: ActionList(table, known.context, known.source).plans(),
    "agenda": lambda table, known: AgendaList(table, known.context, known.source).plans(),
    "calendars": lambda table, known: CalendarList(table, known.context, known.store).plans(),
    "engagements": lambda table, known: EngagementList(table, known.context, known.source).plans(),
    "feedback": lambda table, known: MatrixList(table, known.context, known.colleges).plans(),
    "indicators": lambda table, known: IndicatorList(table, known.context, known.store).plans(),
    "meetings": lambda table, known: MeetingList(table, known.context, known.store).plans(),
    "people": lambda table, known: PeopleList(table, known.context, known.store, known.people).plans(),
    "topics": lambda table, known: TopicList(table, known.context, known.store).plans(),
}


class Lists:
    """Lists from elsewhere for one region file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self, path: Path, layout: str | None = None, answers: Answers = NO_ANSWERS) -> Plan:
        """What reading a list would change; nothing is written.

        ``layout`` is a key of ``layouts.KINDS``; None recognises it by its headings. Raises ``ListError`` for what is
        no list that can be read, or holds none that we know.
        """
        return self.plan_of(path, read_workbook(path), layout, answers)

    def plan_of(
        self, path: Path, book: Book, layout: str | None = None, answers: Answers = NO_ANSWERS
    ) -> Plan:
        """The same for a list that was read already, elsewhere than where the store is."""
        if is_export(book):
            return plan_back(self._store, book, path.name)
        reading, colleges = self._reading(layout, answers)
        tables, remarks = tables_in(path, book, reading)
        known = _Known(self._store, reading.context, colleges, path.name)
        rows = [row for table in tables for row in _READERS[table.layout.name](table, known)]
        return Plan(
            path.name,
            tables[0].layout.name,
            tuple(rows),
            tuple(remarks),
            answers.memory(tables),
            frozenset(name for table in tables for name in table.columns),
        )

    def fields(self, layout: str) -> dict[str, str]:
        """What a column of such a list may hold: the key of each field and its words."""
        colleges = known_colleges(self._store).names if layout == FEEDBACK.name else {}
        named = {str(college): name for college, name in colleges.items()}
        headings = [name for name in LAYOUTS[layout].headings if not name.isdigit()]
        return {name: _(FIELDS[name]) for name in headings} | named

    @staticmethod
    def book(path: Path) -> Book:
        """A list with its sheets, read apart from the file. Raises ``ListError``."""
        return read_workbook(path)

    def offers(
        self, book: Book, layout: str | None = None, answers: Answers = NO_ANSWERS
    ) -> tuple[SheetOffer, ...]:
        """How each sheet of a list would be read, column by column, for somebody to change."""
        return offers(book, self._reading(layout, answers)[0])

    def apply(self, plan: Plan, over: Over = LEAVE) -> tuple[str, ...]:
        """Carry out a plan in one unit of work, as one journal entry; a plan that changes nothing writes nothing.

        What a row would replace (``RowPlan.replaces``) stays, unless ``over`` lets it go; the row offers it again then.
        What could not be read is kept, see ``remainders``.
        Returns a sentence for each row of an export that a rule of the file refused; a list is read whole or not.
        """
        if not plan.changes:
            return ()
        if plan.layout == EXPORT:
            return apply_back(self._store, plan, over)
        label = _("List {name} read in").format(name=plan.source)
        with self._store.write(label) as work:
            writer = ListWriter(work, over)
            writer.remember(plan.memory)
            for row in plan.rows:
                if row.fate is RowFate.READ:
                    writer.write(row, plan.layout)
                if row.fate in _LEFT:
                    writer.leave(plan.source, row)
        return ()

    def remainders(self) -> list[RemainderRow]:
        """What is left of the lists that were read, by list and row."""
        table = ListRemainder.metadata.tables["list_remainder"]
        columns = (table.c[name] for name in RemainderRow.__dataclass_fields__)
        query = select(*columns).where(table.c.deleted_in.is_(None))
        with self._store.read() as session:
            rows = session.execute(
                query.order_by(table.c.source, table.c.sheet, table.c.row_number, table.c.id)
            )
            return [RemainderRow(*row) for row in rows]

    def settle(self, remainder_ids: Sequence[UUID]) -> None:
        """Take off the list what was settled, as one entry that can be undone."""
        with self._store.write("") as work:
            for remainder_id in remainder_ids:
                work.delete(work.get(ListRemainder, remainder_id))
            text = ngettext(
                "{count} line left of a list settled",
                "{count} lines left of lists settled",
                len(remainder_ids),
            )
            work.entry.label = text.format(count=len(remainder_ids))

    def _reading(self, layout: str | None, answers: Answers) -> tuple[Reading, KnownColleges]:
        colleges = known_colleges(self._store)
        context = read_context(self._store, names=answers.names(), partners=answers.new_organisations())
        headings = colleges.headings()
        layouts = {**LAYOUTS, FEEDBACK.name: feedback_layout(headings)}
        titles = {fold(item.title) for item in colleges.items}
        return Reading(layouts, layout or "", answers, context, headings, titles), colleges
