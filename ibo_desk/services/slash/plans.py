"""What each slash line will record: the words for it beforehand, and the one write that does it."""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting
from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.deciding_words import names_a_decision
from ibo_desk.domain.due import Due
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError
from ibo_desk.domain.names import fold
from ibo_desk.domain.sentence_keys import WORDLESS
from ibo_desk.domain.slash import SlashCommand, SlashLine
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.positions import check_voices
from ibo_desk.services.base.bulk import Over, told_of
from ibo_desk.services.base.tables import topics
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.meetings.returning_items import next_ahead
from ibo_desk.services.slash.amounts import promised_in
from ibo_desk.services.slash.course_plans import attending, begins, breaks, chairs, opens_or_closes, replaced
from ibo_desk.services.slash.follow_plans import follows_up
from ibo_desk.services.slash.names import (
    ACTION_ITSELF,
    Names,
    action_names,
    body_names,
    partners_at,
    with_the_others,
)
from ibo_desk.services.slash.plan import NAMED_APART, At, Plan, SlashResult, who_of
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_PREPARED_FIRST = re.compile(r"\b(conferentie|cvb|voorbereiding)\b", re.IGNORECASE)


def plan_of(store: Store, conclude: Callable[[UUID, str], None], item_id: UUID, read: SlashLine) -> Plan:
    """What a line that was read will record at an item."""
    with store.read() as session:
        item = live(session, AgendaItem, item_id)
        meeting = live(session, Meeting, item.meeting_id)
        at = At(
            store, conclude, item_id, item.title, item.secretariat_note, item.topic_id,
            meeting.id, meeting.body_id, meeting.on,
        )  # fmt: skip
        return _PLANS[read.command](at, session, read)


def _conclusion(at: At, session: Session, read: SlashLine) -> Plan:
    item = Agenda(at.store).item(at.item_id)
    standing = item.conclusion.strip()
    if not read.text and not standing and item.possible_outcome not in WORDLESS:
        raise InvalidValueError("slash_without_text")
    text = f"{item.conclusion.rstrip()}\n\n{read.text}".rstrip() if standing else read.text
    decides = item.possible_outcome is Outcome.DECIDED
    warning = ""
    kind = live(session, Body, at.body_id).kind
    if not decides and names_a_decision(read.text, kind):
        warning = _(
            "This reads as a decision, which {body} cannot take; refer it to the competent body."
        ).format(body=item.body)
    shown = label(item.possible_outcome).capitalize()

    def do(_over: Over | None) -> SlashResult:
        at.conclude(item.id, text)
        return SlashResult(
            "agenda_item", item.id, _("{outcome} noted").format(outcome=shown), (item.id,), warning
        )

    preview = f"{shown}: {read.text}" if read.text else shown
    return Plan(f"{preview} · {warning}" if warning else preview, do)


def _engagement(at: At, session: Session, read: SlashLine) -> Plan:
    names = _partners(session, at)
    partners = names.resolve(read.parties)
    values: dict[str, object] = {"what": read.text, "item_id": at.item_id}
    if read.action:
        values["action_id"] = _action(session, read.action)
    by = _due(at, session, read)
    if by is not None:
        values |= {"due_on": by.on, "due_phrase": by.phrase}
    promised = promised_in(read.text)
    share = dict(promised.share)
    if by is None and promised.payments:
        values["due_on"] = promised.payments[-1][0]
    if read.condition:
        share |= {"condition": read.condition[:500], "state": EngagementState.CONDITIONAL}
    due = f" ({day(by.on)})" if by else ""
    chip = f"{who_of(names, partners)}: {read.text}{due}"

    def do(_over: Over | None) -> SlashResult:
        made = Engagements(at.store).add(values, partners, share=share, payments=promised.payments)
        return SlashResult("engagement", made, chip, (made,))

    condition = _("on condition: {text}").format(text=read.condition) if read.condition else ""
    undated = "" if "due_on" in values else _("no due date")
    said = (_("Engagement of {who}").format(who=chip), *promised.words, condition, undated)
    return Plan(" · ".join(part for part in said if part), do)


def _due(at: At, session: Session, read: SlashLine) -> Due | None:
    """When it has to be done; the next meeting is the one that the calendar has.

    Raises ``NotFoundError("no_next_meeting")`` where none is planned.
    """
    if not read.next_meeting:
        return read.due
    following = next_ahead(session, live(session, Meeting, at.meeting_id))
    if following is None:
        body = live(session, Body, at.body_id)
        raise NotFoundError("no_next_meeting", body=body.name, value=read.next_meeting)
    return Due(following.on, read.next_meeting)


def _position(at: At, session: Session, read: SlashLine) -> Plan:
    stance = read.stance
    assert stance is not None
    names = with_the_others(_partners(session, at))
    partners = names.resolve(read.parties)
    item = live(session, AgendaItem, at.item_id)
    check_voices(session, item, {partner: names.labels[partner] for partner in partners})

    def do(over: Over | None) -> SlashResult:
        done = Agenda(at.store).set_positions(at.item_id, partners, stance, read.text, over=over)
        warning = told_of(done)
        if not done.ids:
            return SlashResult("agenda_item", at.item_id, _("nothing to note"), (), warning)
        who = who_of(names, tuple(partner for partner in partners if partner in done.targets))
        return SlashResult("position", done.ids[0], f"{who}: {label(stance)}", done.ids, warning)

    why = f", “{read.text}”" if read.text else ""
    return Plan(_("Position of {who}").format(who=f"{who_of(names, partners)}: {label(stance)}{why}"), do)


def _referral(at: At, session: Session, read: SlashLine) -> Plan:
    action_id = _action(session, read.action) if read.action else None
    bodies: tuple[UUID, ...] = ()
    shown = read.parties
    if fold(read.parties) in ACTION_ITSELF:
        action_id = action_id or _own_action(session, at)
    else:
        names = body_names(session)
        bodies = names.resolve(read.parties)
        shown = who_of(names, bodies) if len(bodies) <= NAMED_APART else read.parties
    by = _due(at, session, read)
    planned = by.on if by else None
    due = f" ({day(planned)})" if planned else ""
    chip = f"{shown}: {read.text}{due}"

    def do(_over: Over | None) -> SlashResult:
        made = Agenda(at.store).refer(at.item_id, read.text, bodies, action_id, planned)
        return SlashResult("referral", made, chip, (made,))

    undated = "" if planned else " · " + _("no day planned")
    return Plan(_("Put before {who}").format(who=chip) + undated, do)


def _condition(at: At, session: Session, read: SlashLine) -> Plan:
    """On the newest engagement of the item in which each of them has a share."""
    names = _partners(session, at)
    partners = names.resolve(read.parties)
    made = sorted(Engagements(at.store).listing(item_id=at.item_id), key=lambda row: row.id, reverse=True)
    shares: dict[UUID, UUID] = {}
    what = ""
    for row in made:
        for part in row.partners:
            if part.organisation_id in partners and part.organisation_id not in shares:
                shares[part.organisation_id], what = part.id, row.what
    for partner in partners:
        if partner not in shares:
            raise NotFoundError("no_engagement_here", name=names.labels[partner])
    who = who_of(names, partners)

    def do(_over: Over | None) -> SlashResult:
        Engagements(at.store).set_condition(shares.values(), read.text)
        return SlashResult("engagement", made[0].id, f"{who}: {read.text}", tuple(shares.values()))

    return Plan(_("Condition of {who} on “{what}”: {text}").format(who=who, what=what, text=read.text), do)


def _later(at: At, session: Session, read: SlashLine) -> Plan:
    """With an hour it tells who comes later, else that the item is put off."""
    if read.at is not None:
        return attending(at, session, read)
    return _ended(at, Treatment.POSTPONED, read.text)


def _withdrawn(at: At, _session: Session, read: SlashLine) -> Plan:
    """ "eerst naar de Conferentie": the topic waits for the body that prepares."""
    return _ended(at, Treatment.WITHDRAWN, read.text, prepare=_PREPARED_FIRST.search(read.text) is not None)


def _ended(at: At, treatment: Treatment, why: str, *, prepare: bool = False) -> Plan:
    shown = f"“{at.title}”: {label(treatment)}"

    def do(_over: Over | None) -> SlashResult:
        Agenda(at.store).end(at.item_id, treatment, why, prepare=prepare)
        return SlashResult("agenda_item", at.item_id, shown, (at.item_id,))

    parts = (shown, why, _("its topic goes back to the preparation") if prepare else "")
    return Plan(" · ".join(part for part in parts if part), do)


def _new_item(at: At, _session: Session, read: SlashLine) -> Plan:
    shown = _("New item: {title}").format(title=read.text)

    def do(_over: Over | None) -> SlashResult:
        made = Agenda(at.store).add(at.meeting_id, {"title": read.text, "late": True})
        return SlashResult("agenda_item", made, shown)

    return Plan(shown, do)


def _together(at: At, _session: Session, read: SlashLine) -> Plan:
    """The item is treated with another, under which everything stands."""
    others = {item.number: item for item in Agenda(at.store).items(at.meeting_id) if item.id != at.item_id}
    other = others.get(read.text.strip().removeprefix("met ").removeprefix("punt ").strip(" ."))
    if other is None:
        raise NotFoundError("no_such_item", value=read.text)
    text = _("Treated together with item {number}, “{title}”.").format(number=other.number, title=other.title)

    def do(_over: Over | None) -> SlashResult:
        Agenda(at.store).join(at.item_id, other.id)
        return SlashResult("agenda_item", at.item_id, text)

    return Plan(text, do)


def _private(at: At, _session: Session, read: SlashLine) -> Plan:
    text = f"{at.note.rstrip()}\n{read.text}".lstrip()
    shown = _("Note of the secretariat, on no paper: {text}").format(text=read.text)

    def do(_over: Over | None) -> SlashResult:
        Agenda(at.store).set_note(at.item_id, text)
        return SlashResult("agenda_item", at.item_id, shown)

    return Plan(shown, do)


_PLANS: Mapping[SlashCommand, Callable[[At, Session, SlashLine], Plan]] = {
    SlashCommand.CONCLUSION: _conclusion,
    SlashCommand.ENGAGEMENT: _engagement,
    SlashCommand.ACTION_POINT: _engagement,
    SlashCommand.POSITION: _position,
    SlashCommand.REFERRAL: _referral,
    SlashCommand.CONDITION: _condition,
    SlashCommand.PRESENT: attending,
    SlashCommand.AWAY: attending,
    SlashCommand.EXCUSED: attending,
    SlashCommand.ABSENT: attending,
    SlashCommand.LATER: _later,
    SlashCommand.WITHDRAWN: _withdrawn,
    SlashCommand.BREAK: breaks,
    SlashCommand.BEGIN: begins,
    SlashCommand.PRIVATE: _private,
    SlashCommand.OPEN: opens_or_closes,
    SlashCommand.CLOSE: opens_or_closes,
    SlashCommand.REPLACED: replaced,
    SlashCommand.CHAIR: chairs,
    SlashCommand.ITEM: _new_item,
    SlashCommand.TOGETHER: _together,
    SlashCommand.FOLLOW_UP: follows_up,
}


def _partners(session: Session, at: At) -> Names:
    return partners_at(session, at.meeting_id, at.body_id, at.on)


def _action(session: Session, word: str) -> UUID:
    """The action that a word after "#" means."""
    names = action_names(session)
    try:
        return names.meaning_of(word)[0]
    except NotFoundError as error:
        near = error.params.get("nearest")
        if near:
            raise NotFoundError("misspelt_action", name=word, nearest=near) from None
        raise NotFoundError("no_such_action", name=word) from None


def _own_action(session: Session, at: At) -> UUID:
    """The action of the item's topic; raises ``RuleError("item_without_action")``."""
    action_id = session.execute(select(topics.c.action_id).where(topics.c.id == at.topic_id)).scalar()
    if action_id is None:
        raise RuleError("item_without_action", title=at.title)
    return UUID(str(action_id))
