"""Drafts are written by a thread of their own, so that neither a slow file nor a server that is away holds them up."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

from ibo_desk.data.drafts import FILE, DraftStore, Removal, Step
from ibo_desk.domain.clock import SystemClock
from ibo_desk.domain.drafts import Draft
from ibo_desk.places import state_folder

T = TypeVar("T")
_AGAIN: Final = 1.0  # seconds until what could not be written is tried again


@dataclass(frozen=True)
class _Question:
    """Something to be asked of the file between two writes; ``answer`` gets the result, None where it failed."""

    ask: Callable[[DraftStore], object]
    answer: Callable[[object], None]


def drafts_folder() -> Path:
    """Where the drafts of this user lie: on this computer, never beside the region file."""
    return state_folder() / "drafts"


class DraftWriter:
    """Hands steps to the thread that writes them; what could not be written waits and is tried again.

    ``troubled(reason)`` is called on that thread when writing begins to fail, and with "" when it works again.
    """

    def __init__(self, folder: Path, troubled: Callable[[str], None]) -> None:
        self.process = uuid4().hex
        self._folder = folder
        self._troubled = troubled
        self._store: DraftStore | None = None
        self._steps: list[Step] = []
        self._writing = 0  # steps that the thread has taken
        self._questions: list[_Question] = []
        self._answering = 0  # questions that the thread has taken
        self._trouble = ""
        self._closing = False
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    def has_file(self) -> bool:
        """Whether anything was ever drafted on this computer."""
        return (self._folder / FILE).exists()

    def put(self, step: Step) -> None:
        """Write a draft, or take it away; an older text of the same draft that still waits is left out."""
        with self._wake:
            if isinstance(step, Draft):
                self._steps = [earlier for earlier in self._steps if not _is_older(earlier, step)]
            self._steps.append(step)
            self._start()
            self._wake.notify_all()

    def remove(self, draft: Draft, version: int) -> None:
        """Take a draft away up to this version: its record holds it. May be called from any thread."""
        self.put(Removal(draft.place, version))

    def ask(self, ask: Callable[[DraftStore], T], answer: Callable[[T | None], None]) -> None:
        """Ask something of the file, after what was put before; ``answer`` is called on the thread of drafts."""
        with self._wake:
            self._questions.append(_Question(ask, answer))  # type: ignore[arg-type]
            self._start()
            self._wake.notify_all()

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all that was put is on the disk; False where that did not come about in time."""
        with self._wake:
            return self._wake.wait_for(lambda: bool(self._trouble) or not self._is_busy(), seconds) and not (
                self._steps or self._writing
            )

    def _is_busy(self) -> bool:
        return bool(self._steps or self._writing or self._questions or self._answering)

    def close(self) -> None:
        """Write what waits, once more where it failed, and end the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while self._round():
            pass
        if self._store is not None:
            self._store.close()
            self._store = None

    def _round(self) -> bool:
        """Write and answer once; returns whether to go on."""
        with self._wake:
            if self._trouble and not self._closing:
                self._wake.wait(_AGAIN)
            self._wake.wait_for(lambda: self._steps or self._questions or self._closing)
            steps, self._steps = self._steps, []
            questions, self._questions = self._questions, []
            self._writing, self._answering = len(steps), len(questions)
            ends = self._closing
        failed = self._write(steps)
        for question in questions:
            question.answer(self._answered(question))
        with self._wake:
            if failed:  # they wait before what came meanwhile, less what that replaces
                old = [step for step in steps if not any(_is_older(step, new) for new in self._steps)]
                self._steps = old + self._steps
            self._writing = self._answering = 0
            changed, self._trouble = failed != self._trouble, failed
            self._wake.notify_all()
            more = bool(self._steps or self._questions) and not failed
        if changed:
            self._troubled(failed)
        return more or not ends

    def _write(self, steps: Sequence[Step]) -> str:
        """Write the steps; returns why that failed, "" where it went well."""
        if not steps:
            return ""
        try:
            self._opened().write(steps)
        except (OSError, sqlite3.Error) as error:
            self._forget_store()
            return str(error) or type(error).__name__
        return ""

    def _answered(self, question: _Question) -> object:
        try:
            return question.ask(self._opened())
        except (OSError, sqlite3.Error):  # the next write says why
            return None

    def _opened(self) -> DraftStore:
        if self._store is None:
            self._store = DraftStore(self._folder, self.process, SystemClock().now())
        return self._store

    def _forget_store(self) -> None:
        """Open the file anew the next time: it may have been moved away or damaged."""
        if self._store is not None:
            with suppress(OSError, sqlite3.Error):
                self._store.close()
            self._store = None


def _is_older(waiting: Step, new: Step) -> bool:
    return isinstance(waiting, Draft) and isinstance(new, Draft) and waiting.place == new.place
