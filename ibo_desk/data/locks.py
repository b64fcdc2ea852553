"""Approved minutes lock what they say: triggers for both engines, from one table of what is locked.

Progress of engagements, outcomes of referrals and feedback stay open; that is why those tables are not named. What a
meeting said of an engagement belongs to that meeting.
"""

from typing import NamedTuple

from ibo_desk.data.refusals import LOCK_MARK


class Lock(NamedTuple):
    """A table, how its row finds the meeting, and which columns are locked (none named: all of them)."""

    table: str
    meeting: str
    columns: tuple[str, ...] = ()


_OF_ITEM = "(SELECT i.meeting_id FROM {schema}agenda_item i WHERE i.id = {row}.item_id)"
LOCKS = (
    Lock(
        "agenda_item",
        "{row}.meeting_id",
        (
            "meeting_id", "topic_id", "order_key", "sub", "title", "item_type", "transport_layer", "introduction",
            "discussion", "conclusion", "outcome", "treatment", "approves_id", "plan_step", "urgent",
            "began_at", "ended_reason", "deleted_in",
        ),
    ),
    Lock("position", _OF_ITEM),
    Lock("engagement_follow_up", _OF_ITEM),
    Lock("item_presence", _OF_ITEM),
    Lock("attendance", "{row}.meeting_id"),
    Lock("meeting_chair", "{row}.meeting_id"),
    Lock(
        "meeting",
        "{row}.id",
        (
            "body_id", "on", "starts_at", "ends_at", "opened_at", "closed_at", "breaks", "place", "number",
            "secretary", "deleted_in",
        ),
    ),
)  # fmt: skip


class Stored(NamedTuple):
    """A table of texts as they were printed: when a row is final, what it keeps then, and what names it for good."""

    table: str
    final: str
    kept: tuple[str, ...]
    key: tuple[str, str]


STORED = (
    Stored(
        "minutes_version",
        "{row}.state IN ('approved', 'replaced')",
        ("content", "content_hash", "approved_on"),
        ("meeting_id", "number"),
    ),
    Stored(
        "agenda_version", "{row}.sent_on IS NOT NULL", ("content", "content_hash"), ("meeting_id", "letter")
    ),
    Stored(
        "sent_paper",
        "{row}.sent_on IS NOT NULL",
        ("kind", "content", "content_hash"),
        ("college_id", "number"),
    ),
    Stored("sent_file", "{row}.blob_sha256 IS NOT NULL", ("blob_sha256",), ("sent_id", "file_name")),
)
LOGIN_MARK = "ibo_other_login"


class Guard(NamedTuple):
    """A trigger: its name, its table, INSERT, UPDATE or DELETE, and the SQL condition under which it refuses."""

    name: str
    table: str
    verb: str
    where: str


def guards(dialect: str, schema: str = "public") -> list[Guard]:
    """All that is guarded, for "sqlite" or "postgresql"; ``check`` compares what a store has with this."""
    sql = _Sql(dialect, schema)
    made = [guard for lock in LOCKS for guard in _of_lock(lock, sql)]
    return made + [guard for stored in STORED for guard in _of_stored(stored, sql)]


def trigger_statements(dialect: str, schema: str = "public") -> list[str]:
    """The DDL of all triggers, for "sqlite" or "postgresql"."""
    if dialect == "sqlite":
        return [_sqlite(guard) for guard in guards(dialect)]
    made = [statement for guard in guards(dialect, schema) for statement in _postgresql(guard, schema)]
    return made + _truncating(schema) + _signing(schema)


class _Sql:
    """The words in which the two engines differ. Names are qualified where a table of a session could be in the way."""

    def __init__(self, dialect: str, schema: str) -> None:
        in_file = dialect == "sqlite"
        self.schema = "" if in_file else f"{schema}."
        self.true = "1" if in_file else "true"
        self.differ = "IS NOT" if in_file else "IS DISTINCT FROM"

    def locked(self, meeting: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM {self.schema}meeting m WHERE m.id = {meeting} AND m.locked = {self.true})"
        )

    def differs(self, columns: tuple[str, ...]) -> str:
        return " OR ".join(f'OLD."{name}" {self.differ} NEW."{name}"' for name in columns)


def _of_lock(lock: Lock, sql: _Sql) -> list[Guard]:
    """An id never changes: under another id a row is hidden from every question that asks for it."""

    def locked(row: str) -> str:
        return sql.locked(lock.meeting.format(row=row, schema=sql.schema))

    there = lock.meeting.format(row="o", schema=sql.schema)
    replaces = (
        f"EXISTS (SELECT 1 FROM {sql.schema}{lock.table} o WHERE o.id = NEW.id AND {sql.locked(there)})"
    )
    changes = f"({locked('OLD')} OR {locked('NEW')})"
    if lock.columns:
        changes += f" AND ({sql.differs(lock.columns)})"
    wheres = {
        "INSERT": replaces if lock.table == "meeting" else f"{locked('NEW')} OR {replaces}",
        "UPDATE": f"{sql.differs(('id',))} OR ({changes})",
        "DELETE": locked("OLD"),
    }
    return [
        Guard(f"locked_{lock.table}_{verb.lower()}", lock.table, verb, where)
        for verb, where in wheres.items()
    ]


def _of_stored(stored: Stored, sql: _Sql) -> list[Guard]:
    first, second = stored.key
    old, other = stored.final.format(row="OLD"), stored.final.format(row="o")
    same = (
        f"o.id = NEW.id OR (o.{first} = NEW.{first} AND o.{second} = NEW.{second} AND o.deleted_in IS NULL)"
    )
    replaces = f"EXISTS (SELECT 1 FROM {sql.schema}{stored.table} o WHERE ({same}) AND {other})"
    moved = sql.differs(("id", *stored.key))
    changed = f"{old} AND ({sql.differs(stored.kept)})"
    reopened = f" OR ({old} AND OLD.approved_on IS NOT NULL AND NOT {stored.final.format(row='NEW')})"
    update = f"{moved} OR ({changed}){reopened if 'approved_on' in stored.kept else ''}"
    return [
        Guard(f"replaced_{stored.table}", stored.table, "INSERT", replaces),
        Guard(f"stored_{stored.table}", stored.table, "UPDATE", update),
        Guard(f"kept_{stored.table}", stored.table, "DELETE", old),
    ]


def _sqlite(guard: Guard) -> str:
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table} WHEN {guard.where}"
        f" BEGIN SELECT RAISE(ABORT, '{LOCK_MARK}'); END"
    )


def _postgresql(guard: Guard, schema: str) -> list[str]:
    """The function asks as the owner, with names that no other schema and no temporary table can take; rows that a
    policy would hide are an error and not nothing.
    """
    row = "OLD" if guard.verb == "DELETE" else "NEW"
    body = f"IF {guard.where} THEN RAISE EXCEPTION '{LOCK_MARK}'; END IF; RETURN {row};"
    rows = f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {schema}.{guard.table} FOR EACH ROW"
    return [_function(guard.name, schema, body), f"{rows} EXECUTE FUNCTION {schema}.{guard.name}()"]


def _truncating(schema: str) -> list[str]:
    """TRUNCATE fires no trigger of a row, so it needs one of its own."""
    name = "locked_truncate"
    tables = [*(lock.table for lock in LOCKS), *(stored.table for stored in STORED)]
    return [_function(name, schema, f"RAISE EXCEPTION '{LOCK_MARK}';")] + [
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {schema}.{table} EXECUTE FUNCTION {schema}.{name}()"
        for table in tables
    ]


def _signing(schema: str) -> list[str]:
    """On a server an entry names the login that wrote it: no program can choose another's."""
    body = (
        "IF TG_OP = 'UPDATE' AND NEW.actor IS NOT DISTINCT FROM OLD.actor THEN RETURN NEW; END IF;"
        " IF TG_OP = 'UPDATE' OR NEW.actor IS DISTINCT FROM session_user::text"
        " AND NOT starts_with(NEW.actor, session_user || ' (')"
        f" THEN RAISE EXCEPTION '{LOGIN_MARK}'; END IF; RETURN NEW;"
    )
    return [
        _function("signed_journal_entry", schema, body),
        f"CREATE TRIGGER signed_journal_entry BEFORE INSERT OR UPDATE OF actor ON {schema}.journal_entry"
        f" FOR EACH ROW EXECUTE FUNCTION {schema}.signed_journal_entry()",
    ]


def _function(name: str, schema: str, body: str) -> str:
    return (
        f"CREATE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = pg_catalog, {schema}, pg_temp SET row_security = off AS $$ BEGIN {body} END $$"
    )
