"""Meetings: their numbers and names, states, attendance, and the lock of approved minutes."""

from datetime import date, time, timedelta

import pytest

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import AmbiguousNameError, LockedError, NotFoundError, RuleError
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.meetings.attendance import to_renew_sentence
from ibo_desk.services.parties.mandates import Mandates
from ibo_desk.services.words.sentences import sentence
from tests.services.region import IBO_DAY, Region


def test_numbers_run_within_body_and_year(region: Region) -> None:
    ids = [
        region.meeting(on=date(2026, 3, 1)),
        region.meeting(on=date(2026, 2, 1)),
        region.meeting("CvB", date(2026, 3, 1)),
        region.meeting(on=date(2027, 1, 10)),
    ]
    rows = [region.meetings.row(one) for one in ids]
    assert [row.short for row in rows] == ["IBO 2026-1", "IBO 2026-2", "CvB 2026-1", "IBO 2027-1"]
    assert rows[0].title == "IBO Proefstreek 2026-1"
    assert [row.id for row in region.meetings.listing(region.bodies["IBO"], 2026)] == ids[:2]


def test_a_meeting_that_moves_to_another_year_gets_its_number_there(region: Region) -> None:
    region.meeting(on=date(2027, 1, 10))
    moved = region.meeting()
    region.records.patch("meeting", moved, None, {"on": date(2027, 1, 22)})
    assert region.meetings.row(moved).short == "IBO 2027-2"


def test_minutes_are_numbered_where_the_body_does_so_and_leave_no_hole(region: Region) -> None:
    later, first, before = (
        region.meeting(on=date(*day)) for day in ((2026, 1, 16), (2026, 1, 9), (2025, 12, 12))
    )
    for meeting in (later, first, before):
        region.meetings.set_state(meeting, MeetingState.HELD)
        assert region.meetings.row(meeting).report_number is None
    region.records.patch("body", region.bodies["IBO"], None, {"numbers_minutes": True})
    numbers = [region.meetings.row(meeting).report_number for meeting in (first, later, before)]
    assert numbers == [1, 2, None], "what was held this year is numbered by its day, an earlier year is not"
    second, dropped, third = (region.meeting(on=date(2026, month, 9)) for month in (2, 3, 4))
    region.meetings.set_state(dropped, MeetingState.CANCELLED)
    for meeting in (second, third):
        assert region.meetings.row(meeting).report_number is None
        region.meetings.set_state(meeting, MeetingState.HELD)
    assert [region.meetings.row(meeting).report_number for meeting in (second, third)] == [3, 4]
    with pytest.raises(RuleError) as taken:
        region.records.patch("meeting", first, None, {"report_number": 2})
    assert taken.value.code == "report_number_taken"
    region.records.patch("meeting", first, None, {"report_number": 7})
    next_year = region.meeting(on=date(2027, 1, 8))
    region.meetings.set_state(next_year, MeetingState.HELD)
    assert region.meetings.row(next_year).report_number == 1
    region.records.patch("meeting", next_year, None, {"on": date(2026, 5, 8)})
    assert region.meetings.row(next_year).report_number == 8


@pytest.mark.parametrize(
    "text", ["IBO 2026-1", "ibo 2026-12-11", "IBO Proefstreek 2026-1", " IBO 11/12/2026 ", "ibo 2026-1"]
)
def test_a_meeting_is_found_by_what_people_call_it(region: Region, text: str) -> None:
    meeting = region.meeting()
    region.meeting("CvB", IBO_DAY)
    assert region.meetings.find(text).id == meeting
    assert region.meetings.find(str(meeting)).id == meeting


def test_names_that_mean_none_or_several_are_told(region: Region) -> None:
    region.meeting()
    region.meeting("CvB", IBO_DAY)
    for text in ("IBO 2026-9", "IBO", "IBO 2026-02-31", "gemeenteraad 2026-1"):
        with pytest.raises(NotFoundError):
            region.meetings.find(text)
    with pytest.raises(AmbiguousNameError) as several:
        region.meetings.find("2026-1")
    assert len(several.value.params["names"]) == 2


def test_a_college_keeps_no_meetings_here(region: Region) -> None:
    with pytest.raises(RuleError) as refused:
        region.meeting("CBS Kortrijk")
    assert refused.value.code == "body_keeps_no_meetings"
    assert region.meetings.listing() == []


def test_states_follow_each_other(region: Region) -> None:
    meeting = region.meeting()
    with pytest.raises(RuleError) as unkept:
        region.meetings.set_state(meeting, MeetingState.AGENDA_SENT)
    assert unkept.value.code == "agenda_not_kept"
    with pytest.raises(RuleError):
        region.records.patch("meeting", meeting, None, {"state": MeetingState.AGENDA_SENT})
    region.send_agenda(meeting)
    assert region.meetings.row(meeting).state is MeetingState.AGENDA_SENT
    with pytest.raises(RuleError):
        region.meetings.set_state(meeting, MeetingState.CLOSED)
    region.meetings.set_state(meeting, MeetingState.HELD)
    row = region.meetings.row(meeting)
    assert (row.state, row.body_kind, row.item_count) == (MeetingState.HELD, BodyKind.IBO, 0)
    assert region.labels()[-1] == "IBO 2026-1: gehouden"


def test_times_and_body_are_checked(region: Region) -> None:
    meeting = region.meeting(starts_at=time(14), ends_at=time(16))
    with pytest.raises(RuleError) as times:
        region.records.patch("meeting", meeting, None, {"ends_at": time(13)})
    assert times.value.code == "meeting_ends_before_start"
    with pytest.raises(RuleError) as reply:
        region.records.patch("meeting", meeting, None, {"reply_by": IBO_DAY + timedelta(days=1)})
    assert sentence(reply.value) == (
        "Wie uitgenodigd is, kan niet antwoorden tot 12 december 2026: de vergadering is op 11 december 2026."
        " Kies een dag die niet na de vergadering valt, of maak “Antwoord tegen” leeg."
    )
    region.records.patch("meeting", meeting, None, {"reply_by": IBO_DAY})
    region.item(meeting)
    with pytest.raises(RuleError) as body:
        region.records.patch("meeting", meeting, None, {"body_id": region.bodies["CvB"]})
    assert body.value.code == "meeting_has_items"
    assert region.meetings.row(meeting).open_items == 1


def test_nothing_is_put_on_a_cancelled_meeting(region: Region) -> None:
    meeting = region.meeting()
    region.meetings.set_state(meeting, MeetingState.CANCELLED)
    with pytest.raises(RuleError) as refused:
        region.item(meeting)
    assert refused.value.code == "meeting_cancelled"


def test_inviting_takes_the_delegate_of_that_day(region: Region) -> None:
    """R21: who was delegate then stands in the line of then."""
    before, after = region.meeting(on=date(2026, 11, 25)), region.meeting()
    assert len(region.meetings.invite(before)) == 4
    region.meetings.invite(after)
    of = {line.organisation: line for line in region.meetings.attendance(before)}
    assert of["Kortrijk"].label == "Ann Fictief, schepen van mobiliteit"
    assert (of["Anzegem"].person_id, of["Anzegem"].label) == (None, "")
    later = {line.organisation: line.label for line in region.meetings.attendance(after)}
    assert later["Kortrijk"] == "Bert Fictief, schepen"


def test_who_stands_there_by_a_mandate_that_ended_since_is_said_until_the_list_is_filled_in_again(
    region: Region,
) -> None:
    meeting = region.meeting()
    region.meetings.invite(meeting)
    assert to_renew_sentence(region.meetings.attendance(meeting)) == ""
    mandates = Mandates(region.store)
    ended = [row.id for row in mandates.ending(IBO_DAY) if row.person == "Bert Fictief"]
    mandates.end(ended, IBO_DAY - timedelta(days=1))
    assert to_renew_sentence(region.meetings.attendance(meeting)).startswith("Kortrijk: het mandaat eindigde")
    region.meetings.invite(meeting)
    assert to_renew_sentence(region.meetings.attendance(meeting)) == ""


def test_inviting_again_adds_nothing_and_keeps_what_was_noted(region: Region) -> None:
    meeting = region.meeting()
    region.meetings.invite(meeting)
    lines = region.meetings.attendance(meeting)
    region.meetings.set_presence([lines[0].id, lines[1].id], Presence.EXCUSED)
    assert region.meetings.invite(meeting) == []
    assert [line.presence for line in region.meetings.attendance(meeting)][:2] == [Presence.EXCUSED] * 2
    assert region.count("attendance") == 4


def test_two_copies_make_the_same_line(region: Region) -> None:
    """A line that was deleted comes back under the same id."""
    meeting = region.meeting()
    first = region.meetings.invite(meeting)
    for line in first:
        region.records.delete("attendance", line)
    assert sorted(region.meetings.invite(meeting)) == sorted(first)
    assert region.count("attendance") == 4


def test_being_replaced_names_by_whom_until_somebody_is_present_after_all(region: Region) -> None:
    meeting = region.meeting()
    region.meetings.invite(meeting)
    line = region.meetings.attendance(meeting)[0]
    region.meetings.set_presence([line.id], Presence.REPLACED, region.persons["Ann Fictief"])
    assert region.meetings.attendance(meeting)[0].replaced_by == "Ann Fictief"
    region.meetings.set_presence([line.id], Presence.PRESENT)
    back = region.meetings.attendance(meeting)[0]
    assert (back.presence, back.replaced_by_id, back.replaced_by) == (Presence.PRESENT, None, "")


@pytest.mark.long
def test_approved_minutes_lock_the_meeting(region: Region) -> None:
    """Design: locked is locked; feedback, engagements and referral outcomes stay open."""
    meeting = region.meeting()
    item, other = region.item(meeting), region.item(meeting, title="Ander")
    region.meetings.invite(meeting)
    region.agenda.conclude(item, "Eens")
    referral = region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]])
    with pytest.raises(RuleError) as early:
        region.meetings.lock(meeting, "{}", "h", IBO_DAY)
    assert early.value.code == "meeting_not_held"
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, '{"schema": 1}', "abc", IBO_DAY)
    row = region.meetings.row(meeting)
    assert (row.locked, row.state, row.minutes_state) == (True, MeetingState.CLOSED, MinutesState.APPROVED)

    kortrijk = region.organisations["Kortrijk"]
    line = region.meetings.attendance(meeting)[0].id
    for change in (
        lambda: region.agenda.conclude(item, "Toch niet"),
        lambda: region.agenda.reopen(item),
        lambda: region.agenda.move(other, item),
        lambda: region.agenda.remove(other),
        lambda: region.item(meeting),
        lambda: region.agenda.set_position(item, kortrijk, Stance.AGREES),
        lambda: region.meetings.set_presence([line], Presence.PRESENT),
        lambda: region.meetings.invite(meeting),
        lambda: region.meetings.set_state(meeting, MeetingState.HELD),
        lambda: region.records.patch("meeting", meeting, None, {"place": "Elders"}),
        lambda: region.records.patch("agenda_item", item, None, {"conclusion": "Anders"}),
        lambda: region.records.delete("agenda_item", item),
        lambda: region.meetings.lock(meeting, "{}", "x", IBO_DAY),
    ):
        with pytest.raises(LockedError):
            change()
    region.records.patch("agenda_item", item, None, {"secretariat_note": "Nog bellen"})
    region.feedback.deliver([(item, region.colleges[0])], date(2026, 11, 23))
    region.engagements.add({"what": "Advies", "item_id": item}, [kortrijk])
    assert [target.referral_id for target in region.agenda.referrals(item)] == [referral]


def test_opening_approved_minutes_needs_a_reason_and_gives_a_new_version(region: Region) -> None:
    meeting = region.meeting(on=date(2026, 11, 13))
    item = region.item(meeting)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "abc", date(2026, 11, 20))
    with pytest.raises(RuleError):
        region.meetings.unlock(meeting, " ")
    region.meetings.unlock(meeting, "Tikfout in punt 1")
    row = region.meetings.row(meeting)
    assert (row.locked, row.minutes_state) == (False, MinutesState.REPLACED)
    region.agenda.conclude(item, "Verbeterd")
    region.meetings.lock(meeting, "{}", "def", date(2026, 11, 21))
    assert region.meetings.row(meeting).minutes_state is MinutesState.APPROVED
    assert region.count("minutes_version") == 2
    with pytest.raises(RuleError):
        region.meetings.unlock(region.meeting(), "Niets om te openen")


def test_meetings_are_listed_by_state(region: Region) -> None:
    planned = region.meeting()
    assert [one.id for one in region.meetings.listing(states={MeetingState.PLANNED})] == [planned]
    assert region.meetings.listing(states={MeetingState.CLOSED, MeetingState.HELD}) == []
