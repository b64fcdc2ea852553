"""The cost-sharing table of an action is kept, divided and undone."""

from fractions import Fraction

import pytest

from ibo_desk.domain.cost_sharing import CostPartner
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.share_keys import ShareKey
from ibo_desk.services.actions.cost_sharing import ChargeLine, CostSheet, CostSheets
from ibo_desk.services.words import sentence
from tests.services.desk import Desk

SHEET = CostSheet(
    "woning",
    (CostPartner("Stad", 4), CostPartner("CAW", 1)),
    (
        ChargeLine("Omkadering", thousandths=200, rate_cents=8_450_000),
        ChargeLine("Werking", ShareKey.FIXED, fixed=(100, 200)),
    ),
    (ChargeLine("Dagprijs", cents=550_800, each=True),),
)


def test_a_sheet_is_kept_with_the_action(desk: Desk) -> None:
    sheets = CostSheets(desk.store)
    assert sheets.sheet(desk.action) == CostSheet()
    sheets.save(desk.action, SHEET)
    assert sheets.sheet(desk.action) == SHEET
    table = sheets.sheet(desk.action).table()
    assert table.rows[0].costs == (Fraction(1_352_000), 100)
    assert table.total.income == 5 * 550_800
    assert desk.history.entries()[0].label == "Kostenverdeling van “Fietssnelweg langs de Leie” gewijzigd"
    sheets.save(desk.action, CostSheet("km"))
    desk.history.undo()
    assert sheets.sheet(desk.action) == SHEET


def test_what_cannot_be_divided_is_not_kept(desk: Desk) -> None:
    wrong = CostSheet("woning", (CostPartner("Stad"),), (ChargeLine("Omkadering", cents=100),))
    with pytest.raises(RuleError) as caught:
        CostSheets(desk.store).save(desk.action, wrong)
    assert "“Omkadering” kan niet verdeeld worden (volgens aantal eenheden)" in sentence(caught.value)
    assert CostSheets(desk.store).sheet(desk.action) == CostSheet()
