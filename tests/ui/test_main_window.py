"""The window: pages by click and key, search and jump, undo, messages, two windows on one file."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ibo_desk.domain.errors import NotFoundError
from ibo_desk.language import N_
from ibo_desk.ui import registry
from ibo_desk.ui.command_table import NEW
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.page import Page
from ibo_desk.ui.place import PlaceInfo
from ibo_desk.ui.registry import where_undone


class LinesPage(Page):
    """A page on real records, small enough for these tests."""

    key = "overview"
    title = N_("Overview")
    kinds = ("strategic_line",)

    def __init__(self, desk):
        super().__init__(desk)
        self.label = QLabel()
        self.body.addWidget(self.label)
        self.read_count = 0
        self.went_to = None
        self.made = 0

    def refresh(self):
        self.read_count += 1
        self.read(
            lambda app: [row.name for row in app.actions.lines()],
            lambda names: self.label.setText("|".join(names)),
        )

    def show_record(self, kind, record_id):
        self.went_to = (kind, record_id)

    def add_new(self):
        self.made += 1
        self.write(lambda app: app.records.add("strategic_line", {"name": "Nieuwe lijn", "order_key": "zz"}))


@dataclass(frozen=True)
class Hit:
    kind: str
    id: UUID
    title: str
    excerpt: str


class NoOpener:
    asked: list

    def __init__(self):
        self.asked = []

    def new_window(self, page):
        self.asked.append(("window", page))

    def open_file(self, parent):
        self.asked.append("open")

    def new_region(self, parent):
        self.asked.append("region")

    def open_example(self, parent):
        self.asked.append("example")


@pytest.fixture
def make_window(region_desk, qtbot, monkeypatch):
    for entry in registry.PAGES:
        monkeypatch.setattr(registry.Entry, "load", lambda _entry: LinesPage)
        assert entry.where.startswith("ibo_desk.ui.")

    def make():
        window = MainWindow(region_desk, NoOpener())
        qtbot.addWidget(window)
        window.show()
        window.show_file()
        region_desk.lane.wait_idle()
        return window

    return make


@pytest.fixture
def window(make_window):
    return make_window()


def test_it_shows_the_file_and_its_first_page(window):
    assert window.windowTitle().startswith("zuid.ibo")
    assert window.page_key == "overview"
    assert window.page("overview").label.text()
    assert window.page("overview").read_count == 1


def test_a_page_is_made_when_it_is_first_shown(window, region_desk, qtbot):
    assert set(window.pages) == {"overview"}
    qtbot.keyClick(window, "4", Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    assert window.page_key == "meetings"
    assert set(window.pages) == {"overview", "meetings"}
    assert window.rail._buttons["meetings"].isChecked()


def test_a_hidden_page_reads_again_when_it_is_shown(window, region_desk):
    overview = window.page("overview")
    window.open_page("actions")
    region_desk.lane.write(
        lambda app: app.records.add("strategic_line", {"name": "Water", "order_key": "zz"})
    )
    region_desk.lane.wait_idle()
    assert overview.read_count == 1
    window.open_page("overview")
    region_desk.lane.wait_idle()
    assert overview.read_count == 2
    assert "Water" in overview.label.text()


def test_two_windows_show_the_same(make_window, region_desk):
    one, other = make_window(), make_window()
    one.add_new("overview")
    region_desk.lane.wait_idle()
    assert "Nieuwe lijn" in one.page("overview").label.text()
    assert "Nieuwe lijn" in other.page("overview").label.text()


def test_what_was_done_is_said_and_can_be_undone_and_done_again(window, region_desk, qtbot):
    window.add_new("overview")
    region_desk.lane.wait_idle()
    assert window.toast.isVisible()
    assert "Nieuwe lijn" in window.toast._text.text()
    assert "Nieuwe lijn" in window.commands.undo.text()
    assert window.top.saved.text() == f"Bewaard {region_desk.clock.now().astimezone():%H:%M}"
    window.commands.undo.trigger()
    region_desk.lane.wait_idle()
    assert "Nieuwe lijn" not in window.page("overview").label.text()
    assert not window.commands.undo.isEnabled()
    window.commands.redo.trigger()
    region_desk.lane.wait_idle()
    assert "Nieuwe lijn" in window.page("overview").label.text()


def test_a_quiet_write_shows_no_toast(window, region_desk):
    region_desk.lane.write(
        lambda app: app.records.add("strategic_line", {"name": "Stil", "order_key": "zz"}), quiet=True
    )
    region_desk.lane.wait_idle()
    assert not window.toast.isVisible()
    assert "Stil" in window.commands.undo.text()


def test_an_error_is_one_calm_sentence_that_goes_with_the_next_save(window, region_desk):
    def job(_app):
        raise NotFoundError("no_such_name", kind="body", name="Raad van X")

    region_desk.lane.read(job, lambda _nothing: None)
    region_desk.lane.wait_idle()
    assert window.banner.isVisible()
    assert "Raad van X" in window.banner.text
    window.add_new("overview")
    region_desk.lane.wait_idle()
    assert not window.banner.isVisible()


def test_a_link_leads_to_the_page_of_its_kind(window, region_desk):
    wanted = uuid4()
    window.page("overview").go.emit("engagement", wanted)
    region_desk.lane.wait_idle()
    assert window.page_key == "engagements"
    assert window.page("engagements").went_to == ("engagement", wanted)


def test_search_jumps_to_what_was_found(window, region_desk, qtbot):
    hits = []
    region_desk.lane.read(lambda app: app.search.hits("Kortrijk", limit=5), hits.extend)
    region_desk.lane.wait_idle()
    assert hits
    window.commands.find.trigger()
    window.top.search.show_hits([Hit("organisation", hits[0].id, "Stad Kortrijk", "…")])
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert window.page_key == "partners"
    assert window.page("partners").went_to == ("organisation", hits[0].id)
    assert window.top.search.text() == ""


def test_nothing_found_is_said_and_leads_nowhere(window, qtbot):
    window.top.search.show_hits([])
    qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.page_key == "overview"
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert not window.top.search._popup.isVisible()


def test_escape_closes_the_list_then_empties_the_box_and_gives_the_keys_back(window, qtbot):
    box, before = window.top.search, window.rail._buttons["meetings"]
    before.setFocus()
    window.commands.find.trigger()
    qtbot.keyClicks(box, "kort")
    box.show_hits([Hit("organisation", uuid4(), "Stad Kortrijk", "…")])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box._popup.isVisible(), box.text(), box.hasFocus()) == (False, "kort", True)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), before.hasFocus()) == ("", True)


def test_what_was_asked_before_escape_opens_no_list(window, region_desk, qtbot):
    window.commands.find.trigger()
    box = window.top.search
    qtbot.keyClicks(box, "kortrijk")
    box._ask()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    region_desk.lane.wait_idle()
    assert not box._popup.isVisible()


def test_counts_stand_on_the_rail(window):
    window.rail.set_counts({"feedback": 7, "meetings": 0})
    assert window.rail._counts["feedback"].text() == "7"
    assert not window.rail._counts["feedback"].isHidden()
    assert window.rail._counts["meetings"].isHidden()
    assert "7" in window.rail._buttons["feedback"].accessibleName()


def test_the_rail_goes_by_arrow_keys(window, qtbot):
    rail = window.rail
    rail._buttons["overview"].setFocus()
    qtbot.keyClick(rail._buttons["overview"], Qt.Key.Key_Down)
    qtbot.keyClick(rail._buttons["actions"], Qt.Key.Key_Space)
    assert window.page_key == "actions"


def test_long_work_shows_in_the_top_and_can_be_cancelled(window, region_desk):
    import threading

    ready = threading.Event()

    def job(progress):
        ready.wait(10)
        progress(1, 2)
        progress(2, 2)

    region_desk.work.run("Nota's maken", job)
    assert window.top.work.isVisible()
    window.top.work._stop()
    ready.set()
    region_desk.work.wait_idle()
    assert not window.top.work.isVisible()


@pytest.mark.long
def test_commands_are_passed_on(window):
    window.commands.new_window.trigger()
    window.open_file()
    window.new_region()
    window.open_example()
    assert window._opener.asked == [("window", "overview"), "open", "region", "example"]


def test_a_file_that_may_only_be_read_says_so(open_desk, region_file, qtbot, monkeypatch):
    monkeypatch.setattr(registry.Entry, "load", lambda _entry: LinesPage)
    desk = open_desk(region_file, read_only=True)
    window = MainWindow(desk, NoOpener())
    qtbot.addWidget(window)
    window.show()
    window.show_file()
    desk.lane.wait_idle()
    assert not window.top.new_button.isEnabled()
    window.add_new("overview")
    desk.lane.wait_idle()
    assert [error.code for error in desk.told] == ["opened_read_only"]


def test_every_page_of_the_rail_has_a_key_of_its_own():
    keys = [entry.key for entry in registry.PAGES]
    assert len(set(keys)) == len(keys)
    assert set(registry.PAGE_OF_KIND.values()) <= set(keys)
    assert {command.page for command in NEW} <= set(keys)


@pytest.mark.parametrize("width", [800, 1280])
def test_what_was_done_stands_in_place_of_where_the_file_lies_and_covers_no_words(window, width):
    window.resize(width, 500)
    window.toast.say(
        "Een lang verhaal over alles wat er net op deze pagina gebeurd is, tot op het einde " * 2, undo=True
    )
    QApplication.processEvents()
    shown = [part for part in window.bottom.findChildren(QLabel) if part.isVisible()]
    beside = [part for part in shown if not window.toast.isAncestorOf(part)]
    assert window.bottom.place not in shown
    assert beside
    assert not any(part.geometry().intersects(window.toast.geometry()) for part in beside)
    assert window.toast._text.width() >= window.toast._text.sizeHint().width()
    window.toast.hide()
    assert window.bottom.place.isVisible()
    assert window.width() == width


@pytest.mark.parametrize(
    ("places", "gone", "here", "seen"),
    [
        (["regional_action"], [], "overview", ("actions", "regional_action")),
        (["organisation"], ["engagement", "engagement_partner"], "engagements", ("engagements", None)),
        (["organisation"], ["engagement", "engagement_partner"], "overview", ("engagements", None)),
        (["engagement", "organisation"], ["engagement_partner"], "partners", ("engagements", "engagement")),
        (["meeting", "organisation"], ["agenda_item"], "topics", ("meetings", "meeting")),
        (["regional_action"], ["milestone"], "actions", ("actions", "regional_action")),
        ([], ["imported_row"], "partners", ("partners", None)),
    ],
)
def test_what_is_taken_back_is_seen_on_its_own_page(places, gone, here, seen):
    """Records that went with it stood on a page of their own: nothing jumps to a partner who was named in them."""
    ids = [(kind, uuid4()) for kind in places]
    page, place = where_undone(ids, gone, here)
    assert (page, place[0] if place else None) == seen


def test_what_is_said_of_a_lent_file_goes_when_it_is_back_and_a_long_sentence_stays_until_it_is_read(window):
    lent = PlaceInfo("regio.ibo", "hier", "hier", "", "Streek", False, True, "Bart", "uitgeleend aan Sofie")
    window._tell_place(lent)
    assert (window.banner.text, window.banner.isVisible()) == ("uitgeleend aan Sofie", True)
    window._tell_place(replace(lent, read_only=False, notice=""))
    assert not window.banner.isVisible()
    window.desk.notice.emit("kort")
    assert not window.banner.isVisible()
    window.desk.notice.emit("een lang verhaal " * 20)
    assert window.banner.text == "een lang verhaal " * 20
