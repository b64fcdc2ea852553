"""Every page at the sizes it is made for: it fits the window, and nothing in it scrolls sideways."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea, QWidget

from ibo_desk.language import _, set_language
from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.layout.header import FoldingLine
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.rail import Rail
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.scrolling import VerticalScrollArea
from ibo_desk.ui.theme import Theme
from tests.ui import layout_checks as checks
from tools.screenshot_views import views
from tools.screenshots import DESIGN_SIZE, EVERY_PERCENT, EVERY_SIZE, NoOpener, Screen, show_at_work

SIZES = sorted({Screen.of(size).logical.toTuple() for size in EVERY_SIZE})
LOOKS = [(size, 100) for size in SIZES] + [
    (Screen.of(DESIGN_SIZE).logical.toTuple(), percent) for percent in EVERY_PERCENT
]


def opened(example_desk, qtbot):
    """A window that shows the example."""
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


def page_of(desk, qtbot, key, size):
    """The window on one page, in this size, and the page."""
    window = opened(desk, qtbot)
    window.resize(*size)
    window.open_page(key)
    settle(desk)
    return window, window.page(key)


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
@pytest.mark.parametrize(
    ("size", "percent"), LOOKS, ids=[f"{wide}x{high}-{percent}" for (wide, high), percent in LOOKS]
)
def test_every_page_fits_and_cuts_nothing_that_has_room(example_desk, qtbot, size, percent):
    example_desk.theme.choose(percent=percent)
    window = opened(example_desk, qtbot)
    faults = []
    for key, page in walk(window, size):
        room = window.stack.currentWidget().viewport()
        if page.minimumSizeHint().width() > room.width():
            faults.append(f"{key} asks for {page.minimumSizeHint().width()} of {room.width()}")
        for check in CHECKS:
            faults += [f"{key}, {check.__name__}: {fault}" for fault in check(page)]
    assert not faults, "\n".join(faults)


def test_twelve_lines_of_the_ledger_stand_beside_an_open_record(example_desk, qtbot):
    _window, page = page_of(example_desk, qtbot, "engagements", (1366, 768))
    view = page.table.view
    assert page.record.isVisible()
    assert view.viewport().height() // view.verticalHeader().defaultSectionSize() >= 12


def test_a_large_window_shows_every_column_of_the_ledger_beside_record_and_totals(example_desk, qtbot):
    _window, page = page_of(example_desk, qtbot, "engagements", (1920, 1080))
    assert page.record.isVisible()
    assert page.carriers.isVisible()
    assert not page.table.view.widths.folded


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("percent", "compact"), [(80, False), (100, True), (150, False), (200, True)])
def test_a_number_in_the_rail_leaves_the_name_of_its_page_in_sight(qapp, qtbot, percent, compact, language):
    set_language(language)
    theme = Theme(percent=percent, compact=compact)
    rail = Rail(theme)
    rail.setStyleSheet(theme.sheet())
    qtbot.addWidget(rail)
    rail.show()
    rail.set_counts({entry.key: 127 for entry in PAGES})
    for height in (2000, 400):
        rail.resize(rail.width(), height)
        QApplication.processEvents()
        for made in rail.findChildren(QPushButton):
            rail.mark(next(entry.key for entry in PAGES if _(entry.title) == made.text().replace("&&", "&")))
            QApplication.processEvents()
            number = made.findChild(QLabel)
            words = made.fontMetrics().horizontalAdvance(made.text().replace("&&", "&"))
            name_begins = theme.px(8) + made.iconSize().width()  # after the air and the icon
            assert number.isVisible()
            assert number.geometry().left() >= name_begins + words, made.text()
            assert made.width() <= rail.findChild(QScrollArea).viewport().width()


def test_in_a_low_window_the_choices_above_the_matrix_come_when_asked_for(example_desk, qtbot):
    window, page = page_of(example_desk, qtbot, "feedback", (800, 500))
    assert not page.of_body.isVisible()
    assert not page.figures.isVisible()
    assert "(1)" in page.filters_button.text(), "the period is chosen"
    high = page.view.height()
    page.filters_button.click()
    QApplication.processEvents()
    assert page.of_body.isVisible()
    assert page.view.height() < high
    window.resize(1280, 720)
    QApplication.processEvents()
    assert page.of_body.isVisible()
    assert page.figures.isVisible()
    assert not page.filters_button.isVisible()


def test_in_a_low_window_topics_come_before_the_strip_of_meetings(example_desk, qtbot):
    window, page = page_of(example_desk, qtbot, "topics", (1280, 420))
    assert not page.coming.isVisible()
    assert not page.header.sentence.isVisible()
    page.convene_button.click()
    assert page.convening.isVisible()
    window.resize(1280, 720)
    QApplication.processEvents()
    assert page.coming.isVisible()
    assert page.header.sentence.isVisible()
    assert not page.convene_button.isVisible()


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
