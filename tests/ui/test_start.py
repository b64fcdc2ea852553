"""Starting: on a file, without one, on a wrong one; what was open before; new regions; the look of the person."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ibo_desk.places import HOME
from ibo_desk.ui import registry
from ibo_desk.ui.overview.page import OverviewPage
from ibo_desk.ui.start import WindowManager, theme_of
from ibo_desk.ui.welcome import NewRegionDialog, WelcomeWindow


@pytest.fixture
def keeper(settings, theme, qtbot, monkeypatch):
    monkeypatch.setattr(registry.Entry, "load", lambda _entry: OverviewPage)
    made = WindowManager(settings, theme)
    yield made
    for window in list(made.windows):
        window.close()
    if made.welcome is not None:
        made.welcome.close()
    made.close()


def begin(keeper, file=None):
    keeper.begin(file)
    keeper.desk.lane.wait_idle()
    return keeper


@pytest.mark.long
def test_it_opens_the_file_it_was_given(keeper, region_file):
    begin(keeper, str(region_file))
    assert [window.windowTitle() for window in keeper.windows] == ["zuid.ibo – IBO Desk"]
    assert keeper.recent() == [str(region_file)]
    assert keeper.welcome is None


def test_without_a_file_it_welcomes(keeper):
    begin(keeper)
    assert keeper.welcome is not None
    assert keeper.windows == []


def test_it_goes_on_where_one_was(keeper, region_file, tmp_path):
    keeper.desk.remember("recent", f"{tmp_path / 'weg.ibo'}\n{region_file}")
    begin(keeper)
    assert keeper.windows[0].windowTitle().startswith("zuid.ibo")


@pytest.mark.parametrize("content", [None, b"dit is geen regiobestand", b""])
def test_a_wrong_file_is_said_on_the_welcome(keeper, tmp_path, content):
    path = tmp_path / "fout.ibo"
    if content is not None:
        path.write_bytes(content)
    begin(keeper, str(path))
    assert keeper.windows == []
    assert keeper.welcome is not None
    assert "fout.ibo" in keeper.welcome.banner.text


def test_a_wrong_file_leaves_the_open_one_open(keeper, region_file, tmp_path):
    begin(keeper, str(region_file))
    keeper.open_place(str(tmp_path / "weg.ibo"))
    keeper.desk.lane.wait_idle()
    assert "weg.ibo" in keeper.windows[0].banner.text
    seen = []
    keeper.desk.lane.read(lambda app: app.settings.region().name, seen.append)
    keeper.desk.lane.wait_idle()
    assert seen == ["Zuid-West-Vlaanderen"]


def test_the_same_file_can_be_opened_again(keeper, region_file):
    begin(keeper, str(region_file))
    keeper.open_place(str(region_file))
    keeper.desk.lane.wait_idle()
    assert not keeper.desk.read_only


@pytest.mark.long
def test_a_second_window_and_closing_it(keeper, region_file):
    begin(keeper, str(region_file))
    keeper.new_window("overview")
    keeper.desk.lane.wait_idle()
    assert len(keeper.windows) == 2
    keeper.windows[1].close()
    assert len(keeper.windows) == 1


@pytest.mark.long
def test_a_new_region_from_the_welcome(keeper, tmp_path, qtbot):
    begin(keeper)
    dialog = NewRegionDialog(keeper.desk, keeper.welcome, keeper.make_region)
    dialog.file.setText(str(tmp_path / "nieuw"))
    dialog.accept()
    keeper.desk.lane.wait_idle()
    assert (tmp_path / "nieuw.ibo").is_file()
    assert keeper.windows[0].windowTitle().startswith("nieuw.ibo")
    assert keeper.welcome is None


def test_a_region_is_never_made_over_a_file(keeper, tmp_path):
    begin(keeper)
    (tmp_path / "er.ibo").write_bytes(b"iets")
    keeper.make_region(str(tmp_path / "er.ibo"), "zuid-west-vlaanderen")
    keeper.desk.lane.wait_idle()
    assert "er.ibo" in keeper.welcome.banner.text
    assert (tmp_path / "er.ibo").read_bytes() == b"iets"


@pytest.mark.long
def test_the_example_is_made_once(keeper, monkeypatch, tmp_path):
    monkeypatch.setenv(HOME, str(tmp_path))
    begin(keeper)
    keeper.open_example(keeper.welcome)
    keeper.desk.lane.wait_idle()
    path = tmp_path / "data" / "voorbeeld.ibo"
    assert path.is_file()
    assert not keeper.windows[0].bottom._sample.isHidden()


@pytest.mark.long
def test_another_look_keeps_file_page_and_what_was_chosen(keeper, region_file, settings, theme):
    begin(keeper, str(region_file))
    keeper.windows[0].open_page("engagements")
    theme.choose(dark=True, percent=150)
    keeper.desk.lane.wait_idle()
    assert [window.page_key for window in keeper.windows] == ["engagements"]
    assert keeper.windows[0].rail.width() == theme.px(56)  # at this size the rail has room for its icons only
    theme.choose(dark=False, percent=100)
    keeper.desk.lane.wait_idle()


def test_the_look_is_remembered(qapp, settings: QSettings):
    theme = theme_of(settings)
    theme.choose(dark=True, percent=130)
    again = theme_of(settings)
    assert (again.dark, again.percent) == (True, 130)
    settings.setValue("text_size", "gigantisch")
    assert theme_of(settings).percent == 100
    theme.choose(dark=False, percent=100)


def test_the_welcome_offers_three_ways_and_what_was_open(region_desk, qtbot):
    asked = []

    class Opening:
        def new_region(self, _parent):
            asked.append("new")

        def open_file(self, _parent):
            asked.append("open")

        def open_example(self, _parent):
            asked.append("example")

        def open_place(self, place):
            asked.append(place)

    place = str(Path("/ergens/zuid.ibo"))
    welcome = WelcomeWindow(region_desk, Opening(), [place])
    qtbot.addWidget(welcome)
    for choice in welcome.choices:
        choice.click()
    for link in welcome.findChildren(type(welcome.choices[0]).__bases__[0], "link"):
        link.click()
    assert asked == ["new", "open", "example", place]


@pytest.mark.long
def test_a_window_is_there_before_the_database_is_imported(tmp_path):
    program = (
        "import sys; from ibo_desk.ui.start import MainWindow, own_settings; own_settings(); "
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'pydantic') if name in sys.modules])"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(
        words, check=True, capture_output=True, text=True, env={**os.environ, HOME: str(tmp_path)}
    )
    assert done.stdout.strip() == "[]"
