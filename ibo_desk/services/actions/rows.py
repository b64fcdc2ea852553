"""The rows that the service of regional actions gives out."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ibo_desk.domain.actions import ActionState, Bearing, PartnerRole, StoryKind
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.funding import FundingKind, FundingState
from ibo_desk.domain.progress import Trend, trend


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
    stopped_on: date | None = None
    stopped_reason: str = ""
    archived_on: date | None = None


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
    """An action to choose by its short title, where it has one; ``others`` are its number and whole title."""

    id: UUID
    name: str
    others: tuple[str, ...] = ()


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
    """One measured value, in thousandths of the indicator's unit; None until it is known."""

    id: UUID
    revision: UUID | None
    indicator_id: UUID
    on: date
    value_thousandths: int | None
    note: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its measurements from old to new (R5); values in thousandths of its unit."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    name: str
    unit: str
    baseline_thousandths: int | None
    baseline_on: date | None
    target_thousandths: int | None
    target_on: date | None
    measurements: tuple[MeasurementRow, ...] = ()

    @property
    def points(self) -> tuple[tuple[date, int], ...]:
        """Its dated values from old to new, the baseline among them."""
        all_days = [(self.baseline_on, self.baseline_thousandths)]
        all_days += [(each.on, each.value_thousandths) for each in self.measurements]
        return tuple(sorted((on, value) for on, value in all_days if on is not None and value is not None))

    def until(self, day: date) -> "IndicatorRow":
        """The same with what was measured by a day."""
        return replace(self, measurements=tuple(each for each in self.measurements if each.on <= day))

    @property
    def trend(self) -> Trend | None:
        """How the last value stands to the one before it, and to the target."""
        measured = [
            each.value_thousandths for each in self.measurements if each.value_thousandths is not None
        ]
        began = [] if self.baseline_thousandths is None else [self.baseline_thousandths]
        return trend([*began, *measured], self.target_thousandths) if measured else None


@dataclass(frozen=True)
class EvaluationRow:
    """An evaluation of an action or of a body, planned or held, and when the next one is due (R5, R16)."""

    id: UUID
    revision: UUID | None
    action_id: UUID | None
    body_id: UUID | None
    planned_on: date | None
    on: date | None
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
    """Money of an action: who pays, how far it is, and the days that are kept for it; amounts in cents."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    organisation_id: UUID | None
    label: str
    kind: FundingKind | None
    state: FundingState
    year: int | None
    asked_cents: int | None
    granted_cents: int | None
    call: str
    call_closes_on: date | None
    granted_on: date | None
    interim_report_on: date | None
    final_report_on: date | None
    reported_on: date | None
    organisation: str = ""


@dataclass(frozen=True)
class BurdenRow:
    """One burden or benefit of an action, with by organisation how much of it falls to it, in thousandths."""

    id: UUID
    revision: UUID | None
    action_id: UUID
    what: str
    bearing: Bearing
    unit: str
    shares: dict[UUID, int]


@dataclass(frozen=True)
class BurdenTable:
    """Who bears and gains what by an action: the burdens, and the municipalities as (id, name) by name."""

    burdens: tuple[BurdenRow, ...] = ()
    municipalities: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True)
class ActionFileRow:
    """A document of an action: attached, or a paper that was made about it; ``size`` in bytes, 0 where none is kept."""

    id: UUID
    revision: UUID | None
    title: str
    kind: str
    file_name: str
    made_on: date | None
    size: int
    audience: Audience


@dataclass(frozen=True)
class StoryLine:
    """One moment in an action's story: an item of a meeting of whatever body, or something of the action itself.

    ``id`` is that of the item, milestone, evaluation or funding; ``is_ahead`` says that it is still to come.
    """

    id: UUID
    on: date
    kind: StoryKind
    title: str
    body: str = ""
    outcome: Outcome | None = None
    is_ahead: bool = False


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
    burdens: BurdenTable = BurdenTable()
    documents: tuple[ActionFileRow, ...] = ()
    proposed_evaluations: tuple[date, ...] = ()
