"""What an operation changed, so that every open page knows whether to read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Changes:
    """The records that one use case wrote: table name → ids."""

    records: dict[str, frozenset[UUID]] = field(default_factory=dict)
    entry: UUID | None = None
    unknown: bool = False  # whatever was written while nobody could hear of it

    @classmethod
    def everywhere(cls) -> "Changes":
        """Any record may be another one now."""
        return cls(unknown=True)

    def affects(self, kinds: Iterable[str]) -> bool:
        """Whether any of the table names was written."""
        return self.unknown or any(kind in self.records for kind in kinds)

    def __bool__(self) -> bool:
        return self.unknown or bool(self.records)
