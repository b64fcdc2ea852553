"""What one body prepares for another, for those who sit at the mayors’ conference (R12, R13).

How far a topic is follows from the agendas it stands on; a topic that stands on none is its municipality's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from ibo_desk.documents.builders.held_back import held_items
from ibo_desk.documents.builders.period import Gathering, PeriodFacts, load_period, period_head
from ibo_desk.documents.builders.phrases import capital, flat, joined
from ibo_desk.documents.builders.progress import readable
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.layouts.preparation import MeetingToPrepare, PreparationSheet, PreparedTopic
from ibo_desk.documents.paper import HeldBack, Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import STANDING_TYPES
from ibo_desk.domain.topics import NOT_TREATED, WAITING, Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.parties.body_rows import BodyRow, the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, long_day

_READER: Final = Audience.MUNICIPALITIES
_BACK: Final = timedelta(days=183)  # what was prepared longer ago and put on no agenda is left out
_AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True)
class _Work:
    """The meetings of those who prepare, and the coming ones of those for whom they do."""

    facts: PeriodFacts
    preparers: tuple[BodyRow, ...]
    preparing: tuple[Gathering, ...]
    coming: tuple[Gathering, ...]

    def points(self, gathering: Gathering) -> tuple[ItemRow, ...]:
        """The items that readers may know of, without what stands on every agenda."""
        return tuple(
            item
            for item in gathering.items
            if item.item_type not in STANDING_TYPES and readable(self.facts, item, _READER)
        )

    def next_at(self, topic_id: UUID | None) -> ItemRow | None:
        """Where a topic comes next before those who prepare it."""
        return next(
            (
                item
                for gathering in self.preparing
                if gathering.meeting.on >= self.facts.today and not gathering.held
                for item in self.points(gathering)
                if item.topic_id == topic_id and item.topic_id and item.treatment is Treatment.OPEN
            ),
            None,
        )


def papers(sources: Sources, _request: PaperRequest) -> list[Paper]:
    """What is being prepared on the day of which the sources tell."""
    return [Paper(_sheet(sources, _load(sources)))]


def held_back(sources: Sources, _request: PaperRequest) -> list[HeldBack]:
    """Items that are narrower, and topics that are on no agenda yet: those belong to whoever brought them in."""
    work = _load(sources)
    coming = [gathering for gathering in work.preparing if gathering.meeting.on >= work.facts.today]
    on_no_agenda = [
        HeldBack("topic", topic.id, topic.title, topic.submitted_by, Audience.COLLEGE, None)
        for topic in sources.topics.listing(on=sources.past)
        if topic.preparation in WAITING and not topic.appearances
    ]
    return [*held_items(work.facts, (*coming, *work.coming), _READER, _READER), *on_no_agenda]


def _load(sources: Sources) -> _Work:
    today = sources.day
    facts = load_period(sources, today - _BACK, today, until=today + _AHEAD)
    preparer_ids = {body.prepared_by_id for body in facts.bodies.values()} - {None}
    return _Work(
        facts=facts,
        preparers=tuple(body for body in facts.bodies.values() if body.id in preparer_ids),
        preparing=tuple(g for g in facts.gatherings if g.body.id in preparer_ids),
        coming=tuple(
            g for g in facts.gatherings if g.body.prepared_by_id and g.meeting.on >= today and not g.held
        ),
    )


def _sheet(sources: Sources, work: _Work) -> PreparationSheet:
    preparers = joined([the_body(body) for body in work.preparers])
    title = _("Preparation by {bodies}").format(bodies=preparers) if preparers else _("Preparation")
    return PreparationSheet(
        head=period_head(
            work.facts,
            kind="preparation",
            title=title,
            period=_("As it stood on {day}").format(day=day(work.facts.today)),
            audience=readers(_READER),
            lines=((_("Discussed at"), _next_meeting(work)),),
        ),
        notice=_notice(work, preparers),
        meetings=tuple(
            MeetingToPrepare(
                title=gathering.meeting.title,
                date=long_day(gathering.meeting.on),
                topics=tuple(_on_agenda(work, gathering.body, item) for item in work.points(gathering)),
            )
            for gathering in work.coming
        ),
        unplaced=tuple(_unplaced(sources, work)),
    )


def _notice(work: _Work, preparers: str) -> str:
    if not preparers:
        return _("No body is registered that prepares the meetings of another.")
    if not work.coming:
        return _("No meeting is planned yet that {bodies} prepares.").format(bodies=preparers)
    return _("What {bodies} prepares, by the meeting it goes to.").format(bodies=preparers)


def _next_meeting(work: _Work) -> str:
    """The first meeting to come of those who prepare; nothing where none is planned."""
    for gathering in work.preparing:
        if gathering.meeting.on >= work.facts.today and not gathering.held:
            return _("{meeting}, {day}").format(
                meeting=gathering.meeting.title, day=long_day(gathering.meeting.on)
            )
    return ""


def _on_agenda(work: _Work, body: BodyRow, item: ItemRow) -> PreparedTopic:
    return _topic(item, number=item.number, state=_state(work, body, item))


def _state(work: _Work, body: BodyRow, item: ItemRow) -> str:
    """How far the preparation of an item is."""
    if item.prepared_on:
        return _("prepared on {day}").format(day=day(item.prepared_on))
    there = work.next_at(item.topic_id)
    if there is not None:
        return _to_come(there)
    if item.skipped_preparation:
        return _("still to be prepared")
    preparer = work.facts.bodies.get(body.prepared_by_id) if body.prepared_by_id else None
    return _("brought in by {body}").format(body=the_body(preparer)) if preparer else ""


def _to_come(item: ItemRow) -> str:
    text = _("comes on {meeting} of {day}")
    return text.format(meeting=item.meeting, day=day(item.meeting_on))


def _topic(item: ItemRow, *, state: str, number: str = "") -> PreparedTopic:
    influence = flat(item.still_open)
    return PreparedTopic(
        number=number,
        title=item.title,
        mark=label(item.treatment) if item.treatment in NOT_TREATED else "",
        asked=flat(item.asked),
        influence=_("Can still be influenced: {what}").format(what=influence) if influence else "",
        submitted_by=item.submitted_by,
        state=state,
        note=capital(flat(item.preparation_note)) if may_print(_READER, item.preparation_audience) else "",
    )


def _unplaced(sources: Sources, work: _Work) -> Iterator[PreparedTopic]:
    """What was or will be treated by those who prepare and goes to no meeting yet, what was there last first."""
    waiting = {topic.id for topic in sources.topics.listing(on=sources.past) if topic.preparation in WAITING}
    shown = set(_topic_ids(work, work.coming))
    for gathering in reversed(work.preparing):
        for item in work.points(gathering):
            if (
                item.topic_id not in waiting
                or item.topic_id in shown
                or item.treatment is Treatment.WITHDRAWN
            ):
                continue
            shown.add(item.topic_id)
            yield _topic(item, state=_discussed(work.facts.today, gathering, item))


def _topic_ids(work: _Work, gatherings: Iterable[Gathering]) -> Iterator[UUID]:
    for gathering in gatherings:
        yield from (item.topic_id for item in work.points(gathering) if item.topic_id)


def _discussed(today: date, gathering: Gathering, item: ItemRow) -> str:
    if item.treatment is Treatment.TREATED:
        return _("prepared on {day}").format(day=day(item.meeting_on))
    if gathering.meeting.on >= today and not gathering.held:
        return _to_come(item)
    return _("still to be prepared")
