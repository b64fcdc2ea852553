"""A row of a list put right before it is read in; the list itself stays as it is."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from ibo_desk.language import _
from ibo_desk.ui.lists.question import QuestionDialog
from ibo_desk.ui.theme import Theme


class CellsDialog(QuestionDialog):
    """``cells`` by field, ``words`` the names of the fields. Ask ``changed`` once it was accepted."""

    def __init__(
        self, theme: Theme, parent: QWidget, row: str, cells: Mapping[str, str], words: Mapping[str, str]
    ) -> None:
        super().__init__(
            theme,
            parent,
            _("Put right: {row}").format(row=row),
            _("Type what the row should say. The list itself stays as it is."),
            (_("Field"), _("Says")),
            _("Look again"),
        )
        self._cells = cells
        self._lines: dict[str, QTreeWidgetItem] = {}
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        for name, text in words.items():
            line = self._lines[name] = QTreeWidgetItem([text, cells.get(name, "")])
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsEditable)
            self.rows.addTopLevelItem(line)

    def changed(self) -> dict[str, str]:
        """The fields that say something else now."""
        said = {name: line.text(1).strip() for name, line in self._lines.items()}
        return {name: text for name, text in said.items() if text != self._cells.get(name, "")}
