"""The words for the codes of regional actions: states, roles, money, trends, what is borne and gained."""

from enum import StrEnum

from ibo_desk.domain.actions import ActionState, Bearing, Leftover, PartnerRole, StoryKind
from ibo_desk.domain.funding import FundingDay, FundingKind, FundingState
from ibo_desk.domain.progress import Trend
from ibo_desk.language import N_

ACTION_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ActionState: {
        ActionState.PROPOSED: N_("proposal"),
        ActionState.RUNNING: N_("running"),
        ActionState.PAUSED: N_("on hold"),
        ActionState.DONE: N_("completed"),
        ActionState.STOPPED: N_("stopped"),
    },
    PartnerRole: {
        PartnerRole.LEAD: N_("lead partner"),
        PartnerRole.PARTNER: N_("partner"),
        PartnerRole.COORDINATOR: N_("project coordination"),
    },
    Bearing: {
        Bearing.BURDEN: N_("burden"),
        Bearing.BENEFIT: N_("benefit"),
    },
    Leftover: {
        Leftover.KEEP: N_("they stay open"),
        Leftover.WITHDRAW: N_("they are withdrawn, with this reason"),
    },
    StoryKind: {
        StoryKind.ITEM: N_("agenda item"),
        StoryKind.MILESTONE: N_("milestone"),
        StoryKind.EVALUATION: N_("evaluation"),
        StoryKind.MONEY: N_("funding"),
        StoryKind.STOPPED: N_("stopped"),
    },
    FundingKind: {
        FundingKind.SUBSIDY_CALL: N_("subsidy call"),
        FundingKind.REGIODEAL: N_("regiodeal"),
        FundingKind.OWN_MEANS: N_("own means"),
        FundingKind.REGIONAL_FUND: N_("regional fund"),
    },
    FundingState: {
        FundingState.PLANNED: N_("planned"),
        FundingState.ASKED: N_("requested"),
        FundingState.GRANTED: N_("granted"),
        FundingState.REFUSED: N_("refused"),
        FundingState.SETTLED: N_("accounts settled"),
    },
    FundingDay: {
        FundingDay.CALL_CLOSES: N_("the call closes"),
        FundingDay.INTERIM_REPORT: N_("interim report to hand in"),
        FundingDay.FINAL_REPORT: N_("final report to hand in"),
    },
    Trend: {
        Trend.RISING: N_("rising"),
        Trend.FALLING: N_("falling"),
        Trend.STEADY: N_("unchanged"),
        Trend.TOWARDS: N_("towards the target"),
        Trend.AWAY: N_("away from the target"),
        Trend.REACHED: N_("target reached"),
    },
}
