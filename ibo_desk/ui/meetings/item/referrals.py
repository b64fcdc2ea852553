"""Who decides: the question is put to competent bodies or to the action's own process, and their answer noted (R9)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.bodies import CONSULTING, BodyKind
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.topics import ReferralOutcome
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.shared.multi_picker import MultiPicker
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, hint

if TYPE_CHECKING:
    from ibo_desk.app import App


def _target(row: TargetRow) -> str:
    return row.body or _("process of {action}").format(action=row.action)


def _save_outcome(app: "App", row: TargetRow, value: str | None) -> None:
    on = row.outcome_on or app.clock.today()
    app.agenda.set_outcome(row.id, ReferralOutcome(value) if value else None, on, row.reference)


def _outcomes(_row: TargetRow) -> Sequence[tuple[Any, str]]:
    return [(None, _("(no outcome yet)")), *((outcome, show_value(outcome)) for outcome in ReferralOutcome)]


def _has_outcome(row: TargetRow) -> bool:
    return row.outcome is not None


_KIND = "referral_target"
COLUMNS: Final[Columns[TargetRow]] = (
    Column("target", N_("Competent"), _target, 145, wrap=True),
    Column("question", N_("Question"), lambda row: row.question, 140, stretch=True, wrap=True),
    Column(
        "planned_on",
        N_("Planned on"),
        lambda row: row.planned_on,
        92,
        edit=Edit(_KIND, "planned_on", "date"),
    ),
    Column(
        "outcome",
        N_("Outcome"),
        lambda row: row.outcome,
        132,
        chip=True,
        edit=Edit(_KIND, "outcome", options=_outcomes, save=_save_outcome),
    ),
    Column(
        "outcome_on",
        N_("Date"),
        lambda row: row.outcome_on,
        88,
        edit=Edit(_KIND, "outcome_on", "date", allowed=_has_outcome),
    ),
    Column(
        "reference", N_("Reference"), lambda row: row.reference, 100, wrap=True, edit=Edit(_KIND, "reference")
    ),
)


class ReferralsPart(QWidget):
    """The targets in a table; below it the line that adds some, all 13 councils at once if need be."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._item_id: UUID | None = None
        self._action_id: UUID | None = None
        theme = desk.theme
        self.model = RowsModel(COLUMNS, self)
        self.table = RowsTable(desk, self.model)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Competent for the decision"))
        self.commands = RowCommands(desk, self.table, self._delete)
        self.bodies = MultiPicker(theme, _("Competent bodies"))
        self.bodies.setMaximumWidth(theme.px(240))
        self.own_process = QCheckBox(_("The action’s own process"))
        self.question = QLineEdit()
        self.question.setPlaceholderText(_("The question that is put to them"))
        self.question.setAccessibleName(_("The question that is put to them"))
        self.planned = QLineEdit()
        self.planned.setPlaceholderText(_("planned on"))
        self.planned.setAccessibleName(_("planned on"))
        self.planned.setMaximumWidth(theme.px(120))
        keep_line(
            desk,
            self.question,
            "referral.question",
            _("The question that is put to them"),
            lambda: self._item_id,
        )
        keep_line(desk, self.planned, "referral.planned", _("planned on"), lambda: self._item_id)
        self.choose_day = button(theme, _("Choose a day…"), "calendar", self._choose_day, flat=True)
        self.choose_day.setToolTip(
            _("For the body chosen above: compares days by how many colleges can still be heard before.")
        )
        self.choose_day.setEnabled(False)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._look())
        self.submit = button(theme, _("Refer"), "refer", self._refer, primary=True)
        self.question.returnPressed.connect(self._refer)
        self.planned.returnPressed.connect(self._refer)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.px(6))
        first, second = WrapLayout(), WrapLayout()
        first.addWidget(self.bodies)
        first.addWidget(self.own_process)
        first.addStretch(1)
        first.addWidget(self.choose_day)
        second.addWidget(self.question, 1)
        second.addWidget(self.planned)
        second.addWidget(self.submit)
        form.addWidget(
            hint(_("Refer to who is competent; planned date and outcome are followed up."), wrap=True)
        )
        form.addLayout(first)
        form.addLayout(second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._form)
        self._form.setVisible(not self._desk.read_only)

    def show_meeting(self, file: MeetingFile) -> None:
        able = [
            body for body in file.bodies if body.kind not in CONSULTING and body.id != file.meeting.body_id
        ]
        councils = frozenset(body.id for body in able if body.kind is BodyKind.MUNICIPAL_COUNCIL)
        colleges = frozenset(body.id for body in able if body.kind is BodyKind.COLLEGE)
        self.bodies.offer(
            [(body.id, body.name) for body in able],
            {_("All municipal councils"): councils, _("All colleges"): colleges},
        )

    def show_file(self, file: ItemFile) -> None:
        self._item_id, self._action_id = file.item.id, file.item.action_id
        self.own_process.setVisible(self._action_id is not None)
        self.own_process.setToolTip(file.item.action)
        self.model.read_only = self._desk.read_only
        self.model.set_rows(file.targets)
        self._look()

    def begin(self) -> None:
        """Put the cursor where the competent bodies are chosen."""
        self.bodies.setFocus()

    def _look(self) -> None:
        row = self.table.current()
        self.choose_day.setEnabled(row is not None and row.outcome is None)

    def _choose_day(self) -> None:
        row = self.table.current()
        if row is not None:
            occasion = Occasion(DayKind.REFERRAL, row.id)
            ChooseDayDialog(self._desk, self, occasion, lambda on: self._plan(row, on)).open()

    def _plan(self, row: TargetRow, on: date) -> None:
        values = {"planned_on": on}
        self._desk.lane.write(lambda app: app.records.patch(_KIND, row.id, row.revision, values), owner=self)

    def _refer(self) -> None:
        try:
            planned = parse_date(self.planned.text(), self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return
        item_id, question, bodies = self._item_id, self.question.text(), self.bodies.chosen()
        action_id = self._action_id if self.own_process.isChecked() else None
        if item_id is None:
            return
        self._desk.lane.write(
            lambda app: app.agenda.refer(item_id, question, bodies, action_id, planned),
            self._done,
            owner=self,
        )

    def _done(self, _referral_id: UUID) -> None:
        self.bodies.choose([])
        self.own_process.setChecked(False)
        self.question.clear()
        self.planned.clear()

    def _delete(self, rows: Sequence[TargetRow]) -> None:
        if self.model.read_only or not rows:
            return
        gone = [row.id for row in rows]
        self._desk.lane.write(lambda app: app.records.delete_all(_KIND, gone), owner=self)
