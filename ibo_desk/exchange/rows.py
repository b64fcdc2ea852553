"""What every list reader does with a row: its hash, its text, cutting what is too long, what was read before."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from ibo_desk.exchange.cells import is_total
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.partners import Partners, Register
from ibo_desk.exchange.plan import Ask, RowFate, RowPlan
from ibo_desk.exchange.workbook import SourceRow, column_letter
from ibo_desk.language import _


class Draft:
    """A row plan in the making: what is said and what is remarked, in order."""

    def __init__(self, table: Table, row: SourceRow) -> None:
        self.table = table
        self.row = row
        self.says: list[str] = []
        self.remarks: list[str] = list(row.remarks)
        self.asks: list[Ask] = []
        if row.hidden:
            self.remarks.append(_("this row is hidden in the workbook; it was read all the same"))
        struck = [f"{column_letter(at)}{row.number}" for at in row.struck if at in table.columns.values()]
        if struck:
            text = _("struck through: {cells}; it was read all the same, look whether it still holds")
            self.remarks.append(text.format(cells=", ".join(struck)))

    def text(self, name: str) -> str:
        return self.table.text(self.row, name)

    def read_partners(self, name: str, register: Register, column: str) -> Partners:
        """Whom a cell names; what of it could not be read is remarked, and asked where a choice would settle it."""
        partners = register.read(self.text(name))
        self.remarks += partner_remarks(partners, column, len(register.everybody))
        open_names = (*partners.unknown, *partners.ambiguous)
        self.asks += [
            Ask(written, partners.likely.get(written), written in partners.boroughs) for written in open_names
        ]
        return partners

    def fit(self, text: str, limit: int, what: str) -> str:
        """A text within the length of its field; a cut is remarked."""
        if len(text) <= limit:
            return text
        remark = _("{what} is longer than {limit} characters and was cut")
        self.remarks.append(remark.format(what=what, limit=limit))
        return f"{text[: limit - 1]}…"

    def plan(self, fate: RowFate, **rest: object) -> RowPlan:
        return RowPlan(
            self.table.sheet,
            self.row.number,
            fate,
            says=tuple(self.says),
            remarks=() if fate is RowFate.TOTAL else tuple(self.remarks),  # nothing of it is read
            asks=tuple(self.asks),
            cells=cells_of(self.table, self.row),
            **rest,  # type: ignore[arg-type]  # the remaining fields of a row plan, by name
        )


class Seen:
    """Which rows were read before: by an earlier import, or higher up in the same list."""

    def __init__(self, table: Table, context: ImportContext) -> None:
        self._layout = table.layout.name
        self._context = context
        self._skipped = table.skipped
        self._here: dict[str, int] = {}

    def fate(self, row_hash: str, number: int) -> RowFate:
        if number in self._skipped:
            return RowFate.SKIPPED
        if (self._layout, row_hash) in self._context.imported:
            return RowFate.UNCHANGED
        return RowFate.REPEATED if self._here.setdefault(row_hash, number) != number else RowFate.READ


def shown_row(table: Table, row: SourceRow) -> str:
    """The read cells of a row as JSON; what a later import compares with."""
    return json.dumps(cells_of(table, row), ensure_ascii=False, sort_keys=True)


def cells_of(table: Table, row: SourceRow) -> dict[str, str]:
    """What a row says, by field."""
    return {name: row.text(at) for name, at in table.columns.items() if row.text(at)}


def hash_of(context: Sequence[str], shown: str) -> str:
    """The same words in the same place of the list give the same hash, wherever the row has moved to."""
    cells: Mapping[str, str] = json.loads(shown)
    plain = {name: " ".join(text.split()) for name, text in cells.items()}
    whole = json.dumps([list(context), plain], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def row_plans(table: Table, plan: Callable[[Draft], RowPlan]) -> Iterator[RowPlan]:
    """The plan of every row, in order; a row of sums is none to read."""
    for row in table.rows:
        draft = Draft(table, row)
        yield draft.plan(RowFate.TOTAL) if _is_total(row) else plan(draft)


def _is_total(row: SourceRow) -> bool:
    first = min(row.cells, default=None)
    return first is not None and is_total(row.text(first))


def partner_remarks(partners: Partners, column: str, everybody: int) -> list[str]:
    """What a cell with partners could not give, one sentence each."""
    remarks = [
        _("{column}: “{name}” has a question mark; not filled in, settle it yourself").format(
            column=column, name=name
        )
        for name in partners.unsure
    ]
    for name in partners.unknown:
        hint = partners.hints.get(name)
        if name in partners.boroughs:
            text = _("{column}: “{name}” is a part of {hint}; say whether {hint} is meant, not filled in")
            remarks.append(text.format(column=column, name=name, hint=hint))
        elif hint:
            text = _("{column}: no partner is called “{name}” (“{hint}” looks like it); not filled in")
            remarks.append(text.format(column=column, name=name, hint=hint))
        else:
            text = _(
                "{column}: no partner is called “{name}”; not filled in, add the organisation or correct it"
            )
            remarks.append(text.format(column=column, name=name))
    for name in partners.ambiguous:
        text = _("{column}: “{name}” may be several organisations; not filled in")
        remarks.append(text.format(column=column, name=name))
    for old, new in partners.merged:
        remarks.append(
            _("{column}: “{old}” merged into {new}; filled in as {new}").format(
                column=column, old=old, new=new
            )
        )
    if partners.wrong_count is not None:
        text = _(
            "{column}: the list says {said} municipalities, the file has {count}; all {count} were filled in"
        )
        remarks.append(text.format(column=column, said=partners.wrong_count, count=everybody))
    return remarks
