"""Topics: what is brought up, and how far its preparation and its discussion are (R12, R13, R24, R26)."""

from enum import StrEnum
from typing import Final

from ibo_desk.domain.errors import RuleError


class Preparation(StrEnum):
    SUBMITTED = "submitted"
    PREPARED = "prepared"
    SCHEDULED = "scheduled"
    TREATED = "treated"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


PREPARATION_TRANSITIONS: dict[Preparation, frozenset[Preparation]] = {
    Preparation.SUBMITTED: frozenset(
        {Preparation.PREPARED, Preparation.SCHEDULED, Preparation.WITHDRAWN, Preparation.DECLINED}
    ),
    Preparation.PREPARED: frozenset(
        {Preparation.SCHEDULED, Preparation.SUBMITTED, Preparation.WITHDRAWN, Preparation.DECLINED}
    ),
    Preparation.SCHEDULED: frozenset(
        {Preparation.TREATED, Preparation.POSTPONED, Preparation.WITHDRAWN, Preparation.PREPARED}
    ),
    Preparation.TREATED: frozenset({Preparation.SCHEDULED, Preparation.POSTPONED}),
    Preparation.POSTPONED: frozenset({Preparation.SCHEDULED, Preparation.PREPARED, Preparation.WITHDRAWN}),
    Preparation.WITHDRAWN: frozenset({Preparation.SUBMITTED}),
    Preparation.DECLINED: frozenset({Preparation.SUBMITTED}),
}


GONE = frozenset({Preparation.DECLINED, Preparation.WITHDRAWN})
# Has yet to be treated, or will be again.
WAITING = frozenset(Preparation) - {Preparation.TREATED, *GONE}


def check_can_stand(title: str, state: Preparation, *, there: bool) -> None:
    """Whether a topic may come on an agenda; ``there``: it stands on that one already.

    Raises ``RuleError("topic_already_on_agenda")`` or ``("topic_is_gone")``.
    """
    if there:
        raise RuleError("topic_already_on_agenda", title=title)
    if state in GONE:
        raise RuleError("topic_is_gone", title=title, state=state)


class Phase(StrEnum):
    EXPLORING = "exploring"
    DISCUSSING = "discussing"
    WEIGHING = "weighing"
    SETTLED = "settled"


class Treatment(StrEnum):
    """What became of one appearance of a topic."""

    OPEN = "open"
    TREATED = "treated"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


# Stands on the agenda and takes no time there: nothing is asked about it any more.
NOT_TREATED: Final = frozenset({Treatment.POSTPONED, Treatment.WITHDRAWN})


class Stance(StrEnum):
    AGREES = "agrees"
    RESERVATION = "reservation"
    DISSENTS = "dissents"
    NONE = "none"


class ReferralOutcome(StrEnum):
    """What the competent body did with what was put before it; empty until it did."""

    APPROVED = "approved"
    NOTED = "noted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
