"""A reply of a college that came back, in whatever form: what it may say, and what that means in this file.

It is our own form on somebody else's computer: what comes back is first judged and shown, and only then recorded.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.answer_words import (
    ANSWER_WORDS,
    NOT_CONCERNED_WORDS,
    TO_COME_WORDS,
    as_asked,
    typed_answer,
)
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.feedback import FITTING_ANSWERS, NEEDS_ANSWER, Answer, Question, answered_early, fits
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

    ``unread`` says what could not be read; ``there`` is the round that it answers, as the file holds it now.
    """

    item_id: UUID
    item: str
    question: Question
    answer: Answer | None
    on: date | None
    text: str
    reference: str
    unread: tuple[str, ...]
    there: RoundRow | None

    @property
    def round_id(self) -> UUID | None:
        return self.there.id if self.there else None

    @property
    def answered(self) -> bool:
        """Whether an answer stands there already."""
        return self.answer is not None and self.there is not None and self.there.answer is not None

    @property
    def fresh(self) -> bool:
        """Whether recording it changes something."""
        if not self.answered or self.there is None:
            return True
        stands = (self.there.answer, self.there.answered_on, self.there.answer_text, self.there.reference)
        return stands != (self.answer, self.on, self.text, self.reference)

    @property
    def early(self) -> bool:
        """Whether the college would have answered before it had its note."""
        delivered = self.there.delivered_on if self.there else None
        return self.answer is not None and answered_early(self.on, delivered)

    @property
    def asks(self) -> bool:
        """Whether it is recorded only when it is chosen: it replaces an answer, or comes before its note."""
        return self.fresh and (self.answered or self.early)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be read, what it would replace, and a day that cannot be right."""
        remarks = list(self.unread)
        if self.answered and self.there is not None and self.there.answer is not None:
            sentence = _("replaces “{answer}” of {day}") if self.fresh else _("is recorded already")
            remarks.append(sentence.format(answer=label(self.there.answer), day=day(self.there.answered_on)))
        if self.early and self.fresh and self.there is not None:
            text = _("its note was delivered later, on {day}: is the date right?")
            remarks.append(text.format(day=short_day(self.there.delivered_on)))
        return tuple(remarks)

    def mended(self, answer: Answer | None, on: date | None) -> "ReplyRow":
        """The same with what the person who looks at it says that it means."""
        return replace(self, answer=answer, on=on, unread=())


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
    unread = list(line.remarks)
    answer, beyond = _answer(line.answer, question, unread)
    if answer is Answer.NOT_CONCERNED and not line.on:
        on: date | None = store.clock.today()  # that it does not concern them needs no day of a college
    else:
        on = _day(line.on, store.clock.today(), unread) if answer else None
    text = _cut("\n".join(filter(None, (beyond, line.text))), _MOST_TEXT, unread)
    reference = _cut(line.reference, _MOST_REFERENCE, unread)
    if not line.answer and (text or reference):
        unread.append(_("something was written but no answer was chosen; nothing is recorded"))
    title = titles[line.item_id]
    return ReplyRow(line.item_id, title, question, answer, on, text, reference, tuple(unread), asked)


def _day(said: date | str, today: date, remarks: list[str]) -> date | None:
    """The day of the college; an answer without one cannot be recorded, and one in the future is not believed."""
    if isinstance(said, date):
        on: date | None = said
    else:
        on = parse_due(said, today).day
    if on is None:
        text = _("the date of the college is missing or cannot be read: {text}")
        remarks.append(text.format(text=said or "–"))
    elif on > today:
        remarks.append(_("the date of the college ({day}) has yet to come").format(day=short_day(on)))
        return None
    return on


def _answer(text: str, question: Question, remarks: list[str]) -> tuple[Answer | None, str]:
    """The answer, and what was typed beyond a word of the list; what it means, or that it does not fit, is told."""
    if not text:
        return None, ""
    folded = fold(text).strip(" .")
    of_list = next((answer for answer in Answer if fold(label(answer)) == folded), None)
    read = of_list or typed_answer(text)
    if folded in TO_COME_WORDS:
        remarks.append(_("“{text}”: the answer is still to come; nothing is recorded").format(text=text))
        return None, ""
    if read is None:
        remarks.append(_("the answer “{text}” is not one of the list").format(text=text))
        return None, ""
    answer = as_asked(read, question)
    if not fits(question, answer):
        sentence = _("the answer “{text}” does not fit the question “{question}”")
        remarks.append(sentence.format(text=text, question=label(question)))
        return None, ""
    if answer is not of_list:
        remarks.append(_("“{text}” was read as “{answer}”").format(text=text, answer=label(answer)))
    words = ANSWER_WORDS.keys() | NOT_CONCERNED_WORDS
    bare = answer is of_list or (answer is read and folded in words)
    return answer, "" if bare else " ".join(text.split())


def _cut(text: str, most: int, remarks: list[str]) -> str:
    if len(text) <= most:
        return text
    remarks.append(_("a text is longer than {most} characters and was cut").format(most=most))
    return text[:most]
