"""The record beside the table: saves when left, keeps what is being typed, says when somebody else was first."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import N_
from ibo_desk.ui.conflicts import ConflictView
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.record.panel import RecordPanel

FIELDS = [
    Section(N_("Organisation")),
    Field(N_("Name"), "name"),
    Field(N_("Short name"), "short_name", width=3),
    Field(N_("Kind"), "kind", "choice", enum=OrganisationKind, width=3),
    Field(N_("Valid from"), "valid_from", "date", width=3),
    Field(N_("Note"), "note", "text"),
]


@pytest.fixture
def panel(region_desk, shown):
    made = shown(RecordPanel(region_desk, "organisation", FIELDS), region_desk)
    made.load = lambda: region_desk.lane.read(
        lambda app: next(row for row in app.organisations.listing() if row.name.startswith("Kortrijk")),
        made.show_record,
        owner=made,
    )
    made.stale.connect(made.load)
    region_desk.lane.changed.connect(made.load)
    made.load()
    region_desk.lane.wait_idle()
    return made


def line(panel, name) -> QLineEdit:
    return panel.editors[name].inner


def stored(desk):
    found = []
    desk.lane.read(
        lambda app: [r for r in app.organisations.listing() if r.name.startswith("Kortrijk")], found.extend
    )
    desk.lane.wait_idle()
    return found[0]


def type_in(qtbot, panel, name, text):
    widget = line(panel, name)
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def leave(qtbot, panel, name):
    qtbot.keyClick(line(panel, name), Qt.Key.Key_Return)


def test_a_field_saves_when_it_is_left(panel, region_desk, qtbot):
    saved = []
    region_desk.lane.saved.connect(lambda undo, _redo, quiet: saved.append((undo.label, quiet)))
    type_in(qtbot, panel, "short_name", "Ktk")
    leave(qtbot, panel, "short_name")
    region_desk.lane.wait_idle()
    assert stored(region_desk).short_name == "Ktk"
    assert len(saved) == 1
    assert "Kortrijk" in saved[0][0]
    assert saved[0][1] is True
    assert panel.row.short_name == "Ktk"


def test_nothing_is_written_when_nothing_changed(panel, region_desk, qtbot):
    changes = []
    region_desk.lane.changed.connect(changes.append)
    line(panel, "name").setFocus()
    leave(qtbot, panel, "name")
    region_desk.lane.wait_idle()
    assert changes == []


def test_a_choice_saves_at_once(panel, region_desk):
    combo = panel.editors["kind"].inner
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(OrganisationKind.OTHER))
    combo.activated.emit(combo.currentIndex())
    region_desk.lane.wait_idle()
    assert stored(region_desk).kind is OrganisationKind.OTHER


def test_a_value_that_cannot_be_stays_marked_and_is_not_saved(panel, region_desk, qtbot):
    type_in(qtbot, panel, "valid_from", "31/02/2027")
    leave(qtbot, panel, "valid_from")
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["impossible_date"]
    assert line(panel, "valid_from").property("wrong") is True
    assert line(panel, "valid_from").text() == "31/02/2027"
    type_in(qtbot, panel, "valid_from", "1/3/2027")
    leave(qtbot, panel, "valid_from")
    region_desk.lane.wait_idle()
    assert line(panel, "valid_from").property("wrong") is False
    assert line(panel, "valid_from").text() == "01/03/2027"


def test_a_text_that_cannot_be_saved_is_not_lost(panel, region_desk, qtbot):
    type_in(qtbot, panel, "name", "x" * 400)
    leave(qtbot, panel, "name")
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["invalid_field"]
    assert line(panel, "name").text() == "x" * 400
    assert line(panel, "name").property("wrong") is True
    assert stored(region_desk).name == "Kortrijk"


@pytest.mark.long
def test_a_full_disk_keeps_what_was_typed_until_there_is_room(panel, region_desk):
    limit_pages(region_desk, room=0)
    edit = panel.editors["note"].inner
    edit.setFocus()
    edit.insertPlainText("a" * 20_000)
    line(panel, "name").setFocus()
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["disk_full"]
    assert edit.toPlainText() == "a" * 20_000
    limit_pages(region_desk, room=1000)
    edit.setFocus()
    line(panel, "name").setFocus()
    region_desk.lane.wait_idle()
    assert stored(region_desk).note == "a" * 20_000


def limit_pages(desk, *, room: int) -> None:
    """Let the file grow by so many pages and no more, as on a disk that is full."""

    def limit(app):
        with app.store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}")

    desk.lane.read(limit, lambda _none: None)
    desk.lane.wait_idle()


def write_elsewhere(desk, row, values):
    desk.lane.write(lambda app: app.records.patch("organisation", row.id, None, values))


def test_what_is_being_typed_survives_a_reload(panel, region_desk, qtbot):
    type_in(qtbot, panel, "short_name", "half get")
    write_elsewhere(region_desk, panel.row, {"note": "Van een ander venster"})
    region_desk.lane.wait_idle()
    assert line(panel, "short_name").text() == "half get"
    assert panel.editors["note"].inner.toPlainText() == "Van een ander venster"
    leave(qtbot, panel, "short_name")
    region_desk.lane.wait_idle()
    assert stored(region_desk).short_name == "half get"
    assert region_desk.told == []


def test_who_was_first_stands_and_the_other_sees_both(panel, region_desk, qtbot):
    region_desk.lane.changed.disconnect(panel.load)
    write_elsewhere(region_desk, panel.row, {"short_name": "eerst"})
    region_desk.lane.wait_idle()
    type_in(qtbot, panel, "short_name", "later")
    leave(qtbot, panel, "short_name")
    region_desk.lane.wait_idle()
    assert stored(region_desk).short_name == "eerst"
    assert panel.row.short_name == "eerst"
    assert line(panel, "short_name").text() == "later", "what was typed stays until it is settled"
    (view,) = panel.findChildren(ConflictView)
    (question,) = view.questions
    assert (question.conflict.mine, question.theirs) == ("later", "eerst")


def test_going_to_another_record_saves_what_was_typed(panel, region_desk, qtbot):
    type_in(qtbot, panel, "short_name", "nog niet weg")
    panel.show_record(None)
    region_desk.lane.wait_idle()
    assert not panel.isEnabled() or panel.row is not None
    assert stored(region_desk).short_name == "nog niet weg"


def test_a_text_saves_as_markdown(panel, region_desk):
    editor = panel.editors["note"]
    editor.text.setFocus()
    editor.text.textCursor().insertText("Belangrijk")
    editor.text.selectAll()
    editor.text.toggle_bold()
    editor.left.emit()
    region_desk.lane.wait_idle()
    assert stored(region_desk).note == "**Belangrijk**"


def test_a_locked_record_cannot_be_typed_in(panel, region_desk, qtbot):
    panel.set_read_only(True)
    type_in(qtbot, panel, "short_name", "x")
    leave(qtbot, panel, "short_name")
    region_desk.lane.wait_idle()
    assert stored(region_desk).short_name != "x"


def test_a_choice_narrows_while_typing(region_desk, shown, qtbot):
    ids = [uuid4(), uuid4()]
    field = Field(
        N_("Who"),
        "id",
        "record",
        options=lambda _row: [(ids[0], "Gemeente Menen"), (ids[1], "Stad Kortrijk")],
        empty="",
        save=lambda _app, _row, _value: None,
    )
    panel = shown(RecordPanel(region_desk, "x", [field]), region_desk)

    class Row:
        id = ids[0]

    panel.show_record(Row())
    combo = panel.editors["id"].inner
    assert combo.currentText() == "Gemeente Menen"
    combo.lineEdit().setText("kortr")
    panel.editors["id"]._settle()
    assert panel.editors["id"].value() == ids[1]
    combo.lineEdit().setText("zzz")
    combo.setCurrentIndex(combo.findData(ids[0]))
    panel.editors["id"]._settle()
    assert combo.currentText() == "Gemeente Menen"
    region_desk.lane.wait_idle()


def test_every_field_has_a_name_for_screen_readers(panel):
    for name, editor in panel.editors.items():
        assert editor.inner.accessibleName(), name
