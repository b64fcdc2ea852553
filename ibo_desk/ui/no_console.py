"""What must be said before there is a window, also where there is no console; without Qt: it may be what is broken."""

import sys
from contextlib import suppress

from ibo_desk.language import _


def tell(text: str) -> bool:
    """Show a text where the person looks: on standard error, and on Windows without one in a box; False if nowhere."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # a console that was closed
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
            return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.MessageBoxW(None, text, "IBO Desk", 0x10))
    return False


def refuse_words() -> None:
    """Say how the desk is started, and where the commands are."""
    tell(_("IBO Desk opens one region file. Commands are given in a terminal, to ibo-desk: ibo-desk --help."))


def tell_bug(error: Exception) -> None:
    """Keep a bug that came before or instead of the window, and show it; what nobody saw the next start offers."""
    from ibo_desk import bug_log

    bug_log.start()
    report = bug_log.keep_bug(error, seen=sys.stderr is not None or sys.platform == "win32")
    kept = bug_log.folder() / bug_log.LOG_NAME
    sentence = _("IBO Desk could not start, by a mistake in the program. The report is in {place}.")
    tell(f"{sentence.format(place=kept)}\n\n{report}")
    bug_log.stop()
