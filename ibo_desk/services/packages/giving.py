"""Giving a college a file of its own: a new file into which what it may read is put, and nothing else ever was."""

import secrets
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlmodel import Session

from ibo_desk.data.migrate import create
from ibo_desk.data.private import private_file
from ibo_desk.data.refusals import unwritten
from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Blob, Body, GivenPackage, Meeting, Organisation, Region, metadata
from ibo_desk.domain.audience import Reader
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import FileProblemError, RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name, file_stem
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.readable import Row, Rows, Sight, readable
from ibo_desk.services.base.tables import alive
from ibo_desk.services.packages.ownership import package_here
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.words.format import day

Progress = Callable[[int, int], object]
given_packages = metadata.tables["given_package"]
_BLOB = str(Blob.__tablename__)


@dataclass(frozen=True)
class GivenFile:
    """A package that was made: for whom, the file, how many records and sent files stand in it."""

    college_id: UUID
    college: str
    number: int
    path: Path
    records: int
    files: int


def give(
    store: Store, college_ids: Sequence[UUID], folder: Path, progress: Progress | None = None
) -> list[GivenFile]:
    """Make a file for each college in ``folder``, and note in the region what was given; all of them or none.

    Raises ``FileProblemError`` with "file_exists", "file_unwritable", "disk_full"; ``RuleError("not_a_college")``, and
    ``("package_of_package")`` in a file that is one itself.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".ibo-", dir=folder) as room:
            made = []
            with store.one_moment(), store.read() as session:
                if package_here(session) is not None:
                    raise RuleError("package_of_package")
                for count, college_id in enumerate(college_ids, 1):
                    made.append(_make(store, session, college_id, Path(room), folder))
                    if progress is not None:
                        progress(count, len(college_ids))
            with store.write("") as work:
                for package, _file in made:
                    work.add(GivenPackage(**package))
                work.entry.label = _label([file for _package, file in made])
            for _package, file in made:
                (Path(room) / file.path.name).replace(file.path)
    except OSError as error:
        raise unwritten(error, str(folder)) from error
    return [file for _package, file in made]


@cache
def _empty_file() -> bytes:
    """A region file of today's schema with nothing in it: making the tables takes as long as filling them."""
    with tempfile.TemporaryDirectory(prefix="ibo-") as room:
        path = Path(room) / "empty.ibo"
        create(str(path))
        return path.read_bytes()


def _make(
    store: Store, session: Session, college_id: UUID, room: Path, folder: Path
) -> tuple[dict[str, Any], GivenFile]:
    college = session.get(Body, college_id)
    if college is None or college.kind is not BodyKind.COLLEGE or college.organisation_id is None:
        raise RuleError("not_a_college", body=college.name if college else str(college_id))
    town = session.get_one(Organisation, college.organisation_id)
    number = 1 + (
        session.execute(
            select(func.max(given_packages.c.number)).where(
                given_packages.c.college_id == college_id, alive(given_packages)
            )
        ).scalar()
        or 0
    )
    name = _("package-{municipality}-{number}.ibo").format(municipality=file_stem(town.name), number=number)
    path = folder / name
    if path.exists():
        raise FileProblemError("file_exists", place=str(path))
    package = {
        "id": natural_id("given_package", college_id, number, secrets.token_hex(8)),
        "college_id": college_id,
        "number": number,
        "given_at": store.clock.now(),
        "secret": secrets.token_hex(32),
    }
    stands_for = Heirs(session).stands_for(college.organisation_id, store.clock.today())
    rows = readable(session, Sight(Reader.MUNICIPALITY, frozenset(stands_for)))
    target = private_file(room / name)
    target.write_bytes(_empty_file())
    _fill(store, session, target, package, rows)
    records = sum(len(of_table) for table, of_table in rows.items() if table != _BLOB)
    shown = display_name(college.short_name, college.name)
    return package, GivenFile(college_id, shown, number, path, records, len(rows[_BLOB]))


def _fill(
    store: Store, session: Session, target: Path, package: dict[str, Any], rows: dict[str, Rows]
) -> None:
    """Put the rows into the new file as the first entry of a journal of its own."""
    made = Store(str(target), store.clock, actor=store.actor, copy_id=store.copy_id)
    try:
        with made.write(_("Given along on {day}").format(day=day(store.clock.today()))) as work:
            work.add(GivenPackage(**package))
            for sha256 in rows[_BLOB]:
                work.session.add(Blob(sha256=str(sha256), data=session.get_one(Blob, sha256).data))
            _put(work, rows)
            for region in rows["region"]:
                work.session.get_one(Region, region).package_id = package["id"]
    finally:
        made.close()


def _put(work: Work, rows: dict[str, Rows]) -> None:
    """All records; what approved minutes lock is locked once it stands there."""
    locked = [key for key, row in rows["meeting"].items() if row["locked"]]
    for table in metadata.sorted_tables:
        if "revision" in table.columns:
            unlocked = {"locked": False} if table.name == "meeting" else {}
            work.put(table.name, [row | unlocked for row in _referred_first(table, rows[table.name])])
    for key in locked:
        work.session.get_one(Meeting, key).locked = True
    work.session.flush()


def _referred_first(table: Table, rows: Rows) -> Iterable[Row]:
    """The rows of a table in an order in which each follows what it refers to.

    As tables do too: for each reference that is not filled in yet, SQLite looks through all that might refer to what
    comes in.
    """
    names = [
        key.parent.name for key in table.foreign_keys if key.column.table is table and key.column.primary_key
    ]
    placed: dict[object, Row] = {}
    for key in rows:
        chain = [key]
        while chain:
            before = [rows[chain[-1]][name] for name in names]
            ahead = [
                other for other in before if other is not None and other not in placed and other not in chain
            ]
            if ahead:
                chain.append(ahead[0])
            else:
                done = chain.pop()
                placed[done] = rows[done]
    return placed.values()


def _label(files: Sequence[GivenFile]) -> str:
    text = ngettext(
        "File of its own given to {college}", "Files of their own given to {count} colleges", len(files)
    )
    return text.format(college=files[0].college if files else "", count=len(files))
