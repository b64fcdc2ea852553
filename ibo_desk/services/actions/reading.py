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
    Engagement,
    EngagementPartner,
    Organisation,
    Person,
    ProgressNote,
    RegionalAction,
    StrategicLine,
)
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.organisations import LOCAL, OrganisationKind
from ibo_desk.services.actions.burdens import read_burdens
from ibo_desk.services.actions.files import documents_of
from ibo_desk.services.actions.progress import read_progress
from ibo_desk.services.actions.rows import (
    ActionPartnerRow,
    ActionRow,
    Dossier,
    LinkRow,
    NoteRow,
)
from ibo_desk.services.actions.story import story

Partners = dict[UUID, list[tuple[ActionPartner, str, OrganisationKind]]]


def rows(session: Session, ids: Iterable[UUID] | None = None, text: str = "") -> list[ActionRow]:
    """The actions in the order of the region; some of them, or those whose text or number holds all the words."""
    query: Any = (
        select(RegionalAction, Person.name, _open_engagements())
        .join(Person, col(Person.id) == RegionalAction.coordinator_id, isouter=True)
        .where(col(RegionalAction.deleted_in).is_(None))
        .order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
    )
    if ids is not None:
        query = query.where(col(RegionalAction.id).in_(list(ids)))
    words = fold(text).split()
    read = [row for row in session.exec(query) if not words or _holds(row[0], words)]
    shown = [action.id for action, _who, _open in read]
    lines, partners, notes = (
        _lines(session, shown),
        partners_of(session, shown),
        _latest_notes(session, shown),
    )
    return [
        _row(
            action,
            who or "",
            lines[action.id],
            partners[action.id],
            open_engagements,
            notes.get(action.id),
        )
        for action, who, open_engagements in read
    ]


def _holds(action: RegionalAction, words: list[str]) -> bool:
    text = fold(f"{action.number} {action.title} {action.short_title} {action.summary}")
    return all(word in text for word in words)


def _row(
    action: RegionalAction,
    coordinator: str,
    lines: list[StrategicLine],
    partners: list[tuple[ActionPartner, str, OrganisationKind]],
    open_engagements: int,
    note: ProgressNote | None,
) -> ActionRow:
    return ActionRow(
        id=action.id,
        revision=action.revision,
        number=action.number,
        title=action.title,
        short_title=action.short_title,
        state=action.state,
        lines=tuple(line.name for line in lines),
        leads=_names(partners, PartnerRole.LEAD),
        partners=_names(partners, PartnerRole.PARTNER),
        coordinator=coordinator or ", ".join(_names(partners, PartnerRole.COORDINATOR)),
        coordinator_id=action.coordinator_id,
        summary=action.summary,
        next_step=action.next_step,
        next_step_on=action.next_step_on,
        public_progress=action.public_progress,
        public_progress_on=action.public_progress_on,
        origin=action.origin,
        added_on=action.added_on,
        added_reason=action.added_reason,
        open_engagements=open_engagements,
        latest_note=note.text if note else "",
        latest_note_on=note.on if note else None,
        warnings=_warnings(lines, partners),
        line_ids=tuple(line.id for line in lines),
        stopped_on=action.stopped_on,
        stopped_reason=action.stopped_reason,
        archived_on=action.archived_on,
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
    query = (
        select(ActionPartner, Organisation.name, Organisation.kind)
        .join(Organisation, col(Organisation.id) == ActionPartner.organisation_id)
        .where(col(ActionPartner.action_id).in_(ids), col(ActionPartner.deleted_in).is_(None))
        .order_by(col(Organisation.name_folded), col(ActionPartner.id))
    )
    for partner, name, kind in session.exec(query):
        out[partner.action_id].append((partner, name, OrganisationKind(kind)))
    return out


def _lines(session: Session, ids: list[UUID]) -> dict[UUID, list[StrategicLine]]:
    out: dict[UUID, list[StrategicLine]] = defaultdict(list)
    query = (
        select(ActionStrategicLine.action_id, StrategicLine)
        .join(StrategicLine, col(StrategicLine.id) == ActionStrategicLine.line_id)
        .where(col(ActionStrategicLine.action_id).in_(ids), col(ActionStrategicLine.deleted_in).is_(None))
        .where(col(StrategicLine.deleted_in).is_(None))
        .order_by(col(StrategicLine.order_key))
    )
    for action_id, line in session.exec(query):
        out[action_id].append(line)
    return out


def _open_engagements() -> Any:
    """How many engagements of an action have a share that is still open."""
    running = select(EngagementPartner.engagement_id).where(
        col(EngagementPartner.deleted_in).is_(None), col(EngagementPartner.state).in_(sorted(OPEN_STATES))
    )
    return (
        select(func.count())
        .where(col(Engagement.action_id) == RegionalAction.id, col(Engagement.deleted_in).is_(None))
        .where(col(Engagement.id).in_(running))
        .correlate(RegionalAction)
        .scalar_subquery()
    )


def _latest_notes(session: Session, ids: list[UUID]) -> dict[UUID, ProgressNote]:
    query = (
        select(ProgressNote)
        .where(col(ProgressNote.action_id).in_(ids), col(ProgressNote.deleted_in).is_(None))
        .order_by(col(ProgressNote.on), col(ProgressNote.id))
    )
    return {note.action_id: note for note in session.exec(query)}


def dossier(session: Session, row: ActionRow, today: date) -> Dossier:
    """The whole file of one action."""
    progress = read_progress(session, row.id)
    return Dossier(
        row=row,
        partners=tuple(
            ActionPartnerRow(partner.id, partner.organisation_id, name, partner.role)
            for partner, name, _kind in partners_of(session, [row.id])[row.id]
        ),
        notes=tuple(_note(note) for note in _notes(session, row.id)),
        milestones=progress.milestones,
        indicators=progress.indicators,
        evaluations=progress.evaluations,
        links=_links(session, row.id),
        funding=progress.funding,
        story=story(session, row, progress, today),
        burdens=read_burdens(session, row.id, today),
        documents=documents_of(session, row.id),
        proposed_evaluations=progress.proposed_evaluations,
    )


def notes_between(session: Session, since: date, until: date) -> list[NoteRow]:
    """The progress notes on all actions from one day to another."""
    query = select(ProgressNote).where(
        col(ProgressNote.on).between(since, until), col(ProgressNote.deleted_in).is_(None)
    )
    return [
        _note(note)
        for note in session.exec(query.order_by(col(ProgressNote.on).desc(), col(ProgressNote.id)))
    ]


def _note(note: ProgressNote) -> NoteRow:
    return NoteRow(note.id, note.revision, note.action_id, note.on, note.text, note.author, note.audience)


def _notes(session: Session, action_id: UUID) -> list[ProgressNote]:
    query = select(ProgressNote).where(
        ProgressNote.action_id == action_id, col(ProgressNote.deleted_in).is_(None)
    )
    return list(session.exec(query.order_by(col(ProgressNote.on).desc(), col(ProgressNote.id))))


def _links(session: Session, action_id: UUID) -> tuple[LinkRow, ...]:
    """A link holds both ways, whichever end it was made from."""
    other = case(
        (col(ActionLink.action_id) == action_id, col(ActionLink.other_id)), else_=col(ActionLink.action_id)
    )
    query = (
        select(ActionLink, RegionalAction)
        .join(RegionalAction, col(RegionalAction.id) == other)
        .where(col(ActionLink.deleted_in).is_(None), col(RegionalAction.deleted_in).is_(None))
        .where(or_(col(ActionLink.action_id) == action_id, col(ActionLink.other_id) == action_id))
        .order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
    )
    return tuple(
        LinkRow(link.id, link.revision, far.id, display_name(far.short_title, far.title), link.note)
        for link, far in session.exec(query)
    )
