"""Reading regional actions: each list in a handful of queries, whatever its length."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from ibo_desk.data.tables import (
    ActionLink,
    ActionPartner,
    ActionStrategicLine,
    AgendaItem,
    Body,
    Engagement,
    EngagementPartner,
    Evaluation,
    Funding,
    Indicator,
    Measurement,
    Meeting,
    Milestone,
    Organisation,
    Person,
    ProgressNote,
    RegionalAction,
    StrategicLine,
    Topic,
)
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.organisations import LOCAL, OrganisationKind
from ibo_desk.services.actions.rows import (
    ActionPartnerRow,
    ActionRow,
    Dossier,
    EvaluationRow,
    FundingRow,
    IndicatorRow,
    LinkRow,
    MeasurementRow,
    MilestoneRow,
    NoteRow,
    StoryLine,
)

Partners = dict[UUID, list[tuple[ActionPartner, str, OrganisationKind]]]


def rows(session: Session, ids: Iterable[UUID] | None = None, text: str = "") -> list[ActionRow]:
    """The actions in the order of the region; some of them, or those whose text or number holds all the words."""
    wanted = (
        select(RegionalAction, Person.name)
        .join(Person, col(Person.id) == RegionalAction.coordinator_id, isouter=True)
        .where(col(RegionalAction.deleted_in).is_(None))
        .order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
    )
    if ids is not None:
        wanted = wanted.where(col(RegionalAction.id).in_(list(ids)))
    found = [(one, coordinator or "") for one, coordinator in session.exec(wanted)]
    words = fold(text).split()
    if words:
        found = [(one, who) for one, who in found if _holds(one, words)]
    shown = [one.id for one, _who in found]
    lines, partners = _lines(session, shown), partners_of(session, shown)
    engagements, notes = _open_engagements(session, shown), _latest_notes(session, shown)
    return [
        _row(one, who, lines[one.id], partners[one.id], engagements.get(one.id, 0), notes.get(one.id))
        for one, who in found
    ]


def _holds(one: RegionalAction, words: list[str]) -> bool:
    text = fold(f"{one.number} {one.title} {one.short_title} {one.summary}")
    return all(word in text for word in words)


def _row(
    one: RegionalAction,
    coordinator: str,
    lines: list[StrategicLine],
    partners: list[tuple[ActionPartner, str, OrganisationKind]],
    open_engagements: int,
    note: ProgressNote | None,
) -> ActionRow:
    return ActionRow(
        id=one.id,
        revision=one.revision,
        number=one.number,
        title=one.title,
        short_title=one.short_title,
        state=one.state,
        lines=tuple(line.name for line in lines),
        leads=_names(partners, PartnerRole.LEAD),
        partners=_names(partners, PartnerRole.PARTNER),
        coordinator=coordinator or ", ".join(_names(partners, PartnerRole.COORDINATOR)),
        coordinator_id=one.coordinator_id,
        summary=one.summary,
        next_step=one.next_step,
        next_step_on=one.next_step_on,
        public_progress=one.public_progress,
        public_progress_on=one.public_progress_on,
        origin=one.origin,
        added_on=one.added_on,
        added_reason=one.added_reason,
        open_engagements=open_engagements,
        latest_note=note.text if note else "",
        latest_note_on=note.on if note else None,
        warnings=_warnings(lines, partners),
        line_ids=tuple(line.id for line in lines),
    )


def _names(partners: list[tuple[ActionPartner, str, OrganisationKind]], role: PartnerRole) -> tuple[str, ...]:
    return tuple(name for partner, name, _kind in partners if partner.role is role)


def _warnings(
    lines: list[StrategicLine], partners: list[tuple[ActionPartner, str, OrganisationKind]]
) -> tuple[str, ...]:
    """What an action needs: a line (R2), a local and a supralocal partner (R6). A warning, never a refusal."""
    kinds = {kind for partner, _name, kind in partners if partner.role is not PartnerRole.COORDINATOR}
    missing = {
        "no_line": not lines,
        "no_local_partner": not kinds & LOCAL,
        "no_supralocal_partner": not kinds - LOCAL,
    }
    return tuple(code for code, lacks in missing.items() if lacks)


def partners_of(session: Session, ids: list[UUID]) -> Partners:
    """The partners of some actions with name and kind, by name."""
    out: Partners = defaultdict(list)
    wanted = (
        select(ActionPartner, Organisation.name, Organisation.kind)
        .join(Organisation, col(Organisation.id) == ActionPartner.organisation_id)
        .where(col(ActionPartner.action_id).in_(ids), col(ActionPartner.deleted_in).is_(None))
        .order_by(col(Organisation.name_folded), col(ActionPartner.id))
    )
    for partner, name, kind in session.exec(wanted):
        out[partner.action_id].append((partner, name, OrganisationKind(kind)))
    return out


def _lines(session: Session, ids: list[UUID]) -> dict[UUID, list[StrategicLine]]:
    out: dict[UUID, list[StrategicLine]] = defaultdict(list)
    wanted = (
        select(ActionStrategicLine.action_id, StrategicLine)
        .join(StrategicLine, col(StrategicLine.id) == ActionStrategicLine.line_id)
        .where(col(ActionStrategicLine.action_id).in_(ids), col(ActionStrategicLine.deleted_in).is_(None))
        .where(col(StrategicLine.deleted_in).is_(None))
        .order_by(col(StrategicLine.order_key))
    )
    for action_id, line in session.exec(wanted):
        out[action_id].append(line)
    return out


def _open_engagements(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    """How many engagements of each action have a share that is still open."""
    wanted: Any = (
        select(Engagement.action_id, func.count(func.distinct(Engagement.id)))
        .join(EngagementPartner, col(EngagementPartner.engagement_id) == Engagement.id)
        .where(col(Engagement.action_id).in_(ids), col(Engagement.deleted_in).is_(None))
        .where(
            col(EngagementPartner.deleted_in).is_(None), col(EngagementPartner.state).in_(list(OPEN_STATES))
        )
        .group_by(col(Engagement.action_id))
    )
    return {action_id: count for action_id, count in session.exec(wanted) if action_id}


def _latest_notes(session: Session, ids: list[UUID]) -> dict[UUID, ProgressNote]:
    wanted = (
        select(ProgressNote)
        .where(col(ProgressNote.action_id).in_(ids), col(ProgressNote.deleted_in).is_(None))
        .order_by(col(ProgressNote.on), col(ProgressNote.id))
    )
    return {one.action_id: one for one in session.exec(wanted)}


def dossier(session: Session, row: ActionRow) -> Dossier:
    """The whole file of one action."""
    return Dossier(
        row=row,
        partners=tuple(
            ActionPartnerRow(one.id, one.organisation_id, name, one.role)
            for one, name, _kind in partners_of(session, [row.id])[row.id]
        ),
        notes=tuple(_note(one) for one in _of(session, ProgressNote, row.id, col(ProgressNote.on).desc())),
        milestones=_milestones(session, row.id),
        indicators=_indicators(session, row.id),
        evaluations=tuple(
            EvaluationRow(one.id, one.revision, one.action_id, one.body_id, one.on, one.text, one.next_due_on)
            for one in _of(session, Evaluation, row.id, col(Evaluation.on).desc())
        ),
        links=_links(session, row.id),
        funding=_funding(session, row.id),
        story=_story(session, row.id),
    )


def notes_between(session: Session, since: date, until: date) -> list[NoteRow]:
    """The progress notes on all actions from one day to another."""
    wanted = select(ProgressNote).where(
        col(ProgressNote.on).between(since, until), col(ProgressNote.deleted_in).is_(None)
    )
    return [
        _note(one) for one in session.exec(wanted.order_by(col(ProgressNote.on).desc(), col(ProgressNote.id)))
    ]


def _note(one: ProgressNote) -> NoteRow:
    return NoteRow(one.id, one.revision, one.action_id, one.on, one.text, one.author, one.audience)


def _of(session: Session, table: Any, action_id: UUID, *order: Any) -> list[Any]:
    """The live records of an action in one of its own tables."""
    wanted = select(table).where(table.action_id == action_id, col(table.deleted_in).is_(None))
    return list(session.exec(wanted.order_by(*order, col(table.id))))


def _milestones(session: Session, action_id: UUID) -> tuple[MilestoneRow, ...]:
    undated_last = case((col(Milestone.due_on).is_(None), 1), else_=0)
    return tuple(
        MilestoneRow(
            one.id, one.revision, one.action_id, one.title, one.due_on, one.due_phrase, one.reached_on
        )
        for one in _of(session, Milestone, action_id, undated_last, col(Milestone.due_on))
    )


def _indicators(session: Session, action_id: UUID) -> tuple[IndicatorRow, ...]:
    found: list[Indicator] = _of(session, Indicator, action_id)
    values: dict[UUID, list[MeasurementRow]] = defaultdict(list)
    wanted = select(Measurement).where(col(Measurement.indicator_id).in_([one.id for one in found]))
    wanted = wanted.where(col(Measurement.deleted_in).is_(None)).order_by(
        col(Measurement.on), col(Measurement.id)
    )
    for one in session.exec(wanted):
        values[one.indicator_id].append(
            MeasurementRow(one.id, one.revision, one.indicator_id, one.on, one.value_thousandths, one.note)
        )
    return tuple(
        IndicatorRow(one.id, one.revision, one.action_id, one.name, one.unit, tuple(values[one.id]))
        for one in found
    )


def _links(session: Session, action_id: UUID) -> tuple[LinkRow, ...]:
    """A link holds both ways, whichever end it was made from."""
    other = case(
        (col(ActionLink.action_id) == action_id, col(ActionLink.other_id)), else_=col(ActionLink.action_id)
    )
    wanted = (
        select(ActionLink, RegionalAction)
        .join(RegionalAction, col(RegionalAction.id) == other)
        .where(col(ActionLink.deleted_in).is_(None), col(RegionalAction.deleted_in).is_(None))
        .where(or_(col(ActionLink.action_id) == action_id, col(ActionLink.other_id) == action_id))
        .order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
    )
    return tuple(
        LinkRow(link.id, link.revision, far.id, display_name(far.short_title, far.title), link.note)
        for link, far in session.exec(wanted)
    )


def _funding(session: Session, action_id: UUID) -> tuple[FundingRow, ...]:
    wanted = (
        select(Funding, Organisation.name)
        .join(Organisation, col(Organisation.id) == Funding.organisation_id, isouter=True)
        .where(Funding.action_id == action_id, col(Funding.deleted_in).is_(None))
        .order_by(col(Funding.year), col(Funding.id))
    )
    return tuple(
        FundingRow(
            one.id,
            one.revision,
            one.action_id,
            one.organisation_id,
            name or "",
            one.label,
            one.year,
            one.amount_cents,
        )
        for one, name in session.exec(wanted)
    )


def _story(session: Session, action_id: UUID) -> tuple[StoryLine, ...]:
    """Every time a topic of the action stood on an agenda, across all bodies, from old to new."""
    wanted = (
        select(AgendaItem, Meeting, Body)
        .join(Topic, col(Topic.id) == AgendaItem.topic_id)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .join(Body, col(Body.id) == AgendaItem.body_id)
        .where(Topic.action_id == action_id, col(Topic.deleted_in).is_(None))
        .where(col(AgendaItem.deleted_in).is_(None), col(Meeting.deleted_in).is_(None))
        .order_by(col(Meeting.on), col(AgendaItem.order_key))
    )
    return tuple(
        StoryLine(
            meeting.on,
            display_name(body.short_name, body.name),
            item.title,
            item.meeting_id,
            item.id,
            item.outcome,
        )
        for item, meeting, body in session.exec(wanted)
    )
