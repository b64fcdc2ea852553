"""How a use case asks a person something without knowing whether there is a window."""

from collections.abc import Sequence
from typing import Protocol


class Asker(Protocol):
    """Answers questions and hears about progress; windows, the command line and tests each have one."""

    def confirm(self, question: str) -> bool: ...

    def choose(self, question: str, options: Sequence[str]) -> int | None: ...

    def progress(self, done: int, total: int, what: str) -> bool:
        """Tell how far the work is; False asks to stop."""
        ...
