"""Who chairs a meeting: a list of names, in the order in which the papers name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Attendance, Meeting, MeetingChair, Organisation, Person, Record
from ibo_desk.data.tables.meetings import MeetingChairFields
from ibo_desk.domain.errors import NotFoundError, StaleRecordError
from ibo_desk.domain.ids import natural_id
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.base.records import RecordType, validated
from ibo_desk.services.base.tables import alive, meeting_chairs, meetings
from ibo_desk.services.base.writing import refuse_locked, set_fields, upsert


@dataclass(frozen=True)
class ChairRow:
    """One who chairs a meeting; ``rank`` is 1 for the first."""

    id: UUID
    revision: UUID | None
    meeting_id: UUID
    rank: int
    name: str


class Chairs:
    """Who chairs the meetings, and saying so."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def chairs(self) -> list[ChairRow]:
        """Every chair of every meeting, the latest meeting first."""
        own = ("id", "revision", "meeting_id", "rank", "name")
        query = (
            select(*(meeting_chairs.c[name] for name in own))
            .join(meetings, meetings.c.id == meeting_chairs.c.meeting_id)
            .where(alive(meeting_chairs), alive(meetings))
            .order_by(meetings.c.on.desc(), meetings.c.id, meeting_chairs.c.rank)
        )
        with self._store.read() as session:
            return [ChairRow(**row) for row in session.execute(query).mappings()]

    def set_chairs(
        self, meeting_id: UUID, names: Sequence[str], *, seen: Sequence[str] | None = None
    ) -> None:
        """These chair, in this order, and nobody else; empty names are left out.

        ``seen`` is who stood there when the names were typed: ``StaleRecordError`` where somebody else wrote others
        meanwhile. Raises ``InvalidValueError`` for a name that is too long, ``LockedError``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            refuse_locked(work.session, meeting_id, "meeting_chair")
            there = chairs_of(work.session, meeting_id)
            if seen is not None and [chair.name for chair in there] != list(seen):
                raise StaleRecordError("changed_elsewhere", kind="meeting", id=meeting_id, fields=["chairs"])
            write_chairs(work, meeting_id, names)
            work.entry.label = _("Chairs of {meeting}").format(meeting=meeting_name(work.session, meeting))

    def hand_to(self, meeting_id: UUID, attendance_ids: Sequence[UUID]) -> None:
        """The people on these lines chair, in this order; of who is replaced, the one who replaces.

        Raises ``NotFoundError("nobody_on_line")`` for a line without a person, ``LockedError``.
        """
        with self._store.write("") as work:
            refuse_locked(work.session, meeting_id, "meeting_chair")
            write_chairs(work, meeting_id, [_who_sits(work, line_id) for line_id in attendance_ids])
            meeting = meeting_name(work.session, work.get(Meeting, meeting_id))
            work.entry.label = _("Chairs of {meeting}").format(meeting=meeting)


def _who_sits(work: Work, attendance_id: UUID) -> str:
    line = work.get(Attendance, attendance_id)
    replaces = work.get(Person, line.replaced_by_id).name if line.replaced_by_id is not None else ""
    person = replaces or line.label.partition(",")[0].strip()
    if not person:
        raise NotFoundError("nobody_on_line", name=work.get(Organisation, line.organisation_id).name)
    return person


def write_chairs(work: Work, meeting_id: UUID, names: Sequence[str]) -> None:
    """Write who chairs a meeting inside a running unit of work."""
    kept = [name.strip() for name in names if name.strip()]
    there = chairs_of(work.session, meeting_id)
    for chair, name in zip(there, kept, strict=False):
        set_fields(work, chair, MeetingChairFields, {"name": name})
    last = there[-1].rank if there else 0
    for rank, name in enumerate(kept[len(there) :], last + 1):
        values = validated(MeetingChairFields, {"meeting_id": meeting_id, "rank": rank, "name": name})
        upsert(work, MeetingChair, natural_id("meeting_chair", meeting_id, rank), values)
    for chair in there[len(kept) :]:
        work.delete(chair)


def chairs_of(session: Session, meeting_id: UUID) -> list[MeetingChair]:
    """Who chairs one meeting, as records."""
    query = (
        select(MeetingChair)
        .where(col(MeetingChair.meeting_id) == meeting_id, alive(meeting_chairs))
        .order_by(meeting_chairs.c.rank)
    )
    return list(session.execute(query).scalars())


def named_chairs(session: Session, meeting_id: UUID) -> list[tuple[Record, str]]:
    """Who chairs one meeting: each record with the name in it."""
    return [(chair, chair.name) for chair in chairs_of(session, meeting_id)]


def _name(work: Work, chair: MeetingChair) -> str:
    meeting = meeting_name(work.session, work.get(Meeting, chair.meeting_id))
    return _("chair of {meeting}").format(meeting=meeting)


def _check(work: Work, chair: MeetingChair, _new: object) -> None:
    refuse_locked(work.session, chair.meeting_id, "meeting_chair")


MEETING_CHAIR = RecordType(MeetingChair, MeetingChairFields, _name, _check)
