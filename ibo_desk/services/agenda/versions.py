"""Agendas as they were sent, A, B, C …, and what is new or changed since (from the journal, item by item)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, AgendaVersion, Meeting, metadata
from ibo_desk.data.values import to_text
from ibo_desk.domain.agenda_marks import AgendaMark, letter, mark_of
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.meetings import AHEAD, MeetingState
from ibo_desk.domain.numbering import numbers
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.base.tables import agenda_versions, alive, items

changes = metadata.tables["change"]

# What stands on the printed agenda; order, level and meeting say where an item is: another number is renumbered.
PRINTED = (
    "title", "item_type", "transport_layer", "plan_step", "minutes", "late", "urgent", "asked", "introduction",
    "attachments",
)  # fmt: skip
_WITHDRAWN = "treatment"  # only that an item is taken back shows on an agenda
_PLACE = ("order_key", "sub", "meeting_id", "deleted_in")


@dataclass(frozen=True)
class AgendaVersionRow:
    """One agenda as it was sent."""

    id: UUID
    meeting_id: UUID
    letter: str
    made_at: datetime
    sent_on: date | None
    content_hash: str
    recipients: str


@dataclass(frozen=True)
class MarkRow:
    """What became of one item since the agenda was sent.

    ``number`` is today's ("" for one that was dropped), ``sent_number`` the one it was sent with ("" for a new one);
    ``fields`` are the printed fields that differ.
    """

    item_id: UUID
    number: str
    sent_number: str
    title: str
    mark: AgendaMark
    fields: tuple[str, ...]


class AgendaVersions:
    """Sending agendas, and comparing today's with what was sent."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(
        self, meeting_id: UUID, content_json: str, content_hash: str, on: date, recipients: str = ""
    ) -> UUID:
        """Keep the agenda as it is sent, under the next letter; a planned meeting is now "agenda sent".

        ``recipients`` says by name who it went to.

        Raises ``RuleError("agenda_unchanged")`` where the last version says the same, ``("meeting_took_place")``,
        ``("meeting_cancelled")``. Returns the version.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            name = meeting_name(work.session, meeting)
            if meeting.state is MeetingState.CANCELLED:
                raise RuleError("meeting_cancelled", day=meeting.on)
            if meeting.state not in AHEAD:
                raise RuleError("meeting_took_place", meeting=name)
            there = _versions(work.session, meeting_id)
            if there and there[0].content_hash == content_hash:
                raise RuleError("agenda_unchanged", letter=there[0].letter)
            version = work.add(
                AgendaVersion(
                    meeting_id=meeting_id,
                    letter=letter(len(there)),
                    content=content_json,
                    content_hash=content_hash,
                    made_at=work.clock.now(),
                    sent_on=on,
                    recipients=recipients,
                )
            )
            meeting.state = MeetingState.AGENDA_SENT
            work.add(meeting)
            work.entry.label = _("Agenda {letter} of {meeting} sent").format(
                letter=version.letter, meeting=name
            )
            return version.id

    def versions(self, meeting_id: UUID) -> list[AgendaVersionRow]:
        """What was sent, the newest first."""
        with self._store.read() as session:
            return _versions(session, meeting_id)

    def content(self, version_id: UUID) -> str:
        """The stored JSON of a version; raises ``NotFoundError``."""
        with self._store.read() as session:
            version = session.get(AgendaVersion, version_id)
            if version is None or version.deleted_in is not None:
                raise NotFoundError("no_such_record", kind="agenda_version", id=str(version_id))
            return version.content

    def marks(self, meeting_id: UUID) -> list[MarkRow]:
        """What became of each item since the last version: today's items in order, then those that were dropped.

        Empty where no agenda was sent yet.
        """
        with self._store.read() as session:
            there = _versions(session, meeting_id)
            if not there:
                return []
            made = select(changes.c.entry_id).where(changes.c.record_id == there[0].id, changes.c.field == "")
            since = session.execute(made).scalar_one()
            return _marks(session, meeting_id, since)


def _versions(session: Session, meeting_id: UUID) -> list[AgendaVersionRow]:
    own = ("id", "meeting_id", "letter", "made_at", "sent_on", "content_hash", "recipients")
    query = (
        select(*(agenda_versions.c[name] for name in own))
        .where(agenda_versions.c.meeting_id == meeting_id, alive(agenda_versions))
        .order_by(agenda_versions.c.made_at.desc(), agenda_versions.c.id.desc())
    )
    return [AgendaVersionRow(**row) for row in session.execute(query).mappings()]


def _marks(session: Session, meeting_id: UUID, since: UUID) -> list[MarkRow]:
    concerned = _items_concerned(session, meeting_id)
    changes = _first_changes(session, [item.id for item in concerned], since)
    now = [item for item in concerned if item.meeting_id == meeting_id and item.deleted_in is None]
    now.sort(key=lambda item: (item.order_key, str(item.id)))
    then = [item for item in concerned if _was_there(item, changes.get(item.id, {}), meeting_id)]
    then.sort(key=lambda item: (_old(item, changes.get(item.id, {}), "order_key"), str(item.id)))
    old_subs = [bool(_old(item, changes.get(item.id, {}), "sub")) for item in then]
    sent = {item.id: number for item, number in zip(then, numbers(old_subs), strict=True)}
    rows = []
    for item, number in zip(now, numbers([item.sub for item in now]), strict=True):
        fields = tuple(name for name in PRINTED if _differs(item, changes.get(item.id, {}), name))
        withdrawn = item.treatment is Treatment.WITHDRAWN and _differs(
            item, changes.get(item.id, {}), _WITHDRAWN
        )
        mark = mark_of(sent.get(item.id, ""), number, changed=bool(fields), withdrawn=withdrawn)
        rows.append(MarkRow(item.id, number, sent.get(item.id, ""), item.title, mark, fields))
    here = {item.id for item in now}
    dropped = [item for item in then if item.id not in here]
    return rows + [
        MarkRow(item.id, "", sent[item.id], item.title, AgendaMark.DROPPED, ()) for item in dropped
    ]


def _items_concerned(session: Session, meeting_id: UUID) -> list[AgendaItem]:
    """Every item that is, or ever was, on this agenda."""
    left = select(changes.c.record_id).where(
        changes.c.table_name == "agenda_item",
        changes.c.field == "meeting_id",
        changes.c.old == to_text(meeting_id),
    )
    query = select(AgendaItem).where((items.c.meeting_id == meeting_id) | items.c.id.in_(left))
    return list(session.execute(query).scalars())


def _first_changes(session: Session, ids: Iterable[UUID], since: UUID) -> dict[UUID, dict[str, Any]]:
    """Per item and field what it was when the agenda was sent; field "" means that the item was made since."""
    query = (
        select(changes.c.record_id, changes.c.field, changes.c.old)
        .where(
            changes.c.record_id.in_(list(ids)),
            changes.c.entry_id > since,
            changes.c.field.in_(["", *PRINTED, _WITHDRAWN, *_PLACE]),
        )
        .order_by(changes.c.entry_id, changes.c.id)
    )
    first: dict[UUID, dict[str, Any]] = {}
    for row in session.execute(query):
        first.setdefault(row.record_id, {}).setdefault(row.field, row.old)
    return first


def _was_there(item: AgendaItem, changed: dict[str, Any], meeting_id: UUID) -> bool:
    if "" in changed:
        return False
    deleted = changed.get("deleted_in", to_text(item.deleted_in))
    return bool(
        deleted in {None, "null"}
        and changed.get("meeting_id", to_text(item.meeting_id)) == to_text(meeting_id)
    )


def _old(item: AgendaItem, changed: dict[str, Any], name: str) -> Any:
    return json.loads(changed[name]) if changed.get(name) is not None else getattr(item, name)


def _differs(item: AgendaItem, changed: dict[str, Any], name: str) -> bool:
    """A value that was changed and changed back is no change."""
    return "" not in changed and name in changed and changed[name] != to_text(getattr(item, name))
