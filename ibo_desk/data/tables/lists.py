"""What is remembered of the lists that were read: names as others write them, columns, and what is left to do."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import long_text, unique_live
from ibo_desk.domain.audience import Audience


class OrganisationAliasFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)


class OrganisationAlias(OrganisationAliasFields, Record, table=True):
    """How others write an organisation ("Prov. W-Vl"), once somebody said whom they mean."""

    __tablename__ = "organisation_alias"
    __table_args__ = (unique_live("uq_organisation_alias", "name_folded"),)

    name_folded: str = Field(default="", max_length=200)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.SECRETARIAT, shown="name organisation_id name_folded")


class ListLayoutFields(Draft):
    headings: str = Field(max_length=64, description="Hash of the headings of a sheet, in their order")
    kind: str = Field(max_length=40, description="Which kind of list it is")
    columns: str = Field(
        default="{}", sa_type=Text, description="JSON: heading as compared → field, empty = not read"
    )


class ListLayout(ListLayoutFields, Record, table=True):
    """How a list with these headings is read, once somebody looked at it and read it in."""

    __tablename__ = "list_layout"
    __table_args__ = (unique_live("uq_list_layout", "headings"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.SECRETARIAT, shown="headings kind columns")


class ListRemainderFields(Draft):
    source: str = Field(max_length=300, description="Name of the file")
    sheet: str = Field(default="", max_length=200)
    row_number: int = 0
    text: str = long_text()
    record_table: str = Field(default="", max_length=60)
    record_id: UUID | None = None


class ListRemainder(ListRemainderFields, Record, table=True):
    """What a list said that could not be read, until somebody settled it."""

    __tablename__ = "list_remainder"

    read_by: ClassVar[ReadBy] = ReadBy(
        Audience.SECRETARIAT, shown="source sheet row_number text record_table record_id"
    )
