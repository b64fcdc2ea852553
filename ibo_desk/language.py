"""Words on screen and paper: gettext with English message ids; Dutch unless another language is chosen.

Import ``_`` and call it at the moment of showing. A constant is marked with ``N_`` and given to ``_`` later.
Parameters are filled in afterwards: ``_("{count} notes made").format(count=13)``.
"""

import gettext
from collections.abc import Mapping
from functools import cache

from ibo_desk.files import resource

DOMAIN = "ibo_desk"
DEFAULT = "nl"
ENGLISH = "en"  # the language of the message ids: it needs no catalogue
LANGUAGES: Mapping[str, str] = {"nl": "Nederlands", ENGLISH: "English"}


class _Choice:
    """The language in use."""

    def __init__(self) -> None:
        self.language = DEFAULT

    def choose(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language


@cache
def _texts_of(language: str) -> gettext.NullTranslations:
    """The texts of a language; read from disk when its first text is asked for, once for a whole run."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    with resource("translations", language, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


_choice = _Choice()


def set_language(language: str) -> None:
    """Choose the language of everything asked for from now on: ``nl`` or ``en``; else ValueError."""
    _choice.choose(language)


def current_language() -> str:
    """Return the code of the language in use, ``nl`` when none was chosen."""
    return _choice.language


def _(message: str) -> str:
    """Return the text of ``message`` in the language in use; the message itself when it has none."""
    return _texts_of(_choice.language).gettext(message) if message else ""  # "" is the catalogue's header


def text_in(tag: str, message: str) -> str:
    """The text of ``message`` in the language of a tag such as "nl-BE", whatever language is in use.

    For what says in which language it was written; an unknown language reads as the default one.
    """
    language = tag.partition("-")[0]
    return _texts_of(language if language in LANGUAGES else DEFAULT).gettext(message)


def language_tag() -> str:
    """The language in use as documents name it: "nl-BE"."""
    return f"{current_language()}-BE"


def N_(message: str) -> str:  # noqa: N802  the name every gettext tool knows
    """Mark a constant for translation and return it unchanged."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the text that fits ``count`` in the language in use."""
    return _texts_of(_choice.language).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return the text of ``message`` where one English word has two Dutch ones, told apart by ``context``."""
    return _texts_of(_choice.language).pgettext(context, message)
