"""The name that is shown stands once in Python and once in SQL; both say the same, on each engine."""

import pytest
from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, Organisation, RegionalAction
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.base.names import name_shown


@pytest.mark.parametrize(
    ("record", "short"),
    [
        (Organisation(kind=OrganisationKind.MUNICIPALITY, name="Spiere-Helkijn", short_name=""), ""),
        (
            Organisation(kind=OrganisationKind.INTERMUNICIPAL, name="Vereniging (fictief)", short_name="AF"),
            "AF",
        ),
        (Body(kind=BodyKind.IBO, name="Interbestuurlijk overleg", short_name="IBO"), "IBO"),
        (Body(kind=BodyKind.PROJECT_TEAM, name="Projectteam", short_name=""), ""),
        (RegionalAction(number="7", title="Fietsbrug over het kanaal", short_title="Fietsbrug"), "Fietsbrug"),
        (RegionalAction(number="8", title="Bus", short_title=""), ""),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value or "no short name",
)
def test_the_database_shows_the_name_that_the_program_shows(store: Store, record: object, short: str) -> None:
    with store.write("test") as work:
        work.add(record)
    table = type(record).__table__
    full = getattr(record, "name", None) or record.title
    with store.read() as session:
        shown = session.execute(select(name_shown(table)).where(table.c.id == record.id)).scalar_one()
    assert shown == display_name(short, full) == (short or full)
