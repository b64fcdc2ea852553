"""Making papers: read on the store lane, write on any other, register what was made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from sqlmodel import col, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Body, Document, Meeting, MinutesVersion
from ibo_desk.documents.builders.agenda import build_agenda
from ibo_desk.documents.builders.council_report import build_council_reports
from ibo_desk.documents.builders.delivered import DeliveredNote, delivered_notes, text_hashes
from ibo_desk.documents.builders.ledger import build_ledgers
from ibo_desk.documents.builders.memo import build_memos
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.builders.month_overview import build_month_overviews
from ibo_desk.documents.builders.sources import Sources
from ibo_desk.documents.content import PAPERS, Content, kind_of
from ibo_desk.documents.content_json import digest, from_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.files_out import OnEdited, refuse_edited
from ibo_desk.documents.render import Progress, write_papers
from ibo_desk.domain.audience import Audience, present_at
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState, MinutesState, has_minutes
from ibo_desk.language import _, ngettext
from ibo_desk.services.words.format import day as say_day

FORMATS: Final = ("docx", "pdf")
OVER_A_PERIOD: Final = frozenset({"month-overview", "council-report"})
LEDGER: Final = "engagements"


class Opened(Protocol):
    """What holds an opened region: the app, or a test."""

    @property
    def store(self) -> Store: ...


@dataclass(frozen=True)
class Paper:
    """A content ready to be written, with the records it was made of."""

    content: Content
    meeting_id: UUID | None = None
    item_id: UUID | None = None
    college_id: UUID | None = None


@dataclass(frozen=True)
class Outdated:
    """A note that was delivered before the text of its item changed."""

    item_id: UUID
    number: str
    title: str
    college_id: UUID
    college: str
    delivered_on: date


class Papers:
    """The papers of a region; ``contents`` and ``register`` use the store, ``write`` does not."""

    def __init__(self, opened: Opened) -> None:
        self._store = opened.store
        self._sources = Sources(opened.store)

    def contents(
        self,
        kind: str,
        *,
        meeting_id: UUID | None = None,
        item_id: UUID | None = None,
        college_ids: Iterable[UUID] | None = None,
        month: date | None = None,
        totals: bool = False,
    ) -> list[Paper]:
        """What will be printed: one paper, or one for each college (notes and month overviews: all by default).

        ``month`` is any day in the month of a month overview or in the half-year of a council report, by default
        today; a report without colleges is for all councils, a ledger without colleges for all participants. ``totals``
        asks for the totals per partner in a ledger. An item stands for its meeting. Approved minutes are
        those that approval locked, never today's records.
        Raises ``PaperError``: "paper_kind_later", "paper_needs_meeting", "cancelled_without_minutes",
        "no_minutes_yet"; ``NotFoundError``.
        """
        if kind == LEDGER:
            ledgers = build_ledgers(self._sources, college_ids, totals=totals)
            return [Paper(ledger, college_id=college_id) for college_id, ledger in ledgers]
        if kind in OVER_A_PERIOD:
            return self._over_a_period(kind, month or self._store.clock.today(), college_ids)
        meeting = self._meeting(kind, meeting_id, item_id)
        if kind == "memo":
            found = build_memos(self._sources, meeting, college_ids, item_id=item_id)
            return [Paper(memo, meeting, item_id, college_id) for college_id, memo in found]
        if kind == "agenda":
            return [Paper(build_agenda(self._sources, meeting), meeting)]
        self._refuse_without_minutes(meeting)
        return [Paper(self._locked(meeting) or build_minutes(self._sources, meeting), meeting)]

    def preview(
        self,
        kind: str,
        *,
        meeting_id: UUID | None = None,
        item_id: UUID | None = None,
        college_id: UUID | None = None,
        month: date | None = None,
        totals: bool = False,
    ) -> Content:
        """One content to look at before anything is written; a note needs its college, else it is the first one's."""
        chosen = None if college_id is None else [college_id]
        found = self.contents(
            kind, meeting_id=meeting_id, item_id=item_id, college_ids=chosen, month=month, totals=totals
        )
        if not found:
            raise NotFoundError("no_such_record", kind="body", id="")
        return found[0].content

    def minutes_to_approve(
        self, meeting_id: UUID, approved_on: date, how: ApprovalMode | None = None
    ) -> Content:
        """The text that approval locks: give its JSON and digest to ``Meetings.lock``."""
        return build_minutes(self._sources, meeting_id, approved_on=approved_on, how=how)

    def write(
        self,
        papers: Sequence[Paper],
        *,
        folder: Path,
        formats: Sequence[str] = FORMATS,
        template: Path | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_edited: OnEdited = refuse_edited,
    ) -> list[Path]:
        """Write the papers and return the files, those of one paper together; touches no store.

        ``progress(done, of)`` may raise to stop; a cancel leaves the folder as it was and gives no files.
        Raises ``PaperError`` (also for a file that somebody edited, unless ``on_edited`` lets go), ``TemplateError``.
        """
        return write_papers(
            [paper.content for paper in papers],
            folder,
            formats,
            template=template,
            progress=progress,
            cancelled=cancelled,
            on_edited=on_edited,
        )

    def register(
        self, papers: Sequence[Paper], paths: Sequence[Path], *, template: Path | None = None
    ) -> None:
        """Note what was made, as one journal entry; nothing in a file that is opened to read."""
        if self._store.read_only or not papers or not paths:
            return
        each = len(paths) // len(papers)
        label = ngettext("{count} paper made: {title}", "{count} papers made: {title}", len(paths))
        told = label.format(count=len(paths), title=_title(papers[0].content))
        with self._store.write(told) as work:
            for place, path in enumerate(paths):
                paper = papers[place // each]
                work.add(_document(paper, path, template, work.clock.now(), _readers(work, paper)))

    def make(
        self,
        kind: str,
        *,
        meeting_id: UUID | None = None,
        item_id: UUID | None = None,
        college_ids: Iterable[UUID] | None = None,
        month: date | None = None,
        totals: bool = False,
        formats: Sequence[str] = FORMATS,
        template: Path | None = None,
        folder: Path,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_edited: OnEdited = refuse_edited,
    ) -> list[Path]:
        """Read, write and register in one go; for the command line and for small work."""
        papers = self.contents(
            kind,
            meeting_id=meeting_id,
            item_id=item_id,
            college_ids=college_ids,
            month=month,
            totals=totals,
        )
        paths = self.write(
            papers,
            folder=folder,
            formats=formats,
            template=template,
            progress=progress,
            cancelled=cancelled,
            on_edited=on_edited,
        )
        self.register(papers, paths, template=template)
        return paths

    def text_hashes(self, meeting_id: UUID) -> dict[UUID, str]:
        """By item the fingerprint of the text that notes carry; give it to ``Feedback.deliver``."""
        return text_hashes(self._sources, meeting_id)

    def outdated(self, meeting_id: UUID) -> list[Outdated]:
        """Which colleges hold a note whose text has changed since; they get one that replaces it."""
        return self.delivered_notes(meeting_id)[0]

    def unknown_texts(self, meeting_id: UUID) -> list[Outdated]:
        """Notes of which it is not known what they said, so that nobody can tell whether they are overtaken."""
        return self.delivered_notes(meeting_id)[1]

    def delivered_notes(self, meeting_id: UUID) -> tuple[list[Outdated], list[Outdated]]:
        """Those of ``outdated`` and those of ``unknown_texts``, read once."""
        notes = list(delivered_notes(self._sources, meeting_id))
        outdated = [_told(note) for note in notes if note.round.delivered_hash not in {"", note.text_hash}]
        return outdated, [_told(note) for note in notes if not note.round.delivered_hash]

    def _over_a_period(self, kind: str, month: date, college_ids: Iterable[UUID] | None) -> list[Paper]:
        if kind == "council-report":
            reports = build_council_reports(self._sources, month, college_ids)
            return [Paper(report, college_id=college_id) for college_id, report in reports]
        overviews = build_month_overviews(self._sources, month, college_ids)
        return [Paper(overview, college_id=college_id) for college_id, overview in overviews]

    def _meeting(self, kind: str, meeting_id: UUID | None, item_id: UUID | None) -> UUID:
        if kind not in PAPERS:
            told = _("The program cannot make this kind of paper yet: {kind}. Possible now: {known}.")
            raise PaperError("paper_kind_later", told.format(kind=kind, known=", ".join(PAPERS)), kind=kind)
        if item_id is not None:
            return self._sources.agenda.item(item_id).meeting_id
        if meeting_id is None:
            raise PaperError("paper_needs_meeting", _("Say for which meeting or agenda item the paper is."))
        return meeting_id

    def _refuse_without_minutes(self, meeting_id: UUID) -> None:
        """There are no minutes of what was cancelled, nor of what still has to come."""
        row = self._sources.meetings.row(meeting_id)
        if has_minutes(row.state, row.on, self._store.clock.today()):
            return
        if row.state is MeetingState.CANCELLED:
            told = _("{meeting} ({day}) was cancelled, so there are no minutes of it.")
            code = "cancelled_without_minutes"
        else:
            told = _("{meeting} takes place on {day}; there are no minutes yet. Make the agenda instead.")
            code = "no_minutes_yet"
        raise PaperError(code, told.format(meeting=row.short, day=say_day(row.on)))

    def _locked(self, meeting_id: UUID) -> Content | None:
        """The minutes as approval locked them; None where they were never approved, or are open again."""
        approved = select(MinutesVersion.content).where(
            MinutesVersion.meeting_id == meeting_id,
            MinutesVersion.state == MinutesState.APPROVED,
            col(MinutesVersion.deleted_in).is_(None),
        )
        with self._store.read() as session:
            stored = session.exec(approved.order_by(col(MinutesVersion.number).desc())).first()
        return from_json(stored) if stored else None


def _told(note: DeliveredNote) -> Outdated:
    item, row = note.item, note.round
    assert row.delivered_on is not None
    return Outdated(item.id, item.number, item.title, row.college_id, row.college, row.delivered_on)


def _title(content: Content) -> str:
    """What a list of papers calls it: "Terugkoppelingsnota – Interbestuurlijk overleg … · vrijdag 6 november 2026"."""
    return f"{content.head.title} – {content.head.subtitle}"


def _document(
    paper: Paper, path: Path, template: Path | None, made_at: datetime, audience: Audience
) -> Document:
    content = paper.content
    municipality = getattr(content, "municipality", "")  # agendas and minutes are for all
    town = f" – {municipality}" if municipality else ""
    return Document(
        title=f"{_title(content)}{town}"[:300],
        kind=kind_of(content),
        file_name=path.name,
        template=template.name if template else "",
        data_date=date.fromisoformat(content.head.data_iso),
        content_hash=digest(content),
        made_at=made_at,
        meeting_id=paper.meeting_id,
        item_id=paper.item_id,
        college_id=paper.college_id,
        audience=audience,
    )


def _readers(work: Work, paper: Paper) -> Audience:
    """Who may read what was made: a note that college, agenda and minutes those who sit at the meeting."""
    if kind_of(paper.content) == "council-report":
        return Audience.PUBLIC
    if paper.college_id is not None:
        return Audience.COLLEGE
    if kind_of(paper.content) == LEDGER:
        return Audience.PARTICIPANTS
    assert paper.meeting_id is not None
    meeting = work.get(Meeting, paper.meeting_id)
    return present_at(work.get(Body, meeting.body_id).kind)
