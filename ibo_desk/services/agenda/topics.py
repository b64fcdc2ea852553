"""Topics: what is brought up, prepared and put on agendas, across all bodies (R7, R12, R13, R24, R26)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Topic, TopicStrategicLine
from ibo_desk.data.tables.topics import TopicFields, TopicStrategicLineFields
from ibo_desk.domain.bodies import BodyKind, ItemType, Outcome, PlanStep, TransportLayer
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import PREPARATION_TRANSITIONS, Phase, Preparation, Treatment
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.actions.strategic_lines import lines_of, set_linked
from ibo_desk.services.agenda.writing import put_on_agenda
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    contains,
    items,
    meetings,
    organisations,
    rounds,
    topics,
)
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class Appearance:
    """One agenda item of a topic."""

    item_id: UUID
    meeting_id: UUID
    body: str
    body_kind: BodyKind
    on: date
    meeting: str
    item_type: ItemType
    plan_step: PlanStep
    outcome: Outcome | None
    treatment: Treatment
    known_since: date | None = None


@dataclass(frozen=True)
class TopicRow:
    """A topic with the names of what it points to; ``appearances`` from old to new.

    ``line_ids`` are its own strategic lines; ``lines`` the names of these, or of its action's where it has none.
    """

    id: UUID
    revision: UUID | None
    title: str
    summary: str
    action_id: UUID | None
    action: str
    submitted_by_id: UUID | None
    submitted_by: str
    submitted_on: date | None
    origin_body_id: UUID | None
    origin: str
    origin_kind: BodyKind | None
    preparation: Preparation
    declined_reason: str
    phase: Phase
    still_open: str
    transport_layer: TransportLayer
    justifies_meeting: bool
    line_ids: tuple[UUID, ...]
    lines: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    preparation_since: date | None = None


_NEWEST_FIRST: Final = (topics.c.submitted_on.desc().nulls_last(), topics.c.title_folded, topics.c.id)
_AFTER: Final = {
    Treatment.TREATED: Preparation.TREATED,
    Treatment.POSTPONED: Preparation.POSTPONED,
    Treatment.WITHDRAWN: Preparation.WITHDRAWN,
}


def topic_as_of(topic: TopicRow, day: date) -> TopicRow | None:
    """A topic at the end of a day, with the agendas on which it stood; None where it was not brought in yet."""
    if topic.submitted_on is not None and topic.submitted_on > day:
        return None
    there = tuple(
        _appearance_as_of(appearance, day) for appearance in topic.appearances if _stood(appearance, day)
    )
    since = topic.preparation_since
    if since is None or since <= day:
        return replace(topic, appearances=there)
    state = _prepared_so_far(there)
    return replace(topic, appearances=there, preparation=state, preparation_since=None, declined_reason="")


def _stood(appearance: Appearance, day: date) -> bool:
    return appearance.on <= day or appearance.known_since is None or appearance.known_since <= day


def _appearance_as_of(appearance: Appearance, day: date) -> Appearance:
    return appearance if appearance.on <= day else replace(appearance, outcome=None, treatment=Treatment.OPEN)


def _prepared_so_far(appearances: Sequence[Appearance]) -> Preparation:
    """What the newest agenda made of a topic; the mayors' conference prepares and does not schedule (R12)."""
    for appearance in reversed(appearances):
        if appearance.body_kind is not BodyKind.MAYORS_CONFERENCE:
            return _AFTER.get(appearance.treatment, Preparation.SCHEDULED)
        if appearance.treatment is Treatment.TREATED:
            return Preparation.PREPARED
    return Preparation.SUBMITTED


class Topics:
    """What is brought up and what becomes of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(
        self,
        states: Collection[Preparation] = (),
        text: str = "",
        *,
        on: date | None = None,
        limit: int | None = None,
    ) -> list[TopicRow]:
        """Topics, those brought in last first; ``on`` gives those that were there on a day, as they stood then.

        ``states`` keeps those whose preparation is there now, all where it is empty; ``limit`` gives only so many of
        the first, for a page that shows them while it reads the rest.
        """
        conditions: list[ColumnElement[bool]] = [alive(topics)]
        if states:
            conditions.append(topics.c.preparation.in_(sorted(states)))
        if text.strip():
            conditions.append(contains(topics.c.title_folded, text))
        with self._store.read() as session:
            ids = select(topics.c.id).where(*conditions)
            if limit is not None:
                ids = ids.order_by(*_NEWEST_FIRST).limit(limit)
            rows = _rows(session, ids, are_few=limit is not None)
        return rows if on is None else [then for row in rows if (then := topic_as_of(row, on)) is not None]

    def titles(self) -> list[tuple[str, UUID]]:
        """Every topic by its title, in the order of the listing; one small query."""
        query = select(topics.c.title, topics.c.id).where(alive(topics)).order_by(*_NEWEST_FIRST)
        with self._store.read() as session:
            return [(title, topic_id) for title, topic_id in session.execute(query)]

    def row(self, topic_id: UUID) -> TopicRow:
        """One topic; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            rows = _rows(session, select(topics.c.id).where(topics.c.id == topic_id, alive(topics)))
        if not rows:
            raise NotFoundError("no_such_record", kind="topic", id=str(topic_id))
        return rows[0]

    def history(self, topic_id: UUID) -> tuple[Appearance, ...]:
        """Every appearance of the topic, from old to new, over all bodies (R10, R26)."""
        return self.row(topic_id).appearances

    def add(self, values: Mapping[str, object]) -> UUID:
        """Bring a topic up; the day defaults to today. Raises ``InvalidValueError``."""
        with self._store.write("") as work:
            return UUID(str(add(work, TOPIC, {"submitted_on": work.clock.today(), **values}).id))

    def schedule(self, topic_id: UUID, meeting_id: UUID, item_type: ItemType | None = None) -> UUID:
        """Put the topic on the agenda of a meeting, last; returns the item's id.

        Raises ``RuleError`` where the body may not treat it so, the topic was declined or withdrawn, or it is there.
        """
        with self._store.write("") as work:
            topic = work.get(Topic, topic_id)
            values = {} if item_type is None else {"item_type": item_type}
            item = put_on_agenda(work, meeting_id, topic, values)
            work.entry.label = _("Topic “{title}” put on an agenda").format(title=topic.title)
            return item.id

    def set_lines(self, topic_id: UUID, line_ids: Collection[UUID]) -> None:
        """Say to which strategic lines a topic itself belongs; with none it has those of its action."""
        with self._store.write("") as work:
            topic = work.get(Topic, topic_id)
            work.entry.label = _("Strategic lines of “{title}” changed").format(title=topic.title)
            set_linked(work, RECORD_TYPES["topic_strategic_line"], "topic_id", topic_id, line_ids)

    def decline(self, topic_id: UUID, reason: str) -> None:
        """Not taken up, with the reason that goes back to who brought it in (R26)."""
        with self._store.write("") as work:
            topic = work.get(Topic, topic_id)
            _check(work, topic, {"preparation": Preparation.DECLINED, "declined_reason": reason.strip()})
            declined = {"declined_reason": reason.strip(), "preparation": Preparation.DECLINED}
            set_fields(work, topic, TopicFields, declined)
            work.entry.label = _("Topic “{title}” not taken up").format(title=topic.title)


def _rows(session: Session, ids: Select[tuple[UUID]], *, are_few: bool = False) -> list[TopicRow]:
    """The topics whose ids ``ids`` selects: three queries, whatever their number.

    ``are_few``: what hangs on them is looked up by their ids, so that they are selected once.
    """
    title = func.coalesce(name_shown(actions), "")
    brought = func.coalesce(name_shown(organisations), "")
    own = (
        "id", "revision", "title", "summary", "action_id", "submitted_by_id", "submitted_on", "origin_body_id",
        "preparation", "declined_reason", "phase", "still_open", "transport_layer", "justifies_meeting",
        "preparation_since",
    )  # fmt: skip
    query = (
        select(
            *(topics.c[name] for name in own),
            title.label("action"),
            brought.label("submitted_by"),
            func.coalesce(name_shown(bodies), "").label("origin"),
            bodies.c.kind.label("origin_kind"),
        )
        .outerjoin(bodies, bodies.c.id == topics.c.origin_body_id)
        .outerjoin(actions, actions.c.id == topics.c.action_id)
        .outerjoin(organisations, organisations.c.id == topics.c.submitted_by_id)
        .where(topics.c.id.in_(ids))
        .order_by(*_NEWEST_FIRST)
    )
    rows = session.execute(query).mappings().all()
    if are_few:
        ids = select(topics.c.id).where(topics.c.id.in_([row["id"] for row in rows]))
    appearances, lines = appearances_of(session, ids), lines_of(session, ids)
    return [
        TopicRow(
            **row,
            line_ids=lines.ids(row["id"]),
            lines=lines.names(row["id"], row["action_id"]),
            appearances=tuple(appearances.get(row["id"], ())),
        )
        for row in rows
    ]


def adopted_before(appearances: Iterable[Appearance], on: date) -> bool:
    """Whether an earlier meeting adopted the plan provisionally (R17b)."""
    return any(
        appearance.plan_step is PlanStep.PROVISIONAL
        and appearance.treatment is Treatment.TREATED
        and appearance.on < on
        for appearance in appearances
    )


def appearances_of(session: Session, ids: Select[tuple[UUID]]) -> dict[UUID, list[Appearance]]:
    """The appearances of the topics that are selected, from old to new."""
    query = (
        select(
            items.c.topic_id,
            items.c.id,
            items.c.meeting_id,
            items.c.item_type,
            items.c.plan_step,
            items.c.outcome,
            items.c.treatment,
            items.c.known_since,
            meetings.c.on,
            meetings.c.number,
            bodies.c.name,
            bodies.c.short_name,
            bodies.c.kind,
        )
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .where(items.c.topic_id.in_(ids), alive(items, meetings))
        .order_by(meetings.c.on, items.c.id)
    )
    by_topic: dict[UUID, list[Appearance]] = defaultdict(list)
    for row in session.execute(query):
        short = display_name(row.short_name, row.name)
        by_topic[row.topic_id].append(
            Appearance(
                row.id,
                row.meeting_id,
                short,
                row.kind,
                row.on,
                meeting_title(short, row.on, row.number),
                row.item_type,
                row.plan_step,
                row.outcome,
                row.treatment,
                row.known_since,
            )
        )
    return by_topic


def _check(work: Work, topic: Topic, new: Mapping[str, Any]) -> None:
    """A state that may follow, a reason where it is declined, and no settling over a reservation."""
    state = new.get("preparation", topic.preparation)
    check_transition(PREPARATION_TRANSITIONS, topic.preparation, Preparation(state))
    if "preparation" in new and "preparation_since" not in new and topic.revision is not None:
        topic.preparation_since = work.clock.today()
    if state is Preparation.DECLINED and not str(new.get("declined_reason", topic.declined_reason)).strip():
        raise RuleError("declined_without_reason", title=topic.title)
    if new.get("phase", topic.phase) is Phase.SETTLED and topic.phase is not Phase.SETTLED:
        _check_reservations(work, topic)


def _check_reservations(work: Work, topic: Topic) -> None:
    """What a college made a condition of is dealt with before its topic closes (R21)."""
    reserved = (
        select(rounds.c.college_id)
        .join(items, items.c.id == rounds.c.item_id)
        .where(
            items.c.topic_id == topic.id,
            rounds.c.answer == Answer.AGREES_WITH_RESERVATION,
            rounds.c.dealt_with_on.is_(None),
            alive(rounds, items),
        )
    )
    query = select(bodies.c.name).where(bodies.c.id.in_(reserved)).order_by(bodies.c.name_folded)
    colleges = list(work.session.execute(query).scalars())
    if colleges:
        raise RuleError("reservations_open", title=topic.title, colleges=colleges)


def _check_delete(work: Work, topic: Topic) -> None:
    """A topic on an agenda stays: the item would stand there without its story."""
    on_agendas = appearances_of(work.session, select(topics.c.id).where(topics.c.id == topic.id))[topic.id]
    if on_agendas:
        raise RuleError(
            "topic_on_agenda", title=topic.title, meetings=[agenda.meeting for agenda in on_agendas]
        )


def _name(_work: Work, topic: Topic) -> str:
    return _("topic “{title}”").format(title=topic.title)


def _line_name(work: Work, link: TopicStrategicLine) -> str:
    return _("strategic line of “{title}”").format(title=work.get(Topic, link.topic_id).title)


TOPIC = RecordType(Topic, TopicFields, _name, _check, _check_delete)
RECORD_TYPES = {
    "topic": TOPIC,
    "topic_strategic_line": RecordType(TopicStrategicLine, TopicStrategicLineFields, _line_name),
}
