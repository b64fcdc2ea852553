"""Meetings, who attended, and the stored versions of agenda and minutes."""

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, extract
from sqlmodel import Field, SQLModel

from ibo_desk.data.tables.read_by import By, ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import WHERE, code, long_text, moment, unique_live
from ibo_desk.domain.audience import Audience, present_at, told_of_meeting, told_of_minutes
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.organisations import Capacity, Presence


class MeetingFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    on: date = Field(index=True)
    starts_at: time | None = None
    ends_at: time | None = None
    opened_at: time | None = Field(default=None, description="When the chair really opened it")
    closed_at: time | None = None
    breaks: str = Field(default="", max_length=200, description="15:10-15:20, 16:05-16:15 (domain.course)")
    place: str = Field(default="", max_length=200)
    online: str = Field(
        default="", max_length=500, description="Address of the call for who takes part online"
    )
    number: int | None = Field(default=None, ge=1, le=9999, description="Serial number within body and year")
    state: MeetingState = code(MeetingState, default=MeetingState.PLANNED)
    reason: str = long_text(description="Reason for convening, linked to the area programme (R13)")
    secretary: str = Field(default="", max_length=200)
    opening_note: str = long_text()
    cancelled_reason: str = Field(default="", max_length=500)
    written: bool = Field(
        default=False, description="A written procedure: nobody meets, answers come in until the day"
    )
    reply_by: date | None = Field(
        default=None, description="Until when who is invited says whether they come"
    )
    report_number: int | None = Field(
        default=None,
        ge=1,
        le=9999,
        description="Number of the minutes within body and year, where it has them",
    )
    cancelled_on: date | None = None
    known_since: date | None = Field(
        default=None, description="Since when it is on the calendar; empty: longer than anybody noted"
    )


class Meeting(MeetingFields, Record, table=True):
    """``locked`` is set by the approval of its minutes and guarded by triggers."""

    __table_args__ = (
        UniqueConstraint("id", "body_id"),
        CheckConstraint("ends_at IS NULL OR starts_at IS NULL OR starts_at < ends_at", name="times"),
    )

    locked: bool = Field(default=False)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("body_id",), told_of_meeting),
        shown="body_id on number state locked known_since cancelled_on written",
        narrower={
            By(
                ("body_id",), present_at
            ): "starts_at ends_at opened_at closed_at breaks place online reason secretary opening_note"
            " cancelled_reason reply_by report_number"
        },
    )


_columns = SQLModel.metadata.tables["meeting"].columns
for _name, _number in (("uq_meeting_number", _columns.number), ("uq_report_number", _columns.report_number)):
    Index(
        _name,
        _columns.body_id,
        extract("year", _columns.on),
        _number,
        unique=True,
        info={WHERE: "deleted_in IS NULL"},
    )


class MeetingChairFields(Draft):
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    rank: int = Field(ge=1, le=99, description="1 for who chairs; those who chair with them follow")
    name: str = Field(min_length=1, max_length=200)


class MeetingChair(MeetingChairFields, Record, table=True):
    """Who chairs a meeting; a transport region council has two of them."""

    __tablename__ = "meeting_chair"
    __table_args__ = (unique_live("uq_meeting_chair", "meeting_id", "rank"),)

    read_by: ClassVar[ReadBy] = ReadBy(By(("meeting_id",), present_at), shown="meeting_id rank name")


class AttendanceFields(Draft):
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    capacity: Capacity = code(Capacity, default=Capacity.FULL)
    presence: Presence = code(Presence, default=Presence.UNKNOWN)
    replaced_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    label: str = Field(default="", max_length=300, description="Name and function as of that day")
    arrived_at: time | None = None
    left_at: time | None = None


class Attendance(AttendanceFields, Record, table=True):
    __table_args__ = (unique_live("uq_attendance", "meeting_id", "organisation_id", "label"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("meeting_id",), present_at),
        shown="meeting_id organisation_id person_id capacity presence replaced_by_id label arrived_at left_at",
    )


class ItemPresenceFields(Draft):
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    attendance_id: UUID = Field(foreign_key="attendance.id", index=True)
    away: bool = Field(default=True, description="False where the hours say away and somebody knows better")


class ItemPresence(ItemPresenceFields, Record, table=True):
    """Who came late or left early was not there at every item; only what was noted by hand stands here."""

    __tablename__ = "item_presence"
    __table_args__ = (unique_live("uq_item_presence", "item_id", "attendance_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="item_id attendance_id away")


class AgendaVersionFields(Draft):
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    letter: str = Field(min_length=1, max_length=4)
    content: str = Field(sa_type=Text)
    content_hash: str = Field(max_length=64)
    made_at: datetime = moment()
    sent_on: date | None = None
    recipients: str = long_text(
        description="Who it went to, by name; addresses stand with their records only"
    )


class AgendaVersion(AgendaVersionFields, Record, table=True):
    __tablename__ = "agenda_version"
    __table_args__ = (unique_live("uq_agenda_version", "meeting_id", "letter"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("meeting_id",), present_at),
        shown="meeting_id letter content content_hash made_at sent_on",
        narrower={Audience.SECRETARIAT: "recipients"},
    )


class MinutesVersionFields(Draft):
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    number: int = Field(ge=1)
    state: MinutesState = code(MinutesState, default=MinutesState.DRAFT)
    content: str = Field(default="", sa_type=Text)
    content_hash: str = Field(default="", max_length=64)
    made_at: datetime = moment()
    submitted_on: date | None = None
    approved_on: date | None = None
    approval_mode: ApprovalMode | None = code(ApprovalMode, default=None, nullable=True)
    reason: str = Field(default="", max_length=500)


class MinutesVersion(MinutesVersionFields, Record, table=True):
    __tablename__ = "minutes_version"
    __table_args__ = (unique_live("uq_minutes_version", "meeting_id", "number"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("meeting_id", "state"), told_of_minutes),
        shown="meeting_id number state content content_hash made_at submitted_on approved_on approval_mode reason",
    )


class MinutesRemarkFields(Draft):
    version_id: UUID = Field(foreign_key="minutes_version.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    text: str = long_text(min_length=1)
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)
    dealt_with: str = long_text(description="What was done with it; empty while that is open")


class MinutesRemark(MinutesRemarkFields, Record, table=True):
    """What a partner says of minutes that are not approved yet."""

    __tablename__ = "minutes_remark"

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience", shown="version_id organisation_id text audience dealt_with", own="organisation_id"
    )
