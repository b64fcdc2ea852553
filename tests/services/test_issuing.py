"""What leaves the desk is one call: a script that makes it does all that the window does, or nothing."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Region as RegionRecord
from ibo_desk.documents.content_json import from_json, to_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.issuing import Issuing
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.errors import AskFirstError, RuleError, StaleRecordError
from ibo_desk.domain.feedback import FeedbackState, Question, Whom
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.base.bulk import ASK, EVERY
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.minutes.minutes import Minutes
from ibo_desk.services.slash.slash import Slash
from tests.services.region import IBO_DAY, MUNICIPALITIES, Region, found

HELD_ON = date(2026, 11, 13)
TODAY = date(2026, 11, 23)


@pytest.fixture
def region(store: Store) -> Region:
    region = found(store)
    region.write(RegionRecord(name="Streek (fictief)"))
    return region


@pytest.fixture
def issuing(region: Region) -> Issuing:
    return Issuing(region)


def held(region: Region) -> UUID:
    meeting = region.meeting(on=HELD_ON)
    region.agenda.conclude(region.item(meeting), "Eens over de fietsbrug")
    region.meetings.set_state(meeting, MeetingState.HELD)
    return meeting


def states(region: Region, meeting: UUID) -> list[MinutesState]:
    return [version.state for version in Minutes(region.store).versions(meeting)]


def approval_item(region: Region) -> UUID:
    """The item at the next meeting that is about the earlier minutes."""
    following = region.meeting(on=IBO_DAY)
    return region.agenda.add(following, {"item_type": ItemType.MINUTES_APPROVAL, "title": "Verslag"})


@pytest.mark.long
def test_draft_and_submitted_are_what_the_paper_says_at_that_moment(region: Region, issuing: Issuing) -> None:
    meeting = held(region)
    minutes = Minutes(region.store)
    draft = issuing.draft_minutes(meeting)
    assert "Eens over de fietsbrug" in minutes.content(draft)
    region.agenda.conclude(region.agenda.items(meeting)[0].id, "Toch verdeeld")
    assert issuing.submit_minutes(meeting) == draft
    assert "Toch verdeeld" in minutes.content(draft)
    assert states(region, meeting) == [MinutesState.SUBMITTED]


def test_minutes_of_a_meeting_to_come_leave_nothing_behind(region: Region, issuing: Issuing) -> None:
    meeting = region.meeting()
    before = region.labels()
    with pytest.raises(PaperError) as told:
        issuing.submit_minutes(meeting)
    assert told.value.code == "no_minutes_yet"
    assert region.labels() == before
    assert states(region, meeting) == []


@pytest.mark.long
def test_approved_in_writing_carries_the_day_of_today(region: Region, issuing: Issuing) -> None:
    meeting = held(region)
    version = issuing.submit_minutes(meeting)
    approved = issuing.approve_minutes(meeting, version, ApprovalMode.IN_WRITING)
    assert "23 november 2026" in from_json(Minutes(region.store).content(approved)).head.status
    assert region.meetings.row(meeting).locked


@pytest.mark.long
def test_concluding_the_approval_item_approves_on_the_day_of_that_meeting(
    region: Region, issuing: Issuing
) -> None:
    meeting = held(region)
    issuing.submit_minutes(meeting)
    item = approval_item(region)
    before = len(region.labels())
    issuing.conclude(item, "Goedgekeurd zonder wijziging")
    approved = Minutes(region.store).versions(meeting)[0]
    assert (approved.state, approved.approved_on) == (MinutesState.APPROVED, IBO_DAY)
    assert len(region.labels()) == before + 1, "one entry for conclusion and approval"


@pytest.mark.long
def test_a_slash_line_concludes_as_the_button_does(region: Region, issuing: Issuing) -> None:
    meeting = held(region)
    issuing.submit_minutes(meeting)
    item = approval_item(region)
    Slash(region.store, issuing.conclude).apply(item, "/conclusie Goedgekeurd")
    assert states(region, meeting) == [MinutesState.APPROVED, MinutesState.REPLACED]
    assert region.agenda.item(item).treatment is Treatment.TREATED


def test_another_conclusion_than_the_one_seen_is_not_overwritten(region: Region, issuing: Issuing) -> None:
    item = region.item()
    issuing.conclude(item, "Eens", seen="")
    with pytest.raises(StaleRecordError):
        issuing.conclude(item, "Oneens", seen="")
    assert region.agenda.item(item).conclusion == "Eens"
    issuing.conclude(item, "Oneens", seen="Eens")
    assert region.agenda.item(item).conclusion == "Oneens"


@pytest.mark.long
def test_an_agenda_that_says_the_same_keeps_its_letter(region: Region, issuing: Issuing) -> None:
    meeting = region.meeting()
    region.item(meeting)
    versions = AgendaVersions(region.store)
    issuing.send_agenda(meeting)
    region.meetings.set_state(meeting, MeetingState.PLANNED)
    issuing.send_agenda(meeting)
    assert [version.letter for version in versions.versions(meeting)] == ["A"]
    assert region.meetings.row(meeting).state is MeetingState.AGENDA_SENT
    region.agenda.add(meeting, {"title": "Bus"})
    issuing.send_agenda(meeting)
    assert [version.letter for version in versions.versions(meeting)] == ["B", "A"]
    second, first = (json.loads(versions.content(row.id))["content"] for row in versions.versions(meeting))
    for told in (agenda_now(region, meeting), second):
        assert told["version"].startswith("B, vervangt versie A van ")
        assert told["changes"] == ["nieuw: 2. Bus"]
    assert (first["version"], first["changes"]) == ("", [])
    region.agenda.add(meeting, {"title": "Trein"})
    third = agenda_now(region, meeting)
    assert (third["version"][:20], third["changes"]) == ("C, vervangt versie B", ["nieuw: 3. Trein"])


def agenda_now(region: Region, meeting: UUID) -> dict[str, Any]:
    """The agenda as it would be printed now."""
    content: dict[str, Any] = json.loads(
        to_json(Papers(region).preview(PaperRequest("agenda", meeting_id=meeting)))
    )["content"]
    return content


def asked(region: Region) -> tuple[UUID, UUID]:
    """A meeting, and its item that all colleges are asked about."""
    meeting = region.meeting()
    item = region.item(meeting)
    cells = [(item, college) for college in region.colleges]
    region.feedback.ask(cells, Question.POSITION, Asked(None, ""), Whom.CHOSEN)
    return meeting, item


@pytest.mark.long
def test_notes_are_delivered_with_the_text_they_carry_where_one_still_had_to_go(
    region: Region, issuing: Issuing
) -> None:
    meeting, item = asked(region)
    first, *others = region.colleges
    assert issuing.deliver_notes(meeting, [first]) == 1
    assert issuing.deliver_notes(meeting, [first]) == 0
    assert issuing.deliver_notes(meeting, region.colleges) == len(others)
    for college in region.colleges:
        (line,) = [row for row in region.feedback.rounds(item, college) if row.delivered_on]
        assert line.delivered_on == TODAY
        assert line.state is not FeedbackState.TO_DELIVER


@pytest.mark.long
def test_a_text_that_changed_goes_out_once_more(region: Region, issuing: Issuing) -> None:
    meeting, item = asked(region)
    papers = Papers(region)
    assert issuing.deliver_notes(meeting, region.colleges) == len(MUNICIPALITIES)
    assert papers.outdated(meeting) == []
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    assert len(papers.outdated(meeting)) == len(MUNICIPALITIES)
    assert issuing.deliver_notes(meeting, region.colleges, over=EVERY) == len(MUNICIPALITIES)
    assert papers.outdated(meeting) == []


@pytest.mark.long
def test_cells_that_stand_recorded_are_asked_about_first(region: Region, issuing: Issuing) -> None:
    _meeting, item = asked(region)
    first = (item, region.colleges[0])
    issuing.deliver([first], date(2026, 11, 20))
    cells = [(item, college) for college in region.colleges]
    with pytest.raises(AskFirstError):
        issuing.deliver(cells, TODAY, over=ASK)
    with pytest.raises(RuleError):
        issuing.deliver(cells, date(2027, 1, 1))
