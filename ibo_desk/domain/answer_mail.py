"""Reading a mail in which a municipality tells what its college answered: from whom, about what, which answer, when.

Nothing is sure in a mail: what is found is proposed, and a person confirms it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ibo_desk.domain.answer_days import decided_on
from ibo_desk.domain.answer_references import reference_in
from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.bounds import PASTED, PASTED_WORD
from ibo_desk.domain.characters import clean
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.mail_lines import (
    ADDRESS,
    LINKED,
    SENTENCE_END,
    head_line,
    is_automatic,
    is_forward,
    is_forward_subject,
    is_mail_head,
    is_marked,
    is_opening,
    is_our_mail,
    is_quoted_mail,
    joined_lines,
    names_all,
    passes_on,
    signed_at,
    unquoted,
    with_whole_openings,
)
from ibo_desk.domain.names import fold

K = TypeVar("K")

_FROM = frozenset({"van", "from"})
_TO = frozenset({"aan", "to", "cc"})
_SUBJECT = frozenset({"onderwerp", "subject"})
_MOST_PASSED_ON = 4  # times that a mail is passed on
_LONG_WORD = re.compile(rf"(\S{{{PASTED_WORD}}})\S+")
_ITEM_NUMBER = r"\b(?:agenda)?punt\s+{0}(?![\d.]*\d)"  # a bare "2." counts the lines of the mail itself
_SHORT_WORDS = 4  # letters; shorter words of a title say nothing
_ENOUGH = 0.6  # of the telling words of a title


@dataclass(frozen=True)
class Mail:
    """A pasted mail: who wrote it, what they wrote themselves, and the day and reference of the decision.

    ``automatic`` where no person wrote it, and so nothing is said; ``passed_on`` where it was read below a mail that
    only passes it on; ``unread_below`` where another mail stands below it that was not read.
    """

    senders: tuple[str, ...]
    head: str
    sentences: tuple[str, ...]
    decided_on: date | None
    reference: str
    passed_on: bool = False
    unread_below: bool = False
    automatic: bool = False


@dataclass(frozen=True)
class _Parts:
    """A mail in parts: the lines of its head, those its sender wrote, and those of the mail below it."""

    head: list[tuple[str, str]]
    own: list[str]
    below: list[str]


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

    What stands below it is another mail. It is read in its place where the upper one only passes it on; else it is not
    read, and ``unread_below`` says so. Raises ``InvalidValueError("pasted_too_long")``.
    """
    if len(text) > PASTED:
        raise InvalidValueError("pasted_too_long", most=PASTED, count=len(text))
    parts = _parts(with_whole_openings(_LONG_WORD.sub(r"\1…", LINKED.sub(" ", clean(text))).split("\n")))
    subject = next((value for name, value in parts.head if name in _SUBJECT), "")
    if is_automatic(subject):
        return Mail(tuple(ADDRESS.findall(_from(parts.head))), subject, (), None, "", automatic=True)
    head, signatures, passed_on = list(parts.head), parts.own[signed_at(parts.own) :], False
    for _level in range(_MOST_PASSED_ON):
        if not parts.below or not _is_passed_on(parts):
            break
        parts = _parts(_opened(parts.below))
        head, passed_on = [*parts.head, *head], True
        signatures = [*parts.own[signed_at(parts.own) :], *signatures]
    own = joined_lines(parts.own[: signed_at(parts.own)])
    senders = ADDRESS.findall(_from(head))
    signed = ADDRESS.findall("\n".join([*parts.own, *signatures]))
    return Mail(
        tuple(dict.fromkeys([*senders, *signed])),
        "\n".join([value for name, value in head if name not in _TO] + signatures),
        tuple(" ".join(said.split()) for said in SENTENCE_END.split(own) if said.strip()),
        decided_on(own, today),
        reference_in(own),
        passed_on=passed_on,
        unread_below=any(line.strip() for line in parts.below),
    )


def _from(head: Iterable[tuple[str, str]]) -> str:
    return " ".join(value for name, value in head if name in _FROM)


def what_is_said(mail: Mail, titles: Mapping[K, Title]) -> dict[K, Said]:
    """By item what the mail says: what follows its title or number, until the next item is named.

    An answer before any item is named holds for all that are named without one of their own.
    """
    sentences: dict[K, list[str]] = {}
    general: list[str] = []
    named: list[K] = []
    for sentence in mail.sentences:
        here = _named(sentence, titles)
        if here:
            named = here
        for key in named:
            sentences.setdefault(key, []).append(sentence)
        if not named:
            general.append(sentence)
    overall = _said(general)
    said = {key: _said(own) for key, own in sentences.items()}
    return {
        key: text if text.answer is not None else Said(overall.answer, text.text or overall.text)
        for key, text in said.items()
    }


def is_about_all(mail: Mail) -> bool:
    """Whether it answers all that was asked at once, such as "beide punten"."""
    return any(names_all(sentence) for sentence in mail.sentences)


def overall(mail: Mail) -> Said:
    """What the mail says, whatever it is about."""
    return _said(mail.sentences)


def _parts(lines: Sequence[str]) -> _Parts:
    """The lines of the head, those that the sender wrote, and what stands below them, which is somebody else's."""
    head: list[tuple[str, str]] = []
    own: list[str] = []
    written = False
    marked: list[str] = []
    answered_below = _answers_below_quotes(lines)
    for at, line in enumerate(lines):
        named = head_line(line)
        if answered_below and (is_marked(line) or is_opening(line)):
            marked.append(line)
            continue
        if named and not written:
            head.append(named)
        elif (
            (written and (is_quoted_mail(line) or is_mail_head(line)))
            or is_forward(line)
            or is_our_mail(line)
        ):
            return _Parts(head, own, [*marked, *lines[at:]])
        else:
            own.append(line)
            written = written or bool(line.strip())
    return _Parts(head, own, marked)


def _answers_below_quotes(lines: Sequence[str]) -> bool:
    """Whether something of the sender's own stands below a line that bears the mark of what is quoted."""
    last = max((at for at, line in enumerate(lines) if is_marked(line)), default=len(lines))
    return any(line.strip() for line in lines[last + 1 :])


def _is_passed_on(parts: _Parts) -> bool:
    """Whether what stands below is what the mail brings: nothing is said above it, or it says that it forwards."""
    said = "\n".join(parts.own[: signed_at(parts.own)])
    if any(is_our_mail(unquoted(line)) for line in parts.below) or answer_in(said) is not None:
        return False  # our own question, or an answer to it
    subject = next((value for name, value in parts.head if name in _SUBJECT), "")
    return is_forward(parts.below[0]) or is_forward_subject(subject) or passes_on(parts.own)


def _opened(below: Sequence[str]) -> list[str]:
    """A mail below another one as a mail of its own: without quoting marks, its sender in its head."""
    lines = [unquoted(line) for line in below]
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not is_mail_head(lines[first]) and (is_quoted_mail(lines[first]) or is_forward(lines[first])):
        lines[first] = f"Van: {' '.join(ADDRESS.findall(lines[first]))}"
    return lines[first:]


def _said(sentences: Iterable[str]) -> Said:
    """The first answer, with all that was said."""
    listed = list(sentences)
    read = [(at, answer_in(sentence)) for at, sentence in enumerate(listed)]
    answers = [
        answer
        for at, answer in read
        # "nvt" behind a colon is about what stands before it, which is this item in its own sentence only
        if answer is not None and not (answer is Answer.NOT_CONCERNED and at and ":" in listed[at])
    ]
    # who takes note and then agrees, agrees
    weak = {Answer.TOOK_NOTE, Answer.NOT_CONCERNED}
    given = next((answer for answer in answers if answer not in weak), answers[0] if answers else None)
    return Said(given, " ".join(listed))


def _named(sentence: str, titles: Mapping[K, Title]) -> list[K]:
    """The items that a sentence names: by their title, by most of its words, or by their number."""
    folded = fold(sentence)
    whole = [key for key, title in titles.items() if fold(title.title) in folded]
    if whole:  # "Fietsbrug" is not meant where "Fietsbrug over de Leie" is
        names = {key: fold(titles[key].title) for key in whole}
        return [key for key in whole if not any(names[key] in name != names[key] for name in names.values())]
    shares = {key: _share(title.title, folded) for key, title in titles.items()}
    best = max(shares.values(), default=0.0)
    alike = [key for key, share in shares.items() if share == best >= _ENOUGH]
    if len(alike) == 1:
        return alike
    numbered = [key for key, title in titles.items() if title.number and _is_numbered(sentence, title.number)]
    headed = [key for key, title in titles.items() if _is_headed(folded, title.title)]
    return next((keys for keys in (numbered, headed) if len(keys) == 1), [])


def _is_headed(folded: str, title: str) -> bool:
    """Whether a sentence begins with what stands before the colon of a title: "K-R8: akkoord"."""
    head, colon, _rest = fold(title).partition(":")
    return (
        bool(colon) and len(head) >= _SHORT_WORDS and re.match(rf"\W*{re.escape(head)}\b", folded) is not None
    )


def _is_numbered(sentence: str, number: str) -> bool:
    return re.search(_ITEM_NUMBER.format(re.escape(number)), sentence, re.IGNORECASE) is not None


def _share(title: str, folded: str) -> float:
    """How many of the telling words of a title stand in a sentence; one word alone is not enough."""
    words = {word for word in re.findall(r"[\w-]+", fold(title)) if len(word) >= _SHORT_WORDS}
    there = set(re.findall(r"[\w-]+", folded))
    common = len(words & there)
    return common / len(words) if common > 1 else 0.0
