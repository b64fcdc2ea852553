"""The lane for long work beside the GUI thread: it shows how far it is, and it can be stopped."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from ibo_desk.domain.errors import UserError
from ibo_desk.ui.lanes import Done, Failed, Lane

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818  not an error: the person stopped the work
    """The person stopped the work; what was made is left or removed by the one who made it."""


Progress = Callable[[int, int], None]


class Job:
    """One piece of long work; stopping it stops no other."""

    def __init__(self, work: Callable[[Progress], Any], progressed: Callable[[int, int], None]) -> None:
        self.stopped = False
        self._work = work
        self._progressed = progressed

    def stop(self) -> None:
        """Ask it to end at its next step; one that waits does not begin."""
        self.stopped = True

    def run(self) -> tuple[bool, Any]:
        """Whether it came to its end, and what it gave."""
        try:
            self._progress(0, 0)
            return True, self._work(self._progress)
        except Cancelled:
            return False, None

    def _progress(self, step: int, of: int) -> None:
        if self.stopped:
            raise Cancelled
        if of:
            self._progressed(step, of)


class WorkLane(Lane):
    """The lane for long work on frozen content: rendering, workbooks, backups."""

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("work", parent)
        self._jobs: list[Job] = []  # the running one first, then those that wait

    def run(
        self,
        title: str,
        job: Callable[[Progress], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run ``job(progress)``; ``progress(step, of)`` shows how far it is and raises ``Cancelled`` once stopped."""
        own = Job(job, self.progressed.emit)
        self._jobs.append(own)
        self.started.emit(title)

        def is_there() -> bool:
            return owner is None or isValid(owner)

        def arrived(outcome: tuple[bool, Any]) -> None:
            self._jobs.remove(own)
            self.ended.emit()
            finished, result = outcome
            if finished and done is not None and is_there():
                done(result)

        def report(error: UserError) -> None:
            self._jobs.remove(own)
            self.ended.emit()
            if is_there():
                (failed or self.problem.emit)(error)

        self._submit(own.run, arrived, report, None)
        return own

    @Slot()
    def cancel(self) -> None:
        """Ask the running work to stop at its next step; what waits behind it goes on."""
        if self._jobs:
            self._jobs[0].stop()
