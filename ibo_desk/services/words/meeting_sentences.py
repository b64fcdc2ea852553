"""What is said of topics, meetings, agendas, referrals and days that cannot be so."""

from typing import Final

from ibo_desk.language import N_

MEETING_SENTENCES: Final[dict[str, str]] = {
    "no_outcome_in_text": N_(
        "There is no outcome to note: none was chosen, or the items have one already. What stands is kept."
    ),
    "joined_to_itself": N_("“{title}” cannot be treated together with itself. Name another item."),
    "standing_item_not_joined": N_(
        "Approving minutes and any other business stand by themselves. Join items that have a subject of their own."
    ),
    "agenda_not_kept": N_(
        "No agenda of {meeting} was sent from here. Send it with “Send the agenda…”, so that what went is kept; or set"
        " the meeting back to planned."
    ),
    "not_a_link": N_(
        "“{value}” is no address that opens. Paste the whole link of the call; it begins with https://."
    ),
    "standing_item_is_main": N_(
        "“{title}” is a standing item and stays a main item. Change its type first to put it under another item."
    ),
    "no_item_above": N_(
        "“{title}” is the first item of the agenda, so there is none to put it under. Move it down first."
    ),
    "item_of_other_meeting": N_(
        "“{title}” is on the agenda of another meeting. Choose a place on its own agenda."
    ),
    "meeting_cancelled": N_(
        "The meeting of {day} was cancelled. Plan it again first, or choose another meeting."
    ),
    "meeting_not_held": N_("The meeting of {day} has not been held yet. Mark it as held first."),
    "minutes_not_approved": N_(
        "The minutes of the meeting of {day} have not been approved, so there is nothing to unlock."
    ),
    "unlock_without_reason": N_("Say why approved minutes are opened again; the reason is kept."),
    "conclusion_without_text": N_("“{title}” has no conclusion yet. Write it before you close the item."),
    "topic_already_on_agenda": N_("“{title}” is on the agenda of this meeting already."),
    "topic_is_gone": N_(
        "“{title}” is {state}, so it comes on no agenda. Set the topic to submitted again first."
    ),
    "topic_on_agenda": N_(
        "“{title}” is on an agenda ({meetings}), so it cannot be deleted. Take it off that agenda first, or set the"
        " topic to withdrawn."
    ),
    "item_in_use": N_(
        "“{title}” cannot be taken off the agenda, because more belongs to it (engagements: {engagements}, feedback:"
        " {rounds}, positions: {positions}, referrals: {referrals}). Set the item to withdrawn, or move it to the next"
        " meeting."
    ),
    "declined_without_reason": N_("Say why “{title}” is not retained; the submitter reads the reason."),
    "meeting_ends_before_start": N_(
        "The meeting ends ({ends}) before it begins ({starts}). Check both times."
    ),
    "reply_after_meeting": N_(
        "Whoever is invited cannot reply until {reply_by}: the meeting is on {on}."
        " Choose a day no later than that of the meeting, or empty “Reply by”."
    ),
    "series_ends_before_start": N_(
        "The series ends on {until}, before its first day {first}. Check both days."
    ),
    "series_too_long": N_(
        "From {first} until {until} is more than two years. Choose an earlier last day; the series can be continued"
        " later."
    ),
    "body_keeps_no_meetings": N_(
        "{body} keeps no meetings here. Choose IBO, mayors' conference, transport region council or a project team."
    ),
    "meeting_has_items": N_(
        "This meeting of {body} has agenda items already, so it cannot move to another body."
    ),
    "members_spoke": N_(
        "{members} took a position of their own here, and {speaker} speaks for them. Join those positions first, or"
        " take them away."
    ),
    "nothing_to_join": N_("No member of {speaker} has a position of its own here; there is nothing to join."),
    "spoken_for": N_("{speaker} speaks for {organisation}. Note the position at {speaker}."),
    "fortnight_without_day": N_(
        "A college that meets every two weeks needs a day to count from: fill that in first."
    ),
    "move_without_day": N_(
        "Say to which day the meeting moves, or choose that it is dropped, extra or listed."
    ),
    "meeting_has_days": N_(
        "Other days hang on {meeting}: choose “Move…”, which shows first what changes with it."
    ),
    "day_not_read": N_(
        "“{text}” is not read as a day. Write each day on a line of its own, such as 12/01/2027."
    ),
    "not_a_day": N_("“{value}” is not read as a day. Write it as 2026-12-08 or 8/12/2026."),
    "days_of_which_body": N_(
        "Say of which body the days are compared, such as --body IBO, or of which item."
    ),
    "item_not_for_colleges": N_(
        "Colleges may not read “{title}”, so no mails about it are made. Change who may read the item first."
    ),
    "no_days_to_compare": N_(
        "No day of this period lies ahead. Choose a first and a last day that still come."
    ),
    "too_many_days": N_("At most {count} days are compared at once. Choose a shorter period."),
    "no_days_listed": N_("No day was recognised: write one day on each line, such as 12/01/2027."),
    "outcome_without_day": N_("Say on which day the body dealt with it, too."),
    "referral_to_itself": N_(
        "An item of {body} cannot be put before {body} itself. Choose the competent body."
    ),
    "free_without_reason": N_("Say why it may be read by more; the history keeps the reason."),
    "free_reason_long": N_("Say in at most {most} letters why it may be read by more."),
    "free_narrower": N_(
        "“{title}” is for {audience} already; look at it where it stands to make it readable for fewer."
    ),
    "referral_without_target": N_("Say to which body or action “{title}” is referred."),
}
