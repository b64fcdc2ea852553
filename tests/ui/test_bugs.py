"""Bugs are told: caught anywhere, without a console too, in one dialog, with a log that holds no personal data."""

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning
from PySide6.QtGui import QGuiApplication

from ibo_desk import bug_log
from ibo_desk.places import HOME
from ibo_desk.ui.bugs import Bugs


class Drafts:
    """Counts how often typed text was brought to safety."""

    def __init__(self, broken=False):
        self.rescued = 0
        self.broken = broken

    def rescue(self):
        self.rescued += 1
        if self.broken:
            raise OSError(28, "no room")
        return True


@pytest.fixture
def bugs(theme, qtbot, monkeypatch, capsys, tmp_path, logged_warnings):
    for hooked in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(*hooked, getattr(*hooked))
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    assert bug_log.start()
    made = Bugs(theme, Drafts())
    before = qInstallMessageHandler(None)
    made.install()
    yield made
    qInstallMessageHandler(before)
    if made.shown is not None:
        made.shown.close()
    bug_log.stop()
    logged_warnings.clear()  # the bugs that the test made


def fail(bugs, text):
    try:
        raise ValueError(text)
    except ValueError as error:
        bugs.hook(ValueError, error, error.__traceback__)


def log():
    path = bug_log.folder() / bug_log.LOG_NAME
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_bug_is_shown_with_what_it_takes_to_mend_it_and_no_value(bugs, qtbot):
    fail(bugs, "Fien Fictief past niet")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    text = bugs.shown.report.toPlainText()
    assert "IBO Desk" in text
    assert "ValueError" in text
    assert "tests/ui/test_bugs.py" in text
    assert "Fictief" not in text + log()
    bugs.shown.copy()
    assert QGuiApplication.clipboard().text() == text


def test_typed_text_is_brought_to_safety_first_and_that_is_said(bugs, qtbot):
    fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert bugs.rescuer.rescued == 1
    assert "in veiligheid gebracht" in bugs.shown.message.text()


def test_when_typed_text_cannot_be_saved_the_dialog_says_so(bugs, qtbot):
    bugs.rescuer = Drafts(broken=True)
    fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert "kon niet in veiligheid" in bugs.shown.message.text()
    assert "errno 28" in log()


def test_without_a_console_the_dialog_comes_all_the_same(bugs, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert "ValueError" in log()


def test_with_a_console_that_was_closed_the_dialog_comes_all_the_same(bugs, qtbot, monkeypatch, tmp_path):
    closed = (tmp_path / "closed").open("w")
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None)


def test_a_bug_on_another_thread_is_shown_here(bugs, qtbot):
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert "ZeroDivisionError" in bugs.shown.report.toPlainText()


def test_a_storm_is_one_dialog_with_a_count_and_a_short_log(bugs, qtbot):
    for _time in range(500):
        fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None and "500" in bugs.shown.count.text())
    assert bugs.shown.report.toPlainText().count("builtins.ValueError") == 1
    assert log().count("ERROR ibo_desk.bugs") == 3, "the first, the tenth, the hundredth"


def test_storms_on_many_threads_lose_nothing(bugs, qtbot):
    threads = [threading.Thread(target=lambda: [fail(bugs, "x") for _time in range(50)]) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: bugs.shown is not None)
    assert bugs.times == 200


def test_a_bug_while_the_dialog_is_made_does_not_go_round(bugs, qtbot, monkeypatch, qapp):
    def broken(*_args):
        raise RuntimeError("the theme is broken")

    monkeypatch.setattr(bugs, "_open", broken)
    fail(bugs, "x")
    with pytest.raises(RuntimeError):
        bugs._show()
    fail(bugs, "y")
    bugs._show()
    assert bugs.times == 2
    qapp.processEvents()


def test_the_report_is_saved_for_sending_and_a_refusal_is_said(bugs, qtbot, tmp_path):
    fail(bugs, "x")
    qtbot.waitUntil(lambda: bugs.shown is not None)
    bugs.shown.save(tmp_path / "verslag.txt")
    assert "ValueError" in (tmp_path / "verslag.txt").read_text(encoding="utf-8")
    bugs.shown.save(tmp_path / "geen" / "verslag.txt")
    assert bugs.shown.problem.isVisible()
    assert "kan niet geschreven worden" in bugs.shown.problem.text()


def test_what_nobody_saw_is_offered_at_the_next_start_once(bugs, qtbot, theme):
    bug_log.keep_bug(ValueError("Fien"), seen=False)
    bugs.offer_last_time()
    assert "Vorige keer" in bugs.shown.message.text()
    assert "ValueError" in bugs.shown.report.toPlainText()
    bugs.shown.close()
    assert bug_log.untold() == ""


def test_a_crash_of_last_time_is_offered_without_the_home_of_anybody(bugs, qtbot):
    bug_log.watch_for_crashes()
    import faulthandler

    with bug_log._open_files[-1] as file:
        faulthandler.dump_traceback(file)
        faulthandler.disable()
    bugs.offer_last_time()
    text = bugs.shown.report.toPlainText()
    assert "struck down" in text
    assert "tests/ui/test_bugs.py:" in text
    assert "/tmp" not in text
    assert "/home" not in text


def test_warnings_of_qt_go_to_the_log_without_what_they_quote(bugs):
    qWarning('Cannot open "Fien Fictief.docx" in /srv/fien/map')
    assert "Cannot open" in log()
    assert "ien" not in log().split("Cannot open")[1]


def test_stopping_by_keyboard_is_no_bug(bugs, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, _error, _trace: told.append(kind))
    bugs.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == [KeyboardInterrupt]
    assert bugs.shown is None


def test_a_bug_in_a_slot_and_on_the_store_lane_is_told(bugs, qtbot, region_desk, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", bugs.hook)
    with qtbot.capture_exceptions():
        QTimer.singleShot(0, lambda: 1 // 0)
        region_desk.lane.read(lambda app: app.nothing_like_this, lambda _result: None)
        sys.excepthook = bugs.hook
        qtbot.waitUntil(lambda: bugs.times == 2)
    assert "AttributeError" in log()
    assert "ZeroDivisionError" in log()


def test_others_who_log_say_no_values(bugs):
    logging.getLogger("somebody").warning("cannot read %s", "Fien Fictief")
    logging.getLogger("somebody").warning("cannot read Fien Fictief")
    assert "cannot read" in log()
    assert "Fien" not in log()
