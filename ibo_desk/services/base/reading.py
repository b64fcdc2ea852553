"""The tables as services ask them: plain columns instead of record objects, and never what was deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select
from sqlmodel import Session, SQLModel

from ibo_desk.data.locks import LOCKS
from ibo_desk.data.store import Work
from ibo_desk.data.tables import Meeting, Record, metadata
from ibo_desk.domain.errors import LockedError
from ibo_desk.domain.names import fold
from ibo_desk.services.base.records import validated

_tables = metadata.tables
action_lines = _tables["action_strategic_line"]
actions = _tables["regional_action"]
agenda_versions = _tables["agenda_version"]
attendances = _tables["attendance"]
bodies = _tables["body"]
body_sentences = _tables["body_sentence"]
calendars = _tables["body_calendar"]
closed_days = _tables["closed_day"]
college_sessions = _tables["college_session"]
consequences = _tables["college_consequence"]
engagements = _tables["engagement"]
evaluations = _tables["evaluation"]
follow_ups = _tables["engagement_follow_up"]
instalments = _tables["instalment"]
item_presences = _tables["item_presence"]
items = _tables["agenda_item"]
mandates = _tables["mandate"]
meetings = _tables["meeting"]
memberships = _tables["membership"]
minutes_remarks = _tables["minutes_remark"]
minutes_versions = _tables["minutes_version"]
organisations = _tables["organisation"]
partners = _tables["action_partner"]
periods = _tables["engagement_period"]
permissions = _tables["body_permission"]
persons = _tables["person"]
positions = _tables["position"]
recesses = _tables["calendar_recess"]
referrals = _tables["referral"]
rounds = _tables["feedback_round"]
shares = _tables["engagement_partner"]
states = _tables["engagement_partner_state"]
spokes = _tables["spokes"]
strategic_lines = _tables["strategic_line"]
targets = _tables["referral_target"]
topic_lines = _tables["topic_strategic_line"]
topics = _tables["topic"]

_LOCKED_COLUMNS = {lock.table: frozenset(lock.columns) for lock in LOCKS}

_FEW = 3000  # ids that go along as values; engines bound how many values a statement may have

R = TypeVar("R", bound=Record)


def alive(*tables: FromClause) -> ColumnElement[bool]:
    """Rows that are not deleted."""
    return and_(*(table.c.deleted_in.is_(None) for table in tables))


def valid_on(table: FromClause, day: date) -> ColumnElement[bool]:
    """Rows whose from–to, both ends included and each perhaps open, holds ``day``."""
    return and_(
        or_(table.c.valid_from.is_(None), table.c.valid_from <= day),
        or_(table.c.valid_to.is_(None), table.c.valid_to >= day),
    )


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """A folded column that holds the words, whatever their case and accents."""
    return column.contains(fold(text), autoescape=True)


def few_or_all(session: Session, wanted: Select[Any]) -> Select[Any]:
    """The same selection of item ids, looked up once when there are few of them and several queries follow."""
    ids = list(session.execute(wanted.limit(_FEW + 1)).scalars())
    return wanted if len(ids) > _FEW else select(items.c.id).where(items.c.id.in_(ids))


def refuse_locked(
    session: Session, meeting_id: UUID, table: str, names: frozenset[str] | None = None
) -> None:
    """Raise ``LockedError("minutes_locked")`` where approved minutes hold what is to be written.

    ``names`` are the columns that change; without them the whole row is meant.
    """
    columns = _LOCKED_COLUMNS[table]
    if columns and names is not None and not names & columns:
        return
    meeting = session.get(Meeting, meeting_id)
    if meeting is not None and meeting.locked:
        raise LockedError("minutes_locked")


def keep(work: Work, table: type[R], record_id: UUID, values: dict[str, Any]) -> R:
    """The record with an id from its natural key: made, changed, or brought back as new where it was deleted."""
    record = work.session.get(table, record_id)
    if record is None:
        return work.add(table(id=record_id, **values))
    fresh = values if record.deleted_in is None else _whole(table(id=record_id, **values))
    record.deleted_in = None
    for name, value in fresh.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    return work.add(record)


def put(work: Work, record: Record, fields: type[SQLModel], values: Mapping[str, Any]) -> None:
    """Set some fields of a record, checked as the editors' fields are; raises ``InvalidValueError``."""
    current = {name: getattr(record, name) for name in fields.model_fields}
    clean = validated(fields, {**current, **values})
    for name in values:
        setattr(record, name, clean[name])
    work.add(record)


def _whole(record: Record) -> dict[str, Any]:
    own = {"id", "revision", "deleted_in"}
    return {name: getattr(record, name) for name in type(record).model_fields if name not in own}
