"""Notes as they go to the colleges: the paper that was made and lies in a folder, else the note as it stands now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from ibo_desk.documents.content import Content, Memo
from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.papers import FORMATS, Opened, Papers, paper_title
from ibo_desk.documents.render import file_name, render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.domain.feedback import Side
from ibo_desk.domain.meetings import TOOK_PLACE
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.feedback.sent_writing import SentNote
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies

KIND: Final = "memo"


@dataclass(frozen=True)
class Going:
    """The paper that goes to one college, the files in which it lies, and who it goes to, by name."""

    paper: Paper
    files: Sequence[Path] = ()
    recipients: str = ""
    template: str = ""
    more: "tuple[Going, ...]" = ()  # the other notes of a college that gets one for each item


def going_together(
    papers: Sequence[Paper], files: Sequence[Path], *, recipients: str = "", template: str = ""
) -> Going:
    """The notes of one college with their files, those of one note together."""
    each = len(files) // len(papers)
    first, *others = [
        Going(paper, files[at * each : (at + 1) * each], recipients, template)
        for at, paper in enumerate(papers)
    ]
    return replace(first, more=tuple(others))


def going_of(
    papers: Sequence[Paper],
    paths: Sequence[Path],
    *,
    template: str = "",
) -> dict[UUID, Going]:
    """By college the paper that was made for it and where it lies, those of one paper together in ``paths``."""
    each = len(paths) // len(papers) if papers else 0
    of_college: dict[UUID, tuple[list[Paper], list[Path]]] = {}
    for at, paper in enumerate(papers):
        if paper.college_id is not None:
            own, files = of_college.setdefault(paper.college_id, ([], []))
            own.append(paper)
            files += paths[at * each : (at + 1) * each]
    return {
        college_id: going_together(own, files, template=template)
        for college_id, (own, files) in of_college.items()
    }


class Notes:
    """What is kept of the notes about a meeting when they go."""

    def __init__(self, opened: Opened, papers: Papers) -> None:
        self._papers = papers
        self._agenda = Agenda(opened.store)
        self._bodies = Bodies(opened.store)
        self._meetings = Meetings(opened.store)

    def of_meeting(
        self, meeting_id: UUID, colleges: Collection[UUID], going: Mapping[UUID, Going], *, as_now: bool
    ) -> Iterator[SentNote]:
        """The note of each college; ``as_now`` makes the ones that are not named in ``going``.

        Otherwise these are kept without words; a college without a municipality has no notes. Raises
        ``FileProblemError("file_unopenable")``.
        """
        addressed = {row.id for row in self._bodies.colleges() if row.organisation_id is not None}
        colleges = [college_id for college_id in colleges if college_id in addressed]
        unnamed = [college_id for college_id in colleges if college_id not in going]
        made = going_of(
            self._papers.contents(PaperRequest(KIND, meeting_id=meeting_id, college_ids=unnamed)), ()
        )
        held = self._meetings.row(meeting_id).state in TOOK_PLACE
        numbered = {(item.number, item.title): item.id for item in self._agenda.items(meeting_id)}
        for college_id, note in self._of_colleges(colleges, going, made):
            content = note.paper.content
            known = as_now or college_id in going
            yield SentNote(
                college_id=college_id,
                meeting_id=meeting_id,
                kind=KIND,
                title=paper_title(content),
                side=Side.AFTER if held else Side.BEFORE,
                items=dict(_about(content, numbered)),
                content=to_json(content) if known else "",
                content_hash=digest(content) if known else "",
                template=note.template,
                recipients=note.recipients,
                files=_files(note) if known else {},
            )

    def _of_colleges(
        self, colleges: Collection[UUID], going: Mapping[UUID, Going], made: Mapping[UUID, Going]
    ) -> Iterator[tuple[UUID, Going]]:
        for college_id in colleges:
            note = going.get(college_id) or made[college_id]
            yield from ((college_id, each) for each in (note, *note.more))


def _about(content: Content, numbered: Mapping[tuple[str, str], UUID]) -> Iterator[tuple[UUID, str]]:
    """The items of a note that still stand on the agenda under the number and title that it has for them."""
    if isinstance(content, Memo):
        for item in (*content.asked, *content.noted):
            if (item.number, item.title) in numbered:
                yield numbered[item.number, item.title], item.number


def _files(note: Going) -> dict[str, bytes]:
    """The files that went, as they lie there now: a person may have finished them by hand."""
    if not note.files:
        content = note.paper.content
        return {file_name(content, form): render(content, form) for form in FORMATS}
    try:
        return {path.name: path.read_bytes() for path in note.files}
    except OSError as error:
        raise FileProblemError("file_unopenable", place=str(error.filename)) from error
