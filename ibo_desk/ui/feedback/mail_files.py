"""The files that go with mails to colleges: papers and forms in the folder, and which of them were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.documents.files_out import Edited, Outbox
from ibo_desk.documents.note_words import note_words
from ibo_desk.exchange.mail_drafts import PrintedNote

if TYPE_CHECKING:
    from ibo_desk.documents.going import Going
    from ibo_desk.documents.paper import Paper
    from ibo_desk.exchange.mail_drafts import MailDraft


@dataclass(frozen=True)
class Written:
    """Drafts that lie in a folder; ``paths`` are theirs, in the same order."""

    meeting_id: UUID | None
    drafts: "tuple[MailDraft, ...]"
    paths: tuple[Path, ...]
    papers: "tuple[Paper, ...]" = ()


def notes_going(written: Written, sent: "Sequence[MailDraft]") -> "dict[UUID, Going]":
    """The notes that went with these mails, as they lie in the folder, and by name who they went to."""
    from ibo_desk.documents.going import going_together

    return {
        draft.college_id: going_together(
            [paper for paper in written.papers if paper.college_id == draft.college_id],
            draft.attachments,
            recipients=", ".join(whom.name for whom in draft.recipients if "@" not in whom.name),
        )
        for draft in sent
    }


def by_college(papers: "Sequence[Paper]", paths: Sequence[Path]) -> dict[UUID, list[Path]]:
    """The files of each college; those of one paper lie together."""
    each = len(paths) // len(papers) if papers else 0
    by_college: dict[UUID, list[Path]] = {}
    for at, paper in enumerate(papers):
        if paper.college_id is not None:
            by_college.setdefault(paper.college_id, []).extend(paths[at * each : (at + 1) * each])
    return by_college


def printed_notes(papers: "Sequence[Paper]") -> dict[UUID, PrintedNote]:
    """What of each note goes inside its mail."""
    return {paper.college_id: PrintedNote(*note_words(paper)) for paper in papers if paper.college_id}


def write_sheets(folder: Path, sheets: Mapping[UUID, Sequence[tuple[str, bytes]]]) -> dict[UUID, list[Path]]:
    """The forms to answer on in the folder; one that somebody filled in there is never replaced."""
    if not any(sheets.values()):
        return {}
    with Outbox(folder, lambda _path: Edited.BESIDE) as out:
        for forms in sheets.values():
            for name, data in forms:
                out.add(name, data)
        paths = iter(out.deliver())
        return {college_id: [next(paths) for _form in forms] for college_id, forms in sheets.items()}
