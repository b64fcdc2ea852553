"""The budget sheet of a municipality: by year, confirmed and not confirmed apart, nothing unlike added up."""

from datetime import date
from uuid import UUID

from ibo_desk.documents.layouts.budget_sheet import BudgetLine, BudgetSheet
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.engagements import EngagementKind, EngagementState, InMultiYearPlan, Recurrence
from ibo_desk.services.base.records import Records
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words.format import money, vte
from tests.documents.builders.small_region import SmallRegion, amount_of

MONEY = {"kind": EngagementKind.MONEY, "amount_cents": 90_000_00, "budget_year": 2027}


def sheet(region: SmallRegion, town: str) -> BudgetSheet:
    (paper,) = Papers(region).contents(PaperRequest("budget-sheet", college_ids=[region.colleges[town]]))
    assert isinstance(paper.content, BudgetSheet)
    assert paper.college_id == region.colleges[town]
    return paper.content


def lines(made: BudgetSheet, title: str) -> tuple[tuple[BudgetLine, ...], tuple[BudgetLine, ...]]:
    (year,) = [year for year in made.years if year.title == title]
    return year.confirmed, year.unconfirmed


def sums(made: BudgetSheet) -> list[tuple[str, ...]]:
    return [(one.year, one.kind, one.confirmed, one.conditional, one.proposed) for one in made.sums]


def promise(region: SmallRegion, what: str, share: dict[str, object], **values: object) -> UUID:
    engagements = Engagements(region.store)
    made = engagements.add({"what": what, **values}, [region.towns["Kortrijk"]], share=share)
    return engagements.row(made).partners[0].id


def test_what_is_conditional_stays_apart_until_it_is_confirmed(region: SmallRegion) -> None:
    made = sheet(region, "Kortrijk")
    assert sums(made) == [("2027", "geld", "", money(amount_of("Kortrijk")), "")]
    confirmed, ((open_line),) = lines(made, "2027")
    assert (confirmed, open_line.amount, open_line.plan) == ((), money(amount_of("Kortrijk")), "na te gaan")
    assert (open_line.condition, open_line.source) == ("eigen voorwaarde van Kortrijk", "IBO 2026-1, punt 3")
    assert [line.partition(": ")[2] for line in made.to_check] == ["of het voorzien is in het meerjarenplan"]

    engagements = Engagements(region.store)
    (row,) = [row for row in engagements.listing() if row.what == "Bijdragen aan de fietsbrug"]
    (share,) = [share for share in row.partners if share.organisation_id == region.towns["Kortrijk"]]
    Records(region.store, RECORD_TYPES).patch(
        "engagement_partner", share.id, None, {"in_plan": InMultiYearPlan.YES}
    )
    engagements.set_state(
        share.id,
        EngagementState.CONFIRMED,
        confirmed_by_id=region.colleges["Kortrijk"],
        confirmed_on=date(2026, 11, 16),
        reference="CBS 2026/812",
    )
    made = sheet(region, "Kortrijk")
    ((sure),), unconfirmed = lines(made, "2027")
    assert (sure.plan, unconfirmed, made.to_check) == ("ja", (), ())
    assert sure.decision.endswith("op 16 november 2026 (CBS 2026/812)")
    assert sums(made) == [("2027", "geld", money(amount_of("Kortrijk")), "", "")]
    assert sums(sheet(region, "Menen")) == [("2027", "geld", "", money(amount_of("Menen")), "")]


def test_payments_spread_over_years_and_what_recurs_is_never_added_to_them(region: SmallRegion) -> None:
    engagements, records = Engagements(region.store), Records(region.store, RECORD_TYPES)
    spread = promise(region, "Studie", {**MONEY, "vte_thousandths": 200})
    engagements.set_state(spread, EngagementState.CONFIRMED)
    for due, paid in ((date(2025, 6, 1), date(2025, 6, 2)), (date(2028, 6, 1), None)):
        values = {"partner_id": spread, "due_on": due, "amount_cents": 30_000_00, "paid_on": paid}
        records.add("instalment", values)
    promise(
        region,
        "Elk jaar",
        {"kind": EngagementKind.MONEY, "amount_cents": 1_000_00},
        recurrence=Recurrence.YEARLY,
    )
    promise(region, "Kruispunt", {"kind": EngagementKind.INVESTMENT})
    gone = promise(region, "Weg", MONEY)
    engagements.set_state(gone, EngagementState.WITHDRAWN)
    made = sheet(region, "Kortrijk")
    assert [year.title for year in made.years] == ["2027", "2028", "Terugkerend", "Zonder budgetjaar"]
    assert sums(made) == [
        ("2027", "geld", f"{money(30_000_00)} · {vte(200)}", money(amount_of("Kortrijk")), ""),
        ("2028", "geld", money(30_000_00), "", ""),
        ("Terugkerend", "geld, jaarlijks", "", "", money(1_000_00)),
    ], "2025 is past and paid; what has no amount adds up to nothing"
    ((study),), _open = lines(made, "2028")
    assert study.part == f"deel van {money(90_000_00)}"
    _sure, ((crossing),) = lines(made, "Zonder budgetjaar")
    assert crossing.amount == "geen bedrag geregistreerd"
    assert made.to_check[-1] == (
        "Kruispunt: het bedrag, het budgetjaar en of het voorzien is in het meerjarenplan"
    )


def test_an_earlier_year_stays_as_long_as_something_is_to_be_paid(region: SmallRegion) -> None:
    share = promise(region, "Oud", {**MONEY, "budget_year": 2024})
    assert [year.title for year in sheet(region, "Kortrijk").years] == ["2024", "2027"]
    engagements = Engagements(region.store)
    engagements.set_state(share, EngagementState.KEPT)
    assert [year.title for year in sheet(region, "Kortrijk").years] == ["2027"]
