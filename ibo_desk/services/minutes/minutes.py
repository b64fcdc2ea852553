"""Minutes from draft to approved: versions, remarks, approval by the body's own rules, and opening again (R10)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Meeting,
    MinutesRemark,
    MinutesVersion,
    Organisation,
)
from ibo_desk.data.tables.meetings import MinutesRemarkFields
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.errors import LockedError, NotFoundError, RuleError
from ibo_desk.domain.meetings import MINUTES_TRANSITIONS, NOT_FINAL, MinutesState, took_place
from ibo_desk.domain.names import display_name
from ibo_desk.domain.paper_text import ParagraphChange, compare, paragraphs
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import (
    lock_minutes,
    meeting_name,
    replace_versions,
    unlock_minutes,
    versions_of,
)
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import minutes_versions
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.meetings.returning_items import carry_on
from ibo_desk.services.minutes.approval import (
    ApprovedAt,
    approval_of,
    approved_at,
    approved_at_meetings,
    check_approval,
    conclude_approval,
    drop_approval_items,
)
from ibo_desk.services.minutes.received import ReceivedMinutes
from ibo_desk.services.minutes.rows import (
    ApprovalRow,
    ReceivedRow,
    RemarkRow,
    VersionRow,
    read_remarks,
    read_versions,
)


class Minutes(ReceivedMinutes):
    """The minutes of meetings. Their text comes from the papers, as JSON with its hash; here it is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def versions(self, meeting_id: UUID) -> list[VersionRow]:
        """All versions, the newest first."""
        with self._store.read() as session:
            return read_versions(session, minutes_versions.c.meeting_id == meeting_id)

    def content(self, version_id: UUID) -> str:
        """The stored JSON of a version; raises ``NotFoundError``."""
        with self._store.read() as session:
            version = session.get(MinutesVersion, version_id)
            if version is None or version.deleted_in is not None:
                raise NotFoundError("no_such_record", kind="minutes_version", id=str(version_id))
            return version.content

    def draft(self, meeting_id: UUID, content_json: str, content_hash: str) -> UUID:
        """Keep what is written now as the draft; an earlier draft gets the new text. Returns the version.

        Raises ``RuleError`` "meeting_not_held", "minutes_kept_elsewhere" (the body has its own secretariat) or
        "minutes_submitted" (submit again instead); ``LockedError`` after approval.
        """
        with self._store.write("") as work:
            meeting = _open_meeting(work, meeting_id)
            current = _current(work, meeting_id)
            if current is not None and current.state is MinutesState.SUBMITTED:
                raise RuleError("minutes_submitted", meeting=meeting_name(work.session, meeting))
            version = current or _new(work, meeting_id)
            _write(work, version, content_json, content_hash)
            work.entry.label = _("Draft minutes of {meeting}, version {number}").format(
                meeting=meeting_name(work.session, meeting), number=version.number
            )
            return version.id

    def submit(self, meeting_id: UUID, content_json: str, content_hash: str, on: date) -> UUID:
        """Put the minutes before the partners; submitting again gives a new version in place of the last one.

        Raises like ``draft``.
        """
        with self._store.write("") as work:
            meeting = _open_meeting(work, meeting_id)
            current = _current(work, meeting_id)
            if current is None or current.state is MinutesState.SUBMITTED:
                current = _new(work, meeting_id)
            check_transition(MINUTES_TRANSITIONS, current.state, MinutesState.SUBMITTED)
            current.state, current.submitted_on = MinutesState.SUBMITTED, on
            _write(work, current, content_json, content_hash)
            work.entry.label = _("Minutes of {meeting} submitted, version {number}").format(
                meeting=meeting_name(work.session, meeting), number=current.number
            )
            return current.id

    def approve(
        self, version_id: UUID, on: date, how: ApprovalMode, content_json: str, content_hash: str
    ) -> UUID:
        """Approve what was submitted, by the body's rules; the text with "approved on …" becomes the locked version.

        ``how`` is next_meeting (an approval item at a later meeting was concluded), in_writing, or silent (the body's
        own term is over and no remark is open). Raises ``RuleError``: "minutes_not_submitted",
        "approval_by_other_rule", "approval_item_open", "silent_term_unknown", "silent_term_running",
        "remarks_open"; ``LockedError``. The next agenda is brought up to date. Returns the approved version.
        """
        with self._store.write("") as work:
            version = work.get(MinutesVersion, version_id)
            meeting = work.get(Meeting, version.meeting_id)
            if meeting.locked:
                raise LockedError("minutes_locked")
            check_approval(work, meeting, version, how, on)
            drop_approval_items(work, meeting)
            return _approve(work, meeting, version, on, how, content_json, content_hash)

    def approve_at(self, item_id: UUID, content_json: str, content_hash: str, text: str = "") -> UUID:
        """Conclude the approval item and approve the minutes it is about, on the day of its meeting.

        ``approval(item_id)`` says which; their text comes from ``papers.minutes_to_approve(meeting_id, on)``.
        Raises like ``approve`` and ``Agenda.conclude``, and ``RuleError("not_an_approval_item")``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            meeting_id = approval_of(work.session, item)
            if meeting_id is None:
                raise RuleError("not_an_approval_item", title=item.title)
            meeting = work.get(Meeting, meeting_id)
            if meeting.locked:
                raise LockedError("minutes_locked")
            current = _current(work, meeting_id)
            if current is None:
                raise RuleError("minutes_not_submitted", meeting=meeting_name(work.session, meeting))
            on = work.get(Meeting, item.meeting_id).on
            conclude_approval(work, item, meeting, text)
            check_approval(work, meeting, current, ApprovalMode.NEXT_MEETING, on)
            return _approve(work, meeting, current, on, ApprovalMode.NEXT_MEETING, content_json, content_hash)

    def approval(self, item_id: UUID) -> ApprovalRow | None:
        """Which minutes an approval item is about; None for another item, or where there is no earlier meeting."""
        with self._store.read() as session:
            item = session.get(AgendaItem, item_id)
            meeting_id = approval_of(session, item) if item else None
            meeting = session.get(Meeting, meeting_id) if meeting_id else None
            if meeting is None:
                return None
            submitted = minutes_versions.c.state == MinutesState.SUBMITTED
            versions = read_versions(session, minutes_versions.c.meeting_id == meeting_id, submitted)
            name = meeting_name(session, meeting)
            return ApprovalRow(
                meeting.id, name, meeting.on, versions[0].id if versions else None, meeting.locked
            )

    def approved_at(self, meeting_id: UUID) -> ApprovedAt | None:
        """The item of a later meeting that approves these minutes; None where there is none yet.

        Minutes that were opened again for a correction are not approved, whatever a meeting said of them before.
        """
        with self._store.read() as session:
            meeting = session.get(Meeting, meeting_id)
            there = approved_at(session, meeting) if meeting is not None else None
            if there is None or meeting is None or meeting.locked:
                return there
            before = minutes_versions.c.approved_on.is_not(None)
            opened_again = read_versions(session, minutes_versions.c.meeting_id == meeting_id, before)
            return replace(there, concluded=False) if opened_again else there

    def approved_at_meetings(self, day: date) -> frozenset[UUID]:
        """The meetings whose minutes a later one had approved by the end of a day, also where none were kept."""
        with self._store.read() as session:
            return approved_at_meetings(session, day)

    def reopen(self, meeting_id: UUID, reason: str) -> UUID:
        """Open approved minutes with a reason; a new draft begins with the text that was approved.

        Raises ``RuleError("unlock_without_reason")`` or ``("minutes_not_approved")``. The next agenda is brought up
        to date. Returns the new version.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            unlock_minutes(work, meeting, reason)
            work.session.flush()
            approved = next(
                version for version in reversed(versions_of(work, meeting_id)) if version.approved_on
            )
            version = _new(work, meeting_id)
            version.reason = reason.strip()[:500]
            _write(work, version, approved.content, approved.content_hash)
            work.session.flush()
            carry_on(work, meeting)
            work.entry.label = _("Minutes of {meeting} opened for a correction").format(
                meeting=meeting_name(work.session, meeting)
            )
            return version.id

    def remark(
        self,
        version_id: UUID,
        organisation_id: UUID,
        text: str,
        audience: Audience = Audience.PARTICIPANTS,
    ) -> UUID:
        """Note what a partner says of a draft or of submitted minutes.

        Raises ``RuleError("remarks_closed")`` after approval and for a version that was replaced.
        """
        with self._store.write("") as work:
            version = work.get(MinutesVersion, version_id)
            meeting = work.get(Meeting, version.meeting_id)
            if version.state not in NOT_FINAL:
                raise RuleError("remarks_closed", meeting=meeting_name(work.session, meeting))
            organisation = work.get(Organisation, organisation_id)
            values = {
                "version_id": version_id,
                "organisation_id": organisation.id,
                "text": text.strip(),
                "audience": audience,
            }
            work.entry.label = _("Remark of {organisation} on the minutes of {meeting}").format(
                organisation=organisation.name, meeting=meeting_name(work.session, meeting)
            )
            return add(work, RECORD_TYPES["minutes_remark"], values).id

    def remarks(self, meeting_id: UUID) -> list[RemarkRow]:
        """The remarks on all versions, those on the newest first."""
        with self._store.read() as session:
            return read_remarks(session, meeting_id)

    def deal_with(self, remark_id: UUID, text: str) -> None:
        """Say what was done with a remark; empty opens it again."""
        with self._store.write("") as work:
            remark = work.get(MinutesRemark, remark_id)
            set_fields(work, remark, MinutesRemarkFields, {"dealt_with": text.strip()})
            organisation = work.get(Organisation, remark.organisation_id)
            work.entry.label = _("Remark of {organisation} dealt with").format(organisation=organisation.name)

    def differences(self, version_a: UUID, version_b: UUID) -> list[ParagraphChange]:
        """Every paragraph of two versions: same, changed, added or removed from the first to the second."""
        return compare(paragraphs(self.content(version_a)), paragraphs(self.content(version_b)))

    def differences_with(self, version_id: UUID, content_json: str) -> list[ParagraphChange]:
        """What today's text changes to a version, for a look before submitting or approving."""
        return compare(paragraphs(self.content(version_id)), paragraphs(content_json))


def _open_meeting(work: Work, meeting_id: UUID) -> Meeting:
    """The meeting of which minutes may be written here now."""
    meeting = work.get(Meeting, meeting_id)
    body = work.get(Body, meeting.body_id)
    if body.external_secretariat:
        raise RuleError("minutes_kept_elsewhere", body=display_name(body.short_name, body.name))
    if meeting.locked:
        raise LockedError("minutes_locked")
    if not took_place(meeting.state):
        raise RuleError("meeting_not_held", day=meeting.on)
    return meeting


def _current(work: Work, meeting_id: UUID) -> MinutesVersion | None:
    """The version that is not approved and not replaced."""
    return next(
        (version for version in reversed(versions_of(work, meeting_id)) if version.state in NOT_FINAL), None
    )


def _new(work: Work, meeting_id: UUID) -> MinutesVersion:
    number = replace_versions(work, meeting_id)
    return MinutesVersion(meeting_id=meeting_id, number=number, made_at=work.clock.now())


def _write(work: Work, version: MinutesVersion, content_json: str, content_hash: str) -> None:
    version.content, version.content_hash, version.made_at = content_json, content_hash, work.clock.now()
    work.add(version)


def _approve(
    work: Work,
    meeting: Meeting,
    version: MinutesVersion,
    on: date,
    how: ApprovalMode,
    content_json: str,
    content_hash: str,
) -> UUID:
    locked = lock_minutes(work, meeting, content_json, content_hash, on, how)
    locked.submitted_on = version.submitted_on
    work.session.flush()
    carry_on(work, meeting)
    work.entry.label = _("Minutes of {meeting} approved").format(meeting=meeting_name(work.session, meeting))
    return locked.id


def _remark_name(work: Work, remark: MinutesRemark) -> str:
    organisation = work.get(Organisation, remark.organisation_id)
    return _("remark of {organisation}").format(organisation=organisation.name)


RECORD_TYPES = {"minutes_remark": RecordType(MinutesRemark, MinutesRemarkFields, _remark_name)}

__all__ = ["RECORD_TYPES", "ApprovalRow", "Minutes", "ReceivedRow", "RemarkRow", "VersionRow"]
