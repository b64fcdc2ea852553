"""Taking back a file that was lent: the copy that went along takes its place, whole, or nothing does."""

from pathlib import Path

from ibo_desk.app import open_app
from ibo_desk.domain.clock import Clock, SystemClock
from ibo_desk.safekeeping import restore_backup
from ibo_desk.services.packages.lending import came_back, refuse_other_copy


def refuse_wrong_copy(place: str, copy: str, clock: Clock | None = None) -> None:
    """Raise where the copy is not the one that was lent and is out; both files are only read."""
    with (
        open_app(place, read_only=True, clock=clock) as here,
        open_app(copy, read_only=True, clock=clock) as there,
    ):
        refuse_other_copy(here.store, there.store)


def take_back_lent(place: str, copy: str, clock: Clock | None = None, actor: str = "") -> None:
    """Put the copy that was lent in the place of the file, which is backed up first, and note that it is back.

    Nobody may have either file open. Raises ``FileProblemError`` and ``RuleError`` as ``refuse_wrong_copy``, and like
    ``restore_backup``; then the file is as it was.
    """
    clock = clock or SystemClock()
    with open_app(copy, clock=clock, actor=actor):  # who still writes in it is told to stop first
        refuse_wrong_copy(place, copy, clock)
        restore_backup(copy, place, clock)
    with open_app(place, clock=clock, actor=actor) as back:
        came_back(back.store)


def is_region_file(path: Path) -> bool:
    """Whether a file that comes back is a copy that was lent, not what a college sends."""
    return path.suffix.lower() == ".ibo"
