"""The rows that the service of regional actions gives out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import Outcome


@dataclass(frozen=True)
class ActionRow:
    """A regional action in a list; ``warnings``: "no_line", "no_local_partner", "no_supralocal_partner"."""

    id: UUID
    revision: UUID | None
    number: str
    title: str
    short_title: str
    state: ActionState
    lines: tuple[str, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    coordinator: str
    coordinator_id: UUID | None
    summary: str
    next_step: str
    next_step_on: date | None
    public_progress: str
    public_progress_on: date | None
    origin: str
    added_on: date | None
    added_reason: str
    open_engagements: int
    latest_note: str
    latest_note_on: date | None
    warnings: tuple[str, ...]
    line_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class LineRow:
    """A strategic line (R2)."""

    id: UUID
    revision: UUID | None
    name: str
    order_key: str


@dataclass(frozen=True)
class ActionPartnerRow:
    """An organisation that leads, supports or coordinates an action."""

    id: UUID
    organisation_id: UUID
    organisation: str
    role: PartnerRole


@dataclass(frozen=True)
class ActionChoice:
    """An action to choose by its short title, where it has one."""

    id: UUID
    name: str


@dataclass(frozen=True)
class NoteRow:
    """A progress note; ``text`` is Markdown."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    on: date
    text: str
    author: str
    audience: Audience


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its due day, or the words in which it was given."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    title: str
    due_on: date | None
    due_phrase: str
    reached_on: date | None


@dataclass(frozen=True)
class MeasurementRow:
    """One measured value, in thousandths of the indicator's unit."""

    id: UUID
    revision: UUID | None
    indicator_id: UUID
    on: date
    value_thousandths: int
    note: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its measurements from old to new (R5)."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    name: str
    unit: str
    measurements: tuple[MeasurementRow, ...]


@dataclass(frozen=True)
class EvaluationRow:
    """An evaluation of an action or of a body, and when the next one is due (R5, R16)."""

    id: UUID
    revision: UUID | None
    action_id: UUID | None
    body_id: UUID | None
    on: date
    text: str
    next_due_on: date | None


@dataclass(frozen=True)
class LinkRow:
    """Interplay with another action, seen from this one (R8)."""

    id: UUID
    revision: UUID | None
    other_id: UUID
    other: str
    note: str


@dataclass(frozen=True)
class FundingRow:
    """Money of an action by source and year, in cents."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    organisation_id: UUID | None
    organisation: str
    label: str
    year: int | None
    amount_cents: int | None


@dataclass(frozen=True)
class StoryLine:
    """One moment in an action's story: an item of a meeting, of whatever body."""

    on: date
    body: str
    title: str
    meeting_id: UUID
    item_id: UUID
    outcome: Outcome | None


@dataclass(frozen=True)
class Dossier:
    """All that belongs to the file of one action."""

    row: ActionRow
    partners: tuple[ActionPartnerRow, ...]
    notes: tuple[NoteRow, ...]
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[IndicatorRow, ...]
    evaluations: tuple[EvaluationRow, ...]
    links: tuple[LinkRow, ...]
    funding: tuple[FundingRow, ...]
    story: tuple[StoryLine, ...]
