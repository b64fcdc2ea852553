"""The line under the attendance list on which a guest, or a second person of an organisation, is added."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from ibo_desk.domain.organisations import Capacity
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import LineWriter, keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.app import App

_OFFERED = (Capacity.GUEST, Capacity.ADVISORY, Capacity.SUBSTITUTE, Capacity.SECRETARY)


class AttendanceEntry(QWidget):
    """``added`` tells the new line; ``removing`` that the chosen lines go."""

    added = Signal(object)
    removing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id: UUID | None = None
        theme = desk.theme
        self.organisation = _search(_("Organisation"))
        self.organisation.setToolTip(_("From the list, or the name of a new one"))
        self.person = _search(_("Name and function"))
        self._writers: list[LineWriter] = []
        for combo, name in ((self.organisation, "organisation"), (self.person, "person")):
            line = combo.lineEdit()
            assert line is not None
            label = combo.accessibleName()
            self._writers.append(keep_line(desk, line, f"attendance.{name}", label, lambda: self._meeting_id))
        self.capacity = Combo()
        self.capacity.setAccessibleName(_("Capacity"))
        for capacity in _OFFERED:
            self.capacity.addItem(show_value(capacity), capacity)
        self.add = button(theme, _("Put on the list"), "plus", self._add)
        self.remove = button(theme, _("Take off the list"), "trash", self.removing.emit, flat=True)
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.organisation, 3)
        row.addWidget(self.person, 2)
        row.addWidget(self.capacity)
        row.addWidget(self.add)
        row.addWidget(self.remove)

    def show_file(self, file: MeetingFile) -> None:
        """Offer the organisations and persons of the region; what is being typed stays."""
        typed = self.organisation.currentText() or self.person.currentText()
        if self._meeting_id == file.meeting.id and (
            typed or self.organisation.hasFocus() or self.person.hasFocus()
        ):
            return
        self._meeting_id = file.meeting.id
        for writer in self._writers:
            writer.put_aside()
        _offer(
            self.organisation, [(organisation.name, organisation.id) for organisation in file.organisations]
        )
        people = [
            (", ".join(p for p in (person.name, person.function) if p), person.id) for person in file.people
        ]
        _offer(self.person, people)

    def _add(self) -> None:
        meeting_id = self._meeting_id
        name, label = self.organisation.currentText().strip(), self.person.currentText().strip()
        if not name or meeting_id is None:
            self.organisation.setFocus()
            return
        organisation: UUID | str = _id_of(self.organisation) or name
        person_id, capacity = _id_of(self.person), Capacity(self.capacity.currentData())

        def job(app: "App") -> UUID:
            return app.meetings.add_line(meeting_id, organisation, label, person_id, capacity)

        def done(attendance_id: UUID) -> None:
            for combo in (self.organisation, self.person):
                combo.setCurrentIndex(-1)
                combo.clearEditText()
            self.organisation.setFocus()
            self.added.emit(attendance_id)

        self._desk.lane.write(job, done, owner=self)


def _search(words: str) -> QComboBox:
    """A choice that narrows while typing, and takes what is not in it."""
    combo = Combo()
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(10)
    combo.setAccessibleName(words)
    line, completer = combo.lineEdit(), combo.completer()
    assert isinstance(line, QLineEdit)
    assert completer is not None
    line.setPlaceholderText(words)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return combo


def _offer(combo: QComboBox, options: list[tuple[str, UUID]]) -> None:
    combo.clear()
    for text, value in options:
        combo.addItem(text, value)
    combo.setCurrentIndex(-1)
    combo.clearEditText()


def _id_of(combo: QComboBox) -> UUID | None:
    """The record that the text names; None for what was typed freely."""
    at = combo.findText(combo.currentText().strip(), Qt.MatchFlag.MatchFixedString)
    ident: UUID | None = combo.itemData(at) if at >= 0 else None
    return ident
