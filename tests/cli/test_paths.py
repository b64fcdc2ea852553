"""Names of files and months that nobody foresaw: one sentence each, never a traceback, nothing obeyed by a terminal."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_bad_input import refused

LONG = "x" * 300 + ".ibo"
NASTY = "kwaad\x1b[2J\x07\u202e.ibo"
ON = [
    ("new", "?"),
    ("check", "?"),
    ("list", "?", "actions"),
    ("import", "?", "lijst.xlsx"),
    ("backup", "?"),
    ("migrate", "?"),
    ("search", "?", "fiets"),
    ("restore", "?", "regio.ibo"),
    ("make", "?", "agenda", "--meeting", "IBO 2026-1", "--out", "uit"),
    ("demo", "?"),
]


def with_name(words: tuple[str, ...], name: object) -> list[object]:
    return [name if word == "?" else word for word in words]


@pytest.mark.parametrize("words", ON)
def test_a_name_that_is_too_long(ibo_desk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    refused(ibo_desk, *with_name(words, tmp_path / LONG))
    refused(ibo_desk, *with_name(words, tmp_path / LONG / "regio.ibo"))


@pytest.mark.long
def test_targets_that_are_too_long(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    refused(ibo_desk, "backup", region, tmp_path / LONG)
    refused(ibo_desk, "restore", region, tmp_path / LONG)
    refused(ibo_desk, "import", region, tmp_path / LONG)
    refused(ibo_desk, "template", "copy", "agenda", tmp_path / LONG)
    refused(ibo_desk, "make", region, "month-overview", "--out", tmp_path / LONG)


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made on Windows")
@pytest.mark.parametrize("words", [words for words in ON if words[0] not in {"new", "demo"}])
def test_what_a_terminal_would_obey_is_shown(ibo_desk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = refused(ibo_desk, *with_name(words, tmp_path / NASTY))
    assert "kwaad\\x1b[2J\\x07\\x202e.ibo" in said
    broken = os.fsdecode(b"kapot\xff.ibo")
    assert "kapot" in refused(ibo_desk, *with_name(words, tmp_path / broken))


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "1899-12", "2200-01"])
@pytest.mark.parametrize("kind", ["month-overview", "council-report"])
def test_a_month_out_of_reach(ibo_desk: Run, region: Path, tmp_path: Path, month: str, kind: str) -> None:
    said = refused(ibo_desk, "make", region, kind, "--month", month, "--out", tmp_path / "uit")
    assert month in said


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")
def test_devices_and_pipes_are_never_read(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pijp.docx"
    os.mkfifo(pipe)
    for place in (Path("/dev/zero"), pipe):
        for words in (
            ("make", region, "month-overview", "--template", place, "--out", tmp_path / "uit"),
            ("template", "check", place),
            ("import", region, place, "--meeting", "IBO"),
            ("list", place, "actions"),
            ("check", place),
            ("restore", place, region),
            ("backup", place),
        ):
            assert place.name in refused(ibo_desk, *words)
    assert not (tmp_path / "uit").exists()


@pytest.mark.long
def test_check_as_json_names_every_finding(ibo_desk: Run, region: Path) -> None:
    import json
    import sqlite3

    with sqlite3.connect(region) as connection:
        connection.execute("DROP TRIGGER locked_agenda_item_update")
        connection.execute("UPDATE organisation SET name = 'Fout' WHERE name = 'Kortrijk'")
    said = ibo_desk("check", region, "--json")
    assert said.code == 1
    rows = json.loads(said.out)
    assert {"part_missing", "value_changed"} <= {row["code"] for row in rows}
    assert all(row["sentence"] for row in rows)
    said = ibo_desk("check", region)
    assert said.code == 1
    assert len(said.out.splitlines()) == len(rows)
    said = refused(ibo_desk, "import", region, "lijst.xlsx")
    assert "alleen gelezen" in said
