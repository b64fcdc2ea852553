"""The name that is shown stands once in Python and once in SQL; both say the same, on each engine."""

from typing import Any

import pytest
from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, Organisation, RegionalAction
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.base.names import name_shown

RECORDS = (
    (Organisation, {"kind": OrganisationKind.MUNICIPALITY, "name": "Spiere-Helkijn", "short_name": ""}),
    (Organisation, {"kind": OrganisationKind.INTERMUNICIPAL, "name": "Vereniging", "short_name": "VG"}),
    (Body, {"kind": BodyKind.IBO, "name": "Interbestuurlijk overleg", "short_name": "IBO"}),
    (Body, {"kind": BodyKind.PROJECT_TEAM, "name": "Projectteam", "short_name": ""}),
    (RegionalAction, {"number": "7", "title": "Fietsbrug over het kanaal", "short_title": "Fietsbrug"}),
    (RegionalAction, {"number": "8", "title": "Bus", "short_title": ""}),
)


@pytest.mark.parametrize(("table", "values"), RECORDS, ids=[str(number) for number in range(len(RECORDS))])
def test_the_database_shows_the_name_that_the_program_shows(
    store: Store, table: Any, values: dict[str, str]
) -> None:
    with store.write("test") as work:
        key = work.add(table(**values)).id
    columns = table.__table__
    short = values.get("short_name", values.get("short_title", ""))
    full = values.get("name", values.get("title", ""))
    with store.read() as session:
        shown = session.execute(select(name_shown(columns)).where(columns.c.id == key)).scalar_one()
    assert shown == display_name(short, full) == (short or full)
