"""Reading a mail in which a municipality tells what its college answered: from whom, about what, which answer, when.

Nothing is sure in a mail: what is found is proposed, and a person confirms it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.bounds import PASTED, PASTED_WORD
from ibo_desk.domain.characters import clean
from ibo_desk.domain.due import MONTHS
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.names import fold

K = TypeVar("K")

_HEADER = re.compile(
    r"^\s*\*?(van|from|aan|to|cc|datum|verzonden|sent|date|onderwerp|subject)\*?\s*:\s*\*?\s*(.*)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^\s*(?:>|-{3,}\s*(?:oorspronkelijk|original|doorgestuurd|forwarded)|_{10,}|op\b.{4,90}\bschreef\b.*:\s*$)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\s*(?:met (?:vriendelijke|beste|hartelijke)|vriendelijke groet|beste groet|hoogachtend|mvg\b|groet(?:en|jes)\b)",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")  # of a list
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DAY = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})(?:\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>\d{4}|\d{2}))?(?![\d/])"
    rf"|\s+(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?:\s+(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
_SITTING = re.compile(
    r"\b(?:college\w*|cbs|schepencollege|zitting|besluit|beslissing|vergadering|behandeld|besproken)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_REFERENCES = (
    re.compile(r"\b\d{4}[_-](?:CBS|GR|SC)[_-]\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:CBS|SC)[\s/_-]*(?:nr\.?\s*)?\d{4}\s*[/_-]\s*\d+\b", re.IGNORECASE),
    re.compile(r"\bCBS\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4},?\s+punt\s+\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:besluit|beslissing|collegebesluit|referentie|ref\.?|kenmerk)\s*(?:nr\.?|nummer|:)\s*:?\s*"
               r"(?P<number>[\w/_.-]*\d[\w/_-]*)", re.IGNORECASE),
    re.compile(r"\bbesluit van \d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| \w+ \d{4})(?:,? punt \d+)?", re.IGNORECASE),
)  # fmt: skip
_BEFORE_DAY = 100  # characters before a day that can say what happened on it
_LONG_WORD = re.compile(rf"(\S{{{PASTED_WORD}}})\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Ý\d“\"(])|\n+")
_ITEM_NUMBER = r"\b(?:agenda)?punt\s+{0}(?![\d.]*\d)"  # a bare "2." counts the lines of the mail itself
_SHORT_WORDS = 4  # letters; shorter words of a title say nothing
_ENOUGH = 0.6  # of the telling words of a title


@dataclass(frozen=True)
class Mail:
    """A pasted mail: who wrote it, what they wrote themselves, and the day and reference of the decision."""

    senders: tuple[str, ...]
    head: str
    sentences: tuple[str, ...]
    decided_on: date | None
    reference: str


@dataclass(frozen=True)
class Title:
    """An item as it may be named in a mail."""

    title: str
    number: str


@dataclass(frozen=True)
class Said:
    """What a mail says about one item; ``answer`` None where it is named without an answer."""

    answer: Answer | None
    text: str


def read_mail(text: str, today: date) -> Mail:
    """Take a mail apart; a day without a year is the last one that is past, and a day ahead is none.

    Raises ``InvalidValueError("pasted_too_long")``.
    """
    if len(text) > PASTED:
        raise InvalidValueError("pasted_too_long", most=PASTED, count=len(text))
    head, own = _parts(_LONG_WORD.sub(r"\1…", clean(text)))
    senders = [found for name, value in head if name in {"van", "from"} for found in _ADDRESS.findall(value)]
    signature = _ADDRESS.findall("\n".join(own))
    told = "\n".join(_MARK.sub("", line) for line in own[: _signed_at(own)])
    told = re.sub(r"(?<=[^\n.:;!?])\n(?=[a-z(])", " ", told)  # a mail program breaks lines inside sentences
    sentences = tuple(" ".join(one.split()) for one in _SENTENCE_END.split(told) if one.strip())
    return Mail(
        tuple(dict.fromkeys([*senders, *signature])),
        "\n".join(
            [value for name, value in head if name not in {"aan", "to", "cc"}] + own[_signed_at(own) :]
        ),
        sentences,
        _decided_on(told, today),
        _reference(told),
    )


def what_is_said(mail: Mail, titles: Mapping[K, Title]) -> dict[K, Said]:
    """By item what the mail says: what follows its title or number, until the next item is named.

    An answer before any item is named holds for all that are named without one of their own.
    """
    found: dict[K, list[str]] = {}
    general: list[str] = []
    named: list[K] = []
    for sentence in mail.sentences:
        here = _named(sentence, titles)
        if here:
            named = here
        for key in named:
            found.setdefault(key, []).append(sentence)
        if not named:
            general.append(sentence)
    overall = _said(general)
    said = {key: _said(told) for key, told in found.items()}
    return {
        key: one if one.answer is not None else Said(overall.answer, one.text or overall.text)
        for key, one in said.items()
    }


def overall(mail: Mail) -> Said:
    """What the mail says, whatever it is about."""
    return _said(mail.sentences)


def _parts(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The lines of the head, and those that the sender wrote; what is quoted under them is somebody else's."""
    head: list[tuple[str, str]] = []
    own: list[str] = []
    written = False
    for line in text.split("\n"):
        match = _HEADER.match(line)
        if match and not written:
            head.append((match[1].casefold(), match[2]))
        elif written and (_QUOTED.match(line) or (match and match[1].casefold() in {"van", "from"})):
            break
        else:
            own.append(line)
            written = written or bool(line.strip())
    return head, own


def _signed_at(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if _SIGNED.match(line)), len(lines))


def _said(sentences: Iterable[str]) -> Said:
    """The first answer, with all that was said."""
    told = list(sentences)
    answers = [answer for answer in map(answer_in, told) if answer is not None]
    # who takes note and then agrees, agrees
    given = next((one for one in answers if one is not Answer.TOOK_NOTE), answers[0] if answers else None)
    return Said(given, " ".join(told))


def _named(sentence: str, titles: Mapping[K, Title]) -> list[K]:
    """The items that a sentence names: by their title, by most of its words, or by their number."""
    folded = fold(sentence)
    whole = [key for key, one in titles.items() if fold(one.title) in folded]
    if whole:
        return whole
    shares = {key: _share(one.title, folded) for key, one in titles.items()}
    best = max(shares.values(), default=0.0)
    alike = [key for key, share in shares.items() if share == best >= _ENOUGH]
    if len(alike) == 1:
        return alike
    numbered = [key for key, one in titles.items() if one.number and _is_numbered(sentence, one.number)]
    return numbered if len(numbered) == 1 else []


def _is_numbered(sentence: str, number: str) -> bool:
    return re.search(_ITEM_NUMBER.format(re.escape(number)), sentence, re.IGNORECASE) is not None


def _share(title: str, folded: str) -> float:
    """How many of the telling words of a title stand in a sentence; one word alone is not enough."""
    words = {word for word in re.findall(r"[\w-]+", fold(title)) if len(word) >= _SHORT_WORDS}
    there = set(re.findall(r"[\w-]+", folded))
    common = len(words & there)
    return common / len(words) if common > 1 else 0.0


def _decided_on(text: str, today: date) -> date | None:
    """A day that stands after the college, a sitting or a decision."""
    for match in _DAY.finditer(text):
        on = _day(match, today)
        before = text[max(0, match.start() - _BEFORE_DAY) : match.start()]
        if on is not None and on <= today and _SITTING.search(before):
            return on
    return None


def _day(match: re.Match[str], today: date) -> date | None:
    month = int(match["m"]) if match["m"] else MONTHS[fold(match["name"])]
    said = match["y"] or match["year"]
    years = [int(said) + (2000 if len(said) == 2 else 0)] if said else [today.year, today.year - 1]
    found = []
    for year in years:
        try:
            found.append(date(year, month, int(match["d"])))
        except ValueError:
            continue
    return next((one for one in found if one <= today), None)


def _reference(text: str) -> str:
    for words in _REFERENCES:
        match = words.search(text)
        if match:
            return match.groupdict().get("number") or match[0].strip()
    return ""
