"""How many colleges were reached about each item and how long before: figures that say what they are (R22, R23)."""

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ibo_desk.documents import charts
from ibo_desk.language import N_, _
from ibo_desk.services.feedback.coverage import Coverage
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.picture import Picture, colours_of
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.wrapped import Line, lines, of
from ibo_desk.ui.widgets import button, card, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

CoverageFigures = tuple[list[Coverage], charts.Chart, charts.Chart]


def _part(count: int, whole: int) -> str:
    """ "9 / 13", empty where nothing was asked."""
    return f"{count} / {whole}" if whole else ""


COLUMNS: Final[Columns[Line[Coverage]]] = (
    Column("item", N_("Item"), of(lambda row: row.title), 200, stretch=True, tip=of(lambda row: row.title)),
    Column("meeting", N_("Meeting"), of(lambda row: row.meeting), 96),
    Column("on", N_("Date"), of(lambda row: row.on), 92),
    Column("note", N_("With a note"), of(lambda row: _part(row.delivered, row.colleges)), 84, "right"),
    Column(
        "before",
        N_("Heard by the meeting"),
        of(lambda row: _part(row.heard_before, row.colleges)),
        148,
        "right",
    ),
    Column("now", N_("Heard by now"), of(lambda row: _part(row.heard, row.colleges)), 108, "right"),
    Column("answered", N_("Answered"), of(lambda row: _part(row.answered, row.asked)), 88, "right"),
    Column("ahead", N_("Days ahead"), of(lambda row: row.days_ahead), 110, "right"),
    Column("to_answer", N_("Days to answer"), of(lambda row: row.days_to_answer), 136, "right"),
)


class CoverageDialog(QDialog):
    """One line per item, never per college; what is chosen is explained in full sentences."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Reach and lead time"))
        self._desk = desk
        theme = desk.theme
        self.resize(theme.px(1280), theme.px(660))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addWidget(heading(_("Reach and lead time"), 2))
        text = _(
            "Only what was registered is counted. No law sets a term for feedback and a note often came late itself: "
            "these figures compare no colleges."
        )
        layout.addWidget(hint(text, wrap=True))
        self.table = TablePanel(desk, "coverage", COLUMNS, empty=_("No items in this period."))
        name_table(self.table)
        self.table.selected.connect(self._explain)
        frame, inside = card(theme)
        self.sentences = QLabel()
        self.sentences.setWordWrap(True)
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.sentences)
        by_item = QWidget()
        column = QVBoxLayout(by_item)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(frame)
        self.over_time, self.lead_times = Picture(theme), Picture(theme)
        tabs = Tabs(self._desk.theme)
        tabs.addTab(by_item, _("By item"))
        tabs.addTab(self.over_time, _("Over time"))
        tabs.addTab(self.lead_times, _("Days ahead of the meeting"))
        layout.addWidget(tabs, 1)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        layout.addLayout(buttons)
        self.tabs = tabs

    def begin(self, body_id: UUID | None, since: date | None, until: date | None) -> None:
        """Show the figures of a body and period; None is all."""
        colours = colours_of(self._desk.theme)

        def read(app: "App") -> CoverageFigures:
            figures = app.coverage
            return (
                figures.items(body_id, since, until),
                charts.coverage_over_time(figures.by_month(body_id, since, until), colours),
                charts.lead_times(figures.lead_times(body_id, since, until), colours),
            )

        self._desk.lane.read(read, self._show, None, self)

    def _show(self, figures: CoverageFigures) -> None:
        rows, over_time, lead_times = figures
        self.over_time.show_chart(over_time)
        self.lead_times.show_chart(lead_times)
        self.table.show_rows(lines(sorted(rows, key=lambda item: item.on, reverse=True)))

    def _explain(self, line: Line[Coverage] | None) -> None:
        self.sentences.setText("\n".join(line.about.sentences) if line is not None else "")
