"""Exporting to Excel from the window and from a table: which file, then writing it, and a word when it is there."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk

if TYPE_CHECKING:
    from ibo_desk.app import App

_FOLDER_KEY = "exports/folder"


def exported_kinds(tables: Collection[str]) -> tuple[str, ...]:
    """The kinds of an export that hold these tables; none for what only stands in the window."""
    from ibo_desk.exchange.round_trip.columns import KINDS  # heavy

    return tuple(name for name, sheets in KINDS.items() if any(sheet.table in tables for sheet in sheets))


def ask_export(desk: Desk, parent: QWidget, kinds: Sequence[str] = ()) -> QFileDialog:
    """Ask where to, and write the records of these kinds there, all where none is named.

    The dialog itself asks before a file is written over.
    """
    folder = desk.remembered(_FOLDER_KEY, str(Path.home()))
    dialog = QFileDialog(parent, _("Export to Excel"), folder, _("Excel workbooks (*.xlsx)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"ibo-{kinds[0] if len(kinds) == 1 else 'export'}.xlsx")
    dialog.fileSelected.connect(lambda chosen: _export(desk, parent, Path(chosen), kinds))
    dialog.open()
    return dialog


def _export(desk: Desk, parent: QWidget, path: Path, kinds: Sequence[str]) -> None:
    desk.remember(_FOLDER_KEY, str(path.parent))

    def job(app: "App") -> int:
        return app.exports.write(path, kinds, over=True)

    def written(count: int) -> None:
        text = ngettext(
            "{count} record written to {name}; change it in Excel and read it back with “Import a list”.",
            "{count} records written to {name}; change them in Excel and read them back with “Import a list”.",
            count,
        )
        desk.notice.emit(text.format(count=count, name=path.name))

    desk.lane.read(job, written, owner=parent)
