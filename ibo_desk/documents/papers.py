"""Making papers: read on the store lane, write on any other, register what was made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Body, Document, Meeting
from ibo_desk.documents.builders.delivered import DeliveredNote, delivered_notes, text_hashes
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content import Content, kind_of
from ibo_desk.documents.content_json import digest
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.files_out import OnEdited, refuse_edited
from ibo_desk.documents.kinds import KINDS, About, PaperKind
from ibo_desk.documents.overtaken import ChangedNote, changed_notes, held_notes, with_replaced
from ibo_desk.documents.paper import HeldBack, Paper
from ibo_desk.documents.pdf import unshown
from ibo_desk.documents.render import Progress, write_papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, present_at
from ibo_desk.domain.bodies import ApprovalMode
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.language import N_, _, ngettext

FORMATS: Final = ("docx", "pdf")
_LACKS: Final = {
    About.MEETING: ("paper_needs_meeting", N_("Say for which meeting or agenda item the paper is.")),
    About.ACTION: ("paper_needs_action", N_("Say of which regional action the paper is.")),
}


class Opened(Protocol):
    """What holds an opened region: the app, or a test."""

    @property
    def store(self) -> Store: ...


@dataclass(frozen=True)
class Outdated:
    """A note that was delivered and would read otherwise now."""

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

    def contents(self, request: PaperRequest) -> list[Paper]:
        """What will be printed: one paper, or one for each college (notes and month overviews: all by default).

        Approved minutes are those that approval locked, never today's records.
        Raises ``PaperError``: "paper_kind_later", "paper_needs_meeting", "paper_needs_action", "no_minutes_yet",
        "cancelled_without_minutes"; ``NotFoundError``.
        """
        kind = _kind(request.kind)
        if not kind.is_complete(request):
            code, problem = _LACKS[kind.about]
            raise PaperError(code, _(problem))
        sources, completed = self._sources_and_request(request)
        made = kind.build()(sources, completed)
        return with_replaced(sources, made) if kind.replaces else made

    def held_back(self, request: PaperRequest) -> list[HeldBack]:
        """The points that a paper over a period does not print because its readers may not know of them."""
        held = _kind(request.kind).held()
        return held(*self._sources_and_request(request)) if held else []

    def preview(self, request: PaperRequest) -> Content:
        """The content where just one comes out: of what has several, such as notes per item, ``contents`` gives all."""
        made = self.contents(request)
        if not made:
            raise NotFoundError("no_such_record", kind="body", id="")
        (paper,) = made
        return paper.content

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
        text = label.format(count=len(paths), title=paper_title(papers[0].content))
        with self._store.write(text) as work:
            for place, path in enumerate(paths):
                paper = papers[place // each]
                work.add(_document(paper, path, template, work.clock.now(), _readers(work, paper)))

    def make(
        self,
        request: PaperRequest,
        *,
        formats: Sequence[str] = FORMATS,
        template: Path | None = None,
        folder: Path,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_edited: OnEdited = refuse_edited,
        tell_unshown: Callable[[str], None] | None = None,
    ) -> list[Path]:
        """Read, write and register in one go; for the command line and for small work.

        ``tell_unshown`` hears, before anything is written, of the characters that a PDF has squares for.
        """
        papers = self.contents(request)
        if tell_unshown is not None and "pdf" in formats and (signs := unshown_in_pdf(papers)):
            tell_unshown(signs)
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
        """Delivered notes whose words were not kept, so that it cannot be told whether they are overtaken."""
        return self.delivered_notes(meeting_id)[1]

    def delivered_notes(self, meeting_id: UUID) -> tuple[list[Outdated], list[Outdated]]:
        """Those of ``outdated`` and those of ``unknown_texts``, read once.

        Where the words of a note were kept they decide, else the fingerprint of the text that was delivered.
        """
        kept = {(note.item_id, note.college_id) for note in held_notes(self._sources, meeting_id)}
        changed = {
            (note.held.item_id, note.held.college_id)
            for note in changed_notes(self._sources, meeting_id)
            if not note.is_let_pass
        }
        outdated, unknown = [], []
        for note in delivered_notes(self._sources, meeting_id):
            cell = note.item.id, note.round.college_id
            if cell in changed or (
                cell not in kept and note.round.delivered_hash not in {"", note.text_hash}
            ):
                outdated.append(_outdated(note))
            elif cell not in kept and not note.round.delivered_hash:
                unknown.append(_outdated(note))
        return outdated, unknown

    def changed_notes(self, meeting_id: UUID, college_id: UUID | None = None) -> list[ChangedNote]:
        """The notes about a meeting that colleges (or one) hold and that read otherwise now, without what was let pass.

        Of a note from before a meeting that was held since nothing is told: another one follows it.
        """
        return [note for note in changed_notes(self._sources, meeting_id, college_id) if not note.is_let_pass]

    def _sources_and_request(self, request: PaperRequest) -> tuple[Sources, PaperRequest]:
        """What the paper is made from, as of the day it tells of, and the request with what was left to the program."""
        item_id, meeting_id = request.item_id, request.meeting_id
        completed = replace(
            request,
            meeting_id=meeting_id if item_id is None else self._sources.agenda.item(item_id).meeting_id,
            month=request.month or request.on or self._store.clock.today(),
        )
        return self._sources if request.on is None else self._sources.as_of(request.on), completed


def _kind(key: str) -> PaperKind:
    if key not in KINDS:
        problem = _("The program cannot make this kind of paper yet: {kind}. Possible now: {known}.")
        raise PaperError("paper_kind_later", problem.format(kind=key, known=", ".join(KINDS)), kind=key)
    return KINDS[key]


def unshown_in_pdf(papers: Iterable[Paper]) -> str:
    """The characters of some papers that their PDF has a square for; nothing where all can be shown."""
    return " ".join(sorted({sign for paper in papers for sign in unshown(paper.content).split()}))


def _outdated(note: DeliveredNote) -> Outdated:
    item, row = note.item, note.round
    assert row.delivered_on is not None
    return Outdated(item.id, item.number, item.title, row.college_id, row.college, row.delivered_on)


def paper_title(content: Content) -> str:
    """What a list of papers calls it: "Terugkoppelingsnota – Interbestuurlijk overleg … · vrijdag 6 november 2026"."""
    return f"{content.head.title} – {content.head.subtitle}"


def _document(
    paper: Paper, path: Path, template: Path | None, made_at: datetime, audience: Audience
) -> Document:
    content = paper.content
    municipality = getattr(content, "municipality", "")  # agendas and minutes are for all
    town = f" – {municipality}" if municipality else ""
    return Document(
        title=f"{paper_title(content)}{town}"[:300],
        kind=kind_of(content),
        file_name=path.name,
        template=template.name if template else "",
        data_date=date.fromisoformat(content.head.data_iso),
        content_hash=digest(content),
        made_at=made_at,
        meeting_id=paper.meeting_id,
        item_id=paper.item_id,
        action_id=paper.action_id,
        college_id=paper.college_id,
        audience=audience,
    )


def _readers(work: Work, paper: Paper) -> Audience:
    """Who may read what was made: its kind says so, else its college, else those who sit at the meeting."""
    audience = KINDS[kind_of(paper.content)].audience
    if audience is Audience.PUBLIC:
        return audience
    if paper.college_id is not None:
        return Audience.COLLEGE
    if audience is not None:
        return audience
    assert paper.meeting_id is not None
    meeting = work.get(Meeting, paper.meeting_id)
    return present_at(work.get(Body, meeting.body_id).kind)
