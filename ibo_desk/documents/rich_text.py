"""Stored Markdown → neutral blocks that every renderer prints the same way.

Only what the editor can write is understood: paragraph, bullets and numbers (three levels), tables, bold, italic, link,
hard break and record reference ``[text](ibo:kind/uuid)``. Everything else (raw HTML, headings, images, code) stays the
literal text that somebody typed, so nothing that a person wrote disappears from a paper.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ibo_desk.domain.characters import for_paper

MAX_LEVEL: Final = 3
_NO_LIST: Final = 1_000  # nobody counts so far in a note: "2026. Dat was het jaar" is a sentence
_LINK: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"ibo:[a-z_]+/[0-9a-fA-F-]{36}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one dress; a line feed in ``text`` is a hard break.

    ``link`` is a web or mail address; ``reference`` is ``kind/uuid`` of a record, which papers print as text only.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, or one row of a table. ``level`` 0 is outside any list, 1–3 inside one.

    ``kind`` is "paragraph", "bullet", "number" or "row". A tab parts the cells of a row; the first row of a table holds
    its headings, and rows with one ``list_id`` are one table.

    ``number`` is the counted place in its numbered list ("2"), empty elsewhere; a paragraph with a level continues
    the list entry above it. ``list_id`` tells numbered lists of one text apart, so that each starts at its own number.
    """

    kind: str = "paragraph"
    level: int = 0
    number: str = ""
    list_id: int = 0
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The words without their dress."""
        return "".join(run.text for run in self.runs)

    @property
    def cells(self) -> "tuple[tuple[Run, ...], ...]":
        """The cells of a row."""
        made: list[list[Run]] = [[]]
        for run in self.runs:
            first, *others = run.text.split("\t")
            made[-1] += [replace(run, text=first)] if first else []
            made += [[replace(run, text=part)] if part else [] for part in others]
        return tuple(map(tuple, made))


def row(cells: "Iterable[Iterable[Run]]", table: int) -> Block:
    """A row of a table, the ``table``-th thing of its text that is a list or a table; a cell is one line."""
    runs: list[Run] = []
    for place, cell in enumerate(cells):
        runs += [Run(text="\t")] if place else []
        runs += [replace(run, text=" ".join(re.split(r"[\t\n]", run.text))) for run in cell]
    return Block(kind="row", list_id=table, runs=tuple(run for run in runs if run.text))


def tables(blocks: "Iterable[Block]") -> "Iterator[Block | tuple[Block, ...]]":
    """Blocks in order, with the rows of each table together."""
    for (kind, _table), group in groupby(
        blocks, lambda block: (block.kind, block.kind == "row" and block.list_id)
    ):
        if kind == "row":
            yield tuple(group)
        else:
            yield from group


Blocks = tuple[Block, ...]


def printable(text: str) -> str:
    """The text without characters that no document can hold; every kind of line end becomes a line feed."""
    return text if text.isprintable() else for_paper(text)


def parse(markdown: str) -> Blocks:
    """Blocks of a stored text; an empty text gives no blocks."""
    text = with_tables(printable(markdown))
    tokens = (_PARSER if "](" in text else _WITHOUT_LINKS).parse(text)
    return tuple(block for block in _walk(tokens) if block.text.strip())


def plain(text: str) -> Blocks:
    """A plain text as blocks: an empty line parts paragraphs, a line feed stays a hard break. Nothing is markup."""
    parts = re.split(r"\n\s*\n", printable(text).strip())
    return tuple(Block(runs=(Run(text=part.strip()),)) for part in parts if part.strip())


def as_text(blocks: Blocks, indent: str = "  ") -> str:
    """Blocks as lines of plain text: bullets get a dash, numbers their number, levels an indent."""
    lines: list[str] = []
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else block
        goes_on = block.kind == before.kind == "row" and block.list_id == before.list_id
        if place and not block.level and not before.level and not goes_on:
            lines.append("")
        if block.kind == "row":
            lines.append(row_text(block))
            continue
        lead = indent * max(0, block.level - 1)
        mark = marker(block)
        if block.level and not mark:
            mark = "  "
        first, *rest = block.text.split("\n")
        lines.append(f"{lead}{mark}{first}")
        lines.extend(f"{lead}{' ' * len(mark)}{line}" for line in rest)
    return "\n".join(lines)


def row_text(block: Block, between: str = " | ") -> str:
    """A row as one line."""
    return between.join("".join(run.text for run in cell) for cell in block.cells)


def with_tables(text: str) -> str:
    """Lines that follow each other and hold as many tabs, as a spreadsheet pastes them, are rows of a table."""
    if "\t" not in text:
        return text
    lines: list[str] = []
    for tabs, group in groupby(
        text.split("\n"), lambda line: line.strip(" \\").count("\t") if line.strip() else 0
    ):
        those = list(group)
        lines += _rows_of_tabs(those) if tabs and len(those) > 1 else those
    return "\n".join(lines)


def _rows_of_tabs(those: list[str]) -> list[str]:
    rows = [line.strip(" ").removesuffix("\\").replace("|", "\\|").split("\t") for line in those]
    made = ["| " + " | ".join(cell.strip() for cell in cells) + " |" for cells in rows]
    return ["", made[0], "|" + " --- |" * len(rows[0]), *made[1:], ""]


def marker(block: Block, bullet: str = "-") -> str:
    """What stands before a list entry in a form without lists of its own: "- ", "2. ", "b. ", "ii. "; else nothing."""
    if block.kind == "bullet":
        return f"{bullet} "
    return f"{ordinal(int(block.number), block.level)}. " if block.kind == "number" else ""


def ordinal(number: int, level: int) -> str:
    """A number as it is counted on this level: 1, 2 on the first, a, b on the second, i, ii on the third."""
    if level == 1 or not 0 < number < 100:
        return str(number)
    if level == 2:
        return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
    tens, ones = divmod(number, 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[tens] + (
        ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    )


def _parser(*left_out: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    blocks = ["heading", "lheading", "code", "fence", "blockquote", "hr", "html_block", "reference"]
    parser.disable([*blocks, "html_inline", "image", "autolink", "backticks", "entity", *left_out])
    return parser


_PARSER: Final = _parser()
# Behind each "[" the whole rule for links is tried, twenty deep: where no link can be, that is left out.
_WITHOUT_LINKS: Final = _parser("link")


@dataclass(slots=True)
class _List:
    """An open list while walking: its kind and the number of its next entry."""

    kind: str
    next_number: int
    list_id: int
    fresh: bool = False
    mark: str = "."  # behind the number
    typed: int = -1  # what stood before the last entry

    def begin(self, typed: str, next_id: int) -> bool:
        """An entry begins. A number that does not follow the one above it is what was typed, and begins a list of its
        own ("2026. Dat was…" and "12. december…"), unless each entry was typed with the same number, as some do.
        """
        self.fresh = True
        number = int(typed) if typed.isascii() and typed.isdigit() else self.next_number
        other = number not in {self.next_number, self.typed}
        if other:
            self.next_number, self.list_id = number, next_id
        self.typed = number
        return other


def _walk(tokens: list[Token]) -> Iterator[Block]:
    lists: list[_List] = []
    made = 0
    walk = iter(tokens)
    for token in walk:
        if token.type == "table_open":
            made += 1
            yield from _rows(walk, made)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            made += 1
            kind = "bullet" if token.type.startswith("bullet") else "number"
            lists.append(_List(kind, int(token.attrGet("start") or 1), made, mark=token.markup))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            made += lists[-1].begin(token.info, made + 1)
        elif token.type == "list_item_close":
            lists[-1].next_number += 1
        elif token.type == "inline":
            yield _block(token, lists)


def _rows(walk: Iterator[Token], table: int) -> Iterator[Block]:
    """The rows of a table, up to its end."""
    cells: list[tuple[Run, ...]] = []
    for token in walk:
        if token.type == "table_close":
            return
        if token.type == "inline":
            cells.append(tuple(_merged(_runs(token.children or []))))
        elif token.type == "tr_close":
            yield row(cells, table)
            cells = []


def _block(token: Token, lists: list[_List]) -> Block:
    runs = tuple(_merged(_runs(token.children or [])))
    if not lists:
        return Block(runs=runs)
    level, current = min(len(lists), MAX_LEVEL), lists[-1]
    if not current.fresh:
        return Block(level=level, runs=runs)
    current.fresh = False
    if current.kind == "bullet":
        return Block(kind="bullet", level=level, list_id=current.list_id, runs=runs)
    if current.next_number >= _NO_LIST:
        said = Run(text=f"{current.next_number}{current.mark} ")
        return Block(level=level - 1, runs=tuple(_merged(iter((said, *runs)))))
    number = str(current.next_number)
    return Block(kind="number", level=level, number=number, list_id=current.list_id, runs=runs)


def _runs(children: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    link = reference = ""
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold += 1 if child.nesting > 0 else -1
        elif child.type in ("em_open", "em_close"):
            italic += 1 if child.nesting > 0 else -1
        elif child.type == "link_open":
            link, reference = _target(str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            link = reference = ""
        else:
            text = {"hardbreak": "\n", "softbreak": " "}.get(child.type, child.content)
            yield Run(text=text, bold=bold > 0, italic=italic > 0, link=link, reference=reference)


def _target(address: str) -> tuple[str, str]:
    """Where a link leads: a web or mail address, or a record; any other scheme is no link."""
    if _REFERENCE.fullmatch(address):
        return "", address.removeprefix("ibo:")
    return (address if _LINK.fullmatch(address) else ""), ""


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours in the same dress become one run; empty ones go."""
    held: Run | None = None
    for run in runs:
        if not run.text:
            continue
        if held is not None and replace(held, text=run.text) == run:
            held = replace(held, text=held.text + run.text)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
