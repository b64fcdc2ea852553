"""The register of what was sent: which note a college had, with which words and files, and what took its place."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import Blob, SentFile, SentPaper
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Side
from ibo_desk.domain.meetings import TOOK_PLACE
from ibo_desk.services.base.attached import blobs
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    again,
    alive,
    bodies,
    items,
    meetings,
    organisations,
    sent_files,
    sent_items,
    sent_papers,
)
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class SentFileRow:
    """A file that went; ``size`` in bytes."""

    id: UUID
    file_name: str
    size: int


@dataclass(frozen=True)
class SentRow:
    """One paper as it was sent; ``known`` tells whether its words were kept, ``items`` are the titles of today."""

    id: UUID
    revision: UUID | None
    number: int
    kind: str
    title: str
    sent_on: date
    recorded_at: datetime
    college_id: UUID
    college: str
    meeting_id: UUID | None
    meeting: str
    side: Side | None
    recipients: str
    template: str
    content_hash: str
    known: bool
    replaces_id: UUID | None
    replaces_on: date | None
    replaced_by_id: UUID | None
    replaced_on: date | None
    audience: Audience
    item_ids: tuple[UUID, ...]
    items: tuple[str, ...]
    topic_ids: tuple[UUID, ...]
    files: tuple[SentFileRow, ...]


@dataclass(frozen=True)
class HeldNote:
    """What a college holds about an item: the newest note that told about it, with its words; ``let_pass`` is the hash
    of a difference that was let pass.
    """

    id: UUID  # of the item of the sent paper
    sent_id: UUID
    item_id: UUID
    item: str
    college_id: UUID
    college: str
    sent_number: int
    sent_on: date
    number: str
    let_pass: str
    content: str


class Sent:
    """Reading what was sent; it is written where that is recorded (``documents.issuing``)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self) -> list[SentRow]:
        """All that was sent, the newest first."""
        return self._rows()

    def row(self, sent_id: UUID) -> SentRow:
        """One sent paper; raises ``NotFoundError("no_such_record")``."""
        rows = self._rows(sent_papers.c.id == sent_id)
        if not rows:
            raise NotFoundError("no_such_record", kind="sent_paper", id=str(sent_id))
        return rows[0]

    def of_college(self, college_id: UUID) -> list[SentRow]:
        """What one college was sent, the newest first."""
        return self._rows(sent_papers.c.college_id == college_id)

    def of_cell(self, item_id: UUID, college_id: UUID) -> list[SentRow]:
        """What one college was sent about one item, the newest first."""
        about = select(sent_items.c.sent_id).where(sent_items.c.item_id == item_id, alive(sent_items))
        return self._rows(sent_papers.c.college_id == college_id, sent_papers.c.id.in_(about))

    def of_topic(self, topic_id: UUID, college_id: UUID) -> list[SentRow]:
        """What one college was sent about a topic, at whichever meeting; the newest first."""
        about = (
            select(sent_items.c.sent_id)
            .join(items, items.c.id == sent_items.c.item_id)
            .where(items.c.topic_id == topic_id, alive(sent_items, items))
        )
        return self._rows(sent_papers.c.college_id == college_id, sent_papers.c.id.in_(about))

    def held(self, meeting_id: UUID) -> list[HeldNote]:
        """The newest note per item and college, where its words were kept: from before the meeting until it is held."""
        with self._store.read() as session:
            return _held(session, meeting_id)

    def meetings_with_notes(self, meeting_ids: Collection[UUID]) -> set[UUID]:
        """Those of these meetings about which some note was kept."""
        query = select(sent_papers.c.meeting_id).where(
            sent_papers.c.meeting_id.in_(meeting_ids), sent_papers.c.content != "", alive(sent_papers)
        )
        with self._store.read() as session:
            return set(session.execute(query.distinct()).scalars())

    def content(self, sent_id: UUID) -> str:
        """What it said, as the JSON of its content; empty where that was not kept. Raises ``NotFoundError``."""
        with self._store.read() as session:
            return live(session, SentPaper, sent_id).content

    def contents(self, sent_ids: Collection[UUID]) -> dict[UUID, str]:
        """The same of several, by id; those of which it was not kept are left out."""
        query = select(sent_papers.c.id, sent_papers.c.content).where(
            sent_papers.c.id.in_(sent_ids), sent_papers.c.content != "", alive(sent_papers)
        )
        with self._store.read() as session:
            return {row.id: row.content for row in session.execute(query)}

    def file_data(self, file_id: UUID) -> bytes:
        """The bytes of a file as it went; raises ``NotFoundError``."""
        with self._store.read() as session:
            blob = session.get(Blob, live(session, SentFile, file_id).blob_sha256)
            if blob is None:
                raise NotFoundError("no_such_record", kind="sent_file", id=str(file_id))
            return blob.data

    def _rows(self, *conditions: ColumnElement[bool]) -> list[SentRow]:
        with self._store.read() as session:
            return _read(session, *conditions)


def _read(session: Session, *conditions: ColumnElement[bool]) -> list[SentRow]:
    paper, other, after = sent_papers.c, again(sent_papers, "replaced"), again(sent_papers, "after")
    sitting = again(bodies, "sitting")
    query = (
        select(
            *(paper[name] for name in _OWN),
            (paper.content != "").label("known"),
            name_shown(bodies).label("college"),
            name_shown(sitting).label("body"),
            meetings.c.on,
            meetings.c.number.label("meeting_number"),
            other.c.sent_on.label("replaces_on"),
            after.c.id.label("replaced_by_id"),
            after.c.sent_on.label("replaced_on"),
        )
        .join(bodies, bodies.c.id == paper.college_id)
        .outerjoin(meetings, meetings.c.id == paper.meeting_id)
        .outerjoin(sitting, sitting.c.id == meetings.c.body_id)
        .outerjoin(other, (other.c.id == paper.replaces_id) & alive(other))
        .outerjoin(after, (after.c.replaces_id == paper.id) & alive(after))
        .where(alive(sent_papers), *conditions)
        .order_by(paper.sent_on.desc(), paper.recorded_at.desc(), paper.id.desc())
    )
    by_id = {row["id"]: dict(row) for row in session.execute(query).mappings()}
    chosen = select(paper.id).where(alive(sent_papers), *conditions)
    about, files = _items(session, chosen), _files(session, chosen)
    return [_row(values, about[key], files[key]) for key, values in by_id.items()]


def _held(session: Session, meeting_id: UUID) -> list[HeldNote]:
    side = case((meetings.c.state.in_(sorted(TOOK_PLACE)), Side.AFTER), else_=Side.BEFORE)
    paper, about = sent_papers.c, sent_items.c
    query = (
        select(
            about.id, about.sent_id, about.item_id, items.c.title.label("item"), paper.college_id,
            func.coalesce(organisations.c.name, bodies.c.name).label("college"),
            paper.number.label("sent_number"), paper.sent_on, about.number, about.let_pass, paper.content,
        )
        .join(sent_papers, paper.id == about.sent_id)
        .join(items, items.c.id == about.item_id)
        .join(meetings, meetings.c.id == paper.meeting_id)
        .join(bodies, bodies.c.id == paper.college_id)
        .outerjoin(organisations, organisations.c.id == bodies.c.organisation_id)
        .where(
            paper.meeting_id == meeting_id, paper.side == side, items.c.meeting_id == meeting_id,
            alive(sent_papers, sent_items, items),
        )
        .order_by(items.c.order_key, bodies.c.name_folded, paper.number.desc())
    )  # fmt: skip
    newest: dict[tuple[UUID, UUID], HeldNote] = {}
    for row in session.execute(query):
        newest.setdefault((row.item_id, row.college_id), HeldNote(*row))
    return [note for note in newest.values() if note.content]


_OWN = (
    "id", "revision", "number", "kind", "title", "sent_on", "recorded_at", "college_id", "meeting_id", "side",
    "recipients", "template", "content_hash", "replaces_id", "audience",
)  # fmt: skip


def _row(values: dict[str, Any], about: list[Row[Any]], files: list[SentFileRow]) -> SentRow:
    body, on, number = (values.pop(name) for name in ("body", "on", "meeting_number"))
    return SentRow(
        **values,
        meeting=meeting_title(body, on, number) if on is not None else "",
        item_ids=tuple(item.id for item in about),
        items=tuple(item.title for item in about),
        topic_ids=tuple(item.topic_id for item in about if item.topic_id is not None),
        files=tuple(files),
    )


def _items(session: Session, chosen: Select[tuple[UUID]]) -> defaultdict[UUID, list[Row[Any]]]:
    query = (
        select(sent_items.c.sent_id, items.c.id, items.c.title, items.c.topic_id)
        .join(items, items.c.id == sent_items.c.item_id)
        .where(sent_items.c.sent_id.in_(chosen), alive(sent_items))
        .order_by(items.c.order_key)
    )
    by_paper: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query):
        by_paper[row.sent_id].append(row)
    return by_paper


def _files(session: Session, chosen: Select[tuple[UUID]]) -> defaultdict[UUID, list[SentFileRow]]:
    query = (
        select(sent_files.c.sent_id, sent_files.c.id, sent_files.c.file_name, func.length(blobs.c.data))
        .join(blobs, blobs.c.sha256 == sent_files.c.blob_sha256)
        .where(sent_files.c.sent_id.in_(chosen), alive(sent_files))
        .order_by(sent_files.c.file_name)
    )
    by_paper: defaultdict[UUID, list[SentFileRow]] = defaultdict(list)
    for sent_id, *row in session.execute(query):
        by_paper[sent_id].append(SentFileRow(*row))
    return by_paper
