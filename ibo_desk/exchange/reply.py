"""A reply of a college that came back, in whatever form: what it may say, and what that means in this file.

It is our own form on somebody else's computer: what comes back is first judged and shown, and only then recorded.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.feedback import FITTING_ANSWERS, NEEDS_ANSWER, Answer, Question
from ibo_desk.domain.names import fold
from ibo_desk.exchange.errors import ListError
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, short_day

# What a college reads and fills in, in this order in every form.
ITEM: Final = N_("Item")
ASKED: Final = N_("Asked")
QUESTION: Final = N_("Question")
ANSWER_BY: Final = N_("Answer by")
ANSWER: Final = N_("Answer of the college")
DAY: Final = N_("Date of the college")
TEXT: Final = N_("Explanation or reservation")
REFERENCE: Final = N_("Reference of the decision")
_MOST_TEXT, _MOST_REFERENCE = 20_000, 200


@dataclass(frozen=True)
class Asking:
    """What a form asks one college about one meeting; ``rows`` are the rounds that wait for its answer."""

    municipality: str
    college_id: UUID
    meeting: str
    on: date
    rows: tuple[RoundRow, ...]
    made_on: date

    @property
    def title(self) -> str:
        return _("Reply sheet for the college of {municipality}").format(municipality=self.municipality)


@dataclass(frozen=True)
class ReturnedLine:
    """What stands on a returned form about one item, as it was typed; ``on`` is a day or the words for one."""

    item_id: UUID
    college_id: UUID | None
    round_id: UUID | None
    answer: str
    on: date | str
    text: str
    reference: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReplyRow:
    """One answer on a returned form; ``answer`` None means that nothing was filled in or it cannot be read.

    ``remarks`` say what could not be read or would be replaced; ``fresh`` that recording it changes something;
    ``replaces`` that an answer stands there already, which stays unless it is chosen.
    """

    item_id: UUID
    round_id: UUID | None
    item: str
    question: Question
    answer: Answer | None
    on: date | None
    text: str
    reference: str
    remarks: tuple[str, ...]
    fresh: bool
    replaces: bool = False


@dataclass(frozen=True)
class Reply:
    """A returned form, to look at before it is recorded."""

    source: str
    college_id: UUID
    municipality: str
    meeting: str
    rows: tuple[ReplyRow, ...]

    @property
    def to_record(self) -> tuple[ReplyRow, ...]:
        return tuple(row for row in self.rows if row.answer is not None and row.on is not None and row.fresh)


def fitting_words(question: Question) -> list[str]:
    """The answers that fit a question, as a college chooses them."""
    return [label(answer) for answer in Answer if answer in FITTING_ANSWERS[question]]


def asked_rounds(store: Store, meeting_id: UUID) -> dict[UUID, tuple[RoundRow, ...]]:
    """By college the last round of each item of a meeting that waits for its answer, and that it may read."""
    items = [item for item in Agenda(store).items(meeting_id) if may_read(Reader.MUNICIPALITY, item.audience)]
    by_item = Feedback(store).of_items([item.id for item in items])
    asked: dict[UUID, list[RoundRow]] = defaultdict(list)
    for item in items:
        last_of_college = {row.college_id: row for row in by_item[item.id]}
        for last in last_of_college.values():
            waits = last.answer in {None, Answer.POSTPONED} and last.ended_by is None
            open_still = waits and last.question in NEEDS_ANSWER
            if open_still and may_read(Reader.MUNICIPALITY, last.audience, own=True):
                asked[last.college_id].append(last)
    return {college_id: tuple(rows) for college_id, rows in asked.items()}


def judged(store: Store, path: Path, lines: Sequence[ReturnedLine]) -> Reply:
    """What the lines of a form mean beside what the file holds now; ``ListError`` "reply_of_elsewhere"."""
    colleges = {line.college_id for line in lines}
    college_id = next(iter(colleges)) if len(colleges) == 1 else None
    known = {row.id: row for row in Bodies(store).colleges()}
    current = {item.id: item for item in Agenda(store).by_ids([line.item_id for line in lines])}
    if college_id is None or college_id not in known or not current:
        text = _(
            "{path} is a reply about items or a college that are not in this file; open the right region file."
        )
        raise ListError("reply_of_elsewhere", text.format(path=path))
    titles = {key: item.title for key, item in current.items()}
    rows = tuple(_judged_line(store, line, college_id, titles) for line in lines if line.item_id in titles)
    meeting = next(iter(current.values())).meeting
    return Reply(path.name, college_id, known[college_id].organisation, meeting, rows)


def _judged_line(store: Store, line: ReturnedLine, college_id: UUID, titles: Mapping[UUID, str]) -> ReplyRow:
    rounds = Feedback(store).rounds(line.item_id, college_id)
    asked = next(
        (feedback_round for feedback_round in rounds if feedback_round.id == line.round_id),
        rounds[-1] if rounds else None,
    )
    question = asked.question if asked else Question.POSITION
    remarks = list(line.remarks)
    answer = _answer(line.answer, question, remarks)
    on = _day(line.on, store.clock.today(), remarks) if answer else None
    text = _cut(line.text, _MOST_TEXT, remarks)
    reference = _cut(line.reference, _MOST_REFERENCE, remarks)
    if not line.answer and (text or reference):
        remarks.append(_("something was written but no answer was chosen; nothing is recorded"))
    fresh, replaces = True, False
    if answer and asked is not None and asked.answer is not None:
        there = (asked.answer, asked.answered_on, asked.answer_text, asked.reference)
        fresh = there != (answer, on, text, reference)
        replaces = fresh
        sentence = _("replaces “{answer}” of {day}") if fresh else _("is recorded already")
        remarks.append(sentence.format(answer=label(asked.answer), day=day(asked.answered_on)))
    round_id = asked.id if asked else None
    title = titles[line.item_id]
    return ReplyRow(
        line.item_id, round_id, title, question, answer, on, text, reference, tuple(remarks), fresh, replaces
    )


def _day(said: date | str, today: date, remarks: list[str]) -> date | None:
    """The day of the college; an answer without one cannot be recorded, and one in the future is not believed."""
    if isinstance(said, date):
        on: date | None = said
    else:
        due = parse_due(said, today)
        on = due.on if due.certainty in {Certainty.DAY, Certainty.YEAR_ASSUMED} else None
    if on is None:
        text = _("the date of the college is missing or cannot be read: {text}")
        remarks.append(text.format(text=said or "–"))
    elif on > today:
        remarks.append(_("the date of the college ({day}) has yet to come").format(day=short_day(on)))
        return None
    return on


def _answer(text: str, question: Question, remarks: list[str]) -> Answer | None:
    """The answer that was chosen; a word that is not on the list, or does not fit the question, is told."""
    if not text:
        return None
    folded = fold(text).strip(" .")
    answer = next((answer for answer in Answer if fold(label(answer)) == folded), None)
    if answer is None:
        remarks.append(_("the answer “{text}” is not one of the list").format(text=text))
    elif answer not in FITTING_ANSWERS[question]:
        sentence = _("the answer “{text}” does not fit the question “{question}”")
        remarks.append(sentence.format(text=text, question=label(question)))
        return None
    return answer


def _cut(text: str, most: int, remarks: list[str]) -> str:
    if len(text) <= most:
        return text
    remarks.append(_("a text is longer than {most} characters and was cut").format(most=most))
    return text[:most]
