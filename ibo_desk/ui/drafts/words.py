"""How a draft is told in a line."""

from datetime import datetime

from ibo_desk.language import _
from ibo_desk.services.words import format as formats

_LONG = 60


def moment(at: datetime) -> str:
    """When something was typed, by the clock on the wall: "10:42" today, "26/11/2026 10:42" before."""
    local = at.astimezone()
    clock = formats.clock(local.time())
    today = local.date() == datetime.now().astimezone().date()
    return clock if today else f"{formats.short_day(local.date())} {clock}"


def first_words(text: str) -> str:
    """The begin of a text, in one line."""
    line = " ".join(text.split())
    if not line:
        return _("(emptied)")
    return line if len(line) <= _LONG else line[:_LONG].rsplit(" ", 1)[0] + "…"
