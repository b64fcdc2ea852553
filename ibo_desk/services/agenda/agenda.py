"""The agenda of a meeting: items in order, what came of them, who said what and who decides elsewhere (R9–R12)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, func, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, Meeting, Topic
from ibo_desk.data.tables.topics import AgendaItemFields
from ibo_desk.domain.bodies import (
    CONSULTING,
    STANDING_TYPES,
    ItemType,
    Outcome,
    PlanStep,
    check_item_type,
    check_outcome,
    check_plan_step,
    may_be_plan_step,
)
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.meetings import TOOK_PLACE, MeetingState
from ibo_desk.domain.numbering import block, moved
from ibo_desk.domain.sentence_keys import WORDLESS
from ibo_desk.domain.topics import Preparation, Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.ending import notes_follow
from ibo_desk.services.agenda.item_rows import ItemRow, read_items
from ibo_desk.services.agenda.joining import Joining
from ibo_desk.services.agenda.order import in_order, put_in_order, settle_first
from ibo_desk.services.agenda.positions import POSITION, Positions
from ibo_desk.services.agenda.referrals import REFERRAL_KINDS, Referrals
from ibo_desk.services.agenda.topics import TOPIC
from ibo_desk.services.agenda.writing import (
    elsewhere,
    follow,
    held_elsewhere,
    joined_to,
    permissions_of,
    prepares,
    put_on_agenda,
    topic_follows,
)
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import again, alive, engagements, items, positions, referrals, rounds
from ibo_desk.services.base.writing import refuse_locked, set_fields
from ibo_desk.services.words import label

_ESCAPED, _GAPS = re.compile(r"\\([^\w\s])"), re.compile(r"\n{3,}")
_TOPIC_VALUES = frozenset(
    {"action_id", "submitted_by_id", "origin_body_id", "summary", "phase", "still_open"}
)


class Agenda(Positions, Referrals, Joining):
    """Agenda items with their positions and referrals."""

    def items(self, meeting_id: UUID, *, on: date | None = None) -> list[ItemRow]:
        """The items of a meeting in order, numbered from 1; as they stood on a day."""
        return self.items_of([meeting_id], on=on)[meeting_id]

    def items_of(
        self, meeting_ids: Collection[UUID], *, on: date | None = None
    ) -> defaultdict[UUID, list[ItemRow]]:
        """The same of several meetings, by meeting."""
        by_meeting: defaultdict[UUID, list[ItemRow]] = defaultdict(list)
        ids = select(items.c.id).where(items.c.meeting_id.in_(meeting_ids), alive(items))
        for row in self._read(ids, on):
            by_meeting[row.meeting_id].append(row)
        return by_meeting

    def item(self, item_id: UUID) -> ItemRow:
        """One item; raises ``NotFoundError("no_such_record")``."""
        rows = self.by_ids([item_id])
        if not rows:
            raise NotFoundError("no_such_record", kind="agenda_item", id=str(item_id))
        return rows[0]

    def by_ids(self, ids: Iterable[UUID], *, on: date | None = None) -> list[ItemRow]:
        """The items with these ids, by meeting and in order; those that are gone are left out."""
        return self._read(select(items.c.id).where(items.c.id.in_(list(ids)), alive(items)), on)

    def cross_checks(self, item_id: UUID) -> list[ItemRow]:
        """The items at other bodies that cross-check this item or its topic at this body (R10), from old to new."""
        here, before = again(items, "here"), again(items, "before")
        same = (before.c.topic_id == here.c.topic_id) & (before.c.body_id == here.c.body_id)
        asked = (
            select(before.c.id)
            .join(here, same | (before.c.id == here.c.id))
            .where(here.c.id == item_id, alive(before))
        )
        return self._read(select(items.c.id).where(items.c.cross_check_for_id.in_(asked), alive(items)))

    def _read(self, ids: Select[tuple[UUID]], on: date | None = None) -> list[ItemRow]:
        with self._store.read() as session:
            return read_items(session, ids, on)

    def add(self, meeting_id: UUID, values: Mapping[str, object]) -> UUID:
        """A new last item: of the topic in ``values``, else with a topic of its own; standing items have none.

        ``values`` may also hold the new topic's action_id, submitted_by_id, origin_body_id, summary, phase and
        still_open. Raises ``RuleError`` where the body may not treat it so (R9, R18).
        """
        own = {name: value for name, value in values.items() if name not in _TOPIC_VALUES}
        with self._store.write("") as work:
            kind = ItemType(str(own.get("item_type", ItemType.DISCUSSION)))
            topic = None
            if kind in STANDING_TYPES:
                own["title"] = own.get("title") or label(kind).capitalize()
            else:
                topic = _topic(
                    work,
                    cast(UUID | None, own.pop("topic_id", None)),
                    {**_origin(work, meeting_id), **values},
                )
            item = put_on_agenda(work, meeting_id, topic, own)
            work.entry.label = _("Agenda item “{title}” added").format(title=item.title)
            return item.id

    def move(self, item_id: UUID, before_id: UUID | None) -> None:
        """Put an item before another of the same meeting, or last; the sub items of a main item go along.

        Raises ``RuleError("item_of_other_meeting")``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "agenda_item")
            there = in_order(work.session, item.meeting_id)
            settle_first(work, there)
            place = {item.id: at for at, item in enumerate(there)}
            if before_id is not None and before_id not in place:
                raise RuleError("item_of_other_meeting", title=item.title)
            subs = [item.sub for item in there]
            order = moved(subs, place[item.id], len(there) if before_id is None else place[before_id])
            if order != sorted(order):
                taken = [there[at] for at in block(subs, place[item.id])]
                put_in_order(work, [there[at] for at in order], taken)
            work.entry.label = _("Agenda item “{title}” moved").format(title=item.title)

    def set_sub(self, item_id: UUID, *, sub: bool) -> None:
        """Let an item stand under the main item before it, or make it a main item.

        Raises ``LockedError``, ``RuleError("no_item_above")`` for the first item and ``("standing_item_is_main")``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            _check(work, item, {"sub": sub})
            item.sub = sub
            work.add(item)
            said = _("“{title}” made a sub item") if sub else _("“{title}” made a main item")
            work.entry.label = said.format(title=item.title)

    def remove(self, item_id: UUID) -> None:
        """Take an item off the agenda; its topic waits again for a meeting.

        Raises ``LockedError``, and ``RuleError("item_in_use")`` where more would disappear with it than the item.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            _check_delete(work, item)
            work.delete(item)
            topic = work.session.get(Topic, item.topic_id) if item.topic_id else None
            if topic is not None and not prepares(work.session, item.body_id):
                follow(work, topic, Preparation.PREPARED)
            work.entry.label = _("Agenda item “{title}” taken off the agenda").format(title=item.title)

    def conclude(self, item_id: UUID, text: str) -> None:
        """Note what came of an item; whether that is a conclusion, advice or decision follows from the body (R9, R18).

        Raises ``RuleError("conclusion_without_text")`` unless it is only taken note of or approved.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            outcome = conclude(work, item, text)
            work.entry.label = _("{outcome} noted for “{title}”").format(
                outcome=label(outcome).capitalize(), title=item.title
            )

    def end(self, item_id: UUID, treatment: Treatment, why: str = "", *, prepare: bool = False) -> None:
        """Put an item off, or take it back; ``why`` stands behind the sentence that says so.

        ``prepare`` lets its topic wait for the body that prepares, instead of being gone with the item.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "agenda_item")
            ended = {"treatment": treatment, "outcome": None, "ended_reason": why[:500]}
            set_fields(work, item, AgendaItemFields, ended)
            topic_follows(work, item, treatment)
            topic = work.session.get(Topic, item.topic_id) if item.topic_id else None
            if prepare and topic is not None:
                follow(work, topic, Preparation.SUBMITTED)
            work.entry.label = f"“{item.title}”: {label(treatment)}"

    def drop_line(self, item_id: UUID, line: str, left: str = "") -> None:
        """Take a line that became a record out of the discussion, where it was left standing; the first one like it.

        ``left`` is what takes its place: the part of it that was not understood.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            there = item.discussion.split("\n")
            plain = [_ESCAPED.sub(r"\1", each).strip() for each in there]
            if line.strip() in plain:
                at = plain.index(line.strip())
                kept = "\n".join([*there[:at], *filter(None, [left]), *there[at + 1 :]])
                set_fields(work, item, AgendaItemFields, {"discussion": _GAPS.sub("\n\n", kept).strip("\n")})
            work.entry.label = _("Line noted at “{title}”").format(title=item.title)

    def set_note(self, item_id: UUID, text: str) -> None:
        """What only the secretariat may know of an item; on no paper."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            set_fields(work, item, AgendaItemFields, {"secretariat_note": text})
            work.entry.label = _("Note of the secretariat on “{title}”").format(title=item.title)

    def reopen(self, item_id: UUID) -> None:
        """Treat an item as not yet treated; the text that was noted stays."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "agenda_item")
            item.outcome, item.treatment = None, Treatment.OPEN
            work.add(item)
            topic_follows(work, item, Treatment.OPEN)
            work.entry.label = _("Agenda item “{title}” opened again").format(title=item.title)


def conclude(work: Work, item: AgendaItem, text: str) -> Outcome:
    """What came of an item, inside a unit of work; raises as ``Agenda.conclude``."""
    meeting = work.get(Meeting, item.meeting_id)
    refuse_locked(work.session, item.meeting_id, "agenda_item")
    if meeting.state is MeetingState.CANCELLED:
        raise RuleError("meeting_cancelled", day=meeting.on)
    body = work.get(Body, item.body_id)
    allowed = permissions_of(work.session, item.body_id)
    outcome = check_item_type(allowed, body.name, item.item_type, item.transport_layer)
    if not text.strip() and outcome not in WORDLESS:
        raise RuleError("conclusion_without_text", title=item.title)
    done = {"conclusion": text, "outcome": outcome, "treatment": Treatment.TREATED}
    set_fields(work, item, AgendaItemFields, done)
    topic_follows(work, item, Treatment.TREATED)
    held_elsewhere(work, meeting, body)
    return outcome


def _topic(work: Work, topic_id: UUID | None, values: Mapping[str, Any]) -> Topic:
    """The topic that is meant, or a new one under the item's title."""
    if topic_id is not None:
        return work.get(Topic, topic_id)
    names = {"title", "transport_layer"} | _TOPIC_VALUES
    given = {name: value for name, value in values.items() if name in names}
    return add(work, TOPIC, {**given, "submitted_on": work.clock.today()})


def _origin(work: Work, meeting_id: UUID) -> dict[str, Any]:
    """A topic that begins at a body that decides is its own, so that others cross-check it (R10)."""
    body = work.get(Body, work.get(Meeting, meeting_id).body_id)
    return {} if body.kind in CONSULTING else {"origin_body_id": body.id}


def _check(work: Work, item: AgendaItem, new: Mapping[str, Any]) -> None:
    """What the body may do (R9, R18); what follows from a new type, treatment or title."""
    refuse_locked(work.session, item.meeting_id, "agenda_item", frozenset(new))
    body = work.get(Body, item.body_id)
    allowed = permissions_of(work.session, item.body_id)
    _check_level(work, item, new)
    kind, layer = new.get("item_type", item.item_type), new.get("transport_layer", item.transport_layer)
    outcome = check_item_type(allowed, body.name, kind, layer)
    if new.get("outcome") is not None:
        check_outcome(allowed, body.name, kind, layer, new["outcome"])
        item.treatment = Treatment.TREATED
        topic_follows(work, item, Treatment.TREATED)
    elif item.outcome is not None and "outcome" not in new:
        item.outcome = outcome
    if "plan_step" in new:
        check_plan_step(kind, layer, new["plan_step"])
    elif not may_be_plan_step(kind, layer):
        item.plan_step = PlanStep.NONE
    if "item_type" in new:
        item.cross_check_for_id = _checked_item(work, item, kind)
    _treat(work, item, new)
    _rename_topic(work, item, new)
    if item.revision is not None and work.get(Meeting, item.meeting_id).state not in TOOK_PLACE:
        notes_follow(work, item, new)


def _checked_item(work: Work, item: AgendaItem, kind: ItemType) -> UUID | None:
    """What an item cross-checks once it is of that type: the last appearance of its topic elsewhere (R10)."""
    if kind is not ItemType.CROSS_CHECK or item.topic_id is None:
        return None
    return item.cross_check_for_id or elsewhere(work.session, item.topic_id, work.get(Body, item.body_id))


def _check_level(work: Work, item: AgendaItem, new: Mapping[str, Any]) -> None:
    """Standing items are main items; a sub item has something to stand under."""
    standing = new.get("item_type", item.item_type) in STANDING_TYPES
    if standing and "sub" not in new:
        item.sub = False
    elif standing and new["sub"]:
        raise RuleError("standing_item_is_main", title=item.title)
    elif new.get("sub") and in_order(work.session, item.meeting_id)[0].id == item.id:
        raise RuleError("no_item_above", title=item.title)


def _check_delete(work: Work, item: AgendaItem) -> None:
    """An item that others build on stays: what was agreed and answered would have no place on screen or paper."""
    refuse_locked(work.session, item.meeting_id, "agenda_item")
    tables = {"engagements": engagements, "rounds": rounds, "positions": positions, "referrals": referrals}
    carried = {
        name: work.session.execute(
            select(func.count()).select_from(table).where(table.c.item_id == item.id, alive(table))
        ).scalar_one()
        for name, table in tables.items()
    }
    if any(carried.values()):
        raise RuleError("item_in_use", title=item.title, **carried)
    for other in joined_to(work, item):  # they are treated by themselves again
        other.joined_to_id = None
        work.add(other)


def _treat(work: Work, item: AgendaItem, new: Mapping[str, Any]) -> None:
    if "treatment" in new:
        if new["treatment"] is not Treatment.TREATED:
            item.outcome = None
        topic_follows(work, item, new["treatment"])


def _rename_topic(work: Work, item: AgendaItem, new: Mapping[str, Any]) -> None:
    """A topic that stands on this agenda alone, under the same title and layer, is renamed along."""
    topic = work.session.get(Topic, item.topic_id) if item.topic_id else None
    if topic is None or not {"title", "transport_layer"} & set(new):
        return
    query = select(func.count()).where(items.c.topic_id == topic.id, alive(items))
    if work.session.execute(query).scalar() != 1:
        return
    for name in ("title", "transport_layer"):
        if name in new and getattr(topic, name) == getattr(item, name):
            setattr(topic, name, new[name])
            work.add(topic)


def _name(_work: Work, item: AgendaItem) -> str:
    return _("agenda item “{title}”").format(title=item.title)


RECORD_TYPES = {
    "agenda_item": RecordType(AgendaItem, AgendaItemFields, _name, _check, _check_delete),
    "position": POSITION,
    **REFERRAL_KINDS,
}
