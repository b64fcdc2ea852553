"""One item in the note to one college."""

from collections.abc import Sequence
from dataclasses import replace

from ibo_desk.documents.builders.articles import asked_articles
from ibo_desk.documents.builders.college_facts import CollegeFacts
from ibo_desk.documents.builders.engagements import own, own_conditions
from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.head import cancelled
from ibo_desk.documents.builders.items import (
    attachments,
    layer,
    main_number,
    outcome,
    outcome_label,
    positions,
    prepared,
    treatment_label,
    type_of,
)
from ibo_desk.documents.builders.phrases import flat, noted_later, secretariat
from ibo_desk.documents.builders.referrals import own_referrals
from ibo_desk.documents.builders.rounds import Round
from ibo_desk.documents.builders.since import own_since_lines
from ibo_desk.documents.content import MemoItem
from ibo_desk.documents.content_rows import Article, EarlierAnswer, Heading
from ibo_desk.documents.memo_sections import answer_heading, arrange
from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.feedback import NO_ANSWER_GIVEN, Answer, Side
from ibo_desk.domain.topics import NOT_TREATED
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.deadline_told import tell_deadline
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def side_of(facts: MeetingFacts) -> Side:
    """Before the meeting a note carries the questions asked ahead of it, afterwards those that followed from it."""
    return Side.AFTER if facts.held else Side.BEFORE


def asked_item(
    facts: MeetingFacts, college: CollegeFacts, item: ItemRow, headings: Sequence[Heading]
) -> tuple[MemoItem, list[str]]:
    """An item that asks an answer, in full, and the texts of its own articles."""
    asked = college.asked(item.id, side_of(facts))
    assert asked is not None
    answer_to = _answer_to(facts, asked)
    until = tell_deadline(college.deadlines.get(item.id), facts.today)
    shown = _common(facts, college, item)
    conditions = own_conditions(facts, item, college.organisation_id)
    articles = asked_articles(
        facts, college, item, asked, answer_to, shown.engagements, conditions, answer_heading(headings)
    )
    made = replace(
        shown,
        question=label(asked.question),
        question_text=flat(asked.question_text),
        answer_to=answer_to,
        answer_by=day(asked.answer_by),
        college_by=until.college_by,
        submit_by=until.submit_by,
    )
    return made, articles


def under_headings(item: MemoItem, articles: Sequence[Article], headings: Sequence[Heading]) -> MemoItem:
    """The item with its articles, under the headings of the municipality."""
    whole = replace(item, articles=tuple(articles))
    return replace(whole, sections=arrange(whole, headings))


def _answer_to(facts: MeetingFacts, asked: Round) -> str:
    """Who asked, or our secretariat: a body itself has no address."""
    if asked.asked_by in {"", facts.body.name, facts.body.short_name}:
        return secretariat(facts.keeper)
    return asked.asked_by


def noted_item(
    facts: MeetingFacts, college: CollegeFacts, item: ItemRow, headings: Sequence[Heading]
) -> MemoItem:
    """An item that is only to be noted; its article stands with the bundle."""
    shown = _common(facts, college, item)
    asked = college.asked(item.id, side_of(facts))
    if asked is not None and asked.ended_by is not None:
        shown = replace(
            shown,
            outcome_label=shown.outcome_label or treatment_label(),
            outcome=_ended(shown.outcome, label(asked.ended_by)),
        )
    return replace(shown, sections=arrange(shown, headings))


def _ended(outcome: Blocks, why: str) -> Blocks:
    """That nothing is asked any more, with the reason, unless the item says that already itself."""
    if outcome:
        return outcome
    return plain(_("Nothing is asked of the college about this any more: {why}.").format(why=why))


def _common(facts: MeetingFacts, college: CollegeFacts, item: ItemRow) -> MemoItem:
    consequence = college.consequences.get(item.id)
    return MemoItem(
        number=item.number,
        main=main_number(item),
        title=item.title,
        type=type_of(item),
        action=item.action or "",
        layer=layer(item),
        submitted_by=item.submitted_by or "",
        prepared=prepared(facts, item, Audience.COLLEGE),
        phase=label(item.phase) if item.phase else "",
        influence=flat(item.still_open),
        heard=_heard(facts, college, item),
        introduction=parse(item.introduction),
        discussion=parse(item.discussion) if facts.held else _to_come(facts, item),
        outcome_label=outcome_label(item),
        outcome=outcome(item, facts.sentences),
        positions=positions(facts.positions.get(item.id, ()), Audience.COLLEGE),
        referrals=own_referrals(facts, item, college.organisation_id),
        earlier_answers=_earlier(facts, college, item),
        engagements=own(facts, item, college.organisation_id),
        later=(
            *own_since_lines(facts, item, college.organisation_id),
            *_answers_since(facts, college, item),
        ),
        consequences_label=_("Consequences for {municipality}").format(municipality=college.municipality),
        consequences=parse(consequence.text) if consequence else (),
        finance=flat(consequence.finance) if consequence else "",
        file_number=consequence.file_number.strip() if consequence else "",
        attachments=attachments(item),
    )


def _to_come(facts: MeetingFacts, item: ItemRow) -> Blocks:
    """Before the meeting: what it will be asked; nothing where it will not treat the item."""
    if cancelled(facts) or item.treatment in NOT_TREATED:
        return ()
    when = _("The item is discussed on {day}.").format(day=day(facts.meeting.on))
    asked = flat(item.asked)
    text = _("What is asked of the participants: {asked}").format(asked=asked) if asked else ""
    return plain(f"{when} {text}".strip())


def _heard(facts: MeetingFacts, college: CollegeFacts, item: ItemRow) -> str:
    """Whether this college heard of the topic before the meeting treated it; of a standing item nothing is said."""
    if item.topic_id is None:
        return ""
    days = [
        row.heard_on or (None if row.answer in NO_ANSWER_GIVEN else row.answered_on)
        for row in college.about(item.id, item.topic_id)
    ]
    before = [heard_on for heard_on in days if heard_on is not None and heard_on <= facts.meeting.on]
    if before:
        return _("yes, on {day}").format(day=day(max(before)))
    if facts.held:
        return _("not heard beforehand")
    comes = not cancelled(facts) and item.treatment not in NOT_TREATED
    return _("not yet heard") if comes else ""


def _earlier(facts: MeetingFacts, college: CollegeFacts, item: ItemRow) -> tuple[EarlierAnswer, ...]:
    """This college's answers over the whole topic until the meeting, the newest first."""
    return tuple(
        EarlierAnswer(
            date=day(row.answered_on),
            question=label(row.question),
            answer=label(answer),
            text="; ".join(
                part for part in (flat(row.answer_text), noted_later(row.noted_on, facts.as_of)) if part
            ),
        )
        for row, answer in reversed(_answered(college, item))
        if row.answered_on is None or row.answered_on <= facts.as_of
    )


def _answers_since(facts: MeetingFacts, college: CollegeFacts, item: ItemRow) -> tuple[str, ...]:
    """What the college answered after the meeting, each in a line of its own."""
    text = _("Since then the college answered on {day}: {answer}.")
    return tuple(
        f"{text.format(day=day(row.answered_on), answer=label(answer))} {flat(row.answer_text)}".strip()
        for row, answer in _answered(college, item)
        if row.answered_on is not None and facts.as_of < row.answered_on <= facts.today
    )


def _answered(college: CollegeFacts, item: ItemRow) -> list[tuple[Round, Answer]]:
    """The rounds over the whole topic that the college answered, each with its answer, the oldest first."""
    return [
        (row, row.answer)
        for row in college.about(item.id, item.topic_id)
        if _readable(row) and row.answer is not None and row.answer is not Answer.NOT_CONCERNED
    ]


def _readable(row: Round) -> bool:
    return may_print(Audience.COLLEGE, row.audience, own=True)
