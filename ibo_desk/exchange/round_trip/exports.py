"""Exporting the records of a region: as a workbook that can be read back, or as JSON for another program."""

import json
from collections.abc import Sequence
from pathlib import Path

from ibo_desk.data.store import Store
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.round_trip.book import make_book
from ibo_desk.exchange.round_trip.columns import sheets_of
from ibo_desk.exchange.round_trip.records import SheetRecords, read_records
from ibo_desk.language import _
from ibo_desk.services.base.saving import save_whole


class Exports:
    """What goes out of one region file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, path: Path, kinds: Sequence[str] = (), *, over: bool = False) -> int:
        """Write the records of these kinds (all where none is named) as .xlsx or .json; returns how many.

        The file is for its owner alone, and there whole or not at all. Raises ``ListError("unknown_export")`` for
        another ending, ``FileProblemError`` "file_exists" where one lies there and ``over`` does not let it go,
        "disk_full", "file_unwritable".
        """
        make = {".xlsx": make_book, ".json": _as_json}.get(path.suffix.lower())
        if make is None:
            text = _("{path} cannot be written: an export is an Excel workbook (.xlsx) or JSON (.json).")
            raise ListError("unknown_export", text.format(path=path))
        sheets = read_records(self._store, sheets_of(kinds))
        save_whole(path, make(sheets), over=over)
        return sum(len(sheet.records) for sheet in sheets)


def _as_json(sheets: Sequence[SheetRecords]) -> bytes:
    held = {sheet.kind.table: [record.as_plain() for record in sheet.records] for sheet in sheets}
    return json.dumps(held, ensure_ascii=False, indent=2).encode()
