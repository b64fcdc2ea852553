"""One passage of which there are two versions: they stand side by side, and one way is chosen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import N_, _
from ibo_desk.ui.conflicts.marking import as_html, as_words, side_by_side
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import LineWriter, keep_line
from ibo_desk.ui.editors.widgets import Editor, PlainEditor
from ibo_desk.ui.tones import GOOD, WARN
from ibo_desk.ui.widgets import button, chip, restyle, set_chip

_SIDE_BY_SIDE = 520  # below this width the versions stand under each other


class Way(StrEnum):
    """What is to become of a passage."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    OWN = "own"  # words of its own


KEYS: Final = {Qt.Key.Key_1: Way.MINE, Qt.Key.Key_2: Way.THEIRS, Qt.Key.Key_3: Way.BOTH}
_CHOSEN: Final = {
    Way.MINE: N_("Yours is taken"),
    Way.THEIRS: N_("Theirs is taken"),
    Way.BOTH: N_("Both are taken"),
    Way.OWN: N_("In your own words"),
}


@dataclass(frozen=True)
class Versions:
    """The three texts of a passage, as they are read; ``both`` is None where a value can only be one or the other.

    ``rich`` is stored Markdown, ``plain`` a text without dress or the words of a single value.
    """

    base: str
    mine: str
    theirs: str
    both: str | None = None
    rich: bool = False


class Passage(QFrame):
    """Nothing is chosen before a person does; ``changed`` tells that, ``moved`` that the arrows lead on (-1 or 1).

    ``about`` tells this passage of this field from all others, for the draft of words of one's own.
    """

    changed = Signal()
    moved = Signal(int)

    def __init__(self, desk: Desk, versions: Versions, who: str, title: str, about: str) -> None:
        super().__init__()
        self.setObjectName("passage")
        self.setAccessibleName(title)
        self._desk = desk
        self._versions = versions
        self._who = who
        self._about = about
        self._own: Editor | None = None
        self._own_writer: LineWriter | None = None
        theme = desk.theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        self._layout.setSpacing(theme.px(6))
        self._group = QButtonGroup(self)
        self.ways: dict[Way, QRadioButton] = {}
        self._sides: dict[Way, QFrame] = {}
        self._head(title)
        self._fill_sides()
        if versions.both is not None:
            self._more_ways()
        self._group.buttonClicked.connect(lambda _button: self._chosen())

    @property
    def way(self) -> Way | None:
        """What was chosen; None as long as nothing was."""
        return next((way for way, radio in self.ways.items() if radio.isChecked()), None)

    @property
    def own(self) -> str:
        """The words that were written instead."""
        return str(self._own.value()) if self._own is not None else ""

    def choose(self, way: Way) -> None:
        """As a click on it; a way that this passage does not offer is no choice."""
        if way in self.ways:
            self.ways[way].click()

    def take_focus(self) -> None:
        """Put the keyboard on what was chosen, else on the first way."""
        self.ways[self.way or Way.MINE].setFocus(Qt.FocusReason.TabFocusReason)

    # parts

    def _head(self, title: str) -> None:
        theme = self._desk.theme
        row = QHBoxLayout()
        name = QLabel(title)
        name.setObjectName("passage_title")
        row.addWidget(name)
        self._state = chip(theme, _("To be chosen"), WARN)
        row.addWidget(self._state)
        row.addStretch(1)
        self._show_base = button(theme, _("What stood there"), "chevron_down", self._fold, flat=True)
        self._show_base.setCheckable(True)
        row.addWidget(self._show_base)
        self._layout.addLayout(row)
        nothing = f"<i>{_('(nothing)')}</i>"
        rich = self._versions.rich
        self._base = _text(as_html(theme, self._versions.base, rich=rich) or nothing)
        self._base.setObjectName("passage_base")
        self._base.setAccessibleName(as_words(self._versions.base, rich=rich))
        self._base.hide()
        self._layout.addWidget(self._base)

    def _fold(self) -> None:
        self._base.setVisible(self._show_base.isChecked())

    def _fill_sides(self) -> None:
        theme, versions = self._desk.theme, self._versions
        htmls = side_by_side(theme, versions.mine, versions.theirs, rich=versions.rich)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(8))
        texts = (versions.mine, versions.theirs)
        for way, name, html, text in zip(
            (Way.MINE, Way.THEIRS), (_("Mine"), self._who), htmls, texts, strict=True
        ):
            side = QFrame()
            side.setObjectName("passage_side")
            inside = QVBoxLayout(side)
            inside.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(8))
            radio = self._radio(way, name)
            words = as_words(text, rich=versions.rich) or _("(nothing)")
            radio.setAccessibleDescription(words)
            inside.addWidget(radio)
            inside.addWidget(_text(html or f"<i>{_('(nothing)')}</i>"), 1)
            self._sides[way] = side
            self._columns.addWidget(side, 1)
        self._layout.addLayout(self._columns)

    def _more_ways(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.px(14))
        row.addWidget(self._radio(Way.BOTH, _("Both, mine first")))
        row.addWidget(self._radio(Way.OWN, _("In my own words")))
        row.addStretch(1)
        self._layout.addLayout(row)

    def _radio(self, way: Way, name: str) -> QRadioButton:
        radio = QRadioButton(name)
        radio.setProperty("way", way.value)
        radio.installEventFilter(self)
        key = next((key for key, of in KEYS.items() if of is way), None)
        if key is not None:
            radio.setToolTip(_("Key {letter}").format(letter=chr(key)))
        self._group.addButton(radio)
        self.ways[way] = radio
        return radio

    def _chosen(self) -> None:
        way = self.way
        assert way is not None
        set_chip(self._state, _(_CHOSEN[way]), GOOD)
        for of, side in self._sides.items():
            side.setProperty("chosen", of is way or way is Way.BOTH)
            restyle(side)
        if way is Way.OWN:
            self._write_own()
        elif self._own is not None:
            self._own.hide()
        self.changed.emit()

    def _write_own(self) -> None:
        """Begins with both versions, so that what is wanted only has to be left standing."""
        if self._own is None:
            self._own = self._editor()
            self._own.inner.setAccessibleName(_("In my own words"))
            self._own.inner.setMaximumHeight(self._desk.theme.px(150))
            self._own.show_value(self._versions.both)
            assert isinstance(self._own.inner, QTextEdit | QPlainTextEdit)
            self._own.inner.textChanged.connect(self.changed)
            self._layout.addWidget(self._own)
            of = self._own if self._versions.rich else self._own.inner
            label = _("In my own words")
            self._own_writer = keep_line(self._desk, of, "conflict.own", label, lambda: self._about)
        self._own.show()
        self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_aside(self) -> None:
        """The choice waits: the words written so far come back when it is asked again."""
        if self._own_writer is not None:
            self._own_writer.put_aside()

    def _editor(self) -> Editor:
        if not self._versions.rich:
            return PlainEditor(3)
        from ibo_desk.ui.editors.rich_text import RichTextEditor

        return RichTextEditor(self._desk.theme, 3)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down lead to the passage before and after; left and right stay with the versions."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._desk.theme.px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)


def _text(html: str) -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def reading(desk: Desk, text: str, *, rich: bool) -> QWidget:
    """A text that is only read: what is the same in both versions, or the result."""
    label = _text(as_html(desk.theme, text, rich=rich))
    label.setAccessibleName(as_words(text, rich=rich))
    return label
