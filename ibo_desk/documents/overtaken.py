"""Notes that colleges hold and that would now read otherwise: question, days, texts, state of the meeting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.memo import build_memos
from ibo_desk.documents.builders.phrases import joined
from ibo_desk.documents.content import Memo
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.agenda_comparison import FieldChange
from ibo_desk.domain.note_comparison import compare_notes, difference_hash
from ibo_desk.language import ngettext
from ibo_desk.services.feedback.sent import HeldNote, Sent
from ibo_desk.services.words.format import day


@dataclass(frozen=True)
class ChangedNote:
    """A note that a college holds about an item, and the fields that now read otherwise, in the order of the paper."""

    held: HeldNote
    meeting_id: UUID
    changes: tuple[FieldChange, ...]

    @property
    def is_let_pass(self) -> bool:
        """Whether somebody said that this difference needs no new note."""
        return self.held.let_pass == difference_hash(self.changes)


def changed_notes(sources: Sources, meeting_id: UUID, college_id: UUID | None = None) -> list[ChangedNote]:
    """The notes about a meeting that read otherwise now, of all colleges or one; also what was let pass.

    Of a note from before a meeting that was held since nothing is told: another one follows it.
    """
    held = held_notes(sources, meeting_id)
    colleges = {note.college_id for note in held if college_id in {None, note.college_id}}
    if not colleges:
        return []
    numbers = _numbers(sources, meeting_id, held)
    made = {college: to_json(note) for college, note in build_memos(sources, meeting_id, colleges)}
    return list(_changed(meeting_id, held, made, numbers))


def with_replaced(sources: Sources, papers: Sequence[Paper]) -> list[Paper]:
    """The notes about one meeting, each saying which one it replaces where what that said reads otherwise now."""
    meeting_id = next((paper.meeting_id for paper in papers), None)
    colleges = {paper.college_id for paper in papers if isinstance(paper.content, Memo)}
    if meeting_id is None or not colleges:
        return list(papers)
    held = [note for note in held_notes(sources, meeting_id) if note.college_id in colleges]
    numbers = _numbers(sources, meeting_id, held)
    return [_saying(paper, list(_changed_in(paper, meeting_id, held, numbers))) for paper in papers]


def _changed_in(
    paper: Paper, meeting_id: UUID, held: Sequence[HeldNote], numbers: Mapping[UUID, str]
) -> Iterator[ChangedNote]:
    """What reads otherwise in this paper; a college may get several, one per item."""
    own = [note for note in held if note.college_id == paper.college_id]
    if paper.college_id is not None and own and isinstance(paper.content, Memo):
        yield from _changed(meeting_id, own, {paper.college_id: to_json(paper.content)}, numbers)


def _saying(paper: Paper, changed: Sequence[ChangedNote]) -> Paper:
    """A paper that says already what it replaces stays as it is."""
    content = paper.content
    others = [note for note in changed if not note.is_let_pass]
    if not isinstance(content, Memo) or content.replaces or not others:
        return paper
    days: list[date] = sorted({note.held.sent_on for note in others})
    text = ngettext(
        "Replaces the note of {days}; since then item {numbers} reads otherwise.",
        "Replaces the note of {days}; since then items {numbers} read otherwise.",
        len(others),
    ).format(days=joined([day(on) for on in days]), numbers=joined([note.held.number for note in others]))
    return replace(paper, content=replace(content, replaces=text))


def held_notes(sources: Sources, meeting_id: UUID) -> list[HeldNote]:
    """The notes that colleges hold about a meeting: until it was held those from before it, then those from after."""
    return Sent(sources.store).held(meeting_id)


def _numbers(sources: Sources, meeting_id: UUID, held: Sequence[HeldNote]) -> dict[UUID, str]:
    return {item.id: item.number for item in sources.agenda.items(meeting_id)} if held else {}


def _changed(
    meeting_id: UUID, held: Iterable[HeldNote], made: Mapping[UUID, str], numbers: Mapping[UUID, str]
) -> Iterator[ChangedNote]:
    """What reads otherwise in the notes ``made``: by college, as data."""
    for note in held:
        if note.college_id in made and note.item_id in numbers:
            changes = compare_notes(note.content, made[note.college_id], note.number, numbers[note.item_id])
            if changes:
                yield ChangedNote(note, meeting_id, tuple(changes))
