"""The note to one college: what was said, what is asked, and nothing that belongs to another college."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ibo_desk.documents.builders.articles import noted_articles, numbered
from ibo_desk.documents.builders.attendance import represented_by
from ibo_desk.documents.builders.college_facts import CollegeFacts, load_colleges
from ibo_desk.documents.builders.facts import MeetingFacts, load_meeting
from ibo_desk.documents.builders.head import called_off, cancelled, head, source_state
from ibo_desk.documents.builders.headings import headings_of
from ibo_desk.documents.builders.memo_item import asked_item, noted_item, side_of, under_headings
from ibo_desk.documents.builders.phrases import body_name, joined
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.builders.rounds import Round
from ibo_desk.documents.builders.text_hash import item_text_hash
from ibo_desk.documents.content import Memo
from ibo_desk.documents.content_rows import Fact
from ibo_desk.documents.memo_sections import proposes
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import NEEDS_ANSWER, Answer
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words.format import day, long_day

_UNANSWERED = frozenset({None, Answer.POSTPONED})


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The notes about a meeting or an item: one for each college, or one for each item where a college wants that."""
    facts = load_meeting(sources, request.meeting)
    return [
        Paper(memo_of(facts, college, part=part), request.meeting, part.item_id, college.college.id)
        for college in load_colleges(sources, facts, request.college_ids)
        for part in _parts(facts, college, request.item_id)
    ]


@dataclass(frozen=True)
class Part:
    """Which part of what a college is told stands in one note: one item, what is only to be noted, or all of it."""

    item_id: UUID | None = None
    only_noted: bool = False


WHOLE: Final = Part()


def _parts(facts: MeetingFacts, college: CollegeFacts, item_id: UUID | None) -> list[Part]:
    if item_id is not None or not college.college.note_per_item:
        return [Part(item_id)]
    asked, noted = _divided(facts, college, facts.items_for(Audience.COLLEGE), whole=True)
    apart = [Part(item.id) for item in asked]
    return [*apart, Part(only_noted=True)] if noted or not apart else apart


def build_memo(sources: Sources, meeting_id: UUID, college_id: UUID, *, item_id: UUID | None = None) -> Memo:
    """The note about a meeting, or about one of its items, to one college.

    ``NotFoundError`` for an unknown meeting, college or item.
    """
    facts = load_meeting(sources, meeting_id)
    (college,) = load_colleges(sources, facts, [college_id])
    return memo_of(facts, college, part=Part(item_id))


def build_memos(
    sources: Sources,
    meeting_id: UUID,
    college_ids: Iterable[UUID] | None = None,
    *,
    item_id: UUID | None = None,
) -> list[tuple[UUID, Memo]]:
    """The notes to several colleges (all by default) with their ids; the meeting is read once."""
    facts = load_meeting(sources, meeting_id)
    colleges = load_colleges(sources, facts, college_ids)
    return [(college.college.id, memo_of(facts, college, part=Part(item_id))) for college in colleges]


def memo_of(facts: MeetingFacts, college: CollegeFacts, *, part: Part = WHOLE) -> Memo:
    """The note from facts that were read before."""
    headings = headings_of(college.college)
    asked, noted = _divided(facts, college, _items_of(facts, part.item_id), whole=part.item_id is None)
    asked = [] if part.only_noted else asked
    municipality = college.municipality
    proposed = [asked_item(facts, college, item, headings) for item in asked]
    texts = [*(texts for _item, texts in proposed), noted_articles(facts, noted)]
    *articles, to_note = numbered(texts if proposes(headings) else [[] for _part in texts])
    printed_asked = tuple(
        under_headings(item, own, headings) for (item, _texts), own in zip(proposed, articles, strict=True)
    )
    printed_noted = tuple(noted_item(facts, college, item, headings) for item in noted)
    title = _("Feedback note") if facts.held else _("Preparatory note")
    return Memo(
        head=head(
            facts,
            kind="memo",
            title=title,
            audience=readers(Audience.COLLEGE, municipality),
            status=cancelled(facts),
            lines=_lines(facts, college),
        ),
        college=body_name(college.college),
        municipality=municipality,
        number=f"{facts.meeting.short} · {municipality}",
        date=day(facts.today),
        source_state=_source_state(facts),
        replaces=_replaces(facts, college, [*asked, *noted]),
        represented_by=represented_by(facts, college.organisation_id, municipality, college.mandates),
        headings=headings,
        asked=printed_asked,
        noted=printed_noted,
        noted_articles=to_note,
        asks=" ".join(part for part in (called_off(facts), _asks(len(asked))) if part),
        contact=facts.contact,
        handled_by=college.college.note_handled_by,
        file_numbers=joined([item.file_number for item in printed_asked if item.file_number]),
    )


def _asks(number: int) -> str:
    if not number:
        return _("Nothing has to be answered: this note is to be noted.")
    sentence = ngettext(
        "The college is asked for an answer about {count} item.",
        "The college is asked for an answer about {count} items.",
        number,
    )
    return sentence.format(count=number)


def _items_of(facts: MeetingFacts, item_id: UUID | None) -> tuple[ItemRow, ...]:
    items = facts.items_for(Audience.COLLEGE)
    if item_id is None:
        return items
    chosen = tuple(item for item in items if item.id == item_id)
    if not chosen:
        raise NotFoundError("no_such_record", kind="agenda_item", id=str(item_id))
    return chosen


def _divided(
    facts: MeetingFacts, college: CollegeFacts, items: Sequence[ItemRow], *, whole: bool
) -> tuple[list[ItemRow], list[ItemRow]]:
    """What asks an answer, and what is only to be noted; standing items only where the college was asked."""
    asked: list[ItemRow] = []
    noted: list[ItemRow] = []
    for item in items:
        if whole and not _concerns(facts, college, item):
            continue
        latest = college.asked(item.id, side_of(facts))
        if latest is not None and _still_asked(latest):
            asked.append(item)
        elif latest is not None or not whole or _worth_noting(facts, item):
            noted.append(item)
    return asked, noted


def _concerns(facts: MeetingFacts, college: CollegeFacts, item: ItemRow) -> bool:
    """Whether an item is this college's matter: not where others were asked and it was not, nor has any part in it."""
    rows = college.about(item.id, None)
    if rows:
        return rows[-1].answer is not Answer.NOT_CONCERNED
    if not facts.asked_of[item.id]:
        return True
    owner = college.organisation_id
    takes_part = any(
        share.organisation_id == owner for row in facts.recorded.get(item.id, ()) for share in row.partners
    )
    referred = any(
        row.body_id in facts.bodies and facts.bodies[row.body_id].organisation_id == owner
        for row in facts.targets.get(item.id, ())
    )
    return takes_part or referred or item.id in college.consequences


def _still_asked(latest: Round) -> bool:
    waits = latest.answer in _UNANSWERED and latest.ended_by is None
    return waits and latest.question in NEEDS_ANSWER


def _worth_noting(facts: MeetingFacts, item: ItemRow) -> bool:
    if item.item_type in STANDING_TYPES:
        return item.item_type is ItemType.ANY_OTHER_BUSINESS and bool(item.discussion or item.conclusion)
    return not facts.held or item.treatment is not Treatment.OPEN or bool(item.discussion)


def _lines(facts: MeetingFacts, college: CollegeFacts) -> tuple[Fact, ...]:
    meeting = facts.meeting
    where = ", ".join(part for part in (meeting.title, long_day(meeting.on), meeting.place) if part)
    pairs = (
        (pgettext("paper", "To"), body_name(college.college)),
        (pgettext("paper", "Note"), f"{meeting.short} · {college.municipality}"),
        (pgettext("paper", "Date"), day(facts.today)),
        (pgettext("paper", "Meeting"), where),
    )
    return tuple(Fact(label=label, value=value) for label, value in pairs)


def _source_state(facts: MeetingFacts) -> str:
    if cancelled(facts):
        return _("on the basis of the agenda of a meeting that does not take place")
    if not facts.held and facts.meeting.on < facts.today:
        return _("on the basis of the agenda; it was not noted yet that the meeting was held")
    if not facts.held:
        return _("preparatory note, before the meeting, on the basis of the agenda")
    approved = facts.approval is not None and facts.approval.concluded
    return source_state(facts.meeting, facts.body, approved=approved)


def _replaces(facts: MeetingFacts, college: CollegeFacts, items: Sequence[ItemRow]) -> str:
    """Which delivered note this one replaces: some item's text changed since (its fingerprint differs)."""
    changed: list[str] = []
    moved: list[str] = []
    days = set()
    for item in items:
        asked_round = college.asked(item.id, side_of(facts))
        if asked_round is None or not asked_round.delivered_on:
            continue
        now = item_text_hash(item, facts.positions.get(item.id, ()))
        other = asked_round.delivered_hash not in {"", now}
        if other or asked_round.overtaken_on is not None:
            (changed if other else moved).append(item.number)
            days.add(asked_round.delivered_on)
    if not changed and not moved:
        return ""
    told_days = joined([day(sent_on) for sent_on in sorted(days)])
    if changed:
        template = ngettext(
            "Replaces the note of {days}; since then the text of item {numbers} has changed.",
            "Replaces the note of {days}; since then the text of items {numbers} has changed.",
            len(changed),
        )
    else:
        template = ngettext(
            "Replaces the note of {days}; since then the question of item {numbers} or its days have changed.",
            "Replaces the note of {days}; since then the questions of items {numbers} or their days have changed.",
            len(moved),
        )
    return template.format(days=told_days, numbers=joined(changed or moved))
