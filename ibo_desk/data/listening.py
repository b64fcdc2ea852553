"""Hearing what others write on a server: a connection and a thread of its own that touch neither store nor window."""

import random
import threading
from collections.abc import Callable
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo

from ibo_desk.data import server

MERGE_SECONDS = 0.2  # what comes within this time is told at once
_STEP_SECONDS = 0.5  # how soon the thread sees that it may stop
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0


class Listener(threading.Thread):
    """Tells which entries were committed, when the connection is lost and when it is back; all on its own thread.

    What was written while the connection was away is never told: after ``back`` everything is to be read again.
    """

    def __init__(
        self,
        place: str,
        person: str,
        *,
        heard: Callable[[list[UUID]], object],
        lost: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(name="listening", daemon=True)
        self._options = server.conninfo(place, person)
        self._heard, self._lost, self._back = heard, lost, back
        self._ended = threading.Event()
        self._ready = threading.Event()

    def begin(self, seconds: float = 5.0) -> None:
        """Start, and wait until nothing that is committed from now on goes by unheard, or the server is away."""
        self.start()
        self._ready.wait(seconds)

    def end(self) -> None:
        """Stop listening; returns when the thread has ended."""
        self._ended.set()
        self.join()

    def run(self) -> None:
        away, wait = False, _FIRST_WAIT
        while not self._ended.is_set():
            try:
                with psycopg.connect(make_conninfo("", **self._options), autocommit=True) as connection:
                    connection.execute(f"LISTEN {server.CHANNEL}")
                    if away:
                        self._back()
                    away, wait = False, _FIRST_WAIT
                    self._ready.set()
                    self._listen(connection)
            except psycopg.Error:
                if not away:
                    away = True
                    self._lost()
                self._ready.set()
                self._ended.wait(wait * random.uniform(0.8, 1.2))  # noqa: S311  not all clients at one moment
                wait = min(2 * wait, _LONGEST_WAIT)

    def _listen(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        while not self._ended.is_set():
            entries = [notice.payload for notice in connection.notifies(timeout=_STEP_SECONDS, stop_after=1)]
            if entries:
                entries += [notice.payload for notice in connection.notifies(timeout=MERGE_SECONDS)]
                self._heard([UUID(entry) for entry in entries])
