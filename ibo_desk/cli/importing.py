"""``import FILE LIST.xlsx``: says row by row what happens, and writes it unless it is only tried out."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ibo_desk.app import back_up, open_app
from ibo_desk.cli.files_in import readable_file
from ibo_desk.domain.backups import BackupKind
from ibo_desk.exchange.plan import Plan, RowFate, RowPlan
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.base.bulk import EVERY, LEAVE

LAYOUTS = ("actions", "agenda", "engagements", "feedback")


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    reading = command("import", _("read an Excel list into the file"))
    reading.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    reading.add_argument("list", metavar=_("LIST.xlsx"), help=_("the Excel list"))
    reading.add_argument("--as", dest="layout", choices=LAYOUTS, help=_("kind of list; else by its headings"))
    reading.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    reading.add_argument(
        "--replace", action="store_true", help=_("also write over what was recorded and differs")
    )
    reading.set_defaults(run=_import)


def _import(args: Namespace) -> int:
    refused: tuple[str, ...] = ()
    with open_app(args.file, read_only=args.dry_run) as app:
        plan = app.lists.plan(readable_file(Path(args.list)), args.layout)
        if not args.dry_run:
            back_up(args.file, app.clock, BackupKind.BEFORE_IMPORT)
            refused = app.lists.apply(plan, EVERY if args.replace else LEAVE)
    _print(plan, dry_run=args.dry_run, replace=args.replace)
    for refusal in refused:
        print(f"! {refusal}")
    return 0


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
