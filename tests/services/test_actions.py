"""Regional actions: their list, their file and their story across bodies."""

from datetime import date

import pytest

from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.bodies import ItemType, Outcome
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import NotFoundError, RuleError
from tests.services.desk import Desk


def test_an_action_warns_of_what_it_lacks(desk: Desk) -> None:
    assert desk.actions.listing()[0].warnings == ("no_line", "no_local_partner", "no_supralocal_partner")
    line = desk.records.add("strategic_line", {"name": "Fietsstreek"})
    desk.actions.set_lines(desk.action, [line])
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.harelbeke, desk.kortrijk])
    desk.actions.set_partners(desk.action, PartnerRole.PARTNER, [desk.mow])
    row = desk.actions.listing()[0]
    assert (row.lines, row.leads, row.partners) == (
        ("Fietsstreek",),
        ("Harelbeke", "Kortrijk"),
        ("Departement Proef",),
    )
    assert row.warnings == ()
    assert desk.history.entries(1)[0].label == "Partners van Fietssnelweg langs de Leie gewijzigd"


@pytest.mark.long
def test_partners_and_lines_are_replaced_by_those_that_are_named(desk: Desk) -> None:
    lines = [desk.records.add("strategic_line", {"name": name, "order_key": name}) for name in ("a", "b")]
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.harelbeke])
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.kortrijk, desk.kortrijk])
    desk.actions.set_lines(desk.action, lines)
    desk.actions.set_lines(desk.action, lines[1:])
    row = desk.actions.listing()[0]
    assert (row.leads, row.lines, row.line_ids) == (("Kortrijk",), ("b",), (lines[1],))
    assert [line.name for line in desk.actions.lines()] == ["a", "b"]


def test_a_new_action_stands_last(desk: Desk) -> None:
    made = [desk.actions.add({"title": title}) for title in ("Zuid", "Noord")]
    assert [row.id for row in desk.actions.listing()] == [desk.action, *made]


@pytest.mark.parametrize(("text", "found"), [("leie fiets", 1), ("FIETSSNELWEG", 1), ("1", 1), ("water", 0)])
def test_the_list_is_filtered_by_words(desk: Desk, text: str, found: int) -> None:
    assert len(desk.actions.listing(text)) == found


def test_an_action_is_found_by_number_and_title(desk: Desk) -> None:
    assert desk.actions.find("1") == desk.actions.find("fietssnelweg langs de leie") == desk.action
    assert desk.actions.find(str(desk.action)) == desk.action
    with pytest.raises(NotFoundError):
        desk.actions.find("2")


def test_links_are_seen_from_both_ends_and_are_one(desk: Desk) -> None:
    other = desk.actions.add({"title": "Regionet", "short_title": "RN"})
    first = desk.actions.link(desk.action, other, "deelt het jaagpad")
    assert desk.actions.link(other, desk.action, "deelt het jaagpad en de brug") == first
    here, there = desk.actions.dossier(desk.action).links, desk.actions.dossier(other).links
    assert [(link.other, link.note) for link in here] == [("RN", "deelt het jaagpad en de brug")]
    assert [link.other_id for link in there] == [desk.action]
    with pytest.raises(RuleError) as refused:
        desk.actions.link(other, other)
    assert refused.value.code == "link_to_itself"


def test_the_file_of_an_action_holds_all_of_it(desk: Desk) -> None:
    about = {"action_id": desk.action}
    desk.records.add("progress_note", {**about, "on": date(2026, 10, 1), "text": "oud"})
    desk.records.add("progress_note", {**about, "on": date(2026, 11, 1), "text": "nieuw"})
    desk.records.add("milestone", {**about, "title": "zonder datum"})
    desk.records.add("milestone", {**about, "title": "vergunning", "due_on": date(2027, 3, 31)})
    counted = desk.records.add("indicator", {**about, "name": "fietsers per dag", "unit": "fietsers"})
    for on, value in ((date(2026, 6, 1), 900_000), (date(2025, 6, 1), 800_000)):
        desk.records.add("measurement", {"indicator_id": counted, "on": on, "value_thousandths": value})
    desk.records.add("evaluation", {**about, "on": date(2026, 1, 1), "next_due_on": date(2027, 1, 1)})
    desk.records.add("funding", {**about, "organisation_id": desk.mow, "year": 2027, "granted_cents": 100})
    file = desk.actions.dossier(desk.action)
    assert [note.text for note in file.notes] == ["nieuw", "oud"]
    assert (file.row.latest_note, file.row.latest_note_on) == ("nieuw", date(2026, 11, 1))
    assert [one.title for one in file.milestones] == ["vergunning", "zonder datum"]
    assert [one.value_thousandths for one in file.indicators[0].measurements] == [800_000, 900_000]
    assert file.evaluations[0].next_due_on == date(2027, 1, 1)
    assert (file.funding[0].organisation, file.funding[0].granted_cents) == ("Departement Proef", 100)


def test_an_evaluation_is_about_one_thing(desk: Desk) -> None:
    for subject in ({}, {"action_id": desk.action, "body_id": desk.ibo}):
        with pytest.raises(RuleError) as refused:
            desk.records.add("evaluation", {"on": date(2026, 1, 1), **subject})
        assert refused.value.code == "evaluation_needs_one_subject"
    assert desk.records.add("evaluation", {"on": date(2026, 1, 1), "body_id": desk.ibo})


@pytest.mark.long
def test_the_story_goes_across_bodies(desk: Desk) -> None:
    later = desk.meetings.add({"body_id": desk.council, "on": date(2027, 1, 20)})
    item = desk.agenda.add(desk.meeting, {"title": "Tracé", "action_id": desk.action})
    desk.agenda.add(later, {"title": "Tracé naar de raad", "action_id": desk.action})
    desk.agenda.add(desk.meeting, {"title": "Iets anders"})
    desk.agenda.conclude(item, "Men kiest nog niet.")
    story = desk.actions.dossier(desk.action).story
    assert [(line.on, line.body, line.title, line.outcome) for line in story] == [
        (date(2026, 12, 11), "IBO", "Tracé", Outcome.CONCLUDED),
        (date(2027, 1, 20), "VRR", "Tracé naar de raad", None),
    ]
    assert desk.agenda.item(item).item_type is ItemType.DISCUSSION


def test_open_engagements_are_counted_once_each(desk: Desk) -> None:
    made = desk.records.add("engagement", {"what": "Advies", "action_id": desk.action})
    shares = [
        desk.records.add("engagement_partner", {"engagement_id": made, "organisation_id": organisation})
        for organisation in (desk.kortrijk, desk.harelbeke)
    ]
    assert desk.actions.listing()[0].open_engagements == 1
    for share in shares:
        desk.records.patch("engagement_partner", share, None, {"state": EngagementState.WITHDRAWN})
    assert desk.actions.listing()[0].open_engagements == 0


def test_an_action_goes_through_its_states(desk: Desk) -> None:
    for state in (ActionState.RUNNING, ActionState.PAUSED, ActionState.RUNNING, ActionState.DONE):
        desk.records.patch("regional_action", desk.action, None, {"state": state})
    assert desk.actions.listing()[0].state is ActionState.DONE
