"""What may need attention today, in the order of the overview, and which groups the number beside a page counts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class OverviewGroup(StrEnum):
    CONCLUSIONS_AHEAD = "conclusions_ahead"
    NOTES_TO_DELIVER = "notes_to_deliver"
    ANSWERS_ASKED = "answers_asked"
    RESERVATIONS = "reservations"
    MINUTES = "minutes"
    NEXT_STEPS = "next_steps"
    MILESTONES = "milestones"
    ENGAGEMENTS_DUE = "engagements_due"
    REFERRALS_DUE = "referrals_due"
    FUNDING_DAYS = "funding_days"
    EVALUATIONS_DUE = "evaluations_due"
    SEATS_ENDING = "seats_ending"
    TERMS_ENDING = "terms_ending"
    ENGAGEMENTS_INCOMPLETE = "engagements_incomplete"
    TOPICS_FOR_MEETING = "topics_for_meeting"
    LEFT_OF_LISTS = "left_of_lists"


# The number beside a page is that of the lines of these groups, so that both say the same.
COUNTED: Final[Mapping[str, tuple[OverviewGroup, ...]]] = {
    "actions": (
        OverviewGroup.NEXT_STEPS,
        OverviewGroup.MILESTONES,
        OverviewGroup.FUNDING_DAYS,
        OverviewGroup.EVALUATIONS_DUE,
    ),
    "topics": (OverviewGroup.TOPICS_FOR_MEETING,),
    "meetings": (OverviewGroup.MINUTES,),
    "engagements": (OverviewGroup.ENGAGEMENTS_DUE,),
    "feedback": (OverviewGroup.NOTES_TO_DELIVER, OverviewGroup.RESERVATIONS),
    "partners": (OverviewGroup.SEATS_ENDING,),
}


class FirstStep(StrEnum):
    """The first steps in a new region, in this order."""

    PARTNERS = "partners"
    BODIES = "bodies"
    PEOPLE = "people"
    CALENDARS = "calendars"
    LEADS = "leads"
    MEETING = "meeting"
