"""The columns of the lists about one municipality."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from ibo_desk.domain.bodies import MemberRole
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.topics import Appearance
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.alarms import Alarm
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.parties.body_rows import SeatRow
from ibo_desk.services.today.alarm_words import tell_college
from ibo_desk.services.today.my_college import NoteRow, PointRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.shared.engagement_columns import due_text
from ibo_desk.ui.table.columns import Column, Columns, RowT
from ibo_desk.ui.table.wrapped import Line, of
from ibo_desk.ui.values import flat, show_value

OfCollegeT = TypeVar("OfCollegeT", RoundRow, Alarm)
_GIVES_WAY = frozenset({"meeting", "decisive", "made_at"})


def fitting(columns: Columns[RowT], percent: int, large: int) -> Columns[RowT]:
    """With large text what also stands on the record gives way, so that what waits and until when is not cut off."""
    return tuple(
        column for column in columns if percent < large or column.key not in _GIVES_WAY or column.stretch
    )


def with_former(row: OfCollegeT, name: str, own: UUID, former: Mapping[UUID, str]) -> OfCollegeT:
    """A row as it is; one of a municipality that merged into this one says which, behind the item in ``name``.

    ``former`` are their short names, as far as they are known.
    """
    if row.college_id == own:
        return row
    named: dict[str, Any] = {name: f"{getattr(row, name)} ({former.get(row.college_id, row.college)})"}
    return replace(row, **named)


def _with_meeting(title: str, meeting: str) -> str:
    return f"{title}\n{meeting}"


OPEN: Final[Columns[RoundRow]] = (
    Column(
        "item",
        N_("Item"),
        lambda row: row.item,
        180,
        stretch=True,
        tip=lambda row: _with_meeting(row.item, row.meeting),
    ),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, 96),
    Column("state", N_("State"), lambda row: row.state, 236, chip=True),
    Column("since", N_("Open since"), lambda row: row.since, 96),
    Column("by", N_("By"), lambda row: row.answer_by, 92),
)


def _reckoned(alarm: Alarm) -> str:
    """Until when, and how it came to that day."""
    return f"{tell_college(alarm)}\n{alarm.reason}"


ALARMS: Final[Columns[Line[Alarm]]] = (
    Column(
        "item",
        N_("Item"),
        of(lambda row: row.title),
        160,
        stretch=True,
        tip=of(lambda row: _with_meeting(row.title, row.meeting)),
    ),
    Column("meeting", N_("Meeting"), of(lambda row: row.meeting), 96),
    Column("decisive", N_("Concluded on"), of(lambda row: row.decisive_on), 104),
    Column("possible", N_("What is still possible"), of(tell_college), 452, tip=of(_reckoned)),
)


def _delivered(note: NoteRow) -> tuple[date, date]:
    return note.first_on, note.last_on


def _between(days: tuple[date, date]) -> str:
    """ "05/10/2026", or both days where it came in parts."""
    return " – ".join(formats.short_day(day) for day in dict.fromkeys(days))


def _of_former(note: NoteRow) -> str:
    """ "IBO 2026-4", and to whom it went where that was a municipality that merged into this one."""
    return f"{note.meeting} ({note.former})" if note.former else note.meeting


NOTES: Final[Columns[Line[NoteRow]]] = (
    Column("meeting", N_("Meeting"), of(_of_former), 110, stretch=True, tip=of(_of_former)),
    Column("items", N_("Items"), of(lambda row: row.items), 62, "right"),
    Column("delivered", N_("Delivered on"), of(_delivered), 166, show=_between),
)


def _own_state(row: EngagementRow) -> EngagementState | None:
    """The state of its own share; several shares together are told by the first that stands open."""
    return row.partners[0].state if row.partners else row.state


ENGAGEMENTS: Final[Columns[EngagementRow]] = (
    Column("what", N_("Engagement"), lambda row: row.what, 200, stretch=True, tip=lambda row: row.what),
    Column("due", N_("By"), due_text, 150),
    Column("state", N_("State"), _own_state, 176, chip=True),
    Column("made_at", N_("Made at"), lambda row: row.meeting, 150, tip=lambda row: row.meeting),
)


def _in_words(appearance: Appearance) -> str:
    return _("{meeting}: {outcome}").format(
        meeting=appearance.meeting, outcome=show_value(appearance.outcome or appearance.treatment)
    )


def _became(row: PointRow) -> str:
    """ "IBO 2026-4: what was concluded", where it came last; the reason where it was declined."""
    if row.declined_reason:
        return row.declined_reason
    if not row.appearances:
        return _("not yet on an agenda")
    last = row.appearances[-1]
    return f"{last.meeting}: {flat(row.conclusion)}" if row.conclusion else _in_words(last)


def _became_in_full(row: PointRow) -> str:
    parts = (
        [row.declined_reason]
        if row.declined_reason
        else [_in_words(appearance) for appearance in row.appearances]
    )
    return "\n".join([*parts, flat(row.conclusion)] if row.conclusion else parts)


POINTS: Final[Columns[PointRow]] = (
    Column("title", N_("Topic"), lambda row: row.title, 150, stretch=True, tip=lambda row: row.title),
    Column("state", N_("State"), lambda row: row.preparation, 132, chip=True),
    Column("became", N_("What became of it"), _became, 176, tip=_became_in_full),
)


def _persons(seat: SeatRow) -> str:
    return ", ".join(seat.persons) or _("nobody registered")


def _role(role: MemberRole) -> str:
    return show_value(role)


SEATS: Final[Columns[Line[SeatRow]]] = (
    Column("body", N_("Body"), of(lambda row: row.body), 150, stretch=True, tip=of(lambda row: row.body)),
    Column("role", N_("Role"), of(lambda row: row.role), 84, show=_role),
    Column("persons", N_("By whom"), of(_persons), 170, tip=of(_persons)),
)

TO_DECIDE: Final[Columns[TargetRow]] = (
    Column("item", N_("Item"), lambda row: row.item, 150, stretch=True, tip=lambda row: row.item),
    Column("body", N_("Body"), lambda row: row.body, 150, tip=lambda row: row.body),
    Column("planned", N_("Planned"), lambda row: row.planned_on, 90),
)
