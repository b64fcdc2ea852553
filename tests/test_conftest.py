"""The fixtures give what they promise: two engines, a collation that knows Dutch, nothing left behind."""

from uuid import UUID

from sqlalchemy import text

from ibo_desk.data.migrate import SchemaState, schema_state
from ibo_desk.data.store import Store
from ibo_desk.domain.clock import FixedClock


def test_both_engines_have_todays_schema(database_url: str) -> None:
    assert schema_state(database_url) is SchemaState.CURRENT


def test_a_store_is_empty(store: Store) -> None:
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM organisation")).scalar() == 0


def test_the_server_sorts_as_people_do(server_url: str, clock: FixedClock) -> None:
    opened = Store(server_url, clock, actor="test", copy_id=UUID(int=1))
    with opened.read() as session:
        rows = session.execute(
            text("SELECT n FROM (VALUES ('Zwevegem'), ('élan'), ('Elan b')) v(n) ORDER BY n")
        )
        assert [row[0] for row in rows] == ["élan", "Elan b", "Zwevegem"]
        provider = session.execute(
            text("SELECT datlocprovider FROM pg_database WHERE datname = current_database()")
        )
        assert provider.scalar() in ("i", b"i")
    opened.close()


def test_today_is_the_day_in_brussels(clock: FixedClock) -> None:
    assert clock.today().isoformat() == "2026-11-23"
    assert clock.now().hour == 8
