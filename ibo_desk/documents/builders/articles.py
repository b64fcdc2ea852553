"""The proposed decision of a college, in articles that follow the question."""

from collections.abc import Sequence
from itertools import count

from ibo_desk.documents.builders.college_facts import CollegeFacts
from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import joined
from ibo_desk.documents.builders.rounds import Round
from ibo_desk.documents.content_rows import Article, Engagement
from ibo_desk.domain.bodies import Outcome, PlanStep
from ibo_desk.domain.feedback import Question
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words.format import day

BLANK = "………………………………"

_OF = {
    Outcome.CONCLUDED: N_("the conclusion on item {number}, “{title}”, of {body} of {day}"),
    Outcome.ADVISED: N_("the advice on item {number}, “{title}”, of {body} of {day}"),
    Outcome.DECIDED: N_("the decision on item {number}, “{title}”, of {body} of {day}"),
}

_ADOPTED = {
    PlanStep.PROVISIONAL: N_("the provisional adoption in item {number}, “{title}”, of {body} of {day}"),
    PlanStep.DEFINITIVE: N_("the definitive adoption in item {number}, “{title}”, of {body} of {day}"),
}


def numbered(proposals: Sequence[Sequence[str]]) -> list[tuple[Article, ...]]:
    """The articles of each proposal of one note, numbered through; a single one is called so."""
    alone = sum(map(len, proposals)) == 1
    numbers = count(1)
    return [
        tuple(
            Article(
                label=_("Only article") if alone else _("Article {number}").format(number=next(numbers)),
                text=text,
            )
            for text in texts
        )
        for texts in proposals
    ]


def asked_articles(
    facts: MeetingFacts,
    college: CollegeFacts,
    item: ItemRow,
    asked: Round,
    answer_to: str,
    engagements: Sequence[Engagement],
    conditions: Sequence[str],
    answered_under: str,
) -> list[str]:
    """For a question that needs an answer: take note, answer, and let it be known.

    ``answered_under`` is the heading of the block in which the municipality writes its answer, so that it does so
    once; "" where it has none.
    """
    texts = [_("The college takes note of {what}.").format(what=_what(facts, item))]
    if asked.question is Question.POSITION:
        texts.append(_position(answered_under))
    elif asked.question is Question.MANDATE:
        texts.append(_mandate(facts, college, answered_under))
    elif asked.question is Question.CONFIRM_ENGAGEMENT:
        texts.extend(_confirmations(engagements, conditions))
    texts.append(_tell(asked, answer_to))
    return texts


def noted_articles(facts: MeetingFacts, items: Sequence[ItemRow]) -> list[str]:
    """One article for the whole bundle of what is only to be noted."""
    if not items:
        return []
    numbers = joined([item.number for item in items])
    body, on = the_body(facts.body), day(facts.meeting.on)
    if len(items) == 1:
        text = _("The college takes note of item {numbers} of {body} of {day}.")
    else:
        text = _("The college takes note of items {numbers} of {body} of {day}.")
    return [text.format(numbers=numbers, body=body, day=on)]


def _what(facts: MeetingFacts, item: ItemRow) -> str:
    ahead = N_("item {number}, “{title}”, on the agenda of {body} of {day}")
    behind = N_("item {number}, “{title}”, of {body} of {day}")
    verb = _OF.get(item.outcome, behind) if item.outcome else behind
    if item.outcome is Outcome.DECIDED:
        verb = _ADOPTED.get(item.plan_step, verb)
    template = verb if facts.held else ahead
    return _(template).format(
        number=item.number, title=item.title, body=the_body(facts.body), day=day(facts.meeting.on)
    )


def _position(under: str) -> str:
    if under:
        return _("The college takes the position that stands in this note under “{heading}”.").format(
            heading=under
        )
    return _("The college takes the following position: {blank}").format(blank=BLANK)


def _mandate(facts: MeetingFacts, college: CollegeFacts, under: str) -> str:
    """The mandate goes to who represents the municipality, whoever that is that day (R21)."""
    text = _("The college gives the delegate of {municipality} in {body} a mandate to: {blank}")
    if under:
        text = _(
            "The college gives the delegate of {municipality} in {body} the mandate that stands in this note"
            " under “{heading}”."
        )
    body = the_body(facts.body)
    return text.format(municipality=college.municipality, body=body, blank=BLANK, heading=under)


def _confirmations(engagements: Sequence[Engagement], conditions: Sequence[str]) -> list[str]:
    """Each own engagement is confirmed apart, with the conditions that were made; most have none."""
    if not engagements:
        return [_("The college confirms the engagement.")]
    terms: list[str] = []
    for engagement, condition in zip(engagements, conditions, strict=True):
        what = f"{engagement.what} – {engagement.amount}" if engagement.amount else engagement.what
        text = _("The college confirms the engagement “{what}”.")
        if condition:
            text = _(
                "The college confirms the engagement “{what}”, under the following conditions: {conditions}"
            )
        terms.append(text.format(what=what, conditions=condition))
    return terms


def _tell(asked: Round, answer_to: str) -> str:
    if asked.answer_by:
        text = _("The college lets its answer be known to {to} by {day}.")
        return text.format(to=answer_to, day=day(asked.answer_by))
    return _("The college lets its answer be known to {to}.").format(to=answer_to)
