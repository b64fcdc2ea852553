"""The list of a dialog fits its room: no column is cut while another has more than it needs."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTreeWidgetItem

from ibo_desk.ui.table.listing import Listing

HEADS = ("Gemaakt op", "Waarom", "Laatste wijziging erin", "Wat erin staat", "Grootte")
AROUND = 12  # pixels beside the words of a cell
ROWS = (
    (
        "23/11/2026 09:00",
        "bij het openen",
        "23/11/2026 09:00 · Voorbeeld: engagementen",
        "21 vergaderingen",
        "3,6 MB",
    ),
    (
        "24/11/2026 09:00",
        "zelf gevraagd",
        "24/11/2026 08:41 · Nota",
        "21 vergaderingen, 88 punten",
        "104,2 MB",
    ),
)


@pytest.fixture
def listing(theme, qtbot):
    made = Listing(theme, "Reservekopieën", HEADS)
    qtbot.addWidget(made)
    made.resize(1100, 300)
    made.show()
    made.addTopLevelItems([QTreeWidgetItem(list(row)) for row in ROWS])
    QApplication.processEvents()
    return made


def widths(listing):
    return [listing.columnWidth(at) for at in range(listing.columnCount())]


def needs(listing):
    return [
        max(listing.header().sectionSizeHint(at), listing.sizeHintForColumn(at))
        for at in range(listing.columnCount())
    ]


def test_all_words_stand_there_whole_and_the_room_is_filled(listing):
    assert all(width >= need for width, need in zip(widths(listing), needs(listing), strict=True))
    assert sum(widths(listing)) == listing.viewport().width()


@pytest.mark.parametrize("room", [420, 560, 700])
def test_where_not_all_fits_nothing_scrolls_sideways_and_the_longest_go_on_below(listing, room):
    """The column that says what moves ended in dots."""
    low = listing.visualItemRect(listing.topLevelItem(0)).height()
    listing.resize(room, 300)
    QApplication.processEvents()
    assert sum(widths(listing)) <= listing.viewport().width()
    assert not listing.horizontalScrollBar().isVisible()
    line = listing.topLevelItem(0)
    high = listing.visualItemRect(line).height()
    assert high > low
    for at, width in enumerate(widths(listing)):
        room_of_words = QRect(0, 0, width - AROUND, 1000)
        words = listing.fontMetrics().boundingRect(room_of_words, Qt.TextFlag.TextWordWrap, line.text(at))
        assert words.height() <= high, line.text(at)
        assert words.width() <= width, line.text(at)


def test_a_dragged_column_keeps_its_width_and_the_others_follow(listing, qtbot):
    listing.header().resizeSection(1, 240)
    qtbot.waitUntil(lambda: sum(widths(listing)) == listing.viewport().width())
    assert widths(listing)[1] == 240
    listing.resize(1000, 300)
    assert widths(listing)[1] == 240


def test_rows_that_are_scrolled_away_are_not_cut_either(listing):
    listing.resize(1100, 90)
    listing.addTopLevelItems([QTreeWidgetItem(["", "zelf gevraagd", "", "", ""]) for _row in range(40)])
    listing.addTopLevelItem(QTreeWidgetItem(["", "vóór het inlezen van een lijst uit Excel", "", "", ""]))
    QApplication.processEvents()
    listing.scrollToBottom()
    QApplication.processEvents()
    assert widths(listing)[1] >= needs(listing)[1] > 200


def test_a_line_under_another_and_a_choice_in_a_cell_are_whole(listing):
    listing.resize(1400, 300)
    line = QTreeWidgetItem(listing.topLevelItem(0), ["een regel onder een andere, die inspringt"])
    listing.expandAll()
    choice = QComboBox()
    choice.addItem("geen antwoord gevonden op deze vraag")
    listing.setItemWidget(line, 4, choice)
    line.setText(1, "x")
    QApplication.processEvents()
    assert widths(listing)[0] >= needs(listing)[0]
    assert widths(listing)[4] >= choice.sizeHint().width()


def test_rows_that_come_later_get_their_room(listing):
    before = widths(listing)[1]
    listing.addTopLevelItem(QTreeWidgetItem(["", "vóór het inlezen van een lijst uit Excel", "", "", ""]))
    QApplication.processEvents()
    assert widths(listing)[1] > before
    assert widths(listing)[1] >= needs(listing)[1]
