"""Conclusions of past years are found by words, body, action, partner and year, with their sentence and meeting."""

from datetime import date
from typing import Any

import pytest

from ibo_desk.domain.bodies import ItemType, Outcome
from ibo_desk.domain.topics import Stance
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.meetings.conclusions import Conclusions
from tests.services.region import Region


@pytest.fixture
def ids(region: Region) -> dict[str, Any]:
    """Two years: the IBO concluded on an action with two partners, the CvB on something else."""
    action = Actions(region.store).add({"title": "Fietssnelweg"})
    topic = region.topics.add({"title": "Fietsbrug over de Leie", "action_id": action})
    earlier, later = region.meeting("IBO", date(2025, 3, 14)), region.meeting("CvB", date(2026, 2, 6))
    done = {"outcome": Outcome.CONCLUDED, "treatment": "treated"}
    bridge = region.topics.schedule(topic, earlier)
    region.records.patch("agenda_item", bridge, None, {"conclusion": "De brug wordt één project.", **done})
    region.agenda.set_position(bridge, region.organisations["Kortrijk"], Stance.AGREES)
    region.engagements.add({"what": "Studie", "item_id": bridge}, [region.organisations["Anzegem"]])
    region.item(later, title="Deelfietsen", conclusion="Akkoord met de proef.", **done)
    region.item(later, title="Zonder zin")
    region.item(later, title="Verslag", item_type=ItemType.ANY_OTHER_BUSINESS, discussion="Akkoord")
    return {
        "action_id": action,
        "body_id": region.bodies["IBO"],
        "partner_id": region.organisations["Anzegem"],
        "other": region.organisations["Wevelgem"],
    }


def test_conclusions_with_sentence_meeting_action_and_partners(region: Region, ids: dict[str, Any]) -> None:
    rows = Conclusions(region.store).listing()
    assert [(row.on.year, row.body, row.title, row.conclusion) for row in rows] == [
        (2026, "CvB", "Deelfietsen", "Akkoord met de proef."),
        (2025, "IBO", "Fietsbrug over de Leie", "De brug wordt één project."),
    ]
    assert (rows[1].action, rows[1].partners) == ("Fietssnelweg", ("Anzegem", "Kortrijk"))
    asked: list[tuple[dict[str, Any], list[str]]] = [
        ({"words": "EEN leie"}, ["Fietsbrug over de Leie"]),
        ({"words": "kortrijk"}, ["Fietsbrug over de Leie"]),
        ({"words": "proef brug"}, []),
        ({"body_id": ids["body_id"]}, ["Fietsbrug over de Leie"]),
        ({"action_id": ids["action_id"]}, ["Fietsbrug over de Leie"]),
        ({"partner_id": ids["partner_id"]}, ["Fietsbrug over de Leie"]),
        ({"partner_id": ids["other"]}, []),
        ({"year": 2026}, ["Deelfietsen"]),
        ({"year": 2026, "body_id": ids["body_id"]}, []),
        ({}, ["Deelfietsen", "Fietsbrug over de Leie"]),
    ]
    for conditions, titles in asked:
        assert [row.title for row in rows if row.fits(**conditions)] == titles, conditions
