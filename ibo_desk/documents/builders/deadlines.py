"""Until when a college can still deal with a question (R23)."""

from dataclasses import dataclass
from datetime import date, timedelta

from ibo_desk.documents.builders.college_facts import CollegeFacts
from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.rounds import Round
from ibo_desk.domain.calendars import decisive_day, last_useful
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words.format import day, long_day


@dataclass(frozen=True)
class Deadline:
    """Last useful meeting of the college and the day the note must be in, in words."""

    college_by: str = ""
    submit_by: str = ""


def deadline(facts: MeetingFacts, college: CollegeFacts, item: ItemRow, asked: Round) -> Deadline:
    """Nothing where no day lies ahead; an unknown calendar says so and is never guessed."""
    decisive = decisive_day(day for day in _days(facts, college, item, asked) if day > facts.today)
    if decisive is None:
        return Deadline()
    if college.calendar is None:
        return Deadline(college_by=_("calendar of the college not known"))
    useful = last_useful(college.calendar, decisive)
    if useful is None or useful.meeting < facts.today:
        return Deadline(college_by=_("no meeting of the college left before {day}").format(day=day(decisive)))
    submit = long_day(useful.submit_by)
    if useful.submit_by < facts.today:
        submit = _("{day} (passed)").format(day=submit)
    return Deadline(college_by=long_day(useful.meeting), submit_by=submit)


def _days(facts: MeetingFacts, college: CollegeFacts, item: ItemRow, asked: Round) -> list[date]:
    """The day an answer is asked by (that day included), the conclusion, and where it still has to be decided."""
    days: list[date] = []
    if asked.answer_by:
        days.append(asked.answer_by + timedelta(days=1))
    if item.treatment is Treatment.OPEN:
        days.append(item.conclusion_on or facts.meeting.on)
    for target in facts.targets.get(item.id, ()):
        owner = facts.bodies[target.body_id].organisation_id if target.body_id else None
        ours = owner in {None, college.organisation_id} or owner not in {t.id for t in facts.municipalities}
        if target.planned_on and target.outcome is None and ours:
            days.append(target.planned_on)
    return days
