"""Why a day is what it is: one line in sight, and below it who recorded what it rests on."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.calendars import Reach
from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import button, hint

if TYPE_CHECKING:
    from ibo_desk.services.feedback.why import Source, Why


class WhyPart(QWidget):
    """The reckoning of one cell; hidden where no day lies ahead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(2))
        self.reason = hint("", wrap=True)
        self.reason.setAccessibleName(_("By when, and why"))
        self.ask = button(desk.theme, _("Who recorded this?"), "info", self._toggle, flat=True)
        self.ask.setCheckable(True)
        self.sources = hint("", wrap=True)
        self.sources.setAccessibleName(_("What this rests on"))
        for part in (self.reason, self.ask, self.sources):
            column.addWidget(part)
        self.show_why(None)

    def show_why(self, why: "Why | None") -> None:
        """Show a reckoning, or nothing."""
        self.setVisible(why is not None)
        if why is None:
            return
        late = f" ({label(why.row.reach)})" if why.row.reach is Reach.TOO_LATE else ""
        self.reason.setText(f"{why.row.reason}{late}")
        self.sources.setText("\n".join(_line(source) for source in why.sources))
        self._toggle()

    def _toggle(self) -> None:
        self.sources.setVisible(self.ask.isChecked())


def _line(source: "Source") -> str:
    """ "vergadering: datum – vr 11/12 (An, 12/10/2026)"; what nobody recorded is a day that was only proposed."""
    text = f"{source.what} – {source.says}"
    if source.at is None:
        return text
    return f"{text} ({source.actor}, {formats.short_day(source.at.astimezone().date())})"
