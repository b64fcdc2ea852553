"""What files say is printed, never obeyed; what is no template or list is one sentence."""

import json
import os
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from ibo_desk.app import open_app
from ibo_desk.cli.terminal import for_terminal
from tests.cli.conftest import Run

ESCAPE = "\x1b]0;gekaapt\x07\x9b2J"


@pytest.mark.long
def test_escapes_in_names_do_not_reach_the_terminal(ibo_desk: Run, region: Path) -> None:
    with open_app(region) as app:
        app.records.add("strategic_line", {"name": "Water", "order_key": "zz"})
        app.records.add("organisation", {"name": f"Wevel{ESCAPE}gem", "kind": "other"})
    for words in (
        ("list", region, "organisations"),
        ("search", region, "Wevel"),
        ("list", region, "journal"),
    ):
        said = ibo_desk(*words)
        assert said.code == 0
        assert "Wevel" in said.out
        assert not set(said.out) & {"\x1b", "\x07", "\x9b"}


def no_files(folder: Path) -> list[Path]:
    """A device and a pipe, where the system has such among its files."""
    if sys.platform == "win32":
        return []
    pipe = folder / "pijp"
    os.mkfifo(pipe)
    return [Path("/dev/zero"), pipe]


def test_pipes_and_devices_are_no_templates(ibo_desk: Run, tmp_path: Path) -> None:
    for path in (*no_files(tmp_path), tmp_path):
        said = ibo_desk("template", "check", path)
        assert (said.code, len(said.err.splitlines())) == (1, 1), said


def test_folders_pipes_and_devices_are_no_lists(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    for path in (*no_files(tmp_path), tmp_path):
        said = ibo_desk("import", region, path)
        assert (said.code, len(said.err.splitlines())) == (1, 1), said


@pytest.mark.long
def test_a_list_of_engagements_is_no_action_list(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Partner", "Contactpersoon", "Engagement", "Actie"])
    page.append(["Kuurne", "fictief", "Tellen", 5])
    book.save(tmp_path / "lijst.xlsx")

    def titles() -> list[str]:
        return [row["title"] for row in json.loads(ibo_desk("list", region, "actions", "--json").out)]

    before = titles()
    assert ibo_desk("import", region, tmp_path / "lijst.xlsx").code == 0
    assert titles() == before
    assert "Tellen" in ibo_desk("list", region, "engagements", "--json").out


def test_a_terminal_is_shown_a_title_and_does_not_obey_it() -> None:
    assert for_terminal("\x1b]0;gekaapt\x07 Wevelgem\x9b2J\n") == r"\x1b]0;gekaapt\x07 Wevelgem\x9b2J" + "\n"
