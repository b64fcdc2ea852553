"""Mails to colleges as drafts (.eml) that a person opens, reads and sends; nothing is sent by itself.

They go to the municipality's contact official and functional mailbox, and to the delegates of that day, because
feedback hangs on no person (R21). Each mail holds only what concerns that one college.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import NEEDS_ANSWER, Answer, Turn
from ibo_desk.domain.meetings import took_place
from ibo_desk.domain.names import fold
from ibo_desk.exchange.mail_addresses import Addresses, Recipient, read_addresses
from ibo_desk.exchange.mail_asked import AskedLines, first_session
from ibo_desk.exchange.mail_message import Letter, write_message
from ibo_desk.exchange.mail_text import as_html, render
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.settings import Settings
from ibo_desk.services.base.tables import rounds
from ibo_desk.services.feedback.choosing import DayChoice
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.rows import RoundRow, read_rounds
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


class MailKind(StrEnum):
    """Which mail: each has its text in ``reports/txt``."""

    NOTE = "note"
    REMINDER = "reminder"
    PAPER = "paper"
    NOTICE = "notice"
    CALENDAR = "calendar"
    DAY = "day"


REPLY_TO: Final = "mail/reply_to"  # the setting with the address to which colleges answer
_FILE_WORDS: Final = {
    MailKind.NOTE: N_("note"),
    MailKind.REMINDER: N_("reminder"),
    MailKind.PAPER: N_("paper"),
    MailKind.NOTICE: N_("change"),
    MailKind.CALENDAR: N_("session days"),
    MailKind.DAY: N_("day chosen"),
}


@dataclass(frozen=True)
class PrintedNote:
    """What of a note goes inside its mail: its text, the same as HTML, and who speaks or spoke for the municipality."""

    text: str
    html: str
    represented_by: str


NOTHING_PRINTED: Final[Mapping[UUID, PrintedNote]] = MappingProxyType({})


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
    round_ids: tuple[UUID, ...]
    html: str


@dataclass(frozen=True)
class _About:
    """The body whose delegates a mail is also for, and what names its file."""

    body_id: UUID
    named: str


class MailDrafts:
    """Makes drafts from what is registered, and registers what was sent."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._feedback = Feedback(store)
        self._bodies = Bodies(store)

    def recipients(self, college_id: UUID, body_id: UUID | None = None) -> tuple[Recipient, ...]:
        """Functional mailbox and contact officials, then today's delegates in a body (in any body without one)."""
        return read_addresses(self._store).recipients(college_id, body_id)

    def notes(
        self,
        meeting_id: UUID,
        attachments: Mapping[UUID, Sequence[Path]],
        *,
        reply_sheets: bool = False,
        printed: Mapping[UUID, PrintedNote] = NOTHING_PRINTED,
    ) -> list[MailDraft]:
        """A mail with the note about a meeting for each college that ``attachments`` names; ``printed`` goes inside."""
        meeting = Meetings(self._store).row(meeting_id)
        rounds_of = self._rounds_of(meeting)
        asked = self._asked(row for college_id in attachments for row in rounds_of.get(college_id, ()))
        book = read_addresses(
            self._store, [row.item_id for college_id in attachments for row in rounds_of.get(college_id, ())]
        )
        notes = []
        for college_id, files in attachments.items():
            rows = rounds_of.get(college_id, [])
            values = _note_values(asked, book.college(college_id).organisation, rows)
            note = printed.get(college_id)
            values |= {
                "note_text": note.text if note else "",
                "note_html": note.html if note else "",
                "represented_by": note.represented_by
                if note
                else book.represented_by(college_id, [meeting.body_id]),
                "reply_sheet": reply_sheets and bool(values["asked"]),
                **self._meeting_values(meeting),
            }
            about = _About(meeting.body_id, meeting.short)
            notes.append(self._draft(book, MailKind.NOTE, college_id, about, values, tuple(files), rows))
        return notes

    def reminders(self, college_ids: Iterable[UUID] | None = None) -> list[MailDraft]:
        """A mail to each college with what waits for it, as far as registered; none where nothing waits."""
        ids = [row.id for row in self._bodies.colleges()] if college_ids is None else list(college_ids)
        waiting = self._feedback.per_colleges(ids)
        readable: dict[UUID, list[RoundRow]] = defaultdict(list)
        for row in self._readable(row for college_id in ids for row in waiting[college_id]):
            if row.turn is Turn.COLLEGE:
                readable[row.college_id].append(row)
        book = read_addresses(self._store, [row.item_id for rows in readable.values() for row in rows])
        asked = self._asked(row for rows in readable.values() for row in rows)
        body_of = self._body_of_item(row for rows in readable.values() for row in rows)
        drafts = []
        for college_id in (known for known in ids if readable[known]):
            rows = readable[college_id]
            lines = [asked.line(row, book.college(college_id).organisation) for row in rows]
            values = {
                "asked": [line for line in lines if line.needs_answer],
                "noted": [line for line in lines if not line.needs_answer],
                "represented_by": book.represented_by(college_id, {body_of[row.item_id] for row in rows}),
            }
            drafts.append(self._draft(book, MailKind.REMINDER, college_id, None, values, (), rows))
        return drafts

    def notices(self) -> list[MailDraft]:
        """A short mail to each college whose note no longer holds: what is asked no more, and what has another day."""
        by_college: dict[UUID, list[RoundRow]] = {}
        for row in self._readable(self._feedback.to_tell()):
            by_college.setdefault(row.college_id, []).append(row)
        book = read_addresses(self._store, [row.item_id for rows in by_college.values() for row in rows])
        asked = self._asked(row for rows in by_college.values() for row in rows)
        body_of = self._body_of_item(row for rows in by_college.values() for row in rows)
        drafts = []
        for college_id, rows in by_college.items():
            town = book.college(college_id).organisation
            values = {
                "ended": [_ended(row) for row in rows if row.ended_by],
                "moved": [asked.line(row, town) for row in rows if row.ended_by is None],
                "represented_by": book.represented_by(college_id, {body_of[row.item_id] for row in rows}),
            }
            drafts.append(self._draft(book, MailKind.NOTICE, college_id, None, values, (), rows))
        return drafts

    def calendar_questions(self, year: int) -> list[MailDraft]:
        """A mail to each college that has not listed its days of a year."""
        book = read_addresses(self._store)
        return [
            self._draft(book, MailKind.CALENDAR, row.body_id, None, {"year": year}, (), [])
            for row in self._bodies.lacking_sessions(year)
            if row.organisation
        ]

    def days(self, choice: DayChoice, on: date) -> list[MailDraft]:
        """A mail to each college that a day concerns, with its own last session and the day its note must be in.

        Raises ``RuleError("item_not_for_colleges")`` where they may not know of the matter.
        """
        if choice.secret:
            raise RuleError("item_not_for_colleges", title=choice.title)
        day_of = next(possible for possible in choice.days if possible.on == on)
        book = read_addresses(self._store)
        drafts = []
        for college in day_of.colleges:
            session, in_by = (day(given_day) for given_day in (college.last_session, college.in_by))
            values = {
                "kind": str(choice.occasion.kind),
                "body": choice.body,
                "title": " ".join(choice.title.split()),
                "on": day(on),
                "session": session if college.reach is Reach.IN_TIME and not college.done else "",
                "submit_by": "" if college.turn is Turn.COLLEGE else in_by,
                "done": college.done,
                "reach": str(college.reach),
                "represented_by": book.represented_by(college.id, [choice.body_id]),
            }
            about = _About(choice.body_id, f"{choice.body} {on.isoformat()}")
            drafts.append(self._draft(book, MailKind.DAY, college.id, about, values, (), []))
        return drafts

    def papers(self, title: str, attachments: Mapping[UUID, Sequence[Path]]) -> list[MailDraft]:
        """A mail that only carries a paper, such as the month overview, to each college that is named."""
        values = {"title": title, "day": day(self._store.clock.today())}
        book = read_addresses(self._store)
        return [
            self._draft(book, MailKind.PAPER, college_id, None, values, tuple(files), [])
            for college_id, files in attachments.items()
        ]

    def sent(self, drafts: Iterable[MailDraft], on: date) -> None:
        """Register that these mails left: reminders, and that colleges were told of a note that no longer holds.

        Notes are registered with what they say, by ``documents.issuing``.
        """
        listed = list(drafts)
        reminded = [cell for draft in listed if draft.kind is MailKind.REMINDER for cell in draft.cells]
        round_ids = [key for draft in listed if draft.kind is MailKind.NOTICE for key in draft.round_ids]
        if round_ids:
            self._feedback.note_told(round_ids, on)
        if reminded:
            self._feedback.remind(reminded, on)

    # ---- making one -------------------------------------------------------------------------------------------

    def _asked(self, rows: Iterable[RoundRow]) -> AskedLines:
        return AskedLines(self._store, rows, Settings(self._store).get(REPLY_TO))

    def _body_of_item(self, rows: Iterable[RoundRow]) -> dict[UUID, UUID]:
        """By item the body in whose meeting it stands."""
        items = Agenda(self._store).by_ids({row.item_id for row in rows})
        return {item.id: item.body_id for item in items}

    def _meeting_values(self, meeting: MeetingRow) -> dict[str, str]:
        held = took_place(meeting.state)
        return {
            "meeting": meeting.title,
            "short": meeting.short,
            "day": day(meeting.on),
            "note": _("feedback note") if held else _("preparatory note"),
        }

    def _draft(
        self,
        book: Addresses,
        kind: MailKind,
        college_id: UUID,
        about: _About | None,
        values: Mapping[str, Any],
        attachments: tuple[Path, ...],
        rows: Sequence[RoundRow],
    ) -> MailDraft:
        college = book.college(college_id)
        recipients = book.recipients(
            college_id, about.body_id if about else None, [row.item_id for row in rows]
        )
        lines = [*values.get("asked", ()), *values.get("noted", ()), *values.get("moved", ())]
        whole = {
            "municipality": college.organisation,
            "secretariat": book.secretariat,
            "session": first_session(values.get("asked") or values.get("moved") or ()),
            "also_told": _also_told(recipients),
            **values,
        }
        subject, text = render(f"mail-{kind}", whole)
        note_text = values.get("note_text", "")
        html = as_html(
            text.removesuffix(note_text),
            {line.code: line.links for line in lines},
            values.get("note_html", "") if note_text else "",
        )
        problem = ""
        if not recipients:
            sentence = _("No address of {municipality} is known: fill in its mailbox or a contact person.")
            problem = sentence.format(municipality=college.organisation)
        what = values.get("note") or _(_FILE_WORDS[kind])
        parts = [
            college.organisation,
            what,
            about.named if about else self._store.clock.today().isoformat(),
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
            re.sub(r"[^a-z0-9]+", "-", fold(" ".join(parts))).strip("-") + ".eml",
            write_message(
                Letter(
                    tuple(recipients),
                    subject,
                    text,
                    html,
                    attachments,
                ),
                self._store.clock.now(),
            ),
            tuple(row.id for row in rows),
            html,
        )

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
        by_college: dict[UUID, list[RoundRow]] = {}
        for row in latest.values():
            if may_read(Reader.MUNICIPALITY, row.audience, own=True):
                by_college.setdefault(row.college_id, []).append(row)
        return by_college

    def _readable(self, rows: Iterable[RoundRow]) -> list[RoundRow]:
        """Rounds that the college itself may read, about items that it may know of."""
        readable = [row for row in rows if may_read(Reader.MUNICIPALITY, row.audience, own=True)]
        audiences = {
            item.id: item.audience for item in Agenda(self._store).by_ids([row.item_id for row in readable])
        }
        return [row for row in readable if may_read(Reader.MUNICIPALITY, audiences[row.item_id])]


def _note_values(asked: AskedLines, municipality: str, rows: Sequence[RoundRow]) -> dict[str, Any]:
    """What still asks an answer, and what is only told."""
    open_rows = [row for row in rows if row.ended_by is None]
    waiting = [row for row in open_rows if row.question in NEEDS_ANSWER and row.answer is None]
    noted = [
        row for row in rows if row.question not in NEEDS_ANSWER and row.answer is not Answer.NOT_CONCERNED
    ]
    return {
        "asked": [asked.line(row, municipality) for row in waiting],
        "noted": [asked.line(row, municipality) for row in noted],
    }


def _also_told(recipients: Iterable[Recipient]) -> str:
    """Who gets a copy because it is their field, in words; empty where nobody does."""
    return "; ".join(f"{whom.name} ({', '.join(whom.fields)})" for whom in recipients if whom.fields)


def _ended(row: RoundRow) -> dict[str, str]:
    return {
        "title": " ".join(row.item.split()),
        "meeting": row.meeting,
        "why": label(row.ended_by) if row.ended_by else "",
    }
