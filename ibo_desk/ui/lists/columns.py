"""Which column of a list holds what: proposed, and changed by hand, sheet by sheet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QTreeWidgetItem, QWidget

from ibo_desk.language import _
from ibo_desk.ui.lists.question import QuestionDialog, choice
from ibo_desk.ui.theme import Theme

if TYPE_CHECKING:
    from ibo_desk.exchange.headings import HeadingChoice
    from ibo_desk.exchange.list_tables import SheetOffer


class ColumnsDialog(QuestionDialog):
    """``fields``: what a column may hold, as key → words. Ask ``choices`` once it was accepted.

    Another row of headings is a question (``row_chosen``, sheet and row): who asked answers it by ``show_row``.
    """

    row_chosen = Signal(str, int)

    def __init__(
        self, theme: Theme, parent: QWidget, offers: "tuple[SheetOffer, ...]", fields: Mapping[str, str]
    ) -> None:
        super().__init__(
            theme,
            parent,
            _("Columns of the list"),
            _("Say what each column holds. It is remembered for the next list with these headings."),
            (_("Column"), _("Heading"), _("Holds, for example"), _("Is read as")),
            _("Look again"),
        )
        self._offers = list(offers)
        self._keys = ["", *fields]
        self._texts = [_("– not read –"), *fields.values()]
        self._boxes: dict[int, QComboBox] = {}
        self._chosen: dict[str, HeadingChoice] = {}
        self.sheet = choice(_("Sheet"), [offer.sheet for offer in offers])
        self.row = QSpinBox()
        self.row.setRange(1, 1_048_576)
        self.row.setAccessibleName(_("Row of the headings"))
        self.top.addWidget(QLabel(_("Sheet")))
        self.top.addWidget(self.sheet)
        self.top.addWidget(QLabel(_("Row of the headings")))
        self.top.addWidget(self.row)
        self.sheet.currentIndexChanged.connect(self._show)
        self.row.setKeyboardTracking(False)  # 12 is not first 1
        self.row.valueChanged.connect(self._ask_row)
        self._shown = -1
        self._show(0)

    def choices(self) -> "dict[str, HeadingChoice]":
        """What was said, of each sheet that was looked at."""
        self._keep()
        return self._chosen

    def _ask_row(self, row: int) -> None:
        if self._shown >= 0:
            self.row_chosen.emit(self._offers[self._shown].sheet, row)

    def show_row(self, offer: "SheetOffer") -> None:
        """What the columns of a sheet are read as with its headings in another row; what was said of them is over."""
        at = next((at for at, held in enumerate(self._offers) if held.sheet == offer.sheet), -1)
        if at < 0:
            return
        self._offers[at] = offer
        self._chosen.pop(offer.sheet, None)
        if at == self._shown:
            self._fill(offer, None)

    def _keep(self) -> None:
        from ibo_desk.exchange.headings import HeadingChoice

        if self._shown >= 0:
            said = {column: self._keys[box.currentIndex()] for column, box in self._boxes.items()}
            self._chosen[self._offers[self._shown].sheet] = HeadingChoice(said, self.row.value())

    def _show(self, at: int) -> None:
        self._keep()
        self._shown, offer = at, self._offers[at]
        before = self._chosen.get(offer.sheet)
        self.row.blockSignals(True)
        self.row.setValue((before and before.row) or offer.row)
        self.row.blockSignals(False)
        self._fill(offer, before)

    def _fill(self, offer: "SheetOffer", before: "HeadingChoice | None") -> None:
        """Show the columns as they were said to be, else as they are proposed."""
        self.rows.clear()
        self._boxes = {}
        for column in offer.columns:
            line = QTreeWidgetItem([column.letter, column.heading, column.sample])
            self.rows.addTopLevelItem(line)
            name = _("Column {letter} is read as").format(letter=column.letter)
            box = self._boxes[column.column] = choice(name, self._texts)
            said = before.columns.get(column.column, "") if before else column.field
            box.setCurrentIndex(self._keys.index(said) if said in self._keys else 0)
            self.rows.hold(line, 3, box)
