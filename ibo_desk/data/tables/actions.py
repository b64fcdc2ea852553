"""Regional actions and what is told of them in their file (R2–R8); what is counted and paid: ``progress``."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import By, ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, order_key, unique_live
from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.audience import Audience, told_of_action


class StrategicLineFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    order_key: str = order_key()


class StrategicLine(StrategicLineFields, Record, table=True):
    __tablename__ = "strategic_line"

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="name order_key")


class RegionalActionFields(Draft):
    number: str = Field(default="", max_length=20)
    title: str = Field(min_length=1, max_length=300)
    short_title: str = Field(default="", max_length=80)
    state: ActionState = code(ActionState, default=ActionState.PROPOSED)
    summary: str = long_text()
    next_step: str = Field(default="", max_length=500)
    next_step_on: date | None = None
    public_progress: str = Field(
        default="", max_length=500, description="How far it is, in one sentence that everybody may read"
    )
    public_progress_on: date | None = Field(default=None, description="The day of which that sentence tells")
    origin: str = Field(default="", max_length=200)
    added_on: date | None = None
    added_reason: str = Field(default="", max_length=500)
    coordinator_id: UUID | None = Field(default=None, foreign_key="person.id")
    stopped_on: date | None = Field(default=None, description="The day it was stopped, while it is")
    stopped_reason: str = Field(default="", max_length=500)
    archived_on: date | None = Field(
        default=None, description="Since when it is left out of lists and choices"
    )
    order_key: str = order_key()


class RegionalAction(RegionalActionFields, Record, table=True):
    __tablename__ = "regional_action"

    title_folded: str = Field(default="", index=True, max_length=300)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("state",), told_of_action),
        shown="number title short_title state public_progress public_progress_on origin added_on order_key"
        " title_folded stopped_on archived_on",
        narrower={
            Audience.PARTICIPANTS: "summary next_step next_step_on added_reason coordinator_id stopped_reason"
        },
    )


class ActionStrategicLineFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    line_id: UUID = Field(foreign_key="strategic_line.id", index=True)


class ActionStrategicLine(ActionStrategicLineFields, Record, table=True):
    __tablename__ = "action_strategic_line"
    __table_args__ = (unique_live("uq_action_strategic_line", "action_id", "line_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="action_id line_id")


class ActionPartnerFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    role: PartnerRole = code(PartnerRole, default=PartnerRole.PARTNER)


class ActionPartner(ActionPartnerFields, Record, table=True):
    __tablename__ = "action_partner"
    __table_args__ = (unique_live("uq_action_partner", "action_id", "organisation_id", "role"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="action_id organisation_id role")


class ActionLinkFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    other_id: UUID = Field(foreign_key="regional_action.id", index=True)
    note: str = Field(default="", max_length=500)


class ActionLink(ActionLinkFields, Record, table=True):
    """Wisselwerking between two actions (R8)."""

    __tablename__ = "action_link"
    __table_args__ = (
        unique_live("uq_action_link", "action_id", "other_id"),
        CheckConstraint("action_id <> other_id", name="two_actions"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PARTICIPANTS, shown="action_id other_id note")


class ProgressNoteFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    on: date
    text: str = long_text()
    author: str = Field(default="", max_length=200)
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)


class ProgressNote(ProgressNoteFields, Record, table=True):
    __tablename__ = "progress_note"

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience", shown="action_id on text audience", narrower={Audience.PARTICIPANTS: "author"}
    )
