"""Two who write the same: neither is locked out, neither loses a word."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from sqlmodel import select

from ibo_desk.data.tables import Change
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import N_, _
from ibo_desk.ui.conflicts import ConflictView, FieldConflict, resolve
from ibo_desk.ui.conflicts.passage import Way
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.table.columns import Column, Edit
from ibo_desk.ui.table.panel import TablePanel

FIELDS = [
    Field(N_("Short name"), "short_name", width=3),
    Field(N_("Kind"), "kind", "choice", enum=OrganisationKind, width=3),
    Field(N_("Valid from"), "valid_from", "date", width=3),
    Field(N_("Note"), "note", "text"),
]
BASE = "De bus rijdt elk uur.\n\nDe halte verhuist.\n\n- Kortrijk betaalt\n- Harelbeke plant"


@pytest.fixture
def make_panel(region_desk, shown):
    """Panels of two windows on one record, each of which follows what is written."""

    def make():
        panel = shown(RecordPanel(region_desk, "organisation", FIELDS), region_desk)
        panel.load = lambda: region_desk.lane.read(
            lambda app: next(row for row in app.organisations.listing() if row.name == "Kortrijk"),
            panel.show_record,
            owner=panel,
        )
        region_desk.lane.changed.connect(panel.load)
        panel.load()
        region_desk.lane.wait_idle()
        return panel

    return make


@pytest.fixture
def panel(make_panel, region_desk):
    made = make_panel()
    write(region_desk, made.row, note=BASE)
    return made


def write(desk, row, **values):
    desk.lane.write(lambda app: app.records.patch("organisation", row.id, None, values))
    desk.lane.wait_idle()


def stored(desk):
    rows = []
    desk.lane.read(lambda app: app.organisations.listing(), rows.extend)
    desk.lane.wait_idle()
    return next(row for row in rows if row.name == "Kortrijk")


def typed_values(desk, record_id, field):
    """Every value of a field that stands in the journal."""
    values = []

    def read(app):
        with app.store.read() as session:
            of = select(Change.new).where(Change.record_id == record_id, Change.field == field)
            return [json.loads(new) for new in session.exec(of)]

    desk.lane.read(read, values.extend)
    desk.lane.wait_idle()
    return values


def type_note(desk, panel, text):
    """Replace the whole note by typing, and leave the field."""
    editor = panel.editors["note"]
    editor.text.setPlainText(text.replace("\n\n", "\n"))
    editor.text.document().setModified(True)
    editor.left.emit()
    desk.lane.wait_idle()


def view_of(widget) -> ConflictView:
    (view,) = [one for one in widget.window().findChildren(ConflictView) if one.is_asking]
    return view


def no_view(widget) -> bool:
    return not [one for one in widget.window().findChildren(ConflictView) if one.is_asking]


def record(desk, view):
    view.record_button.click()
    desk.lane.wait_idle()


@pytest.mark.long
def test_two_windows_of_one_program_write_one_field(make_panel, region_desk):
    first, second = make_panel(), make_panel()
    cursor = second.editors["note"].text.textCursor()
    cursor.insertText("Van het tweede venster")
    type_note(region_desk, first, "Van het eerste venster")
    assert stored(region_desk).note == "Van het eerste venster"
    assert second.editors["note"].text.toPlainText() == "Van het tweede venster", "nobody's typing is touched"
    second.editors["note"].left.emit()
    region_desk.lane.wait_idle()
    assert stored(region_desk).note == "Van het eerste venster", "nothing is overwritten unseen"
    view = view_of(second)
    assert not view.record_button.isEnabled(), "nothing is chosen beforehand"
    assert first.window().isEnabled()
    assert view.windowModality() is Qt.WindowModality.WindowModal
    (passage,) = view.questions[0].passages
    assert passage.ways[Way.THEIRS].text().startswith("Van jou, in een ander venster, ")
    passage.choose(Way.BOTH)
    record(region_desk, view)
    assert stored(region_desk).note == "Van het tweede venster\n\nVan het eerste venster"
    assert second.editors["note"].text.toPlainText() == "Van het tweede venster\nVan het eerste venster"
    assert first.editors["note"].text.toPlainText() == "Van het tweede venster\nVan het eerste venster"
    assert {"Van het tweede venster", "Van het eerste venster"} <= set(
        typed_values(region_desk, second.row.id, "note")
    )
    assert no_view(second)


def begin(desk, panel, mine, theirs):
    """Mine is typed on what the panel shows, theirs is written before the field is left."""
    panel.editors["note"].text.textCursor().insertText("x")
    write(desk, panel.row, note=theirs)
    type_note(desk, panel, mine)
    return view_of(panel)


def test_closing_writes_nothing_and_keeps_what_was_typed(panel, region_desk):
    view = begin(region_desk, panel, "Mijn tekst", "Hun tekst")
    view.reject()
    region_desk.lane.wait_idle()
    assert stored(region_desk).note == "Hun tekst"
    editor = panel.editors["note"]
    assert editor.text.toPlainText() == "Mijn tekst"
    assert editor.is_touched()
    assert editor.inner.property("wrong")
    editor.left.emit()
    region_desk.lane.wait_idle()
    assert view_of(panel).questions, "it is asked again"


@pytest.mark.parametrize(
    ("way", "becomes"),
    [(Way.MINE, "Mijn tekst"), (Way.THEIRS, "Hun tekst"), (Way.BOTH, "Mijn tekst\n\nHun tekst")],
)
def test_whatever_is_chosen_both_are_in_the_journal(panel, region_desk, way, becomes):
    view = begin(region_desk, panel, "Mijn tekst", "Hun tekst")
    view.questions[0].passages[0].choose(way)
    record(region_desk, view)
    assert stored(region_desk).note == becomes
    assert {"Mijn tekst", "Hun tekst"} <= set(typed_values(region_desk, panel.row.id, "note"))
    assert not panel.editors["note"].inner.property("wrong")


def test_own_words_begin_with_both(panel, region_desk):
    view = begin(region_desk, panel, "Mijn tekst", "Hun tekst")
    question = view.questions[0]
    question.passages[0].choose(Way.OWN)
    editor = question.passages[0]._own
    assert editor.value() == "Mijn tekst\n\nHun tekst"
    editor.text.selectAll()
    editor.text.textCursor().insertText("Onze tekst")
    assert "Onze tekst" in question._result.text()
    record(region_desk, view)
    assert stored(region_desk).note == "Onze tekst"


@pytest.mark.long
@pytest.mark.parametrize("editor", ["text", "plain"])
def test_own_words_are_a_draft_that_comes_back(panel, region_desk, editor):
    conflict = FieldConflict(
        "organisation", panel.row.id, "note", "Nota", "iets anders", "Mijn tekst", editor
    )

    def choose_own():
        resolve(region_desk, panel, [conflict], lambda *_settled: None)
        region_desk.lane.wait_idle()
        view = view_of(panel)
        (passage,) = view.questions[0].passages
        passage.choose(Way.OWN)
        return view, passage._own.inner

    write(region_desk, panel.row, note="Hun tekst")
    view, inner = choose_own()
    assert inner.property("writer")
    inner.selectAll()
    inner.insertPlainText("Onze tekst")
    view.reject()
    region_desk.lane.wait_idle()
    assert [draft.text for draft in region_desk.drafts.waiting()] == ["Onze tekst"]
    view, inner = choose_own()
    assert inner.toPlainText() == "Onze tekst"
    record(region_desk, view)
    assert stored(region_desk).note == "Onze tekst"
    assert region_desk.drafts.waiting() == []


def test_paragraphs_that_one_changed_are_taken_without_a_question(panel, region_desk):
    notices = []
    region_desk.notice.connect(notices.append)
    mine = BASE.replace("elk uur", "elk half uur")
    theirs = BASE.replace("Harelbeke plant", "Harelbeke plant in maart")
    panel.editors["note"].text.textCursor().insertText("x")
    write(region_desk, panel.row, note=theirs)
    editor = panel.editors["note"]
    editor.text.undo()
    cursor = editor.text.document().find("elk uur")
    cursor.insertText("elk half uur")
    editor.left.emit()
    region_desk.lane.wait_idle()
    assert no_view(panel), "there is nothing to choose"
    assert notices == [
        "Jullie veranderden elk andere alinea's: beide staan in Note. Ctrl+H toont wie wat schreef."
    ]
    assert {mine, theirs} <= set(typed_values(region_desk, panel.row.id, "note"))
    assert stored(region_desk).note == mine.replace("Harelbeke plant", "Harelbeke plant in maart")


@pytest.mark.long
def test_the_keyboard_is_enough(panel, region_desk, qtbot):
    mine = "Een, van mij\n\nblijft\n\nDrie, van mij"
    write(region_desk, panel.row, note="Een\n\nblijft\n\nDrie")
    view = begin(region_desk, panel, mine, "Een, van An\n\nblijft\n\nDrie, van An")
    first, second = view.questions[0].passages
    assert first.isAncestorOf(view.focusWidget())
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Down)
    assert second.isAncestorOf(view.focusWidget())
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    assert view.is_asking
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_1)
    assert (first.way, second.way) == (Way.MINE, None)
    assert second.isAncestorOf(view.focusWidget())
    assert not view.record_button.isEnabled()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_2)
    assert view.focusWidget() is view.record_button
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    region_desk.lane.wait_idle()
    assert stored(region_desk).note == "Een, van mij\n\nblijft\n\nDrie, van An"


def test_a_value_is_mine_or_theirs_never_both(panel, region_desk, qtbot):
    line = panel.editors["valid_from"].inner
    line.setFocus()
    qtbot.keyClicks(line, "1/2/2027")
    write(region_desk, panel.row, valid_from=date(2027, 3, 1))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    view = view_of(panel)
    (passage,) = view.questions[0].passages
    assert set(passage.ways) == {Way.MINE, Way.THEIRS}
    assert "01/02/2027" in passage.ways[Way.MINE].accessibleDescription()
    assert "01/03/2027" in passage.ways[Way.THEIRS].accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_3)
    assert passage.way is None
    passage.choose(Way.MINE)
    record(region_desk, view)
    assert f"{stored(region_desk).valid_from:%d/%m/%Y}" == "01/02/2027"


@pytest.mark.long
def test_a_choice_that_became_stale_shows_the_newest(panel, region_desk):
    view = begin(region_desk, panel, "Mijn tekst", "Hun tekst")
    view.questions[0].passages[0].choose(Way.MINE)
    write(region_desk, panel.row, note="Nog later")
    record(region_desk, view)
    assert stored(region_desk).note == "Nog later"
    assert view.is_asking
    assert view.banner.text.startswith("Intussen is er nog eens in geschreven")
    (passage,) = view.questions[0].passages
    assert passage.way is None, "what is new was not chosen"
    assert passage.ways[Way.THEIRS].accessibleDescription() == "Nog later"
    passage.choose(Way.MINE)
    record(region_desk, view)
    assert stored(region_desk).note == "Mijn tekst"


def test_what_was_written_back_is_no_conflict(panel, region_desk):
    """Somebody undid what they did: the entry is newer, the value is what one saw."""
    panel.editors["note"].text.textCursor().insertText("x")
    write(region_desk, panel.row, note="even anders")
    write(region_desk, panel.row, note=BASE)
    type_note(region_desk, panel, "Mijn tekst")
    assert no_view(panel)
    assert stored(region_desk).note == "Mijn tekst"
    assert region_desk.told == []


def test_fields_that_one_changed_are_settled_and_told(panel, region_desk, qtbot):
    notices = []
    region_desk.notice.connect(notices.append)
    row = stored(region_desk)
    write(region_desk, row, short_name="KTR", note="Hun tekst")
    settled = {}
    resolve(
        region_desk,
        panel,
        [
            FieldConflict("organisation", row.id, "short_name", "Korte naam", row.short_name, row.short_name),
            FieldConflict("organisation", row.id, "note", "Nota", "Hun tekst", "Mijn tekst", "text"),
        ],
        lambda conflict, value, _revision: settled.update({conflict.field: value}),
    )
    region_desk.lane.wait_idle()
    assert no_view(panel)
    assert settled == {"short_name": "KTR", "note": "Mijn tekst"}
    assert notices == ["Overgenomen zonder vraag: Korte naam."]
    assert (stored(region_desk).short_name, stored(region_desk).note) == ("KTR", "Mijn tekst")


def test_a_record_that_is_gone_leaves_what_was_typed(panel, region_desk):
    row = stored(region_desk)
    gone = []
    region_desk.lane.write(lambda app: app.records.add("strategic_line", {"name": "Weg"}), gone.append)
    region_desk.lane.wait_idle()
    region_desk.lane.write(lambda app: app.records.delete("strategic_line", gone[0]))
    settled = []
    conflicts = [
        FieldConflict("strategic_line", gone[0], "name", "Naam", "Weg", "Niet weg"),
        FieldConflict("organisation", row.id, "note", "Nota", "iets anders", "Mijn tekst", "text"),
    ]
    resolve(region_desk, panel, conflicts, lambda conflict, value, _revision: settled.append(conflict.field))
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["no_such_record"]
    assert [question.conflict.field for question in view_of(panel).questions] == ["note"]
    assert settled == []


def test_two_fields_of_one_window_are_asked_in_one_view(panel, region_desk, qtbot):
    row = stored(region_desk)
    mine = [
        FieldConflict("organisation", row.id, "note", "Nota", "iets", "Mijn tekst", "text"),
        FieldConflict("organisation", row.id, "short_name", "Korte naam", "iets", "Mijn naam"),
    ]
    write(region_desk, row, short_name="KTR")
    for conflict in mine:
        resolve(region_desk, panel, [conflict], lambda *_settled: None)
    region_desk.lane.wait_idle()
    view = view_of(panel)
    assert len(view.questions) == 2
    view.questions[0].passages[0].choose(Way.MINE)
    resolve(region_desk, panel, [mine[1]], lambda *_settled: None)
    region_desk.lane.wait_idle()
    assert view_of(panel) is view
    assert view.questions[0].passages[0].way is Way.MINE, "a choice that still holds stays"


def test_a_field_that_the_record_does_not_have_is_told(panel, region_desk):
    row = stored(region_desk)
    resolve(
        region_desk,
        panel,
        [FieldConflict("organisation", row.id, "phase", "Fase", "a", "b")],
        lambda *_settled: None,
    )
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["changed_elsewhere"]
    assert no_view(panel)


LINES = [
    Column("name", N_("Name"), lambda row: row.name, edit=Edit("organisation", "name")),
    Column(
        "short_name", N_("Short name"), lambda row: row.short_name, edit=Edit("organisation", "short_name")
    ),
    Column(
        "note",
        N_("Note"),
        lambda row: row.note,
        edit=Edit(
            "organisation",
            "note",
            "text",
            save=lambda app, row, value: app.records.patch(
                "organisation", row.id, row.revision, {"note": value}
            ),
        ),
    ),
]


@pytest.mark.long
def test_cells_that_somebody_else_wrote_are_asked_in_one_view(region_desk, shown):
    """A pasted block: two of its cells were written elsewhere, the third is recorded."""
    table = shown(TablePanel(region_desk, "lines", LINES), region_desk)
    before = stored(region_desk)
    table.show_rows([before])
    write(region_desk, before, short_name="KTR", note="Hun nota")
    QGuiApplication.clipboard().setText("Kortrijk aan de Leie\tKort\tMijn nota")
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.view.blocks.paste()
    region_desk.lane.wait_idle()
    view = view_of(table)
    assert [question.conflict.label for question in view.questions] == [_("Short name"), _("Note")]
    assert [question.theirs for question in view.questions] == ["KTR", "Hun nota"]
    assert region_desk.told == []
    region_desk.lane.read(lambda app: app.organisations.listing(), table.show_rows)
    region_desk.lane.wait_idle()
    view.questions[0].passages[0].choose(Way.THEIRS)
    view.questions[1].passages[0].choose(Way.BOTH)
    record(region_desk, view)
    rows = []
    region_desk.lane.read(lambda app: app.organisations.listing(), rows.extend)
    region_desk.lane.wait_idle()
    row = next(one for one in rows if one.id == before.id)
    assert (row.name, row.short_name) == ("Kortrijk aan de Leie", "KTR")
    assert row.note == "Mijn nota\n\nHun nota"
    assert "Kort" in typed_values(region_desk, row.id, "short_name")


def test_what_was_typed_can_be_copied(panel, region_desk):
    view = begin(region_desk, panel, "Mijn tekst", "Hun tekst")
    next(one for one in view.findChildren(QPushButton) if one.text() == "Mijn tekst kopiëren").click()
    assert QGuiApplication.clipboard().text() == "Mijn tekst"


@pytest.mark.long
def test_everything_has_a_name_and_differences_are_more_than_colour(panel, region_desk):
    panel.editors["note"].text.textCursor().insertText("x")
    write(region_desk, panel.row, note="De tram rijdt elk uur")
    editor = panel.editors["note"]
    editor.text.setHtml("De bus rijdt <b>elk</b> uur")
    editor.text.document().setModified(True)
    editor.left.emit()
    region_desk.lane.wait_idle()
    view = view_of(panel)
    for radio in view.findChildren(QRadioButton):
        assert radio.text()
        assert bool(radio.accessibleDescription()) == (radio.property("way") in {"mine", "theirs"})
    marked = [label.text() for label in view.findChildren(QLabel) if "<span" in label.text()]
    assert len(marked) == 2
    assert all("underline" in html for html in marked)
    assert "<b>elk</b>" in marked[0]


def test_an_empty_version_can_be_chosen(panel, region_desk):
    panel.editors["note"].text.textCursor().insertText("x")
    write(region_desk, panel.row, note="Hun tekst")
    editor = panel.editors["note"]
    editor.text.selectAll()
    editor.text.textCursor().removeSelectedText()
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.left.emit()
    region_desk.lane.wait_idle()
    view = view_of(panel)
    view.questions[0].passages[0].choose(Way.MINE)
    record(region_desk, view)
    assert stored(region_desk).note == ""
