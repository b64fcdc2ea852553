"""Completes one name of several that stand in a line with ";" between them, or with what else separates them there."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


class NamesCompleter(QCompleter):
    """Offers names for what is typed behind the last separator of a line; the names before it stay."""

    def __init__(self, names: Sequence[str], line: QLineEdit, separators: str = ";") -> None:
        super().__init__(list(names), line)
        self._line = line
        self._before = re.compile(rf"(?s).*[{re.escape(separators)}]\s*")
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def before(self, text: str) -> str:
        """What stands before the name that is typed, with its separator."""
        match = self._before.match(text)
        return match[0] if match else ""

    def splitPath(self, path: str) -> list[str]:
        return [path[len(self.before(path)) :].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return self.with_name(super().pathFromIndex(index))

    def with_name(self, name: str) -> str:
        """The line with a name in the place of the one that is typed."""
        before = self.before(self._line.text())
        space = "" if before in {"", before.rstrip() + " "} else " "
        return before + space + name
