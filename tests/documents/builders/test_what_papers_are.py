"""Every paper says what it is: a draft, submitted, approved, replaced, cancelled, yet to come or not over yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.data.store import Store
from ibo_desk.documents.builders.period import digest, load_period
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.issuing import Issuing
from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.records import patch
from ibo_desk.services.meetings.meetings import MEETING, Meetings
from ibo_desk.services.minutes.minutes import Minutes
from tests.documents.builders.small_region import IBO_DAY, NEXT_DAY, SmallRegion

TODAY, AFTER = date(2026, 11, 23), date(2026, 12, 20)
STATES: Final = (
    "cancelled", "planned", "sent", "not noted as held", "held", "submitted", "approved", "opened again",
    "approved again",
)  # fmt: skip
DRAFT, SUBMITTED = "Ontwerp", "Voorgelegd"
APPROVED = "Schriftelijk goedgekeurd op 20 december 2026"
REPLACES = "; vervangt het verslag dat op 20 december 2026 werd goedgekeurd"
NOT_NOTED = "er is nog niet genoteerd dat de vergadering gehouden is"
CALLED_OFF = "Deze vergadering is geannuleerd: te weinig punten"
MINUTES = (
    "cancelled_without_minutes", "no_minutes_yet", "no_minutes_yet", f"Ontwerp; {NOT_NOTED}", DRAFT, SUBMITTED,
    APPROVED, DRAFT + REPLACES, APPROVED + REPLACES,
)  # fmt: skip
PREPARES = "voorbereidende nota, vóór de vergadering, op basis van de agenda"
# By kind, in the order of STATES: the words on the paper, "" where it states nothing, or the code of the refusal.
TABLE: Final = {
    "agenda": ("Geannuleerd", "Ontwerpagenda", *[""] * 7),
    "attendance-list": ("Geannuleerd", *[""] * 8),
    "minutes": MINUTES,
    "conclusions": MINUTES,
    "memo": (
        CALLED_OFF, PREPARES, PREPARES, f"op basis van de agenda; {NOT_NOTED}", "op basis van het ontwerpverslag",
        "op basis van het ontwerpverslag dat ter goedkeuring voorligt",
        "op basis van het goedgekeurde verslag", "op basis van het ontwerpverslag",
        "op basis van het goedgekeurde verslag",
    ),
}  # fmt: skip
PERIODS: Final = {
    "over": (date(2026, 5, 1), "Stand op {last}"),
    "not over yet": (TODAY, "Nog niet voorbij; stand op 23 november 2026"),
    "yet to come": (date(2027, 3, 1), "Nog te komen; stand op 23 november 2026"),
}
LAST: Final = {"month-overview": "31 mei 2026", "council-report": "30 juni 2026"}


@dataclass(frozen=True)
class Course:
    """What each kind of paper about one meeting said in each of its states, and the region after it."""

    said: dict[tuple[str, str], str]
    region: SmallRegion


@pytest.fixture(scope="module")
def course(
    _small_file: tuple[Path, SmallRegion], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Course]:
    path, made = _small_file
    own = tmp_path_factory.mktemp("course") / "klein.ibo"
    own.write_bytes(path.read_bytes())
    store = Store(str(own), _noon(TODAY), actor="test", copy_id=UUID(int=1))
    region = replace(made, store=store)
    said: dict[tuple[str, str], str] = {}
    for state in STATES:
        _bring_to(region, state)
        said |= {(kind, state): _said(region, kind) for kind in TABLE}
    yield Course(said, region)
    store.close()


def _noon(day: date) -> FixedClock:
    return FixedClock(datetime(day.year, day.month, day.day, 12, 0, tzinfo=ZoneInfo("Europe/Brussels")))


def _bring_to(region: SmallRegion, state: str) -> None:
    store, meeting = region.store, region.next_ibo
    issuing, minutes = Issuing(region), Minutes(store)
    store.clock = _noon(TODAY if state in STATES[:3] else AFTER)
    match state:
        case "cancelled":
            values = {"state": MeetingState.CANCELLED, "cancelled_reason": "te weinig punten"}
            with store.write("") as work:
                patch(work, MEETING, meeting, None, values)
        case "planned":
            Meetings(store).set_state(meeting, MeetingState.PLANNED)
        case "sent":
            issuing.send_agenda(meeting)
        case "held":
            Meetings(store).set_state(meeting, MeetingState.HELD)
        case "submitted":
            issuing.submit_minutes(meeting)
        case "approved" | "approved again":
            if state == "approved again":
                issuing.submit_minutes(meeting)
            issuing.approve_minutes(meeting, minutes.versions(meeting)[0].id, ApprovalMode.IN_WRITING)
        case "opened again":
            minutes.reopen(meeting, "Een naam was fout.")


def _said(region: SmallRegion, kind: str) -> str:
    try:
        return _text(region, kind, meeting_id=region.next_ibo)
    except PaperError as error:
        return error.code


def _text(region: SmallRegion, kind: str, **asked: object) -> str:
    (paper,) = Papers(region).contents(PaperRequest(kind, college_ids=[region.colleges["Menen"]], **asked))  # type: ignore[arg-type]
    return render(paper.content, "txt").decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [(kind, state, TABLE[kind][at]) for kind in TABLE for at, state in enumerate(STATES)],
)
def test_a_paper_about_a_meeting_says_what_it_is(
    course: Course, kind: str, state: str, expected: str
) -> None:
    said = course.said[kind, state].splitlines()
    if expected:
        assert any(
            line == expected or line.endswith(f": {expected}") or expected + " " in line for line in said
        )
    else:
        assert not [line for line in said if line.startswith("Status:")]


def test_papers_of_a_cancelled_meeting_speak_of_no_coming(region: SmallRegion) -> None:
    Agenda(region.store).add(region.next_ibo, {"title": "Ringweg"})
    coming = ("wordt besproken op", "verhinderd", "laat weten")
    before = _text(region, "memo", meeting_id=region.next_ibo) + _text(
        region, "agenda", meeting_id=region.next_ibo
    )
    assert [text in before for text in coming[:2]] == [True, True]
    _bring_to(region, "cancelled")
    after = _text(region, "memo", meeting_id=region.next_ibo) + _text(
        region, "agenda", meeting_id=region.next_ibo
    )
    assert "Ringweg" in after
    assert not [text for text in coming if text in after]


def test_every_kind_about_a_meeting_stands_in_the_table() -> None:
    assert set(TABLE) == {kind.key for kind in KINDS.values() if kind.about is About.MEETING}
    assert set(LAST) == {kind.key for kind in KINDS.values() if kind.over_a_period}


@pytest.mark.parametrize("kind", LAST)
@pytest.mark.parametrize("period", PERIODS)
def test_a_paper_over_a_period_says_whether_that_is_over(region: SmallRegion, kind: str, period: str) -> None:
    month, expected = PERIODS[period]
    assert f"Status: {expected.format(last=LAST[kind])}\n" in _text(region, kind, month=month)


@pytest.mark.parametrize(
    "kind", [kind.key for kind in KINDS.values() if kind.about in {About.REGION, About.ACTION}]
)
@pytest.mark.parametrize("on", [None, date(2026, 11, 10)], ids=["today", "an earlier day"])
def test_a_paper_about_the_region_says_of_which_day_it_tells(
    region: SmallRegion, kind: str, on: date | None
) -> None:
    action = Actions(region.store).choices()[0].id
    lines = _text(region, kind, action_id=action, on=on).strip().splitlines()
    day, other = ("10", "23") if on else ("23", "10")
    assert lines[-1].endswith(f"gegevens van {day} november 2026")
    stated = [line for line in lines if line.startswith(("Stand op", "Status:", "Elk orgaan", "Tot en met"))]
    assert f"{other} november 2026" not in "".join(stated)


@pytest.mark.long
def test_the_month_overview_says_so_of_approved_minutes(region: SmallRegion) -> None:
    sources = Sources(region.store)
    region.store.clock = _noon(AFTER)
    sources.meetings.set_state(region.next_ibo, MeetingState.HELD)
    item = sources.agenda.add(
        region.next_ibo, {"title": "Goedkeuring verslag 6/11", "item_type": ItemType.MINUTES_APPROVAL}
    )
    sources.agenda.conclude(item, "Het verslag wordt goedgekeurd.")
    draft, approved = "op basis van het ontwerpverslag", "op basis van het goedgekeurde verslag"
    assert draft in _text(region, "month-overview", month=IBO_DAY), "as it stood at the end of that month"
    assert approved in _text(region, "memo", meeting_id=region.ibo)
    gatherings = load_period(sources, IBO_DAY, NEXT_DAY).gatherings
    told = [digest(each, Audience.COLLEGE, lambda _gathering, _item: ()).source for each in gatherings]
    assert told == [approved, draft], "the note and what is told of a period say the same of one meeting"
