"""A paper of a day that is made later is the one that was made on that day, whatever happened and was typed since."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Mandate, Person
from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import to_plain
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.topics import GONE, ReferralOutcome
from ibo_desk.services.feedback.as_of import current
from ibo_desk.services.feedback.rows import is_current, read_rounds
from tests.documents.builders.small_region import SmallRegion

BRUSSELS = ZoneInfo("Europe/Brussels")
FIRST = date(2026, 11, 24)
DAY = date(2026, 11, 30)  # the last day of a month, so that an overview made later tells of it too
TOWNS = ("Kortrijk", "Menen")
PERIODS = {"month-overview", "council-report"}  # these say on which day they were made


class History:
    """One region and its clock; each of ``EVENTS`` happens and is recorded on the day that the clock shows."""

    def __init__(self, region: SmallRegion) -> None:
        self.region = region
        self.papers = Papers(region)
        self.today = FIRST
        self.fact: date | None = None

    @property
    def on(self) -> date:
        """The day on which what is recorded happened: today, unless it is recorded late."""
        return self.fact or self.today

    def go(self, day: date) -> None:
        self.today = day
        self.region.store.clock = FixedClock(datetime.combine(day, time(18), BRUSSELS))
        self.sources = Sources(self.region.store)

    def cell(self, number: int) -> tuple[UUID, UUID]:
        items = (self.region.fietsbrug, self.region.cofinanciering)
        return items[number % 2], self.region.colleges[TOWNS[number // 2 % 2]]

    def made(self, on: date | None = None) -> dict[str, Any]:
        """Every paper that is about this region, without the day on which it was made."""
        colleges = [self.region.colleges[town] for town in TOWNS]
        asked: tuple[tuple[str, dict[str, Any]], ...] = (
            ("minutes", {"meeting_id": self.region.ibo}),
            ("conclusions", {"meeting_id": self.region.ibo}),
            ("attendance-list", {"meeting_id": self.region.next_ibo}),
            ("agenda", {"meeting_id": self.region.next_ibo}),
            ("memo", {"meeting_id": self.region.ibo, "college_ids": colleges}),
            ("memo", {"meeting_id": self.region.next_ibo, "college_ids": colleges}),
            ("month-overview", {"month": DAY, "college_ids": colleges}),
            ("council-report", {"month": DAY, "college_ids": colleges}),
            ("engagements", {}),
            ("engagements", {"college_ids": colleges, "totals": True}),
        )
        return {
            f"{at} {kind} {number}": plain(paper.content)
            for at, (kind, about) in enumerate(asked)
            for number, paper in enumerate(self.papers.contents(PaperRequest(kind, on=on, **about)))
        }


def plain(content: Content) -> Any:
    head = content.head
    made_on = [fact for fact in head.facts if fact.label == "Datum" and content.head.kind in PERIODS]
    facts = tuple(fact for fact in head.facts if fact not in made_on)
    status = "" if head.status.startswith("Stand op") else head.status
    return to_plain(replace(content, head=replace(head, status=status, facts=facts)))  # type: ignore[type-var]


def promised(history: History, number: int) -> None:
    """A share takes another state today."""
    rows = history.sources.engagements.listing(meeting_id=history.region.ibo)
    shares = [share for row in rows for share in row.partners]
    share = shares[number % len(shares)]
    states = sorted(ENGAGEMENT_TRANSITIONS[share.state])
    if states:
        history.sources.engagements.set_state(share.id, states[number % len(states)], since=history.on)


def answered(history: History, number: int) -> None:
    """Once in a round: another answer would correct the first."""
    if history.sources.feedback.rounds(*history.cell(number))[-1].answer is not None:
        return
    answers = (Answer.AGREES, Answer.AGREES_WITH_RESERVATION, Answer.POSTPONED, Answer.DOES_NOT_AGREE)
    history.sources.feedback.answer(
        [history.cell(number)], answers[number % 4], history.on, f"Antwoord {number}"
    )


def delivered(history: History, number: int) -> None:
    """Once: a note that goes again takes the place of the earlier one."""
    if not any(row.delivered_on for row in history.sources.feedback.rounds(*history.cell(number))):
        history.sources.feedback.deliver([history.cell(number)], history.on)


def heard(history: History, number: int) -> None:
    """Once: another day would correct the first."""
    if not any(row.heard_on for row in history.sources.feedback.rounds(*history.cell(number))[-1:]):
        history.sources.feedback.heard([history.cell(number)], history.on)


def asked_again(history: History, number: int) -> None:
    """Where the question before it was answered; one that waits is only put in other words."""
    cell = history.cell(number)
    rounds = history.sources.feedback.rounds(*cell)
    if rounds and rounds[-1].answer not in {None, Answer.POSTPONED}:
        history.sources.feedback.ask([cell], Question.POSITION)


def decided(history: History, number: int) -> None:
    targets = [row for row in history.sources.agenda.open_targets() if row.body_id]
    if targets:
        outcome = sorted(ReferralOutcome)[number % len(ReferralOutcome)]
        history.sources.agenda.set_outcome(targets[number % len(targets)].id, outcome, history.on, "GR 12")


def convened(history: History, number: int) -> None:
    body = history.sources.meetings.row(history.region.ibo).body_id
    on = history.today + timedelta(days=2 + number % 40)
    if all(row.on != on for row in history.sources.meetings.listing(body)):
        history.sources.meetings.add({"body_id": body, "on": on})


def called_off(history: History, _number: int) -> None:
    if history.sources.meetings.row(history.region.next_ibo).state is not MeetingState.CANCELLED:
        history.sources.meetings.set_state(history.region.next_ibo, MeetingState.CANCELLED)


def put_on_agenda(history: History, number: int) -> None:
    if history.sources.meetings.row(history.region.next_ibo).state is not MeetingState.CANCELLED:
        history.sources.agenda.add(history.region.next_ibo, {"title": f"Nieuw punt {number}"})


def brought_in(history: History, number: int) -> None:
    owner = history.region.towns[TOWNS[number % 2]]
    history.sources.topics.add({"title": f"Eigen punt {number}", "submitted_by_id": owner})


def declined(history: History, number: int) -> None:
    rows = [row for row in history.sources.topics.listing() if row.title.startswith("Eigen punt")]
    if rows and rows[0].preparation not in GONE and not rows[0].appearances:
        history.sources.topics.decline(rows[0].id, f"Past niet, {number}.")


def scheduled(history: History, number: int) -> None:
    rows = [row for row in history.sources.topics.listing() if row.title.startswith("Eigen punt")]
    there = history.sources.meetings.row(history.region.next_ibo)
    free = [row for row in rows if row.preparation not in GONE and not row.appearances]
    if free and number % 2 and there.state is not MeetingState.CANCELLED:
        history.sources.topics.schedule(free[0].id, history.region.next_ibo)


def replaced(history: History, number: int) -> None:
    """Another delegate from today on."""
    with history.region.store.write("Afgevaardigde") as work:
        person = work.add(Person(name=f"Ann Acacia {number}", function="schepen"))
        body = history.sources.meetings.row(history.region.ibo).body_id
        work.add(
            Mandate(
                person_id=person.id,
                organisation_id=history.region.towns[TOWNS[number % 2]],
                body_id=body,
                capacity=Capacity.FULL,
                valid_from=history.today,
            )
        )


def submitted(history: History, _number: int) -> None:
    history.sources.minutes.submit(history.region.ibo, "{}", "0" * 64, history.today)


EVENTS: tuple[Callable[[History, int], None], ...] = (
    promised,
    answered,
    delivered,
    heard,
    asked_again,
    decided,
    convened,
    called_off,
    put_on_agenda,
    brought_in,
    declined,
    scheduled,
    replaced,
    submitted,
)
Happened = list[tuple[int, Callable[[History, int], None], int]]
HAPPENED = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(EVENTS), st.integers(0, 60)), min_size=1, max_size=14
)


@pytest.fixture
def fresh(_small_file: tuple[Path, SmallRegion], tmp_path: Path) -> Callable[[], Iterator[History]]:
    """A new copy of the small region for each history."""
    path, made = _small_file
    numbers = iter(range(10_000))

    def begin() -> Iterator[History]:
        own = tmp_path / f"{next(numbers)}.ibo"
        own.write_bytes(path.read_bytes())
        clock = FixedClock(datetime.combine(FIRST, time(8), BRUSSELS))
        store = Store(str(own), clock, actor="test", copy_id=UUID(int=1))
        yield History(replace(made, store=store))
        store.close()
        own.unlink()

    return begin


@pytest.mark.long
def test_a_paper_made_later_is_the_one_made_on_the_day(fresh: Callable[[], Iterator[History]]) -> None:
    """Everything happens once before the day, and once after it."""
    days = range(2 * len(EVENTS))
    _later_as_on_the_day(fresh, [(at // 3, EVENTS[at % len(EVENTS)], at) for at in days])


@pytest.mark.long
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(happened=HAPPENED)
def test_whatever_happens_a_paper_made_later_is_the_one_made_on_the_day(
    fresh: Callable[[], Iterator[History]], happened: Happened
) -> None:
    _later_as_on_the_day(fresh, happened)


def _later_as_on_the_day(fresh: Callable[[], Iterator[History]], happened: Happened) -> None:
    for history in fresh():
        then: dict[str, Any] | None = None
        for days, event, number in sorted(happened, key=lambda one: one[0]):
            on = FIRST + timedelta(days=days)
            if on > DAY and then is None:
                history.go(DAY)
                then = history.made()
            history.go(on)
            event(history, number)
        if then is None:
            history.go(DAY)
            then = history.made()
        history.go(date(2027, 2, 1))
        _the_same_are_current(history)
        now = history.made(on=DAY)
        assert now == then
        overview = history.papers.contents(
            PaperRequest("month-overview", month=DAY, college_ids=[history.region.colleges["Menen"]])
        )
        assert plain(overview[0].content) == then["6 month-overview 1"], "a month that is over needs no day"


def _the_same_are_current(history: History) -> None:
    """The rounds that wait are the same for the database and for papers of a past day."""
    with history.region.store.read() as session:
        every = read_rounds(session, [], history.today)
        asked_of_database = {row.id for row in read_rounds(session, [is_current()], history.today)}
    assert {row.id for row in current(every)} == asked_of_database


DATED = (promised, answered, delivered, heard, decided)


def _history(fresh: Callable[[], Iterator[History]], facts: Happened, *, late: bool) -> dict[str, Any]:
    """The papers of a day after these facts were recorded in time, or all of them a month after it."""
    papers: dict[str, Any] = {}
    for history in fresh():
        for days, event, number in sorted(facts, key=lambda fact: fact[0]):
            history.fact = FIRST + timedelta(days=days)
            history.go(DAY + timedelta(days=30) if late else history.fact)
            event(history, number)
        history.go(date(2027, 2, 1))
        papers = history.made(on=DAY)
    return papers


def test_what_was_recorded_late_counts_on_its_day(fresh: Callable[[], Iterator[History]]) -> None:
    facts: Happened = [(at % 6, DATED[at % len(DATED)], at) for at in range(2 * len(DATED))]
    in_time, late = (_history(fresh, facts, late=each) for each in (False, True))
    assert late == in_time


@pytest.mark.long
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    facts=st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(DATED), st.integers(0, 60)), min_size=1, max_size=8
    )
)
def test_whatever_was_recorded_late_counts_on_its_day(
    fresh: Callable[[], Iterator[History]], facts: Happened
) -> None:
    assert _history(fresh, facts, late=True) == _history(fresh, facts, late=False)
