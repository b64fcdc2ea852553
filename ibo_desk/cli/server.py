"""Commands for who keeps a server: set up a database, and who may write or only read in it."""

import getpass
import json
import sys
from argparse import Namespace

from ibo_desk.cli.commands import Add
from ibo_desk.data import roles
from ibo_desk.data.address import is_server, safe_name, without_password
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.language import _


def add_commands(command: Add) -> None:
    parser = command("server", _("who may write or only read on a server"))
    steps = parser.add_subparsers(dest="step", required=True, metavar="init|add|list|revoke")
    runs = {
        "init": (_init, _("make the groups of a database and give them their rights")),
        "add": (_add, _("let a login write, or only read")),
        "list": (_list, _("who may write and who may only read")),
        "revoke": (_revoke, _("take all rights from a login")),
    }
    for name, (run, description) in runs.items():
        step = steps.add_parser(name, help=description, description=description)
        step.add_argument("file", metavar="URL", help=_("address of the database, without a password"))
        if name in {"add", "revoke"}:
            step.add_argument("login", metavar="LOGIN")
        if name == "add":
            step.add_argument("--read-only", action="store_true", help=_("this login may only read"))
        if name == "list":
            step.add_argument("--json", action="store_true", help=_("as JSON"))
        step.set_defaults(run=run)


def _address(args: Namespace) -> str:
    if not is_server(args.file):
        raise FileProblemError("not_a_server", place=args.file)
    return without_password(args.file)


def _init(args: Namespace) -> int:
    place = _address(args)
    groups = roles.set_up(place)
    print(
        _("{place} is set up; its groups: {groups}.").format(place=safe_name(place), groups=", ".join(groups))
    )
    return 0


def _add(args: Namespace) -> int:
    place = _address(args)
    password = _asked_password(args.login) if sys.stdin.isatty() else None
    fresh = roles.add(place, args.login, may_write=not args.read_only, password=password)
    text = _("{login} may only read.") if args.read_only else _("{login} may read and write.")
    print(text.format(login=args.login))
    if fresh and not password:
        hint = _("This login has no password yet; set it with psql: \\password {login}")
        print(hint.format(login=args.login))
    return 0


def _asked_password(login: str) -> str | None:
    """Typed twice, shown nowhere; empty leaves the password as it is."""
    first = getpass.getpass(_("Password of {login} (empty: leave it as it is): ").format(login=login))
    if first and first != getpass.getpass(_("Once more: ")):
        raise FileProblemError("passwords_differ")
    return first or None


def _list(args: Namespace) -> int:
    logins = roles.logins(_address(args))
    if args.json:
        print(json.dumps([login._asdict() for login in logins], ensure_ascii=False, indent=2))
        return 0
    for login in logins:
        print(f"{login.name}  {_('may read and write') if login.may_write else _('may only read')}")
    if not logins:
        print(_("No login has rights here yet."))
    return 0


def _revoke(args: Namespace) -> int:
    roles.revoke(_address(args), args.login)
    print(_("{login} has no rights here any more; the login itself stays.").format(login=args.login))
    return 0
