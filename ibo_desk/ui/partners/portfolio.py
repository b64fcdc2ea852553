"""The portfolio of a mandate: strategic lines and bodies with a tick, for who should hear of them without a seat."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMenu

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import PressButton

if TYPE_CHECKING:
    from ibo_desk.services.parties.people import MandateRow

Parts = Sequence[tuple[UUID, str]]


class PortfolioButton(PressButton):
    """Ticks what the mandate that is chosen has in its portfolio."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Portfolio"))
        self.setObjectName("flat")
        self.setToolTip(
            _(
                "What is this alderman's field? Mails to the college about it also go to them, when they do not sit "
                "in the body that treats it."
            )
        )
        self._desk = desk
        self._lines: Parts = ()
        self._bodies: Parts = ()
        self.ticks = QMenu(self)
        self.setMenu(self.ticks)
        self.show_mandate(None)

    def offer(self, lines: Parts, bodies: Parts) -> None:
        """The strategic lines and bodies that can be ticked."""
        self._lines, self._bodies = lines, bodies

    def show_mandate(self, row: "MandateRow | None") -> None:
        """The ticks of a mandate; none is chosen with None."""
        self.setEnabled(row is not None and not self._desk.read_only)
        self.ticks.clear()
        if row is None:
            return
        ticked = {part.part_id for part in row.field}
        for heading, parts in (
            (_("Strategic lines"), self._lines),
            (_("All that is treated in"), self._bodies),
        ):
            self.ticks.addSection(heading)
            for part_id, name in parts:
                tick = self.ticks.addAction(name)
                tick.setCheckable(True)
                tick.setChecked(part_id in ticked)
                tick.toggled.connect(partial(self._tick, row, part_id))

    def _tick(self, row: "MandateRow", part_id: UUID, on: bool) -> None:
        ticked = {part.part_id for part in row.field} - {part_id} | ({part_id} if on else set())
        lines = [line_id for line_id, _name in self._lines if line_id in ticked]
        bodies = [body_id for body_id, _name in self._bodies if body_id in ticked]
        self._desk.lane.write(lambda app: app.portfolios.set(row.id, lines, bodies), None, None, self)
