"""A pasted answer mail beside what is registered: of which municipality it is, and which items it answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.answer_mail import Mail, Title, overall, read_mail, what_is_said
from ibo_desk.domain.feedback import Answer, Question, Turn, fits
from ibo_desk.domain.names import fold
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.base.tables import alive, mandates, organisations, persons, rounds
from ibo_desk.services.feedback.matrix import College, read_colleges
from ibo_desk.services.feedback.rows import RoundRow, is_current, read_rounds, waits_for

Cell = tuple[UUID, UUID]


@dataclass(frozen=True)
class MailLine:
    """An item that the mail may be about; ``named`` where the mail names it, or it is the only one it can mean."""

    item_id: UUID
    title: str
    meeting: str
    question: Question | None
    named: bool
    answer: Answer | None
    text: str


@dataclass(frozen=True)
class MailProposal:
    """What a mail seems to say; ``college_id`` None where no municipality was recognised."""

    college_id: UUID | None
    municipality: str
    on: date | None
    reference: str
    lines: tuple[MailLine, ...]


class AnswerMails:
    """Reads; what is to be recorded goes to ``Feedback.record``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._agenda = Agenda(store)

    def read(self, text: str, chosen: Iterable[Cell] = (), college_id: UUID | None = None) -> MailProposal:
        """Propose what to record: cells of what is open with the college, and of the items that were chosen.

        ``college_id`` is the one that the person says it is, whoever seems to have written.
        """
        today = self._store.clock.today()
        mail = read_mail(text, today)
        cells = list(chosen)
        with self._store.read() as session:
            colleges = read_colleges(session)
            college = next((one for one in colleges if one.id == college_id), None) or _writer(
                session, mail, colleges
            )
            own = rounds.c.college_id == (college.id if college else None)
            current = read_rounds(session, [own, is_current()], today) if college else []
            waiting = (
                read_rounds(session, [own, is_current(), waits_for(Turn.COLLEGE)], today) if college else []
            )
        offered = [row.item_id for row in waiting] + [item_id for item_id, _college in cells]
        items = [
            self._agenda.item(one) for one in dict.fromkeys([*offered, *(row.item_id for row in current)])
        ]
        return MailProposal(
            college.id if college else None,
            college.name if college else "",
            mail.decided_on,
            mail.reference,
            tuple(_lines(mail, items, set(offered), {row.item_id: row for row in current})),
        )


def _lines(
    mail: Mail, items: list[ItemRow], offered: set[UUID], rows: dict[UUID, RoundRow]
) -> list[MailLine]:
    """What is named first, then what else is offered; where only one item is offered, an unnamed one is that."""
    titles = {one.id: Title(one.title, one.number if one.id in offered else "") for one in items}
    said = what_is_said(mail, titles)
    if not said and len(offered) == 1:
        said = {one: overall(mail) for one in offered}
    found = []
    for item in items:
        row, told = rows.get(item.id), said.get(item.id)
        if told is None and item.id not in offered:
            continue
        answer = told.answer if told else None
        if row is not None and answer is not None and not fits(row.question, answer):
            answer = None
        question = row.question if row else None
        text = told.text if told else ""
        found.append(MailLine(item.id, item.title, item.meeting, question, told is not None, answer, text))
    return sorted(found, key=lambda line: not line.named)


def _writer(session: Session, mail: Mail, colleges: list[College]) -> College | None:
    """The college of the municipality whose mailbox or official wrote; else of the one that the mail names."""
    boxes = _mailboxes(session, {one.organisation_id for one in colleges})
    for of_sender in (lambda known, said: known == said, lambda known, said: _domain(known) == _domain(said)):
        for sender in mail.senders:
            owners = {owner for owner, known in boxes if of_sender(known.casefold(), sender.casefold())}
            if len(owners) == 1:
                return next(one for one in colleges if one.organisation_id in owners)
    for text in (mail.head, " ".join(mail.sentences)):
        named = [one for one in colleges if _names(text, one.name)]
        if len(named) == 1:
            return named[0]
    return None


def _mailboxes(session: Session, owners: set[UUID]) -> list[tuple[UUID, str]]:
    """The addresses by which a municipality is known: its mailbox and those of who has a mandate for it."""
    box = select(organisations.c.id, organisations.c.mailbox).where(
        organisations.c.id.in_(owners), organisations.c.mailbox != "", alive(organisations)
    )
    of_person = (
        select(mandates.c.organisation_id, persons.c.email)
        .join(persons, persons.c.id == mandates.c.person_id)
        .where(mandates.c.organisation_id.in_(owners), persons.c.email != "", alive(mandates, persons))
    )
    return [(row[0], row[1].strip()) for query in (box, of_person) for row in session.execute(query)]


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _names(text: str, municipality: str) -> bool:
    """Whether a text names a municipality as a word of its own."""
    words = f" {' '.join(''.join(ch if ch.isalnum() or ch == '-' else ' ' for ch in fold(text)).split())} "
    return f" {fold(municipality)} " in words
