"""What may need somebody today, in the order in which it is told."""

from enum import StrEnum


class OverviewGroup(StrEnum):
    CONCLUSIONS_AHEAD = "conclusions_ahead"
    NOTES_TO_DELIVER = "notes_to_deliver"
    ANSWERS_ASKED = "answers_asked"
    RESERVATIONS = "reservations"
    MINUTES = "minutes"
    ENGAGEMENTS_DUE = "engagements_due"
    REFERRALS_DUE = "referrals_due"
    ENGAGEMENTS_INCOMPLETE = "engagements_incomplete"
    TOPICS_FOR_MEETING = "topics_for_meeting"
    EVALUATIONS_DUE = "evaluations_due"
