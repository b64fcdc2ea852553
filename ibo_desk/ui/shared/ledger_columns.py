"""The ledger as it is typed in: partners, state, effort and action are written in their cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS, EngagementState
from ibo_desk.domain.errors import AskFirstError, RuleError
from ibo_desk.domain.money import parse_cents, parse_thousandths
from ibo_desk.language import N_
from ibo_desk.services.base.bulk import ASK
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.ui.shared import engagement_columns as columns
from ibo_desk.ui.shared.known_names import KnownActions, KnownPartners, action_edit, partners_edit
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App

_KIND = "engagement"
_STAFF = re.compile(r"vte|fte", re.IGNORECASE)
_SEVERAL = N_("This stands with each partner: change it in the list of partners, unless there is only one.")


def ledger(
    partners: Callable[[], KnownPartners], actions: Callable[[], KnownActions]
) -> Columns[EngagementRow]:
    """The columns of the ledger; ``partners`` and ``actions`` are those that can be named when somebody types."""
    shares = partners_edit(_KIND, "partners", partners, columns.partners, _save_partners)
    written: Mapping[str, Column[EngagementRow]] = {
        "partners": replace(columns.PARTNERS, edit=shares, locked=""),
        "state": replace(columns.STATE, edit=_STATE, locked=_SEVERAL),
        "stake": replace(columns.STAKE, edit=_STAKE, locked=_SEVERAL),
        "action": replace(columns.ACTION, edit=action_edit(_KIND, actions), locked=""),
    }
    return tuple(written.get(column.key, column) for column in columns.LEDGER)


def _save_partners(app: "App", row: EngagementRow, partner_ids: Sequence[UUID]) -> None:
    try:
        app.engagements.set_partners(row.id, partner_ids, over=ASK)
    except AskFirstError as error:
        who = ", ".join(standing.who for standing in error.params["standing"])
        raise RuleError("share_recorded", who=who) from error


# what the shares say, where they say the same


def _alike(row: EngagementRow) -> bool:
    return len({share.state for share in row.partners}) == 1


def _states(row: EngagementRow) -> Sequence[tuple[Any, str]]:
    here = row.partners[0].state if row.partners else EngagementState.PROPOSED
    follow = ENGAGEMENT_TRANSITIONS[here]
    return [(state, show_value(state)) for state in EngagementState if state is here or state in follow]


def _save_state(app: "App", row: EngagementRow, value: EngagementState) -> None:
    app.engagements.set_all_states(row.id, EngagementState(value))


_STATE: Edit[EngagementRow] = Edit(_KIND, "state", options=_states, save=_save_state, allowed=_alike)


def effort_meant(text: str) -> tuple[int | None, int | None]:
    """ "€ 25.000 · 0,5 VTE" → cents and thousandths; either may lack. Raises ``InvalidValueError``."""
    parts = [part for part in re.split(r"[;·\n]| \+ ", text) if part.strip()]
    staff = [part for part in parts if _STAFF.search(part)]
    money = [part for part in parts if not _STAFF.search(part)]
    return (
        parse_cents(money[0]) if money else None,
        parse_thousandths(_STAFF.sub("", staff[0])) if staff else None,
    )


def _save_stake(app: "App", row: EngagementRow, value: tuple[int | None, int | None]) -> None:
    share = row.partners[0]
    values = {"amount_cents": value[0], "vte_thousandths": value[1]}
    app.records.patch("engagement_partner", share.id, share.revision, values)


_STAKE: Edit[EngagementRow] = Edit(
    _KIND,
    "stake",
    save=_save_stake,
    typed=lambda row: columns.STAKE.show((columns.cents(row), columns.thousandths(row))),
    meaning=lambda _row, text: effort_meant(text),
    allowed=lambda row: len(row.partners) == 1,
)
