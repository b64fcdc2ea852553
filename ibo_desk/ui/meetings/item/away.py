"""Who was not there at the item: one small button that says it, with a box for each of those who attended."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.item_presence import Attender
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import button

_NAMED = 2  # with more of them the button says how many, the tip who


class _Boxes(QMenu):
    """A menu that stays open while boxes are ticked with the mouse."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.rect().contains(at):
            self.actionAt(at).toggle()
        else:
            super().mouseReleaseEvent(event)


class AwayButton:
    """The button is ``widget``; what is ticked in its menu is noted when the menu closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent
        self._item_id: UUID | None = None
        self._there: Sequence[Attender] = ()
        self.widget: QPushButton = button(desk.theme, "", "partners", flat=True)
        self.widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu = _Boxes(self.widget)
        self.menu.aboutToHide.connect(self._note)
        self.widget.setMenu(self.menu)
        self.widget.hide()

    def show_there(self, item_id: UUID, there: Sequence[Attender], *, locked: bool) -> None:
        """Show who attended the meeting and was not there at this item."""
        self._item_id, self._there = item_id, there
        away = [person.name for person in there if person.away]
        if len(away) > _NAMED:
            text = ngettext("{count} not present at this item", "{count} not present at this item", len(away))
            self.widget.setText(text.format(count=len(away)))
        elif away:
            text = _("Not present at this item: {names}").format(names=", ".join(away))
            room = self._desk.theme.px(270)
            metrics = self.widget.fontMetrics()
            self.widget.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        else:
            self.widget.setText(_("All present at this item"))
        self.widget.setToolTip("\n".join(away) or _("Say who came late, left early or stepped out."))
        self.widget.setEnabled(not locked)
        self.widget.setVisible(bool(there) and (bool(away) or not locked))
        self.menu.clear()
        for person in there:
            action = self.menu.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(person.away)
            action.setData(person.id)

    def _note(self) -> None:
        chosen = {action.data() for action in self.menu.actions() if action.isChecked()}
        item_id = self._item_id
        if item_id is not None and chosen != {person.id for person in self._there if person.away}:
            self._desk.lane.write(lambda app: app.meetings.set_away(item_id, chosen), owner=self._parent)
