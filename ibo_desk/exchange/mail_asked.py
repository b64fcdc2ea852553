"""What the first lines of a mail to a college say of each question: what, by when, and how to answer (R23)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.deadlines import Deadline
from ibo_desk.domain.feedback import NEEDS_ANSWER
from ibo_desk.exchange.answer_links import answer_links, code_of
from ibo_desk.language import _
from ibo_desk.services.feedback.deadline_told import tell_deadline
from ibo_desk.services.feedback.deadlines import read_deadlines
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


@dataclass(frozen=True)
class AskedLine:
    """One question in words; a day that is not known is said to be so. ``session`` is the college's last useful day."""

    title: str
    meeting: str
    on: str
    question: str
    needs_answer: bool
    question_text: str
    since: str
    answer_by: str
    college_by: str
    submit_by: str
    code: str
    links: tuple[tuple[str, str], ...]
    session: date | None


class AskedLines:
    """The lines of many rounds, their deadlines read at once."""

    def __init__(self, store: Store, rows: Iterable[RoundRow], reply_to: str) -> None:
        self._today, self._reply_to = store.clock.today(), reply_to
        listed = list(rows)
        with store.read() as session:
            known = read_deadlines(
                session, {row.item_id for row in listed}, self._today, store.clock.time_of_day()
            )
            self._deadlines: Mapping[UUID, Deadline | None] = {
                row.id: known.of(row.item_id, row.college_id) for row in listed
            }

    def line(self, row: RoundRow, municipality: str) -> AskedLine:
        """What the mail says of one of the rounds."""
        deadline = self._deadlines[row.id]
        text = tell_deadline(deadline, self._today)
        links = answer_links(row, municipality, self._reply_to)
        last = deadline.last.meeting if deadline and deadline.last else None
        return AskedLine(
            " ".join(row.item.split()),
            row.meeting,
            day(row.meeting_on),
            label(row.question),
            row.question in NEEDS_ANSWER,
            " ".join(row.question_text.split()),
            day(row.delivered_on),
            day(row.answer_by),
            text.college_by or _("not known"),
            text.submit_by or _("not known"),
            code_of(row),
            tuple((link.word, link.address) for link in links),
            last if last is not None and last >= self._today else None,
        )


def first_session(lines: Sequence[AskedLine]) -> str:
    """The first of the last useful days of the college, in words; empty where none is known."""
    days = [line.session for line in lines if line.session is not None]
    return day(min(days)) if days else ""
