"""What a person can mend is a sentence, and what was done is told with its undo."""

from ibo_desk.domain.errors import NotFoundError
from ibo_desk.ui.errors import Banner, Toast


def test_a_banner_says_one_sentence_and_can_be_read_away(theme, qtbot):
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.tell(NotFoundError("no_such_name", kind="body", name="X"))
    assert banner.isVisible()
    assert banner.text.endswith(".")
    assert banner.accessibleName() == banner.text


def test_a_long_toast_is_cut_and_whole_on_hover(theme, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 500)
    parent.show()
    toast = Toast(theme, parent)
    toast.say("woord " * 60, undo=True)
    assert toast.width() < parent.width()
    assert toast._text.text().endswith("…")
    assert toast._text.toolTip() == "woord " * 60
