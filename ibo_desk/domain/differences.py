"""How a paragraph of a paper differs from that of another, as a code."""

from enum import StrEnum


class Difference(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
