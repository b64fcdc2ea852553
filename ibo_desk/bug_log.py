"""The log on this computer: bugs, crashes and warnings, without personal data, owner-only and bounded in size.

``untold.txt`` beside it holds the bugs that nobody has seen a report of yet, ``crash.txt`` what Python could still
write when it was struck down; the next start offers both.
"""

import faulthandler
import logging
import os
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, TextIO

from ibo_desk.bug_report import environment, report_of, scrubbed, shortened
from ibo_desk.data.private import private_file, private_folder
from ibo_desk.places import log_folder

LOG_NAME: Final = "ibo-desk.log"
MOST_BYTES, KEPT = 512 * 1024, 3  # of one file, and how many older ones
_UNTOLD, _CRASH = "untold.txt", "crash.txt"
_MOST_UNTOLD: Final = 64 * 1024
_BUGS: Final = "ibo_desk.bugs"
_lock = threading.RLock()
_open_files: list[TextIO] = []


def folder() -> Path:
    """Where the log lies on this computer; it may not be there yet."""
    return log_folder()


def debugging() -> bool:
    """Whether whoever started the program wants everything on standard error (IBO_DESK_DEBUG=1)."""
    return os.environ.get("IBO_DESK_DEBUG", "") not in {"", "0"}


class _OwnersFile(RotatingFileHandler):
    """A rotating file that only its owner may read, also the moment it is made."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", line_buffering=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the name is logging's
        """A full disk or a folder that went away is no reason to bother a person who is writing minutes."""
        if debugging():
            super().handleError(record)


class _WithoutValues(logging.Formatter):
    """Our own reports as they are; of anybody else the sentence without what was filled in."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        report = getattr(record, "report", None)
        if report is not None:
            return f"{head}\n{report}"
        template = scrubbed(str(record.msg)) if record.args else ""
        if record.exc_info and record.exc_info[1] is not None:
            template = f"{template}\n{report_of(record.exc_info[1])}"
        return f"{head} {Path(record.pathname).name}:{record.lineno} {template}".rstrip()


def start() -> bool:
    """Begin to write the log; False where nothing can be written there, and then nothing is."""
    try:
        handler = _OwnersFile(
            private_folder(folder()) / LOG_NAME, maxBytes=MOST_BYTES, backupCount=KEPT, delay=True
        )
        if (folder() / LOG_NAME).exists():
            private_file(folder() / LOG_NAME)  # one that an older version made
    except OSError:
        return False
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_WithoutValues())
    stop()
    logging.getLogger().addHandler(handler)
    return True


def stop() -> None:
    """Let go of the log."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _OwnersFile)]:
        root.removeHandler(handler)
        handler.close()


def keep_bug(error: BaseException, *, seen: bool) -> str:
    """Write a bug to the log and return its report; ``seen``: a person gets it on the screen now.

    Never raises: it runs where there is nobody left to tell.
    """
    report = f"{environment()}\n\n{report_of(error)}"
    logging.getLogger(_BUGS).error("a bug", extra={"report": report})
    if not seen:
        _append(_UNTOLD, report)
    return report


def keep_message(source: str, text: str) -> None:
    """Write what a library said, without what it quotes."""
    logging.getLogger(source).warning("%s", "", extra={"report": scrubbed(text)})


def untold() -> str:
    """The reports of earlier runs that nobody has seen, and what is known of a crash; empty where all went well."""
    parts = []
    crash = _read(folder() / _CRASH)
    if crash:
        parts.append(f"{environment()}\n\nThe program was struck down:\n{_frames_only(crash)}")
    parts.append(_read(folder() / _UNTOLD))
    return "\n\n".join(part for part in parts if part)


def forget_untold() -> None:
    """A person has seen the reports; what is known of a crash goes to the log."""
    crash = _read(folder() / _CRASH)
    if crash:
        report = f"The program was struck down:\n{_frames_only(crash)}"
        logging.getLogger(_BUGS).error("a crash", extra={"report": report})
    for name in (_UNTOLD, _CRASH):
        with suppress(OSError):
            os.truncate(folder() / name, 0)  # a program that still runs may hold it open


def watch_for_crashes() -> None:
    """Let Python write its frames when the process is struck down: beside the log, or on standard error."""
    if debugging() and sys.stderr is not None:
        faulthandler.enable()
        return
    try:
        handle = os.open(private_folder(folder()) / _CRASH, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        return
    file = os.fdopen(handle, "a", encoding="utf-8")
    faulthandler.enable(file)
    _open_files.append(file)  # it must stay open as long as the program runs


def _frames_only(crash: str) -> str:
    """The frames of a crash, their paths from the program's own folder."""
    return "\n".join(_short_frame(line) for line in crash.splitlines())


def _short_frame(line: str) -> str:
    head, quote, rest = line.partition('"')
    path, closing, tail = rest.partition('"')
    if not (quote and closing):
        return line
    return f"{head}{shortened(path)}{tail.replace(', line ', ':')}"


def _append(name: str, text: str) -> None:
    with _lock, suppress(OSError):
        path = private_folder(folder()) / name
        if path.exists() and path.stat().st_size > _MOST_UNTOLD:
            return
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(f"{text}\n\n")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
