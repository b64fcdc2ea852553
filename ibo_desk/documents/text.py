"""Plain text, to paste where nothing but words is taken."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ibo_desk.documents.content import Content
from ibo_desk.documents.flow import printable
from ibo_desk.documents.rich_text import Block, Run, as_text
from ibo_desk.files import report


def text(content: Content) -> str:
    """The paper as lines; headings are underlined, tables are one line per row, links show their address."""
    template = _environment().get_template("paper.txt")
    lines = [line.rstrip() for line in template.render(printable(content)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(report("txt")), autoescape=False, undefined=StrictUndefined,  # noqa: S701  no markup
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"blocks": _blocks}
    return environment


def _blocks(blocks: Iterable[Mapping[str, Any]]) -> str:
    return as_text(tuple(Block(**{**each, "runs": tuple(map(_run, each["runs"]))}) for each in blocks))


def _run(run: Mapping[str, Any]) -> Run:
    """A run whose address can be read."""
    address = str(run["link"]).removeprefix("mailto:")
    shown = run["text"] if not address or address == run["text"] else f"{run['text']} ({address})"
    return Run(text=shown)
