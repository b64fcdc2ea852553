"""The columns of the ledger and of the shares of one engagement."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ibo_desk.domain.engagements import (
    ENGAGEMENT_TRANSITIONS,
    EngagementKind,
    EngagementState,
    Gap,
    InMultiYearPlan,
)
from ibo_desk.language import N_, _
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.editors.parse import parse_term
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import show_value, summed

if TYPE_CHECKING:
    from ibo_desk.app import App


def partners(row: EngagementRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.organisation for part in row.partners))


def short_partners(row: EngagementRow) -> str:
    """ "Kortrijk, Harelbeke +3"."""
    return shortened(partners(row))


def shortened(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:2])
    return f"{shown} +{len(names) - 2}" if len(names) > 2 else shown


def cents(row: EngagementRow) -> int | None:
    """The standing amounts together; None where no partner named one."""
    given = [part.amount_cents for part in _standing(row) if part.amount_cents is not None]
    return sum(given) if given else None


def thousandths(row: EngagementRow) -> int | None:
    given = [part.vte_thousandths for part in _standing(row) if part.vte_thousandths is not None]
    return sum(given) if given else None


def _standing(row: EngagementRow) -> list[ShareRow]:
    return [part for part in row.partners if part.state is not EngagementState.WITHDRAWN]


def _save_due(app: "App", row: EngagementRow, value: str) -> None:
    app.engagements.set_due(row.id, value)


_GAPS = {
    Gap.PARTNER: N_("no partner"),
    Gap.WHAT: N_("no content"),
    Gap.ACTION: N_("no action"),
    Gap.DUE: N_("no date"),
}
_OVERDUE = N_("overdue")
_PAYMENT = N_("payment not noted yet")
_CONFIRMATION = N_("confirmation to complete")


def confirmation_told(share: ShareRow) -> str:
    """What still has to be filled in of a confirmation; empty where it is complete."""
    missing = [show_value(gap) for gap in share.confirmation_gaps]
    return _("Confirmed: still to note {what}.").format(what=", ".join(missing)) if missing else ""


def _attention(row: EngagementRow) -> tuple[str, ...]:
    """What asks for attention: past its day, or something that is missing (R14)."""
    late = (_OVERDUE,) if row.overdue else ()
    payment = (_PAYMENT,) if any(instalment.waiting for instalment in row.instalments) else ()
    confirmation = (_CONFIRMATION,) if any(part.confirmation_gaps for part in row.partners) else ()
    return (*late, *payment, *confirmation, *(_GAPS[gap] for gap in row.gaps))


def _stake(value: tuple[int | None, int | None]) -> str:
    """ "€ 25.000 · 0,5 VTE"."""
    return " · ".join(text for text in (formats.money(value[0]), formats.vte(value[1])) if text)


def due_text(row: EngagementRow) -> str:
    return row.due_phrase or formats.short_day(row.due_on)


def _term(_row: EngagementRow, text: str) -> str:
    return parse_term(text)


def _due_tip(row: EngagementRow) -> str:
    return f"{row.due_phrase} = {formats.day(row.due_on)}" if row.due_on else row.due_phrase


WHAT: Final[Column[EngagementRow]] = Column(
    "what", N_("Engagement"), lambda row: row.what, 150, stretch=True, edit=Edit("engagement", "what")
)
_IN_SHARES = N_("Partners, states and amounts are changed in the list of partners of the engagement.")
PARTNERS: Final[Column[EngagementRow]] = Column(
    "partners",
    N_("Partners"),
    partners,
    96,
    show=shortened,
    full=lambda row: ", ".join(partners(row)),
    tip=lambda row: ", ".join(partners(row)),
    locked=_IN_SHARES,
)
DUE: Final[Column[EngagementRow]] = Column(
    "due",
    N_("By"),
    lambda row: row.due_on,
    84,
    tip=_due_tip,
    edit=Edit("engagement", "due_phrase", save=_save_due, typed=due_text, meaning=_term),
)
PHRASE: Final[Column[EngagementRow]] = Column(
    "phrase",
    N_("By, in words"),
    lambda row: row.due_phrase,
    130,
    hidden=True,
    edit=Edit("engagement", "due_phrase", save=_save_due, typed=lambda row: row.due_phrase, meaning=_term),
)
STATE: Final[Column[EngagementRow]] = Column(
    "state", N_("State"), lambda row: row.state, 164, chip=True, locked=_IN_SHARES
)
STAKE: Final[Column[EngagementRow]] = Column(
    "stake",
    N_("Effort"),
    lambda row: (cents(row), thousandths(row)),
    134,
    "right",
    show=_stake,
    sort=lambda value: (0 if any(value) else 1, tuple(number or 0 for number in value)),
    total=lambda values: tuple(map(summed, zip(*values, strict=True))),
    locked=_IN_SHARES,
)
ACTION: Final[Column[EngagementRow]] = Column(
    "action",
    N_("Action"),
    lambda row: row.action,
    96,
    locked=N_("The action is chosen in the record of the engagement."),
)
MADE_AT: Final[Column[EngagementRow]] = Column("made_at", N_("Made at"), lambda row: row.meeting, 140)
ATTENTION: Final[Column[EngagementRow]] = Column(
    "attention",
    N_("Attention"),
    _attention,
    128,
    show=lambda value: ", ".join(_(word) for word in value),
)

LEDGER: Final[Columns[EngagementRow]] = (
    PARTNERS,
    WHAT,
    DUE,
    STATE,
    ATTENTION,
    STAKE,
    ACTION,
    MADE_AT,
    PHRASE,
)
OF_ITEM: Final[Columns[EngagementRow]] = (PARTNERS, WHAT, DUE, STATE, STAKE, ATTENTION)


def state_options(row: ShareRow) -> Sequence[tuple[Any, str]]:
    """The state it has and those that may follow."""
    follow = ENGAGEMENT_TRANSITIONS[row.state]
    return [(state, show_value(state)) for state in EngagementState if state is row.state or state in follow]


def _save_state(app: "App", row: ShareRow, value: str) -> None:
    app.engagements.set_state(row.id, EngagementState(value))


def share_columns(confirmers: Callable[[], Sequence[tuple[UUID, str]]]) -> Columns[ShareRow]:
    """One line per partner; ``confirmers`` are the bodies that can confirm a share."""
    kind = "engagement_partner"

    def body_name(value: Any) -> str:
        return next((text for record_id, text in confirmers() if record_id == value), "")

    def bodies(_row: ShareRow) -> Sequence[tuple[Any, str]]:
        return [(None, _("(nobody yet)")), *confirmers()]

    return (
        Column("partner", N_("Partner"), lambda row: row.organisation, 112),
        Column("kind", N_("Kind"), lambda row: row.kind, 100, edit=Edit(kind, "kind", enum=EngagementKind)),
        Column(
            "amount",
            N_("Amount"),
            lambda row: row.amount_cents,
            84,
            "right",
            show=formats.money,
            total=summed,
            edit=Edit(kind, "amount_cents", "money"),
        ),
        Column(
            "state",
            N_("State"),
            lambda row: row.state,
            152,
            chip=True,
            edit=Edit(kind, "state", options=state_options, save=_save_state),
        ),
        Column(
            "since",
            N_("Since"),
            lambda row: row.state_since,
            84,
            edit=Edit(kind, "state_since", "date"),
        ),
        Column(
            "staff",
            N_("Staff"),
            lambda row: row.vte_thousandths,
            74,
            "right",
            show=formats.vte,
            total=summed,
            edit=Edit(kind, "vte_thousandths", "vte"),
        ),
        Column("year", N_("Year"), lambda row: row.budget_year, 54, edit=Edit(kind, "budget_year", "number")),
        Column(
            "plan",
            N_("In plan"),
            lambda row: row.in_plan,
            82,
            edit=Edit(kind, "in_plan", enum=InMultiYearPlan),
            tip=lambda row: _("In the multi-year plan: {answer}").format(answer=show_value(row.in_plan)),
        ),
        Column("condition", N_("Condition"), lambda row: row.condition, 180, edit=Edit(kind, "condition")),
        Column(
            "confirmed_by",
            N_("Confirmed by"),
            lambda row: row.confirmed_by_id,
            160,
            show=body_name,
            edit=Edit(kind, "confirmed_by_id", options=bodies),
        ),
        Column(
            "confirmed_on",
            N_("Confirmed on"),
            lambda row: row.confirmed_on,
            100,
            edit=Edit(kind, "confirmed_on", "date"),
        ),
        Column(
            "reference",
            N_("Reference"),
            lambda row: row.confirmed_reference,
            120,
            edit=Edit(kind, "confirmed_reference"),
        ),
        Column("closed_on", N_("Closed on"), lambda row: row.closed_on, 100, hidden=True),
    )
