"""What is said and asked below the button once papers were made, or could not be: never a dialog."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, hint

Choice = tuple[str, str, Callable[[], object]]  # text, icon, what it does


class After(QWidget):
    """One sentence and the buttons that go with it; empty until there is something to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self.text = hint("", wrap=True)
        self.choices: list[QPushButton] = []
        self._row = WrapLayout()
        self._row.setSpacing(desk.theme.px(6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(self._row)
        self.hide()

    def say(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """Say this, and offer these; what was offered before is gone."""
        for old in self.choices:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.choices = [self._choice(*choice) for choice in choices]
        self.text.setText(text)
        self.setVisible(bool(text))

    def _choice(self, text: str, icon: str, act: Callable[[], object]) -> QPushButton:
        made = button(self._theme, text, icon, act)
        self._row.addWidget(made)
        return made
