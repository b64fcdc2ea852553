"""The kinds of lists that are read, in words: light, as a window and the command line ask it before any list."""

from collections.abc import Mapping

from ibo_desk.language import N_

KINDS: Mapping[str, str] = {
    "actions": N_("regional actions"),
    "engagements": N_("engagements"),
    "agenda": N_("agenda"),
    "meetings": N_("calendar of meetings"),
    "topics": N_("topics"),
    "feedback": N_("feedback matrix"),
    "people": N_("people and mandates"),
    "calendars": N_("calendars of colleges"),
    "indicators": N_("indicators"),
}
