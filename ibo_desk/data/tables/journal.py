"""The journal: who did what, in words, and each field's old and new value (undo, stale checks, merging)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, Text
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Stored, new_id
from ibo_desk.data.tables.types import moment
from ibo_desk.domain.audience import Audience


class JournalEntry(Stored, table=True):
    """One use case that was carried out; its UUIDv7 is greater than every one already present (the merge clock)."""

    __tablename__ = "journal_entry"

    id: UUID = Field(primary_key=True)
    at: datetime = moment()
    copy_id: UUID
    actor: str = Field(default="", max_length=200)
    label: str = Field(max_length=500)
    undoes: UUID | None = Field(default=None, index=True)
    visit: UUID | None = Field(
        default=None, index=True
    )  # entries of one visit of a field are told and undone as one
    bulk: bool = False  # it set the same on many records at once; see ``services.base.bulk``
    seal: str = Field(default="", max_length=64, description="Fingerprint of the entry itself")

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.SECRETARIAT, shown="at copy_id actor label undoes visit bulk seal"
    )


class Change(Stored, table=True):
    """One field of one record; field "" is the making of the record, with the whole of it as JSON in ``new``."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_id", "field", "entry_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    entry_id: UUID = Field(foreign_key="journal_entry.id", index=True)
    table_name: str = Field(max_length=60)
    record_id: UUID
    field: str = Field(max_length=60)
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    previous_revision: UUID | None = None
    erased_in: UUID | None = None  # the entry that took personal values out of ``old`` and ``new``

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.SECRETARIAT,
        shown="entry_id table_name record_id field old new previous_revision erased_in",
    )
