"""Somebody leaves: what is open in their name is listed, and what is ticked goes to somebody else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTreeWidgetItem, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.words.format import short_day
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.partners.mandates import OnADay
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.services.parties.handing_over import Matter
    from ibo_desk.services.parties.people import PersonRow

_KEY = Qt.ItemDataRole.UserRole


class HandOverDialog(OnADay):
    """From a day on; what is ticked goes, and the list of what went can be copied."""

    def __init__(
        self, desk: Desk, parent: QWidget, person: "PersonRow", people: "Sequence[PersonRow]"
    ) -> None:
        about = _(
            "Give the first day of who takes over. Mandates end the day before and begin anew; what was before "
            "stays as it was. Nothing is recorded before the button at the right."
        )
        title = _("Hand over what is open of {name}").format(name=person.name)
        super().__init__(desk, parent, title, about, _("First day"))
        self._person = person
        self._people = [row for row in people if row.id != person.id]
        self.to = Combo()
        self.to.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.to.setMinimumContentsLength(24)
        self.to.setAccessibleName(_("Goes to"))
        named = [f"{row.name} ({row.organisation})" if row.organisation else row.name for row in self._people]
        self.to.addItems([_("– to whom? –"), *named])
        self.to.currentIndexChanged.connect(lambda _at: self._count())
        self.top.addWidget(self.to)
        self.rows = Listing(desk.theme, title, (_("What"), _("Where")))
        self.rows.itemChanged.connect(lambda _item, _column: self._count())
        self.top.addWidget(button(desk.theme, _("Tick all"), "", self.tick_all, flat=True))
        self.inside.addWidget(self.rows, 1)
        self.inside.addLayout(self.buttons)
        self.day.setText(short_day(desk.clock.today()))
        self.look()

    def look(self) -> None:
        on = self.given()
        if on is None:
            self._show([])
            return
        person_id = self._person.id
        self.desk.lane.read(
            lambda app: app.handing_over.matters(person_id, on), self._show, self.banner.tell, self
        )

    def _show(self, matters: "list[Matter]") -> None:
        self.rows.clear()
        for matter in matters:
            line = QTreeWidgetItem([matter.what, matter.where])
            line.setData(0, _KEY, matter.key)
            line.setCheckState(0, Qt.CheckState.Checked)
            self.rows.addTopLevelItem(line)
        self._count()

    def tick_all(self) -> None:
        """Everything goes."""
        for line in self._lines():
            line.setCheckState(0, Qt.CheckState.Checked)

    def _lines(self) -> list[QTreeWidgetItem]:
        lines = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return [line for line in lines if line is not None]

    def _ticked(self) -> list[Any]:
        return [line.data(0, _KEY) for line in self._lines() if line.checkState(0) is Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self._ticked())
        text = ngettext("Hand over {count} matter", "Hand over {count} matters", count)
        self.record.setText(text.format(count=count))
        ready = count > 0 and self.to.currentIndex() > 0 and self.given() is not None
        self.record.setEnabled(ready and not self.desk.read_only)

    def apply(self) -> None:
        since, keys, at = self.given(), self._ticked(), self.to.currentIndex() - 1
        if since is None or at < 0:
            return
        person_id: UUID = self._person.id
        to_id: UUID = self._people[at].id
        self.desk.lane.write(
            lambda app: app.handing_over.hand_over(person_id, to_id, since, keys),
            self._gone,
            self._refused,
            self,
        )

    def _refused(self, error: UserError) -> None:
        self.banner.tell(error)

    def _gone(self, matters: "list[Matter]") -> None:
        count = len(matters)
        text = ngettext("{count} matter handed over.", "{count} matters handed over.", count)
        self.desk.notice.emit(text.format(count=count))
        self.accept()
