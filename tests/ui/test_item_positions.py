"""Standpunten in the window: Team MOW once for its members, and what members took before becomes its position."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.topics import Stance
from ibo_desk.ui.ask_first import AskFirstDialog
from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def council(shown, region_desk, qtbot):
    """A meeting of the transport region council with one item; AWV took a position while it could."""
    made = []

    def make(app):
        body = next(one.id for one in app.bodies.listing() if one.kind is BodyKind.TRANSPORT_REGION_COUNCIL)
        item = app.agenda.add(
            app.meetings.add({"body_id": body, "on": date(2026, 12, 11)}), {"title": "Kernnet"}
        )
        awv = app.organisations.find("AWV")
        app.records.patch("body", body, None, {"speaks_jointly": False})
        app.agenda.set_position(item, awv, Stance.AGREES, "Mits veilige oversteek")
        app.records.patch("body", body, None, {"speaks_jointly": True})
        made.append(item)

    region_desk.lane.write(make)
    region_desk.lane.wait_idle()
    page = shown(MeetingsPage(region_desk), region_desk)
    page.show_record("agenda_item", made[0])
    region_desk.lane.wait_idle()
    page.cockpit.item.open_part("positions")
    return page.cockpit.item.positions


def names(part):
    return [line.organisation for line in part.model.rows()]


@pytest.mark.long
def test_team_mow_is_offered_once_and_takes_the_place_of_its_members(council, region_desk, qtbot):
    assert names(council).count("Team MOW (AWV, De Lijn, De Vlaamse Waterweg, Departement MOW)") == 1
    assert "De Lijn" not in names(council)
    assert council.who.findText("De Lijn") == -1
    assert council.join.text() == "Maak van het standpunt van AWV één standpunt van Team MOW"
    qtbot.mouseClick(council.join, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    first = council.model.rows()[0]
    assert first.organisation.startswith("Team MOW (AWV")
    assert (first.stance, first.text) == (Stance.AGREES, "AWV: Mits veilige oversteek")
    assert not council.join.isVisible()
    assert region_desk.told == []


@pytest.mark.long
def test_all_other_members_agree_in_one_click(council, region_desk, qtbot):
    kortrijk = next(line for line in council.model.rows() if line.organisation == "Kortrijk")
    at = council.model.number_of(kortrijk.id)
    council.model.setData(council.model.index(at, council.model.column_number("stance")), Stance.DISSENTS)
    region_desk.lane.wait_idle()
    qtbot.mouseClick(council.join, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    qtbot.mouseClick(council.agree_all, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    told = {line.organisation: line.stance for line in council.model.rows()}
    assert told.pop("Kortrijk") is Stance.DISSENTS
    assert set(told.values()) == {Stance.AGREES}


@pytest.mark.long
def test_the_chosen_ones_agree_and_keep_their_words(council, region_desk, qtbot):
    qtbot.mouseClick(council.join, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    for column, value in (("stance", Stance.RESERVATION), ("text", "Mits budget")):
        council.model.setData(council.model.index(0, council.model.column_number(column)), value)
        region_desk.lane.wait_idle()
    council.table.setCurrentIndex(council.model.index(0, 0))
    qtbot.mouseClick(council.agree, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert council.model.rows()[0].stance is Stance.RESERVATION, "what stands is asked about first"
    asking = council.findChild(AskFirstDialog)
    asking.tick_all.click()
    asking.overwrite.click()
    region_desk.lane.wait_idle()
    first = council.model.rows()[0]
    assert (first.stance, first.text) == (Stance.AGREES, "Mits budget")
    assert region_desk.told == []


def test_a_member_without_a_position_is_the_row_of_the_position_it_gets(council, region_desk):
    """So what was typed for it belongs to this item alone, and the row stays chosen once it is noted."""
    before = next(line for line in council.model.rows() if line.position_id is None)
    council.table.select(before.id)
    at = council.model.index(council.model.number_of(before.id), council.model.column_number("text"))
    council.model.setData(at, "Mits overleg")
    region_desk.lane.wait_idle()
    noted = next(line for line in council.model.rows() if line.text == "Mits overleg")
    assert noted.position_id == noted.id == before.id != noted.organisation_id
    assert council.table.current() == noted
