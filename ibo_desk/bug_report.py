"""A bug as a report that may be sent: where it happened in the program, and nothing of what is in the file.

Messages of exceptions carry values (names, texts, rows), so only those are kept that can hold nothing but names of
code, and of a database error its kind, its constraint and its statement without parameters.
"""

import platform
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ibo_desk import __version__

_OF_CODE: Final = (AttributeError, NameError, ImportError, RecursionError, ZeroDivisionError, MemoryError)
_DATABASE: Final = "sqlalchemy.exc.DBAPIError"  # by name: importing it would delay every start
_MOST_FRAMES: Final = 60
_STATEMENT: Final = 600
_PROGRAM: Final = Path(__file__).parent.parent
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|`[^`]*`")
_PLACE: Final = re.compile(r"(?:[A-Za-z]:)?[\\/][^\s:;,]+")


def report_of(error: BaseException) -> str:
    """The whole chain of exceptions with their frames, oldest cause first; never raises, whatever the exception is."""
    return "\n\n".join(_described(cause, how) for cause, how in _chain(error))


def environment() -> str:
    """Which program on which system; no name of a computer or person."""
    python = platform.python_version()
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"IBO Desk {__version__} · Python {python} · {system}"


def mark_of(error: BaseException) -> str:
    """What two occurrences of the same bug have in common: the kind and the place where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    last = f"{shortened(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__qualname__} {last}"


def shortened(path: str) -> str:
    """A path as the report shows it: from the program's or the package's own folder, never through a home."""
    for root in (str(_PROGRAM), *sorted((place for place in sys.path if place), key=len, reverse=True)):
        if path.startswith(root) and root != "/":
            return path[len(root) :].lstrip("/\\").replace("\\", "/")
    return Path(path).name if re.search(r"[\\/]", path) else path


def scrubbed(text: str) -> str:
    """A message of a library without what it quotes and without paths."""
    return _PLACE.sub("…", _QUOTED.sub("'…'", text))


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    chain: list[tuple[BaseException, str]] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        cause = now.__cause__
        before = cause if cause is not None or now.__suppress_context__ else now.__context__
        how = "because of:" if cause is not None else "while handling:" if before is not None else ""
        chain.append((now, how))
        now = before
    return reversed(chain)


def _described(error: BaseException, how: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"({how} the above)"] if how else []
    shown = frames if len(frames) <= _MOST_FRAMES else [*frames[:10], *frames[10 - _MOST_FRAMES :]]
    lines += [
        f"  {shortened(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line or ''}".rstrip()
        for frame in shown
    ]
    if len(shown) < len(frames):
        lines.append(f"  ({len(frames) - len(shown)} frames left out)")
    return "\n".join([*lines, f"{type(error).__module__}.{type(error).__qualname__}: {_message(error)}"])


def _message(error: BaseException) -> str:
    if any(f"{kind.__module__}.{kind.__name__}" == _DATABASE for kind in type(error).__mro__):
        return _of_database(error)
    if isinstance(error, OSError):
        return f"errno {error.errno}"
    try:
        text = str(error)
    except Exception as broken:  # noqa: BLE001  the report of a bug must come whatever its exception does
        return f"(its message cannot be made: {type(broken).__qualname__})"
    if isinstance(error, _OF_CODE) or not text:
        return text
    return f"({len(text)} characters left out)"


def _of_database(error: Any) -> str:
    said = error.orig
    kind = getattr(said, "sqlite_errorname", None) or getattr(said, "sqlstate", None) or ""
    constraint = getattr(getattr(said, "diag", None), "constraint_name", None) or ""
    if not constraint and "constraint failed" in str(said):
        constraint = str(said)  # SQLite names tables and columns here, and no value
    statement = " ".join((error.statement or "").split())[:_STATEMENT]
    return " · ".join(part for part in (type(said).__qualname__, kind, constraint, statement) if part)
