"""Answers that carry a code, in a mail as it comes back: filled in through a link, typed over, forwarded or quoted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ibo_desk.domain.answer_codes import codes_in
from ibo_desk.domain.answer_days import day_in, decided_on
from ibo_desk.domain.answer_references import reference_in
from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.characters import clean
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.mail_lines import (
    LINKED,
    OWN_LINE,
    SENTENCE_END,
    is_mail_head,
    is_quoted_mail,
    is_signature,
    joined_lines,
    unquoted,
)

_FIELD = re.compile(
    r"^\W{0,3}(?P<name>antwoord|voorbehoud(?: of toelichting)?|toelichting"
    r"|datum(?: van het)? college|datum|referentie(?: besluit)?|code)"
    r"\b\s*(?:\([^)]*\))?\s*:\s*\W{0,2}?(?P<value>\S.*)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^\W{0,3}antwoord van het college\b", re.IGNORECASE)
_KINDS: Final = {
    "antwoord": "answer", "voorbehoud": "text", "toelichting": "text", "datum": "day", "referentie": "reference",
    "code": "code",
}  # fmt: skip


@dataclass(frozen=True)
class CodedAnswer:
    """What was answered under a code; None or empty for what it does not say."""

    key: str
    answer: Answer | None
    on: date | None
    reference: str
    text: str


@dataclass(frozen=True)
class CodedMail:
    """The answers with a code, the codes of our own questions, and codes that were mistyped, each once."""

    answers: tuple[CodedAnswer, ...] = ()
    asked: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()


@dataclass
class _Block:
    """Lines that belong to one code."""

    key: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)


def read_coded(text: str, today: date) -> CodedMail:
    """All answers with a code in a mail, wherever it stands; of two under one code the upper counts: it is newer."""
    whole = _one_line_codes(LINKED.sub(" ", clean(text)))
    lines = [unquoted(line) for line in whole.split("\n")]
    own = [line for line in lines if OWN_LINE.match(line)]
    theirs = [line for line in lines if not OWN_LINE.match(line)]
    blocks = list(_blocks(theirs))
    general = _answered(blocks[0], today) if blocks and not blocks[0].key else None
    answers: dict[str, CodedAnswer] = {}
    for block in blocks:
        if block.key:
            answers.setdefault(block.key, _answered(block, today, general))
    return CodedMail(
        tuple(answers.values()),
        tuple(dict.fromkeys(code.key for line in own for code in codes_in(line) if code.key)),
        tuple(dict.fromkeys(code.written for line in lines for code in codes_in(line) if not code.key)),
    )


def _one_line_codes(text: str) -> str:
    """The text with each code on one line, whatever a mail program broke."""
    pieces, at = [], 0
    for code in codes_in(text):
        pieces += [
            text[at : code.start],
            " ".join(text[code.start : code.end].replace(">", " ").split()).replace("- ", "-"),
        ]
        at = code.end
    return "".join([*pieces, text[at:]])


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    """The lines by code: a code closes what was filled in above it, or opens what follows it."""
    block, name, silent = _Block(), "", False
    for line in lines:
        keys = [code.key for code in codes_in(line) if code.key]
        free_above = bool(block.free) and not block.fields  # holds for all that follows
        if _begins(line, block) or (keys and (block.key or free_above)):
            yield block
            block, name, silent = _Block(), "", False
        elif is_mail_head(line) or is_quoted_mail(line) or is_signature(line):
            name, silent = "", True
        if keys:
            yield from (_Block(key) for key in keys[:-1])
            block.key, silent = keys[-1], False
        name = _take(block, _without_codes(line), name, silent=silent)
    yield block


def _without_codes(line: str) -> str:
    return "".join(line[end:start] for end, start in _between(line))


def _between(line: str) -> Iterator[tuple[int, int]]:
    at = 0
    for code in codes_in(line):
        yield at, code.start
        at = code.end
    yield at, len(line)


def _begins(line: str, block: _Block) -> bool:
    match = _FIELD.match(line)
    again = match is not None and match["name"].casefold() == "antwoord" and "answer" in block.fields
    return again or (_BEGINS.match(line) is not None and bool(block.key or block.fields))


def _take(block: _Block, line: str, name: str, *, silent: bool) -> str:
    """Put a line where it belongs; returns the field that may go on in the next line."""
    match = _FIELD.match(line)
    if match:
        said = match["name"].casefold()
        name = _KINDS[said.split()[0]]
        block.fields.setdefault(name, []).append((match["value"] or "").strip())
        return name if name == "text" else ""
    if name and line.strip():
        block.fields[name].append(line.strip())
        return name
    if not silent and not _BEGINS.match(line):
        block.free.append(line)
    return ""


def _answered(block: _Block, today: date, general: CodedAnswer | None = None) -> CodedAnswer:
    filled = {name: " ".join(filter(None, values)) for name, values in block.fields.items()}
    free = joined_lines(block.free)
    said = filled.get("answer", "")
    sentences = [
        " ".join(sentence.split()) for sentence in SENTENCE_END.split(free) if sentence.strip(" \t-–:.,;")
    ]
    answers = [answer for answer in map(answer_in, [said] if said else sentences) if answer is not None]
    text = filled.get("text") or (_beyond(said) if said else " ".join(sentences))
    return CodedAnswer(
        block.key,
        answers[0] if answers else general.answer if general else None,
        day_in(filled.get("day", ""), today) or decided_on(free, today) or (general.on if general else None),
        filled.get("reference") or reference_in(free) or (general.reference if general else ""),
        text or (general.text if general else ""),
    )


def _beyond(said: str) -> str:
    """What an answer says beyond one of our own words: "akkoord mits er een fietspad komt"."""
    return "" if answer_in(said) and len(said.split()) <= 2 else said
