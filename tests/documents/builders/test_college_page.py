"""The page of a college: what waits for it with its days, its notes as they were sent, in one file of its own."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.documents.content import Memo
from ibo_desk.documents.content_json import from_json
from ibo_desk.documents.layouts.college_page import CollegePage
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.feedback import Turn
from ibo_desk.services.words.format import day
from tests.beginnings import TODAY, example_with_notes_of_run


@pytest.fixture
def example(tmp_path: Path) -> Iterator[App]:
    with open_app(
        shutil.copyfile(example_with_notes_of_run(), tmp_path / "voorbeeld.ibo"), clock=TODAY
    ) as app:
        yield app


@pytest.fixture
def pages(example: App) -> dict[str, CollegePage]:
    """The pages of the example, by municipality."""
    made = [paper.content for paper in example.papers.contents(PaperRequest("college-page"))]
    return {page.municipality: page for page in made if isinstance(page, CollegePage)}


def _town(college: str) -> str:
    """Each is called after its town: CBS Menen, College van burgemeester en schepenen van Menen."""
    return college.rpartition(" ")[2]


@pytest.mark.long
def test_what_waits_is_what_the_desk_of_the_college_says(example: App, pages: dict[str, CollegePage]) -> None:
    colleges = {college.organisation: college.id for college in example.bodies.colleges()}
    assert len(pages) == len(colleges) == 13
    for town, page in pages.items():
        waits = [row for row in example.my_college.of(colleges[town]).open_rounds if row.turn is Turn.COLLEGE]
        assert sorted(question.title for question in page.questions) == sorted(row.item for row in waits)
        assert str(len(waits)) in page.first


@pytest.mark.long
def test_the_days_are_those_of_the_one_service_of_days(example: App, pages: dict[str, CollegePage]) -> None:
    for row in example.deadlines.listing():
        page = pages[_town(row.college)]
        for question in page.questions:
            if question.title == row.item and question.meeting in row.meeting:
                assert (question.college_by, question.submit_by) == (day(row.last_session), day(row.in_by))
                assert question.reason == row.reason


def test_a_note_stands_as_it_was_sent(example: App, pages: dict[str, CollegePage]) -> None:
    drafts = 0
    for row in example.sent.listing():
        if row.kind != "memo" or row.replaced_by_id is not None or not row.known:
            continue
        content = from_json(example.sent.content(row.id))
        notes = pages[_town(row.college)].notes
        assert isinstance(content, Memo)
        (note,) = [note for note in notes if note.sent.endswith(day(row.sent_on)) and note.items == row.items]
        drafts += len(note.drafts)
        titles = {item.title for item in content.asked} | {"punten ter kennisname"}
        assert {draft.title for draft in note.drafts} <= titles
        assert all(draft.articles for draft in note.drafts)
    assert drafts > 5


@pytest.mark.long
def test_the_page_stands_alone_and_its_links_lead_somewhere(pages: dict[str, CollegePage]) -> None:
    html = render(pages["Wevelgem"], "html").decode()
    assert "<script" not in html
    assert not re.search(r'(src|href)="(?!#|mailto:|data:)', html), "it asks nothing from elsewhere"
    links, ids = re.findall(r'href="#([^"]+)"', html), re.findall(r' id="([^"]+)"', html)
    assert links
    assert set(links) <= set(ids)
    assert '<meta name="viewport"' in html
    assert html.count("<h1>") == 1
    assert len(ids) == len(set(ids))
    assert '<html lang="nl' in html
    assert "<title>Pagina van het college · College van" in html
    assert html.index("</nav>") < html.index("<main>") < html.index("<h1>") < html.index("</main>")
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), (
        "no level of headings is passed over"
    )
    assert html.count("<td") == html.count("<td data-head="), "on a phone each cell says what it is"
