"""What became of an agenda since it was sent."""

from enum import StrEnum


class AgendaMark(StrEnum):
    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


def mark_of(sent: str, number: str, *, changed: bool, withdrawn: bool = False) -> AgendaMark:
    """What became of an item that is still there: numbers then ("" for a new one) and now, and whether it differs.

    ``withdrawn``: it stays in its place to be read, but is not treated; it was not so when the agenda was sent.
    """
    if not sent:
        return AgendaMark.NEW
    if withdrawn:
        return AgendaMark.WITHDRAWN
    if changed:
        return AgendaMark.CHANGED
    return AgendaMark.SAME if sent == number else AgendaMark.RENUMBERED


def letter(count: int) -> str:
    """The name of the version after ``count`` others: A … Z, then AA."""
    letters = ""
    count += 1
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
