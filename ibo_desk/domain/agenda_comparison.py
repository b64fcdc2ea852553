"""Two agendas beside each other, item by item, from the stored papers (like ``paper_text``, of any age)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ibo_desk.domain.agenda_marks import AgendaMark, mark_of
from ibo_desk.domain.names import fold
from ibo_desk.domain.paper_text import texts

# What is compared; the hour follows from the items before, and marks say what another version said.
COMPARED = (
    "title", "type", "minutes", "action", "layer", "submitted_by", "introduction", "asked", "attachments",
)  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """A field, one of ``COMPARED``, with what it said and what it says; "" where it said nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class ComparedItem:
    """One line: the item in the old agenda and in the new one; number and title are "" where it is not in it."""

    mark: AgendaMark
    old_number: str
    old_title: str
    new_number: str
    new_title: str
    fields: tuple[FieldChange, ...]


def compare_agendas(old: str, new: str) -> list[ComparedItem]:
    """The items in the order of the new agenda; a dropped one stands after what it followed.

    Items are the same by their key. A paper from before keys is aligned by title.
    """
    before, after = _items(old), _items(new)
    pairs = _pairs(before, after)
    lines = [(place, 0, _line(before[pairs[place]] if place in pairs else None, item))
             for place, item in enumerate(after)]  # fmt: skip
    place_of = {at: place for place, at in pairs.items()}
    last = -1
    for at, item in enumerate(before):
        if at in place_of:
            last = place_of[at]
        else:
            lines.append((last, at + 1, _line(item, None)))
    return [line for _place, _after, line in sorted(lines, key=lambda placed: placed[:2])]


def _items(stored: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(stored).get("content", {}).get("items", []) if stored else []
    return items


def _pairs(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Place in the new agenda → place in the old one; each at most once."""
    pairs: dict[int, int] = {}
    by_key = {item["key"]: at for at, item in enumerate(before) if item.get("key")}
    for place, item in enumerate(after):
        if item.get("key") in by_key:
            pairs[place] = by_key[item["key"]]
    for place, item in enumerate(after):
        if place not in pairs:
            same = (
                at
                for at, entry in enumerate(before)
                if at not in pairs.values()
                and not (entry.get("key") and item.get("key"))
                and fold(entry["title"]) == fold(item["title"])
            )
            at = next(same, None)
            if at is not None:
                pairs[place] = at
    return pairs


def _line(old: dict[str, Any] | None, new: dict[str, Any] | None) -> ComparedItem:
    names = COMPARED if old and new else ()
    pairs = ((name, _said(old or {}, name), _said(new or {}, name)) for name in names)
    fields = tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])
    old, new = old or {}, new or {}
    return ComparedItem(
        _mark(old, new, fields),
        old.get("number", ""),
        old.get("title", ""),
        new.get("number", ""),
        new.get("title", ""),
        fields,
    )


def _mark(old: dict[str, Any], new: dict[str, Any], fields: tuple[FieldChange, ...]) -> AgendaMark:
    if not new:
        return AgendaMark.DROPPED
    withdrawn = bool(new.get("withdrawn")) and not old.get("withdrawn")
    return mark_of(old.get("number", ""), new.get("number", ""), changed=bool(fields), withdrawn=withdrawn)


def _said(item: dict[str, Any], name: str) -> str:
    value = item.get(name, "")
    if name == "attachments":  # their letters follow the item's number
        return "\n".join(topic["title"] for topic in value)
    return "\n".join(texts(value))
