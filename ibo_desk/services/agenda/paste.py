"""The agenda of another secretariat becomes items of a meeting, beside what stands there and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting, Topic
from ibo_desk.data.tables.topics import TopicFields
from ibo_desk.domain.agenda_match import likeness
from ibo_desk.domain.agenda_text import AgendaReading, PastedItem
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType, Permission
from ibo_desk.domain.errors import InvalidValueError, RuleError
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.topics import WAITING, Preparation
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.order import in_order, main_above, put_in_order
from ibo_desk.services.agenda.writing import permissions_of, put_on_agenda
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive, items, meetings, topics
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.words import label

# What an item is put as where the body may not treat it as it was announced.
_INSTEAD = (ItemType.ADVICE, ItemType.DISCUSSION, ItemType.INFORMATION)
_OFFERED: Final = 6  # records that an item may be instead


class Becomes(StrEnum):
    """What an item of a pasted agenda becomes."""

    NEW = "new"
    TOPIC = "topic"  # an appearance of a topic that waits
    THERE = "there"  # it stands on this agenda already
    REPEATED = "repeated"  # it stands twice in the text


@dataclass(frozen=True)
class Candidate:
    """A record that an item may be; ``likeness`` from 0 to 1, 1 for the very title."""

    becomes: Becomes
    record_id: UUID
    title: str
    likeness: float


@dataclass(frozen=True)
class Choice:
    """What somebody said of an item, instead of what was read; None where nothing was said."""

    title: str | None = None
    item_type: ItemType | None = None
    becomes: Becomes | None = None
    record_id: UUID | None = None


@dataclass(frozen=True)
class PastedRow:
    """One item as it would be put; ``remark`` says what differs from the text.

    ``record`` is the item or topic that it is, ``candidates`` what it may be too.
    """

    item: PastedItem
    item_type: ItemType
    becomes: Becomes
    record: Candidate | None
    candidates: tuple[Candidate, ...]
    remark: str

    @property
    def there(self) -> bool:
        """Whether nothing is added for it."""
        return self.becomes in {Becomes.THERE, Becomes.REPEATED}

    @property
    def alike(self) -> bool:
        """Whether it was matched though its title is another."""
        return self.record is not None and self.record.likeness < 1


Choices = Mapping[int, Choice]  # by the line that names the item
_NONE: Final[Choices] = {}


class AgendaPaste:
    """Laying an agenda that was read beside this one, and adding what is new."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def preview(self, meeting_id: UUID, reading: AgendaReading, choices: Choices = _NONE) -> list[PastedRow]:
        """What ``paste`` would do with each item of the text. Raises ``RuleError("body_may_not_treat")``."""
        with self._store.read() as session:
            return pasted_rows(session, live(session, Meeting, meeting_id), reading.items, choices)

    def paste(self, meeting_id: UUID, reading: AgendaReading, choices: Choices = _NONE) -> list[UUID]:
        """Add the items that are not on the agenda yet, in the order of the text, as one journal entry.

        Pasting the same text again adds nothing. Raises ``InvalidValueError("no_agenda_in_text")``, ``LockedError``,
        ``RuleError("meeting_cancelled")`` and ``("body_may_not_treat")`` for a body to which nothing is permitted.
        Returns the new items.
        """
        if not reading.items:
            raise InvalidValueError("no_agenda_in_text")
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            refuse_locked(work.session, meeting_id, "agenda_item")
            made: list[UUID] = []
            main: UUID | None = None
            for row in pasted_rows(work.session, meeting, reading.items, choices):
                there = row.record.record_id if row.becomes is Becomes.THERE and row.record else None
                item_id = there if row.there else _add(work, meeting, row, main)
                if not row.there and item_id is not None:
                    made.append(item_id)
                main = main if row.item.sub else item_id
            work.entry.label = ngettext(
                "{count} agenda item pasted", "{count} agenda items pasted", len(made)
            ).format(count=len(made))
            return made


@dataclass(frozen=True)
class _Beside:
    """What a pasted item may be: the items of this agenda and the topics that wait, by their titles."""

    items: tuple[Candidate, ...]
    standing: Mapping[ItemType, Candidate]
    topics: tuple[Candidate, ...]

    def of(self, item: PastedItem, kind: ItemType) -> list[Candidate]:
        """The records whose title names the same point, the likeliest first; items before topics."""
        if kind in STANDING_TYPES:
            there = self.standing.get(kind)
            return [replace(there, likeness=1.0)] if there else []
        scored = [
            replace(candidate, likeness=likeness(item.title, candidate.title))
            for candidate in (*self.items, *self.topics)
        ]
        best: dict[UUID, Candidate] = {}
        for candidate in sorted(scored, key=lambda each: each.likeness, reverse=True):
            if candidate.likeness > 0:
                best.setdefault(candidate.record_id, candidate)
        return list(best.values())[:_OFFERED]


def pasted_rows(
    session: Session, meeting: Meeting, read: Sequence[PastedItem], choices: Choices
) -> list[PastedRow]:
    """What becomes of each item that was read, beside what stands on the agenda of a meeting."""
    body = live(session, Body, meeting.body_id)
    allowed = permissions_of(session, body.id)
    beside = _Beside(*_listed(session, meeting), _topics(session, meeting))
    taken: set[UUID] = set()
    titles: set[str] = set()
    rows = []
    for original in read:
        choice = choices.get(original.place, Choice())
        item = replace(
            original,
            title=choice.title or original.title,
            item_type=choice.item_type or original.item_type,
        )
        kind, remark = _fitting(item, allowed, body)
        candidates = beside.of(item, kind)
        becomes, record = _becomes(item, choice, [each for each in candidates if each.record_id not in taken])
        if becomes is Becomes.NEW and choice.becomes is None and fold(item.title) in titles:
            becomes = Becomes.REPEATED
        rows.append(PastedRow(item, kind, becomes, record, tuple(candidates), remark))
        titles.add(fold(item.title))
        taken |= {record.record_id} if record else set()
    return rows


def _becomes(
    item: PastedItem, choice: Choice, candidates: Sequence[Candidate]
) -> tuple[Becomes, Candidate | None]:
    """What was chosen; else the record that is surely meant, and of those that are only alike a single best one."""
    if choice.becomes is Becomes.NEW or not candidates:
        return Becomes.NEW, None
    if choice.becomes is not None:
        chosen = [each for each in candidates if each.record_id == choice.record_id]
        return (chosen[0].becomes, chosen[0]) if chosen else (Becomes.NEW, None)
    first = candidates[0]
    rivals = [each for each in candidates[1:] if each.likeness == first.likeness]
    if rivals and first.becomes is not Becomes.THERE:
        return Becomes.NEW, None  # two topics of one name: a person says which
    return first.becomes, first


def _fitting(item: PastedItem, allowed: frozenset[Permission], body: Body) -> tuple[ItemType, str]:
    """The announced type, or the nearest that the body may have, and then why (R9, R18)."""
    may = {permission.item_type for permission in allowed if permission.layer is item.transport_layer}
    kind = item.item_type or ItemType.DISCUSSION
    if kind in may:
        return kind, ""
    instead = next((kind for kind in _INSTEAD if kind in may), None)
    if instead is None:
        raise RuleError("body_may_not_treat", body=body.name, item_type=kind, layer=item.transport_layer)
    text = _("announced as “{announced}”, which {body} may not do here; put as “{kind}”")
    return instead, text.format(
        announced=label(kind), body=display_name(body.short_name, body.name), kind=label(instead)
    )


def _listed(session: Session, meeting: Meeting) -> tuple[tuple[Candidate, ...], Mapping[ItemType, Candidate]]:
    """The items of the agenda under their own title and that of their topic, and the standing ones by type."""
    query = (
        select(items.c.id, items.c.title, items.c.item_type, topics.c.title.label("topic"))
        .outerjoin(topics, topics.c.id == items.c.topic_id)
        .where(items.c.meeting_id == meeting.id, alive(items))
        .order_by(items.c.order_key, items.c.id)
    )
    listed: list[Candidate] = []
    standing: dict[ItemType, Candidate] = {}
    for row in session.execute(query):
        own = Candidate(Becomes.THERE, row.id, row.title, 0.0)
        if row.item_type in STANDING_TYPES:
            standing.setdefault(ItemType(row.item_type), own)
        listed += [own] if row.topic in {None, row.title} else [own, replace(own, title=row.topic)]
    return tuple(listed), standing


def _topics(session: Session, meeting: Meeting) -> tuple[Candidate, ...]:
    """Topics that wait, or stood on an agenda of this body before, and do not stand on this one."""
    here = select(items.c.topic_id).where(
        items.c.meeting_id == meeting.id, items.c.topic_id.is_not(None), alive(items)
    )
    earlier = (
        select(items.c.topic_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.body_id == meeting.body_id, items.c.topic_id.is_not(None), alive(items, meetings))
    )
    query = (
        select(topics.c.id, topics.c.title)
        .where(
            alive(topics),
            topics.c.id.not_in(here),
            topics.c.preparation.in_(WAITING)
            | (topics.c.id.in_(earlier) & topics.c.preparation.in_([Preparation.TREATED])),
        )
        .order_by(topics.c.id)
    )
    return tuple(Candidate(Becomes.TOPIC, row.id, row.title, 0.0) for row in session.execute(query))


def _add(work: Work, meeting: Meeting, row: PastedRow, main: UUID | None) -> UUID:
    """Put an item at the end; a sub item goes under its main item, also where that stood there already."""
    item = row.item
    values: dict[str, Any] = {
        "title": item.title,
        "item_type": row.item_type,
        "transport_layer": item.transport_layer,
        "minutes": item.minutes,
        "introduction": item.note,
        "attachments": "\n".join(item.attachments),
        "sub": item.sub and main is not None,
    }
    topic = None
    if row.item_type not in STANDING_TYPES:
        waits = row.record.record_id if row.becomes is Becomes.TOPIC and row.record else None
        topic = work.get(Topic, waits) if waits else _topic(work, meeting, item)
    made = put_on_agenda(work, meeting.id, topic, values)
    work.session.flush()
    if made.sub and main is not None:
        _put_under(work, made, main)
    return made.id


def _put_under(work: Work, made: AgendaItem, main: UUID) -> None:
    """Move a new sub item to the end of what stands under its main item."""
    there = in_order(work.session, made.meeting_id)
    above = main_above(there, made.id)
    if above is not None and above.id == main:
        return
    rest = [item for item in there if item.id != made.id]
    at = next(place for place, item in enumerate(rest) if item.id == main) + 1
    while at < len(rest) and rest[at].sub:
        at += 1
    put_in_order(work, [*rest[:at], made, *rest[at:]], [made])
    work.session.flush()


def _topic(work: Work, meeting: Meeting, item: PastedItem) -> Topic:
    values = {
        "title": item.title,
        "transport_layer": item.transport_layer,
        "origin_body_id": meeting.body_id,
        "submitted_on": work.clock.today(),
    }
    topic = work.add(record_of(Topic, validated(TopicFields, values)))
    work.session.flush()
    return topic


def becomes_words(row: PastedRow) -> str:
    """What happens with an item, in words: "new item", "is there already: Kernnet lijn 81"."""
    if row.becomes is Becomes.REPEATED:
        return _("stands twice in the text; taken once")
    words = candidate_words(row.record) if row.record else _("new item")
    return f"{words} ({row.remark})" if row.remark and not row.there else words


def candidate_words(candidate: Candidate) -> str:
    """What an item becomes when it is this record."""
    text = _("is there already: {title}")
    if candidate.becomes is Becomes.TOPIC:
        text = _("the topic that waits: {title}")
    return text.format(title=candidate.title)


def there_already(count: int) -> str:
    """How many items of the text are on the agenda, in words."""
    return ngettext("{count} is there already", "{count} are there already", count).format(count=count)
