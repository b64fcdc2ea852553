"""From the preparation board to an agenda: topics put on a meeting, and meetings convened for them (R12, R13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import Body, Meeting, Topic
from ibo_desk.data.tables.meetings import MeetingFields
from ibo_desk.domain.audience import may_print, present_at
from ibo_desk.domain.bodies import Permission, check_item_type, usual_type
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import check_can_stand
from ibo_desk.language import _, ngettext
from ibo_desk.services.actions import reading as action_reading
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.agenda.writing import permissions_by_body, put_on_agenda
from ibo_desk.services.base.records import add
from ibo_desk.services.base.tables import alive, items, topics
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.meetings.meetings import MEETING, MeetingRow, Meetings
from ibo_desk.services.meetings.returning_items import start_agenda

_STILL_ON = frozenset({MeetingState.PLANNED, MeetingState.AGENDA_SENT, MeetingState.HELD})


@dataclass(frozen=True)
class Target:
    """A meeting on whose agenda topics can still be put, and what its body may do with them."""

    meeting: MeetingRow
    permissions: frozenset[Permission]

    def refusal(self, topic: TopicRow) -> RuleError | None:
        """Why this topic cannot come on its agenda, by the rules that putting it there follows; None where it can."""
        meeting = self.meeting
        there = any(appearance.meeting_id == meeting.id for appearance in topic.appearances)
        origin = topic.origin_kind if topic.origin_body_id != meeting.body_id else None
        try:
            check_can_stand(topic.title, topic.preparation, there=there)
            kind = usual_type(meeting.body_kind, topic.transport_layer, origin)
            check_item_type(self.permissions, meeting.body, kind, topic.transport_layer)
        except RuleError as error:
            return error
        return None


@dataclass(frozen=True)
class Justification:
    """A topic on an agenda that justifies the meeting, as its reason says it; ``stated``: the reason says so."""

    id: UUID
    title: str
    line: str
    stated: bool


class Convening:
    """Which meetings lie ahead, what comes on their agendas and why they are convened."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def targets(self) -> list[Target]:
        """The meetings that can take topics, the next first; then those of the past that were not closed."""
        today = self._store.clock.today()
        rows = [
            row
            for row in Meetings(self._store).listing(states=_STILL_ON)
            if not row.locked and (row.on >= today or row.state is not MeetingState.HELD)
        ]
        rows.sort(key=lambda row: (row.on < today, row.on, row.body_short))
        with self._store.read() as session:
            allowed = permissions_by_body(session, {row.body_id for row in rows})
        return [Target(row, allowed[row.body_id]) for row in rows]

    def put(self, topic_ids: Sequence[UUID], meeting_id: UUID) -> list[UUID]:
        """Put topics on an agenda in this order, all of them or none; returns the new items.

        Raises ``RuleError`` and ``LockedError`` like ``Topics.schedule``, for the first topic that cannot come there.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            made = _put(work, meeting, topic_ids)
            if len(topic_ids) == 1:
                title = work.get(Topic, topic_ids[0]).title
                work.entry.label = _("Topic “{title}” put on an agenda").format(title=title)
            else:
                work.entry.label = ngettext(
                    "{count} topic put on the agenda of {meeting}",
                    "{count} topics put on the agenda of {meeting}",
                    len(made),
                ).format(count=len(made), meeting=meeting_name(work.session, meeting))
            return made

    def convene(self, body_id: UUID, on: date, topic_ids: Sequence[UUID]) -> UUID:
        """A new meeting with these topics on its agenda; those that justify it become its reason (R13).

        What returns from earlier meetings and the standing items come along as on every new agenda. Raises like
        ``Meetings.add`` and ``put``.
        """
        with self._store.write("") as work:
            meeting = add(work, MEETING, {"body_id": body_id, "on": on})
            start_agenda(work, meeting)
            work.session.flush()
            query = select(items.c.topic_id).where(items.c.meeting_id == meeting.id, alive(items))
            returned = set(work.session.execute(query).scalars())
            _put(work, meeting, [topic_id for topic_id in topic_ids if topic_id not in returned])
            reasons = [
                justification
                for justification in _justifications(work.session, meeting)
                if justification.id in set(topic_ids)
            ]
            set_fields(work, meeting, MeetingFields, {"reason": "\n".join(reason.line for reason in reasons)})
            work.entry.label = _("{meeting} convened").format(meeting=meeting_name(work.session, meeting))
            return meeting.id

    def justifications(self, meeting_id: UUID) -> list[Justification]:
        """The topics on this agenda that justify a meeting and that who sits there may read of, in its order."""
        with self._store.read() as session:
            return _justifications(session, live(session, Meeting, meeting_id))

    def add_reasons(self, meeting_id: UUID) -> None:
        """Put what justifies the meeting under what its reason says already; what it says stays as it is."""
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            fresh = [
                justification.line
                for justification in _justifications(work.session, meeting)
                if not justification.stated
            ]
            if not fresh:
                return
            before = meeting.reason.rstrip()
            follows_list = before.rsplit("\n", 1)[-1].startswith("- ")
            start = before + ("\n" if follows_list else "\n\n") if before else ""
            set_fields(work, meeting, MeetingFields, {"reason": start + "\n".join(fresh)})
            work.entry.label = _("Reason for convening of {meeting} filled in").format(
                meeting=meeting_name(work.session, meeting)
            )


def _put(work: Work, meeting: Meeting, topic_ids: Iterable[UUID]) -> list[UUID]:
    made = []
    for topic_id in dict.fromkeys(topic_ids):
        item = put_on_agenda(work, meeting.id, work.get(Topic, topic_id), {})
        work.session.flush()  # the next one comes after it
        made.append(item.id)
    return made


def _lines(session: Session, topic_ids: Sequence[UUID]) -> dict[UUID, str]:
    """A bullet for each topic: its title, and the regional action and strategic lines it serves.

    Those are what links the reason for convening to the area programme (R2, R13).
    """
    query = select(topics.c.id, topics.c.title, topics.c.action_id).where(topics.c.id.in_(topic_ids))
    by_id = {row.id: row for row in session.execute(query)}
    action_ids = {row.action_id for row in by_id.values() if row.action_id is not None}
    actions = {row.id: row for row in action_reading.rows(session, action_ids)} if action_ids else {}
    lines = {}
    for topic_id in topic_ids:
        topic = by_id[topic_id]
        action = actions.get(topic.action_id)
        parts = []
        if action is not None:
            named = f"{action.number} {action.title}".strip()
            parts.append(_("regional action {action}").format(action=named))
            if action.lines:
                words = ngettext("strategic line {lines}", "strategic lines {lines}", len(action.lines))
                parts.append(words.format(lines=", ".join(action.lines)))
        lines[topic_id] = f"- {topic.title}" + (f" ({'; '.join(parts)})" if parts else "")
    return lines


def _justifications(session: Session, meeting: Meeting) -> list[Justification]:
    query = (
        select(topics.c.id, topics.c.title, items.c.audience)
        .join(items, items.c.topic_id == topics.c.id)
        .where(items.c.meeting_id == meeting.id, topics.c.justifies_meeting.is_(True), alive(topics, items))
        .order_by(items.c.order_key, items.c.id)
    )
    body = live(session, Body, meeting.body_id)
    reader = present_at(
        body.kind
    )  # the agenda prints the reason, so it tells no more than the items themselves
    titles = {row.id: row.title for row in session.execute(query) if may_print(reader, row.audience)}
    lines = _lines(session, list(titles))
    # A title that somebody wrote into a sentence of their own is told as well.
    return [
        Justification(topic_id, title, lines[topic_id], title.casefold() in meeting.reason.casefold())
        for topic_id, title in titles.items()
    ]
