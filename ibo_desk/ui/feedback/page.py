"""Terugkoppeling: item × college, and beside it the rounds of the cell that is chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSplitter

from ibo_desk.domain.feedback import Turn
from ibo_desk.language import N_, _
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.feedback.cell_panel import CellPanel, read_cell
from ibo_desk.ui.feedback.figures import Figures, count
from ibo_desk.ui.feedback.matrix_model import MatrixModel
from ibo_desk.ui.feedback.matrix_view import MatrixView
from ibo_desk.ui.feedback.recording import Job, RecordingBar
from ibo_desk.ui.page import Page
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.body_rows import BodyRow
    from ibo_desk.services.feedback_matrix import Matrix


class FeedbackPage(Page):
    """The heart of the program."""

    key = "feedback"
    title = N_("Feedback to the colleges")
    sentence = N_("What does each college know, and what did it answer? As far as it was recorded.")
    kinds = (
        "feedback_round",
        "agenda_item",
        "meeting",
        "college_consequence",
        "referral_target",
        "body_calendar",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: tuple[UUID, UUID | None] | None = None
        self.add_action_button(_("Notes for the colleges"), "documents", self._notes, primary=True)
        self.figures = Figures(desk)
        self.model = MatrixModel(self)
        self.view = MatrixView(desk, self.model)
        self.cell = CellPanel(desk)
        self.recording = RecordingBar(desk, self.view.chosen)
        self.recording.record.connect(self._record)
        self.view.typed.connect(self.recording.type_letter)
        self.view.current_cell.connect(self._cell_chosen)
        self.view.selectionModel().selectionChanged.connect(
            lambda *_args: self.recording.show_count(len(self.view.chosen()))
        )
        self.cell.record.stale.connect(self.reload_soon)
        self.cell.deal_with.connect(self._deal_with)
        self.body.addWidget(self.figures)
        self.body.addLayout(self._filters())
        self.view.opened.connect(lambda: self.beside.setChecked(True))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self.cell)
        split.setStretchFactor(0, 1)
        split.setSizes([desk.theme.px(820), desk.theme.px(330)])
        self.beside.setChecked(desk.remembered("feedback/beside") == "1")
        self.cell.setVisible(self.beside.isChecked())
        self.body.addWidget(split, 1)
        self.body.addWidget(self.recording)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.desk.theme.px(8))
        self.of_body = self._combo(_("Body"), "body")
        self.of_year = self._combo(_("Period"), "year")
        self.of_turn = self._combo(_("Whose turn"), "turn")
        self.of_college = self._combo(_("College"), "college")
        self.open_only = QCheckBox(_("Only what is open"))
        self.open_only.setChecked(self.desk.remembered("feedback/open") == "1")
        self.open_only.toggled.connect(self._filter_changed)
        today = self.desk.clock.today().year
        years: list[tuple[str, Any]] = [(_("all years"), None)]
        years += [(str(year), year) for year in range(today + 1, today - 6, -1)]
        self._fill(self.of_year, _("Period"), years, default=today)
        turns: list[tuple[str, Any]] = [(_("everybody"), None)]
        self._fill(self.of_turn, _("Whose turn"), [*turns, *((label(turn), turn) for turn in list(Turn)[:2])])
        for combo in (self.of_body, self.of_year, self.of_turn, self.of_college):
            row.addWidget(combo)
        row.addWidget(self.open_only)
        self.unasked = QCheckBox(_("Also items without question"))
        self.unasked.setChecked(self.desk.remembered("feedback/unasked") == "1")
        self.unasked.toggled.connect(self._filter_changed)
        row.addWidget(self.unasked)
        row.addStretch(1)
        self.beside = QCheckBox(_("Details beside"))
        self.beside.setToolTip(_("Enter or a double click in a cell shows its rounds beside it"))
        self.beside.toggled.connect(self._show_beside)
        row.addWidget(self.beside)
        row.addWidget(button(self.desk.theme, _("Copy to Excel"), "copy", self._copy, flat=True))
        return row

    def _combo(self, name: str, key: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setProperty("remembered", f"feedback/{key}")
        combo.setMinimumContentsLength(14)
        combo.activated.connect(self._filter_changed)
        return combo

    def _fill(
        self, combo: QComboBox, name: str, options: Sequence[tuple[str, Any]], default: Any = None
    ) -> None:
        """Offer options, and choose what was chosen before."""
        kept = combo.currentData() if combo.count() else None
        remembered = self.desk.remembered(str(combo.property("remembered")), str(default))
        combo.clear()
        for text, value in options:
            combo.addItem(f"{name}: {text}", value)
        values = [value for _text, value in options]
        chosen = kept if kept in values and kept is not None else None
        texts = [str(value) for value in values]
        at = (
            values.index(chosen)
            if chosen is not None
            else texts.index(remembered)
            if remembered in texts
            else 0
        )
        combo.setCurrentIndex(at)

    def refresh(self) -> None:
        year, turn = self.of_year.currentData(), self.of_turn.currentData()
        since = date(year, 1, 1) if year else None
        until = date(year, 12, 31) if year else None
        body_id, college_id = self.of_body.currentData(), self.of_college.currentData()
        open_only, unasked = self.open_only.isChecked(), self.unasked.isChecked()

        def read(app: "App") -> "tuple[Matrix, int, list[BodyRow], list[BodyRow]]":
            matrix = app.feedback.matrix(
                body_id, since, until, turn=turn, open_only=open_only, college_id=college_id
            )
            approaching = {alarm.item_id for alarm in app.feedback.alarms()}
            lines = _worth_showing(matrix, approaching, unasked=unasked)
            return lines, len(approaching), app.bodies.consulting(), app.bodies.colleges()

        self.read(read, self._show)

    def _show(self, found: "tuple[Matrix, int, list[BodyRow], list[BodyRow]]") -> None:
        matrix, approaching, bodies, colleges = found
        if not self.of_body.count():
            everything: list[tuple[str, Any]] = [(_("all bodies"), None)]
            every: list[tuple[str, Any]] = [(_("all"), None)]
            self._fill(
                self.of_body,
                _("Body"),
                [*everything, *((one.short_name or one.name, one.id) for one in bodies)],
            )
            self._fill(
                self.of_college, _("College"), [*every, *((one.organisation, one.id) for one in colleges)]
            )
            if self.of_body.currentData() or self.of_college.currentData():
                self.refresh()
                return
        self.model.show(matrix)
        self.figures.show_counts(count(matrix, approaching))
        if self._wanted is not None:
            item_id, college_id = self._wanted
            self._wanted = None
            self.view.select(item_id, college_id)

    def show_record(self, kind: str, record_id: UUID) -> None:
        if kind == "feedback_round":
            self.read(lambda app: app.feedback.cell_of(record_id), self._select)
        else:
            self._select((record_id, None))

    def _select(self, cell: tuple[UUID, UUID | None]) -> None:
        if self.model.index_of(*cell).isValid():
            self.view.select(*cell)
            return
        self._wanted = cell
        for combo in (self.of_body, self.of_year, self.of_turn):
            combo.setCurrentIndex(0)
        self.open_only.setChecked(False)
        self.unasked.setChecked(True)
        self.reload_soon()

    def _filter_changed(self) -> None:
        for combo in (self.of_body, self.of_year, self.of_turn, self.of_college):
            self.desk.remember(str(combo.property("remembered")), str(combo.currentData()))
        self.desk.remember("feedback/open", "1" if self.open_only.isChecked() else "0")
        self.desk.remember("feedback/unasked", "1" if self.unasked.isChecked() else "0")
        self.reload_soon()

    def _show_beside(self, on: bool) -> None:
        self.cell.setVisible(on)
        self.desk.remember("feedback/beside", "1" if on else "0")

    def _cell_chosen(self, key: tuple[UUID, UUID] | None) -> None:
        matrix = self.model.matrix
        if key is None or matrix is None:
            self.cell.show_cell(None)
            return
        item = next(one for one in matrix.items if one.id == key[0])
        college = next(one for one in matrix.colleges if one.id == key[1])
        self.read(lambda app: read_cell(app, item, college), self.cell.show_cell)

    def _record(self, job: Job) -> None:
        self.write(job)

    def _deal_with(self, round_id: UUID) -> None:
        today = self.desk.clock.today()
        self.write(lambda app: app.feedback.deal_with(round_id, today))

    def _copy(self) -> None:
        if self.view.selectionModel().selectedIndexes():
            self.view.copy()
        else:
            self.view.selectAll()
            self.view.copy()
            self.view.clearSelection()
        self.desk.notice.emit(_("Copied; paste it in Excel."))

    def _notes(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.go.emit("meeting_paper:memo", self.model.item(index.row()).meeting_id)


def _worth_showing(matrix: "Matrix", approaching: set[UUID], *, unasked: bool) -> "Matrix":
    """The items that a college was asked about, or should be soon; what comes last stands on top."""
    asked = {item_id for item_id, _college in matrix.cells} | approaching
    lines = [one for one in matrix.items if unasked or one.id in asked]
    return replace(matrix, items=tuple(sorted(lines, key=lambda one: one.on, reverse=True)))
