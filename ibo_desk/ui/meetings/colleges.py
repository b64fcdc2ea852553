"""How the colleges stand with an item and what they said in words; the whole story is on the page of the feedback."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import FeedbackState, Side
from ibo_desk.language import _, ngettext
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.meetings.wrapped import WrappedHint
from ibo_desk.ui.shared.overtaken import OvertakenNotes, of_college
from ibo_desk.ui.tones import WARN, tone_of
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, chip, hint, scrolled

if TYPE_CHECKING:
    from ibo_desk.documents.overtaken import ChangedNote


class CollegesPart(QWidget):
    """Per state the colleges that are in it. ``asked``: the person wants to see all of it.

    ``marked`` tells how many colleges hold a note about the item that no longer holds: it would now read otherwise,
    or nobody kept its words and its days or its question are others.
    """

    asked = Signal()
    marked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.summary = WrappedHint()
        self.open = button(theme, _("To the feedback"), "feedback", self.asked.emit)
        top = WrapLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.open)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setHorizontalSpacing(theme.px(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addLayout(top)
        self.overtaken = OvertakenNotes(desk, of_college)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.overtaken)
        column.addWidget(self._holder, 1)
        self._item_id: UUID | None = None
        self._without_words: list[str] = []
        layout.addWidget(scrolled(inside), 1)

    def show_file(self, file: ItemFile) -> None:
        sides = Counter(cell.side for _name, cell in file.cells)
        parts = []
        if sides[Side.BEFORE]:
            count = sides[Side.BEFORE]
            parts.append(
                ngettext(
                    "before the meeting: {count} college", "before the meeting: {count} colleges", count
                ).format(count=count)
            )
        if sides[Side.AFTER]:
            count = sides[Side.AFTER]
            parts.append(
                ngettext("after it: {count} college", "after it: {count} colleges", count).format(count=count)
            )
        heard = sum(cell.heard_in_topic for _name, cell in file.cells)
        if file.cells:
            parts.append(_("{count} heard of the topic").format(count=heard))
        self.summary.setText(" · ".join(parts) or _("No college was asked or told about this item yet."))
        names: defaultdict[FeedbackState, list[str]] = defaultdict(list)
        for name, cell in file.cells:
            names[cell.state].append(name)
        self._without_words = [name for name, cell in file.cells if cell.overtaken]
        self._lines(names, file.answers)
        self._item_id, meeting_id = file.item.id, file.item.meeting_id
        self._desk.lane.read(lambda app: app.papers.changed_notes(meeting_id), self._mark, _gone, self)

    def _mark(self, notes: "Sequence[ChangedNote]") -> None:
        own = [note for note in notes if note.held.item_id == self._item_id]
        self.overtaken.show_notes(own)
        self.marked.emit(len({note.held.college for note in own} | set(self._without_words)))

    def _lines(
        self, names: defaultdict[FeedbackState, list[str]], answers: Sequence[tuple[str, RoundRow]]
    ) -> None:
        while (taken := self._grid.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        chips = [(show_value(state), tone_of(state), names[state]) for state in FeedbackState]
        chips.append((_("note overtaken"), WARN, self._without_words))
        at = 0
        for words, tone, colleges in chips:
            if colleges:
                mark = chip(self._desk.theme, f"{words}  {len(colleges)}", tone)
                self._grid.addWidget(mark, at, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(hint(", ".join(colleges), wrap=True), at, 1)
                at += 1
        for name, answer in answers:
            self._grid.addWidget(hint(name), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(hint(_in_words(answer), wrap=True), at, 1)
            at += 1
        self._grid.setRowStretch(at, 1)


def _gone(_error: UserError) -> None:
    """The meeting was deleted while this was being read; the list that follows shows it."""


def _in_words(answer: RoundRow) -> str:
    """ "vooraf, 01/12/2026: akkoord met voorbehoud. Mits het jaagpad open blijft." and who may read that."""
    text = _("{side}, {day}: {answer}. {text}").format(
        side=show_value(answer.side),
        day=formats.short_day(answer.answered_on),
        answer=show_value(answer.answer),
        text=" ".join(answer.answer_text.split()),
    )
    readers = _("may be read by: {audience}").format(audience=show_value(answer.audience))
    return f"{text} ({readers})"
