"""What the store of a test begins with: filled once, then copied, since filling takes longer than most tests do."""

import os
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ibo_desk.app import create_app, open_app, send_papers
from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.domain.clock import Clock, FixedClock
from ibo_desk.services.setup.example import PRESET, build
from tests import postgres, room

TODAY = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
Fill = Callable[
    [Store], Any
]  # fills an empty store; gives a data class that holds ``store`` and what it made


def file_of_run(name: str, make: Callable[[Path], None]) -> Path:
    """A file that ``make`` writes in the first worker that wants it and that all of this run copy."""
    folder = Path(os.environ[room.FOLDER]) / "beginnings"
    folder.mkdir(exist_ok=True)
    path = folder / name
    if not path.exists():  # two workers may make it at once: either file will do
        unfinished = folder / f"unfinished-{os.getpid()}-{name}"
        make(unfinished)
        unfinished.replace(path)
    return path


def preset_of_run() -> Path:
    """The preset of Zuid-West-Vlaanderen, made at the tests' today."""
    return file_of_run("region.ibo", lambda path: create_app(path, PRESET, clock=TODAY, actor="test").close())


def example_of_run() -> Path:
    """The example, made at the tests' today."""

    def make(path: Path) -> None:
        with create_app(path, PRESET, clock=TODAY, actor="test") as app:
            build(app.store, TODAY)

    return file_of_run("example.ibo", make)


def example_with_notes_of_run() -> Path:
    """The example with the notes that were sent, as ``ibo-desk demo`` makes it."""

    def make(path: Path) -> None:
        with open_app(shutil.copyfile(example_of_run(), path), clock=TODAY, actor="test") as app:
            send_papers(app)

    return file_of_run("example-with-notes.ibo", make)


class Beginnings:
    """The filled stores of one worker, by engine and by what filled them."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._places: dict[tuple[str, Fill], str] = {}
        self._made: dict[tuple[str, Fill], Any] = {}

    def file(self, path: Path, fill: Fill | None) -> Path:
        """A region file at ``path``."""
        empty = file_of_run("empty.ibo", lambda unfinished: create(str(unfinished)))
        if fill is None:
            return Path(shutil.copyfile(empty, path))
        if ("file", fill) not in self._places:
            filled = self._folder / f"{len(self._places)}.ibo"
            shutil.copyfile(empty, filled)
            self._fill(("file", fill), str(filled), fill)
        return Path(shutil.copyfile(self._places["file", fill], path))

    def template(self, server: str, fill: Fill | None) -> str:
        """The name of the database on the server that one of a test is a copy of."""
        if fill is None:
            return postgres.TEMPLATE
        if ("server", fill) not in self._places:
            filled = postgres.new_database(server)
            self._fill(("server", fill), f"{server}/{filled}", fill)
        return self._places["server", fill].rpartition("/")[2]

    def made(self, store: Store, fill: Fill) -> Any:
        """What ``fill`` gave, on a copy of what it filled."""
        made = self._made["server" if store.is_server else "file", fill]
        names = {name: value for name, value in vars(made).items() if isinstance(value, dict)}
        return replace(made, store=store, **deepcopy(names))

    def _fill(self, key: tuple[str, Fill], place: str, fill: Fill) -> None:
        store = Store(place, self._clock, actor="test", copy_id=UUID(int=1))
        self._made[key] = fill(store)
        store.close()
        self._places[key] = place
