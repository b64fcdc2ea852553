"""The cells of a block that did not fit, each with its reason, to be mended where they stand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _, ngettext
from ibo_desk.ui.table.cell_edits import CellEdits
from ibo_desk.ui.table.refusals import Refusal
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import announce, button, hint

_PLACE, _TEXT, _WHY = range(3)


class NotWritten(QDialog):
    """A list of place, text and reason; the text is typed over, and "write" writes it in its cell.

    What is mended belongs to the paste: one undo takes back all of it.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        edits: CellEdits[Any],
        refusals: Sequence[Refusal],
        asked: int,
        visit: UUID,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Not written"))
        self._edits = edits
        self._refusals = list(refusals)
        self._visit = visit
        count = len(self._refusals)
        words = ngettext(
            "{count} of {asked} cells was not written.", "{count} of {asked} cells were not written.", count
        )
        said = QLabel(words.format(count=count, asked=asked))
        said.setObjectName("heading")
        self.list = self._listing()
        self.mend = button(theme, _("Write what I mended"), "check", self._mend, primary=True)
        self.mend.setEnabled(False)
        leave = button(theme, _("Close"), "", self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.mend)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        if any(refusal.row_id is not None for refusal in self._refusals):
            layout.addWidget(
                hint(_("Type another text in the second column. All other cells stand as they were pasted."))
            )
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.resize(theme.px(760), min(theme.px(480), theme.px(190) + count * theme.row_height()))
        announce(self, said.text())

    def _listing(self) -> QTableWidget:
        made = QTableWidget(len(self._refusals), 3)
        made.setHorizontalHeaderLabels([_("Where"), _("Text"), _("Why not")])
        made.setAccessibleName(_("Not written"))
        made.verticalHeader().hide()
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        made.setTabKeyNavigation(False)
        made.setWordWrap(True)
        for at, refusal in enumerate(self._refusals):
            place = _("“{column}” of “{row}”").format(column=refusal.column, row=refusal.row)
            for column, text in enumerate(
                (place if refusal.row else refusal.column, refusal.text, refusal.why)
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column != _TEXT or refusal.row_id is None:
                    item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                made.setItem(at, column, item)
        header = made.horizontalHeader()
        for column, mode in enumerate((30, 25, 45)):
            made.setColumnWidth(column, 7 * mode)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        made.resizeRowsToContents()
        made.itemChanged.connect(self._changed)
        first = next((at for at, refusal in enumerate(self._refusals) if refusal.row_id is not None), 0)
        made.setCurrentCell(first, _TEXT)
        return made

    def _texts(self) -> list[str]:
        return [
            item.text() if (item := self.list.item(at, _TEXT)) else "" for at in range(self.list.rowCount())
        ]

    def _changed(self) -> None:
        self.mend.setEnabled(any(self._mended()))

    def _mended(self) -> list[bool]:
        return [text != refusal.text for text, refusal in zip(self._texts(), self._refusals, strict=True)]

    def _mend(self) -> None:
        """Write what was changed; what does not fit yet comes back in a new list."""
        texts = self._texts()
        self.accept()
        self._edits.mend(list(zip(self._refusals, texts, strict=True)), self._visit)
