"""Region files that were damaged in five ways, each opened, checked, backed up and restored.

What comes of it must be equal to the undamaged file, or be refused with one sentence, or be named by ``check``: never a
traceback, and never a damaged copy that passes as good.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ibo_desk.app import create_app, open_app
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.places import HOME, data_folder
from ibo_desk.safekeeping import make_proven_backup, restore_backup
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.words import sentence
from tools.soak.result import Figure

FILES = 500
CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
PAGE = 4096
EQUAL, REFUSED, NAMED, UNNOTICED, TRACEBACK = "equal", "refused", "named by check", "unnoticed", "traceback"
BAD = (UNNOTICED, TRACEBACK)

Bytes = bytearray


def run(seed: int, share: float) -> list[Figure]:
    """500 damaged files × open, check, backup, restore."""
    files = max(len(WAYS), round(FILES * share))
    chance = random.Random(seed)
    seen: dict[str, Counter[str]] = {name: Counter() for name in OPERATIONS}
    with _own_home() as folder:
        good = folder / "goed.ibo"
        make_file(good)
        expected = contents(good)
        for number in range(files):
            way = sorted(WAYS)[number % len(WAYS)]
            data = Bytes(good.read_bytes())
            WAYS[way](data, chance)
            for name, operation in OPERATIONS.items():
                damaged = folder / "schade.ibo"
                damaged.write_bytes(data)
                outcome = _outcome(operation, damaged, good, expected)
                seen[name][outcome] += 1
                if outcome in BAD:
                    print(f"damage: {way}, file {number}, {name}: {outcome}", file=sys.stderr, flush=True)
    return [
        Figure(
            f"a damaged file, {name}",
            files,
            ", ".join(f"{count} {what}" for what, count in sorted(counts.items())),
            good=not any(counts[what] for what in BAD),
        )
        for name, counts in seen.items()
    ]


def make_file(path: Path) -> None:
    """A small region: organisations, a body, topics with long texts, and some history of all of them."""
    with create_app(path, clock=CLOCK) as app:
        town = app.records.add("organisation", {"name": "Fictiestad", "kind": OrganisationKind.MUNICIPALITY})
        app.records.add("body", {"name": "IBO Fictie", "short_name": "IBO", "kind": BodyKind.IBO})
        for number in range(12):
            topic = app.topics.add(
                {"title": f"Onderwerp {number}", "summary": "Fictief. " * (20 + 60 * (number % 3))}
            )
            app.records.patch("topic", topic, None, {"still_open": f"Nog te bespreken {number}. " * 30})
            app.records.patch("organisation", town, None, {"note": f"Nota {number}. " * 40})
        app.settings.set("proef", "x" * 9000)


# ---- damage -------------------------------------------------------------------------------------------------------


def _flip(data: Bytes, chance: random.Random) -> None:
    for _bit in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: Bytes, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _blank(data: Bytes, chance: random.Random) -> None:
    for _page in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(data) // PAGE) * PAGE
        data[at : at + PAGE] = bytes(PAGE)


def _swap(data: Bytes, chance: random.Random) -> None:
    one, other = (chance.randrange(len(data) // PAGE) * PAGE for _page in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def _head(data: Bytes, chance: random.Random) -> None:
    for _byte in range(chance.choice((1, 1, 2, 4))):
        data[chance.randrange(100)] = chance.randrange(256)


WAYS: dict[str, Callable[[Bytes, random.Random], None]] = {
    "bits flipped": _flip,
    "cut off": _cut,
    "pages zeroed": _blank,
    "pages swapped": _swap,
    "head edited": _head,
}


# ---- what is done with it -----------------------------------------------------------------------------------------


def _open(damaged: Path, _good: Path) -> Path:
    with open_app(damaged, clock=CLOCK) as app:
        app.meetings.listing()
        app.topics.listing()
        app.organisations.listing()
        app.bodies.listing()
        app.people.listing()
        app.search.hits("fictief")
        app.history.entries(limit=1000)
    return damaged


def _check(damaged: Path, _good: Path) -> Path:
    return damaged


def _back_up(damaged: Path, _good: Path) -> Path:
    made = make_proven_backup(str(damaged), CLOCK)
    assert made is not None
    return made


def _restore(damaged: Path, good: Path) -> Path:
    target = damaged.with_name("terug.ibo")
    shutil.copyfile(good, target)
    before = target.read_bytes()
    try:
        restore_backup(str(damaged), str(target), CLOCK)
    except UserError:
        if target.read_bytes() != before:
            raise AssertionError("a refused restore changed the file") from None
        raise
    return target


OPERATIONS = {"opened": _open, "checked": _check, "backed up": _back_up, "restored": _restore}


def _outcome(operation: Callable[[Path, Path], Path], damaged: Path, good: Path, expected: str) -> str:
    for leftover in damaged.parent.glob("schade.ibo-*"):
        leftover.unlink()
    shutil.rmtree(data_folder() / "backups", ignore_errors=True)
    try:
        result = operation(damaged, good)
        if contents(result) == expected and result != damaged:
            return EQUAL
        named = result == damaged and _is_named(damaged)
    except UserError as error:
        return REFUSED if sentence(error).count("\n") == 0 else TRACEBACK
    except Exception as error:  # noqa: BLE001  counted, with what it was
        print(f"damage: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return TRACEBACK
    if named:
        return NAMED
    return EQUAL if contents(result) == expected else UNNOTICED


def _is_named(path: Path) -> bool:
    with open_app(path, read_only=True, altered=True, clock=CLOCK) as app:
        return bool(findings(app.store))


def contents(path: Path) -> str:
    """A fingerprint of every row of every table, whatever the pages look like."""
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            names = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY type, name").fetchall()
            for name, sql in names:
                digest.update(repr((name, sql)).encode())
                if sql and sql.startswith(b"CREATE TABLE") and not name.startswith(b"search_index_"):
                    rows = connection.execute(f'SELECT * FROM "{name.decode()}" ORDER BY rowid')  # noqa: S608
                    for row in rows:
                        digest.update(repr(row).encode())
            for row in connection.execute("SELECT * FROM search_index ORDER BY rowid"):
                digest.update(repr(row).encode())
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"unreadable: {error}"
    return digest.hexdigest()


@contextmanager
def _own_home() -> Iterator[Path]:
    """A folder for the files and the backups of this run; gone afterwards."""
    before = os.environ.get(HOME)
    with tempfile.TemporaryDirectory(prefix="ibo-desk-damage-") as folder:
        os.environ[HOME] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ[HOME]
            else:
                os.environ[HOME] = before
