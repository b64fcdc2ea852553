"""Making a file or database with today's schema, seeing which schema one has, and bringing an older one up to date."""

import os
import sqlite3
import stat
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from ibo_desk.data import schema
from ibo_desk.data.engine import APPLICATION_ID, is_server, make_engine, safe_name
from ibo_desk.data.integrity import unfinished
from ibo_desk.data.refusals import as_user_error, unwritten
from ibo_desk.domain.errors import FileProblemError

REVISIONS = ("0001",)
HEAD = REVISIONS[-1]


class SchemaState(StrEnum):
    CURRENT = "current"
    OLDER = "older"
    ALTERED = "altered"  # tables as they should be; triggers, indexes or views are not


def create(place: str) -> None:
    """Make a new region file, or the tables of an empty database. Refuses a file that exists already."""
    if is_server(place):
        _upgrade(place)
        return
    path = Path(place)
    try:
        os.close(
            os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        )  # its owner's only, from the first moment
    except FileExistsError as error:
        raise FileProblemError("file_exists", place=place) from error
    except (OSError, ValueError) as error:
        raise FileProblemError("file_unwritable", place=place) from error
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
    """Whether the store can be opened as it is: its revision, the build that made it and, in a file, its catalogue.

    Raises ``FileProblemError`` with "no_such_file", "not_a_region_file", "newer_schema", "other_build",
    "schema_changed", "file_damaged", "server_unreachable" …
    """
    if not is_server(place):
        regular_file(place)
    engine = make_engine(place, read_only=not is_server(place) and not unfinished(Path(place)))
    try:
        with engine.connect() as connection:
            return _state_of(connection, place)
    except DBAPIError as error:
        raise as_user_error(error, safe_name(place)) or error from error
    except UnicodeDecodeError as error:  # names in the catalogue that are no text any more
        raise FileProblemError("file_damaged", place=safe_name(place)) from error
    finally:
        engine.dispose()


def _state_of(connection: Connection, place: str) -> SchemaState:
    shown = safe_name(place)
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        code = "not_a_region_database" if is_server(place) else "not_a_region_file"
        raise FileProblemError(code, place=shown)
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision not in REVISIONS:
        raise FileProblemError("newer_schema", place=shown)
    if revision != HEAD:
        return SchemaState.OLDER
    marks = schema.marks(connection) if schema.MARK_TABLE in tables else {}
    if marks.get(schema.BUILD) != schema.build_mark(connection.dialect.name):
        raise FileProblemError("other_build", place=shown)
    if is_server(place) or schema.fingerprint(schema.actual(connection)) == marks[schema.FINGERPRINT]:
        return SchemaState.CURRENT
    if any(part.startswith("table ") for _how, part in schema.differences(connection)):
        raise FileProblemError("schema_changed", place=shown)
    return SchemaState.ALTERED


def upgrade(place: str) -> None:
    """Bring an older schema to today's; the caller has made a backup."""
    schema_state(place)
    _upgrade(place)


def regular_file(place: str) -> Path:
    """The path of a file that says it is ours; raises ``FileProblemError`` where it does not or cannot be read."""
    path = Path(place)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise FileProblemError("is_a_folder", place=place)
        if not stat.S_ISREG(kind):  # a device or a pipe never ends
            raise FileProblemError("not_a_region_file", place=place)
        with path.open("rb") as file:
            head = file.read(72)
    except FileNotFoundError as error:
        raise FileProblemError("no_such_file", place=place) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileProblemError("file_unopenable", place=place) from error
    if head[:16] != b"SQLite format 3\x00" or head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise FileProblemError("not_a_region_file", place=place)
    return path


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
