"""Choosing two versions of a paper to compare."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ibo_desk.language import _
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import Combo


class VersionChoice(QWidget):
    """``changed``: other versions were chosen. ``None`` stands for what is written now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.old, self.new = Combo(), Combo()
        self.old.setAccessibleName(_("Older version"))
        self.new.setAccessibleName(_("Newer version"))
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (QLabel(_("From")), self.old, QLabel(_("to")), self.new):
            row.addWidget(widget)
        row.addStretch(1)
        for combo in (self.old, self.new):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(lambda _at: self.changed.emit())

    def offer(self, versions: Sequence[tuple[str, UUID]], now: str) -> None:
        """Offer these, the newest first, and what is written now under its name ("" for none).

        The last two are chosen, or the last and what is written now.
        """
        for combo in (self.old, self.new):
            combo.clear()
            for text, version_id in versions:
                combo.addItem(text, version_id)
        if now:
            self.new.insertItem(0, now, None)
        self.new.setCurrentIndex(0)
        self.old.setCurrentIndex(0 if now or len(versions) < 2 else 1)

    def chosen(self) -> tuple[UUID | None, UUID | None]:
        """The older version (None: there is none) and the newer one."""
        return self.old.currentData(), self.new.currentData()
