"""A region of 40 municipalities with 500 items this year, each college in one of the ways a cell can be.

The municipalities beyond those of the preset are invented; rows go in as in ``big_file``.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import select

from ibo_desk.data import migrate
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body
from ibo_desk.domain.bodies import BodyKind, MemberRole
from ibo_desk.domain.clock import SystemClock
from ibo_desk.domain.ids import uuid7
from ibo_desk.domain.names import fold
from ibo_desk.domain.ordering import keys
from ibo_desk.services.setup import presets
from tools.bench.big_file import Row, item_of, journal_entry, put, topic_of, with_defaults

COLLEGES, MEETINGS, ITEMS_PER_MEETING = 40, 50, 10
ITEMS = MEETINGS * ITEMS_PER_MEETING


def build(path: Path, *, college_count: int = COLLEGES, item_count: int = ITEMS) -> None:
    """Make the file at ``path``; replaces one that is there. Meetings have ``ITEMS_PER_MEETING`` items each."""
    path.unlink(missing_ok=True)
    migrate.create(str(path))
    store = Store(str(path), SystemClock(), actor="bench", copy_id=uuid4())
    presets.apply(store, "zuid-west-vlaanderen")
    with store.read() as session:
        of_kind = {
            kind: list(session.exec(select(Body.id).where(Body.kind == kind)).all()) for kind in BodyKind
        }
    ibo, colleges = of_kind[BodyKind.IBO][0], of_kind[BodyKind.COLLEGE]
    entry = uuid7(datetime.now(UTC))
    towns = [f"Proefgemeente {n} (fictief)" for n in range(len(colleges) + 1, college_count + 1)]
    organisations = [_town(name, entry) for name in towns]
    made = [_college(one, entry) for one in organisations]
    with store.engine.execution_options(ibo_write=True).begin() as connection:
        put(connection, "journal_entry", [journal_entry(entry, store.copy_id)])
        put(connection, "organisation", organisations)
        put(connection, "body", made)
        put(connection, "membership", [_seat(ibo, one, entry) for one in organisations])
        meetings = list(_meetings(ibo, item_count // ITEMS_PER_MEETING, entry))
        order = keys(ITEMS_PER_MEETING)
        items = [
            item_of(meeting, n, place, key, entry)
            for n, meeting in enumerate(meetings)
            for place, key in enumerate(order)
        ]
        put(connection, "meeting", meetings)
        put(connection, "topic", [topic_of(item) for item in items])
        put(connection, "agenda_item", items)
        put(connection, "feedback_round", _rounds(items, [*colleges, *(one["id"] for one in made)], entry))
    store.close()


def _town(name: str, entry: UUID) -> Row:
    return with_defaults(
        "organisation", id=uuid4(), revision=entry, name=name, name_folded=fold(name), kind="municipality"
    )


def _college(town: Row, entry: UUID) -> Row:
    name = f"College van {town['name']}"
    return with_defaults(
        "body",
        id=uuid4(),
        revision=entry,
        name=name,
        name_folded=fold(name),
        kind="college",
        organisation_id=town["id"],
        order_key="z",
    )


def _seat(body_id: UUID, town: Row, entry: UUID) -> Row:
    return with_defaults(
        "membership",
        id=uuid4(),
        revision=entry,
        body_id=body_id,
        organisation_id=town["id"],
        role=MemberRole.MEMBER,
    )


def _meetings(body_id: UUID, count: int, entry: UUID) -> Iterator[Row]:
    first = date(datetime.now(UTC).year, 1, 4)
    for n in range(count):
        yield with_defaults(
            "meeting",
            id=uuid4(),
            revision=entry,
            body_id=body_id,
            on=first + timedelta(days=7 * n),
            number=n + 1,
            state="held",
            locked=False,
        )


def _rounds(items: list[Row], colleges: list[UUID], entry: UUID) -> Iterator[Row]:
    """Five of six cells: to deliver, delivered, asked, noted, agreed on a condition; the sixth was not asked."""
    today = datetime.now(UTC).date()
    ways: tuple[Row, ...] = (
        {"question": "take_note"},
        {"question": "take_note", "delivered_on": today},
        {"question": "position", "delivered_on": today, "answer_by": today + timedelta(days=9)},
        {"question": "take_note", "delivered_on": today, "answer": "took_note", "answered_on": today},
        {"question": "position", "answer": "agrees_with_reservation", "answered_on": today},
    )
    for n, item in enumerate(items):
        for place, college in enumerate(colleges):
            way = (n + place) % (len(ways) + 1)
            if way < len(ways):
                given = {"id": uuid4(), "revision": entry, "item_id": item["id"], "college_id": college}
                yield with_defaults("feedback_round", side="after", **given, **ways[way])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
