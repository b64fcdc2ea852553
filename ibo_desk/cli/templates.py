"""``template list|check|copy``: the layouts for Word, those of the house and the user's own."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ibo_desk.cli.files_in import readable_file
from ibo_desk.cli.listing import print_table
from ibo_desk.documents.kinds import KINDS
from ibo_desk.language import _


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    template = command("template", _("list, check or copy layouts for Word"))
    subs = template.add_subparsers(dest="action", required=True, metavar="list|check|copy")
    listing = subs.add_parser("list", help=_("list the layouts"))
    listing.set_defaults(run=_list)
    check = subs.add_parser("check", help=_("say what is wrong in a layout, and where"))
    check.add_argument("template", metavar="X.docx", type=Path)
    check.add_argument("--kind", choices=list(KINDS), help=_("kind of paper; else the one that fits best"))
    check.set_defaults(run=_check)
    copy = subs.add_parser("copy", help=_("copy a layout of the house, to change it in Word"))
    copy.add_argument("kind", choices=list(KINDS), metavar=_("KIND"), help=", ".join(KINDS))
    copy.add_argument("to", metavar=_("TO"), type=Path, help=_("new file, or a folder"))
    copy.set_defaults(run=_copy)


def _list(_args: Namespace) -> int:
    from ibo_desk.documents.templates import available

    heads = [_("Layout"), _("Kind of paper"), _("Whose"), _("File")]
    rows = [
        [template.name, template.kind, _("own") if template.own else _("house"), str(template.path or "")]
        for template in available()
    ]
    print_table(heads, rows)
    return 0


def _check(args: Namespace) -> int:
    from ibo_desk.documents.templates import check

    checked = check(readable_file(args.template), args.kind)
    for finding in checked.problems:
        print(finding)
    if not checked.problems:
        print(_("{path} can be used.").format(path=args.template))
    for finding in checked.notices:
        print("- " + _("Good to know: {notice}").format(notice=finding))
    return 1 if checked.problems else 0


def _copy(args: Namespace) -> int:
    from ibo_desk.documents.templates import copy

    print(copy(args.kind, args.to))
    return 0
