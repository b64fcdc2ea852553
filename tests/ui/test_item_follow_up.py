"""At the follow-up item a person works through what earlier meetings left open, and finds it again in the ledger."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def followed(shown, example_desk):
    """The follow-up item of the next IBO of the example, opened from wherever one came."""
    found = []

    def find(app):
        meeting = next(one for one in app.meetings.listing() if one.on == date(2026, 12, 11))
        return [one for one in app.agenda.items(meeting.id) if one.item_type is ItemType.FOLLOW_UP]

    example_desk.lane.read(find, found.extend)
    example_desk.lane.wait_idle()
    page = shown(MeetingsPage(example_desk), example_desk)
    page.show_record("agenda_item", found[0].id)
    example_desk.lane.wait_idle()
    return page


@pytest.mark.long
def test_what_was_said_and_kept_stands_at_the_item_and_in_the_ledger(followed, example_desk, shown, qtbot):
    panel = followed.cockpit.item
    part = panel.follow_up
    at = panel.tabs.indexOf(part)
    assert panel.tabs.isTabVisible(at)
    panel.tabs.setCurrentIndex(at)
    lines = part.model.rows()
    assert len(lines) > 3
    line = next(one for one in lines if one.row.state is EngagementState.RUNNING)
    number = part.model.number_of(line.id)
    said = part.model.index(number, part.model.column_number("said"))
    part.table.setCurrentIndex(said)
    part.table.edit(said)
    editor = part.table.indexWidget(said)
    qtbot.keyClicks(editor, "Het bestek ligt voor.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    state = part.model.index(number, part.model.column_number("state"))
    assert part.model.setData(state, EngagementState.KEPT)
    example_desk.lane.wait_idle()
    now = next(one for one in part.model.rows() if one.id == line.id)
    assert (now.said, now.row.state) == ("Het bestek ligt voor.", EngagementState.KEPT)

    ledger = shown(EngagementsPage(example_desk), example_desk)
    ledger.show_record("engagement", line.id)
    example_desk.lane.wait_idle()
    record = ledger.record
    tab = [record.tabs.tabText(at) for at in range(record.tabs.count())].index("Opvolging  1")
    shown_row = record.followed.lines.shown()[0]
    assert shown_row.meeting.startswith("IBO 2026-4, punt")
    asked = []
    ledger.go.connect(lambda kind, record_id: asked.append((kind, record_id)))
    record.tabs.setCurrentIndex(tab)
    qtbot.mouseClick(record.followed.open, Qt.MouseButton.LeftButton)
    assert asked == [("agenda_item", line.item_id)]
    assert example_desk.told == []


def test_removing_takes_the_follow_up_back_and_leaves_the_engagement(followed, example_desk, qtbot):
    part = followed.cockpit.item.follow_up
    followed.cockpit.item.tabs.setCurrentWidget(part)
    line = part.model.rows()[0]
    example_desk.lane.write(lambda app: app.engagements.follow_up(line.item_id, line.id, said="Besproken."))
    example_desk.lane.wait_idle()
    assert part.model.rows()[part.model.number_of(line.id)].said == "Besproken."
    part.table.select(line.id)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    part.commands.question.remove.click()
    example_desk.lane.wait_idle()
    assert part.model.rows()[part.model.number_of(line.id)].said is None
