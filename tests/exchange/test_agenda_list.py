"""Agenda lists: meetings, items and topics."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibo_desk.app import App
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.plan import Plan, RowFate

Make = Callable[..., Path]


def _read(app: App, path: Path) -> Plan:
    plan = app.lists.plan(path)
    app.lists.apply(plan)
    return plan


def _items(app: App, name: str) -> list[Any]:
    return app.agenda.items(app.meetings.find(name).id)


@pytest.mark.long
def test_two_meetings_with_their_items_in_order(app: App, agenda_file: Path) -> None:
    plan = _read(app, agenda_file)
    assert plan.count(RowFate.READ) == 9
    told = [(item.title, item.item_type, item.minutes) for item in _items(app, "IBO 2026-09-18")]
    assert told == [
        ("Goedkeuring verslag 12/06", ItemType.MINUTES_APPROVAL, 5),
        ("Bouwshift: monitoring ruimtebeslag", ItemType.INFORMATION, 15),
        ("Regionale strategie kleinhandel", ItemType.DISCUSSION, 30),
        ("Leievallei: gebiedsprogramma", ItemType.DISCUSSION, 20),
    ]
    types = [item.item_type for item in _items(app, "IBO 2026-12-11")]
    assert types == [
        ItemType.MINUTES_APPROVAL,
        ItemType.FOLLOW_UP,
        ItemType.ADVICE,
        ItemType.ALIGNMENT,
        ItemType.ANY_OTHER_BUSINESS,
    ]


def test_topics_know_their_action_and_who_brought_them_in(app: App, agenda_file: Path) -> None:
    _read(app, agenda_file)
    topics = {row.title: row for row in app.topics.listing()}
    assert len(topics) == 5, "standing items have no topic"
    shift = topics["Bouwshift: monitoring ruimtebeslag"]
    assert shift.action == "Bouwshift"
    conference = next(body for body in app.bodies.listing() if body.short_name == "CvB")
    assert shift.origin_body_id == conference.id
    assert topics["Regionale strategie kleinhandel"].action_id is None, "an action is never guessed"


@pytest.mark.long
def test_attachments_are_names(app: App, agenda_file: Path) -> None:
    _read(app, agenda_file)
    attachments = [item.attachments for item in _items(app, "IBO 2026-09-18")]
    assert "cifers" not in str(attachments)
    assert "cijfers.pdf" in str(attachments[1])


@pytest.mark.long
def test_a_second_import_changes_nothing_also_after_edits(app: App, agenda_file: Path) -> None:
    _read(app, agenda_file)
    first = _items(app, "IBO 2026-09-18")
    app.records.patch("agenda_item", first[1].id, None, {"title": "Ruimtebeslag", "minutes": 10})
    meeting = app.meetings.find("IBO 2026-12-11")
    app.records.patch("meeting", meeting.id, None, {"on": date(2026, 12, 18)})
    before = [app.meetings.listing(), _items(app, "IBO 2026-09-18"), app.topics.listing()]
    plan = _read(app, agenda_file)
    assert {row.fate for row in plan.rows} == {RowFate.UNCHANGED}
    assert [app.meetings.listing(), _items(app, "IBO 2026-09-18"), app.topics.listing()] == before


def test_a_meeting_and_an_item_that_are_there_already_are_found(app: App, agenda_list: Make) -> None:
    body = next(one for one in app.bodies.consulting() if one.short_name == "IBO")
    meeting = app.meetings.add({"body_id": body.id, "on": date(2027, 3, 12)})
    app.agenda.add(meeting, {"title": "Kleinhandel"})
    _read(
        app,
        agenda_list({"date": date(2027, 3, 12), "title": "Kleinhandel"}, {"title": "K-R8", "type": "info"}),
    )
    assert [item.title for item in app.agenda.items(meeting)] == ["Kleinhandel", "K-R8"]
    assert len(app.meetings.listing()) == 1


def test_a_decision_is_never_put_to_the_ibo(app: App, agenda_list: Make) -> None:
    plan = _read(app, agenda_list({"date": date(2027, 3, 12), "title": "K-R8", "type": "beslissing"}))
    assert [item.item_type for item in _items(app, "IBO 2027-03-12")] == [ItemType.DISCUSSION]
    assert any("beslissing" in remark for remark in plan.rows[0].remarks)


def test_dates_as_text_and_unreadable_cells(app: App, agenda_list: Make) -> None:
    path = agenda_list(
        {
            "date": "12/03/2027",
            "title": "K-R8",
            "type": "brainstorm",
            "minutes": "lang",
            "prepared": "misschien",
        },
        {"date": "ergens in maart of zo", "title": "Leievallei"},
        {"title": "Nog een punt"},
    )
    plan = _read(app, path)
    assert [row.fate for row in plan.rows] == [RowFate.READ, RowFate.REFUSED, RowFate.REFUSED]
    assert len(plan.rows[0].remarks) == 3
    assert len(app.meetings.listing()) == 1


def test_the_sheet_or_title_names_another_body(app: App, agenda_list: Make) -> None:
    _read(
        app,
        agenda_list({"date": date(2027, 1, 15), "title": "K-R8", "type": "info"}, sheet="Agenda CvB 2027"),
    )
    assert [row.short for row in app.meetings.listing()] == ["CvB 2027-1"]


def test_a_cancelled_meeting_takes_no_items(app: App, agenda_list: Make) -> None:
    body = next(one for one in app.bodies.consulting() if one.short_name == "IBO")
    meeting = app.meetings.add({"body_id": body.id, "on": date(2027, 3, 12)})
    app.meetings.set_state(meeting, MeetingState.CANCELLED)
    plan = _read(app, agenda_list({"date": date(2027, 3, 12), "title": "K-R8", "type": "info"}))
    assert [row.fate for row in plan.rows] == [RowFate.REFUSED]
    assert app.agenda.items(meeting) == []


def test_the_same_title_at_two_meetings_is_one_topic(app: App, agenda_list: Make) -> None:
    path = agenda_list(
        {"date": date(2027, 3, 12), "title": "K-R8", "type": "info"},
        {"date": date(2027, 6, 11), "title": "K-R8", "type": "bespreking"},
    )
    _read(app, path)
    [topic] = app.topics.listing()
    assert len(topic.appearances) == 2


@pytest.mark.long
def test_a_region_without_such_a_body_says_so(tmp_path: Path, agenda_list: Make) -> None:
    from ibo_desk.app import create_app

    path = agenda_list({"date": date(2027, 3, 12), "title": "K-R8"})
    with create_app(tmp_path / "leeg.ibo") as empty, pytest.raises(ListError) as told:
        empty.lists.plan(path)
    assert told.value.code == "no_body_for_agenda"
