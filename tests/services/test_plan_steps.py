"""The adoption of the mobility plan in two steps, the lines of a topic, and the cross-check both ways (R10, R17b)."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError

from ibo_desk.data.tables import AgendaItem
from ibo_desk.domain.bodies import ItemType, PlanStep, TransportLayer
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.carry_over import CarryOver
from ibo_desk.services.minutes.check import MinutesCheck
from ibo_desk.services.words import sentence
from tests.services.region import Region

FIRST, LAST = date(2026, 11, 4), date(2026, 12, 2)
PLAN = {"item_type": ItemType.DECISION, "transport_layer": TransportLayer.MOBILITY_PLAN}


def set_step(region: Region, item: object, step: PlanStep) -> None:
    region.records.patch("agenda_item", item, None, {"plan_step": step})


def test_only_a_decision_on_the_plan_is_a_step_also_for_the_database(region: Region) -> None:
    meeting = region.meeting("VRR")
    net = region.item(meeting, item_type="decision", transport_layer="supplementary")
    with pytest.raises(RuleError) as refused:
        set_step(region, net, PlanStep.PROVISIONAL)
    assert sentence(refused.value).startswith("Alleen een beslissing over het regionaal mobiliteitsplan")
    with pytest.raises(RuleError):
        region.item(region.meeting(), title="Toets", transport_layer="mobility_plan", plan_step="definitive")
    engine = region.store.engine.execution_options(ibo_write=True)
    wrong = update(AgendaItem).where(AgendaItem.id == net).values(plan_step=PlanStep.DEFINITIVE)
    with pytest.raises(IntegrityError, match="plan_step_of_decision"), engine.begin() as connection:
        connection.execute(wrong)
    assert region.agenda.item(net).plan_step is PlanStep.NONE


def test_an_item_that_becomes_something_else_is_no_step_any_more(region: Region) -> None:
    item = region.item(region.meeting("VRR"), **PLAN, plan_step="provisional")
    region.records.patch("agenda_item", item, None, {"minutes": 20})
    assert region.agenda.item(item).plan_step is PlanStep.PROVISIONAL
    region.records.patch("agenda_item", item, None, {"item_type": ItemType.DISCUSSION})
    assert region.agenda.item(item).plan_step is PlanStep.NONE
    History(region.store).undo()
    assert region.agenda.item(item).plan_step is PlanStep.PROVISIONAL


@pytest.mark.long
def test_a_definitive_adoption_wants_a_provisional_one_before_it(region: Region) -> None:
    first, last = region.meeting("VRR", FIRST), region.meeting("VRR", LAST)
    provisional = region.item(first, **PLAN, plan_step="provisional")
    topic = region.agenda.item(provisional).topic_id
    definitive = region.agenda.add(
        last, {"title": "Plan", "topic_id": topic, **PLAN, "plan_step": "definitive"}
    )

    def missing() -> list[object]:
        found = MinutesCheck(region.store).findings(last)
        return [row.id for row in found if row.code is Finding.NOT_ADOPTED_BEFORE]

    assert missing() == [definitive]
    region.agenda.conclude(provisional, "De raad stelt het ontwerp voorlopig vast.")
    assert missing() == []
    steps = [(one.on, one.plan_step) for one in region.topics.history(topic)]
    assert steps == [(FIRST, PlanStep.PROVISIONAL), (LAST, PlanStep.DEFINITIVE)]
    set_step(region, provisional, PlanStep.NONE)
    assert missing() == [definitive]


def test_a_postponed_adoption_returns_as_one_and_a_taken_one_does_not(region: Region) -> None:
    first, last = region.meeting("VRR", FIRST), region.meeting("VRR", LAST)
    for title, treatment in (("Uitgesteld", Treatment.POSTPONED), ("Vastgesteld", Treatment.TREATED)):
        item = region.item(first, title=title, recurring=True, **PLAN, plan_step="provisional")
        if treatment is Treatment.TREATED:
            region.agenda.conclude(item, "Voorlopig vastgesteld.")
        else:
            region.records.patch("agenda_item", item, None, {"treatment": treatment})
    region.meetings.set_state(first, MeetingState.HELD)
    CarryOver(region.store).carry(last)
    returned = {row.title: row.plan_step for row in region.agenda.items(last)}
    assert returned == {"Uitgesteld": PlanStep.PROVISIONAL, "Vastgesteld": PlanStep.NONE}


def test_a_step_is_locked_with_its_minutes(region: Region) -> None:
    meeting = region.meeting("VRR", FIRST)
    item = region.item(meeting, **PLAN, plan_step="provisional")
    region.agenda.conclude(item, "De raad stelt het ontwerp voorlopig vast.")
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, '{"schema": 1}', "0" * 64, LAST)
    with pytest.raises(LockedError):
        set_step(region, item, PlanStep.DEFINITIVE)
    change = update(AgendaItem).where(AgendaItem.id == item).values(plan_step=PlanStep.DEFINITIVE)
    with pytest.raises(LockedError), region.store.write("rechtstreeks") as work:
        work.session.execute(change)
    engine = region.store.engine.execution_options(ibo_write=True)
    with pytest.raises(DBAPIError, match="ibo_locked_minutes"), engine.begin() as connection:
        connection.execute(change)
    assert region.agenda.item(item).plan_step is PlanStep.PROVISIONAL


def test_a_topic_has_lines_of_its_own_or_those_of_its_action(region: Region) -> None:
    lines = [
        region.records.add("strategic_line", {"name": name, "order_key": key})
        for name, key in (("Netwerk", "b"), ("Kernen", "a"))
    ]
    action = region.records.add("regional_action", {"title": "Fietssnelweg"})
    Actions(region.store).set_lines(action, [lines[0]])
    item = region.item()
    topic = region.agenda.item(item).topic_id
    assert region.agenda.item(item).lines == ()
    region.records.patch("topic", topic, None, {"action_id": action})
    assert (region.topics.row(topic).line_ids, region.agenda.item(item).lines) == ((), ("Netwerk",))
    region.topics.set_lines(topic, lines)
    assert region.labels()[-1] == "Krachtlijnen van “Fietsbrug” gewijzigd"
    assert region.agenda.item(item).lines == region.topics.row(topic).lines == ("Kernen", "Netwerk")
    region.topics.set_lines(topic, [lines[1]])
    assert region.topics.row(topic).line_ids == (lines[1],)
    History(region.store).undo()
    assert set(region.topics.row(topic).line_ids) == set(lines)


@pytest.mark.long
def test_a_topic_of_the_council_is_cross_checked_and_its_result_is_found_back(region: Region) -> None:
    first, ibo, last = region.meeting("VRR", FIRST), region.meeting("IBO"), region.meeting("VRR", LAST)
    asked = region.item(first, transport_layer="mobility_plan")
    topic = region.agenda.item(asked).topic_id
    check = region.topics.schedule(topic, ibo)
    row = region.agenda.item(check)
    assert (row.item_type, row.cross_check_for_id) == (ItemType.CROSS_CHECK, asked)
    region.agenda.conclude(check, "Het ontwerp sluit aan.")
    back = region.topics.schedule(topic, last)
    assert [one.conclusion for one in region.agenda.cross_checks(back)] == ["Het ontwerp sluit aan."]
    assert [one.id for one in region.agenda.cross_checks(asked)] == [check]
    assert region.agenda.cross_checks(check) == []
    region.records.patch("agenda_item", check, None, {"item_type": ItemType.DISCUSSION})
    assert region.agenda.cross_checks(back) == []
    region.records.patch("agenda_item", check, None, {"item_type": ItemType.CROSS_CHECK})
    assert region.agenda.item(check).cross_check_for_id is not None
