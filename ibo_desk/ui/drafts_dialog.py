"""The texts that wait, one by one: put back, copy, throw away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QPlainTextEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ibo_desk.domain.drafts import Draft
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.words import first_words, moment
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.registry import PAGE_OF_KIND
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

_DRAFT = int(Qt.ItemDataRole.UserRole)


class DraftsDialog(QDialog):
    """Every text of this region that was typed and not recorded. ``put_back(draft)``: go to its field."""

    put_back = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Typed and not saved"))
        self._drafts = desk.drafts
        theme = desk.theme
        self.resize(theme.px(820), theme.px(480))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(_("Typed and not saved"), 2))
        layout.addWidget(
            hint(
                _(
                    "These texts were typed on this computer and no record holds them: the program was ended, or the"
                    " record could not be written. They stay until you put them back or throw them away; what is"
                    " thrown away is kept for two weeks."
                ),
                wrap=True,
            )
        )
        heads = (_("Where"), _("When"), _("Begins with"))
        self.rows = Listing(theme, _("Typed and not saved"), heads)
        self.rows.currentItemChanged.connect(lambda _new, _old: self._look())
        layout.addWidget(self.rows, 2)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("The whole text"))
        layout.addWidget(self.text, 1)
        buttons = WrapLayout()
        self.discard = button(theme, _("Throw away"), "trash", self._discard, flat=True)
        self.copy = button(theme, _("Copy text"), "copy", self._copy)
        self.back = button(theme, _("Put back"), "undo", self._put_back, primary=True)
        self.bin = button(theme, _("Thrown away before"), "", self._read_bin, flat=True)
        self.bin.setCheckable(True)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.bin)
        buttons.addStretch()
        for widget in (self.copy, self.back, button(theme, _("Close"), "", self.reject)):
            buttons.addWidget(widget)
        layout.addLayout(buttons)
        desk.drafts.waiting_changed.connect(self._waiting_changed)
        self._fill(self._drafts.waiting())

    def _waiting_changed(self) -> None:
        if not self.bin.isChecked():
            self._fill(self._drafts.waiting())

    def _read_bin(self) -> None:
        """Show what lies in the bin, or again what waits."""
        if self.bin.isChecked():
            self._drafts.read_bin(lambda drafts: self._fill(drafts) if isValid(self) else None)
        else:
            self._fill(self._drafts.waiting())

    def _fill(self, drafts: Sequence[Draft]) -> None:
        chosen = self.rows.currentIndex().row()
        self.rows.clear()
        for draft in reversed(drafts):
            item = QTreeWidgetItem([draft.label, moment(draft.at), first_words(draft.text)])
            item.setData(0, _DRAFT, draft)
            self.rows.addTopLevelItem(item)
        last = self.rows.topLevelItemCount() - 1
        self.rows.setCurrentIndex(self.rows.model().index(max(0, min(chosen, last)), 0))
        self._look()

    def chosen(self) -> Draft | None:
        """The text that is looked at; None where none is left."""
        item = self.rows.currentItem()
        draft: Draft | None = item.data(0, _DRAFT) if item is not None else None
        return draft

    def _look(self) -> None:
        draft = self.chosen()
        self.text.setPlainText(draft.text if draft is not None else "")
        binned = self.bin.isChecked()
        self.copy.setEnabled(draft is not None)
        self.discard.setEnabled(draft is not None and not binned)
        can = draft is not None and draft.key.kind in PAGE_OF_KIND and not binned
        self.back.setEnabled(can)
        self.back.setToolTip(
            ""
            if can or binned or draft is None
            else _("It comes back where it was typed, once that is open.")
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _put_back(self) -> None:
        draft = self.chosen()
        if draft is not None:
            self.put_back.emit(draft)
            self.accept()

    def _discard(self) -> None:
        draft = self.chosen()
        if draft is not None:
            self._drafts.throw_away(draft)
