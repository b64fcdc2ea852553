"""The engagements that are shown, as charts: by state, and by partner in the order of their names."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ibo_desk.documents import charts
from ibo_desk.language import _
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.ui.picture import Picture, colours_of
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import hint


class EngagementCharts(QScrollArea):
    """Who carries what is no contest: every partner's bar stands where its name puts it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.by_state, self.by_partner = Picture(theme), Picture(theme)
        inside = QWidget()
        inside.setObjectName("scrolled_inside")
        column = QVBoxLayout(inside)
        margin = theme.px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        self.lead = hint(
            _("Choose a partner under “Who carries what” to see its engagements as a list."), wrap=True
        )
        column.addWidget(self.lead)
        column.addWidget(self.by_state)
        column.addWidget(self.by_partner)
        column.addStretch(1)
        self.setWidget(inside)

    def show_rows(self, rows: Sequence[EngagementRow]) -> None:
        """Draw these engagements."""
        colours = colours_of(self._theme)
        states = Counter(share.state for row in rows for share in row.partners)
        self.by_state.show_chart(charts.engagements_by_state(states, colours))
        by_partner = charts.engagements_by_partner(rows, colours)
        self.by_partner.show_chart(by_partner)
        self.by_partner.setVisible(bool(by_partner.svg))  # one sentence is enough where there is nothing
