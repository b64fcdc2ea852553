"""What a database says when it refuses, turned into what a person can mend."""

from sqlalchemy.exc import DBAPIError, IntegrityError

from ibo_desk.domain.errors import FileProblemError, LockedError, RuleError, UserError

LOCK_MARK = "ibo_locked_minutes"

_FILE_PROBLEMS = (
    ("database is locked", "file_in_use"),
    ("database or disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("attempt to write a readonly database", "file_read_only"),
    ("unable to open database file", "file_unopenable"),
    ("file is not a database", "not_a_region_file"),
    ("malformed", "file_damaged"),
    ("disk i/o error", "file_damaged"),
    # before "connection failed", with which the driver begins these too
    ("password authentication failed", "server_refused"),
    ("does not exist", "server_refused"),
    ("connection refused", "server_unreachable"),
    ("connection failed", "server_unreachable"),
    ("could not translate host name", "server_unreachable"),
    ("timeout expired", "server_unreachable"),
)


def as_user_error(error: DBAPIError, place: str) -> UserError | None:
    """The user error behind a database error, or None where it is a bug of ours."""
    said = str(error.orig).lower()
    if LOCK_MARK in said:
        return LockedError("minutes_locked")
    if isinstance(error, IntegrityError):
        return RuleError("database_refused", detail=str(error.orig).splitlines()[0])
    for words, code in _FILE_PROBLEMS:
        if words in said:
            return FileProblemError(code, place=place)
    return None
