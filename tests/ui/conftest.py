"""Windows in tests: no screen, a real file, lanes that can be waited for, and nothing that Qt complains about."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from ibo_desk.app import open_app
from ibo_desk.files import resource
from ibo_desk.places import HOME
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.garbage import GarbageCollection
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.work_lane import WorkLane
from tests.beginnings import TODAY as CLOCK
from tests.beginnings import example_of_run, preset_of_run


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Backups and settings of tests never land in somebody's home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def _own_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test typed never comes back in another."""
    monkeypatch.setenv(HOME, str(tmp_path / "home"))


@pytest.fixture
def region_file(tmp_path: Path) -> Path:
    """A region of its own for this test: the preset of Zuid-West-Vlaanderen, nothing in it yet."""
    return Path(shutil.copy(preset_of_run(), tmp_path / "zuid.ibo"))


@pytest.fixture
def example_file(tmp_path: Path) -> Path:
    """A copy of the example for this test."""
    return Path(shutil.copy(example_of_run(), tmp_path / "voorbeeld.ibo"))


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp: QApplication) -> Iterator[GarbageCollection]:
    """As the program does: no lane ever lets go of a widget."""
    collection = GarbageCollection()
    yield collection
    collection.stop()


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    for font in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))


@pytest.fixture
def theme(qapp: QApplication, _fonts: None) -> Theme:
    """The light look. Its sheet is put on what is shown, never on the program: every widget that finds its place
    would read it again with all that is inside.
    """
    made = Theme()
    made.apply(qapp)
    return made


class UnansweredQuestions(QObject):
    """Ends a question that stops the program (``exec``) and that no test answers: it would wait for ever.

    A look now and then, not a filter of events: that would be asked about each of the thousands that a page makes.
    """

    def __init__(self, seconds: float = 10) -> None:
        super().__init__()
        self._seconds = seconds
        self.told: list[str] = []
        self._asked: QDialog | None = None
        self._since = 0.0
        self._timer = QTimer(self, interval=round(seconds * 100))
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        modal = QApplication.activeModalWidget()
        stops = isinstance(modal, QDialog) and modal.windowModality() is Qt.WindowModality.ApplicationModal
        if not stops or modal is not self._asked:
            self._asked, self._since = modal if stops else None, monotonic()
        elif monotonic() - self._since > self._seconds:
            self._end(modal)

    def _end(self, dialog: QDialog) -> None:
        text = dialog.text() if isinstance(dialog, QMessageBox) else ""
        self.told.append(f"{dialog.windowTitle()}: {text}")
        dialog.done(0)


@pytest.fixture(autouse=True)
def _no_question_waits(qapp: QApplication) -> Iterator[None]:
    """A question that nobody answers fails its test, also when it is asked while windows are closed."""
    questions = UnansweredQuestions()
    yield
    questions.deleteLater()
    assert questions.told == [], "asked, and not answered by the test"


@pytest.fixture(autouse=True)
def _no_window_stays(
    qapp: QApplication, garbage: GarbageCollection, _no_question_waits: None
) -> Iterator[None]:
    """What a test leaves open is closed and deleted; ``deleteLater`` alone waits for an event loop that tests lack."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    garbage.look()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_desk(theme: Theme, settings: QSettings) -> Iterator[Callable[[Path], Desk]]:
    """A desk on a file: ``open_desk(region_file)``; closed after the test. ``desk.told`` holds what banners say."""
    opened: list[Desk] = []

    def make(path: Path, *, read_only: bool = False) -> Desk:
        desk = Desk(StoreLane(), WorkLane(), theme, settings, CLOCK)
        opened.append(desk)
        desk.told = []  # type: ignore[attr-defined]
        desk.error.connect(desk.told.append)  # type: ignore[attr-defined]
        desk.lane.open(lambda: open_app(path, clock=CLOCK, actor="test", read_only=read_only))
        desk.lane.wait_idle()
        desk.read_only = read_only
        return desk

    yield make
    for desk in opened:
        desk.work.close()
        desk.lane.close()
        desk.drafts.close()
        desk.opened.close()
    # Without an event loop nothing that was closed would ever go, and each test would style all windows before it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def region_desk(open_desk: Callable[[Path], Desk], region_file: Path) -> Desk:
    """A desk on an empty region."""
    return open_desk(region_file)


@pytest.fixture
def example_desk(open_desk: Callable[[Path], Desk], example_file: Path) -> Desk:
    """A desk on the example."""
    return open_desk(example_file)


@pytest.fixture
def shown(qtbot) -> Callable[[QWidget, Desk], QWidget]:
    """Show a page and let everything it reads arrive: ``shown(EngagementsPage(desk), desk)``."""

    def show(widget: QWidget, desk: Desk) -> QWidget:
        qtbot.addWidget(widget)
        widget.setStyleSheet(desk.theme.sheet())  # as its window does
        widget.resize(1150, 700)
        widget.show()
        desk.lane.wait_idle()
        return widget

    return show
