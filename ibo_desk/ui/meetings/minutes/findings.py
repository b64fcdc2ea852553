"""What the look over the minutes found, each a link to where it is mended; and whose note is overtaken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import hint

if TYPE_CHECKING:
    from ibo_desk.documents.papers import Outdated

_ROW = Qt.ItemDataRole.UserRole + 1


class LinkList(QWidget):
    """Sentences that lead somewhere: ``followed`` gives the row behind the one that was clicked or entered."""

    followed = Signal(object)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self.intro = hint("", wrap=True)
        self.intro.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = QListWidget()
        self.list.setObjectName("links")
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._follow)
        self.list.itemActivated.connect(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(self.intro)
        layout.addWidget(self.list, 1)

    def show_lines(self, intro: str, lines: Sequence[tuple[str, object]]) -> None:
        """Show these sentences; the chosen one stays chosen."""
        at = self.list.currentRow()
        self.intro.setText(intro)
        self.list.clear()
        icon = self._desk.theme.icon("alert", "on_warn")
        for text, row in lines:
            made = QListWidgetItem(icon, text)
            made.setData(_ROW, row)
            self.list.addItem(made)
        self.list.setVisible(bool(lines))
        if lines:
            self.list.setCurrentRow(max(0, min(at, len(lines) - 1)))

    def _follow(self, line: QListWidgetItem) -> None:
        self.followed.emit(line.data(_ROW))


def finding_lines(rows: Sequence[FindingRow]) -> list[tuple[str, object]]:
    return [(row.text, row) for row in rows]


def outdated_sentence(rows: "Sequence[Outdated]", unknown: "Sequence[Outdated]") -> str:
    """What is known of overtaken notes; of a note whose text was not kept nothing is asserted."""
    text = ""
    if rows:
        text = _("These colleges hold a note whose text has changed since; they get one that replaces it.")
    elif not unknown:
        text = _("No college holds a note whose text has changed since.")
    if unknown:
        who = ngettext(
            "Of {count} delivered note it is not known which text it held, so not whether it was overtaken.",
            "Of {count} delivered notes it is not known which text they held, so not whether they were overtaken.",
            len(unknown),
        )
        text = " ".join(filter(None, (text, who.format(count=len(unknown)))))
    return text


def outdated_lines(rows: "Sequence[Outdated]") -> list[tuple[str, object]]:
    """One line per item, with the colleges that hold a note with an older text."""
    by_item: dict[UUID, list[Outdated]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    lines: list[tuple[str, object]] = []
    for outdated in by_item.values():
        who = ", ".join(f"{note.college} ({formats.short_day(note.delivered_on)})" for note in outdated)
        text = _("Item {number} “{title}”: note delivered before the text changed to {colleges}.")
        lines.append(
            (text.format(number=outdated[0].number, title=outdated[0].title, colleges=who), outdated[0])
        )
    return lines
