"""How far a regional action is: milestones, indicators, evaluations, money, and who bears and gains what (R5, R16)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, order_key, unique_live
from ibo_desk.domain.actions import Bearing
from ibo_desk.domain.audience import Audience, OwnPart
from ibo_desk.domain.funding import FundingKind, FundingState


class MilestoneFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    title: str = Field(min_length=1, max_length=300)
    due_on: date | None = None
    due_phrase: str = Field(default="", max_length=120)
    reached_on: date | None = None


class Milestone(MilestoneFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS, shown="action_id title due_on due_phrase reached_on"
    )


class IndicatorFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    name: str = Field(min_length=1, max_length=200)
    unit: str = Field(default="", max_length=60)
    baseline_thousandths: int | None = Field(default=None, description="Where it began, in its unit")
    baseline_on: date | None = None
    target_thousandths: int | None = Field(default=None, description="Where it has to come, in its unit")
    target_on: date | None = None


class Indicator(IndicatorFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="action_id name unit baseline_thousandths baseline_on target_thousandths target_on",
    )


class MeasurementFields(Draft):
    indicator_id: UUID = Field(foreign_key="indicator.id", index=True)
    on: date
    value_thousandths: int | None = Field(default=None, description="Empty until it is known")
    note: str = Field(default="", max_length=300)


class Measurement(MeasurementFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(Audience.PARTICIPANTS, shown="indicator_id on value_thousandths note")


class EvaluationFields(Draft):
    action_id: UUID | None = Field(default=None, foreign_key="regional_action.id", index=True)
    body_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    planned_on: date | None = None
    on: date | None = Field(default=None, description="The day it was held; empty while it is planned")
    text: str = long_text()
    next_due_on: date | None = None


class Evaluation(EvaluationFields, Record, table=True):
    """Of an action (R5) or of the working of a body (R16)."""

    __table_args__ = (
        CheckConstraint("(action_id IS NULL) <> (body_id IS NULL)", name="one_subject"),
        CheckConstraint('"on" IS NOT NULL OR planned_on IS NOT NULL', name="a_day"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="action_id body_id planned_on on text next_due_on",
        within="action_id body_id",
    )


class FundingFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    label: str = Field(default="", max_length=300)
    kind: FundingKind | None = code(FundingKind, default=None, nullable=True)
    state: FundingState = code(FundingState, default=FundingState.PLANNED)
    year: int | None = Field(default=None, ge=1990, le=2200)
    asked_cents: int | None = Field(default=None, ge=0)
    granted_cents: int | None = Field(default=None, ge=0)
    call: str = Field(default="", max_length=300, description="The call or programme it is asked of")
    call_closes_on: date | None = None
    granted_on: date | None = Field(
        default=None, description="Day of the grant, or on which a deal was closed"
    )
    interim_report_on: date | None = Field(default=None, description="By when the next interim report is due")
    final_report_on: date | None = None
    reported_on: date | None = Field(default=None, description="When the final report was handed in")


class Funding(FundingFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="action_id organisation_id label kind state year asked_cents granted_cents call call_closes_on"
        " granted_on interim_report_on final_report_on reported_on",
    )


class BurdenFields(Draft):
    action_id: UUID = Field(foreign_key="regional_action.id", index=True)
    what: str = Field(min_length=1, max_length=200)
    bearing: Bearing = code(Bearing, default=Bearing.BURDEN)
    unit: str = Field(default="", max_length=60)
    order_key: str = order_key()


class Burden(BurdenFields, Record, table=True):
    """One thing that municipalities bear or gain by an action, counted in one unit."""

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PARTICIPANTS, shown="action_id what bearing unit order_key")


class BurdenShareFields(Draft):
    burden_id: UUID = Field(foreign_key="burden.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    value_thousandths: int


class BurdenShare(BurdenShareFields, Record, table=True):
    """How much of it falls to one municipality, in thousandths of its unit."""

    __tablename__ = "burden_share"
    __table_args__ = (unique_live("uq_burden_share", "burden_id", "organisation_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        OwnPart.SHARE, shown="burden_id organisation_id value_thousandths", own="organisation_id"
    )
