"""One clear sentence for every error a person can mend: what is wrong, where, what to do."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.words import format as say
from ibo_desk.services.words.fields import field_label, kind_label
from ibo_desk.services.words.file_sentences import FILE_SENTENCES
from ibo_desk.services.words.labels import LABELS, label
from ibo_desk.services.words.meeting_sentences import MEETING_SENTENCES
from ibo_desk.services.words.package_words import PACKAGE_SENTENCES

SENTENCES: dict[str, str] = {
    # what a body may do
    "body_may_not_decide": N_(
        "{body} cannot decide on this ({layer}). Put it on the agenda as an alignment or advice, and refer the"
        " decision to the competent body."
    ),
    "body_may_not_treat": N_(
        "{body} does not treat an item of the type “{item_type}” ({layer}). Choose another type or refer it."
    ),
    "outcome_not_allowed": N_(
        "In {body}, an item of the type “{item_type}” ends in “{allowed}”, not in “{outcome}”."
    ),
    "transition_not_allowed": N_("From “{old}” one cannot go to “{new}”. Possible now: {allowed}."),
    "no_such_outcome_here": N_(
        "An item of {body} never ends in “{outcome}”, so it needs no sentence for that."
    ),
    "unknown_placeholder": N_(
        "“{value}” stands for nothing here. Between braces can only stand overleg, punt or datum."
    ),
    "sentence_decides": N_(
        "This reads as a decision (“{value}”), and with “{outcome}” nothing is decided. Word it as what it is."
    ),
    "plan_step_elsewhere": N_(
        "Only a decision on the regional mobility plan is a provisional or definitive adoption. Choose that type and"
        " layer first."
    ),
    "recorded_one_by_one": N_(
        "Something was recorded one by one here already ({standing}). Nothing was changed: look at it first."
    ),
    "state_before_last": N_(
        "“{state}” stands since {day}. Choose a later day, or mend that day first under “Dated states”."
    ),
    "last_state_stays": N_("A share always has a state. Mend this one, or take the share away."),
    "answer_does_not_fit": N_(
        "{college}, “{title}”: the answer “{answer}” does not fit the question “{question}”. Nothing was recorded."
    ),
    "share_recorded": N_(
        "Something was recorded of what {who} promised. Take that share away in the list of partners of the engagement."
    ),
    "day_ahead": N_("{day} has yet to come. Fill in the day on which it happened."),
    "no_answer_there": N_(
        "There is no answer to take back in the chosen cells, or something was asked again since. Look at their rounds"
        " beside the matrix."
    ),
    "item_touches_no_college": N_(
        "No municipality takes part in the regional action of “{title}”. Choose the cells, or all colleges."
    ),
    "no_reservation": N_("This answer holds no reservation, so there is nothing to deal with."),
    "reservations_open": N_(
        "“{title}” cannot be settled yet: the reservation of {colleges} was not dealt with. Note under Feedback what"
        " was done with it."
    ),
    "not_a_college": N_(
        "{body} is not a college. Feedback is kept per college of mayor and aldermen; choose one."
    ),
    "too_many_rounds": N_("There are {most} rounds with this college already. Use the last one."),
    # engagements
    "engagement_does_not_recur": N_(
        "“{what}” is an engagement for once. Choose how often it recurs before noting a period."
    ),
    "recurrence_without_day": N_(
        "“{what}” has no due day yet. Fill in the first day, for instance 31/01/2027; the next ones follow from it."
    ),
    "period_noted_already": N_(
        "The period of {day} is noted for these partners already, or they have closed their share."
    ),
    # values
    "not_an_amount": N_("“{value}” is not an amount. Write it as 12.500 or 12.500,50."),
    "not_a_number": N_("“{value}” is not a number. Write it as 0,2."),
    "not_a_month": N_("“{value}” is not a month. Write it as 2026-11."),
    "choice_needed": N_("One of the choices has to stand here."),
    "impossible_date": N_("“{value}” is a date that does not exist. Check day and month."),
    "pasted_too_long": N_(
        "This text has {count} characters; at most {most} are read. Paste only the part that matters."
    ),
    # cost sharing
    "cost_without_key": N_(
        "“{name}” cannot be divided ({key}): no partner has a number for it. Fill it in, or choose another key."
    ),
    "cost_not_negative": N_("{partner}: units and inhabitants cannot be less than zero."),
    "cost_fixed_count": N_(
        "“{name}” has {given} fixed amounts for {partners} partners. Give one amount for each partner."
    ),
    # records
    "no_such_record": N_(
        "This {kind} is no longer there; somebody may have deleted it. Open the list again."
    ),
    "no_such_name": N_("No {kind} is called “{name}”. Check the spelling, or look it up in the list."),
    "ambiguous_name": N_("“{name}” may be any of these: {names}. Give the full name."),
    "changed_elsewhere": N_(
        "Somebody else has changed this {kind} in the meantime ({fields}). Look at it again before you save."
    ),
    "already_there": N_("“{name}” is there already. Open it instead of adding it again."),
    "undo_newer_changes": N_(
        "This can no longer be undone: “{label}” by {actor} on {at} stands on it. Undo that first, or mend it by hand."
    ),
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to do again."),
    "not_your_entry": N_("This was done by {actor}. You can undo only what you did yourself."),
    "undo_erased": N_(
        "This cannot be undone: what stood there before was erased with the personal data of somebody."
    ),
    "period_reversed": N_("The period ends ({last}) before it begins ({first}). Check both dates."),
    "successor_in_circle": N_(
        "{name} cannot succeed itself, not even through others. Choose another successor."
    ),
    "organisation_in_use": N_(
        "{name} is in use: {where}. End it, or put it together with the partner that it really is."
    ),
    "joined_with_itself": N_("A partner cannot be put together with itself. Choose another one."),
    "both_stand_there": N_(
        "{old} and {other} both have a part of their own in the same record ({kind}). Take one of the two out there."
    ),
    "handed_to_itself": N_("Matters cannot be handed to the person who has them. Choose somebody else."),
    "body_kind_is_fixed": N_("The kind of {body} cannot be changed any more. Make a new body instead."),
    "link_to_itself": N_("An action cannot be linked to itself. Choose another action."),
    "evaluation_needs_one_subject": N_("An evaluation is about one action or about one body. Choose one."),
    "evaluation_needs_a_day": N_(
        "An evaluation has a day: when it is planned, or when it was held. Fill in one of them."
    ),
    "stop_without_reason": N_(
        "Say why “{action}” is stopped: choose “Stop…” in its file and give the reason."
    ),
    "stop_ahead": N_("{day} is still to come. Stop an action on a day that has come, at the latest today."),
    "archive_while_running": N_(
        "“{action}” is not over ({state}). Complete or stop it first; then it can go to the archive."
    ),
    "action_in_use": N_(
        "“{action}” is not removed: {engagements} engagements and {topics} topics belong to it. Stop it, complete it or"
        " put it in the archive; or give those another action first."
    ),
    "no_region": N_("This file has no region yet. Make a new file from a preset."),
    "minutes_locked": N_(
        "The minutes of this meeting have been approved, so this can no longer be changed. Unlock the minutes"
        " first, with a reason."
    ),
    "already_recorded": N_(
        "This stands there already ({kind}), or somebody added it just now. Look at what there is and change that."
    ),
    # minutes, carry-over, slash lines, pasted agendas
    "minutes_kept_elsewhere": N_(
        "{body} has a secretariat of its own, which makes the minutes. Attach what you receive from it."
    ),
    "minutes_submitted": N_(
        "The minutes of {meeting} have been submitted. Submit the new text again instead."
    ),
    "minutes_not_submitted": N_("The minutes of {meeting} have not been submitted yet. Submit them first."),
    "approval_by_other_rule": N_(
        "By the body's rules its minutes become final by “{mode}”, not by “{how}”. Change the rules of procedure first."
    ),
    "approval_item_open": N_(
        "No later meeting has approved the minutes of {meeting}. Conclude the item on its agenda first."
    ),
    "not_an_approval_item": N_("“{title}” is about no minutes. Choose the item that approves minutes."),
    "silent_term_unknown": N_(
        "No term for silent approval is filled in. Fill it in with the body's rules of procedure."
    ),
    "silent_term_running": N_("The term for silent approval runs until {until}. Approve after that day."),
    "remarks_open": N_(
        "There are remarks that were not dealt with, so silence is no approval. Deal with them first."
    ),
    "remarks_closed": N_(
        "This version of the minutes of {meeting} takes no more remarks. Open the version that is submitted."
    ),
    "file_empty": N_("{name} is empty. Choose the file again."),
    "file_too_large": N_("{name} is too large (at most {most} MB). Save it smaller, for example as PDF."),
    "agenda_unchanged": N_("Nothing has changed since agenda {letter} was sent."),
    "meeting_took_place": N_("{meeting} has taken place. Choose a meeting that lies ahead."),
    "meeting_of_other_body": N_("Choose a meeting of {body}; to another body an item goes as a topic."),
    "item_was_at_meeting": N_(
        "“{title}” was treated at {meeting} or stood on its agenda when it was held. Put it again on the next one."
    ),
    "item_still_ahead": N_("“{title}” stands on the agenda of {meeting}, which lies ahead. Move it instead."),
    "not_a_standing_item": N_(
        "An item of the type “{item_type}” belongs to a topic and is no standing item."
    ),
    "slash_unknown": N_(
        "“/{value}” is no command. Type / for the list: /conclusie, /engagement, /standpunt, /voorleggen, /aanwezig…"
    ),
    "slash_misspelt": N_("“/{value}” is no command. Do you mean “/{nearest}”?"),
    "slash_without_names": N_("Say for whom, and end that with a colon: “/{command} Kortrijk: …”."),
    "misspelt_person": N_(
        "Nobody is called “{name}”; {nearest} is. For somebody new also say the function: “{name}, schepen”."
    ),
    "nobody_in_list": N_("There is nobody in this text. Paste lines with name, organisation and function."),
    "one_is_replaced": N_("Name one who is replaced: “/vervangen Wevelgem: Dries Duinroos”."),
    "nobody_on_line": N_("Nobody is named for {name} on the attendance list; write who it is there first."),
    "no_such_item": N_("The agenda has no item “{value}”. Give its number: “/samen 3”."),
    "slash_without_attendees": N_("Say who, and the hour where it counts: “/{command} Menen 15:10”."),
    "slash_hours": N_("“{value}” is no hour. Write it as “15:10”, and a break as “/pauze 15:10-15:20”."),
    "say_the_hour": N_("The meeting is not today, so the hour is not known. Add it at the end: 15:10."),
    "break_backwards": N_("The break ends ({until}) before it begins ({since}). Check both hours."),
    "office_vacant": N_(
        "By the mandates of that day nobody is “{name}”. Name the organisation, or fill in the mandate."
    ),
    "ambiguous_office": N_("“{name}” may be any of these: {names}. Name one of them, or the organisation."),
    "no_next_meeting": N_(
        "No next meeting of {body} is planned, so “{value}” is no day yet. Type the day, or plan that meeting first."
    ),
    "not_among": N_("{name} is not among “{group}”, so it cannot be left out of it. Check the names."),
    "no_open_engagement": N_(
        "No open engagement of an earlier meeting has all the words “{name}”. Name its partner and a word of it."
    ),
    "ambiguous_engagement": N_("“{name}” may be any of these: {names}. Add a word of the one you mean."),
    "no_engagement_here": N_(
        "{name} has no engagement at this item yet. Note that first, then its condition."
    ),
    "slash_without_text": N_("This line says nothing yet. Write the text after the command."),
    "slash_stance": N_(
        "“{value}” does not begin with a position. Begin with akkoord, voorbehoud, niet akkoord or geen standpunt."
    ),
    "misspelt_party": N_("Nobody is called “{name}”. Do you mean: {nearest}?"),
    "no_such_party": N_("Nobody is called “{name}”. Check the spelling, or add it to the partners first."),
    "misspelt_action": N_("No regional action is called “#{name}”. Do you mean: {nearest}?"),
    "no_such_action": N_(
        "No regional action is called “#{name}”. Look it up in the list of regional actions."
    ),
    "item_without_action": N_(
        "“{title}” belongs to no regional action. Name one after “#”, or refer it to a body."
    ),
    "no_agenda_in_text": N_(
        "No agenda item was found in this text. Paste the lines of the agenda themselves."
    ),
    "unknown_preset": N_("There is no preset “{name}”. Known are: {known}."),
    **MEETING_SENTENCES,
    **FILE_SENTENCES,
    **PACKAGE_SENTENCES,
}

_INVALID = {
    "string_too_long": N_("{field}: this text is too long (at most {max_length} characters)."),
    "string_too_short": N_("{field}: fill this in."),
    "greater_than_equal": N_("{field}: “{value}” is too small (at least {ge})."),
    "less_than_equal": N_("{field}: “{value}” is too large (at most {le})."),
    "missing": N_("{field}: fill this in."),
    "enum": N_("{field}: “{value}” is not one of the choices."),
    "string_unicode": N_(
        "{field}: “{value}” holds an invisible character that cannot be kept. Type it anew."
    ),
}
_INVALID_BY_START = (
    ("date", N_("{field}: “{value}” is not a date. Write it as 11/12/2026.")),
    ("time", N_("{field}: “{value}” is not a time. Write it as 14:00.")),
    ("int", N_("{field}: “{value}” is not a whole number.")),
    ("uuid", N_("{field}: choose one from the list.")),
    ("bool", N_("{field}: choose yes or no.")),
)

_NAMED = 4  # of many names that a word may stand for

_VERBS = {
    "chosen": N_("two versions of {name} put together"),
    "added": N_("{name} added"),
    "changed": N_("{name} changed"),
    "deleted": N_("{name} deleted"),
}


def sentence(error: UserError) -> str:
    """The sentence for an error; errors of papers carry their own."""
    if error.code == "invalid_field":
        return _invalid_field(error.params)
    own = getattr(error, "sentence", None)
    if isinstance(own, str):
        return own
    if error.code not in SENTENCES:
        return _("This cannot be done ({code}).").format(code=error.code)
    filled = {name: _param(name, value) for name, value in error.params.items()}
    return _(SENTENCES[error.code]).format(**filled)


def journal_label(verb: str, name: str) -> str:
    """What a journal entry says: verb is "added", "changed" or "deleted"."""
    text = _(_VERBS[verb]).format(name=name)
    return text[:1].upper() + text[1:]


def shown(value: object) -> str:
    """A value of any field as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return label(value) if type(value) in LABELS else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = value.astimezone()
        return _("{day} at {time}").format(day=say.day(local.date()), time=say.clock(local.time()))
    if isinstance(value, date):
        return say.day(value)
    if isinstance(value, time):
        return say.clock(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(shown(part) for part in value) or _("nothing")
    return str(value)


def _param(name: str, value: Any) -> str:
    if name == "kind":
        return kind_label(str(value))
    if name == "fields":
        return ", ".join(field_label(str(name)) for name in value)
    if name == "field":
        return field_label(str(value))
    return _some(value) if name == "names" and not isinstance(value, str) else shown(value)


def _some(names: Iterable[object]) -> str:
    """The first of the names and how many there are more: a sentence in a margin is one line."""
    each = [shown(name) for name in names]
    more = len(each) - _NAMED
    if more <= 0:
        return ", ".join(each)
    others = ngettext("{count} other", "{count} others", more).format(count=more)
    return _("{names} and {others}").format(names=", ".join(each[:_NAMED]), others=others)


def _invalid_field(params: dict[str, Any]) -> str:
    why = str(params.get("why", ""))
    text = _INVALID.get(why)
    if text is None:
        text = next((text for start, text in _INVALID_BY_START if why.startswith(start)), None)
    if text is None:
        text = N_("{field}: “{value}” does not fit here.")
    name = field_label(str(params.get("field", "")))
    limits = params.get("limits") or {}
    value = shown(params.get("value")).encode("utf-8", "ignore").decode()
    sentence = _(text).format(**{**limits, "field": name, "value": value})
    return sentence[:1].upper() + sentence[1:]
