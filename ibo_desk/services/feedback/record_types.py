"""The two kinds of records of feedback: what may be written in a round, and the consequences for a municipality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, CollegeConsequence, FeedbackRound
from ibo_desk.data.tables.feedback import CollegeConsequenceFields, FeedbackRoundFields
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.language import _
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import alive, consequences
from ibo_desk.services.feedback.files import keep_audience
from ibo_desk.services.feedback.sent_writing import overtake
from ibo_desk.services.feedback.writing import CellRounds, check_fits

# Days on which something happened, as opposed to the day by which an answer is asked.
PAST_DAYS = (
    "delivered_on",
    "heard_on",
    "answered_on",
    "dealt_with_on",
    "reminded_on",
    "overtaken_on",
    "told_on",
)


@dataclass(frozen=True)
class ConsequenceRow:
    """What an item means for one municipality: its text, and what is known of the money."""

    id: UUID
    revision: UUID | None
    item_id: UUID
    college_id: UUID
    text: str
    finance: str
    file_number: str = ""


def read_consequence(session: Session, item_id: UUID, college_id: UUID) -> ConsequenceRow | None:
    """The text of one cell, if there is one."""
    c = consequences.c
    query = select(c.id, c.revision, c.item_id, c.college_id, c.text, c.finance, c.file_number)
    row = session.execute(
        query.where(c.item_id == item_id, c.college_id == college_id, alive(consequences))
    ).first()
    return ConsequenceRow(*row) if row else None


def refuse_ahead(work: Work, on: date | None) -> None:
    """Raise ``RuleError("day_ahead")`` where something would have happened on a day that has yet to come."""
    if on is not None and on > work.clock.today():
        raise RuleError("day_ahead", day=on)


def _check(work: Work, feedback_round: FeedbackRound, new: Mapping[str, Any]) -> None:
    """A fitting answer with its day, no day that has yet to come; a postponed answer opens the next round."""
    for name in PAST_DAYS:
        refuse_ahead(work, new.get(name))
    if feedback_round.revision is None and feedback_round.asked_on is None:
        feedback_round.asked_on = work.clock.today()
    if "audience" in new:
        keep_audience(work, feedback_round, new["audience"])
    _note_holds(work, feedback_round, new)
    question = Question(new.get("question", feedback_round.question))
    answer = new.get("answer", feedback_round.answer)
    if answer is None:
        if "answer" in new and feedback_round.revision is not None:
            CellRounds(work, [(feedback_round.item_id, feedback_round.college_id)]).clear(feedback_round)
        return
    check_fits(work, feedback_round, question, answer)
    if "answer" in new:
        _check_answered(work, feedback_round, new)


def _note_holds(work: Work, feedback_round: FeedbackRound, new: Mapping[str, Any]) -> None:
    """A note that is delivered now counts; an earlier one counts no longer where something else is asked."""
    if "delivered_on" in new and "overtaken_on" not in new:
        feedback_round.overtaken_on = None
    elif feedback_round.revision is not None:
        overtake(work, feedback_round, new)


def _check_answered(work: Work, feedback_round: FeedbackRound, new: Mapping[str, Any]) -> None:
    if new.get("answered_on", feedback_round.answered_on) is None:
        feedback_round.answered_on = work.clock.today()
    feedback_round.dealt_with_on = None
    feedback_round.noted_on = work.clock.today()
    if feedback_round.revision is None:
        return
    cell = CellRounds(work, [(feedback_round.item_id, feedback_round.college_id)])
    if new["answer"] is Answer.POSTPONED:
        cell.open_after_postponed(feedback_round, new)
    elif feedback_round.answer is Answer.POSTPONED:
        cell.close_after_postponed(feedback_round)


def _name(work: Work, feedback_round: FeedbackRound) -> str:
    return _("feedback of {college}").format(college=work.get(Body, feedback_round.college_id).name)


def _consequence_name(work: Work, consequence: CollegeConsequence) -> str:
    return _("consequences for {college}").format(college=work.get(Body, consequence.college_id).name)


ROUND = RecordType(FeedbackRound, FeedbackRoundFields, _name, _check)
CONSEQUENCE = RecordType(CollegeConsequence, CollegeConsequenceFields, _consequence_name)
