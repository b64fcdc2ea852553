"""Tabs on one line; those that do not fit fold into a menu beside it, and the open one never does."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QTabWidget, QToolButton, QWidget

from ibo_desk.language import _
from ibo_desk.ui.layout.later import part_of
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Bar(QTabBar):
    """The line of tabs. ``stepped``: the arrow keys ask for the next tab, also for one in the menu."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def need(self, at: int) -> int:
        """Pixels that a tab takes, shown or folded."""
        return self.tabSizeHint(at).width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Tabs(QTabWidget):
    """Used like a ``QTabWidget``. They ask for the height that the open one needs; Qt asks for that of the highest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bar = _Bar()
        self.setTabBar(self._bar)
        self.setDocumentMode(True)
        self._gone: set[int] = set()  # tabs that the page hides
        self.more = button(theme, _("More"), flat=True)
        self.more.setParent(self)
        self.more.setAccessibleName(_("More tabs"))
        self._menu = QMenu(self.more)
        self._menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self._menu)
        self.more.hide()
        self.setTabOrder(self._bar, self.more)
        self._bar.stepped.connect(self._step)
        self.currentChanged.connect(self._turned)

    def folded(self) -> list[int]:
        """The tabs that are in the menu now."""
        return [at for at in self._offered() if not self._bar.isTabVisible(at)]

    # what Qt has, too

    def indexOf(self, widget: QWidget) -> int:
        """The tab in which a widget stands, however deep; -1 where it stands in none."""
        tabs = ((at, self.widget(at)) for at in range(self.count()))
        holding = (at for at, tab in tabs if tab is widget or (tab is not None and tab.isAncestorOf(widget)))
        return next(holding, -1)

    def currentWidget(self) -> QWidget:
        """What stands in the open tab; Qt gives None, too, where there is no tab."""
        return part_of(super().currentWidget())

    def setCurrentWidget(self, widget: QWidget) -> None:
        self.setCurrentIndex(self.indexOf(widget))

    def setTabText(self, index: int, text: str) -> None:
        super().setTabText(index, text)
        self._fold()

    def setTabVisible(self, index: int, visible: bool) -> None:
        """Whether there is such a tab; where it fits is no matter of the page."""
        (self._gone.discard if visible else self._gone.add)(index)
        super().setTabVisible(index, visible)
        self._fold()

    def isTabVisible(self, index: int) -> bool:
        return index not in self._gone

    def show_line(self, on: bool) -> None:
        """Whether the line of the tabs, with its menu, is there at all."""
        self._bar.setVisible(on)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        inside = page.minimumSizeHint().height() if page is not None else 0
        return QSize(super().minimumSizeHint().width(), self._bar.sizeHint().height() + inside)

    def heightForWidth(self, width: int) -> int:
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        inside = layout.totalMinimumHeightForWidth(width) if layout is not None else -1
        return max(self.minimumSizeHint().height(), self._bar.sizeHint().height() + inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fold()

    def _offered(self) -> list[int]:
        return [at for at in range(self.count()) if at not in self._gone]

    def _turned(self, _at: int) -> None:
        self.updateGeometry()
        self._fold()

    def _step(self, by: int) -> None:
        shown = [at for at in self._offered() if self.isTabEnabled(at)]
        if self.currentIndex() in shown:
            to = shown.index(self.currentIndex()) + by
            self.setCurrentIndex(shown[max(0, min(to, len(shown) - 1))])

    def _fold(self) -> None:
        offered = self._offered()
        shown = self._fitting(offered)
        for at in offered:
            if self._bar.isTabVisible(at) != (at in shown):
                self._bar.setTabVisible(at, at in shown)
        self.more.setVisible(len(shown) < len(offered) and not self._bar.isHidden())
        if self.more.isVisibleTo(self):
            self.more.adjustSize()
            end = max((self._bar.tabRect(at).right() for at in shown), default=0)
            top = (self._bar.height() - self.more.height()) // 2
            self.more.move(min(end + 1, self.width() - self.more.width()), max(0, top))
            self.more.raise_()

    def _fitting(self, tabs: list[int]) -> set[int]:
        needs = {at: self._bar.need(at) for at in tabs}
        room = self.width()
        if sum(needs.values()) <= room:
            return set(tabs)
        current = self.currentIndex()
        room -= self.more.sizeHint().width() + needs.get(current, 0)
        shown = {current}
        for at in tabs:
            if at != current:
                room -= needs[at]
                if room < 0:
                    break
                shown.add(at)
        return shown

    def _fill(self) -> None:
        self._menu.clear()
        for at in self.folded():
            entry = self._menu.addAction(self.tabText(at), partial(self.setCurrentIndex, at))
            entry.setEnabled(self.isTabEnabled(at))
