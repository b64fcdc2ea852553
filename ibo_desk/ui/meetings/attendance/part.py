"""Who came: a line per organisation with its delegate of that day; several lines are marked at once (R21)."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ibo_desk.domain.organisations import WAS_THERE, Capacity, Presence
from ibo_desk.language import N_, _
from ibo_desk.services.meetings.attendance import AttendanceRow, to_renew_sentence
from ibo_desk.services.meetings.procedure import quorum_sentence
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.attendance.entry import AttendanceEntry
from ibo_desk.ui.meetings.attendance.pasted import PeopleDialog
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_KEYS = {
    Qt.Key.Key_A: Presence.PRESENT,
    Qt.Key.Key_V: Presence.EXCUSED,
    Qt.Key.Key_X: Presence.ABSENT,
}
_STAYS = -1  # the column in which the letters mark is the last to fold away
_MARKED = "presence"  # the only column in which a letter marks; its head says so


def _save_presence(app: "App", row: AttendanceRow, value: str) -> None:
    app.meetings.set_presence([row.id], Presence(value), row.replaced_by_id)


def _save_substitute(app: "App", row: AttendanceRow, value: str) -> None:
    app.meetings.replace_by(row.id, value)


def _presence(value: Presence) -> str:
    """The word for the column; who took the place stands beside it."""
    return _("replaced") if value == Presence.REPLACED else show_value(value)


class AttendancePart(QFrame):
    """Keys a, v and x mark the chosen lines present, excused or absent, in the column of presence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._file: MeetingFile | None = None
        theme = desk.theme
        empty = _("Nobody is on the list yet. “Fill in members and delegates” takes them from the mandates.")
        self.panel = TablePanel(desk, "attendance", self._columns(), empty=empty)
        self.commands = self.panel.let_remove(self._delete, beside=False)
        self.panel.view.installEventFilter(self)
        self.invite = button(theme, _("Fill in members and delegates"), "partners", self._invite)
        self.paste = button(theme, _("Paste a list…"), "copy", self._paste)
        self.paste.setToolTip(_("Names with organisation and function, from a mail, Word or Excel"))
        self.dialog: PeopleDialog | None = None
        self.entry = AttendanceEntry(desk)
        self.entry.added.connect(self.panel.select)
        self.entry.removing.connect(lambda: self.commands.ask(self.panel.chosen()))
        self.marks = []
        for key, presence, words in (
            ("a", Presence.PRESENT, _("Present (a)")),
            ("v", Presence.EXCUSED, _("Excused (v)")),
            ("x", Presence.ABSENT, _("Absent (x)")),
        ):
            made = button(theme, words, "", partial(self._mark, presence))
            made.setObjectName("plain")
            text = _("Key {key} in the column “{column}”").format(key=key, column=_("Presence (a, v, x)"))
            made.setAccessibleDescription(text)
            made.setToolTip(text)
            self.marks.append(made)
            self.panel.add_to_bar(made)
        top = WrapLayout()
        self.quorum = hint("", wrap=True)
        top.addWidget(heading(_("Attendance"), 2))
        top.addWidget(self.quorum)
        top.addStretch(1)
        top.addWidget(self.paste)
        top.addWidget(self.invite)
        layout = QVBoxLayout(self)
        inner = theme.px(12)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.addLayout(top)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.entry)

    def _columns(self) -> Columns[AttendanceRow]:
        kind = "attendance"

        return (
            Column("organisation", N_("Organisation"), lambda row: row.organisation, 112, wrap=True),
            Column(
                "person",
                N_("Name and function"),
                lambda row: row.label,
                140,
                stretch=True,
                wrap=True,
                edit=Edit(kind, "label"),
            ),
            Column(
                "capacity",
                N_("Capacity"),
                lambda row: row.capacity,
                108,
                edit=Edit(kind, "capacity", enum=Capacity),
            ),
            Column(
                "presence",
                N_("Presence (a, v, x)"),
                lambda row: row.presence,
                144,
                chip=True,
                folds=_STAYS,
                show=_presence,
                edit=Edit(kind, "presence", enum=Presence, save=_save_presence),
            ),
            Column(
                "replaced",
                N_("Replaced by"),
                lambda row: row.replaced_by,
                110,
                wrap=True,
                edit=Edit(kind, "replaced_by_id", save=_save_substitute, suggest=self._substitutes),
            ),
            Column(
                "arrived", N_("From"), lambda row: row.arrived_at, 46, edit=Edit(kind, "arrived_at", "time")
            ),
            Column("left", N_("Until"), lambda row: row.left_at, 46, edit=Edit(kind, "left_at", "time")),
        )

    def _substitutes(self, row: AttendanceRow) -> list[str]:
        """The people of the own organisation first, who is the delegate itself not among them."""
        people = self._file.people if self._file is not None else ()
        others = [person for person in people if person.id != row.person_id]
        others.sort(key=lambda person: person.organisation_id != row.organisation_id)
        return list(dict.fromkeys(person.name for person in others))

    def show_file(self, file: MeetingFile) -> None:
        """Show who is on the list of this meeting."""
        self._file = file
        locked = file.meeting.locked or self._desk.read_only
        self.panel.set_read_only(locked)
        for widget in (self.invite, self.paste, self.entry, *self.marks):
            widget.setVisible(not locked)
        sentences = (quorum_sentence(file.procedure), "" if locked else to_renew_sentence(file.attendance))
        self.quorum.setText(" · ".join(sentence for sentence in sentences if sentence))
        self.entry.show_file(file)
        self.panel.show_rows(file.attendance)
        if self.panel.current() is None:  # the list was just filled in
            self._to_presence()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.panel.view
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            presence = _KEYS.get(Qt.Key(event.key())) if event.key() in _KEYS else None
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
            if presence is not None and plain and self._is_on_presence():
                self._mark(presence)
                return True
        return super().eventFilter(watched, event)

    def _is_on_presence(self) -> bool:
        column = self.panel.view.currentIndex().column()
        return column >= 0 and self.panel.model.columns[column].key == _MARKED

    def begin(self) -> None:
        """Put the keys in the column in which letters mark."""
        self._to_presence()
        self.panel.view.setFocus()

    def _to_presence(self) -> None:
        view = self.panel.view
        at = self.panel.model.column_number(_MARKED)
        index = self.panel.model.index(max(0, view.currentIndex().row()), at)
        if index.isValid() and not view.isColumnHidden(at):
            view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _mark(self, presence: Presence) -> None:
        chosen = [row.id for row in self.panel.chosen()]
        if chosen and not self.panel.model.read_only:
            write_asking(
                self._desk,
                self,
                lambda app, over: app.meetings.set_presence(chosen, presence, over=over),
                quiet=len(chosen) == 1,
            )

    def _invite(self) -> None:
        if self._file is not None:
            meeting_id = self._file.meeting.id
            self._desk.lane.write(lambda app: app.meetings.invite(meeting_id), owner=self)

    def _paste(self) -> None:
        if self._file is not None:
            self.dialog = PeopleDialog(self._desk, self, self._file.meeting.id)
            self.dialog.open()

    def _delete(self, rows: Sequence[AttendanceRow]) -> None:
        if self.panel.model.read_only or not rows:
            return
        gone = [row.id for row in rows]
        self._desk.lane.write(lambda app: app.meetings.remove_lines(gone), owner=self)


def summary(rows: Sequence[AttendanceRow]) -> str:
    """ "Aanwezig 15 · verontschuldigd 2 · vervangen 1"."""
    counts = Counter(row.presence for row in rows)
    parts = [
        (_("present {count}"), counts[Presence.PRESENT]),
        (_("excused {count}"), counts[Presence.EXCUSED]),
        (_("absent {count}"), counts[Presence.ABSENT]),
        (_("replaced {count}"), counts[Presence.REPLACED]),
        (_("still to note {count}"), counts[Presence.UNKNOWN]),
    ]
    text = " · ".join(text.format(count=count) for text, count in parts if count)
    text = text or _("nobody on the list yet")
    return text[:1].upper() + text[1:]


def short_summary(rows: Sequence[AttendanceRow]) -> str:
    """ "15 van 18 aanwezig", for the button that leads to the list; who was replaced was represented."""
    there = sum(row.presence in WAS_THERE for row in rows)
    text = _("{count} of {total} present")
    return text.format(count=there, total=len(rows)) if there else _("Attendance")


def chair_names(rows: Sequence[AttendanceRow]) -> list[str]:
    """The persons on the list, those who chair first; the list itself has chairs before others."""
    names = (row.label.partition(", ")[0] for row in rows)
    return list(dict.fromkeys(name for name in names if name))
