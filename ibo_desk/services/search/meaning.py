"""What typed words stand for: the words for kinds and answers, days in figures, and words that tell nothing."""

import re
from datetime import date
from functools import cache

from ibo_desk.data.search import words_in
from ibo_desk.data.search_sources import SOURCES, answer_token, body_token, capacity_token, kind_token
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.months import MONTH_NAMES
from ibo_desk.domain.names import in_full
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.relative_days import A_WEEKDAY, relative_days
from ibo_desk.language import N_, _, current_language
from ibo_desk.services.words import kind_label, label

# Words that stand in every sentence; looked for only where nothing else was typed.
FILLERS = frozenset(
    [
        "aan",
        "bij",
        "dat",
        "de",
        "der",
        "die",
        "een",
        "en",
        "docx",
        "er",
        "gaat",
        "het",
        "hun",
        "moet",
        "moeten",
        "nog",
        "in",
        "is",
        "met",
        "of",
        "om",
        "op",
        "pdf",
        "te",
        "tot",
        "van",
        "voor",
        "was",
        "wat",
        "wie",
        "zetelen",
        "zetelt",
        "zit",
        "zitten",
        "zijn",
    ]
)
_OTHER_WORDS = {
    "regional_action": N_("actions"),
    "topic": N_("topics subjects"),
    "engagement": N_("engagements promises"),
    "meeting": N_("meetings"),
    "person": N_("persons people"),
    "organisation": N_("organisations partners"),
    "funding": N_("funding grant subsidy money"),
    "feedback_round": N_("answer answers college"),
    "body": N_("body bodies council"),
    "sent_paper": N_("note notes paper sent"),
}
_BODIES = {
    BodyKind.MAYORS_CONFERENCE: N_("mayors’ meeting; mayors’ conference"),
    BodyKind.COLLEGE: N_("college of aldermen"),
    BodyKind.MUNICIPAL_COUNCIL: N_("municipal council"),
    BodyKind.TRANSPORT_REGION_COUNCIL: N_("transport region"),
}  # by which words a body is meant, beside its name
# "schepen" and "burgemeester" are people, not the beginning of a body.
_NEARLY_WHOLE = (body_token(""), capacity_token(""))
_LEAST = 4  # signs that a word must have to stand for something
_WEEKDAY = re.compile(  # the day itself tells it
    rf"\b{A_WEEKDAY}(?=\s+\d)", re.IGNORECASE
)
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b")


def as_found(text: str, today: date) -> str:
    """Typed words as the index has them: "27/11" is "27 november", "vandaag" a day, "Prov. W-Vl" a province."""
    return in_full(_day_in_words(_WEEKDAY.sub("", relative_days(text, today))))


def _day_in_words(text: str) -> str:

    def in_words(figures: re.Match[str]) -> str:
        day, month, year = figures.groups(default="")
        name = MONTH_NAMES.get(int(month))
        return f"{int(day)} {name} {year}" if name else figures.group()

    return _FIGURES.sub(in_words, text)


def stands_for(word: str) -> tuple[str, ...]:
    """The tokens of the index for which a word may stand, whole or begun: "voorbehoud" for every such answer."""
    if len(word) < _LEAST:
        return ()
    tokens = (
        token
        for meaning, tokens in _meanings(current_language()).items()
        if meaning.startswith(word)
        for token in tokens
        if not token.startswith(_NEARLY_WHOLE) or 4 * len(word) >= 3 * len(meaning)
    )
    return tuple(dict.fromkeys(tokens))


@cache
def _meanings(_language: str) -> dict[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {}

    def say(text: str, token: str) -> None:
        for word in words_in(text):
            if len(word) >= _LEAST:
                meanings[word] = (*meanings.get(word, ()), token)

    for kind in SOURCES:
        say(kind_label(kind), kind_token(kind))
        say(_(_OTHER_WORDS.get(kind, "")), kind_token(kind))
    for body, words in _BODIES.items():
        say(_(words), body_token(body))
    for capacity in Capacity:
        say(label(capacity), capacity_token(capacity))
    for answer in Answer:
        say(label(answer), answer_token(answer))
    return meanings
