"""The agenda of another secretariat: every line with what becomes of it, mended here before anything is recorded."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.agenda_text import AgendaLine, AgendaReading, carried, read_agenda
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.line_fates import LineFate
from ibo_desk.language import _, ngettext
from ibo_desk.services import words
from ibo_desk.services.agenda.paste import Choice, PastedRow, becomes_words, there_already
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drops import dragged_agenda
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.agenda.mend_item import FATES_BY_KEY, MendItem
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, hint

if TYPE_CHECKING:
    from ibo_desk.exchange.agenda_file import AgendaFile
    from ibo_desk.foreign.package import Progress

_PAUSE: Final = 250  # ms without a key before the text is read
_PLACE: Final = Qt.ItemDataRole.UserRole
_INDENT: Final = {
    LineFate.ITEM: "",
    LineFate.SUB_ITEM: "    ",
    LineFate.TITLE: "    ",
    LineFate.DETAIL: "        ",
}


class _Lines(Listing):
    """``fated``: a key said what the chosen line is."""

    fated = Signal(object)  # LineFate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fate = FATES_BY_KEY.get(event.text().upper())
        if fate is not None:
            self.fated.emit(fate)
        else:
            super().keyPressEvent(event)


class ForeignAgenda(QDialog):
    """Text at the left, pasted or of a file; its lines at the right, and the chosen one to mend under them."""

    def __init__(self, desk: Desk, parent: QWidget, meeting_id: UUID, meeting: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Read an agenda: {meeting}").format(meeting=meeting))
        self.setAcceptDrops(True)
        self._desk, self._meeting_id = desk, meeting_id
        self._read_text = ""
        self._fates: dict[int, LineFate] = {}
        self._choices: dict[int, Choice] = {}
        self._unread: tuple[str, ...] = ()
        self.reading = AgendaReading()
        self.rows: list[PastedRow] = []
        theme = desk.theme
        self.resize(theme.px(1160), theme.px(620))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Agenda to read"))
        self.text.setPlaceholderText(
            _(
                "Paste the agenda here, as it stands in the mail or in Word; or drag a .docx or .eml on this window."
            )
        )
        self.text.setTabChangesFocus(True)
        self.lines = _Lines(theme, _("Lines of the agenda"), (_("Line"), _("Is"), _("What happens")))
        self.lines.fated.connect(self._set_fate)
        self.lines.currentItemChanged.connect(lambda _now, _before: self._show_line())
        self.mend = MendItem(desk)
        self.mend.fated.connect(self._set_fate)
        self.mend.chosen.connect(self._choose)
        self.summary = hint("", wrap=True)
        self.put = button(theme, "", "check", self._put, primary=True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.read_text)
        self._build()
        keep_line(desk, self.text, "agenda.foreign", self.text.accessibleName(), lambda: meeting_id)
        self.text.textChanged.connect(self._soon.start)
        self._tell()
        if self.text.toPlainText():
            self.read_text()

    def _build(self) -> None:
        theme = self._desk.theme
        left, right, last = QVBoxLayout(), QVBoxLayout(), WrapLayout()
        left.addWidget(self.text, 1)
        left.addWidget(button(theme, _("Read a file… (docx, eml, txt)"), "import", self._choose_file))
        right.addWidget(self.lines, 1)
        right.addWidget(self.mend)
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(12))
        sides.addLayout(left, 4)
        sides.addLayout(right, 7)
        last.addWidget(self.summary, 1)
        last.addWidget(button(theme, _("Cancel"), "", self.reject))
        last.addWidget(self.put)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addLayout(sides, 1)
        layout.addLayout(last)
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(False)  # Enter in the title of an item ends that title, and nothing else

    # a file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_agenda(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dragged_agenda(event.mimeData())
        if path is not None:
            self.load(path)
            event.acceptProposedAction()

    def load(self, path: Path) -> None:
        """Read a file in the background; what came with it and was not read is named."""

        def job(progress: "Progress") -> "AgendaFile":
            from ibo_desk.exchange.agenda_file import read_agenda_file  # heavy

            return read_agenda_file(path, progress)

        def loaded(file: "AgendaFile") -> None:
            self._unread = file.unread
            self.text.setPlainText(file.text)

        self._desk.work.run(_("Reading {name}").format(name=path.name), job, loaded, self._refused, self)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Which agenda?"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Agendas (*.docx *.docm *.eml *.txt)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.load(Path(name)))
        dialog.open()

    # reading

    def read_text(self) -> None:
        """Read what stands in the text now."""
        text = self.text.toPlainText()
        if text != self._read_text:
            self._fates = carried(self._read_text, text, self._fates)
            self._choices = carried(self._read_text, text, self._choices)
            self._read_text = text
        fates = dict(self._fates)
        title = _("Reading {name}").format(name=_("the agenda"))
        self._desk.work.run(
            title, lambda _progress: read_agenda(text, fates), self._was_read, self._refused, self
        )

    def _was_read(self, reading: AgendaReading) -> None:
        meeting_id, choices = self._meeting_id, dict(self._choices)
        self._desk.lane.read(
            lambda app: app.agenda_paste.preview(meeting_id, reading, choices),
            lambda rows: self._show(reading, rows),
            self._refused,
            self,
        )

    def _refused(self, error: UserError) -> None:
        self._show(AgendaReading(), [])
        self.summary.setText(words.sentence(error))

    def _show(self, reading: AgendaReading, rows: list[PastedRow]) -> None:
        self.reading, self.rows = reading, rows
        current = self.lines.currentItem()
        at = current.data(0, _PLACE) if current is not None else None
        by_place = {row.item.place: row for row in rows}
        self.lines.blockSignals(True)
        self.lines.clear()
        chosen = None
        for line in reading.lines:
            row = by_place.get(line.place)
            shown = " ".join(line.text.split())
            cells = [
                _INDENT.get(line.fate, "") + (row.item.title if row and _whole(row, shown) else shown),
                words.label(line.fate),
                becomes_words(row) if row else (words.label(line.why) if line.why else ""),
            ]
            entry = QTreeWidgetItem(self.lines, cells)
            entry.setData(0, _PLACE, line.place)
            entry.setToolTip(0, line.text)
            if line.why is not None or (row is not None and row.there):
                for column in range(3):
                    entry.setForeground(column, self._desk.theme.colour("muted"))
            if row is not None and not row.there:
                bold = entry.font(0)
                bold.setBold(True)
                entry.setFont(0, bold)
            if line.place == at or (chosen is None and row is not None):
                chosen = entry
        self.lines.blockSignals(False)
        if chosen is not None:
            self.lines.setCurrentItem(chosen)
        self._show_line()
        self._tell()

    # mending

    def _current(self) -> tuple[AgendaLine, PastedRow | None] | None:
        entry = self.lines.currentItem()
        place = entry.data(0, _PLACE) if entry is not None else None
        line = next((line for line in self.reading.lines if line.place == place), None)
        if line is None:
            return None
        return line, next((row for row in self.rows if row.item.place == place), None)

    def _show_line(self) -> None:
        current = self._current()
        self.mend.show_line(*(current or (None, None)))

    def _set_fate(self, fate: LineFate) -> None:
        current = self._current()
        if current is not None and current[0].fate is not fate:
            self._fates[current[0].place] = fate
            self.read_text()

    def _choose(self, choice: Choice) -> None:
        current = self._current()
        if current is not None:
            place = current[0].place
            before = self._choices.get(place, Choice())
            said = {name: value for name, value in vars(choice).items() if value is not None}
            self._choices[place] = replace(before, **said)
            self._was_read(self.reading)

    def _tell(self) -> None:
        new, skipped = (
            sum(not row.there for row in self.rows),
            sum(line.why is not None for line in self.reading.lines),
        )
        text = ngettext("Put {count} item on the agenda", "Put {count} items on the agenda", new)
        self.put.setText(text.format(count=new))
        self.put.setEnabled(new > 0)
        if not self.reading.lines:
            self.summary.clear()
            return
        parts = [
            ngettext("{count} line", "{count} lines", len(self.reading.lines)).format(
                count=len(self.reading.lines)
            ),
            ngettext("{count} new item", "{count} new items", new).format(count=new),
            there_already(len(self.rows) - new),
            _("{count} skipped").format(count=skipped),
        ]
        unread = _("Not read, came with the mail: {names}.").format(names=", ".join(self._unread))
        self.summary.setText(f"{', '.join(parts)}. {unread if self._unread else ''}".strip())

    def _put(self) -> None:
        meeting_id, reading, choices = self._meeting_id, self.reading, dict(self._choices)
        self._desk.lane.write(
            lambda app: app.agenda_paste.paste(meeting_id, reading, choices),
            lambda _made: self.accept(),
            self._refused,
            self,
        )


def _whole(row: PastedRow, shown: str) -> bool:
    """Whether the title of an item is not what its line says: it was mended, or goes on in the next lines."""
    return row.item.title not in shown
