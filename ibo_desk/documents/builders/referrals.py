"""Where an item goes for its decision: the competent bodies, or the action's own process (R9)."""

from collections.abc import Sequence
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import body_name, capital, flat, joined
from ibo_desk.documents.content_rows import Referral
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import display_name
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_SEVERAL = {
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
        apart = None if kind in _SEVERAL else row.id
        alike.setdefault((kind, apart, row.question, row.planned_on is None), []).append(row)
    return tuple(
        Referral(
            to=_to(facts, rows),
            question=flat(rows[0].question),
            planned=_planned(rows),
            outcome=_outcome(rows[0]) if _known_then(facts, rows) else "",
            item=item.number,
        )
        for rows in alike.values()
    )


def _known_then(facts: MeetingFacts, rows: Sequence[TargetRow]) -> bool:
    on = rows[0].outcome_on
    return len(rows) == 1 and on is not None and on <= facts.meeting.on


def _planned(rows: Sequence[TargetRow]) -> str:
    days = sorted({row.planned_on for row in rows if row.planned_on})
    if len(days) < 2:
        return "".join(day(one) for one in days)
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
            kept.append(_printed(item, _to(facts, [row]), row))
    if elsewhere:
        told = ngettext("{count} other municipality", "{count} other municipalities", len(elsewhere))
        kinds = {facts.bodies[row.body_id].kind for row in elsewhere if row.body_id}
        several = _SEVERAL.get(kinds.pop(), _COMPETENT) if len(kinds) == 1 else _COMPETENT
        to = _(several).format(towns=told.format(count=len(elsewhere)))
        kept.append(Referral(to=to, question=flat(elsewhere[0].question), item=item.number))
    return tuple(kept)


def _printed(item: ItemRow, to: str, row: TargetRow) -> Referral:
    return Referral(
        to=to,
        question=flat(row.question),
        planned=day(row.planned_on),
        outcome=_outcome(row),
        item=item.number,
    )


def _to(facts: MeetingFacts, rows: Sequence[TargetRow]) -> str:
    first = rows[0]
    if first.body_id is None:
        return _("Process of the regional action {action}").format(action=first.action)
    body = facts.bodies[first.body_id]
    if len(rows) == 1:
        return capital(body_name(body))
    bodies = [facts.bodies[row.body_id] for row in rows if row.body_id]
    towns = joined([display_name(one.organisation, one.name) for one in bodies])
    if {one.organisation_id for one in bodies} >= {town.id for town in facts.municipalities}:
        towns = _("the {count} municipalities").format(count=len(bodies))
    return _(_SEVERAL[body.kind]).format(towns=towns)


def _outcome(row: TargetRow) -> str:
    if row.outcome is None:
        return ""
    told = _("{outcome} on {day}").format(outcome=label(row.outcome), day=day(row.outcome_on))
    return f"{told} ({row.reference})" if row.reference else told
