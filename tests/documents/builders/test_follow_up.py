"""What a meeting said of earlier engagements stands under its item, for who may read it; totals stand nowhere."""

from datetime import date
from uuid import UUID

import pytest

from ibo_desk.documents.builders.engagements import due
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementState, Recurrence
from tests.documents.builders.small_region import SECRET, SmallRegion


@pytest.fixture
def item(region: SmallRegion, sources: Sources) -> UUID:
    """An item of the IBO that followed up two engagements, of which one is not for those who sit there."""
    point = sources.agenda.items(region.ibo)[1].id
    leiedal = next(one.id for one in sources.organisations.listing() if one.short_name == "Leiedal")
    for what, audience in (
        ("Kwartaalcijfers", Audience.PARTICIPANTS),
        (f"{SECRET} kwartaal", Audience.SECRETARIAT),
    ):
        made = sources.engagements.add(
            {
                "what": what,
                "audience": audience,
                "due_on": date(2027, 1, 31),
                "recurrence": Recurrence.MONTHLY,
            },
            [leiedal],
        )
        sources.engagements.follow_up(point, made, state=EngagementState.KEPT)
    return point


def test_under_its_item_for_who_may_read_it(region: SmallRegion, sources: Sources, item: UUID) -> None:
    minutes = build_minutes(sources, region.ibo)
    printed = [row for one in minutes.items for row in one.follow_ups]
    assert [(row.partner, row.what, row.state, row.said) for row in printed] == [
        ("Leiedal", "Kwartaalcijfers", "lopend", "Termijn van 31 januari 2027 nagekomen")
    ]
    assert SECRET not in to_json(minutes)


def test_minutes_keep_the_first_day_and_a_note_tells_the_next(sources: Sources, item: UUID) -> None:
    row = next(one for one in sources.engagements.listing() if one.what == "Kwartaalcijfers")
    assert due(row) == "maandelijks, voor het eerst tegen 31 januari 2027"
    assert due(row, next_one=True) == "maandelijks, eerstvolgende tegen 28 februari 2027"
