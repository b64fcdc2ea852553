"""What the mayors' conference prepares: by the meeting it goes to, and nothing that its municipalities may not read."""

from datetime import date, time
from uuid import UUID

import pytest

from ibo_desk.data.tables import Body
from ibo_desk.documents.layouts.preparation import PreparationSheet
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.topics import Topics
from ibo_desk.services.base.records import Records
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.record_types import RECORD_TYPES
from tests.documents.builders.small_region import NEXT_DAY, SmallRegion
from tests.documents.test_leaks import _forms, _told

HELD, TO_COME = date(2026, 10, 30), date(2026, 12, 4)


@pytest.fixture
def prepared(region: SmallRegion) -> SmallRegion:
    """Topics in every state of preparation; what municipalities together may not read carries a mark."""
    conference = _body(region, BodyKind.MAYORS_CONFERENCE)
    agenda, meetings, topics = Agenda(region.store), Meetings(region.store), Topics(region.store)
    held = meetings.add({"body_id": conference, "on": HELD, "starts_at": time(9)}, [])
    coming = meetings.add({"body_id": conference, "on": TO_COME, "starts_at": time(9)}, [])
    menen = region.towns["Menen"]

    def topic(title: str) -> UUID:
        values = {
            "title": title,
            "submitted_by_id": menen,
            "summary": "Qsamenvattingq",
            "still_open": "alles",
        }
        return topics.add({**values, "submitted_on": date(2026, 10, 1)})

    discussed, planned, fresh, loose = (topic(name) for name in ("Besproken", "Gepland", "Vers", "Los"))
    topic("Qnergensq")
    for meeting_id, topic_id in (
        (held, discussed), (held, loose), (coming, planned),
        (region.next_ibo, discussed), (region.next_ibo, planned), (region.next_ibo, fresh),
    ):  # fmt: skip
        topics.schedule(topic_id, meeting_id)
    meetings.set_state(held, MeetingState.HELD)
    for item in agenda.items(held):
        agenda.conclude(item.id, "Akkoord.")
    records = Records(region.store, RECORD_TYPES)
    for item in agenda.items(region.next_ibo):
        if item.title == "Besproken":
            note = {
                "preparation_note": "vraagt *eerst* cijfers",
                "preparation_audience": Audience.MUNICIPALITIES,
            }
            records.patch("agenda_item", item.id, None, {"asked": "Cijfers vergelijken.", **note})
        if item.title == "Vers":
            records.patch("agenda_item", item.id, None, {"preparation_note": "Qnotaq"})
    agenda.add(coming, {"title": "Qpuntq", "audience": Audience.SECRETARIAT})
    return region


def _body(region: SmallRegion, kind: BodyKind) -> UUID:
    return next(body.id for body in Bodies(region.store).listing() if body.kind is kind)


def _sheet(region: SmallRegion, on: date | None = None) -> PreparationSheet:
    (paper,) = Papers(region).contents(PaperRequest("preparation", on=on))
    assert isinstance(paper.content, PreparationSheet)
    return paper.content


def _of_next_ibo(sheet: PreparationSheet) -> dict[str, str]:
    (meeting,) = [meeting for meeting in sheet.meetings if str(NEXT_DAY.day) in meeting.date]
    return {topic.title: topic.state for topic in meeting.topics}


@pytest.mark.long
def test_each_topic_says_how_far_it_is_and_where_it_goes(prepared: SmallRegion) -> None:
    sheet = _sheet(prepared)
    states = _of_next_ibo(sheet)
    assert states["Besproken"] == "voorbereid op 30 oktober 2026"
    assert states["Gepland"].endswith("van 4 december 2026")
    assert states["Vers"] == "nog voor te bereiden"
    assert [(topic.title, topic.state) for topic in sheet.unplaced] == [
        ("Los", "voorbereid op 30 oktober 2026")
    ]
    (topic,) = [topic for meeting in sheet.meetings for topic in meeting.topics if topic.title == "Besproken"]
    assert (topic.asked, topic.influence, topic.submitted_by, topic.note) == (
        "Cijfers vergelijken.", "Nog te beïnvloeden: alles", "Menen", "Vraagt eerst cijfers",
    )  # fmt: skip
    assert "vrijdag 4 december 2026" in sheet.head.facts[0].value


@pytest.mark.long
def test_on_an_earlier_day_nothing_was_prepared_yet(prepared: SmallRegion) -> None:
    sheet = _sheet(prepared, date(2026, 10, 29))
    assert "voorbereid op 30 oktober 2026" not in _of_next_ibo(sheet).values()
    assert sheet.head.status == "Stand op 29 oktober 2026"


@pytest.mark.long
def test_no_form_tells_what_the_municipalities_may_not_read(prepared: SmallRegion) -> None:
    hidden = {"Qsamenvattingq", "Qnergensq", "Qnotaq", "Qpuntq"}
    for form, text in _forms(_sheet(prepared)):
        assert _told(hidden, text) == set(), form
        assert "Besproken" in text, form


@pytest.mark.long
def test_what_is_held_back_is_told_before(prepared: SmallRegion) -> None:
    points = {point.title: point for point in Papers(prepared).held_back(PaperRequest("preparation"))}
    assert {"Qpuntq", "Qnergensq"} <= set(points)
    assert points["Qpuntq"].freed_to is Audience.MUNICIPALITIES
    assert points["Qnergensq"].freed_to is None


def test_without_a_body_that_prepares_it_says_so(region: SmallRegion) -> None:
    with region.store.write("Niemand bereidt voor") as work:
        for row in Bodies(region.store).listing():
            body = work.get(Body, row.id)
            body.prepared_by_id = None
            work.add(body)
    sheet = _sheet(region)
    assert (sheet.meetings, sheet.unplaced) == ((), ())
    assert sheet.notice.startswith("Er is geen overleg geregistreerd")
