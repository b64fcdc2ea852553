"""Starts the desk; with arguments it is the command line. The window is only imported where it is asked for."""

import sys
from collections.abc import Sequence


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


def _window(file: str | None) -> int:
    from ibo_desk.ui.screen import why_no_window

    told = why_no_window()
    if told:
        print(told, file=sys.stderr)
        return 1
    from ibo_desk.ui.start import run

    return run(file)


if __name__ == "__main__":
    sys.exit(main())
