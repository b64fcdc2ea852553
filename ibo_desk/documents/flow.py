"""A paper as it comes from its layout and its content: what HTML, text and PDF print, from top to end.

Each printed part is a frozen row; ``part`` says which it is, for templates get rows as plain mappings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, singledispatch
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import to_plain
from ibo_desk.documents.content_rows import Chart
from ibo_desk.documents.kinds import PRINTED
from ibo_desk.documents.labels import labels_in, values
from ibo_desk.documents.layout import (
    Articles,
    Box,
    Bullets,
    ChartPart,
    Each,
    Heading,
    Line,
    Lines,
    Meta,
    Node,
    Rich,
    Signatures,
    Table,
    TitleBlock,
    When,
    Words,
    with_labels,
)
from ibo_desk.documents.rich_text import Blocks, plain

Scope = Mapping[str, object]  # the fields that a text may name


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One part of a paper, ready to print; a part fills what it needs and leaves the rest empty.

    ``part`` is "title", "heading", "words", "meta", "rich", "lines", "box", "table", "bullets", "articles", "chart" or
    "signatures".
    """

    part: str
    text: str = ""
    look: str = ""
    level: int = 0
    sub: bool = False
    blocks: Blocks = ()
    pairs: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    chart: Chart | None = None


_JINJA: Final = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  words, no markup


def flow(content: Content) -> tuple[Printed, ...]:
    """The parts of a paper in order."""
    return tuple(_joined(_inside(PRINTED[content.head.kind].layout().nodes, values(content))))


def printable(content: Content) -> dict[str, object]:
    """The paper as plain mappings and lists, for a template that prints its ``parts``, ``head`` and ``labels``."""
    return {
        "wide": PRINTED[content.head.kind].layout().wide,
        "head": to_plain(content.head),
        "labels": to_plain(labels_in(content.head.kind, content.head.language)),
        "parts": to_plain(flow(content)),
    }


def _joined(parts: Iterator[Printed]) -> Iterator[Printed]:
    """Lines that follow each other stand in one list, and nothing empty is printed."""
    lines: list[tuple[str, str]] = []
    for part in parts:
        if part.part == "lines":
            lines += part.pairs
            continue
        if lines:
            yield Printed(part="lines", pairs=tuple(lines))
            lines = []
        yield part
    if lines:
        yield Printed(part="lines", pairs=tuple(lines))


def _inside(nodes: Sequence[Node], scope: Scope) -> Iterator[Printed]:
    for node in nodes:
        yield from _printed(node, scope)


@cache
def _template(text: str) -> Any:
    return _JINJA.from_string(with_labels(text))


@cache
def _expression(text: str) -> Any:
    return _JINJA.compile_expression(text, undefined_to_none=False)


def _say(text: str, scope: Scope) -> str:
    """A text filled in."""
    return str(_template(text).render(scope))


def _value(expression: str, scope: Scope) -> Any:
    """What an expression gives."""
    return _expression(expression)(**scope)


@singledispatch
def _printed(node: object, _scope: Scope) -> Iterator[Printed]:
    raise TypeError(node)


@_printed.register
def _title(_node: TitleBlock, _scope: Scope) -> Iterator[Printed]:
    yield Printed(part="title")


@_printed.register
def _heading(node: Heading, scope: Scope) -> Iterator[Printed]:
    sub = bool(node.sub and _value(node.sub, scope))
    yield Printed(part="heading", text=_say(node.text, scope), level=node.level, sub=sub)


@_printed.register
def _words(node: Words, scope: Scope) -> Iterator[Printed]:
    yield Printed(part="words", text=_say(node.text, scope), look=node.look)


@_printed.register
def _meta(node: Meta, scope: Scope) -> Iterator[Printed]:
    text = " · ".join(_say(part.shown, scope) for part in node.parts if _value(part.value, scope))
    if text:
        yield Printed(part="meta", text=text)


@_printed.register
def _rich(node: Rich, scope: Scope) -> Iterator[Printed]:
    if blocks := _value(node.value, scope):
        yield Printed(part="rich", blocks=blocks)


@_printed.register
def _line(node: Line, scope: Scope) -> Iterator[Printed]:
    if _value(node.value, scope):
        label = _say(f"[[{node.label}]]", scope)
        yield Printed(part="lines", pairs=((label, _say(node.shown, scope)),))


@_printed.register
def _lines(node: Lines, scope: Scope) -> Iterator[Printed]:
    yield Printed(part="lines", pairs=tuple((fact.label, fact.value) for fact in _value(node.values, scope)))


@_printed.register
def _box(node: Box, scope: Scope) -> Iterator[Printed]:
    blocks = _value(node.value, scope) if node.value else plain(_say(node.text, scope))
    yield Printed(part="box", text=_say(node.label, scope), blocks=blocks)


@_printed.register
def _table(node: Table, scope: Scope) -> Iterator[Printed]:
    rows = [
        tuple(_say(column.text, {**scope, node.row: row}).strip("\n") for column in node.columns)
        for row in _value(node.values, scope)
    ]
    places = list(range(len(node.columns)))
    if rows and not node.to_fill_in:
        places = [place for place in places if any(row[place] for row in rows)]
    rows += [("",) * len(node.columns)] * node.empty
    yield Printed(
        part="table",
        look="tall" if node.tall else "",
        heads=tuple(_say(f"[[{node.columns[place].heading}]]", scope) for place in places),
        shares=tuple(node.columns[place].share for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in rows),
    )


@_printed.register
def _bullets(node: Bullets, scope: Scope) -> Iterator[Printed]:
    rows = tuple((_say(node.text, {**scope, node.row: row}),) for row in _value(node.values, scope))
    if rows:
        yield Printed(part="bullets", rows=rows)


@_printed.register
def _articles(node: Articles, scope: Scope) -> Iterator[Printed]:
    if articles := _value(node.values, scope):
        yield Printed(part="articles", pairs=tuple((each.label, each.text) for each in articles))


@_printed.register
def _chart(node: ChartPart, scope: Scope) -> Iterator[Printed]:
    yield Printed(part="chart", chart=_value(node.value, scope))


@_printed.register
def _signatures(node: Signatures, scope: Scope) -> Iterator[Printed]:
    signatures = _value(node.values, scope)
    yield Printed(part="signatures", pairs=tuple((each.role, each.name) for each in signatures))


@_printed.register
def _each(node: Each, scope: Scope) -> Iterator[Printed]:
    for row in _value(node.values, scope):
        yield from _inside(node.inside, {**scope, node.row: row})


@_printed.register
def _when(node: When, scope: Scope) -> Iterator[Printed]:
    if _value(node.condition, scope):
        yield from _inside(node.inside, scope)
