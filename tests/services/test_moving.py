"""What moves pulls along, and what goes away is asked no more (R23)."""

from datetime import date
from uuid import UUID

import pytest

from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.deadlines import TiedDay
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, RoundEnd, Turn
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.domain.topics import Treatment
from ibo_desk.exchange.mail_drafts import MailDrafts
from ibo_desk.services.base.bulk import EVERY
from ibo_desk.services.feedback.moving import Moving
from ibo_desk.services.feedback.why import Deadlines
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.carry_over import CarryOver
from ibo_desk.services.parties.bodies import Bodies
from tests.services.region import IBO_DAY, Region

TODAY = date(2026, 11, 23)
EARLIER = date(2026, 12, 8)  # a Tuesday, three days before
TUESDAY = 1


def asked(region: Region) -> tuple[UUID, UUID]:
    """An item of the IBO of 11 December, asked of all by the 10th; Anzegem has its note."""
    region.calendar("CBS Anzegem", TUESDAY, 6)
    meeting = region.meeting()
    item = region.item(meeting, conclusion_on=IBO_DAY)
    cells = [(item, college) for college in region.colleges]
    region.feedback.ask(cells, Question.POSITION, Asked(date(2026, 12, 10)))
    region.feedback.deliver(cells[:1], TODAY)
    return meeting, item


@pytest.mark.long
def test_what_a_move_does_is_shown_and_nothing_is_written(region: Region) -> None:
    meeting, item = asked(region)
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]], planned_on=date(2026, 12, 7))
    before = region.labels()
    plan = Moving(region.store).plan(meeting, EARLIER)
    assert region.labels() == before
    assert [(day.kind, day.was, day.becomes, day.along, day.clash) for day in plan.days] == [
        (TiedDay.ANSWER, date(2026, 12, 10), date(2026, 12, 7), True, False),
        (TiedDay.CONCLUSION, IBO_DAY, EARLIER, True, False),
        (TiedDay.REFERRAL, date(2026, 12, 7), date(2026, 12, 4), False, True),
    ]
    assert plan.days[0].of == ("Anzegem", "Kortrijk", "Wevelgem")
    (note,) = plan.notes
    assert (note.college, note.last_was, note.in_by_was) == ("Anzegem", date(2026, 12, 8), date(2026, 12, 2))
    assert (note.last_becomes, note.in_by_becomes) == (date(2026, 12, 1), date(2026, 11, 25))
    assert note.reach is Reach.IN_TIME
    assert plan.delivered == ("Anzegem",)


@pytest.mark.long
def test_what_is_ticked_moves_as_one_entry_and_the_delivered_note_is_marked(region: Region) -> None:
    meeting, item = asked(region)
    moving = Moving(region.store)
    plan = moving.plan(meeting, EARLIER)
    moving.move(meeting, EARLIER, plan.days[0].record_ids)
    assert region.labels()[-1] == "IBO 2026-1 verplaatst van 11/12/2026 naar 08/12/2026"
    assert region.meetings.row(meeting).on == EARLIER
    rows = {row.college_id: row for row in region.feedback.of_item(item)}
    assert {row.answer_by for row in rows.values()} == {date(2026, 12, 7)}
    assert [row.overtaken_on for row in rows.values()] == [TODAY, None, None]
    assert region.agenda.item(item).conclusion_on == IBO_DAY, "that was not ticked"
    cell = region.feedback.matrix().cells[item, region.colleges[0]]
    assert cell.overtaken
    region.feedback.deliver([(item, region.colleges[0])], TODAY)
    assert not region.feedback.matrix().cells[item, region.colleges[0]].overtaken
    history = History(region.store)
    for entry in history.entries(2):
        history.undo(entry.id)
    assert region.meetings.row(meeting).on == IBO_DAY


def test_the_day_to_reply_moves_with_its_meeting(region: Region) -> None:
    """It names the invitation of one meeting: shown, ticked, and undone in the same step."""
    meeting = region.meeting()
    region.records.patch("meeting", meeting, None, {"reply_by": date(2026, 12, 4)})
    moving = Moving(region.store)
    (day,) = moving.plan(meeting, EARLIER).days
    assert (day.kind, day.was, day.becomes, day.along) == (
        TiedDay.REPLY, date(2026, 12, 4), date(2026, 12, 1), True,
    )  # fmt: skip
    moving.move(meeting, EARLIER, day.record_ids)
    row = region.meetings.row(meeting)
    assert (row.on, row.reply_by) == (EARLIER, date(2026, 12, 1))
    assert region.labels()[-1] == "IBO 2026-1 verplaatst van 11/12/2026 naar 08/12/2026"
    History(region.store).undo(History(region.store).entries(1)[0].id)
    row = region.meetings.row(meeting)
    assert (row.on, row.reply_by) == (IBO_DAY, date(2026, 12, 4))


@pytest.mark.parametrize(
    ("reply_by", "on", "becomes"),
    [
        (date(2026, 11, 24), date(2026, 12, 8), TODAY),
        (date(2026, 12, 10), TODAY, TODAY),
        (date(2026, 12, 10), date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 12, 18), None),
        (date(2026, 11, 20), date(2026, 11, 18), date(2026, 11, 18)),
    ],
    ids=["not past", "the same day", "a meeting that was", "long replied", "replied after it"],
)
def test_where_the_day_to_reply_comes(region: Region, reply_by: date, on: date, becomes: date | None) -> None:
    meeting = region.meeting()
    region.records.patch("meeting", meeting, None, {"reply_by": reply_by})
    moving = Moving(region.store)
    days = moving.plan(meeting, on).days
    assert [day.becomes for day in days] == ([] if becomes is None else [becomes])
    moving.move(meeting, on, {meeting})
    assert region.meetings.row(meeting).reply_by == (becomes or reply_by)


def test_a_day_to_reply_that_stays_behind_is_refused(region: Region) -> None:
    meeting = region.meeting()
    region.records.patch("meeting", meeting, None, {"reply_by": date(2026, 12, 10)})
    with pytest.raises(RuleError) as refused:
        Moving(region.store).move(meeting, EARLIER, ())
    assert refused.value.code == "reply_after_meeting"
    assert region.meetings.row(meeting).on == IBO_DAY


def test_a_day_never_moves_into_the_past_or_a_weekend(region: Region) -> None:
    meeting, _item = asked(region)
    plan = Moving(region.store).plan(meeting, date(2026, 11, 23))
    assert plan.days[0].becomes == TODAY
    sunday = Moving(region.store).plan(meeting, date(2026, 12, 7))
    assert sunday.days[0].becomes == date(2026, 12, 4), "not the Sunday on which it would come"


@pytest.mark.long
@pytest.mark.parametrize(
    ("treatment", "why"),
    [(Treatment.WITHDRAWN, RoundEnd.WITHDRAWN), (Treatment.POSTPONED, RoundEnd.POSTPONED)],
)
def test_an_item_that_goes_away_is_asked_no_more(region: Region, treatment: Treatment, why: RoundEnd) -> None:
    """A withdrawn item stayed "asked", and reminders still asked it."""
    _meeting, item = asked(region)
    first, second, _third = region.colleges
    region.feedback.answer([(item, second)], Answer.AGREES, TODAY)
    region.records.patch("agenda_item", item, None, {"treatment": treatment})
    rows = region.feedback.of_item(item)
    assert [(row.state, row.turn, row.ended_by) for row in rows] == [
        (FeedbackState.ENDED, Turn.NOBODY, why),
        (FeedbackState.AGREED, Turn.NOBODY, None),
        (FeedbackState.ENDED, Turn.NOBODY, why),
    ]
    assert region.feedback.alarms() == []
    assert region.feedback.per_college(first) == []
    assert Deadlines(region.store).listing() == []
    assert region.feedback.remind([(item, first)], TODAY) == 0
    waiting = {OverviewGroup.ANSWERS_ASKED, OverviewGroup.NOTES_TO_DELIVER}
    assert not waiting & {line.group for line in region.overview.lines("coordinator")}
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.OPEN})
    assert [row.ended_by for row in region.feedback.of_item(item)] == [None, None, None]


def test_a_meeting_that_is_called_off_ends_its_questions(region: Region) -> None:
    meeting, item = asked(region)
    region.meetings.set_state(meeting, MeetingState.CANCELLED)
    assert {row.ended_by for row in region.feedback.of_item(item)} == {RoundEnd.CANCELLED}
    assert region.feedback.alarms() == []
    region.meetings.set_state(meeting, MeetingState.PLANNED)
    assert {row.ended_by for row in region.feedback.of_item(item)} == {None}
    assert len(region.feedback.alarms()) == 3


def test_an_item_that_goes_to_another_meeting_is_asked_there(region: Region) -> None:
    meeting, item = asked(region)
    other = region.meeting(on=date(2026, 12, 18))
    region.meetings.set_state(meeting, MeetingState.CANCELLED)
    CarryOver(region.store).move(item, other)
    assert {row.ended_by for row in region.feedback.of_item(item)} == {None}


def test_a_new_note_after_the_end_opens_a_round_of_its_own(region: Region) -> None:
    _meeting, item = asked(region)
    cell = item, region.colleges[2]
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.WITHDRAWN})
    region.feedback.deliver([cell], TODAY)
    rows = region.feedback.rounds(*cell)
    assert [(row.question, row.ended_by, row.delivered_on) for row in rows] == [
        (Question.POSITION, RoundEnd.WITHDRAWN, None),
        (Question.TAKE_NOTE, None, TODAY),
    ]


@pytest.mark.long
def test_colleges_that_had_a_note_are_told_once(region: Region) -> None:
    meeting, item = asked(region)
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.WITHDRAWN})
    drafts = MailDrafts(region.store)
    (draft,) = drafts.notices()
    assert draft.municipality == "Anzegem", "the others had no note"
    assert "Fietsbrug (IBO 2026-1): het punt is ingetrokken" in draft.text
    drafts.sent([draft], TODAY)
    assert drafts.notices() == []
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.OPEN})
    Moving(region.store).move(meeting, date(2026, 12, 15), ())
    (draft,) = drafts.notices()
    assert "Antwoord gevraagd tegen: 10 december 2026" in draft.text


def test_who_answered_on_a_note_is_told_too_that_its_item_is_withdrawn(region: Region) -> None:
    """Colleges that had decided already heard nothing of it."""
    _meeting, item = asked(region)
    first, _second, _third = region.colleges
    region.feedback.answer([(item, first)], Answer.AGREES, TODAY)
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.WITHDRAWN})
    assert [(row.state, row.ended_by) for row in region.feedback.to_tell()] == [
        (FeedbackState.AGREED, RoundEnd.WITHDRAWN)
    ]
    region.records.patch("agenda_item", item, None, {"treatment": Treatment.OPEN})
    assert region.feedback.to_tell() == []


@pytest.mark.parametrize("at_once", [True, False])
def test_another_question_overtakes_a_note_of_which_nobody_kept_the_words(
    region: Region, *, at_once: bool
) -> None:
    """There is nothing to compare, so the mark comes when the question changes, not when it is said once more."""
    _meeting, item = asked(region)
    cell = item, region.colleges[0]
    (before,) = region.feedback.rounds(*cell)

    def ask(question: Question) -> None:
        if at_once:
            region.feedback.ask([cell], question, Asked(date(2026, 12, 10)), over=EVERY)
        else:
            region.records.patch("feedback_round", before.id, None, {"question": question})

    ask(Question.POSITION)
    assert region.feedback.to_tell() == []
    ask(Question.MANDATE)
    (row,) = region.feedback.to_tell()
    assert (row.college_id, row.overtaken_on) == (cell[1], TODAY)
    region.feedback.deliver([cell], TODAY)
    assert region.feedback.to_tell() == []


def test_a_question_recorded_after_its_note_is_no_other_one(region: Region) -> None:
    item, college = region.item(region.meeting()), region.colleges[0]
    region.feedback.deliver([(item, college)], TODAY)
    region.feedback.ask([(item, college)], Question.POSITION, Asked(date(2026, 12, 10)), over=EVERY)
    assert region.feedback.to_tell() == []


def test_the_colleges_that_gave_no_days_are_asked_with_one_mail_each(region: Region) -> None:
    Bodies(region.store).paste_sessions(region.bodies["CBS Kortrijk"], "12/01/2027\n26/01/2027", TODAY)
    drafts = MailDrafts(region.store).calendar_questions(2027)
    assert [draft.municipality for draft in drafts] == ["Anzegem", "Wevelgem"]
    assert all("zittingsdagen van 2027" in draft.text for draft in drafts)
    with pytest.raises(RuleError, match="day_not_read"):
        Bodies(region.store).paste_sessions(region.bodies["CBS Kortrijk"], "12/01/2027\nmisschien", TODAY)
