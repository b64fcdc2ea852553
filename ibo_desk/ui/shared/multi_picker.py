"""A button that lets a person tick several records in a list that narrows while typing."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ibo_desk.domain.names import fold
from ibo_desk.language import _, ngettext
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import PressButton, button

_NAMED = 2  # with more than this the button says how many
_ID = Qt.ItemDataRole.UserRole


class MultiPicker(PressButton):
    """``offer`` the choices and named groups of them ("all municipalities"); ``chosen()`` gives their ids."""

    changed = Signal()

    def __init__(self, theme: Theme, empty: str) -> None:
        super().__init__(empty)
        self.setObjectName("plain")
        self.setAccessibleName(empty)
        self._theme = theme
        self._empty = empty
        self._groups: dict[str, frozenset[UUID]] = {}
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("Search a name"))
        self._words.setAccessibleName(_("Search a name"))
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._narrow)
        self._words.returnPressed.connect(self._tick_only_one)
        self.list = QListWidget()
        self.list.setAccessibleName(empty)
        self.list.itemChanged.connect(self._ticks_changed)
        self.list.itemActivated.connect(_toggle)
        self.list.setMinimumSize(theme.px(300), theme.px(260))
        self._shortcuts = QHBoxLayout()
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(self._words)
        layout.addWidget(self.list)
        layout.addLayout(self._shortcuts)
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(inside)
        menu.addAction(action)
        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, self._words, self._words.setFocus))
        done = button(self._theme, _("Done"), "", menu.close)
        self._shortcuts.addStretch()
        self._shortcuts.addWidget(done)
        self.setMenu(menu)

    def offer(
        self, options: Sequence[tuple[UUID, str]], groups: Mapping[str, frozenset[UUID]] | None = None
    ) -> None:
        """What can be ticked; what was ticked stays. ``groups``: words on a button and whom it ticks."""
        before = set(self.chosen())
        if options == self._options():
            return
        self.list.blockSignals(True)
        self.list.clear()
        for record_id, text in options:
            item = QListWidgetItem(text)
            item.setData(_ID, record_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if record_id in before else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        for words, ids in (groups or {}).items():
            if words not in self._groups:
                made = button(self._theme, words, "", partial(self._toggle_group, words), flat=True)
                self._shortcuts.insertWidget(len(self._groups), made)
            self._groups[words] = ids
        self._say()

    def chosen(self) -> list[UUID]:
        """The ids that are ticked, in the order of the list."""
        return [item.data(_ID) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def choose(self, ids: Sequence[UUID]) -> None:
        """Tick exactly these."""
        self.list.blockSignals(True)
        for item in self._items():
            ticked = item.data(_ID) in ids
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._ticks_changed()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _options(self) -> list[tuple[UUID, str]]:
        return [(item.data(_ID), item.text()) for item in self._items()]

    def _toggle_group(self, words: str) -> None:
        ids, now = self._groups[words], self.chosen()
        self.choose(
            [chosen_id for chosen_id in now if chosen_id not in ids] if ids <= set(now) else [*now, *ids]
        )

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(fold(words) not in fold(item.text()))

    def _tick_only_one(self) -> None:
        shown = [item for item in self._items() if not item.isHidden()]
        if shown and self._words.text().strip():
            _toggle(shown[0])
            self._words.clear()

    def _ticks_changed(self, _item: QListWidgetItem | None = None) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        names = [item.text() for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        shown = ", ".join(names)
        if len(names) > _NAMED:
            shown = ngettext("{count} chosen", "{count} chosen", len(names)).format(count=len(names))
        self.setText(shown or self._empty)
        self.setToolTip("\n".join(names))
        self.setAccessibleDescription(", ".join(names))


def _toggle(item: QListWidgetItem) -> None:
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
