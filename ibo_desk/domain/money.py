"""Money in integer cents and staff in integer thousandths of a full-time equivalent; typed as people type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ibo_desk.domain.errors import InvalidValueError

_NOISE = re.compile(r"(€|eur(o)?|vte|fte|\s| )", re.IGNORECASE)
_MANY = {"k": 1000, "duizend": 1000, "mio": 1_000_000, "miljoen": 1_000_000}
MANY = "|".join(_MANY)
_THOUSANDS = re.compile(rf"(?P<figure>.*?\d)\s*(?P<many>{MANY})\.?\s*(?:€|eur(?:o)?)?\s*", re.IGNORECASE)
_FIGURE = (  # "25 000", "25.000,50", "2500"; never the "000" behind a space, nor the beginning of another number
    r"(?!0\d)(?:\d{1,3}(?:[.\s]\d{3})+(?![\d.])|\d[\d.]*)(?:,\d+)?(?!['’\d])"
)
_SUM = re.compile(
    rf"(?:€|\beur(?:o)?\b)\s*(?P<before>{_FIGURE})(?:\s*(?P<scale>{MANY})(?![-\w]))?"
    rf"|(?<![\d.,'’])(?P<after>{_FIGURE})(?:,[-–]+)?(?:\s*(?P<many>{MANY}))?\s*(?:€|\beuro?\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True)
class WrittenSum:
    """A sum of money in a text, as it is written there and where it ends; no cents where its figure is none."""

    cents: int | None
    text: str
    end: int


def sums_in(text: str) -> Iterator[WrittenSum]:
    """The sums of money in a text: "€ 12.500,50", "25 000 euro", "2,5 miljoen euro"."""
    for match in _SUM.finditer(text):
        figure = (match["before"] or match["after"]).rstrip(".")
        try:
            cents = parse_cents(figure + (match["scale"] or match["many"] or ""))
        except InvalidValueError:  # "€ 1.2.3"
            cents = None
        yield WrittenSum(cents, match.group().strip(" ."), match.end())


def parse_cents(text: str) -> int:
    """ "€ 12.500,50", "12500", "25k" or "2,5 mio" → cents. Raises ``InvalidValueError("not_an_amount")``."""
    match = _THOUSANDS.fullmatch(text)
    many = _MANY[match["many"].lower()] if match else 1
    return _scaled(match["figure"] if match else text, 100 * many, "not_an_amount")


def parse_thousandths(text: str) -> int:
    """ "0,2 VTE" → 200. Raises ``InvalidValueError("not_a_number")``."""
    return _scaled(text, 1000, "not_a_number")


def _scaled(text: str, scale: int, code: str) -> int:
    bare = _NOISE.sub("", text)
    plain = bare.replace(".", "").replace(",", ".") if "," in bare else _dots_as_thousands(bare)
    if not _NUMBER.fullmatch(plain):  # Decimal itself also reads "Infinity", "1e99" and "1_000"
        raise InvalidValueError(code, value=text)
    value = Decimal(plain) * scale
    if value != value.to_integral_value():
        raise InvalidValueError(code, value=text)
    return int(value)


def _dots_as_thousands(text: str) -> str:
    """ "25.000" is twenty-five thousand here; "0.2" is a fraction."""
    return text.replace(".", "") if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+", text) else text
