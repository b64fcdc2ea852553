"""What happened to the engagements of an item since its meeting: lines of their own, each fact with its day."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import joined
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.engagements.states import StateRow, since_then
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, vte


def since_lines(facts: MeetingFacts, item: ItemRow, reader: Audience) -> tuple[str, ...]:
    """One sentence per engagement of an item of which something happened since; for papers of the whole meeting."""
    rows = facts.recorded.get(item.id, ())
    readable = [row for row in rows if may_print(reader, row.audience)]
    return _lines(facts, readable, None)


def own_since_lines(facts: MeetingFacts, item: ItemRow, organisation_id: UUID) -> tuple[str, ...]:
    """The same of the shares of one municipality, never of another's."""
    rows = facts.recorded.get(item.id, ())
    readable = [row for row in rows if may_print(Audience.COLLEGE, row.audience, own=True)]
    return _lines(facts, readable, organisation_id)


def _lines(
    facts: MeetingFacts, rows: Sequence[EngagementRow], organisation_id: UUID | None
) -> tuple[str, ...]:
    lines = []
    for row in rows:
        since = since_then(row, facts.dated, facts.as_of, facts.today)
        states = [
            state for state in since if organisation_id is None or state.organisation_id == organisation_id
        ]
        if states:
            text = _("Since then, of “{what}”: {told}.")
            said = row.what.strip() or _("still to be described")
            lines.append(text.format(what=said.rstrip("."), told="; ".join(_facts(facts, states))))
    return tuple(lines)


def _facts(facts: MeetingFacts, rows: Iterable[StateRow]) -> list[str]:
    """ "Zwevegem bevestigd op 14 oktober 2026 door het college van Zwevegem"; alike ones together."""
    alike: dict[tuple[object, ...], list[StateRow]] = {}
    for row in rows:
        terms = (row.state, row.since, row.by_id, _amount(facts, row))
        alike.setdefault(terms, []).append(row)
    return [_fact(facts, those) for those in alike.values()]


def _fact(facts: MeetingFacts, those: Sequence[StateRow]) -> str:
    first = those[0]
    happened = first.state not in OPEN_STATES or first.state is EngagementState.CONFIRMED
    text = _("{partner} {state} on {day}") if happened else _("{partner} {state} since {day}")
    partner = joined([state.organisation for state in those])
    sentence = text.format(partner=partner, state=label(first.state), day=day(first.since))
    if first.by_id in facts.bodies:
        sentence = _("{told} by {body}").format(told=sentence, body=the_body(facts.bodies[first.by_id]))
    amount = _amount(facts, first)
    return f"{sentence}: {amount}" if amount else sentence


def _amount(facts: MeetingFacts, state: StateRow) -> str:
    """What it gives since then, where that is not what it promised before."""
    rows = facts.dated.get(state.partner_id, ())
    at = next(place for place, other in enumerate(rows) if other.id == state.id)
    before = rows[at - 1] if at else None
    now = state.amount_cents, state.vte_thousandths
    if before is not None and (before.amount_cents, before.vte_thousandths) == now:
        return ""
    return joined([part for part in (money(state.amount_cents), vte(state.vte_thousandths)) if part])
