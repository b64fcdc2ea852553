"""``make``: papers as files, of every kind in ``documents.kinds``."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.cli import names
from ibo_desk.cli.files_in import readable_file
from ibo_desk.documents.kinds import KINDS, About, Copies, PaperKind
from ibo_desk.documents.office import LACKS
from ibo_desk.documents.paper import HeldBack
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import label

YEARS = range(1900, 2200)  # a period reaches a year back and ahead
FORMATS = ("docx", "pdf", "html", "txt")
# Options that only some kinds of papers have.
_OF_SOME: dict[str, Callable[[PaperKind], bool]] = {
    "totals": lambda kind: kind.totals,
    "topic": lambda kind: kind.topic,
    "action": lambda kind: kind.about is About.ACTION,
}


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    make = command("make", _("make papers"))
    make.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    make.add_argument("kind", choices=[*KINDS], metavar=_("KIND"), help=", ".join(KINDS))
    about = make.add_mutually_exclusive_group()
    about.add_argument("--meeting", metavar="ID", help=_("id or name, such as “IBO 2026-3”"))
    about.add_argument("--item", metavar="ID", help=_("id, or such as “IBO 2026-3, punt 4”"))
    about.add_argument("--action", metavar=_("NAME"), help=_("number or title of a regional action"))
    about.add_argument(
        "--month",
        metavar=_("YYYY-MM"),
        help=_("for month overviews and council reports; default: now"),
    )
    whose = make.add_mutually_exclusive_group()
    whose.add_argument(
        "--college", metavar=_("NAME"), action="append", default=[], help=_("for this municipality")
    )
    whose.add_argument(
        "--all-colleges",
        action="store_true",
        help=_("for every college (the default for notes and month overviews)"),
    )
    make.add_argument(
        "--totals", action="store_true", help=_("with totals per partner, for the ledger of engagements")
    )
    make.add_argument(
        "--topic", metavar=_("TITLE"), help=_("about this topic only, for what a college received")
    )
    make.add_argument(
        "--on",
        metavar=_("DAY"),
        help=_("as it would have been made on that day: with what had happened by then"),
    )
    make.add_argument("--template", metavar="X.docx", type=Path, help=_("your own layout"))
    make.add_argument(
        "--format",
        default=["docx", "pdf"],
        type=_formats,
        metavar=",".join(FORMATS),
        help=_("kinds of file; docx,pdf where nothing is said"),
    )
    make.add_argument("--out", required=True, metavar=_("DIR"), type=Path, help=_("folder to write in"))
    make.set_defaults(run=_make)


def _formats(text: str) -> list[str]:
    formats = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in formats if name not in FORMATS]
    if wrong or not formats:
        sentence = _("“{text}” is not a list of formats; choose from {formats}")
        raise argparse.ArgumentTypeError(sentence.format(text=text, formats=", ".join(FORMATS)))
    return list(dict.fromkeys(formats))


def _month(text: str) -> date:
    """The first day of a month written as 2026-11; raises ``InvalidValueError("not_a_month")``."""
    try:
        first = datetime.strptime(f"{text}-01", "%Y-%m-%d").date()  # noqa: DTZ007  a day, no moment
    except ValueError as error:
        raise InvalidValueError("not_a_month", value=text) from error
    if first.year not in YEARS:
        raise InvalidValueError("not_a_month", value=text)
    return first


def _make(args: Namespace) -> int:
    wrong = _wrong_usage(args)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    # Somebody may have the file open: then the papers are made from it and nothing is registered.
    with open_app(args.file, read_only=None) as app:
        request = _request(app, args)
        _tell_held_back(app.papers.held_back(request))
        if args.template:
            readable_file(args.template)  # refused before anything is told about its papers
            if "pdf" in args.format:
                print(_(LACKS), file=sys.stderr)
        for path in _made(app, request, args):
            print(path)
    return 0


def _tell_held_back(points: Sequence[HeldBack]) -> None:
    """What the paper does not print and for whom that is, on the error output: the output names the files."""
    if points:
        count = len(points)
        text = ngettext("{count} point is not printed:", "{count} points are not printed:", count)
        print(text.format(count=count), file=sys.stderr)
    for point in points:
        print(f"- {point.place}: {point.title} ({label(point.audience)})", file=sys.stderr)


def _tell_unshown(signs: str) -> None:
    print(_("In a PDF a square stands for: {signs}").format(signs=signs), file=sys.stderr)


def _wrong_usage(args: Namespace) -> str:
    """What does not go together in the arguments, as a sentence; nothing when all is well."""
    kind = KINDS[args.kind]
    if args.template and not {"docx", "pdf"} & set(args.format):
        return _("ibo-desk make: --template is for docx and pdf only; name one of them in --format")
    for option, asks in _OF_SOME.items():
        if getattr(args, option) and not asks(kind):
            kinds = ", ".join(each.key for each in KINDS.values() if asks(each))
            return _("ibo-desk make: --{option} is for {kind} only").format(option=option, kind=kinds)
    of_meeting = args.meeting or args.item
    if kind.about is About.ACTION:
        return "" if args.action else _("ibo-desk make: say of which regional action, with --action")
    if kind.about is About.REGION:
        problem = _(
            "ibo-desk make: {kind} is about all that is registered today; leave out --meeting, --item and --month"
        )
        return problem.format(kind=kind.key) if of_meeting or args.month else ""
    if kind.over_a_period:
        problem = _("ibo-desk make: {kind} is about a period; say --month")
        return problem.format(kind=kind.key) if of_meeting else ""
    return "" if of_meeting else _("ibo-desk make: say which meeting or item, with --meeting or --item")


def _request(app: App, args: Namespace) -> PaperRequest:
    return PaperRequest(
        args.kind,
        meeting_id=names.meeting_id(app, args.meeting) if args.meeting else None,
        item_id=names.item_id(app, args.item) if args.item else None,
        action_id=app.actions.find(args.action) if args.action else None,
        college_ids=_colleges(app, args),
        month=_month(args.month) if args.month else None,
        totals=args.totals,
        topic_id=names.topic_id(app, args.topic) if args.topic else None,
        on=names.past_day(app, args.on) if args.on else None,
    )


def _made(app: App, request: PaperRequest, args: Namespace) -> list[Path]:
    return app.papers.make(
        request,
        formats=args.format,
        template=readable_file(args.template) if args.template else None,
        folder=args.out,
        progress=show_progress,
        tell_unshown=_tell_unshown,
    )


def _colleges(app: App, args: Namespace) -> list[UUID] | None:
    """The colleges that were named; None leaves it to the kind of paper (a report for all councils together)."""
    if args.all_colleges and KINDS[args.kind].copies is Copies.ONE_OR_PER_COLLEGE:
        return [college.id for college in app.bodies.colleges(app.clock.today()) if college.organisation_id]
    return [names.college_id(app, name) for name in args.college] or None


def show_progress(done: int, total: int) -> None:
    """A line that counts along, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
