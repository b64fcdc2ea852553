"""Engagements: one promise of many partners, each with its own state; complete or marked as not."""

from datetime import date

import pytest

from ibo_desk.domain.engagements import EngagementKind, EngagementState, Firmness, Gap, Recurrence
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.engagements.totals import Amount, add_up
from ibo_desk.services.words.format import money, vte
from tests.services.region import IBO_DAY, MUNICIPALITIES, Region


@pytest.mark.long
def test_fourteen_partners_have_fourteen_states(region: Region) -> None:
    """R15, R1: each share on its own; what Leiedal promises is never one of the municipalities'."""
    partners = [
        region.records.add("organisation", {"name": f"Gemeente {n}", "kind": OrganisationKind.MUNICIPALITY})
        for n in range(13)
    ]
    engagement = region.engagements.add(
        {"what": "Meebetalen aan de studie", "due_phrase": "eind maart 2027"},
        [*partners, region.organisations["Leiedal"]],
        share={"kind": EngagementKind.MONEY, "amount_cents": 1_000_00, "budget_year": 2027},
    )
    row = region.engagements.row(engagement)
    assert len(row.partners) == 14
    region.engagements.set_state(row.partners[0].id, EngagementState.KEPT, evidence="Factuur betaald")
    region.engagements.set_state(row.partners[1].id, EngagementState.CONDITIONAL, condition="mits subsidie")
    region.engagements.set_state(row.partners[2].id, EngagementState.WITHDRAWN)
    row = region.engagements.row(engagement)
    assert [share.state for share in row.partners[:4]] == [
        EngagementState.KEPT,
        EngagementState.CONDITIONAL,
        EngagementState.WITHDRAWN,
        EngagementState.PROPOSED,
    ]
    assert (row.partners[0].closed_on, row.partners[0].evidence) == (date(2026, 11, 23), "Factuur betaald")
    assert row.state is EngagementState.PROPOSED
    totals = add_up([row])
    (everybody,), (municipal,) = totals.efforts, totals.municipal
    assert everybody.amounts == {
        Firmness.CONFIRMED: Amount(1_000_00),
        Firmness.CONDITIONAL: Amount(1_000_00),
        Firmness.PROPOSED: Amount(11_000_00),
    }
    assert municipal.amounts[Firmness.PROPOSED] == Amount(10_000_00), "Leiedal is none of the municipalities"
    assert (totals.open, totals.municipalities) == (12, 13)


def test_a_state_follows_the_one_before(region: Region) -> None:
    engagement = region.engagements.add({"what": "Advies"}, [region.organisations["Kortrijk"]])
    share = region.engagements.row(engagement).partners[0].id
    with pytest.raises(RuleError) as refused:
        region.engagements.set_state(share, EngagementState.NOT_KEPT)
    assert refused.value.code == "transition_not_allowed"
    region.engagements.set_state(
        share,
        EngagementState.CONFIRMED,
        confirmed_by_id=region.bodies["CBS Kortrijk"],
        confirmed_on=date(2026, 11, 16),
        reference="CBS/2026/88",
    )
    region.engagements.set_state(share, EngagementState.NOT_KEPT)
    closed = region.engagements.row(engagement).partners[0]
    assert (closed.confirmed_by, closed.confirmed_on, closed.confirmed_reference) == (
        "CBS Kortrijk Proefstreek",
        date(2026, 11, 16),
        "CBS/2026/88",
    )
    region.engagements.set_state(share, EngagementState.RUNNING)
    assert region.engagements.row(engagement).partners[0].closed_on is None
    assert region.labels()[-2:] == [
        "Engagement van Kortrijk afgesloten: niet nagekomen (volgens partner)",
        "Engagement van Kortrijk: lopend",
    ]


def test_what_is_missing_is_marked_and_not_refused(region: Region) -> None:
    """R14 is a check: partner, what, action and date."""
    bare = region.engagements.row(region.engagements.add({"due_phrase": "volgt"}, []))
    assert set(bare.gaps) == set(Gap)
    assert (bare.state, bare.overdue, bare.due_phrase, bare.due_on) == (None, False, "volgt", None)
    action = region.records.add("regional_action", {"title": "Leievallei", "order_key": "a"})
    item = region.item(action_id=action)
    whole = region.engagements.add(
        {"what": "Advies bezorgen", "item_id": item, "due_phrase": "tegen 15 januari"},
        [region.organisations["Kortrijk"]],
    )
    row = region.engagements.row(whole)
    assert (row.gaps, row.action, row.due_on, row.meeting) == (
        (),
        "Leievallei",
        date(2027, 1, 15),
        "IBO 2026-1, punt 1",
    )
    assert region.labels()[-1] == "Engagement van Kortrijk genoteerd"


def test_due_phrases_give_days_and_impossible_ones_are_told(region: Region) -> None:
    engagement = region.engagements.add({"what": "Advies"}, [])
    region.engagements.set_due(engagement, "voor de zomer 2027")
    assert region.engagements.row(engagement).due_on == date(2027, 6, 20)
    with pytest.raises(InvalidValueError) as refused:
        region.engagements.set_due(engagement, "31/02/2027")
    assert refused.value.code == "impossible_date"
    region.records.patch("engagement", engagement, None, {"due_phrase": "Q1 2027"})
    assert region.engagements.row(engagement).due_on == date(2027, 3, 31)
    region.engagements.set_due(engagement, "")
    assert region.engagements.row(engagement).due_on is None


def test_overdue_is_open_and_past(region: Region) -> None:
    ids = [region.organisations[name] for name in MUNICIPALITIES[:2]]
    late = region.engagements.add({"what": "Advies", "due_on": date(2026, 11, 22)}, ids)
    today = region.engagements.add({"what": "Vandaag", "due_on": date(2026, 11, 23)}, ids)
    assert [region.engagements.row(one).overdue for one in (late, today)] == [True, False]
    first, second = region.engagements.row(late).partners
    region.engagements.set_state(first.id, EngagementState.KEPT)
    assert region.engagements.row(late).overdue
    region.engagements.set_state(second.id, EngagementState.WITHDRAWN)
    assert not region.engagements.row(late).overdue


def test_changing_partners_keeps_what_was_noted_of_those_who_stay(region: Region) -> None:
    anzegem, kortrijk, wevelgem = (region.organisations[name] for name in MUNICIPALITIES)
    engagement = region.engagements.add({"what": "Advies"}, [anzegem, kortrijk])
    kept = region.engagements.row(engagement).partners[1]
    region.engagements.set_state(kept.id, EngagementState.RUNNING)
    region.engagements.set_partners(engagement, [kortrijk, wevelgem])
    row = region.engagements.row(engagement)
    assert [(share.organisation, share.state) for share in row.partners] == [
        ("Kortrijk", EngagementState.RUNNING),
        ("Wevelgem", EngagementState.PROPOSED),
    ]
    assert row.partners[0].id == kept.id
    assert region.labels()[-1] == "Partners van het engagement: Kortrijk, Wevelgem"


@pytest.mark.long
def test_the_ledger_is_read_per_partner_meeting_and_words(region: Region) -> None:
    kortrijk, anzegem = region.organisations["Kortrijk"], region.organisations["Anzegem"]
    meeting = region.meeting()
    item = region.item(meeting)
    first = region.engagements.add({"what": "Fietstelling", "item_id": item}, [kortrijk])
    second = region.engagements.add({"what": "Réservering 5%", "due_on": IBO_DAY}, [anzegem, kortrijk])
    third = region.engagements.add({"what": "Zonder partner"}, [])
    closed = region.engagements.add({"what": "Gedaan"}, [anzegem])
    region.engagements.set_state(region.engagements.row(closed).partners[0].id, EngagementState.KEPT)
    ledger = region.engagements

    def ids(**wanted: object) -> list[object]:
        return sorted((row.id for row in ledger.listing(**wanted)), key=str)  # type: ignore[arg-type]

    assert ids(partner_id=kortrijk) == sorted([first, second], key=str)
    assert ids(meeting_id=meeting) == ids(item_id=item) == [first]
    assert ids(text="reservering 5%") == [second]
    assert ids(open_only=True) == sorted([first, second, third], key=str)
    assert ledger.listing()[0].id == second
    assert len(ledger.listing(limit=2)) == 2
    region.records.delete("engagement", first)
    assert ids(partner_id=kortrijk) == [second]
    with pytest.raises(NotFoundError):
        ledger.row(first)


def test_money_and_staff_add_up_per_partner(region: Region) -> None:
    kortrijk, leiedal = region.organisations["Kortrijk"], region.organisations["Leiedal"]
    region.engagements.add({"what": "Geld"}, [kortrijk, leiedal], share={"amount_cents": 12_500_50})
    region.engagements.add(
        {"what": "Mensen"}, [kortrijk], share={"kind": EngagementKind.STAFF, "vte_thousandths": 200}
    )
    region.engagements.add(
        {"what": "Werken"}, [kortrijk], share={"kind": EngagementKind.INVESTMENT, "amount_cents": 1}
    )
    region.engagements.add(
        {"what": "Elk jaar", "recurrence": Recurrence.YEARLY}, [kortrijk], share={"amount_cents": 100_00}
    )
    totals = add_up(region.engagements.listing())
    told = {
        total.organisation: (
            [(effort.name, effort.in_words(Firmness.PROPOSED)) for effort in total.efforts],
            total.open,
        )
        for total in totals.partners
    }
    kinds = [
        ("personeel", vte(200)),
        ("investering op eigen grondgebied", money(1)),
        ("kennis", money(12_500_50)),
        ("kennis, jaarlijks", money(100_00)),
    ]
    assert told == {"Kortrijk": (kinds, 4), "Leiedal": ([("kennis", money(12_500_50))], 1)}
    assert [effort.name for effort in totals.municipal] == [name for name, _amount in kinds]


def test_words_that_are_too_long_are_told_and_not_cut(region: Region) -> None:
    engagement = region.engagements.add({"what": "Advies"}, [region.organisations["Kortrijk"]])
    share = region.engagements.row(engagement).partners[0].id
    for change in (
        lambda: region.engagements.set_due(engagement, "x" * 121),
        lambda: region.engagements.set_state(share, EngagementState.CONFIRMED, reference="x" * 201),
        lambda: region.engagements.set_state(share, EngagementState.CONDITIONAL, condition="x" * 501),
    ):
        with pytest.raises(InvalidValueError) as refused:
            change()
        assert refused.value.code == "invalid_field"
    assert region.engagements.row(engagement).partners[0].state is EngagementState.PROPOSED


def test_a_due_day_told_from_today_is_kept_as_that_day(region: Region) -> None:
    made = region.engagements.add({"what": "Tellen", "due_phrase": "eind deze maand"}, [])
    row = region.engagements.row(made)
    assert (row.due_on, row.due_phrase) == (date(2026, 11, 30), "30/11/2026")
    region.records.patch("engagement", made, None, {"due_phrase": "eind volgend jaar"})
    row = region.engagements.row(made)
    assert (row.due_on, row.due_phrase) == (date(2027, 12, 31), "31/12/2027")
    region.engagements.set_due(made, "week 50 2026")
    row = region.engagements.row(made)
    assert (row.due_on, row.due_phrase) == (date(2026, 12, 13), "week 50 2026")
