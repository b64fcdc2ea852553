"""Notes that colleges hold and that would now read otherwise: what differs, what replaces them, letting it pass."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.services.words import field_label
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.differences import come, escaped, gone
from ibo_desk.ui.tones import WARN
from ibo_desk.ui.widgets import button, chip, clear_layout, hint

if TYPE_CHECKING:
    from ibo_desk.documents.overtaken import ChangedNote
    from ibo_desk.domain.agenda_comparison import FieldChange

# Parts of a note that are no fields of a record.
_NAMES: Final = {
    "status": N_("State of the meeting"),
    "subtitle": N_("Meeting"),
    "type": N_("Type"),
    "discussion": N_("Discussion and motivation"),
    "answer_to": N_("To whom to answer"),
    "college_by": N_("Last college"),
    "submit_by": N_("Note in by"),
    "positions": N_("Positions"),
    "referrals": N_("Referrals"),
    "engagements": N_("Engagements"),
    "consequences": N_("Consequences for this municipality"),
}


def field_names(note: "ChangedNote") -> str:
    """What reads otherwise, by name: "vraag, antwoord tegen"."""
    return ", ".join(_name(change) for change in note.changes)


def _name(change: "FieldChange") -> str:
    return _(_NAMES[change.name]) if change.name in _NAMES else field_label(change.name)


class OvertakenNotes(QWidget):
    """One line per note; ``again`` asks for the note that replaces it. Hidden where nothing reads otherwise."""

    again = Signal(object)  # ChangedNote

    def __init__(self, desk: Desk, note_text: "Callable[[ChangedNote], str] | None" = None) -> None:
        super().__init__()
        self._desk, self._note_text = desk, note_text
        self.lines: list[OvertakenLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(2))
        self.hide()

    def show_notes(self, notes: "Sequence[ChangedNote]") -> None:
        """Show these, in place of what was shown."""
        clear_layout(self._column)
        self.lines = [
            OvertakenLine(self._desk, note, self._note_text(note) if self._note_text else "")
            for note in notes
        ]
        for line in self.lines:
            line.again.connect(self.again)
            self._column.addWidget(line)
        self.setVisible(bool(notes))


class OvertakenLine(QWidget):
    """What one college holds about one item, with the difference below it when it is asked for."""

    again = Signal(object)  # ChangedNote

    def __init__(self, desk: Desk, note: "ChangedNote", text: str) -> None:
        super().__init__()
        self._desk, self.note = desk, note
        theme = desk.theme
        row = WrapLayout()
        row.setContentsMargins(0, 0, 0, 0)
        mark = chip(theme, _("would now read otherwise"), WARN)
        mark.setToolTip(field_names(note))
        row.addWidget(mark)
        if text:
            row.addWidget(hint(text))
        self.show_difference = button(theme, _("What differs"), "", flat=True)
        self.show_difference.setCheckable(True)
        self.show_difference.toggled.connect(self._toggle)
        self.replace = button(
            theme, _("The note that replaces it"), "", lambda: self.again.emit(note), flat=True
        )
        self.let_pass = button(theme, _("Let pass"), "", self._let_pass, flat=True)
        self.let_pass.setToolTip(
            _("A trifle needs no new note: this difference is told no more, any other one is.")
        )
        self.let_pass.setVisible(not desk.read_only)
        for part in (self.show_difference, self.replace, self.let_pass):
            row.addWidget(part)
        self.difference = QLabel("".join(self._html(change) for change in note.changes))
        self.difference.setTextFormat(Qt.TextFormat.RichText)
        self.difference.setWordWrap(True)
        self.difference.setAccessibleName(_("Differences"))
        self.difference.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addLayout(row)
        layout.addWidget(self.difference)

    def _toggle(self, on: bool) -> None:
        self.difference.setVisible(on)

    def _let_pass(self) -> None:
        note = self.note
        self._desk.lane.write(lambda app: app.issuing.let_pass(note), owner=self)

    def _html(self, change: "FieldChange") -> str:
        theme = self._desk.theme
        old = gone(theme, change.old) if change.old else ""
        new = come(theme, change.new) if change.new else ""
        return f"<p><b>{escaped(_name(change))}</b></p>{old}{new}"


def read_changed(
    page: Page,
    meeting_ids: Collection[UUID],
    show: "Callable[[UUID, Sequence[ChangedNote]], None]",
    college_id: UUID | None = None,
) -> None:
    """Read what would now read otherwise, a meeting at a time, so that nobody waits for all of them."""

    def of_each(meetings: set[UUID]) -> None:
        for meeting_id in meetings:
            page.read(
                lambda app, about=meeting_id: app.papers.changed_notes(about, college_id),  # type: ignore[misc]
                partial(show, meeting_id),
            )

    page.read(lambda app: app.sent.meetings_with_notes(meeting_ids), of_each)


def open_note(page: Page, meeting_id: UUID, college_id: UUID) -> None:
    """Go to the note of one college about a meeting, and of nobody else."""
    page.go.emit("meeting_paper:memo", meeting_id)
    page.go.emit("college_note", college_id)


def open_replacement(page: Page, note: "ChangedNote") -> None:
    """Go to the note that replaces this one; it says which one it replaces."""
    open_note(page, note.meeting_id, note.held.college_id)


def of_college(note: "ChangedNote") -> str:
    """ "Menen · nota 2 van 20/11/2026"."""
    return f"{note.held.college} · {_of_note(note)}"


def of_item(note: "ChangedNote") -> str:
    """ "Fietsbrug · nota 2 van 20/11/2026"."""
    return f"{note.held.item} · {_of_note(note)}"


def _of_note(note: "ChangedNote") -> str:
    held = note.held
    return _("note {number} of {day}").format(number=held.sent_number, day=formats.short_day(held.sent_on))
