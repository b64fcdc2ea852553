"""What is known of the legal form of a body, and that a term is about to end, in words."""

from datetime import date
from typing import TYPE_CHECKING

from ibo_desk.domain.legal_forms import FACTS, FormFacts, Organ, Participant, is_too_long
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

if TYPE_CHECKING:
    from ibo_desk.services.parties.body_rows import BodyRow


def form_told(row: "BodyRow") -> str:
    """The sentences about a body's legal form; "" where nothing is known of it."""
    facts = FACTS.get(row.legal_form)
    if facts is None:
        return ""
    lines = [_person(facts), _organs(facts), _term(facts), _excluded(facts)]
    if row.term_ends is not None:
        lines.append(_("Its term ends on {day}.").format(day=day(row.term_ends)))
    if is_too_long(row.legal_form, row.valid_from, row.valid_to):
        lines.append(_("The term that is filled in is longer than this form allows."))
    return " ".join(filter(None, lines))


def ending_told(row: "BodyRow", today: date) -> str:
    """That a term ends or has ended; whether it is prolonged only the councils know."""
    ends = row.term_ends
    assert ends is not None
    text = _("⚠ The term of {body} ends on {day}: have it prolonged in time, then fill in its new last day.")
    if ends < today:
        text = _("⚠ The term of {body} ended on {day}: fill in its new last day if it was prolonged.")
    return text.format(body=row.name, day=day(ends))


def _person(facts: FormFacts) -> str:
    if facts.is_person is None:
        return ""
    if facts.is_person:
        return _("It is a legal person.")
    return _("It is no legal person: no staff or contracts of its own.")


def _organs(facts: FormFacts) -> str:
    names = ", ".join(label(organ) for organ in Organ if organ in facts.organs)
    return _("Governed by: {organs}.").format(organs=names) if names else ""


def _term(facts: FormFacts) -> str:
    years = facts.term
    if years is None:
        return _("No longest term.") if facts.no_longest else ""
    text = ngettext(
        "At most {count} year, can be prolonged.", "At most {count} years, can be prolonged.", years
    )
    return text.format(count=years)


def _excluded(facts: FormFacts) -> str:
    names = ", ".join(label(participant) for participant in Participant if participant in facts.excludes)
    return _("Cannot take part: {who}.").format(who=names) if names else ""
