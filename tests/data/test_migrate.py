"""Which files are opened, and which are refused with a reason."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from ibo_desk.data.engine import APPLICATION_ID, make_engine, safe_name
from ibo_desk.data.migrate import HEAD, SchemaState, create, schema_state, upgrade
from ibo_desk.data.tables import metadata
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.words import sentence
from tests.data.files import execute, quick_check


def refused(place: Path | str) -> FileProblemError:
    with pytest.raises(FileProblemError) as told:
        schema_state(str(place))
    assert str(place) in sentence(told.value)
    return told.value


def test_a_new_file_is_current_and_says_what_it_is(tmp_path: Path) -> None:
    mark = "?" if os.name == "posix" else ""  # Windows has no such names
    path = tmp_path / f"Zuid-West 100% #1{mark}.ibo"
    create(str(path))
    assert schema_state(str(path)) is SchemaState.CURRENT
    assert quick_check(path) == "ok"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_schema_is_the_same_as_the_tables_on_both_engines(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        there = inspect(connection)
        for table in metadata.sorted_tables:
            names = {column["name"] for column in there.get_columns(table.name)}
            assert names == {column.name for column in table.columns}, table.name
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
    engine.dispose()
    upgrade(database_url)
    assert schema_state(database_url) is SchemaState.CURRENT


def test_an_existing_file_is_never_overwritten(region_file: Path) -> None:
    before = region_file.read_bytes()
    with pytest.raises(FileProblemError) as told:
        create(str(region_file))
    assert told.value.code == "file_exists"
    assert region_file.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError) as told:
        create(str(tmp_path / "weg" / "x.ibo"))
    assert told.value.code == "file_unwritable"


def test_a_newer_schema_is_refused(region_file: Path) -> None:
    execute(region_file, "UPDATE alembic_version SET version_num = '9999'")
    before = region_file.read_bytes()
    assert refused(region_file).code == "newer_schema"
    assert region_file.read_bytes() == before


def test_what_is_no_region_file_is_refused(tmp_path: Path) -> None:
    words, other, empty = tmp_path / "brief.ibo", tmp_path / "ander.ibo", tmp_path / "leeg.ibo"
    words.write_text("Geachte burgemeester")
    execute(other, "CREATE TABLE klanten (naam text)")
    empty.touch()
    assert {refused(path).code for path in (words, other, empty)} == {"not_a_region_file"}


def test_our_mark_without_our_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.ibo"
    execute(path, "CREATE TABLE iets (x)")
    execute(path, f"PRAGMA application_id = {APPLICATION_ID}")
    assert refused(path).code == "not_a_region_file"


def test_a_file_or_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "weg.ibo").code == "no_such_file"
    assert refused(tmp_path).code == "is_a_folder"


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    place = "postgresql://ibo:geheim@127.0.0.1:9/regio"
    with pytest.raises(FileProblemError) as told:
        schema_state(place)
    assert told.value.code == "server_unreachable"
    assert "geheim" not in sentence(told.value) + str(told.value)
    assert "geheim" not in safe_name(place)


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_told(server_url: str) -> None:
    with pytest.raises(FileProblemError) as told:
        schema_state(f"{server_url}_weg")
    assert told.value.code == "server_refused"
