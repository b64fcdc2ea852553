"""What a soak gives back: rows of a table, and whether all went well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A line of the table in docs/trust.md: what was done, how often, what was seen; ``good`` when nothing was lost."""

    what: str
    rounds: int
    seen: str
    good: bool
