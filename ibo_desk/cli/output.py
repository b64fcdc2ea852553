"""What the command line prints: names and texts out of files are shown, and never obeyed by the terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import TextIOBase
from typing import Any, TextIO, cast

from ibo_desk.cli.terminal import for_terminal, for_terminal_in_json


class _Harmless(TextIOBase):
    """Passes text on without the signs that move a cursor, change a title or turn the direction of text."""

    def __init__(self, target: TextIO) -> None:
        super().__init__()
        self._target = target

    def write(self, text: str) -> int:
        self._target.write(for_terminal(text))
        return len(text)

    def flush(self) -> None:
        self._target.flush()

    def fileno(self) -> int:
        return self._target.fileno()

    def isatty(self) -> bool:
        return self._target.isatty()


@contextmanager
def harmless_output() -> Iterator[None]:
    """While it lasts, everything that is printed is only shown."""
    with redirect_stdout(cast("TextIO", _Harmless(sys.stdout))):
        yield


def print_json(rows: Any) -> None:
    """Print for another program: every character of a text arrives there."""
    print(for_terminal_in_json(json.dumps(rows, ensure_ascii=False, indent=2)))
