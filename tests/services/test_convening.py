"""From the preparation board to an agenda: several topics at once, refusals, the reason for convening (R12, R13)."""

from datetime import date

import pytest

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import TransportLayer
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Preparation
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.convening import Convening
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region


@pytest.fixture
def convening(region: Region) -> Convening:
    return Convening(region.store)


def titles(region: Region, meeting: object) -> list[str]:
    return [item.title for item in region.agenda.items(meeting)]


@pytest.mark.long
def test_several_topics_are_one_entry_and_one_undo(region: Region, convening: Convening) -> None:
    meeting = region.meeting()
    before = titles(region, meeting)
    topics = [region.topics.add({"title": name}) for name in ("Fietsbrug", "Deelmobiliteit", "Bouwshift")]
    made = convening.put(topics, meeting)
    assert titles(region, meeting) == [*before, "Fietsbrug", "Deelmobiliteit", "Bouwshift"]
    assert [region.agenda.item(one).topic_id for one in made] == topics
    assert region.labels()[-1] == "3 onderwerpen op de agenda van IBO 2026-1 gezet"
    History(region.store).undo()
    assert titles(region, meeting) == before
    assert {region.topics.row(one).preparation for one in topics} == {Preparation.SUBMITTED}


def test_all_of_them_or_none(region: Region, convening: Convening) -> None:
    meeting = region.meeting()
    fresh, there = region.topics.add({"title": "Fietsbrug"}), region.topics.add({"title": "Bouwshift"})
    convening.put([there], meeting)
    assert region.labels()[-1] == "Onderwerp “Bouwshift” geagendeerd"
    with pytest.raises(RuleError) as refused:
        convening.put([fresh, there], meeting)
    assert sentence(refused.value) == "“Bouwshift” staat al op de agenda van deze vergadering."
    assert region.topics.row(fresh).appearances == ()


@pytest.mark.long
def test_targets_are_what_lies_ahead_and_tell_what_the_store_would(
    region: Region, convening: Convening
) -> None:
    """The refusal that is shown while dragging is the one that putting it there raises."""
    vrr = region.meeting("VRR", date(2026, 12, 1))
    ibo = region.meeting()
    gone = region.meeting("CvB", date(2026, 12, 4))
    region.meetings.set_state(gone, MeetingState.CANCELLED)
    held = region.meeting("CvB", date(2026, 10, 2))
    region.meetings.set_state(held, MeetingState.HELD)
    forgotten = region.meeting("CvB", date(2026, 11, 6))
    targets = {target.meeting.id: target for target in convening.targets()}
    assert list(targets) == [vrr, ibo, forgotten]

    declined = region.topics.add({"title": "Luchthaven"})
    region.topics.decline(declined, "Geen regionaal thema")
    there = region.topics.add({"title": "Fietsbrug"})
    convening.put([there], ibo)
    about = [
        region.topics.add({"title": str(layer), "transport_layer": layer, "origin_body_id": origin})
        for layer in TransportLayer
        for origin in (None, region.bodies["VRR"], region.bodies["CBS Kortrijk"])
    ]
    for topic in (declined, there, *about):
        for meeting, target in targets.items():
            told = target.refusal(region.topics.row(topic))
            try:
                convening.put([topic], meeting)
                raised = None
            except RuleError as error:
                raised = error.code
            assert (told.code if told else None) == raised


def test_a_point_of_a_college_is_talked_about_and_not_sent_back(region: Region, convening: Convening) -> None:
    point = region.topics.add({"title": "Fietsbrug", "origin_body_id": region.bodies["CBS Kortrijk"]})
    (item,) = convening.put([point], region.meeting())
    assert region.agenda.item(item).item_type == "discussion"
    assert region.topics.row(point).origin == "CBS Kortrijk"


@pytest.mark.long
def test_a_meeting_is_convened_for_what_justifies_it(region: Region, convening: Convening) -> None:
    """R13: its reason names the topics, their regional action and its strategic lines: the area programme."""
    region_actions = Actions(region.store)
    line = region.records.add("strategic_line", {"name": "Open ruimte", "order_key": "a"})
    action = region_actions.add({"number": "3", "title": "Leievallei"})
    region.records.add("action_strategic_line", {"action_id": action, "line_id": line})
    weighty = region.topics.add({"title": "Gebiedsprogramma", "action_id": action, "justifies_meeting": True})
    bare = region.topics.add({"title": "Fietsbrug", "justifies_meeting": True})
    small = region.topics.add({"title": "Klein punt"})
    meeting = convening.convene(region.bodies["IBO"], IBO_DAY, [weighty, small, bare])
    assert region.labels()[-1] == "IBO 2026-1 samengeroepen"
    assert [item.topic_id for item in region.agenda.items(meeting) if item.topic_id] == [weighty, small, bare]
    reason = "- Gebiedsprogramma (regionale actie 3 Leievallei; krachtlijn Open ruimte)\n- Fietsbrug"
    assert region.meetings.row(meeting).reason == reason
    assert [(one.id, one.stated) for one in convening.justifications(meeting)] == [
        (weighty, True),
        (bare, True),
    ]
    History(region.store).undo()
    assert region.meetings.listing() == []
    assert region.topics.row(weighty).preparation is Preparation.SUBMITTED


def test_what_returns_by_itself_is_not_put_twice(region: Region, convening: Convening) -> None:
    first = region.meeting(on=date(2026, 11, 20))
    topic = region.topics.add({"title": "Fietsbrug", "justifies_meeting": True})
    convening.put([topic], first)
    region.meetings.set_state(first, MeetingState.HELD)
    second = convening.convene(region.bodies["IBO"], IBO_DAY, [topic])
    assert titles(region, second).count("Fietsbrug") == 1
    assert region.meetings.row(second).reason == "- Fietsbrug"


def test_the_reason_tells_nothing_of_an_item_for_the_secretariat(
    region: Region, convening: Convening
) -> None:
    """The agenda prints the reason for all who sit there."""
    meeting = region.meeting()
    topic = region.topics.add({"title": "Vertrouwelijk", "justifies_meeting": True})
    (item,) = convening.put([topic], meeting)
    region.records.patch("agenda_item", item, None, {"audience": Audience.SECRETARIAT})
    assert convening.justifications(meeting) == []
    convening.add_reasons(meeting)
    assert region.meetings.row(meeting).reason == ""


def test_the_reason_that_somebody_typed_stays(region: Region, convening: Convening) -> None:
    meeting = region.meeting(reason="Afstemming vóór de zomer over de fietsbrug.  ")
    topics = [
        region.topics.add({"title": name, "justifies_meeting": True})
        for name in ("Fietsbrug", "Bouwshift", "Kleinhandel")
    ]
    convening.put(topics[:2], meeting)
    assert [one.stated for one in convening.justifications(meeting)] == [True, False]
    convening.add_reasons(meeting)
    assert region.meetings.row(meeting).reason == (
        "Afstemming vóór de zomer over de fietsbrug.\n\n- Bouwshift"
    )
    convening.put(topics[2:], meeting)
    convening.add_reasons(meeting)
    assert region.meetings.row(meeting).reason.endswith("\n\n- Bouwshift\n- Kleinhandel")
    entries = len(region.labels())
    convening.add_reasons(meeting)
    assert len(region.labels()) == entries
