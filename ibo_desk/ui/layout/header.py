"""Actions in one line, which fold into a menu where they do not fit; so is the head of a page made."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import ToolButton, heading, hint


@dataclass
class _Slot:
    """Where an action stands. The page shows and hides the action, the header its slot."""

    holder: QWidget
    inside: QWidget

    @property
    def is_wanted(self) -> bool:
        return not self.inside.isHidden()

    @property
    def folds(self) -> bool:
        """What is one of many stays where it is seen, and so does the one thing that the page is for."""
        return isinstance(self.inside, QAbstractButton) and self.inside.objectName() != "primary"

    def width(self) -> int:
        """What the line gives it: a choice may be kept wider or narrower than its words."""
        wide = max(self.inside.sizeHint().width(), self.inside.minimumWidth())
        return min(wide, self.inside.maximumWidth())


class FoldingLine(QWidget):
    """Something that stays at the left, actions at the right; the last of them goes into the menu first."""

    def __init__(self, theme: Theme, first: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._first = first
        self._slots: list[_Slot] = []
        self._row = WrapLayout(theme.px(8), self)
        self._row.addWidget(first, 1)
        self.more = ToolButton()
        self.more.setIcon(theme.icon("more"))
        self.more.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.more.setAccessibleName(_("More actions of this page"))
        self.more.setToolTip(_("More actions of this page"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self._menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self._menu)
        self._row.addWidget(self.more)
        self.more.hide()

    def insert(self, at: int, widget: QWidget) -> None:
        """Put an action or a choice before the one that stands there; the menu of the others stays last."""
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(widget)
        widget.installEventFilter(self)
        self._slots.insert(at, _Slot(holder, widget))
        self._row.insertWidget(at + 1, holder)
        self._fold()

    def add(self, widget: QWidget) -> None:
        """Put an action or a choice after the others."""
        self.insert(len(self._slots), widget)

    def folded(self) -> list[QWidget]:
        """The actions that are in the menu now."""
        return [slot.inside for slot in self._slots if slot.is_wanted and slot.holder.isHidden()]

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """An action that was named anew needs another room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An action that the page shows or hides gives or takes room."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._fold()
        return False

    def _fold(self) -> None:
        shown = [slot for slot in self._slots if slot.is_wanted]
        gap = self._row.spacing()
        room = self.width() - self._least_of_first()
        asked = sum(slot.width() + gap for slot in shown)
        folding = [slot for slot in shown if slot.folds][::-1]
        if asked > room and folding:
            room -= self.more.sizeHint().width() + gap
        hidden = []
        for slot in folding:
            if asked <= room:
                break
            hidden.append(slot)
            asked -= slot.width() + gap
        for slot in self._slots:
            slot.holder.setVisible(slot.is_wanted and slot not in hidden)
        self.more.setVisible(bool(hidden))

    def _least_of_first(self) -> int:
        """Pixels for which actions fold rather than make what stands at the left narrower."""
        return self._first.sizeHint().width()

    def _fill(self) -> None:
        self._menu.clear()
        for inside in self.folded():
            assert isinstance(inside, QAbstractButton)
            self._menu.addAction(_entry(inside, self._menu))


class PageHeader(FoldingLine):
    """Title and sentence of a page at the left, its actions at the right."""

    def __init__(self, theme: Theme) -> None:
        self.title = heading("")
        self.title.setWordWrap(True)
        self.sentence = hint("", wrap=True)
        self._is_brief = False
        self._texts = QWidget()
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(theme.px(1))
        texts.addWidget(self.title)
        texts.addWidget(self.sentence)
        super().__init__(theme, self._texts)

    def show_texts(self, title: str, sentence: str) -> None:
        """What stands at the left."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self._show_sentence()

    def be_brief(self, brief: bool) -> None:
        """In a low window the title stands alone."""
        if brief != self._is_brief:
            self._is_brief = brief
            self._show_sentence()

    def _show_sentence(self) -> None:
        text = self.sentence.text()
        self.sentence.setHidden(self._is_brief or not text)
        self.title.setToolTip(text if self._is_brief else "")
        self._fold()

    def _least_of_first(self) -> int:
        """A title breaks over two lines before an action folds, but not over more; its sentence may, too.

        In a low window the title does not break.
        """
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        words = "" if self.sentence.isHidden() else self.sentence.text()
        sentence = self.sentence.fontMetrics().horizontalAdvance(words)
        broken = max(self._theme.px(240), round(title * (1 if self._is_brief else 0.6)))
        least = max(min(title, broken), min(sentence // 2, self._theme.px(240)))
        self._texts.setMinimumWidth(min(least, max(1, self.width())))
        return least


def _entry(made: QAbstractButton, menu: QMenu) -> QAction:
    """A button as a line of the menu; its own menu becomes a part of this one."""
    own = made.menu() if isinstance(made, QPushButton) else None
    if own:
        own.setTitle(made.text())
        return own.menuAction()
    entry = QAction(made.icon(), made.text() or made.accessibleName(), menu)
    entry.setEnabled(made.isEnabled())
    entry.setCheckable(made.isCheckable())
    entry.setChecked(made.isChecked())
    entry.setToolTip(made.toolTip())
    entry.triggered.connect(lambda _on=False: made.click())
    return entry
