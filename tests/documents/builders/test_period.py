"""What stands in a month overview and in a council report, and what does not."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from ibo_desk.data.tables import AgendaItem, Document, Engagement, EngagementPartner, Topic
from ibo_desk.documents.builders.period import end_of_next_month, half_year_of, month_of
from ibo_desk.documents.content_overview import CouncilReport, MonthOverview
from ibo_desk.documents.papers import Papers
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.topics import Preparation
from tests.documents.builders.small_region import SmallRegion

NOVEMBER = date(2026, 11, 1)


def overview(region: SmallRegion, town: str = "Kortrijk", month: date = NOVEMBER) -> MonthOverview:
    (paper,) = Papers(region).contents("month-overview", month=month, college_ids=[region.colleges[town]])
    assert isinstance(paper.content, MonthOverview)
    return paper.content


def report(region: SmallRegion, town: str | None = "Kortrijk", month: date = NOVEMBER) -> CouncilReport:
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents("council-report", month=month, college_ids=colleges)
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
        "nota te bezorgen (secretariaat) (aan zet: secretariaat)",
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
    found = {row.title: (row.state, row.told) for row in overview(region).own_points}
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


def test_the_report_of_a_quiet_half_year_says_so(region: SmallRegion) -> None:
    made = report(region)
    assert made.period == "tweede helft van 2026"
    assert made.meetings == ()
    assert [row.title for row in made.held] == [
        "Vervoerregioraad Kortrijk 2026-1",
        "Interbestuurlijk overleg Zuid-West-Vlaanderen 2026-1",
    ]
    assert len(made.actions) > 3
    assert any(row.persons == "Roos Rozenblad" for row in made.seats)


def test_public_items_and_engagements_are_told(region: SmallRegion) -> None:
    with region.store.write("Openbaar") as work:
        item = work.get(AgendaItem, region.cofinanciering)
        item.audience = Audience.PUBLIC
        work.add(item)
        row = work.session.exec(select(Engagement).where(Engagement.item_id == item.id)).one()
        row.audience = Audience.PUBLIC
        work.add(row)
    own, together = report(region), report(region, None)
    assert [item.title for item in own.meetings[0].items] == ["Cofinanciering van de fietsbrug"]
    assert len(own.engagements) == 1
    assert "€" in own.engagements[0].amount
    assert together.engagements[0].amount == "", (
        "a report for all councils tells no amounts of one municipality"
    )
    assert "Kortrijk" in together.engagements[0].partner
    assert together.municipality == ""


def test_papers_over_a_period_are_registered_with_their_readers(region: SmallRegion, tmp_path: Path) -> None:
    papers, college = Papers(region), region.colleges["Menen"]
    papers.make("month-overview", month=NOVEMBER, college_ids=[college], folder=tmp_path, formats=["txt"])
    papers.make("council-report", month=NOVEMBER, college_ids=[college], folder=tmp_path, formats=["html"])
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
        Papers(region).contents("month-overview", month=NOVEMBER, college_ids=[uuid4()])
