"""Bugs are told: caught on any thread, written to the log, shown in one dialog, offered again at the next start."""

import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ibo_desk import bug_log
from ibo_desk.bug_report import mark_of
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button, heading, hint

_MOST_KINDS: Final = 20  # different bugs of one run whose reports are kept
_LOGGED_AT: Final = frozenset({1, 10, 100, 1000, 10_000})  # a storm fills no log
_BAD: Final = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})


class Rescuer(Protocol):
    """Who can bring what is being typed to safety."""

    def rescue(self) -> bool:
        """Put every typed text that no record has yet into its draft; whether all of it is there.

        Called on the thread of the windows, also when much is broken.
        """


class ReportDialog(QDialog):
    """What happened and what to send; ``seen`` when a person closed it."""

    seen = Signal()

    def __init__(self, theme: Theme, report: str, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong in IBO Desk"))
        self.resize(theme.px(720), theme.px(460))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(_("Something went wrong in IBO Desk"), 2))
        self.message = hint(first, wrap=True)
        layout.addWidget(self.message)
        self.count = hint("", wrap=True)
        self.count.hide()
        layout.addWidget(self.count)
        about = _(
            "Send this report to whoever looks after IBO Desk with you. No names or texts from your file stand in it."
        )
        layout.addWidget(hint(about, wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(_("Report"))
        layout.addWidget(self.report, 1)
        self.problem = hint("", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        row = WrapLayout()
        row.addWidget(button(theme, _("Copy report"), "copy", self.copy))
        row.addWidget(button(theme, _("Save report…"), "", self._choose))
        row.addWidget(button(theme, _("Open the folder of the log"), "", self._open_folder))
        row.addStretch()
        close = button(theme, _("Close"), "", self.accept, primary=True)
        close.setDefault(True)
        row.addWidget(close)
        layout.addLayout(row)
        theme.dress(self)
        self.finished.connect(lambda _code: self.seen.emit())

    def tell_count(self, times: int) -> None:
        """Say how often something went wrong since the dialog stands there."""
        text = ngettext("This happened once.", "This happened {count} times.", times)
        self.count.setText(text.format(count=times))
        self.count.setVisible(times > 1)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def save(self, path: Path) -> None:
        """Write the report to a file."""
        from ibo_desk.services import words
        from ibo_desk.services.base.saving import save_private

        try:
            save_private(path, f"{self.report.toPlainText()}\n".encode())
        except UserError as error:
            self.problem.setText(words.sentence(error))
            self.problem.show()
        else:
            self.problem.hide()

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Save report…"), "ibo-desk-rapport.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("ibo-desk-rapport.txt")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(bug_log.folder())))


class Bugs(QObject):
    """Catches what no one else caught, on any thread; one dialog for all, however many there are.

    ``rescuer`` is asked to bring typed text to safety before anything is shown.
    """

    _arrived = Signal()

    def __init__(self, theme: Theme, rescuer: Rescuer | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.rescuer = rescuer
        self.shown: ReportDialog | None = None
        self._lock = threading.RLock()
        self._times: dict[str, int] = {}
        self._waiting: list[str] = []
        self._asked = False
        self._inside = threading.local()
        self._cannot_show = False
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of the interpreter and of all its threads, and hear what Qt complains about."""
        sys.excepthook = self.hook
        threading.excepthook = lambda args: self.hook(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self.hook(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_hear_qt)

    @property
    def times(self) -> int:
        """How often something went wrong in this run."""
        return sum(self._times.values())

    def hook(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What the interpreter calls for an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        whole = error if error is not None else kind()
        if getattr(self._inside, "busy", False):  # a bug while another one of this thread is told
            return
        self._inside.busy = True
        try:
            self._take(whole.with_traceback(trace))
        finally:
            self._inside.busy = False

    def offer_last_time(self) -> None:
        """After a run that ended badly: its report, once."""
        report = bug_log.untold()
        if report:
            self._open(
                report,
                _("Last time something went wrong. What was saved is still there; this is the report of it."),
            )

    def _take(self, error: BaseException) -> None:
        mark = mark_of(error)
        with self._lock:
            times = self._times[mark] = self._times.get(mark, 0) + 1
            if times in _LOGGED_AT:
                _on_console("".join(traceback.format_exception(error)))
                report = bug_log.keep_bug(error, seen=times > 1)
                if times == 1 and len(self._times) <= _MOST_KINDS:
                    self._waiting.append(report)
            asked, self._asked = self._asked, True
        if not asked:
            self._arrived.emit()

    @Slot()
    def _show(self) -> None:
        with self._lock:
            self._asked = False
            fresh, self._waiting = self._waiting, []
            times = self.times
        if self._cannot_show:
            return
        self._cannot_show = True  # where showing itself fails, it is not tried for ever
        if self.shown is None and fresh:
            self._open("\n\n".join(fresh), self._what_is_safe())
        elif self.shown is not None and fresh:
            self.shown.report.appendPlainText("\n\n".join(["", *fresh]))
        if self.shown is not None:
            self.shown.tell_count(times)
        self._cannot_show = False

    def _what_is_safe(self) -> str:
        """Bring typed text to safety, and say only what is so."""
        saved = _("This is a mistake in the program. Everything that was saved is still there.")
        if self.rescuer is None:
            return saved
        try:
            safe = self.rescuer.rescue()
        except Exception as error:  # noqa: BLE001  the dialog must come; the second bug is in the log
            bug_log.keep_bug(error, seen=True)
            safe = False
        if safe:
            return _("{saved} What you were typing was brought to safety.").format(saved=saved)
        return _(
            "{saved} What you were typing could not be brought to safety: copy it before you go on."
        ).format(saved=saved)

    def _open(self, report: str, first: str) -> None:
        self.shown = ReportDialog(self._theme, report, first)
        self.shown.seen.connect(bug_log.forget_untold)
        self.shown.destroyed.connect(self._closed)
        self.shown.show()

    def _closed(self) -> None:
        self.shown = None


def _hear_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Warnings of Qt and worse go to the log; all of them to standard error, as without us."""
    if kind in _BAD:
        bug_log.keep_message(f"qt.{context.category or 'default'}", message)
    _on_console(f"{message}\n")


def _on_console(text: str) -> None:
    """For whoever started the program in a terminal; a windowed program has none, and one may have been closed."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
