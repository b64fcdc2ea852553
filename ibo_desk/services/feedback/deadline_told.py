"""Until when a college can still deal with a question, as its note and its mails say it (R23)."""

from dataclasses import dataclass
from datetime import date

from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.deadlines import Deadline
from ibo_desk.language import _
from ibo_desk.services.feedback.deadline_words import no_meeting_left
from ibo_desk.services.words.format import clock, long_day


@dataclass(frozen=True)
class DeadlineTold:
    """Last useful meeting of the college and the day the note must be in, in words."""

    college_by: str = ""
    submit_by: str = ""


def tell_deadline(deadline: Deadline | None, today: date) -> DeadlineTold:
    """Nothing where no day lies ahead; an unknown calendar says so and is never guessed."""
    if deadline is None:
        return DeadlineTold()
    if deadline.calendar is None:
        return DeadlineTold(college_by=_("calendar of the college not known"))
    useful = deadline.last
    if useful is None or useful.meeting < today:
        return DeadlineTold(college_by=no_meeting_left(deadline.decisive.kind, deadline.decisive.on))
    submit = long_day(useful.submit_by)
    if deadline.calendar.closes_at is not None:
        submit = f"{submit}, {clock(deadline.calendar.closes_at)}"
    has_closed = useful.submit_by == deadline.act_by == today and deadline.reach is Reach.TOO_LATE
    if useful.submit_by < today or has_closed:
        submit = _("{day} (passed)").format(day=submit)
    return DeadlineTold(college_by=long_day(useful.meeting), submit_by=submit)
