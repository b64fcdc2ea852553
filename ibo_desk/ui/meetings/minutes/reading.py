"""What the view of the minutes shows, read in one go on the store thread, and what its buttons write."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.meetings import TOOK_PLACE, MinutesState
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
        return self.meeting.state in TOOK_PLACE


def read_minutes(app: "App", meeting_id: UUID) -> MinutesFile:
    """Raises ``NotFoundError`` when the meeting is gone."""
    meeting = app.meetings.row(meeting_id)
    rules = app.bodies.rules(meeting.body_id)
    own = not meeting.external_secretariat
    took_place = meeting.state in TOOK_PLACE
    outdated, unknown_texts = app.papers.delivered_notes(meeting_id) if took_place else ([], [])
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
        approval=_approval_item(app, meeting) if own and took_place else None,
        partners=tuple(
            (one.id, one.name) for one in sorted(app.organisations.listing(), key=lambda row: row.name)
        ),
    )


def _approval_item(app: "App", meeting: MeetingRow) -> ApprovalItem | None:
    """The item of a later meeting that is about these minutes."""
    there = app.minutes.approved_at(meeting.id)
    if there is None:
        return None
    item = app.agenda.item(there.item_id)
    return ApprovalItem(item.id, item.number, item.meeting, item.treatment is Treatment.TREATED)


def draft(app: "App", meeting_id: UUID) -> UUID:
    """Keep what is written now as the draft."""
    with app.store.alone():
        content = app.papers.preview("minutes", meeting_id=meeting_id)
        return app.minutes.draft(meeting_id, to_json(content), digest(content))


def submit(app: "App", meeting_id: UUID) -> UUID:
    """Put the minutes, as they are written now, before the partners."""
    with app.store.alone():
        content = app.papers.preview("minutes", meeting_id=meeting_id)
        return app.minutes.submit(meeting_id, to_json(content), digest(content), app.clock.today())


def approve(app: "App", meeting_id: UUID, version_id: UUID, how: ApprovalMode) -> UUID:
    """Approve today by the body's rule; at a meeting: on the day of that meeting, once its item was concluded."""
    with app.store.alone():
        on = app.clock.today()
        item = _approval_item(app, app.meetings.row(meeting_id)) if how is ApprovalMode.NEXT_MEETING else None
        if item is not None:
            on = app.agenda.item(item.item_id).meeting_on
        content = app.papers.minutes_to_approve(meeting_id, on, how)
        return app.minutes.approve(version_id, on, how, to_json(content), digest(content))


def conclude(app: "App", item_id: UUID, text: str) -> None:
    """Record the conclusion of an item; that of an approval item approves the minutes that were submitted."""
    with app.store.alone():
        item = app.agenda.item(item_id)
        about = app.minutes.approval(item_id) if item.item_type is ItemType.MINUTES_APPROVAL else None
        if about is None or about.locked or about.version_id is None:
            app.agenda.conclude(item_id, text)
            return
        content = app.papers.minutes_to_approve(about.meeting_id, item.meeting_on, ApprovalMode.NEXT_MEETING)
        app.minutes.approve_at(item_id, to_json(content), digest(content), text)
