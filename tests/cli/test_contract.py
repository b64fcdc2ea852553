"""The contract of the command line as scripts meet it: another process, its exit codes, its two streams."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ibo_desk", *map(str, words)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=_environment(), encoding="utf-8"
    )


def _environment() -> dict[str, str]:
    folders = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folders), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.long
def test_new_then_list_as_json(tmp_path: Path) -> None:
    made = _run("new", "d.ibo", "--preset", "zuid-west-vlaanderen", folder=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "d.ibo gemaakt voor Zuid-West-Vlaanderen.\n"
    listed = _run("list", "d.ibo", "actions", "--json", folder=tmp_path)
    rows = json.loads(listed.stdout)
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5", "6", "9"]
    assert rows[0]["state"] == "running"


@pytest.mark.long
def test_a_user_error_is_one_line_and_exit_1(tmp_path: Path) -> None:
    done = _run("list", "weg.ibo", "actions", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "weg.ibo bestaat niet. Kijk naam en map na.\n"
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_is_exit_2_in_dutch(tmp_path: Path) -> None:
    done = _run("list", "d.ibo", folder=tmp_path)
    assert done.returncode == 2
    assert "gebruik: ibo-desk list" in done.stderr
    assert "ontbreken" in done.stderr


@pytest.mark.long
@pytest.mark.skipif(shutil.which("bash") is None, reason="a pipe of bash")
def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    assert _run("new", "d.ibo", "--preset", "zuid-west-vlaanderen", folder=tmp_path).returncode == 0
    command = f'"{sys.executable}" -m ibo_desk list d.ibo organisations --json | head -c 10'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=tmp_path, capture_output=True, text=True, check=False, env=_environment(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_no_command_begins_with_what_only_some_need(tmp_path: Path) -> None:
    """Every command waits for what is imported at its start."""
    asked = "import sys, ibo_desk.cli.main; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path, capture_output=True, text=True, check=True, env=_environment(),
    )  # fmt: skip
    heavy = {
        "openpyxl",
        "lxml",
        "typst",
        "PySide6",
        "jinja2",
        "alembic",
        "icalendar",
        "docx",
        "xlrd",
        "psycopg",
    }
    assert heavy & set(done.stdout.split()) == set()


@pytest.mark.long
@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["--lang", "en", "make", "--help"]])
def test_help(words: list[str], tmp_path: Path) -> None:
    done = _run(*words, folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: " if "en" in words else "gebruik: ")
