"""Reading a list of topics: each row something to be prepared, found again by its title."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.topics import Phase
from ibo_desk.exchange.action_list import action_name, named_action
from ibo_desk.exchange.changes import Change, change_steps, short
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.language import _
from ibo_desk.services.base.tables import topics
from ibo_desk.services.words import field_label, label
from ibo_desk.services.words import format as say

_PHASES: Final = {
    "verkennend": Phase.EXPLORING,
    "verkenning": Phase.EXPLORING,
    "in bespreking": Phase.DISCUSSING,
    "bespreking": Phase.DISCUSSING,
    "eindafweging": Phase.WEIGHING,
    "afweging": Phase.WEIGHING,
    "afgerond": Phase.SETTLED,
    "beslist": Phase.SETTLED,
    "vastgelegd": Phase.SETTLED,
}


class TopicList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, store: Store) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        self._rows: dict[str, int] = {}  # where each title stands first
        columns = (topics.c.id, topics.c.summary, topics.c.still_open, topics.c.phase, topics.c.action_id)
        with store.read() as session:
            rows = session.execute(select(*columns).where(topics.c.deleted_in.is_(None)))
            self._known = {row.id: row for row in rows}

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        title = draft.text("title")
        if not title:
            draft.remarks.append(_("not read: a topic without a title"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        above = draft.row.number
        if fate is not RowFate.SKIPPED:
            above = self._rows.setdefault(fold(title), above)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        known = self._context.topics.get(fold(title))
        if above != draft.row.number:
            text = _(
                "not read: “{title}” stands in row {row} too; is it the same topic? Give it another title or skip it"
            )
            draft.remarks.append(text.format(title=short(title), row=above))
            return draft.plan(RowFate.DOUBTFUL)
        main, steps = (known, self._changed(draft, known)) if known else self._new(draft, title)
        return draft.plan(fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=("topic", main))

    def _new(self, draft: Draft, title: str) -> tuple[Ref, list[Step]]:
        partners = draft.read_partners("brought_by", self._context.register, _("brought in by"))
        values: dict[str, Any] = {
            "title": draft.fit(title, 300, _("the title")),
            "summary": draft.text("summary"),
            "still_open": draft.text("still_open"),
            "action_id": self._action(draft),
            "submitted_by_id": partners.ids[0] if len(partners.ids) == 1 else None,
            "submitted_on": self._day(draft),
            "phase": self._phase(draft) or Phase.EXPLORING,
        }
        if len(partners.ids) > 1:
            text = _("brought in by several; choose who is meant: {names}")
            draft.remarks.append(text.format(names=self._context.register.names(partners.ids)))
        draft.says.append(_("new topic “{title}”").format(title=short(title)))
        ref = Ref(f"topic {draft.table.sheet} {draft.row.number}")
        return ref, [Step("topic", values, ref=ref.name)]

    def _changed(self, draft: Draft, topic_id: UUID) -> list[Step]:
        there = self._known[topic_id]
        phase = self._phase(draft)
        texts = [
            Change(name, name, field_label(name).lower(), getattr(there, name), draft.text(name),
                   getattr(there, name), draft.text(name))
            for name in ("summary", "still_open")
        ]  # fmt: skip
        if phase is not None:
            stands = Phase(there.phase)
            texts.append(
                Change(
                    "phase", "phase", field_label("phase").lower(), stands, phase, label(stands), label(phase)
                )
            )
        return change_steps(draft, self._context, ("topic", topic_id, draft.text("title")), texts)

    def _action(self, draft: Draft) -> UUID | None:
        text = draft.text("action")
        known = named_action(self._context.actions, text) if text else None
        if text and known is None:
            draft.remarks.append(_("no action is called “{text}”; choose it yourself").format(text=text))
        if known is None:
            return None
        draft.says.append(
            _("at {action}").format(
                action=action_name(known.number, display_name(known.short_title, known.title))
            )
        )
        return known.id

    def _phase(self, draft: Draft) -> Phase | None:
        text = draft.text("phase")
        words = fold(text)
        known = _PHASES.get(words) or next((phase for phase in Phase if fold(label(phase)) == words), None)
        if text and known is None:
            draft.remarks.append(_("phase “{text}” is not known; not filled in").format(text=text))
        return known

    def _day(self, draft: Draft) -> date | None:
        return read_day(draft, "submitted", self._context.today)


def read_day(draft: Draft, column: str, today: date) -> date | None:
    """The day in a cell; what is none is remarked, and so is a year that the list does not say."""
    on, text = draft.table.day(draft.row, column), draft.text(column)
    if on is not None or not text:
        return on
    said = parse_due(text, today)
    if said.day is None:
        draft.remarks.append(_("“{text}” is not a day; not filled in").format(text=text))
        return None
    if said.certainty is Certainty.YEAR_ASSUMED:
        remark = _("“{text}” is read as {day}, which the list does not say; check it")
        draft.remarks.append(remark.format(text=text, day=say.day(said.on)))
    return said.on
