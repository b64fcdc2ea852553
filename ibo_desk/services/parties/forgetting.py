"""Erasing a person from meetings, and from what the journal kept of them.

Approved minutes are archived documents of the body: they, and the stored versions of papers, stay as they were. In
every other meeting the name goes, from attendance and from the fields for who presides and who keeps the minutes.
Values in the journal become the mark of ``ibo_desk.data.erased``; the entries themselves stay.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlmodel import Session, and_, col, false, or_, select

from ibo_desk.data.erased import ERASED
from ibo_desk.data.store import Work
from ibo_desk.data.tables import Attendance, Change, JournalEntry, Meeting, MeetingChair, Person
from ibo_desk.language import _

_PERSONAL = frozenset({"name", "email", "phone", "function"})
# Where a name stands in a meeting, by table.
WRITTEN: Final = {
    "attendance": frozenset({"label"}),
    "meeting": frozenset({"secretary"}),
    "meeting_chair": frozenset({"name"}),
}


def names_of(session: Session, person: Person) -> frozenset[str]:
    """The names under which a person is or was known."""
    names = {person.name}
    query = select(Change).where(Change.record_id == person.id, col(Change.field).in_(["name", ""]))
    for change in session.exec(query):
        for text in filter(None, (change.old, change.new)):
            value = json.loads(text)
            names.add(str(value.get("name", "") if isinstance(value, dict) else value or ""))
    return frozenset(names - {"", _("(erased)"), ERASED})


def kept_meetings(session: Session, person: Person) -> int:
    """In how many meetings with approved minutes the name stands, and stays."""
    names = names_of(session, person)
    meeting_ids = {line.meeting_id for line in attendance_of(session, person.id, names, locked=True)}
    meeting_ids |= {meeting.id for meeting in reported_by(session, names, locked=True)}
    meeting_ids |= {chair.meeting_id for chair in chaired_by(session, names, locked=True)}
    return len(meeting_ids)


def blank_person(session: Session, person_id: UUID) -> set[UUID]:
    """Take the personal values out of what the journal kept of a person; returns the entries that held them."""
    changes = session.exec(select(Change).where(Change.record_id == person_id)).all()
    for change in changes:
        _blank(change, _PERSONAL, lambda value: value != _("(erased)"))
        session.add(change)
    return {change.entry_id for change in changes}


def forget_in_meetings(work: Work, person_id: UUID, names: frozenset[str]) -> set[UUID]:
    """Blank the person in the meetings that are not locked, deleted ones too, and in what the journal kept of these.

    Returns the entries whose undo would bring back what is blank now.
    """
    session = work.session
    gone: set[str] = set()
    for line in attendance_of(session, person_id, names, locked=False):
        gone.add(line.label)
        line.label = _free_label(session, line)
        work.add(line)
        session.flush()  # the next line of this organisation must find its label taken
    for meeting in reported_by(session, names, locked=False):
        meeting.secretary = _("(erased)")
        work.add(meeting)
    for chair in chaired_by(session, names, locked=False):
        chair.name = _("(erased)")
        work.add(chair)
    session.flush()
    return _blank_journal(session, lambda value: value in gone or tells(value, names))


def attendance_of(
    session: Session, person_id: UUID, names: Collection[str], *, locked: bool
) -> list[Attendance]:
    """The lines of a person, by reference, or by name where there is none."""
    query = (
        select(Attendance)
        .join(Meeting, col(Meeting.id) == Attendance.meeting_id)
        .where(
            col(Meeting.locked).is_(locked),
            or_(Attendance.person_id == person_id, col(Attendance.person_id).is_(None)),
        )
        .order_by(col(Attendance.id))
    )
    return [
        line for line in session.exec(query) if line.label and (line.person_id or tells(line.label, names))
    ]


def reported_by(session: Session, names: Collection[str], *, locked: bool) -> list[Meeting]:
    """The meetings whose secretary has one of the names."""
    query = (
        select(Meeting)
        .where(col(Meeting.locked).is_(locked), Meeting.secretary != "")
        .order_by(col(Meeting.id))
    )
    return [meeting for meeting in session.exec(query) if tells(meeting.secretary, names)]


def chaired_by(session: Session, names: Collection[str], *, locked: bool) -> list[MeetingChair]:
    """The places of chair under one of the names."""
    query = (
        select(MeetingChair)
        .join(Meeting, col(Meeting.id) == MeetingChair.meeting_id)
        .where(col(Meeting.locked).is_(locked))
        .order_by(col(MeetingChair.id))
    )
    return [chair for chair in session.exec(query) if tells(chair.name, names)]


def blank_labels(session: Session, names: Collection[str]) -> int:
    """Take the names out of what entries say was done; the entries stay. Returns of how many."""
    blanked = 0
    for entry in session.exec(select(JournalEntry).where(contains_any(col(JournalEntry.label), names))):
        without = entry.label
        for name in names:
            without = _whole(name).sub(_("(erased)"), without)
        if without != entry.label:
            entry.label = without[:500]
            session.add(entry)
            blanked += 1
    return blanked


def contains_any(
    text: SQLColumnExpression[str] | SQLColumnExpression[str | None], names: Collection[str]
) -> ColumnElement[bool]:
    """A condition that holds for every text with one of the names in it, and for some more."""
    return or_(false(), *(text.icontains(name, autoescape=True) for name in names))


def tells(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in a text as a whole: "Ann Fictief" not in "Joann Fictief-Zonder"."""
    return any(_whole(name).search(text) for name in names)


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)


def _free_label(session: Session, line: Attendance) -> str:
    """Two lines of one organisation in a meeting never have the same label."""
    query = select(Attendance.label).where(
        Attendance.meeting_id == line.meeting_id,
        Attendance.organisation_id == line.organisation_id,
        Attendance.id != line.id,
    )
    taken, erased, number = set(session.exec(query)), _("(erased)"), 1
    label = erased
    while label in taken:
        number += 1
        label = f"{erased} {number}"
    return label


def _blank_journal(session: Session, is_personal: Callable[[str], bool]) -> set[UUID]:
    """Blank what names the person in the changes of meetings that are not locked; returns the entries of these."""
    open_meetings = select(Meeting.id).where(col(Meeting.locked).is_(False))
    open_records = {
        "attendance": select(Attendance.id).where(col(Attendance.meeting_id).in_(open_meetings)),
        "meeting": open_meetings,
        "meeting_chair": select(MeetingChair.id).where(col(MeetingChair.meeting_id).in_(open_meetings)),
    }
    query = select(Change).where(
        col(Change.field).in_(["", *(field for fields in WRITTEN.values() for field in fields)]),
        or_(
            *(
                and_(col(Change.table_name) == table, col(Change.record_id).in_(ids))
                for table, ids in open_records.items()
            )
        ),
    )
    entries = set()
    for change in session.exec(query):
        if _blank(change, WRITTEN[change.table_name], is_personal):
            session.add(change)
            entries.add(change.entry_id)
    return entries


def _blank(change: Change, fields: Collection[str], is_personal: Callable[[str], bool]) -> bool:
    """Blank these fields in a change where their value tells of the person; says whether it did."""

    def blanked(value: Any) -> Any:
        return ERASED if isinstance(value, str) and value and is_personal(value) else value

    before = change.old, change.new
    if change.field in fields:
        change.old, change.new = (_rewrite(text, blanked) for text in before)
    elif change.field == "":
        change.new = _rewrite(
            change.new,
            lambda whole: {
                name: blanked(value) if name in fields else value for name, value in whole.items()
            },
        )
    return before != (change.old, change.new)


def _rewrite(text: str | None, change: Callable[[Any], Any]) -> str | None:
    return None if text is None else json.dumps(change(json.loads(text)), ensure_ascii=False)
