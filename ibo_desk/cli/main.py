"""Reading the arguments, running the command, and the exit codes: 0 done, 1 user error, 2 usage, 3 a bug of ours.

A user error is one line on standard error and leaves nothing half-written. A bug is one line too, which says where its
report lies; with IBO_DESK_DEBUG=1 the traceback stands before it.
"""

import argparse
import errno
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

from ibo_desk import bug_log
from ibo_desk.cli.output import harmless_output
from ibo_desk.cli.terminal import for_terminal
from ibo_desk.domain.errors import UserError
from ibo_desk.language import DEFAULT, LANGUAGES, _, ngettext, set_language
from ibo_desk.services import words

BUG = 3
# The module of each command; only that of the command given is imported, all where none or an unknown one is.
COMMANDS: Final = {
    "new": "commands",
    "check": "commands",
    "backup": "commands",
    "restore": "commands",
    "migrate": "commands",
    "search": "commands",
    "list": "listing",
    "export": "exporting",
    "import": "importing",
    "package": "packages",
    "send-back": "packages",
    "renew": "packages",
    "take-back": "packages",
    "lend": "packages",
    "call-back": "packages",
    "make": "papers",
    "template": "templates",
    "demo": "demo",
    "server": "server",
}
_DISK = {errno.ENOSPC, errno.EDQUOT}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and how the command is meant, in the chosen language."""

    def _print_message(self, message: str, file: Any = None) -> None:
        print(message, end="", file=file or sys.stderr)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def parse(argv: Sequence[str]) -> Namespace:
    """The arguments as a namespace with ``command`` and ``run``; exits with 2 on wrong usage."""
    set_language(_language(argv))
    # argparse looks its own sentences up by these two names; it has no other way to be given a language.
    vars(argparse).update({"_": _, "ngettext": ngettext})
    module = COMMANDS.get(_command(argv))
    parser = parser_with([module] if module else COMMANDS.values())
    args = parser.parse_args(list(argv))
    if args.command is None:
        args.file = None
    elif getattr(args, "file", None) == "":
        parser.error(_("FILE is empty; give the name of a region file"))
    return args


def run(args: Namespace) -> int:
    """Carry out a parsed command and return its exit code."""
    bug_log.start()
    try:
        return _run(args)
    except Exception as error:  # noqa: BLE001  whatever it is, it is told and kept
        return _tell_bug(error)
    finally:
        bug_log.stop()


def _run(args: Namespace) -> int:
    try:
        with harmless_output():
            code: int = args.run(args)
        sys.stdout.flush()
    except UserError as error:
        return _refuse(words.sentence(error), 1)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refuse(_system_sentence(error), 1)
    except KeyboardInterrupt:
        return _refuse(_("Stopped."), 1)
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """The command line without the desk."""
    return run(parse(sys.argv[1:] if argv is None else argv))


def _tell_bug(error: Exception) -> int:
    if bug_log.debugging():
        traceback.print_exception(error)
    report = bug_log.keep_bug(error, seen=True)
    kept = bug_log.folder() / bug_log.LOG_NAME
    if not kept.exists():  # a home that cannot be written
        print(report, file=sys.stderr)
        return _refuse(_("Something went wrong in the program itself; send the report above."), BUG)
    text = _(
        "Something went wrong in the program itself; nothing was half-written. The report is in {place}."
    )
    return _refuse(text.format(place=kept), BUG)


def _refuse(sentence: str, code: int) -> int:
    print(for_terminal(" ".join(sentence.split())), file=sys.stderr)
    return code


def _system_sentence(error: OSError) -> str:
    """A refusal of the system as a sentence; what is not about a disk or a place is a bug of ours."""
    place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    if error.errno in _DISK:
        return _("The disk is full; make room and try again. {place}").format(place=place)
    if place:
        return _("{place} cannot be read or written; check name, folder and permissions.").format(place=place)
    raise error


def _language(argv: Sequence[str]) -> str:
    """The language wanted, before the parser that speaks it is made; a wrong one is refused by the parser."""
    for at, word in enumerate(argv):
        language = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(argv):
            language = argv[at + 1]
        if language in LANGUAGES:
            return language
    return DEFAULT


def _command(argv: Sequence[str]) -> str:
    """The first word that is no option, before the parser that knows commands is made."""
    words = iter(argv)
    for word in words:
        if word == "--lang":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def parser_with(modules: Iterable[str]) -> argparse.ArgumentParser:
    """A parser of the commands in these modules of ``ibo_desk.cli``, and of "open"."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--lang", choices=tuple(LANGUAGES), default=argparse.SUPPRESS, help=_("language of the texts")
    )
    parser = _Parser(
        prog="ibo-desk",
        parents=[common],
        description=_("Keeps an inter-governmental consultation, without a window."),
    )
    subs = parser.add_subparsers(dest="command", metavar=_("COMMAND"))

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return subs.add_parser(name, help=text, description=text, parents=[common])

    opened = command("open", _("open the desk on a file"))
    opened.add_argument("file", nargs="?", metavar=_("FILE"), help=_("region file or address of a database"))
    for module in dict.fromkeys(modules):
        import_module(f"ibo_desk.cli.{module}").add_commands(command)
    return parser
