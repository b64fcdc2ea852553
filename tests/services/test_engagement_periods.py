"""Instalments, periods that return and follow-up: each one use case, and undo brings all of it back."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.engagements import EngagementKind, EngagementState, Recurrence
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.domain.recurrence import MONTHS, next_due
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.carry_over import CarryOver
from tests.services.region import Region
from tests.walks import walk

TODAY = date(2026, 11, 23)


def money(region: Region, due_on: date, **instalment: object) -> tuple[UUID, UUID]:
    """A share of € 10.000 of Kortrijk with one instalment of € 5.000; engagement and instalment."""
    engagement = region.engagements.add(
        {"what": "Meebetalen aan de fietsbrug", "due_on": date(2027, 12, 31)},
        [region.organisations["Kortrijk"], region.organisations["Wevelgem"]],
        share={"kind": EngagementKind.MONEY, "amount_cents": 10_000_00},
    )
    share = region.engagements.row(engagement).partners[0].id
    values = {"partner_id": share, "due_on": due_on, "amount_cents": 5_000_00, **instalment}
    return engagement, region.records.add("instalment", values)


def monthly(region: Region, **more: object) -> UUID:
    values = {"what": "Cijfers bezorgen", "due_on": date(2027, 1, 31), "recurrence": Recurrence.MONTHLY}
    partners = [region.organisations[name] for name in ("Kortrijk", "Wevelgem")]
    known = {name: value for name, value in {**values, **more}.items() if value is not None}
    return region.engagements.add(known, partners)


@pytest.mark.long
def test_a_planned_payment_waits_on_the_overview_until_it_is_noted(region: Region) -> None:
    engagement, instalment = money(region, date(2026, 6, 30))
    row = region.engagements.row(engagement)
    assert [(one.organisation, one.amount_cents, one.waiting) for one in row.instalments] == [
        ("Kortrijk", 5_000_00, True)
    ]
    due = [line for line in region.overview.lines() if line.group is OverviewGroup.ENGAGEMENTS_DUE]
    assert [(line.title, line.detail, line.on, line.id) for line in due] == [
        (
            "Meebetalen aan de fietsbrug",
            "Kortrijk: betaling van €\u00a05.000 gepland op 30 juni 2026, nog niet genoteerd",
            date(2026, 6, 30),
            engagement,
        )
    ]
    assert region.overview.counts()["engagements"] == 1
    college = region.overview.lines(region.bodies["CBS Wevelgem"])
    assert not [line for line in college if line.group is OverviewGroup.ENGAGEMENTS_DUE]
    region.records.patch("instalment", instalment, None, {"paid_on": TODAY})
    assert not region.engagements.row(engagement).instalments[0].waiting
    assert not [one for one in region.overview.lines() if one.group is OverviewGroup.ENGAGEMENTS_DUE]
    assert region.overview.counts()["engagements"] == 0


@pytest.mark.long
def test_a_share_takes_its_instalments_along_and_undo_brings_them_back(region: Region) -> None:
    engagement, _instalment = money(region, date(2026, 6, 30))
    kortrijk, wevelgem = region.engagements.row(engagement).partners
    history = History(region.store)
    for drop in (
        lambda: region.records.delete("engagement_partner", kortrijk.id),
        lambda: region.engagements.drop_shares([kortrijk.id]),
        lambda: region.engagements.set_partners(engagement, [wevelgem.organisation_id]),
    ):
        drop()
        row = region.engagements.row(engagement)
        assert (len(row.partners), row.instalments) == (1, ())
        assert region.overview.counts()["engagements"] == 0
        history.undo()
        row = region.engagements.row(engagement)
        assert (len(row.partners), len(row.instalments)) == (2, 1)


def test_the_day_moves_on_when_every_open_partner_has_the_period(region: Region) -> None:
    engagement = monthly(region)
    kortrijk, wevelgem = region.engagements.row(engagement).partners
    region.engagements.settle_period(engagement, [kortrijk.id], kept_on=TODAY, evidence="Mail van 23/11")
    row = region.engagements.row(engagement)
    assert (row.due_on, row.noted_for(kortrijk.id), row.noted_for(wevelgem.id)) == (
        date(2027, 1, 31),
        True,
        False,
    )
    region.engagements.settle_period(engagement, [wevelgem.id], kept_on=None)
    row = region.engagements.row(engagement)
    assert row.due_on == date(2027, 2, 28)
    assert [(one.organisation, one.due_on, one.kept_on, one.evidence) for one in row.periods] == [
        ("Kortrijk", date(2027, 1, 31), TODAY, "Mail van 23/11"),
        ("Wevelgem", date(2027, 1, 31), None, ""),
    ]
    assert [one.state for one in row.partners] == [EngagementState.RUNNING, EngagementState.PROPOSED]
    region.engagements.settle_period(engagement, kept_on=TODAY)
    row = region.engagements.row(engagement)
    assert (row.due_on, len(row.periods), row.state) == (date(2027, 3, 31), 4, EngagementState.RUNNING)
    assert region.labels()[-2:] == [
        "Termijn van 31 januari 2027 niet nagekomen: Wevelgem",
        "Termijn van 28 februari 2027 nagekomen: Kortrijk, Wevelgem",
    ]


def test_words_without_a_day_are_asked_for_and_once_is_once(region: Region) -> None:
    words = monthly(region, due_on=None, due_phrase="volgt")
    with pytest.raises(RuleError) as asked:
        region.engagements.settle_period(words, kept_on=TODAY)
    assert asked.value.code == "recurrence_without_day"
    assert region.engagements.row(words).due_phrase == "volgt"
    once = monthly(region, recurrence=Recurrence.ONCE)
    with pytest.raises(RuleError) as refused:
        region.engagements.settle_period(once, kept_on=TODAY)
    assert refused.value.code == "engagement_does_not_recur"


def test_a_period_is_noted_once_for_a_partner(region: Region) -> None:
    engagement = monthly(region)
    share = region.engagements.row(engagement).partners[0].id
    region.engagements.settle_period(engagement, [share], kept_on=TODAY)
    with pytest.raises(RuleError) as refused:
        region.engagements.settle_period(engagement, [share], kept_on=TODAY)
    assert refused.value.code == "period_noted_already"


def test_a_new_day_begins_a_new_series(region: Region) -> None:
    """The phrase "eind januari" meant the day that passed; what somebody types now is counted from there."""
    engagement = monthly(region, due_on=None, due_phrase="eind januari 2027")
    region.engagements.settle_period(engagement, kept_on=TODAY)
    row = region.engagements.row(engagement)
    assert (row.due_phrase, row.due_on, row.first_due_on) == ("", date(2027, 2, 28), date(2027, 1, 31))
    region.engagements.set_due(engagement, "15/03/2027")
    region.engagements.settle_period(engagement, kept_on=TODAY)
    assert region.engagements.row(engagement).due_on == date(2027, 4, 15)


@pytest.mark.long
@walk
@given(
    first=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    recurrence=st.sampled_from(sorted(MONTHS)),
    moves=st.lists(st.sampled_from(["kept", "not kept", "undo"]), min_size=1, max_size=8),
)
def test_whatever_is_noted_and_undone_the_history_has_no_holes(
    region: Region, first: date, recurrence: Recurrence, moves: list[str]
) -> None:
    engagement = monthly(region, due_on=first, recurrence=recurrence)
    history, depth = History(region.store), 0
    for move in moves:
        if move == "undo":
            if depth == 0:
                continue
            history.undo()
            depth -= 1
        else:
            region.engagements.settle_period(engagement, kept_on=TODAY if move == "kept" else None)
            depth += 1
        row = region.engagements.row(engagement)
        expected = [first]
        for _period in range(depth):
            expected.append(next_due(first, recurrence, expected[-1]))
        assert row.due_on == expected.pop()
        past = sorted({one.due_on for one in row.periods})
        assert past == expected
        assert len(row.periods) == 2 * depth


def test_one_that_recurs_returns_on_the_next_agenda(region: Region) -> None:
    first = region.meeting()
    item = region.item(first, title="Regionale deelmobiliteit")
    engagement = monthly(region, item_id=item)
    region.engagements.settle_period(engagement, kept_on=TODAY)
    later = region.meeting(on=date(2027, 2, 12))
    assert [row.id for row in CarryOver(region.store).open_engagements(later)] == [engagement]


@pytest.mark.long
def test_a_later_meeting_works_through_what_is_open(region: Region) -> None:
    first = region.meeting()
    item = region.item(first, title="Regionale deelmobiliteit")
    partners = [region.organisations["Kortrijk"], region.organisations["Wevelgem"]]
    once = region.engagements.add({"what": "Advies", "item_id": item}, partners)
    returning = monthly(region, item_id=item)
    later = region.meeting(on=date(2027, 2, 12))
    point = region.item(later, title="Opvolging", item_type=ItemType.FOLLOW_UP)
    carry = CarryOver(region.store)
    assert {row.id for row in carry.to_follow_up(point)} == {once, returning}
    region.engagements.follow_up(point, once, said="Het advies ligt klaar.")
    region.engagements.follow_up(point, once, state=EngagementState.KEPT)
    region.engagements.follow_up(point, returning, state=EngagementState.KEPT)
    rows = {row.id: row for row in carry.to_follow_up(point)}
    told = [(one.said, one.state) for one in rows[once].follow_ups]
    assert told == [("Het advies ligt klaar.", EngagementState.KEPT)]
    assert rows[once].follow_ups[0].meeting.startswith("IBO")
    assert rows[returning].due_on == date(2027, 2, 28)
    assert rows[returning].follow_ups[0].said == "Termijn van 31 januari 2027 nagekomen"
    assert [row.id for row in region.engagements.followed_at(later)] == [returning, once]
    assert carry.to_follow_up(item) == []
    History(region.store).undo()
    assert region.engagements.row(returning).due_on == date(2027, 1, 31)
    assert region.engagements.row(returning).follow_ups == ()


@pytest.mark.long
def test_what_approved_minutes_say_of_an_engagement_stays(region: Region) -> None:
    meeting = region.meeting()
    item = region.item(meeting, title="Opvolging", item_type=ItemType.FOLLOW_UP)
    engagement = monthly(region)
    region.engagements.follow_up(item, engagement, said="Loopt.")
    follow_up = region.engagements.row(engagement).follow_ups[0].id
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "0" * 64, TODAY)
    for change in (
        lambda: region.engagements.follow_up(item, engagement, said="Loopt niet."),
        lambda: region.records.patch("engagement_follow_up", follow_up, None, {"said": "Anders"}),
        lambda: region.records.delete("engagement_follow_up", follow_up),
    ):
        with pytest.raises(LockedError):
            change()
    region.engagements.settle_period(engagement, kept_on=TODAY)
    assert region.engagements.row(engagement).follow_ups[0].said == "Loopt."
