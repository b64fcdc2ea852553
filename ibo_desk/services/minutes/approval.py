"""By which rule minutes become final: at the next meeting, in writing, or silently after the body's own term."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, BodyRules, Meeting, MinutesVersion, metadata
from ibo_desk.domain.bodies import ApprovalMode, ItemType, Outcome, check_item_type
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import AHEAD, MeetingState, MinutesState
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.standing import approved_meeting as approval_of
from ibo_desk.services.agenda.standing import approved_meetings
from ibo_desk.services.agenda.writing import permissions_of
from ibo_desk.services.base.tables import alive, bodies, items, meetings, minutes_remarks, minutes_versions
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.minutes.rows import SilentRow, remark_count
from ibo_desk.services.words.format import day, meeting_title

rules = metadata.tables["body_rules"]


def check_approval(
    work: Work, meeting: Meeting, version: MinutesVersion, how: ApprovalMode, on: date
) -> None:
    """Raise ``RuleError`` unless these minutes may be approved in this way on this day."""
    if version.state is not MinutesState.SUBMITTED or version.submitted_on is None:
        raise RuleError("minutes_not_submitted", meeting=meeting_name(work.session, meeting))
    own = _rules(work.session, meeting.body_id)
    mode = own.approval_mode if own else ApprovalMode.UNKNOWN
    if how is ApprovalMode.UNKNOWN or mode not in {ApprovalMode.UNKNOWN, how}:
        raise RuleError("approval_by_other_rule", mode=mode, how=how)
    if how is ApprovalMode.NEXT_MEETING and not _approved_at_meeting(work.session, meeting):
        raise RuleError("approval_item_open", meeting=meeting_name(work.session, meeting))
    if how is ApprovalMode.SILENT:
        _check_silent(work, version, own.approval_days if own else None, on)


def _check_silent(work: Work, version: MinutesVersion, days: int | None, on: date) -> None:
    if days is None:
        raise RuleError("silent_term_unknown")
    assert version.submitted_on is not None
    ends_on = version.submitted_on + timedelta(days=days)
    if on <= ends_on:
        raise RuleError("silent_term_running", until=ends_on)
    query = select(minutes_remarks.c.id).where(
        minutes_remarks.c.version_id == version.id, minutes_remarks.c.dealt_with == "", alive(minutes_remarks)
    )
    if work.session.execute(query.limit(1)).first():
        raise RuleError("remarks_open")


def conclude_approval(work: Work, item: AgendaItem, approved: Meeting, text: str) -> None:
    """The item's meeting approves the minutes of an earlier one; without a text of its own a stock sentence says so."""
    refuse_locked(work.session, item.meeting_id, "agenda_item")
    meeting = work.get(Meeting, item.meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        raise RuleError("meeting_cancelled", day=meeting.on)
    body = work.get(Body, item.body_id)
    allowed = permissions_of(work.session, item.body_id)
    item.outcome = check_item_type(allowed, body.name, item.item_type, item.transport_layer)
    stock = _("The minutes of {day} are approved.").format(day=day(approved.on))
    item.conclusion = text.strip() or item.conclusion or stock
    item.treatment = Treatment.TREATED
    item.approves_id = approved.id
    work.add(item)
    work.session.flush()


def drop_approval_items(work: Work, meeting: Meeting) -> None:
    """Minutes approved otherwise need no item any more: it leaves a draft agenda, and is withdrawn from one that was
    sent, so that who has that agenda sees what became of it.
    """
    query = (
        select(AgendaItem, meetings.c.state)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.body_id == meeting.body_id,
            items.c.item_type == ItemType.MINUTES_APPROVAL,
            items.c.treatment == Treatment.OPEN,
            meetings.c.state.in_(AHEAD),
            alive(items, meetings),
        )
    )
    there = [(item, state) for item, state in work.session.execute(query)]
    approves = approved_meetings(work.session, [item for item, _state in there])
    for item, state in there:
        if approves.get(item.id) != meeting.id:
            continue
        if state is MeetingState.PLANNED:
            work.delete(item)
        else:
            item.treatment = Treatment.WITHDRAWN
            work.add(item)


def silent_versions(session: Session, today: date) -> list[SilentRow]:
    """Submitted minutes whose body approves silently after a term of its own that is over."""
    query = (
        select(
            minutes_versions.c.id,
            minutes_versions.c.submitted_on,
            minutes_versions.c.meeting_id,
            meetings.c.on,
            meetings.c.number,
            func.coalesce(func.nullif(bodies.c.short_name, ""), bodies.c.name).label("body"),
            rules.c.approval_days,
            remark_count(minutes_remarks.c.dealt_with == "").label("open_remarks"),
        )
        .join(meetings, meetings.c.id == minutes_versions.c.meeting_id)
        .join(bodies, bodies.c.id == meetings.c.body_id)
        .join(rules, rules.c.body_id == meetings.c.body_id)
        .where(
            minutes_versions.c.state == MinutesState.SUBMITTED,
            minutes_versions.c.submitted_on.is_not(None),
            rules.c.approval_mode == ApprovalMode.SILENT,
            rules.c.approval_days.is_not(None),
            alive(minutes_versions, meetings, rules),
        )
        .order_by(minutes_versions.c.submitted_on, minutes_versions.c.id)
    )
    versions = []
    for row in session.execute(query):
        ends_on = row.submitted_on + timedelta(days=row.approval_days)
        if ends_on < today:
            name = meeting_title(row.body, row.on, row.number)
            versions.append(
                SilentRow(row.id, row.meeting_id, name, row.submitted_on, ends_on, row.open_remarks)
            )
    return versions


def _rules(session: Session, body_id: UUID) -> BodyRules | None:
    query = select(BodyRules).where(rules.c.body_id == body_id, alive(rules))
    return session.execute(query).scalars().first()


@dataclass(frozen=True)
class ApprovedAt:
    """The item of a later meeting that is about the minutes of an earlier one; ``concluded`` once it approved them."""

    item_id: UUID
    meeting_id: UUID
    on: date
    concluded: bool


def approved_at(session: Session, meeting: Meeting) -> ApprovedAt | None:
    """The item at which the minutes of a meeting are approved: one that did so, else the first that will."""
    query = (
        select(AgendaItem, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.body_id == meeting.body_id,
            items.c.item_type == ItemType.MINUTES_APPROVAL,
            items.c.treatment != Treatment.WITHDRAWN,
            items.c.meeting_id != meeting.id,
            meetings.c.on >= meeting.on,
            meetings.c.state != MeetingState.CANCELLED,
            alive(items, meetings),
        )
        .order_by(meetings.c.on, items.c.id)
    )
    there = [(item, on) for item, on in session.execute(query)]
    approves = approved_meetings(session, [item for item, _on in there])
    own = [
        ApprovedAt(item.id, item.meeting_id, on, item.outcome is Outcome.APPROVED)
        for item, on in there
        if approves.get(item.id) == meeting.id
    ]
    return next((approval for approval in own if approval.concluded), own[0] if own else None)


def approved_at_meetings(session: Session, day: date) -> frozenset[UUID]:
    """The meetings whose minutes an item of a later one had approved by the end of a day, unless opened again."""
    query = (
        select(AgendaItem)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.item_type == ItemType.MINUTES_APPROVAL,
            items.c.outcome == Outcome.APPROVED,
            items.c.treatment != Treatment.WITHDRAWN,
            meetings.c.on <= day,
            meetings.c.state != MeetingState.CANCELLED,
            alive(items, meetings),
        )
    )
    approving = list(session.execute(query).scalars())
    opened_again = (
        select(meetings.c.id)
        .join(minutes_versions, minutes_versions.c.meeting_id == meetings.c.id)
        .where(
            meetings.c.locked.is_(False), minutes_versions.c.approved_on.is_not(None), alive(minutes_versions)
        )
    )
    return frozenset(approved_meetings(session, approving).values()) - set(
        session.execute(opened_again).scalars()
    )


def _approved_at_meeting(session: Session, meeting: Meeting) -> bool:
    """Whether a later meeting of the body concluded an item that approves these minutes."""
    there = approved_at(session, meeting)
    return there is not None and there.concluded


__all__ = [
    "ApprovedAt",
    "approval_of",
    "approved_at",
    "approved_at_meetings",
    "check_approval",
    "conclude_approval",
    "drop_approval_items",
    "silent_versions",
]
