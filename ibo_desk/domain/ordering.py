"""Fractional order keys: text that always has room between two neighbours (not unique; the id breaks ties)."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def key_between(low: str | None, high: str | None) -> str:
    """A key that sorts after ``low`` and before ``high`` by code point; None means the open end.

    Raises ``ValueError`` when ``low`` is not smaller than ``high``.
    """
    if low is not None and high is not None and low >= high:
        raise ValueError(f"no key between {low!r} and {high!r}")
    out: list[str] = []
    place = 0
    while True:
        floor = DIGITS.index(low[place]) if low is not None and place < len(low) else 0
        roof = DIGITS.index(high[place]) if high is not None and place < len(high) else len(DIGITS)
        if roof - floor > 1:
            out.append(DIGITS[(floor + roof) // 2])
            return "".join(out)
        out.append(DIGITS[floor])
        if roof > floor:
            high = None
        place += 1


def keys(count: int) -> list[str]:
    """``count`` keys in order, evenly spread, for a list that is made at once."""
    width = 1
    while len(DIGITS) ** width < (count + 1) * 4:
        width += 1
    step = len(DIGITS) ** width // (count + 1)
    return [_digits((n + 1) * step, width).rstrip("0") for n in range(count)]


def _digits(value: int, width: int) -> str:
    out = ""
    for _place in range(width):
        value, digit = divmod(value, len(DIGITS))
        out = DIGITS[digit] + out
    return out
