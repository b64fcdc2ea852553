"""Engagements: what partners promise, each with its own share (R14, R15)."""

from enum import StrEnum


class EngagementState(StrEnum):
    """State of one partner's share, not of the whole."""

    PROPOSED = "proposed"
    CONDITIONAL = "conditional"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    WITHDRAWN = "withdrawn"


ENGAGEMENT_TRANSITIONS: dict[EngagementState, frozenset[EngagementState]] = {
    EngagementState.PROPOSED: frozenset(
        {
            EngagementState.CONDITIONAL,
            EngagementState.CONFIRMED,
            EngagementState.RUNNING,
            EngagementState.KEPT,
            EngagementState.WITHDRAWN,
        }
    ),
    EngagementState.CONDITIONAL: frozenset(
        {EngagementState.CONFIRMED, EngagementState.PROPOSED, EngagementState.WITHDRAWN}
    ),
    EngagementState.CONFIRMED: frozenset(
        {
            EngagementState.RUNNING,
            EngagementState.KEPT,
            EngagementState.NOT_KEPT,
            EngagementState.CONDITIONAL,
            EngagementState.WITHDRAWN,
        }
    ),
    EngagementState.RUNNING: frozenset(
        {EngagementState.KEPT, EngagementState.NOT_KEPT, EngagementState.CONFIRMED, EngagementState.WITHDRAWN}
    ),
    EngagementState.KEPT: frozenset({EngagementState.RUNNING}),
    EngagementState.NOT_KEPT: frozenset({EngagementState.RUNNING, EngagementState.KEPT}),
    EngagementState.WITHDRAWN: frozenset({EngagementState.PROPOSED}),
}

OPEN_STATES = frozenset(
    {
        EngagementState.PROPOSED,
        EngagementState.CONDITIONAL,
        EngagementState.CONFIRMED,
        EngagementState.RUNNING,
    }
)


class Firmness(StrEnum):
    """How firm a share is for whoever makes a budget; what is only proposed is never added to what was confirmed."""

    CONFIRMED = "confirmed"
    CONDITIONAL = "conditional"
    PROPOSED = "proposed"


_FIRM = {
    EngagementState.PROPOSED: Firmness.PROPOSED,
    EngagementState.CONDITIONAL: Firmness.CONDITIONAL,
    EngagementState.CONFIRMED: Firmness.CONFIRMED,
    EngagementState.RUNNING: Firmness.CONFIRMED,
    EngagementState.KEPT: Firmness.CONFIRMED,
}


def firmness(state: EngagementState) -> Firmness | None:
    """How firm a share in this state is; None for what was withdrawn or not kept: it counts nowhere."""
    return _FIRM.get(state)


class EngagementKind(StrEnum):
    MONEY = "money"
    STAFF = "staff"
    INVESTMENT = "investment"
    IN_KIND = "in_kind"
    KNOWLEDGE = "knowledge"
    POLICY = "policy"


# What asks money, so that a budget year, a multi-year plan and payments belong to it.
SPENDING = frozenset({EngagementKind.MONEY, EngagementKind.INVESTMENT})


class InMultiYearPlan(StrEnum):
    """Whether the money stands in the partner's meerjarenplan."""

    YES = "yes"
    NO = "no"
    TO_CHECK = "to_check"


class Recurrence(StrEnum):
    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Gap(StrEnum):
    """What is still missing before an engagement is a clear one (R14 is a check, not a constraint)."""

    PARTNER = "partner"
    WHAT = "what"
    ACTION = "action"
    DUE = "due"


def gaps(*, what: str, has_partner: bool, has_action: bool, has_due: bool) -> tuple[Gap, ...]:
    """Which of partner, what, action and date are missing (R14)."""
    present = {
        Gap.PARTNER: has_partner,
        Gap.WHAT: bool(what.strip()),
        Gap.ACTION: has_action,
        Gap.DUE: has_due,
    }
    return tuple(gap for gap, there in present.items() if not there)


class ConfirmationGap(StrEnum):
    """What is still unknown of a confirmation."""

    BODY = "body"
    DAY = "day"
    REFERENCE = "reference"


def confirmation_gaps(
    state: EngagementState, *, condition: str, has_body: bool, has_day: bool, reference: str
) -> tuple[ConfirmationGap, ...]:
    """What is missing from the confirmation of a share that was promised under a condition; marked, never refused.

    A share without a condition, of which no confirmation is noted, was promised at once: nothing is missing.
    """
    present = {
        ConfirmationGap.BODY: has_body,
        ConfirmationGap.DAY: has_day,
        ConfirmationGap.REFERENCE: bool(reference.strip()),
    }
    asked = bool(condition.strip()) or any(present.values())
    if not asked or state not in {EngagementState.CONFIRMED, EngagementState.RUNNING}:
        return ()
    return tuple(gap for gap, there in present.items() if not there)


def joint_state(states: list[EngagementState]) -> EngagementState | None:
    """One word for a collective engagement: its least advanced open share, else the worst of the closed ones."""
    order = list(EngagementState)
    open_ones = [state for state in states if state in OPEN_STATES]
    if open_ones:
        return min(open_ones, key=order.index)
    closed = [state for state in states if state is not EngagementState.WITHDRAWN] or states
    return max(closed, key=order.index) if closed else None
