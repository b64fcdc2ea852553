"""Mails of meetings, proposals of a day and questions for session days hold nothing that their reader may not read."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pytest

from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.invitations import CalendarForm
from ibo_desk.exchange.mail_drafts import MailDrafts
from ibo_desk.exchange.meeting_mails import MeetingMails, Sending
from ibo_desk.services.base.records import Records
from ibo_desk.services.feedback.choosing import Choosing, Occasion
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.record_types import RECORD_TYPES
from tests.documents.builders.small_region import NEXT_DAY, SECRET, SmallRegion
from tests.documents.test_leaks import Marks, _told, marked

__all__ = ["marked"]


def _texts(data: bytes) -> Iterator[str]:
    """All that a mail says, whatever it is packed in: head, words, page with its links, calendar."""
    message = message_from_bytes(data, policy=default)
    yield "\n".join(f"{name}: {value}" for name, value in message.items())
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            text = payload.decode("utf-8", "replace")
            yield text
            yield unquote(text).replace("\r\n ", "")  # as calendars fold their lines


@pytest.mark.long
def test_mails_of_meetings_hold_nothing_of_colleges_or_the_secretariat(
    region: SmallRegion, marked: Marks
) -> None:
    """Invitation with agenda, a changed agenda, and a cancellation, of each group and each meeting."""
    hidden = marked.secretariat.union(*marked.college.values())
    first = Sending((), "secretariaat@streek.example", CalendarForm.REQUEST)
    changed = Sending((), first.organizer, CalendarForm.REQUEST, "B, vervangt versie A", ("Punt 2 is nieuw",))
    mails, meetings = MeetingMails(region.store), Meetings(region.store)
    count = looked_for = 0
    for meeting_id in (region.ibo, region.vrr, region.next_ibo):
        drafts = [*mails.drafts(meeting_id, first), *mails.drafts(meeting_id, changed)]
        if meetings.row(meeting_id).state in {MeetingState.PLANNED, MeetingState.AGENDA_SENT}:
            off = {"state": MeetingState.CANCELLED, "cancelled_reason": "Ziekte"}
            Records(region.store, RECORD_TYPES).patch("meeting", meeting_id, None, off)
            drafts += mails.drafts(meeting_id, changed)
        for draft in drafts:
            for text in (draft.subject, draft.file_name, *_texts(draft.data)):
                assert _told(hidden, text) == set(), (draft.key, draft.subject)
                assert SECRET.casefold() not in text.casefold(), draft.subject
                looked_for += len(hidden)
        count += len(drafts)
    assert count >= 3 * 2 + 1
    assert looked_for > 10_000


@pytest.mark.long
def test_mails_to_colleges_about_days_hold_nothing_of_others(
    region: SmallRegion, marked: Marks, tmp_path: Path
) -> None:
    mails = MailDrafts(region.store)
    choice = Choosing(region.store).days(Occasion(DayKind.MEETING, _body(region)), NEXT_DAY, NEXT_DAY)
    drafts = [*mails.days(choice, NEXT_DAY), *mails.calendar_questions(NEXT_DAY.year + 1)]
    drafts += mails.papers("Maandoverzicht", dict.fromkeys(region.colleges.values(), ()))
    towns = {college: town for town, college in region.colleges.items()}
    for draft in drafts:
        others = marked.secretariat.union(
            *(own for town, own in marked.college.items() if town != towns[draft.college_id])
        )
        for text in (draft.subject, draft.file_name, draft.html, *_texts(draft.data)):
            assert _told(others, text) == set(), (draft.kind, draft.municipality)
    assert {draft.kind for draft in drafts} == {"day", "calendar", "paper"}
    assert len(write_drafts(drafts, tmp_path)) >= 3 * 13


def _body(region: SmallRegion) -> UUID:
    return Meetings(region.store).row(region.ibo).body_id
