"""``import FILE LIST.xlsx``: says row by row what happens, and writes it unless it is only tried out."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ibo_desk.app import App, open_app
from ibo_desk.cli.agenda_import import import_agenda, is_agenda_text
from ibo_desk.cli.files_in import readable_file
from ibo_desk.domain.backups import BackupKind
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.list_kinds import KINDS
from ibo_desk.exchange.plan import Plan, RowFate, RowPlan
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.safekeeping import back_up
from ibo_desk.services.base.bulk import EVERY, LEAVE

_NAMES = {"matrix": "feedback"}  # on the command line as in the window: a matrix of feedback


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    reading = command(
        "import", _("read a list (xlsx, xlsm, xls, ods, csv) or an agenda (docx, eml, txt) into the file")
    )
    reading.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    reading.add_argument("list", metavar=_("LIST"), help=_("the list"))
    reading.add_argument(
        "--as", dest="layout", choices=[*KINDS, *_NAMES], help=_("kind of list; else by its headings")
    )
    reading.add_argument(
        "--column",
        action="append",
        default=[],
        metavar=_("C=FIELD"),
        help=_("which column holds what, such as C=title; with --as, instead of what the headings say"),
    )
    reading.add_argument(
        "--partner",
        action="append",
        default=[],
        metavar=_("NAME=PARTNER"),
        help=_("whom a name in the list means; it is known from then on"),
    )
    reading.add_argument(
        "--meeting",
        default="",
        metavar=_("NAME"),
        help=_("the meeting whose agenda stands in LIST, a text (docx, eml, txt), such as “IBO 2026-12-11”"),
    )
    reading.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    reading.add_argument(
        "--replace", action="store_true", help=_("also write over what was recorded and differs")
    )
    reading.set_defaults(run=_import)


def _import(args: Namespace) -> int:
    if is_agenda_text(args):
        return import_agenda(args)
    refused: tuple[str, ...] = ()
    with open_app(args.file, read_only=args.dry_run) as app:
        plan = _plan(app, args)
        if not args.dry_run:
            back_up(args.file, app.clock, BackupKind.BEFORE_IMPORT)
            refused = app.lists.apply(plan, EVERY if args.replace else LEAVE)
    _print(plan, dry_run=args.dry_run, replace=args.replace)
    for refusal in refused:
        print(f"! {refusal}")
    return 0


def _plan(app: App, args: Namespace) -> Plan:
    """The plan as somebody asks for it on the command line."""
    from ibo_desk.exchange.answers import Answers  # heavy: every other command would read openpyxl too
    from ibo_desk.exchange.headings import HeadingChoice
    from ibo_desk.exchange.workbook import column_at, read_workbook

    path = readable_file(Path(args.list))
    kind = _NAMES.get(args.layout, args.layout)
    partners = {name: app.organisations.find(meant) for name, meant in map(_pair, args.partner)}
    if not args.column:
        return app.lists.plan(path, kind, Answers(partners=partners))
    if kind is None:
        raise ListError("columns_of_what", _("Say with --as which kind of list it is, beside --column."))
    columns = {column_at(letters): name for letters, name in map(_pair, args.column)}
    book = read_workbook(path)
    sheets = {sheet.name: HeadingChoice(columns) for sheet in book.sheets if sheet.rows}
    return app.lists.plan_of(path, book, kind, Answers(sheets, partners))


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip() or not right.strip():
        raise ListError("not_a_pair", _("“{text}” must be two parts with = between them.").format(text=text))
    return left.strip(), right.strip()


def _print(plan: Plan, *, dry_run: bool, replace: bool) -> None:
    for row in plan.rows:
        replaced = _("  ~ replaces: {who}: “{stands}” → “{becomes}”")
        left = _("  ! left, was recorded: {who}: “{stands}”; in the list “{becomes}” (--replace writes it)")
        lines = [
            *(f"  + {saying}" for saying in row.says),
            *((replaced if replace else left).format(**vars(row_replaced)) for row_replaced in row.replaces),
            *(f"  ! {remark}" for remark in row.remarks),
        ]
        if lines or row.fate not in {RowFate.UNCHANGED, RowFate.EQUAL}:
            print(
                _("{sheet}, row {number}: {fate}").format(sheet=row.sheet, number=row.number, fate=_fate(row))
            )
            print("\n".join(lines), end="\n" if lines else "")
    for remark in plan.remarks:
        print(f"! {remark}")
    print(_summary(plan, dry_run=dry_run))


def _fate(row: RowPlan) -> str:
    return {
        RowFate.READ: _read(row),
        RowFate.UNCHANGED: _("unchanged since an earlier import, skipped"),
        RowFate.REPEATED: _("stands in the list twice, skipped"),
        RowFate.REFUSED: pgettext("row", "not read"),
        RowFate.TOTAL: _("a total, skipped"),
        RowFate.SKIPPED: _("left out"),
        RowFate.EQUAL: _("as it stands in the file"),
        RowFate.DOUBTFUL: _("doubtful, not read"),
    }[row.fate]


def _read(row: RowPlan) -> str:
    if not row.says and not row.replaces:
        return pgettext("row", "read, nothing to change")
    return pgettext("row", "read, new") if row.makes else pgettext("row", "read, changes what is there")


def _summary(plan: Plan, *, dry_run: bool) -> str:
    read, same = plan.count(RowFate.READ), plan.count(RowFate.UNCHANGED) + plan.count(RowFate.EQUAL)
    remarked = sum(bool(row.remarks) for row in plan.rows)
    parts = [
        ngettext("{count} row read", "{count} rows read", read).format(count=read),
        ngettext("{count} unchanged row skipped", "{count} unchanged rows skipped", same).format(count=same),
        ngettext("{count} row with a remark", "{count} rows with remarks", remarked).format(count=remarked),
    ]
    text = _("Tried out, nothing written: {counts}.") if dry_run else _("Done: {counts}.")
    return text.format(counts=", ".join(parts))
