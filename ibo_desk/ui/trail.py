"""Where somebody was in a window, so that Alt+Left goes back there and Alt+Right on again."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

_MOST = 50


@dataclass(frozen=True)
class Place:
    """A page, and the record that was worked on there: its table name and id."""

    page: str
    record: tuple[str, UUID] | None = None


class Trail:
    """The places before and after the one that is shown: ``here`` tells it, ``go_to`` shows another one."""

    def __init__(self, here: Callable[[], Place | None], go_to: Callable[[Place], None]) -> None:
        self._here = here
        self._go_to = go_to
        self._before: list[Place] = []
        self._after: list[Place] = []
        self._stepping = False

    def forget(self) -> None:
        """Another file has other places."""
        self._before, self._after = [], []

    def leave(self) -> None:
        """Somewhere new is gone to from here."""
        place = self._here()
        if place is None or self._stepping:
            return
        if self._before[-1:] != [place]:
            self._before = [*self._before, place][-_MOST:]
        self._after = []

    def back(self) -> None:
        """To the place before this one, if there is one."""
        self._step(self._before, self._after)

    def on(self) -> None:
        """To the place from which one came back, if there is one."""
        self._step(self._after, self._before)

    def _step(self, source: list[Place], target: list[Place]) -> None:
        here = self._here()
        while source and source[-1] == here:
            source.pop()
        if here is None or not source:
            return
        target.append(here)
        self._stepping = True
        try:
            self._go_to(source.pop())
        finally:
            self._stepping = False
