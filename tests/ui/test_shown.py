"""Which moment a page shows; and that every write in the windows says for which page it is asked."""

import ast
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject

import ibo_desk.ui
from ibo_desk.ui.shown import Renewal, Shown

EARLY, LATE = UUID(int=1), UUID(int=2)


def test_a_page_is_as_new_as_the_oldest_part_of_its_last_complete_reading() -> None:
    shown, page = Shown(), QObject()
    inside = QObject(page)
    first, second = Renewal(page), Renewal(page)
    shown.renewed(first, LATE)
    shown.renewed(first, EARLY)
    shown.read(inside, LATE)  # a part read later makes the rest no newer
    assert shown.of(inside) == shown.of(page) == EARLY
    shown.renewed(second, LATE)
    assert shown.of(inside) == LATE


def test_a_dialog_apart_from_a_page_is_as_new_as_its_own_reading() -> None:
    shown, window = Shown(), QObject()
    dialog = QObject(window)
    shown.read(window, EARLY)
    shown.read(dialog, LATE)
    assert (shown.of(dialog), shown.of(window)) == (LATE, EARLY)
    assert shown.of(QObject()) is shown.of(None) is None


@pytest.mark.long
def test_every_write_says_who_asks() -> None:
    """Without an owner nothing is compared: that is for scripts."""
    unsaid, calls = [], 0
    for path in sorted(Path(ibo_desk.ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("lane.write")):
                continue
            calls += 1
            if len(node.args) < 4 and "owner" not in {keyword.arg for keyword in node.keywords}:
                unsaid.append(f"{path.name}:{node.lineno}")
    assert calls > 50
    assert unsaid == []
