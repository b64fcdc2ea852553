"""Making a file or database with today's schema, seeing which schema one has, and bringing an older one up to date."""

import sqlite3
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from ibo_desk.data.engine import APPLICATION_ID, is_server, make_engine, safe_name
from ibo_desk.data.refusals import as_user_error, unwritten
from ibo_desk.domain.errors import FileProblemError

REVISIONS = ("0001",)
HEAD = REVISIONS[-1]


class SchemaState(StrEnum):
    CURRENT = "current"
    OLDER = "older"


def create(place: str) -> None:
    """Make a new region file, or the tables of an empty database. Refuses a file that exists already."""
    if is_server(place):
        _upgrade(place)
        return
    path = Path(place)
    if path.exists():
        raise FileProblemError("file_exists", place=place)
    try:
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        _upgrade(place)
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise unwritten(error, place) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def schema_state(place: str) -> SchemaState:
    """Whether the file can be opened as it is.

    Raises ``FileProblemError`` with "no_such_file", "not_a_region_file", "newer_schema", "server_unreachable" …
    """
    if not is_server(place):
        _check_file(Path(place))
    engine = make_engine(place, read_only=not is_server(place))
    try:
        revision = _revision(engine, place)
    finally:
        engine.dispose()
    if revision is None:
        code = "not_a_region_database" if is_server(place) else "not_a_region_file"
        raise FileProblemError(code, place=safe_name(place))
    if revision not in REVISIONS:
        raise FileProblemError("newer_schema", place=safe_name(place))
    return SchemaState.CURRENT if revision == HEAD else SchemaState.OLDER


def upgrade(place: str) -> None:
    """Bring an older schema to today's; the caller has made a backup."""
    schema_state(place)
    _upgrade(place)


def _check_file(path: Path) -> None:
    if not path.exists():
        raise FileProblemError("no_such_file", place=str(path))
    if path.is_dir():
        raise FileProblemError("is_a_folder", place=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        raise FileProblemError("file_unopenable", place=str(path)) from error
    ours = head[:16] == b"SQLite format 3\x00" and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if not ours:
        raise FileProblemError("not_a_region_file", place=str(path))


def _revision(engine: Engine, place: str) -> str | None:
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        raise as_user_error(error, safe_name(place)) or error from error


def _upgrade(place: str) -> None:
    # Alembic is slow to import and only wanted when a schema is made or changed.
    from alembic import command
    from alembic.config import Config

    from ibo_desk.data import roles

    engine = make_engine(place)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.execution_options(ibo_write=True).begin() as connection:
            config.attributes["connection"] = connection
            if is_server(place):
                roles.become_owner(connection)
            command.upgrade(config, "head")
            if is_server(place):
                roles.grant_again(connection)
    except DBAPIError as error:
        raise as_user_error(error, safe_name(place)) or error from error
    finally:
        engine.dispose()
