"""``package``, ``send-back`` and ``take-back``: a file of its own for a college, and what comes back of it."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.cli import names
from ibo_desk.cli.papers import show_progress
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.language import _, ngettext


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    package = command("package", _("give colleges a file of their own"))
    package.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    whose = package.add_mutually_exclusive_group(required=True)
    whose.add_argument(
        "--college", metavar=_("NAME"), action="append", default=[], help=_("for this municipality")
    )
    whose.add_argument("--all-colleges", action="store_true", help=_("for every college"))
    package.add_argument("--out", required=True, metavar=_("DIR"), type=Path, help=_("folder to write in"))
    package.set_defaults(run=_package)


def _package(args: Namespace) -> int:
    with open_app(args.file) as app:
        ids = (
            _all_colleges(app) if args.all_colleges else [names.college_id(app, one) for one in args.college]
        )
        made = app.packages.give(ids, _folder(args.out), show_progress)
    for file in made:
        told = ngettext("{path}: {count} record", "{path}: {count} records", file.records)
        print(told.format(path=file.path, count=file.records))
    return 0


def _all_colleges(app: App) -> list[UUID]:
    return [college.id for college in app.bodies.colleges() if college.organisation_id]


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblemError("file_unwritable", place=str(path)) from error
    return path
