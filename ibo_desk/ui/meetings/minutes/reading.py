"""What the view of the minutes shows, read in one go on the store thread."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.meetings import MinutesState, took_place
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.services.minutes.minutes import ReceivedRow, RemarkRow, VersionRow

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.papers import Outdated


@dataclass(frozen=True)
class ApprovalItem:
    """The item at a later meeting that approves these minutes."""

    item_id: UUID
    number: str
    meeting: str
    treated: bool


@dataclass(frozen=True)
class MinutesFile:
    """The minutes of a meeting; of a body with its own secretariat only what was received."""

    meeting: MeetingRow
    versions: tuple[VersionRow, ...]
    findings: tuple[FindingRow, ...]
    remarks: tuple[RemarkRow, ...]
    outdated: "tuple[Outdated, ...]"
    unknown_texts: "tuple[Outdated, ...]"
    received: tuple[ReceivedRow, ...]
    mode: ApprovalMode
    days: int | None
    approval: ApprovalItem | None
    partners: tuple[tuple[UUID, str], ...]

    @property
    def current(self) -> VersionRow | None:
        """The newest version: a draft, what was submitted, or what was approved."""
        return self.versions[0] if self.versions else None

    @property
    def state(self) -> MinutesState | None:
        return self.current.state if self.current else None

    @property
    def silent_from(self) -> date | None:
        """The day after the body's own term for silent approval; None where it does not approve so."""
        current = self.current
        if self.mode is not ApprovalMode.SILENT or self.days is None or current is None:
            return None
        return current.submitted_on + timedelta(days=self.days + 1) if current.submitted_on else None

    @property
    def took_place(self) -> bool:
        return took_place(self.meeting.state)


def read_minutes(app: "App", meeting_id: UUID) -> MinutesFile:
    """Raises ``NotFoundError`` when the meeting is gone."""
    meeting = app.meetings.row(meeting_id)
    rules = app.bodies.rules(meeting.body_id)
    own = not meeting.external_secretariat
    held = took_place(meeting.state)
    outdated, unknown_texts = app.papers.delivered_notes(meeting_id) if held else ([], [])
    return MinutesFile(
        meeting=meeting,
        versions=tuple(app.minutes.versions(meeting_id)),
        findings=tuple(app.minutes_check.findings(meeting_id)) if own and not meeting.locked else (),
        remarks=tuple(app.minutes.remarks(meeting_id)),
        outdated=tuple(outdated),
        unknown_texts=tuple(unknown_texts),
        received=() if own else tuple(app.minutes.received(meeting_id)),
        mode=rules.approval_mode if rules else ApprovalMode.UNKNOWN,
        days=rules.approval_days if rules else None,
        approval=_approval_item(app, meeting_id) if own and held else None,
        partners=tuple(
            (organisation.id, organisation.name)
            for organisation in sorted(app.organisations.listing(), key=lambda row: row.name)
        ),
    )


def _approval_item(app: "App", meeting_id: UUID) -> ApprovalItem | None:
    """The item of a later meeting that is about these minutes."""
    at = app.minutes.approved_at(meeting_id)
    if at is None:
        return None
    item = app.agenda.item(at.item_id)
    return ApprovalItem(item.id, item.number, item.meeting, item.treatment is Treatment.TREATED)
