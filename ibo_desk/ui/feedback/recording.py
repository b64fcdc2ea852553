"""One line with which a note, a meeting or an answer is recorded for all chosen cells at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

Cells = Sequence[tuple[UUID, UUID]]
Job = Callable[["App"], object]


@dataclass(frozen=True)
class Recording:
    """What one letter records; ``answer`` is None for "delivered" and "heard"."""

    letter: str
    text: str
    icon: str
    answer: Answer | None = None


DELIVERED: Final = Recording("b", N_("Delivered"), "send")
HEARD: Final = Recording("g", N_("Was on the college"), "check")
ANSWERS: Final = (
    Recording("k", N_("Took note"), "check", Answer.TOOK_NOTE),
    Recording("a", N_("Agrees"), "check", Answer.AGREES),
    Recording("v", N_("With reservation"), "half", Answer.AGREES_WITH_RESERVATION),
    Recording("n", N_("Does not agree"), "alert", Answer.DOES_NOT_AGREE),
    Recording("m", N_("Mandate"), "check", Answer.MANDATE_GIVEN),
    Recording("u", N_("Postponed"), "pause", Answer.POSTPONED),
)
LARGE: Final = 130  # from this text size on the line takes two lines
BY_LETTER: Final = {one.letter: one for one in (DELIVERED, HEARD, *ANSWERS)}


class RecordingBar(QFrame):
    """Asks for the day and what was said, then hands a job for the store lane to the page.

    ``own``: on the page of one college, which hears and answers but delivers and asks nothing.
    """

    record = Signal(object)  # Job

    def __init__(self, desk: Desk, chosen: Callable[[], Cells], *, own: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._chosen = chosen
        self.setObjectName("card")
        theme = desk.theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        layout = QHBoxLayout()
        layout.setSpacing(theme.px(6))
        whole.addLayout(layout)
        self.count = QLabel()
        layout.addWidget(self.count)
        self.day = QLineEdit(formats.short_day(desk.clock.today()))
        self.day.setFixedWidth(theme.px(96))
        self.day.setAccessibleName(_("Day"))
        self.day.setToolTip(_("The day on which it was delivered, heard or answered"))
        layout.addWidget(self.day)
        for one in (HEARD,) if own else (DELIVERED, HEARD):
            layout.addWidget(self._button(one))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Answer or question in full, reference of the decision"))
        self.words.setAccessibleName(_("Answer or question in full, reference of the decision"))
        if theme.percent >= LARGE:
            layout.addStretch(1)
            layout = QHBoxLayout()
            layout.setSpacing(theme.px(6))
            whole.addLayout(layout)
        layout.addWidget(self.words, 1)
        self.answers = QMenu(self)
        for one in ANSWERS:
            entry = self.answers.addAction(f"{_(one.text)}\t{one.letter.upper()}")
            entry.triggered.connect(partial(self._record, one))
        self.questions = QMenu(self)
        for question in Question:
            entry = self.questions.addAction(label(question).capitalize())
            entry.triggered.connect(partial(self._ask, question))
        menus = [(self.answers, _("Record answer"), "check"), (self.questions, _("Put the question"), "plus")]
        for menu, text, icon in menus[:1] if own else menus:
            made = button(theme, text, icon)
            made.setMenu(menu)
            layout.addWidget(made)
        self.show_count(0)

    def show_count(self, cells: int) -> None:
        """Tell how many cells will be recorded."""
        self.count.setText(ngettext("{count} cell", "{count} cells", cells).format(count=cells))

    def type_letter(self, letter: str) -> None:
        """A letter typed in the matrix records at once, on the day that stands in the line."""
        if letter in BY_LETTER:
            self._record(BY_LETTER[letter])

    def _button(self, one: Recording) -> QPushButton:
        made = button(self._desk.theme, _(one.text), one.icon, lambda: self._record(one))
        made.setToolTip(_("Key {letter}").format(letter=one.letter.upper()))
        return made

    def _record(self, one: Recording, _checked: bool = False) -> None:
        cells, on = list(self._chosen()), self._on()
        if not cells or on is None:
            return
        answer, words = one.answer, self.words.text().strip()
        if answer is not None:
            self.record.emit(lambda app: app.feedback.answer(cells, answer, on, words))
            self.words.clear()
        elif one is DELIVERED:
            self.record.emit(lambda app: app.feedback.deliver(cells, on))
        else:
            self.record.emit(lambda app: app.feedback.heard(cells, on))

    def _ask(self, question: Question, _checked: bool = False) -> None:
        cells = list(self._chosen())
        text, today = self.words.text().strip(), self._desk.clock.today()
        if not cells:
            return

        def job(app: "App") -> None:
            for item_id in dict.fromkeys(item for item, _college in cells):
                colleges = [college for item, college in cells if item == item_id]
                side = Side.BEFORE if app.agenda.item(item_id).meeting_on > today else Side.AFTER
                app.feedback.open_rounds([item_id], colleges, side, question, text=text)

        self.record.emit(job)
        self.words.clear()

    def _on(self) -> date | None:
        try:
            on = parse("date", self.day.text(), today=self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return None
        return on if isinstance(on, date) else self._desk.clock.today()
