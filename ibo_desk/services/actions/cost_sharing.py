"""The cost-sharing table of an action, kept with the file and divided exactly each time it is read."""

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.data.tables import RegionalAction, Setting
from ibo_desk.domain.cost_sharing import Charge, CostPartner, CostTable, share_out, staff_cost
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.domain.share_keys import ShareKey
from ibo_desk.language import _
from ibo_desk.services.base import records
from ibo_desk.services.base.settings import RECORD_TYPES, Settings


@dataclass(frozen=True)
class ChargeLine:
    """One cost or income as it is typed.

    The sum is ``cents``, or staff: ``thousandths`` of a full-time equivalent at ``rate_cents`` a year each. ``each``
    makes it a sum per unit, inhabitant or partner; ``fixed`` holds cents per partner for the key FIXED.
    """

    name: str
    key: ShareKey = ShareKey.UNITS
    cents: int = 0
    thousandths: int | None = None
    rate_cents: int = 0
    each: bool = False
    fixed: tuple[int, ...] = ()

    def charge(self) -> Charge:
        """What is divided."""
        whole = (
            Fraction(self.cents)
            if self.thousandths is None
            else staff_cost(self.thousandths, self.rate_cents)
        )
        return Charge(self.name, self.key, whole, self.each, self.fixed)


@dataclass(frozen=True)
class CostSheet:
    """What is typed for one action; ``unit`` says what is counted, for example "woning"."""

    unit: str = ""
    partners: tuple[CostPartner, ...] = field(default=())
    costs: tuple[ChargeLine, ...] = field(default=())
    incomes: tuple[ChargeLine, ...] = field(default=())

    def table(self) -> CostTable:
        """The exact division; raises ``RuleError`` as ``share_out`` does."""
        costs, incomes = ([line.charge() for line in lines] for lines in (self.costs, self.incomes))
        return share_out(self.partners, costs, incomes)


class CostSheets:
    """Cost-sharing tables by action."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sheet(self, action_id: UUID) -> CostSheet:
        """What was typed for an action; an empty sheet where nothing was."""
        stored = Settings(self._store).get(_key(action_id))
        return _from_json(stored) if stored else CostSheet()

    def save(self, action_id: UUID, sheet: CostSheet) -> None:
        """Keep the sheet, as one journal entry; raises ``RuleError`` where it cannot be divided."""
        sheet.table()
        key, value = _key(action_id), _to_json(sheet)
        record_id = natural_id("setting", key)
        with self._store.write("") as work:
            action = work.get(RegionalAction, action_id)
            work.entry.label = _("Cost sharing of “{action}” changed").format(
                action=display_name(action.short_title, action.title)
            )
            if work.session.get(Setting, record_id) is None:
                records.add(work, RECORD_TYPES["setting"], {"key": key, "value": value}, record_id)
            else:
                records.patch(work, RECORD_TYPES["setting"], record_id, None, {"value": value})


def _key(action_id: UUID) -> str:
    return f"cost_sharing/{action_id}"


def _to_json(sheet: CostSheet) -> str:
    def line(charge: ChargeLine) -> dict[str, Any]:
        return {**vars(charge), "fixed": list(charge.fixed)}

    whole = {
        "unit": sheet.unit,
        "partners": [vars(partner) for partner in sheet.partners],
        "costs": [line(cost) for cost in sheet.costs],
        "incomes": [line(income) for income in sheet.incomes],
    }
    return json.dumps(whole, ensure_ascii=False)


def _from_json(stored: str) -> CostSheet:
    def line(stored: dict[str, Any]) -> ChargeLine:
        return ChargeLine(**{**stored, "key": ShareKey(stored["key"]), "fixed": tuple(stored["fixed"])})

    whole = json.loads(stored)
    return CostSheet(
        whole["unit"],
        tuple(CostPartner(**partner) for partner in whole["partners"]),
        tuple(line(charge) for charge in whole["costs"]),
        tuple(line(charge) for charge in whole["incomes"]),
    )
