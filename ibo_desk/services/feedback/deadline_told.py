"""Until when a college can still deal with a question, as its note and its mails say it (R23)."""

from dataclasses import dataclass
from datetime import date

from ibo_desk.domain.deadlines import Deadline
from ibo_desk.language import _
from ibo_desk.services.feedback.deadline_words import no_meeting_left
from ibo_desk.services.words.format import long_day


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
    if useful.submit_by < today:
        submit = _("{day} (passed)").format(day=submit)
    return DeadlineTold(college_by=long_day(useful.meeting), submit_by=submit)
