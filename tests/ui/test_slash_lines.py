"""Lines that begin with "/" become records while they are typed; what is misspelt is mended with one key."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ibo_desk.domain.errors import InvalidValueError, NotFoundError
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.meetings.slash.margin import SlashMargin
from ibo_desk.ui.meetings.slash.mend import mended, possible
from tests.ui.conftest import CLOCK


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.fixture
def panel(shown, example_desk, qtbot):
    """The item "K-R8" of the meeting at hand of the example's IBO."""
    page = shown(MeetingsPage(example_desk), example_desk)
    page.resize(1150, 720)
    meeting = next(row for row in page._listed if row.short == "IBO 2026-4")
    page.open_meeting(meeting.id)
    example_desk.lane.wait_idle()
    item = next(row for row in page.cockpit.file.items if row.title.startswith("K-R8"))
    page.cockpit.agenda.select(item.id)
    example_desk.lane.wait_idle()
    page.activateWindow()
    QApplication.processEvents()
    return page.cockpit.item


def type_line(qtbot, widget, text):
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def press(qtbot, desk, widget, key):
    qtbot.keyClick(widget, key)
    desk.lane.wait_idle()


def made(desk, item_id):
    return ask(desk, lambda app: app.engagements.listing(item_id=item_id))


@pytest.mark.long
def test_a_line_in_the_notes_becomes_an_engagement_and_leaves_the_text(panel, example_desk, qtbot):
    text = panel.notes.editors["discussion"].text
    type_line(qtbot, text, "Harelbeke vraagt een aparte timing.")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    type_line(qtbot, text, "/engagement Harelbeke: advies fietsbrug bezorgen tegen 15 januari")
    press(qtbot, example_desk, text, Qt.Key.Key_Return)
    (engagement,) = made(example_desk, panel.head.row.id)
    assert engagement.what == "advies fietsbrug bezorgen"
    assert engagement.due_on == date(2027, 1, 15)
    assert [part.organisation for part in engagement.partners] == ["Harelbeke"]
    assert text.toPlainText().strip() == "Harelbeke vraagt een aparte timing."
    assert any("advies fietsbrug" in chip.toolTip() for chip in panel.slash.chips)
    qtbot.keyClicks(text, "De vergadering gaat verder.")
    panel.notes.focus("conclusion")
    example_desk.lane.wait_idle()
    stored = ask(example_desk, lambda app: app.agenda.item(panel.head.row.id)).discussion
    assert stored == "Harelbeke vraagt een aparte timing.\n\nDe vergadering gaat verder."


@pytest.mark.long
def test_misspelt_command_name_and_impossible_day_are_mended_key_by_key(panel, example_desk, qtbot):
    line = panel.slash.line
    type_line(qtbot, line, "/engagment Harelbke: advies bezorgen tegen 31 februari 2027")
    press(qtbot, example_desk, line, Qt.Key.Key_Return)
    assert "engagement" in panel.slash.answer.text()
    press(qtbot, example_desk, line, Qt.Key.Key_Tab)
    assert "31 februari 2027" in panel.slash.answer.text()
    assert line.text() == "/engagement Harelbke: advies bezorgen tegen 31 februari 2027"
    press(qtbot, example_desk, line, Qt.Key.Key_Tab)
    assert "Harelbeke" in panel.slash.answer.text()
    assert made(example_desk, panel.head.row.id) == []
    press(qtbot, example_desk, line, Qt.Key.Key_Tab)
    (engagement,) = made(example_desk, panel.head.row.id)
    assert engagement.due_on == date(2027, 2, 28)
    assert line.text() == ""
    assert line.hasFocus()
    assert example_desk.told == []


@pytest.mark.long
def test_a_name_nobody_has_is_told_and_the_line_stays(panel, example_desk, qtbot):
    line = panel.slash.line
    type_line(qtbot, line, "/actiepunt Xyzzy: cijfers nazenden")
    press(qtbot, example_desk, line, Qt.Key.Key_Return)
    assert "Xyzzy" in panel.slash.answer.text()
    assert panel.slash.in_line.offer == ""
    assert line.text() == "/actiepunt Xyzzy: cijfers nazenden"
    assert made(example_desk, panel.head.row.id) == []


@pytest.mark.long
def test_typing_on_takes_the_offer_away(panel, example_desk, qtbot):
    line = panel.slash.line
    type_line(qtbot, line, "/engagement Kortrik: iets")
    press(qtbot, example_desk, line, Qt.Key.Key_Return)
    assert panel.slash.in_line.offer == "/engagement Kortrijk: iets"
    qtbot.keyClicks(line, "x")
    assert panel.slash.in_line.offer == ""
    assert not panel.slash.answer.isVisible()


@pytest.mark.long
def test_completion_offers_and_tab_takes(panel, example_desk, qtbot):
    line = panel.slash.line
    type_line(qtbot, line, "/eng")
    example_desk.lane.wait_idle()
    popup = panel.slash.in_line.popup
    assert popup is not None
    assert popup.isVisible()
    press(qtbot, example_desk, line, Qt.Key.Key_Tab)
    assert line.text() == "/engagement "
    qtbot.keyClicks(line, "Harel")
    example_desk.lane.wait_idle()
    press(qtbot, example_desk, line, Qt.Key.Key_Down)
    press(qtbot, example_desk, line, Qt.Key.Key_Return)  # takes what was chosen, notes nothing yet
    assert line.text() == "/engagement Harelbeke"
    qtbot.keyClicks(line, ": advies tegen 15 ja")
    example_desk.lane.wait_idle()
    press(qtbot, example_desk, line, Qt.Key.Key_Tab)
    assert line.text() == "/engagement Harelbeke: advies tegen 15 januari"
    press(qtbot, example_desk, line, Qt.Key.Key_Escape)
    assert not panel.slash.in_line.popup.isVisible()


@pytest.mark.long
def test_position_and_conclusion_are_noted_too(panel, example_desk, qtbot):
    text = panel.notes.editors["discussion"].text
    type_line(qtbot, text, "/standpunt Kortrijk: voorbehoud, zolang het budget niet vastligt")
    press(qtbot, example_desk, text, Qt.Key.Key_Return)
    type_line(qtbot, text, "/conclusie de partners onderschrijven de fasering")
    press(qtbot, example_desk, text, Qt.Key.Key_Return)
    item_id = panel.head.row.id
    stances = {
        one.organisation: one.stance for one in ask(example_desk, lambda app: app.agenda.positions(item_id))
    }
    assert stances["Kortrijk"] is Stance.RESERVATION
    row = ask(example_desk, lambda app: app.agenda.item(item_id))
    assert row.treatment is Treatment.TREATED
    assert row.conclusion.endswith("de partners onderschrijven de fasering")
    assert panel.notes.editors["conclusion"].value() == row.conclusion
    assert text.toPlainText().strip() == ""


@pytest.mark.long
def test_the_pen_never_stops_and_what_was_not_understood_is_mended_later(panel, example_desk, qtbot):
    text = panel.notes.editors["discussion"].text
    margin = text.findChild(SlashMargin)
    text.setFocus()
    lines = (
        "Men licht toe.",
        "/engagement burgemeester van Xyzzy: cijfers bezorgen",
        "/engagement Harelbeke: advies bezorgen tegen 15 januari",
        "/standpunt Kortrijk: akkoord",
        "Daarna gaat het verder",
    )
    for line in lines:  # without waiting for any answer
        qtbot.keyClicks(text, line)
        qtbot.keyClick(text, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert text.toPlainText().split("\n") == [lines[0], lines[1], lines[4], ""]
    assert [row.what for row in made(example_desk, panel.head.row.id)] == ["advies bezorgen"]
    ((_box, why),) = margin.marks()
    assert "Xyzzy" in why
    cursor = text.textCursor()
    cursor.setPosition(text.document().findBlockByNumber(1).position())
    text.setTextCursor(cursor)
    assert "Xyzzy" in panel.slash.answer.text()
    cursor.select(cursor.SelectionType.LineUnderCursor)
    text.setTextCursor(cursor)
    qtbot.keyClicks(text, "/engagement Kortrijk: cijfers bezorgen")
    press(qtbot, example_desk, text, Qt.Key.Key_Return)
    assert margin.marks() == []
    assert {row.what for row in made(example_desk, panel.head.row.id)} == {
        "advies bezorgen",
        "cijfers bezorgen",
    }
    qtbot.keyClicks(text, "Kort ")
    assert text.toPlainText().split("\n") == [lines[0], "Kort ", lines[4], ""]
    assert example_desk.told == []


@pytest.mark.long
def test_what_a_line_would_record_is_told_before_enter(panel, example_desk, qtbot):
    text = panel.notes.editors["discussion"].text
    type_line(qtbot, text, "/engagement Harelbeke: advies")
    panel.slash.in_text._foresee()
    example_desk.lane.wait_idle()
    assert panel.slash.answer.text() == "→ Engagement van Harelbeke: advies · zonder datum"
    assert made(example_desk, panel.head.row.id) == []


def test_enter_in_other_text_is_a_new_paragraph(panel, example_desk, qtbot):
    text = panel.notes.editors["discussion"].text
    type_line(qtbot, text, "Eerste")
    press(qtbot, example_desk, text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "Tweede/derde")
    assert text.toPlainText() == "Eerste\nTweede/derde"


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("31 februari 2027", "28 februari 2027"),
        ("30 februari 2028", "29 februari 2028"),
        ("31/04/2027", "30/04/2027"),
        ("32 januari", "31 januari"),
        ("12/13/2027", ""),
        ("volgende week", ""),
    ],
)
def test_an_impossible_day_becomes_the_last_of_its_month(phrase, meant):
    assert possible(phrase, CLOCK) == meant


def test_only_the_wrong_name_is_replaced():
    error = NotFoundError("misspelt_party", name="Kurne", nearest=("Kuurne",))
    assert mended("/engagement Kortrijk, Kurne: Kurnebrug", error, CLOCK).startswith(
        "/engagement Kortrijk, Kuurne:"
    )
    assert mended("/x", InvalidValueError("slash_unknown", value="x"), CLOCK) == ""
    stance = InvalidValueError("slash_stance", value="akoord, met plezier")
    assert mended("/standpunt Kortrijk: akoord, met plezier", stance, CLOCK) == (
        "/standpunt Kortrijk: akkoord, met plezier"
    )
