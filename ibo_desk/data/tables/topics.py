"""Topics, their appearances as agenda items, positions and referrals."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import By, ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, live, long_text, order_key, unique_live
from ibo_desk.domain.audience import Audience, said_at, told_of_outcome
from ibo_desk.domain.bodies import ItemType, Outcome, PlanStep, TransportLayer
from ibo_desk.domain.topics import Phase, Preparation, ReferralOutcome, Stance, Treatment


class TopicFields(Draft):
    title: str = Field(min_length=1, max_length=300)
    summary: str = long_text()
    action_id: UUID | None = Field(default=None, foreign_key="regional_action.id", index=True)
    submitted_by_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    submitted_on: date | None = None
    origin_body_id: UUID | None = Field(default=None, foreign_key="body.id")
    preparation: Preparation = code(Preparation, default=Preparation.SUBMITTED)
    declined_reason: str = Field(default="", max_length=500)
    phase: Phase = code(Phase, default=Phase.EXPLORING)
    still_open: str = long_text(description="What can still be influenced (R24)")
    transport_layer: TransportLayer = code(TransportLayer, default=TransportLayer.NONE)
    justifies_meeting: bool = False
    follows_id: UUID | None = Field(default=None, foreign_key="topic.id")
    preparation_since: date | None = Field(default=None, description="Since when its preparation stands so")


class Topic(TopicFields, Record, table=True):
    __table_args__ = (
        CheckConstraint("preparation <> 'declined' OR declined_reason <> ''", name="declined_has_reason"),
        live("ix_topic_preparation", "preparation"),
    )

    title_folded: str = Field(default="", index=True, max_length=300)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.COLLEGE,
        shown="title action_id submitted_by_id submitted_on phase still_open transport_layer justifies_meeting"
        " title_folded",
        narrower={
            Audience.COLLEGE: "summary origin_body_id preparation preparation_since declined_reason follows_id"
        },
        own="submitted_by_id",
        with_any="agenda_item.topic_id",
    )


class TopicStrategicLineFields(Draft):
    topic_id: UUID = Field(foreign_key="topic.id", index=True)
    line_id: UUID = Field(foreign_key="strategic_line.id", index=True)


class TopicStrategicLine(TopicStrategicLineFields, Record, table=True):
    """A topic's own strategic lines, beside those of its action (R17b)."""

    __tablename__ = "topic_strategic_line"
    __table_args__ = (unique_live("uq_topic_strategic_line", "topic_id", "line_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="topic_id line_id")


class AgendaItemFields(Draft):
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    body_id: UUID = Field(foreign_key="body.id", index=True)
    topic_id: UUID | None = Field(default=None, foreign_key="topic.id", index=True)
    order_key: str = order_key()
    sub: bool = Field(default=False, description="Stands under the main item before it: 4.1 under 4")
    title: str = Field(min_length=1, max_length=300)
    item_type: ItemType = code(ItemType, default=ItemType.DISCUSSION)
    transport_layer: TransportLayer = code(TransportLayer, default=TransportLayer.NONE)
    plan_step: PlanStep = code(
        PlanStep, default=PlanStep.NONE, description="Which adoption of the mobility plan it is (R17b)"
    )
    minutes: int | None = Field(default=None, ge=0, le=1440, description="Planned duration")
    began_at: time | None = Field(
        default=None, description="When the meeting took it up; the order of treatment"
    )
    late: bool = False
    urgent: bool = Field(
        default=False, description="Cannot wait for the next meeting; said on agenda and minutes"
    )
    asked: str = long_text(description="What is asked of the meeting")
    introduction: str = long_text()
    discussion: str = long_text()
    conclusion: str = long_text(description="Text of the conclusion, advice or decision")
    outcome: Outcome | None = code(Outcome, default=None, nullable=True)
    treatment: Treatment = code(Treatment, default=Treatment.OPEN)
    ended_reason: str = Field(default="", max_length=500, description="Why it was put off or taken back")
    conclusion_on: date | None = Field(
        default=None, index=True, description="Day the conclusion is expected, if not the meeting's"
    )
    preparation_note: str = long_text(description="What the CvB said of it")
    preparation_audience: Audience = code(Audience, default=Audience.SECRETARIAT)
    secretariat_note: str = long_text(description="Never on any paper")
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)
    previous_id: UUID | None = Field(default=None, foreign_key="agenda_item.id")
    cross_check_for_id: UUID | None = Field(default=None, foreign_key="agenda_item.id")
    joined_to_id: UUID | None = Field(
        default=None,
        foreign_key="agenda_item.id",
        description="Treated together with this item of the same meeting; its conclusion holds for both",
    )
    approves_id: UUID | None = Field(
        default=None, foreign_key="meeting.id", description="The meeting whose minutes this item approves"
    )
    recurring: bool = Field(default=False, description="Returns on every next agenda of the body")
    attachments: str = long_text(description="Names of the documents, one a line")
    known_since: date | None = Field(
        default=None, description="Since when it stands on this agenda; empty: longer than anybody noted"
    )


class AgendaItem(AgendaItemFields, Record, table=True):
    """One appearance of a topic at one meeting; type, layer and outcome must be ones its body may have (R9, R18)."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "body_id"], ["meeting.id", "meeting.body_id"]),
        ForeignKeyConstraint(
            ["body_id", "item_type", "transport_layer"],
            ["body_permission.body_id", "body_permission.item_type", "body_permission.transport_layer"],
        ),
        ForeignKeyConstraint(
            ["body_id", "item_type", "transport_layer", "outcome"],
            [
                "body_permission.body_id",
                "body_permission.item_type",
                "body_permission.transport_layer",
                "body_permission.outcome",
            ],
        ),
        CheckConstraint("outcome IS NULL OR treatment = 'treated'", name="outcome_is_treated"),
        CheckConstraint(
            "plan_step = 'none' OR (transport_layer = 'mobility_plan' AND item_type = 'decision')",
            name="plan_step_of_decision",
        ),
        live("ix_agenda_item_treatment", "meeting_id", "treatment"),
    )

    title_folded: str = Field(default="", index=True, max_length=300)

    read_by: ClassVar[ReadBy] = ReadBy(
        By(("body_id", "audience"), said_at),
        shown="meeting_id body_id topic_id order_key sub title item_type transport_layer plan_step minutes began_at"
        " late urgent asked introduction discussion conclusion outcome treatment ended_reason conclusion_on"
        " preparation_audience audience previous_id cross_check_for_id joined_to_id approves_id recurring"
        " attachments known_since title_folded",
        narrower={"preparation_audience": "preparation_note", Audience.SECRETARIAT: "secretariat_note"},
    )


class PositionFields(Draft):
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    stance: Stance = code(Stance, default=Stance.NONE)
    text: str = long_text()
    subject: str = Field(
        default="", max_length=200, description="The part it is about, when an advice is split"
    )
    audience: Audience = code(Audience, default=Audience.PARTICIPANTS)


class Position(PositionFields, Record, table=True):
    __table_args__ = (unique_live("uq_position", "item_id", "organisation_id", "subject"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        "audience", shown="item_id organisation_id stance text subject audience", own="organisation_id"
    )


class ReferralFields(Draft):
    item_id: UUID = Field(foreign_key="agenda_item.id", index=True)
    question: str = long_text()


class Referral(ReferralFields, Record, table=True):
    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="item_id question")


class ReferralTargetFields(Draft):
    referral_id: UUID = Field(foreign_key="referral.id", index=True)
    body_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    action_id: UUID | None = Field(default=None, foreign_key="regional_action.id", index=True)
    planned_on: date | None = Field(default=None, index=True)
    outcome: ReferralOutcome | None = code(ReferralOutcome, default=None, nullable=True)
    outcome_on: date | None = None
    reference: str = Field(default="", max_length=200)
    noted_on: date | None = Field(default=None, description="When the outcome was recorded")
    note: str = long_text()


class ReferralTarget(ReferralTargetFields, Record, table=True):
    """One competent body, or the action's own process (R9); 13 councils are 13 targets."""

    __tablename__ = "referral_target"
    __table_args__ = (
        CheckConstraint("(body_id IS NULL) <> (action_id IS NULL)", name="one_target"),
        CheckConstraint("outcome IS NULL OR outcome_on IS NOT NULL", name="outcome_has_day"),
        unique_live("uq_referral_target", "referral_id", "body_id", "action_id"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC,
        shown="referral_id body_id action_id planned_on",
        narrower={
            By(("body_id",), told_of_outcome): "outcome outcome_on reference noted_on",
            Audience.SECRETARIAT: "note",
        },
        own="body_id",
        within="action_id",
    )
