"""What stands in a month overview and in a council report, and what does not."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Document,
    Engagement,
    EngagementPartner,
    RegionalAction,
    Topic,
)
from ibo_desk.documents.builders.period import end_of_next_month, half_year_of, month_of
from ibo_desk.documents.content_overview import CouncilReport, MonthOverview
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.topics import Preparation, ReferralOutcome
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.engagements.freeing import Freeing
from ibo_desk.services.keeping.history import History
from ibo_desk.services.words.format import money
from tests.documents.builders.small_region import SECRET, SmallRegion, amount_of

NOVEMBER = date(2026, 11, 1)


def overview(region: SmallRegion, town: str = "Kortrijk", month: date = NOVEMBER) -> MonthOverview:
    (paper,) = Papers(region).contents(
        PaperRequest("month-overview", month=month, college_ids=[region.colleges[town]])
    )
    assert isinstance(paper.content, MonthOverview)
    return paper.content


def report(region: SmallRegion, town: str | None = "Kortrijk", month: date = NOVEMBER) -> CouncilReport:
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents(PaperRequest("council-report", month=month, college_ids=colleges))
    assert isinstance(paper.content, CouncilReport)
    return paper.content


@pytest.mark.parametrize(
    ("day", "month", "half"),
    [
        (date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31)), (date(2026, 7, 1), date(2026, 12, 31))),
        (date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29)), (date(2028, 1, 1), date(2028, 6, 30))),
        (date(2026, 6, 1), (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 1, 1), date(2026, 6, 30))),
    ],
)
def test_months_and_half_years(day: date, month: tuple[date, date], half: tuple[date, date]) -> None:
    assert month_of(day) == month
    assert half_year_of(day) == half


def test_the_end_of_the_next_month() -> None:
    assert end_of_next_month(date(2026, 12, 31)) == date(2027, 1, 31)
    assert end_of_next_month(date(2027, 1, 31)) == date(2027, 2, 28)


def test_the_month_holds_its_meetings_and_what_is_coming(region: SmallRegion) -> None:
    made = overview(region)
    assert [meeting.date for meeting in made.meetings] == ["vrijdag 6 november 2026"]
    assert made.meetings[0].source == "op basis van het ontwerpverslag"
    told = {item.number: item for item in made.meetings[0].items}
    assert told["2"].outcome_label == "Conclusie"
    assert [one.to for one in told["2"].referrals] == ["Gemeenteraad van Kortrijk"]
    assert [meeting.date for meeting in made.agenda] == ["vrijdag 18 december 2026"]
    assert all(not item.outcome for item in made.agenda[0].items)
    assert overview(region, month=date(2026, 10, 1)).meetings[0].title.startswith("Vervoerregioraad")


def test_what_the_municipality_has_to_do(region: SmallRegion) -> None:
    made = overview(region)
    assert [(row.by, row.when) for row in made.follow_up] == [
        ("Gemeenteraad van Kortrijk", "25 januari 2027")
    ]
    states = [(row.title, row.question, row.state) for row in made.feedback]
    assert (
        "Kleinhandel: eindafweging",
        "mandaat",
        "nota te bezorgen (secretariaat)",
    ) in [*states]


def test_own_points_tell_what_became_of_them(region: SmallRegion) -> None:
    with region.store.write("Punten") as work:
        mine = {"submitted_by_id": region.towns["Kortrijk"]}
        work.add(Topic(title="Deelfietsen", submitted_on=date(2026, 9, 1), **mine))
        work.add(
            Topic(
                title="Tellussen",
                submitted_on=date(2026, 11, 3),
                preparation=Preparation.DECLINED,
                declined_reason="Past bij de diensten.",
                **mine,
            )
        )
        work.add(Topic(title="Oud", submitted_on=date(2025, 1, 1), preparation=Preparation.WITHDRAWN, **mine))
        work.add(Topic(title="Van een ander", submitted_by_id=region.towns["Menen"]))
    found = {row.title: (row.state, row.course) for row in overview(region).own_points}
    assert found == {
        "Deelfietsen": ("ingediend", ""),
        "Tellussen": ("niet weerhouden", "Past bij de diensten."),
    }


def test_own_engagements_that_fall_due(region: SmallRegion) -> None:
    assert overview(region).engagements == (), "due in June 2027"
    made = overview(region, month=date(2027, 5, 1)).engagements
    assert [(row.partner, row.due) for row in made] == [("Stad Kortrijk", "20 juni 2027")] or [
        (row.partner, row.due) for row in made
    ] == [("Kortrijk", "20 juni 2027")]
    with region.store.write("Nagekomen") as work:
        for share in work.session.exec(select(EngagementPartner)).all():
            if share.organisation_id == region.towns["Kortrijk"]:
                share.state = EngagementState.KEPT
                work.add(share)
    assert overview(region, month=date(2027, 5, 1)).engagements == ()


@pytest.mark.long
def test_the_report_of_a_quiet_half_year_says_so(region: SmallRegion) -> None:
    made = report(region)
    assert made.period == "tweede helft van 2026"
    assert [(row.body, row.met, row.meetings) for row in made.bodies] == [
        ("Vervoerregioraad Kortrijk", "Vergaderde op 23 oktober 2026.", ()),
        ("Interbestuurlijk overleg Zuid-West-Vlaanderen", "Vergaderde op 6 november 2026.", ()),
    ]
    assert made.brief == ("2 vergaderingen: VRR (1) en IBO (1).",)
    assert (made.engagements, made.promised, made.decisions, made.charts) == ((), (), (), ())
    assert [row.what for row in made.coming] == ["Interbestuurlijk overleg Zuid-West-Vlaanderen 2026-2"]
    assert len(made.actions) > 3
    assert any(row.persons == "Roos Rozenblad" for row in made.seats)


@pytest.mark.long
def test_public_items_and_engagements_are_told(region: SmallRegion) -> None:
    with region.store.write("Openbaar") as work:
        item = work.get(AgendaItem, region.cofinanciering)
        item.audience = Audience.PUBLIC
        work.add(item)
        row = work.session.exec(select(Engagement).where(Engagement.item_id == item.id)).one()
        row.audience = Audience.PUBLIC
        work.add(row)
    own, together = report(region), report(region, None)
    (ibo,) = [body for body in own.bodies if body.meetings]
    assert [item.title for item in ibo.meetings[0].items] == ["Cofinanciering van de fietsbrug"]
    assert (own.engagements, together.engagements) == ((), ()), "nothing is confirmed yet"
    engagements = Engagements(region.store)
    (promise,) = [row for row in engagements.listing() if row.audience is Audience.PUBLIC]
    for share in promise.partners:
        if share.organisation_id in {region.towns["Kortrijk"], region.towns["Menen"]}:
            engagements.set_state(share.id, EngagementState.CONFIRMED)
    own, together = report(region), report(region, None)
    assert [row.amount for row in own.engagements] == [f"{money(amount_of('Kortrijk'))} (budgetjaar 2027)"]
    assert [(row.kind, row.amount) for row in own.promised] == [("geld", money(amount_of("Kortrijk")))]
    assert [(row.partner, row.amount) for row in together.engagements] == [("Kortrijk en Menen", "")], (
        "a report for all councils tells no amounts of one municipality"
    )
    assert together.promised == ()
    assert together.municipality == ""


def decided(region: SmallRegion, audience: Audience) -> None:
    """The council of Kortrijk and that of Menen approved what the IBO referred to them."""
    agenda = Agenda(region.store)
    for town in ("Kortrijk", "Menen"):
        (target,) = [row for row in agenda.referrals(region.fietsbrug) if row.body == f"Gemeenteraad {town}"]
        agenda.set_outcome(target.id, ReferralOutcome.APPROVED, date(2026, 11, 20), f"GR {town}")
    with region.store.write("Leesbaar") as work:
        item = work.get(AgendaItem, region.fietsbrug)
        item.audience = audience
        work.add(item)


@pytest.mark.long
def test_own_decisions_are_told_where_the_item_may_be_known(region: SmallRegion) -> None:
    decided(region, Audience.PARTICIPANTS)
    (told,) = overview(region).decisions
    assert (told.body, told.what) == ("Gemeenteraad van Kortrijk", "De fasering goedkeuren")
    assert told.outcome == "goedgekeurd op 20 november 2026 (GR Kortrijk)"
    assert report(region).decisions == ()
    assert overview(region, month=date(2026, 10, 1)).decisions == ()
    decided(region, Audience.PUBLIC)
    assert [row.outcome for row in report(region).decisions] == [told.outcome]
    assert report(region, None).decisions == (), "a report for all is about no municipality"
    assert "1 beslissing van de gemeente zelf." in report(region).brief


@pytest.mark.long
def test_an_action_tells_one_sentence_that_was_written_for_everybody(region: SmallRegion) -> None:
    with region.store.write("Stand") as work:
        action = work.session.exec(select(RegionalAction).where(RegionalAction.number == "1")).one()
        action.public_progress, action.public_progress_on = "Het plan ligt voor.", date(2026, 11, 4)
        work.add(action)
    told = {row.number: (row.progress, row.told_on) for row in report(region).actions}
    assert told["1"] == ("Het plan ligt voor.", "4 november 2026")
    assert {row for number, row in told.items() if number != "1"} == {("", "")}
    assert report(region, month=date(2026, 5, 1)).actions[0].progress == "", "it was not so yet"
    assert [row.progress for row in overview(region).actions] == ["Het plan ligt voor."]
    assert overview(region, month=date(2026, 10, 1)).actions == ()


@pytest.mark.long
def test_both_end_in_taking_note_under_the_heading_of_the_municipality(region: SmallRegion) -> None:
    assert report(region).proposal_heading == overview(region).proposal_heading == "Voorstel van beslissing"
    with region.store.write("Koppen") as work:
        college = work.get(Body, region.colleges["Kortrijk"])
        college.note_headings = '[["subject", "Onderwerp"], ["proposal", "Besluit"]]'
        work.add(college)
    for made, who in ((report(region), "De gemeenteraad"), (overview(region), "Het college")):
        assert made.proposal_heading == "Besluit"
        (article,) = made.articles
        assert article.label == "Enig artikel"
        assert article.text.startswith(f"{who} neemt kennis van")
    assert report(region, "Menen").proposal_heading == "Voorstel van beslissing"


def test_a_month_without_meetings_says_so_in_one_line(region: SmallRegion) -> None:
    made = overview(region, month=date(2026, 1, 1))
    assert made.none_met.startswith("Geen van de overlegorganen")
    assert overview(region).none_met == ""
    told = render(made, "txt").decode()
    assert "Geen, voor zover" not in told
    assert "Niets te tonen" not in told


def test_what_is_held_back_is_told_and_freed_with_a_reason(region: SmallRegion) -> None:
    papers, kortrijk = Papers(region), [region.colleges["Kortrijk"]]

    def held() -> dict[str, str]:
        points = papers.held_back(PaperRequest("council-report", month=NOVEMBER, college_ids=kortrijk))
        return {point.title: f"{point.place} ({point.audience})" for point in points}

    assert held()["Cofinanciering van de fietsbrug"] == "IBO 2026-1, punt 3 (participants)"
    month = papers.held_back(PaperRequest("month-overview", month=NOVEMBER, college_ids=kortrijk))
    assert [(point.title[: len(SECRET)], point.audience) for point in month] == [
        (SECRET, Audience.SECRETARIAT)
    ]
    assert papers.held_back(PaperRequest("minutes")) == []
    january = date(2026, 1, 31)
    assert papers.held_back(PaperRequest("month-overview", on=january)) == [], "as the paper, of that month"

    freeing = Freeing(region.store)
    for reason, code in ((" ", "free_without_reason"), ("x" * 201, "free_reason_long")):
        with pytest.raises(RuleError) as refused:
            freeing.free("agenda_item", region.cofinanciering, Audience.PUBLIC, reason)
        assert refused.value.code == code
    freeing.free("agenda_item", region.cofinanciering, Audience.PUBLIC, "Gevraagd door de raad")
    assert "Cofinanciering van de fietsbrug" not in held()
    assert [item.title for body in report(region).bodies for met in body.meetings for item in met.items] == [
        "Cofinanciering van de fietsbrug"
    ]
    newest = History(region.store).entries(limit=1)[0]
    assert newest.label == (
        "“Cofinanciering van de fietsbrug” leesbaar gemaakt (openbaar): Gevraagd door de raad"
    )
    with pytest.raises(RuleError) as refused:
        freeing.free("agenda_item", region.cofinanciering, Audience.MUNICIPALITIES, "Terug")
    assert refused.value.code == "free_narrower"


def test_papers_over_a_period_are_registered_with_their_readers(region: SmallRegion, tmp_path: Path) -> None:
    papers, college = Papers(region), region.colleges["Menen"]
    papers.make(
        PaperRequest("month-overview", month=NOVEMBER, college_ids=[college]),
        folder=tmp_path,
        formats=["txt"],
    )
    papers.make(
        PaperRequest("council-report", month=NOVEMBER, college_ids=[college]),
        folder=tmp_path,
        formats=["html"],
    )
    with region.store.read() as session:
        rows = {row.kind: (row.audience, row.college_id, row.title) for row in session.exec(select(Document))}
    assert rows == {
        "month-overview": (
            Audience.COLLEGE,
            college,
            "Maandoverzicht regiowerking – november 2026 – Menen",
        ),
        "council-report": (
            Audience.PUBLIC,
            college,
            "Halfjaarlijkse rapportering regiowerking – tweede helft van 2026 – Menen",
        ),
    }


def test_an_unknown_college_is_refused(region: SmallRegion) -> None:
    with pytest.raises(NotFoundError):
        Papers(region).contents(PaperRequest("month-overview", month=NOVEMBER, college_ids=[uuid4()]))
