"""The button with which a day is chosen for the conclusion of an item."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.widgets import button


class ConclusionDay:
    """``button`` stands where the item is prepared; it shows while the item is still to be concluded."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk, self._owner = desk, owner
        self._row: ItemRow | None = None
        self.button = button(
            desk.theme, _("Choose the day of the conclusion…"), "calendar", self._choose, flat=True
        )
        self.button.setToolTip(_("Compares days by how many colleges can still be heard before."))

    def show_item(self, row: ItemRow | None, *, locked: bool) -> None:
        """The item for which a day can be chosen."""
        self._row = row
        self.button.setVisible(row is not None and not locked and row.treatment is Treatment.OPEN)

    def _choose(self) -> None:
        row = self._row
        if row is not None:
            occasion = Occasion(DayKind.CONCLUSION, row.id)
            ChooseDayDialog(self._desk, self._owner, occasion, lambda on: self._take(row, on)).open()

    def _take(self, row: ItemRow, on: date) -> None:
        self._desk.lane.write(
            lambda app: app.records.patch("agenda_item", row.id, row.revision, {"conclusion_on": on}),
            owner=self._owner,
        )
