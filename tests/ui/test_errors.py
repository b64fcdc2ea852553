"""What a person can mend is a sentence; a bug is a report that can be copied, once."""

import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication

from ibo_desk.domain.errors import NotFoundError
from ibo_desk.ui.errors import Banner, Bugs, Toast


@pytest.fixture
def bugs(theme, qtbot, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = Bugs(theme)
    made.install()
    yield made
    if made.shown is not None:
        made.shown.close()


def fail(bugs, text):
    try:
        raise ValueError(text)
    except ValueError as error:
        bugs.hook(ValueError, error, error.__traceback__)


def test_a_bug_is_shown_with_what_it_takes_to_mend_it(bugs, qtbot):
    fail(bugs, "dit kan niet")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    text = bugs.shown.report.toPlainText()
    assert "IBO Desk" in text
    assert "ValueError: dit kan niet" in text
    bugs.shown._copy()
    assert QGuiApplication.clipboard().text() == text


def test_more_bugs_come_in_the_same_report(bugs, qtbot):
    fail(bugs, "een")
    fail(bugs, "twee")
    qtbot.waitUntil(lambda: bugs.shown is not None and "twee" in bugs.shown.report.toPlainText())
    assert "een" in bugs.shown.report.toPlainText()


def test_a_bug_on_another_thread_is_shown_here(bugs, qtbot):
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert "ZeroDivisionError" in bugs.shown.report.toPlainText()


def test_stopping_by_keyboard_is_no_bug(bugs, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, _error, _trace: told.append(kind))
    bugs.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == [KeyboardInterrupt]
    assert bugs.shown is None


def test_a_banner_says_one_sentence_and_can_be_read_away(theme, qtbot):
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.tell(NotFoundError("no_such_name", kind="body", name="X"))
    assert banner.isVisible()
    assert banner.text.endswith(".")
    assert banner.accessibleName() == banner.text


def test_a_long_toast_is_cut_and_whole_on_hover(theme, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 500)
    parent.show()
    toast = Toast(theme, parent)
    toast.say("woord " * 60, undo=True)
    assert toast.width() < parent.width()
    assert toast._text.text().endswith("…")
    assert toast._text.toolTip() == "woord " * 60
