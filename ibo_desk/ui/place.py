"""Where the open data lie, in words; read on the store thread."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import sentence

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class PlaceInfo:
    """What window title, rail and bottom bar say."""

    name: str
    where: str
    full: str
    backup: str
    region: str
    sample: bool
    read_only: bool
    actor: str
    notice: str = ""  # what is to be known of the file: who has it, what lies beside it, what went wrong


def place_info(app: "App") -> PlaceInfo:
    """Look at file, region and backups."""
    region = app.settings.region()
    name, where, full = _names(app)
    return PlaceInfo(
        name=name,
        where=where,
        full=full,
        backup="" if app.store.is_server else _backup(app),
        region=region.name,
        sample=region.sample,
        read_only=app.read_only,
        actor=app.store.actor,
        notice=" ".join(
            said for said in [_why_read_only(app), *(sentence(notice) for notice in app.notices)] if said
        ),
    )


def _why_read_only(app: "App") -> str:
    """What to say where somebody else has the file, or where a login may only read."""
    if app.held:
        return app.held.message_for_reader
    if app.store.lent is not None:
        return sentence(app.store.lent)
    return sentence(app.store.refusal()) if app.store.is_server and not app.store.may_write else ""


def _names(app: "App") -> tuple[str, str, str]:
    if app.store.is_server:
        parts = urlsplit(app.place)
        said = dict(parse_qsl(parts.query))
        name = parts.path.lstrip("/") or said.get("dbname") or said.get("service", "")
        server = parts.hostname or said.get("host") or said.get("service", "")
        return name, _("on the server {name}").format(name=server), server
    path = Path(app.place).absolute()
    return (
        path.name,
        _("on this computer, in {folder}").format(folder=path.parent.name or path.anchor),
        str(path),
    )


def _backup(app: "App") -> str:
    """When the newest backup of this file was made."""
    from ibo_desk.installation import backup_folder
    from ibo_desk.services.keeping.backups import GOOD, rows

    good = [copy.made_at for copy in rows(backup_folder(app.place)) if copy.state in GOOD]
    if not good:
        return _("no backup yet")
    when = good[0].astimezone()
    clock = formats.clock(when.time())
    if when.date() == datetime.now().astimezone().date():
        return _("backup today {time}").format(time=clock)
    return _("backup {day} {time}").format(day=formats.short_day(when.date()), time=clock)
