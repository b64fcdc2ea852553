"""Where settings, drafts, backups and the log of one user lie: in the system's places, or together in one folder."""

from pathlib import Path

import pytest

from ibo_desk import bug_log, places
from ibo_desk.installation import copy_id
from ibo_desk.places import HOME

KINDS = ("settings", "data", "state", "log", "cache")


def folders() -> list[Path]:
    return [getattr(places, f"{kind}_folder")() for kind in KINDS]


def test_one_folder_holds_all_where_one_is_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv(HOME, str(tmp_path))
    assert folders() == [tmp_path / kind for kind in KINDS]
    copy_id()
    assert bug_log.start()
    bug_log.stop()
    assert {path.name for path in tmp_path.iterdir()} == {"data", "log"}


def test_without_a_choice_the_system_says_where(monkeypatch):
    monkeypatch.delenv(HOME)
    assert all("ibo-desk" in path.parts for path in folders())


def test_a_portable_program_keeps_all_beside_itself(tmp_path):
    package = tmp_path / "stick" / "app" / "ibo_desk"
    package.mkdir(parents=True)
    assert places.portable_home(package) is None
    (tmp_path / "stick" / places.PORTABLE).touch()
    assert places.portable_home(package) == tmp_path / "stick" / places.BESIDE


def test_a_file_of_that_name_beside_a_checkout_means_nothing(tmp_path):
    package = tmp_path / "checkout" / "ibo_desk"
    package.mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "checkout"):
        (folder / places.PORTABLE).touch()
    assert places.portable_home(package) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_folder_is_made_by_asking(monkeypatch, tmp_path, kind):
    monkeypatch.setenv(HOME, str(tmp_path / "thuis"))
    getattr(places, f"{kind}_folder")()
    assert not (tmp_path / "thuis").exists()
