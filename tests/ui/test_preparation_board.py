"""The preparation board: topics dragged onto a meeting or put there by keyboard; a meeting convened for them."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from sqlmodel import select

from ibo_desk.data.tables import BodyPermission
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.topics import Preparation
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.panes import go_to_pane
from ibo_desk.ui.topics.columns import source
from ibo_desk.ui.topics.coming import TOPICS
from ibo_desk.ui.topics.page import TopicsPage

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
NAMES = ("Fietsbrug", "Deelmobiliteit", "Bouwshift")


@pytest.fixture
def page(shown, region_desk):
    def prepare(app):
        app.meetings.add({"body_id": app.bodies.find("CvB"), "on": date(2026, 11, 27)})
        app.meetings.add({"body_id": app.bodies.find("IBO"), "on": date(2026, 12, 11)})
        for name in NAMES:
            app.topics.add({"title": name, "justifies_meeting": name != "Bouwshift"})

    region_desk.lane.write(prepare)
    return shown(TopicsPage(region_desk), region_desk)


def choose(page, *titles):
    """Select the title cells of these topics."""
    model, view = page.table.model, page.table.view
    column = model.column_number("title")
    view.clearSelection()
    rows = [at for at in range(model.rowCount()) if model.row(at).title in titles]
    flags = view.selectionModel().SelectionFlag
    for at in rows:
        view.selectionModel().setCurrentIndex(model.index(at, column), flags.Select)


def carried(page):
    """What the table gives along when the chosen rows are dragged."""
    return page.table.model.mimeData(page.table.view.selectionModel().selectedIndexes())


def over(page, body):
    view = page.coming.view
    at = next(n for n, one in enumerate(page.coming.model.targets) if one.meeting.body_short == body)
    return QPointF(view.visualRect(page.coming.model.index(at)).center())


def enter(page, mime, point):
    view = page.coming.view
    event = QDragEnterEvent(point.toPoint(), COPY, mime, LEFT, NONE)
    view.dragEnterEvent(event)
    move = QDragMoveEvent(point.toPoint(), COPY, mime, LEFT, NONE)
    view.dragMoveEvent(move)
    return event.isAccepted(), move.isAccepted()  # Qt's events do not outlive what they carry


def drop(page, mime, point):
    event = QDropEvent(point, COPY, mime, LEFT, NONE)
    page.coming.view.dropEvent(event)
    page.desk.lane.wait_idle()
    return event.isAccepted()


def agenda(desk, body):
    found = []

    def read(app):
        meeting = next(one for one in app.meetings.listing() if one.body_short == body)
        return [item.title for item in app.agenda.items(meeting.id) if item.topic_id]

    desk.lane.read(read, found.extend)
    desk.lane.wait_idle()
    return found


@pytest.mark.long
def test_several_topics_are_dragged_onto_a_meeting_and_come_back_with_one_undo(page, region_desk):
    column = page.table.model.column_number("title")
    assert page.table.model.flags(page.table.model.index(0, column)) & Qt.ItemFlag.ItemIsDragEnabled
    choose(page, "Fietsbrug", "Bouwshift")
    mime = carried(page)
    entered, moved = enter(page, mime, over(page, "IBO"))
    assert entered
    assert moved
    assert page.coming.notice.text() == "2 onderwerpen op de agenda zetten van IBO · 11 december 2026"
    assert page.coming.model.over == page.coming.model.targets[1].meeting.id
    dropped = drop(page, mime, over(page, "IBO"))
    assert dropped
    assert set(agenda(region_desk, "IBO")) == {"Fietsbrug", "Bouwshift"}
    assert page.coming.model.dragged == ()
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert agenda(region_desk, "IBO") == []
    assert region_desk.told == []


@pytest.mark.long
def test_a_meeting_that_cannot_take_them_says_why_and_refuses(page, region_desk):
    choose(page, "Fietsbrug")
    mime = carried(page)
    enter(page, mime, over(page, "IBO"))
    drop(page, mime, over(page, "IBO"))
    choose(page, "Fietsbrug", "Bouwshift")
    mime = carried(page)
    _entered, moved = enter(page, mime, over(page, "IBO"))
    assert not moved
    said = "“Fietsbrug” staat al op de agenda van deze vergadering."
    assert page.coming.notice.toolTip() == said
    assert page.coming.notice.property("wrong") is True
    looks = page.coming.model
    assert [looks.refusal(one, looks.dragged) is None for one in looks.targets] == [True, False]
    picture = page.coming.view.grab()
    page.coming.view.dragLeaveEvent(QDragLeaveEvent())
    assert page.coming.view.grab().toImage() != picture.toImage()
    dropped = drop(page, mime, over(page, "IBO"))
    assert agenda(region_desk, "IBO") == ["Fietsbrug"]
    assert not dropped
    assert [error.code for error in region_desk.told] == ["topic_already_on_agenda"]


@pytest.mark.long
def test_declined_and_forbidden_topics_are_refused_while_they_hang_there(page, region_desk):
    def spoil(app):
        rows = {row.title: row.id for row in app.topics.listing()}
        app.topics.decline(rows["Fietsbrug"], "Geen regionaal thema")
        app.records.patch("topic", rows["Bouwshift"], None, {"transport_layer": TransportLayer.RAIL})
        vrr = app.bodies.find("VRR")
        app.meetings.add({"body_id": vrr, "on": date(2026, 12, 2)})
        with app.store.read() as session:
            may = session.exec(
                select(BodyPermission.id).where(
                    BodyPermission.body_id == vrr,
                    BodyPermission.item_type == ItemType.DISCUSSION,
                    BodyPermission.transport_layer == TransportLayer.RAIL,
                )
            ).one()
        app.records.delete("body_permission", may)

    region_desk.lane.write(spoil)
    page.states.setCurrentIndex(1)
    region_desk.lane.wait_idle()
    choose(page, "Fietsbrug")
    enter(page, carried(page), over(page, "CvB"))
    assert page.coming.notice.toolTip().startswith("“Fietsbrug” is niet weerhouden")
    choose(page, "Bouwshift")
    _entered, moved = enter(page, carried(page), over(page, "VRR"))
    assert not moved
    assert "behandelt geen punt" in page.coming.notice.toolTip()
    drop(page, carried(page), over(page, "VRR"))
    assert [error.code for error in region_desk.told] == ["body_may_not_treat"]
    assert agenda(region_desk, "VRR") == []


@pytest.mark.long
def test_something_else_is_not_taken(page):
    mime = QMimeData()
    mime.setText("Fietsbrug")
    event = QDragEnterEvent(over(page, "IBO").toPoint(), COPY, mime, LEFT, NONE)
    page.coming.view.dragEnterEvent(event)
    assert not event.isAccepted()
    assert mime.formats() != [TOPICS]


@pytest.mark.long
def test_by_keyboard_several_rows_go_onto_the_chosen_meeting(page, region_desk, qtbot):
    page.table.view.setFocus()
    choose(page, *NAMES)
    assert page.record.schedule.text() == "Op agenda zetten (3)"
    go_to_pane(page, 1)
    assert page.record.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(page.record.meetings, Qt.Key.Key_Down)
    assert page.coming.view.currentIndex().row() == 1  # the card follows
    qtbot.keyClick(page.record.schedule, Qt.Key.Key_Space)
    region_desk.lane.wait_idle()
    assert set(agenda(region_desk, "IBO")) == set(NAMES)
    assert {row.preparation for row in page.table.shown()} == {Preparation.SCHEDULED}


def test_a_card_opens_its_meeting_and_chooses_it(page, qtbot):
    view = page.coming.view
    with qtbot.waitSignal(page.go) as gone:
        view.setCurrentIndex(page.coming.model.index(1))
        qtbot.keyClick(view, Qt.Key.Key_Return)
    ibo = page.coming.model.targets[1].meeting.id
    assert gone.args == ["meeting", ibo]
    assert page.record.chosen() == ibo
    qtbot.mouseClick(view.viewport(), LEFT, NONE, over(page, "CvB").toPoint())
    with qtbot.waitSignal(page.go):
        qtbot.mouseDClick(view.viewport(), LEFT, NONE, over(page, "CvB").toPoint())


@pytest.mark.long
def test_a_meeting_is_convened_for_the_chosen_topics_in_one_step(page, region_desk, qtbot):
    page.weighty.setChecked(True)
    page.table.view.selectAll()
    qtbot.mouseClick(page.coming.new, LEFT)
    assert page.convene_told.text() == (
        "2 onderwerpen komen op de agenda. Aanleiding: Deelmobiliteit, Fietsbrug."
    )
    qtbot.keyClicks(page.convening.day, "18/12/2026")
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.convening.day, Qt.Key.Key_Return)
        region_desk.lane.wait_idle()
    made = []
    region_desk.lane.read(lambda app: app.meetings.row(gone.args[1]), made.append)
    region_desk.lane.wait_idle()
    assert (made[0].body_short, made[0].on) == ("IBO", date(2026, 12, 18))
    assert made[0].reason == "- Deelmobiliteit\n- Fietsbrug"
    assert not page.convene_frame.isVisible()


@pytest.mark.long
@pytest.mark.parametrize("count", [0, 12])
def test_the_strip_keeps_its_height_with_none_and_with_many(shown, region_desk, qtbot, count):
    def prepare(app):
        for month in range(1, count + 1):
            app.meetings.add({"body_id": app.bodies.find("IBO"), "on": date(2027, month, 5)})

    region_desk.lane.write(prepare)
    page = shown(TopicsPage(region_desk), region_desk)
    strip = page.coming
    assert strip.none.isVisible() is (count == 0)
    qtbot.waitUntil(lambda: strip.height() < 130)  # once the page has been laid out
    if count:
        last = strip.model.index(count - 1)
        strip.view.setCurrentIndex(last)
        assert strip.view.viewport().rect().intersects(strip.view.visualRect(last))


@pytest.mark.long
def test_where_a_topic_comes_from_is_seen_in_the_list(page, region_desk):
    def bring(app):
        kortrijk = app.organisations.find("Kortrijk")
        college = next(one for one in app.bodies.colleges() if one.organisation_id == kortrijk)
        told = {"title": "Punt", "submitted_by_id": kortrijk}
        return (
            app.topics.add({**told, "origin_body_id": college.id}),
            app.topics.add({**told, "origin_body_id": app.bodies.find("CvB")}),
        )

    made = []
    region_desk.lane.write(bring, made.extend)
    region_desk.lane.wait_idle()
    rows = {row.id: row for row in page.table.shown()}
    assert [source(rows[one]) for one in made] == ["Kortrijk", "Kortrijk · CvB"]


@pytest.mark.long
def test_the_details_of_a_meeting_show_what_justifies_it_and_add_it_to_the_reason(shown, region_desk, qtbot):
    def prepare(app):
        meeting = app.meetings.add(
            {"body_id": app.bodies.find("IBO"), "on": date(2026, 12, 11), "reason": "Op vraag van MOW."}
        )
        topics = [app.topics.add({"title": name, "justifies_meeting": True}) for name in NAMES[:2]]
        topics.append(app.topics.add({"title": NAMES[2]}))
        app.convening.put(topics, meeting)

    region_desk.lane.write(prepare)
    page = shown(MeetingsPage(region_desk), region_desk)
    qtbot.mouseClick(page.cockpit.details_button, LEFT)
    region_desk.lane.wait_idle()
    details = page.cockpit.details
    assert details.topics.text() == "Fietsbrug · Deelmobiliteit"
    qtbot.mouseClick(details.take_over, LEFT)
    region_desk.lane.wait_idle()
    assert details.panel.editors["reason"].value() == "Op vraag van MOW.\n\n- Fietsbrug\n- Deelmobiliteit"
    assert details.topics.isVisible()
    assert not details.take_over.isVisible()


@pytest.mark.long
def test_what_the_mayors_say_of_a_topic_is_written_and_seen_from_the_board(page, region_desk, qtbot):
    def prepare(app):
        rows = {row.title: row.id for row in app.topics.listing()}
        (mayors,) = app.convening.put([rows["Fietsbrug"]], page.coming.model.targets[0].meeting.id)
        app.agenda.conclude(mayors, "Rijp voor het **IBO**")
        app.convening.put([rows["Fietsbrug"]], page.coming.model.targets[1].meeting.id)
        return rows["Fietsbrug"]

    made = []
    region_desk.lane.write(prepare, made.append)
    region_desk.lane.wait_idle()
    page.table.select(made[0])
    region_desk.lane.wait_idle()
    record = page.record
    texts = [label.text() for label in record.findChildren(QLabel) if label.isVisible()]
    assert "Rijp voor het IBO" in texts
    assert "Wat CvB ervan zegt, voor IBO 2026-1" in texts
    assert record.said.editors["preparation_audience"].value() == Audience.SECRETARIAT
    note = record.said.editors["preparation_note"]
    note.inner.setFocus()
    qtbot.keyClicks(note.inner, "Eerst kosten")
    record.meetings.setFocus()
    region_desk.lane.wait_idle()
    items = []
    region_desk.lane.read(lambda app: app.agenda.by_ids([record.said.row.id]), items.extend)
    region_desk.lane.wait_idle()
    assert items[0].preparation_note == "Eerst kosten"
