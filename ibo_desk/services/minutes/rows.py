"""Versions of minutes, remarks on them and what is attached, as rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlmodel import Session

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.meetings import MinutesState
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import alive, minutes_remarks, minutes_versions, organisations


@dataclass(frozen=True)
class VersionRow:
    """One version of the minutes of a meeting; ``reason`` is why approved ones were opened again."""

    id: UUID
    revision: UUID | None
    meeting_id: UUID
    number: int
    state: MinutesState
    content_hash: str
    made_at: datetime
    submitted_on: date | None
    approved_on: date | None
    approval_mode: ApprovalMode | None
    reason: str
    remarks: int
    open_remarks: int


@dataclass(frozen=True)
class RemarkRow:
    """What a partner says of a version that is not approved; ``dealt_with`` is empty while it is open."""

    id: UUID
    revision: UUID | None
    version_id: UUID
    version: int
    organisation_id: UUID
    organisation: str
    text: str
    audience: Audience
    dealt_with: str


@dataclass(frozen=True)
class SilentRow:
    """Submitted minutes of a body that approves in silence: after ``ends_on`` they may be approved so."""

    version_id: UUID
    meeting_id: UUID
    meeting: str
    submitted_on: date
    ends_on: date
    open_remarks: int


@dataclass(frozen=True)
class ApprovalRow:
    """The minutes that an approval item is about; ``version_id`` is what was submitted, None where nothing was."""

    meeting_id: UUID
    meeting: str
    on: date
    version_id: UUID | None
    locked: bool


@dataclass(frozen=True)
class ReceivedRow:
    """Minutes as another secretariat sent them."""

    id: UUID
    meeting_id: UUID
    file_name: str
    sha256: str
    size: int
    attached_at: datetime | None


def read_versions(session: Session, *conditions: ColumnElement[bool]) -> list[VersionRow]:
    """Versions from new to old."""
    own = (
        "id", "revision", "meeting_id", "number", "state", "content_hash", "made_at", "submitted_on", "approved_on",
        "approval_mode", "reason",
    )  # fmt: skip
    query = (
        select(
            *(minutes_versions.c[name] for name in own),
            remark_count().label("remarks"),
            remark_count(minutes_remarks.c.dealt_with == "").label("open_remarks"),
        )
        .where(alive(minutes_versions), *conditions)
        .order_by(minutes_versions.c.number.desc())
    )
    return [VersionRow(**row) for row in session.execute(query).mappings()]


def remark_count(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many remarks a version has, for use inside a query on versions."""
    return (
        select(func.count())
        .where(minutes_remarks.c.version_id == minutes_versions.c.id, alive(minutes_remarks), *conditions)
        .correlate(minutes_versions)
        .scalar_subquery()
    )


def read_remarks(session: Session, meeting_id: UUID) -> list[RemarkRow]:
    """The remarks on all versions of a meeting's minutes: those on the newest first, then by partner."""
    own = ("id", "revision", "version_id", "organisation_id", "text", "audience", "dealt_with")
    query = (
        select(
            *(minutes_remarks.c[name] for name in own),
            minutes_versions.c.number.label("version"),
            name_shown(organisations).label("organisation"),
        )
        .join(minutes_versions, minutes_versions.c.id == minutes_remarks.c.version_id)
        .join(organisations, organisations.c.id == minutes_remarks.c.organisation_id)
        .where(minutes_versions.c.meeting_id == meeting_id, alive(minutes_remarks, minutes_versions))
        .order_by(minutes_versions.c.number.desc(), organisations.c.name_folded, minutes_remarks.c.id)
    )
    return [RemarkRow(**row) for row in session.execute(query).mappings()]
