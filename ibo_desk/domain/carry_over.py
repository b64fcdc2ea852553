"""What returns on the next agenda of a body: what was not discussed, what was postponed and what recurs."""

from enum import StrEnum

from ibo_desk.domain.meetings import PAST, MeetingState
from ibo_desk.domain.topics import Treatment


class CarryReason(StrEnum):
    NOT_DISCUSSED = "not_discussed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    RECURRING = "recurring"


def why_it_returns(meeting: MeetingState, treatment: Treatment, *, recurring: bool) -> CarryReason | None:
    """Why an item, being the newest appearance of its topic, returns on a later agenda; None where it does not.

    A meeting that still has to take place keeps its items; one that was cancelled gives them all back.
    """
    if meeting not in PAST or treatment is Treatment.WITHDRAWN:
        return None
    if treatment is Treatment.POSTPONED:
        return CarryReason.POSTPONED
    if treatment is Treatment.OPEN:
        return CarryReason.CANCELLED if meeting is MeetingState.CANCELLED else CarryReason.NOT_DISCUSSED
    return CarryReason.RECURRING if recurring else None
