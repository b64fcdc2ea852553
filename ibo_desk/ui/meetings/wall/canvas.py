"""The picture on the wall: agenda, item and time. It shows a page, knows nothing of the desk, and edits nothing."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ibo_desk.language import _
from ibo_desk.ui.meetings.wall.content import WallItem, WallLine, WallPage
from ibo_desk.ui.meetings.wall.texts import LEAST, SetText, fit
from ibo_desk.ui.theme import Theme

_GROW = (1.0, 1.15, 1.3, 1.5)


@dataclass(frozen=True)
class WallTime:
    """The time of day in words, and how long the item is being treated."""

    clock: str = ""
    spent: timedelta = timedelta()
    paused: bool = False


class WallCanvas(QWidget):
    """Drawn for a screen of 1920 × 1080 and scaled to the one it stands on; no letter is below ``LEAST`` there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.page: WallPage | None = None
        self.time = WallTime()
        self.black = False
        self.sizes: set[int] = set()  # the letters that were drawn, in pixels
        self._grow = 0
        self._scrolled = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("The wall"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    def show_page(self, page: WallPage) -> None:
        """Show a meeting; another item begins at its top."""
        now = page.item
        before = self.page.item if self.page is not None else None
        if before is None or now is None or before.item_id != now.item_id:
            self._scrolled = 0
        self.page = page
        title = f"{now.number}. {now.title}" if now else page.meeting
        self.setAccessibleDescription(title)
        self.update()

    def show_time(self, time: WallTime) -> None:
        """Show another moment."""
        self.time = time
        self.update()

    def grow(self, steps: int) -> None:
        """Larger letters, or smaller ones; never below those of the design."""
        self._grow = max(0, min(len(_GROW) - 1, self._grow + steps))
        self.update()

    def move_text(self, parts: int) -> None:
        """Move the text of the item by thirds of the screen, where not all of it fits."""
        self._scrolled = max(0, self._scrolled + parts * self.height() // 3)
        self.update()

    @property
    def _unit(self) -> float:
        return min(self.width() / 1920, self.height() / 1080)

    def _px(self, length: float) -> int:
        return round(length * self._unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.sizes = set()
        if self.black or self.page is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), self._theme.colour("window"))
        top, bottom = self._px(100), self.height() - self._px(100)
        self._head(painter, self.page, top)
        if self.time.paused:
            self._word(painter, QRect(0, top, self.width(), bottom - top), _("Break"))
            return
        side = self._px(500)
        self._agenda(painter, self.page, QRect(0, top, side, self.height() - top))
        edge = self._px(44)
        room = QRect(side + edge, top + edge, self.width() - side - 2 * edge, bottom - top - edge)
        if self.page.item is not None:
            self._item(painter, self.page.item, room)
            self._foot(painter, self.page, QRect(room.left(), bottom, room.width(), self.height() - bottom))
        else:
            self._word(painter, room, _("Agenda"))

    # parts

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont("Liberation Sans")
        pixels = max(1, self._px(max(LEAST, size)))
        font.setPixelSize(pixels)
        font.setBold(bold)
        self.sizes.add(pixels)
        return font

    def _text(self, painter: QPainter, room: QRect, text: str, colour: str, *, right: bool = False) -> None:
        painter.setPen(self._theme.colour(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _head(self, painter: QPainter, page: WallPage, height: int) -> None:
        room = QRect(0, 0, self.width(), height)
        painter.fillRect(room, self._theme.colour("surface"))
        painter.fillRect(QRect(0, height - 1, self.width(), 1), self._theme.colour("line_strong"))
        inside = room.adjusted(self._px(32), 0, -self._px(44), 0)
        painter.setFont(self._font(42, bold=True))
        wide = painter.fontMetrics().horizontalAdvance("00:00")
        self._text(painter, inside, self.time.clock, "text", right=True)
        painter.setFont(self._font(36))
        self._text(painter, inside.adjusted(0, 0, -2 * wide, 0), page.meeting, "text")

    def _word(self, painter: QPainter, room: QRect, word: str) -> None:
        painter.setFont(self._font(110, bold=True))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, word)

    def _agenda(self, painter: QPainter, page: WallPage, room: QRect) -> None:
        painter.fillRect(room, self._theme.colour("sunken"))
        font, bold = self._font(LEAST), self._font(LEAST, bold=True)
        line_height = QFontMetrics(font).height()
        inside = room.adjusted(self._px(20), self._px(16), -self._px(12), -self._px(16))
        current = page.item.item_id if page.item else None
        deep = 2 if len(page.lines) * line_height * 2.4 <= inside.height() else 1
        height = round(line_height * (deep + 0.4))
        for at, line in enumerate(_around(page.lines, current, max(1, inside.height() // height))):
            strip = QRect(inside.left(), inside.top() + at * height, inside.width(), height)
            is_current = line.item_id == current
            if is_current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accent"))
                painter.drawRoundedRect(QRectF(strip), self._px(8), self._px(8))
            painter.setFont(bold if is_current else font)
            colour = "on_accent" if is_current else "muted" if line.done else "text"
            self._line(painter, strip.adjusted(self._px(12), 0, -self._px(8), 0), line, colour)

    def _line(self, painter: QPainter, strip: QRect, line: WallLine, colour: str) -> None:
        """A title on as many lines as the strip has; what does not fit there ends in dots."""
        metrics = painter.fontMetrics()
        number, indent = self._px(64), self._px(34) if line.sub else 0
        mark = "✓" if line.done else line.number
        self._text(painter, QRect(strip.left() + indent, strip.top(), number, strip.height()), mark, colour)
        room = strip.adjusted(indent + number, 0, 0, 0)
        deep = strip.height() // metrics.height()
        width = room.width() if deep == 1 else round(room.width() * (deep - 0.25))
        shown = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, width)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle | Qt.TextFlag.TextWordWrap, shown)

    def _item(self, painter: QPainter, item: WallItem, room: QRect) -> None:
        text: SetText = fit(item, room.width(), room.height(), self._unit * _GROW[self._grow])
        self.sizes |= text.sizes
        self._scrolled = min(self._scrolled, max(0, round(text.height) - room.height()))
        painter.save()
        painter.setClipRect(room)
        painter.translate(room.left(), room.top() - self._scrolled)
        text.paint(painter, self._theme, room.width())
        painter.restore()
        if text.height - self._scrolled > room.height():
            painter.setFont(self._font(LEAST))
            strip = QRect(room.left(), room.bottom(), room.width() + self._px(36), self._px(30))
            self._text(painter, strip, "▼", "accent", right=True)

    def _foot(self, painter: QPainter, page: WallPage, room: QRect) -> None:
        """The time of the item at the right, what comes next at the left."""
        assert page.item is not None
        minutes = page.item.minutes
        over = minutes is not None and self.time.spent > timedelta(minutes=minutes)
        painter.setFont(self._font(44, bold=True))
        text = _spent(self.time.spent)
        whole = _("{spent} of {minutes} min").format(spent=text, minutes=minutes) if minutes else text
        wide = painter.fontMetrics().horizontalAdvance(whole) + self._px(30)
        self._text(painter, room, whole, "on_bad" if over else "text", right=True)
        following = page.beside(1)
        after = next((line for line in page.lines if line.item_id == following), None)
        if after is not None and following != page.item.item_id:
            painter.setFont(self._font(30))
            words = _("Next: {number}. {title}").format(number=after.number, title=after.title)
            self._text(painter, room.adjusted(0, 0, -wide, 0), words, "muted")


def _around(lines: tuple[WallLine, ...], current: object, count: int) -> tuple[WallLine, ...]:
    """As many lines as fit, with the current one among them and what follows it rather than what is behind."""
    at = next((place for place, line in enumerate(lines) if line.item_id == current), 0)
    start = max(0, min(at - count // 3, len(lines) - count))
    return lines[start : start + count]


def _spent(spent: timedelta) -> str:
    minutes, seconds = divmod(int(spent.total_seconds()), 60)
    return f"{minutes:02}:{seconds:02}"
