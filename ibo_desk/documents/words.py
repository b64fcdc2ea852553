"""Cells and lines that the plain templates share, so that HTML and text say the same as DOCX and PDF."""

from collections.abc import Iterable, Mapping


def attachment_line(attachment: Mapping[str, str]) -> str:
    """One line for an attachment: 3.1 Title (remark)."""
    note = f" ({attachment['note']})" if attachment["note"] else ""
    return " ".join(part for part in (attachment["number"], attachment["title"]) if part) + note


def cells(rows: Iterable[Mapping[str, str]], *columns: str) -> list[list[str]]:
    """The cells of a table. A column is a field, "a+b" for "a: b" when b says something, "a(b" for "a (b)";

    ">a" is indented in the row of a sub item; "a/b" puts each on a line of its own.
    """
    return [[_cell(row, column) for column in columns] for row in rows]


def _cell(row: Mapping[str, str], column: str) -> str:
    if "/" in column:
        return "\n".join(cell for one in column.split("/") if (cell := _cell(row, one)))
    if column.startswith(">"):
        return ("\u2003" if row["main"] else "") + _cell(row, column[1:])
    for mark, start, end in (("+", ": ", ""), ("(", " (", ")")):
        first, found, second = column.partition(mark)
        if found:
            more = row[second]
            return f"{row[first]}{start if row[first] else ''}{more}{end}" if more else row[first]
    return row[column]
