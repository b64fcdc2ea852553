"""What is typed in a field: drafted while one types, recorded often, never overwritten, never lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from ibo_desk.data.drafts import texts_left_in
from ibo_desk.language import N_
from ibo_desk.services.keeping.drafts import drafts_folder
from ibo_desk.ui.bars import TopBar
from ibo_desk.ui.conflicts import ConflictView
from ibo_desk.ui.drafts.drafts import Drafts, Kept
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.record.panel import RecordPanel

FIELDS = [
    Field(N_("Name"), "name"),
    Field(N_("Short name"), "short_name", width=3),
    Field(N_("Valid from"), "valid_from", "date", width=3),
    Field(N_("Note"), "note", "text"),
]


def conflict_view(panel) -> ConflictView:
    return next(view for view in panel.window().findChildren(ConflictView) if view.is_asking)


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def desk(open_desk, region_file, watch):
    made = open_desk(region_file)
    made.drafts.now = watch
    return made


def make_panel(desk, shown, name="Kortrijk"):
    panel = shown(RecordPanel(desk, "organisation", FIELDS), desk)

    def load(*_changes):
        desk.lane.read(
            lambda app: next(row for row in app.organisations.listing() if row.name.startswith(name)),
            panel.show_record,
            owner=panel,
        )

    panel.load = load
    panel.stale.connect(load)
    desk.lane.changed.connect(load)
    load()
    desk.lane.wait_idle()
    return panel


@pytest.fixture
def panel(desk, shown):
    return make_panel(desk, shown)


def stored(desk, name="Kortrijk"):
    found = []
    desk.lane.read(
        lambda app: [row for row in app.organisations.listing() if row.name.startswith(name)], found.extend
    )
    desk.lane.wait_idle()
    return found[0]


def entries(desk):
    found = []
    desk.lane.read(lambda app: app.history.entries(), found.extend)
    desk.lane.wait_idle()
    return found


def drafted(desk):
    """The texts that lie on the disk."""
    assert desk.drafts.writer.flush()
    return [draft.text for draft in texts_left_in(drafts_folder())]


def pass_time(desk, watch, seconds):
    watch.seconds += seconds
    desk.drafts.tick()


@pytest.mark.long
def test_a_text_is_on_the_disk_while_one_types_on(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    for letter in "zonder pauze":
        qtbot.keyClicks(note, letter)
        pass_time(desk, watch, 0.3)
    assert drafted(desk)[0].startswith("zonder pa")
    assert stored(desk).note == ""


@pytest.mark.long
def test_the_record_follows_after_a_pause_and_the_draft_goes(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "even wachten")
    pass_time(desk, watch, 1)
    assert drafted(desk) == ["even wachten"]
    pass_time(desk, watch, 10)
    desk.lane.wait_idle()
    assert stored(desk).note == "even wachten"
    assert drafted(desk) == []
    assert desk.drafts.standing().kept is Kept.ALL


def test_the_record_follows_within_a_minute_of_typing(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    for _second in range(61):
        qtbot.keyClicks(note, "x")
        pass_time(desk, watch, 1)
    desk.lane.wait_idle()
    assert len(stored(desk).note) >= 60


def test_a_save_never_touches_the_text_that_is_being_typed(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "een twee drie")
    note.moveCursor(QTextCursor.MoveOperation.WordLeft)
    note.moveCursor(QTextCursor.MoveOperation.WordLeft, QTextCursor.MoveMode.KeepAnchor)
    cursor = note.textCursor()
    pass_time(desk, watch, 11)
    desk.lane.wait_idle()
    assert stored(desk).note == "een twee drie"
    assert (note.textCursor().position(), note.textCursor().anchor()) == (cursor.position(), cursor.anchor())
    assert note.document().isUndoAvailable()
    note.undo()
    assert note.toPlainText() == ""


@pytest.mark.long
def test_typing_goes_on_after_saves_without_being_stale(panel, desk, watch, qtbot):
    note, short = panel.editors["note"].text, panel.editors["short_name"].inner
    for number in range(3):
        note.setFocus()
        note.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClicks(note, f"deel {number}")
        pass_time(desk, watch, 11)
        qtbot.keyClicks(note, ".")  # while the save is under way
        short.setFocus()
        short.selectAll()
        qtbot.keyClicks(short, f"K{number}")
        pass_time(desk, watch, 11)
        desk.lane.wait_idle()
    assert stored(desk).note == "deel 0.deel 1.deel 2."
    assert stored(desk).short_name == "K2"
    assert desk.told == []


def test_the_entries_of_one_stay_carry_one_visit(panel, desk, watch, qtbot):
    from sqlmodel import select

    from ibo_desk.data.tables import JournalEntry

    note = panel.editors["note"].text
    for _stay in range(2):
        note.setFocus()
        for word in ("een ", "twee "):
            qtbot.keyClicks(note, word)
            pass_time(desk, watch, 11)
            desk.lane.wait_idle()
        panel.editors["name"].inner.setFocus()
    visits = []

    def read(app):
        with app.store.read() as session:
            return session.exec(select(JournalEntry.visit).order_by(JournalEntry.id)).all()

    desk.lane.read(read, visits.extend)
    desk.lane.wait_idle()
    first, second, third, fourth = visits[-4:]
    assert first == second != third == fourth
    assert None not in visits[-4:]


def test_a_date_half_typed_stays_a_draft_and_is_said(panel, desk, watch, qtbot):
    line = panel.editors["valid_from"].inner
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "11/1x")
    pass_time(desk, watch, 11)
    desk.lane.wait_idle()
    standing = desk.drafts.standing()
    assert standing.kept is Kept.NOT
    assert "11/1x" in standing.reason
    assert line.text() == "11/1x"
    assert drafted(desk) == ["11/1x"]
    assert desk.told == []  # no banner while one types
    line.clear()
    qtbot.keyClicks(line, "11/12/2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    assert drafted(desk) == []
    assert desk.drafts.standing().kept is Kept.ALL


def test_escape_gives_the_text_back_that_stood_there_on_entering(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "dit blijft")
    panel.editors["name"].inner.setFocus()
    desk.lane.wait_idle()
    note.setFocus()
    note.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(note, " en dit niet")
    pass_time(desk, watch, 11)
    desk.lane.wait_idle()
    assert stored(desk).note == "dit blijft en dit niet"
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    desk.lane.wait_idle()
    assert note.toPlainText() == "dit blijft"
    assert stored(desk).note == "dit blijft"
    assert drafted(desk) == []


def test_escape_in_a_line_drops_the_draft(panel, desk, watch, qtbot):
    line = panel.editors["short_name"].inner
    before = line.text()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "toch niet")
    pass_time(desk, watch, 1)
    assert drafted(desk) == ["toch niet"]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    desk.lane.wait_idle()
    assert line.text() == before
    assert drafted(desk) == []
    assert stored(desk).short_name == before


def test_somebody_else_who_wrote_the_same_field_takes_nothing_away(panel, desk, watch, qtbot):
    line = panel.editors["short_name"].inner
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "van mij")
    record = panel.row.id
    desk.lane.write(
        lambda app: app.records.patch("organisation", record, None, {"short_name": "van een ander"})
    )
    desk.lane.wait_idle()
    assert line.text() == "van mij"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    assert stored(desk).short_name == "van een ander"
    assert line.text() == "van mij"
    assert drafted(desk) == ["van mij"]
    view = conflict_view(panel)
    assert view.questions[0].conflict.mine == "van mij"
    view.reject()
    assert line.text() == "van mij"
    assert drafted(desk) == ["van mij"]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    qtbot.keyClick(conflict_view(panel), Qt.Key.Key_1)
    conflict_view(panel).record_button.click()
    desk.lane.wait_idle()
    assert stored(desk).short_name == "van mij"
    assert line.text() == "van mij"
    assert drafted(desk) == []


def test_another_record_takes_nothing_along(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "voor Kortrijk")
    other = stored(desk, "Menen")
    panel.show_record(other)
    desk.lane.wait_idle()
    assert stored(desk).note == "voor Kortrijk"
    assert stored(desk, "Menen").note == ""
    assert drafted(desk) == []


def test_what_another_record_could_not_hold_waits_and_comes_back(panel, desk, watch, qtbot):
    line = panel.editors["valid_from"].inner
    first = panel.row
    line.setFocus()
    qtbot.keyClicks(line, "ooit")
    desk.lane.changed.disconnect(panel.load)
    panel.show_record(stored(desk, "Menen"))
    desk.lane.wait_idle()
    assert [draft.text for draft in desk.drafts.waiting()] == ["ooit"]
    assert line.text() == ""
    panel.show_record(first)
    assert line.text() == "ooit"
    assert desk.drafts.waiting() == []
    assert drafted(desk) == ["ooit"]


def kill(desk) -> None:
    """End the thread of drafts as a kill would: nothing is recorded any more."""
    desk.drafts.rescue()
    desk.drafts._timer.stop()
    desk.drafts.typings.clear()
    desk.drafts.writer.close()


def start(desk, watch) -> Drafts:
    """Drafts of a program that starts anew on the same region."""
    desk.drafts = Drafts(now=watch)
    found = []
    desk.drafts.waiting_changed.connect(lambda: found.append(True))
    desk._open_drafts(desk.lane._app)
    desk.lane.wait_idle()
    desk.drafts.writer.flush()
    desk.lane.wait_idle()
    return desk.drafts


def test_a_draft_comes_back_on_its_record_at_the_next_start(panel, desk, watch, qtbot, shown):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "nog niet weg")
    kill(desk)
    start(desk, watch)
    assert [draft.text for draft in desk.drafts.waiting()] == ["nog niet weg"]
    again = make_panel(desk, shown)
    assert again.editors["note"].text.toPlainText() == "nog niet weg"
    assert desk.drafts.waiting() == []
    pass_time(desk, watch, 11)
    desk.lane.wait_idle()
    assert stored(desk).note == "nog niet weg"
    assert drafted(desk) == []


def test_a_draft_that_the_record_holds_is_dropped(panel, desk, watch, qtbot, shown):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "al bewaard")
    record = panel.row.id
    kill(desk)
    desk.lane.write(lambda app: app.records.patch("organisation", record, None, {"note": "al bewaard"}))
    desk.lane.wait_idle()
    start(desk, watch)
    assert len(desk.drafts.waiting()) == 1
    make_panel(desk, shown)
    assert desk.drafts.waiting() == []
    assert drafted(desk) == []


def test_a_draft_whose_base_changed_is_asked_about_and_overwrites_nothing(panel, desk, watch, qtbot, shown):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "mijn tekst")
    record = panel.row.id
    kill(desk)
    desk.lane.write(lambda app: app.records.patch("organisation", record, None, {"note": "hun tekst"}))
    desk.lane.wait_idle()
    start(desk, watch)
    again = make_panel(desk, shown)
    assert again.editors["note"].text.toPlainText() == "hun tekst"
    assert not again.window().findChildren(ConflictView)  # not by merely passing by
    desk.drafts.wish(desk.drafts.waiting()[0])
    desk.lane.wait_idle()
    view = conflict_view(again)
    assert (view.questions[0].conflict.base, view.questions[0].conflict.mine) == ("", "mijn tekst")
    qtbot.keyClick(view, Qt.Key.Key_3)
    view.record_button.click()
    desk.lane.wait_idle()
    assert stored(desk).note == "mijn tekst\n\nhun tekst"
    assert desk.drafts.waiting() == []
    assert drafted(desk) == []


def test_all_is_called_saved_only_once_nothing_is_left_behind(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "nog niet bewaard")
    kill(desk)
    drafts = start(desk, watch)
    bar = TopBar(desk)
    qtbot.addWidget(bar)
    bar.look()
    assert bar.saved.text() == ""
    drafts.throw_away(drafts.waiting()[0])
    assert bar.saved.text() == "Alles is bewaard"


def test_what_is_thrown_away_lies_in_the_bin(panel, desk, watch, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "weg ermee")
    kill(desk)
    drafts = start(desk, watch)
    region = drafts.waiting()[0].region
    drafts.throw_away(drafts.waiting()[0])
    binned = []
    drafts.ask(lambda store: store.thrown_away(region), binned.extend)
    assert drafts.writer.flush()
    desk.lane.wait_idle()
    assert [draft.text for draft in binned] == ["weg ermee"]
    assert drafted(desk) == []


def test_without_a_record_no_field_shows_the_one_before(panel, desk, qtbot):
    row = panel.row
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "net getypt")
    panel.show_record(None)
    assert {name: editor.text_now() for name, editor in panel.editors.items() if editor.text_now()} == {}
    desk.lane.wait_idle()
    assert stored(desk).note == "net getypt"
    panel.show_record(row)
    assert panel.editors["name"].text_now() == row.name


def test_a_step_of_undo_ends_at_a_pause(panel, desk, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "eerst")
    qtbot.waitUntil(lambda: not note.document().isModified())
    qtbot.keyClicks(note, " daarna")
    note.undo()
    assert note.toPlainText() == "eerst"


@pytest.mark.long
def test_what_a_completer_puts_there_is_recorded(panel, desk, qtbot):
    line = panel.editors["short_name"].inner
    line.setFocus()
    line.setText("aangevuld")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    assert stored(desk).short_name == "aangevuld"


def test_undo_never_brings_the_text_of_another_record(panel, desk, qtbot):
    note = panel.editors["note"].text
    note.setFocus()
    qtbot.keyClicks(note, "voor Kortrijk")
    panel.editors["name"].inner.setFocus()
    desk.lane.wait_idle()
    assert note.document().isUndoAvailable()
    panel.show_record(stored(desk, "Menen"))
    assert not note.document().isUndoAvailable()
