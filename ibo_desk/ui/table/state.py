"""How a table is looked at: its columns, widths, order, groups and filters, remembered and kept under a name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ibo_desk.ui.table.columns import ColumnFilter


@dataclass(frozen=True)
class TableState:
    """Columns by key: ``order`` from left to right; ``sort`` are those one sorts by, with whether downwards.

    ``widths`` are those that a person gave, in pixels of the 100 % design.
    """

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    group: str = ""
    quick: str = ""
    filters: Mapping[str, ColumnFilter] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept; ``read_state`` reads it."""
        return {
            "order": list(self.order),
            "hidden": list(self.hidden),
            "sort": [list(key) for key in self.sort],
            "group": self.group,
            "quick": self.quick,
            "widths": dict(self.widths),
            "filters": {
                key: {"text": held.text, "values": None if held.values is None else sorted(held.values)}
                for key, held in self.filters.items()
            },
        }


def read_state(kept: Mapping[str, Any], known: frozenset[str]) -> TableState:
    """What ``as_json`` gave, without columns that are no more; raises ``ValueError``, ``KeyError``, ``TypeError``."""
    return TableState(
        tuple(key for key in kept["order"] if key in known),
        tuple(key for key in kept["hidden"] if key in known),
        tuple((str(key), bool(downwards)) for key, downwards in kept["sort"] if key in known),
        kept["group"] if kept["group"] in known else "",
        str(kept["quick"]),
        {key: _filter(held) for key, held in kept["filters"].items() if key in known},
        {key: int(width) for key, width in kept.get("widths", {}).items() if key in known},
    )


def _filter(held: Mapping[str, Any]) -> ColumnFilter:
    values = held["values"]
    return ColumnFilter(str(held["text"]), None if values is None else frozenset(map(str, values)))


def parsed_state(text: str, known: frozenset[str]) -> TableState | None:
    """The state in a text; None where it holds none, for who kept it may have written anything."""
    try:
        return read_state(json.loads(text), known)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
