"""How colleges and those who keep lists of them write an answer, in Dutch; folded as ``names.fold`` does."""

import re
from collections.abc import Mapping

from ibo_desk.domain.feedback import NEEDS_ANSWER, Answer, Question
from ibo_desk.domain.names import fold

# What may stand alone in a cell of a list.
ANSWER_WORDS: Mapping[str, Answer] = {
    **dict.fromkeys(
        ("kn", "kennisname", "kennis", "kennisgenomen", "ter kennisname", "neemt kennis", "kennis genomen",
         "geen opmerkingen", "akte", "aktename"),
        Answer.TOOK_NOTE,
    ),
    **dict.fromkeys(("akkoord", "goedgekeurd", "goedkeuring", "gunstig", "gunstig advies"), Answer.AGREES),
    **dict.fromkeys(("niet akkoord", "ongunstig", "ongunstig advies", "neen", "nee"), Answer.DOES_NOT_AGREE),
    **dict.fromkeys(("mandaat", "mandaat gegeven", "geeft mandaat"), Answer.MANDATE_GIVEN),
    **dict.fromkeys(("uitgesteld", "verdaagd", "uitstel"), Answer.POSTPONED),
}  # fmt: skip
# What says that an item does not concern the college, and that its answer is still to come.
NOT_CONCERNED_WORDS = frozenset({"nvt", "n.v.t", "n.v.t.", "n/a", "niet van toepassing"})
TO_COME_WORDS = frozenset(
    {"volgt", "volgt nog", "nog te doen", "nog niet", "te agenderen", "gepland", "open", "later"}
)
_TO_COME = re.compile(
    r"^(?:[^:]*: ?)?(?:ons |het |een |de )?(?:formele? |definitieve? )?"
    r"(?:antwoord|akkoord|besluit|beslissing|standpunt|advies|goedkeuring|bevestiging)\b[^,;]{0,40}\bvolgt\b"
)
RESERVED = re.compile(
    r"(akkoord|gunstig|ja|goedgekeurd)\b.{0,12}\b(mits|voorbehoud|voorwaarde)|(mits|voorbehoud)\b"
)
_RESERVED_FIRST = re.compile(rf"^(?:{RESERVED.pattern})")

# The same inside a sentence; the first that is found counts, so what turns a word round comes before the word itself.
_SENTENCES: tuple[tuple[str, Answer], ...] = (
    (
        r"\b(uitgesteld|verdaagd|uitstel|stel(?:t|de)\b.{0,60}\buit|verdaag(?:t|de))\b|\bkomt terug op\b",
        Answer.POSTPONED,
    ),
    (
        r"\bniet akkoord\b|\bongunstig|\b(?:kan|kunnen|wil|willen)\b.{0,40}\bniet\b.{0,25}\b(?:instemmen|akkoord)"
        r"|\b(?:geen|niet) (?:mandaat|goedkeuring|goedgekeurd|gunstig|bevestigd)|\bmandaat\b.{0,20}\bniet\b"
        r"|\bniet vinden\b"
        r"|\bkeur(?:t|en|de)\b.{0,60}\bniet goed\b|\bstem(?:t|men)?(?:de)?\b.{0,40}\bniet in\b"
        r"|\bstemt niet in\b|\bgeen akkoord\b|\bgaat niet\b.{0,20}\bakkoord\b|\bverwerpt\b|\bweigert\b",
        Answer.DOES_NOT_AGREE,
    ),
    (
        r"\bzonder (?:enig )?voorbehoud\b|\bgeen (?:enkel )?voorbehoud\b"
        r"|\b(?:geen|zonder) (?:enkel )?bezwa(?:ar|ren)\b",
        Answer.AGREES,
    ),
    (
        r"\b(?:akkoord|gunstig|goedgekeurd|goed|instemm\w+|stemt in|mandaat)\b.{0,80}"
        r"\b(?:mits|voorbehoud|voorwaarde\w*|op voorwaarde dat)\b"
        r"|\bvoorwaardelijk (?:akkoord|gunstig)\b|\b(?:onder|met) voorbehoud\b|\bvoorbehoud van\b"
        r"|\bakkoord\b.{0,12}\b(?:maar|voor zover|met dien verstande)\b"
        r"|\bmaakt voorbehoud\b|\bmits\b.{0,80}\bakkoord\b",
        Answer.AGREES_WITH_RESERVATION,
    ),
    (r"\bmandaat\b", Answer.MANDATE_GIVEN),
    (
        r"\bakkoord\b|\bgunstig\b|\bgoedgekeurd\b|\bkeur(?:t|de)\b.{0,80}\bgoed\b|\bstemt?(?:de)?\b.{0,40}\bin met\b"
        r"|\bstemt in\b|\bbevestigt\b",
        Answer.AGREES,
    ),
    (
        r"^(?!.*\b(?:financ|impact|budget|kost|bijlage|btw))(?:[^:]*:)? ?(?:dit )?(?:punt )?(?:is )?(?:voor \w+ )?"
        r"(?:nvt|n\.v\.t\.?|niet van toepassing)(?: (?:op|voor) [\w ]{1,40})?[ .]*$",
        Answer.NOT_CONCERNED,
    ),
    (r"\bkennis(?:name|neming|genomen)?\b|\bakte(?:name)?\b|\bgeen opmerkingen\b", Answer.TOOK_NOTE),
)
_PATTERNS = tuple((re.compile(words), answer) for words, answer in _SENTENCES)


def answer_in(sentence: str) -> Answer | None:
    """The answer that a sentence of a college gives, None where it gives none."""
    said = fold(sentence)
    if said.endswith("?") or _TO_COME.search(said):
        return None
    return next((answer for words, answer in _PATTERNS if words.search(said)), None)


def typed_answer(text: str) -> Answer | None:
    """The answer that stands alone in a cell or a field of a form: "KN", "Akkoord mits timing", "kennisname"."""
    folded = fold(" ".join(text.split())).strip(" .")
    known = ANSWER_WORDS.get(folded)
    if known is not None or not folded or folded in TO_COME_WORDS:
        return known
    if folded in NOT_CONCERNED_WORDS:
        return Answer.NOT_CONCERNED
    return Answer.AGREES_WITH_RESERVATION if _RESERVED_FIRST.search(folded) else answer_in(text)


def as_asked(answer: Answer, question: Question) -> Answer:
    """What an answer says to the question that was put: who agrees where only notice was asked, took note."""
    noted = answer is Answer.AGREES and question not in NEEDS_ANSWER
    return Answer.TOOK_NOTE if noted else answer


# What our own answer links write for an answer; each must read back as that answer.
LINK_WORDS: Mapping[Answer, str] = {
    Answer.TOOK_NOTE: "kennisname",
    Answer.AGREES: "akkoord",
    Answer.AGREES_WITH_RESERVATION: "akkoord mits",
    Answer.DOES_NOT_AGREE: "niet akkoord",
    Answer.MANDATE_GIVEN: "mandaat gegeven",
    Answer.POSTPONED: "uitgesteld",
}
