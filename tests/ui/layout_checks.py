"""What every page must keep, looked at in a window of a given size."""

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ibo_desk.language import _
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import ElidedLabel


def named(widget: QWidget) -> str:
    """Which widget it is, with what it stands in."""
    parts: list[str] = []
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Page) and len(parts) < 5:
        text = above.text()[:30] if isinstance(above, QLabel | QPushButton) else ""
        parts.append(f"{type(above).__name__} {text}".strip())
        above = above.parentWidget()
    return " in ".join(parts)


def shown_in(page: QWidget) -> Iterator[QWidget]:
    """Every part of a page that is shown."""
    return (part for part in page.findChildren(QWidget) if part.isVisibleTo(page))


def outliers(page: QWidget) -> list[str]:
    """Parts that stand, wholly or for a piece, outside the page at its left or right, or outside what scrolls them."""
    gone = []
    for part in shown_in(page):
        holder = _scroller(part) or page
        left = part.mapTo(holder, QPoint(0, 0)).x()
        if part.width() and part.height() and (left < 0 or left + part.width() > holder.width() + 1):
            gone.append(f"{named(part)}: {left}…{left + part.width()} of {holder.width()}")
    return gone


def _scroller(part: QWidget) -> QWidget | None:
    """What a part is scrolled in: the inside of the nearest scroll area."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Page):
        if (
            isinstance(above.parentWidget(), QAbstractScrollArea)
            and above.objectName() == "qt_scrollarea_viewport"
        ):
            return above
        above = above.parentWidget() if not above.isWindow() else None
    return None


def overlaps(page: QWidget) -> list[str]:
    """Parts of one layout that lie over each other."""
    over = []
    for holder in (page, *shown_in(page)):
        layout = holder.layout()
        parts = [part for part in _laid_out(layout) if part.isVisibleTo(page)] if layout is not None else []
        for at, part in enumerate(parts):
            for other in parts[at + 1 :]:
                both = part.geometry() & other.geometry()
                if both.width() > 1 and both.height() > 1:
                    over.append(f"{named(part)} over {named(other)}: {both.width()}×{both.height()}")
    return over


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those inside it; of what is stacked only one shows."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        if inner is not None:
            yield from _laid_out(inner)


def sideways(page: QWidget) -> list[str]:
    """What can be scrolled sideways, by a bar or, where that is hidden, by the wheel."""
    areas = [area for area in shown_in(page) if isinstance(area, QAbstractScrollArea)]
    bars = [named(area) for area in areas if area.horizontalScrollBar().isVisible()]
    too_wide = [
        f"{named(area)}: {inside.width()} in {area.viewport().width()}"
        for area in areas
        if isinstance(area, QScrollArea)
        and (inside := area.widget()) is not None
        and inside.width() > area.viewport().width()
    ]
    return bars + too_wide


def cut_words(page: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need."""
    cut = []
    for part in shown_in(page):
        if isinstance(part, ElidedLabel) or not isinstance(part, QLabel | QPushButton) or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            continue
        need = part.fontMetrics().boundingRect(QRect(), 0, part.text().replace("&&", "&")).width()
        if part.width() < need:
            cut.append(f"{named(part)}: {part.width()} of {need}")
    return cut


def cut_tabs(page: QWidget) -> list[str]:
    """Tabs that stand, wholly or for a piece, outside the line they are on."""
    return [
        f"{named(bar)}: {bar.tabText(at)} ends at {bar.tabRect(at).right()} of {bar.width()}"
        for bar in shown_in(page)
        if isinstance(bar, QTabBar)
        for at in range(bar.count())
        if bar.isTabVisible(at) and bar.tabRect(at).right() > bar.width()
    ]


_TITLE = 32  # pixels of the 100 % design that the arrow of the order may take beside the title of a column


def cut_columns(page: Page) -> list[str]:
    """Columns whose words do not fit while another column of their table has more than it needs."""
    px, cut = page.desk.theme.px, []
    for table in shown_in(page):
        if not isinstance(table, RowsTable):
            continue
        widths = {
            at: table.columnWidth(at)
            for at in range(len(table.model().columns))
            if not table.isColumnHidden(at) and at not in table.widths.dragged
        }
        needs = {at: _need(table, at, px) for at in widths}
        spare = max((widths[at] - needs[at] for at in widths), default=0)
        cut += [
            f"{named(table)}: {table.model().columns[at].key} has {widths[at]} of {needs[at]}"
            for at in widths
            if widths[at] < needs[at] and spare > px(_TITLE) and not table.model().columns[at].wrap
        ]
    return cut


_AIR = 18  # pixels of the 100 % design left and right of the words in a cell


def _need(table: RowsTable, at: int, px: Callable[[int], int]) -> int:
    """What the longest words in a column take, or its title where that is longer."""
    column, metrics = table.model().columns[at], table.fontMetrics()
    texts = [column.show(column.get(row)).replace("\n", " ") for row in table.model().all_rows()]
    longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
    title = QFont(table.font())
    title.setBold(True)
    title.setPixelSize(px(12))
    return max(longest, QFontMetrics(title).horizontalAdvance(_(column.title))) + px(_AIR)


def nested_bars(page: QWidget) -> list[str]:
    """What scrolls up and down inside something that does so too: the wheel would stop half way.

    A text that is typed keeps its own bar: it is as high as its field.
    """
    frame = page.parentWidget().parentWidget() if page.parentWidget() is not None else None
    scrolling = {area for area in (*page.findChildren(QAbstractScrollArea), frame) if _scrolls_down(area)}
    return [
        f"{named(area)} in {named(outer)}, {outer.height()} high"
        for area in scrolling
        for outer in scrolling
        if outer is not area and outer.isAncestorOf(area) and not isinstance(area, QTextEdit | QPlainTextEdit)
    ]


def _scrolls_down(area: QWidget | None) -> bool:
    return isinstance(area, QAbstractScrollArea) and area.isVisible() and area.verticalScrollBar().isVisible()


_MARKS = re.compile(r"\*\*|\]\(|^- |^#+ ", re.MULTILINE)


def raw_marks(page: QWidget) -> list[str]:
    """Words that show the marks of a text instead of what these mean, in labels and in cells."""
    raw = []
    for part in shown_in(page):
        texts = [part.text()] if isinstance(part, QLabel) else []
        if isinstance(part, RowsTable):
            columns = part.model().columns
            texts = [column.show(column.get(row)) for column in columns for row in part.model().all_rows()]
        raw += [f"{named(part)}: {text[:60]}" for text in texts if _MARKS.search(text)]
    return raw
