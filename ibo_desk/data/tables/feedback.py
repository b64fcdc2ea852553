"""Feedback of items to colleges and back (R21–R26)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, partial, unique_live
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import FITTING_ANSWERS, NEEDS_ANSWER, Answer, Question, RoundEnd, Side

_NEEDING = ", ".join(repr(str(question)) for question in sorted(NEEDS_ANSWER))
_RESERVED = str(Answer.AGREES_WITH_RESERVATION)


def _fitting() -> str:
    """The rule of fitting answers as SQL, from the one table in the domain."""
    pairs = (
        f"(question = '{question}' AND answer IN ({', '.join(repr(str(a)) for a in sorted(answers))}))"
        for question, answers in FITTING_ANSWERS.items()
    )
    return f"answer IS NULL OR answer = '{Answer.NOT_CONCERNED}' OR " + " OR ".join(pairs)


class FeedbackRoundFields(Draft):
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    college_id: UUID = Field(foreign_key="body.id", index=True)
    side: Side = code(Side, default=Side.AFTER)
    number: int = Field(
        default=1, ge=1, le=99, description="A postponed answer opens the next round of the same side"
    )
    question: Question = code(Question, default=Question.TAKE_NOTE)
    question_text: str = long_text()
    asked_by: str = Field(default="", max_length=200)
    answer_by: date | None = None
    delivered_on: date | None = None
    delivered_hash: str = Field(default="", max_length=64, description="Hash of the text that was delivered")
    overtaken_on: date | None = Field(
        default=None, description="Since when the delivered note tells other days, or asks otherwise"
    )
    heard_on: date | None = None
    answer: Answer | None = code(Answer, default=None, nullable=True)
    answered_on: date | None = None
    answer_text: str = long_text()
    reference: str = Field(default="", max_length=200)
    audience: Audience = code(Audience, default=Audience.COLLEGE)
    dealt_with_on: date | None = Field(default=None, description="When a reservation was dealt with")
    reminded_on: date | None = None
    ended_by: RoundEnd | None = code(
        RoundEnd, default=None, nullable=True, description="Why nothing is asked any more"
    )
    told_on: date | None = Field(
        default=None, description="When the college was told of an end or of other days"
    )
    note: str = long_text()
    asked_on: date | None = Field(default=None, description="When it was asked first")
    noted_on: date | None = Field(default=None, description="When the answer was recorded")
    ended_on: date | None = Field(default=None, description="Since when nothing is asked any more")


class FeedbackRound(FeedbackRoundFields, Record, table=True):
    __tablename__ = "feedback_round"
    __table_args__ = (
        unique_live("uq_feedback_round", "item_id", "college_id", "side", "number"),
        # What still waits, among the many rounds of all years that do not:
        partial("ix_feedback_round_silent", "delivered_on", where="answer IS NULL AND heard_on IS NULL"),
        partial("ix_feedback_round_asked", "answer_by", where="answer IS NULL AND answer_by IS NOT NULL"),
        partial(
            "ix_feedback_round_unanswered", "heard_on", where=f"answer IS NULL AND question IN ({_NEEDING})"
        ),
        partial("ix_feedback_round_postponed", "answered_on", where=f"answer = '{Answer.POSTPONED}'"),
        partial(
            "ix_feedback_round_reserved",
            "answered_on",
            where=f"answer = '{_RESERVED}' AND dealt_with_on IS NULL",
        ),
        CheckConstraint("answer IS NULL OR answered_on IS NOT NULL", name="answer_has_day"),
        CheckConstraint(_fitting(), name="answer_fits_question"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience",
        shown="item_id college_id side number question answer answered_on answer_text audience",
        narrower={
            Audience.COLLEGE: "question_text asked_by answer_by delivered_on delivered_hash heard_on reference"
            " dealt_with_on reminded_on ended_by overtaken_on told_on asked_on noted_on ended_on",
            Audience.SECRETARIAT: "note",
        },
        own="college_id",
    )


class CollegeConsequenceFields(Draft):
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    college_id: UUID = Field(foreign_key="body.id", index=True)
    text: str = long_text()
    finance: str = long_text()
    file_number: str = Field(
        default="", max_length=120, description="Under which number the municipality keeps it"
    )


class CollegeConsequence(CollegeConsequenceFields, Record, table=True):
    """ "Gevolgen voor [gemeente]": a text of its own per item × college; read by that college only."""

    __tablename__ = "college_consequence"
    __table_args__ = (unique_live("uq_college_consequence", "item_id", "college_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.COLLEGE, shown="item_id college_id text finance file_number", own="college_id"
    )
