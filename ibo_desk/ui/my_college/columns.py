"""The columns of the lists about one municipality."""

from datetime import date
from typing import Any, Final

from ibo_desk.domain.bodies import MemberRole
from ibo_desk.domain.calendars import Reach
from ibo_desk.language import N_, _
from ibo_desk.services import format as formats
from ibo_desk.services.alarm_words import tell_college
from ibo_desk.services.alarms import Alarm
from ibo_desk.services.body_rows import SeatRow
from ibo_desk.services.engagement_rows import EngagementRow
from ibo_desk.services.my_college import NoteRow
from ibo_desk.services.topics import TopicRow
from ibo_desk.ui.engagements.columns import due_text
from ibo_desk.ui.table.columns import Column
from ibo_desk.ui.table.wrapped import of
from ibo_desk.ui.values import show_value

OPEN: Final = (
    Column("item", N_("Item"), lambda row: row.item, 120, stretch=True, tip=lambda row: row.item),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, 88),
    Column("state", N_("State"), lambda row: row.state, 168, chip=True),
    Column("since", N_("Open since"), lambda row: row.since, 88),
    Column("by", N_("By"), lambda row: row.answer_by, 84),
)


def _act_by(alarm: Alarm) -> str:
    """The day by which whoever's turn it is still helps; a day that is past is not told as ahead."""
    if alarm.reach is Reach.UNKNOWN:
        return _("calendar not known")
    return formats.short_day(alarm.act_by) if alarm.reach is Reach.IN_TIME else _("too late")


_IN_FULL = of(tell_college)
ALARMS: Final = (
    Column("item", N_("Item"), of(lambda row: row.title), 160, stretch=True, tip=of(lambda row: row.title)),
    Column("decisive", N_("Concluded on"), of(lambda row: row.decisive_on), 104),
    Column("act_by", N_("In time until"), of(_act_by), 136, tip=_IN_FULL),
    Column("turn", N_("Whose turn"), of(lambda row: row.turn), 100, tip=_IN_FULL),
)


def _delivered(note: NoteRow) -> tuple[date, date]:
    return note.first_on, note.last_on


def _between(days: tuple[date, date]) -> str:
    """ "05/10/2026", or both days where it came in parts."""
    return " – ".join(formats.short_day(day) for day in dict.fromkeys(days))


NOTES: Final = (
    Column("meeting", N_("Meeting"), of(lambda row: row.meeting), 110, stretch=True),
    Column("items", N_("Items"), of(lambda row: row.items), 62, "right"),
    Column("delivered", N_("Delivered on"), of(_delivered), 166, show=_between),
)


def _own_state(row: EngagementRow) -> Any:
    """The state of its own share; several shares together are told by the first that stands open."""
    return row.partners[0].state if row.partners else row.state


ENGAGEMENTS: Final = (
    Column("what", N_("Engagement"), lambda row: row.what, 200, stretch=True, tip=lambda row: row.what),
    Column("due", N_("By"), due_text, 120),
    Column("state", N_("State"), _own_state, 152, chip=True),
    Column("made_at", N_("Made at"), lambda row: row.meeting, 110),
)


def _became(row: TopicRow) -> str:
    """ "CvB 2026-4, IBO 2026-4", the reason where it was declined, or how far it came."""
    if row.declined_reason:
        return row.declined_reason
    seen = ", ".join(one.meeting for one in row.appearances)
    return seen or _("not yet on an agenda")


POINTS: Final = (
    Column("title", N_("Topic"), lambda row: row.title, 130, stretch=True, tip=lambda row: row.title),
    Column("state", N_("State"), lambda row: row.preparation, 128, chip=True),
    Column("became", N_("What became of it"), _became, 140, tip=_became),
)


def _persons(seat: SeatRow) -> str:
    return ", ".join(seat.persons) or _("nobody registered")


def _role(role: MemberRole) -> str:
    return show_value(role)


SEATS: Final = (
    Column("body", N_("Body"), of(lambda row: row.body), 150, stretch=True, tip=of(lambda row: row.body)),
    Column("role", N_("Role"), of(lambda row: row.role), 84, show=_role),
    Column("persons", N_("By whom"), of(_persons), 170, tip=of(_persons)),
)

TO_DECIDE: Final = (
    Column("item", N_("Item"), lambda row: row.item, 150, stretch=True, tip=lambda row: row.item),
    Column("body", N_("Body"), lambda row: row.body, 150, tip=lambda row: row.body),
    Column("planned", N_("Planned"), lambda row: row.planned_on, 90),
)
