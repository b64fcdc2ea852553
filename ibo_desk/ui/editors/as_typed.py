"""What becomes of a text while it is typed: "- " and "1. " begin a list, "**" makes bold, "|" begins a table."""

import re
from collections.abc import Callable

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextList, QTextListFormat
from PySide6.QtWidgets import QTextEdit

from ibo_desk.ui.editors.rich_blocks import list_format, list_of, table_at, table_format

_BEGINS = ((re.compile(r"[-*•]"), "bullet"), (re.compile(r"1[.)]"), "number"))
_MARKED = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<words>[^\s*_](?:[^*_]*[^\s*_])?)(?P=mark)$")


def typed_space(edit: QTextEdit) -> bool:
    """A space after "-" or "1." at the beginning of a paragraph makes it a line of a list, in one step of undo.

    In a list the mark that the line has already is not written twice: "2." typed on the second line.
    """
    cursor = edit.textCursor()
    block = cursor.block()
    before = block.text()[: cursor.positionInBlock()]
    in_list = list_of(block)
    kind = next((name for pattern, name in _BEGINS if pattern.fullmatch(before)), "")
    again = in_list is not None and before in _marks(in_list, block)
    if not (again or (kind and in_list is None)) or cursor.hasSelection():
        return False
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if not again:
        cursor.createList(list_format(kind, 1))
    cursor.endEditBlock()
    edit.setTextCursor(cursor)
    return True


def _marks(text_list: QTextList, block: QTextBlock) -> tuple[str, ...]:
    """What people type for the mark that a line of a list shows."""
    if text_list.format().style() is not QTextListFormat.Style.ListDecimal:
        return ("-", "*", "•")
    number = text_list.itemNumber(block) + 1
    return (f"{number}.", f"{number})")


def typed_mark(edit: QTextEdit) -> None:
    """Words between two pairs of stars become bold as the second pair is closed, between single ones italic."""
    cursor = edit.textCursor()
    before = cursor.block().text()[: cursor.positionInBlock()]
    match = _MARKED.search(before)
    if match is None or (len(match["mark"]) == 1 and before[: match.start()].endswith(match["mark"])):
        return
    if match.start() and before[match.start() - 1].isalnum():
        return  # "a*b*c" is no mark
    shape = QTextCharFormat()
    if len(match["mark"]) > 1:
        shape.setFontWeight(QFont.Weight.Bold)
    else:
        shape.setFontItalic(True)
    plain = QTextCharFormat()
    start = cursor.block().position()
    cursor.beginEditBlock()
    cursor.setPosition(start + match.start())
    cursor.setPosition(start + match.end(), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(match["words"], shape)
    cursor.endEditBlock()
    cursor.setCharFormat(plain)
    edit.setTextCursor(cursor)
    edit.setCurrentCharFormat(plain)


def typed_row(edit: QTextEdit) -> bool:
    """Enter behind "| Menen | 12,4" makes a table of that row, with an empty row below it to go on in."""
    cursor = edit.textCursor()
    text = cursor.block().text().strip()
    if not text.startswith("|") or table_at(cursor) is not None or list_of(cursor.block()) is not None:
        return False
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    if len(cells) < 2:
        return False
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    table = cursor.insertTable(2, len(cells), table_format())
    for at, words in enumerate(cells):
        table.cellAt(0, at).firstCursorPosition().insertText(words)
    cursor.endEditBlock()
    edit.setTextCursor(table.cellAt(1, 0).firstCursorPosition())
    return True


def leave_table(edit: QTextEdit) -> bool:
    """Enter in an empty last row goes on below the table, and takes that row away."""
    cursor = edit.textCursor()
    table = table_at(cursor)
    if table is None:
        return False
    last = table.rows() - 1
    cells = [table.cellAt(last, at) for at in range(table.columns())]
    empty = all(cell.firstCursorPosition() == cell.lastCursorPosition() for cell in cells)
    if not empty or table.cellAt(cursor).row() != last or not last:
        return False
    after = table.lastCursorPosition()
    after.movePosition(QTextCursor.MoveOperation.NextBlock)
    table.removeRows(last, 1)
    edit.setTextCursor(after)
    return True


def next_row(edit: QTextEdit) -> bool:
    """Enter in a table goes to the first cell of the next row, which begins behind the last one."""
    if leave_table(edit):
        return True
    cursor = edit.textCursor()
    table = table_at(cursor)
    if table is None:
        return False
    row = table.cellAt(cursor).row() + 1
    if row == table.rows():
        table.appendRows(1)
    edit.setTextCursor(table.cellAt(row, 0).firstCursorPosition())
    return True


ENTER: tuple[Callable[[QTextEdit], bool], ...] = (next_row, typed_row)
