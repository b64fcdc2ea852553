"""Commands about the file itself: new, check, backup, restore, migrate, search."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ibo_desk.app import create_app, open_app
from ibo_desk.cli.output import print_json
from ibo_desk.data.engine import is_server, safe_name
from ibo_desk.data.migrate import schema_state
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.installation import backup_folder
from ibo_desk.language import _
from ibo_desk.safekeeping import copy_to, make_proven_backup, restore_backup

Add = Callable[[str, str], argparse.ArgumentParser]


def add_commands(command: Add) -> None:
    new = command("new", _("make a new region file"))
    new.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    new.add_argument(
        "--preset",
        default="",
        metavar=_("NAME"),
        help=_("region to begin with, such as zuid-west-vlaanderen"),
    )
    new.set_defaults(run=_new)

    check = command("check", _("look whether a region file is sound"))
    check.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    check.add_argument("--json", action="store_true", help=_("as objects with English field names"))
    check.set_defaults(run=_check)

    backup = command("backup", _("make a backup"))
    backup.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    backup.add_argument("to", nargs="?", metavar=_("TO"), help=_("file to write; default: among the backups"))
    backup.set_defaults(run=_backup)

    restore = command("restore", _("put a backup back"))
    restore.add_argument("source", metavar=_("FROM"), help=_("the backup"))
    restore.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    restore.set_defaults(run=_restore)

    migrate = command("migrate", _("bring a file of an older version up to date"))
    migrate.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    migrate.set_defaults(run=_migrate)

    search = command("search", _("search in all records"))
    search.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    search.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("what to look for"))
    search.set_defaults(run=_search)


def _new(args: Namespace) -> int:
    with create_app(args.file, args.preset) as app:
        if args.preset:
            print(
                _("{place} made for {region}.").format(
                    place=safe_name(args.file), region=app.settings.region().name
                )
            )
        else:
            print(_("{place} made, empty.").format(place=safe_name(args.file)))
    return 0


def _check(args: Namespace) -> int:
    from ibo_desk.services.keeping.soundness import findings

    with open_app(args.file, read_only=True, altered=True) as app:
        faults = findings(app.store)
    if args.json:
        rows = [{"code": each.code, "sentence": each.sentence, **each.about} for each in faults]
        print_json(rows)
    else:
        print("\n".join(each.sentence for each in faults) or _sound(args.file))
    return 1 if faults else 0


def _sound(place: str) -> str:
    return _("{place} is sound.").format(place=safe_name(place))


def _backup(args: Namespace) -> int:
    if is_server(args.file):
        raise FileProblemError("backup_of_server", place=safe_name(args.file))
    schema_state(args.file)
    if args.to:
        if Path(args.to).exists():
            raise FileProblemError("file_exists", place=args.to)
        copy_to(args.file, Path(args.to))
        print(_("Backup written: {place}").format(place=args.to))
        return 0
    made = make_proven_backup(args.file)
    if made:
        print(_("Backup written: {place}").format(place=made))
    else:
        print(_("Nothing changed since the latest backup in {place}.").format(place=backup_folder(args.file)))
    return 0


def _restore(args: Namespace) -> int:
    restore_backup(args.source, args.file)
    text = _("{place} is again as it was in {source}; what stood there was backed up first.")
    print(text.format(place=args.file, source=args.source))
    return 0


def _migrate(args: Namespace) -> int:
    with open_app(args.file):  # opening to write makes a backup and brings the schema up to date
        print(_("{place} has today's layout.").format(place=safe_name(args.file)))
    return 0


def _search(args: Namespace) -> int:
    from ibo_desk.services.words import kind_label

    with open_app(args.file, read_only=True) as app:
        hits = app.search.hits(" ".join(args.words))
    for hit in hits:
        print(f"{kind_label(hit.kind)}: {hit.title}  [{hit.id}]")
        if hit.excerpt:
            print(f"    {hit.excerpt}")
    if not hits:
        print(_("Nothing found."))
    return 0
