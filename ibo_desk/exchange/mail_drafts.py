"""Mails to colleges as drafts (.eml) that a person opens, reads and sends; nothing is sent by itself.

They go to the municipality's contact official and functional mailbox, and to the delegates of that day, because
feedback hangs on no person (R21). Each mail holds only what concerns that one college.
"""

import mimetypes
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ibo_desk.data.private import private_file
from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import NEEDS_ANSWER, Answer, Question, Turn
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.organisations import DELEGATES, Capacity
from ibo_desk.exchange.errors import ListError
from ibo_desk.files import report
from ibo_desk.language import _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.tables import rounds
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.rows import RoundRow, read_rounds
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow, Organisations
from ibo_desk.services.parties.people import MandateRow, People
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")


class MailKind(StrEnum):
    """Which mail: each has its text in ``reports/txt``."""

    NOTE = "note"
    REMINDER = "reminder"
    PAPER = "paper"
    NOTICE = "notice"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Recipient:
    """Somebody the mail goes to; delegates get a copy (``copy``), the administration is who acts on it."""

    name: str
    email: str
    copy: bool = False


@dataclass(frozen=True)
class MailDraft:
    """One mail to one college; ``problem`` says what is missing, ``cells`` what it is about."""

    kind: MailKind
    college_id: UUID
    municipality: str
    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    attachments: tuple[Path, ...]
    cells: tuple[tuple[UUID, UUID], ...]
    problem: str
    file_name: str
    data: bytes
    round_ids: tuple[UUID, ...] = ()


class MailDrafts:
    """Makes drafts from what is registered, and registers what was sent."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._feedback = Feedback(store)
        self._bodies = Bodies(store)

    def recipients(self, college_id: UUID, body_id: UUID | None = None) -> tuple[Recipient, ...]:
        """Functional mailbox and contact officials, then today's delegates in a body (in any body without one)."""
        return self._addresses().recipients(college_id, body_id)

    def notes(
        self, meeting_id: UUID, attachments: Mapping[UUID, Sequence[Path]], *, reply_sheets: bool = False
    ) -> list[MailDraft]:
        """A mail with the note about a meeting for each college that ``attachments`` names."""
        meeting = Meetings(self._store).row(meeting_id)
        rounds_of = self._rounds_of(meeting)
        book = self._addresses()
        return [
            self._note(
                book, meeting, college_id, rounds_of.get(college_id, []), files, reply_sheets=reply_sheets
            )
            for college_id, files in attachments.items()
        ]

    def reminders(self, college_ids: Iterable[UUID] | None = None) -> list[MailDraft]:
        """A mail to each college with what waits for it, as far as registered; none where nothing waits."""
        wanted = [row.id for row in self._bodies.colleges()] if college_ids is None else list(college_ids)
        waiting = self._feedback.per_colleges(wanted)
        readable: dict[UUID, list[RoundRow]] = defaultdict(list)
        for row in self._readable(row for college_id in wanted for row in waiting[college_id]):
            if row.turn is Turn.COLLEGE:
                readable[row.college_id].append(row)
        book = self._addresses()
        return [
            self._draft(
                book, MailKind.REMINDER, college_id, None, {"asked": [_told(row) for row in rows]}, (), rows
            )
            for college_id in wanted
            if (rows := readable[college_id])
        ]

    def notices(self) -> list[MailDraft]:
        """A short mail to each college whose note no longer holds: what is asked no more, and what has another day."""
        by_college: dict[UUID, list[RoundRow]] = {}
        for row in self._readable(self._feedback.to_tell()):
            by_college.setdefault(row.college_id, []).append(row)
        book = self._addresses()
        drafts = []
        for college_id, rows in by_college.items():
            values = {
                "ended": [{**_told(row), "why": label(row.ended_by)} for row in rows if row.ended_by],
                "moved": [_told(row) for row in rows if row.ended_by is None],
            }
            drafts.append(self._draft(book, MailKind.NOTICE, college_id, None, values, (), rows))
        return drafts

    def calendar_questions(self, year: int) -> list[MailDraft]:
        """A mail to each college that has not listed its days of a year."""
        book = self._addresses()
        return [
            self._draft(book, MailKind.CALENDAR, row.body_id, None, {"year": year}, (), [])
            for row in self._bodies.lacking_sessions(year)
            if row.organisation
        ]

    def papers(self, title: str, attachments: Mapping[UUID, Sequence[Path]]) -> list[MailDraft]:
        """A mail that only carries a paper, such as the month overview, to each college that is named."""
        values = {"title": title, "day": day(self._store.clock.today())}
        book = self._addresses()
        return [
            self._draft(book, MailKind.PAPER, college_id, None, values, tuple(files), [])
            for college_id, files in attachments.items()
        ]

    def write(self, drafts: Iterable[MailDraft], folder: Path) -> list[Path]:
        """Put the drafts in a folder, for the person's own mail program; an existing draft of that name is replaced."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        paths = []
        for draft in drafts:
            path = folder / draft.file_name
            private_file(path).write_bytes(draft.data)
            paths.append(path)
        return paths

    def sent(self, drafts: Iterable[MailDraft], on: date) -> None:
        """Register that these mails left: reminders, and that colleges were told of a note that no longer holds.

        Notes are registered with what they say, by ``documents.issuing``.
        """
        found = list(drafts)
        reminded = [cell for draft in found if draft.kind is MailKind.REMINDER for cell in draft.cells]
        told = [key for draft in found if draft.kind is MailKind.NOTICE for key in draft.round_ids]
        if told:
            self._feedback.note_told(told, on)
        if reminded:
            self._feedback.remind(reminded, on)

    # ---- making one -------------------------------------------------------------------------------------------

    def _addresses(self) -> "_Addresses":
        people = People(self._store)
        mandates: dict[UUID, list[MandateRow]] = defaultdict(list)
        for mandate in people.mandates(on=self._store.clock.today()):
            mandates[mandate.organisation_id].append(mandate)
        bodies = self._bodies.listing()
        return _Addresses(
            colleges={body.id: body for body in bodies if body.kind is BodyKind.COLLEGE},
            secretariat=_secretariat(bodies),
            organisations={row.id: row for row in Organisations(self._store).listing()},
            emails={row.id: row.email.strip() for row in people.listing()},
            mandates=mandates,
        )

    def _note(
        self,
        book: "_Addresses",
        meeting: MeetingRow,
        college_id: UUID,
        rows: list[RoundRow],
        files: Sequence[Path],
        *,
        reply_sheets: bool,
    ) -> MailDraft:
        asked = (row for row in rows if row.ended_by is None)
        waiting = [row for row in asked if row.question in NEEDS_ANSWER and row.answer is None]
        noted = [
            row
            for row in rows
            if row.question in {Question.TAKE_NOTE, Question.FOR_INFORMATION}
            and row.answer is not Answer.NOT_CONCERNED
        ]
        values = {
            "meeting": meeting.title,
            "day": day(meeting.on),
            "asked": [_told(row) for row in waiting],
            "noted": [_told(row) for row in noted],
            "reply_sheet": reply_sheets and bool(waiting),
        }
        return self._draft(book, MailKind.NOTE, college_id, meeting, values, tuple(files), rows)

    def _draft(
        self,
        book: "_Addresses",
        kind: MailKind,
        college_id: UUID,
        meeting: MeetingRow | None,
        values: Mapping[str, Any],
        attachments: tuple[Path, ...],
        rows: Sequence[RoundRow],
    ) -> MailDraft:
        college = book.college(college_id)
        whole = {"municipality": college.organisation, "secretariat": book.secretariat, **values}
        made = _environment().get_template(f"mail-{kind}.txt").render(whole)
        first, _blank, text = made.partition("\n")
        subject = " ".join(first.removeprefix("Onderwerp:").split())
        text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
        recipients = book.recipients(college_id, meeting.body_id if meeting else None)
        problem = ""
        if not recipients:
            told = _("No address of {municipality} is known: fill in its mailbox or a contact person.")
            problem = told.format(municipality=college.organisation)
        parts = [
            kind,
            college.organisation,
            meeting.short if meeting else self._store.clock.today().isoformat(),
        ]
        return MailDraft(
            kind,
            college_id,
            college.organisation,
            recipients,
            subject,
            text,
            attachments,
            tuple((row.item_id, row.college_id) for row in rows),
            problem,
            re.sub(r"[^a-z0-9]+", "-", fold(" ".join(("mail", *parts)))).strip("-") + ".eml",
            self._message(recipients, subject, text, attachments),
            tuple(row.id for row in rows),
        )

    def _message(
        self, recipients: Sequence[Recipient], subject: str, text: str, attachments: Sequence[Path]
    ) -> bytes:
        message = EmailMessage(policy=SMTP)
        message["Subject"] = subject
        message["Date"] = format_datetime(self._store.clock.now().astimezone(UTC))
        message["X-Unsent"] = "1"  # mail programs open it as a draft
        for header, copies in (("To", False), ("Cc", True)):
            addresses = [_address(one) for one in recipients if one.copy is copies]
            if addresses:
                message[header] = addresses
        message.set_content(text, cte="quoted-printable")
        for path in attachments:
            main, _slash, sub = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition(
                "/"
            )
            message.add_attachment(_bytes(path), maintype=main, subtype=sub, filename=path.name)
        return message.as_bytes()

    def _rounds_of(self, meeting: MeetingRow) -> dict[UUID, list[RoundRow]]:
        """The last round of each cell of a meeting, by college."""
        known = [
            item.id
            for item in Agenda(self._store).items(meeting.id)
            if may_read(Reader.MUNICIPALITY, item.audience)
        ]
        with self._store.read() as session:
            rows = read_rounds(session, [rounds.c.item_id.in_(known)], self._store.clock.today())
        latest = {(row.item_id, row.college_id): row for row in rows}
        found: dict[UUID, list[RoundRow]] = {}
        for row in latest.values():
            if may_read(Reader.MUNICIPALITY, row.audience, own=True):
                found.setdefault(row.college_id, []).append(row)
        return found

    def _readable(self, rows: Iterable[RoundRow]) -> list[RoundRow]:
        """Rounds that the college itself may read, about items that it may know of."""
        found = [row for row in rows if may_read(Reader.MUNICIPALITY, row.audience, own=True)]
        audiences = {
            item.id: item.audience for item in Agenda(self._store).by_ids([row.item_id for row in found])
        }
        return [row for row in found if may_read(Reader.MUNICIPALITY, audiences[row.item_id])]


@dataclass(frozen=True)
class _Addresses:
    """Who is written to and who signs, read once for all mails; mandates are those of today, by organisation."""

    colleges: Mapping[UUID, BodyRow]
    secretariat: str
    organisations: Mapping[UUID, OrganisationRow]
    emails: Mapping[UUID, str]
    mandates: Mapping[UUID, Sequence[MandateRow]]

    def college(self, college_id: UUID) -> BodyRow:
        """Raises ``NotFoundError`` for what is no college of a municipality."""
        college = self.colleges.get(college_id)
        if college is None or college.organisation_id is None:
            raise NotFoundError("no_such_record", kind="body", id=str(college_id))
        return college

    def recipients(self, college_id: UUID, body_id: UUID | None) -> tuple[Recipient, ...]:
        """See ``MailDrafts.recipients``; an address that no mail program takes is left out."""
        owner = self.college(college_id).organisation_id
        assert owner is not None
        organisation = self.organisations[owner]
        known = [Recipient(organisation.name, organisation.mailbox.strip())]
        for mandate in self.mandates.get(owner, ()):
            email = self.emails.get(mandate.person_id, "")
            if mandate.capacity is Capacity.CONTACT:
                known.append(Recipient(mandate.person, email))
            elif mandate.capacity in DELEGATES and (body_id is None or mandate.body_id == body_id):
                known.append(Recipient(mandate.person, email, copy=True))
        usable: dict[str, Recipient] = {}
        for recipient in sorted(known, key=lambda one: one.copy):
            if _ADDRESS.fullmatch(recipient.email) and recipient.email.isascii():
                usable.setdefault(recipient.email.casefold(), recipient)
        return tuple(usable.values())


def _secretariat(bodies: Iterable[BodyRow]) -> str:
    """Who signs: the secretariat of the IBO."""
    keeper = next((row for row in bodies if row.kind is BodyKind.IBO), None)
    if keeper is None:
        return _("The secretariat")
    return keeper.secretariat_name or _("Secretariat of {body}").format(
        body=display_name(keeper.short_name, keeper.name)
    )


def _told(row: RoundRow) -> dict[str, str]:
    return {
        "title": " ".join(row.item.split()),
        "meeting": row.meeting,
        "question": label(row.question),
        "since": day(row.delivered_on),
        "answer_by": day(row.answer_by),
        "on": day(row.meeting_on),
    }


def _address(one: Recipient) -> Address:
    return Address(" ".join(one.name.split()), addr_spec=one.email)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = _("The attachment {path} cannot be read; make it again.").format(path=path)
        raise ListError("attachment_unreadable", told) from error


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(report("txt")),
        autoescape=False,  # noqa: S701  plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
