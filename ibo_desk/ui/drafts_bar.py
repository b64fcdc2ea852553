"""A quiet bar: texts that were typed and not recorded wait to be put back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ibo_desk.domain.drafts import Draft
from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.words import first_words, moment
from ibo_desk.ui.widgets import ElidedLabel, announce, button


class DraftsBar(QFrame):
    """Says how many texts wait; ``look_asked`` to see them. "Later" hides it until there is another one."""

    look_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("drafts")
        self._desk = desk
        self._put_off: set[Draft] = set()
        self._hidden = False
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(4), theme.px(12), theme.px(4))
        row.setSpacing(theme.px(8))
        icon = QLabel()
        icon.setPixmap(theme.pixmap("info", "on_info", theme.px(16)))
        self.text = ElidedLabel("")
        row.addWidget(icon)
        row.addWidget(self.text, 1)
        row.addWidget(button(theme, _("Look at them"), "", self.look_asked.emit))
        row.addWidget(button(theme, _("Later"), "", self._later, flat=True))
        self.hide()
        desk.drafts.waiting_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show the texts that wait and were not put off."""
        waiting = [draft for draft in self._desk.drafts.waiting() if draft not in self._put_off]
        if waiting:
            newest = waiting[-1]
            text = ngettext(
                "{count} typed text was not saved: {label}, {when}, “{words}”",
                "{count} typed texts were not saved; the newest: {label}, {when}, “{words}”",
                len(waiting),
            ).format(
                count=len(waiting), label=newest.label, when=moment(newest.at), words=first_words(newest.text)
            )
            self.text.show_text(text)
            self.setAccessibleName(text)
            if self.isHidden():
                announce(self, text)
        self.setVisible(bool(waiting) and not self._hidden)

    def set_hidden(self, hidden: bool) -> None:
        """Say nothing while the window is projected."""
        self._hidden = hidden
        self.look()

    def _later(self) -> None:
        self._put_off.update(self._desk.drafts.waiting())
        self.look()
