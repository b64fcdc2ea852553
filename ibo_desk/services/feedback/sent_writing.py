"""Keeping what a college was sent, in the unit of work that records that it was sent."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import FeedbackRound, SentFile, SentItem, SentPaper
from ibo_desk.data.tables.feedback import FeedbackRoundFields
from ibo_desk.data.tables.sent import SentPaperFields
from ibo_desk.domain.feedback import NEEDS_ANSWER, Side
from ibo_desk.language import _
from ibo_desk.services.base.attached import keep_bytes
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.feedback.sent import HeldNote

CellKey = tuple[UUID, UUID]  # item, college

_ASKED: Final = ("question", "question_text", "asked_by", "answer_by")


@dataclass(frozen=True, kw_only=True)
class SentNote:
    """A note as it goes to one college: its content as JSON ("" where nobody knows it), and the files by name.

    ``items`` are all that it tells about with their numbers, also those of which nothing had to be delivered.
    """

    college_id: UUID
    meeting_id: UUID
    kind: str
    title: str
    side: Side
    items: Mapping[UUID, str]
    content: str = ""
    content_hash: str = ""
    template: str = ""
    recipients: str = ""
    files: Mapping[str, bytes]


def keep_sent(work: Work, notes: Sequence[SentNote], delivered: Collection[CellKey], on: date) -> None:
    """Keep each of the notes by which one of these cells was delivered; the same note is not kept twice.

    One that was recorded before gets the day that is said now.
    """
    for note in notes:
        cells = [item_id for item_id, college_id in delivered if college_id == note.college_id]
        if not note.items.keys().isdisjoint(cells):
            _keep(work, note, on)


def let_pass(work: Work, note: HeldNote, difference: str) -> None:
    """Let a difference with what a college holds pass, by its hash; any other one is told again.

    That its days moved needs no notice then, either.
    """
    held = work.get(SentItem, note.id)
    held.let_pass = difference
    work.add(held)
    query = select(FeedbackRound).where(
        FeedbackRound.item_id == note.item_id,
        FeedbackRound.college_id == note.college_id,
        col(FeedbackRound.overtaken_on).is_not(None),
        col(FeedbackRound.deleted_in).is_(None),
    )
    for delivered in work.session.exec(query):
        set_fields(work, delivered, FeedbackRoundFields, {"overtaken_on": None})
    work.entry.label = _("Difference with note {number} to {college} about “{item}” let pass").format(
        number=note.sent_number, college=note.college, item=note.item
    )


def overtake(work: Work, delivered: FeedbackRound, new: Mapping[str, object]) -> None:
    """Mark a note that went out before what it asked became something else, where nobody kept its words.

    Words that were kept are compared (``documents.overtaken``). A question that is recorded only after its note is
    no other one.
    """
    recorded = delivered.question in NEEDS_ANSWER or delivered.question_text
    others = [name for name in _ASKED if name in new and new[name] != getattr(delivered, name)]
    if delivered.delivered_on is None or not recorded or not others or _words_kept(work, delivered):
        return
    delivered.overtaken_on, delivered.told_on = work.clock.today(), None
    work.add(delivered)


def _words_kept(work: Work, delivered: FeedbackRound) -> bool:
    query = (
        select(SentPaper.id)
        .join(SentItem, col(SentItem.sent_id) == SentPaper.id)
        .where(
            SentItem.item_id == delivered.item_id,
            SentPaper.college_id == delivered.college_id,
            SentPaper.side == delivered.side,
            SentPaper.content != "",
            col(SentPaper.deleted_in).is_(None),
            col(SentItem.deleted_in).is_(None),
        )
    )
    return work.session.exec(query.limit(1)).first() is not None


def _keep(work: Work, note: SentNote, on: date) -> None:
    before = list(_sent_before(work, note))
    same = next((paper for paper in before if _is_same(paper, note, on)), None)
    if same is None:
        values = {name: value for name, value in vars(note).items() if name not in {"items", "files"}}
        said = {"title": note.title[:300], "sent_on": on, "recorded_at": work.clock.now()}
        said |= {
            "number": _next_number(work, note.college_id),
            "replaces_id": before[0].id if before else None,
        }
        paper = work.add(record_of(SentPaper, validated(SentPaperFields, values | said)))
        work.session.flush()
    else:
        paper = same
        set_fields(work, paper, SentPaperFields, {"sent_on": on})
    for item_id in note.items.keys() - _items_of(work, paper.id):
        work.add(SentItem(sent_id=paper.id, item_id=item_id, number=note.items[item_id]))
    there = set(
        work.session.exec(
            select(SentFile.file_name).where(SentFile.sent_id == paper.id, col(SentFile.deleted_in).is_(None))
        )
    )
    for name, data in note.files.items():
        if name not in there:
            work.add(SentFile(sent_id=paper.id, file_name=name, blob_sha256=keep_bytes(work, name, data)))


def _sent_before(work: Work, note: SentNote) -> Iterator[SentPaper]:
    """What this college was sent of that side of the meeting about one of these items, the newest first."""
    query = (
        select(SentPaper)
        .where(
            SentPaper.college_id == note.college_id,
            SentPaper.kind == note.kind,
            SentPaper.side == note.side,
            col(SentPaper.deleted_in).is_(None),
        )
        .order_by(col(SentPaper.number).desc())
    )
    for paper in work.session.exec(query).all():
        if not _items_of(work, paper.id).isdisjoint(note.items):
            yield paper


def _is_same(paper: SentPaper, note: SentNote, on: date) -> bool:
    """The same words; of one of which nobody knows the words the same day."""
    return paper.content_hash == note.content_hash and (bool(note.content) or paper.sent_on == on)


def _items_of(work: Work, sent_id: UUID) -> set[UUID]:
    query = select(SentItem.item_id).where(SentItem.sent_id == sent_id, col(SentItem.deleted_in).is_(None))
    return set(work.session.exec(query))


def _next_number(work: Work, college_id: UUID) -> int:
    """Those that were taken back count: their number names them in the journal."""
    query = select(func.max(SentPaper.number)).where(SentPaper.college_id == college_id)
    return (work.session.exec(query).one() or 0) + 1
