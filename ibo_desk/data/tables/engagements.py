"""Engagements, each partner's share with instalments and past periods, and their follow-up (R14, R15)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, live, long_text, unique_live
from ibo_desk.domain.audience import Audience, OwnPart
from ibo_desk.domain.engagements import EngagementKind, EngagementState, InMultiYearPlan, Recurrence


class EngagementFields(Draft):
    what: str = Field(default="", max_length=1000)
    due_on: date | None = None
    due_phrase: str = Field(default="", max_length=120)
    recurrence: Recurrence = code(Recurrence, default=Recurrence.ONCE)
    first_due_on: date | None = Field(
        default=None, description="First day of the series once it moved on; later days are counted from it"
    )
    item_id: UUID | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    action_id: UUID | None = Field(default=None, foreign_key="regional_action.id", index=True)
    progress: str = long_text(description="State of play")
    note: str = long_text(description="Secretariat's own note, never on any paper")
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)


class Engagement(EngagementFields, Record, table=True):
    what_folded: str = Field(default="", max_length=1000)

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience",
        shown="what due_on due_phrase recurrence first_due_on item_id action_id audience what_folded",
        narrower={Audience.SECRETARIAT: "note progress"},
        own="engagement_partner.organisation_id",
    )


class EngagementPartnerFields(Draft):
    engagement_id: UUID = Field(foreign_key="engagement.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    kind: EngagementKind = code(EngagementKind, default=EngagementKind.KNOWLEDGE)
    amount_cents: int | None = Field(default=None, ge=0)
    vte_thousandths: int | None = Field(default=None, ge=0)
    budget_year: int | None = Field(default=None, ge=1990, le=2200)
    in_plan: InMultiYearPlan = code(InMultiYearPlan, default=InMultiYearPlan.TO_CHECK)
    state: EngagementState = code(EngagementState, default=EngagementState.PROPOSED)
    state_since: date | None = Field(default=None, description="Since when; its dated states tell the whole")
    condition: str = Field(default="", max_length=500)
    confirmed_by_id: UUID | None = Field(default=None, foreign_key="body.id")
    confirmed_on: date | None = None
    confirmed_reference: str = Field(default="", max_length=200)
    evidence: str = long_text()
    closed_on: date | None = None


class EngagementPartner(EngagementPartnerFields, Record, table=True):
    __tablename__ = "engagement_partner"
    __table_args__ = (
        unique_live("uq_engagement_partner", "engagement_id", "organisation_id", "kind"),
        live("ix_engagement_partner_state", "state", "engagement_id"),
        live("ix_engagement_partner_engagement", "engagement_id", "state"),
        CheckConstraint("amount_cents IS NULL OR amount_cents >= 0", name="amount"),
        CheckConstraint("vte_thousandths IS NULL OR vte_thousandths >= 0", name="vte"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        OwnPart.SHARE,
        shown="engagement_id organisation_id kind amount_cents vte_thousandths budget_year in_plan state state_since"
        " condition confirmed_by_id confirmed_on confirmed_reference evidence closed_on",
        own="organisation_id",
    )


class EngagementPartnerStateFields(Draft):
    partner_id: UUID = Field(foreign_key="engagement_partner.id", index=True)
    state: EngagementState = code(EngagementState)
    since: date
    item_id: UUID | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    by_id: UUID | None = Field(default=None, foreign_key="body.id")
    reference: str = Field(default="", max_length=200)
    amount_cents: int | None = Field(default=None, ge=0)
    vte_thousandths: int | None = Field(default=None, ge=0)
    noted_on: date | None = Field(default=None, description="When it was recorded")


class EngagementPartnerState(EngagementPartnerStateFields, Record, table=True):
    """How a share stood from a day on, with its amount; by which item or body. The newest is the state of the share."""

    __tablename__ = "engagement_partner_state"

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC,
        shown="partner_id state since item_id by_id reference amount_cents vte_thousandths noted_on",
    )


class InstalmentFields(Draft):
    partner_id: UUID = Field(foreign_key="engagement_partner.id", index=True)
    due_on: date | None = None
    amount_cents: int = Field(ge=0)
    paid_on: date | None = None


class Instalment(InstalmentFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="partner_id due_on amount_cents paid_on")


class EngagementPeriodFields(Draft):
    partner_id: UUID = Field(foreign_key="engagement_partner.id", index=True)
    due_on: date
    kept_on: date | None = Field(default=None, description="Empty: this period was not kept")
    evidence: str = long_text()


class EngagementPeriod(EngagementPeriodFields, Record, table=True):
    """One past period of an engagement that recurs, for one partner."""

    __tablename__ = "engagement_period"
    __table_args__ = (unique_live("uq_engagement_period", "partner_id", "due_on"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="partner_id due_on kept_on evidence")


class EngagementFollowUpFields(Draft):
    engagement_id: UUID = Field(foreign_key="engagement.id", index=True)
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    state: EngagementState | None = code(EngagementState, default=None, nullable=True)
    said: str = long_text(description="What was said of it there")


class EngagementFollowUp(EngagementFollowUpFields, Record, table=True):
    """That an engagement was dealt with in an item of a later meeting, and how it stood that day."""

    __tablename__ = "engagement_follow_up"
    __table_args__ = (unique_live("uq_engagement_follow_up", "engagement_id", "item_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="engagement_id item_id state said")
