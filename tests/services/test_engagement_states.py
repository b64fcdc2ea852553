"""A state of a share is a fact with its day: papers of a day ask what had happened by then."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS, EngagementState
from ibo_desk.domain.errors import RuleError, UserError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.engagements.as_of import as_of
from ibo_desk.services.engagements.states import since_then
from ibo_desk.services.keeping.history import History
from ibo_desk.services.words import sentence
from tests.services.region import Region

TODAY = date(2026, 11, 23)
HELD = date(2026, 9, 18)
OCTOBER = date(2026, 10, 14)


@pytest.fixture
def engagement(region: Region) -> UUID:
    """A promise of Kortrijk and Wevelgem, made on 18 September and typed in November."""
    item = region.item(region.meeting(on=HELD))
    who = [region.organisations[name] for name in ("Kortrijk", "Wevelgem")]
    conditional = {"state": EngagementState.CONDITIONAL, "amount_cents": 2_500_000}
    return region.engagements.add({"what": "Cofinanciering", "item_id": item}, who, share=conditional)


def share(region: Region, engagement: UUID, name: str = "Kortrijk") -> UUID:
    return next(one.id for one in region.engagements.row(engagement).partners if one.organisation == name)


def states(region: Region, engagement: UUID, name: str = "Kortrijk") -> list[tuple[EngagementState, date]]:
    row = region.engagements.row(engagement)
    rows = region.engagements.dated_states([row])[share(region, engagement, name)]
    return [(one.state, one.since) for one in rows]


@pytest.mark.long
def test_a_promise_is_of_its_meeting_and_a_confirmation_of_its_day(region: Region, engagement: UUID) -> None:
    college = region.bodies["CBS Kortrijk"]
    part = share(region, engagement)
    assert states(region, engagement) == [(EngagementState.CONDITIONAL, HELD)]
    region.engagements.set_state(
        part,
        EngagementState.CONFIRMED,
        confirmed_by_id=college,
        confirmed_on=OCTOBER,
        reference="CBS 2026/9",
    )
    assert states(region, engagement) == [
        (EngagementState.CONDITIONAL, HELD),
        (EngagementState.CONFIRMED, OCTOBER),
    ]
    row = region.engagements.row(engagement)
    dated = region.engagements.dated_states([row])
    assert [one.state for one in as_of(row, dated, HELD).partners] == [EngagementState.CONDITIONAL] * 2
    then = as_of(row, dated, OCTOBER - timedelta(days=1)).partners[0]
    assert (then.state, then.confirmed_on, then.confirmed_by) == (EngagementState.CONDITIONAL, None, "")
    (since,) = since_then(row, dated, HELD, TODAY)
    assert (since.organisation, since.state, since.since, since.by_id) == (
        "Kortrijk",
        EngagementState.CONFIRMED,
        OCTOBER,
        college,
    )
    assert since.reference == "CBS 2026/9"
    History(region.store).undo()
    assert states(region, engagement) == [(EngagementState.CONDITIONAL, HELD)]


def test_a_day_can_be_mended_and_the_days_of_the_share_follow(region: Region, engagement: UUID) -> None:
    part = share(region, engagement)
    region.engagements.set_state(part, EngagementState.CONFIRMED)
    region.engagements.set_state(part, EngagementState.KEPT)
    assert states(region, engagement)[1:] == [
        (EngagementState.CONFIRMED, TODAY),
        (EngagementState.KEPT, TODAY),
    ]
    with pytest.raises(RuleError) as early:
        region.records.patch("engagement_partner", part, None, {"state_since": OCTOBER})
    assert (early.value.code, early.value.params["day"]) == ("state_before_last", TODAY)
    assert "bevestigd" in sentence(early.value)
    row = region.engagements.row(engagement)
    confirmed = region.engagements.dated_states([row])[part][1]
    region.records.patch("engagement_partner_state", confirmed.id, None, {"since": OCTOBER})
    kept_on = OCTOBER + timedelta(days=9)
    region.records.patch("engagement_partner", part, None, {"state_since": kept_on})
    now = region.engagements.row(engagement).partners[0]
    assert (now.state, now.state_since, now.closed_on) == (EngagementState.KEPT, kept_on, kept_on)
    with pytest.raises(RuleError) as ahead:
        region.records.patch("engagement_partner", part, None, {"state_since": TODAY + timedelta(days=1)})
    assert ahead.value.code == "day_ahead"


def test_what_became_known_later_is_no_newer_for_that(region: Region, engagement: UUID) -> None:
    """In November somebody hears that it was confirmed in October; by then work is under way."""
    part = share(region, engagement)
    region.engagements.set_state(part, EngagementState.CONFIRMED, since=OCTOBER + timedelta(days=20))
    region.engagements.set_state(part, EngagementState.RUNNING, since=OCTOBER + timedelta(days=25))
    region.engagements.note_earlier(part, EngagementState.CONFIRMED, OCTOBER)
    assert region.engagements.row(engagement).partners[0].state is EngagementState.RUNNING
    row = region.engagements.row(engagement)
    dated = region.engagements.dated_states([row])
    assert as_of(row, dated, OCTOBER).partners[0].state is EngagementState.CONFIRMED
    region.engagements.note_earlier(part, EngagementState.KEPT, TODAY)
    assert region.engagements.row(engagement).partners[0].state is EngagementState.KEPT


def test_an_amount_goes_with_the_state_in_which_it_stood(region: Region, engagement: UUID) -> None:
    part = share(region, engagement)
    region.records.patch("engagement_partner", part, None, {"amount_cents": 2_000_000})
    region.engagements.set_state(part, EngagementState.CONFIRMED, since=OCTOBER)
    region.records.patch("engagement_partner", part, None, {"amount_cents": 1_000_000})
    row = region.engagements.row(engagement)
    dated = region.engagements.dated_states([row])
    assert as_of(row, dated, HELD).partners[0].amount_cents == 2_000_000
    assert as_of(row, dated, TODAY).partners[0].amount_cents == 1_000_000


def test_a_partner_who_joins_after_approval_was_not_there_before(region: Region, engagement: UUID) -> None:
    everyone = [region.organisations[name] for name in ("Kortrijk", "Wevelgem", "Anzegem")]
    meeting = region.engagements.row(engagement).meeting_id
    assert meeting is not None
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "0" * 64, HELD + timedelta(days=30))
    region.engagements.set_partners(engagement, everyone)
    assert states(region, engagement, "Anzegem") == [(EngagementState.PROPOSED, TODAY)]
    row = region.engagements.row(engagement)
    then = as_of(row, region.engagements.dated_states([row]), HELD)
    assert [one.organisation for one in then.partners] == ["Kortrijk", "Wevelgem"]


def test_a_follow_up_speaks_of_the_day_of_its_meeting(region: Region, engagement: UUID) -> None:
    later = region.item(region.meeting(on=OCTOBER), title="Opvolging")
    region.engagements.set_state(
        share(region, engagement), EngagementState.CONFIRMED, since=OCTOBER + timedelta(days=5)
    )
    region.engagements.follow_up(later, engagement, said="De colleges moeten nog.")
    (row,) = region.engagements.row(engagement).follow_ups
    assert row.state is EngagementState.CONDITIONAL
    region.engagements.follow_up(later, engagement, state=EngagementState.CONFIRMED)
    assert states(region, engagement, "Wevelgem") == [
        (EngagementState.CONDITIONAL, HELD),
        (EngagementState.CONFIRMED, OCTOBER),
    ]
    assert region.engagements.row(engagement).partners[0].state_since == OCTOBER + timedelta(days=5)
    (row,) = region.engagements.row(engagement).follow_ups
    assert row.state is EngagementState.CONDITIONAL, "Kortrijk confirmed five days after it"


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(list(EngagementState)), st.integers(-60, 0), st.booleans()),
        max_size=6,
    )
)
def test_the_newest_dated_state_is_the_current_one(
    region: Region, steps: list[tuple[EngagementState, int, bool]]
) -> None:
    """Whatever is set, mended and noted late, in any order; what is refused changes nothing."""
    item = region.item(region.meeting(on=HELD))
    made = region.engagements.add({"what": "Iets", "item_id": item}, [region.organisations["Kortrijk"]])
    part = share(region, made)
    for state, ago, late in steps:
        before = region.engagements.row(made).partners[0]
        on = TODAY + timedelta(days=ago)
        try:
            if late:
                region.engagements.note_earlier(part, state, on)
            else:
                region.engagements.set_state(part, state, since=on)
        except UserError:
            assert region.engagements.row(made).partners[0] == before
        now = region.engagements.row(made).partners[0]
        dated = states(region, made)
        assert (now.state, now.state_since) == dated[-1]
        assert dated == sorted(dated, key=lambda one: one[1])
        if not late and now.state is not before.state:
            assert now.state in ENGAGEMENT_TRANSITIONS[before.state]


def test_every_share_of_any_writer_has_a_dated_state(region: Region) -> None:
    made = region.engagements.add({"what": "Iets"}, [])
    region.records.add(
        "engagement_partner",
        {
            "engagement_id": made,
            "organisation_id": region.organisations["Kortrijk"],
            "state": EngagementState.CONFIRMED,
            "confirmed_on": OCTOBER,
        },
    )
    region.engagements.set_partners(made, [region.organisations[name] for name in ("Kortrijk", "Wevelgem")])
    assert states(region, made) == [(EngagementState.CONFIRMED, OCTOBER)]
    assert states(region, made, "Wevelgem") == [(EngagementState.PROPOSED, TODAY)]
    region.records.delete("engagement_partner", share(region, made))
    row = region.engagements.row(made)
    assert set(region.engagements.dated_states([row])) == {share(region, made, "Wevelgem")}
