"""Two lanes beside the GUI thread: one that holds the store, one for long work.

Only the store lane touches services, so nothing in the window ever waits for a file or a server. Results come back
through one private queued signal per lane: the only way across threads.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from ibo_desk.domain.changes import Changes
from ibo_desk.domain.errors import StaleRecordError, UserError
from ibo_desk.ui.shown import Renewal, Shown

if TYPE_CHECKING:
    from ibo_desk.app import App

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[UserError], None]
Broken = Callable[[Exception], None]


class Lane(QObject):
    """One worker thread and the way back from it."""

    problem = Signal(object)  # a UserError that nobody else takes
    _arrived = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._number = 0
        self._asked: dict[int, tuple[Callable[[], Any], Any, Any, QObject | None, Broken | None]] = {}
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        return not self._asked

    def _submit(
        self,
        job: Callable[[], Any],
        done: Done[Any] | None,
        failed: Failed | None,
        owner: QObject | None,
        broken: Broken | None = None,
    ) -> None:
        """Queue a job. The worker only gets its number: what it holds may be widgets, and the last one to let go of
        a widget must be this thread.
        """
        self._number += 1
        number = self._number
        self._asked[number] = (job, done, failed, owner, broken)
        self._pool.submit(self._work, number)

    def _work(self, number: int) -> None:
        try:
            result: Any = self._asked[number][0]()
            error: Exception | None = None
        except Exception as caught:  # noqa: BLE001  raised again on the GUI thread
            result, error = None, caught
        self._arrived.emit((number, result, error))

    @Slot(object)
    def _deliver(self, arrived: tuple[int, Any, Exception | None]) -> None:
        number, result, error = arrived
        _job, done, failed, owner, broken = self._asked.pop(number)
        if self._closed or (owner is not None and not isValid(owner)):
            return
        if error is None:
            if done is not None:
                done(result)
        elif isinstance(error, UserError):
            (failed or self.problem.emit)(error)
        else:
            if broken is not None:
                broken(error)
            raise error  # a bug: sys.excepthook shows the report

    def wait_idle(self, seconds: float = 60.0) -> None:
        """Let everything that is under way arrive, and what follows from it; for tests and pictures."""
        late = QTimer()
        late.setSingleShot(True)
        late.start(int(seconds * 1000))
        quiet = 0
        while quiet < 2:
            if not late.isActive():
                raise TimeoutError("the lane did not become idle")
            wait = (
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents
                if self._asked
                else QEventLoop.ProcessEventsFlag.AllEvents
            )
            QCoreApplication.processEvents(wait)
            quiet = 0 if self._asked else quiet + 1
        late.stop()  # a traceback may keep this frame, and let it go on another thread

    def close(self) -> None:
        """Finish what runs, deliver nothing any more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)


class StoreLane(Lane):
    """The lane of the services: reads and writes in the order they were asked for."""

    changed = Signal(object)  # Changes, after each write, and after one by somebody else on a server
    was_read = Signal(object, object)  # the owner of a reading, and the names of the tables that it asked
    refused_stale = Signal(object)  # the owner of a change that did not see what somebody else wrote
    connected = Signal(bool)  # the server is away, or back again
    saved = Signal(object, object, bool)  # the EntryRows to undo and to redo (or None), whether to stay quiet
    opened = Signal(object)  # the App, for what does not change: place, read_only

    _changed_there = Signal(object)
    _problem_there = Signal(object)
    _saved_there = Signal(object, object, bool)
    _heard_there = Signal(object)
    _connected_there = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("store", parent)
        self._app: App | None = None
        self._shown = Shown()
        self._renewal: Renewal | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._changed_there.connect(self._announce, queued)
        self._problem_there.connect(self.problem, queued)
        self._saved_there.connect(self._announce_saved, queued)
        self._heard_there.connect(self._look_elsewhere, queued)
        self._connected_there.connect(self._tell_connected, queued)

    def open(
        self, opener: Callable[[], "App"], done: Done["App"] | None = None, failed: Failed | None = None
    ) -> None:
        """Open a file on the lane's own thread; a file that was open is closed first."""

        def job() -> "App":
            app = opener()
            self._leave()
            self._app = app
            app.store.listeners.append(self._changed_there.emit)
            app.listen(
                heard=self._heard_there.emit,
                lost=lambda: self._connected_there.emit(False),
                back=lambda: self._connected_there.emit(True),
            )
            return app

        def arrived(app: "App") -> None:
            if done is not None:
                done(app)
            self.opened.emit(app)

        self._submit(job, arrived, failed, None)

    def exchange(
        self,
        prepare: Callable[[], object],
        opener: Callable[[], "App"],
        done: Callable[["App", UserError | None], object],
        failed: Failed,
    ) -> None:
        """Let go of the file, do what needs it closed, and open it again: also where ``prepare`` was refused.

        ``done`` gets why it was refused; ``failed`` says that no file is open any more.
        """

        def job() -> tuple["App", UserError | None]:
            self._leave()
            refused: UserError | None = None
            try:
                prepare()
            except UserError as error:
                refused = error
            self._app = opener()
            self._app.store.listeners.append(self._changed_there.emit)
            return self._app, refused

        def arrived(outcome: tuple["App", UserError | None]) -> None:
            done(*outcome)
            self.opened.emit(outcome[0])

        self._submit(job, arrived, failed, None)

    def read(
        self,
        job: Callable[["App"], T],
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run ``job(app)`` on the store thread, then ``done(result)`` here, unless ``owner`` is gone by then.

        ``was_read`` then says which tables it asked, also where it found nothing to show (``failed``).
        """
        if self._closed:  # a timer of a window that is going; a write is never dropped
            return
        renewal = self._renewal
        tables: set[str] = set()

        def run() -> tuple[T, UUID]:
            store = self._open_app().store
            with store.one_moment() as moment, store.noting_tables(tables):
                return self._explained(job), moment

        def refused(error: UserError) -> None:
            self.was_read.emit(owner, tables)
            (failed or self.problem.emit)(error)

        def arrived(outcome: tuple[T, UUID]) -> None:
            self.was_read.emit(owner, tables)
            result, moment = outcome
            if renewal is not None:
                self._shown.renewed(renewal, moment)
            else:
                self._shown.read(owner, moment)
            done(result)

        self._submit(run, arrived, refused, owner)

    @contextmanager
    def renewing(self, page: QObject, begun: Renewal | None = None) -> Iterator[Renewal]:
        """What is asked to be read inside is a complete reading of a page, or the rest of one that has begun."""
        renewal = begun or Renewal(page)
        outside, self._renewal = self._renewal, renewal
        try:
            yield renewal
        finally:
            self._renewal = outside

    def write(
        self,
        job: Callable[["App"], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        quiet: bool = False,
        broken: Broken | None = None,
    ) -> None:
        """Like ``read``, for a job that writes; ``quiet``: say "saved", show no toast.

        What somebody else wrote since the page of ``owner`` was read is not overwritten: the error is a
        ``StaleRecordError`` then, and the page reads again. ``broken`` gets the error of a bug, before its report.
        """
        seen = self._shown.of(owner)

        def run() -> T:
            app = self._open_app()
            with app.store.having_seen(seen):
                result = self._explained(job)
            self._tell_saved(app, quiet)
            return result

        def refused(error: UserError) -> None:
            (failed or self.problem.emit)(error)
            if isinstance(error, StaleRecordError):
                self.refused_stale.emit(owner)

        self._submit(run, done, refused, owner, broken)

    def _tell_saved(self, app: "App", quiet: bool) -> None:
        """What was written is written, also where the server goes before it says what can be undone."""
        try:
            undo, redo = app.history.undoable(), app.history.redoable()
        except UserError as error:
            self._problem_there.emit(error)
        else:
            self._saved_there.emit(undo, redo, quiet)

    def close(self) -> None:
        if not self._closed:
            self._pool.submit(self._leave)
            self._closed = True
            self._pool.shutdown(wait=True)

    def _explained(self, job: Callable[["App"], T]) -> T:
        app = self._open_app()
        with app.explained():
            return job(app)

    def _open_app(self) -> "App":
        if self._app is None:
            raise RuntimeError("no file is open")
        return self._app

    def _leave(self) -> None:
        if self._app is not None:
            self._app.close()
            self._app = None

    @Slot(object)
    def _announce(self, changes: Changes) -> None:
        if not self._closed:
            self.changed.emit(changes)

    @Slot(object)
    def _look_elsewhere(self, entries: list[UUID]) -> None:
        """Others wrote: what, stands in the journal."""
        if self._closed:
            return

        def announce(elsewhere: list[Changes]) -> None:
            for changes in filter(None, elsewhere):
                self.changed.emit(changes)

        self._submit(lambda: self._open_app().store.written_elsewhere(entries), announce, None, None)

    @Slot(bool)
    def _tell_connected(self, connected: bool) -> None:
        """Once the server is back, everything may have been written meanwhile."""
        if self._closed:
            return
        self.connected.emit(connected)
        if connected:
            self.changed.emit(Changes.everywhere())

    @Slot(object, object, bool)
    def _announce_saved(self, undo: object, redo: object, quiet: bool) -> None:
        if not self._closed:
            self.saved.emit(undo, redo, quiet)
