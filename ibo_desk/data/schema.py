"""The schema as it should be and as it is: it tells a file of another build, and a lock or index that was taken away.

``statements`` is the whole of today's schema; the first migration carries it out and then seals it: the file keeps the
mark of the build that made it, and a fingerprint of what really stands in its catalogue.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache

from sqlalchemy import Connection, ForeignKeyConstraint, Table, create_mock_engine, text
from sqlalchemy.engine.mock import MockConnection

from ibo_desk.data.locks import trigger_statements
from ibo_desk.data.search_ddl import search_statements
from ibo_desk.data.tables import metadata
from ibo_desk.data.tables.types import WHERE, Code

MARK_TABLE = "schema_mark"
BUILD, FINGERPRINT = "build", "fingerprint"
_MARK_DDL = f"CREATE TABLE {MARK_TABLE} (name varchar(200) PRIMARY KEY, value varchar(64) NOT NULL)"
_URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
_MADE = re.compile(r"CREATE (?:UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER) (\w+)")
_BODY = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (?:\w+\.)?(\w+)\(.*?\$\$(.*)\$\$", re.DOTALL)
_IN_FILE = (
    "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_index\\_%' ESCAPE '\\'"
    " AND name <> 'alembic_version'"
)
# What pg_catalog says of the current schema: columns, constraints, indexes, triggers, functions and rules.
_ON_SERVER = """
SELECT 'column ' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
       || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(l.collname, '')
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint ' || c.relname || '.' || o.conname, pg_get_constraintdef(o.oid) || ' ' || o.convalidated
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
 WHERE o.connamespace = current_schema()::regnamespace AND o.contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL
SELECT 'index ' || c.relname, pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
UNION ALL
SELECT 'constraint ' || c.relname || ' switched off', t.tgname
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND t.tgisinternal AND t.tgenabled = 'D'
UNION ALL
SELECT 'function ' || p.proname, pg_get_functiondef(p.oid)
  FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
UNION ALL
SELECT 'rule ' || c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
"""


def statements(dialect: str, schema: str = "public") -> list[str]:
    """The DDL of today's schema, for "sqlite" or "postgresql"; there the tables stand in ``schema``."""
    tables: list[str] = []
    engine: MockConnection = create_mock_engine(
        _URLS[dialect],
        lambda made, *_more, **_options: tables.append(str(made.compile(dialect=engine.dialect)).strip()),
    )
    metadata.create_all(engine, checkfirst=False)
    return [*tables, *trigger_statements(dialect, schema), *search_statements(dialect), _MARK_DDL]


@cache
def build_mark(dialect: str) -> str:
    """What tells one build's schema from another's; from the tables themselves, as that is quick at every start."""
    parts = [line for _name, table in sorted(metadata.tables.items()) for line in _lines(table)]
    return _digest([*parts, *trigger_statements(dialect), *search_statements(dialect), _MARK_DDL])


def actual(connection: Connection) -> dict[str, str]:
    """What the catalogue holds: "trigger locked_meeting_update" → its definition, white space aside."""
    query = _IN_FILE if connection.dialect.name == "sqlite" else _ON_SERVER
    return {str(name): " ".join(str(what).split()) for name, what in connection.execute(text(query))}


def seal(connection: Connection) -> None:
    """Keep the mark of this build and the fingerprint of what was made just now; on a server that of each part too."""
    parts = actual(connection)
    rows = {BUILD: build_mark(connection.dialect.name), FINGERPRINT: fingerprint(parts)}
    if connection.dialect.name != "sqlite":
        rows |= {name: _digest([what]) for name, what in parts.items()}
    keep = text(f"INSERT INTO {MARK_TABLE} (name, value) VALUES (:name, :value)")
    connection.execute(keep, [{"name": name, "value": value} for name, value in rows.items()])


def marks(connection: Connection) -> dict[str, str]:
    """What ``seal`` kept."""
    rows = connection.execute(text(f"SELECT name, value FROM {MARK_TABLE}"))
    return {str(name): str(value) for name, value in rows}


def fingerprint(parts: Mapping[str, str]) -> str:
    return _digest([f"{name} {parts[name]}" for name in sorted(parts)])


def differences(connection: Connection) -> list[tuple[str, str]]:
    """What is not as it should be: ("missing" | "changed" | "extra", "trigger locked_meeting_update")."""
    there = actual(connection)
    if connection.dialect.name == "sqlite":
        return _compare(_expected_in_file(), there)
    kept = {name: value for name, value in marks(connection).items() if name not in {BUILD, FINGERPRINT}}
    changed = set(_compare(kept, {name: _digest([what]) for name, what in there.items()}))
    return sorted(changed | set(_unlike_ours(connection)))


def _unlike_ours(connection: Connection) -> Iterator[tuple[str, str]]:
    """Lock functions whose text is not that of this program, whatever the database itself remembers."""
    query = text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
    bodies = {str(name): " ".join(str(body).split()) for name, body in connection.execute(query)}
    for statement in trigger_statements("postgresql"):
        function = _BODY.match(statement)
        if function and function[1] not in bodies:
            yield "missing", f"function {function[1]}"
        elif function and bodies[function[1]] != " ".join(function[2].split()):
            yield "changed", f"function {function[1]}"


def _expected_in_file() -> dict[str, str]:
    parts = ((_MADE.match(made), made) for made in statements("sqlite"))
    return {f"{head[1].lower()} {head[2]}": " ".join(made.split()) for head, made in parts if head}


def _compare(expected: Mapping[str, str], there: Mapping[str, str]) -> list[tuple[str, str]]:
    out = [("missing", name) for name in expected.keys() - there.keys()]
    out += [("extra", name) for name in there.keys() - expected.keys()]
    out += [("changed", name) for name in expected.keys() & there.keys() if expected[name] != there[name]]
    return sorted(out, key=lambda part: part[1])


def _lines(table: Table) -> Iterator[str]:
    """A table as lines that change whenever its DDL does."""
    for column in table.columns:
        values = ",".join(map(str, column.type.kind)) if isinstance(column.type, Code) else ""
        length = getattr(column.type, "length", None)
        kind = type(column.type).__name__
        yield f"{table.name}.{column.name} {kind} {length} {column.nullable} {values}"
    rules = []
    for rule in table.constraints:
        columns = [column.name for column in getattr(rule, "columns", ())]
        to = [key.target_fullname for key in rule.elements] if isinstance(rule, ForeignKeyConstraint) else []
        rules.append(f"{type(rule).__name__} {rule.name} {columns} {to} {getattr(rule, 'sqltext', '')}")
    yield from sorted(rules)
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        yield f"{index.name} {[column.name for column in index.columns]} {index.unique} {index.info.get(WHERE)}"


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
