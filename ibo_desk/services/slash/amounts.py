"""Money and staff that a line promises: "hoogstens € 15.000", "0,2 VTE", "25.000 euro"."""

import re

from ibo_desk.domain.engagements import EngagementKind
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import parse_cents, parse_thousandths
from ibo_desk.services.words.format import money, vte

_NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,3})?"
_MONEY = re.compile(
    rf"(?:€|\beur)\s?(?P<before>{_NUMBER})|\b(?P<after>{_NUMBER})\s?(?:€|euro?\b)", re.IGNORECASE
)
_STAFF = re.compile(rf"\b(?P<number>{_NUMBER})\s?(?:vte|fte)\b", re.IGNORECASE)


def share_of(text: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """What each share gets, and the amounts in words; nothing where a line names two sums: then nobody knows which."""
    share: dict[str, object] = {}
    words: list[str] = []
    sums = [match["before"] or match["after"] for match in _MONEY.finditer(text)]
    staff = [match["number"] for match in _STAFF.finditer(text)]
    try:
        if len(staff) == 1:
            thousandths = parse_thousandths(staff[0])
            share |= {"kind": EngagementKind.STAFF, "vte_thousandths": thousandths}
            words.append(vte(thousandths))
        if len(sums) == 1:
            cents = parse_cents(sums[0])
            share |= {"kind": EngagementKind.MONEY, "amount_cents": cents}
            words.append(money(cents))
    except InvalidValueError:
        return {}, ()
    return share, tuple(words)
