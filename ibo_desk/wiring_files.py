"""What makes papers, lists, mails and calendars of a store, or reads them in; imported when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibo_desk.data.store import Store
    from ibo_desk.documents.issuing import Issuing
    from ibo_desk.documents.papers import Papers
    from ibo_desk.exchange.calendars_out import CalendarsOut
    from ibo_desk.exchange.lists import Lists
    from ibo_desk.exchange.mail_drafts import MailDrafts
    from ibo_desk.exchange.mandate_list import MandateLists
    from ibo_desk.exchange.meeting_mails import MeetingMails
    from ibo_desk.exchange.replies import Replies
    from ibo_desk.exchange.round_trip.exports import Exports
    from ibo_desk.services.parties.note_forms import NoteForms


class FileServices:
    """What goes out of an opened region as a file, and what comes in from one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def mandate_lists(self) -> MandateLists:
        from ibo_desk.exchange.mandate_list import MandateLists

        return MandateLists(self.store)

    @cached_property
    def note_forms(self) -> NoteForms:
        from ibo_desk.documents.memo_sections import default_headings
        from ibo_desk.services.parties.note_forms import NoteBlock, NoteForms

        return NoteForms(self.store, [NoteBlock(usual.key, usual.label) for usual in default_headings()])

    @cached_property
    def papers(self) -> Papers:
        from ibo_desk.documents.papers import Papers

        return Papers(self)

    @cached_property
    def issuing(self) -> Issuing:
        from ibo_desk.documents.issuing import Issuing

        return Issuing(self)

    @cached_property
    def lists(self) -> Lists:
        from ibo_desk.exchange.lists import Lists

        return Lists(self.store)

    @cached_property
    def exports(self) -> Exports:
        from ibo_desk.exchange.round_trip.exports import Exports

        return Exports(self.store)

    @cached_property
    def mail_drafts(self) -> MailDrafts:
        from ibo_desk.exchange.mail_drafts import MailDrafts

        return MailDrafts(self.store)

    @cached_property
    def meeting_mails(self) -> MeetingMails:
        from ibo_desk.exchange.meeting_mails import MeetingMails

        return MeetingMails(self.store)

    @cached_property
    def calendars_out(self) -> CalendarsOut:
        from ibo_desk.exchange.calendars_out import CalendarsOut

        return CalendarsOut(self.store)

    @cached_property
    def replies(self) -> Replies:
        from ibo_desk.exchange.replies import Replies

        return Replies(self.store)
