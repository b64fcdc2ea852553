"""A file of another build is said, never half read; what somebody took out of a schema is seen."""

import shutil
from pathlib import Path

import pytest

from ibo_desk.app import open_app
from ibo_desk.data import schema
from ibo_desk.data.engine import make_engine
from ibo_desk.data.migrate import SchemaState, schema_state
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.words import sentence
from tests.data.files import execute

EARLIER = Path(__file__).with_name(
    "earlier_build.ibo"
)  # made by a build of before the seal, at revision 0001


def test_a_new_store_holds_exactly_todays_schema(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        assert schema.differences(connection) == []
        assert schema.marks(connection)[schema.BUILD] == schema.build_mark(connection.dialect.name)
        assert schema.marks(connection)[schema.FINGERPRINT] == schema.fingerprint(schema.actual(connection))
    engine.dispose()


def test_a_file_of_an_earlier_build_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(EARLIER, tmp_path / "vroeger.ibo"))
    before = path.read_bytes()
    for read_only in (False, True, None):
        with pytest.raises(FileProblemError) as refused:
            open_app(path, read_only=read_only)
        assert refused.value.code == "other_build"
        assert "Open het met de versie" in sentence(refused.value)
    assert path.read_bytes() == before


def test_a_file_with_the_mark_of_another_build_is_refused(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.execution_options(ibo_write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE schema_mark SET value = 'anders' WHERE name = 'build'")
    engine.dispose()
    with pytest.raises(FileProblemError) as refused:
        schema_state(database_url)
    assert refused.value.code == "other_build"


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE setting", "ALTER TABLE setting ADD COLUMN vreemd text", "CREATE TABLE vreemd (x)"],
)
def test_other_tables_keep_a_file_closed(region_file: Path, statement: str) -> None:
    execute(region_file, statement)
    with pytest.raises(FileProblemError) as refused:
        schema_state(str(region_file))
    assert refused.value.code == "schema_changed"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER locked_agenda_item_update",
        "DROP INDEX uq_setting_key",
        "CREATE TRIGGER vreemd AFTER UPDATE ON topic BEGIN SELECT 1; END",
        "CREATE VIEW vreemd AS SELECT 1",
    ],
)
def test_other_locks_and_indexes_open_it_to_read_only(region_file: Path, statement: str) -> None:
    execute(region_file, "INSERT INTO region (id, name, timezone, preset, sample) VALUES "
            f"('{1:032x}', 'Proef', 'Europe/Brussels', '', 0)")  # fmt: skip
    execute(region_file, statement)
    assert schema_state(str(region_file)) is SchemaState.ALTERED
    with pytest.raises(FileProblemError) as refused:
        open_app(region_file)
    assert refused.value.code == "schema_altered"
    with open_app(region_file, read_only=None) as app:
        assert app.read_only
        assert [said.code for said in app.notices] == ["schema_altered"]


def test_what_statistics_and_the_index_keep_is_no_change(region_file: Path) -> None:
    execute(region_file, "ANALYZE")
    assert schema_state(str(region_file)) is SchemaState.CURRENT


@pytest.mark.parametrize("where", [b"CREATE TRIGGER locked_agenda_item_update", b"CREATE TABLE setting"])
def test_names_in_the_catalogue_that_are_no_text_are_damage(region_file: Path, where: bytes) -> None:
    broken = where[:-4] + b"\xf3" + where[-3:]
    region_file.write_bytes(region_file.read_bytes().replace(where, broken))
    with pytest.raises(FileProblemError) as refused:
        open_app(region_file)
    assert refused.value.code == "file_damaged"
    with pytest.raises(FileProblemError):
        schema_state(str(region_file))
