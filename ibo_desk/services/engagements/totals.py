"""What engagements add up to, per partner and together: only what is alike, and what is confirmed on its own (R15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ibo_desk.domain.engagements import (
    OPEN_STATES,
    EngagementKind,
    Firmness,
    Recurrence,
    firmness,
)
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import money, vte


@dataclass(frozen=True)
class Amount:
    """Money in cents and staff in thousandths of a full-time equivalent; each is a number of its own."""

    cents: int = 0
    thousandths: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.cents + other.cents, self.thousandths + other.thousandths)

    def __str__(self) -> str:
        """ "€ 25.000 · 0,5 VTE"; nothing for zero."""
        parts = (money(self.cents) if self.cents else "", vte(self.thousandths) if self.thousandths else "")
        return " · ".join(part for part in parts if part)


def effort_name(kind: EngagementKind, recurrence: Recurrence) -> str:
    """ "investering", or "geld, jaarlijks" where each time asks the amount again."""
    return label(kind) if recurrence is Recurrence.ONCE else f"{label(kind)}, {label(recurrence)}"


@dataclass(frozen=True)
class EffortTotal:
    """What shares that are alike add up to: of one kind, and coming back equally often; by how firm they are."""

    kind: EngagementKind
    recurrence: Recurrence
    amounts: Mapping[Firmness, Amount]

    @property
    def name(self) -> str:
        return effort_name(self.kind, self.recurrence)

    def in_words(self, firm: Firmness) -> str:
        """The amount that is as firm as that, in words for people; nothing where there is none."""
        return str(self.amounts.get(firm, ""))


@dataclass(frozen=True)
class PartnerTotal:
    """What one partner carries, and how many of its shares are open."""

    organisation_id: UUID
    organisation: str
    organisation_kind: OrganisationKind
    efforts: tuple[EffortTotal, ...]
    open: int

    @property
    def is_municipality(self) -> bool:
        """Leiedal is none, also where it acts for municipalities (R1)."""
        return self.organisation_kind is OrganisationKind.MUNICIPALITY


@dataclass(frozen=True)
class Totals:
    """Who carries what, as far as it is registered.

    ``municipal`` adds up municipalities only: what Leiedal promises is never one of theirs (R1).
    """

    partners: tuple[PartnerTotal, ...]
    efforts: tuple[EffortTotal, ...]
    open: int
    municipalities: int
    municipal: tuple[EffortTotal, ...]
    municipal_open: int


_Shares = list[tuple[Recurrence, ShareRow]]


def add_up(rows: Iterable[EngagementRow]) -> Totals:
    """What the engagements add up to, per partner by name and in all; what was withdrawn or not kept is not in it."""
    by_partner: dict[UUID, _Shares] = defaultdict(list)
    for row in rows:
        for share in row.partners:
            by_partner[share.organisation_id].append((row.recurrence, share))
    partners = sorted(map(_total, by_partner.values()), key=lambda total: total.organisation.casefold())
    everybody = [pair for pairs in by_partner.values() for pair in pairs]
    towns = [pair for pair in everybody if pair[1].organisation_kind is OrganisationKind.MUNICIPALITY]
    return Totals(
        partners=tuple(partners),
        efforts=_efforts(everybody),
        open=_open(everybody),
        municipalities=sum(total.is_municipality for total in partners),
        municipal=_efforts(towns),
        municipal_open=_open(towns),
    )


def _total(pairs: _Shares) -> PartnerTotal:
    share = pairs[0][1]
    return PartnerTotal(
        organisation_id=share.organisation_id,
        organisation=share.organisation,
        organisation_kind=share.organisation_kind,
        efforts=_efforts(pairs),
        open=_open(pairs),
    )


def _open(pairs: _Shares) -> int:
    return sum(share.state in OPEN_STATES for _recurrence, share in pairs)


def _efforts(pairs: _Shares) -> tuple[EffortTotal, ...]:
    return add_alike(
        (share.kind, recurrence, firm, Amount(share.amount_cents or 0, share.vte_thousandths or 0))
        for recurrence, share in pairs
        if (firm := firmness(share.state)) is not None
    )


def add_alike(
    lines: Iterable[tuple[EngagementKind, Recurrence, Firmness, Amount]],
) -> tuple[EffortTotal, ...]:
    """Add up what is of one kind and recurs equally often, and is equally firm; what asks nothing is left out."""
    sums: dict[tuple[EngagementKind, Recurrence], dict[Firmness, Amount]] = {}
    for kind, recurrence, firm, amount in lines:
        if amount != Amount():
            alike = sums.setdefault((kind, recurrence), {})
            alike[firm] = alike.get(firm, Amount()) + amount
    kinds, often = list(EngagementKind), list(Recurrence)
    order = sorted(sums, key=lambda alike: (kinds.index(alike[0]), often.index(alike[1])))
    return tuple(EffortTotal(kind, recurrence, sums[kind, recurrence]) for kind, recurrence in order)
