"""What stands in the ledger of engagements as a paper, for all participants and for one college."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from ibo_desk.data.tables import Document, EngagementPartner
from ibo_desk.documents.content_ledger import Ledger, LedgerLine
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementKind, EngagementState, Recurrence
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.services.base.records import Records
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words.format import money
from tests.documents.builders.small_region import SmallRegion, amount_of


def ledger(region: SmallRegion, town: str | None = None, *, totals: bool = False) -> Ledger:
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents(PaperRequest("engagements", college_ids=colleges, totals=totals))
    assert isinstance(paper.content, Ledger)
    return paper.content


def line(made: Ledger, partner: str, what: str) -> LedgerLine:
    (group,) = [one for one in made.partners if one.partner == partner]
    (found,) = [one for one in group.lines if one.what.startswith(what)]
    return found


def leiedal(region: SmallRegion) -> UUID:
    (row,) = [one for one in Engagements(region.store).listing() if one.what == "Cijfers bezorgen"]
    return row.partners[0].organisation_id


def share_of(region: SmallRegion, engagement_id: UUID, owner: UUID) -> UUID:
    row = Engagements(region.store).row(engagement_id)
    return next(one.id for one in row.partners if one.organisation_id == owner)


def test_all_partners_stand_by_name_with_what_they_give(region: SmallRegion) -> None:
    made = ledger(region)
    names = [one.partner for one in made.partners]
    assert names == sorted(names, key=str.casefold)
    assert names == sorted([*region.towns, "Leiedal"], key=str.casefold)
    own = line(made, "Kortrijk", "Bijdragen aan de fietsbrug")
    assert own.amount == f"{money(amount_of('Kortrijk'))} (budgetjaar 2027)"
    assert (own.plan, own.payments) == ("voorzien in meerjarenplan: na te gaan", "")
    assert (own.due, own.state) == ("20 juni 2027", "onder voorbehoud")
    assert own.conditions == "eigen voorwaarde van Kortrijk"
    assert own.made_at == "IBO 2026-1, punt 3"
    assert made.head.audience == "Deelnemers aan het overleg"
    assert "voor zover geregistreerd" in made.notice
    assert line(made, "Leiedal", "Cijfers bezorgen").plan == "", "a multi-year plan belongs to money"


def test_a_college_gets_its_own_shares_and_who_else_takes_part(region: SmallRegion) -> None:
    made = ledger(region, "Kortrijk", totals=True)
    assert [one.partner for one in made.partners] == ["Kortrijk"]
    own = line(made, "Kortrijk", "Bijdragen aan de fietsbrug")
    assert own.what == "Bijdragen aan de fietsbrug (samen met 12 andere gemeenten en Leiedal)"
    assert [one.partner for one in made.totals] == ["Kortrijk"]
    assert "Kortrijk" in made.head.audience
    with pytest.raises(NotFoundError):
        Papers(region).contents(PaperRequest("engagements", college_ids=[uuid4()]))


@pytest.mark.long
def test_totals_only_when_asked_for_and_leiedal_is_none_of_the_thirteen(region: SmallRegion) -> None:
    assert (ledger(region).totals, ledger(region).totals_notice) == ((), "")
    with region.store.write("Ingetrokken") as work:
        row = work.session.exec(
            select(EngagementPartner).where(
                EngagementPartner.organisation_id == region.towns["Menen"],
                EngagementPartner.kind == EngagementKind.MONEY,
            )
        ).one()
        row.state = EngagementState.WITHDRAWN
        work.add(row)
    made = ledger(region, totals=True)
    names = list(dict.fromkeys(line.partner for line in made.totals))
    assert names == [*(group.partner for group in made.partners), "13 gemeenten samen", "Alle partners samen"]
    money_of = {line.partner: line for line in made.totals if line.kind == "geld"}
    towns = sum(amount_of(town) for town in region.towns if town != "Menen")
    together, everybody = money_of["13 gemeenten samen"], money_of["Alle partners samen"]
    assert (together.confirmed, together.conditional, together.proposed) == ("", money(towns), "")
    assert (everybody.conditional, everybody.open) == (
        money(towns + amount_of("Leiedal")),
        "14 engagementen open",
    )
    (menen,) = [line for line in made.totals if line.partner == "Menen"]
    assert (menen.kind, menen.open, menen.conditional) == ("geen bedrag geregistreerd", "", "")
    confirm(region, "Kortrijk")
    kortrijk = next(line for line in ledger(region, "Kortrijk", totals=True).totals)
    assert (kortrijk.confirmed, kortrijk.conditional) == (money(amount_of("Kortrijk")), "")


def confirm(region: SmallRegion, town: str) -> None:
    (row,) = [row for row in Engagements(region.store).listing() if row.what == "Bijdragen aan de fietsbrug"]
    (share,) = [share for share in row.partners if share.organisation_id == region.towns[town]]
    Engagements(region.store).set_state(share.id, EngagementState.CONFIRMED)


def test_what_recurs_tells_its_next_day_for_each_partner(region: SmallRegion) -> None:
    engagements = Engagements(region.store)
    made = engagements.add(
        {"what": "Telling bezorgen", "due_on": date(2027, 1, 31), "recurrence": Recurrence.MONTHLY},
        [region.towns["Kortrijk"], region.towns["Menen"]],
    )
    kortrijk = share_of(region, made, region.towns["Kortrijk"])
    assert line(ledger(region), "Menen", "Telling").due == "maandelijks, voor het eerst tegen 31 januari 2027"
    engagements.settle_period(made, [kortrijk], kept_on=date(2026, 11, 20))
    now = ledger(region)
    ahead, behind = (line(now, town, "Telling") for town in ("Kortrijk", "Menen"))
    assert ahead.due == "maandelijks, eerstvolgende tegen 28 februari 2027"
    assert ahead.periods == "termijnen nagekomen: 1 van 1"
    assert (behind.due, behind.periods) == ("maandelijks, voor het eerst tegen 31 januari 2027", "")


def test_payments_stand_with_money_only(region: SmallRegion) -> None:
    engagements = Engagements(region.store)
    partner = leiedal(region)
    made = engagements.add(
        {"what": "Studie betalen"},
        [partner],
        share={"kind": EngagementKind.MONEY, "amount_cents": 1_000_000},
    )
    share = share_of(region, made, partner)
    records = Records(region.store, RECORD_TYPES)
    planned = ((date(2027, 3, 1), 400_000), (date(2027, 6, 1), 600_000))
    first, _second = (
        records.add("instalment", {"partner_id": share, "due_on": on, "amount_cents": cents})
        for on, cents in planned
    )
    told = line(ledger(region), "Leiedal", "Studie betalen")
    assert told.payments == "betalingen: €\u00a010.000 gepland, nog geen als betaald genoteerd"
    records.patch("instalment", first, None, {"paid_on": date(2026, 11, 20)})
    told = line(ledger(region), "Leiedal", "Studie betalen")
    assert told.payments == "betalingen: €\u00a010.000 gepland, waarvan €\u00a04.000 als betaald genoteerd"


def test_a_confirmed_share_tells_by_whom_when_and_how(region: SmallRegion) -> None:
    with region.store.write("Bevestigd") as work:
        row = work.session.exec(
            select(EngagementPartner).where(
                EngagementPartner.organisation_id == region.towns["Kortrijk"],
                EngagementPartner.kind == EngagementKind.MONEY,
            )
        ).one()
        row.state, row.confirmed_on = EngagementState.CONFIRMED, date(2026, 11, 16)
        row.confirmed_by_id, row.confirmed_reference = region.colleges["Kortrijk"], "CBS 2026/812"
        work.add(row)
    told = line(ledger(region), "Kortrijk", "Bijdragen").conditions
    assert told == (
        "eigen voorwaarde van Kortrijk; bevestigd door het College van burgemeester en schepenen Kortrijk"
        " op 16 november 2026 (CBS 2026/812)"
    )


def test_what_has_no_partner_yet_stands_last(region: SmallRegion) -> None:
    Engagements(region.store).add({"what": "Aanspreekpunt zoeken"}, [])
    last = ledger(region).partners[-1]
    assert (last.partner, [one.what for one in last.lines]) == (
        "Partner nog te bepalen",
        ["Aanspreekpunt zoeken"],
    )


def test_the_paper_is_registered_for_its_readers(region: SmallRegion, tmp_path: Path) -> None:
    papers = Papers(region)
    college = region.colleges["Kortrijk"]
    files = papers.make(PaperRequest("engagements"), folder=tmp_path, formats=["txt"])
    files += papers.make(
        PaperRequest("engagements", college_ids=[college]), folder=tmp_path, formats=["html"]
    )
    assert [path.name for path in files] == [
        "engagementen-zuid-west-vlaanderen-2026-11-23.txt",
        "engagementen-kortrijk-2026-11-23.html",
    ]
    with region.store.read() as session:
        told = {row.file_name: (row.audience, row.college_id) for row in session.exec(select(Document))}
    assert told[files[0].name] == (Audience.PARTICIPANTS, None)
    assert told[files[1].name] == (Audience.COLLEGE, college)
