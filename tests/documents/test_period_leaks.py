"""Month overviews and council reports tell only what their readers may know; every form is searched for the marks."""

from datetime import date

import pytest
from sqlmodel import select

from ibo_desk.data.tables import AgendaItem, Engagement, Meeting, ProgressNote, RegionalAction, Topic
from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from ibo_desk.services.words.format import long_day
from tests.documents.builders.small_region import SECRET, SmallRegion
from tests.documents.test_leaks import Marks, _forms, _neutral, _told, marked

__all__ = ["marked"]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def everything_marked(region: SmallRegion, marked: Marks) -> Marks:
    """Every narrow field of the small region, points that towns brought in, and an action's notes."""
    with region.store.write("Merken") as work:
        for town in ("Kortrijk", "Menen"):
            mark = marked.own(town, "punt")
            work.add(
                Topic(
                    title=mark,
                    submitted_by_id=region.towns[town],
                    submitted_on=date(2026, 11, 3),
                    summary=mark,
                )
            )
        action = work.session.exec(select(Engagement.action_id).where(Engagement.action_id != None)).first()  # noqa: E711
        assert action is not None
        marks_of_action = marked.hide("actie")
        work.add(
            ProgressNote(
                action_id=action,
                on=date(2026, 11, 4),
                text=marked.hide("stand"),
                audience=Audience.PARTICIPANTS,
            )
        )
        told = work.get(RegionalAction, action)
        told.summary = told.next_step = told.added_reason = marks_of_action
        told.public_progress, told.public_progress_on = "Qopenbaarq", date(2026, 11, 3)
        work.add(told)
    return marked


@pytest.mark.long
@pytest.mark.parametrize("kind", ["month-overview", "college-page"])
def test_what_is_made_for_a_college(region: SmallRegion, everything_marked: Marks, kind: str) -> None:
    """All 13 as neutral content; Kortrijk's in every form."""
    towns = {college: town for town, college in region.colleges.items()}
    papers = Papers(region).contents(PaperRequest(kind, month=NOVEMBER))
    assert len(papers) == 13
    for paper in papers:
        assert paper.college_id is not None
        town = towns[paper.college_id]
        others = {mark for name, own in everything_marked.college.items() if name != town for mark in own}
        for form, text in _forms(paper.content) if town == "Kortrijk" else _neutral(paper.content):
            assert _told(everything_marked.secretariat, text) == set(), (town, form)
            assert _told(others, text) == set(), (town, form)
            assert SECRET.casefold() not in text.casefold(), (town, form)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["month-overview", "college-page"])
def test_the_search_finds_what_is_told(region: SmallRegion, everything_marked: Marks, kind: str) -> None:
    (paper,) = Papers(region).contents(
        PaperRequest(kind, month=NOVEMBER, college_ids=[region.colleges["Kortrijk"]])
    )
    for form, text in _forms(paper.content):
        assert "Qeigenpunt" in " ".join(_told(everything_marked.college["Kortrijk"], text)), form


@pytest.mark.long
@pytest.mark.parametrize("town", ["Kortrijk", None])
def test_the_council_report_holds_public_content_only(
    region: SmallRegion, everything_marked: Marks, town: str | None
) -> None:
    """Not even what belongs to the own college: the paper is for everybody."""
    with region.store.write("Openbaar") as work:
        item = work.get(AgendaItem, region.fietsbrug)
        item.audience = Audience.PUBLIC
        work.add(item)
        for other in work.session.exec(select(AgendaItem).where(AgendaItem.id != region.fietsbrug)).all():
            if other.audience is not Audience.SECRETARIAT:
                other.title, other.audience = everything_marked.hide("deelnemers"), Audience.PARTICIPANTS
                work.add(other)
        for row in work.session.exec(select(Engagement)).all():
            row.what = everything_marked.hide("belofte")
            work.add(row)
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents(PaperRequest("council-report", month=NOVEMBER, college_ids=colleges))
    everything = everything_marked.secretariat.union(*everything_marked.college.values())
    for form, text in _forms(paper.content):
        assert _told(everything, text) == set(), form
        assert SECRET.casefold() not in text.casefold(), form
        assert form == "pdf" or "Fietsbrug" in text, (
            form
        )  # our reading of a PDF loses letters that are joined
        assert "Qopenbaarq" in text, form


@pytest.mark.parametrize(
    "kind", [pytest.param("council-report", marks=pytest.mark.long), "budget-sheet", "engagements", "seats"]
)
def test_how_a_meeting_is_convened_stays_with_who_is_there(region: SmallRegion, kind: str) -> None:
    """Invitation, day to reply, number of the minutes and why a meeting was called off stand on its own papers only."""
    marks, reply_by = Marks(), date(2019, 5, 7)
    with region.store.write("Samengeroepen") as work:
        for number, meeting in enumerate(work.session.exec(select(Meeting)).all(), 8640):
            meeting.place, meeting.online = marks.hide("plaats"), marks.hide("link")
            meeting.reason, meeting.opening_note = marks.hide("reden"), marks.hide("opening")
            meeting.secretary, meeting.cancelled_reason = marks.hide("verslaggever"), marks.hide("afgelast")
            meeting.reply_by, meeting.report_number = reply_by, number
            work.add(meeting)
    papers = Papers(region)
    (agenda,) = papers.contents(PaperRequest("agenda", meeting_id=region.next_ibo))
    assert _told({long_day(reply_by), *marks.secretariat}, to_json(agenda.content)), (
        "else nothing is looked for"
    )
    asked = {"month": NOVEMBER} if kind == "council-report" else {}
    (paper,) = papers.contents(PaperRequest(kind, college_ids=[region.colleges["Kortrijk"]], **asked))
    assert _told({*marks.secretariat, "7 mei 2019"}, to_json(paper.content)) == set()
    assert "864" not in render(paper.content, "txt").decode()


def test_the_paper_of_seats_tells_of_its_own_municipality_only(region: SmallRegion) -> None:
    """Nor who holds a seat of another, nor which seat of another is empty."""
    others = {town for town in region.towns if town != "Kortrijk"}
    (paper,) = Papers(region).contents(PaperRequest("seats", college_ids=[region.colleges["Kortrijk"]]))
    seats = paper.content.seats  # type: ignore[union-attr]
    assert seats
    told = [text for seat in seats for text in (seat.role, seat.persons, seat.nobody)]
    assert _told(others, " ".join([*told, *paper.content.to_check])) == set()  # type: ignore[union-attr]


def test_positions_of_others_and_answers_never_reach_the_council(region: SmallRegion) -> None:
    with region.store.write("Openbaar") as work:
        for item in work.session.exec(select(AgendaItem)).all():
            item.audience = Audience.PUBLIC
            item.title = item.title.replace(SECRET, "")
            item.conclusion = item.conclusion.replace(SECRET, "")
            work.add(item)
    for paper in Papers(region).contents(
        PaperRequest("council-report", month=NOVEMBER, college_ids=region.colleges.values())
    ):
        told = to_json(paper.content)
        assert "sluipverkeer" not in told
        assert "Eigen antwoord" not in told
        assert SECRET not in told


@pytest.mark.parametrize("kind", ["month-overview", "council-report"])
def test_no_law_article_is_printed(region: SmallRegion, kind: str) -> None:
    for paper in Papers(region).contents(
        PaperRequest(kind, month=NOVEMBER, college_ids=[region.colleges["Menen"]])
    ):
        told = render(paper.content, "txt").decode().casefold()
        for word in ("artikel 8", "art. 8", "regiodecreet", "decreet"):
            assert word not in told
