"""``package``, ``send-back`` and ``take-back``: a file of its own for a college, and what comes back of it."""

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.cli import names
from ibo_desk.cli.papers import show_progress
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.domain.packages import OperationState
from ibo_desk.language import _, ngettext
from ibo_desk.lending import is_region_file, refuse_wrong_copy, take_back_lent
from ibo_desk.services import words
from ibo_desk.services.base.saving import save_whole
from ibo_desk.services.packages.lending import call_back, lend
from ibo_desk.services.packages.packages import ReturnLine, ReturnLook
from ibo_desk.services.packages.words import left_to_say, proof

OURS, THEIRS = "ours", "theirs"


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

    send = command("send-back", _("write what a college wrote in its own file, to send it back"))
    send.add_argument("file", metavar=_("FILE"), help=_("the file that the college was given"))
    send.add_argument("out", metavar=_("OUT"), type=Path, help=_("file to write, such as kortrijk.terug"))
    send.add_argument("--replace", action="store_true", help=_("write over a file that lies there"))
    send.set_defaults(run=_send_back)

    renew = command(
        "renew", _("go on in a newer file that a college was given, with what stands in the older one")
    )
    renew.add_argument("file", metavar=_("FILE"), help=_("the file that the college was given before"))
    renew.add_argument("newer", metavar=_("NEWER"), help=_("the newer one; go on in this"))
    renew.set_defaults(run=_renew)

    take = command("take-back", _("record what a college sent back"))
    take.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    take.add_argument(
        "back",
        metavar=_("RETURN"),
        type=Path,
        help=_("what the college sent back, or the copy that was lent"),
    )
    take.add_argument("--dry-run", action="store_true", help=_("only show what would be recorded"))
    take.add_argument(
        "--collisions",
        choices=(OURS, THEIRS),
        default="",
        help=_("where something else was written here: which one stays; without it both wait"),
    )
    take.set_defaults(run=_take_back)
    _add_lending(command)


def _add_lending(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    lending = command("lend", _("lend the file to somebody who goes on writing in it; here it is only read"))
    lending.add_argument("file", metavar=_("FILE"), help=_("region file"))
    lending.add_argument("out", metavar=_("OUT"), type=Path, help=_("the copy that goes along"))
    lending.add_argument("--to", required=True, metavar=_("NAME"), help=_("who goes on writing"))
    lending.set_defaults(run=_lend)

    calling = command("call-back", _("take back the right to write, without what was written in the copy"))
    calling.add_argument("file", metavar=_("FILE"), help=_("region file"))
    calling.add_argument(
        "--reason", required=True, metavar=_("TEXT"), help=_("why; it stands in the history")
    )
    calling.set_defaults(run=_call_back)


def _package(args: Namespace) -> int:
    with open_app(args.file) as app:
        ids = (
            _all_colleges(app)
            if args.all_colleges
            else [names.college_id(app, name) for name in args.college]
        )
        made = app.packages.give(ids, _folder(args.out), show_progress)
    for file in made:
        text = ngettext("{path}: {count} record", "{path}: {count} records", file.records)
        print(text.format(path=file.path, count=file.records))
    return 0


def _send_back(args: Namespace) -> int:
    with open_app(args.file, read_only=True) as app:
        data = app.packages.send_back()
    save_whole(args.out, data, over=args.replace)
    print(_("{place} written; send it to the secretariat.").format(place=args.out))
    return 0


def _renew(args: Namespace) -> int:
    with open_app(args.file, read_only=True) as older, open_app(args.newer) as newer:
        taken = newer.packages.take_along(older.store)
    text = ngettext(
        "{count} change came along; go on in {place}.",
        "{count} changes came along; go on in {place}.",
        taken.recorded,
    )
    print("\n".join([text.format(count=taken.recorded, place=args.newer), *left_to_say(taken)]))
    return 0


def _lend(args: Namespace) -> int:
    with open_app(args.file) as app:
        lend(app.store, args.to, args.out)
    print(
        _("{place} written for {name}; {file} can only be read until it is back.").format(
            place=args.out, name=args.to, file=args.file
        )
    )
    return 0


def _call_back(args: Namespace) -> int:
    with open_app(args.file, read_only=None) as app:
        call_back(app.store, args.reason)
    print(_("{file} can be written again.").format(file=args.file))
    return 0


def _take_back_lent(args: Namespace) -> int:
    if args.dry_run:
        refuse_wrong_copy(args.file, str(args.back))
        print(_("{copy} is the copy that was lent.").format(copy=args.back))
        return 0
    take_back_lent(args.file, str(args.back))
    print(
        _("{file} is now what {copy} was, and can be written again.").format(file=args.file, copy=args.back)
    )
    return 0


def _take_back(args: Namespace) -> int:
    if is_region_file(args.back):
        return _take_back_lent(args)
    with open_app(args.file, read_only=args.dry_run) as app:
        look = app.packages.look(args.back)
        print(proof(look))
        _print(line for line in look.lines if line.state is not OperationState.KNOWN)
        if args.dry_run:
            return 0
        met = {line.unit for line in look.lines if line.state is OperationState.COLLISION}
        chosen = {args.collisions: met} if args.collisions else {}
        taken = app.packages.take_back(args.back, seen=look.seen, **chosen)
    print(_summary(taken.recorded, look))
    for line, error in taken.refused:
        print(f"{line.record}, {line.field}: {words.sentence(error)}")
    if taken.waiting:
        text = ngettext(
            "{count} value waits, as something else was written here; choose with --collisions, or in the desk.",
            "{count} values wait, as something else was written here; choose with --collisions, or in the desk.",
            len(taken.waiting),
        )
        print(text.format(count=len(taken.waiting)))
    return 0


def _summary(recorded: int, look: ReturnLook) -> str:
    if not recorded and all(line.state is OperationState.KNOWN for line in look.lines):
        return _("All of it was taken over before; nothing was recorded.")
    text = ngettext("{count} change recorded.", "{count} changes recorded.", recorded)
    return text.format(count=recorded)


def _print(lines: Iterable[ReturnLine]) -> None:
    for line in lines:
        print(f"  {line.record}, {line.field}: {line.theirs}  [{words.label(line.state)}]")
        if line.state is OperationState.COLLISION:
            print("    " + _("here: {value}").format(value=line.here or _("nothing")))


def _all_colleges(app: App) -> list[UUID]:
    return [college.id for college in app.bodies.colleges(app.clock.today()) if college.organisation_id]


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblemError("file_unwritable", place=str(path)) from error
    return path
