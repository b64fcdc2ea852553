"""What a paper over a period holds back, and freeing a point of it with a reason."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import bar
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.widgets import button, hint

if TYPE_CHECKING:
    from ibo_desk.documents.paper import HeldBack

POINTS: "Final[Columns[HeldBack]]" = (
    Column("title", N_("Held back"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("place", N_("Where"), lambda row: row.place, width=96, tip=lambda row: row.place),
    Column("audience", N_("Who may read it"), lambda row: row.audience, width=112),
)
MOST: Final = 4  # points that stand there before the rest is asked for


class HeldBackPart(QWidget):
    """How many points a paper leaves out and why; nothing to see for a paper that leaves nothing out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.summary = hint("", wrap=True)
        self.points = Lines(desk, "held_back", POINTS, empty=_("Nothing is held back."), most=MOST)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Why it may be read by more"))
        self.why.setPlaceholderText(_("Why it may be read by more"))
        self.free = button(desk.theme, _("Make readable"), "check", self._free)
        self.bar, row = bar(desk.theme.px(6))
        row.addWidget(self.why, 1)
        row.addWidget(self.free)
        keep_line(desk, self.why, "held_back.why", _("Why it may be read by more"), self._record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        for widget in (self.summary, self.points, self.bar):
            layout.addWidget(widget)
        self.points.view.selectionModel().currentRowChanged.connect(lambda *_rows: self._follow())
        self.hide()

    def show_points(self, points: "Sequence[HeldBack]") -> None:
        """Show what is held back."""
        self.points.show_rows(points)
        if points and self.points.current() is None:
            self.points.view.select_first()
        self.summary.setText(held_back_told(points))
        self.setVisible(bool(points))
        self._follow()

    def _record(self) -> object:
        point = self.points.current()
        return point.id if point is not None else None

    def _follow(self) -> None:
        point = self.points.current()
        audience = None if point is None or self._desk.read_only else point.freed_to
        self.bar.setEnabled(audience is not None)
        text = _("Whole and for good, with introduction and discussion: {audience}")
        self.free.setToolTip("" if audience is None else text.format(audience=label(audience)))

    def _free(self) -> None:
        point = self.points.current()
        if point is None or point.freed_to is None:
            return
        reason, audience = self.why.text(), point.freed_to
        self._desk.lane.write(
            lambda app: app.freeing.free(point.kind, point.id, audience, reason),
            lambda _done: self.why.clear(),
            owner=self,
        )


def held_back_told(points: "Sequence[HeldBack]") -> str:
    """ "3 punten worden niet afgedrukt: 2 voor deelnemers en 1 voor secretariaat."; nothing for none."""
    if not points:
        return ""
    readers = Counter(point.audience for point in points)
    text = ngettext(
        "{count} point is not printed: {why}.", "{count} points are not printed: {why}.", len(points)
    )
    why = ", ".join(f"{count} × {label(audience)}" for audience, count in readers.items())
    return text.format(count=len(points), why=why)
