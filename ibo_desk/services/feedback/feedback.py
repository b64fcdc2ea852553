"""Feedback to colleges and back, per item × college and never per person (R21–R26)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Body, CollegeConsequence, FeedbackRound, Record
from ibo_desk.data.tables.feedback import CollegeConsequenceFields, FeedbackRoundFields
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, Question, Side, Whom
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.base.bulk import EVERY, Done, Over, keys_of, mark_bulk, settled
from ibo_desk.services.base.records import RecordType, validated
from ibo_desk.services.base.tables import rounds
from ibo_desk.services.base.writing import set_fields, upsert
from ibo_desk.services.feedback import bulk
from ibo_desk.services.feedback.files import FeedbackFiles
from ibo_desk.services.feedback.reading import CellKey, FeedbackReading
from ibo_desk.services.feedback.record_types import (
    CONSEQUENCE,
    ROUND,
    ConsequenceRow,
    read_consequence,
    refuse_ahead,
)
from ibo_desk.services.feedback.rows import RoundRow, is_current, read_rounds, went_out
from ibo_desk.services.feedback.scope import changed_since, widened
from ibo_desk.services.feedback.sent_writing import SentNote, keep_sent
from ibo_desk.services.feedback.writing import NOTHING_ASKED, Asked, CellRounds, GivenAnswer


class Feedback(FeedbackReading, FeedbackFiles):
    """What each college was asked, heard and answered; cells are (item id, college id)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_rounds(
        self,
        item_ids: Iterable[UUID],
        college_ids: Iterable[UUID],
        side: Side,
        question: Question,
        answer_by: date | None = None,
        text: str = "",
        asked_by: str = "",
    ) -> list[UUID]:
        """Ask each college about each item, before or after the meeting; see ``ask``."""
        ids = list(college_ids)
        cells = [(item_id, college_id) for item_id in item_ids for college_id in ids]
        return self._ask(cells, side, question, Asked(answer_by, text, asked_by))

    def ask(
        self,
        cells: Iterable[CellKey],
        question: Question,
        asked: Asked = NOTHING_ASKED,
        whom: Whom = Whom.CHOSEN,
        *,
        over: Over | None = None,
    ) -> list[UUID]:
        """Put a question on the side of the meeting on which each item is now.

        What still waits is asked anew and keeps the day and the words that are not given again; what was answered
        gets a next round. ``whom`` widens the chosen cells to all colleges, or to those that the item's action
        touches; raises ``RuleError("item_touches_no_college")``. See ``services.base.bulk`` for ``over``.
        """
        with self._store.read() as session:
            keys = widened(session, list(cells), whom, self._store.clock.today())
        return self._ask(keys, None, question, asked, over)

    def _ask(
        self,
        cells: list[CellKey],
        side: Side | None,
        question: Question,
        asked: Asked,
        over: Over | None = None,
    ) -> list[UUID]:
        said = {"question": question, **{name: value for name, value in vars(asked).items() if value}}
        with self._store.write("") as work:
            cell_rounds = CellRounds(work, cells)
            left = settled(over, bulk.questions(work, cell_rounds, cells, side, said), len(cells))
            chosen = [cell for cell in cells if cell not in keys_of(left)]
            made = [cell_rounds.ask(cell, side, said) for cell in chosen]
            mark_bulk(work, len(cells))
            work.entry.label = _label(
                work, chosen, _("Question put to {college}"), _("Question put to {count} colleges")
            )
            return [feedback_round.id for feedback_round in made]

    def deliver(
        self,
        cells: Iterable[CellKey],
        on: date,
        hash: str = "",  # noqa: A002  the contract's name
        *,
        over: Over | None = None,
    ) -> Done:
        """The note was delivered; once more delivered, it takes the place of the earlier note."""
        return self.deliver_texts(dict.fromkeys(cells, hash), on, over=over)

    def deliver_texts(
        self,
        hashes: Mapping[CellKey, str],
        on: date,
        *,
        over: Over | None = None,
        notes: Sequence[SentNote] = (),
    ) -> Done:
        """The same where each item has a text of its own: the fingerprint of today's text by cell.

        For an earlier day it is only kept where the item did not change since; else what was delivered is unknown.
        Those of ``notes`` by which a cell was delivered are kept.
        Raises ``RuleError("day_ahead")``, as all that happened on a day. See ``services.base.bulk`` for ``over``.
        """
        cells = list(hashes)
        with self._store.write("") as work:
            refuse_ahead(work, on)
            cell_rounds = CellRounds(work, cells)
            there = [(cell, cell_rounds.delivered_in(cell)) for cell in cells]
            left = settled(over, bulk.days(work, there, "delivered_on", on), len(cells))
            chosen = [cell for cell in cells if cell not in keys_of(left)]
            other = changed_since(work.session, {item_id for item_id, _college in chosen}, on)
            made = [cell_rounds.to_deliver(cell) for cell in chosen]
            for cell, feedback_round in zip(chosen, made, strict=True):
                known = "" if cell[0] in other else hashes[cell]
                said = {"delivered_on": on, "delivered_hash": known, "overtaken_on": None}
                set_fields(work, feedback_round, FeedbackRoundFields, said)
            keep_sent(work, notes, chosen, on)
            mark_bulk(work, len(cells))
            work.entry.label = _label(
                work, chosen, _("Note delivered to {college}"), _("Note delivered to {count} colleges")
            )
            return Done(tuple(feedback_round.id for feedback_round in made), tuple(chosen), left)

    def heard(self, cells: Iterable[CellKey], on: date, *, over: Over | None = None) -> Done:
        """The college heard of it; that it had a note is not needed. See ``services.base.bulk`` for ``over``."""
        cells = list(cells)
        with self._store.write("") as work:
            refuse_ahead(work, on)
            cell_rounds = CellRounds(work, cells)
            there = [(cell, cell_rounds.heard_in(cell)) for cell in cells]
            left = settled(over, bulk.days(work, there, "heard_on", on), len(cells))
            chosen = [cell for cell in cells if cell not in keys_of(left)]
            made = [cell_rounds.to_hear(cell) for cell in chosen]
            for feedback_round in made:
                feedback_round.heard_on = on
                work.add(feedback_round)
            mark_bulk(work, len(cells))
            work.entry.label = _noted(work, chosen)
            return Done(tuple(feedback_round.id for feedback_round in made), tuple(chosen), left)

    def answer(
        self,
        cells: Iterable[CellKey],
        answer: Answer,
        on: date,
        text: str = "",
        reference: str = "",
        *,
        over: Over | None = None,
    ) -> Done:
        """What the college answered; answered again, it corrects, and words that are not given stay.

        "Postponed" opens the next round. Raises ``RuleError("answer_does_not_fit")`` where it is no answer to the
        question; then nothing is written. See ``services.base.bulk`` for ``over``.
        """
        return self.record([GivenAnswer(*cell, answer, on, text, reference) for cell in cells], over=over)

    def record(self, answers: Iterable[GivenAnswer], *, over: Over | None = None) -> Done:
        """Several answers as one journal entry, for example those on a reply sheet; raises like ``answer``."""
        given = list(answers)
        with self._store.write("") as work:
            cell_rounds = CellRounds(work, [(answer.item_id, answer.college_id) for answer in given])
            left = settled(over, bulk.answers(work, cell_rounds, given), len(given))
            chosen = [answer for answer in given if (answer.item_id, answer.college_id) not in keys_of(left)]
            for answer in chosen:
                refuse_ahead(work, answer.on)
                values = {
                    "answered_on": answer.on,
                    "answer_text": answer.text,
                    "reference": answer.reference,
                    "note": answer.note,
                }
                cell_rounds.give((answer.item_id, answer.college_id), answer.answer, values, answer.round_id)
            cells = [(answer.item_id, answer.college_id) for answer in chosen]
            mark_bulk(work, len(given))
            work.entry.label = _noted(work, cells)
            if cell_rounds.kept:
                work.entry.label += _("; what was written with the earlier answer stays")
            return Done(targets=tuple(cells), left=left)

    def take_back(self, cells: Iterable[CellKey], *, over: Over = EVERY) -> None:
        """Take back the last answer of each cell, with its words. Raises ``RuleError("no_answer_there")``.

        With ``ASK`` what would go is shown first (``services.base.bulk``).
        """
        keys = list(cells)
        with self._store.write("") as work:
            cell_rounds = CellRounds(work, keys)
            left = keys_of(settled(over, bulk.removed(work, cell_rounds, keys), len(keys)))
            taken = [cell for cell in keys if cell not in left and cell_rounds.take_back(cell)]
            if not taken and not left:
                raise RuleError("no_answer_there")
            work.entry.label = _label(
                work, taken, _("Answer of {college} taken back"), _("Answers of {count} colleges taken back")
            )

    def remind(self, cells: Iterable[CellKey], on: date) -> int:
        """A reminder was sent; only where it is the college's turn. Returns how many rounds it was about."""
        keys = list(cells)
        with self._store.write("") as work:
            refuse_ahead(work, on)
            cell_rounds = CellRounds(work, keys)
            waiting = [
                feedback_round
                for feedback_round in map(cell_rounds.to_remind, keys)
                if feedback_round is not None
            ]
            waiting = [
                feedback_round
                for feedback_round in waiting
                if feedback_round.reminded_on is None or feedback_round.reminded_on < on
            ]
            for feedback_round in waiting:
                set_fields(work, feedback_round, FeedbackRoundFields, {"reminded_on": on})
            work.entry.label = _label(work, keys, _("{college} reminded"), _("{count} colleges reminded"))
        return len(waiting)

    def to_tell(self) -> list[RoundRow]:
        """Notes that went out and no longer hold, because nothing is asked any more or the days are others,
        and of which the college was not told yet.
        """
        changed = or_(rounds.c.ended_by.is_not(None), rounds.c.overtaken_on.is_not(None))
        conditions = [went_out(), rounds.c.told_on.is_(None), changed, is_current()]
        with self._store.read() as session:
            return read_rounds(session, conditions, self._store.clock.today())

    def note_told(self, round_ids: Iterable[UUID], on: date) -> None:
        """The colleges were told that these notes no longer hold; an earlier day on which they were told stays."""
        with self._store.write(_("Colleges told of what changed")) as work:
            refuse_ahead(work, on)
            for round_id in round_ids:
                asked = work.get(FeedbackRound, round_id)
                if asked.told_on is None:
                    set_fields(work, asked, FeedbackRoundFields, {"told_on": on})

    def deal_with(self, round_id: UUID, on: date) -> None:
        """A reservation was dealt with. Raises ``RuleError("no_reservation")``."""
        with self._store.write("") as work:
            feedback_round = work.get(FeedbackRound, round_id)
            refuse_ahead(work, on)
            if feedback_round.answer is not Answer.AGREES_WITH_RESERVATION:
                raise RuleError("no_reservation")
            feedback_round.dealt_with_on = on
            work.add(feedback_round)
            work.entry.label = _("Reservation of {college} dealt with").format(
                college=_short(work, feedback_round.college_id)
            )

    def consequence(self, item_id: UUID, college_id: UUID) -> ConsequenceRow | None:
        """ "Gevolgen voor [gemeente]" of an item; None where nothing was written."""
        with self._store.read() as session:
            return read_consequence(session, item_id, college_id)

    def set_consequence(
        self, item_id: UUID, college_id: UUID, text: str, finance: str = "", file_number: str = ""
    ) -> UUID:
        """Write what an item means for one municipality, and its number there; only its own note prints it."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            CellRounds(work, [(item_id, college_id)])
            key = {"item_id": item_id, "college_id": college_id}
            values = validated(
                CollegeConsequenceFields,
                {**key, "text": text, "finance": finance, "file_number": file_number},
            )
            record_id = natural_id("college_consequence", item_id, college_id)
            made = upsert(work, CollegeConsequence, record_id, values)
            work.entry.label = _("Consequences of “{title}” for {college} written").format(
                title=item.title, college=_short(work, college_id)
            )
            return made.id


def _noted(work: Work, cells: list[CellKey]) -> str:
    return _label(
        work, cells, _("Feedback of {college} registered"), _("Feedback of {count} colleges registered")
    )


def _label(work: Work, cells: list[CellKey], alone: str, many: str) -> str:
    """What was done, naming the college when there is only one."""
    ids = {college_id for _item, college_id in cells}
    if len(ids) == 1:
        return alone.format(college=_short(work, ids.pop()))
    return many.format(count=len(ids))


def _short(work: Work, college_id: UUID) -> str:
    college = work.get(Body, college_id)
    return display_name(college.short_name, college.name)


RECORD_TYPES: dict[str, RecordType[Record]] = {"feedback_round": ROUND, "college_consequence": CONSEQUENCE}
