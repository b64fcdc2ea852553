"""Colours, sizes and icons: one palette for light, one for dark; all text and lengths grow with the text size."""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ibo_desk.files import resource

TEXT_SIZES = (80, 90, 100, 115, 130, 150, 175, 200)
BASE_PX = 13


@dataclass(frozen=True)
class Colours:
    """Every colour of the screen by what it is for; the pairs for text reach a contrast of 4.5 to 1."""

    window: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selected: str
    on_selected: str
    hover: str
    focus: str
    info: str
    on_info: str
    good: str
    on_good: str
    warn: str
    on_warn: str
    bad: str
    on_bad: str
    quiet: str
    on_quiet: str
    agree: str
    on_agree: str


LIGHT = Colours(
    window="#f4f6f9",
    surface="#ffffff",
    sunken="#eef2f6",
    line="#dfe5ec",
    line_strong="#b9c4d0",
    text="#17222e",
    muted="#556577",
    accent="#0b5a8a",
    accent_hover="#084a73",
    on_accent="#ffffff",
    selected="#e2eef8",
    on_selected="#0a4a74",
    hover="#edf2f7",
    focus="#1778b8",
    info="#dcebf8",
    on_info="#0b4f7d",
    good="#dcf1e2",
    on_good="#145c30",
    warn="#fdeecb",
    on_warn="#734b00",
    bad="#fde0e0",
    on_bad="#9a1c1c",
    quiet="#e9eef3",
    on_quiet="#48586a",
    agree="#e8e0f7",
    on_agree="#51348f",
)
DARK = Colours(
    window="#12181f",
    surface="#1a222b",
    sunken="#151c24",
    line="#2c3742",
    line_strong="#47566a",
    text="#e6ecf2",
    muted="#a3b1c0",
    accent="#4fa3d8",
    accent_hover="#73b8e4",
    on_accent="#07121b",
    selected="#1e3a52",
    on_selected="#cfe6f8",
    hover="#232d38",
    focus="#63b3e6",
    info="#17364e",
    on_info="#a8d4f3",
    good="#163a26",
    on_good="#a3e0b8",
    warn="#43330f",
    on_warn="#f4d58d",
    bad="#4a1f22",
    on_bad="#fbb8b8",
    quiet="#27323e",
    on_quiet="#b9c6d3",
    agree="#33294f",
    on_agree="#d2c3f5",
)

_COMPACT = 0.6  # of the air that stands above and below words in the roomy look
_TOKEN = re.compile(r"([@~])(\d+)px|@([a-z_]+)")


class Theme(QObject):
    """The look of the program; ``apply`` gives it to the application, ``dress`` to a window."""

    changed = Signal()

    def __init__(self, *, dark: bool = False, percent: int = 100, compact: bool = False) -> None:
        super().__init__()
        self.compact = compact
        self.dark = dark
        self.percent = percent

    @property
    def colours(self) -> Colours:
        return DARK if self.dark else LIGHT

    def px(self, length: int) -> int:
        """A length of the 100 % design in pixels at the chosen text size."""
        return round(length * self.percent / 100)

    def air(self, length: int) -> int:
        """Air above and below words, in pixels of the roomy 100 % design: less of it in the compact look."""
        return round(length * self.percent / 100 * (_COMPACT if self.compact else 1))

    def row_height(self) -> int:
        """The height of a row of a table: a line of words and the air around it."""
        return self.px(18) + self.air(14)

    def colour(self, name: str) -> QColor:
        return QColor(getattr(self.colours, name))

    def choose(
        self, *, dark: bool | None = None, percent: int | None = None, compact: bool | None = None
    ) -> None:
        """Change the look while the program runs."""
        self.compact = self.compact if compact is None else compact
        self.dark = self.dark if dark is None else dark
        self.percent = self.percent if percent is None else percent
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.apply(app)
        self.changed.emit()

    def apply(self, app: QApplication) -> None:
        style = QStyleFactory.create("Fusion")
        if style is not None:
            app.setStyle(style)
        font = QFont("Liberation Sans")
        font.setPixelSize(self.px(BASE_PX))
        app.setFont(font)
        app.setPalette(self._palette())

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet, when all is in it; what is built or put into it later follows by itself.

        On the application it would be read again by every part of a page each time that something is put into
        something while it is built: five times the work for a page.
        """
        window.setStyleSheet(self.sheet())

    def icon(self, name: str, colour: str = "muted") -> QIcon:
        """``resources/icons/<name>.svg`` in one of the theme's colours, sharp on any screen."""
        return _icon(name, getattr(self.colours, colour), self.colours.muted)

    def pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        return self.icon(name, colour).pixmap(QSize(size, size))

    def sheet(self) -> str:
        """The style sheet with colours and lengths filled in."""
        values = asdict(self.colours)
        text = resource("styles", "desk.qss").read_text("utf-8")
        icons = resource("icons").as_posix()
        text = text.replace("@icons", icons).replace("@shade", "dark" if self.dark else "light")
        lengths = {"@": self.px, "~": self.air}
        return _TOKEN.sub(lambda m: f"{lengths[m[1]](int(m[2]))}px" if m[1] else values[m[3]], text)

    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        names = {
            roles.Window: "window",
            roles.WindowText: "text",
            roles.Base: "surface",
            roles.AlternateBase: "sunken",
            roles.Text: "text",
            roles.Button: "surface",
            roles.ButtonText: "text",
            roles.BrightText: "on_accent",
            roles.Highlight: "accent",
            roles.HighlightedText: "on_accent",
            roles.ToolTipBase: "surface",
            roles.ToolTipText: "text",
            roles.PlaceholderText: "muted",
            roles.Link: "accent",
            roles.Mid: "line",
            roles.Midlight: "line",
            roles.Light: "surface",
            roles.Dark: "line_strong",
            roles.Accent: "accent",
        }
        palette = QPalette()
        for role, name in names.items():
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("muted"))
        return palette


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    svg = resource("icons", f"{name}.svg").read_text("utf-8")
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", ink).encode()))
        for size in (16, 20, 24, 32, 40, 48, 64):
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon


def contrast(colour: str, other: str) -> float:
    """The WCAG contrast of two colours, 1 to 21."""
    first, second = sorted((_luminance(QColor(colour)), _luminance(QColor(other))), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
