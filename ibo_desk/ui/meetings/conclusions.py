"""What was concluded in past years: by words, body, regional action, partner and year; a line leads to its item."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.services.meetings.conclusions import ConclusionRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.low import is_low
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.values import flat, unmarked
from ibo_desk.ui.widgets import Combo, button, card, heading, hint

COLUMNS: Final[Columns[ConclusionRow]] = (
    Column("on", N_("Date"), lambda row: row.on, 90),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, 110),
    Column("title", N_("Item"), lambda row: row.title, 200),
    Column(
        "conclusion",
        N_("Conclusion"),
        lambda row: row.conclusion,
        320,
        stretch=True,
        show=flat,
        tip=lambda row: unmarked(row.conclusion),
    ),
    Column("action", N_("Regional action"), lambda row: row.action, 150),
    Column("partners", N_("Partners"), lambda row: ", ".join(row.partners), 150),
)


class ConclusionsPart(QWidget):
    """``opened`` tells the item whose meeting is wanted."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[ConclusionRow] = ()
        theme = desk.theme
        self.table = TablePanel(
            desk, "conclusions", COLUMNS, empty=_("Nothing was concluded that fits what is asked.")
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.selected.connect(self._show)
        self.bodies, self.regional_actions, self.partners, self.years = Combo(), Combo(), Combo(), Combo()
        names = (_("Body"), _("Regional action"), _("Partner"), _("Year"))
        for combo, name in zip(self._combos(), names, strict=True):
            combo.setAccessibleName(name)
            combo.setMaximumWidth(theme.px(170))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.currentIndexChanged.connect(lambda _at: self._narrow())
            self.table.add_to_bar(combo)
        self._chosen, inside = card(theme, padding=10)
        self.title = heading("", 3)
        self.title.setWordWrap(True)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.about = hint("", wrap=True)
        self.open = button(theme, _("Open the item"), "meetings", self._open)
        for part in (self.title, self.sentence, self.about):
            inside.addWidget(part)
        inside.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(8), 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._chosen)
        self._show(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the list has all the room: a line tells what was concluded, and opens its item."""
        super().resizeEvent(event)
        self._chosen.setHidden(is_low(self, self._desk.theme))

    def refresh(self) -> None:
        """Read the conclusions again."""
        self._desk.lane.read(lambda app: app.conclusions.listing(), self._arrived, owner=self)

    def _combos(self) -> tuple[Combo, ...]:
        return self.bodies, self.regional_actions, self.partners, self.years

    def _arrived(self, rows: Sequence[ConclusionRow]) -> None:
        self._rows = rows
        partners = {pair for row in rows for pair in zip(row.partner_ids, row.partners, strict=True)}
        actions = {(row.action_id, row.action) for row in rows if row.action_id is not None}
        _offer(self.bodies, _("All bodies"), {(row.body_id, row.body) for row in rows})
        _offer(self.regional_actions, _("All actions"), actions)
        _offer(self.partners, _("All partners"), partners)
        _offer(self.years, _("All years"), {(row.on.year, str(row.on.year)) for row in rows})
        self._narrow()

    def _narrow(self) -> None:
        body, action, partner, year = (combo.currentData() for combo in self._combos())
        self.table.show_rows(
            [
                row
                for row in self._rows
                if row.fits(body_id=body, action_id=action, partner_id=partner, year=year)
            ]
        )
        self._show(self.table.current())

    def _show(self, row: ConclusionRow | None) -> None:
        self.open.setEnabled(row is not None)
        self.title.setText(f"{row.meeting} · {row.title}" if row else "")
        self.sentence.setText(unmarked(row.conclusion) if row else "")
        about = (row.action, ", ".join(row.partners)) if row else ()
        self.about.setText(" · ".join(part for part in about if part))

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row.id)


def _offer(combo: QComboBox, everything: str, named: Iterable[tuple[object, str]]) -> None:
    before = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, None)
    for value, name in sorted(named, key=lambda pair: pair[1]):
        combo.addItem(name, value)
    combo.setCurrentIndex(max(combo.findData(before), 0))
    combo.blockSignals(False)
