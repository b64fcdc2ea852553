"""Organisations, people and their mandates."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, long_text, unique_live
from ibo_desk.domain.audience import Audience, OwnPart
from ibo_desk.domain.organisations import Capacity, OrganisationKind


class OrganisationFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field(default="", max_length=80)
    kind: OrganisationKind = code(OrganisationKind, default=OrganisationKind.OTHER)
    nis: str | None = Field(default=None, max_length=5)
    ovo_code: str | None = Field(default=None, max_length=20)
    lblod_uri: str | None = Field(default=None, max_length=300)
    mailbox: str = Field(default="", max_length=200)
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    note: str = long_text()


class Organisation(OrganisationFields, Record, table=True):
    __table_args__ = (unique_live("uq_organisation_nis", "nis", "valid_from"),)

    name_folded: str = Field(default="", index=True, max_length=200)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PUBLIC,
        shown="name short_name kind nis ovo_code lblod_uri valid_from valid_to successor_id name_folded",
        narrower={OwnPart.CONTACT: "mailbox", Audience.SECRETARIAT: "note"},
        own="id",
    )


class RepresentationFields(Draft):
    speaker_id: UUID = Field(foreign_key="organisation.id", index=True)
    member_id: UUID = Field(foreign_key="organisation.id", index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class Representation(RepresentationFields, Record, table=True):
    """``speaker`` may speak for ``member``: Team MOW for AWV (R20), Leiedal for the 13 (R1)."""

    __tablename__ = "spokes"
    __table_args__ = (unique_live("uq_spokes", "speaker_id", "member_id"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="speaker_id member_id valid_from valid_to")


class PersonFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    email: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=60)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    function: str = Field(default="", max_length=200)


class Person(PersonFields, Record, table=True):
    name_folded: str = Field(default="", index=True, max_length=200)

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="name organisation_id function name_folded",
        narrower={OwnPart.CONTACT: "email phone"},
        own="organisation_id",
    )


class MandateFields(Draft):
    person_id: UUID = Field(foreign_key="person.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    body_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    capacity: Capacity = code(Capacity, default=Capacity.FULL)
    function: str = Field(default="", max_length=200)
    valid_from: date | None = None
    valid_to: date | None = None


class Mandate(MandateFields, Record, table=True):
    """A person acts for an organisation in a body, from–to; feedback never hangs on it (R21)."""

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.PARTICIPANTS,
        shown="person_id organisation_id body_id capacity function valid_from valid_to",
    )


class PortfolioFields(Draft):
    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    line_id: UUID | None = Field(default=None, foreign_key="strategic_line.id", index=True)
    body_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)


class Portfolio(PortfolioFields, Record, table=True):
    """Whose field it is: a strategic line, or all that a body treats, is also told to who has the mandate."""

    __table_args__ = (
        CheckConstraint("(line_id IS NULL) <> (body_id IS NULL)", name="one_field"),
        unique_live("uq_portfolio", "mandate_id", "line_id", "body_id"),
    )

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PARTICIPANTS, shown="mandate_id line_id body_id")
