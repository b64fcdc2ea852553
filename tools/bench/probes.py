"""What runs in a fresh process: ``python -m tools.bench.probes NAME [FILE]``; prints a line at each moment that counts.

Nothing is imported before it is wanted, because importing is part of what is measured.
"""

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

IDLE_MS = 400


def say(moment: str) -> None:
    print(moment, flush=True)


def resident() -> int:
    """Memory in use by this process, in KiB."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  pathlib would count
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def leave(memory: str = "memory") -> None:
    """Say the memory and go, without what is done at the end of a program."""
    say(f"{memory} {resident()}")
    os._exit(0)


def _bare(then: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        painted = False

        def paintEvent(self, event: "QPaintEvent") -> None:
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, then)

    app: QApplication = QApplication(sys.argv[:1])
    window: QMainWindow = Bare()
    window.resize(1280, 800)
    window.show()
    app.exec()


def bare_window() -> None:
    """The least a window costs."""

    def painted() -> None:
        say("window")
        leave()

    _bare(painted)


def bare_list(file: str) -> None:
    """The least a list costs: a window, sqlmodel, and one select."""

    def painted() -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow

        say("window")
        window = QApplication.topLevelWidgets()[0]
        assert isinstance(window, QMainWindow)
        shown = QListWidget()
        shown.addItems(_titles(file))
        window.setCentralWidget(shown)
        QTimer.singleShot(0, listed)

    def listed() -> None:
        from PySide6.QtCore import QTimer

        say("list")
        QTimer.singleShot(IDLE_MS, leave)

    _bare(painted)


def _titles(file: str) -> list[str]:
    from sqlmodel import Field, Session, SQLModel, create_engine, select

    class Topic(SQLModel, table=True):
        id: str = Field(primary_key=True)
        title: str

    with Session(create_engine(f"sqlite:///{file}")) as session:
        return [topic.title for topic in session.exec(select(Topic).limit(100))]


def bare_select(file: str) -> None:
    """The least a command costs that lists something: sqlmodel, and one select."""
    _titles(file)
    say("list")
    leave()


def command(file: str) -> None:
    """``ibo-desk list FILE meetings``, by the same entry as for people."""
    from ibo_desk.__main__ import main

    with redirect_stdout(StringIO()):
        main(["list", file, "meetings"])
    say("list")
    leave()


def desk(file: str) -> None:
    """The desk, by the same entry as for people; "window" when it is painted, "list" when the overview is.

    It goes once the pages that are made ahead are there, and says what they hold as "memory_ahead".
    """
    from PySide6.QtCore import QTimer

    from ibo_desk.__main__ import main
    from ibo_desk.ui.main_window import MainWindow
    from ibo_desk.ui.registry import Entry

    once: list[bool] = []

    def paint(_window: object, _event: "QPaintEvent") -> None:
        if not once:
            once.append(True)
            QTimer.singleShot(0, lambda: say("window"))

    def listed() -> None:
        say("list")
        QTimer.singleShot(IDLE_MS, lambda: say(f"memory {resident()}"))

    load = Entry.load

    def loaded(entry: Entry) -> Any:
        page: Any = load(entry)
        if entry.key != "overview":  # made ahead, once the list is there
            return page
        show = page._show  # noqa: SLF001  the moment at which the rows are there

        def shown(self: object, *rows: object) -> None:
            show(self, *rows)
            QTimer.singleShot(0, lambda: QTimer.singleShot(0, listed))  # after layout and painting

        page._show = shown  # noqa: SLF001
        return page

    vars_of: Any = MainWindow
    vars_of.paintEvent = paint
    entry_class: Any = Entry
    entry_class.load = loaded
    _leave_when_pages_are_made()
    main(["open", file])


def _leave_when_pages_are_made() -> None:
    from ibo_desk.ui.pages_ahead import PagesAhead

    make_next = PagesAhead.make_next

    def made(ahead: PagesAhead) -> bool:
        more = make_next(ahead)
        if not more:
            leave("memory_ahead")
        return more

    ahead_class: Any = PagesAhead
    ahead_class.make_next = made


PROBES: dict[str, Callable[..., None]] = {
    probe.__name__: probe for probe in (bare_window, bare_list, bare_select, command, desk)
}

if __name__ == "__main__":
    PROBES[sys.argv[1]](*sys.argv[2:])
