"""Databases of one worker, used again: taking out what a test wrote is quicker than making a database anew.

One whose shape a test changed (a table, a trigger, a right) is dropped instead.
"""

from collections import defaultdict
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests import postgres

_MOST_USES = 40  # rows that were taken out still lie in its files
_CATALOGS = (
    "pg_attribute", "pg_class", "pg_constraint", "pg_default_acl", "pg_event_trigger", "pg_extension", "pg_index",
    "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite", "pg_trigger", "pg_type",
)  # fmt: skip
_SHAPE = " UNION ALL ".join(
    f"SELECT '{catalog}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {catalog}"
    for catalog in _CATALOGS
)
_RIGHTS = "SELECT datacl::text, xmin::text FROM pg_database WHERE datname = current_database()"
_TABLES = (
    "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
)
_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass
class Database:
    """A database like its template, with what it held when it was made."""

    server: str
    template: str
    name: str
    connection: psycopg.Connection
    shape: list[tuple]
    rows: list[tuple[sql.Identifier, bytes]]  # of each table, as COPY writes them
    uses: int = 0

    @property
    def url(self) -> str:
        return f"{self.server}/{self.name}"

    def has_its_shape(self) -> bool:
        """Whether no test changed more than rows."""
        return _shape(self.connection) == self.shape

    def begin_again(self) -> None:
        """Let go of who is still connected and put back the rows it was made with."""
        self.connection.execute(_OTHERS)
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
            cursor.execute(
                sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table, _rows in self.rows)
            )
            for table, rows in self.rows:
                if rows:
                    with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                        copy.write(rows)


def _shape(connection: psycopg.Connection) -> list[tuple]:
    return [*connection.execute(_SHAPE).fetchall(), *connection.execute(_RIGHTS).fetchall()]


_free: dict[tuple[str, str], list[Database]] = defaultdict(list)


def take(server: str, template: str) -> Database:
    """A database that holds what the template holds, to which nobody else is connected."""
    kept = _free[server, template]
    return kept.pop() if kept else _new(server, template)


def _new(server: str, template: str) -> Database:
    name = postgres.new_database(server, template)
    connection = psycopg.connect(f"{server}/{name}".replace("+psycopg", ""), autocommit=True)
    rows = []
    for names in connection.execute(_TABLES).fetchall():
        table = sql.Identifier(*names)
        with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
            rows.append((table, b"".join(bytes(part) for part in copy)))
    return Database(server, template, name, connection, _shape(connection), rows)


def give_back(database: Database) -> None:
    """Make it ready for the next test, or drop it."""
    database.uses += 1
    try:
        good = database.uses < _MOST_USES and database.has_its_shape()
    except psycopg.OperationalError:  # a test took everybody's connection away
        good = False
    if good:
        database.begin_again()
        _free[database.server, database.template].append(database)
    else:
        database.connection.close()
        postgres.drop_database(database.server, database.name)


def close_worker() -> None:
    """Let go of them, before whoever leads the run stops the server."""
    while _free:
        for database in _free.popitem()[1]:
            database.connection.close()
