"""What the instalments of a promised amount add up to; all amounts in cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class InstalmentSums:
    """``open`` is planned and not noted as paid; ``gap`` is what the amount has more (or less) than is planned."""

    planned: int
    paid: int
    open: int
    gap: int | None  # None where the share names no amount


def add_up_instalments(amount: int | None, instalments: Iterable[tuple[int, date | None]]) -> InstalmentSums:
    """Add up (amount, day of payment) against the amount of the share; a check, never a reason to refuse."""
    given = list(instalments)
    planned = sum(cents for cents, _paid in given)
    paid = sum(cents for cents, paid_on in given if paid_on is not None)
    return InstalmentSums(planned, paid, planned - paid, None if amount is None else amount - planned)


def in_equal_parts(amount: int, count: int) -> tuple[int, ...]:
    """The amount in equal parts; the first have the cents that cannot be shared."""
    part, rest = divmod(amount, count)
    return tuple(part + (at < rest) for at in range(count))


def is_waiting(due_on: date | None, paid_on: date | None, until: date) -> bool:
    """Whether a payment was planned by that day and none was noted."""
    return paid_on is None and due_on is not None and due_on <= until
