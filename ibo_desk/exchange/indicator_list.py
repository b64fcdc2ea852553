"""Reading a list of indicators: what is measured of an action, in which unit, and what was measured when.

A column of a year holds what was measured in that year. It is noted on its last day: a reading of ours, and told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import parse_thousandths
from ibo_desk.domain.names import display_name, fold
from ibo_desk.exchange.action_list import action_name, named_action
from ibo_desk.exchange.changes import short
from ibo_desk.exchange.import_context import ImportContext, KnownAction
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.exchange.topic_list import read_day
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.base.tables import alive
from ibo_desk.services.words import format as say

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_indicators, _measurements = metadata.tables["indicator"], metadata.tables["measurement"]


class IndicatorList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, store: Store) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        self._years = sorted(name for name in table.columns if name.isdigit())
        self._action: KnownAction | None = None  # of the row above, where a row names none
        with store.read() as session:
            i = _indicators.c
            aims = (i.baseline_thousandths, i.baseline_on, i.target_thousandths, i.target_on)
            named = select(i.id, i.action_id, i.name, *aims).where(alive(_indicators))
            self._stand = {row.id: row for row in session.execute(named)}
            self._known: dict[tuple[UUID, str], UUID | Ref] = {
                (row.action_id, fold(row.name)): row.id for row in self._stand.values()
            }
            m = _measurements.c
            taken = select(m.id, m.indicator_id, m.on, m.value_thousandths).where(alive(_measurements))
            self._taken: dict[tuple[UUID | Ref, date], Any] = {
                (row.indicator_id, row.on): row for row in session.execute(taken)
            }

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        if draft.text("action"):
            self._action = named_action(self._context.actions, draft.text("action"))
        name = draft.text("indicator")
        if not name:
            draft.remarks.append(_("not read: a row without an indicator"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([str(self._action.id if self._action else "")], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        action = self._action
        if action is None:
            text = _("not read: no action is called “{text}”; an indicator belongs to an action")
            if not draft.text("action"):
                text = _("not read: the list does not say to which action the indicator belongs")
            draft.remarks.append(text.format(text=draft.text("action")))
            return draft.plan(RowFate.DOUBTFUL)
        steps: list[Step] = []
        indicator = self._indicator(draft, action, name, steps)
        self._aims(draft, indicator, name, steps)
        for on, value in self._values(draft):
            self._measure(draft, (indicator, name), on, value, steps)
        return draft.plan(
            fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=("indicator", indicator)
        )

    def _indicator(self, draft: Draft, action: KnownAction, name: str, steps: list[Step]) -> UUID | Ref:
        key = (action.id, fold(name))
        if key not in self._known:
            ref = self._known[key] = Ref(f"indicator {action.id} {fold(name)}")
            values = {
                "action_id": action.id,
                "name": draft.fit(name, 200, _("the indicator")),
                "unit": draft.fit(draft.text("unit"), 60, _("the unit")),
            }
            steps.append(Step("indicator", values, ref=ref.name))
            whose = action_name(action.number, display_name(action.short_title, action.title))
            text = _("new indicator “{name}” at {action}")
            draft.says.append(text.format(name=short(name), action=whose))
        return self._known[key]

    def _aims(self, draft: Draft, indicator: UUID | Ref, name: str, steps: list[Step]) -> None:
        """Where it began and what is aimed at: filled in where nothing stands, else offered beside what stands."""
        said = {**self._aim(draft, "baseline"), **self._aim(draft, "target")}
        there = self._stand.get(indicator) if isinstance(indicator, UUID) else None
        fresh = {key: value for key, value in said.items() if there is None or getattr(there, key) != value}
        if not fresh:
            return
        if there is None:
            made = next(step for step in steps if step.table == "indicator")
            steps[steps.index(made)] = replace(made, values={**made.values, **fresh})
            draft.says.append(f"“{short(name)}”: {_aims_told(fresh)}")
            return
        before = {key: getattr(there, key) for key in fresh}
        stands = _aims_told(before)
        standing = Standing((indicator, "aims"), short(name), stands, _aims_told(fresh)) if stands else None
        steps.append(Step("indicator", fresh, record_id=there.id, standing=standing, column="target"))
        if standing is None:
            draft.says.append(f"“{short(name)}”: {_aims_told(fresh)}")

    def _aim(self, draft: Draft, column: str) -> dict[str, Any]:
        """The value and the day of baseline or target, as far as the list says them."""
        if not draft.text(column):
            return {}
        value = self._number(draft, column)
        day_column = f"{column}_on"
        year = draft.text(day_column) or self._year_above(draft, column)
        on = (
            date(int(year), 12, 31)
            if year.isdigit() and len(year) == 4
            else read_day(draft, day_column, self._context.today)
        )
        days = {} if on is None else {day_column: on}
        return {} if value is None else {f"{column}_thousandths": value, **days}

    def _year_above(self, draft: Draft, column: str) -> str:
        """The year in a heading such as "Nulmeting 2024", told as its last day."""
        year = _YEAR.search(self._table.headings.get(self._table.columns[column], ""))
        if year is None:
            return ""
        remark = _("{year} is noted as its last day; change the day where it is known")
        draft.remarks.append(remark.format(year=year.group()))
        return year.group()

    def _values(self, draft: Draft) -> Iterator[tuple[date, int]]:
        """What was measured on which day, in thousandths; what is no number or has no day is remarked."""
        if draft.text("value"):
            on = self._day(draft)
            value = self._number(draft, "value")
            if on is not None and value is not None:
                yield on, value
        for year in self._years:
            value = self._number(draft, year) if draft.text(year) else None
            if value is not None:
                yield date(int(year), 12, 31), value
        if any(draft.text(year) for year in self._years):
            draft.remarks.append(
                _("values of a year are noted on its last day; change the day where it is known")
            )

    def _day(self, draft: Draft) -> date | None:
        text = draft.text("on")
        if text.isdigit() and len(text) == 4:
            remark = _("{year} is noted as its last day; change the day where it is known")
            draft.remarks.append(remark.format(year=text))
            return date(int(text), 12, 31)
        on = read_day(draft, "on", self._context.today)
        if not text:
            draft.remarks.append(_("“{value}” has no day; not filled in").format(value=draft.text("value")))
        return on

    def _number(self, draft: Draft, column: str) -> int | None:
        value = draft.row.cells.get(self._table.columns[column])
        if isinstance(value, int | float) and not isinstance(value, bool):
            return round(value * 1000)
        text, unit = draft.text(column), draft.text("unit") or "%"
        try:
            return parse_thousandths(text[: -len(unit)] if fold(text).endswith(fold(unit)) else text)
        except InvalidValueError:
            draft.remarks.append(_("“{text}” is no number; not filled in").format(text=draft.text(column)))
            return None

    def _measure(
        self, draft: Draft, indicator: tuple[UUID | Ref, str], on: date, value: int, steps: list[Step]
    ) -> None:
        indicator_id, name = indicator
        there = self._taken.get((indicator_id, on))
        if there is None:
            self._taken[indicator_id, on] = True
            note = draft.fit(draft.text("note"), 300, _("the note"))
            values = {"indicator_id": indicator_id, "on": on, "value_thousandths": value, "note": note}
            steps.append(Step("measurement", values))
            text = _("“{name}”: {value} on {day}")
            draft.says.append(text.format(name=short(name), value=say.number(value), day=say.short_day(on)))
        elif there is True:
            draft.remarks.append(
                _("“{name}” has two values on {day} in this list").format(name=name, day=say.day(on))
            )
        elif there.value_thousandths != value:
            who = f"{short(name)}, {say.short_day(on)}"
            stands, becomes = say.number(there.value_thousandths), say.number(value)
            standing = Standing((indicator_id, on), who, stands, becomes)
            steps.append(
                Step(
                    "measurement",
                    {"value_thousandths": value},
                    record_id=there.id,
                    standing=standing,
                    column="value",
                )
            )


def _aims_told(values: Mapping[str, Any]) -> str:
    """Baseline and target in words: "nulmeting 120 op 01/01/2025, doel 200 tegen 31/12/2030"."""
    texts = {
        "baseline": (_("baseline {value}"), _("baseline {value} on {day}")),
        "target": (_("target {value}"), _("target {value} by {day}")),
    }
    parts = []
    for name, (plain, dated) in texts.items():
        value, on = values.get(f"{name}_thousandths"), values.get(f"{name}_on")
        if value is not None:
            text = plain if on is None else dated
            parts.append(text.format(value=say.number(value), day="" if on is None else say.short_day(on)))
    return ", ".join(parts)
