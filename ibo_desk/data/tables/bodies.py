"""Bodies, what they may do, their members, rules of procedure and calendars."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, order_key, unique_live
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import (
    CONSULTING,
    DECIDING_LAYERS,
    ApprovalMode,
    BodyKind,
    DecisionMode,
    ItemType,
    LegalForm,
    MemberRole,
    Outcome,
    TransportLayer,
)
from ibo_desk.domain.calendars import Rhythm, SessionKind, SubmitRule
from ibo_desk.domain.sentence_keys import SentenceKey


def _quoted(codes: frozenset[BodyKind] | frozenset[TransportLayer]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(codes))


class BodyFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field(default="", max_length=80)
    kind: BodyKind = code(BodyKind, default=BodyKind.OTHER)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    legal_form: LegalForm = code(LegalForm, default=LegalForm.NONE)
    external_secretariat: bool = False
    secretariat_name: str = Field(default="", max_length=200)
    prepared_by_id: UUID | None = Field(default=None, foreign_key="body.id")
    prints_preparation: bool = Field(
        default=False, description="Whether papers say that an item skipped the CvB."
    )
    prints_overviews: bool = Field(
        default=False, description="Whether minutes repeat all engagements and referrals at their end"
    )
    numbers_minutes: bool = Field(
        default=False, description="Whether its minutes are numbered, from 1 each year"
    )
    speaks_jointly: bool = Field(
        default=True, description="Whether who has a joint voice (Team MOW) takes one position here (R20)"
    )
    lblod_uri: str | None = Field(default=None, max_length=300)
    note_headings: str = long_text(
        description="JSON list of key, heading and standing text for a college's own notes; empty = default."
    )
    note_per_item: bool = Field(
        default=False,
        description="Whether a college gets a note of its own for each item that asks an answer",
    )
    note_handled_by: str = Field(
        default="", max_length=200, description="Who handles its notes in a municipality, as they print it"
    )
    standing_items: str = Field(
        default="",
        max_length=200,
        description="Types of the items that every agenda has, in their order, with spaces between; empty = none",
    )
    order_key: str = order_key()
    valid_from: date | None = None
    valid_to: date | None = None


class Body(BodyFields, Record, table=True):
    __table_args__ = (UniqueConstraint("id", "kind"),)

    name_folded: str = Field(default="", index=True, max_length=200)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC,
        shown="name short_name kind organisation_id legal_form external_secretariat secretariat_name prepared_by_id"
        " prints_preparation prints_overviews numbers_minutes speaks_jointly lblod_uri standing_items order_key"
        " valid_from valid_to name_folded",
        narrower={Audience.COLLEGE: "note_headings note_per_item note_handled_by"},
        own="organisation_id",
    )


class BodyPermissionFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    body_kind: BodyKind = code(BodyKind)
    item_type: ItemType = code(ItemType)
    transport_layer: TransportLayer = code(TransportLayer, default=TransportLayer.NONE)
    outcome: Outcome = code(Outcome)


class BodyPermission(BodyPermissionFields, Record, table=True):
    """What a body may do with an item; agenda items refer to a row here, so the database refuses the rest (R9)."""

    __tablename__ = "body_permission"
    __table_args__ = (
        UniqueConstraint("body_id", "item_type", "transport_layer"),
        UniqueConstraint("body_id", "item_type", "transport_layer", "outcome"),
        ForeignKeyConstraint(["body_id", "body_kind"], ["body.id", "body.kind"]),
        CheckConstraint("(item_type = 'decision') = (outcome = 'decided')", name="decision_decides"),
        CheckConstraint(
            f"NOT (outcome = 'decided' AND body_kind IN ({_quoted(CONSULTING)}))",
            name="consulting_never_decides",
        ),
        CheckConstraint(
            "NOT (outcome = 'decided' AND body_kind = 'transport_region_council'"
            f" AND transport_layer NOT IN ({_quoted(DECIDING_LAYERS)}))",
            name="council_decides_own_layers",
        ),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC, shown="body_id body_kind item_type transport_layer outcome"
    )


class BodyRulesFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    decision_mode: DecisionMode = code(DecisionMode, default=DecisionMode.UNKNOWN)
    quorum: int | None = Field(default=None, ge=1, le=1000)
    invitation_days: int | None = Field(default=None, ge=0, le=365)
    minutes_days: int | None = Field(default=None, ge=0, le=365)
    approval_mode: ApprovalMode = code(ApprovalMode, default=ApprovalMode.UNKNOWN)
    approval_days: int | None = Field(default=None, ge=0, le=365)
    source: str = Field(default="", max_length=300)


class BodyRules(BodyRulesFields, Record, table=True):
    """Rules of procedure, empty until filled in; no number ships as if it were law."""

    __tablename__ = "body_rules"
    __table_args__ = (unique_live("uq_body_rules_body", "body_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="body_id decision_mode quorum invitation_days minutes_days approval_mode approval_days source",
    )


class BodySentenceFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    key: SentenceKey = code(SentenceKey)
    text: str = Field(min_length=1, max_length=500)


class BodySentence(BodySentenceFields, Record, table=True):
    """A body's own sentence for an outcome; where there is none the house's is printed."""

    __tablename__ = "body_sentence"
    __table_args__ = (unique_live("uq_body_sentence", "body_id", "key"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="body_id key text")


class MembershipFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    role: MemberRole = code(MemberRole, default=MemberRole.MEMBER)
    valid_from: date | None = None
    valid_to: date | None = None


class Membership(MembershipFields, Record, table=True):
    __table_args__ = (unique_live("uq_membership", "body_id", "organisation_id", "role", "valid_from"),)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC, shown="body_id organisation_id role valid_from valid_to"
    )


class BodyCalendarFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    weekday: int = Field(ge=0, le=6, description="Monday = 0; without meaning where only listed days count")
    submit_days: int = Field(
        default=0, ge=0, le=60, description="Days before the meeting that a note must be in, by submit_rule"
    )
    rhythm: Rhythm = code(Rhythm, default=Rhythm.WEEKLY)
    since: date | None = Field(default=None, description="A day in a week of the fortnightly meeting")
    week_of_month: int = Field(default=1, ge=1, le=5, description="Of a monthly meeting; 5 = the last")
    submit_rule: SubmitRule = code(SubmitRule, default=SubmitRule.CALENDAR_DAYS)
    submit_weekday: int = Field(default=0, ge=0, le=6, description="In the week before; Monday = 0")
    submit_at: time | None = Field(default=None, description="Hour in the week before")


class BodyCalendar(BodyCalendarFields, Record, table=True):
    """When a college meets; where there is none, its calendar is unknown and stays unknown (R23)."""

    __tablename__ = "body_calendar"
    __table_args__ = (
        unique_live("uq_body_calendar_body", "body_id"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("submit_days BETWEEN 0 AND 60", name="submit_days"),
        CheckConstraint("week_of_month BETWEEN 1 AND 5", name="week_of_month"),
        CheckConstraint("submit_weekday BETWEEN 0 AND 6", name="submit_weekday"),
        CheckConstraint("rhythm <> 'fortnightly' OR since IS NOT NULL", name="fortnight_since"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.COLLEGE,
        shown="body_id weekday submit_days rhythm since week_of_month submit_rule submit_weekday submit_at",
        own="body_id",
    )


class CollegeSessionFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    on: date
    kind: SessionKind = code(SessionKind, default=SessionKind.LISTED)
    moved_to: date | None = None
    note: str = Field(default="", max_length=120)


class CollegeSession(CollegeSessionFields, Record, table=True):
    """A day of which is known that a college meets, or does not; listed days replace the rhythm of their year."""

    __tablename__ = "college_session"
    __table_args__ = (
        unique_live("uq_college_session", "body_id", "on"),
        CheckConstraint("(kind = 'moved') = (moved_to IS NOT NULL)", name="moved_has_day"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(Audience.COLLEGE, shown="body_id on kind moved_to note", own="body_id")


class ClosedDayFields(Draft):
    on: date
    name: str = Field(default="", max_length=120)


class ClosedDay(ClosedDayFields, Record, table=True):
    """A day on which the municipalities of the region are closed; a year that has any has all of its own."""

    __tablename__ = "closed_day"
    __table_args__ = (unique_live("uq_closed_day", "on"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="on name")


class RecessFields(Draft):
    body_id: UUID = Field(foreign_key="body.id", index=True)
    first: date
    last: date
    label: str = Field(default="", max_length=120)


class CalendarRecess(RecessFields, Record, table=True):
    __tablename__ = "calendar_recess"
    __table_args__ = (CheckConstraint("first <= last", name="order"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.COLLEGE, shown="body_id first last label", own="body_id")
