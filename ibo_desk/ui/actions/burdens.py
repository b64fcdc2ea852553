"""Burdens and benefits of an action: what is borne or gained above, municipality by municipality below."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.services.actions.rows import BurdenRow, BurdenTable
from ibo_desk.services.words import format as formats
from ibo_desk.ui.actions.money_columns import BURDENS
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.widgets import hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_MOST = 4  # burdens that the list shows before it grows a button
_TOWNS = 20  # municipalities, of which most regions have fewer
_LETTERS = 14  # of a burden at the head of its column


@dataclass(frozen=True)
class Town:
    """A municipality with by burden how much falls to it, in thousandths; ``id`` is that of the municipality."""

    id: UUID
    name: str
    shares: dict[UUID, int]


class BurdensPart(QWidget):
    """Two tables: the second has a column for each line of the first. Nothing is added up across its columns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self._heads: list[tuple[UUID, str]] = []
        self.burdens = Lines(
            desk,
            "burdens",
            BURDENS,
            "burden",
            empty=_(
                "Nothing was noted yet. Add what municipalities bear or gain by this action, each in its own unit: "
                "hectares, dwellings, jobs, euros."
            ),
            most=_MOST,
        )
        self.burdens.add_button(_("Add a burden or benefit"), self._new)
        self.towns: Lines[Town] | None = None
        self.sums = hint("", wrap=True)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, desk.theme.px(6), 0, 0)
        self._inside.addWidget(self.burdens)
        self._inside.addWidget(self.sums)
        self._inside.addStretch(1)

    def show_burdens(self, action_id: UUID, table: BurdenTable) -> None:
        """Show who bears and gains what by an action."""
        self._action = action_id
        self.burdens.show_rows(table.burdens)
        heads = [(burden.id, _head(burden)) for burden in table.burdens]
        if heads != self._heads:
            self._heads = heads
            self._make_towns(table)
        if self.towns is not None:
            self.towns.show_rows([_town(table, *town) for town in table.municipalities])
        sums = "; ".join(filter(None, map(_sum, table.burdens)))
        self.sums.setText(_("Together, each in its own unit: {sums}.").format(sums=sums) if sums else "")
        self.sums.setVisible(bool(sums))

    def _make_towns(self, table: BurdenTable) -> None:
        """A table with other columns is another table."""
        if self.towns is not None:
            self._inside.removeWidget(self.towns)
            self.towns.deleteLater()
            self.towns = None
        if table.burdens:
            self.towns = Lines(self._desk, "burden_shares", _columns(table), most=_TOWNS)
            self._inside.insertWidget(1, self.towns)

    def _new(self) -> Add | None:
        action_id = self._action
        if action_id is None:
            return None
        values = {"what": _("New burden or benefit")}
        return lambda app: app.burdens.add(action_id, values)


def _head(burden: BurdenRow) -> str:
    """Short: what it is stands in full in the table above."""
    what = burden.what if len(burden.what) <= _LETTERS else burden.what[:_LETTERS].rstrip() + "…"
    return f"{what} ({burden.unit})" if burden.unit else what


def _sum(burden: BurdenRow) -> str:
    """What falls to all together of one thing, which is counted in one unit."""
    if not burden.shares:
        return ""
    return f"{burden.what} {formats.number(sum(burden.shares.values()))} {burden.unit}".rstrip()


def _town(table: BurdenTable, town_id: UUID, name: str) -> Town:
    shares = {burden.id: burden.shares[town_id] for burden in table.burdens if town_id in burden.shares}
    return Town(town_id, name, shares)


def _columns(table: BurdenTable) -> Columns[Town]:
    return (
        Column("town", N_("Municipality"), lambda row: row.name, width=110, stretch=True),
        *(
            Column(
                str(burden.id),
                _head(burden),
                partial(_share, burden.id),
                width=168,
                align="right",
                show=formats.number,
                edit=Edit(
                    "burden_share",
                    "value_thousandths",
                    "decimal",
                    save=partial(_save, burden.id),
                    record=lambda row: (row.id, None),
                ),
            )
            for burden in table.burdens
        ),
    )


def _share(burden_id: UUID, row: Town) -> int | None:
    return row.shares.get(burden_id)


def _save(burden_id: UUID, app: "App", row: Town, value: Any) -> None:
    app.burdens.set_share(burden_id, row.id, value)
