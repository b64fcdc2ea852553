"""Minutes as received, pasted: beside each item stands what they say of it, and what is ticked is noted."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.agenda_text import AgendaReading, read_agenda
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services import words
from ibo_desk.services.agenda.outcomes import OutcomeRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, hint

_PAUSE: Final = 250  # ms without a key before the text is read


class OutcomesDialog(QDialog):
    """Text at the left, items at the right; an item that has an outcome keeps it and cannot be ticked."""

    def __init__(self, desk: Desk, parent: QWidget, meeting_id: UUID) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste the outcome of each item"))
        self._desk, self._meeting_id = desk, meeting_id
        self.items: list[OutcomeRow] = []
        theme = desk.theme
        self.resize(theme.px(1100), theme.px(560))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Minutes to paste"))
        self.text.setPlaceholderText(
            _("Paste the minutes here: the number and title of each item, and under it what was concluded.")
        )
        self.text.setTabChangesFocus(True)
        heads = (_("Item"), _("Outcome in the text"), _("Noted already"))
        self.rows = Listing(theme, _("Outcome of each item"), heads)
        self.rows.itemChanged.connect(lambda _item, _column: self._tell())
        self.summary = hint("", wrap=True)
        self.put = button(theme, "", "check", self._put, primary=True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.read_text)
        sides, last = QHBoxLayout(), WrapLayout()
        sides.addWidget(self.text, 4)
        sides.addWidget(self.rows, 7)
        last.addWidget(self.summary, 1)
        last.addWidget(button(theme, _("Cancel"), "", self.reject))
        last.addWidget(self.put)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addLayout(sides, 1)
        layout.addLayout(last)
        keep_line(desk, self.text, "minutes.outcomes", self.text.accessibleName(), lambda: meeting_id)
        self.text.textChanged.connect(self._soon.start)
        self.read_text()

    def read_text(self) -> None:
        """Read what stands in the text now."""
        text, meeting_id = self.text.toPlainText(), self._meeting_id
        title = _("Reading {name}").format(name=_("the minutes"))

        def read(reading: AgendaReading) -> None:
            self._desk.lane.read(
                lambda app: app.pasted_outcomes.preview(meeting_id, reading),
                self._show,
                self._refused,
                self,
            )

        self._desk.work.run(title, lambda _progress: read_agenda(text), read, self._refused, self)

    def _refused(self, error: UserError) -> None:
        self.summary.setText(words.sentence(error))

    def _show(self, items: list[OutcomeRow]) -> None:
        self.items = items
        self.rows.blockSignals(True)
        self.rows.clear()
        for item in items:
            entry = QTreeWidgetItem(self.rows, [f"{item.number}. {item.title}", item.text, item.stands])
            if item.fresh:
                entry.setCheckState(0, Qt.CheckState.Checked)
            else:
                entry.setDisabled(True)
        self.rows.blockSignals(False)
        self._tell()

    def ticked(self) -> dict[UUID, str]:
        """The outcomes that are noted, by item."""
        entries = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return {
            item.item_id: item.text
            for item, entry in zip(self.items, entries, strict=True)
            if item.fresh and entry is not None and entry.checkState(0) is Qt.CheckState.Checked
        }

    def _tell(self) -> None:
        count = len(self.ticked())
        self.put.setText(ngettext("Note {count} outcome", "Note {count} outcomes", count).format(count=count))
        self.put.setEnabled(count > 0)
        without = sum(not item.text for item in self.items)
        text = ngettext(
            "The text says nothing of {count} item.", "The text says nothing of {count} items.", without
        )
        self.summary.setText(
            text.format(count=without) if without and self.text.toPlainText().strip() else ""
        )

    def _put(self) -> None:
        meeting_id, said = self._meeting_id, self.ticked()
        self._desk.lane.write(
            lambda app: app.pasted_outcomes.record(meeting_id, said),
            lambda _count: self.accept(),
            self._refused,
            self,
        )
