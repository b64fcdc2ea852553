"""The line on which a meeting is made, or convened for topics."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words.format import short_day
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.app import App


_PLAIN_ORDER = (BodyKind.IBO, BodyKind.MAYORS_CONFERENCE)


class NewMeeting(QWidget):
    """Body and date on one line; ``added`` gives the new id. With ``topics`` it is convened for these (R13)."""

    added = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.topics: Sequence[UUID] = ()
        theme = desk.theme
        self.bodies = Combo()
        self.bodies.setAccessibleName(_("Body"))
        self.bodies.setMinimumContentsLength(12)
        self.bodies.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.day = QLineEdit()
        self.day.setPlaceholderText(_("dd/mm/yyyy"))
        self.day.setAccessibleName(_("Date"))
        self.day.setMaximumWidth(theme.px(140))
        self.day.returnPressed.connect(self._submit)
        keep_line(desk, self.day, "meeting.day", _("Date"))
        self.compare = button(theme, _("Choose a day…"), "calendar", self._compare)
        self.compare.setToolTip(_("Compares days by how many colleges can still be heard before."))
        self.submit = button(theme, _("Make meeting"), "plus", self._submit, primary=True)
        self._line = row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(_("New meeting of")))
        row.addWidget(self.bodies)
        row.addWidget(QLabel(_("on")))
        row.addWidget(self.day)
        row.addWidget(self.compare)
        row.addWidget(self.submit)
        row.addStretch(1)

    def add_to_line(self, widget: QWidget) -> None:
        """Another way to come to a meeting, at the end of the line."""
        self._line.addWidget(widget)

    def offer(self, bodies: Sequence[BodyRow]) -> None:
        """The bodies that meet here, the IBO first."""
        before = self.bodies.currentData()
        self.bodies.clear()
        first = [body for kind in _PLAIN_ORDER for body in bodies if body.kind is kind]
        for body in [*first, *(body for body in bodies if body.kind not in _PLAIN_ORDER)]:
            self.bodies.addItem(body.name, body.id)
        there = (at for at in range(self.bodies.count()) if self.bodies.itemData(at) == before)
        self.bodies.setCurrentIndex(next(there, 0))

    def begin(self) -> None:
        self.day.setFocus()
        if not self.bodies.count():
            self._desk.notice.emit(_("No body meets here yet. First add it at Partners & mandates, Bodies."))

    def _compare(self) -> None:
        body_id = self.bodies.currentData()
        if body_id is not None:
            occasion = Occasion(DayKind.MEETING, body_id)
            ChooseDayDialog(self._desk, self, occasion, lambda on: self.day.setText(short_day(on))).open()

    def _submit(self) -> None:
        try:
            on = parse_date(self.day.text(), self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return
        body_id = self.bodies.currentData()
        if on is None or body_id is None:
            self.begin()
            return
        topics, values = tuple(self.topics), {"body_id": body_id, "on": on}

        def make(app: "App") -> UUID:
            return app.convening.convene(body_id, on, topics) if topics else app.meetings.add(values)

        self._desk.lane.write(make, self._done, owner=self)

    def _done(self, meeting_id: UUID) -> None:
        self.day.clear()
        self.added.emit(meeting_id)
