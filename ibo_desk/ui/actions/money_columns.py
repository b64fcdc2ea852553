"""What the lists of an action's money, burdens and documents show."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.domain.actions import Bearing
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.funding import FundingKind, FundingState
from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.shared.known_names import KnownPartners, partner_edit
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import summed

if TYPE_CHECKING:
    from ibo_desk.services.actions.rows import ActionFileRow, BurdenRow, FundingRow

Payers = Callable[[], Sequence[tuple[UUID | None, str]]]


def funding_columns(partners: Callable[[], KnownPartners]) -> Columns["FundingRow"]:
    """The money of an action; one of ``partners`` pays it."""
    return (
        Column("label", N_("Money for"), lambda row: row.label, stretch=True, edit=Edit("funding", "label")),
        Column(
            "organisation",
            N_("From whom"),
            lambda row: row.organisation,
            width=116,
            edit=partner_edit("funding", "organisation_id", partners, lambda row: row.organisation),
        ),
        Column(
            "kind",
            N_("Kind"),
            lambda row: row.kind,
            width=104,
            edit=Edit("funding", "kind", "choice", options=lambda _row: funding_kinds()),
        ),
        Column(
            "state",
            N_("State"),
            lambda row: row.state,
            width=112,
            chip=True,
            edit=Edit("funding", "state", "choice", FundingState),
        ),
        Column(
            "asked",
            N_("Asked"),
            lambda row: row.asked_cents,
            width=84,
            align="right",
            show=formats.money,
            total=summed,
            edit=Edit("funding", "asked_cents", "money"),
        ),
        Column(
            "granted",
            N_("Granted"),
            lambda row: row.granted_cents,
            width=84,
            align="right",
            show=formats.money,
            total=summed,
            edit=Edit("funding", "granted_cents", "money"),
        ),
    )


def funding_kinds() -> list[tuple[FundingKind | None, str]]:
    """The kinds of money; the first is that nobody said it yet."""
    from ibo_desk.services.words import label

    return [(None, ""), *((kind, label(kind)) for kind in FundingKind)]


def funding_fields(payers: Payers) -> tuple[Field | Section, ...]:
    """All that is known of some money."""
    return (
        Field(N_("Money for"), "label", width=4),
        Field(N_("Year"), "year", "number", width=2),
        Field(
            N_("From whom"),
            "organisation_id",
            "record",
            options=lambda _row: [payer for payer in payers() if payer[0] is not None],
            empty=N_("(unknown)"),
            width=3,
        ),
        Field(N_("Kind"), "kind", "choice", FundingKind, empty=N_("(not said)"), width=3),
        Field(N_("State"), "state", "choice", FundingState, width=2),
        Field(N_("Asked"), "asked_cents", "money", width=2),
        Field(N_("Granted"), "granted_cents", "money", width=2),
        Field(N_("Call or programme"), "call", width=4),
        Field(N_("The call closes on"), "call_closes_on", "date", width=2),
        Field(
            N_("Granted or closed on"),
            "granted_on",
            "date",
            width=2,
            help=N_("A regiodeal proposes evaluations one and two years after this day."),
        ),
        Field(
            N_("Interim report by"),
            "interim_report_on",
            "date",
            width=2,
            help=N_("Was it handed in? Fill in the day of the next one, or empty it."),
        ),
        Field(N_("Final report by"), "final_report_on", "date", width=2),
        Field(N_("Final report handed in on"), "reported_on", "date", width=3),
    )


BURDENS: Final[Columns["BurdenRow"]] = (
    Column(
        "what",
        N_("What is borne or gained"),
        lambda row: row.what,
        stretch=True,
        edit=Edit("burden", "what"),
    ),
    Column(
        "bearing",
        N_("Burden or benefit"),
        lambda row: row.bearing,
        width=120,
        edit=Edit("burden", "bearing", "choice", Bearing),
    ),
    Column("unit", N_("Counted in"), lambda row: row.unit, width=110, edit=Edit("burden", "unit")),
)


def kind_of_document(row: "ActionFileRow") -> str:
    """What a document is: an attachment, or the kind of paper."""
    from ibo_desk.documents.kinds import KINDS

    return _(KINDS[row.kind].name) if row.kind in KINDS else _("attachment")


DOCUMENTS: Final[Columns["ActionFileRow"]] = (
    Column(
        "title",
        N_("Document"),
        lambda row: row.title,
        stretch=True,
        tip=lambda row: row.file_name,
        edit=Edit("document", "title"),
    ),
    Column("kind", N_("Kind"), kind_of_document, width=110),
    Column("made", N_("Date"), lambda row: row.made_on, width=92),
    Column(
        "audience",
        N_("Who may read it"),
        lambda row: row.audience,
        width=124,
        edit=Edit("document", "audience", "choice", Audience),
    ),
)
