"""Money, staff and payments that a line promises: "hoogstens € 15.000", "0,2 VTE", "in twee schijven, 2027 en 2028"."""

import re
from dataclasses import dataclass
from datetime import date

from ibo_desk.domain.engagements import EngagementKind
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.instalments import in_equal_parts
from ibo_desk.domain.money import parse_thousandths, sums_in
from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.services.words.format import money, vte

_NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,3})?"
_STAFF = re.compile(rf"\b(?P<number>{_NUMBER})\s?(?:vte|fte)\b", re.IGNORECASE)
_COUNTS = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}
_PARTS = re.compile(
    rf"\b(?P<count>\d|{'|'.join(_COUNTS)}) (?:gelijke |jaarlijkse )?"
    r"(?:schijven|delen|betalingen|termijnen)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20\d\d\b")
# What a council or college of the partner has to say about it makes an engagement one of policy, not of knowledge.
_POLICY = re.compile(r"\b(?:gemeenteraad|college|beleid\w*|verordening\w*|ruimtelijk uitvoeringsplan|rup)\b")


@dataclass(frozen=True)
class Promised:
    """The values of each share, its payments as (day, cents), and both in words."""

    share: dict[str, object]
    payments: tuple[tuple[date, int], ...] = ()
    words: tuple[str, ...] = ()


def promised_in(text: str) -> Promised:
    """What each share gets; no amounts where a line names two sums: then nobody knows which."""
    share: dict[str, object] = {}
    words: list[str] = []
    if _POLICY.search(fold(text)):
        share["kind"] = EngagementKind.POLICY
    sums = [written.cents for written in sums_in(text)]
    staff = [match["number"] for match in _STAFF.finditer(text)]
    payments: tuple[tuple[date, int], ...] = ()
    try:
        if len(staff) == 1:
            thousandths = parse_thousandths(staff[0])
            share |= {"kind": EngagementKind.STAFF, "vte_thousandths": thousandths}
            words.append(vte(thousandths))
        if len(sums) == 1 and (cents := sums[0]) is not None:
            share |= {"kind": EngagementKind.MONEY, "amount_cents": cents}
            words.append(money(cents))
            payments = _payments(text, cents)
    except InvalidValueError:
        return Promised({})
    return Promised(share, payments, (*words, *_payments_told(payments)))


def _payments(text: str, cents: int) -> tuple[tuple[date, int], ...]:
    """Equal parts at the end of the years that are named, where there are as many years as parts."""
    match = _PARTS.search(text)
    if match is None:
        return ()
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    years = [int(year) for year in _YEAR.findall(match["rest"])]
    if len(years) != count:
        return ()
    return tuple(
        (date(year, 12, 31), part) for year, part in zip(years, in_equal_parts(cents, count), strict=True)
    )


def _payments_told(payments: tuple[tuple[date, int], ...]) -> tuple[str, ...]:
    if not payments:
        return ()
    parts = ", ".join(f"{on.year}: {money(cents)}" for on, cents in payments)
    return (_("instalments {parts}").format(parts=parts),)
