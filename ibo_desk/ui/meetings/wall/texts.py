"""The words of the item on the wall, set in the largest letters that fit; the smallest are still read from afar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QPalette, QTextDocument

from ibo_desk.documents.rich_text import Block, Blocks, Run
from ibo_desk.language import _
from ibo_desk.services.words import label
from ibo_desk.ui.editors.rich_blocks import fill
from ibo_desk.ui.meetings.wall.content import WallItem, WallPosition
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import tone_of

LEAST = 28  # pixels on a screen of 1080 lines: read from the end of a table for twenty
_STEPS = (1.0, 0.88, 0.76, 0.66, 0.58)


@dataclass(frozen=True)
class Passage:
    """A piece of text: its size in pixels on a screen of 1080 lines, its colour, and the surface behind it, if any."""

    blocks: Blocks
    size: int
    colour: str = "text"
    surface: str = ""
    above: int = 0


def passages(item: WallItem, *, brief: bool) -> Iterator[Passage]:
    """What is said of an item, from above to below; ``brief`` leaves out the words of the positions."""
    title = f"{item.number}. {item.title}" if item.number else item.title
    yield Passage(_line(title, bold=True), 62)
    if item.kind:
        yield Passage(_line(item.kind), 32, "muted", above=4)
    if item.asked:
        yield Passage(_line(_("What is asked"), bold=True), 32, "accent", above=34)
        yield Passage(item.asked, 42, above=4)
    if item.conclusion:
        yield Passage(_line(item.heading, bold=True), 32, "on_good", "good", above=34)
        yield Passage(item.conclusion, 46, "on_good", "good")
    if item.positions:
        yield Passage(_line(_("Positions"), bold=True), 32, "accent", above=34)
        yield from (_position(position, brief=brief) for position in item.positions)


def _position(position: WallPosition, *, brief: bool) -> Passage:
    tone = tone_of(position.stance)
    said = f": {position.text}" if position.text and not brief else ""
    runs = (Run(text=position.who, bold=True), Run(text=f" – {label(position.stance)}{said}"))
    return Passage((Block(runs=runs),), 34, f"on_{tone.name}", tone.name, above=6)


def _line(text: str, *, bold: bool = False) -> Blocks:
    return (Block(runs=(Run(text=text, bold=bold),)),)


@dataclass(frozen=True)
class _Set:
    passage: Passage
    document: QTextDocument
    top: float
    height: float


class SetText:
    """Passages set for a width; ``height`` is what they take of it, ``sizes`` the letters in use, in pixels."""

    def __init__(self, given: Iterable[Passage], width: int, unit: float, step: float) -> None:
        self._pad = 18 * unit
        self.sizes: set[int] = set()
        self._parts: list[_Set] = []
        self.height = 0.0
        for passage in given:
            self._add(passage, width, unit, step)

    def _add(self, passage: Passage, width: int, unit: float, step: float) -> None:
        size = round(max(LEAST, passage.size * step) * unit)
        font = QFont("Liberation Sans")
        font.setPixelSize(max(1, size))
        document = QTextDocument()
        document.setDefaultFont(font)
        document.setDocumentMargin(self._pad / 3 if passage.surface else 0)
        document.setIndentWidth(size)
        fill(document, passage.blocks)
        document.setTextWidth(width - (2 * self._pad if passage.surface else 0))
        self.sizes.add(size)
        top = self.height + passage.above * unit * step
        height = document.size().height()
        self._parts.append(_Set(passage, document, top, height))
        self.height = top + height

    def paint(self, painter: QPainter, theme: Theme, width: int) -> None:
        """Draw all of it, from where the painter stands."""
        for part in self._parts:
            passage = part.passage
            if passage.surface:
                box = QRectF(0, part.top, width, part.height)
                painter.fillRect(box, theme.colour(passage.surface))
            painter.save()
            painter.translate(self._pad if passage.surface else 0, part.top)
            context = QAbstractTextDocumentLayout.PaintContext()
            palette = QPalette(context.palette)
            palette.setColor(QPalette.ColorRole.Text, theme.colour(passage.colour))
            context.palette = palette
            part.document.documentLayout().draw(painter, context)
            painter.restore()


def fit(item: WallItem, width: int, height: int, unit: float) -> SetText:
    """The item in the largest letters with which all of it fits; else in the smallest, to be scrolled."""
    tries = [(step, False) for step in _STEPS] + [(step, True) for step in _STEPS]
    for step, brief in tries:
        text = SetText(passages(item, brief=brief), width, unit, step)
        if text.height <= height:
            return text
    return SetText(passages(item, brief=False), width, unit, _STEPS[-1])
