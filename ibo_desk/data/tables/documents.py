"""Papers that were made, files that were attached, and what an import already read."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record, Stored
from ibo_desk.data.tables.types import code, moment, unique_live
from ibo_desk.domain.audience import Audience


class DocumentFields(Draft):
    title: str = Field(min_length=1, max_length=300)
    kind: str = Field(default="", max_length=40, description="agenda, minutes, memo …, or attachment")
    file_name: str = Field(default="", max_length=300)
    template: str = Field(default="", max_length=300)
    data_date: date | None = None
    content_hash: str = Field(default="", max_length=64)
    made_at: datetime | None = moment(default=None, nullable=True)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    item_id: UUID | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    action_id: UUID | None = Field(default=None, foreign_key="regional_action.id", index=True)
    college_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    blob_sha256: str | None = Field(default=None, max_length=64, index=True)
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)


class Document(DocumentFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(
        "audience",
        shown="title kind file_name data_date content_hash made_at meeting_id item_id action_id college_id blob_sha256"
        " audience",
        narrower={Audience.SECRETARIAT: "template"},
        own="college_id",
        within="meeting_id item_id action_id",
    )


class Blob(Stored, table=True):
    """Attached bytes by SHA-256; never journaled."""

    sha256: str = Field(primary_key=True, max_length=64)
    data: bytes = Field(sa_type=LargeBinary)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.SECRETARIAT, shown="sha256 data", with_any="document.blob_sha256 sent_file.blob_sha256"
    )


class ImportedRowFields(Draft):
    source: str = Field(max_length=40, description="Which list layout")
    row_hash: str = Field(max_length=64)
    record_table: str = Field(default="", max_length=60)
    record_id: UUID | None = None
    shown: str = Field(default="", sa_type=Text)


class ImportedRow(ImportedRowFields, Record, table=True):
    """A source row that was read; an unchanged one is skipped for good, also after the user edited its record."""

    __tablename__ = "imported_row"
    __table_args__ = (unique_live("uq_imported_row", "source", "row_hash"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.SECRETARIAT, shown="source row_hash record_table record_id shown"
    )
