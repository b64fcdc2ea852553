"""Rows of a list that repeat what stands above them: its headings on each page, "idem" in a cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ibo_desk.domain.names import fold
from ibo_desk.exchange.workbook import SourceRow, Value, column_letter

_DITTO: Final = frozenset(
    {"idem", "id", "ibidem", "ibid", "dito", '"', "''", "”", "“", "„", "″", "〃", ",,", "’’"}
)


def repeated(
    rows: Sequence[SourceRow], columns: Collection[int], headings: Mapping[int, str]
) -> tuple[tuple[SourceRow, ...], tuple[str, ...]]:
    """The rows without headings that stand there again, each "idem" in ``columns`` as what stands above it.

    Also returns which cells said so, as "C7".
    """
    kept: list[SourceRow] = []
    ditto: list[str] = []
    above: dict[int, Value] = {}
    for row in rows:
        if _is_heading(row, headings):
            continue
        same = {at: above[at] for at in columns if at in above and fold(row.text(at)).strip(" .") in _DITTO}
        ditto += [f"{column_letter(at)}{row.number}" for at in sorted(same)]
        kept.append(replace(row, cells={**row.cells, **same}) if same else row)
        above.update({at: value for at in columns if (value := kept[-1].cells.get(at)) is not None})
    return tuple(kept), tuple(ditto)


def _is_heading(row: SourceRow, headings: Mapping[int, str]) -> bool:
    texts = {at: fold(text) for at in row.cells if (text := row.text(at))}
    return len(texts) > 1 and all(text == fold(headings.get(at, "")) for at, text in texts.items())
