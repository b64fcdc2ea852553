"""Meetings and their papers' states (R10, R13)."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from ibo_desk.domain.errors import InvalidValueError


class MeetingState(StrEnum):
    PLANNED = "planned"
    AGENDA_SENT = "agenda_sent"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


MEETING_TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.AGENDA_SENT, MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.AGENDA_SENT: frozenset({MeetingState.HELD, MeetingState.PLANNED, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.CLOSED, MeetingState.AGENDA_SENT, MeetingState.PLANNED}),
    MeetingState.CLOSED: frozenset({MeetingState.HELD}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
}


# A meeting whose agenda can still change, and one that no longer will be held; a cancelled one did not take place.
AHEAD = frozenset({MeetingState.PLANNED, MeetingState.AGENDA_SENT})
PAST = frozenset(MeetingState) - AHEAD
TOOK_PLACE = frozenset({MeetingState.HELD, MeetingState.CLOSED})  # for queries; else ask ``took_place``


_LINK: Final = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


def check_link(text: str) -> None:
    """Raise ``InvalidValueError("not_a_link")`` for an address that no program would open; none is fine."""
    if text.strip() and not _LINK.fullmatch(text.strip()):
        raise InvalidValueError("not_a_link", value=text.strip())


def took_place(state: MeetingState) -> bool:
    """Whether a meeting was held; what is only past its day was not, until somebody says so."""
    return state in TOOK_PLACE


def has_minutes(state: MeetingState, on: date, today: date) -> bool:
    """Whether there can be minutes: of what took place, or is taking place and is not marked so yet."""
    return took_place(state) or (state is not MeetingState.CANCELLED and on <= today)


class MinutesState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REPLACED = "replaced"


NOT_FINAL = frozenset({MinutesState.DRAFT, MinutesState.SUBMITTED})
MINUTES_TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.SUBMITTED, MinutesState.REPLACED}),
    MinutesState.SUBMITTED: frozenset({MinutesState.APPROVED, MinutesState.REPLACED}),
    MinutesState.APPROVED: frozenset({MinutesState.REPLACED}),
    MinutesState.REPLACED: frozenset(),
}
