"""Which tone and icon a state has; the word comes from ``words.label``, so colour never stands alone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.engagements import EngagementState, Gap
from ibo_desk.domain.feedback import FeedbackState, Turn
from ibo_desk.domain.funding import FundingState
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.progress import Trend
from ibo_desk.domain.topics import Phase, Preparation, ReferralOutcome, Stance, Treatment


@dataclass(frozen=True)
class Tone:
    """A pair of colours of the theme (``name`` and ``on_<name>``) and an icon."""

    name: str = "quiet"
    icon: str = ""


QUIET: Final = Tone("quiet", "circle")
INFO: Final = Tone("info", "dot")
RUNNING: Final = Tone("info", "play")
GOOD: Final = Tone("good", "check")
HEARD: Final = Tone("info", "check")  # heard of, but an answer is still owed
WARN: Final = Tone("warn", "clock")
BAD: Final = Tone("bad", "alert")
AGREE: Final = Tone("agree", "check")
HALF: Final = Tone("warn", "half")
OFF: Final = Tone("quiet", "minus")
PAUSED: Final = Tone("warn", "pause")
SENT: Final = Tone("info", "send")
LOCKED: Final = Tone("good", "lock")

# By class: members of two StrEnums with the same text are equal, and would share one place in a dictionary.
TONES: Final[dict[type[StrEnum], dict[StrEnum, Tone]]] = {
    ActionState: {
        ActionState.PROPOSED: QUIET,
        ActionState.RUNNING: RUNNING,
        ActionState.PAUSED: PAUSED,
        ActionState.DONE: GOOD,
        ActionState.STOPPED: OFF,
    },
    EngagementState: {
        EngagementState.PROPOSED: QUIET,
        EngagementState.CONDITIONAL: HALF,
        EngagementState.CONFIRMED: AGREE,
        EngagementState.RUNNING: RUNNING,
        EngagementState.KEPT: GOOD,
        EngagementState.NOT_KEPT: BAD,
        EngagementState.WITHDRAWN: OFF,
    },
    FeedbackState: {
        FeedbackState.TO_DELIVER: QUIET,
        FeedbackState.DELIVERED: SENT,
        FeedbackState.ANSWER_ASKED: WARN,
        FeedbackState.OVERDUE: BAD,
        FeedbackState.HEARD: HEARD,
        FeedbackState.TOOK_NOTE: GOOD,
        FeedbackState.AGREED: AGREE,
        FeedbackState.RESERVATION: HALF,
        FeedbackState.REFUSED: BAD,
        FeedbackState.MANDATE_GIVEN: AGREE,
        FeedbackState.POSTPONED: PAUSED,
        FeedbackState.NOT_CONCERNED: OFF,
        FeedbackState.ENDED: OFF,
    },
    FundingState: {
        FundingState.PLANNED: QUIET,
        FundingState.ASKED: SENT,
        FundingState.GRANTED: RUNNING,
        FundingState.REFUSED: BAD,
        FundingState.SETTLED: GOOD,
    },
    Trend: {
        Trend.RISING: INFO,
        Trend.FALLING: INFO,
        Trend.STEADY: QUIET,
        Trend.TOWARDS: RUNNING,
        Trend.AWAY: WARN,
        Trend.REACHED: GOOD,
    },
    MeetingState: {
        MeetingState.PLANNED: QUIET,
        MeetingState.AGENDA_SENT: SENT,
        MeetingState.HELD: RUNNING,
        MeetingState.CLOSED: GOOD,
        MeetingState.CANCELLED: OFF,
    },
    MinutesState: {
        MinutesState.DRAFT: QUIET,
        MinutesState.SUBMITTED: SENT,
        MinutesState.APPROVED: LOCKED,
        MinutesState.REPLACED: OFF,
    },
    Presence: {
        Presence.UNKNOWN: QUIET,
        Presence.PRESENT: GOOD,
        Presence.EXCUSED: WARN,
        Presence.ABSENT: OFF,
        Presence.REPLACED: HALF,
    },
    Preparation: {
        Preparation.SUBMITTED: QUIET,
        Preparation.PREPARED: INFO,
        Preparation.SCHEDULED: SENT,
        Preparation.TREATED: GOOD,
        Preparation.POSTPONED: PAUSED,
        Preparation.WITHDRAWN: OFF,
        Preparation.DECLINED: OFF,
    },
    Phase: {
        Phase.EXPLORING: QUIET,
        Phase.DISCUSSING: INFO,
        Phase.WEIGHING: WARN,
        Phase.SETTLED: GOOD,
    },
    Treatment: {
        Treatment.OPEN: QUIET,
        Treatment.TREATED: GOOD,
        Treatment.POSTPONED: PAUSED,
        Treatment.WITHDRAWN: OFF,
    },
    Stance: {
        Stance.AGREES: AGREE,
        Stance.RESERVATION: HALF,
        Stance.DISSENTS: BAD,
        Stance.NONE: QUIET,
    },
    ReferralOutcome: {
        ReferralOutcome.APPROVED: GOOD,
        ReferralOutcome.NOTED: GOOD,
        ReferralOutcome.REJECTED: BAD,
        ReferralOutcome.POSTPONED: PAUSED,
        ReferralOutcome.WITHDRAWN: OFF,
    },
    Turn: {
        Turn.SECRETARIAT: WARN,
        Turn.COLLEGE: INFO,
        Turn.NOBODY: QUIET,
    },
    Gap: dict.fromkeys(Gap, HALF),
}


def tone_of(code: object) -> Tone:
    """The tone of a state; a code that has none is quiet."""
    if not isinstance(code, StrEnum):
        return Tone()
    return TONES.get(type(code), {}).get(code, Tone())
