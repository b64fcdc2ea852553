"""Which column of a list holds what: proposed, and changed by hand, sheet by sheet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QTreeWidgetItem, QWidget

from ibo_desk.language import _
from ibo_desk.ui.lists.question import QuestionDialog, choice
from ibo_desk.ui.theme import Theme

if TYPE_CHECKING:
    from ibo_desk.exchange.headings import HeadingChoice
    from ibo_desk.exchange.list_tables import SheetOffer


class ColumnsDialog(QuestionDialog):
    """``fields``: what a column may hold, as key → words. Ask ``choices`` once it was accepted."""

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
        self._offers = offers
        self._keys = ["", *fields]
        self._texts = [_("– not read –"), *fields.values()]
        self._boxes: dict[int, QComboBox] = {}
        self._chosen: dict[str, HeadingChoice] = {}
        self.sheet = choice(_("Sheet"), [offer.sheet for offer in offers])
        self.row = QSpinBox()
        self.row.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.row.setRange(1, 1_048_576)
        self.row.setAccessibleName(_("Row of the headings"))
        self.top.addWidget(QLabel(_("Sheet")))
        self.top.addWidget(self.sheet)
        self.top.addWidget(QLabel(_("Row of the headings")))
        self.top.addWidget(self.row)
        self.sheet.currentIndexChanged.connect(self._show)
        self._shown = -1
        self._show(0)

    def choices(self) -> "dict[str, HeadingChoice]":
        """What was said, of each sheet that was looked at."""
        self._keep()
        return self._chosen

    def _keep(self) -> None:
        from ibo_desk.exchange.headings import HeadingChoice

        if self._shown >= 0:
            said = {column: self._keys[box.currentIndex()] for column, box in self._boxes.items()}
            self._chosen[self._offers[self._shown].sheet] = HeadingChoice(said, self.row.value())

    def _show(self, at: int) -> None:
        self._keep()
        self._shown, offer = at, self._offers[at]
        before = self._chosen.get(offer.sheet)
        self.row.setValue((before and before.row) or offer.row)
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
