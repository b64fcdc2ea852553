"""A mail that a college sent and that was saved as a file: its words, to be looked at as a pasted mail is."""

from pathlib import Path

from ibo_desk.exchange.foreign_words import MAIL, list_error
from ibo_desk.foreign.errors import ForeignError
from ibo_desk.foreign.mail_file import MailFile, read_mail_file

SUFFIXES = frozenset({".eml"})


def saved_mail(path: Path) -> MailFile:
    """The words of a saved mail. Raises ``ListError`` with a code of ``foreign_words.MAIL``."""
    try:
        return read_mail_file(path)
    except ForeignError as error:
        raise list_error(error, path, MAIL) from error
