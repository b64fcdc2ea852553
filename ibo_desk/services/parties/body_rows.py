"""The rows that the service of bodies gives out, and how they are made of records."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.data.tables import Body, BodyRules
from ibo_desk.domain.bodies import ApprovalMode, BodyKind, DecisionMode, LegalForm, MemberRole
from ibo_desk.domain.calendars import CollegeCalendar, SessionKind
from ibo_desk.domain.legal_forms import term_ends
from ibo_desk.language import pgettext

_NEUTER = frozenset({BodyKind.IBO, BodyKind.PROJECT_TEAM, BodyKind.COLLEGE})


@dataclass(frozen=True)
class BodyRow:
    """A body; ``external_secretariat`` means that somebody else makes its agenda and minutes (the VRR: MOW)."""

    id: UUID
    revision: UUID | None
    name: str
    short_name: str
    kind: BodyKind
    organisation_id: UUID | None
    organisation: str
    external_secretariat: bool
    secretariat_name: str
    prepared_by_id: UUID | None
    prints_preparation: bool
    prints_overviews: bool
    numbers_minutes: bool
    speaks_jointly: bool
    note_headings: str
    note_per_item: bool
    note_handled_by: str
    legal_form: LegalForm
    valid_from: date | None
    valid_to: date | None

    @property
    def term_ends(self) -> date | None:
        """The last day of its term: the one noted, else what its legal form allows at most."""
        return term_ends(self.legal_form, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class MembershipRow:
    """An organisation sits in a body, from–to."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    organisation_id: UUID
    organisation: str
    role: MemberRole
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class RecessRow:
    """Days on which a body does not meet, both ends included."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    first: date
    last: date
    label: str


@dataclass(frozen=True)
class SessionRow:
    """A day of which is known that a college meets, or does not."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    on: date
    kind: SessionKind
    moved_to: date | None
    note: str


@dataclass(frozen=True)
class ClosedDayRow:
    """A day on which the municipalities of the region are closed."""

    id: UUID
    revision: UUID | None
    on: date
    name: str


@dataclass(frozen=True)
class CalendarRow:
    """When a college meets; ``calendar`` None means that it is not known, and then nothing is derived from it."""

    body_id: UUID
    body: str
    organisation: str
    calendar: CollegeCalendar | None
    id: UUID | None
    revision: UUID | None
    recesses: tuple[RecessRow, ...]
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True)
class RulesRow:
    """Rules of procedure as far as they were filled in; days are calendar days."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    decision_mode: DecisionMode
    quorum: int | None
    invitation_days: int | None
    minutes_days: int | None
    approval_mode: ApprovalMode
    approval_days: int | None
    source: str


@dataclass(frozen=True)
class SeatRow:
    """An organisation sits in a body, and the people who sit there for it."""

    body_id: UUID
    body: str
    body_kind: BodyKind
    role: MemberRole
    persons: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None


def rules_row(rules: BodyRules) -> RulesRow:
    return RulesRow(
        rules.id,
        rules.revision,
        rules.body_id,
        rules.decision_mode,
        rules.quorum,
        rules.invitation_days,
        rules.minutes_days,
        rules.approval_mode,
        rules.approval_days,
        rules.source,
    )


def the_body(body: BodyRow | Body) -> str:
    """The body with its article, for inside a sentence: "het IBO", "de Conferentie van Burgemeesters"."""
    name = body.short_name if body.kind is BodyKind.IBO and body.short_name else body.name
    if body.kind in _NEUTER:
        return pgettext("neuter", "the {body}").format(body=name)
    return pgettext("common gender", "the {body}").format(body=name)
