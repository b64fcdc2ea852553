"""What a database says when it refuses, turned into what a person can mend."""

import errno
import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from ibo_desk.data.engine import is_server
from ibo_desk.domain.errors import FileProblemError, InvalidValueError, LockedError, RuleError, UserError

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
    ("password authentication failed", "server_wrong_password"),
    ("authentication failed", "server_refused"),
    ("no password supplied", "server_wants_password"),
    ("pg_hba.conf", "server_refused"),
    ("permission denied", "server_refused"),
    ("does not exist", "server_refused"),
)
_WORKING = (
    ("permission denied", "server_no_rights"),
    ("read-only transaction", "opened_read_only"),
)


# The constraints that somebody can run into who does nothing wrong: adding what is there already, or what a colleague
# adds at the same moment. Any other one that is broken was broken by the program.
_ALREADY_THERE = (
    "uq_action_link", "uq_action_partner", "uq_action_strategic_line", "uq_attendance", "uq_body_calendar_body",
    "uq_body_rules_body", "uq_body_sentence", "uq_closed_day", "uq_college_consequence", "uq_college_session",
    "uq_engagement_follow_up",
    "uq_engagement_partner", "uq_engagement_period", "uq_feedback_round", "uq_item_presence", "uq_meeting_chair",
    "uq_membership", "uq_organisation_nis", "uq_portfolio", "uq_position", "uq_referral_target", "uq_spokes",
    "uq_topic_strategic_line",
)  # fmt: skip
REFUSED_BY = dict.fromkeys(_ALREADY_THERE, "already_recorded") | {
    "ck_action_link_two_actions": "link_to_itself",
    "uq_meeting_number": "meeting_number_taken",
    "uq_report_number": "report_number_taken",
}
_NO_TABLE = "42P01"  # SQLSTATE
_FAILED = re.compile(r"(UNIQUE|CHECK) constraint failed: (.+)")
_INDEX = re.compile(r"index '(.+)'")


def as_user_error(error: DBAPIError, place: str) -> UserError | None:
    """The user error behind a database error, or None where it is a bug of ours."""
    said = str(error.orig).lower()
    if "nul (0x00)" in said:  # in a question; what is written is looked at before
        return InvalidValueError("unstorable_text")
    if LOCK_MARK in said:
        return LockedError("minutes_locked")
    if isinstance(error, IntegrityError):
        constraint = _constraint(error)
        code = REFUSED_BY.get(constraint)
        return RuleError(code, kind=_table_of(constraint)) if code else None
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


def _constraint(error: IntegrityError) -> str:
    """The name of the constraint that was broken; empty where the database does not tell (a foreign key in a file)."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    failed = _FAILED.search(str(error.orig))
    if failed is None:
        return ""
    if failed[1] == "CHECK":
        return failed[2]
    if index := _INDEX.fullmatch(failed[2]):  # an index over more than columns is told by its name
        return index[1]
    columns = set(failed[2].split(", "))  # a file tells the columns of an index
    return next((name for name, _table, of in _unique_indexes() if of == columns), "")


def _table_of(constraint: str) -> str:
    return next((table for name, table, _columns in _unique_indexes() if name == constraint), "")


def _unique_indexes() -> Iterator[tuple[str, str, set[str]]]:
    for table in SQLModel.metadata.tables.values():
        for index in table.indexes:
            if index.unique:
                yield str(index.name), table.name, {f"{table.name}.{column.name}" for column in index.columns}


def _server_code(error: DBAPIError, said: str) -> str | None:
    if error.statement is None or error.connection_invalidated:  # never connected, or no longer
        return _find(_CONNECTING, said) or "server_unreachable"
    if (
        getattr(error.orig, "sqlstate", "") == _NO_TABLE
    ):  # at opening they were all there: the login lost its group
        return "server_no_rights"
    return _find((*_FILE_PROBLEMS[1:3], *_WORKING), said)


def _find(table: tuple[tuple[str, str], ...], said: str) -> str | None:
    return next((code for words, code in table if words in said), None)
