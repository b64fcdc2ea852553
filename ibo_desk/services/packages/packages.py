"""Files of their own for colleges, as windows and scripts ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.data.values import from_plain
from ibo_desk.domain.errors import RuleError, UserError
from ibo_desk.domain.packages import OperationState
from ibo_desk.language import _, ngettext
from ibo_desk.services.keeping.change_words import in_words
from ibo_desk.services.packages import looking, return_file
from ibo_desk.services.packages.giving import GivenFile, Progress, give
from ibo_desk.services.packages.looking import Looked
from ibo_desk.services.packages.ownership import package_here
from ibo_desk.services.packages.renewing import TakenAlong, take_along
from ibo_desk.services.packages.return_file import fingerprint
from ibo_desk.services.packages.sending import DELETED, pending, return_of
from ibo_desk.services.packages.taking import Units, take
from ibo_desk.services.words import field_label, kind_label
from ibo_desk.services.words.record_names import Ref, record_names, referred_table

Unit = tuple[UUID, str]
_NAMES = frozenset({"title", "name", "label"})  # what a record that is not here yet is called by


@dataclass(frozen=True)
class OwnPackage:
    """What the file that is open is, where it was given to a college; ``given_at`` in UTC.

    ``to_send`` counts what was written in it; it may have been sent before.
    """

    college_id: UUID
    college: str
    number: int
    given_at: datetime
    to_send: int


@dataclass(frozen=True)
class ReturnLine:
    """One thing that a college wrote, in words, beside what stands here; ``unit`` names what is chosen together."""

    unit: Unit
    kind: str
    record: str
    field: str
    here: str
    theirs: str
    state: OperationState
    at: datetime
    actor: str


@dataclass(frozen=True)
class ReturnLook:
    """A return as it was looked at; ``seen`` says on what what is chosen stands."""

    college_id: UUID
    college: str
    number: int
    given_at: datetime
    lines: tuple[ReturnLine, ...]
    seen: str

    def count(self, state: OperationState) -> int:
        return sum(line.state is state for line in self.lines)


@dataclass(frozen=True)
class TakenBack:
    """What came of a return: how much was recorded, what waits for a choice, what a rule refused and why."""

    recorded: int
    waiting: tuple[ReturnLine, ...]
    refused: tuple[tuple[ReturnLine, UserError], ...]


class Packages:
    """Giving, sending back and taking over."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self) -> OwnPackage | None:
        """The package that this file is; None in the file of a region."""
        with self._store.read() as session:
            if package_here(session) is None:
                return None
            content, here = pending(session, self._store.place)
            return OwnPackage(
                here.college_id, here.college, here.number, here.given_at, len(content.operations)
            )

    def give(
        self, college_ids: Sequence[UUID], folder: Path, progress: Progress | None = None
    ) -> list[GivenFile]:
        """Make a file for each college in a folder; raises like ``giving.give``."""
        return give(self._store, college_ids, folder, progress)

    def send_back(self) -> bytes:
        """What the college wrote, as a file to send; raises ``RuleError``: "not_a_package", "nothing_to_send"."""
        return return_of(self._store)

    def take_along(self, older: Store) -> TakenAlong:
        """Write in this newer file what stands in an older one; raises like ``renewing.take_along``."""
        return take_along(self._store, older)

    def look(self, path: Path) -> ReturnLook:
        """A return beside what stands here; nothing is written. Raises as those who read it do."""
        sealed = return_file.read(path)
        with self._store.read() as session:
            held = looking.trusted(session, sealed, path.name)
            looked = looking.look(session, sealed.content)
            return ReturnLook(
                held.college_id,
                held.college,
                held.number,
                held.given_at,
                tuple(_lines(session, looked)),
                _seen(sealed.body, looked),
            )

    def take_back(self, path: Path, *, theirs: Units = (), ours: Units = (), seen: str = "") -> TakenBack:
        """Record a return as one entry; of what met something else, what was chosen.

        ``seen`` is that of the look on which the choice stands: raises ``RuleError("return_changed_since")`` where
        that is not so any more. Raises like ``look``; then nothing was written.
        """
        sealed = return_file.read(path)
        with self._store.write("") as work:
            held = looking.trusted(work.session, sealed, path.name)
            looked = looking.look(work.session, sealed.content)
            if seen and seen != _seen(sealed.body, looked):
                raise RuleError("return_changed_since")
            taken = take(work, sealed.content, looked, theirs, ours)
            text = ngettext(
                "{count} change of {college} taken over",
                "{count} changes of {college} taken over",
                taken.recorded,
            )
            work.entry.label = text.format(count=taken.recorded, college=held.college)
            refused = _lines(work.session, [change for change, _error in taken.refused])
            return TakenBack(
                taken.recorded,
                tuple(_lines(work.session, taken.waiting)),
                tuple(zip(refused, (error for _change, error in taken.refused), strict=True)),
            )


def _seen(body: bytes, looked: Sequence[Looked]) -> str:
    """What a look showed: the same return, and the same beside it."""
    return fingerprint([return_file.checksum(body), [[change.state, change.here] for change in looked]])


def _lines(session: Session, looked: Sequence[Looked]) -> list[ReturnLine]:
    refs: set[Ref] = {(change.operation.table, change.operation.record) for change in looked}
    for change in looked:
        refs |= _refs(change.operation.table, change.theirs) if not change.operation.field else set()
        refs |= _refs(change.operation.table, {change.operation.field: change.theirs, "": change.here})
    names = record_names(session, refs)
    made = {change.operation.record: change for change in looked if not change.operation.field}
    operations = [change.operation for change in looked]
    called = {operation.record: str(operation.value) for operation in operations if operation.field in _NAMES}
    called |= {
        operation.record: str(operation.value.get("file_name", ""))
        for operation in operations
        if operation.table == "document" and not operation.field
    }
    return [
        _line(change, called.get(change.operation.record, ""), made.get(change.operation.record), names)
        for change in looked
    ]


def _refs(table: str, values: Mapping[str, Any] | None) -> set[Ref]:
    refs_seen: set[Ref] = set()
    for name, value in (values or {}).items():
        if name in metadata.tables[table].columns and name != DELETED and isinstance(value, str):
            other = referred_table(table, name)
            if other is not None:
                refs_seen.add((other, UUID(value)))
    return refs_seen


def _line(change: Looked, called: str, made: Looked | None, names: Mapping[Ref, str]) -> ReturnLine:
    operation = change.operation
    record = names.get((operation.table, operation.record), "") or called
    if not record and made is not None:
        record = " · ".join(
            name for ref in sorted(_refs(made.operation.table, made.theirs)) if (name := names.get(ref))
        )
    if not operation.field:
        heading, here, theirs = kind_label(operation.table), "", _("made")
    elif operation.field == DELETED:
        heading, here = kind_label(operation.table), ""
        theirs = _("taken away") if operation.value else _("put back")
    else:
        heading = field_label(operation.field)
        here, theirs = (
            _in_words(operation.table, operation.field, side, names)
            for side in (change.here, operation.value)
        )
    return ReturnLine(
        change.unit,
        kind_label(operation.table),
        record or kind_label(operation.table),
        heading,
        here,
        theirs,
        change.state,
        datetime.fromisoformat(operation.at),
        operation.actor,
    )


def _in_words(table: str, field: str, value: Any, names: Mapping[Ref, str]) -> str:
    column = metadata.tables[table].columns[field]
    return in_words(field, from_plain(column, value), referred_table(table, field), names)
