"""What each kind of record is found by: its title, other names it goes by, and its text.

The secretariat's own notes and contact data are not among it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar, cast
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Engagement,
    EngagementPartner,
    FeedbackRound,
    Funding,
    Mandate,
    Meeting,
    MeetingChair,
    Organisation,
    Person,
    Record,
    RegionalAction,
    SentItem,
    SentPaper,
    Topic,
)
from ibo_desk.domain.months import MONTH_NAMES
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import Capacity

SEPARATOR = " · "  # between the names of a record

RecordT = TypeVar("RecordT", bound=Record)
Names = Callable[[Session, Sequence[RecordT]], dict[UUID, str]]


class Entry(NamedTuple):
    """What the index holds of a record."""

    id: UUID
    title: str
    names: str
    body: str


class Source(NamedTuple):
    """How the records of one table are found; ``names`` asks other tables for all records at once."""

    table: type[Record]
    title: str
    named: tuple[str, ...]
    texts: tuple[str, ...]
    names: Names[Record]
    titles: Names[Record]
    holds: Callable[[Record], bool]


def entries(session: Session, kind: str, records: Iterable[Record]) -> list[Entry]:
    """What records of one kind are found by."""
    source = SOURCES[kind]
    indexed = [record for record in records if record.deleted_in is None and source.holds(record)]
    names, titles = source.names(session, indexed), source.titles(session, indexed)
    return [
        Entry(
            record.id,
            titles.get(record.id) or str(getattr(record, source.title, "")),
            _line([kind_token(kind), *_values(record, source.named), names.get(record.id, "")]),
            "\n".join(_values(record, source.texts)),
        )
        for record in indexed
    ]


def kind_token(kind: str) -> str:
    """The word by which every record of a kind is found; nobody types it, the word of the language stands for it."""
    return f"xkind{kind.replace('_', '')}"


def answer_token(answer: str) -> str:
    """The word by which every answer of a sort is found."""
    return f"xanswer{answer.replace('_', '')}"


def capacity_token(capacity: str) -> str:
    """The word by which everybody with a part of a sort in a body is found."""
    return f"xcapacity{capacity.replace('_', '')}"


def body_token(kind: str) -> str:
    """The word by which every body of a sort is found."""
    return f"xbody{kind.replace('_', '')}"


def _values(record: Record, columns: Iterable[str]) -> list[str]:
    return [shown(value) for name in columns if (value := getattr(record, name))]


def shown(value: object) -> str:
    """A value as results show it: a day as "11/12/2026", in any language."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _day_in_words(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}"


def _line(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part for part in parts if part)


def _by_id(session: Session, table: type[RecordT], ids: Iterable[UUID | None]) -> dict[UUID | None, RecordT]:
    """The records with these ids; None finds nothing."""
    asked = {record_id for record_id in ids if record_id is not None}
    return (
        {row.id: row for row in session.exec(select(table).where(col(table.id).in_(asked)))} if asked else {}
    )


def _short(row: Body) -> str:
    return display_name(row.short_name, row.name)


def _called(row: Organisation | None) -> str:
    """Both names of an organisation."""
    return _line(dict.fromkeys((row.short_name, row.name))) if row is not None else ""


def _meeting_titles(session: Session, meetings: Sequence[Meeting]) -> dict[UUID, str]:
    """ "IBO 2026-3": a meeting has no title of its own."""
    bodies = _by_id(session, Body, (meeting.body_id for meeting in meetings))
    return {
        meeting.id: f"{_short(bodies[meeting.body_id])} "
        f"{f'{meeting.on.year}-{meeting.number}' if meeting.number else shown(meeting.on)}"
        for meeting in meetings
    }


def _meeting_names(session: Session, meetings: Sequence[Meeting]) -> dict[UUID, str]:
    """Its body in full, its day in words, and who chairs."""
    bodies = _by_id(session, Body, (meeting.body_id for meeting in meetings))
    names: defaultdict[UUID, list[str]] = defaultdict(list)
    ids = [meeting.id for meeting in meetings]
    query = select(MeetingChair).where(
        col(MeetingChair.meeting_id).in_(ids), col(MeetingChair.deleted_in).is_(None)
    )
    for chair in session.exec(query.order_by(col(MeetingChair.rank))) if ids else ():
        names[chair.meeting_id].append(chair.name)
    return {
        meeting.id: _line([bodies[meeting.body_id].name, _day_in_words(meeting.on), *names[meeting.id]])
        for meeting in meetings
    }


def _person_names(session: Session, persons: Sequence[Person]) -> dict[UUID, str]:
    """The administrations they act for, in which bodies, and as what."""
    ids = [person.id for person in persons]
    query = select(Mandate).where(col(Mandate.person_id).in_(ids), col(Mandate.deleted_in).is_(None))
    mandates = session.exec(query).all() if ids else []
    organisations = _by_id(
        session,
        Organisation,
        [*(mandate.organisation_id for mandate in mandates), *(person.organisation_id for person in persons)],
    )
    bodies = _by_id(session, Body, (mandate.body_id for mandate in mandates))
    parts: defaultdict[UUID, list[str]] = defaultdict(list)
    for person in persons:
        parts[person.id].append(_called(organisations.get(person.organisation_id)))
    for mandate in sorted(mandates, key=lambda row: row.id):
        parts[mandate.person_id] += [mandate.function, _called(organisations.get(mandate.organisation_id))]
        body = bodies.get(mandate.body_id)
        if body is not None and mandate.capacity is not Capacity.FULL:
            parts[mandate.person_id] += [capacity_token(mandate.capacity), _short(body)]
    return {person_id: _line(dict.fromkeys(names)) for person_id, names in parts.items()}


def _engagement_names(session: Session, engagements: Sequence[Engagement]) -> dict[UUID, str]:
    """Who carries an engagement, and the action and item that it came from."""
    ids = [engagement.id for engagement in engagements]
    query = select(EngagementPartner).where(
        col(EngagementPartner.engagement_id).in_(ids), col(EngagementPartner.deleted_in).is_(None)
    )
    shares = session.exec(query).all() if ids else []
    organisations = _by_id(session, Organisation, (share.organisation_id for share in shares))
    items = _by_id(session, AgendaItem, (engagement.item_id for engagement in engagements))
    topics = _by_id(session, Topic, (item.topic_id for item in items.values()))
    parts: defaultdict[UUID, list[str]] = defaultdict(list)
    for share in sorted(shares, key=lambda row: row.id):
        parts[share.engagement_id].append(_called(organisations.get(share.organisation_id)))
    action_of = {
        engagement.id: engagement.action_id or _topic_action(topics, items.get(engagement.item_id))
        for engagement in engagements
    }
    actions = _by_id(session, RegionalAction, action_of.values())
    for engagement in engagements:
        action_id, item = action_of[engagement.id], items.get(engagement.item_id)
        action = actions.get(action_id) if action_id is not None else None
        parts[engagement.id] += [action.title if action else "", item.title if item else ""]
    return {engagement_id: _line(names) for engagement_id, names in parts.items()}


def _topic_action(topics: Mapping[UUID | None, Topic], item: AgendaItem | None) -> UUID | None:
    topic = topics.get(item.topic_id) if item is not None else None
    return topic.action_id if topic is not None else None


def _funding_titles(session: Session, fundings: Sequence[Funding]) -> dict[UUID, str]:
    """ "K-R8: Subsidieoproep 2026": which action it pays for, and its label."""
    actions = _by_id(session, RegionalAction, (funding.action_id for funding in fundings))
    return {
        funding.id: ": ".join(
            part
            for part in (
                display_name(actions[funding.action_id].short_title, actions[funding.action_id].title),
                funding.label,
            )
            if part
        )
        for funding in fundings
    }


def _funding_names(session: Session, fundings: Sequence[Funding]) -> dict[UUID, str]:
    """Who pays, and the action in full."""
    actions = _by_id(session, RegionalAction, (funding.action_id for funding in fundings))
    payers = _by_id(session, Organisation, (funding.organisation_id for funding in fundings))
    return {
        funding.id: _line([actions[funding.action_id].title, _called(payers.get(funding.organisation_id))])
        for funding in fundings
    }


def _answer_titles(session: Session, rounds: Sequence[FeedbackRound]) -> dict[UUID, str]:
    """ "Wevelgem: Kleinhandel in de kernen": whose answer, about what."""
    items = _by_id(session, AgendaItem, (row.item_id for row in rounds))
    colleges = _by_id(session, Body, (row.college_id for row in rounds))
    return {row.id: f"{_short(colleges[row.college_id])}: {items[row.item_id].title}" for row in rounds}


def _answer_names(_session: Session, rounds: Sequence[FeedbackRound]) -> dict[UUID, str]:
    return {row.id: answer_token(row.answer) for row in rounds if row.answer is not None}


def _sent_titles(session: Session, papers: Sequence[SentPaper]) -> dict[UUID, str]:
    """ "CBS Menen: Terugkoppelingsnota – …": who was sent it, and what it is called."""
    colleges = _by_id(session, Body, (paper.college_id for paper in papers))
    return {paper.id: f"{_short(colleges[paper.college_id])}: {paper.title}" for paper in papers}


def _sent_names(session: Session, papers: Sequence[SentPaper]) -> dict[UUID, str]:
    """The day it was sent in words, its meeting, and the items that it told about."""
    ids = [paper.id for paper in papers]
    query = select(SentItem).where(col(SentItem.sent_id).in_(ids), col(SentItem.deleted_in).is_(None))
    lines = session.exec(query).all() if ids else []
    items = _by_id(session, AgendaItem, (line.item_id for line in lines))
    meetings = _by_id(session, Meeting, (paper.meeting_id for paper in papers))
    titles = _meeting_titles(session, [*meetings.values()])
    parts: defaultdict[UUID, list[str]] = defaultdict(list)
    for paper in papers:
        parts[paper.id].append(_day_in_words(paper.sent_on))
        if paper.meeting_id is not None:
            parts[paper.id] += [titles[paper.meeting_id], _day_in_words(meetings[paper.meeting_id].on)]
    for line in sorted(lines, key=lambda row: row.id):
        parts[line.sent_id].append(items[line.item_id].title)
    return {paper_id: _line(dict.fromkeys(names)) for paper_id, names in parts.items()}


def _body_names(_session: Session, bodies: Sequence[Body]) -> dict[UUID, str]:
    return {body.id: body_token(body.kind) for body in bodies}


def _none_named(_session: Session, _records: Sequence[Record]) -> dict[UUID, str]:
    return {}


def _source(
    table: type[RecordT],
    title: str,
    named: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    names: Names[RecordT] = _none_named,
    titles: Names[RecordT] = _none_named,
    holds: Callable[[RecordT], bool] = lambda _record: True,
) -> Source:
    """A source whose functions know the class of its table; ``entries`` gives each only its own records."""
    return Source(
        table,
        title,
        named,
        texts,
        cast(Names[Record], names),
        cast(Names[Record], titles),
        cast(Callable[[Record], bool], holds),
    )


SOURCES: dict[str, Source] = {
    "regional_action": _source(
        RegionalAction, "title", ("number", "short_title"), ("summary", "next_step", "origin")
    ),
    "topic": _source(Topic, "title", (), ("summary", "still_open")),
    "agenda_item": _source(
        AgendaItem, "title", (), ("asked", "introduction", "discussion", "conclusion", "attachments")
    ),
    "engagement": _source(Engagement, "what", (), ("due_phrase", "progress"), _engagement_names),
    "organisation": _source(Organisation, "name", ("short_name", "nis", "ovo_code")),
    "body": _source(Body, "name", ("short_name",), (), _body_names),
    "person": _source(Person, "name", ("function",), (), _person_names),
    "meeting": _source(
        Meeting, "", (), ("on", "place", "reason", "secretary", "opening_note"), _meeting_names,
        _meeting_titles,
    ),
    "funding": _source(Funding, "label", ("year",), (), _funding_names, _funding_titles),
    "feedback_round": _source(
        FeedbackRound, "", (), ("answer_text", "reference", "answered_on"), _answer_names, _answer_titles,
        lambda record: record.answer is not None,
    ),
    "sent_paper": _source(SentPaper, "title", (), ("sent_on",), _sent_names, _sent_titles),
}  # fmt: skip

# The kinds of which a region has tens or hundreds, however long it keeps its file.
FEW = ("regional_action", "body", "organisation", "person", "funding")


class Follower(NamedTuple):
    """Records of ``kind`` that are found by something of another table; ``column`` of ``table`` says which."""

    kind: str
    table: type[SQLModel]
    key: str
    column: str


# By the table that changed: whose entries follow it.
FOLLOWERS: dict[str, tuple[Follower, ...]] = {
    "mandate": (Follower("person", Mandate, "id", "person_id"),),
    "engagement_partner": (Follower("engagement", EngagementPartner, "id", "engagement_id"),),
    "sent_item": (Follower("sent_paper", SentItem, "id", "sent_id"),),
    "meeting_chair": (Follower("meeting", MeetingChair, "id", "meeting_id"),),
    "meeting": (Follower("sent_paper", SentPaper, "meeting_id", "id"),),
    "organisation": (
        Follower("person", Mandate, "organisation_id", "person_id"),
        Follower("person", Person, "organisation_id", "id"),
        Follower("engagement", EngagementPartner, "organisation_id", "engagement_id"),
        Follower("funding", Funding, "organisation_id", "id"),
    ),
    "regional_action": (
        Follower("funding", Funding, "action_id", "id"),
        Follower("engagement", Engagement, "action_id", "id"),
    ),
    "agenda_item": (
        Follower("feedback_round", FeedbackRound, "item_id", "id"),
        Follower("engagement", Engagement, "item_id", "id"),
        Follower("sent_paper", SentItem, "item_id", "sent_id"),
    ),
    "body": (
        Follower("person", Mandate, "body_id", "person_id"),
        Follower("meeting", Meeting, "body_id", "id"),
        Follower("feedback_round", FeedbackRound, "college_id", "id"),
        Follower("sent_paper", SentPaper, "college_id", "id"),
    ),
}
