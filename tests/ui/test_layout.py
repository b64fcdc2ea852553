"""Every page at the sizes it is made for: it fits the window, and nothing in it scrolls sideways."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.layout.header import FoldingLine
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.scrolling import VerticalScrollArea
from tests.ui import layout_checks as checks
from tools.screenshot_views import views
from tools.screenshots import EVERY_SIZE, NoOpener, Screen, show_at_work

SIZES = sorted({Screen.of(size).logical.toTuple() for size in EVERY_SIZE})


@pytest.fixture
def window(example_desk, qtbot):
    made = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    made.show_file()
    return made


def settle(desk):
    for _round in range(2):
        desk.lane.wait_idle()
        desk.work.wait_idle()
    QApplication.processEvents()


def walk(window, size, *, whole=True):
    """Each page at work, in a window of this size; ``whole``: also what is behind its tabs and buttons."""
    window.resize(*size)
    for entry in PAGES:
        window.open_page(entry.key)
        show_at_work(window.desk, window, entry.key)
        settle(window.desk)
        assert (window.width(), window.height()) == size
        page = window.page(entry.key)
        yield entry.key, page
        if whole:
            yield from ((name, page) for name in views(page, lambda: settle(window.desk)))


CHECKS = (
    checks.outliers,
    checks.sideways,
    checks.cut_words,
    checks.cut_tabs,
    checks.cut_columns,
    checks.nested_bars,
    checks.raw_marks,
)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=["x".join(map(str, size)) for size in SIZES])
def test_every_page_fits_and_cuts_nothing_that_has_room(window, size):
    faults = []
    for key, page in walk(window, size):
        room = window.stack.currentWidget().viewport()
        if page.minimumSizeHint().width() > room.width():
            faults.append(f"{key} asks for {page.minimumSizeHint().width()} of {room.width()}")
        for check in CHECKS:
            faults += [f"{key}, {check.__name__}: {fault}" for fault in check(page)]
    assert not faults, "\n".join(faults)


class NeedsLessBesideABar(QWidget):
    """As a page whose last action folds, so that its title stays on one line."""

    def __init__(self):
        super().__init__()
        self.widths = []

    def heightForWidth(self, width):
        return 320 if width >= 400 else 280

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.widths.append(event.size().width())


def test_a_bar_does_not_come_and_go_by_itself(qtbot):
    inside = NeedsLessBesideABar()
    policy = inside.sizePolicy()
    policy.setHeightForWidth(True)
    inside.setSizePolicy(policy)
    area = VerticalScrollArea(inside)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    for _round in range(40):
        inside.updateGeometry()
        QApplication.processEvents()
    assert area.verticalScrollBar().isVisible()
    assert len(inside.widths) < 9, "it never came to rest"
    area.resize(400, 330)
    QApplication.processEvents()
    assert not area.verticalScrollBar().isVisible(), "another size is looked at anew"


class OfTwoMinds(QWidget):
    """In the height of the area it needs more, in more it would fit: a size given asks for the other one."""

    def __init__(self):
        super().__init__()
        self.sizes = 0
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, _width):
        return 350 if self.height() <= 300 else 250

    def resizeEvent(self, event):
        self.sizes += 1
        super().resizeEvent(event)


def test_what_has_another_height_in_each_size_it_is_given_comes_to_rest(qtbot):
    inside = OfTwoMinds()
    area = VerticalScrollArea(inside)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    for _round in range(20):
        inside.updateGeometry()
        QApplication.processEvents()
    assert 0 < inside.sizes < 200


def test_a_line_folds_its_last_actions_before_it_breaks(theme, qtbot):
    choice, first, last = (
        QComboBox(),
        QPushButton("Maandoverzicht maken"),
        QPushButton("Halfjaarverslag maken"),
    )
    choice.setMinimumWidth(220)
    line = FoldingLine(theme, QLabel("Mijn college"))
    qtbot.addWidget(line)
    for part in (choice, first, last):
        line.add(part)
    line.show()
    for width in range(400, 900, 7):
        line.resize(width, 80)
        QApplication.processEvents()
        shown = [part for part in (choice, first, last) if part.isVisible()]
        tops = {part.mapTo(line, part.rect().center()).y() for part in shown}
        assert max(tops) - min(tops) <= 3, width
        assert line.folded() == [part for part in (choice, first, last) if part not in shown]


def test_tabs_that_are_out_of_sight_leave_no_menu_behind(theme, qtbot):
    tabs = Tabs(theme)
    for number in range(9):
        tabs.addTab(QLabel(), f"Een onderdeel {number}")
    qtbot.addWidget(tabs)
    tabs.resize(400, 200)
    tabs.show()
    QApplication.processEvents()
    assert tabs.more.isVisible()
    tabs.show_line(False)
    assert not tabs.more.isVisible()


def test_a_text_likes_to_be_as_high_as_its_words(theme, qtbot):
    editor = RichTextEditor(theme, 2)
    qtbot.addWidget(editor)
    editor.resize(300, 400)
    editor.show()
    heights = []
    for words in ("Kort.", "Een zin die verder loopt dan een regel van dit veld. " * 5, "Lang. " * 2000):
        editor.show_value(words)
        QApplication.processEvents()
        heights.append(editor.text.sizeHint().height())
    line = editor.text.fontMetrics().lineSpacing()
    assert heights[0] < heights[1] < heights[2] <= 13 * line
