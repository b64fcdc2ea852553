"""The backups of the open file: what is in each and whether it is good; make, read, restore."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QMessageBox,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from datetime import datetime

    from ibo_desk.app import App
    from ibo_desk.services.keeping.backups import BackupRow

STATES = {
    "proven": N_("good, all of it checked"),
    "verified": N_("good, whole"),
    "damaged": N_("not good"),
    "unknown": N_("nothing is known of it"),
}
HEADS = (
    N_("Made on"),
    N_("Why"),
    N_("Newest change in it"),
    N_("What is in it"),
    N_("Size"),
    N_("Looked at"),
)


class Restorer(Protocol):
    """What the windows' manager does with a backup."""

    def open_copy(self, path: Path) -> None: ...
    def restore(self, path: Path) -> None: ...


class BackupsDialog(QDialog):
    """A list with one button for each thing that can be done; nothing is replaced without a question."""

    def __init__(self, desk: Desk, parent: QWidget, manager: Restorer) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Backups"))
        self._desk = desk
        self._keeper = manager
        self._folder = Path()
        self._place = ""
        theme = desk.theme
        self.resize(theme.px(1100), theme.px(520))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("Backups of this file"), 2))
        self.about = hint("", wrap=True)
        layout.addWidget(self.about)
        self.rows = self._table()
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._buttons())
        theme.dress(self)
        self._choice()
        self.reload()

    def _table(self) -> Listing:
        rows = Listing(self._desk.theme, _("Backups"), [_(head) for head in HEADS])
        rows.setUniformRowHeights(True)
        rows.itemSelectionChanged.connect(self._choice)
        rows.itemActivated.connect(lambda _item, _column: self.read_copy())
        return rows

    def _buttons(self) -> WrapLayout:
        theme, row = self._desk.theme, WrapLayout()
        self.make_button = button(theme, _("Make a backup now"), "plus", self.make)
        self.folder_button = button(theme, _("Show folder"), "folder", self.show_folder)
        self.read_button = button(theme, _("Open to read"), "", self.read_copy)
        self.restore_button = button(theme, _("Restore…"), "undo", self.ask_restore)
        row.addWidget(self.make_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        for made in (
            self.read_button,
            self.restore_button,
            button(theme, _("Close"), "", self.accept, primary=True),
        ):
            row.addWidget(made)
        return row

    def reload(self) -> None:
        """Read the list again."""
        from ibo_desk.installation import backup_folder

        def look(app: "App") -> tuple[str, Path, list["BackupRow"]]:
            from ibo_desk.services.keeping.backups import rows

            folder = backup_folder(app.place)
            return app.place, folder, [] if app.store.is_server else rows(folder)

        self._desk.lane.read(look, self._show, owner=self)

    def make(self) -> None:
        """Copy the file as it is now, and look at all of the copy."""
        place = self._place

        def job(_progress: object) -> bool:
            from ibo_desk.safekeeping import make_proven_backup

            return make_proven_backup(place) is not None

        self.make_button.setEnabled(False)
        self._desk.work.run(_("Making a backup"), job, self._made, self._failed, owner=self)

    def read_copy(self) -> None:
        """Open the chosen backup in a window of its own, to read."""
        chosen = self.chosen()
        if chosen is not None:
            self._keeper.open_copy(chosen.path)

    def ask_restore(self) -> None:
        """Ask, and put the chosen backup in the place of the open file."""
        chosen = self.chosen()
        if chosen is None:
            return
        text = _(
            "Put back {name} as it was on {moment}? What stands there now is backed up first, so that this can be put"
            " back in turn."
        ).format(name=Path(self._place).name, moment=moment(chosen.made_at))
        question = QMessageBox(QMessageBox.Icon.Question, _("Restore"), text, parent=self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes = question.addButton(_("Restore"), QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(question.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        yes.clicked.connect(lambda: self._restore(chosen.path))
        self.question = question
        question.open()

    def show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def chosen(self) -> "BackupRow | None":
        items = self.rows.selectedItems()
        return items[0].data(0, Qt.ItemDataRole.UserRole) if items else None

    def _restore(self, path: Path) -> None:
        self._keeper.restore(path)
        self.accept()

    def _made(self, fresh: bool) -> None:
        self.make_button.setEnabled(not self._desk.read_only)
        self._desk.notice.emit(_("Backup made") if fresh else _("Nothing changed since the latest backup"))
        self.reload()

    def _failed(self, error: UserError) -> None:
        self.make_button.setEnabled(not self._desk.read_only)
        self.banner.tell(error)
        self.reload()

    def _show(self, seen: tuple[str, Path, Sequence["BackupRow"]]) -> None:
        self._place, self._folder, copies = seen
        on_server = "://" in self._place
        self.about.setText(_about(on_server, bool(copies)))
        self.rows.clear()
        for copy in copies:
            item = QTreeWidgetItem(_cells(copy))
            item.setData(0, Qt.ItemDataRole.UserRole, copy)
            if copy.why:
                item.setToolTip(len(HEADS) - 1, copy.why)
            self.rows.addTopLevelItem(item)
        self.make_button.setEnabled(not on_server and not self._desk.read_only)
        self.folder_button.setEnabled(bool(copies))
        if copies:
            self.rows.setCurrentIndex(self.rows.model().index(0, 0))
        self._choice()

    def _choice(self) -> None:
        chosen = self.chosen()
        self.read_button.setEnabled(chosen is not None)
        self.restore_button.setEnabled(
            chosen is not None and chosen.state != "damaged" and not self._desk.read_only
        )


def _about(on_server: bool, some: bool) -> str:
    if on_server:
        return _("These data stand on a server; its administrator makes and restores the backups.")
    if not some:
        return _("There is no backup of this file yet.")
    return _(
        "They are made when the file is opened and each hour of work, and lie on this computer only. Keep a copy"
        " elsewhere, too."
    )


def _cells(copy: "BackupRow") -> list[str]:
    newest = f"{moment(copy.newest_at)} · {copy.newest_label}" if copy.newest_at else ""
    counts = copy.counts
    inside = (
        _("{meetings} meetings, {items} items, {engagements} engagements").format(
            meetings=counts["meeting"], items=counts["agenda_item"], engagements=counts["engagement"]
        )
        if counts.get("meeting") is not None
        else ""
    )
    why = label(copy.kind) if copy.kind else ""
    return [moment(copy.made_at), why, newest, inside, _size(copy.size), _(STATES[copy.state])]


def moment(at: "datetime") -> str:
    """A moment as people read it, in the time of this computer."""
    here = at.astimezone()
    return f"{formats.short_day(here.date())} {formats.clock(here.time())}"


def _size(size: int) -> str:
    return _("{size} MB").format(size=formats.number(round(size / 100_000) * 100))
