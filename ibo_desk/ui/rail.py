"""The narrow rail at the left: pages by group, with counts where something waits."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _
from ibo_desk.services.today.lines import told_number
from ibo_desk.services.words.overview_words import page_definition
from ibo_desk.ui.registry import PAGES, Entry, page_keys
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import PressButton, ToolButton, hint, restyle

_WIDE, _NARROW = (
    196,
    56,
)  # pixels of the 100 % design; wide is the least: names and numbers stand there in full
_ROUND_NAME = 54  # pixels of the 100 % design that a page takes beside its name: icon, air, sides of the rail
_ROUND_COUNT = 13  # the same round its number


class Rail(QFrame):
    """Emits the key of the page that was chosen; up and down walk through the pages."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(_("Pages"))
        self._theme = theme
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        self._titles: dict[str, str] = {}
        self._waiting: dict[str, str] = {}  # by page what its number counts
        self._groups: list[QLabel] = []
        self._of_group = {
            group: [entry.key for entry in PAGES if entry.group == group]
            for group in dict.fromkeys(entry.group for entry in PAGES)
            if group not in {"", "settings"}
        }
        self._is_narrow = False
        self.setFixedWidth(theme.px(_WIDE))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(1))
        column.addLayout(self._head())
        outer, column = column, QVBoxLayout()
        group = ""
        for number, entry in enumerate(PAGES, 1):
            if entry.group == "settings":
                column.addStretch()
            elif entry.group != group:
                label = QLabel(_(entry.group).upper())
                label.setObjectName("rail_group")
                self._groups.append(label)
                column.addWidget(label)
            group = entry.group
            column.addWidget(self._button(entry, number))
        self._pages = self._scrolled(column)
        outer.addWidget(self._pages, 1)

    def _scrolled(self, column: QVBoxLayout) -> QScrollArea:
        """With large text on a low screen the pages scroll."""
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(1))
        inside = QWidget()
        inside.setObjectName("scrolled_inside")
        inside.setLayout(column)
        area = QScrollArea()
        area.setObjectName("scrolled")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _head(self) -> QHBoxLayout:
        name = self._name = QLabel("IBO Desk")
        name.setObjectName("rail_name")
        self._region = hint("")
        self._region.setObjectName("rail_region")
        self.menu_button = ToolButton()
        self.menu_button.setIcon(self._theme.icon("menu"))
        self.menu_button.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        self.menu_button.setToolTip(_("Menu (F10)"))
        self.menu_button.setAccessibleName(_("Menu"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(self._theme.px(8), 0, 0, self._theme.px(6))
        texts.addWidget(name)
        texts.addWidget(self._region)
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button(self, entry: Entry, number: int) -> QPushButton:
        theme = self._theme
        made = PressButton(_(entry.title).replace("&", "&&"))
        made.setObjectName("rail_button")
        made.setCheckable(True)
        made.setIcon(theme.icon(entry.icon))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
        made.setToolTip(page_keys(number))
        made.setAccessibleName(_(entry.title))
        self._titles[entry.key] = _(entry.title)
        made.clicked.connect(lambda: self.chosen.emit(entry.key))
        made.installEventFilter(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, theme.px(7), 0)
        count = QLabel()
        count.setObjectName("rail_count")
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        count.hide()
        row.addStretch()
        row.addWidget(count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._group.addButton(made)
        self._buttons[entry.key] = made
        self._counts[entry.key] = count
        return made

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window only the icons stay, with the names where the pointer rests on them."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        theme = self._theme
        for key, made in self._buttons.items():
            made.setText("" if narrow else self._titles[key].replace("&", "&&"))
        self._tell_tips()
        for part in (self._name, self._region, *self._groups):
            part.setVisible(not narrow and not part.property("empty"))
        for label in self._counts.values():
            label.setProperty("narrow", narrow)
            restyle(label)
        side = theme.px(5 if narrow else 7)
        for made in self._buttons.values():
            row = made.layout()
            assert row is not None
            row.setContentsMargins(0, 0, side, 0)
        self._fit()

    def _fit(self) -> None:
        """As wide as the names of the pages with their numbers, so that neither covers the other."""
        px = self._theme.px
        if self._is_narrow:
            self.setFixedWidth(px(_NARROW))
            return
        scrolls = self._pages.verticalScrollBar()
        widest = max((self._needed(key) for key in self._buttons), default=0)
        self.setFixedWidth(max(px(_WIDE), widest + (scrolls.width() if scrolls.isVisible() else 0)))

    def _needed(self, key: str) -> int:
        made, count = self._buttons[key], self._counts[key]
        if made.isHidden():
            return 0
        bold = QFont(made.font())
        bold.setBold(True)  # as the page that is open has it
        name = QFontMetrics(bold).horizontalAdvance(self._titles[key])
        number = 0 if count.isHidden() else count.sizeHint().width() + self._theme.px(_ROUND_COUNT)
        return name + number + self._theme.px(_ROUND_NAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low rail scrolls, and its bar stands beside the names."""
        super().resizeEvent(event)
        self._fit()

    def show_only(self, keys: Collection[str]) -> None:
        """Pages that are of no use in this file are not there; all where none is named."""
        for key, made in self._buttons.items():
            made.setVisible(not keys or key in keys)
        for group, label in zip(self._of_group.values(), self._groups, strict=True):
            label.setProperty("empty", bool(keys) and not set(group) & set(keys))
            label.setVisible(not self._is_narrow and not label.property("empty"))
        self._fit()

    def set_region(self, name: str) -> None:
        self._region.setText(name)
        self._region.setToolTip(name)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for name, made in self._buttons.items():
            made.setChecked(name == key)
            entry = next(page for page in PAGES if page.key == name)
            made.setIcon(self._theme.icon(entry.icon, "on_selected" if name == key else "muted"))

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How much waits on each page; nothing where nothing waits."""
        for key, label in self._counts.items():
            count = counts.get(key, 0)
            label.setText(told_number(count))
            label.setVisible(count > 0)
            title = self._titles[key]
            text = _("{page}: {count} waiting").format(page=title, count=count) if count else title
            self._buttons[key].setAccessibleName(text)
            self._waiting[key] = page_definition(key) if count else ""
            self._buttons[key].setAccessibleDescription(self._waiting[key])
        self._tell_tips()
        self._fit()

    def _tell_tips(self) -> None:
        """By the pointer: what the page is called where that is not shown, its key, and what its number counts."""
        for number, (key, made) in enumerate(self._buttons.items(), 1):
            keys = page_keys(number)
            named = f"{self._titles[key]} ({keys})" if self._is_narrow else keys
            made.setToolTip("\n".join(part for part in (named, self._waiting.get(key, "")) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                buttons = [made for made in self._buttons.values() if made.isVisible()]
                at = next(n for n, made in enumerate(buttons) if made is watched)
                buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
