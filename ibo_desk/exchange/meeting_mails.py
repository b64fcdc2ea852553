"""Invitation and agenda of a meeting as draft mails (.eml), one for each group, with the meeting for the calendar.

A person opens, reads and sends them; nothing is sent by itself. What went is kept by ``documents.issuing``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import may_print, present_at
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import Treatment
from ibo_desk.exchange.calendar_event import meeting_entry, sequences
from ibo_desk.exchange.invitations import CalendarForm, invitation_of
from ibo_desk.exchange.mail_addresses import Recipient, secretariat_name, usable
from ibo_desk.exchange.mail_message import Invitation, Letter, write_message
from ibo_desk.exchange.mail_text import as_html, render
from ibo_desk.exchange.meeting_groups import Group, GroupKey, groups_of
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.stock_sentences import Sentences
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock, day, long_day

ORGANIZER: Final = "mail/organizer"  # the setting with the address that invites
GROUP_NAMES: Final = {
    GroupKey.MEMBERS: N_("who sits there"),
    GroupKey.GUESTS: N_("guests"),
    GroupKey.INFORMED: N_("told of it: mailboxes and contacts"),
}


@dataclass(frozen=True)
class Sending:
    """What goes: the files, who invites ("" for nobody), how it goes to calendars, and what is new since before.

    ``version`` is "B, replaces version A of …", "" for the first agenda.
    """

    files: tuple[Path, ...]
    organizer: str
    form: CalendarForm
    version: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingDraft:
    """One mail to one group; ``problem`` says what is missing."""

    key: GroupKey
    name: str
    recipients: tuple[Recipient, ...]
    lacking: tuple[str, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[Path, ...]
    invitation: Invitation | None
    file_name: str
    data: bytes

    @property
    def problem(self) -> str:
        """Who of the group gets no mail, as a sentence; "" where everybody does."""
        if not self.lacking:
            return ""
        text = ngettext(
            "No address is known of {names}.",
            "No address is known of {count} people: {names}.",
            len(self.lacking),
        )
        return text.format(names=", ".join(self.lacking), count=len(self.lacking))


class MeetingMails:
    """Makes the drafts of a meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def groups(self, meeting_id: UUID) -> list[Group]:
        """Who the mails of a meeting go to; raises ``NotFoundError``."""
        return groups_of(self._store, Meetings(self._store).row(meeting_id))

    def drafts(self, meeting_id: UUID, sending: Sending) -> list[MeetingDraft]:
        """A mail for each group; a meeting that was called off is cancelled in them. Raises ``NotFoundError``."""
        meeting = Meetings(self._store).row(meeting_id)
        with self._store.read() as session:
            entry = meeting_entry(meeting, sequences(session, [meeting_id])[meeting_id])
        secretariat = secretariat_name(Bodies(self._store).listing())
        stamp = self._store.clock.now().astimezone(UTC).replace(microsecond=0)
        organizer = usable([Recipient(secretariat, sending.organizer)])
        drafts = []
        for group in groups_of(self._store, meeting):
            asked = group.key is not GroupKey.INFORMED and not meeting.written
            invited = asked and bool(organizer) and bool(group.recipients)
            form = sending.form if invited else CalendarForm.NONE
            invitation = (
                invitation_of(entry, organizer[0], group.recipients, form, stamp) if organizer else None
            )
            drafts.append(self._draft(meeting, group, sending, secretariat, invitation))
        return drafts

    def _draft(
        self,
        meeting: MeetingRow,
        group: Group,
        sending: Sending,
        secretariat: str,
        invitation: Invitation | None,
    ) -> MeetingDraft:
        cancelled = meeting.state is MeetingState.CANCELLED
        values = {
            "cancelled": cancelled,
            "written": meeting.written,
            "cancelled_reason": " ".join(meeting.cancelled_reason.split()),
            "informed": group.key is GroupKey.INFORMED,
            "meeting": meeting.title,
            "short": meeting.short,
            "day": day(meeting.on),
            "long_day": long_day(meeting.on),
            "hours": _hours(meeting),
            "invitation": Sentences(self._store).of(meeting.body_id).invitation(meeting.title, meeting.on),
            "reply_by": day(meeting.reply_by),
            "place": meeting.place,
            "online": meeting.online,
            "version": "" if cancelled else sending.version,
            "letter": sending.version.split(",")[0],
            "changes": sending.changes,
            "items": [_line(item) for item in self._items(meeting)],
            "attached": ", ".join(path.name for path in sending.files),
            "secretariat": secretariat,
        }
        subject, text = render("mail-meeting", values)
        html = as_html(text, {})
        name = _(GROUP_NAMES[group.key])
        files = () if cancelled else sending.files
        letter = Letter(group.recipients, subject, text, html, files, invitation)
        parts = [
            meeting.short,
            meeting.on.isoformat(),
            _("cancelled") if cancelled else _("invitation"),
            group.key,
        ]
        return MeetingDraft(
            group.key,
            name,
            group.recipients,
            group.lacking,
            subject,
            text,
            html,
            files,
            invitation,
            re.sub(r"[^a-z0-9]+", "-", fold(" ".join(parts))).strip("-") + ".eml",
            write_message(letter, self._store.clock.now()),
        )

    def _items(self, meeting: MeetingRow) -> list[ItemRow]:
        """What those who sit there may read of the agenda."""
        reader = present_at(meeting.body_kind)
        return [item for item in Agenda(self._store).items(meeting.id) if may_print(reader, item.audience)]


def _line(item: ItemRow) -> str:
    marks = [
        label(Treatment.WITHDRAWN) if item.treatment is Treatment.WITHDRAWN else "",
        _("added later") if item.late else "",
    ]
    parts = [clock(item.starts), *marks]
    shown = ", ".join(part for part in parts if part)
    lead = "   " if item.sub else ""
    return f"{lead}{item.number}. {' '.join(item.title.split())}" + (f" ({shown})" if shown else "")


def _hours(meeting: MeetingRow) -> str:
    start, end = clock(meeting.starts_at), clock(meeting.ends_at)
    return _("{start} – {end}").format(start=start, end=end) if start and end else start


def names_of(drafts: Sequence[MeetingDraft]) -> str:
    """Who they went to, by name; a mailbox has none."""
    names = (
        recipient.name for draft in drafts for recipient in draft.recipients if "@" not in recipient.name
    )
    return ", ".join(dict.fromkeys(names))
