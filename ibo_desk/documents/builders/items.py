"""What agenda, minutes and notes say alike about an item."""

import re
from collections.abc import Iterable

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import capital, flat
from ibo_desk.documents.content_rows import Attachment, Position
from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.domain.agenda_marks import letter
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import STANDING_TYPES, Outcome, PlanStep, TransportLayer
from ibo_desk.domain.sentence_keys import WORDLESS
from ibo_desk.domain.topics import NOT_TREATED, Stance
from ibo_desk.language import _, pgettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def type_of(item: ItemRow) -> str:
    """The type of an item, unless its title says just that ("Varia", "Goedkeuring verslag 18/09")."""
    kind, title = label(item.item_type), item.title.strip().casefold()
    said = title.startswith(kind.casefold()) if item.item_type in STANDING_TYPES else title == kind.casefold()
    return "" if said else kind


def layer(item: ItemRow) -> str:
    """The transport layer in words, with the step of the mobility plan; nothing for what is not about transport."""
    if item.transport_layer is TransportLayer.NONE:
        return ""
    text = label(item.transport_layer)
    return text if item.plan_step is PlanStep.NONE else f"{text}, {label(item.plan_step)}"


def main_number(item: ItemRow) -> str:
    """The number of the main item above a sub item; "" for a main item."""
    return item.number.partition(".")[0] if item.sub else ""


def prepared(facts: MeetingFacts, item: ItemRow, reader: Audience) -> str:
    """Whether the preparing body treated it (only where the body wants that in print), and what it said of it.

    R12; what the preparing body said is printed for its own audience alone.
    """
    sentences: list[str] = []
    if facts.preparing is not None and facts.body.prints_preparation:
        by = the_body(facts.preparing)
        if item.prepared_on:
            said = _("Prepared by {body} on {day}.").format(body=by, day=day(item.prepared_on))
            sentences.append(said)
        elif item.skipped_preparation:
            sentences.append(_("Not prepared by {body}.").format(body=by))
    if item.preparation_note and may_print(reader, item.preparation_audience):
        note = flat(item.preparation_note)
        sentences.append(f"{facts.preparing.name}: {note}" if facts.preparing else note)
    return " ".join(sentences)


def outcome_label(item: ItemRow) -> str:
    """The heading of what came of it; it follows from what the body may do with such an item (R9, R18, R17b)."""
    if item.outcome is Outcome.DECIDED and item.plan_step is not PlanStep.NONE:
        return capital(label(item.plan_step))
    if item.outcome is not None:
        return capital(label(item.outcome))
    return treatment_label() if item.treatment in NOT_TREATED or item.joined_number else ""


def treatment_label() -> str:
    """The heading of what came of an item that was not treated by itself."""
    return pgettext("paper", "Treatment")


def outcome(item: ItemRow, sentences: StockSentences) -> Blocks:
    """The text of conclusion, advice or decision; the body's sentence for what is told without a text.

    An item that was treated with another says so, before what it concluded itself.
    """
    own = _own_outcome(item, sentences)
    if not item.joined_number or item.treatment in NOT_TREATED:
        return own
    return plain(_("Treated together with item {number}.").format(number=item.joined_number)) + own


def _own_outcome(item: ItemRow, sentences: StockSentences) -> Blocks:
    if item.treatment in NOT_TREATED:
        why = f" {_told_why(item.ended_reason)}" if item.ended_reason else ""
        return plain(sentences.of_item(item) + why)
    if item.outcome in WORDLESS and not item.conclusion.strip():
        return plain(sentences.of_item(item))
    return parse(item.conclusion) if item.outcome is not None else ()


_AGAIN_NEXT = re.compile(
    r"(?:naar|tot|op|voor)?\s*(?:de |het |een )?volgende? (?:vergadering|overleg|bijeenkomst|keer|ibo)\.?",
    re.IGNORECASE,
)


def _told_why(text: str) -> str:
    """The reason; "volgende vergadering" is none and says when it returns."""
    if _AGAIN_NEXT.fullmatch(text.strip()):
        return _("It returns at the next meeting.")
    return _("Reason given: {text}.").format(text=flat(text).rstrip("."))


def positions(rows: Iterable[PositionRow], reader: Audience) -> tuple[Position, ...]:
    """The positions that this reader may see; one about a part of the item names that part."""
    return tuple(
        Position(
            organisation=row.shown_name,
            stance=label(row.stance),
            text=_about(row),
        )
        for row in rows
        if may_print(reader, row.audience) and (row.stance is not Stance.NONE or row.text)
    )


def _about(row: PositionRow) -> str:
    if row.subject and row.text:
        return _("{subject}: {text}").format(subject=row.subject, text=flat(row.text))
    return _("about {subject}").format(subject=row.subject) if row.subject else flat(row.text)


def attachments(item: ItemRow) -> tuple[Attachment, ...]:
    """The documents with an item, lettered after it: 4a, 4b, and 4.1a with a sub item."""
    return tuple(
        Attachment(title=title, number=f"{item.number}{letter(place).lower()}")
        for place, title in enumerate(_titles(item.attachments))
    )


def _titles(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]
