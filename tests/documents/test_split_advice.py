"""The example's advice of the VRR, split by line of transport with two named dissents, in all four forms."""

import re
import shutil
from collections.abc import Sequence
from html import unescape

import pytest

from ibo_desk.app import open_app
from ibo_desk.documents.content import Content
from ibo_desk.documents.render import FORMATS, render
from ibo_desk.documents.request import PaperRequest
from tests.beginnings import TODAY, example_of_run
from tests.documents.builders.reading_files import docx_words, pdf_words

# In the order of the paper, each as it stands on one line of the PDF: the advice axis by axis, then who says what.
ADVICE = (
    "De vervoerregioraad adviseert per as:",
    "K1", ": gunstig, met de vraag om de halte aan de campus te bewaren;",
    "K2", ": gunstig;",
    "K3", ": gunstig, met uitzondering van Avelgem en Spiere-Helkijn, die ongunstig adviseren.",
)  # fmt: skip
POSITIONS = (
    "Avelgem", "niet akkoord", "over as K3: Avelgem adviseert ongunstig: de",
    "Kortrijk", "voorbehoud", "over as K1: Gunstig, op voorwaarde dat de halte",
    "Spiere-Helkijn", "niet akkoord", "over as K3: Spiere-Helkijn adviseert ongunstig: de",
    "Team MOW", "akkoord", "Team MOW steunt het voorstel",
)  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Content]:
    """What was noted of the meeting of 7 October, and the note of it to the college of Avelgem."""
    place = shutil.copy(example_of_run(), tmp_path_factory.mktemp("example") / "voorbeeld.ibo")
    with open_app(place, clock=TODAY) as app:
        meeting = app.meetings.find("VRR 2026-4").id
        college = app.bodies.find("Avelgem")
        return {
            "minutes": app.papers.preview(PaperRequest("minutes", meeting_id=meeting)),
            "memo": app.papers.preview(PaperRequest("memo", meeting_id=meeting, college_ids=[college])),
        }


def said(content: Content, form: str) -> str:
    """The words of a paper, with single spaces."""
    made = render(content, form)
    if form == "docx":
        told = docx_words(made)
    elif form == "pdf":
        told = pdf_words(made)
    else:
        told = unescape(re.sub(r"<[^>]+>", "", made.decode()))
    return " ".join(told.split())


def missing(told: str, pieces: Sequence[str]) -> str:
    """The first piece that does not follow on the ones before it; "" where all do."""
    at = 0
    for piece in pieces:
        found = told.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return ""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ["minutes", "memo"])
def test_each_axis_and_each_dissent_is_printed_with_its_name(
    papers: dict[str, Content], kind: str, form: str
) -> None:
    assert missing(said(papers[kind], form), (*ADVICE, *POSITIONS)) == ""
