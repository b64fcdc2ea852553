"""Finding the tags in the text of a paragraph, and mending what Word and LibreOffice do to them while one types."""

import re
from dataclasses import dataclass, replace
from typing import Final

from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.domain.bounds import TEMPLATE_PARAGRAPH_TAGS, TEMPLATE_TAG
from ibo_desk.language import _

_SHOWN: Final = 300  # characters of a paragraph that an error can quote
_CLOSERS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING: Final = re.compile(r"\{[{%#]")
_LEVEL: Final = re.compile(r"(p|tr|tc|r)(?=\s)")
_LEVELS: Final = frozenset({"p", "tr", "tc", "r"})
_KEYWORD: Final = re.compile(r"\w+")
_CURLY: Final = dict.fromkeys("“”„‟″", '"') | dict.fromkeys("‘’‚‛′", "'")
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_KEYWORDS: Final = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``form`` is "{{", "{%" or "{#"; ``level`` what it takes the place of: "", "r", "p", "tr" or "tc"."""

    form: str
    level: str
    body: str
    raw: str
    place: Place

    @property
    def keyword(self) -> str:
        """The first word of a block tag: for, endif …"""
        match = _KEYWORD.match(self.body) if self.form == "{%" else None
        return match.group() if match else ""


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag with its place in the text of the paragraph."""

    start: int
    end: int
    tag: Tag


def find(text: str, where: Place) -> list[PlacedTag]:
    """All tags of the paragraph ``where``, in order; TemplateError when one is not closed or is no tag at all."""
    tags: list[PlacedTag] = []
    position = 0
    shown = _SPACES.sub(" ", text[:_SHOWN]).strip()
    while opening := _OPENING.search(text, position):
        start, form = opening.start(), opening.group()
        end, body = _until(text, opening.end(), _CLOSERS[form], quoted=form != "{#")
        place = replace(where, text=shown, tag=text[start:end])
        if end < 0:
            place = replace(where, text=shown, tag=text[start : start + 60])
            if len(text) - start > TEMPLATE_TAG:
                raise TemplateError("tag_too_long", _("This tag is too long"), place)
            raise TemplateError(
                "tag_not_closed", _("A tag is opened but not closed in the same paragraph"), place
            )
        tags.append(PlacedTag(start, end, _tag(form, body, text[start:end], place)))
        if len(tags) > TEMPLATE_PARAGRAPH_TAGS:
            problem = _("This paragraph holds more tags than a paper needs; the most is {most}")
            raise TemplateError("template_too_much", problem.format(most=TEMPLATE_PARAGRAPH_TAGS), place)
        position = end
    return tags


def _tag(form: str, body: str, raw: str, place: Place) -> Tag:
    body = body.removeprefix("-").removesuffix("-")
    level = _LEVEL.match(body) if form != "{#" else None
    tag = Tag(form, level.group() if level else "", body[level.end() if level else 0 :].strip(), raw, place)
    if form == "{%" and tag.keyword in _LEVELS:
        problem = _("Write {{%{level} without a space between {{% and {level}")
        raise TemplateError("tag_space", problem.format(level=tag.keyword), place)
    if form == "{%" and tag.keyword not in _KEYWORDS:
        problem = _("Unknown tag; known are for, endfor, if, elif, else, endif and set")
        raise TemplateError("unknown_tag", problem, place)
    if form == "{{" and tag.level in ("tr", "tc"):
        raise TemplateError(
            "tag_level", _("A table row or cell can only be repeated with {%tr … %} or {%tc … %}"), place
        )
    return tag


def _until(text: str, start: int, closer: str, *, quoted: bool) -> tuple[int, str]:
    """Where the tag ends and its mended text; curly quotes become straight, but not inside a straight string."""
    end, body = _scan(text, start, closer, quoted=quoted)
    if end < 0 and quoted:  # an apostrophe that opens nothing: take the first end there is
        end, body = _scan(text, start, closer, quoted=False)
    return end, _SPACES.sub(" ", body)


def _scan(text: str, start: int, closer: str, *, quoted: bool) -> tuple[int, str]:
    body: list[str] = []
    quote = ""
    for position in range(start, min(len(text), start + TEMPLATE_TAG)):
        if not quote and text.startswith(closer, position):
            return position + len(closer), "".join(body)
        straight = _CURLY.get(text[position], text[position])
        if quoted and straight in "\"'" and quote in ("", straight):
            quote = "" if quote else straight
            body.append(straight)
        else:
            body.append(text[position] if quote else straight)
    return -1, ""
