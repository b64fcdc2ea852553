"""What one sees without a file: a new region from a preset, open a file, or look at the example."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.widgets import Combo, ContentButton, PressButton, button, heading, hint

_CHOICES = (
    (N_("New region"), N_("Begin from a preset: members, bodies and actions are filled in."), "plus"),
    (N_("Open a file"), N_("A region file (.ibo) on this computer or on a shared folder."), "folder"),
    (
        N_("Look at the example"),
        N_("A believable year of a region; everything in it is fictitious."),
        "preview",
    ),
)


class Opening(Protocol):
    """Opens what is chosen."""

    def new_region(self, parent: QWidget) -> None: ...
    def open_file(self, parent: QWidget) -> None: ...
    def open_example(self, parent: QWidget) -> None: ...
    def open_place(self, place: str) -> None: ...


class WelcomeWindow(QWidget):
    """Three ways to begin, and the files that were open before."""

    def __init__(self, desk: Desk, opening: Opening, recent: Sequence[str]) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("IBO Desk")
        theme = desk.theme
        room = self.screen().availableSize() * 0.9  # with its frame it stays on the screen
        self.resize(QSize(theme.px(860), theme.px(560)).boundedTo(room))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner(theme)
        desk.error.connect(self._show_error)
        outer.addWidget(self.banner)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(60), theme.px(30), theme.px(60), theme.px(30))
        column.setSpacing(theme.px(10))
        outer.addLayout(column, 1)
        column.addStretch(1)
        column.addWidget(heading("IBO Desk"))
        column.addWidget(
            hint(_("The inter-governmental consultation of a region, from record to paper."), wrap=True)
        )
        column.addSpacing(theme.px(10))
        acts = (opening.new_region, opening.open_file, opening.open_example)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.choices = []
        for (title, text, icon), act in zip(_CHOICES, acts, strict=True):
            tile = self._tile(_(title), _(text), icon, act)
            self.choices.append(tile)
            row.addWidget(tile, 1)
        column.addLayout(row)
        if recent:
            column.addSpacing(theme.px(10))
            column.addWidget(heading(_("Opened before"), 3))
        for place in recent:
            shown = f"{Path(place).name}   –   {Path(place).parent}" if "://" not in place else place
            line = PressButton(shown)
            line.setObjectName("link")
            line.clicked.connect(lambda _on=False, at=place: opening.open_place(at))
            column.addWidget(line)
        column.addStretch(2)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._desk.theme.dress(self)

    def _tile(self, title: str, text: str, icon: str, act: Callable[[QWidget], None]) -> QPushButton:
        theme = self._desk.theme
        tile = ContentButton("tile", theme.px(150))
        tile.setAccessibleName(f"{title}. {text}")
        inside = QVBoxLayout(tile)
        inside.setContentsMargins(*(theme.px(14),) * 4)
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, "accent").pixmap(QSize(theme.px(24), theme.px(24))))
        for widget in (picture, heading(title, 2), hint(text, wrap=True)):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(widget)
        inside.addStretch()
        tile.clicked.connect(lambda: act(self))
        return tile

    def _show_error(self, error: UserError) -> None:
        self.banner.tell(error)


class NewRegionDialog(QDialog):
    """Which region, and where its file goes."""

    def __init__(self, desk: Desk, parent: QWidget, make: Callable[[str, str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New region"))
        self._make = make
        theme = desk.theme
        self.setMinimumWidth(theme.px(520))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(6))
        layout.addWidget(
            hint(
                _("Members, bodies and what they may do come from the preset; all of it can be changed."),
                wrap=True,
            )
        )
        label = QLabel(_("Region"))
        label.setObjectName("field_label")
        layout.addWidget(label)
        self.presets = Combo()
        self.presets.setAccessibleName(_("Region"))
        from ibo_desk.services.setup.presets import names

        for name in names():
            self.presets.addItem(name.replace("-", " ").title().replace(" ", "-"), name)
        self.presets.setCurrentIndex(max(0, self.presets.findData("zuid-west-vlaanderen")))
        self.presets.currentIndexChanged.connect(self._suggest)
        layout.addWidget(self.presets)
        where = QLabel(_("File"))
        where.setObjectName("field_label")
        layout.addWidget(where)
        row = QHBoxLayout()
        self.file = QLineEdit()
        self.file.setAccessibleName(_("File"))
        row.addWidget(self.file, 1)
        row.addWidget(button(theme, _("Choose…"), "folder", self._choose))
        layout.addLayout(row)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.ok = button(theme, _("Make region"), "", self.accept, primary=True)
        self.ok.setDefault(True)
        buttons.addWidget(self.ok)
        layout.addSpacing(theme.px(8))
        layout.addLayout(buttons)
        self._suggest()

    def accept(self) -> None:
        place = self.file.text().strip()
        if place:
            preset = str(self.presets.currentData())
            super().accept()
            self._make(place if place.endswith(".ibo") else f"{place}.ibo", preset)

    def _suggest(self) -> None:
        folder = Path(self.file.text()).parent if self.file.text() else _documents()
        self.file.setText(str(folder / f"{self.presets.currentData()}.ibo"))

    def _choose(self) -> None:
        title, kinds = _("Where the region file goes"), _("Region files (*.ibo)")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, self.file.text(), kinds)
        if chosen:
            self.file.setText(chosen)


def _documents() -> Path:
    from platformdirs import user_documents_path

    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()
