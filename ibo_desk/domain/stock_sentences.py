"""The sentence that a body's papers print for an outcome, or with which its conclusion begins."""

import re
from collections.abc import Collection, Mapping

from ibo_desk.domain.bodies import Outcome, Permission
from ibo_desk.domain.deciding_words import names_a_decision
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.topics import Treatment

# These say that something was decided or approved, and only a body that does so has them.
_DECIDING = frozenset({SentenceKey.DECIDED, SentenceKey.APPROVED})
_BY_ITSELF = (SentenceKey.POSTPONED, SentenceKey.WITHDRAWN, SentenceKey.INVITATION)
_ASIDE = {Treatment.POSTPONED: SentenceKey.POSTPONED, Treatment.WITHDRAWN: SentenceKey.WITHDRAWN}

# What may stand between braces, in both languages of the people who write it.
PLACEHOLDERS = {
    "overleg": "body",
    "body": "body",
    "punt": "title",
    "title": "title",
    "datum": "day",
    "day": "day",
}
_BRACED = re.compile(r"\{([^{}]*)\}")


def keys_of(permissions: Collection[Permission]) -> tuple[SentenceKey, ...]:
    """The outcomes that a body may give, in their usual order, then what any meeting has."""
    given = {permission.outcome.value for permission in permissions}
    return (*(key for key in SentenceKey if key.value in given), *(_BY_ITSELF if given else ()))


def key_for(treatment: Treatment, outcome: Outcome) -> SentenceKey:
    """The sentence that fits an item: put off or taken back, or else ended in ``outcome``."""
    return _ASIDE.get(treatment) or SentenceKey(outcome.value)


def check_sentence(key: SentenceKey, text: str) -> None:
    """Raise ``InvalidValueError`` for a placeholder that is not known, or a sentence that decides where it may not.

    "unknown_placeholder" names the placeholder; "sentence_decides" the words that read as a decision (R9).
    """
    for name in _BRACED.findall(text):
        if name.strip().lower() not in PLACEHOLDERS:
            raise InvalidValueError("unknown_placeholder", value=f"{{{name}}}")
    what = "" if key in _DECIDING else names_a_decision(text)
    if what:
        raise InvalidValueError("sentence_decides", value=what, outcome=key)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with ``values`` of body, title and day for its placeholders, beginning with a capital."""
    filled_in = _BRACED.sub(lambda match: values[PLACEHOLDERS[match[1].strip().lower()]], text)
    return filled_in[:1].upper() + filled_in[1:]
