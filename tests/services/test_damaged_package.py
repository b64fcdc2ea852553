"""A file of a college of which a byte was changed: said in a sentence or seen by the check, and never an error."""

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.services.words import sentence
from tests.beginnings import example_of_run
from tests.conftest import NOW

# Rows whose values lie behind each other in the file, and the first byte of the last one is what changes.
PLACES = {
    "a table of the journal": "SELECT id || entry_id, table_name FROM change WHERE table_name = 'agenda_item'",
    "a field of the journal": "SELECT entry_id || table_name || record_id, field FROM change WHERE field != ''",
    "a value of the journal": (
        "SELECT entry_id || table_name || record_id || field, new FROM change"
        " WHERE old IS NULL AND new LIKE '{%' AND length(new) < 300"
    ),
    "an id": "SELECT '', id FROM organisation",
    "a text": "SELECT '', name FROM organisation",
}


@pytest.fixture(scope="module")
def given_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meegegeven")
    region = shutil.copyfile(example_of_run(), folder / "regio.ibo")
    with open_app(region, clock=FixedClock(NOW), actor="coordinator") as app:
        college = next(row.id for row in app.bodies.colleges() if row.organisation == "Kortrijk")
        (file,) = app.packages.give([college], folder)
    with closing(sqlite3.connect(file.path)) as connection:
        # else a copy of a row may lie where nothing is any more
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
    return file.path


def _changed(data: bytes, rows: list[tuple[str, str]], bit: int) -> bytes:
    for before, value in rows:
        at = data.find((before + value).encode())
        if at >= 0:
            at += len(before.encode())
            return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
    raise LookupError("no such row lies in one piece in the file")


def _use(app: App) -> None:
    """What a window does after opening."""
    assert app.package is not None
    app.my_college.of(app.package.college_id)
    app.history.entries(50)


@pytest.mark.parametrize("place", PLACES)
def test_a_changed_byte_is_told(
    given_package: Path, tmp_path: Path, place: str, logged_warnings: list[logging.LogRecord]
) -> None:
    with closing(sqlite3.connect(given_package)) as connection:
        rows = connection.execute(PLACES[place]).fetchall()
    path = tmp_path / "college.ibo"
    path.write_bytes(_changed(given_package.read_bytes(), rows, 0x80 if place == "a text" else 1))
    said = ""
    try:
        with open_app(path, clock=FixedClock(NOW), read_only=True) as app:
            assert findings(app.store), "the check sees it"
            _use(app)
    except FileProblemError as error:
        said = sentence(error)
        logged_warnings[:] = [row for row in logged_warnings if row.getMessage() != "a damaged file"]
    assert said in {"", f"{path} is beschadigd. Zet de laatste reservekopie terug."}
