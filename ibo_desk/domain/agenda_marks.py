"""What became of an agenda since it was sent."""

from enum import StrEnum


class AgendaMark(StrEnum):
    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    DROPPED = "dropped"


def letter(count: int) -> str:
    """The name of the version after ``count`` others: A … Z, then AA."""
    letters = ""
    count += 1
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
