"""Backups in the window: list, make, read, restore; a file that is lost while it is open is told with the ways on."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from ibo_desk.data.holder import lock_path
from ibo_desk.domain.backups import BackupKind
from ibo_desk.installation import backup_folder
from ibo_desk.places import HOME
from ibo_desk.services.keeping.backups import BackupState, rows
from ibo_desk.ui import registry
from ibo_desk.ui.backups import BackupsDialog
from ibo_desk.ui.overview.page import OverviewPage
from ibo_desk.ui.start import WindowManager


@pytest.fixture
def keeper(settings, theme, qtbot, monkeypatch, tmp_path, region_file):
    monkeypatch.setenv(HOME, str(tmp_path / "thuis"))
    monkeypatch.setattr(registry.Entry, "load", lambda _entry: OverviewPage)
    made = WindowManager(settings, theme)
    made.begin(str(region_file))
    made.desk.lane.wait_idle()
    yield made
    for window in [*made.copies, *made.windows]:
        window.close()
    if made.welcome is not None:
        made.welcome.close()
    if made.lost is not None:
        made.lost.done(0)
    made.close()


@pytest.fixture
def dialog(keeper, qtbot):
    shown = BackupsDialog(keeper.desk, keeper.windows[0], keeper)
    shown.show()
    keeper.desk.lane.wait_idle()
    return shown


def write(keeper, value):
    keeper.desk.lane.write(lambda app: app.settings.set("proef", value), quiet=True)
    keeper.desk.lane.wait_idle()


def value(keeper):
    seen = []
    keeper.desk.lane.read(lambda app: app.settings.get("proef", "niets"), seen.append)
    keeper.desk.lane.wait_idle()
    return seen[0]


def cells(dialog):
    tree = dialog.rows
    items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def make(keeper, dialog):
    dialog.make()
    keeper.desk.work.wait_idle()
    keeper.desk.lane.wait_idle()


@pytest.mark.long
def test_it_lists_what_is_in_each_and_makes_one(keeper, dialog):
    assert [row[1] for row in cells(dialog)] == ["bij het openen"]
    write(keeper, "een")
    make(keeper, dialog)
    (newest, oldest) = cells(dialog)
    assert newest[1] == "op vraag"
    assert newest[2].endswith("Instellingen gewijzigd")
    assert "vergaderingen" in newest[3]
    assert newest[5] == "goed, volledig nagekeken"
    assert oldest[5] == "goed, heel"
    make(keeper, dialog)
    assert len(cells(dialog)) == 2


@pytest.mark.long
def test_restoring_asks_backs_up_and_opens_again(keeper, dialog, region_file):
    write(keeper, "goed")
    make(keeper, dialog)
    write(keeper, "fout")
    dialog.ask_restore()
    assert region_file.name in dialog.question.text()
    answer = next(
        button for button in dialog.question.findChildren(QPushButton) if button.text() == "Terugzetten"
    )
    answer.click()
    keeper.desk.lane.wait_idle()
    assert value(keeper) == "goed"
    assert not keeper.desk.read_only
    kinds = [row.kind for row in rows(backup_folder(str(region_file)))]
    assert BackupKind.BEFORE_RESTORE in kinds
    write(keeper, "verder")
    assert value(keeper) == "verder"


@pytest.mark.long
def test_a_damaged_backup_is_not_restored_and_the_file_stays_open(keeper, dialog, region_file):
    write(keeper, "goed")
    make(keeper, dialog)
    path = rows(backup_folder(str(region_file)))[0].path
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    keeper.restore(path)
    keeper.desk.lane.wait_idle()
    assert "beschadigd" in keeper.windows[0].banner.text
    write(keeper, "verder")
    assert value(keeper) == "verder"


@pytest.mark.long
def test_a_copy_opens_in_a_window_of_its_own_to_read(keeper, dialog):
    write(keeper, "later")
    dialog.read_copy()
    (window,) = keeper.copies
    window.desk.lane.wait_idle()
    assert "reservekopie" in window.banner.text
    assert window.desk.read_only
    seen = []
    window.desk.lane.read(lambda app: app.settings.get("proef", "niets"), seen.append)
    window.desk.lane.wait_idle()
    assert seen == ["niets"]
    window.close()
    assert keeper.copies == []
    assert value(keeper) == "later"


@pytest.mark.long
def test_each_hour_of_work_and_a_look_at_the_newest(keeper, region_file):
    folder = backup_folder(str(region_file))
    keeper.watch.back_up()
    keeper.watch.wait_idle()
    assert [row.state for row in rows(folder)] == [BackupState.PROVEN]
    write(keeper, "een")
    keeper.watch.back_up()
    keeper.watch.wait_idle()
    newest = rows(folder)[0]
    assert (newest.kind, newest.state) == (BackupKind.HOURLY, BackupState.PROVEN)


def test_a_backup_folder_that_cannot_be_written_keeps_nothing_closed(
    settings, theme, qtbot, monkeypatch, tmp_path, region_file
):
    monkeypatch.setenv(HOME, str(tmp_path / "thuis"))
    (tmp_path / "thuis").mkdir()
    (tmp_path / "thuis" / "data").write_text("waar een map hoort")
    monkeypatch.setattr(registry.Entry, "load", lambda _entry: OverviewPage)
    keeper = WindowManager(settings, theme)
    keeper.begin(str(region_file))
    keeper.desk.lane.wait_idle()
    assert "reservekopie" in keeper.windows[0].banner.text
    assert not keeper.desk.read_only
    write(keeper, "toch")
    assert value(keeper) == "toch"
    keeper.windows[0].close()
    keeper.close()


@pytest.mark.long
def test_a_file_that_was_moved_is_told_and_can_be_opened_there(keeper, region_file):
    to = region_file.with_name("verplaatst.ibo")
    write(keeper, "eerst")
    region_file.rename(to)
    keeper.watch.look()
    keeper.desk.lane.wait_idle()
    assert str(to) in keeper.windows[0].banner.text
    opened = next(button for button in keeper.lost.findChildren(QPushButton) if to.name in button.text())
    opened.click()
    keeper.desk.lane.wait_idle()
    assert keeper.place == str(to)
    assert value(keeper) == "eerst"
    assert not keeper.desk.read_only, "the program itself holds the file under its old name"
    write(keeper, "verder")
    assert value(keeper) == "verder"


@pytest.mark.long
def test_the_open_file_is_opened_under_another_name(keeper, region_file):
    """By "Open…", before the program noticed that the file was moved, and by a second name of it."""
    write(keeper, "eerst")
    to = region_file.with_name("verplaatst.ibo")
    region_file.rename(to)
    second = region_file.with_name("tweede naam.ibo")
    second.hardlink_to(to)
    for place in (to, second):
        keeper.open_place(str(place))
        keeper.desk.lane.wait_idle()
        keeper.desk.lane.wait_idle()
        assert keeper.place == str(place)
        assert not keeper.desk.read_only, "the program itself holds the file under its other name"
        write(keeper, f"in {place.name}")
        assert value(keeper) == f"in {place.name}"


@pytest.mark.long
def test_a_file_that_another_computer_has_is_opened_to_read_and_can_be_saved_as_ones_own(
    settings, theme, qtbot, region_file, tmp_path, monkeypatch
):
    monkeypatch.setattr(registry.Entry, "load", lambda _entry: OverviewPage)
    told = {"actor": "Bert Fictief", "computer": "laptop-van-bert", "since": "2026-11-27T08:00:00+00:00"}
    lock_path(region_file).write_text(json.dumps(told), encoding="utf-8")
    keeper = WindowManager(settings, theme)
    keeper.begin(str(region_file))
    keeper.desk.lane.wait_idle()
    assert keeper.desk.read_only
    assert "Bert Fictief" in keeper.windows[0].banner.text
    assert value(keeper) == "niets"
    own = tmp_path / "eigen.ibo"
    keeper.save_copy(own)
    for _step in range(2):
        keeper.desk.lane.wait_idle()
    assert keeper.place == str(own)
    write(keeper, "van mij")
    assert value(keeper) == "van mij"
    for window in keeper.windows:
        window.close()
    keeper.close()


@pytest.mark.long
def test_what_is_left_of_a_removed_file_can_be_saved_as_another(keeper, region_file):
    write(keeper, "eerst")
    region_file.unlink()
    keeper.watch.look()
    keeper.desk.lane.wait_idle()
    assert keeper.lost is not None
    keeper.save_copy(region_file.with_name("gered.ibo"))
    keeper.desk.lane.wait_idle()
    keeper.desk.lane.wait_idle()
    assert Path(keeper.place).name == "gered.ibo"
    assert value(keeper) == "eerst"


@pytest.mark.long
def test_another_file_in_its_place_is_opened_again_only_when_asked(keeper, region_file, tmp_path):
    write(keeper, "eerst")
    other = tmp_path / "kopie.ibo"
    other.write_bytes(region_file.read_bytes())
    other.replace(region_file)
    keeper.watch.look()
    keeper.desk.lane.wait_idle()
    assert "ander bestand" in keeper.windows[0].banner.text
    keeper.open_place(str(region_file))
    keeper.desk.lane.wait_idle()
    keeper.desk.lane.wait_idle()
    write(keeper, "daarna")
    assert value(keeper) == "daarna"
