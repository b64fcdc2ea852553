"""A list fetches what it shows: no ids beforehand, no rows of what is not in it, nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from ibo_desk.app import App
from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.domain.clock import FixedClock
from tests.services.many import build

CLOCK = FixedClock(datetime(2026, 11, 27, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A region with thirteen colleges; they have a share in every engagement."""
    path = str(tmp_path_factory.mktemp("rows") / "rijen.ibo")
    create(path)
    made = App(Store(path, CLOCK, actor="test", copy_id=UUID(int=1)))
    build(made.store, 13, 8, 3)
    yield made
    made.close()


@contextmanager
def fetched(app: App) -> Iterator[list[tuple[Any, ...]]]:
    """The rows that the driver hands over."""
    rows: list[tuple[Any, ...]] = []

    def keep(_cursor: object, row: tuple[Any, ...]) -> tuple[Any, ...]:
        rows.append(row)
        return row

    with app.store.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.row_factory = keep
    try:
        yield rows
    finally:
        driver.row_factory = None


def test_actions_with_their_lines_partners_and_notes(app: App) -> None:
    with fetched(app) as rows:
        listed = app.actions.listing()
    hanging = sum(len(row.line_ids) + len(row.leads) + len(row.partners) for row in listed)
    noted = sum(row.latest_note_on is not None for row in listed)
    assert 0 < len(rows) <= len(listed) + hanging + noted


@pytest.mark.parametrize("limit", [3, None])
def test_topics_with_where_they_stood(app: App, limit: int | None) -> None:
    with fetched(app) as rows:
        listed = app.topics.listing(limit=limit)
    actions = {row.action_id for row in listed}
    lines = sum(len(row.line_ids) for row in listed) + len(
        {name for row in listed for name in row.lines}
    ) * len(actions)
    hanging = sum(len(row.appearances) for row in listed) + lines
    assert len(listed) == (limit or len(listed)) > 0
    assert 0 < len(rows) <= len(listed) + hanging


@pytest.mark.parametrize("limit", [3, None])
def test_engagements_with_their_shares(app: App, limit: int | None) -> None:
    with fetched(app) as rows:
        listed = app.engagements.listing(limit=limit)
    hanging = sum(
        len(row.partners) + len(row.instalments) + len(row.periods) + len(row.follow_ups) for row in listed
    )
    follow_ups = [follow_up for row in listed for follow_up in row.follow_ups]
    numbers = {follow_up.item_id for follow_up in follow_ups}
    if limit is None:  # those of the first few come with their engagements
        numbers |= {row.item_id for row in listed if row.item_id}
    assert len(listed) == (limit or len(listed)) > 0
    assert 0 < len(rows) <= len(listed) + hanging + len(numbers)


def test_a_matrix_fetches_each_round_once(app: App) -> None:
    with fetched(app) as rows:
        matrix = app.feedback.matrix()
    rounds = sum(cell.rounds for cell in matrix.cells.values())
    of_region = 8 * len(matrix.colleges)  # bodies, seats, mergers: for the whole matrix
    assert rounds > 3 * of_region / 4
    assert 0 < len(rows) <= rounds + len(matrix.heard) + 4 * len(matrix.items) + of_region
