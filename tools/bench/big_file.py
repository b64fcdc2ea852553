"""A region file as it may be after many years: 20 000 items, 10 000 engagements, 260 000 feedback rounds.

Rows go in by plain inserts, past the journal's listener (a journal entry stands for all of them), because making them
one use case at a time would take an hour; the program itself never does this.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert
from sqlmodel import select

from ibo_desk.data import migrate
from ibo_desk.data.journal import seal_of
from ibo_desk.data.search import row_number
from ibo_desk.data.search_sources import kind_token
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, JournalEntry, Organisation, RegionalAction, metadata
from ibo_desk.data.values import plain
from ibo_desk.domain.bodies import MEETING_KINDS, BodyKind
from ibo_desk.domain.clock import SystemClock
from ibo_desk.domain.ids import uuid7
from ibo_desk.domain.names import fold
from ibo_desk.domain.ordering import keys
from ibo_desk.services.setup import presets

MEETINGS = 2000
ITEMS_PER_MEETING = 10
ENGAGEMENTS = 10_000
WORDS = (
    "fietsbrug",
    "doorstroming",
    "ruimtebeslag",
    "kaaimuur",
    "gebiedsprogramma",
    "vervoerplan",
    "kernwinkelgebied",
    "waterbuffer",
)

Row = dict[str, Any]


def build(path: Path) -> None:
    """Make the file at ``path`` (about 200 MB); replaces one that is there."""
    path.unlink(missing_ok=True)
    migrate.create(str(path))
    store = Store(str(path), SystemClock(), actor="bench", copy_id=uuid4())
    presets.apply(store, "zuid-west-vlaanderen")
    with store.read() as session:
        bodies = session.exec(select(Body.id, Body.kind)).all()
        partners = list(session.exec(select(Organisation.id)).all())
        actions = list(session.exec(select(RegionalAction.id)).all())
    colleges = [body_id for body_id, kind in bodies if kind is BodyKind.COLLEGE]
    meeting_bodies = [body_id for body_id, kind in bodies if kind in MEETING_KINDS]
    entry = uuid7(datetime.now(UTC))
    with store.engine.execution_options(ibo_write=True).begin() as connection:
        put(connection, "journal_entry", [journal_entry(entry, store.copy_id)])
        meetings = list(_meetings(meeting_bodies, entry))
        items = list(_items(meetings, actions, entry))
        put(connection, "meeting", meetings)
        put(connection, "topic", [topic_of(item) for item in items])
        put(connection, "agenda_item", [{k: v for k, v in i.items() if k != "action_id"} for i in items])
        put(connection, "feedback_round", _rounds(items, colleges, entry))
        engagements = list(_engagements(items, entry))
        put(connection, "engagement", engagements)
        put(connection, "engagement_partner", _shares(engagements, partners, entry))
        _put_words(connection, items, engagements)
    store.close()


def put(connection: Connection, table: str, rows: list[Row] | Iterator[Row]) -> None:
    """Insert the rows with the defaults of the table filled in, and the change that made each."""
    target = metadata.tables[table]
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 5000:
            _flush(connection, target, batch)
            batch = []
    if batch:
        _flush(connection, target, batch)


def _put_words(connection: Connection, items: list[Row], engagements: list[Row]) -> None:
    """What search finds: items, their topics, engagements."""
    rows = [("agenda_item", item["id"], item["title"], item["discussion"]) for item in items]
    rows += [("topic", item["topic_id"], item["title"], "") for item in items]
    rows += [("engagement", one["id"], one["what"], "") for one in engagements]
    statement = (
        "INSERT INTO search_index (rowid, record_id, kind, title, names, body) VALUES (?, ?, ?, ?, ?, ?)"
    )
    indexed = [
        (row_number(record_id), str(record_id), kind, title, kind_token(kind), body)
        for kind, record_id, title, body in rows
    ]
    connection.exec_driver_sql(statement, indexed)


def _flush(connection: Connection, target: Any, batch: list[Row]) -> None:
    connection.execute(insert(target), batch)
    if "revision" not in target.columns:
        return
    made = [
        {
            "id": uuid4(),
            "entry_id": row["revision"],
            "table_name": target.name,
            "record_id": row["id"],
            "field": "",
            "new": json.dumps(
                {name: plain(value) for name, value in row.items() if _is_journaled(name)}, ensure_ascii=False
            ),
        }
        for row in batch
    ]
    connection.execute(insert(metadata.tables["change"]), made)


def _is_journaled(name: str) -> bool:
    return name not in {"id", "revision"} and not name.endswith("_folded")


def journal_entry(entry: UUID, copy_id: UUID) -> Row:
    made = JournalEntry(
        id=entry,
        at=datetime.now(UTC),
        copy_id=copy_id,
        actor="bench",
        label="Groot bestand",
        undoes=None,
        visit=None,
    )
    return {**made.model_dump(), "seal": seal_of(made)}


def _meetings(bodies: list[UUID], entry: UUID) -> Iterator[Row]:
    first = date(2017, 1, 9)
    for n in range(MEETINGS):
        day = first + timedelta(days=n * 2 - n // 5)
        state = "closed" if day < date(2026, 9, 1) else "planned"
        yield with_defaults(
            "meeting",
            id=uuid4(),
            revision=entry,
            body_id=bodies[n % len(bodies)],
            on=day,
            number=n // len(bodies) % 400 + 1,
            state=state,
            locked=False,
        )


def _items(meetings: list[Row], actions: list[UUID], entry: UUID) -> Iterator[Row]:
    order = keys(ITEMS_PER_MEETING)
    for n, meeting in enumerate(meetings):
        for place in range(ITEMS_PER_MEETING):
            made = item_of(meeting, n, place, order[place], entry)
            made["discussion"] = f"De partners bespreken {made['title']}. " * 6
            made["treatment"] = "treated" if meeting["state"] == "closed" else "open"
            yield made | {"action_id": actions[(n + place) % len(actions)]}


def item_of(meeting: Row, n: int, place: int, order_key: str, entry: UUID) -> Row:
    """An item of the n-th meeting, with a topic of its own."""
    title = f"{WORDS[(n + place) % len(WORDS)].capitalize()} fase {place + 1}, dossier {n}"
    return with_defaults(
        "agenda_item",
        id=uuid4(),
        revision=entry,
        meeting_id=meeting["id"],
        body_id=meeting["body_id"],
        topic_id=uuid4(),
        order_key=order_key,
        title=title,
        title_folded=fold(title),
        item_type="discussion",
        transport_layer="none",
        treatment="treated",
    )


def topic_of(item: Row) -> Row:
    """The topic of an item."""
    return with_defaults(
        "topic",
        id=item["topic_id"],
        revision=item["revision"],
        title=item["title"],
        title_folded=item["title_folded"],
        action_id=item.get("action_id"),
        preparation="scheduled" if item["treatment"] == "open" else "treated",
    )


def _rounds(items: list[Row], colleges: list[UUID], entry: UUID) -> Iterator[Row]:
    for n, item in enumerate(items):
        for place, college in enumerate(colleges):
            open_one = n > len(items) - 600 and (n + place) % 3 == 0
            day = date(2017, 2, 1) + timedelta(days=n * 3500 // len(items))
            yield with_defaults(
                "feedback_round",
                id=uuid4(),
                revision=entry,
                item_id=item["id"],
                college_id=college,
                side="after",
                question="take_note",
                delivered_on=day,
                heard_on=None if open_one else day + timedelta(days=7),
            )


def _engagements(items: list[Row], entry: UUID) -> Iterator[Row]:
    for n in range(ENGAGEMENTS):
        item = items[n * len(items) // ENGAGEMENTS]
        what = f"Nota {WORDS[n % len(WORDS)]} bezorgen, deel {n}"
        yield with_defaults(
            "engagement",
            id=uuid4(),
            revision=entry,
            what=what,
            what_folded=fold(what),
            item_id=item["id"],
            action_id=item["action_id"],
            due_on=date(2017, 3, 1) + timedelta(days=n * 3600 // ENGAGEMENTS),
        )


def _shares(engagements: list[Row], partners: list[UUID], entry: UUID) -> Iterator[Row]:
    for n, engagement in enumerate(engagements):
        for place in range(n % 3 + 1):
            yield with_defaults(
                "engagement_partner",
                id=uuid4(),
                revision=entry,
                engagement_id=engagement["id"],
                organisation_id=partners[(n + place) % len(partners)],
                state="running" if n > ENGAGEMENTS * 0.95 else "kept",
            )


def with_defaults(table: str, **given: Any) -> Row:
    """The row with what the table's fields would have filled in."""
    return {**_defaults(table), **given}


_known: dict[str, Row] = {}


def _defaults(table: str) -> Row:
    if table not in _known:
        from ibo_desk.data.journal import record_class

        fields = record_class(table).model_fields
        _known[table] = {
            name: field.default
            for name, field in fields.items()
            if not field.is_required() and field.default_factory is None
        }
    return _known[table]


if __name__ == "__main__":
    build(Path(sys.argv[1]))
