"""Slash lines become records at once: conclusion, engagement, position, referral, action point."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import AgendaItem, Meeting
from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError
from ibo_desk.domain.minutes_check import names_a_decision
from ibo_desk.domain.names import fold
from ibo_desk.domain.slash import SlashCommand, SlashLine, parse_slash
from ibo_desk.domain.stock_sentences import WORDLESS
from ibo_desk.language import _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.bulk import Over, told_of
from ibo_desk.services.base.tables import items, topics
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.slash.completion import completions
from ibo_desk.services.slash.names import ACTION_ITSELF, Names, action_names, body_names, partner_names
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_NAMED_APART = 3  # with more of them a chip says how many


@dataclass(frozen=True)
class SlashResult:
    """The record that a line became: table name, id and the words of its chip.

    ``ids`` are all of them where a line made several (positions of three partners); ``warning`` is a sentence where
    something was noted that deserves a second look.
    """

    kind: str
    id: UUID
    text: str
    ids: tuple[UUID, ...] = ()
    warning: str = ""

    @property
    def markdown(self) -> str:
        """The chip as a reference in rich text."""
        plain = self.text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"[{plain}](ibo:{self.kind}/{self.id})"


class Slash:
    """Carrying out slash lines, and completing them while they are typed."""

    def __init__(self, store: Store, conclude: Callable[[UUID, str], None]) -> None:
        self._store = store
        self._conclude = conclude  # the one way to conclude an item: with what follows from it for minutes

    def apply(self, item_id: UUID, line: str, over: Over | None = None) -> SlashResult:
        """Turn a line into records under an agenda item, as one journal entry.

        ``over`` says what a position of several may overwrite (``base.bulk``): by default nothing that was said
        one by one; what was left so is told in the warning.
        Raises ``InvalidValueError`` of ``parse_slash``, ``NotFoundError`` "misspelt_party" (with the nearest names),
        "no_such_party", "misspelt_action", "no_such_action", ``AmbiguousNameError``, and whatever the services refuse.
        """
        read = parse_slash(line, self._store.clock.today())
        makers = {
            SlashCommand.ENGAGEMENT: self._engagement,
            SlashCommand.ACTION_POINT: self._engagement,
            SlashCommand.REFERRAL: self._referral,
        }
        if read.command is SlashCommand.POSITION:
            return self._position(item_id, read, over)
        if read.command is SlashCommand.CONCLUSION:
            return self._conclusion(item_id, read)
        return makers[read.command](item_id, read)

    def complete(self, text_before_cursor: str) -> list[str]:
        """The whole lines that the text up to the cursor may become; put the chosen one in its place."""
        with self._store.read() as session:
            return completions(session, text_before_cursor, self._store.clock.today())

    def _conclusion(self, item_id: UUID, read: SlashLine) -> SlashResult:
        item = Agenda(self._store).item(item_id)
        if not read.text and not item.conclusion.strip() and item.possible_outcome not in WORDLESS:
            raise InvalidValueError("slash_without_text")
        text = f"{item.conclusion.rstrip()}\n\n{read.text}".rstrip() if item.conclusion.strip() else read.text
        self._conclude(item_id, text)
        warning = ""
        if item.possible_outcome is not Outcome.DECIDED and names_a_decision(read.text):
            warning = _(
                "This reads as a decision, which {body} cannot take; refer it to the competent body."
            ).format(body=item.body)
        shown = _("{outcome} noted").format(outcome=label(item.possible_outcome).capitalize())
        return SlashResult("agenda_item", item_id, shown, (item_id,), warning)

    def _engagement(self, item_id: UUID, read: SlashLine) -> SlashResult:
        with self._store.read() as session:
            names = self._partners(session, item_id)
            partners = names.resolve(read.parties)
            values: dict[str, object] = {"what": read.text, "item_id": item_id}
            if read.action:
                values["action_id"] = _action(session, read.action)
        if read.due is not None:
            values |= {"due_on": read.due.on, "due_phrase": read.due.phrase}
        made = Engagements(self._store).add(values, partners)
        who = _who(names, partners)
        due = f" ({day(read.due.on)})" if read.due else ""
        return SlashResult("engagement", made, f"{who}: {read.text}{due}", (made,))

    def _position(self, item_id: UUID, read: SlashLine, over: Over | None) -> SlashResult:
        assert read.stance is not None
        with self._store.read() as session:
            names = self._partners(session, item_id)
            partners = names.resolve(read.parties)
        done = Agenda(self._store).set_positions(item_id, partners, read.stance, read.text, over=over)
        warning = told_of(done)
        if not done.ids:
            return SlashResult("agenda_item", item_id, _("nothing to note"), (), warning)
        who = _who(names, tuple(partner for partner in partners if partner in done.targets))
        return SlashResult("position", done.ids[0], f"{who}: {label(read.stance)}", done.ids, warning)

    def _referral(self, item_id: UUID, read: SlashLine) -> SlashResult:
        with self._store.read() as session:
            item = live(session, AgendaItem, item_id)
            action_id = _action(session, read.action) if read.action else None
            if fold(read.parties) in ACTION_ITSELF:
                bodies: tuple[UUID, ...] = ()
                shown = read.parties
                action_id = action_id or _own_action(session, item)
            else:
                names = body_names(session)
                bodies = names.resolve(read.parties)
                shown = _who(names, bodies) if len(bodies) <= _NAMED_APART else read.parties
        planned = read.due.on if read.due else None
        made = Agenda(self._store).refer(item_id, read.text, bodies, action_id, planned)
        due = f" ({day(planned)})" if planned else ""
        return SlashResult("referral", made, f"{shown}: {read.text}{due}", (made,))

    def _partners(self, session: Session, item_id: UUID) -> Names:
        item = live(session, AgendaItem, item_id)
        return partner_names(session, _day_of(session, item))


def _who(names: Names, ids: tuple[UUID, ...]) -> str:
    if len(ids) > _NAMED_APART:
        return _("{count} partners").format(count=len(ids))
    return ", ".join(names.labels[record_id] for record_id in ids)


def _day_of(session: Session, item: AgendaItem) -> date:
    meeting = session.get(Meeting, item.meeting_id)
    assert meeting is not None
    return meeting.on


def _action(session: Session, word: str) -> UUID:
    """The action that a word after "#" means."""
    names = action_names(session)
    try:
        return names.one(word)[0]
    except NotFoundError as error:
        near = error.params.get("nearest")
        if near:
            raise NotFoundError("misspelt_action", name=word, nearest=near) from None
        raise NotFoundError("no_such_action", name=word) from None


def _own_action(session: Session, item: AgendaItem) -> UUID:
    """The action of the item's topic; raises ``RuleError("item_without_action")``."""
    query = (
        select(topics.c.action_id).join(items, items.c.topic_id == topics.c.id).where(items.c.id == item.id)
    )
    action_id = session.execute(query).scalar()
    if action_id is None:
        raise RuleError("item_without_action", title=item.title)
    return UUID(str(action_id))
