"""Reading a calendar of meetings: on which day which body meets, at what hour and where; items come by other lists."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import display_name, fold
from ibo_desk.exchange.changes import Change, change_steps
from ibo_desk.exchange.import_context import ImportContext, KnownBody
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.exchange.topic_list import read_day
from ibo_desk.language import _
from ibo_desk.services.base.tables import alive, meetings
from ibo_desk.services.words import field_label
from ibo_desk.services.words import format as say

PLANNED: Final = "planned_meeting"  # a step that makes a meeting and begins its agenda
_HOUR: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*(?:[:.]\s*([0-5]\d)|(?:u|uur|h)\.?\s*([0-5]\d)?)(?!\d)")
_PLACE_LENGTH: Final = 200


class MeetingList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, store: Store) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        self._rows: dict[tuple[UUID, date], int] = {}  # where each meeting stands first
        above = " ".join([table.sheet, *(row.text(at) for row in table.above for at in row.cells)])
        named = bodies_in(above, context.bodies)
        self._body_above = named[0] if len(named) == 1 else None
        m = meetings.c
        columns = (m.id, m.body_id, m.on, m.state, m.starts_at, m.ends_at, m.place)
        with store.read() as session:
            rows = session.execute(select(*columns).where(alive(meetings)))
            self._known = {(row.body_id, row.on): row for row in rows}

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        body = self._body(draft)
        on = read_day(draft, "date", self._context.today)
        if body is None or on is None:
            if on is None and not draft.text("date"):
                draft.remarks.append(_("not read: no day in it"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([str(body.id), on.isoformat()], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        name = f"{display_name(body.short_name, body.name)} {say.short_day(on)}"
        first = self._rows.setdefault((body.id, on), draft.row.number)
        if first != draft.row.number:
            text = _("not read: {meeting} stands in row {row} too")
            draft.remarks.append(text.format(meeting=name, row=first))
            return draft.plan(RowFate.DOUBTFUL)
        starts, ends = self._hours(draft)
        values: dict[str, Any] = {
            "starts_at": starts,
            "ends_at": ends,
            "place": draft.fit(" ".join(draft.text("place").split()), _PLACE_LENGTH, _("the place")),
        }
        there = self._known.get((body.id, on))
        steps = (
            self._new(draft, body, on, values) if there is None else self._changed(draft, there, name, values)
        )
        main = Ref(_ref(body.id, on)) if there is None else there.id
        return draft.plan(fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=("meeting", main))

    def _new(self, draft: Draft, body: KnownBody, on: date, values: dict[str, Any]) -> list[Step]:
        text = _("new meeting: {body} on {day}")
        which_meeting = text.format(body=display_name(body.short_name, body.name), day=say.day(on))
        hours = "–".join(say.clock(values[name]) for name in ("starts_at", "ends_at") if values[name])
        draft.says.append(", ".join(filter(None, (which_meeting, hours, values["place"]))))
        return [Step(PLANNED, {"body_id": body.id, "on": on, **values}, ref=_ref(body.id, on))]

    def _changed(self, draft: Draft, there: Any, name: str, values: dict[str, Any]) -> list[Step]:
        """What the list says otherwise of a meeting that is here; one that was held or cancelled stays as it was."""
        if there.state not in {MeetingState.PLANNED, MeetingState.AGENDA_SENT}:
            return []
        changes = []
        for field, becomes in values.items():
            stands = getattr(there, field)
            shown = [
                text if isinstance(text, str) else say.clock(text) if text else ""
                for text in (stands, becomes)
            ]
            column = "place" if field == "place" else "starts"
            changes.append(Change(field, column, field_label(field).lower(), stands, becomes, *shown))
        return change_steps(draft, self._context, ("meeting", there.id, name), changes)

    def _body(self, draft: Draft) -> KnownBody | None:
        """The body that a row names by its name alone, or among other words as the only one; else the one above."""
        text = draft.text("body")
        named = bodies_in(text, self._context.bodies) if text else []
        if len(named) == 1:
            if fold(text) not in {fold(named[0].short_name), fold(named[0].name)}:
                remark = _("“{text}” is read as {name}; check it")
                draft.remarks.append(
                    remark.format(text=text, name=display_name(named[0].short_name, named[0].name))
                )
            return named[0]
        if not text and self._body_above is not None:
            return self._body_above
        remark = _("not read: no body that may meet here is called “{text}”")
        draft.remarks.append(
            remark.format(text=text) if text else _("not read: which body meets is not said")
        )
        return None

    def _hours(self, draft: Draft) -> tuple[time | None, time | None]:
        """When it begins and ends: "9u30–12u" in one column, or each in its own."""
        cells = [self._hour_cell(draft, name) for name in ("starts", "ends")]
        hours = [hour for cell in cells for hour in cell][:2]
        starts, ends = [*hours, None, None][:2]
        if starts is not None and ends is not None and ends <= starts:
            text = _("it ends at {ends}, before it begins; the end was not filled in")
            draft.remarks.append(text.format(ends=say.clock(ends)))
            ends = None
        return starts, ends

    def _hour_cell(self, draft: Draft, name: str) -> list[time]:
        at = self._table.columns.get(name)
        value = None if at is None else draft.row.cells.get(at)
        if isinstance(value, time):
            return [value.replace(second=0, microsecond=0)]
        text = draft.text(name)
        hours = [
            time(int(hour), int(minute or half or 0)) for hour, minute, half in _HOUR.findall(fold(text))
        ]
        if text and not hours:
            draft.remarks.append(_("“{text}” is not an hour; not filled in").format(text=text))
        return hours


def bodies_in(text: str, bodies: Sequence[KnownBody]) -> list[KnownBody]:
    """The bodies that some words name, by their short name or the whole one."""
    said = fold(text)
    words = set(re.findall(r"[\w-]+", said))
    return [
        body for body in bodies if fold(body.short_name) in words or (body.name and fold(body.name) in said)
    ]


def _ref(body_id: UUID, on: date) -> str:
    return f"meeting {body_id} {on}"
