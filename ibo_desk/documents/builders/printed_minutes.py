"""The minutes as they are printed: those that approval locked, else as they stand; none of what did not take place."""

from uuid import UUID

from sqlmodel import col, select

from ibo_desk.data.tables import MinutesVersion
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import from_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.meetings import MeetingState, MinutesState, has_minutes
from ibo_desk.language import _
from ibo_desk.services.words.format import day


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The minutes of a meeting; ``PaperError``: "cancelled_without_minutes", "no_minutes_yet"."""
    _refuse_without_minutes(sources, request.meeting)
    content = _locked(sources, request.meeting) or build_minutes(sources, request.meeting)
    return [Paper(content, request.meeting)]


def _refuse_without_minutes(sources: Sources, meeting_id: UUID) -> None:
    """There are no minutes of what was cancelled, nor of what still has to come."""
    row = sources.meetings.row(meeting_id, on=sources.past)
    if has_minutes(row.state, row.on, sources.day):
        return
    if row.state is MeetingState.CANCELLED:
        problem = _("{meeting} ({day}) was cancelled, so there are no minutes of it.")
        code = "cancelled_without_minutes"
    else:
        problem = _("{meeting} takes place on {day}; there are no minutes yet. Make the agenda instead.")
        code = "no_minutes_yet"
    raise PaperError(code, problem.format(meeting=row.short, day=day(row.on)))


def _locked(sources: Sources, meeting_id: UUID) -> Content | None:
    """The minutes as approval had locked them; None where they were not approved, or are open again."""
    approved = select(MinutesVersion.content).where(
        MinutesVersion.meeting_id == meeting_id,
        MinutesVersion.state == MinutesState.APPROVED
        if sources.past is None
        else col(MinutesVersion.approved_on) <= sources.past,
        col(MinutesVersion.deleted_in).is_(None),
    )
    with sources.store.read() as session:
        stored = session.exec(approved.order_by(col(MinutesVersion.number).desc())).first()
    return from_json(stored) if stored else None
