"""F6 and Shift+F6: from pane to pane, the same on every page and without a page knowing of it.

A pane is a side of a splitter, the rail, a bar, or what else stands directly on a page; the buttons in the header of
a page are one, too. Going back to a pane goes back to where one was in it.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QSplitter, QWidget

from ibo_desk.ui.page import Page


def go_to_pane(window: QWidget, step: int) -> None:
    """Put the focus in the next pane (``step`` 1) or the one before (-1), round and round."""
    panes = panes_of(window)
    if not panes:
        return
    order = list(panes)
    focus = QApplication.focusWidget()
    here = pane_of(focus, window) if focus is not None and window.isAncestorOf(focus) else None
    at = order.index(here) + step if here in panes else (0 if step > 0 else -1)
    pane = order[at % len(order)]
    _place_in(pane, panes[pane]).setFocus(Qt.FocusReason.ShortcutFocusReason)


def panes_of(window: QWidget) -> dict[QWidget, list[QWidget]]:
    """The panes as they stand on the screen, from top to bottom and left to right, each with what Tab reaches in it."""
    panes: dict[QWidget, list[QWidget]] = {}
    for widget in tab_stops(window):
        panes.setdefault(pane_of(widget, window), []).append(widget)

    def place(pane: QWidget) -> tuple[int, int]:
        corner = pane.mapTo(window, QPoint(0, 0))
        return corner.y(), corner.x()

    return {pane: panes[pane] for pane in sorted(panes, key=place)}


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches in a window, as it stands on the screen, from top to bottom and left to right.

    Not by walking along ``nextInFocusChain``: seen with PySide 6.11, after such walks and once a list of completions
    was gone, the actions of menus elsewhere in the window counted as deleted.
    """
    stops = [widget for widget in window.findChildren(QWidget) if _takes_tab(widget, window)]

    def place(widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(window, QPoint(0, 0))
        return corner.y(), corner.x()

    return sorted(stops, key=place)


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes_tab and widget.isEnabled() and widget.isVisibleTo(window) and widget.window() is window


def pane_of(widget: QWidget, window: QWidget) -> QWidget:
    """The pane in which a widget stands."""
    pane, above = widget, widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QSplitter):
            return pane
        if isinstance(above, Page):
            return above if isinstance(pane, QPushButton) else pane
        if above.objectName() == "central":
            return pane
        pane, above = above, above.parentWidget()
    return pane


def _place_in(pane: QWidget, stops: list[QWidget]) -> QWidget:
    """Where one was; else the list or table of the pane, else the first field."""
    before = pane.focusWidget()
    if before in stops:
        return before
    return next((stop for stop in stops if isinstance(stop, QAbstractItemView)), stops[0])
