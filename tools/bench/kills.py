"""Killed at any moment: a program writes records, is killed in between, and nothing that it had committed is lost."""

import os
import random
import select
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import NamedTuple
from uuid import UUID

from ibo_desk.data.migrate import SchemaState, create, schema_state
from ibo_desk.data.store import Store
from ibo_desk.domain.clock import SystemClock
from ibo_desk.services.base.records import Records
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.search.search import Search

LONGEST = 0.12  # seconds between the first record and the kill


class Killed(NamedTuple):
    """How many kills there were, how many records were told to be committed, and how many of those were lost."""

    kills: int
    committed: int
    lost: int
    unopened: int


def measure(folder: Path, kills: int, progress: Callable[[int], None], seed: int = 1) -> Killed:
    """Kill as many writers on one file, one after the other; looks into the file after each."""
    file = folder / "kills.ibo"
    create(str(file))
    chance = random.Random(seed)
    committed: set[str] = set()
    lost = unopened = 0
    for kill in range(kills):
        committed |= _one(file, kill, chance.random() * LONGEST)
        if not _opens(file):
            unopened += 1
        progress(kill + 1)
    lost = len(committed - _kept(file))
    return Killed(kills, len(committed), lost, unopened)


def _one(file: Path, kill: int, after: float) -> set[str]:
    """The records that a writer told it had committed before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _write(file, kill, write)
    os.close(write)
    select.select([read], [], [], 30)
    sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, encoding="utf-8") as pipe:
        return {line.strip() for line in pipe if line.endswith("\n")}


def _write(file: Path, kill: int, out: int) -> None:
    """Write until killed; a name is told when its commit has returned."""
    store = Store(str(file), SystemClock(), actor="bench", copy_id=UUID(int=2))
    records = Records(store, RECORD_TYPES)
    number = 0
    while True:
        number += 1
        name = f"Organisatie {kill}-{number}"
        records.add("organisation", {"name": name, "note": "x" * 4000})
        os.write(out, f"{name}\n".encode())


def _opens(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    return sound and schema_state(str(file)) is SchemaState.CURRENT


def _kept(file: Path) -> set[str]:
    """The names that are there, in the table, in the search index and in the journal alike."""
    store = Store(str(file), SystemClock(), actor="bench", copy_id=UUID(int=3))
    titles = {hit.title for hit in Search(store).hits("Organisatie", 10_000_000)}
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT name FROM organisation WHERE revision IN (SELECT id FROM journal_entry)"
            " AND id IN (SELECT record_id FROM change)"
        )
        return titles & {name for (name,) in rows}
