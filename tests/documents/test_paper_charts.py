"""Charts in papers: the reader's own figures, the same in every form, with words for who cannot see them."""

import base64
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from ibo_desk.data.tables import AgendaItem, Engagement, EngagementPartner, FeedbackRound
from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import from_json, to_json
from ibo_desk.documents.content_overview import CouncilReport, MonthOverview
from ibo_desk.documents.content_rows import Chart
from ibo_desk.documents.fields import field_types
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.pictures import png, size
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sample import sample
from ibo_desk.documents.templates import check
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.feedback import Side
from tests.documents.builders.reading_files import pdf_alternatives
from tests.documents.builders.small_region import SmallRegion
from tests.documents.make_docx import names, part, template

NOVEMBER = date(2026, 11, 1)
CHARTED = ("month-overview", "council-report")


def charts(content: Content) -> tuple[Chart, ...]:
    assert isinstance(content, MonthOverview | CouncilReport)
    return content.charts


def of_paper(region: SmallRegion, kind: str, town: str | None) -> tuple[Chart, ...]:
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents(PaperRequest(kind, month=NOVEMBER, college_ids=colleges))
    return charts(paper.content)


def promise(region: SmallRegion, town: str, states: list[EngagementState], audience: Audience) -> None:
    with region.store.write("Beloften") as work:
        for state in states:
            made = work.add(Engagement(what="Meewerken", audience=audience))
            work.add(
                EngagementPartner(engagement_id=made.id, organisation_id=region.towns[town], state=state)
            )


@pytest.fixture
def drawn() -> Chart:
    """A chart of the sample that has a picture."""
    return charts(sample("month-overview"))[1]


# --- whose figures


def test_a_college_reads_its_own_promises_by_state(region: SmallRegion) -> None:
    promise(region, "Kortrijk", [EngagementState.KEPT, EngagementState.CONFIRMED], Audience.COLLEGE)
    chart = of_paper(region, "month-overview", "Kortrijk")[0]
    assert [(one.label, one.value) for one in chart.figures] == [
        ("onder voorbehoud", "1"), ("bevestigd", "1"), ("nagekomen", "1"),
    ]  # fmt: skip
    assert chart.picture.svg
    assert chart.picture.alt.endswith("onder voorbehoud: 1; bevestigd: 1; nagekomen: 1")


@pytest.mark.long
def test_what_others_promise_and_hear_changes_no_figure(region: SmallRegion) -> None:
    before = of_paper(region, "month-overview", "Kortrijk")
    promise(region, "Menen", list(EngagementState), Audience.COLLEGE)
    with region.store.write("Anderen") as work:
        for row in work.session.exec(select(FeedbackRound)).all():
            if row.college_id != region.colleges["Kortrijk"]:
                row.delivered_on, row.heard_on = date(2026, 10, 20), date(2026, 10, 21)
                work.add(row)
    assert of_paper(region, "month-overview", "Kortrijk") == before
    assert of_paper(region, "month-overview", "Menen") != before


@pytest.mark.long
def test_what_only_the_secretariat_may_read_is_not_even_counted(region: SmallRegion) -> None:
    with region.store.write("Nota") as work:
        for row in work.session.exec(select(FeedbackRound).where(FeedbackRound.side == Side.BEFORE)).all():
            row.delivered_on = date(2026, 10, 28)
            work.add(row)
    _states, reach, ahead = of_paper(region, "month-overview", "Kortrijk")
    assert "november 2026 (nota 50 %, gehoord 50 %)" in reach.sentence
    assert "7–13 (1)" in ahead.sentence
    promise(region, "Kortrijk", list(EngagementState), Audience.SECRETARIAT)
    with region.store.write("Geheim") as work:
        item = work.session.exec(select(AgendaItem).where(AgendaItem.audience == Audience.SECRETARIAT)).one()
        for side in Side:
            hidden = FeedbackRound(
                item_id=item.id,
                college_id=region.colleges["Kortrijk"],
                side=side,
                delivered_on=date(2026, 10, 1),
                heard_on=date(2026, 10, 1),
            )
            work.add(hidden)
        work.add(
            FeedbackRound(
                item_id=region.cofinanciering,
                college_id=region.colleges["Kortrijk"],
                side=Side.BEFORE,
                delivered_on=date(2026, 10, 1),
                heard_on=date(2026, 10, 1),
                audience=Audience.SECRETARIAT,
            )
        )
    assert of_paper(region, "month-overview", "Kortrijk")[1:] == (reach, ahead)
    assert "ingetrokken" not in of_paper(region, "month-overview", "Kortrijk")[0].sentence


@pytest.mark.long
@pytest.mark.parametrize("town", ["Kortrijk", None])
def test_a_council_reads_of_public_promises_only(region: SmallRegion, town: str | None) -> None:
    for audience in set(Audience) - {Audience.PUBLIC}:
        promise(region, "Kortrijk", list(EngagementState), audience)
    assert _counted(region, town) == []
    promise(region, "Kortrijk", [EngagementState.RUNNING] * 4, Audience.PUBLIC)
    promise(region, "Menen", [EngagementState.KEPT], Audience.PUBLIC)
    (told,) = _counted(region, town)
    assert "lopend (4)" in told
    assert ("nagekomen (1)" in told) is (town is None), "only the report for all councils counts all"
    assert "Menen" not in told
    assert of_paper(region, "council-report", town) == (), "few numbers ask no section of their own"


def _counted(region: SmallRegion, town: str | None) -> list[str]:
    """The short sentences of a council report that count engagements."""
    colleges = [region.colleges[town]] if town else None
    (paper,) = Papers(region).contents(PaperRequest("council-report", month=NOVEMBER, college_ids=colleges))
    return [text for text in paper.content.brief if "ngagementen" in text]


def test_fewer_than_three_numbers_are_a_sentence(region: SmallRegion) -> None:
    for chart in of_paper(region, "month-overview", "Kortrijk"):
        assert (chart.picture.svg, chart.figures) == ("", ())
        assert "voor zover geregistreerd" in chart.sentence


# --- in every form


def plain(text: str) -> str:
    """Without the spaces that keep a day on one line."""
    return text.replace("\xa0", " ")


def test_a_pdf_says_each_picture_in_words() -> None:
    content = sample("month-overview")
    told = plain(" ".join(pdf_alternatives(render(content, "pdf"))))
    for chart in charts(content):
        assert chart.picture.alt.split(". ")[1] in told


@pytest.mark.long
def test_a_word_file_holds_each_picture_with_its_words(tmp_path: Path) -> None:
    content = sample("month-overview")
    made = render(content, "docx")
    document = Document(BytesIO(made))
    found = document.inline_shapes
    assert [plain(each._inline.docPr.get("descr") or "") for each in found] == [
        chart.picture.alt for chart in charts(content)
    ]
    assert len({each._inline.docPr.get("id") for each in found}) == len(found)
    for shape, chart in zip(found, charts(content), strict=True):
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = document.part.related_parts[relation]
        assert image.blob == png(chart.picture.svg)
        assert image.content_type == "image/png"
        wide, tall = size(image.blob)
        assert shape.width / shape.height == pytest.approx(wide / tall, rel=0.01)
    assert '<Default Extension="png"' in part(made, "[Content_Types].xml")
    assert render(content, "docx") == made


def test_html_brings_the_picture_and_a_table_of_its_numbers(drawn: Chart) -> None:
    page = render(sample("month-overview"), "html").decode()
    pictures = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page)
    assert (base64.b64decode(pictures[1][0]).decode(), pictures[1][1]) == (
        drawn.picture.svg,
        drawn.picture.alt,
    )
    for figure in drawn.figures:
        assert f'<tr><th scope="row">{figure.label}</th><td>{figure.value}</td></tr>' in page


def test_text_says_the_sentence_and_the_numbers(drawn: Chart) -> None:
    told = render(sample("month-overview"), "txt").decode()
    assert drawn.sentence in told
    assert all(f"- {figure.label}: {figure.value}" in told for figure in drawn.figures)


@pytest.mark.parametrize("kind", CHARTED)
@pytest.mark.parametrize("form", ["docx", "html", "txt"])
def test_what_was_stored_before_there_were_charts_still_prints(kind: str, form: str) -> None:
    stored = json.loads(to_json(sample(kind)))
    del stored["content"]["charts"]
    old = from_json(json.dumps(stored))
    assert charts(old) == ()
    made = render(old, form)
    told = part(made) if form == "docx" else made.decode()
    assert "In beeld" not in told


def test_only_papers_over_a_period_carry_charts() -> None:
    assert [kind for kind, each in KINDS.items() if "charts" in field_types(each.content_class())] == [
        *CHARTED
    ]


# --- own layouts


def test_an_own_layout_without_the_tag_gets_no_picture(tmp_path: Path) -> None:
    own = tmp_path / "eigen.docx"
    own.write_bytes(template("{{ municipality }}"))
    made = render(sample("month-overview"), "docx", own)
    assert [name for name in names(made) if "media" in name] == []


def test_an_own_layout_may_print_a_picture_in_a_paragraph_a_line_and_a_header(tmp_path: Path) -> None:
    document = Document(BytesIO(template("{{p charts[0].picture }}", "Kijk: {{r charts[1].picture }} zo")))
    document.sections[0].header.paragraphs[0].text = "{{p charts[2].picture }}"
    own = tmp_path / "eigen.docx"
    document.save(str(own))
    assert check(own, "month-overview").problems == ()
    made = render(sample("month-overview"), "docx", own)
    again = Document(BytesIO(made))
    assert len(again.inline_shapes) == 2
    header = again.sections[0].header
    (blip,) = header.part.element.findall(".//{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    relation = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    assert header.part.related_parts[relation].blob == png(charts(sample("month-overview"))[2].picture.svg)


def test_a_plain_tag_prints_the_words_of_a_picture(tmp_path: Path, drawn: Chart) -> None:
    own = tmp_path / "eigen.docx"
    own.write_bytes(template("{{ charts[1].picture }}"))
    assert drawn.picture.alt in plain(part(render(sample("month-overview"), "docx", own)))


def test_words_in_a_picture_may_hold_anything(drawn: Chart) -> None:
    content = sample("month-overview")
    assert isinstance(content, MonthOverview)
    hard = "\"a\" & <b> 'c' {{ x }} 🚲"
    picture = replace(drawn.picture, alt=hard)
    made = render(replace(content, charts=(replace(drawn, picture=picture),)), "docx")
    (shape,) = Document(BytesIO(made)).inline_shapes
    assert shape._inline.docPr.get("descr") == hard
