"""Four figures above the matrix: whose turn it is, in numbers that lead to the cells behind them."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ibo_desk.domain.feedback import FeedbackState, Turn
from ibo_desk.language import N_, _
from ibo_desk.services.feedback.matrix import Matrix
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import ContentButton, hint


class Shown(StrEnum):
    """Which items stand in the matrix."""

    ASKED = "asked"
    OPEN = "open"
    TO_DELIVER = "to_deliver"
    ANSWERS = "answers"
    APPROACHING = "approaching"
    RESERVATIONS = "reservations"
    EVERY = "every"


NAMES: Final = {
    Shown.ASKED: N_("what was asked or approaches"),
    Shown.OPEN: N_("only what is open"),
    Shown.TO_DELIVER: N_("notes to deliver"),
    Shown.ANSWERS: N_("answers asked of colleges"),
    Shown.APPROACHING: N_("approaching, not heard everywhere"),
    Shown.RESERVATIONS: N_("reservations to deal with"),
    Shown.EVERY: N_("also items without question"),
}

CARDS: Final = {
    Shown.TO_DELIVER: N_("notes to deliver (secretariat)"),
    Shown.ANSWERS: N_("answers asked of colleges"),
    Shown.APPROACHING: N_("items approach, not all colleges heard"),
    Shown.RESERVATIONS: N_("reservations still to be dealt with"),
}


class Waiting(Protocol):
    """What a cell or a line says of whose turn it is; ``answer_by`` only while an answer is owed by that day."""

    @property
    def state(self) -> FeedbackState | None: ...

    @property
    def turn(self) -> Turn: ...

    @property
    def answer_by(self) -> date | None: ...


_BEHIND: Final[dict[Shown, Callable[[Waiting], bool]]] = {
    Shown.OPEN: lambda cell: cell.turn is not Turn.NOBODY,
    Shown.TO_DELIVER: lambda cell: cell.state is FeedbackState.TO_DELIVER,
    # asked by a day, as the overview counts it; the college may have heard of it without answering
    Shown.ANSWERS: lambda cell: cell.answer_by is not None,
    Shown.RESERVATIONS: lambda cell: cell.state is FeedbackState.RESERVATION,
}


def keeps(matrix: Matrix, approaching: set[UUID], shown: Shown) -> set[UUID]:
    """The items that stand in the matrix; "approaching" are those of which some college has not heard yet."""
    if shown is Shown.EVERY:
        return {item.id for item in matrix.items}
    if shown is Shown.APPROACHING:
        return approaching
    if shown is Shown.ASKED:
        return {item_id for item_id, _college in matrix.cells} | approaching
    behind = _BEHIND[shown]
    return {item_id for (item_id, _college), cell in matrix.cells.items() if behind(cell)}


def stands(line: Waiting, shown: Shown, *, approaches: bool) -> bool:
    """Whether a line of one college is among what is shown."""
    if shown in {Shown.ASKED, Shown.APPROACHING}:
        return approaches or (shown is Shown.ASKED and line.state is not None)
    return shown is Shown.EVERY or _BEHIND[shown](line)


def count(matrix: Matrix, approaching: set[UUID]) -> dict[Shown, int]:
    """The figures of the period and body that are shown: cells, and items for what approaches."""
    cells = matrix.cells.values()
    figures = {shown: sum(map(behind, cells)) for shown, behind in _BEHIND.items()}
    figures[Shown.APPROACHING] = len(approaching & {item.id for item in matrix.items})
    return figures


class Figures(QFrame):
    """The four cards; a click shows the items behind the number."""

    chosen = Signal(object)  # Shown

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.cards: dict[Shown, ContentButton] = {}
        self._numbers: dict[Shown, QLabel] = {}
        for shown, text in CARDS.items():
            card = ContentButton("tile", theme.px(44))
            inside = QHBoxLayout(card)
            inside.setContentsMargins(theme.px(14), theme.px(4), theme.px(10), theme.px(4))
            number = QLabel("0")
            number.setObjectName("number")
            self._numbers[shown] = number
            inside.addWidget(number)
            inside.addWidget(hint(_(text), wrap=True), 1)
            card.setToolTip(_("Show the items behind this number"))
            card.clicked.connect(self._telling(shown))
            self.cards[shown] = card
            row.addWidget(card, 1)

    def _telling(self, shown: Shown) -> Callable[[], None]:
        return lambda: self.chosen.emit(shown)

    def show_counts(self, counts: dict[Shown, int]) -> None:
        for shown, number in self._numbers.items():
            number.setText(str(counts[shown]))
            self.cards[shown].setAccessibleName(f"{counts[shown]} {_(CARDS[shown])}")
