"""Python's collector of garbage runs on the thread of the windows only.

It runs on whichever thread happens to make the next object. On a lane it would let go of a closed dialog or a timer
there, and Qt ends the program, now or much later, when one of its objects goes on another thread than its own.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY: Final = 500  # milliseconds between two looks
MOST: Final = (50_000, 20, 20)  # new objects, and younger rounds, before a generation is looked through


class GarbageCollection(QObject):
    """Takes the collector over while it lives: nothing is collected but at its own looks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that has grown too much, with those below it."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > MOST[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.enable()
