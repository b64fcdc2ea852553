"""Texts as they are read side by side: their formatting kept, the words that differ marked by a line and by colour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from ibo_desk.documents.rich_text import marker, parse
from ibo_desk.domain.merging import differing
from ibo_desk.ui.theme import Theme

_PART = re.compile(r"\s+|\S+")
_INDENT = "\u00a0" * 4


@dataclass(frozen=True)
class Token:
    """A word with its formatting; ``space`` is the blank behind it and makes no difference."""

    word: str
    bold: bool = False
    italic: bool = False
    linked: bool = False
    space: str = field(default="", compare=False)


def tokens(text: str, *, rich: bool) -> list[Token]:
    """The words of a text; ``rich`` is stored Markdown."""
    made: list[Token] = []
    listed = False
    if not rich:
        _add(made, text, Token(""))
    for block in parse(text) if rich else ():
        if made:  # entries of one list follow each other, everything else is parted
            made[-1] = replace(
                made[-1], space="\n" if (block.level or block.kind == "row") and listed else "\n\n"
            )
        listed = block.level > 0 or block.kind == "row"
        lead = _INDENT * max(0, block.level - 1) + marker(block, "•")
        if lead:
            made.append(Token(lead))
        for run in block.runs:
            words = run.text.replace("\t", " | ") if block.kind == "row" else run.text
            _add(made, words, Token("", run.bold, run.italic, bool(run.link or run.reference)))
    return made


def _add(made: list[Token], text: str, formatting: Token) -> None:
    for part in _PART.findall(text):
        if not part.isspace():
            made.append(replace(formatting, word=part))
        elif made:
            made[-1] = replace(made[-1], space=part)


def side_by_side(theme: Theme, mine: str, theirs: str, *, rich: bool) -> tuple[str, str]:
    """Both texts as HTML, with what the other lacks marked."""
    ours, others = tokens(mine, rich=rich), tokens(theirs, rich=rich)
    only_mine, only_theirs = differing(ours, others)
    return _html(theme, ours, only_mine), _html(theme, others, only_theirs)


def as_html(theme: Theme, text: str, *, rich: bool) -> str:
    """A text as HTML without marks."""
    words = tokens(text, rich=rich)
    return _html(theme, words, [False] * len(words))


def as_words(text: str, *, rich: bool) -> str:
    """A text as a screen reader says it."""
    return "".join(token.word + token.space for token in tokens(text, rich=rich)).strip()


def _html(theme: Theme, words: Sequence[Token], marked: Sequence[bool]) -> str:
    """Words that follow one another and are both marked get one line under them, blank included."""
    colours = theme.colours
    opened = f'<span style="background-color: {colours.info}; color: {colours.on_info}; text-decoration: underline;">'
    parts: list[str] = []
    for at, (token, mark) in enumerate(zip(words, marked, strict=True)):
        begins = mark and not (at and marked[at - 1])
        ends = mark and not (at + 1 < len(words) and marked[at + 1])
        space = "" if at + 1 == len(words) else token.space.replace("\n", "<br>")
        parts.append(f"{opened if begins else ''}{_formatted(token)}")
        parts.append(f"</span>{space}" if ends else space)
    return "".join(parts)


def _formatted(token: Token) -> str:
    text = escape(token.word)
    for on, tag in ((token.bold, "b"), (token.italic, "i"), (token.linked, "u")):
        text = f"<{tag}>{text}</{tag}>" if on else text
    return text
