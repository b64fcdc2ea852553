"""By what a sum is divided among partners, as a code."""

from enum import StrEnum


class ShareKey(StrEnum):
    """By what a sum is divided among the partners."""

    UNITS = "units"
    INHABITANTS = "inhabitants"
    EQUAL = "equal"
    FIXED = "fixed"
