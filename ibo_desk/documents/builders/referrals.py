"""Where an item goes for its decision: the competent bodies, or the action's own process (R9)."""

from collections.abc import Sequence
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import body_name, capital, flat, joined, noted_later
from ibo_desk.documents.content_rows import Referral
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import display_name
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow, target_as_of
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

SEVERAL = {
    BodyKind.MUNICIPAL_COUNCIL: N_("Municipal councils of {towns}"),
    BodyKind.COLLEGE: N_("Colleges of mayor and aldermen of {towns}"),
}
_COMPETENT = N_("Competent bodies of {towns}")


def referrals(facts: MeetingFacts, item: ItemRow) -> tuple[Referral, ...]:
    """All targets of an item, as the meeting left them; councils that are asked the same stand on one line.

    What a body did later belongs to the follow-up, not to the minutes of a meeting that could not know it.
    """
    alike: dict[tuple[object, ...], list[TargetRow]] = {}
    for row in facts.targets.get(item.id, ()):
        kind = facts.bodies[row.body_id].kind if row.body_id else None
        apart = None if kind in SEVERAL else row.id
        alike.setdefault((kind, apart, row.question, row.planned_on is None), []).append(row)
    return tuple(
        Referral(
            to=referred_to(facts, rows),
            question=flat(rows[0].question),
            planned=_planned(rows),
            outcome=_outcome(facts, rows[0]) if len(rows) == 1 else "",
            item=item.number,
        )
        for rows in alike.values()
    )


def _planned(rows: Sequence[TargetRow]) -> str:
    days = sorted({row.planned_on for row in rows if row.planned_on})
    if len(days) < 2:
        return "".join(day(planned_on) for planned_on in days)
    return _("between {first} and {last}").format(first=day(days[0]), last=day(days[-1]))


def own_referrals(facts: MeetingFacts, item: ItemRow, organisation_id: UUID) -> tuple[Referral, ...]:
    """Those of the municipality itself and those that no other municipality decides; of the rest only how many."""
    towns = {town.id for town in facts.municipalities} - {organisation_id}
    kept: list[Referral] = []
    elsewhere: list[TargetRow] = []
    for row in facts.targets.get(item.id, ()):
        body = facts.bodies[row.body_id] if row.body_id else None
        if body is not None and body.organisation_id in towns:
            elsewhere.append(row)
        else:
            kept.append(_printed(facts, item, row))
    if elsewhere:
        text = ngettext("{count} other municipality", "{count} other municipalities", len(elsewhere))
        kinds = {facts.bodies[row.body_id].kind for row in elsewhere if row.body_id}
        several = SEVERAL.get(kinds.pop(), _COMPETENT) if len(kinds) == 1 else _COMPETENT
        to = _(several).format(towns=text.format(count=len(elsewhere)))
        kept.append(Referral(to=to, question=flat(elsewhere[0].question), item=item.number))
    return tuple(kept)


def _printed(facts: MeetingFacts, item: ItemRow, row: TargetRow) -> Referral:
    return Referral(
        to=referred_to(facts, [row]),
        question=flat(row.question),
        planned=day(row.planned_on),
        outcome=_outcome(facts, row),
        item=item.number,
    )


def referred_to(facts: MeetingFacts, rows: Sequence[TargetRow]) -> str:
    """The body or process of one target; several councils or colleges by the names of their municipalities."""
    first = rows[0]
    if first.body_id is None:
        return _("Process of the regional action {action}").format(action=first.action)
    body = facts.bodies[first.body_id]
    if len(rows) == 1:
        return capital(body_name(body))
    bodies = [facts.bodies[row.body_id] for row in rows if row.body_id]
    towns = joined([display_name(town.organisation, town.name) for town in bodies])
    if {town.organisation_id for town in bodies} >= {town.id for town in facts.municipalities}:
        towns = _("the {count} municipalities").format(count=len(bodies))
    return _(SEVERAL[body.kind]).format(towns=towns)


def _outcome(facts: MeetingFacts, row: TargetRow) -> str:
    """What was known of it at the meeting, and whether it was recorded only afterwards."""
    then = target_as_of(row, facts.as_of)
    if then.outcome is None:
        return ""
    text = _("{outcome} on {day}").format(outcome=label(then.outcome), day=day(then.outcome_on))
    notes = [note for note in (then.reference, noted_later(then.noted_on, facts.as_of)) if note]
    return f"{text} ({', '.join(notes)})" if notes else text
