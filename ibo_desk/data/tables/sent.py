"""What was sent to a college: what it said as data, the files that went, and the items it was about."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, moment, unique_live
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Side


class SentPaperFields(Draft):
    college_id: UUID = Field(foreign_key="body.id", index=True)
    number: int = Field(ge=1, description="Serial number of what this college was sent")
    kind: str = Field(max_length=40, description="Which paper: memo …")
    title: str = Field(min_length=1, max_length=300)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    side: Side | None = code(Side, default=None, nullable=True)
    sent_on: date
    recorded_at: datetime = moment()
    recipients: str = long_text(
        description="Who it went to, by name; addresses stand with their records only"
    )
    template: str = Field(default="", max_length=300)
    content: str = Field(default="", sa_type=Text, description="Empty where nobody knows what it said")
    content_hash: str = Field(default="", max_length=64)
    replaces_id: UUID | None = Field(default=None, foreign_key="sent_paper.id", index=True)
    audience: Audience = code(Audience, default=Audience.COLLEGE)


class SentPaper(SentPaperFields, Record, table=True):
    __tablename__ = "sent_paper"
    __table_args__ = (unique_live("uq_sent_paper", "college_id", "number"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience",
        shown="college_id number kind title meeting_id side sent_on recorded_at content content_hash replaces_id"
        " audience",
        narrower={Audience.COLLEGE: "recipients", Audience.SECRETARIAT: "template"},
        own="college_id",
        within="meeting_id",
    )


class SentItem(Record, table=True):
    """An agenda item that a sent paper told about."""

    __tablename__ = "sent_item"
    __table_args__ = (unique_live("uq_sent_item", "sent_id", "item_id"),)

    sent_id: UUID = Field(foreign_key="sent_paper.id", index=True)
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    number: str = Field(default="", max_length=20, description="Its number in that paper")
    let_pass: str = Field(
        default="", max_length=64, description="Hash of a difference that needs no new note"
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC, shown="sent_id item_id number", narrower={Audience.SECRETARIAT: "let_pass"}
    )


class SentFile(Record, table=True):
    """A file that went, by the SHA-256 of its bytes; these are kept once."""

    __tablename__ = "sent_file"
    __table_args__ = (unique_live("uq_sent_file", "sent_id", "file_name"),)

    sent_id: UUID = Field(foreign_key="sent_paper.id", index=True)
    file_name: str = Field(min_length=1, max_length=300)
    blob_sha256: str = Field(max_length=64, index=True)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="sent_id file_name blob_sha256")
