"""A pasted answer mail beside what is registered: of which municipality it is, and which items it answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.answer_codes import code_key, college_part
from ibo_desk.domain.answer_mail import Mail, Said, Title, is_about_all, overall, read_mail, what_is_said
from ibo_desk.domain.answer_replies import CodedAnswer, CodedMail, read_coded
from ibo_desk.domain.feedback import Answer, Question, Turn, fits
from ibo_desk.domain.names import fold
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.base.tables import alive, mandates, organisations, persons, rounds
from ibo_desk.services.feedback.concerned import College, read_colleges
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
    on: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class MailProposal:
    """What a mail seems to say; ``college_id`` None where no municipality was recognised.

    ``on`` and ``reference`` hold for the lines that have none of their own. ``unread`` says in sentences what stands in
    the mail and was not read.
    """

    college_id: UUID | None
    municipality: str
    on: date | None
    reference: str
    lines: tuple[MailLine, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class MailText:
    """What a mail says by itself; reading it needs no store."""

    mail: Mail
    coded: CodedMail


def read_mail_text(text: str, today: date) -> MailText:
    """The mail in a text; days without a year are those around ``today``."""
    return MailText(read_mail(text, today), read_coded(text, today))


@dataclass(frozen=True)
class MailFacts:
    """A mail with what is registered of the college that wrote it; what it says of that needs no store either."""

    said: MailText
    college: College | None
    current: tuple[RoundRow, ...]
    offered: tuple[UUID, ...]  # what is open with the college, and what was chosen
    items: tuple[ItemRow, ...]

    def proposal(self) -> MailProposal:
        """What is to be recorded, for a person to look at."""
        coded, mail = self.said.coded, self.said.mail
        keys = _keys(self.current)
        answers = _coded_answers(coded, keys)
        asked = {keys[key] for key in coded.asked if key in keys}
        rows = {row.item_id: row for row in self.current}
        mail_lines = _Lines(mail, answers, asked, set(self.offered), rows).of(self.items)
        on = next((answer.on for answer in answers.values() if answer.on is not None), mail.decided_on)
        reference = next(
            (answer.reference for answer in answers.values() if answer.reference), mail.reference
        )
        return MailProposal(
            self.college.id if self.college else None,
            self.college.name if self.college else "",
            on,
            reference,
            mail_lines,
            tuple(_unread(mail, coded, keys, answered=any(line.answer for line in mail_lines))),
        )


class AnswerMails:
    """Reads; what is to be recorded goes to ``Feedback.record``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._agenda = Agenda(store)

    def read(self, text: str, chosen: Iterable[Cell] = (), college_id: UUID | None = None) -> MailProposal:
        """Propose what to record: cells of what is open with the college, and of the items that were chosen.

        ``college_id`` is the one that the person says it is, whoever seems to have written.
        """
        return self.facts(read_mail_text(text, self._store.clock.today()), chosen, college_id).proposal()

    def facts(self, said: MailText, chosen: Iterable[Cell] = (), college_id: UUID | None = None) -> MailFacts:
        """What a proposal needs of the store, in a few queries however long the mail is."""
        today = self._store.clock.today()
        with self._store.read() as session:
            colleges = read_colleges(session)
            college = (
                next((college for college in colleges if college.id == college_id), None)
                or _coded_college(said.coded, colleges)
                or _writer(session, said.mail, colleges)
            )
            own = rounds.c.college_id == (college.id if college else None)
            current = read_rounds(session, [own, is_current()], today) if college else []
            waiting = (
                read_rounds(session, [own, is_current(), waits_for(Turn.COLLEGE)], today) if college else []
            )
        offered = [row.item_id for row in waiting] + [item_id for item_id, _college in chosen]
        keys = _keys(current)
        asked = [keys[key] for key in said.coded.asked if key in keys]
        about = [*_coded_answers(said.coded, keys), *asked, *offered, *(row.item_id for row in current)]
        by_id = {item.id: item for item in self._agenda.by_ids(about)}
        items = tuple(by_id[item_id] for item_id in dict.fromkeys(about) if item_id in by_id)
        return MailFacts(said, college, tuple(current), tuple(offered), items)


def _keys(current: Iterable[RoundRow]) -> dict[str, UUID]:
    """The items by the code that a reply names them with."""
    return {code_key(row.item_id, row.college_id): row.item_id for row in current}


def _coded_answers(coded: CodedMail, keys: Mapping[str, UUID]) -> dict[UUID, CodedAnswer]:
    return {keys[answer.key]: answer for answer in coded.answers if answer.key in keys}


@dataclass(frozen=True)
class _Lines:
    """What a mail says beside what is registered: with codes, or in words."""

    mail: Mail
    answers: Mapping[UUID, CodedAnswer]
    asked: Collection[UUID]
    offered: set[UUID]
    rows: Mapping[UUID, RoundRow]

    def of(self, items: Sequence[ItemRow]) -> tuple[MailLine, ...]:
        """What is named first, then what else is offered; where only one item is meant, an unnamed one is that."""
        titles = {item.id: Title(item.title, self._number(item)) for item in items}
        said = {} if self.answers and self.asked else what_is_said(self.mail, titles)
        said = {item_id: words for item_id, words in said.items() if item_id not in self.answers}
        meant = self.asked or self.offered
        if not said and not self.answers and (len(meant) == 1 or is_about_all(self.mail)):
            said = {item_id: overall(self.mail) for item_id in meant}
        mail_lines = []
        for item in items:
            coded = self.answers.get(item.id)
            answer = Said(coded.answer, coded.text) if coded else said.get(item.id)
            if answer is not None or item.id in self.offered:
                mail_lines.append(self._line(item, answer, coded))
        return tuple(sorted(mail_lines, key=lambda line: not line.named))

    def _number(self, item: ItemRow) -> str:
        """The number by which a mail may mean an item: only what is open is meant by a number alone."""
        return item.number if item.id in self.offered and item.id not in self.answers else ""

    def _line(self, item: ItemRow, meant: Said | None, coded: CodedAnswer | None) -> MailLine:
        row = self.rows.get(item.id)
        answer = meant.answer if meant else None
        if row is not None and answer is not None and not fits(row.question, answer):
            answer = None
        return MailLine(
            item.id,
            item.title,
            item.meeting,
            row.question if row else None,
            meant is not None,
            answer,
            meant.text if meant else "",
            coded.on if coded else None,
            coded.reference if coded else "",
        )


def _coded_college(coded: CodedMail, colleges: list[College]) -> College | None:
    """The college that the codes name, where they all name the same."""
    keys = {college_part(key) for key in (*(answer.key for answer in coded.answers), *coded.asked)}
    named = [college for college in colleges if college_part(code_key(college.id, college.id)) in keys]
    return named[0] if len(named) == len(keys) == 1 else None


def _unread(mail: Mail, coded: CodedMail, keys: Mapping[str, UUID], *, answered: bool) -> Iterator[str]:
    """What stands in the mail and was not read, in sentences."""
    if mail.automatic:
        yield _("This is an automatic answer; nothing was read of it.")
    for code in coded.mistyped:
        text = _("The code {code} was not read: its checksum is wrong, so a character was mistyped.")
        yield text.format(code=code)
    unknown = sum(answer.key not in keys for answer in coded.answers)
    if unknown:
        yield ngettext(
            "{count} code names nothing that was asked of this college.",
            "{count} codes name nothing that was asked of this college.",
            unknown,
        ).format(count=unknown)
    if mail.unread_below and not answered:
        yield _("The mail that is quoted below it was not read; delete what stands above it to have it read.")
    if mail.passed_on:
        yield _("What was read is the mail that was passed on.")


def _writer(session: Session, mail: Mail, colleges: list[College]) -> College | None:
    """The college of the municipality whose mailbox or official wrote; else of the one that the mail names."""
    boxes = _mailboxes(session, {college.organisation_id for college in colleges})
    for of_sender in (lambda known, said: known == said, lambda known, said: _domain(known) == _domain(said)):
        for sender in mail.senders:
            owners = {owner for owner, known in boxes if of_sender(known.casefold(), sender.casefold())}
            if len(owners) == 1:
                return next(college for college in colleges if college.organisation_id in owners)
    for text in (mail.head, " ".join(mail.sentences)):
        named = [college for college in colleges if _names(text, college.name)]
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
