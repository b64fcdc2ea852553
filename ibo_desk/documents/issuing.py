"""What is fixed the moment a paper leaves the desk: printed and recorded in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.agenda_version import says_the_same, sent_out
from ibo_desk.documents.content import Agenda as AgendaContent
from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.documents.going import Going, Notes
from ibo_desk.documents.overtaken import ChangedNote
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.papers import Opened, Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.errors import StaleRecordError
from ibo_desk.domain.feedback import FeedbackState
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.note_comparison import difference_hash
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.base.bulk import Done, Over
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.sent_writing import let_pass
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.minutes.minutes import Minutes

Cell = tuple[UUID, UUID]  # item, college


class Issuing:
    """Minutes, agendas and notes as they are sent; each call reads what it prints and writes it as one."""

    def __init__(self, opened: Opened) -> None:
        self._store = opened.store
        self._papers = Papers(opened)
        self._notes = Notes(opened, self._papers)
        self._minutes = Minutes(opened.store)
        self._agenda = Agenda(opened.store)

    def draft_minutes(self, meeting_id: UUID) -> UUID:
        """Keep the minutes, as they are written now, as the draft; returns the version. Raises as ``Minutes.draft``."""
        with self._store.alone():
            content = self._papers.preview(PaperRequest("minutes", meeting_id=meeting_id))
            return self._minutes.draft(meeting_id, to_json(content), digest(content))

    def submit_minutes(self, meeting_id: UUID) -> UUID:
        """Put the minutes, as they are written now, before the partners; raises as ``Minutes.submit``."""
        with self._store.alone():
            content = self._papers.preview(PaperRequest("minutes", meeting_id=meeting_id))
            return self._minutes.submit(
                meeting_id, to_json(content), digest(content), self._store.clock.today()
            )

    def approve_minutes(self, meeting_id: UUID, version_id: UUID, how: ApprovalMode) -> UUID:
        """Approve today by the body's rule; at a meeting: on the day of that meeting, once its item was concluded.

        Raises as ``Minutes.approve``.
        """
        with self._store.alone():
            at = self._minutes.approved_at(meeting_id) if how is ApprovalMode.NEXT_MEETING else None
            on = at.on if at is not None else self._store.clock.today()
            content = self._papers.minutes_to_approve(meeting_id, on, how)
            return self._minutes.approve(version_id, on, how, to_json(content), digest(content))

    def conclude(self, item_id: UUID, text: str, *, seen: str | None = None) -> None:
        """Record the conclusion of an item; that of an approval item approves the minutes that were submitted.

        ``seen`` is the conclusion that stood there for who concludes; raises ``StaleRecordError`` where another one
        stands now, else as ``Agenda.conclude`` and ``Minutes.approve_at``.
        """
        with self._store.alone():
            item = self._agenda.item(item_id)
            if seen is not None and item.conclusion not in {seen, text}:
                raise StaleRecordError(
                    "changed_elsewhere", kind="agenda_item", id=item_id, fields=["conclusion"]
                )
            about = self._minutes.approval(item_id) if item.item_type is ItemType.MINUTES_APPROVAL else None
            if about is None or about.locked or about.version_id is None:
                self._agenda.conclude(item_id, text)
                return
            content = self._papers.minutes_to_approve(
                about.meeting_id, item.meeting_on, ApprovalMode.NEXT_MEETING
            )
            self._minutes.approve_at(item_id, to_json(content), digest(content), text)

    def agenda_to_send(self, meeting_id: UUID) -> Paper:
        """The agenda as it goes out: no draft any more; raises ``NotFoundError``."""
        (paper,) = self._papers.contents(PaperRequest("agenda", meeting_id=meeting_id))
        content = paper.content
        assert isinstance(content, AgendaContent)
        return replace(paper, content=sent_out(content))

    def send_agenda(self, meeting_id: UUID, recipients: str = "", went: AgendaContent | None = None) -> None:
        """Keep the agenda as it is sent under the next letter; one that says the same as before keeps its letter.

        ``recipients`` says by name who it went to, ``went`` the paper that they got; without it today's is kept. Raises
        as ``AgendaVersions.send``.
        """
        with self._store.alone():
            content = went or self.agenda_to_send(meeting_id).content
            versions = AgendaVersions(self._store)
            sent = versions.versions(meeting_id)
            assert isinstance(content, AgendaContent)
            if sent and says_the_same(versions.content(sent[0].id), content):
                Meetings(self._store).set_state(meeting_id, MeetingState.AGENDA_SENT)
            else:
                today = self._store.clock.today()
                versions.send(meeting_id, to_json(content), digest(content), today, recipients)

    def deliver_notes(
        self,
        meeting_id: UUID,
        colleges: Sequence[UUID],
        on: date | None = None,
        *,
        over: Over | None = None,
        going: Mapping[UUID, Going] | None = None,
    ) -> int:
        """Note as delivered, by default today, where a note of this meeting still had to go; returns how many.

        ``going`` has by college the paper that went; see ``deliver``.
        """
        with self._store.alone():
            feedback = Feedback(self._store)
            cells = [
                (line.item_id, college_id)
                for college_id in colleges
                for line in feedback.per_college(college_id)
                if line.meeting_id == meeting_id and line.state is FeedbackState.TO_DELIVER
            ]
            cells += [
                (note.item_id, note.college_id)
                for note in self._papers.outdated(meeting_id)
                if note.college_id in colleges
            ]
            if not cells:
                return 0
            return len(self._deliver(cells, on or self._store.clock.today(), over, going or {}).targets)

    def let_pass(self, note: ChangedNote) -> None:
        """Need no new note for the difference with what a college holds; any other difference is told again."""
        with self._store.write("") as work:
            let_pass(work, note.held, difference_hash(note.changes))

    def deliver(
        self,
        cells: Iterable[Cell],
        on: date,
        *,
        over: Over | None = None,
        going: Mapping[UUID, Going] | None = None,
    ) -> Done:
        """Note these cells as delivered, each with the text that its item has now; raises as ``deliver_texts``.

        What each college was sent is kept: its paper in ``going``, else the note as it stands today. Of an earlier day
        nobody knows what an unnamed paper said: that it went is kept, without words.
        """
        with self._store.alone():
            return self._deliver(cells, on, over, going or {})

    def _deliver(
        self, cells: Iterable[Cell], on: date, over: Over | None, going: Mapping[UUID, Going]
    ) -> Done:
        cells = list(cells)
        by_meeting: dict[UUID, set[UUID]] = {}
        meetings = {item_id: self._agenda.item(item_id).meeting_id for item_id, _college in cells}
        texts: dict[UUID, str] = {}
        for item_id, college_id in cells:
            by_meeting.setdefault(meetings[item_id], set()).add(college_id)
        for meeting_id in by_meeting:
            texts |= self._papers.text_hashes(meeting_id)
        hashes = {cell: texts.get(cell[0], "") for cell in cells}
        today = on == self._store.clock.today()
        notes = [
            note
            for meeting_id, colleges in by_meeting.items()
            for note in self._notes.of_meeting(meeting_id, colleges, going, as_now=today)
        ]
        return Feedback(self._store).deliver_texts(hashes, on, over=over, notes=notes)
