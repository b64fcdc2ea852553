"""What happened since a meeting to the engagements and referrals of an item: lines of their own, each with its day."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from ibo_desk.documents.builders.engagements import promised
from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import joined
from ibo_desk.documents.builders.referrals import SEVERAL, referred_to
from ibo_desk.domain.audience import Audience, may_print, told_of_outcome
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.engagements.states import StateRow, since_then
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, vte


def since_lines(facts: MeetingFacts, item: ItemRow, reader: Audience) -> tuple[str, ...]:
    """One sentence per engagement or body of which something happened since; for papers of the whole meeting."""
    rows = facts.recorded.get(item.id, ())
    readable = [row for row in rows if may_print(reader, row.audience)]
    decided = [row for row, kind in _dealt_with(facts, item) if may_print(reader, told_of_outcome(kind))]
    return (*_lines(facts, readable, None), *_decided(facts, decided))


def own_since_lines(facts: MeetingFacts, item: ItemRow, organisation_id: UUID) -> tuple[str, ...]:
    """The same of one municipality: of its shares, its own bodies and those of nobody in particular."""
    rows = facts.recorded.get(item.id, ())
    readable = [row for row in rows if may_print(Audience.COLLEGE, row.audience, own=True)]
    decided = [
        row
        for row, kind in _dealt_with(facts, item)
        if may_print(Audience.COLLEGE, told_of_outcome(kind), own=_owner(facts, row) == organisation_id)
    ]
    return (*_lines(facts, readable, organisation_id), *_decided(facts, decided))


def _dealt_with(facts: MeetingFacts, item: ItemRow) -> Iterator[tuple[TargetRow, BodyKind | None]]:
    """The referrals of an item of which the outcome came after the meeting."""
    for row in facts.targets.get(item.id, ()):
        if row.outcome_on is not None and facts.as_of < row.outcome_on <= facts.today:
            yield row, facts.bodies[row.body_id].kind if row.body_id else None


def _owner(facts: MeetingFacts, row: TargetRow) -> UUID | None:
    return facts.bodies[row.body_id].organisation_id if row.body_id else None


def _decided(facts: MeetingFacts, rows: Iterable[TargetRow]) -> Iterator[str]:
    """A line for each outcome; councils that said the same on one day stand together."""
    alike: dict[tuple[object, ...], list[TargetRow]] = {}
    for row in rows:
        kind = facts.bodies[row.body_id].kind if row.body_id else None
        apart = None if kind in SEVERAL else row.id
        alike.setdefault((kind, apart, row.outcome, row.outcome_on, row.reference), []).append(row)
    for those in alike.values():
        first = those[0]
        assert first.outcome is not None
        text = _("{outcome} on {day}").format(outcome=label(first.outcome), day=day(first.outcome_on))
        reference = f" ({first.reference})" if first.reference else ""
        by = referred_to(facts, those)
        yield _("Since then, {body}: {sentence}.").format(body=by, sentence=f"{text}{reference}")


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
            text = _("Since then, of “{what}”: {facts}.")
            lines.append(text.format(what=promised(row).rstrip("."), facts="; ".join(_facts(facts, states))))
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
        sentence = _("{sentence} by {body}").format(
            sentence=sentence, body=the_body(facts.bodies[first.by_id])
        )
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
