"""The sentences that a body prints for an outcome, and those of the house where it has none of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Body, BodySentence
from ibo_desk.data.tables.bodies import BodySentenceFields
from ibo_desk.domain.bodies import PlanStep
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.stock_sentences import check_sentence, filled, key_for, keys_of
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.writing import permissions_by_body, permissions_of
from ibo_desk.services.base import records
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import alive, bodies, body_sentences
from ibo_desk.services.parties.body_rows import the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, long_day

# Where there is something to choose (a conclusion, an advice, a decision) only an opening: what was concluded, and
# whether all agreed, is for the secretary to write.
_HOUSE = {
    SentenceKey.NOTED: N_("The participants take note of this item."),
    SentenceKey.CONCLUDED: N_("The partners come to the following conclusion:"),
    SentenceKey.ADVISED: N_("{body} gives the following advice:"),
    SentenceKey.DECIDED: N_("{body} takes the following decision:"),
    SentenceKey.APPROVED: N_("The minutes are approved."),
    SentenceKey.POSTPONED: N_("The item was postponed."),
    SentenceKey.WITHDRAWN: N_("The item was withdrawn."),
    SentenceKey.INVITATION: N_("You are invited to the meeting of {body} on {day}."),
}
_PLAN = {
    PlanStep.PROVISIONAL: N_("{body} provisionally adopts the draft of the regional mobility plan."),
    PlanStep.DEFINITIVE: N_("{body} definitively adopts the regional mobility plan."),
}


@dataclass(frozen=True)
class StockSentences:
    """The sentences of one body: ``own`` as they were written, ``keys`` for which it may have one.

    ``id`` is the body's; ``body`` its name with the article, as ``{body}`` becomes.
    """

    id: UUID
    body: str
    keys: tuple[SentenceKey, ...]
    own: Mapping[SentenceKey, str]

    def house(self, key: SentenceKey) -> str:
        """What is printed where the body has no sentence of its own."""
        return filled(_(_HOUSE[key]), {"body": self.body, "day": "{datum}", "title": "{punt}"})

    def invitation(self, title: str, on: date) -> str:
        """With which the agenda of a meeting of that title and day begins."""
        values = {"body": self.body, "title": title, "day": long_day(on)}
        return filled(self.own.get(SentenceKey.INVITATION) or _(_HOUSE[SentenceKey.INVITATION]), values)

    def of_item(self, item: ItemRow) -> str:
        """The sentence for an item: for how it was put off, or for the outcome that its body may give it."""
        key = key_for(item.treatment, item.outcome or item.possible_outcome)
        if key is SentenceKey.DECIDED and item.plan_step is not PlanStep.NONE:
            return filled(_(_PLAN[item.plan_step]), {"body": self.body})
        values = {"body": self.body, "title": item.title, "day": day(item.meeting_on)}
        return filled(self.own.get(key) or _(_HOUSE[key]), values)


class Sentences:
    """Reading and writing the sentences of bodies."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, body_id: UUID) -> StockSentences:
        """The sentences of a body; raises ``NotFoundError``."""
        with self._store.read() as session:
            return read_sentences(session, [body_id])[body_id]

    def of_bodies(self, body_ids: Collection[UUID]) -> dict[UUID, StockSentences]:
        """The same of several bodies, by body; raises ``NotFoundError``."""
        with self._store.read() as session:
            return read_sentences(session, body_ids)

    def set_text(self, body_id: UUID, key: SentenceKey, text: str) -> None:
        """Give a body its own sentence; without text it has the house's again.

        Raises ``RuleError("no_such_outcome_here")`` where the body never ends an item so, and ``InvalidValueError``
        like ``check_sentence``.
        """
        record_id = natural_id("body_sentence", body_id, key)
        with self._store.write("") as work:
            there = work.session.get(BodySentence, record_id)
            known = there is not None and there.deleted_in is None
            if not text.strip():
                if known:
                    records.delete(work, BODY_SENTENCE, record_id)
            elif known:
                records.patch(work, BODY_SENTENCE, record_id, None, {"text": text.strip()})
            else:
                values = {"body_id": body_id, "key": key, "text": text.strip()}
                records.add(work, BODY_SENTENCE, values, record_id)


def read_sentences(session: Session, body_ids: Collection[UUID]) -> dict[UUID, StockSentences]:
    """The sentences of bodies inside a running session; raises ``NotFoundError`` where one is gone."""
    live = select(Body).where(bodies.c.id.in_(body_ids), alive(bodies))
    by_id = {body.id: body for body in session.execute(live).scalars()}
    gone = next((body_id for body_id in body_ids if body_id not in by_id), None)
    if gone is not None:
        raise NotFoundError("no_such_record", kind="body", id=str(gone))
    query = select(body_sentences.c.body_id, body_sentences.c.key, body_sentences.c.text)
    query = query.where(body_sentences.c.body_id.in_(body_ids), alive(body_sentences))
    own: dict[UUID, dict[SentenceKey, str]] = {body_id: {} for body_id in by_id}
    for row in session.execute(query):
        own[row.body_id][row.key] = row.text
    allowed = permissions_by_body(session, body_ids)
    return {
        body.id: StockSentences(body.id, the_body(body), keys_of(allowed[body.id]), own[body.id])
        for body in by_id.values()
    }


def _check(work: Work, sentence: BodySentence, new: Mapping[str, Any]) -> None:
    """Only a sentence for what the body does, that says no more than it may (R9, R18)."""
    key, text = new.get("key", sentence.key), new.get("text", sentence.text)
    if key not in keys_of(permissions_of(work.session, sentence.body_id)):
        raise RuleError("no_such_outcome_here", body=work.get(Body, sentence.body_id).name, outcome=key)
    check_sentence(key, text)


def _name(work: Work, sentence: BodySentence) -> str:
    body = work.get(Body, sentence.body_id)
    return _("stock sentence of {body} for “{outcome}”").format(
        body=display_name(body.short_name, body.name), outcome=label(sentence.key)
    )


BODY_SENTENCE = RecordType(BodySentence, BodySentenceFields, _name, _check)
RECORD_TYPES = {"body_sentence": BODY_SENTENCE}
