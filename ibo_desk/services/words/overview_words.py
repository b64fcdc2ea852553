"""The words of the overview: what each group is called, and which lines its number counts."""

from enum import StrEnum
from typing import Final

from ibo_desk.domain.overview import COUNTED, FirstStep, OverviewGroup
from ibo_desk.language import N_, _

OVERVIEW_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    OverviewGroup: {
        OverviewGroup.CONCLUSIONS_AHEAD: N_("conclusions ahead, colleges not yet heard"),
        OverviewGroup.NOTES_TO_DELIVER: N_("notes to deliver (secretariat)"),
        OverviewGroup.ANSWERS_ASKED: N_("answers asked"),
        OverviewGroup.RESERVATIONS: N_("reservations to deal with"),
        OverviewGroup.MINUTES: N_("minutes to make or approve"),
        OverviewGroup.NEXT_STEPS: N_("next steps"),
        OverviewGroup.MILESTONES: N_("milestones to reach"),
        OverviewGroup.ENGAGEMENTS_DUE: N_("engagements due"),
        OverviewGroup.REFERRALS_DUE: N_("referred, outcome expected"),
        OverviewGroup.FUNDING_DAYS: N_("days of calls and reports"),
        OverviewGroup.EVALUATIONS_DUE: N_("evaluations due"),
        OverviewGroup.SEATS_ENDING: N_("mandates and memberships that end"),
        OverviewGroup.TERMS_ENDING: N_("terms of bodies that end"),
        OverviewGroup.ENGAGEMENTS_INCOMPLETE: N_("incomplete engagements"),
        OverviewGroup.TOPICS_FOR_MEETING: N_("topics that justify a meeting"),
        OverviewGroup.LEFT_OF_LISTS: N_("left of lists that were read in"),
    },
    FirstStep: {
        FirstStep.PARTNERS: N_("the partners of the region"),
        FirstStep.BODIES: N_("the bodies in which they meet"),
        FirstStep.PEOPLE: N_("people with their mandates"),
        FirstStep.CALENDARS: N_("the days on which the colleges meet"),
        FirstStep.LEADS: N_("who leads each regional action"),
        FirstStep.MEETING: N_("the first meeting"),
    },
}
_DEFINITIONS: Final = {
    OverviewGroup.CONCLUSIONS_AHEAD: N_(
        "Agenda items on which a body still concludes and of which at least one college has not heard."
    ),
    OverviewGroup.NOTES_TO_DELIVER: N_(
        "Agenda items of which the secretariat owes a note to at least one college."
    ),
    OverviewGroup.ANSWERS_ASKED: N_(
        "Agenda items of which the answer of at least one college was asked by a day."
    ),
    OverviewGroup.RESERVATIONS: N_("Answers under a reservation that was not dealt with."),
    OverviewGroup.MINUTES: N_(
        "Meetings whose day is past and whose minutes are not approved, of our own secretariat."
    ),
    OverviewGroup.NEXT_STEPS: N_(
        "Next steps of actions that go on, of which the day is past or within 30 days."
    ),
    OverviewGroup.MILESTONES: N_(
        "Milestones of actions that go on, not reached, of which the day is past or within 30 days."
    ),
    OverviewGroup.ENGAGEMENTS_DUE: N_(
        "Open engagements and planned payments, of which the day is past or within 30 days."
    ),
    OverviewGroup.REFERRALS_DUE: N_(
        "Referrals without an outcome, planned for a day that is past or within 30 days."
    ),
    OverviewGroup.FUNDING_DAYS: N_(
        "Requests, interim and final reports that were not handed in, of which the day is past or within 30 days."
    ),
    OverviewGroup.EVALUATIONS_DUE: N_(
        "Evaluations that are planned, due or proposed by a regiodeal, of which the day is past or within 30 days."
    ),
    OverviewGroup.SEATS_ENDING: N_(
        "Mandates and memberships that end within 60 days or ended in the last 30, and that no other one follows."
    ),
    OverviewGroup.TERMS_ENDING: N_(
        "Bodies whose term ends within a year or ended in the last one, by the last day that is filled in."
    ),
    OverviewGroup.ENGAGEMENTS_INCOMPLETE: N_("Engagements that lack partner, content, action or day."),
    OverviewGroup.TOPICS_FOR_MEETING: N_("Topics that justify a meeting and stand on no agenda yet."),
    OverviewGroup.LEFT_OF_LISTS: N_("Lists of which something could not be read and is not settled."),
}


def definition(group: OverviewGroup) -> str:
    """Which lines the number of a group counts."""
    return _(_DEFINITIONS[group])


def page_definition(page: str) -> str:
    """What the number beside a page counts: the groups of the overview, each with its definition."""
    return "\n".join(definition(group) for group in COUNTED.get(page, ()))
