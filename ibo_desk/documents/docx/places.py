"""Where each paragraph of a part stands, as a person finds it in Word."""

from lxml import etree

from ibo_desk.documents.docx.words import w
from ibo_desk.documents.errors import Place


def places(root: etree._Element, part: str) -> list[tuple[etree._Element, Place]]:
    """The paragraphs in the order of the part, with the place of each; of a table in a table the outer one counts."""
    tables: dict[etree._Element, int] = {}
    cells: dict[etree._Element, tuple[int, int]] = {}
    placed: list[tuple[etree._Element, Place]] = []
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        cell = next(reversed(list(paragraph.iterancestors(w("tc")))), None)
        if cell is None:
            placed.append((paragraph, Place(part=part, paragraph=number)))
            continue
        table = next(cell.iterancestors(w("tbl")))
        if table not in tables:
            tables[table] = len(tables) + 1
            cells |= _cells(table)
        row, column = cells[cell]
        placed.append(
            (paragraph, Place(part=part, paragraph=number, table=tables[table], row=row, column=column))
        )
    return placed


def _cells(table: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Row and column of each cell of the table itself."""
    rows = [row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]
    return {
        cell: (number, column)
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(
            (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row), 1
        )
    }
