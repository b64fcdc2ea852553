"""What colleges answered before the meeting, at the item, for those who may read it and for nobody else (R22)."""

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import flat, noted_later
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def answered(facts: MeetingFacts, item: ItemRow, reader: Audience) -> str:
    """The answers that this reader may see, each with its college and day; one for that college alone never."""
    return " ".join(
        _answer_line(facts, row) for row in facts.answers.get(item.id, ()) if may_print(reader, row.audience)
    )


def _answer_line(facts: MeetingFacts, row: RoundRow) -> str:
    assert row.answer is not None
    days = [day(row.answered_on), noted_later(row.noted_on, facts.as_of)]
    on = f" ({', '.join(told_on for told_on in days if told_on)})" if any(days) else ""
    text = flat(row.answer_text)
    sentence = _("The college of {municipality} answered beforehand: {answer}{day}.").format(
        municipality=facts.bodies[row.college_id].organisation, answer=label(row.answer), day=on
    )
    return f"{sentence} {text}" if text else sentence
