"""What was given to a college as a file of its own, what came back of it, and to whom the file itself was lent."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import code, moment, unique_live
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.packages import LendingState, TakenAs


class GivenPackageFields(Draft):
    college_id: UUID = Field(foreign_key="body.id", index=True)
    number: int = Field(ge=1, description="Serial number of what this college was given")
    given_at: datetime = moment()
    secret: str = Field(
        max_length=64, description="Seals what comes back; only the region and this package know it"
    )


class GivenPackage(GivenPackageFields, Record, table=True):
    """A file of its own that a college was given. The file holds this one record, and ``region`` there names it."""

    __tablename__ = "given_package"
    __table_args__ = (unique_live("uq_given_package", "college_id", "number"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.SECRETARIAT, shown="college_id number given_at secret")


class TakenOperationFields(Draft):
    package_id: UUID = Field(
        description="Perhaps one that this file never saw: an older one of the same college"
    )
    college_id: UUID = Field(foreign_key="body.id", index=True)
    record_table: str = Field(max_length=60)
    record_id: UUID = Field(index=True)
    field: str = Field(default="", max_length=60, description="Empty: the record was made")
    value_hash: str = Field(default="", max_length=64)
    taken_as: TakenAs = code(TakenAs)


class TakenOperation(TakenOperationFields, Record, table=True):
    """One operation of a return that was dealt with, under its own id: it is never dealt with twice."""

    __tablename__ = "taken_operation"

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.COLLEGE,
        shown="package_id college_id record_table record_id field value_hash taken_as",
        own="college_id",
    )


class LendingFields(Draft):
    to: str = Field(min_length=1, max_length=200)
    since: date
    state: LendingState = code(LendingState, default=LendingState.OUT)
    back_on: date | None = None
    reason: str = Field(default="", max_length=500, description="Why it was called back")


class Lending(LendingFields, Record, table=True):
    """The right to write went to somebody else; in the copy that went along, the same record says it is here."""

    read_by: ClassVar[ReadBy] = ReadBy(Audience.SECRETARIAT, shown="to since state back_on reason")
