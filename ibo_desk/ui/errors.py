"""The one place that shows what went wrong: a calm banner for what the person can mend, a report for bugs."""

import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ibo_desk import __version__
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button, heading, hint


class UndoEntry(Protocol):
    """What a toast needs of a journal entry."""

    @property
    def label(self) -> str: ...


class Banner(QFrame):
    """One sentence at the top of the window; stays until it is read away or something else is to be said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(5), theme.px(12), theme.px(5))
        icon = QLabel()
        icon.setPixmap(theme.pixmap("alert", "on_warn", theme.px(16)))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(icon)
        row.addWidget(self._text, 1)
        row.addWidget(button(theme, _("Close"), "", self.hide, flat=True))
        self.hide()

    def tell(self, error: UserError) -> None:
        """Show the sentence of an error."""
        from ibo_desk.services import words

        self.say(words.sentence(error))

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    @property
    def text(self) -> str:
        return self._text.text()


class Toast(QFrame):
    """What was just done, with "undo", for some seconds in the bottom bar, where it covers nothing to work with."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(1), theme.px(4), theme.px(1))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = button(theme, _("Undo"), "", self.undo_asked.emit)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._gone = QTimer(self, singleShot=True, interval=7000)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        limit = self._theme.px(520)
        self._text.setText(self._text.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, limit))
        self._text.setToolTip(text)
        self._undo.setVisible(undo)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._gone.start()

    def place(self) -> None:
        """At the left of the bar, over the words that say where the file lies."""
        parent = self.parentWidget()
        if parent is not None:
            self.move(self._theme.px(12), (parent.height() - self.height()) // 2)


class ReportDialog(QDialog):
    """Shown for a bug: what happened, with a button that copies it; what was saved stays saved."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong in IBO Desk"))
        self.resize(theme.px(720), theme.px(460))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(_("Something went wrong in IBO Desk"), 2))
        explain = _(
            "This is a mistake in the program. Everything that was saved is still there; you can go on working."
        )
        layout.addWidget(hint(explain, wrap=True))
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report"))
        layout.addWidget(self.report, 1)
        row = QHBoxLayout()
        row.addWidget(button(theme, _("Copy report"), "copy", self._copy))
        row.addStretch()
        row.addWidget(button(theme, _("Close"), "", self.accept, primary=True))
        layout.addLayout(row)
        theme.dress(self)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class Bugs(QObject):
    """Catches what no one else caught, on any thread, and shows it once."""

    _arrived = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown: ReportDialog | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of the interpreter and of all its threads."""
        sys.excepthook = self.hook
        threading.excepthook = lambda args: self.hook(args.exc_type, args.exc_value, args.exc_traceback)

    def hook(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        self._arrived.emit(f"{_environment()}\n\n{text}")

    @Slot(str)
    def _show(self, text: str) -> None:
        if self.shown is None:
            self.shown = ReportDialog(self._theme, text)
            self.shown.destroyed.connect(self._closed)
            self.shown.show()
        else:
            self.shown.report.appendPlainText(f"\n{text}")

    def _closed(self) -> None:
        self.shown = None


def _environment() -> str:
    python = platform.python_version()
    return f"IBO Desk {__version__} · Python {python} · Qt {qVersion()} · {platform.platform()}"
