"""What stands between the heading of a dialog of mails and its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import hint, scrolled

_ROWS = 120  # pixels of the list in a low window: its headings and two lines


def mail_parts(theme: Theme, choices: QLayout, *parts: QWidget) -> QScrollArea:
    """Choices, the list of mails that takes the room, what comes of it; in a low window they scroll as one."""
    inside = QWidget()
    below = QVBoxLayout(inside)
    below.setContentsMargins(0, 0, 0, 0)
    below.setSpacing(theme.px(8))
    below.addLayout(choices)
    for part in parts:
        below.addWidget(part, 1 if isinstance(part, Listing) else 0)
        if isinstance(part, Listing):
            part.setMinimumHeight(theme.px(_ROWS))
    return scrolled(inside)


def labelled(theme: Theme, text: str, editor: QWidget) -> QWidget:
    """An editor with its label before it, which stay together where a line breaks."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(6))
    line.addWidget(hint(text))
    line.addWidget(editor, 1)
    return both
