"""The field for an earlier day, for a paper as it stood then."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse_date


class PastDay(QLineEdit):
    """The earlier day that the paper describes; empty for today. What is no day, or lies ahead, is refused."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self.on: date | None = None
        name = _("As it stood on (day)")
        self.setAccessibleName(name)
        self.setPlaceholderText(_("As it stood on (day; empty: today)"))
        self.setToolTip(
            _("The paper tells what had happened by that day; what was recorded later of before counts.")
        )
        keep_line(desk, self, "papers.on", name)
        self.editingFinished.connect(lambda: self._typed(changed))

    def _typed(self, changed: Callable[[], None]) -> None:
        before = self.on
        try:
            on = parse_date(self.text(), self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return
        self.on = on if on is not None and on < self._desk.clock.today() else None
        if on is not None and on > self._desk.clock.today():
            self._desk.notice.emit(_("That day has yet to come: the paper tells of today."))
        if self.on != before:
            changed()
