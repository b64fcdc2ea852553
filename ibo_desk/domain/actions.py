"""Regional actions (R2–R8)."""

from enum import StrEnum
from typing import Final


class ActionState(StrEnum):
    PROPOSED = "proposed"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


ACTION_TRANSITIONS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PROPOSED: frozenset({ActionState.RUNNING, ActionState.STOPPED}),
    ActionState.RUNNING: frozenset({ActionState.PAUSED, ActionState.DONE, ActionState.STOPPED}),
    ActionState.PAUSED: frozenset({ActionState.RUNNING, ActionState.STOPPED}),
    ActionState.DONE: frozenset({ActionState.RUNNING}),
    ActionState.STOPPED: frozenset({ActionState.RUNNING}),
}


class PartnerRole(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    COORDINATOR = "coordinator"


# An action that is over needs no next step and no milestone; only a completed one is still evaluated.
OVER: Final = frozenset({ActionState.DONE, ActionState.STOPPED})


class Bearing(StrEnum):
    """Whether a municipality bears something by an action or gains it (lusten en lasten)."""

    BURDEN = "burden"
    BENEFIT = "benefit"


class Leftover(StrEnum):
    """What becomes of the open engagements of an action that is stopped."""

    KEEP = "keep"
    WITHDRAW = "withdraw"


class StoryKind(StrEnum):
    """What happened to an action, or is to happen."""

    ITEM = "item"
    MILESTONE = "milestone"
    EVALUATION = "evaluation"
    MONEY = "money"
    STOPPED = "stopped"
