"""A pasted list of people: every line is shown with what becomes of it, and only what is ticked is put on the list."""

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.people_list import read_people
from ibo_desk.language import _, ngettext
from ibo_desk.services import words
from ibo_desk.services.meetings.people_present import ToList
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, hint

_GUEST, _SUBSTITUTE = Capacity.GUEST, Capacity.SUBSTITUTE
_AT = Qt.ItemDataRole.UserRole
_PAUSE = 200  # ms without a key before the list is read


class PeopleDialog(QDialog):
    """Opens with what lies on the clipboard, where that is a list of people."""

    def __init__(self, desk: Desk, parent: QWidget, meeting_id: UUID) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste a list of people"))
        self._desk = desk
        self._meeting_id = meeting_id
        self._looked: list[ToList] = []
        theme = desk.theme
        self.resize(theme.px(820), theme.px(560))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("List of people"))
        self.text.setPlaceholderText(
            _("Hanne Heidebloem, Kortrijk, mayor (one a line; columns from Excel or Word too)")
        )
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(theme.px(150))
        keep_line(desk, self.text, "attendance.list", self.text.accessibleName(), lambda: meeting_id)
        heads = (_("Name"), _("Organisation"), _("Function"), _("Capacity"), _("What happens"))
        self.rows = Listing(theme, _("People in the list"), heads)
        self.rows.itemChanged.connect(lambda _item, _column: self._tell())
        self.summary = hint("", wrap=True)
        self.put = button(theme, "", "check", self._put, primary=True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._look)
        self.text.textChanged.connect(self._soon.start)
        line = WrapLayout()
        line.addWidget(self.summary, 1)
        line.addWidget(button(theme, _("Cancel"), "", self.reject))
        line.addWidget(self.put)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.text)
        layout.addWidget(self.rows, 1)
        layout.addLayout(line)
        clipboard = QApplication.clipboard().text()
        if (
            not self.text.toPlainText()
            and sum(bool(each.organisation) for each in read_people(clipboard)) > 1
        ):
            self.text.setPlainText(clipboard)
        self._tell()

    def _look(self) -> None:
        text = self.text.toPlainText()
        if not text.strip():
            self._show([])
            return
        meeting_id = self._meeting_id
        self._desk.lane.read(
            lambda app: app.meetings.look_at_list(meeting_id, text), self._show, self._refused, self
        )

    def _refused(self, error: UserError) -> None:
        self._show([])
        self.summary.setText(words.sentence(error))

    def _show(self, looked: list[ToList]) -> None:
        self._looked = looked
        self.rows.clear()
        for at, entry in enumerate(looked):
            person = entry.person
            part = show_value(person.part) if person.part is not None else show_value(_GUEST)
            cells = [person.name or person.line, person.organisation, person.function, part, becomes(entry)]
            row = QTreeWidgetItem(self.rows, cells)
            row.setData(0, _AT, at)
            if entry.why:
                row.setDisabled(True)
            else:
                row.setCheckState(0, Qt.CheckState.Checked)
        self._tell()

    def ticked(self) -> list[ToList]:
        """What is put on the list."""
        rows = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return [
            self._looked[row.data(0, _AT)]
            for row in rows
            if row is not None and not row.isDisabled() and row.checkState(0) is Qt.CheckState.Checked
        ]

    def _tell(self) -> None:
        count = len(self.ticked()) if self.rows.topLevelItemCount() else 0
        text = ngettext("Put {count} person on the list", "Put {count} people on the list", count)
        self.put.setText(text.format(count=count))
        self.put.setEnabled(count > 0)
        skipped = sum(bool(entry.why) for entry in self._looked)
        text = ngettext("{count} line is not taken over.", "{count} lines are not taken over.", skipped)
        self.summary.setText(text.format(count=skipped) if skipped else "")

    def _put(self) -> None:
        meeting_id, chosen = self._meeting_id, self.ticked()
        self._desk.lane.write(
            lambda app: app.meetings.put_list(meeting_id, chosen), lambda _made: self.accept(), owner=self
        )


def becomes(entry: ToList) -> str:
    """What happens with a line, in words."""
    if entry.why:
        return entry.why
    changes = []
    if entry.organisation_id is None:
        changes.append(_("new organisation"))
    if entry.person_id is None:
        changes.append(_("new person"))
    if entry.person.part is _SUBSTITUTE:
        changes.append(_("can replace, no line"))
    else:
        changes.append(_("fills in a line") if entry.there else _("new line"))
    return ", ".join(changes)
