"""The list that is looked at as a workbook or a paper: where to, then making it, and a word when it is there."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QFileDialog, QWidget

from ibo_desk.domain.names import file_stem
from ibo_desk.domain.shown_list import ShownCell, ShownList, Unit
from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.chips import filter_in_words
from ibo_desk.ui.table.columns import Column
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.work_lane import Progress

if TYPE_CHECKING:
    from ibo_desk.services.base.settings import RegionRow

_FOLDER_KEY: Final = "exports/folder"
_UNITS: Final = {formats.money: (Unit.EURO, 100), formats.vte: (Unit.STAFF, 1000)}


def shown_list(model: RowsModel[Any], name: str, columns: Sequence[int]) -> ShownList:
    """The rows that pass the filters, in their order, with the columns that are shown."""
    chosen = [model.columns[at] for at in columns]
    by_key = {column.key: column for column in model.columns}
    narrowed = [filter_in_words(by_key[key], held) for key, held in model.filters.items()]
    narrowed += [f"“{model.quick.strip()}”"] if model.quick.strip() else []
    rows = tuple(tuple(_cell(column, row) for column in chosen) for row in model.rows())
    return ShownList(name, tuple(_(column.title) for column in chosen), rows, tuple(narrowed))


def _cell(column: Column[Any], row: Any) -> ShownCell:
    value, text = column.get(row), column.text(row)
    unit, scale = _UNITS.get(column.show, (Unit.NONE, 0))
    if isinstance(value, int) and not isinstance(value, bool):
        return ShownCell(text, Decimal(value) / scale if scale else value, unit)
    if isinstance(value, (date, time)) and not isinstance(value, datetime):
        return ShownCell(text, value)
    return ShownCell(text)


def ask_print(desk: Desk, parent: QWidget, shown: ShownList, offered: str = ".xlsx") -> QFileDialog:
    """Ask where to and in which form, and make it there; the dialog itself asks before a file is written over.

    ``offered`` is the ending of the form that is chosen first.
    """
    forms = {
        ".xlsx": _("Excel workbooks (*.xlsx)"),
        ".docx": _("Word documents (*.docx)"),
        ".pdf": _("PDF (*.pdf)"),
        ".html": _("Web pages (*.html)"),
    }
    folder = desk.remembered(_FOLDER_KEY, str(Path.home()))
    dialog = QFileDialog(parent, _("This list as a file"), folder, ";;".join(forms.values()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectNameFilter(forms[offered])
    dialog.setDefaultSuffix(offered.removeprefix("."))
    suffixes = {words: suffix for suffix, words in forms.items()}
    dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(suffixes[words].removeprefix(".")))
    dialog.selectFile(file_stem(shown.name) + offered)
    dialog.fileSelected.connect(lambda chosen: make_list(desk, parent, shown, Path(chosen)))
    dialog.open()
    return dialog


def make_list(desk: Desk, parent: QWidget, shown: ShownList, path: Path) -> None:
    """Make the file; its ending says which form."""
    desk.remember(_FOLDER_KEY, str(path.parent))
    today = desk.clock.today()

    def make(region: "RegionRow") -> None:
        def job(_progress: Progress) -> None:
            from ibo_desk.services.base.saving import save_whole

            save_whole(path, _made(shown, path.suffix.lower(), region, today), over=True)

        text = _("The list was written to {name}.").format(name=path.name)
        desk.work.run(
            _("Writing {name}").format(name=path.name),
            job,
            lambda _made: desk.notice.emit(text),
            None,
            parent,
        )

    desk.lane.read(lambda app: app.settings.region(), make, None, parent)


def _made(shown: ShownList, suffix: str, region: "RegionRow", today: date) -> bytes:
    if suffix == ".xlsx":
        from ibo_desk.exchange.shown_book import shown_book

        return shown_book(shown)
    from ibo_desk.documents.builders.listing import listing
    from ibo_desk.documents.render import render

    return render(listing(shown, region, today), suffix.removeprefix("."))
