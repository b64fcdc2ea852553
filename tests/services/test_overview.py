"""What needs somebody today, per role, and the numbers beside the pages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import select

from ibo_desk.data.tables import Body, ListRemainder, Mandate
from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.domain.funding import FundingKind, FundingState
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.overview import COUNTED, FirstStep, OverviewGroup
from ibo_desk.services.keeping.history import History
from ibo_desk.services.today.lines import MOST, Line
from ibo_desk.services.words import label
from ibo_desk.services.words.overview_words import page_definition
from tests.services.region import IBO_DAY, Region

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 13)


def told(lines: list[Line], group: OverviewGroup) -> list[tuple[str, str]]:
    return [(line.title, line.detail) for line in lines if line.group is group]


def test_an_empty_region_has_nothing_to_tell(region: Region) -> None:
    for role in ("coordinator", "secretary", region.colleges[0]):
        assert region.overview.lines(role) == []
    assert set(region.overview.counts().values()) == {0}


def test_a_conclusion_ahead_says_for_whom_it_is_too_late(region: Region) -> None:
    """A day that is past was told as if it lay ahead."""
    region.calendar("CBS Kortrijk", 0, 30)  # to be in thirty days before
    region.calendar("CBS Wevelgem", 2, 3)
    item = region.item()
    region.feedback.ask([(item, region.bodies["CBS Kortrijk"])], Question.POSITION)
    region.feedback.deliver([(item, region.bodies["CBS Kortrijk"])], TODAY)
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.CONCLUSIONS_AHEAD) == [
        (
            "Fietsbrug",
            "IBO 2026-1: 3 colleges nog niet gehoord\n"
            "Secretariaat aan zet (2): nota tegen 4 december 2026 voor 1; kalender niet gekend van 1\n"
            "College aan zet (1): te behandelen tegen 7 december 2026 voor 1",
        )
    ]


@pytest.mark.long
def test_conclusions_ahead_are_told_once_per_item(region: Region) -> None:
    region.calendar("CBS Kortrijk", 0, 3)
    item = region.item()
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.CONCLUSIONS_AHEAD) == [
        (
            "Fietsbrug",
            "IBO 2026-1: 3 colleges nog niet gehoord\n"
            "Secretariaat aan zet (3): nota tegen 4 december 2026 voor 1; kalender niet gekend van 2",
        )
    ]
    assert lines[0].more == "nota tegen 4 december 2026: Kortrijk\nkalender niet gekend: Anzegem, Wevelgem"
    of_one = region.overview.lines(region.colleges[1])
    assert told(of_one, OverviewGroup.CONCLUSIONS_AHEAD) == [
        ("Fietsbrug", "IBO 2026-1: nota in te dienen tegen 4 december 2026 (secretariaat)")
    ]
    assert of_one[0].more == "IBO vr 11/12 → laatste college ervoor ma 7/12 → 3 dagen vooraf: vr 4/12"
    assert (lines[0].on, lines[0].kind, lines[0].id, lines[0].college_id) == (
        IBO_DAY,
        "item_feedback",
        item,
        None,
    )
    region.feedback.heard([(item, college) for college in region.colleges], TODAY)
    assert told(region.overview.lines("coordinator"), OverviewGroup.CONCLUSIONS_AHEAD) == []


def test_the_secretary_sees_notes_answers_and_reservations(region: Region) -> None:
    item = region.item(region.meeting(on=HELD))
    region.feedback.open_rounds([item], region.colleges, Side.AFTER, Question.POSITION, IBO_DAY)
    region.feedback.deliver([(item, region.colleges[0])], TODAY)
    region.feedback.answer([(item, region.colleges[1])], Answer.AGREES_WITH_RESERVATION, TODAY, "Mits geld")
    lines = region.overview.lines("secretary")
    assert told(lines, OverviewGroup.NOTES_TO_DELIVER) == [
        ("Fietsbrug", "IBO 2026-1: nota te bezorgen aan 1 college")
    ]
    assert told(lines, OverviewGroup.ANSWERS_ASKED) == [
        ("Fietsbrug", "IBO 2026-1: antwoord van 1 college gevraagd tegen 11 december 2026")
    ]
    assert told(lines, OverviewGroup.RESERVATIONS) == [("Fietsbrug", "Kortrijk: Mits geld")]
    assert region.overview.counts()["feedback"] == 2


@pytest.mark.long
def test_minutes_of_ones_own_secretariat_only(region: Region) -> None:
    held, past = region.meeting(on=HELD), region.meeting("CvB", HELD)
    region.meetings.set_state(held, MeetingState.HELD)
    external = region.meeting("VRR", HELD)
    region.meetings.set_state(external, MeetingState.HELD)
    lines = region.overview.lines("secretary")
    assert sorted(told(lines, OverviewGroup.MINUTES)) == [
        ("CvB 2026-1", "de datum is voorbij: ging de vergadering door?"),
        ("IBO 2026-1", "verslag te maken"),
    ]
    assert region.overview.counts()["meetings"] == 2
    region.meetings.lock(held, "{}", "h", TODAY)
    region.meetings.set_state(past, MeetingState.CANCELLED)
    assert told(region.overview.lines("secretary"), OverviewGroup.MINUTES) == []


@pytest.mark.long
def test_the_coordinator_sees_what_was_promised_and_referred(region: Region) -> None:
    kortrijk, anzegem = region.organisations["Kortrijk"], region.organisations["Anzegem"]
    action = region.records.add("regional_action", {"title": "Leievallei", "order_key": "a"})
    late = {"what": "Advies", "due_on": date(2026, 11, 20), "action_id": action}
    engagement = region.engagements.add(late, [kortrijk, anzegem])
    region.engagements.add({"what": "Onduidelijk", "action_id": action}, [kortrijk])
    region.engagements.add({"what": "Later", "due_on": date(2027, 6, 1), "action_id": action}, [kortrijk])
    item = region.item(region.meeting(on=HELD))
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]], planned_on=TODAY)
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Anzegem"]], planned_on=date(2027, 3, 1))
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.ENGAGEMENTS_DUE) == [("Advies", "Anzegem, Kortrijk")]
    gap = region.engagements.listing(text="onduidelijk")[0].gaps[0]
    assert told(lines, OverviewGroup.ENGAGEMENTS_INCOMPLETE) == [
        ("Onduidelijk", f"ontbreekt nog: {label(gap)}")
    ]
    assert told(lines, OverviewGroup.REFERRALS_DUE) == [("Fietsbrug", "GR Kortrijk Proefstreek")]
    assert region.overview.counts()["engagements"] == 1
    for share in region.engagements.row(engagement).partners:
        region.engagements.set_state(share.id, EngagementState.KEPT)
    assert told(region.overview.lines("coordinator"), OverviewGroup.ENGAGEMENTS_DUE) == []


@pytest.mark.long
def test_topics_that_justify_a_meeting_wait_until_they_are_scheduled(region: Region) -> None:
    """R13."""
    topic = region.topics.add({"title": "Bouwshift", "justifies_meeting": True})
    region.topics.add({"title": "Klein punt"})
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.TOPICS_FOR_MEETING) == [("Bouwshift", "ingediend")]
    assert region.overview.counts()["topics"] == 1
    region.topics.schedule(topic, region.meeting())
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.TOPICS_FOR_MEETING) == []


def test_evaluations_come_due_until_the_next_one(region: Region) -> None:
    """R5, R16: of an action and of a body's working."""
    action = region.records.add("regional_action", {"title": "Bouwshift", "order_key": "a"})
    region.records.add(
        "evaluation", {"action_id": action, "on": date(2025, 11, 1), "next_due_on": date(2026, 11, 1)}
    )
    region.records.add(
        "evaluation",
        {"body_id": region.bodies["IBO"], "on": date(2023, 1, 1), "next_due_on": date(2026, 12, 1)},
    )
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.EVALUATIONS_DUE) == [
        ("Bouwshift", "evaluatie van de actie"),
        ("IBO Proefstreek", "evaluatie van de werking"),
    ]
    region.records.add("evaluation", {"action_id": action, "on": TODAY, "next_due_on": date(2027, 11, 1)})
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.EVALUATIONS_DUE) == [("IBO Proefstreek", "evaluatie van de werking")]
    assert region.overview.counts()["actions"] == 1


def test_what_was_deleted_is_not_evaluated(region: Region) -> None:
    action = region.records.add("regional_action", {"title": "Bouwshift", "order_key": "a"})
    for of in ({"action_id": action}, {"body_id": region.bodies["IBO"]}):
        region.records.add("evaluation", {**of, "on": date(2025, 11, 1), "next_due_on": date(2026, 11, 1)})
    assert len(told(region.overview.lines("coordinator"), OverviewGroup.EVALUATIONS_DUE)) == 2
    region.records.delete("regional_action", action)
    with region.store.write("weg") as work:
        work.delete(work.get(Body, region.bodies["IBO"]))
    assert told(region.overview.lines("coordinator"), OverviewGroup.EVALUATIONS_DUE) == []


def test_a_delegate_sees_only_what_concerns_their_college(region: Region) -> None:
    """No league table: no other college is named or counted."""
    own, other = region.colleges[1], region.colleges[0]
    item = region.item(region.meeting(on=HELD))
    region.feedback.open_rounds([item], [own, other], Side.AFTER, Question.POSITION, date(2026, 11, 20))
    region.feedback.deliver([(item, own), (item, other)], HELD)
    region.engagements.add({"what": "Advies", "due_on": TODAY}, [region.organisations["Kortrijk"]])
    region.engagements.add({"what": "Van een ander", "due_on": TODAY}, [region.organisations["Anzegem"]])
    lines = region.overview.lines(own)
    assert [(line.group, line.title) for line in lines] == [
        (OverviewGroup.ANSWERS_ASKED, "Fietsbrug"),
        (OverviewGroup.ENGAGEMENTS_DUE, "Advies"),
    ]
    assert lines[0].detail.endswith(": antwoord gevraagd tegen 20 november 2026 (datum voorbij)")
    assert "Anzegem" not in "".join(line.detail for line in lines)


@pytest.mark.long
def test_a_group_is_not_longer_than_anybody_reads(region: Region) -> None:
    kortrijk = region.organisations["Kortrijk"]
    for n in range(MOST + 5):
        region.engagements.add({"what": f"Advies {n}", "due_on": TODAY}, [kortrijk])
    lines = region.overview.lines("coordinator")
    assert len(told(lines, OverviewGroup.ENGAGEMENTS_DUE)) == MOST


def _groups(lines: list[Line]) -> dict[OverviewGroup, list[tuple[str, str, str]]]:
    by_group: dict[OverviewGroup, list[tuple[str, str, str]]] = {}
    for line in lines:
        by_group.setdefault(line.group, []).append((line.title, line.detail, line.kind))
    return by_group


def _action(region: Region, **values: object) -> UUID:
    return region.records.add(
        "regional_action",
        {"title": "Leiepark", "order_key": "a", "state": ActionState.RUNNING, **values},
    )


def test_what_actions_ask_soon_is_told_where_the_work_is(region: Region) -> None:
    action = _action(region, next_step="Plan vaststellen", next_step_on=date(2026, 12, 1))
    about = {"action_id": action}
    region.records.add("milestone", {**about, "title": "Vergunning", "due_on": date(2026, 11, 1)})
    region.records.add("milestone", {**about, "title": "Ver weg", "due_on": date(2027, 11, 1)})
    reached = {"title": "Klaar", "due_on": date(2026, 11, 1), "reached_on": date(2026, 11, 2)}
    region.records.add("milestone", {**about, **reached})
    region.records.add("evaluation", {**about, "planned_on": date(2026, 12, 10)})
    region.records.add(
        "funding",
        {
            **about,
            "label": "Deal",
            "kind": FundingKind.REGIODEAL,
            "state": FundingState.GRANTED,
            "granted_on": date(2024, 12, 5),
            "interim_report_on": date(2026, 12, 20),
            "final_report_on": date(2028, 1, 1),
        },
    )
    assert _groups(region.overview.lines("coordinator")) == {
        OverviewGroup.NEXT_STEPS: [("Plan vaststellen", "Leiepark", "next_step")],
        OverviewGroup.MILESTONES: [("Vergunning", "Leiepark", "milestone")],
        OverviewGroup.FUNDING_DAYS: [("Deal", "Leiepark: tussentijds verslag in te dienen", "funding")],
        # The second year of the deal lies near the evaluation that is planned, the first one near none.
        OverviewGroup.EVALUATIONS_DUE: [
            (
                "Leiepark",
                "evaluatie van de regiodeal van 5 december 2024, nog niet gepland",
                "action_progress",
            ),
            ("Leiepark", "evaluatie van de actie", "evaluation"),
        ],
    }
    region.records.patch(
        "regional_action", action, None, {"state": ActionState.STOPPED, "stopped_reason": "Geen geld"}
    )
    assert region.overview.lines("coordinator") == []  # a stopped action asks nothing any more


@pytest.mark.long
def test_the_number_beside_a_page_is_that_of_the_overview(region: Region) -> None:
    action = _action(region, next_step="Plan", next_step_on=TODAY)
    region.records.add("milestone", {"action_id": action, "title": "Vergunning", "due_on": TODAY})
    region.engagements.add({"what": "Advies", "due_on": TODAY}, [region.organisations["Kortrijk"]])
    region.topics.add({"title": "Bouwshift", "justifies_meeting": True})
    item = region.item(region.meeting(on=HELD))
    region.feedback.open_rounds([item], region.colleges, Side.AFTER, Question.POSITION, IBO_DAY)
    lines = [*region.overview.lines("coordinator"), *region.overview.lines("secretary")]
    shown = {(line.group, line.id) for line in lines}
    for page, groups in COUNTED.items():
        assert region.overview.counts()[page] == sum(group in groups for group, _id in shown), page
        assert page_definition(page)


@pytest.fixture
def asked(region: Region) -> Iterator[list[str]]:
    """The selects that are sent to the database."""
    selects: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith("SELECT"):
            selects.append(statement)

    event.listen(region.store.engine, "before_cursor_execute", note)
    yield selects
    event.remove(region.store.engine, "before_cursor_execute", note)


def test_the_numbers_beside_the_pages_follow_every_write_and_every_day(
    region: Region, asked: list[str]
) -> None:
    counts = region.overview.counts
    assert counts()["engagements"] == 0
    engagement = region.engagements.add(
        {"what": "Advies", "due_on": TODAY}, [region.organisations["Kortrijk"]]
    )
    assert counts()["engagements"] == 1
    region.records.patch("engagement", engagement, None, {"due_on": TODAY + timedelta(days=400)})
    assert counts()["engagements"] == 0
    History(region.store).undo()
    assert counts()["engagements"] == 1
    with region.store.together("Samen"):
        region.topics.add({"title": "Bouwshift", "justifies_meeting": True})
        assert counts()["topics"] == 1
        region.topics.add({"title": "Mobipunten", "justifies_meeting": True})
    assert counts()["topics"] == 2
    asked.clear()
    assert counts()["topics"] == 2
    assert len(asked) == 1  # whether anything was written since
    region.store.clock = FixedClock(datetime(2020, 1, 1, 9, 0, tzinfo=UTC))
    assert counts()["engagements"] == 0


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 31), date(2027, 6, 1)])
def test_a_mandate_that_ends_is_told_until_somebody_follows(region: Region, day: date) -> None:
    kortrijk, ibo = region.organisations["Kortrijk"], region.bodies["IBO"]
    person = region.records.add("person", {"name": "An Voorbeeld"})
    seat = {"person_id": person, "organisation_id": kortrijk, "body_id": ibo}
    with region.store.write("leeg") as work:
        for mandate in work.session.exec(select(Mandate)).all():
            work.delete(mandate)
    region.records.add("mandate", {**seat, "valid_to": day})
    near = date(2026, 10, 24) <= day <= date(2027, 1, 22)
    ending = _groups(region.overview.lines("secretary")).get(OverviewGroup.SEATS_ENDING, [])
    told_seats = [("Kortrijk in IBO", "An Voorbeeld: mandaat eindigt, nog geen opvolger", "person")] * near
    assert [line for line in ending if line[2] == "person"] == told_seats
    seats = [line for line in ending if line[2] == "body"]
    assert all(line[0].startswith("IBO: ") for line in seats), "only seats that somebody held"
    assert ("Kortrijk" in "".join(line[0] for line in seats)) is (day < date(2026, 10, 24))
    region.records.add("mandate", {**seat, "valid_from": day})
    ending = _groups(region.overview.lines("secretary")).get(OverviewGroup.SEATS_ENDING, [])
    assert not [line for line in ending if line[2] == "person"]


def test_first_steps_are_counted(region: Region) -> None:
    steps = {step.step: step for step in region.overview.first_steps()}
    assert (steps[FirstStep.CALENDARS].count, steps[FirstStep.CALENDARS].of) == (0, 3)
    assert not steps[FirstStep.MEETING].begun
    region.calendar("CBS Kortrijk", 0, 3)
    region.meeting()
    steps = {step.step: step for step in region.overview.first_steps()}
    assert steps[FirstStep.CALENDARS].count == 1
    assert steps[FirstStep.MEETING].begun


def test_what_lists_left_and_terms_that_end_are_told(region: Region) -> None:
    """A list is one line, whatever is left of it; a term is told a year ahead, that of a college never."""
    left = {"source": "acties.xlsx", "sheet": "Blad 1"}
    with region.store.write("leeg") as work:
        for number, text in ((4, "“Heule” is een deel van Kortrijk"), (9, "“zsm” is geen dag")):
            work.add(ListRemainder(**left, row_number=number, text=text))
    body = region.bodies["IBO"]
    region.records.patch("body", body, None, {"valid_to": date(2027, 6, 30)})
    lines = region.overview.lines("coordinator")
    assert told(lines, OverviewGroup.LEFT_OF_LISTS) == [("acties.xlsx", "2 regels te regelen")]
    assert told(lines, OverviewGroup.TERMS_ENDING) == [
        ("IBO Proefstreek", "termijn loopt af: tijdig te verlengen")
    ]
    region.records.patch("body", body, None, {"valid_to": date(2026, 6, 30)})
    assert told(region.overview.lines("secretary"), OverviewGroup.TERMS_ENDING) == [
        ("IBO Proefstreek", "termijn verstreken: verlengd?")
    ]
