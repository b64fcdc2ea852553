"""A PostgreSQL server: its engine, one writer at a time, who holds the right to write, and what a login may do.

Writing is READ COMMITTED with an advisory lock as the first statement: what is read after it, the newest journal entry
included, is what the writer before left, so entry ids follow commits. (Under REPEATABLE READ the snapshot would be of
the moment before the wait.) Reading is REPEATABLE READ, read only: one moment.
"""

import hashlib
import socket
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from ibo_desk.data.address import password_of, safe_name
from ibo_desk.domain.errors import FileProblemError

WAIT_SECONDS = 5  # how long a writer waits for another
IDLE_SECONDS = 60  # after which a writer that sleeps loses its lock
CHANNEL = "ibo_desk"
Options = dict[str, str | int | None]  # of a connection, as the driver takes them
READING: Mapping[str, object] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITING: Mapping[str, object] = {"isolation_level": "READ COMMITTED", "ibo_write": True}
_DRIVERS = {"postgresql", "postgres", "postgresql+psycopg"}
_PROGRAM = "ibo-desk"
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_CONNECT_SECONDS = 5


def _lock_key(purpose: str) -> int:
    """An advisory lock belongs to its database already, and a database is one region: program and purpose name it."""
    digest = hashlib.sha256(f"{_PROGRAM}:region:{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


WRITE_KEY = _lock_key("write")


class Writer(NamedTuple):
    """Who holds the right to write: the login, and person and computer as their program told."""

    login: str
    person: str
    computer: str


def make_engine(place: str, person: str = "") -> Engine:
    """An engine for an address; opens nothing yet. Raises ``FileProblemError``."""
    try:
        url = _url(place)
        options = connect_options(place, url, person)
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=options)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise FileProblemError("server_unusable", place=safe_name(place)) from error
    except ImportError as error:
        raise FileProblemError("server_driver_missing", place=safe_name(place)) from error
    event.listen(engine, "begin", _begin)
    return engine


def conninfo(place: str, person: str = "") -> Options:
    """What the driver itself needs for a connection outside of the pool."""
    url = _url(place)
    given = url.translate_connect_args(username="user", database="dbname")
    return {**given, **url.query, **connect_options(place, url, person)}


def _url(place: str) -> URL:
    url = make_url(place)
    if url.drivername not in _DRIVERS or not (url.database or {"service", "dbname"} & set(url.query)):
        raise FileProblemError("server_unusable", place=safe_name(place))
    return url.set(drivername="postgresql+psycopg")


def connect_options(place: str, url: URL, person: str) -> Options:
    """What every connection gets unless the address says otherwise; a password only from this program's memory."""
    name = f"{_PROGRAM}/{person}/{socket.gethostname()}".encode("ascii", "replace")[:63].decode()
    options: Options = {
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": name,
        **_KEEPALIVES,
    }
    password = password_of(place)
    if password is not None:
        options["password"] = password
    return {key: value for key, value in options.items() if key not in url.query}


def _begin(connection: Connection) -> None:
    """One writer at a time; both limits end with the transaction."""
    if not connection.get_execution_options().get("ibo_write", False):
        return
    connection.exec_driver_sql(
        f"SELECT set_config('lock_timeout', '{WAIT_SECONDS}s', true),"
        f" set_config('idle_in_transaction_session_timeout', '{IDLE_SECONDS}s', true),"
        f" pg_advisory_xact_lock({WRITE_KEY})"
    )


def is_busy(error: DBAPIError) -> bool:
    """Whether a writer gave up waiting."""
    return getattr(error.orig, "sqlstate", None) == "55P03"


def busy(engine: Engine, place: str) -> FileProblemError:
    """What to say when another one writes all the time: who."""
    try:
        holder = writer(engine)
    except DBAPIError:  # the server went away meanwhile; the wait was true all the same
        holder = None
    if holder is None:
        return FileProblemError("server_was_busy", place=place, seconds=WAIT_SECONDS)
    beside = ", ".join(name for name in (holder.person, holder.computer) if name)
    who = f"{holder.login} ({beside})" if beside else holder.login
    return FileProblemError("server_busy", place=place, seconds=WAIT_SECONDS, who=who)


def notify(connection: Connection, entry_id: UUID) -> None:
    """Tell who listens, at the commit and only then."""
    connection.execute(
        text("SELECT pg_notify(:channel, :entry)"), {"channel": CHANNEL, "entry": str(entry_id)}
    )


def writer(engine: Engine) -> Writer | None:
    """Who holds the right to write at this moment; None when nobody does any more."""
    high, low = divmod(WRITE_KEY % (1 << 64), 1 << 32)
    query = text(
        "SELECT a.usename, a.application_name FROM pg_catalog.pg_locks l"
        " JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted"
        " AND l.objsubid = 1 AND l.classid::bigint = :high AND l.objid::bigint = :low"
        " AND a.datname = current_database()"
    )
    with engine.connect() as connection:
        row = connection.execute(query, {"high": high, "low": low}).first()
    if row is None:
        return None
    _program, person, computer = (*str(row[1]).split("/"), "", "")[:3]
    return Writer(str(row[0] or ""), person, computer)


class Rights(NamedTuple):
    """The login of a connection, and whether it may write."""

    login: str
    may_write: bool


def signed(login: str, person: str) -> str:
    """The name in the journal: the login, which the database checks, with the person's own name beside it."""
    return login if person in {"", login} else f"{login} ({person})"


def rights(engine: Engine) -> Rights:
    """Asked at opening: a login that may only read opens the desk in reading mode. Raises ``DBAPIError``."""
    query = text("SELECT session_user, has_table_privilege('journal_entry', 'INSERT')")
    with engine.connect() as connection:
        login, may_write = connection.execute(query).one()
    return Rights(str(login), bool(may_write))
