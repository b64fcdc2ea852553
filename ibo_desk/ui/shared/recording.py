"""One line with which a note, a meeting or an answer is recorded for all chosen cells at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import Answer, Question, Whom
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

Cells = Sequence[tuple[UUID, UUID]]
Job = Callable[["App", Over], object]


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
    Recording("x", N_("Not concerned"), "minus", Answer.NOT_CONCERNED),
)
_OF_OFFICE: Final = {"b", "x"}  # a college does not deliver to itself, nor say that it is not concerned
BY_LETTER: Final = {action.letter: action for action in (DELIVERED, HEARD, *ANSWERS)}


class RecordingBar(QFrame):
    """Asks for the day and what was said, and records it for the cells that ``chosen`` gives.

    ``own``: on the page of one college, which hears and answers but delivers and asks nothing.
    """

    mail_pasted = Signal()  # an answer mail is to be read

    def __init__(self, desk: Desk, chosen: Callable[[], Cells], *, own: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._chosen = chosen
        self._letters = BY_LETTER.keys() - (_OF_OFFICE if own else set())
        self.setObjectName("card")
        theme = desk.theme
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        layout = WrapLayout(theme.px(6))
        self._whole.addLayout(layout)
        self.count = QLabel()
        layout.addWidget(self.count)
        self.day = self._line(_("Day"), _("The day on which it was delivered, heard or answered"), 92)
        self.day.setText(formats.short_day(desk.clock.today()))
        layout.addWidget(self.day)
        for action in (HEARD,) if own else (DELIVERED, HEARD):
            layout.addWidget(self._button(action))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Answer or question in full"))
        self.words.setAccessibleName(_("Answer or question in full"))
        keep_line(desk, self.words, f"answer.words{'.own' * own}", _("Answer or question in full"))
        layout.addWidget(self.words, 1)
        text = _("Reference of the college's decision, such as CBS 2026/114; it goes with the answer")
        self.reference = self._line(_("Reference"), text, 104)
        keep_line(desk, self.reference, f"answer.reference{'.own' * own}", _("Reference"))
        layout.addWidget(self.reference)
        layout.addWidget(self._menu(_("Record answer"), "check", self._fill_answers(own=own)))
        if not own:
            self._add_question(layout)
        self.show_count(0)

    def _add_question(self, layout: WrapLayout) -> None:
        text = _(
            "By when an answer is asked: 11/12/2026, or in words such as “before the summer of 2027” in Dutch"
        )
        self.until = self._line(_("By (day)"), text, 92)
        keep_line(self._desk, self.until, "question.until", _("By (day)"))
        layout.addWidget(self.until)
        layout.addWidget(self._menu(_("Put the question"), "plus", self._fill_questions()))

    def show_count(self, cells: int) -> None:
        """Tell how many cells will be recorded."""
        self.count.setText(ngettext("{count} cell", "{count} cells", cells).format(count=cells))

    def type_letter(self, letter: str) -> None:
        """A letter typed in the matrix records on the day that stands in the line; over what stands it asks first."""
        if letter in self._letters:
            self._record(BY_LETTER[letter])

    def listen(self, place: QWidget) -> None:
        """Take the letters that are typed in a list or in the open menu, as in the matrix."""
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        letter = event.text().casefold()
        takes_back = event.key() == Qt.Key.Key_Delete
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or not (
            letter in self._letters or takes_back
        ):
            return super().eventFilter(watched, event)
        self.answers.close()
        if takes_back:
            self.take_back()
        else:
            self.type_letter(letter)
        return True

    def take_back(self) -> None:
        """Take back the last answer of the chosen cells."""
        cells = list(self._chosen())
        if cells and self.isEnabled():
            self._write(lambda app, over: app.feedback.take_back(cells, over=over))

    def _line(self, name: str, hint_text: str, width: int) -> QLineEdit:
        line = QLineEdit()
        line.setFixedWidth(self._desk.theme.px(width))
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setToolTip(hint_text)
        return line

    def _button(self, recording: Recording) -> QPushButton:
        made = button(self._desk.theme, _(recording.text), recording.icon, lambda: self._record(recording))
        made.setToolTip(_("Key {letter}").format(letter=recording.letter.upper()))
        return made

    def _menu(self, text: str, icon: str, menu: QMenu) -> QPushButton:
        made = button(self._desk.theme, text, icon)
        made.setMenu(menu)
        return made

    def _fill_answers(self, *, own: bool) -> QMenu:
        """What can be answered; whom an item does not concern is said by the secretariat, which also gets the mails."""
        self.answers = QMenu(self)
        self.listen(self.answers)
        for answer in ANSWERS:
            if answer.answer is Answer.NOT_CONCERNED:
                if own:
                    continue
                self.answers.addSeparator()
            entry = self.answers.addAction(f"{_(answer.text)}\t{answer.letter.upper()}")
            entry.triggered.connect(partial(self._record, answer))
        self.answers.addAction(_("Take the answer back") + "\t" + _("Del"), self.take_back)
        if own:
            return self.answers
        self.answers.addSeparator()
        self.answers.addAction(_("From an answer mail…") + "\tCtrl+V", self.mail_pasted.emit)
        return self.answers

    def _fill_questions(self) -> QMenu:
        self.questions = QMenu(self)
        for question in Question:
            entry = self.questions.addAction(label(question).capitalize())
            entry.triggered.connect(partial(self._ask, question))
        self.questions.addSeparator()
        self.whom = QActionGroup(self)
        for whom in Whom:
            choice = QAction(label(whom), self, checkable=True)
            choice.setData(whom)
            choice.setChecked(whom is Whom.CHOSEN)
            self.whom.addAction(choice)
            self.questions.addAction(choice)
        return self.questions

    def _record(self, recording: Recording, _checked: bool = False) -> None:
        cells, on = list(self._chosen()), self._on(self.day)
        if not cells or on is None or not self.isEnabled():
            return
        answer, words, reference = recording.answer, self.words.text().strip(), self.reference.text().strip()
        if answer is not None:
            self._write(
                lambda app, over: app.feedback.answer(cells, answer, on, words, reference, over=over),
                {self.words: words, self.reference: reference},
            )
        elif recording is DELIVERED:
            self._write(lambda app, over: app.issuing.deliver(cells, on, over=over))
        else:
            self._write(lambda app, over: app.feedback.heard(cells, on, over=over))

    def _ask(self, question: Question, _checked: bool = False) -> None:
        cells, words = list(self._chosen()), self.words.text().strip()
        until = self._on(self.until) if self.until.text().strip() else None
        if not cells or (until is None and self.until.text().strip()):
            return
        asked, whom = Asked(until, words), Whom(self.whom.checkedAction().data())
        self._write(
            lambda app, over: app.feedback.ask(cells, question, asked, whom, over=over),
            {self.words: words, self.until: self.until.text().strip()},
        )

    def _write(self, job: Job, used: Mapping[QLineEdit, str] | None = None) -> None:
        """Record; what was typed goes once it is kept, and stays when it was refused or typed over meanwhile."""

        def done(_result: object) -> None:
            for line, text in (used or {}).items():
                if line.text().strip() == text:
                    line.clear()

        write_asking(self._desk, self, job, done)

    def _on(self, line: QLineEdit) -> date | None:
        try:
            on = parse("date", line.text(), today=self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return None
        return on if isinstance(on, date) else self._desk.clock.today()
