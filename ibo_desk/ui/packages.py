"""Giving colleges a file of their own; and in such a file: sending back, and going on in a newer one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.names import display_name, file_stem
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.saving import save_whole
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.packages.giving import GivenFile
    from ibo_desk.services.packages.renewing import TakenAlong
    from ibo_desk.services.parties.body_rows import BodyRow

_FOLDER_KEY = "packages/folder"
_ID = Qt.ItemDataRole.UserRole


class GiveDialog(QDialog):
    """Which colleges, and in which folder; one file for each."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Give colleges their own file"))
        self.desk = desk
        theme = desk.theme
        self.resize(theme.px(560), theme.px(560))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("For which colleges?"), 2))
        layout.addWidget(
            hint(
                _(
                    "Each gets a new file with what it may read and with the papers it was sent; nothing of other"
                    " colleges and nothing of the secretariat. What it writes there comes back with “Send back”."
                ),
                wrap=True,
            )
        )
        self.colleges = QListWidget()
        self.colleges.setObjectName("card")
        self.colleges.setAccessibleName(_("Colleges"))
        self.colleges.itemChanged.connect(self._count)
        layout.addWidget(self.colleges, 1)
        row = WrapLayout()
        row.addWidget(button(theme, _("All"), "", lambda: self._tick(on=True)))
        row.addWidget(button(theme, _("None"), "", lambda: self._tick(on=False)))
        row.addStretch(1)
        row.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.make = button(theme, "", "folder", self._ask_folder, primary=True)
        row.addWidget(self.make)
        layout.addLayout(row)
        self._count()
        desk.lane.read(lambda app: app.bodies.colleges(app.clock.today()), self._show, self.banner.tell, self)

    def chosen(self) -> list[UUID]:
        items = (self.colleges.item(at) for at in range(self.colleges.count()))
        return [item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _show(self, rows: "list[BodyRow]") -> None:
        for row in rows:
            if row.organisation_id is None:
                continue
            item = QListWidgetItem(display_name(row.organisation, row.name))
            item.setData(_ID, row.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.colleges.addItem(item)
        self._count()

    def _tick(self, *, on: bool) -> None:
        for at in range(self.colleges.count()):
            self.colleges.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _count(self) -> None:
        count = len(self.chosen())
        text = ngettext("Make {count} file in a folder…", "Make {count} files in a folder…", count)
        self.make.setText(text.format(count=count))
        self.make.setEnabled(bool(count) and not self.desk.read_only)

    def _ask_folder(self) -> None:
        folder = self.desk.remembered(_FOLDER_KEY, str(Path.home()))
        dialog = QFileDialog(self, _("Folder for the files of the colleges"), folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.give(Path(chosen)))
        dialog.open()

    def give(self, folder: Path) -> None:
        """Make the files in this folder."""
        self.desk.remember(_FOLDER_KEY, str(folder))
        self.make.setEnabled(False)
        self.make.setText(_("Being made…"))
        ids = self.chosen()

        def made(files: "list[GivenFile]") -> None:
            text = ngettext("{count} file made in {folder}.", "{count} files made in {folder}.", len(files))
            self.desk.notice.emit(text.format(count=len(files), folder=folder))
            self.accept()

        def failed(error: UserError) -> None:
            self._count()
            self.banner.tell(error)

        self.desk.lane.write(lambda app: app.packages.give(ids, folder), made, failed, self, quiet=True)


def ask_send_back(desk: Desk, parent: QWidget) -> QFileDialog:
    """Ask where to, and write there what was written in this file."""
    assert desk.package is not None
    name = f"{file_stem(desk.package.college)}-{desk.clock.today().isoformat()}.terug"
    folder = desk.remembered(_FOLDER_KEY, str(Path.home()))
    dialog = QFileDialog(parent, _("Send back"), folder, _("What goes back (*.terug)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("terug")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: send_back(desk, parent, Path(chosen)))
    dialog.open()
    return dialog


def send_back(desk: Desk, parent: QWidget, path: Path) -> None:
    """Write what goes back into a file; the dialog itself asked before one is written over."""
    desk.remember(_FOLDER_KEY, str(path.parent))

    def job(app: "App") -> int:
        own = app.packages.own()
        save_whole(path, app.packages.send_back(), over=True)
        return own.to_send if own is not None else 0

    def written(count: int) -> None:
        text = ngettext(
            "{name} holds {count} change; send it to the secretariat.",
            "{name} holds {count} changes; send it to the secretariat.",
            count,
        )
        desk.notice.emit(text.format(name=path.name, count=count))

    desk.lane.read(job, written, desk.show_error, parent)


def ask_newer(desk: Desk, parent: QWidget, open_place: Callable[[str], None]) -> QFileDialog:
    """Ask for the newer file that was given, take along what stands in this one, and open it."""
    folder = desk.remembered(_FOLDER_KEY, str(Path.home()))
    dialog = QFileDialog(parent, _("Which newer file?"), folder, _("Region files (*.ibo)"))
    dialog.fileSelected.connect(lambda chosen: go_on_in(desk, parent, Path(chosen), open_place))
    dialog.open()
    return dialog


def go_on_in(desk: Desk, parent: QWidget, path: Path, open_place: Callable[[str], None]) -> None:
    """Take along what stands in the open file, and open the newer one."""
    desk.remember(_FOLDER_KEY, str(path.parent))

    def job(app: "App") -> "TakenAlong":
        from ibo_desk.app import open_app

        with open_app(path, actor=app.store.actor, clock=app.clock) as newer:
            return newer.packages.take_along(app.store)

    def taken(along: "TakenAlong") -> None:
        from ibo_desk.services.packages.words import left_to_say

        text = ngettext("{count} change came along.", "{count} changes came along.", along.recorded)
        open_place(str(path))
        desk.notice.emit(" ".join([text.format(count=along.recorded), *left_to_say(along)]))

    desk.lane.read(job, taken, desk.show_error, parent)
