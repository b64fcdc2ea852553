"""What a row of a list changes on a record that is in the file: filled in, brought up to date, or shown first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from uuid import UUID

from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.plan import Step
from ibo_desk.exchange.rows import Draft
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Standing

_LONGEST = 70
_BEFORE = 25  # signs before the first that differs


@dataclass(frozen=True)
class Change:
    """A field that a list says something of: what stands there, what it says, both as a person reads them."""

    field: str  # of the record
    column: str  # of the list
    what: str  # the field in words
    stands: Any
    becomes: Any
    stands_shown: str
    becomes_shown: str


def change_steps(
    draft: Draft, context: ImportContext, record: tuple[str, UUID, str], changes: Sequence[Change]
) -> list[Step]:
    """The steps for a record (table, id, name). What is empty in the list says nothing.

    What is empty in the file is filled in; what the list itself said the last time is brought up to date; what a
    person wrote there is shown and stays, unless it is ticked.
    """
    table, record_id, name = record
    before: dict[str, str] = json.loads(context.shown.get(record_id, "{}"))
    steps = []
    for change in changes:
        if not change.becomes_shown or change.becomes == change.stands:
            continue
        then, now = short_pair(change.stands_shown, change.becomes_shown)
        values = {change.field: change.becomes}
        if not change.stands_shown or before.get(change.column, "") == change.stands_shown:
            text = _("{name}: {what} {then} → {now}")
            draft.says.append(text.format(name=short(name), what=change.what, then=then or "–", now=now))
            steps.append(Step(table, values, record_id=record_id))
        else:
            who = f"{short(name)}, {change.what}"
            standing = Standing((record_id, change.field), who, then, now)
            steps.append(Step(table, values, record_id=record_id, standing=standing, column=change.column))
    return steps


def short_pair(then: str, now: str) -> tuple[str, str]:
    """Two texts on one line each; of long ones the part where they begin to differ, or nobody sees what changed."""
    flat = " ".join(then.split()), " ".join(now.split())
    alike = sum(1 for _sign in takewhile(lambda pair: pair[0] == pair[1], zip(*flat, strict=False)))
    if alike < _LONGEST - _BEFORE or max(map(len, flat)) <= _LONGEST:
        return short(then), short(now)
    start = alike - _BEFORE
    return f"…{short(flat[0][start:])}", f"…{short(flat[1][start:])}"


def short(text: str) -> str:
    """A text on one line, within what a line of a plan can hold."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
