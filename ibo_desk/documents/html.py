"""HTML: to paste into decision software without any style, or a page that stands alone with a look of its own."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import Any, Final, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ibo_desk.documents.content import Content
from ibo_desk.documents.flow import printable
from ibo_desk.documents.kinds import PRINTED
from ibo_desk.documents.rich_text import Block, Run
from ibo_desk.files import report

_NUMBERED: Final = {1: "", 2: ' type="a"', 3: ' type="i"'}


def html(content: Content) -> str:
    """The paper as a whole page; an editor that is pasted into keeps the headings and the tables."""
    template = _environment().get_template(PRINTED[content.head.kind].html)
    lines = template.render(printable(content)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


def html_to_paste(content: Content) -> str:
    """What stands on that page, to put inside another one."""
    return html(content).partition("<body>\n")[2].partition("</body>")[0]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(report("html")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"lines": _lines, "nested": nested}
    environment.filters["picture"] = _picture
    environment.filters["anchor"] = _anchor
    environment.globals["stands_alone"] = False
    return environment


def _anchor(heading: str) -> str:
    """The name by which a link finds a heading."""
    return re.sub(r"\W+", "-", heading.lower()).strip("-")


def _lines(text: str) -> Markup:
    return Markup(escape(text).replace("\n", "<br>"))  # noqa: S704  escaped just here


def _picture(svg: str) -> str:
    """The drawing inside the page itself: what is pasted elsewhere has no other file to look in."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


class PlainBlock(TypedDict):
    """A ``Block`` of rich text as ``to_plain`` gives it."""

    kind: str
    level: int
    list_id: int
    number: str
    runs: list[dict[str, object]]


class Piece(TypedDict):
    """The words of a block between the tags that open and close around them."""

    open: str
    runs: Sequence[object]
    close: str


def nested(blocks: Iterable[PlainBlock]) -> list[Piece]:
    """Blocks with the tags that open and close around each, so that lists lie in lists."""
    pieces: list[Piece] = []
    opened: list[tuple[str, int]] = []  # the tag of each open list and which list of the text it is
    for block in with_whole_tables(blocks):
        if isinstance(block, list):
            pieces += _table(_close(opened, 0), block)
            continue
        lead = _closed_to(opened, block)
        listed = block["level"] and block["kind"] != "paragraph"
        if not block["level"]:
            pieces.append({"open": f"{lead}<p>", "runs": block["runs"], "close": "</p>"})
        elif not listed:
            pieces.append({"open": f"{lead}<br>", "runs": block["runs"], "close": ""})
        else:
            pieces.append({"open": lead + _entry(opened, block), "runs": block["runs"], "close": ""})
    pieces.append({"open": _close(opened, 0), "runs": [], "close": ""})
    return pieces


def with_whole_tables(blocks: Iterable[PlainBlock]) -> Iterator[PlainBlock | list[Block]]:
    """Blocks in order, with the rows of each table as one list."""
    for (kind, _table), group in groupby(blocks, lambda block: (block["kind"], block["list_id"])):
        if kind == "row":
            yield [_row(block) for block in group]
        else:
            yield from group


def _row(block: PlainBlock) -> Block:
    runs: list[Any] = list(block["runs"])
    return Block(kind="row", list_id=block["list_id"], runs=tuple(Run(**run) for run in runs))


def _table(lead: str, rows: list[Block]) -> Iterator[Piece]:
    """The pieces of a table; its first row are the headings."""
    lead += "<table><thead>"
    for place, row in enumerate(rows):
        tag = "td" if place else 'th scope="col"'
        lead += "<tr>"
        for cell in row.cells:
            yield {"open": f"{lead}<{tag}>", "runs": cell, "close": f"</{tag[:2]}>"}
            lead = ""
        lead += "</tr>" if place else "</tr></thead><tbody>"
    yield {"open": f"{lead}</tbody></table>", "runs": [], "close": ""}


def _closed_to(opened: list[tuple[str, int]], block: PlainBlock) -> str:
    """Close the lists that end before this block."""
    level = block["level"]
    closed = _close(opened, level)
    other = len(opened) == level and level and block["kind"] != "paragraph" and opened[-1] != _list(block)
    return closed + (_close(opened, level - 1) if other else "")


def _entry(opened: list[tuple[str, int]], block: PlainBlock) -> str:
    if len(opened) == block["level"]:
        return "</li><li>"
    made = ""
    while len(opened) < block["level"]:
        tag, list_id = _list(block)
        opened.append((tag, list_id))
        form = _NUMBERED[len(opened)] if tag == "ol" else ""
        start = f' start="{block["number"]}"' if tag == "ol" and block["number"] != "1" else ""
        made += f"<{tag}{form}{start}><li>"
    return made


def _list(block: PlainBlock) -> tuple[str, int]:
    return ("ul" if block["kind"] == "bullet" else "ol", block["list_id"])


def _close(opened: list[tuple[str, int]], level: int) -> str:
    closed = ""
    while len(opened) > level:
        closed += f"</li></{opened.pop()[0]}>"
    return closed
