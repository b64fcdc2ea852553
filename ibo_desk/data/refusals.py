"""What a database says when it refuses, turned into what a person can mend."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError

from ibo_desk.data.engine import is_server
from ibo_desk.domain.errors import FileProblemError, LockedError, RuleError, UserError

LOCK_MARK = "ibo_locked_minutes"

_FILE_PROBLEMS = (
    ("database is locked", "file_in_use"),
    ("database or disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("attempt to write a readonly database", "file_read_only"),
    ("unable to open database file", "file_unopenable"),
    ("file is not a database", "file_damaged"),  # its head was ours: that is looked at before
    ("malformed", "file_damaged"),
    ("could not decode to utf-8", "file_damaged"),
    ("disk i/o error", "disk_trouble"),
)
# What a server says when no connection comes about; anything else then means that it cannot be reached.
_CONNECTING = (
    ("invalid port number", "server_unusable"),
    ("invalid connection option", "server_unusable"),
    ("invalid integer value", "server_unusable"),
    ("mode value:", "server_unusable"),
    ("authentication failed", "server_refused"),
    ("no password supplied", "server_refused"),
    ("pg_hba.conf", "server_refused"),
    ("permission denied", "server_refused"),
    ("does not exist", "server_refused"),
)
_WORKING = (
    ("permission denied", "server_refused"),
    ("read-only transaction", "opened_read_only"),
)


def as_user_error(error: DBAPIError, place: str) -> UserError | None:
    """The user error behind a database error, or None where it is a bug of ours."""
    said = str(error.orig).lower()
    if LOCK_MARK in said:
        return LockedError("minutes_locked")
    if isinstance(error, IntegrityError):
        return RuleError("database_refused", detail=str(error.orig).splitlines()[0])
    code = _server_code(error, said) if is_server(place) else _find(_FILE_PROBLEMS, said)
    return FileProblemError(code, place=place) if code else None


def file_error(error: Exception, place: str) -> FileProblemError:
    """What SQLite said of a region file outside of a store; what it says of nothing else, it says of a damaged one."""
    return FileProblemError(_find(_FILE_PROBLEMS, str(error).lower()) or "file_damaged", place=place)


def unwritten(error: OSError | sqlite3.Error, place: str) -> FileProblemError:
    """Why a file could not be made: the disk is full, or the folder is not there or not ours."""
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    full = full or "disk is full" in str(error).lower()
    return FileProblemError("disk_full" if full else "file_unwritable", place=place)


def _server_code(error: DBAPIError, said: str) -> str | None:
    if error.statement is None or error.connection_invalidated:  # never connected, or no longer
        return _find(_CONNECTING, said) or "server_unreachable"
    return _find((*_FILE_PROBLEMS[1:3], *_WORKING), said)


def _find(table: tuple[tuple[str, str], ...], said: str) -> str | None:
    return next((code for words, code in table if words in said), None)
