"""What an editor had seen, and what others wrote since: the one way in which every setting is compared."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Meeting
from ibo_desk.domain.errors import RuleError, StaleRecordError
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region, found


@pytest.fixture
def region(store: Store) -> Region:
    return found(store)


@pytest.fixture
def colleague(region: Region) -> Iterator[Region]:
    """Another program on the same region, with the same names."""
    store = Store(region.store.place, region.store.clock, actor="collega", copy_id=UUID(int=2))
    yield Region(store, region.organisations, region.bodies, region.persons)
    store.close()


def moment(region: Region) -> UUID:
    with region.store.one_moment() as seen:
        return seen


Setting = Callable[[Region], object]


def settings(region: Region) -> dict[str, tuple[Setting, Setting]]:
    """Per kind of setting what a colleague sets, and what I set who saw the moment before."""
    meeting = region.meeting()
    item, kortrijk = region.item(meeting), region.organisations["Kortrijk"]
    college = region.bodies["CBS Kortrijk"]
    asked = region.item(meeting, title="Gevraagd")
    region.feedback.ask([(asked, college)], Question.POSITION)
    region.meetings.invite(meeting)
    line = region.meetings.attendance(meeting)[0].id
    engagement = region.engagements.add({"what": "Nota", "item_id": item}, [kortrijk])
    share = region.engagements.row(engagement).partners[0].id
    on = region.store.clock.today()
    return {
        "position": (
            lambda r: r.agenda.set_position(item, kortrijk, Stance.AGREES),
            lambda r: r.agenda.set_position(item, kortrijk, Stance.DISSENTS),
        ),
        "position taken away": (
            lambda r: r.agenda.set_position(item, kortrijk, Stance.RESERVATION),
            lambda r: r.records.delete("position", r.agenda.positions(item)[0].id),
        ),
        "presence": (
            lambda r: r.meetings.set_presence([line], Presence.PRESENT),
            lambda r: r.meetings.set_presence([line], Presence.ABSENT),
        ),
        "consequence": (
            lambda r: r.feedback.set_consequence(item, college, "Duur"),
            lambda r: r.feedback.set_consequence(item, college, "Goedkoop"),
        ),
        "answer": (
            lambda r: r.feedback.answer([(asked, college)], Answer.AGREES, on),
            lambda r: r.feedback.answer([(asked, college)], Answer.DOES_NOT_AGREE, on),
        ),
        "share": (
            lambda r: r.records.patch("engagement_partner", share, None, {"condition": "als"}),
            lambda r: r.records.patch("engagement_partner", share, None, {"condition": "mits"}),
        ),
        "due day": (
            lambda r: r.engagements.set_due(engagement, "31/01/2027"),
            lambda r: r.engagements.set_due(engagement, "28/02/2027"),
        ),
        "number": (
            lambda r: r.records.patch("meeting", meeting, None, {"number": 7}),
            lambda r: r.records.patch("meeting", meeting, None, {"number": 8}),
        ),
        "conclusion": (
            lambda r: r.agenda.conclude(item, "Eens"),
            lambda r: r.agenda.conclude(item, "Oneens"),
        ),
        "rules": (
            lambda r: Bodies(r.store).set_rules(r.bodies["IBO"], {"approval_days": 10}),
            lambda r: Bodies(r.store).set_rules(r.bodies["IBO"], {"approval_days": 20}),
        ),
        "state": (
            lambda r: r.send_agenda(meeting),
            lambda r: r.meetings.set_state(meeting, MeetingState.CANCELLED),
        ),
    }


@pytest.mark.long
def test_no_setting_overwrites_what_was_not_seen(region: Region, colleague: Region) -> None:
    for kind, (theirs, mine) in settings(region).items():
        seen = moment(region)
        theirs(colleague)
        with pytest.raises(StaleRecordError) as refused, region.store.having_seen(seen):
            mine(region)
        assert refused.value.code == "changed_elsewhere", kind
        assert sentence(refused.value)
        with region.store.having_seen(moment(region)):
            mine(region)


def test_other_fields_and_what_this_program_wrote_are_no_conflict(region: Region, colleague: Region) -> None:
    meeting = region.meeting()
    item = region.item(meeting)
    seen = moment(region)
    colleague.records.patch("agenda_item", item, None, {"introduction": "Inleiding"})
    with region.store.having_seen(seen):
        for words in ("Een", "Twee"):
            region.records.patch("agenda_item", item, None, {"discussion": words})
    row = region.agenda.item(item)
    assert (row.introduction, row.discussion) == ("Inleiding", "Twee")


def test_one_unit_of_work_may_write_a_field_twice(region: Region) -> None:
    meeting = region.meeting()
    with region.store.having_seen(moment(region)), region.store.write("twee keer") as work:
        for words in ("Een", "Twee"):
            work.get(Meeting, meeting).secretary = words
            work.session.flush()
    assert region.meetings.row(meeting).secretary == "Twee"


def test_a_script_that_saw_nothing_compares_nothing(region: Region, colleague: Region) -> None:
    meeting = region.meeting()
    colleague.send_agenda(meeting)
    region.records.patch("meeting", meeting, None, {"secretary": "Voorzitter"})
    with region.store.having_seen(None):
        region.records.patch("meeting", meeting, None, {"secretary": "Ondervoorzitter"})
    assert region.meetings.row(meeting).secretary == "Ondervoorzitter"


def test_what_was_read_alone_is_what_the_change_stands_on(region: Region, colleague: Region) -> None:
    meeting = region.meeting()
    with region.store.alone():
        title = region.meetings.row(meeting).title
        region.records.patch("meeting", meeting, None, {"opening_note": title})
    assert region.meetings.row(meeting).opening_note == title
    with pytest.raises(ZeroDivisionError), region.store.alone():
        region.meetings.row(UUID(int=1 // 0))
    colleague.records.patch("meeting", meeting, None, {"place": "Leiedal"})


def test_a_number_is_given_once_in_a_body_and_a_year(region: Region, colleague: Region) -> None:
    meeting, other = region.meeting(), colleague.meeting()
    numbers = {region.meetings.row(one).number for one in (meeting, other)}
    assert numbers == {1, 2}
    with pytest.raises(RuleError) as refused:
        region.records.patch("meeting", other, None, {"number": 1})
    assert refused.value.code == "meeting_number_taken"
    region.records.patch("meeting", other, None, {"on": date(2027, 1, 15)})
    assert region.meetings.row(other).number == 1
    region.records.delete("meeting", meeting)
    assert region.meetings.row(region.meeting(on=IBO_DAY)).number == 1
