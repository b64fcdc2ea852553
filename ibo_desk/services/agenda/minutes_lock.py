"""The lock that approved minutes put on their meeting, inside a unit of work."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, Meeting, MinutesVersion
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState, MinutesState, took_place
from ibo_desk.domain.names import display_name
from ibo_desk.services.base.tables import alive, minutes_versions
from ibo_desk.services.words.format import meeting_title


def meeting_name(session: Session, meeting: Meeting) -> str:
    """ "IBO 2026-3"."""
    body = session.get(Body, meeting.body_id)
    assert body is not None
    return meeting_title(display_name(body.short_name, body.name), meeting.on, meeting.number)


def versions_of(work: Work, meeting_id: UUID) -> list[MinutesVersion]:
    """All versions of a meeting's minutes, from old to new."""
    query = select(MinutesVersion).where(minutes_versions.c.meeting_id == meeting_id, alive(minutes_versions))
    return list(work.session.execute(query.order_by(minutes_versions.c.number)).scalars())


def replace_versions(work: Work, meeting_id: UUID, reason: str = "") -> int:
    """Set all versions of the minutes to replaced; returns the next number."""
    there = versions_of(work, meeting_id)
    for version in there:
        if version.state is not MinutesState.REPLACED:
            version.state = MinutesState.REPLACED
            version.reason = reason or version.reason
            work.add(version)
    return there[-1].number + 1 if there else 1


def lock_minutes(
    work: Work,
    meeting: Meeting,
    content_json: str,
    content_hash: str,
    approved_on: date,
    mode: ApprovalMode | None = None,
) -> MinutesVersion:
    """A new version that is approved, in place of those before it; the meeting is closed and locked.

    Raises ``RuleError("meeting_not_held")``, ``LockedError`` where they were approved already.
    """
    if not took_place(meeting.state):
        raise RuleError("meeting_not_held", day=meeting.on)
    if meeting.locked:
        raise LockedError("minutes_locked")
    version = work.add(
        MinutesVersion(
            meeting_id=meeting.id,
            number=replace_versions(work, meeting.id),
            state=MinutesState.APPROVED,
            content=content_json,
            content_hash=content_hash,
            made_at=work.clock.now(),
            approved_on=approved_on,
            approval_mode=mode,
        )
    )
    # What was written before must be there when the lock falls; the lock itself comes last.
    work.session.flush()
    meeting.locked = True
    meeting.state = MeetingState.CLOSED
    work.add(meeting)
    return version


def unlock_minutes(work: Work, meeting: Meeting, reason: str) -> None:
    """Open approved minutes for a correction; what was approved stays as a replaced version with the reason.

    Raises ``RuleError("unlock_without_reason")`` or ``("minutes_not_approved")``.
    """
    if not reason.strip():
        raise RuleError("unlock_without_reason")
    if not meeting.locked:
        raise RuleError("minutes_not_approved", day=meeting.on)
    replace_versions(work, meeting.id, reason.strip())
    meeting.locked = False
    meeting.state = MeetingState.HELD
    work.add(meeting)
