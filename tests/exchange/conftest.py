"""A region set up from its preset, the two lists, and workbooks made on the spot."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ibo_desk.app import App, open_app
from ibo_desk.domain.clock import FixedClock
from tests.beginnings import file_of_run
from tests.conftest import NOW
from tests.exchange.loop_region import Loop, loop, loop_in

LISTS = Path(__file__).parent / "lists"
ACTION_HEADS = (
    "Nr.", "Regionale actie", "Krachtlijn", "Trekker", "Partners", "Engagement", "Deadline", "Status",
    "Stand van zaken", "Laatst besproken", "Opmerkingen",
)  # fmt: skip
AGENDA_HEADS = ("Datum", "Nr", "Punt", "Ingebracht door CvB (j/n)", "Type", "Duur", "Bijlage")

Make = Callable[..., Path]


@pytest.fixture
def app(tmp_path: Path, preset_file: Path, clock: FixedClock) -> Iterator[App]:
    opened = open_app(shutil.copyfile(preset_file, tmp_path / "regio.ibo"), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def looped(tmp_path: Path, preset_file: Path, clock: FixedClock) -> Iterator[Loop]:
    """A copy of the preset in which two colleges were asked two things; filled once in a run."""

    def fill(path: Path) -> None:
        with open_app(shutil.copyfile(preset_file, path), clock=clock) as filled:
            loop(filled)

    copied = shutil.copyfile(file_of_run("loop.ibo", fill), tmp_path / "regio.ibo")
    with open_app(copied, clock=clock) as opened:
        yield loop_in(opened)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, preset_file: Path) -> Iterator[App]:
    """A region in which lists are looked at; nothing is written."""
    path = tmp_path_factory.mktemp("lists") / "regio.ibo"
    opened = open_app(shutil.copyfile(preset_file, path), clock=FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture
def actions_file() -> Path:
    return LISTS / "actielijst.xlsx"


@pytest.fixture
def agenda_file() -> Path:
    return LISTS / "agenda.xlsx"


@pytest.fixture
def workbook(tmp_path: Path) -> Make:
    """A workbook with one sheet of rows."""

    def make(rows: Sequence[Sequence[Any]], name: str = "lijst.xlsx", sheet: str = "Lijst") -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = sheet
        for row in rows:
            page.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def action_list(workbook: Make) -> Make:
    """An action list of rows given by field name."""

    def make(*rows: dict[str, Any], name: str = "lijst.xlsx") -> Path:
        names = ("number", "title", "line", "lead", "partners", "engagement", "due", "status", "progress",
                 "discussed", "remarks")  # fmt: skip
        return workbook([ACTION_HEADS, *([row.get(one) for one in names] for row in rows)], name)

    return make


@pytest.fixture
def agenda_list(workbook: Make) -> Make:
    """An agenda list of rows given by field name."""

    def make(*rows: dict[str, Any], name: str = "agenda.xlsx", sheet: str = "Agenda") -> Path:
        names = ("date", "number", "title", "prepared", "type", "minutes", "attachments")
        return workbook([AGENDA_HEADS, *([row.get(one) for one in names] for row in rows)], name, sheet)

    return make
