"""What a college wrote in its own file: first looked at beside what stands here, and only then recorded."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QTreeWidgetItem, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.packages import OperationState
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label, sentence
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.look_first import LookDialog, Words

if TYPE_CHECKING:
    from ibo_desk.services.packages.packages import ReturnLine, ReturnLook, TakenBack

_TICK = 0


class TakeBackDialog(LookDialog):
    """Row by row what would be recorded; where something else was written here, both stand side by side."""

    folder_key = "packages/folder"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = Words(
            _("Take over what a college sent back"),
            _("Which file did the college send back?"),
            _("The file that “Send back” made in the college's own file; its name ends in .terug."),
            _("What the college wrote"),
            _("Record"),
            "check",
            _("What comes back (*.terug)"),
        )
        columns = (_("About"), _("Field"), _("Here"), _("Of the college"), _("What happens"))
        super().__init__(desk, parent, words, columns, 520)
        self._look: ReturnLook | None = None
        self._path = Path()
        self._waiting: list[Path] = []
        self.settle = QCheckBox(_("What is not ticked is dealt with: what stands here stays"))
        self.settle.hide()
        self.buttons.insertWidget(1, self.settle)

    def load_all(self, paths: Sequence[Path]) -> None:
        """Look at several returns, one after the other."""
        self._waiting = list(paths)
        if self._waiting:
            self.load(self._waiting.pop(0))

    def look(self, path: Path) -> None:
        self._path = path
        self.title.setText(path.name)
        self.desk.lane.read(lambda app: app.packages.look(path), self._show, self.refused, self)

    def refused(self, error: UserError) -> None:
        self._look = None
        self.record.setEnabled(False)
        self.settle.hide()
        super().refused(error)

    def _show(self, look: "ReturnLook") -> None:
        from ibo_desk.services.packages.words import proof

        self._look = look
        self.title.setText(look.college)
        new, met = look.count(OperationState.NEW), look.count(OperationState.COLLISION)
        text = ngettext("{count} value will be recorded.", "{count} values will be recorded.", new)
        lines = [text.format(count=new), proof(look)]
        if met:
            lines.insert(1, _("Where something else was written here, tick what the college may replace."))
        self.summary.setText(" ".join(lines))
        self.rows.clear()
        offered: set[tuple[UUID, str]] = set()
        for line in look.lines:
            if line.state is not OperationState.KNOWN:
                self.rows.addTopLevelItem(_item(line, offered))
        self.settle.setVisible(bool(met))
        self.record.setEnabled(bool(new or met) and not self.desk.read_only)
        if not self.rows.topLevelItemCount():
            self.summary.setText(
                _("All of it was taken over before; there is nothing to record.") + " " + proof(look)
            )

    def apply(self) -> None:
        look, path = self._look, self._path
        if look is None:
            return
        theirs = self._ticked()
        met = {line.unit for line in look.lines if line.state is OperationState.COLLISION}
        ours = met - theirs if self.settle.isChecked() else set()
        self.record.setEnabled(False)
        self.desk.lane.write(
            lambda app: app.packages.take_back(path, theirs=theirs, ours=ours, seen=look.seen),
            self._taken,
            self.refused,
            self,
        )

    def _ticked(self) -> set[tuple[UUID, str]]:
        items = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return {
            item.data(_TICK, Qt.ItemDataRole.UserRole)
            for item in items
            if item is not None and item.checkState(_TICK) is Qt.CheckState.Checked
        }

    def _taken(self, taken: "TakenBack") -> None:
        if taken.refused:
            line, error = taken.refused[0]
            self.banner.say(f"{line.record}, {line.field}: {sentence(error)}")
            self.look(self._path)
        elif self._waiting:
            self.load(self._waiting.pop(0))
        else:
            self.accept()


def _item(line: "ReturnLine", offered: set[tuple[UUID, str]]) -> QTreeWidgetItem:
    """What is chosen together has one box to tick, at its first line."""
    happens = f"{label(line.state)} ({formats.short_day(line.at.astimezone().date())}, {line.actor})"
    item = QTreeWidgetItem([line.record, line.field, line.here, line.theirs, happens])
    if line.state is OperationState.COLLISION and line.unit not in offered:
        offered.add(line.unit)
        item.setCheckState(_TICK, Qt.CheckState.Unchecked)
        item.setData(_TICK, Qt.ItemDataRole.UserRole, line.unit)
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item
