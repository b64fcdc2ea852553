"""What an operation changed, so that every open page knows whether to read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Changes:
    """The records that one use case wrote, table name → ids, and all ``tables`` in which something was written."""

    records: dict[str, frozenset[UUID]] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    entry: UUID | None = None
    unknown: bool = False  # whatever was written while nobody could hear of it

    @classmethod
    def everywhere(cls) -> "Changes":
        """Any record may be another one now."""
        return cls(unknown=True)

    def affects(self, tables: Iterable[str]) -> bool:
        """Whether something was written in any of these tables, so that what was read from them is old."""
        return self.unknown or not self.tables.isdisjoint(tables)

    def __bool__(self) -> bool:
        return self.unknown or bool(self.records)
