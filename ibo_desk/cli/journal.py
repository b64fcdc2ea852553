"""``list FILE journal``: what was done, with each field's old and new value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ibo_desk.app import App
from ibo_desk.services.keeping.change_words import ChangeRow

MOST_ENTRIES: Final = 10_000
_SHOWN: Final = 3  # changes on one line of the table for people


@dataclass(frozen=True)
class FieldChange:
    """One field of one record: ``kind`` and ``field`` as stored ("" for the making), the values in words."""

    kind: str
    record_id: UUID
    record: str
    field: str
    heading: str
    old: str
    new: str

    @classmethod
    def of(cls, row: ChangeRow) -> "FieldChange":
        return cls(row.kind, row.record_id, row.record, row.field, row.heading, row.old, row.new)

    def __str__(self) -> str:
        change = f"{self.old} → {self.new}" if self.old else self.new
        return f"{self.heading}: {change}"


@dataclass(frozen=True)
class JournalLine:
    """One thing that was done; the entries of one visit of a field are one."""

    id: UUID
    began: datetime
    at: datetime
    actor: str
    label: str
    undoes: UUID | None
    undone: bool
    changes: tuple[FieldChange, ...]

    @property
    def changed(self) -> str:
        more = " …" if len(self.changes) > _SHOWN else ""
        return "; ".join(map(str, self.changes[:_SHOWN])) + more


def lines(app: App) -> list[JournalLine]:
    """The newest first, at most ``MOST_ENTRIES``."""
    return [
        JournalLine(
            entry.entry.id,
            entry.entry.began,
            entry.entry.at,
            entry.entry.actor,
            entry.entry.label,
            entry.entry.undoes,
            entry.entry.undone,
            tuple(map(FieldChange.of, entry.changes)),
        )
        for entry in app.history.with_changes(MOST_ENTRIES)
    ]
