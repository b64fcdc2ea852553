"""The file of a college in the window: its own pages and fields; and what comes back, looked at before recording."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from ibo_desk.app import open_app
from ibo_desk.domain.feedback import Answer
from ibo_desk.ui.drops import dragged_replies
from ibo_desk.ui.lending import CallBackDialog, LendDialog
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.packages import GiveDialog, go_on_in
from ibo_desk.ui.registry import OF_COLLEGE, PAGES
from ibo_desk.ui.take_back import TakeBackDialog
from ibo_desk.ui.window_commands import read_replies
from tests.beginnings import TODAY as CLOCK
from tools.screenshots import NoOpener


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()


def shown(qtbot, desk):
    def look(app):
        desk.package, desk.lent, desk.read_only = app.package, app.store.lent is not None, app.read_only

    desk.lane.read(look, lambda _seen: None)
    settle(desk)
    made = MainWindow(desk, NoOpener())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.show_file()
    settle(desk)
    return made


@pytest.fixture
def kuurne(example_file, tmp_path):
    """The file that Kuurne was given of the example."""
    folder = tmp_path / "mee"
    folder.mkdir()
    with open_app(example_file, clock=CLOCK, actor="coordinator") as app:
        college = next(row.id for row in app.bodies.colleges() if row.organisation == "Kuurne")
        (file,) = app.packages.give([college], folder)
    return file.path


@pytest.mark.long
def test_the_window_of_a_college_has_its_pages_and_its_college(qtbot, open_desk, kuurne):
    window = shown(qtbot, open_desk(kuurne))
    there = {key for key, made in window.rail._buttons.items() if made.isVisible()}
    assert there == set(OF_COLLEGE)
    assert window.page_key == "my_college"
    page = window.page("my_college")
    assert (page.college.currentText(), page.college.isEnabled()) == ("Kuurne", False)
    assert page.open.list.model.all_rows()
    assert not window.commands.actions["import_list"].isVisible()
    assert all(action.isVisible() for action in window.commands.of_college)
    assert not any(action.isVisible() for action in (*window.commands.of_region, *window.commands.of_lent))


@pytest.mark.long
def test_on_pages_of_others_nothing_can_be_typed_and_on_its_own_only_what_is_its_own(
    qtbot, open_desk, kuurne
):
    desk = open_desk(kuurne)
    window = shown(qtbot, desk)
    for entry in PAGES:
        window.open_page(entry.key)
        settle(desk)
    assert window.page("meetings").desk.read_only
    assert window.page("feedback").of_college.currentData() == desk.package.college_id
    form = window.page("documents").form
    form.choose_kind("memo")
    assert form.chosen_colleges() == [desk.package.college_id]
    assert not form.colleges.isVisibleTo(form)
    window.open_page("engagements")
    page = window.page("engagements")
    row = next(row for row in page._rows if row.partners)
    page.show_record("engagement", row.id)
    settle(desk)
    record = page.record
    assert record.fields.row is not None
    assert {name for name, writer in record.fields.writers.items() if not writer.locked} == set()
    record.table.select_first()
    open_fields = {name for name, writer in record.share.writers.items() if not writer.locked}
    assert "evidence" in open_fields
    assert "amount_cents" not in open_fields
    assert desk.told == []


@pytest.mark.long
def test_a_college_records_in_its_window_and_sends_back(qtbot, open_desk, kuurne, tmp_path):
    desk = open_desk(kuurne)
    window = shown(qtbot, desk)
    page = window.page("my_college")
    row = next(row for row in page.open.list.model.all_rows() if row.answer is None)
    page.open.list.select(row.id)
    page.answers.bar.type_letter("g")
    settle(desk)
    back = tmp_path / "kuurne.terug"
    page.send_back.click()
    page.findChild(QFileDialog).fileSelected.emit(str(back))
    settle(desk)
    assert (desk.told, back.is_file()) == ([], True)


@pytest.mark.long
def test_what_a_college_wrote_is_dropped_looked_at_and_recorded(
    qtbot, open_desk, kuurne, example_file, tmp_path
):
    with open_app(kuurne, clock=CLOCK, actor="gemeente") as app:
        college = app.package.college_id
        row = next(row for row in app.my_college.of(college).open_rounds if row.question == "position")
        cell = (row.item_id, row.college_id)
        app.feedback.answer(
            [cell], Answer.AGREES_WITH_RESERVATION, CLOCK.today(), "mits een veilige oversteek"
        )
        back = tmp_path / "kuurne.terug"
        back.write_bytes(app.packages.send_back())
    desk = open_desk(example_file)
    window = shown(qtbot, desk)
    read_replies(window, window, [back])
    settle(desk)
    dialog = window.findChild(TakeBackDialog)
    assert dialog is not None
    items = [dialog.rows.topLevelItem(at) for at in range(dialog.rows.topLevelItemCount())]
    assert "mits een veilige oversteek" in [item.text(3) for item in items]
    assert "niet bewezen" in dialog.summary.text()
    assert dragged_replies(_dragged(back)) == [back]
    dialog.apply()
    settle(desk)
    answers = []
    desk.lane.read(lambda app: app.feedback.rounds(*cell), answers.extend)
    settle(desk)
    assert Answer.AGREES_WITH_RESERVATION in {row.answer for row in answers}
    assert desk.told == []


def _dragged(path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


@pytest.mark.long
def test_what_met_something_else_stands_side_by_side(qtbot, open_desk, kuurne, example_file, tmp_path):
    with open_app(kuurne, clock=CLOCK, actor="gemeente") as app:
        college = app.package.college_id
        row = next(row for row in app.my_college.of(college).open_rounds if row.question == "position")
        cell = (row.item_id, row.college_id)
        app.feedback.answer([cell], Answer.AGREES, CLOCK.today(), "uit het bestand")
        back = tmp_path / "kuurne.terug"
        back.write_bytes(app.packages.send_back())
    with open_app(example_file, clock=CLOCK, actor="coordinator") as app:
        app.feedback.answer([cell], Answer.DOES_NOT_AGREE, CLOCK.today(), "uit een mail")
    desk = open_desk(example_file)
    dialog = TakeBackDialog(desk, shown(qtbot, desk))
    dialog.show()
    dialog.load_all([back])
    settle(desk)
    items = [dialog.rows.topLevelItem(at) for at in range(dialog.rows.topLevelItemCount())]
    (met,) = (item for item in items if item.text(2) == "uit een mail")
    assert met.text(3) == "uit het bestand"
    assert dialog.settle.isVisible()
    for item in items:
        item.setCheckState(0, Qt.CheckState.Checked)
    dialog.apply()
    settle(desk)
    found = []
    desk.lane.read(lambda app: app.feedback.rounds(*cell), found.extend)
    settle(desk)
    assert found[-1].answer_text == "uit het bestand"


def test_a_file_that_is_no_return_is_said_in_one_sentence(qtbot, open_desk, example_file, tmp_path):
    wrong = tmp_path / "stuk.terug"
    wrong.write_bytes(b"{}")
    desk = open_desk(example_file)
    dialog = TakeBackDialog(desk, shown(qtbot, desk))
    dialog.show()
    dialog.load_all([wrong])
    settle(desk)
    assert "onderweg beschadigd" in dialog.banner.text
    assert not dialog.record.isEnabled()


@pytest.mark.long
def test_colleges_are_ticked_and_get_a_file_each(qtbot, open_desk, example_file, tmp_path):
    desk = open_desk(example_file)
    dialog = GiveDialog(desk, shown(qtbot, desk))
    dialog.show()
    settle(desk)
    assert len(dialog.chosen()) == 13
    dialog._tick(on=False)
    assert not dialog.make.isEnabled()
    for at in (0, 1):
        dialog.colleges.item(at).setCheckState(Qt.CheckState.Checked)
    dialog.give(tmp_path)
    settle(desk)
    assert len(list(tmp_path.glob("meegegeven-*.ibo"))) == 2


@pytest.mark.long
def test_a_newer_file_takes_along_and_is_opened(qtbot, open_desk, kuurne, example_file, tmp_path):
    with open_app(kuurne, clock=CLOCK, actor="gemeente") as app:
        app.my_college.ask(app.package.college_id, "Nog niet verstuurd")
        college = app.package.college_id
    with open_app(example_file, clock=CLOCK, actor="coordinator") as app:
        (newer,) = app.packages.give([college], tmp_path)
    desk = open_desk(kuurne)
    window = shown(qtbot, desk)
    opened = []
    go_on_in(desk, window, newer.path, opened.append)
    settle(desk)
    assert opened == [str(newer.path)]
    with open_app(newer.path, clock=CLOCK, read_only=True) as app:
        assert "Nog niet verstuurd" in {row.title for row in app.topics.listing()}


@pytest.mark.long
def test_a_file_is_lent_and_called_back(qtbot, open_desk, region_file, tmp_path):
    desk = open_desk(region_file)
    window = shown(qtbot, desk)
    told = []
    dialog = LendDialog(desk, window, lambda: told.append("uitgeleend"))
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.line.setText("de secretaris")
    dialog.lend(tmp_path / "kopie.ibo")
    settle(desk)
    assert (told, (tmp_path / "kopie.ibo").is_file()) == (["uitgeleend"], True)
    desk.lane.close()

    again = open_desk(region_file)
    window = shown(qtbot, again)
    assert again.read_only
    assert all(action.isVisible() for action in window.commands.of_lent)
    assert not any(action.isVisible() for action in window.commands.of_region)
    assert "uitgeleend aan de secretaris" in window.banner.text
    asked = CallBackDialog(again, window, lambda: told.append("terug"))
    asked.line.setText("ziek")
    asked.apply()
    settle(again)
    assert told == ["uitgeleend", "terug"]


@pytest.mark.long
def test_what_only_the_secretariat_does_is_not_offered_in_the_window_of_a_college(qtbot, open_desk, kuurne):
    desk = open_desk(kuurne)
    window = shown(qtbot, desk)
    feedback, engagements = window.page("feedback"), window.page("engagements")
    partners, meetings = window.page("partners"), window.page("meetings")
    for key in ("feedback", "engagements", "partners", "meetings"):
        window.open_page(key)
        settle(desk)
    assert {row.organisation_id for row in engagements.table.shown() for row in row.partners} == {
        desk.package.organisation_id
    }
    assert partners.organisations.table.current().id == desk.package.organisation_id
    for made in (
        engagements.add_button,
        meetings.cockpit.live_button,
        meetings.cockpit.agenda.sent.send,
        partners.organisations.join,
        partners.organisations.adder,
        partners.bodies.kind,
        partners.bodies.member,
    ):
        assert made is None or made.isHidden()
    feedback.beside.setChecked(True)
    settle(desk)
    hidden = {name for name, editor in feedback.cell.record.editors.items() if editor.isHidden()}
    assert {"note", "dealt_with_on"} <= hidden
    window.open_page("partners")
    partners.tabs.setCurrentIndex(1)
    settle(desk)
    before = len(partners.people.table.shown())
    partners.people.adder.click()
    settle(desk)
    assert partners.people.table.current().organisation_id == desk.package.organisation_id
    assert (len(partners.people.table.shown()), desk.told) == (before + 1, [])


@pytest.mark.long
def test_the_letters_of_the_matrix_work_in_the_list_and_in_the_open_menu(qtbot, open_desk, kuurne):
    desk = open_desk(kuurne)
    window = shown(qtbot, desk)
    page = window.page("my_college")
    waiting = (row for row in page.open.list.model.all_rows() if row.answer is None)
    row = next(row for row in waiting if row.question == "position" and row.delivered_on)
    page.open.list.select(row.id)
    qtbot.keyClick(page.open.list.view, "v")
    settle(desk)
    rounds = []
    desk.lane.read(lambda app: app.feedback.rounds(row.item_id, row.college_id), rounds.extend)
    settle(desk)
    assert rounds[-1].answer is Answer.AGREES_WITH_RESERVATION
    qtbot.keyClick(page.answers.bar.answers, "b")
    settle(desk)
    assert desk.told == []
