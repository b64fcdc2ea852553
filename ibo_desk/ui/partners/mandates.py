"""Many mandates at once: those that end together on a day, and the names that come after them."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.words.format import day, short_day
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.exchange.mandate_list import Choice, PastedMandate
    from ibo_desk.services.parties.body_rows import BodyRow
    from ibo_desk.services.parties.mandates import Appointment, EmptySeat
    from ibo_desk.services.parties.people import MandateRow

_KEY = Qt.ItemDataRole.UserRole


class OnADay(QDialog):
    """A day that the person gives, what it leads to, and one button that records it."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, about: str, day_name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.desk = desk
        theme = desk.theme
        self.resize(theme.px(1000), theme.px(600))
        self.inside = QVBoxLayout(self)
        self.inside.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        self.inside.addWidget(self.banner)
        self.inside.addWidget(heading(title, 2))
        self.inside.addWidget(hint(about, wrap=True))
        self.top = WrapLayout()
        self.day = QLineEdit()
        self.day.setAccessibleName(day_name)
        self.day.setPlaceholderText(day_name)
        self._looked_at: date | None = None
        self.day.editingFinished.connect(self._day_typed)
        self.top.addWidget(hint(day_name))
        self.top.addWidget(self.day)
        self.inside.addLayout(self.top)
        self.buttons = WrapLayout()
        self.buttons.addStretch(1)
        cancel = button(theme, _("Cancel"), "", self.reject)
        cancel.setAutoDefault(False)
        self.buttons.addWidget(cancel)
        self.record = button(theme, "", "check", self.apply, primary=True)
        self.record.setDefault(False)
        self.record.setAutoDefault(False)
        self.buttons.addWidget(self.record)

    def _day_typed(self) -> None:
        """Look at another day; leaving the line for a button must not read the list, and its ticks, anew."""
        if self.given() != self._looked_at:
            self._looked_at = self.given()
            self.look()

    def given(self) -> date | None:
        """The day that was typed; None while it is none."""
        try:
            value: date | None = parse_date(self.day.text(), self.desk.clock.today())
        except UserError:
            return None
        return value

    def look(self) -> None:
        """Show what the day leads to; nothing is written."""
        raise NotImplementedError

    def apply(self) -> None:
        """Record what is shown, as one entry."""
        raise NotImplementedError


class EndMandatesDialog(OnADay):
    """Which mandates end on a day: all that hold are listed, those that end are ticked."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        about = _(
            "Give the last day, then tick what ends. Until a seat is filled again, mails go to the mailbox of the "
            "municipality. Nothing is recorded before the button at the right."
        )
        super().__init__(desk, parent, _("End mandates together"), about, _("Last day"))
        heads = (_("Person"), _("For"), _("In"), _("Function"), _("Until"))
        self.rows = Listing(desk.theme, _("Mandates on that day"), heads)
        self.rows.itemChanged.connect(lambda _item, _column: self._count())
        self.top.addWidget(button(desk.theme, _("Tick all"), "", self.tick_all, flat=True))
        self.inside.addWidget(self.rows, 1)
        self.inside.addLayout(self.buttons)
        self._count()

    def look(self) -> None:
        on = self.given()
        self.rows.clear()
        self._count()
        if on is not None:
            self.desk.lane.read(lambda app: app.mandates.ending(on), self._show, self.banner.tell, self)

    def _show(self, mandates: "list[MandateRow]") -> None:
        self.rows.clear()
        for row in mandates:
            texts = [row.person, row.organisation, row.body, row.function, short_day(row.valid_to)]
            item = QTreeWidgetItem(self.rows, texts)
            item.setData(0, _KEY, row.id)
            item.setCheckState(0, Qt.CheckState.Unchecked)
        self._count()

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return [item for item in items if item is not None]

    def tick_all(self) -> None:
        """Tick every mandate that is listed."""
        for item in self._items():
            item.setCheckState(0, Qt.CheckState.Checked)

    def ticked(self) -> list[UUID]:
        """The ids of the mandates that end."""
        return [item.data(0, _KEY) for item in self._items() if item.checkState(0) is Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self.ticked())
        text = ngettext("End {count} mandate", "End {count} mandates", count)
        self.record.setText(text.format(count=count))
        self.record.setEnabled(count > 0)

    def apply(self) -> None:
        on, ids = self.given(), self.ticked()
        if on is not None:
            self.desk.lane.write(
                lambda app: app.mandates.end(ids, on), lambda _ended: self.accept(), self.banner.tell, self
            )


class NewMandatesDialog(OnADay):
    """The seats without a mandate on a day, and a pasted list of who fills them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        about = _(
            "Paste name, mandate and municipality, a line for each, columns as they come from Excel. "
            "A doubtful line is recorded only when you choose what it means."
        )
        super().__init__(desk, parent, _("Seats without a mandate"), about, _("Mandates from"))
        theme = desk.theme
        self.body = Combo()
        self.body.setAccessibleName(_("Body"))
        self.body.addItem(_("Body: as the list says"), None)
        self.body.activated.connect(lambda _at: self.look())
        self.top.addWidget(self.body)
        seat_heads = (_("In"), _("Organisation"), _("Until now"), _("Functional mailbox"))
        self.seats = Listing(theme, _("Seats without a mandate"), seat_heads)
        self.inside.addWidget(self.seats, 2)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(_("The new names"))
        self.names.setPlaceholderText(_("Paste the new names here: name, mandate, municipality."))
        self.names.textChanged.connect(self.look)
        self.inside.addWidget(self.names, 1)
        self.ask_day = hint(
            _(
                "These are the seats of today. Give the day from which the new mandates hold to read the list."
            ),
            wrap=True,
        )
        self.inside.addWidget(self.ask_day)
        heads = (_("Line"), _("What happens"), _("Doubt"))
        self.rows = Listing(theme, _("What will be recorded"), heads)
        self.inside.addWidget(self.rows, 2)
        self.inside.addLayout(self.buttons)
        self.meant: list[QComboBox] = []
        self._count()
        desk.lane.read(lambda app: app.bodies.consulting(), self._offer, self.banner.tell, self)

    def _offer(self, bodies: "list[BodyRow]") -> None:
        for body in bodies:
            self.body.addItem(body.short_name or body.name, body.id)
        self.look()

    def look(self) -> None:
        since, text, body_id = self.given(), self.names.toPlainText(), self.body.currentData()
        self.ask_day.setVisible(since is None)

        def read(app: "App") -> "tuple[list[EmptySeat], list[PastedMandate]]":
            lines = app.mandate_lists.read(text, body_id, since) if since is not None else []
            return app.mandates.empty_seats(since or app.clock.today()), lines

        self.desk.lane.read(read, self._show, self.banner.tell, self)

    def _show(self, read: "tuple[list[EmptySeat], list[PastedMandate]]") -> None:
        seats, lines = read
        self.seats.clear()
        for seat in seats:
            last = f"{seat.last_person} ({day(seat.last_day)})" if seat.last_person else ""
            QTreeWidgetItem(self.seats, [seat.body, seat.organisation, last, seat.mailbox])
        self.rows.clear()
        self.meant = [self._line(line) for line in lines]
        self._count()

    def _line(self, line: "PastedMandate") -> QComboBox:
        words = ", ".join(part for part in (line.name, line.function, line.municipality) if part)
        item = QTreeWidgetItem(self.rows, [words, "", line.doubt])
        choose = Combo()
        choose.setAccessibleName(_("What line {number} means").format(number=line.line))
        choose.addItem(_("leave out") if not line.choices else _("choose, or leave out"), None)
        for choice in line.choices:
            choose.addItem(choice.text, choice)
        choose.setCurrentIndex(1 if line.clear is not None else 0)
        choose.currentIndexChanged.connect(lambda _at: self._count())
        self.rows.hold(item, 1, choose)
        return choose

    def _appointments(self) -> "list[Appointment]":
        chosen: list[Choice | None] = [choose.currentData() for choose in self.meant]
        return [choice.appointment for choice in chosen if choice is not None]

    def _count(self) -> None:
        count = len(self._appointments())
        text = ngettext("Record {count} mandate", "Record {count} mandates", count)
        self.record.setText(text.format(count=count))
        self.record.setEnabled(count > 0 and not self.desk.read_only)

    def apply(self) -> None:
        since, appointments = self.given(), self._appointments()
        if since is not None:
            self.desk.lane.write(
                lambda app: app.mandates.appoint(appointments, since),
                lambda _made: self.accept(),
                self.banner.tell,
                self,
            )
