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


_OF_ITEM = "(SELECT meeting_id FROM agenda_item WHERE id = {row}.item_id)"
LOCKS = (
    Lock(
        "agenda_item",
        "{row}.meeting_id",
        (
            "meeting_id", "topic_id", "order_key", "sub", "title", "item_type", "transport_layer", "introduction",
            "discussion", "conclusion", "outcome", "treatment", "approves_id", "plan_step", "urgent", "deleted_in",
        ),
    ),
    Lock("position", _OF_ITEM),
    Lock("engagement_follow_up", _OF_ITEM),
    Lock("item_presence", _OF_ITEM),
    Lock("attendance", "{row}.meeting_id"),
    Lock(
        "meeting",
        "{row}.id",
        (
            "body_id", "on", "starts_at", "ends_at", "place", "number", "chair", "co_chair", "secretary",
            "deleted_in",
        ),
    ),
)  # fmt: skip

_STORED = {
    "minutes_version": "OLD.state IN ('approved', 'replaced')",
    "agenda_version": "OLD.sent_on IS NOT NULL",
}


def trigger_statements(dialect: str) -> list[str]:
    """The DDL of all triggers, for "sqlite" or "postgresql"."""
    make = _sqlite if dialect == "sqlite" else _postgresql
    out: list[str] = []
    for lock in LOCKS:
        for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            if verb == "INSERT" and lock.table == "meeting":
                continue
            where = " OR ".join(_locked(lock.meeting.format(row=row), dialect) for row in rows)
            if verb == "UPDATE" and lock.columns:
                where = f"({where}) AND ({_differs(lock.columns, dialect)})"
            out += make(f"locked_{lock.table}_{verb.lower()}", lock.table, verb, where)
    for table, when in _STORED.items():
        where = f"{when} AND ({_differs(('content', 'content_hash', 'meeting_id'), dialect)})"
        out += make(f"stored_{table}", table, "UPDATE", where)
        out += make(f"kept_{table}", table, "DELETE", when)
    return out


def _locked(meeting: str, dialect: str) -> str:
    true = "1" if dialect == "sqlite" else "true"
    return f"EXISTS (SELECT 1 FROM meeting m WHERE m.id = {meeting} AND m.locked = {true})"


def _differs(columns: tuple[str, ...], dialect: str) -> str:
    word = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f'OLD."{name}" {word} NEW."{name}"' for name in columns)


def _sqlite(name: str, table: str, verb: str, where: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {where}"
        f" BEGIN SELECT RAISE(ABORT, '{LOCK_MARK}'); END"
    ]


def _postgresql(name: str, table: str, verb: str, where: str) -> list[str]:
    row = "OLD" if verb == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {where} THEN RAISE EXCEPTION '{LOCK_MARK}'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
