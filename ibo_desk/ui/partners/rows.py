"""Lines of the tables about partners that are no rows of a service as they are."""

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.bodies import MemberRole
from ibo_desk.domain.calendars import Rhythm, SubmitRule, next_meeting
from ibo_desk.services.words.format import short_day

if TYPE_CHECKING:
    from ibo_desk.services.parties.body_rows import CalendarRow, RecessRow, SessionRow

_RULES = (
    "weekday", "submit_days", "rhythm", "since", "week_of_month", "submit_rule", "submit_weekday", "submit_at"
)  # fmt: skip


@dataclass(frozen=True)
class SeatLine:
    """A seat as the table wants it."""

    id: UUID
    body: str
    role: MemberRole
    persons: tuple[str, ...]


@dataclass(frozen=True)
class CalendarLine:
    """A college's calendar as a line; empty where it is not known."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    body: str
    organisation: str
    weekday: int | None
    submit_days: int | None
    rhythm: Rhythm | None
    since: date | None
    week_of_month: int | None
    submit_rule: SubmitRule | None
    submit_weekday: int | None
    submit_at: time | None
    next_on: date | None
    recess: str
    recesses: tuple["RecessRow", ...]
    sessions: tuple["SessionRow", ...]

    @classmethod
    def of(cls, row: "CalendarRow", today: date) -> "CalendarLine":
        known = row.calendar
        rules: dict[str, Any] = {name: getattr(known, name) if known else None for name in _RULES}
        return cls(
            id=row.body_id,
            revision=row.revision,
            body_id=row.body_id,
            body=row.body,
            organisation=row.organisation,
            **rules,
            next_on=next_meeting(known, today),
            recess=", ".join(
                f"{short_day(recess.first)} – {short_day(recess.last)}" for recess in row.recesses
            ),
            recesses=row.recesses,
            sessions=row.sessions,
        )
