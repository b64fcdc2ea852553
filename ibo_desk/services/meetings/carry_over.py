"""What earlier meetings left returns on the next agenda; moving an item, or putting it again as a new one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting, Topic
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.carry_over import CarryReason
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import AHEAD, TOOK_PLACE, MeetingState
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.order import in_order, last_key, settle_first
from ibo_desk.services.agenda.writing import joined_to, put_on_agenda, topic_follows
from ibo_desk.services.base.tables import alive, engagements, items
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.engagements.parts import live_engagements_followed
from ibo_desk.services.engagements.rows import EngagementRow, read_engagements
from ibo_desk.services.meetings.returning_items import (
    carry,
    next_ahead,
    open_engagement_ids,
    returned_values,
    sources,
)


@dataclass(frozen=True)
class ReturningRow:
    """An item of an earlier meeting that returns on an agenda and is not on it yet."""

    item_id: UUID
    title: str
    meeting_id: UUID
    meeting: str
    on: date
    reason: CarryReason


class CarryOver:
    """Items and engagements that return."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def proposals(self, meeting_id: UUID) -> list[ReturningRow]:
        """What ``carry`` would put on this agenda, in the order of the earlier ones."""
        with self._store.read() as session:
            meeting = session.get(Meeting, meeting_id)
            if meeting is None or meeting.state not in AHEAD:
                return []
            returning = sources(session, meeting)
            names: dict[UUID, str] = {}
            for item in returning:
                if item.meeting_id not in names:
                    earlier = session.get(Meeting, item.meeting_id)
                    assert earlier is not None
                    names[item.meeting_id] = meeting_name(session, earlier)
            return [
                ReturningRow(
                    item.item_id, item.title, item.meeting_id, names[item.meeting_id], item.on, item.reason
                )
                for item in returning
            ]

    def open_engagements(self, meeting_id: UUID) -> list[EngagementRow]:
        """Engagements of earlier meetings of this body that are still open: what the follow-up item is about."""
        with self._store.read() as session:
            meeting = session.get(Meeting, meeting_id)
            if meeting is None:
                return []
            return read_engagements(session, open_engagement_ids(meeting), self._store.clock.today())

    def to_follow_up(self, item_id: UUID) -> list[EngagementRow]:
        """What an item has to work through: for a follow-up all open engagements, and those it dealt with already."""
        with self._store.read() as session:
            item = session.get(AgendaItem, item_id)
            meeting = session.get(Meeting, item.meeting_id) if item else None
            if item is None or meeting is None:
                return []
            dealt_with = engagements.c.id.in_(
                live_engagements_followed(select(items.c.id).where(items.c.id == item_id))
            )
            is_open = engagements.c.id.in_(open_engagement_ids(meeting))
            follows = item.item_type is ItemType.FOLLOW_UP
            ids = select(engagements.c.id).where(or_(dealt_with, is_open) if follows else dealt_with)
            return read_engagements(session, ids, self._store.clock.today())

    def carry(self, meeting_id: UUID) -> list[UUID]:
        """Bring the agenda up to date with what earlier meetings left; doing it twice changes nothing.

        Returns the items that were added. Raises ``RuleError("meeting_took_place")``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            if meeting.state not in AHEAD:
                raise RuleError("meeting_took_place", meeting=meeting_name(work.session, meeting))
            made = carry(work, meeting)
            work.entry.label = ngettext(
                "{count} item carried over to {meeting}", "{count} items carried over to {meeting}", len(made)
            ).format(count=len(made), meeting=meeting_name(work.session, meeting))
            return made

    def to_next(self, item_id: UUID) -> bool:
        """Take an item to the next meeting of its body, and whether there is one.

        Where its own meeting is past it is put on that agenda again, else it moves; raises what those two raise.
        """
        with self._store.read() as session:
            here = live(session, Meeting, live(session, AgendaItem, item_id).meeting_id)
            following = next_ahead(session, here)
            target_id, ahead = following.id if following else None, here.state in AHEAD
        if target_id is None:
            return False
        if ahead:
            self.move(item_id, target_id)
        else:
            self.put_again(item_id, target_id)
        return True

    def move(self, item_id: UUID, meeting_id: UUID) -> None:
        """Take an item along to another meeting of its body, as a main item; its sub items stay where they are.

        Raises ``RuleError``: "item_was_at_meeting" (put it again instead), "meeting_of_other_body",
        "meeting_took_place", "meeting_cancelled", "topic_already_on_agenda"; ``LockedError``.
        """
        with self._store.write("") as work:
            item, target = work.get(AgendaItem, item_id), self._target(work, item_id, meeting_id)
            here = work.get(Meeting, item.meeting_id)
            refuse_locked(work.session, here.id, "agenda_item")
            if here.state in TOOK_PLACE or item.treatment is Treatment.TREATED:
                raise RuleError(
                    "item_was_at_meeting", title=item.title, meeting=meeting_name(work.session, here)
                )
            if here.id == target.id:
                return
            there = in_order(work.session, target.id)
            settle_first(work, there)
            item.order_key, item.sub = last_key(there, item.item_type), False
            item.meeting_id = target.id
            item.joined_to_id = None
            for other in joined_to(work, item):
                other.joined_to_id = None
                work.add(other)
            item.known_since = work.clock.today()
            item.treatment = Treatment.OPEN
            work.add(item)
            topic_follows(work, item, Treatment.OPEN)
            work.entry.label = _("“{title}” moved to {meeting}").format(
                title=item.title, meeting=meeting_name(work.session, target)
            )

    def put_again(self, item_id: UUID, meeting_id: UUID) -> UUID:
        """A new item on a later agenda that refers to this one; one that was not discussed is noted as postponed.

        Raises ``RuleError`` like ``move``, and "item_still_ahead" where its own meeting has yet to take place.
        """
        with self._store.write("") as work:
            item, target = work.get(AgendaItem, item_id), self._target(work, item_id, meeting_id)
            here = work.get(Meeting, item.meeting_id)
            if here.state in AHEAD:
                name = meeting_name(work.session, here)
                raise RuleError("item_still_ahead", title=item.title, meeting=name)
            if item.treatment is Treatment.OPEN and not here.locked:
                item.treatment = Treatment.POSTPONED
                work.add(item)
                topic_follows(work, item, Treatment.POSTPONED)
            topic = work.get(Topic, item.topic_id) if item.topic_id else None
            made = put_on_agenda(work, target.id, topic, returned_values(work, item, target))
            work.entry.label = _("“{title}” put again on {meeting}").format(
                title=item.title, meeting=meeting_name(work.session, target)
            )
            return made.id

    def _target(self, work: Work, item_id: UUID, meeting_id: UUID) -> Meeting:
        """The meeting to go to, of the same body, still to come and without this topic."""
        item, target = work.get(AgendaItem, item_id), work.get(Meeting, meeting_id)
        refuse_locked(work.session, target.id, "agenda_item")
        if target.body_id != item.body_id:
            body = work.get(Body, item.body_id)
            raise RuleError("meeting_of_other_body", body=display_name(body.short_name, body.name))
        if target.state is MeetingState.CANCELLED:
            raise RuleError("meeting_cancelled", day=target.on)
        if target.state not in AHEAD:
            raise RuleError("meeting_took_place", meeting=meeting_name(work.session, target))
        query = select(items.c.id).where(
            items.c.meeting_id == target.id,
            items.c.topic_id == item.topic_id,
            items.c.id != item.id,
            alive(items),
        )
        if item.topic_id is not None and work.session.execute(query.limit(1)).first():
            raise RuleError("topic_already_on_agenda", title=item.title)
        return target
