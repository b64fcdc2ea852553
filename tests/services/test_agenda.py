"""Agendas: what each body may do, order and times, positions, and what is referred elsewhere."""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.bodies import BodyKind, ItemType, Outcome, TransportLayer
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.domain.topics import Preparation, ReferralOutcome, Stance, Treatment
from ibo_desk.services.keeping.history import History
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, MUNICIPALITIES, Region
from tests.walks import walk


@pytest.mark.parametrize(
    ("body", "layer"),
    [
        ("IBO", TransportLayer.NONE),
        ("IBO", TransportLayer.ON_DEMAND),
        ("CvB", TransportLayer.NONE),
        ("VRR", TransportLayer.CORE),
        ("VRR", TransportLayer.GIP),
        ("VRR", TransportLayer.RAIL),
    ],
)
def test_what_a_body_may_not_decide_is_refused(region: Region, body: str, layer: TransportLayer) -> None:
    """R9, R18, R19: no decision of the IBO, nor of the VRR on the core network, the GIP or rail."""
    meeting = region.meeting(body)
    with pytest.raises(RuleError) as refused:
        region.item(meeting, item_type=ItemType.DECISION, transport_layer=layer)
    assert refused.value.code == "body_may_not_decide"
    assert sentence(refused.value).startswith(f"{body} Proefstreek kan hierover niet beslissen")
    assert region.topics.listing() == []
    item = region.item(meeting, transport_layer=layer)
    for change in ({"item_type": ItemType.DECISION}, {"outcome": Outcome.DECIDED}):
        with pytest.raises(RuleError):
            region.records.patch("agenda_item", item, None, change)
    assert region.agenda.item(item).outcome is None


@pytest.mark.parametrize(
    ("body", "kind", "layer", "outcome"),
    [
        ("IBO", ItemType.ALIGNMENT, TransportLayer.NONE, Outcome.CONCLUDED),
        ("IBO", ItemType.ADVICE, TransportLayer.NONE, Outcome.CONCLUDED),
        ("IBO", ItemType.INFORMATION, TransportLayer.NONE, Outcome.NOTED),
        ("VRR", ItemType.ADVICE, TransportLayer.CORE, Outcome.ADVISED),
        ("VRR", ItemType.ADVICE, TransportLayer.RAIL, Outcome.NOTED),
        ("VRR", ItemType.DECISION, TransportLayer.ON_DEMAND, Outcome.DECIDED),
        ("VRR", ItemType.DECISION, TransportLayer.MOBILITY_PLAN, Outcome.DECIDED),
    ],
)
def test_concluding_gives_what_the_body_may_do(
    region: Region, body: str, kind: ItemType, layer: TransportLayer, outcome: Outcome
) -> None:
    item = region.item(region.meeting(body), item_type=kind, transport_layer=layer)
    assert region.agenda.item(item).possible_outcome is outcome
    region.agenda.conclude(item, "Zo is het")
    row = region.agenda.item(item)
    assert (row.outcome, row.treatment, row.conclusion) == (outcome, Treatment.TREATED, "Zo is het")


def test_another_type_takes_its_own_outcome(region: Region) -> None:
    item = region.item(region.meeting("VRR"), item_type=ItemType.ADVICE, transport_layer=TransportLayer.CORE)
    region.agenda.conclude(item, "Gunstig")
    region.records.patch("agenda_item", item, None, {"item_type": ItemType.DISCUSSION})
    assert region.agenda.item(item).outcome is Outcome.CONCLUDED
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.POSTPONED})
    assert region.agenda.item(item).outcome is None


def test_a_conclusion_has_words_but_what_is_noted_needs_none(region: Region) -> None:
    meeting = region.meeting()
    item = region.item(meeting)
    with pytest.raises(RuleError) as refused:
        region.agenda.conclude(item, "   ")
    assert refused.value.code == "conclusion_without_text"
    told = region.item(meeting, item_type=ItemType.INFORMATION)
    region.agenda.conclude(told, "")
    assert region.agenda.item(told).outcome is Outcome.NOTED


def test_reopening_keeps_the_text(region: Region) -> None:
    item = region.item()
    region.agenda.conclude(item, "Voorlopig")
    region.agenda.reopen(item)
    row = region.agenda.item(item)
    assert (row.outcome, row.treatment, row.conclusion) == (None, Treatment.OPEN, "Voorlopig")
    assert row.topic_id is not None
    assert region.topics.row(row.topic_id).preparation is Preparation.SCHEDULED


def test_a_preparing_body_reopens_the_preparation(region: Region) -> None:
    topic = region.topics.add({"title": "Fietsbrug"})
    item = region.topics.schedule(topic, region.meeting("CvB"))
    region.agenda.conclude(item, "Rijp")
    region.agenda.reopen(item)
    assert region.topics.row(topic).preparation is Preparation.SUBMITTED


def test_numbers_and_times_follow_from_order_and_minutes(region: Region) -> None:
    meeting = region.meeting(starts_at=time(14))
    region.item(meeting, item_type=ItemType.MINUTES_APPROVAL, title="", minutes=5)
    region.item(meeting, title="Fietsbrug", minutes=40)
    region.item(meeting, title="Bouwshift")
    last = region.item(meeting, title="Varia", item_type=ItemType.ANY_OTHER_BUSINESS, minutes=10)
    rows = region.agenda.items(meeting)
    assert [(row.number, row.title, row.starts) for row in rows] == [
        ("1", "Goedkeuring verslag", time(14)),
        ("2", "Fietsbrug", time(14, 5)),
        ("3", "Bouwshift", time(14, 45)),
        ("4", "Varia", None),
    ]
    assert region.agenda.item(last) == rows[3]


def test_rows_hold_what_belongs_to_an_item(region: Region) -> None:
    item = region.item(submitted_by_id=region.organisations["Kortrijk"], still_open="Het tracé")
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"], region.bodies["GR Anzegem"]])
    region.agenda.set_position(item, region.organisations["Kortrijk"], Stance.AGREES)
    region.engagements.add({"what": "Advies", "item_id": item}, [region.organisations["Kortrijk"]])
    row = region.agenda.item(item)
    assert (row.engagement_count, row.referral_count, row.position_count) == (1, 2, 1)
    assert (row.submitted_by, row.still_open, row.meeting, row.meeting_on) == (
        "Kortrijk",
        "Het tracé",
        "IBO 2026-1",
        IBO_DAY,
    )
    with pytest.raises(NotFoundError):
        region.agenda.item(UUID(int=1))


@pytest.mark.long
@walk
@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=6))
def test_moving_loses_no_item_and_numbers_stay_whole(region: Region, moves: list[tuple[int, int]]) -> None:
    meeting = region.meeting(on=date(2026, 12, 18))
    expected = [region.item(meeting, title=f"Punt {n}", item_type=ItemType.FOLLOW_UP) for n in range(6)]
    for taken, place in moves:
        moved = expected[taken]
        before = expected[place] if place < len(expected) else None
        region.agenda.move(moved, before)
        if before != moved:
            expected.remove(moved)
            expected.insert(len(expected) if before is None else expected.index(before), moved)
        rows = region.agenda.items(meeting)
        assert [row.id for row in rows] == expected
        assert [row.number for row in rows] == [str(n + 1) for n in range(6)]


def test_items_with_the_same_key_can_still_be_moved_between(region: Region) -> None:
    """Two copies may have given two items one key; the order is told apart by id, and new keys make room."""
    meeting = region.meeting()
    ids = [region.item(meeting, title=f"Punt {n}") for n in range(4)]
    for item in ids[:3]:
        region.records.patch("agenda_item", item, None, {"order_key": "i"})
    first, second, third, last = (row.id for row in region.agenda.items(meeting))
    region.agenda.move(last, second)
    assert [row.id for row in region.agenda.items(meeting)] == [first, last, second, third]


def test_an_item_stays_on_its_own_agenda(region: Region) -> None:
    item, other = region.item(), region.item(region.meeting("CvB"))
    with pytest.raises(RuleError) as refused:
        region.agenda.move(item, other)
    assert refused.value.code == "item_of_other_meeting"


def test_team_mow_speaks_with_one_voice(region: Region) -> None:
    """R20: a member's own position is refused, with the name of who speaks."""
    item = region.item(region.meeting("VRR"))
    with pytest.raises(RuleError) as refused:
        region.agenda.set_position(item, region.organisations["AWV"], Stance.AGREES)
    assert refused.value.params == {"organisation": "AWV", "speaker": "Team MOW"}
    assert "Team MOW" in sentence(refused.value)
    region.agenda.set_position(item, region.organisations["Team MOW"], Stance.RESERVATION, "Mits budget")
    row = region.agenda.positions(item)[0]
    assert (row.organisation, row.organisation_kind) == ("Team MOW", OrganisationKind.JOINT_VOICE)


def test_who_has_a_seat_of_its_own_where_team_mow_has_none_speaks_for_itself(region: Region) -> None:
    region.records.add(
        "membership", {"body_id": region.bodies["IBO"], "organisation_id": region.organisations["AWV"]}
    )
    item = region.item()
    region.agenda.set_position(item, region.organisations["AWV"], Stance.AGREES)
    assert [row.organisation for row in region.agenda.positions(item)] == ["AWV"]


def test_leiedal_is_none_of_the_municipalities(region: Region) -> None:
    """R1: it may have a position, and so may those for whom it speaks; its own never counts among theirs."""
    item = region.item()
    for name in (*MUNICIPALITIES, "Leiedal"):
        region.agenda.set_position(item, region.organisations[name], Stance.AGREES)
    kinds = [row.organisation_kind for row in region.agenda.positions(item)]
    assert kinds.count(OrganisationKind.MUNICIPALITY) == 3
    assert kinds.count(OrganisationKind.INTERMUNICIPAL) == 1


def test_a_position_is_replaced_per_part_and_comes_back_under_the_same_id(region: Region) -> None:
    item, kortrijk = region.item(), region.organisations["Kortrijk"]
    first = region.agenda.set_position(item, kortrijk, Stance.AGREES, "Ja")
    assert region.agenda.set_position(item, kortrijk, Stance.DISSENTS) == first
    region.agenda.set_position(item, kortrijk, Stance.NONE, subject="Fietspaden")
    assert len(region.agenda.positions(item)) == 2
    region.records.delete("position", first)
    assert region.agenda.set_position(item, kortrijk, Stance.RESERVATION) == first
    stances = {row.subject: (row.stance, row.text) for row in region.agenda.positions(item)}
    assert stances == {"": (Stance.RESERVATION, ""), "Fietspaden": (Stance.NONE, "")}
    assert region.labels()[-1] == "Standpunt van Kortrijk over “Fietsbrug” genoteerd"


def test_thirteen_councils_are_thirteen_targets(region: Region) -> None:
    councils = [
        region.records.add("body", {"name": f"GR {n}", "kind": BodyKind.MUNICIPAL_COUNCIL}) for n in range(13)
    ]
    item = region.item()
    referral = region.agenda.refer(item, "Keurt de raad dit goed?", councils, planned_on=date(2027, 1, 20))
    targets = region.agenda.referrals(item)
    assert len(targets) == 13
    assert {(target.referral_id, target.planned_on) for target in targets} == {(referral, date(2027, 1, 20))}
    region.agenda.set_outcome(targets[0].id, ReferralOutcome.APPROVED, date(2027, 1, 20), "GR/2027/4")
    region.agenda.set_outcome(targets[1].id, ReferralOutcome.POSTPONED, date(2027, 1, 20))
    still_open = region.agenda.open_targets()
    assert len(still_open) == 12
    assert targets[0].id not in {target.id for target in still_open}
    done = next(target for target in region.agenda.referrals(item) if target.id == targets[0].id)
    assert (done.outcome, done.outcome_on, done.reference) == (
        ReferralOutcome.APPROVED,
        date(2027, 1, 20),
        "GR/2027/4",
    )


def test_the_own_process_of_an_action_is_a_target(region: Region) -> None:
    """R9: decided "binnen de procesorganisatie van de acties zelf"."""
    action = region.records.add("regional_action", {"title": "Leievallei", "order_key": "a"})
    item = region.item(action_id=action)
    region.agenda.refer(item, "Werk dit uit", action_id=action)
    target = region.agenda.referrals(item)[0]
    assert (target.action, target.body_id, target.question) == ("Leievallei", None, "Werk dit uit")
    assert region.agenda.item(item).action == "Leievallei"


def test_a_referral_needs_another_body_and_an_outcome_its_day(region: Region) -> None:
    item = region.item()
    with pytest.raises(RuleError) as nobody:
        region.agenda.refer(item, "Wie?")
    with pytest.raises(RuleError) as itself:
        region.agenda.refer(item, "Wij?", [region.bodies["IBO"]])
    assert (nobody.value.code, itself.value.code) == ("referral_without_target", "referral_to_itself")
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]])
    target = region.agenda.referrals(item)[0].id
    with pytest.raises(RuleError):
        region.agenda.set_outcome(target, ReferralOutcome.APPROVED, None)
    region.agenda.set_outcome(target, ReferralOutcome.NOTED, IBO_DAY)
    region.agenda.set_outcome(target, None, None)
    assert region.agenda.referrals(item)[0].outcome_on is None


def _engage(region: Region, item: UUID) -> None:
    region.engagements.add({"what": "Advies", "item_id": item}, [region.organisations["Kortrijk"]])


def _ask(region: Region, item: UUID) -> None:
    region.feedback.open_rounds([item], [region.colleges[0]], Side.AFTER, Question.POSITION)


def _state(region: Region, item: UUID) -> None:
    region.agenda.set_position(item, region.organisations["Kortrijk"], Stance.AGREES)


def _refer(region: Region, item: UUID) -> None:
    region.agenda.refer(item, "Kredieten", [region.bodies["VRR"]])


@pytest.mark.parametrize(
    ("carry", "told"),
    [
        (_engage, "engagementen: 1, terugkoppelingen: 0, standpunten: 0, voorleggingen: 0"),
        (_ask, "engagementen: 0, terugkoppelingen: 1, standpunten: 0, voorleggingen: 0"),
        (_state, "engagementen: 0, terugkoppelingen: 0, standpunten: 1, voorleggingen: 0"),
        (_refer, "engagementen: 0, terugkoppelingen: 0, standpunten: 0, voorleggingen: 1"),
    ],
)
def test_an_item_that_carries_more_does_not_vanish(
    region: Region, carry: Callable[[Region, UUID], None], told: str
) -> None:
    item = region.item(region.meeting())
    carry(region, item)
    for drop in (region.agenda.remove, lambda one: region.records.delete("agenda_item", one)):
        with pytest.raises(RuleError) as refused:
            drop(item)
        assert refused.value.code == "item_in_use"
        assert told in sentence(refused.value)
    History(region.store).undo()
    region.agenda.remove(item)
    History(region.store).undo()
    assert region.agenda.item(item).title == "Fietsbrug"
