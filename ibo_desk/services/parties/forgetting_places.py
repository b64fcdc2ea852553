"""Where somebody's name stands in a region: what erasing takes away, what stays, and how often each."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import String, Table
from sqlmodel import Session, col, func, or_, select

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import (
    AgendaVersion,
    Change,
    Document,
    JournalEntry,
    MinutesVersion,
    Person,
    SentFile,
    SentPaper,
    metadata,
)
from ibo_desk.services.parties.forgetting import (
    WRITTEN,
    attendance_of,
    chaired_by,
    contains_any,
    kept_meetings,
    names_of,
    reported_by,
    tells,
)
from ibo_desk.services.words import field_label, kind_label
from ibo_desk.services.words.record_names import Ref, record_names

_EXAMPLES: Final = 5
_ELSEWHERE: Final = frozenset(
    {"person", "document", "minutes_version", "agenda_version", "sent_paper", "sent_file", "imported_row"}
)
_NO_TEXT: Final = ("_folded", "_hash", "_sha256")


@dataclass(frozen=True)
class Mention:
    """A free text in which the name stands: which record, which field, in words."""

    kind: str
    record_id: UUID
    in_words: str


@dataclass(frozen=True)
class ErasurePlan:
    """What erasing a person does, told before it is done; the numbers are of today.

    Goes: the person's own fields, ``meetings`` lines and chairs in meetings that are not approved, ``values`` and
    ``labels`` of the journal. Stays: ``approved`` meetings, ``mentions`` in free texts (``mentioned`` of them, some
    told), ``old_texts`` in the journal, ``versions`` of agenda, minutes and notes as they were made or sent,
    ``named_files`` whose title or name has the name in it, ``attached`` files whose content nobody searched,
    ``papers`` made.
    """

    name: str
    meetings: int
    values: int
    labels: int
    approved: int
    mentioned: int
    mentions: tuple[Mention, ...]
    old_texts: int
    versions: int
    named_files: int
    attached: int
    papers: int
    on_server: bool


def erasure_plan(store: Store, person_id: UUID) -> ErasurePlan:
    """Look where the name stands. Raises ``NotFoundError("no_such_record")``."""
    with store.read() as session:
        person = live(session, Person, person_id)
        names = names_of(session, person)
        mentions = sorted(
            _mentions(session, names), key=lambda mention: (mention[0], str(mention[1]), mention[2])
        )
        about = col(Change.record_id) == person_id
        elsewhere = _count(session, Change, ~about, _in(Change.old, Change.new, names=names))
        of_meetings = _changes_of_meetings(session, names)
        return ErasurePlan(
            name=person.name,
            meetings=len(_open_lines(session, person_id, names)),
            values=_count(session, Change, about) + of_meetings,
            labels=_count_told(session, col(JournalEntry.label), names),
            approved=kept_meetings(session, person),
            mentioned=len(mentions),
            mentions=_described(session, mentions[:_EXAMPLES]),
            old_texts=max(0, elsewhere - of_meetings),
            versions=sum(
                _count(session, kind, _in(kind.content, names=names))
                for kind in (AgendaVersion, MinutesVersion)
            )
            + _count(session, SentPaper, _in(SentPaper.content, SentPaper.recipients, names=names)),
            named_files=_count(session, Document, _in(Document.title, Document.file_name, names=names))
            + _count(session, SentFile, _in(SentFile.file_name, names=names)),
            attached=_count(session, Document, col(Document.blob_sha256).is_not(None))
            + _count(session, SentFile),
            papers=_count(session, Document, col(Document.made_at).is_not(None)),
            on_server=store.is_server,
        )


def _mentions(session: Session, names: Collection[str]) -> Iterator[tuple[str, UUID, str]]:
    """Every field of a record, not deleted, in which one of the names stands."""
    for table in metadata.sorted_tables:
        if "deleted_in" not in table.columns or table.name in _ELSEWHERE:
            continue
        fields = [name for name in _texts(table) if name not in WRITTEN.get(table.name, ())]
        if not fields:
            continue
        columns = [table.c[name] for name in fields]
        query = select(table.c.id, *columns).where(
            table.c.deleted_in.is_(None), or_(*(contains_any(column, names) for column in columns))
        )
        for row in session.execute(query).mappings():
            for name in fields:
                if row[name] and tells(str(row[name]), names):
                    yield table.name, row["id"], name


def _texts(table: Table) -> list[str]:
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String) and not column.name.endswith(_NO_TEXT)  # codes are no strings
    ]


def _described(session: Session, mentions: Iterable[tuple[str, UUID, str]]) -> tuple[Mention, ...]:
    some = list(mentions)
    refs: list[Ref] = [(kind, record_id) for kind, record_id, _field in some]
    names = record_names(session, refs)
    return tuple(
        Mention(
            kind,
            record_id,
            f"{kind_label(kind)} “{names.get((kind, record_id), '')}”: {field_label(field).lower()}",
        )
        for kind, record_id, field in some
    )


def _open_lines(session: Session, person_id: UUID, names: Collection[str]) -> set[UUID]:
    """The lines, the places of chair and the meetings, not approved, that name the person."""
    lines = attendance_of(session, person_id, names, locked=False)
    chairs = chaired_by(session, names, locked=False)
    reported = reported_by(session, names, locked=False)
    return {record.id for record in (*lines, *chairs, *reported)}


def _changes_of_meetings(session: Session, names: Collection[str]) -> int:
    fields = {field for of_table in WRITTEN.values() for field in of_table} | {""}
    return _count(
        session,
        Change,
        col(Change.table_name).in_(WRITTEN),
        col(Change.field).in_(fields),
        _in(Change.old, Change.new, names=names),
    )


def _count_told(session: Session, text: Any, names: Collection[str]) -> int:
    return sum(tells(words, names) for words in session.exec(select(text).where(contains_any(text, names))))


def _in(*texts: Any, names: Collection[str]) -> Any:
    return or_(*(contains_any(col(text), names) for text in texts))


def _count(session: Session, table: Any, *conditions: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*conditions)).one()
