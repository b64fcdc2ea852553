"""What every test may ask for: a fixed day, an empty store on both engines, a home of its own, and no surprises."""

import gc
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from hypothesis import settings

from ibo_desk.app import create_app
from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.domain.clock import FixedClock
from ibo_desk.language import set_language
from ibo_desk.places import HOME
from ibo_desk.services.setup.example import PRESET
from tests import databases, postgres, room, statements
from tests.beginnings import Beginnings, Fill, file_of_run
from tools.translations import compile_new

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Brussels"))
IN_CI = os.environ.get("CI") == "true"
settings.register_profile("ibo", deadline=None, derandomize=IN_CI, max_examples=50)
settings.load_profile("ibo")
statements.share()


def _leads(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if _leads(config):
        compile_new()
        folder = room.open_run()
        config.option.basetemp = config.option.basetemp or folder / "tmp"
        postgres.open_run()


@pytest.hookimpl(tryfirst=True)  # before what is long is left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a table of cases the first runs on a server in `make test`, too; the others do so in `make soak`."""
    seen: set[str] = set()
    for item in items:
        if item.get_closest_marker("postgres"):
            table = item.nodeid.partition("[")[0]
            if table in seen:
                item.add_marker(pytest.mark.long)
            seen.add(table)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was read until now stays to the end: the collector of garbage need not walk through it again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    databases.close_worker()
    postgres.close_worker()
    if _leads(config):
        postgres.close_run()
        room.close_run()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Loud where nobody can miss it: after the tests, in quiet runs too."""
    try:
        postgres.programs()
    except postgres.NoServerError as problem:
        terminalreporter.section("NO POSTGRESQL", sep="!", red=True, bold=True)
        answer = "fail, because CI=true" if IN_CI else "were SKIPPED"
        terminalreporter.write_line(f"{problem}. The tests on a server {answer}.")


@pytest.fixture
def clock() -> FixedClock:
    """Stands still at Monday 23 November 2026, 09:00 in Brussels."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """What stores begin with."""
    return Beginnings(tmp_path_factory.mktemp("beginnings"), FixedClock(NOW))


@pytest.fixture
def fill() -> Fill | None:
    """What fills the store of a test before it begins; a folder of tests may say something else than nothing."""
    return None


@pytest.fixture(scope="session")
def preset_file() -> Path:
    """The preset of Zuid-West-Vlaanderen; to copy, not to write in."""
    return file_of_run("preset.ibo", lambda path: create_app(path, PRESET).close())


@pytest.fixture
def region_file(tmp_path: Path, beginnings: Beginnings, fill: Fill | None) -> Path:
    """A new region file with today's schema and nothing in it but what ``fill`` put there."""
    return beginnings.file(tmp_path / "regio.ibo", fill)


@pytest.fixture
def server_url(beginnings: Beginnings, fill: Fill | None) -> Iterator[str]:
    """A database of its own on the server of this run, with today's schema and nothing in it but what ``fill`` put."""
    try:
        server = postgres.server(create)
    except postgres.NoServerError as problem:
        if IN_CI:
            pytest.fail(str(problem))
        pytest.skip(str(problem))
    database = databases.take(server, beginnings.template(server, fill))
    yield database.url
    databases.give_back(database)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A place for a store: once a region file, once a database on a real PostgreSQL."""
    return str(request.getfixturevalue("region_file" if request.param == "sqlite" else "server_url"))


@pytest.fixture
def store(database_url: str, clock: FixedClock) -> Iterator[Store]:
    """An open, empty store; each test runs on both engines."""
    opened = Store(database_url, clock, actor="test", copy_id=UUID(int=1))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, backups and caches of a test are nobody else's."""
    monkeypatch.setenv(HOME, str(tmp_path_factory.getbasetemp() / "homes" / uuid4().hex))


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    yield
    set_language("nl")


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[list[logging.LogRecord]]:
    """Warnings and errors in the log; a test that expects some looks at them and empties the list."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield listener.heard
    logging.getLogger().removeHandler(listener)
    if listener.heard:
        pytest.fail("unexpected in the log: " + "; ".join(record.getMessage() for record in listener.heard))
