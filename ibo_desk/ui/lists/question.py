"""The frame of a question about a list: a sentence, a table to answer in, and a button that takes the answer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import Combo, button, hint

_SHOWN = 24  # letters of a choice that stay in sight; the list that opens shows all of them


class QuestionDialog(QDialog):
    """Nothing changes unless ``take`` is pressed; then ``accepted`` is emitted."""

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, about: str, heads: Sequence[str], take: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.theme = theme
        self.resize(theme.px(760), theme.px(480))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addWidget(hint(about, wrap=True))
        self.top = WrapLayout()
        layout.addLayout(self.top)
        self.rows = Listing(theme, title, heads)
        layout.addWidget(self.rows, 1)
        self.buttons = WrapLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.take = button(theme, take, "check", self.accept, primary=True)
        self.buttons.addWidget(self.take)
        layout.addLayout(self.buttons)


def choice(name: str, texts: Sequence[str]) -> QComboBox:
    """A choice of texts that is no wider than its place."""
    box = Combo()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHOWN)
    box.addItems(list(texts))
    box.setAccessibleName(name)
    return box
