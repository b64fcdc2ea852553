"""Starts the desk; with arguments it is the command line. The window is only imported where it is asked for."""

import gc
import sys
from collections.abc import Sequence

# New objects, and younger rounds, before a generation is looked through: what starting makes stays, and looking
# through it again and again takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 done, 1 something the person can mend, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        return _window(None)
    if words[0] == "open" and len(words) == 2 and not words[1].startswith("-"):
        return _window(words[1])  # without the commands, which take long to import
    from ibo_desk.cli.main import parse, run

    args = parse(words)
    return _window(args.file) if args.command in {None, "open"} else run(args)


def desk(argv: Sequence[str] | None = None) -> int:
    """The window alone, as an icon or a region file starts it: there may be no console, and nothing gets lost for that.

    Returns 0, 1 where no window can open, 2 for other words than one file, 3 for a bug before there is a window.
    """
    from ibo_desk.ui import no_console

    words = list(sys.argv[1:] if argv is None else argv)
    if len(words) > 1 or words[:1] == [""] or any(word.startswith("-") for word in words):
        no_console.refuse_words()
        return 2
    try:
        return _window(words[0] if words else None)
    except Exception as error:  # noqa: BLE001  nobody stands above that could tell it
        no_console.tell_bug(error)
        return 3


def _window(file: str | None) -> int:
    from ibo_desk.ui.no_console import tell
    from ibo_desk.ui.screen import why_no_window

    reason = why_no_window()
    if reason:
        tell(reason)
        return 1
    from ibo_desk.ui.start import run

    return run(file)


if __name__ == "__main__":
    sys.exit(main())
