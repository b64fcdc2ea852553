"""Reading the arguments, running the command, and the exit codes: 0 done, 1 user error, 2 usage.

A user error is one line on standard error and leaves nothing half-written; a bug is a traceback, loudly.
"""

import argparse
import errno
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import NoReturn

from ibo_desk.cli import commands, demo, importing, listing, papers, server, templates
from ibo_desk.cli.later import ComesLaterError
from ibo_desk.domain.errors import UserError
from ibo_desk.exchange.errors import LaterListError
from ibo_desk.language import DEFAULT, _, ngettext, set_language
from ibo_desk.services import words

LANGUAGES = ("nl", "en")
_DISK = {errno.ENOSPC, errno.EDQUOT}
_PLACE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and how the command is meant, in the chosen language."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def parse(argv: Sequence[str]) -> Namespace:
    """The arguments as a namespace with ``command`` and ``run``; exits with 2 on wrong usage."""
    set_language(_language(argv))
    # argparse looks its own sentences up by these two names; it has no other way to be given a language.
    vars(argparse).update({"_": _, "ngettext": ngettext})
    parser = _parser()
    args = parser.parse_args(list(argv))
    if args.command is None:
        args.file = None
    elif getattr(args, "file", None) == "":
        parser.error(_("FILE is empty; give the name of a region file"))
    return args


def run(args: Namespace) -> int:
    """Carry out a parsed command and return its exit code."""
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except (ComesLaterError, LaterListError) as error:
        return _refuse(words.sentence(error), 2)
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


def _refuse(sentence: str, code: int) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return code


def _system_sentence(error: OSError) -> str:
    """A refusal of the system as a sentence; what is not about a disk or a place is a bug of ours."""
    place = error.filename if isinstance(error.filename, str) else ""
    if error.errno in _DISK:
        return _("The disk is full; make room and try again. {place}").format(place=place)
    if error.errno in _PLACE and place:
        return _("{place} cannot be read or written; check name, folder and permissions.").format(place=place)
    raise error


def _language(argv: Sequence[str]) -> str:
    """The language wanted, before the parser that speaks it is made; a wrong one is refused by the parser."""
    for at, word in enumerate(argv):
        wanted = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(argv):
            wanted = argv[at + 1]
        if wanted in LANGUAGES:
            return wanted
    return DEFAULT


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=_("language of the texts")
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
    for module in (commands, listing, importing, papers, templates, demo, server):
        module.add_commands(command)
    return parser
