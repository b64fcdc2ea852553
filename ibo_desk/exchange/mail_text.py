"""The texts of mails: their templates, and the same text as HTML with its links."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ibo_desk.domain.mail_lines import QUESTION_LINE
from ibo_desk.files import report
from ibo_desk.language import _

_STYLE = "font-family:Calibri,Arial,sans-serif;font-size:11pt;line-height:1.35"


def render(template: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of a mail."""
    made = _environment().get_template(f"{template}.txt").render({"question_line": QUESTION_LINE, **values})
    first, _blank, text = made.partition("\n")
    subject = " ".join(first.removeprefix("Onderwerp:").split())
    return subject, re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def as_html(text: str, links: Mapping[str, Sequence[tuple[str, str]]], below: str = "") -> str:
    """The same words; under each line that holds a code of ``links`` its words to click with their addresses.

    ``below`` is HTML already: a note with its headings and tables, so that an editor it is pasted into has them too.
    """
    lines = []
    for line in text.rstrip("\n").split("\n"):
        shown = escape(line.lstrip(" "))
        indent = "&nbsp;" * (len(line) - len(line.lstrip(" ")))
        lines.append(f"{indent}<b>{shown}</b>" if _is_heading(line) else indent + shown)
        code = next((code for code in links if line.endswith(code)), "")
        if code:
            words = " · ".join(f'<a href="{escape(to)}">{escape(word)}</a>' for word, to in links[code])
            lines.append(f"{indent}{escape(_('Click to answer'))}: {words}")
    body = "<br>\n".join(lines)
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"></head>'
        f'<body style="{_STYLE}">\n{body}\n{below}</body></html>\n'
    )


def _is_heading(line: str) -> bool:
    return line == line.upper() and any(letter.isalpha() for letter in line)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(report("txt")),
        autoescape=False,  # noqa: S701  plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
