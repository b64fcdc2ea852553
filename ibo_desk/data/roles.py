"""Who may do what on a server: an owner of the tables, a group that writes, a group that only reads; logins in them.

The groups belong to one database and cannot log in. Migrations run as the owner, so what it grants by default holds for
tables to come. A password is never read back, stored or sent in clear.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ibo_desk.data import server
from ibo_desk.data.address import safe_name
from ibo_desk.data.refusals import as_user_error
from ibo_desk.domain.errors import FileProblemError, NotFoundError

# What a writer may do beyond reading; of an entry of the journal only the words are set after it was made.
_WRITES = "INSERT, UPDATE"
_BESIDES = {
    "journal_entry": "INSERT, UPDATE (label, undoes, seal)",
    "alembic_version": "",
    "search_index": "INSERT, UPDATE, DELETE",
    "blob": "INSERT, DELETE",
}


class Groups(NamedTuple):
    """The three group roles of a database, by name."""

    owner: str
    writers: str
    readers: str


class Login(NamedTuple):
    """Who may connect, and whether to write."""

    name: str
    may_write: bool


def set_up(place: str) -> Groups:
    """Make the groups of this database and give them their rights; doing it again mends what is not as it should be."""
    with _administering(place) as admin:
        admin.set_up()
        return admin.groups


def add(place: str, login: str, *, may_write: bool, password: str | None = None) -> bool:
    """Let a login write or only read; returns whether it is new. ``password`` is sent as its SCRAM verifier only.

    Raises ``NotFoundError("server_not_set_up")``.
    """
    with _administering(place) as admin:
        return admin.add(login, may_write=may_write, password=password)


def logins(place: str) -> list[Login]:
    """Who may write and who may only read, by name. Raises ``NotFoundError("server_not_set_up")``."""
    with _administering(place) as admin:
        return admin.logins()


def revoke(place: str, login: str) -> None:
    """Take all rights on this region from a login, at once; the login itself stays.

    Raises ``NotFoundError("no_such_login")``.
    """
    with _administering(place) as admin:
        admin.revoke(login)


def become_owner(connection: Connection) -> None:
    """Make what follows in this transaction the owner's, where the server was set up so.

    Raises ``FileProblemError("server_not_owner")`` for a login that is not the owner's.
    """
    admin = _Admin(connection)
    if not admin.is_set_up():
        return
    query = text("SELECT pg_has_role(CAST(:owner AS name), 'MEMBER')")
    if not connection.execute(query, {"owner": admin.groups.owner}).scalar():
        raise FileProblemError("server_not_owner", name=admin.database)
    admin.run(f"SET LOCAL ROLE {admin.quote(admin.groups.owner)}")


def grant_again(connection: Connection) -> None:
    """After a migration, still as the owner: the rights on every table are as they should be."""
    admin = _Admin(connection)
    if admin.is_set_up():
        admin.grant_tables()


@contextmanager
def _administering(place: str) -> Iterator["_Admin"]:
    engine = server.make_engine(place)
    try:
        with engine.begin() as connection:
            yield _Admin(connection)
    except DBAPIError as error:
        problem = as_user_error(error, safe_name(place))
        if problem is None or problem.code == "server_no_rights":
            problem = FileProblemError("server_not_administrator", place=safe_name(place))
        raise problem from error
    finally:
        engine.dispose()


class _Admin:
    """The statements, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.database, self.schema, self.user = connection.execute(
            text("SELECT current_database(), current_schema(), current_user")
        ).one()
        self.groups = Groups(*(f"{self.database}_{kind}" for kind in ("owner", "writers", "readers")))

    def quote(self, name: str) -> str:
        return self._connection.dialect.identifier_preparer.quote_identifier(name)

    def run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement.replace("%", "%%"))

    def exists(self, role: str) -> bool:
        query = text("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = :role")
        return self._connection.execute(query, {"role": role}).first() is not None

    def is_set_up(self) -> bool:
        return self.exists(self.groups.owner)

    def set_up(self) -> None:
        owner, writers, readers = (self.quote(name) for name in self.groups)
        database, schema = self.quote(self.database), self.quote(self.schema)
        for name in self.groups:
            if not self.exists(name):
                self.run(f"CREATE ROLE {self.quote(name)} NOLOGIN")
        for statement in (
            f"GRANT {owner} TO CURRENT_USER",
            f"GRANT {readers} TO {writers}",
            f"GRANT {writers} TO {owner}",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {database} TO {readers}",
            f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC",
            f"GRANT USAGE ON SCHEMA {schema} TO {readers}",
            f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT SELECT ON TABLES TO {readers}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT {_WRITES} ON TABLES TO {writers}",
        ):
            self.run(statement)
        for kind, name in self._things():
            self.run(f"ALTER {kind} {schema}.{name} OWNER TO {owner}")
        self.grant_tables()

    def grant_tables(self) -> None:
        writers, readers = self.quote(self.groups.writers), self.quote(self.groups.readers)
        for kind, name in self._things():
            if kind != "TABLE":
                continue
            table = f"{self.quote(self.schema)}.{name}"
            rights = _BESIDES.get(name.strip('"'), _WRITES)
            self.run(f"REVOKE ALL ON {table} FROM PUBLIC, {writers}, {readers}")
            self.run(f"GRANT SELECT ON {table} TO {readers}")
            if rights:
                self.run(f"GRANT {rights} ON {table} TO {writers}")

    def _things(self) -> list[tuple[str, str]]:
        """Tables and functions of the schema that extensions did not bring: kind, and name as a statement wants it."""
        query = text(
            "SELECT 'TABLE', quote_ident(relname) FROM pg_catalog.pg_class"
            " WHERE relnamespace = CAST(:schema AS regnamespace) AND relkind = 'r'"
            " UNION ALL SELECT 'FUNCTION', quote_ident(proname) || '()' FROM pg_catalog.pg_proc"
            " WHERE pronamespace = CAST(:schema AS regnamespace) AND prorettype = 'trigger'::regtype"
        )
        things = self._connection.execute(query, {"schema": self.quote(self.schema)})
        return [(str(kind), str(name)) for kind, name in things]

    def add(self, login: str, *, may_write: bool, password: str | None) -> bool:
        self._need_set_up()
        fresh, role = not self.exists(login), self.quote(login)
        if fresh:
            self.run(f"CREATE ROLE {role} LOGIN")
        if password:
            self._set_password(login, password)
        group, other = self.groups.readers, self.groups.writers
        if may_write:
            group, other = other, group
        self.run(f"REVOKE {self.quote(other)} FROM {role}")
        self.run(f"GRANT {self.quote(group)} TO {role}")
        reading = f"ALTER ROLE {role} IN DATABASE {self.quote(self.database)}"
        ending = (
            "RESET default_transaction_read_only" if may_write else "SET default_transaction_read_only = on"
        )
        self.run(f"{reading} {ending}")
        return fresh

    def _set_password(self, login: str, password: str) -> None:
        driver = self._connection.connection.driver_connection
        assert driver is not None
        verifier = driver.pgconn.encrypt_password(
            password.encode(), login.encode(), b"scram-sha-256"
        ).decode()
        self.run(f"ALTER ROLE {self.quote(login)} PASSWORD '{verifier}'")

    def logins(self) -> list[Login]:
        self._need_set_up()
        query = text(
            "SELECT r.rolname, pg_has_role(r.oid, :writers, 'MEMBER') FROM pg_catalog.pg_roles r"
            " WHERE r.rolcanlogin AND NOT r.rolsuper AND pg_has_role(r.oid, :readers, 'MEMBER') ORDER BY r.rolname"
        )
        names = {"writers": self.groups.writers, "readers": self.groups.readers}
        return [Login(str(name), bool(writes)) for name, writes in self._connection.execute(query, names)]

    def revoke(self, login: str) -> None:
        if login not in {account.name for account in self.logins()}:
            raise NotFoundError("no_such_login", name=login)
        for group in self.groups:
            self.run(f"REVOKE {self.quote(group)} FROM {self.quote(login)}")

    def _need_set_up(self) -> None:
        if not self.is_set_up():
            raise NotFoundError("server_not_set_up", name=self.database)
