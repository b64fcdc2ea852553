"""Regional actions (R2–R8; seed l.473–518)."""

from enum import StrEnum


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
