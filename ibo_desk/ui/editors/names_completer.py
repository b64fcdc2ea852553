"""Completes one name of several that stand in a line with ";" between them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


class NamesCompleter(QCompleter):
    """Offers names for what is typed behind the last ";" of a line; the names before it stay."""

    def __init__(self, names: Sequence[str], line: QLineEdit) -> None:
        super().__init__(list(names), line)
        self._line = line
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(";")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, semicolon, _typed = self._line.text().rpartition(";")
        name = super().pathFromIndex(index)
        return f"{before}{semicolon} {name}" if semicolon else name
