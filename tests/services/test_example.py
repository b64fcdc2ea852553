"""The example is a believable year: enough of everything, consistent in itself, and nobody real in it."""

import re
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from ibo_desk.data.migrate import create
from ibo_desk.data.store import Store
from ibo_desk.data.tables import (
    AgendaItem,
    Attendance,
    Body,
    BodyCalendar,
    CalendarRecess,
    Change,
    CollegeConsequence,
    Engagement,
    EngagementPartner,
    Evaluation,
    FeedbackRound,
    JournalEntry,
    Mandate,
    Measurement,
    Meeting,
    Milestone,
    Organisation,
    Person,
    Position,
    ProgressNote,
    Referral,
    ReferralTarget,
    Region,
    RegionalAction,
    Topic,
)
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind, ItemType, Outcome
from ibo_desk.domain.calendars import CollegeCalendar, Recess
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.engagements import EngagementKind, EngagementState, InMultiYearPlan, gaps
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, RoundFacts, Side, feedback_state
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity, Presence
from ibo_desk.domain.topics import Phase, Preparation, Stance, Treatment
from ibo_desk.files import resource
from ibo_desk.services.setup import example, presets
from tests.beginnings import example_of_run

TODAY = example.EXAMPLE_DAY
CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
LATER = FixedClock(datetime(2027, 1, 4, tzinfo=UTC))


def _built(place: Path) -> Store:
    create(str(place))
    store = Store(str(place), LATER, actor="test", copy_id=UUID(int=1))
    example.build(store, CLOCK)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    place = shutil.copyfile(example_of_run(), tmp_path_factory.mktemp("example") / "example.ibo")
    made = Store(str(place), LATER, actor="test", copy_id=UUID(int=1))
    yield made
    made.close()


def _all(store: Store, table):
    with store.read() as session:
        rows = list(session.exec(select(table)).all())
        session.expunge_all()
        return rows


def _by_id(store: Store, table):
    return {row.id: row for row in _all(store, table)}


def _meetings(store: Store, kind: BodyKind) -> list[Meeting]:
    bodies = _by_id(store, Body)
    found = [m for m in _all(store, Meeting) if bodies[m.body_id].kind is kind]
    return sorted(found, key=lambda meeting: meeting.on)


def _state(one: FeedbackRound) -> FeedbackState:
    facts = RoundFacts(
        question=one.question,
        delivered_on=one.delivered_on,
        answer_by=one.answer_by,
        heard_on=one.heard_on,
        answer=one.answer,
        answered_on=one.answered_on,
        dealt_with=one.dealt_with_on is not None,
    )
    return feedback_state(facts, TODAY)


@pytest.mark.long
def test_it_says_that_it_is_an_example(store: Store) -> None:
    assert [(r.sample, r.preset) for r in _all(store, Region)] == [(True, "zuid-west-vlaanderen")]
    assert {e.at.date() for e in _all(store, JournalEntry)} == {TODAY}
    assert all(e.label for e in _all(store, JournalEntry))
    assert store.clock.today() == date(2027, 1, 4)


def test_there_are_enough_meetings_of_every_body(store: Store) -> None:
    assert [m.on for m in _meetings(store, BodyKind.IBO)] == [
        date(2026, 3, 13), date(2026, 6, 12), date(2026, 9, 18), date(2026, 12, 11)
    ]  # fmt: skip
    assert [m.number for m in _meetings(store, BodyKind.IBO)] == [1, 2, 3, 4]
    assert len(_meetings(store, BodyKind.MAYORS_CONFERENCE)) >= 6
    assert len(_meetings(store, BodyKind.TRANSPORT_REGION_COUNCIL)) >= 4
    assert len(_meetings(store, BodyKind.PROJECT_TEAM)) >= 2
    assert {m.state for m in _all(store, Meeting)} == set(MeetingState)
    assert all((m.state in {MeetingState.HELD, MeetingState.CLOSED}) == (m.on < TODAY)
               for m in _all(store, Meeting) if m.state is not MeetingState.CANCELLED)  # fmt: skip
    assert all(m.reason for m in _meetings(store, BodyKind.IBO))
    assert not any(m.locked for m in _all(store, Meeting))


def test_topics_pass_through_conference_ibo_and_council(store: Store) -> None:
    topics = _by_id(store, Topic)
    bodies = _by_id(store, Body)
    seen: dict[UUID, set[BodyKind]] = {}
    for item in _all(store, AgendaItem):
        if item.topic_id:
            seen.setdefault(item.topic_id, set()).add(bodies[item.body_id].kind)
    three = {BodyKind.MAYORS_CONFERENCE, BodyKind.IBO, BodyKind.TRANSPORT_REGION_COUNCIL}
    assert len(topics) >= 30
    assert {topics[t].title for t, kinds in seen.items() if three <= kinds} == {
        "Ontwerp van regionaal mobiliteitsplan", "Aanvullend net: bediening vanaf 2027"
    }  # fmt: skip
    assert sum({BodyKind.MAYORS_CONFERENCE, BodyKind.IBO} <= kinds for kinds in seen.values()) >= 10
    assert {t.phase for t in topics.values()} == set(Phase)
    assert {t.preparation for t in topics.values()} == set(Preparation) - {Preparation.POSTPONED}
    assert sum(t.justifies_meeting for t in topics.values()) >= 4
    assert all(seen.get(t.id) for t in topics.values() if t.preparation in {"scheduled", "treated"})


def test_a_cross_check_goes_to_the_ibo_and_back(store: Store) -> None:
    items = _by_id(store, AgendaItem)
    bodies = _by_id(store, Body)
    checks = [i for i in items.values() if i.item_type is ItemType.CROSS_CHECK]
    assert len(checks) == 2
    for check in checks:
        asked = items[check.cross_check_for_id]
        assert bodies[asked.body_id].kind is BodyKind.TRANSPORT_REGION_COUNCIL
        assert asked.topic_id == check.topic_id
        back = [i for i in items.values() if i.previous_id == asked.id]
        assert [i.item_type for i in back] == [ItemType.DECISION]


def test_an_item_is_taken_up_again(store: Store) -> None:
    items = _by_id(store, AgendaItem)
    postponed = [i for i in items.values() if i.treatment is Treatment.POSTPONED]
    assert len(postponed) == 1
    assert [i.topic_id for i in items.values() if i.previous_id == postponed[0].id] == [postponed[0].topic_id]


def test_only_the_council_decides_and_the_ibo_never_sounds_like_it(store: Store) -> None:
    bodies = _by_id(store, Body)
    for item in _all(store, AgendaItem):
        council = bodies[item.body_id].kind is BodyKind.TRANSPORT_REGION_COUNCIL
        assert council or item.outcome is not Outcome.DECIDED
        if not council and item.item_type is not ItemType.MINUTES_APPROVAL:
            assert not re.search(r"\b(beslist|beslissen|besluit|keurt|keuren)\b", item.conclusion), item.title
    assert Outcome.ADVISED in {i.outcome for i in _all(store, AgendaItem)}
    assert Outcome.DECIDED in {i.outcome for i in _all(store, AgendaItem)}


def test_what_was_treated_has_a_conclusion_and_the_rest_has_none(store: Store) -> None:
    for item in _all(store, AgendaItem):
        assert bool(item.conclusion) == (item.treatment is Treatment.TREATED), item.title
    assert {i.audience for i in _all(store, AgendaItem)} >= {
        Audience.SECRETARIAT, Audience.MUNICIPALITIES, Audience.PARTICIPANTS, Audience.PUBLIC
    }  # fmt: skip
    assert any(
        i.preparation_note and i.preparation_audience is Audience.SECRETARIAT for i in _all(store, AgendaItem)
    )


def test_rich_text_keeps_to_what_papers_know(store: Store) -> None:
    for item in _all(store, AgendaItem):
        for text in (item.introduction, item.discussion, item.conclusion):
            assert not re.search(r"(?m)^\s*(\||#|>|```)", text), item.title


def test_two_dissents_are_minuted_by_name_and_line_and_team_mow_speaks_once(store: Store) -> None:
    names = {o.id: o.short_name for o in _all(store, Organisation)}
    positions = _all(store, Position)
    dissents = [p for p in positions if p.stance is Stance.DISSENTS]
    assert sorted(names[p.organisation_id] for p in dissents) == ["Avelgem", "Spiere-Helkijn"]
    assert {p.subject for p in dissents} == {"as K3"}
    own = {"Departement MOW", "AWV", "De Lijn", "De Vlaamse Waterweg"}
    assert [names[p.organisation_id] for p in positions].count("Team MOW") == 1
    assert not own & {names[p.organisation_id] for p in positions}


def test_engagements_come_in_all_states_and_kinds_and_some_are_incomplete(store: Store) -> None:
    engagements = _all(store, Engagement)
    shares = _all(store, EngagementPartner)
    partners = Counter(s.engagement_id for s in shares)
    assert len(engagements) >= 40
    assert sum(count > 1 for count in partners.values()) >= 15
    assert {s.state for s in shares} == set(EngagementState)
    assert {s.kind for s in shares} == set(EngagementKind)
    assert {s.in_plan for s in shares if s.amount_cents} == set(InMultiYearPlan)
    assert all(s.budget_year for s in shares if s.amount_cents)
    assert any(s.vte_thousandths for s in shares)
    conditional = [s for s in shares if s.state is EngagementState.CONDITIONAL]
    assert all(s.condition for s in conditional)
    assert {bool(s.confirmed_by_id and s.confirmed_on and s.confirmed_reference) for s in conditional} == {
        True,
        False,
    }
    missing = {
        gap
        for e in engagements
        for gap in gaps(
            what=e.what, has_partner=e.id in partners, has_action=bool(e.action_id), has_due=bool(e.due_on)
        )
    }
    assert len(missing) == 4


def test_feedback_shows_every_state_question_answer_and_side(store: Store) -> None:
    rounds = _all(store, FeedbackRound)
    nothing_withdrawn = {FeedbackState.ENDED}  # no item of the example with a question went away
    assert {_state(one) for one in rounds} == set(FeedbackState) - nothing_withdrawn
    assert {one.question for one in rounds} == set(Question)
    assert {one.side for one in rounds} == set(Side)
    assert {one.answer for one in rounds} - {None} == set(Answer)
    assert {one.audience for one in rounds} == {Audience.COLLEGE}
    assert max(one.number for one in rounds) == 2


@pytest.mark.long
def test_a_postponed_answer_opens_the_next_round(store: Store) -> None:
    rounds = {(r.item_id, r.college_id, r.side, r.number): r for r in _all(store, FeedbackRound)}
    for (item, college, side, number), one in rounds.items():
        after = (item, college, side, number + 1) in rounds
        assert after == (one.answer is Answer.POSTPONED)


def test_feedback_keeps_to_the_calendars_and_to_the_order_of_days(store: Store) -> None:
    recesses: dict[UUID, list[Recess]] = {}
    for one in _all(store, CalendarRecess):
        recesses.setdefault(one.body_id, []).append(Recess(one.first, one.last))
    calendars = {
        c.body_id: CollegeCalendar(c.weekday, c.submit_days, tuple(recesses[c.body_id]))
        for c in _all(store, BodyCalendar)
    }
    assert len(calendars) == 12
    assert {c.name for c in _all(store, Body) if c.kind is BodyKind.COLLEGE and c.id not in calendars} == {
        "College van burgemeester en schepenen Spiere-Helkijn"
    }
    for one in _all(store, FeedbackRound):
        days = [day for day in (one.delivered_on, one.heard_on, one.answered_on, one.dealt_with_on) if day]
        assert days == sorted(days)
        assert all(day <= TODAY for day in days)
        assert one.heard_on is None or one.delivered_on is not None
        if one.heard_on and one.college_id in calendars:
            assert calendars[one.college_id].meets_on(one.heard_on), one.heard_on


def test_feedback_before_ends_before_the_meeting_and_after_starts_after_it(store: Store) -> None:
    items, meetings = _by_id(store, AgendaItem), _by_id(store, Meeting)
    for one in _all(store, FeedbackRound):
        on = meetings[items[one.item_id].meeting_id].on
        if one.delivered_on is not None:
            assert (one.delivered_on < on) == (one.side is Side.BEFORE)


def test_the_delegate_of_kortrijk_changes_half_way(store: Store) -> None:
    kortrijk = next(o.id for o in _all(store, Organisation) if o.short_name == "Kortrijk")
    council = next(b.id for b in _all(store, Body) if b.kind is BodyKind.TRANSPORT_REGION_COUNCIL)
    terms = sorted(
        (one.valid_from, one.valid_to)
        for one in _all(store, Mandate)
        if one.organisation_id == kortrijk and one.body_id == council
    )
    assert terms == [(date(2025, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), None)]
    meetings = _by_id(store, Meeting)
    labels = {
        meetings[a.meeting_id].on: a.label
        for a in _all(store, Attendance)
        if a.organisation_id == kortrijk and meetings[a.meeting_id].body_id == council
    }
    assert "Ganzerikveld" in labels[date(2026, 6, 24)]
    assert "Geitenbladhof" in labels[date(2026, 10, 7)]


def test_attendance_has_excused_absent_and_replaced_people(store: Store) -> None:
    lines = _all(store, Attendance)
    assert {line.presence for line in lines} == set(Presence)
    assert all(bool(line.replaced_by_id) == (line.presence is Presence.REPLACED) for line in lines)
    assert any(line.left_at for line in lines)
    chairs = [line.label for line in lines if line.capacity is Capacity.CHAIR]
    assert chairs
    assert all("voorzitter" in label for label in chairs)


def test_items_are_referred_to_thirteen_councils_and_to_an_actions_own_process(store: Store) -> None:
    bodies = _by_id(store, Body)
    councils: Counter[UUID] = Counter()
    for target in _all(store, ReferralTarget):
        if target.body_id and bodies[target.body_id].kind is BodyKind.MUNICIPAL_COUNCIL:
            councils[target.referral_id] += 1
    assert 13 in councils.values()
    assert any(target.action_id for target in _all(store, ReferralTarget))
    assert len(_all(store, Referral)) >= 6


def test_every_action_has_its_file(store: Store) -> None:
    actions = _by_id(store, RegionalAction)
    assert len(actions) == 7
    for table in (ProgressNote, Milestone):
        assert {row.action_id for row in _all(store, table)} == set(actions)
    assert all(a.summary and a.next_step and a.coordinator_id for a in actions.values())
    assert len(_all(store, Measurement)) >= 20
    assert any(e.body_id for e in _all(store, Evaluation))
    assert any(e.next_due_on for e in _all(store, Evaluation) if e.action_id)
    assert len(_all(store, CollegeConsequence)) >= 10


def test_all_addresses_are_invented_and_nobody_has_a_phone(store: Store) -> None:
    people = _all(store, Person)
    assert len({p.email for p in people}) == len(people)
    assert all(p.email.endswith(".example") and not p.phone for p in people)
    assert all(o.mailbox == "" or o.mailbox.endswith(".example") for o in _all(store, Organisation))
    for path in resource("example").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert "@" not in text.replace("@municipalities", "")
        assert "fictief" in text.lower()


@pytest.mark.long
def test_building_twice_gives_the_same_content(store: Store, tmp_path: Path) -> None:
    other = _built(tmp_path / "again.ibo")

    def content(of: Store) -> set[tuple[str, UUID, str, str | None]]:
        changes = [change for change in _all(of, Change) if change.table_name != "region"]  # of its own file
        return {(change.table_name, change.record_id, change.field, change.new) for change in changes}

    assert content(other) == content(store)
    other.close()


@pytest.mark.long
def test_it_stands_on_a_preset_that_is_there_already(tmp_path: Path) -> None:
    place = tmp_path / "ready.ibo"
    create(str(place))
    made = Store(str(place), CLOCK, actor="test", copy_id=UUID(int=1))
    presets.apply(made, example.PRESET)
    example.build(made, CLOCK)
    assert len(_all(made, Organisation)) == 22
    assert len(_all(made, Region)) == 1
    made.close()
