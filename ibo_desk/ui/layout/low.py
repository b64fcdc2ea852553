"""A low window, or one with large text: what a list can do without gives its room to the list."""

from typing import Final

from PySide6.QtWidgets import QWidget

from ibo_desk.ui.theme import Theme

_LOW: Final = 430  # pixels of the 100 % design


def is_low(part: QWidget, theme: Theme) -> bool:
    """Whether the window of a part is low."""
    return part.window().height() < theme.px(_LOW)
