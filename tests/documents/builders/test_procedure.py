"""Quorum, votes and terms stand in papers only where the body's own rules say so."""

from datetime import date

import pytest

from ibo_desk.data.tables import Membership
from ibo_desk.documents.builders.facts import load_meeting
from ibo_desk.documents.builders.minutes import build_minutes
from ibo_desk.documents.rich_text import as_text
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import DecisionMode
from ibo_desk.domain.topics import Stance
from ibo_desk.services.agenda.positions import POSITION
from ibo_desk.services.base.records import patch
from tests.documents.builders.small_region import SmallRegion


def body_of(sources: Sources, region: SmallRegion):
    return sources.meetings.row(region.ibo).body_id


@pytest.fixture(autouse=True)
def _seats(sources: Sources, region: SmallRegion) -> None:
    """Every municipality has a seat in this IBO."""
    with sources.store.write("zetels") as work:
        for town in region.towns.values():
            work.add(Membership(body_id=body_of(sources, region), organisation_id=town))


def test_without_rules_nothing_is_said(region: SmallRegion, sources: Sources) -> None:
    minutes = build_minutes(sources, region.ibo)
    assert "quorum" not in minutes.opened
    assert not any("Stemming" in as_text(item.outcome) for item in minutes.items)
    procedure = load_meeting(sources, region.ibo).procedure
    assert (procedure.quorum, procedure.invite_by, procedure.minutes_by) == (None, None, None)


@pytest.mark.parametrize(("quorum", "told"), [(1, "bereikt"), (7, "niet bereikt")])
def test_the_quorum_that_was_filled_in(region: SmallRegion, sources: Sources, quorum: int, told: str) -> None:
    sources.bodies.set_rules(body_of(sources, region), {"quorum": quorum})
    opened = build_minutes(sources, region.ibo).opened
    assert opened.endswith(f"Aanwezigheidsquorum {quorum}: {told}, 1 leden aanwezig.")


def test_terms_give_days(region: SmallRegion, sources: Sources) -> None:
    sources.bodies.set_rules(body_of(sources, region), {"invitation_days": 10, "minutes_days": 14})
    procedure = load_meeting(sources, region.ibo).procedure
    assert (procedure.invite_by, procedure.minutes_by) == (date(2026, 10, 27), date(2026, 11, 20))


@pytest.mark.long
def test_votes_are_counted_where_the_body_votes_and_all_may_be_read(
    region: SmallRegion, sources: Sources
) -> None:
    item = sources.agenda.items(region.ibo)[2].id
    for town, stance in (("Anzegem", Stance.AGREES), ("Deerlijk", Stance.AGREES), ("Menen", Stance.DISSENTS)):
        sources.agenda.set_position(item, region.towns[town], stance, "Om reden")
    sources.agenda.set_position(item, region.towns["Kuurne"], Stance.DISSENTS, "Deel", "artikel 2")
    sources.bodies.set_rules(body_of(sources, region), {"decision_mode": DecisionMode.VOTE})
    told = as_text(build_minutes(sources, region.ibo).items[2].outcome)
    assert told.endswith("Stemming, geteld uit de standpunten: akkoord 2, niet akkoord 1.")
    hidden = next(row for row in sources.agenda.positions(item) if row.organisation == "Menen")
    with sources.store.write("lezers") as work:
        patch(work, POSITION, hidden.id, None, {"audience": Audience.SECRETARIAT})
    assert "Stemming" not in as_text(build_minutes(sources, region.ibo).items[2].outcome)
