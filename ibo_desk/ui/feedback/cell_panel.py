"""Beside the matrix: the rounds of the cell, the topic in other bodies, and what it means for the municipality."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, fits
from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.feedback.answer_files import AnswerFiles
from ibo_desk.ui.feedback.cell_file import CellFile
from ibo_desk.ui.feedback.sent_part import SentPart
from ibo_desk.ui.feedback.why import WhyPart
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.tones import tone_of
from ibo_desk.ui.widgets import ElidedLabel, button, chip, clear_layout, heading, hint, scrolled

if TYPE_CHECKING:
    from ibo_desk.services.feedback.rows import RoundRow

FIELDS: Final = (
    Field(N_("Question"), "question", "choice", Question, width=3),
    Field(N_("Answer asked by"), "answer_by", "date", width=3),
    Field(N_("The question in full"), "question_text", "plain", lines=2),
    Field(N_("Who asks"), "asked_by"),
    Field(N_("Delivered on"), "delivered_on", "date", width=2),
    Field(N_("Reminded on"), "reminded_on", "date", width=2),
    Field(N_("On the college on"), "heard_on", "date", width=2),
    Field(
        N_("Answer"),
        "answer",
        "choice",
        Answer,
        options=lambda row: [(answer, label(answer)) for answer in Answer if fits(row.question, answer)],
        empty=N_("no answer"),
        width=4,
    ),
    Field(N_("Answered on"), "answered_on", "date", width=2),
    Field(N_("Answer in full"), "answer_text", "plain", lines=3),
    Field(N_("Reference of the decision"), "reference", width=3),
    Field(
        N_("Who may read it"),
        "audience",
        "choice",
        Audience,
        width=3,
        help=N_(
            "Who may read the answer and what came with it; only that college, unless you choose otherwise."
        ),
    ),
    Field(
        N_("Reservation dealt with on"),
        "dealt_with_on",
        "date",
        width=3,
        visible=lambda row: row.answer is Answer.AGREES_WITH_RESERVATION,
        of_office=True,
    ),
    Field(N_("Note of the secretariat (printed nowhere)"), "note", "plain", lines=2, of_office=True),
)

CONSEQUENCES: Final = (
    Section(N_("Consequences for this municipality")),
    Field(
        N_("Consequences (printed in this college's note only)"),
        "text",
        "plain",
        lines=3,
        save=lambda app, row, value: app.feedback.set_consequence(
            row.item_id, row.college_id, value, row.finance, row.file_number
        ),
    ),
    Field(
        N_("Financial impact"),
        "finance",
        "plain",
        lines=2,
        save=lambda app, row, value: app.feedback.set_consequence(
            row.item_id, row.college_id, row.text, value, row.file_number
        ),
    ),
    Field(
        N_("File number of the municipality"),
        "file_number",
        save=lambda app, row, value: app.feedback.set_consequence(
            row.item_id, row.college_id, row.text, row.finance, value
        ),
    ),
)


class CellPanel(QFrame):
    """The side panel; its last round, or the one that was chosen, is edited in place."""

    deal_with = Signal(object)  # round id

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        theme = desk.theme
        self._title = heading("", 2)
        self._item = hint("", wrap=True)
        self.why = WhyPart(desk)
        self._none = hint(_("Nothing was asked of this college about this item yet."), wrap=True)
        self._rounds = QVBoxLayout()
        self.record = RecordPanel(desk, "feedback_round", FIELDS)
        self.sent = SentPart(desk)
        self.files = AnswerFiles(desk)
        self.consequence = RecordPanel(desk, "college_consequence", CONSEQUENCES)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, theme.px(6), 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self._none)
        layout.addLayout(self._rounds)
        layout.addWidget(self.sent)
        layout.addWidget(self.record)
        layout.addWidget(self.files)
        layout.addWidget(self.consequence)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        edge = theme.px(14)
        outer.setContentsMargins(edge, theme.px(10), theme.px(8), theme.px(10))
        outer.addWidget(self._title)
        outer.addWidget(self._item)
        outer.addWidget(self.why)
        outer.addWidget(scrolled(inside), 1)
        self.show_cell(None)

    def show_cell(self, file: CellFile | None) -> None:
        """Show a cell, None for nothing."""
        clear_layout(self._rounds)
        self.why.show_why(file.why if file else None)
        rounds = file.rounds if file else []
        again = next(
            (
                feedback_round
                for feedback_round in rounds
                if self.record.row and feedback_round.id == self.record.row.id
            ),
            None,
        )
        chosen = again or (rounds[-1] if rounds else None)
        self.record.setVisible(chosen is not None)
        self.record.show_record(chosen)
        self.sent.show_sent(file)
        self.files.show_files(file)
        self.consequence.setVisible(file is not None)
        self.consequence.show_record(file.consequence if file else None)
        self._none.setVisible(file is not None and not rounds)
        if file is None:
            self._title.setText(_("Choose a cell"))
            self._item.setText(_("Beside it stand all rounds with that college."))
            return
        self._title.setText(file.college)
        self._item.setText(f"{file.item}\n{file.meeting}")
        for feedback_round in file.elsewhere:
            self._rounds.addWidget(self._line(feedback_round, ElidedLabel(feedback_round.meeting, "hint")))
        for feedback_round in file.rounds:
            self._rounds.addWidget(
                self._line(feedback_round, self._chooser(feedback_round, len(file.rounds)))
            )

    def _chooser(self, feedback_round: "RoundRow", rounds: int) -> QWidget:
        """The side of a round; where there are several, a click shows that one."""
        side = label(feedback_round.side).capitalize()
        if rounds == 1:
            return ElidedLabel(side, "hint")
        made = button(self._desk.theme, side, "", lambda: self.record.show_record(feedback_round), flat=True)
        made.setToolTip(_("Show this round below"))
        return made

    def _line(self, feedback_round: "RoundRow", where: QWidget) -> QWidget:
        """One round in short: where and when, under it the state, and for a reservation what ends it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.theme.px(2))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(where, 1)
        first.addWidget(
            hint(
                formats.short_day(
                    feedback_round.answered_on or feedback_round.heard_on or feedback_round.delivered_on
                )
            )
        )
        second.addWidget(chip(self._desk.theme, label(feedback_round.state), tone_of(feedback_round.state)))
        if feedback_round.ended_by is not None and feedback_round.answer is None:
            second.addWidget(hint(label(feedback_round.ended_by)))
        elif feedback_round.overtaken_on is not None:
            second.addWidget(hint(_("note overtaken")))
        second.addStretch(1)
        if feedback_round.state is FeedbackState.RESERVATION and self._desk.package is None:
            second.addWidget(
                button(
                    self._desk.theme,
                    _("Dealt with"),
                    "check",
                    lambda: self.deal_with.emit(feedback_round.id),
                    flat=True,
                )
            )
        column.addLayout(first)
        column.addLayout(second)
        return holder
