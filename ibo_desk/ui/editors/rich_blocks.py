"""Blocks of text → a Qt document and back: paragraphs, lists, tables and their dress."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from ibo_desk.documents.rich_text import MAX_LEVEL, Block, Blocks, Run, row, tables

_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
NUMBERS = QTextListFormat.Style.ListDecimal


def fill(document: QTextDocument, blocks: Blocks) -> None:
    """Put blocks into an empty document."""
    put(QTextCursor(document), blocks)


def put(cursor: QTextCursor, blocks: Blocks) -> None:
    """Put blocks where the cursor stands, which is an empty paragraph."""
    lists: dict[tuple[int, int], Any] = {}
    begun = True  # there is an empty paragraph to write in; Qt leaves one behind a table
    for block in tables(blocks):
        if not begun:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        begun = isinstance(block, tuple)
        if isinstance(block, tuple):
            _put_table(cursor, block)
            continue
        if block.kind == "paragraph":
            lists = {} if block.level == 0 else lists
            shape = QTextBlockFormat()
            shape.setIndent(block.level)
            cursor.setBlockFormat(shape)
        else:
            key = (block.level, block.list_id)
            if key in lists:
                lists[key].add(cursor.block())
            else:
                lists[key] = cursor.createList(list_format(block.kind, block.level))
        for run in block.runs:
            cursor.insertText(run.text.replace("\n", "\u2028"), _char_format(run))


def _put_table(cursor: QTextCursor, rows: Blocks) -> None:
    """A table; the cursor stands behind it afterwards."""
    cells = [block.cells for block in rows]
    table = cursor.insertTable(len(rows), max(map(len, cells)), table_format())
    for down, texts in enumerate(cells):
        for across, runs in enumerate(texts):
            inside = table.cellAt(down, across).firstCursorPosition()
            for run in runs:
                inside.insertText(run.text, _char_format(run))
    cursor.setPosition(table.lastPosition() + 1)


def table_format() -> QTextTableFormat:
    """How a table looks while it is written; its first row are the headings."""
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellSpacing(0)
    shape.setCellPadding(4)
    shape.setHeaderRowCount(1)
    shape.setBorderCollapse(True)
    return shape


def read(document: QTextDocument) -> Blocks:
    """The blocks of a document; empty paragraphs and rows go."""
    blocks: list[Block] = []
    block = document.begin()
    number = 0
    while block.isValid():
        table = table_at(QTextCursor(block))
        if table is None:
            number += 1
            blocks.append(_read_block(block))
            block = block.next()
        else:
            number += 1
            blocks.extend(_read_table(table, number))
            block = table.lastCursorPosition().block().next()
    return tuple(block for block in blocks if block.text.strip())


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """The table a cursor stands in; Qt gives None outside one, its type hints do not say so."""
    return cursor.currentTable()


def _read_table(table: QTextTable, number: int) -> Iterator[Block]:
    for down in range(table.rows()):
        yield row(
            (_read_cell(table.cellAt(down, across)) for across in range(table.columns())),
            number,
        )


def _read_cell(cell: QTextTableCell) -> list[Run]:
    """What a cell says on one line, whatever the number of its paragraphs."""
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    runs = _read_runs(block)
    while block != last:
        block = block.next()
        runs += [Run(text=" "), *_read_runs(block)]
    return runs


def list_format(kind: str, level: int) -> QTextListFormat:
    shape = QTextListFormat()
    shape.setIndent(level)
    shape.setStyle(NUMBERS if kind == "number" else _BULLETS[min(level, MAX_LEVEL) - 1])
    return shape


def _char_format(run: Run) -> QTextCharFormat:
    shape = QTextCharFormat()
    if run.bold:
        shape.setFontWeight(QFont.Weight.Bold)
    shape.setFontItalic(run.italic)
    if run.link or run.reference:
        shape.setAnchor(True)
        shape.setAnchorHref(run.link or f"ibo:{run.reference}")
        shape.setFontUnderline(True)
    return shape


def list_of(block: QTextBlock) -> QTextList | None:
    """The list a paragraph stands in; Qt gives None outside a list, its type hints do not say so."""
    return block.textList()


def _read_block(block: QTextBlock) -> Block:
    runs = tuple(_read_runs(block))
    text_list = list_of(block)
    if text_list is None:
        level = min(block.blockFormat().indent(), MAX_LEVEL)
        return Block(level=level, runs=runs)
    shape = text_list.format()
    level = max(1, min(shape.indent(), MAX_LEVEL))
    if shape.style() == NUMBERS:
        return Block(kind="number", level=level, number=str(text_list.itemNumber(block) + 1), runs=runs)
    return Block(kind="bullet", level=level, runs=runs)


def _read_runs(block: QTextBlock) -> list[Run]:
    runs = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        shape = fragment.charFormat()
        href = shape.anchorHref()
        runs.append(
            Run(
                text=fragment.text().replace("\u2028", "\n").replace("\ufffc", ""),
                bold=shape.fontWeight() >= QFont.Weight.Bold,
                italic=shape.fontItalic(),
                link="" if href.startswith("ibo:") else href,
                reference=href.removeprefix("ibo:") if href.startswith("ibo:") else "",
            )
        )
        walk += 1
    return runs
