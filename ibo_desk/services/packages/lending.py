"""Lending the file: one writer at a time, and nothing is ever merged."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as select_records

from ibo_desk.data.journal import newest_entry_id
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change, JournalEntry, Lending, Region
from ibo_desk.domain.errors import FileProblemError, RuleError
from ibo_desk.domain.packages import LendingState
from ibo_desk.language import _
from ibo_desk.places import data_folder
from ibo_desk.services.base.saving import make_private, save_whole
from ibo_desk.services.base.tables import alive, lendings

_KNOWN = "lent.json"


@dataclass(frozen=True)
class LentRow:
    """One time that the file was lent; ``back_on`` and ``reason`` once that is over."""

    id: UUID
    to: str
    since: date
    state: LendingState
    back_on: date | None
    reason: str


def newest_lending(session: Session) -> LentRow | None:
    """The last time that the file was lent."""
    columns = [lendings.c[name] for name in LentRow.__dataclass_fields__]
    query = select(*columns).where(alive(lendings)).order_by(lendings.c.id.desc()).limit(1)
    newest = session.execute(query).first()  # plain columns: asked at each start, before mappers are set up
    return LentRow(*newest) if newest is not None else None


def refused_while_lent(row: LentRow) -> RuleError:
    """Why nothing is written in a file that is lent out."""
    return RuleError("lent_out", to=row.to, since=row.since)


def lend(store: Store, to: str, target: Path) -> None:
    """Make the copy that goes along, in which one may write, and let this file only be read from now on.

    Raises ``RuleError`` "lent_server", "lent_package", "lent_to_nobody", ``FileProblemError`` "file_exists" …; then
    nothing changed.
    """
    if store.is_server:
        raise RuleError("lent_server")
    if store.guard is not None:
        raise RuleError("lent_package")
    if store.lent is not None:
        raise store.lent
    if not to.strip():
        raise RuleError("lent_to_nobody")
    today = store.clock.today()
    given = Lending(to=to.strip(), since=today)
    store.copy_to(target)
    try:
        copy = Store(str(target), store.clock, actor=store.actor, copy_id=store.copy_id)
        label = _("Lent to {name}").format(name=given.to)
        try:
            with copy.write(label) as work:
                work.add(Lending(id=given.id, to=given.to, since=today, state=LendingState.BORROWED))
        finally:
            copy.close()
        with store.write(label) as work:
            work.add(given)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def call_back(store: Store, reason: str) -> None:
    """The right to write comes back here, and what was written in the copy is not taken over any more.

    Raises ``RuleError("not_lent_out")``, ``("reason_wanted")``.
    """
    with store.read() as session:
        row = newest_lending(session)
    if row is None or row.state is not LendingState.OUT or not store.lent:
        raise RuleError("not_lent_out")
    if not reason.strip():
        raise RuleError("reason_wanted")
    _end(store, row.id, LendingState.CALLED_BACK, reason.strip())


def came_back(store: Store) -> None:
    """Note in the file, now that it is the one that was lent, that it is back."""
    with store.read() as session:
        row = newest_lending(session)
    if row is not None and row.state is LendingState.BORROWED:
        _end(store, row.id, LendingState.BACK, "")


def _end(store: Store, lending_id: UUID, state: LendingState, reason: str) -> None:
    """By a store of its own: the one that is open writes nothing while the file is lent."""
    fresh = Store(store.place, store.clock, actor=store.actor, copy_id=store.copy_id)
    labels = {
        LendingState.BACK: _("Taken back from {name}"),
        LendingState.CALLED_BACK: _("Called back from {name}: {reason}"),
    }
    try:
        with fresh.write("") as work:
            lending = work.get(Lending, lending_id)
            lending.state, lending.back_on, lending.reason = state, store.clock.today(), reason
            work.add(lending)
            work.entry.label = labels[state].format(name=lending.to, reason=reason)[:500]
    finally:
        fresh.close()


def refuse_other_copy(here: Store, copy: Store) -> None:
    """Raise where ``copy`` is not the one that went along and is still out, with all that stands here in it.

    ``FileProblemError`` "lent_other_region", "lent_other_copy"; ``RuleError`` "not_lent_out", "lent_called_back".
    """
    with here.read() as session, copy.read() as other:
        own, theirs = newest_lending(session), newest_lending(other)
        regions = (session.exec(select_records(Region.id)).all(), other.exec(select_records(Region.id)).all())
        if regions[0] != regions[1]:
            raise FileProblemError("lent_other_region", place=Path(copy.place).name)
        if own is None or own.state in {LendingState.BACK, LendingState.BORROWED}:
            raise RuleError("not_lent_out")
        same = theirs is not None and theirs.id == own.id and theirs.state is LendingState.BORROWED
        if same and own.state is LendingState.CALLED_BACK:
            raise RuleError("lent_called_back", day=own.back_on, reason=own.reason)
        if own.state is not LendingState.OUT:
            raise RuleError("not_lent_out")
        if not same or _entries(session, but=own.id) - _entries(other):
            raise FileProblemError("lent_other_copy", place=Path(copy.place).name, to=own.to)


def _entries(session: Session, but: UUID | None = None) -> set[UUID]:
    """The entries of the journal, without the one that noted a lending."""
    query = select_records(JournalEntry.id)
    if but is not None:
        noted = select_records(Change.entry_id).where(Change.record_id == but)
        query = query.where(col(JournalEntry.id).not_in(noted))
    return set(session.exec(query))


# ---- what this computer knows of copies that were lent ------------------------------------------------------------


def remember(store: Store) -> None:
    """Keep how far this copy of a file that was ever lent has come, so that an older one can say so."""
    with store.read() as session:
        if store.is_server or newest_lending(session) is None:
            return
        region, newest = _identity(session)
    known = _known()
    if known.get(region, ("", ""))[0] >= newest:
        return
    path = data_folder() / _KNOWN
    with suppress(OSError, FileProblemError):  # a home that cannot be written: nothing is known next time
        make_private(path)
        save_whole(path, json.dumps(known | {region: (newest, store.place)}).encode(), over=True)


def newer_elsewhere(store: Store) -> list[FileProblemError]:
    """That this computer saw a newer copy of this file, and where; empty where it did not, or where that is gone."""
    with store.read() as session:
        row = newest_lending(session)
        if store.is_server or row is None or row.state is LendingState.OUT:
            return []
        region, here = _identity(session)
        newest, place = _known().get(region, ("", ""))
        there = newest and session.get(JournalEntry, UUID(newest)) is not None
    if newest <= here or there or not Path(place).is_file() or store.has_open(place):
        return []
    return [FileProblemError("newer_copy", place=Path(store.place).name, other=place)]


def _identity(session: Session) -> tuple[str, str]:
    region = session.exec(select_records(Region.id)).one()
    newest = newest_entry_id(session)
    return str(region), str(newest or "")


def _known() -> dict[str, tuple[str, str]]:
    """By region the newest entry that was seen, and in which file."""
    try:
        known = json.loads((data_folder() / _KNOWN).read_text(encoding="utf-8"))
        return {str(region): (str(UUID(newest)), str(place)) for region, (newest, place) in known.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
