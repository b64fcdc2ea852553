"""The ledger of engagements tells only what its readers may know; every form is searched for the marks."""

import pytest
from sqlmodel import select

from ibo_desk.data.tables import AgendaItem, Engagement, EngagementFollowUp, EngagementPartner
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from tests.documents.builders.small_region import SECRET, SmallRegion
from tests.documents.test_leaks import Marks, _forms, _told, marked

__all__ = ["marked"]
NARROW = {
    Audience.SECRETARIAT: "Qsecretariaatq",
    Audience.COLLEGE: "Qcollegeq",
    Audience.MUNICIPALITIES: "Qgemeentenq",
}
OTHERS = "Qmenenalleenq"


@pytest.fixture
def narrower(region: SmallRegion, marked: Marks) -> Marks:
    """An engagement for each narrow audience, and a follow-up in an item of the secretariat and one in an open item."""
    with region.store.write("Merken") as work:
        for audience, what in NARROW.items():
            promise = work.add(Engagement(what=what, audience=audience, note=marked.hide("register")))
            work.add(EngagementPartner(engagement_id=promise.id, organisation_id=region.towns["Kortrijk"]))
        other = work.add(Engagement(what=OTHERS, audience=Audience.COLLEGE))
        work.add(EngagementPartner(engagement_id=other.id, organisation_id=region.towns["Menen"]))
        common = work.session.exec(
            select(Engagement).where(Engagement.what == "Bijdragen aan de fietsbrug")
        ).one()
        closed = work.session.exec(
            select(AgendaItem).where(AgendaItem.audience == Audience.SECRETARIAT)
        ).first()
        assert closed is not None
        for item_id, said in ((closed.id, marked.hide("opvolging")), (region.fietsbrug, "Qbesprokenq")):
            work.add(EngagementFollowUp(engagement_id=common.id, item_id=item_id, said=said))
    return marked


@pytest.mark.long
def test_the_ledger_of_the_participants(region: SmallRegion, narrower: Marks) -> None:
    (paper,) = Papers(region).contents(PaperRequest("engagements", totals=True))
    hidden = {*NARROW.values(), OTHERS, *narrower.secretariat}
    for form, text in _forms(paper.content):
        assert _told(hidden, text) == set(), form
        assert SECRET.casefold() not in text.casefold(), form
        assert "Qbesprokenq" in text, form


@pytest.mark.long
def test_the_ledger_of_a_college(region: SmallRegion, narrower: Marks) -> None:
    (paper,) = Papers(region).contents(
        PaperRequest("engagements", college_ids=[region.colleges["Kortrijk"]], totals=True)
    )
    others = {mark for town, own in narrower.college.items() if town != "Kortrijk" for mark in own}
    for form, text in _forms(paper.content):
        assert _told({NARROW[Audience.SECRETARIAT], OTHERS, *narrower.secretariat, *others}, text) == set(), (
            form
        )
        assert SECRET.casefold() not in text.casefold(), form
        assert len(_told(set(NARROW.values()), text)) == 2, form


@pytest.mark.long
def test_the_budget_sheet_of_a_college(region: SmallRegion, narrower: Marks) -> None:
    """Its own amounts and conditions, in no form those of another."""
    with region.store.write("Bedragen") as work:
        for share in work.session.exec(select(EngagementPartner)).all():
            share.amount_cents = share.amount_cents or 1_00
            work.add(share)
    (paper,) = Papers(region).contents(
        PaperRequest("budget-sheet", college_ids=[region.colleges["Kortrijk"]])
    )
    others = {mark for town, own in narrower.college.items() if town != "Kortrijk" for mark in own}
    for form, text in _forms(paper.content):
        hidden = {NARROW[Audience.SECRETARIAT], OTHERS, *narrower.secretariat, *others}
        assert _told(hidden, text) == set(), form
        assert SECRET.casefold() not in text.casefold(), form
        assert len(_told(set(NARROW.values()), text)) == 2, form
        assert _told(narrower.college["Kortrijk"], text), form


def test_a_place_that_the_reader_may_not_know_is_not_told(region: SmallRegion) -> None:
    with region.store.write("Enger") as work:
        item = work.get(AgendaItem, region.cofinanciering)
        item.audience = Audience.MUNICIPALITIES
        work.add(item)
    papers = Papers(region)
    (paper,) = papers.contents(PaperRequest("engagements"))
    (own,) = papers.contents(PaperRequest("engagements", college_ids=[region.colleges["Kortrijk"]]))
    for made, place in ((paper, ""), (own, "IBO 2026-1, punt 3")):
        (told,) = [
            line
            for group in made.content.partners  # type: ignore[union-attr]
            if group.partner == "Kortrijk"
            for line in group.lines
            if line.what.startswith("Bijdragen")
        ]
        assert told.made_at == place
