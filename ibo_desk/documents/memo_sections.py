"""An item of a note under the headings that this municipality uses (research: headings of Flemish college notes)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from ibo_desk.documents.content import MemoItem
from ibo_desk.documents.content_rows import Fact, Heading, Section
from ibo_desk.documents.rich_text import parse, plain
from ibo_desk.language import N_, _

DEFAULT_HEADINGS: Final[tuple[tuple[str, str], ...]] = (
    ("subject", N_("Subject")),
    ("background", N_("Reason and context")),
    ("legal", N_("Legal ground")),
    ("discussion", N_("Discussion and motivation")),
    ("position", N_("Position or mandate of the municipality")),
    ("engagements", N_("Engagements and consequences for the municipality")),
    ("advice", N_("Advice")),
    ("finance", N_("Financial impact")),
    ("attachments", N_("Attachments")),
    ("proposal", N_("Proposed decision")),
)


def default_headings() -> tuple[Heading, ...]:
    """The headings for a municipality that has not chosen its own."""
    return tuple(Heading(key=key, label=_(label)) for key, label in DEFAULT_HEADINGS)


def answer_heading(headings: Iterable[Heading]) -> str:
    """The heading under which the municipality writes its answer; "" where it never does so in a note of its own."""
    return next((each.label for each in headings if each.key == "position" and not each.text.strip()), "")


def proposes(headings: Iterable[Heading]) -> bool:
    """Whether the municipality uses the block of the decision; where it does not, no article has a number."""
    return any(each.key == "proposal" for each in headings)


def arrange(item: MemoItem, headings: Iterable[Heading]) -> tuple[Section, ...]:
    """What stands under each heading; a key of ``own`` is a block that the municipality fills in itself.

    KeyError for a key that is neither ``own`` nor one of ``DEFAULT_HEADINGS``.
    """
    return tuple(_section(item, heading) for heading in headings)


def _section(item: MemoItem, heading: Heading) -> Section:
    """A block of the municipality that has its standing text needs no filling in."""
    made = Section(key=heading.key, heading=heading.label, **_PARTS[heading.key](item))
    return replace(made, standing=parse(heading.text), blank="") if heading.text.strip() else made


def _facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label=label, value=value) for label, value in pairs if value)


def _subject(item: MemoItem) -> Mapping[str, Any]:
    facts = _facts(
        (_("Agenda item"), f"{item.number}. {item.title}"),
        (_("Type"), item.type),
        (_("Regional action"), item.action),
        (_("Transport layer"), item.layer),
        (_("Submitted by"), item.submitted_by),
        (_("Phase"), item.phase),
        (_("Can still be influenced"), item.influence),
    )
    return {"facts": facts}


def _background(item: MemoItem) -> Mapping[str, Any]:
    facts = _facts((_("Preparation"), item.prepared), (_("Heard beforehand"), item.heard))
    return {"facts": facts, "text": item.introduction}


def _discussion(item: MemoItem) -> Mapping[str, Any]:
    return {
        "text": item.discussion,
        "outcome_label": item.outcome_label,
        "outcome": item.outcome,
        "positions": item.positions,
        "referrals": item.referrals,
    }


def _position(item: MemoItem) -> Mapping[str, Any]:
    facts = _facts(
        (_("Asked of the college"), item.question),
        (_("Question"), item.question_text),
        (_("Answer to"), item.answer_to),
        (_("Answer asked by"), item.answer_by),
        (_("Last useful meeting of the college"), item.college_by),
        (_("Submit the note at the latest on"), item.submit_by),
    )
    blank = _("Position of the college: to be completed by the municipality")
    return {"facts": facts, "earlier_answers": item.earlier_answers, "blank": blank}


def _engagements(item: MemoItem) -> Mapping[str, Any]:
    label = item.consequences_label if item.consequences else ""
    sections = {
        "engagements": item.engagements,
        "later": item.later,
        "text_label": label,
        "text": item.consequences,
    }
    if not item.engagements and not item.consequences:
        sections["text"] = plain(_("No engagements of this municipality are registered with this item."))
    return sections


def _finance(item: MemoItem) -> Mapping[str, Any]:
    amounts = [f"{each.what}: {each.amount}" for each in item.engagements if each.amount]
    nothing = _("No amount for this municipality is registered with this item.")
    return {"text": plain(item.finance or "; ".join(amounts) or nothing)}


def _attachments(item: MemoItem) -> Mapping[str, Any]:
    if item.attachments:
        return {"attachments": item.attachments}
    return {"text": plain(_("No attachments with this item."))}


def _legal(_item: MemoItem) -> Mapping[str, Any]:
    return {"blank": _("Legal ground: to be completed by the municipality")}


def _advice(_item: MemoItem) -> Mapping[str, Any]:
    return {"blank": _("Advice of the administration: to be completed by the municipality")}


def _own(_item: MemoItem) -> Mapping[str, Any]:
    return {"blank": _("To be completed by the municipality")}


def _proposal(item: MemoItem) -> Mapping[str, Any]:
    return {"articles": item.articles}


_PARTS: Final[Mapping[str, Callable[[MemoItem], Mapping[str, Any]]]] = {
    "subject": _subject,
    "background": _background,
    "legal": _legal,
    "discussion": _discussion,
    "position": _position,
    "engagements": _engagements,
    "advice": _advice,
    "finance": _finance,
    "attachments": _attachments,
    "proposal": _proposal,
    "own": _own,
}
