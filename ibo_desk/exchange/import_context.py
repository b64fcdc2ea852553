"""What a region file holds that an import needs to know, read once; the plan is then made without the file."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import (
    ActionPartner,
    ActionStrategicLine,
    AgendaItem,
    Body,
    Engagement,
    EngagementPartner,
    ImportedRow,
    ListLayout,
    Meeting,
    RegionalAction,
    StrategicLine,
    Topic,
)
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.bodies import BodyKind, ItemType, TransportLayer
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import GONE
from ibo_desk.exchange.known_partners import live, register_of
from ibo_desk.exchange.partners import KnownOrganisation, Register
from ibo_desk.services.agenda.writing import permissions_of

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class KnownAction:
    """A regional action in the file, with the ids of its lines and of its partners by role."""

    id: UUID
    number: str
    title: str
    short_title: str
    lines: frozenset[UUID]
    partners: frozenset[tuple[UUID, PartnerRole]]


@dataclass(frozen=True)
class KnownEngagement:
    """An engagement in the file, found again by its action and its words."""

    id: UUID
    action_id: UUID | None
    what: str
    due_on: date | None
    progress: str
    partners: frozenset[UUID]


@dataclass(frozen=True)
class KnownBody:
    """A body that may meet here, and the types it may give an item that is not about transport."""

    id: UUID
    name: str
    short_name: str
    kind: BodyKind
    types: frozenset[ItemType]


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting in the file, with the folded titles of its items and which item treats which topic."""

    id: UUID
    body_id: UUID
    on: date
    locked: bool
    cancelled: bool
    items: Mapping[str, UUID]
    topics: Mapping[UUID, UUID]


@dataclass(frozen=True)
class ImportContext:
    """All of it; ``imported`` holds layout and hash of each row read before, ``shown`` how a record's row read."""

    today: date
    register: Register
    actions: tuple[KnownAction, ...] = ()
    lines: Mapping[UUID, str] = field(default_factory=dict)
    engagements: tuple[KnownEngagement, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    meetings: tuple[KnownMeeting, ...] = ()
    topics: Mapping[str, UUID] = field(default_factory=dict)
    imported: frozenset[tuple[str, str]] = frozenset()
    shown: Mapping[UUID, str] = field(default_factory=dict)
    last_action_key: str | None = None
    layouts: Mapping[str, tuple[str, Mapping[str, str]]] = field(
        default_factory=dict
    )  # see headings.remembered_table


def read_context(
    store: Store,
    on: date | None = None,
    *,
    names: Mapping[str, UUID] | None = None,
    partners: Collection[KnownOrganisation] = (),
) -> ImportContext:
    """Read what is needed, in one moment of the file; ``on`` is the day whose organisations are meant, else today.

    ``names`` are folded names of which somebody just said whom they mean, ``partners`` those that the list makes.
    """
    today = on or store.clock.today()
    with store.read() as session:
        rows = sorted(live(session, ImportedRow), key=lambda row: row.id)
        return ImportContext(
            today,
            register_of(session, today, names or {}, partners),
            _actions(session),
            {row.id: row.name for row in live(session, StrategicLine)},
            _engagements(session),
            _bodies(session),
            _meetings(session),
            # what is gone and brought up again is a new topic
            {fold(row.title): row.id for row in live(session, Topic) if row.preparation not in GONE},
            frozenset((row.source, row.row_hash) for row in rows),
            {
                row.record_id: row.shown for row in rows if row.record_id
            },  # the latest reading of a record wins
            max((row.order_key for row in live(session, RegionalAction)), default=None),
            {row.headings: (row.kind, json.loads(row.columns)) for row in live(session, ListLayout)},
        )


def _actions(session: Session) -> tuple[KnownAction, ...]:
    lines = _grouped((row.action_id, row.line_id) for row in live(session, ActionStrategicLine))
    partners = _grouped(
        (row.action_id, (row.organisation_id, row.role)) for row in live(session, ActionPartner)
    )
    return tuple(
        KnownAction(
            row.id,
            row.number,
            row.title,
            row.short_title,
            frozenset(lines.get(row.id, ())),
            frozenset(partners.get(row.id, ())),
        )
        for row in live(session, RegionalAction)
    )


def _engagements(session: Session) -> tuple[KnownEngagement, ...]:
    partners = _grouped((row.engagement_id, row.organisation_id) for row in live(session, EngagementPartner))
    return tuple(
        KnownEngagement(
            row.id,
            row.action_id,
            row.what,
            row.due_on,
            row.progress,
            frozenset(partners.get(row.id, ())),
        )
        for row in live(session, Engagement)
    )


def _bodies(session: Session) -> tuple[KnownBody, ...]:
    rows = []
    for row in live(session, Body):
        allowed = {
            permission.item_type
            for permission in permissions_of(session, row.id)
            if permission.layer is TransportLayer.NONE
        }
        if allowed:
            rows.append(KnownBody(row.id, row.name, row.short_name, row.kind, frozenset(allowed)))
    return tuple(rows)


def _meetings(session: Session) -> tuple[KnownMeeting, ...]:
    items = _grouped((row.meeting_id, row) for row in live(session, AgendaItem))
    return tuple(
        KnownMeeting(
            row.id,
            row.body_id,
            row.on,
            row.locked,
            row.state is MeetingState.CANCELLED,
            {fold(item.title): item.id for item in items.get(row.id, ())},
            {item.topic_id: item.id for item in items.get(row.id, ()) if item.topic_id},
        )
        for row in live(session, Meeting)
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    out: dict[K, list[V]] = {}
    for key, value in pairs:
        out.setdefault(key, []).append(value)
    return out
