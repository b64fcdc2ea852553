"""The parts of the overview: a number that leads to its list, a card with lines that lead to their record."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.services.today.lines import told_number
from ibo_desk.services.words import format as formats
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import Tone
from ibo_desk.ui.widgets import ContentButton, ElidedLabel, button, card, chip, heading, hint

SHOWN = 5


class OverviewLine(Protocol):
    """What a card needs of a line of the service."""

    @property
    def title(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def on(self) -> date | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def more(self) -> str: ...


Go = Callable[[str, UUID], None]


class Tile(ContentButton):
    """A big number and what it counts; ``meaning`` defines it."""

    def __init__(self, theme: Theme, count: int, text: str, meaning: str, jump: Callable[[], None]) -> None:
        super().__init__("tile", theme.px(78))
        self.setAccessibleName(f"{told_number(count)} {text}")
        self.setAccessibleDescription(meaning)
        self.setToolTip(meaning)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.px(14), theme.px(9), theme.px(14), theme.px(9))
        inside.setSpacing(theme.px(2))
        number = QLabel(told_number(count))
        number.setObjectName("number")
        words = hint(text, wrap=True)
        for widget in (number, words):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(widget)
        self.clicked.connect(lambda _on=False: jump())


class LineButton(ContentButton):
    """One line: what, with whom, and when; leads to the record."""

    def __init__(self, theme: Theme, line: OverviewLine, today: date | None, go: Go) -> None:
        super().__init__("row_button")
        when = formats.short_day(line.on) if line.on else ""
        self.setAccessibleName(". ".join(part for part in (line.title, line.detail, when) if part))
        self.setToolTip(line.more)
        self.setAccessibleDescription(line.more)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4))
        row.setSpacing(theme.px(10))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(1))
        texts.addWidget(ElidedLabel(line.title))
        if line.detail:
            texts.addWidget(hint(line.detail, wrap=True))
        row.addLayout(texts, 1)
        if line.on:
            row.addWidget(chip(theme, when, _tone(line.on, today)), 0, Qt.AlignmentFlag.AlignVCenter)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _on=False: go(line.kind, line.id))


def _tone(on: date, today: date | None) -> Tone:
    """Past days stand out; the coming fortnight is noticed; the rest, and a day that is no term, is calm."""
    if today is None:
        return Tone("quiet")
    days = (on - today).days
    if days < 0:
        return Tone("bad")
    return Tone("warn") if days <= 14 else Tone("quiet")


def group_card(
    theme: Theme, title: str, meaning: str, lines: Sequence[OverviewLine], today: date | None, go: Go
) -> QFrame:
    """A card with the first lines of a group, the rest on demand; ``meaning`` defines what its number counts.

    ``today`` None: the days are no terms.
    """
    frame, column = card(theme, padding=10, spacing=1)
    head = QHBoxLayout()
    head.setContentsMargins(theme.px(6), 0, theme.px(6), theme.px(3))
    words = heading(title, 2)
    words.setToolTip(meaning)
    head.addWidget(words)
    head.addStretch()
    number = chip(theme, told_number(len(lines)), Tone("info"))
    number.setToolTip(meaning)
    number.setAccessibleDescription(meaning)
    head.addWidget(number)
    column.addLayout(head)
    for line in lines[:SHOWN]:
        column.addWidget(LineButton(theme, line, today, go))
    rest = lines[SHOWN:]
    if rest:
        text = ngettext("Show {count} more", "Show {count} more", len(rest)).format(count=len(rest))
        more = button(theme, text, "chevron_down", flat=True)

        def expand() -> None:
            place = column.indexOf(more)
            more.hide()
            for line in reversed(rest):
                column.insertWidget(place, LineButton(theme, line, today, go))

        more.clicked.connect(lambda _on=False: expand())
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    return frame


def nothing_open(theme: Theme) -> QWidget:
    """What one sees when nothing is open."""
    frame, column = card(theme, padding=30)
    words = heading(_("Nothing is open"), 2)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    tell = hint(_("No notes to deliver, no answers expected, no engagements due."), wrap=True)
    tell.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(words)
    column.addWidget(tell)
    return frame
