"""What one reader may read stands by itself: closed under references, and whole enough to be put in a new file."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, insert, select, text, update

from ibo_desk.data.tables import READ_BY, metadata
from ibo_desk.domain.audience import Audience, Reader, may_read
from ibo_desk.services.base.readable import Rows, Sight, readable
from tests.documents.builders.small_region import SmallRegion
from tests.documents.test_leaks import Marks, marked

__all__ = ["marked"]
STORED = [name for name, declared in READ_BY.items() if "audience" in metadata.tables[name].columns]
TOWNS = ("Anzegem", "Kortrijk", "Zwevegem")


def _given(region: SmallRegion, reader: Reader, town: str = "") -> dict[str, Rows]:
    with region.store.read() as session:
        return readable(session, Sight(reader, frozenset({region.towns[town]} if town else ())))


def _scatter(region: SmallRegion, audiences: list[Audience]) -> None:
    """Give the records of every table the audiences by turns."""
    with region.store.write("Lezers") as work:
        for name in STORED:
            table = metadata.tables[name]
            for place, row_id in enumerate(
                work.session.execute(select(table.c.id).order_by(table.c.id)).scalars()
            ):
                audience = audiences[place % len(audiences)]
                work.session.execute(update(table).where(table.c.id == row_id).values(audience=audience))


@pytest.mark.long
@pytest.mark.usefixtures("marked")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    audiences=st.lists(st.sampled_from(Audience), min_size=1, max_size=11),
    reader=st.sampled_from(Reader),
    town=st.sampled_from(TOWNS),
)
def test_nothing_refers_to_what_is_not_there(
    region: SmallRegion, audiences: list[Audience], reader: Reader, town: str
) -> None:
    _scatter(region, audiences)
    rows = _given(region, reader, town)
    for name, of_table in rows.items():
        for foreign_key in metadata.tables[name].foreign_keys:
            if foreign_key.column.primary_key:
                named = {row[foreign_key.parent.name] for row in of_table.values()} - {None}
                assert named <= rows[foreign_key.column.table.name].keys(), foreign_key.parent
    for name in STORED:
        told = {row["audience"] for row in rows[name].values()}
        assert {audience for audience in told if not may_read(reader, audience, own=True)} == set()


@pytest.mark.long
@pytest.mark.parametrize("town", TOWNS)
def test_what_is_given_can_stand_in_a_file_of_its_own(
    region: SmallRegion, marked: Marks, town: str, tmp_path: Path
) -> None:
    """All constraints hold there: keys, references and what a column may hold."""
    rows = _given(region, Reader.MUNICIPALITY, town)
    engine = create_engine(f"sqlite:///{tmp_path / 'eigen.ibo'}")
    event.listen(
        engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys = ON")
    )
    with engine.begin() as connection:
        metadata.create_all(connection)
        for name, of_table in rows.items():
            if of_table:
                connection.execute(insert(metadata.tables[name]), list(of_table.values()))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        for name in ("agenda_item", "feedback_round", "college_consequence", "engagement_partner"):
            count = len(connection.execute(select(metadata.tables[name].c.id)).all())
            assert count == len(rows[name]) > 0
    engine.dispose()
    assert [len(rows[name]) for name in ("journal_entry", "change", "setting", "imported_row")] == [
        0,
        0,
        0,
        0,
    ]
    del marked


def test_a_wider_circle_is_given_no_record_more(region: SmallRegion, marked: Marks) -> None:
    del marked
    circles = [
        _given(region, Reader.PUBLIC),
        _given(region, Reader.PARTICIPANTS),
        _given(region, Reader.MUNICIPALITIES),
        _given(region, Reader.SECRETARIAT),
    ]
    for wide, narrow in pairwise(circles):
        for name, rows in wide.items():
            assert rows.keys() <= narrow[name].keys(), name
    assert len(circles[0]["agenda_item"]) < len(circles[-1]["agenda_item"])


@pytest.mark.long
def test_the_secretariat_is_given_everything_that_is_not_deleted(region: SmallRegion) -> None:
    rows = _given(region, Reader.SECRETARIAT)
    with region.store.read() as session:
        for name in READ_BY:
            table = metadata.tables[name]
            query = select(table)
            if "deleted_in" in table.columns:
                query = query.where(table.c.deleted_in.is_(None))
            assert len(session.execute(query).all()) == len(rows[name]), name
