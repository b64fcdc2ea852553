"""Burdens and benefits of an action: who pays what, who receives what, and what remains.

Everything is exact: cents are fractions until somebody looks at them. What is shown is rounded to whole euros, halves
to the even one, and what rounding hides is told beside the total, never moved to a partner.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.share_keys import ShareKey

Cents = Fraction


@dataclass(frozen=True)
class CostPartner:
    """Who takes part; ``units`` are what the action counts (dwellings, kilometres, places)."""

    name: str
    units: int = 0
    inhabitants: int = 0


@dataclass(frozen=True)
class Charge:
    """One cost or income.

    ``cents`` is the whole, divided by the key; with ``each`` it is the amount per unit, inhabitant or partner.
    ``fixed`` holds the amount of each partner in cents, in their order, for the key FIXED.
    """

    name: str
    key: ShareKey
    cents: Cents = Fraction(0)
    each: bool = False
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True)
class CostRow:
    """One partner, or all together: parts in cents in the order of the charges; ``balance`` is income less cost."""

    name: str
    units: int
    costs: tuple[Cents, ...]
    incomes: tuple[Cents, ...]

    @property
    def cost(self) -> Cents:
        return sum(self.costs, Fraction(0))

    @property
    def income(self) -> Cents:
        return sum(self.incomes, Fraction(0))

    @property
    def balance(self) -> Cents:
        return self.income - self.cost


@dataclass(frozen=True)
class CostTable:
    """The rows of the partners and their exact sum."""

    rows: tuple[CostRow, ...]
    total: CostRow


def staff_cost(thousandths: int, cents_per_fte: int) -> Cents:
    """What staff costs in a year: 200 thousandths of a full-time equivalent at a yearly rate."""
    return Fraction(thousandths * cents_per_fte, 1000)


def share_out(
    partners: Sequence[CostPartner], costs: Sequence[Charge], incomes: Sequence[Charge] = ()
) -> CostTable:
    """Divide every charge exactly.

    Raises ``RuleError("cost_without_key")`` where a sum is divided by something that no partner has,
    ``("cost_not_negative")`` for a negative number of units or inhabitants, and ``("cost_fixed_count")`` where the
    fixed amounts are not one per partner.
    """
    _check(partners)
    paid = [_parts(partners, charge) for charge in costs]
    received = [_parts(partners, charge) for charge in incomes]
    rows = tuple(
        CostRow(
            partner.name,
            partner.units,
            tuple(part[at] for part in paid),
            tuple(part[at] for part in received),
        )
        for at, partner in enumerate(partners)
    )
    total = CostRow("", sum(partner.units for partner in partners), _sums(paid), _sums(received))
    return CostTable(rows, total)


def shown_euros(cents: Cents) -> int:
    """Whole euros as a table shows them: € 2.112,50 is shown as 2112, € 2.113,50 as 2114."""
    return round(cents / 100)


def rounding_difference(parts: Iterable[Cents]) -> int:
    """How many euros the shown total is more than the sum of the shown parts; 0 where the table adds up."""
    shares = list(parts)
    return shown_euros(sum(shares, Fraction(0))) - sum(shown_euros(part) for part in shares)


def _check(partners: Sequence[CostPartner]) -> None:
    for partner in partners:
        if partner.units < 0 or partner.inhabitants < 0:
            raise RuleError("cost_not_negative", partner=partner.name)


def _parts(partners: Sequence[CostPartner], charge: Charge) -> list[Cents]:
    if charge.key is ShareKey.FIXED:
        if len(charge.fixed) != len(partners):
            raise RuleError(
                "cost_fixed_count", name=charge.name, given=len(charge.fixed), partners=len(partners)
            )
        return [Fraction(cents) for cents in charge.fixed]
    weights = [_weight(partner, charge.key) for partner in partners]
    if charge.each:
        return [charge.cents * weight for weight in weights]
    whole = sum(weights)
    if not whole:
        if not charge.cents:
            return [Fraction(0) for _partner in partners]
        raise RuleError("cost_without_key", name=charge.name, key=charge.key)
    return [charge.cents * weight / whole for weight in weights]


def _weight(partner: CostPartner, key: ShareKey) -> int:
    if key is ShareKey.UNITS:
        return partner.units
    return partner.inhabitants if key is ShareKey.INHABITANTS else 1


def _sums(parts: Sequence[Sequence[Cents]]) -> tuple[Cents, ...]:
    return tuple(sum(part, Fraction(0)) for part in parts)
