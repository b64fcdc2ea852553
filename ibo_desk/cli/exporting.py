"""``export FILE OUT.xlsx [KIND…]``: the records as a workbook that ``import`` reads back, or as JSON."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ibo_desk.app import open_app
from ibo_desk.exchange.round_trip.columns import KINDS
from ibo_desk.language import _, ngettext


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    export = command("export", _("write records as Excel workbook or JSON"))
    export.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    export.add_argument(
        "out",
        metavar=_("OUT"),
        help=_(
            "file to write, .xlsx (change it and read it back with “import”) or .json; no calendars (.ics)"
        ),
    )
    export.add_argument(
        "kinds",
        nargs="*",
        metavar=_("KIND"),
        type=_kind,
        help=_("which kinds; all where none is named: {kinds}").format(kinds=", ".join(KINDS)),
    )
    export.add_argument("--replace", action="store_true", help=_("write over a file that lies there"))
    export.set_defaults(run=_export)


def _kind(name: str) -> str:
    """A kind as it is named; argparse itself takes no choices for an argument that may be left out."""
    if name not in KINDS:
        raise argparse.ArgumentTypeError(
            _("no kind is called {name}; choose from {kinds}").format(name=name, kinds=", ".join(KINDS))
        )
    return name


def _export(args: Namespace) -> int:
    with open_app(args.file, read_only=True) as app:
        count = app.exports.write(Path(args.out), args.kinds, over=args.replace)
    text = ngettext(
        "{place} written with {count} record; it holds names and texts of the secretariat.",
        "{place} written with {count} records; it holds names and texts of the secretariat.",
        count,
    )
    print(text.format(place=args.out, count=count))
    return 0
