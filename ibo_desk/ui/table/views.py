"""Named views of a table: a person's own on this computer, and those that all who open the file have."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.state import TableState, parsed_state
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

_LONGEST = 50  # letters of a name: with the table it is the key of a setting


class TableViews(QObject):
    """The menu of the views of a table; ``chosen`` gives the state that was asked for, None for how it was made.

    After ``ask`` it tells by ``ready`` that the menu knows the views of the file.
    """

    chosen = Signal(object)
    ready = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget, name: str, known: frozenset[str], state: Callable[[], TableState]
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._key = f"table/{name}/views"
        self._prefix = f"view/{name}/"
        self._known = known
        self._state = state
        self.shared: dict[str, str] = {}
        self.dialog: SaveView | None = None

    @property
    def own(self) -> dict[str, str]:
        """The own views, as texts by name."""
        try:
            held = json.loads(self._desk.remembered(self._key, "{}"))
        except ValueError:  # the settings are the person's own; what is unreadable is not used
            return {}
        return {str(name): str(text) for name, text in held.items()} if isinstance(held, dict) else {}

    def ask(self) -> None:
        """Read the views of the file."""
        self._desk.lane.read(lambda app: app.settings.under(self._prefix), self._know, None, self)

    def _know(self, shared: Mapping[str, str]) -> None:
        self.shared = dict(shared)
        self.ready.emit()

    def menu(self) -> QMenu:
        """Choose, keep and remove."""
        menu = QMenu(_("Views"), self._parent)
        menu.addAction(_("As it was at first"), lambda: self.chosen.emit(None))
        for text, views in (("{view}", self.own), (_("{view} (in this file)"), self.shared)):
            if views:
                menu.addSeparator()
            for name in sorted(views, key=str.casefold):
                menu.addAction(text.format(view=name), partial(self._choose, views[name]))
        menu.addSeparator()
        menu.addAction(_("Keep this view…"), self.keep)
        if self.own or self.shared:
            gone = menu.addMenu(_("Remove a view"))
            for name in self.own:
                gone.addAction(name, partial(self._forget_own, name))
            for name in self.shared if not self._desk.read_only else ():
                text = _("{view} (in this file)").format(view=name)
                gone.addAction(text, partial(self._forget_shared, name))
        return menu

    def _choose(self, text: str) -> None:
        state = parsed_state(text, self._known)
        if state is None:
            self._desk.notice.emit(_("This view cannot be read. Keep it again under the same name."))
        else:
            self.chosen.emit(state)

    def keep(self) -> None:
        """Ask for a name, and whether others have it too."""
        self.dialog = SaveView(
            self._desk.theme, self._parent, may_share=not self._desk.read_only and self._desk.package is None
        )
        self.dialog.kept.connect(self.save)
        self.dialog.open()

    def save(self, name: str, shared: bool) -> None:
        """Keep how the table is looked at now, over a view of the same name."""
        text = json.dumps(self._state().as_json(), ensure_ascii=False)
        if shared:
            key = self._prefix + name
            self._desk.lane.write(lambda app: app.settings.set(key, text), None, None, self)
        else:
            self._desk.remember(self._key, json.dumps({**self.own, name: text}, ensure_ascii=False))

    def _forget_own(self, name: str) -> None:
        left = {held: text for held, text in self.own.items() if held != name}
        self._desk.remember(self._key, json.dumps(left, ensure_ascii=False))

    def _forget_shared(self, name: str) -> None:
        key = self._prefix + name

        def job(app: "App") -> None:
            app.settings.forget(key)

        self._desk.lane.write(job, None, None, self)


class SaveView(QDialog):
    """Under which name a view is kept, and for whom."""

    kept = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget, *, may_share: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keep this view"))
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(_("Name of the view"))
        self.name.setPlaceholderText(_("Name of the view"))
        self.share = QCheckBox(_("Also for others who open this file"))
        self.share.setVisible(may_share)
        self.save = button(theme, _("Keep"), "check", self._accept, primary=True)
        self.save.setDefault(True)
        self.save.setEnabled(False)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        buttons.addWidget(self.save)
        self.name.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_("Columns, widths, order, groups and filters are kept.")))
        layout.addWidget(self.name)
        layout.addWidget(self.share)
        layout.addLayout(buttons)

    def _accept(self) -> None:
        self.kept.emit(" ".join(self.name.text().split()), self.share.isChecked())
        self.accept()
