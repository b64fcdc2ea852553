"""Four figures above the matrix: whose turn it is, in numbers that lead to the cells behind them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ibo_desk.domain.feedback import FeedbackState
from ibo_desk.language import _
from ibo_desk.services.feedback_matrix import Matrix
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import hint


@dataclass(frozen=True)
class Counts:
    """How many cells wait, and how many items approach with colleges that have not heard."""

    to_deliver: int
    asked: int
    approaching: int
    reservations: int


def count(matrix: Matrix, approaching: int) -> Counts:
    """The figures of what the matrix shows."""
    states = [cell.state for cell in matrix.cells.values()]
    asked = {FeedbackState.ANSWER_ASKED, FeedbackState.OVERDUE}
    return Counts(
        states.count(FeedbackState.TO_DELIVER),
        sum(state in asked for state in states),
        approaching,
        states.count(FeedbackState.RESERVATION),
    )


class Figures(QFrame):
    """The four cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self._numbers: list[QLabel] = []
        for text in (
            _("notes to deliver (secretariat)"),
            _("answers asked of colleges"),
            _("items approach, not all colleges heard"),
            _("reservations still to be dealt with"),
        ):
            card = QFrame()
            card.setObjectName("card")
            inside = QHBoxLayout(card)
            inside.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
            number = QLabel("0")
            number.setObjectName("number")
            number.setAccessibleName(text)
            self._numbers.append(number)
            column = QVBoxLayout()
            column.addWidget(hint(text, wrap=True))
            inside.addWidget(number)
            inside.addLayout(column, 1)
            row.addWidget(card, 1)

    def show_counts(self, counts: Counts) -> None:
        figures = (counts.to_deliver, counts.asked, counts.approaching, counts.reservations)
        for number, value in zip(self._numbers, figures, strict=True):
            number.setText(str(value))
