"""The region that a file is about, and the settings that belong to the file."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from ibo_desk.data.tables.read_by import ReadBy
from ibo_desk.data.tables.record import Draft, Record
from ibo_desk.data.tables.types import unique_live
from ibo_desk.domain.audience import Audience


class RegionFields(Draft):
    name: str = Field(min_length=1, max_length=200)
    timezone: str = Field(default="Europe/Brussels", max_length=60)
    preset: str = Field(default="", max_length=80)
    sample: bool = Field(default=False, description="Example data: every screen and paper says so.")


class Region(RegionFields, Record, table=True):
    """``package_id`` names the package that this file is; it is empty in the file of the region itself."""

    package_id: UUID | None = Field(default=None, foreign_key="given_package.id")

    read_by: ClassVar[ReadBy] = ReadBy(Audience.PUBLIC, shown="name timezone preset sample package_id")


class SettingFields(Draft):
    key: str = Field(min_length=1, max_length=100)
    value: str = Field(default="", sa_type=Text)


class Setting(SettingFields, Record, table=True):
    __table_args__ = (unique_live("uq_setting_key", "key"),)

    read_by: ClassVar[ReadBy] = ReadBy(Audience.SECRETARIAT, shown="key value")
