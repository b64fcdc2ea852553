"""The region of this file and the settings that belong to the file (not those of the person's computer)."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import col, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Region, Setting
from ibo_desk.data.tables.regions import RegionFields, SettingFields
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.ids import natural_id
from ibo_desk.language import _
from ibo_desk.services.base import records
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import regions

SECRETARIAT_CONTACT: Final = "secretariat_contact"  # where colleges reach the secretariat, as notes print it


@dataclass(frozen=True)
class RegionRow:
    """The region a file is about; ``sample`` says that its data are invented."""

    id: UUID
    revision: UUID | None
    name: str
    timezone: str
    preset: str
    sample: bool


class Settings:
    """Region and settings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def region(self) -> RegionRow:
        """The region; raises ``NotFoundError("no_region")`` in a file that was never set up."""
        own = [regions.c[name] for name in RegionRow.__dataclass_fields__]
        with self._store.read() as session:  # plain columns: the first thing read, before mappers are set up
            region = session.execute(select_columns(*own).where(regions.c.deleted_in.is_(None))).first()
        if region is None:
            raise NotFoundError("no_region")
        return RegionRow(*region)

    def get(self, key: str, default: str = "") -> str:
        """The value of a setting, or ``default``."""
        query = select(Setting.value).where(Setting.key == key, col(Setting.deleted_in).is_(None))
        with self._store.read() as session:
            value = session.exec(query).first()
        return default if value is None else value

    def under(self, prefix: str) -> dict[str, str]:
        """The settings whose key begins so, by what follows in their key."""
        query = select(Setting.key, Setting.value).where(
            col(Setting.key).startswith(prefix, autoescape=True), col(Setting.deleted_in).is_(None)
        )
        with self._store.read() as session:
            return {key.removeprefix(prefix): value for key, value in session.exec(query)}

    def forget(self, key: str) -> None:
        """Take a setting out of the file."""
        with self._store.write(_("Settings changed")) as work:
            work.delete(work.get(Setting, natural_id("setting", key)))

    def set(self, key: str, value: str) -> None:
        """Keep a setting in the file."""
        record_id = natural_id("setting", key)
        with self._store.write(_("Settings changed")) as work:
            there = work.session.get(Setting, record_id)
            if there is None or there.deleted_in is not None:
                records.add(work, RECORD_TYPES["setting"], {"key": key, "value": value}, record_id)
            else:
                records.patch(work, RECORD_TYPES["setting"], record_id, None, {"value": value})


def _setting_name(_work: Work, setting: Any) -> str:
    return _("setting {key}").format(key=setting.key)


RECORD_TYPES = {
    "region": RecordType(Region, RegionFields, lambda _work, region: region.name),
    "setting": RecordType(Setting, SettingFields, _setting_name),
}
