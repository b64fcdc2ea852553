"""Writing what a plan says, step by step, inside one unit of work."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    ActionPartner,
    ActionStrategicLine,
    BodyCalendar,
    CollegeSession,
    ImportedRow,
    ListLayout,
    ListRemainder,
    OrganisationAlias,
    Record,
    Topic,
)
from ibo_desk.data.tables.record import new_id
from ibo_desk.domain.ids import natural_id
from ibo_desk.exchange.matrix_list import CELL, write_cell
from ibo_desk.exchange.meeting_list import PLANNED
from ibo_desk.exchange.plan import Ref, RowPlan, Step
from ibo_desk.services.agenda.writing import put_on_agenda
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.base.records import add, patch
from ibo_desk.services.base.writing import upsert
from ibo_desk.services.meetings.meetings import MEETING
from ibo_desk.services.meetings.returning_items import start_agenda
from ibo_desk.services.record_types import RECORD_TYPES

_NATURAL: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {
    "action_partner": (ActionPartner, ("action_id", "organisation_id", "role")),
    "action_strategic_line": (ActionStrategicLine, ("action_id", "line_id")),
    "body_calendar": (BodyCalendar, ("body_id",)),
    "college_session": (CollegeSession, ("body_id", "on")),
}
_MEMORY: Mapping[str, type[Record]] = {"organisation_alias": OrganisationAlias, "list_layout": ListLayout}


class ListWriter:
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

    def remember(self, steps: Iterable[Step]) -> None:
        """Write what is to be known next time."""
        for step in steps:
            self._step(step, dict(step.values))

    def leave(self, source: str, row: RowPlan) -> None:
        """Keep what could not be read of a row, once however often the list is read, to be settled later."""
        table, main = row.main or ("", None)
        for text in dict.fromkeys(row.remarks):
            values = {
                "source": source,
                "sheet": row.sheet,
                "row_number": row.number,
                "text": text,
                "record_table": table,
                "record_id": self._made.get(main.name) if isinstance(main, Ref) else main,
            }
            upsert(
                self._work,
                ListRemainder,
                natural_id("list_remainder", source, row.sheet, row.number, text),
                values,
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
        if step.table in _MEMORY:
            assert step.made_id is not None  # it follows from its key
            return upsert(self._work, _MEMORY[step.table], step.made_id, values).id
        if step.table in _NATURAL:
            table, key = _NATURAL[step.table]
            record_id = natural_id(step.table, *(values[name] for name in key))
            return upsert(self._work, table, record_id, values).id
        if step.table == CELL:
            return write_cell(self._work, values)
        if step.table == PLANNED:
            return self._meeting(values)
        if step.table == "agenda_item":
            return self._item(values)
        made: UUID = add(self._work, RECORD_TYPES[step.table], values, step.made_id).id
        return made

    def _meeting(self, values: dict[str, Any]) -> UUID:
        """A meeting that only its day is known of: its agenda begins as that of any other."""
        meeting = add(self._work, MEETING, values)
        start_agenda(self._work, meeting)
        made: UUID = meeting.id
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
