"""What one college got about one topic: sent, asked, answered, replaced, over all its meetings, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.language import _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.feedback.sent import Sent, SentRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


@dataclass(frozen=True)
class StoryLine:
    """What happened on one day; ``sent`` is the paper that went, where it was kept."""

    id: UUID
    revision: UUID | None
    on: date
    what: str
    in_words: str
    meeting: str
    sent: SentRow | None = None


@dataclass(frozen=True)
class TopicStory:
    """What one college got and did about one topic, the newest first."""

    id: UUID
    title: str
    lines: tuple[StoryLine, ...]


def story(store: Store, topic_id: UUID, college_id: UUID) -> list[StoryLine]:
    """The lines of one college about one topic; what was only delivered without being kept says so."""
    rounds = Feedback(store).topic_rounds(topic_id, college_id)
    return _story_lines(rounds, Sent(store).of_topic(topic_id, college_id))


def stories(store: Store, college_id: UUID, topic_id: UUID | None = None, *, until: date) -> list[TopicStory]:
    """What a college may read of its own story up to a day: of one topic, or of each, those of last first."""
    rounds = [
        row
        for row in Feedback(store).all_of_college(college_id)
        if may_read(Reader.MUNICIPALITY, row.audience, own=True)
    ]
    papers = [
        paper
        for paper in Sent(store).of_college(college_id)
        if may_read(Reader.MUNICIPALITY, paper.audience, own=True)
    ]
    item_ids = {row.item_id for row in rounds} | {item_id for paper in papers for item_id in paper.item_ids}
    topic_of = {
        item.id: item
        for item in Agenda(store).by_ids(item_ids)
        if item.topic_id is not None and may_read(Reader.MUNICIPALITY, item.audience)
    }
    titles = {item.topic_id: item.title for item in topic_of.values()}
    topics = []
    for key in titles if topic_id is None else titles.keys() & {topic_id}:
        theirs = {item_id for item_id, item in topic_of.items() if item.topic_id == key}
        lines = _story_lines(
            [row for row in rounds if row.item_id in theirs],
            [paper for paper in papers if theirs & set(paper.item_ids)],
        )
        by_then = tuple(line for line in lines if line.on <= until)
        if by_then and key is not None:
            topics.append(TopicStory(key, titles[key], by_then))
    return sorted(topics, key=lambda topic: (topic.lines[0].on, topic.title), reverse=True)


def _story_lines(rounds: list[RoundRow], papers: list[SentRow]) -> list[StoryLine]:
    kept = {(item_id, paper.sent_on) for paper in papers for item_id in paper.item_ids}
    lines = [_of_paper(paper, rounds) for paper in papers]
    for row in rounds:
        lines += _of_round(row, kept=(row.item_id, row.delivered_on) in kept)
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _of_paper(paper: SentRow, rounds: list[RoundRow]) -> StoryLine:
    parts = [_asked(row) for row in rounds if row.item_id in paper.item_ids and row.side is paper.side]
    if paper.replaces_on is not None:
        parts.append(_("replaces the note of {day}").format(day=day(paper.replaces_on)))
    if paper.replaced_on is not None:
        parts.append(_("replaced on {day}").format(day=day(paper.replaced_on)))
    if not paper.known:
        parts.append(_("what it said was not kept"))
    what = _("Note {number} sent").format(number=paper.number)
    return StoryLine(paper.id, paper.revision, paper.sent_on, what, "; ".join(parts), paper.meeting, paper)


def _asked(row: RoundRow) -> str:
    text = _("asked: {question}").format(question=label(row.question))
    if row.question_text:
        text += f" – {row.question_text}"
    if not row.answer_by:
        return text
    return f"{text} {_('(by {day})').format(day=day(row.answer_by))}"


def _of_round(row: RoundRow, *, kept: bool) -> Iterator[StoryLine]:
    if row.delivered_on is not None and not kept:
        text = f"{_asked(row)}; {_('what it said was not kept')}"
        yield _line(row, row.delivered_on, _("Note delivered"), text)
    if row.reminded_on is not None:
        yield _line(row, row.reminded_on, _("Reminded"), "")
    if row.heard_on is not None:
        yield _line(row, row.heard_on, _("Treated by the college"), "")
    if row.answer is not None and row.answered_on is not None:
        text = " – ".join(part for part in (label(row.answer), row.answer_text, row.reference) if part)
        yield _line(row, row.answered_on, _("Answered"), text)


def _line(row: RoundRow, on: date, what: str, text: str) -> StoryLine:
    return StoryLine(row.id, row.revision, on, what, text, row.meeting)
