"""The example's advice of the VRR, split by line of transport with two named dissents, in all four forms."""

import re
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest

from ibo_desk.app import create_app
from ibo_desk.documents.content import Content
from ibo_desk.documents.render import FORMATS, render
from ibo_desk.domain.clock import FixedClock
from ibo_desk.services.example import PRESET, build
from tests.documents.builders.reading_files import docx_words, pdf_words

AXES = (
    "K1: gunstig, met de vraag om de halte aan de campus te bewaren;",
    "K2: gunstig;",
    "K3: gunstig, met uitzondering van Avelgem en Spiere-Helkijn, die ongunstig adviseren.",
)
# Who says what of which axis, in the order of the paper; the words are short enough to stand on one line.
SAID = (
    ("Avelgem", "niet akkoord", "over as K3: Avelgem adviseert ongunstig"),
    ("Kortrijk", "voorbehoud", "over as K1: Gunstig, op voorwaarde"),
    ("Spiere-Helkijn", "niet akkoord", "over as K3: Spiere-Helkijn adviseert ongunstig"),
    ("Team MOW", "akkoord", "Team MOW steunt het voorstel"),
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Content]:
    """What was noted of the meeting of 7 October, and the note of it to the college of Avelgem."""
    from datetime import UTC, datetime

    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    place: Path = tmp_path_factory.mktemp("example") / "voorbeeld.ibo"
    with create_app(place, PRESET, clock=clock, actor="test") as app:
        build(app.store, clock)
        meeting: UUID = app.meetings.find("VRR 2026-4").id
        college = app.bodies.find("Avelgem")
        return {
            "minutes": app.papers.preview("minutes", meeting_id=meeting),
            "memo": app.papers.preview("memo", meeting_id=meeting, college_id=college),
        }


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def said(content: Content, form: str) -> str:
    """The words of a paper, on one line."""
    made = render(content, form)
    if form == "docx":
        return flat(docx_words(made))
    if form == "pdf":
        return flat(pdf_words(made))
    if form == "html":
        return flat(unescape(re.sub(r"<[^>]+>", " ", made.decode())).replace(" :", ":").replace(" ;", ";"))
    return flat(made.decode().replace("**", ""))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ["minutes", "memo"])
def test_each_axis_and_each_dissent_is_printed_with_its_name(
    papers: dict[str, Content], kind: str, form: str
) -> None:
    told = said(papers[kind], form)
    print(form, kind, told[:6000])
    assert "Advies" in told
    for axis in AXES:
        assert axis in told
    places = [told.index(why) for _who, _stance, why in SAID]
    assert places == sorted(places)
    for who, stance, why in SAID:
        before = told[: told.index(why)]
        assert before.rindex(who) < before.rindex(stance)
        assert len(before) - before.rindex(who) < 60
