"""A list of actions or engagements with a column for each partner, marked where it takes part: "x" below "Kuurne"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ibo_desk.domain.names import fold
from ibo_desk.exchange.cells import read_sum
from ibo_desk.exchange.layouts import ACTIONS, ENGAGEMENTS, Table
from ibo_desk.exchange.partners import Register
from ibo_desk.exchange.workbook import SourceRow
from ibo_desk.language import _

_FIELDS: Final[Mapping[str, str]] = {ACTIONS.name: "partners", ENGAGEMENTS.name: "partner"}
_MARKS: Final = frozenset({"x", "v", "✓", "✔", "ja", "j", "1", "ok"})
_NO_MARKS: Final = frozenset({"", "-", "–", "nee", "neen", "n", "0", "nvt", "n.v.t", "n.v.t."})
_LEAST: Final = 2  # columns: one partner above a column is a word like others


def with_partner_columns(table: Table, register: Register) -> Table:
    """The list with those who are marked in a row among its partners; a sum below a partner is told, not divided."""
    name = _FIELDS.get(table.layout.name)
    free = {at: text for at, text in table.headings.items() if at not in table.columns.values()}
    partners = {
        at: text for at, text in free.items() if len(register.read(text).ids) == 1 and register.knows(text)
    }
    if name is None or len(partners) < _LEAST:
        return table
    column = table.columns.get(name, max(table.headings) + 1)
    rows = tuple(_read(row, partners, column) for row in table.rows)
    unread = tuple(heading for heading in table.unread if heading not in partners.values())
    return replace(table, columns={**table.columns, name: column}, rows=rows, unread=unread)


def _read(row: SourceRow, partners: Mapping[int, str], column: int) -> SourceRow:
    takes_part = [row.text(column)] if row.text(column) else []
    remarks = list(row.remarks)
    for at, partner in partners.items():
        text = row.text(at)
        is_marked, is_sum = fold(text) in _MARKS, read_sum(row.cells.get(at)) is not None
        if fold(text) in _NO_MARKS:
            continue
        if is_marked or is_sum:
            takes_part.append(partner)
        if not is_marked:
            remark = _("{partner}: “{text}” was not read; fill it in yourself")
            remarks.append(remark.format(partner=partner, text=text))
    cells = {**row.cells, column: "; ".join(takes_part)} if takes_part else row.cells
    return replace(row, cells=cells, remarks=tuple(remarks))
