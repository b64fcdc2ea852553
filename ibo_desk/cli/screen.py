"""What is shown in a terminal: text as text, never a command to the terminal."""

import stat
import sys
from pathlib import Path
from typing import TextIO

from ibo_desk.domain.errors import FileProblemError

_KEPT = "\n\t"
_TURNING = (
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)  # characters that turn the direction of what follows
_COMMANDS = {
    code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0), *_TURNING) if chr(code) not in _KEPT
}


def shown(text: str) -> str:
    """Text in which what a terminal would obey is visible, and what cannot be encoded is replaced."""
    return text.translate(_COMMANDS).encode("utf-8", "replace").decode("utf-8")


def tell(text: object = "", *, end: str = "\n", file: TextIO | None = None) -> None:
    """Print for a person."""
    print(shown(str(text)), end=end, file=file or sys.stdout)


def readable_file(path: Path) -> Path:
    """A file that is to be read whole; raises ``FileProblemError("not_a_plain_file")`` for a device or a pipe."""
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG  # a missing one is said by its reader
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileProblemError("not_a_plain_file", place=str(path))
    return path
