"""What papers over a period tell of actions and of decisions of the municipality, as far as their reader may know."""

from collections.abc import Iterable
from uuid import UUID

from ibo_desk.documents.builders.period import PeriodFacts
from ibo_desk.documents.builders.phrases import body_name, flat, joined
from ibo_desk.documents.content_overview import ActionLine, OwnDecision
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print, said_at, told_of_action, told_of_outcome
from ibo_desk.language import _
from ibo_desk.services.actions.rows import ActionRow
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def actions_told(sources: Sources, reader: Audience) -> list[ActionRow]:
    """The regional actions that the reader may know of."""
    return [row for row in sources.actions.listing() if may_print(reader, told_of_action(row.state))]


def action_line(facts: PeriodFacts, row: ActionRow) -> ActionLine:
    """An action with its sentence for everybody, unless that tells of a day after the period."""
    known = row.public_progress_on is None or row.public_progress_on <= facts.last
    told_on = row.public_progress_on if known and row.public_progress else None
    return ActionLine(
        number=row.number,
        title=row.title,
        leads=joined(list(row.leads)),
        state=label(row.state),
        progress=row.public_progress if known else "",
        told_on=day(told_on),
    )


def dealt_with(sources: Sources, facts: PeriodFacts) -> list[tuple[TargetRow, ItemRow]]:
    """What was done in the period with what was referred, each with the item it comes from."""
    rows = sources.agenda.dealt_with(facts.first, min(facts.last, facts.today))
    items = {item.id: item for item in sources.agenda.by_ids({row.item_id for row in rows})}
    return [(row, items[row.item_id]) for row in rows if row.body_id in facts.bodies]


def own_decisions(
    facts: PeriodFacts, done: Iterable[tuple[TargetRow, ItemRow]], owner: UUID | None, reader: Audience
) -> tuple[OwnDecision, ...]:
    """What the bodies of one municipality did about items that the reader may know of; nothing for None."""
    return tuple(
        _decision(facts, row)
        for row, item in done
        if is_own(facts, row, owner)
        and readable(facts, item, reader)
        and may_print(
            reader, told_of_outcome(facts.bodies[row.body_id].kind if row.body_id else None), own=True
        )
    )


def is_own(facts: PeriodFacts, row: TargetRow, owner: UUID | None) -> bool:
    """Whether a body of the municipality did it."""
    return (
        row.body_id in facts.bodies
        and owner is not None
        and facts.bodies[row.body_id].organisation_id == owner
    )


def readable(facts: PeriodFacts, item: ItemRow, reader: Audience) -> bool:
    """Whether the reader may know of an item, wherever it was treated."""
    return may_print(reader, said_at(facts.bodies[item.body_id].kind, item.audience))


def _decision(facts: PeriodFacts, row: TargetRow) -> OwnDecision:
    assert row.body_id is not None
    assert row.outcome is not None
    body = facts.bodies[row.body_id]
    text = _("{outcome} on {day}").format(outcome=label(row.outcome), day=day(row.outcome_on))
    return OwnDecision(
        body=body_name(body),
        what=flat(row.question) or row.item,
        item=row.item if row.question.strip() else "",
        outcome=f"{text} ({row.reference})" if row.reference else text,
    )
