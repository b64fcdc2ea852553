"""The desk started by an icon: no console, and still nothing is lost of what goes wrong before there is a window."""

import subprocess
import sys
from pathlib import Path

import pytest

from ibo_desk import __main__, bug_log
from ibo_desk.ui import no_console

ROOT = Path(__file__).parents[2]
BROKEN = """
import os, sys
os.close(2)
sys.stderr = sys.stdout = None      # as pythonw and a launcher without a console have it
sys.modules["ibo_desk.ui.start"] = None     # the window cannot be imported
from ibo_desk.__main__ import desk
os._exit(desk())
"""


def fail(_file):
    name = "Fien Fictief"
    raise ValueError(name)


def test_a_bug_before_the_window_is_kept_and_shown(monkeypatch, capsys, logged_warnings):
    monkeypatch.setattr(__main__, "_window", fail)
    assert __main__.desk([]) == 3
    said = capsys.readouterr().err
    assert "kon niet starten" in said
    assert str(bug_log.folder() / bug_log.LOG_NAME) in said
    assert "builtins.ValueError" in said
    assert "characters left out" in said, "no value of the file"
    assert "builtins.ValueError" in (bug_log.folder() / bug_log.LOG_NAME).read_text("utf-8")
    assert bug_log.untold() == "", "a person has seen it"
    logged_warnings.clear()


def test_without_a_console_it_is_kept_for_the_next_start():
    done = subprocess.run([sys.executable, "-c", BROKEN], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 3
    assert "ModuleNotFoundError" in (bug_log.folder() / bug_log.LOG_NAME).read_text("utf-8")
    if sys.platform != "win32":  # there a box shows it
        assert "ModuleNotFoundError" in bug_log.untold()


@pytest.mark.parametrize("words", [["demo", "x"], ["--help"], ["a.ibo", "b.ibo"], [""]])
def test_commands_are_sent_to_the_terminal(words, capsys):
    assert __main__.desk(words) == 2
    assert "ibo-desk --help" in capsys.readouterr().err


def test_a_region_file_is_opened(monkeypatch):
    opened = []
    monkeypatch.setattr(__main__, "_window", lambda file: opened.append(file) or 0)
    assert (__main__.desk(["map/een bestand.ibo"]), __main__.desk([])) == (0, 0)
    assert opened == ["map/een bestand.ibo", None]


def test_a_text_reaches_nobody_where_there_is_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    if sys.platform != "win32":
        assert not no_console.tell("x")
