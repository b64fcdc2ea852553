"""How far an action is: milestones, measured values with their line, evaluations."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.actions import progress_columns as columns
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.line_chart import LineChart
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.tones import QUIET, tone_of
from ibo_desk.ui.widgets import Combo, button, chip, heading, hint, set_chip

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
        self.proposal = WrapLayout()
        self._proposed = hint("", wrap=True)
        self.plan = button(desk.theme, _("Plan these"), "calendar", self._plan, flat=True)
        self.proposal.addWidget(self._proposed, 1)
        self.proposal.addWidget(self.plan)
        self._days: tuple[date, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        for title, widget in (
            (_("Milestones"), self.milestones),
            (_("Indicators"), self.figures),
            (_("Evaluation"), self.evaluations),
        ):
            layout.addWidget(heading(title, 3))
            layout.addWidget(widget)
        layout.addLayout(self.proposal)
        layout.addStretch(1)

    def show_progress(self, dossier: "Dossier") -> None:
        """Show what belongs to this action."""
        self._action = dossier.row.id
        self.milestones.show_rows(dossier.milestones)
        self.figures.show_indicators(dossier.row.id, dossier.indicators)
        self.evaluations.show_rows(dossier.evaluations)
        self._days = dossier.proposed_evaluations
        days = ", ".join(map(formats.day, self._days))
        text = _("A regiodeal is evaluated after one and two years: proposed on {days}.").format(days=days)
        self._proposed.setText(text)
        self._proposed.setVisible(bool(self._days))
        self.plan.setVisible(bool(self._days) and not self._desk.read_only)

    def _plan(self) -> None:
        action_id, days = self._action, self._days
        if action_id is not None:
            self._desk.lane.write(lambda app: app.actions.plan_evaluations(action_id, days), owner=self)

    def _new_milestone(self) -> Add | None:
        return self._adding("milestone", {"title": _("New milestone")})

    def _new_evaluation(self) -> Add | None:
        return self._adding("evaluation", {"planned_on": self._desk.clock.today()})

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
        self._to_select: UUID | None = None
        self.which = Combo()
        self.which.setAccessibleName(_("Which indicator"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(20)
        self.which.currentIndexChanged.connect(lambda _at: self._show())
        self.new = button(desk.theme, _("Add an indicator"), "plus", self._add, flat=True)
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
        self.trend = chip(desk.theme, "", QUIET)
        row.addWidget(self.trend, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.record)
        layout.addWidget(self.chart)
        layout.addWidget(self.values)

    def show_indicators(self, action_id: UUID, indicators: "tuple[IndicatorRow, ...]") -> None:
        """Show the indicators of an action; the one that was looked at stays."""
        kept = self._to_select or (self.which.currentData() if action_id == self._action else None)
        self._action, self._indicators, self._to_select = action_id, indicators, None
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
        points = indicator.points if indicator else ()
        trend = indicator.trend if indicator else None
        self.trend.setVisible(trend is not None)
        if trend is not None:
            set_chip(self.trend, label(trend), tone_of(trend))
        self.chart.setVisible(len(points) > 1)
        if indicator is not None:
            self.chart.show_points(
                f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name, points
            )

    def _add(self) -> None:
        if self._action is None:
            return
        values = {"action_id": self._action, "name": _("New indicator")}

        def add(app: "App") -> UUID:
            return app.records.add("indicator", values)

        def made(indicator_id: UUID) -> None:
            self._to_select = indicator_id
            at = next((n for n, indicator in enumerate(self._indicators) if indicator.id == indicator_id), -1)
            if at >= 0:
                self.which.setCurrentIndex(at)

        self._desk.lane.write(add, made, None, self)

    def _new_value(self) -> "Callable[[App], UUID] | None":
        indicator_id = self.which.currentData()
        if indicator_id is None:
            return None
        values = {"indicator_id": indicator_id, "on": self._desk.clock.today()}
        return lambda app: app.records.add("measurement", values)
