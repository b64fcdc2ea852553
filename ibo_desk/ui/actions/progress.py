"""How far an action is: milestones, measured values with their line, evaluations, money."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.actions import columns
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.line_chart import LineChart
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.widgets import Combo, button, heading

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import Dossier, IndicatorRow

MOST = 6  # lines that a list shows before it scrolls


class Progress(QWidget):
    """The tab that the half-yearly report to the councils draws from (R28)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self.milestones = Lines(
            desk, "milestones", columns.MILESTONES, "milestone", empty=_("No milestones yet."), most=MOST
        )
        self.milestones.add_button(_("Add milestone"), self._new_milestone)
        self.figures = Figures(desk)
        self.evaluations = Lines(
            desk, "evaluations", columns.EVALUATIONS, "evaluation", empty=_("Not evaluated yet."), most=MOST
        )
        self.evaluations.add_button(_("Add evaluation"), self._new_evaluation)
        self.funding = Lines(
            desk,
            "funding",
            columns.FUNDING,
            "funding",
            empty=_("No money is known for this action."),
            most=MOST,
        )
        self.funding.add_button(_("Add money"), self._new_funding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        for title, widget in (
            (_("Milestones"), self.milestones),
            (_("Figures"), self.figures),
            (_("Evaluation"), self.evaluations),
            (_("Funding"), self.funding),
        ):
            layout.addWidget(heading(title, 3))
            layout.addWidget(widget)
        layout.addStretch(1)

    def show_progress(self, dossier: "Dossier") -> None:
        """Show what belongs to this action."""
        self._action = dossier.row.id
        self.milestones.show_rows(dossier.milestones)
        self.figures.show_indicators(dossier.row.id, dossier.indicators)
        self.evaluations.show_rows(dossier.evaluations)
        self.funding.show_rows(dossier.funding)

    def _new_milestone(self) -> Add | None:
        return self._adding("milestone", {"title": _("New milestone")})

    def _new_evaluation(self) -> Add | None:
        return self._adding("evaluation", {"on": self._desk.clock.today(), "text": ""})

    def _new_funding(self) -> Add | None:
        return self._adding("funding", {"label": "", "year": self._desk.clock.today().year})

    def _adding(self, kind: str, values: dict[str, Any]) -> Add | None:
        if self._action is None:
            return None
        of_action = {**values, "action_id": self._action}
        return lambda app: app.records.add(kind, of_action)


class Figures(QWidget):
    """One indicator at a time: its name and unit, the line of its values, and the values to type in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self._indicators: tuple[IndicatorRow, ...] = ()
        self._wanted: UUID | None = None
        self.which = Combo()
        self.which.setAccessibleName(_("Which figure"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(20)
        self.which.currentIndexChanged.connect(lambda _at: self._show())
        self.new = button(desk.theme, _("Add a figure to follow"), "plus", self._add, flat=True)
        self.new.setEnabled(not desk.read_only)
        self.record = RecordPanel(desk, "indicator", columns.INDICATOR_FIELDS)
        self.chart = LineChart(desk.theme)
        self.values = Lines(
            desk,
            "measurements",
            columns.MEASUREMENTS,
            "measurement",
            empty=_("Nothing was measured yet."),
            most=MOST,
        )
        self.values.add_button(_("Add a measured value"), self._new_value)
        row = WrapLayout()
        row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.which, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.record)
        layout.addWidget(self.chart)
        layout.addWidget(self.values)

    def show_indicators(self, action_id: UUID, indicators: "tuple[IndicatorRow, ...]") -> None:
        """Show the indicators of an action; the one that was looked at stays."""
        kept = self._wanted or (self.which.currentData() if action_id == self._action else None)
        self._action, self._indicators, self._wanted = action_id, indicators, None
        self.which.blockSignals(True)
        self.which.clear()
        for indicator in indicators:
            self.which.addItem(indicator.name, indicator.id)
        self.which.setCurrentIndex(
            next(
                (at for at, indicator in enumerate(indicators) if indicator.id == kept),
                0 if indicators else -1,
            )
        )
        self.which.blockSignals(False)
        self._show()

    def _show(self) -> None:
        at = self.which.currentIndex()
        indicator = self._indicators[at] if 0 <= at < len(self._indicators) else None
        self.which.setVisible(len(self._indicators) > 1)
        self.record.setVisible(indicator is not None)
        self.values.setVisible(indicator is not None)
        self.record.show_record(indicator)
        self.values.show_rows(indicator.measurements if indicator else ())
        points = [(each.on, each.value_thousandths) for each in indicator.measurements] if indicator else []
        self.chart.setVisible(len(points) > 1)
        if indicator is not None:
            self.chart.show_points(
                f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name, points
            )

    def _add(self) -> None:
        if self._action is None:
            return
        values = {"action_id": self._action, "name": _("New figure")}

        def add(app: "App") -> UUID:
            return app.records.add("indicator", values)

        def made(indicator_id: UUID) -> None:
            self._wanted = indicator_id
            at = next((n for n, indicator in enumerate(self._indicators) if indicator.id == indicator_id), -1)
            if at >= 0:
                self.which.setCurrentIndex(at)

        self._desk.lane.write(add, made, None, self)

    def _new_value(self) -> "Callable[[App], UUID] | None":
        indicator_id = self.which.currentData()
        if indicator_id is None:
            return None
        values = {"indicator_id": indicator_id, "on": self._desk.clock.today(), "value_thousandths": 0}
        return lambda app: app.records.add("measurement", values)
