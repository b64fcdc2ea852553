"""The fingerprint of what a note says about an item, so that a change after delivery is seen."""

import hashlib
import json
from collections.abc import Iterable

from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import PlanStep
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.positions import PositionRow


def item_text_hash(item: ItemRow, positions: Iterable[PositionRow] = ()) -> str:
    """SHA-256 of the text that every college reads about an item; what only the secretariat sees does not count.

    Give the item's positions, or the fingerprint tells nothing about them.
    """
    parts = [
        item.title,
        item.item_type,
        item.introduction,
        item.discussion,
        item.conclusion,
        item.outcome or "",
        item.treatment,
        sorted(
            [row.organisation, row.subject, row.stance, row.text]
            for row in positions
            if may_print(Audience.COLLEGE, row.audience)
        ),
    ]
    if item.plan_step is not PlanStep.NONE:
        parts.append(item.plan_step)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
