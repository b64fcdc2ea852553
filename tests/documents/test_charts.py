"""Charts that other programs can draw, that say the same in words, and that print in an archivable PDF."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst
from lxml import etree

from ibo_desk.documents.charts import (
    DARK,
    PAPER,
    Chart,
    coverage_over_time,
    engagements_by_partner,
    engagements_by_state,
    ink_on,
    lead_times,
)
from ibo_desk.documents.pdf import STANDARDS
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.files import report, resource
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.feedback.coverage import MonthCoverage
from ibo_desk.services.words import label
from tests.documents.builders.reading_files import pdf_words
from tests.documents.builders.small_region import SmallRegion

MONTHS = [
    MonthCoverage(date(2026, 11, 1), cells=26, delivered=13, heard_before=5, heard=20),
    MonthCoverage(date(2026, 12, 1), cells=13, delivered=13, heard_before=13, heard=13),
    MonthCoverage(date(2027, 1, 1), cells=0, delivered=0, heard_before=0, heard=0),
]
DAYS = [0, 3, 8, 9, 30, 60]


def shown(chart: Chart) -> list[str]:
    """Every text in the drawing, which must be well-formed."""
    root = etree.fromstring(chart.svg.encode())
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def ledger(region: SmallRegion) -> Chart:
    return engagements_by_partner(Engagements(region.store).listing())


def test_every_partner_with_its_numbers(ledger: Chart) -> None:
    texts = shown(ledger)
    assert {"Kortrijk", "Menen"} <= set(texts)
    assert label(EngagementState.CONDITIONAL) in texts
    assert label(EngagementState.KEPT) not in texts, "no legend for what nobody has"
    assert "Kortrijk: voorgesteld 1, onder voorbehoud 1" in ledger.alt
    names = [text for text in texts if text in {"Anzegem", "Kortrijk", "Zwevegem"}]
    assert names == sorted(names), "by name: who carries most is no contest"


def test_every_state_with_the_number_of_its_shares(region: SmallRegion) -> None:
    rows = Engagements(region.store).listing()
    shares = [share.state for row in rows for share in row.partners]
    chart = engagements_by_state(Counter(shares))
    used = [state for state in EngagementState if state in shares]
    texts = shown(chart)
    assert texts[0::2] == [label(state) for state in used], "in the order in which states follow each other"
    assert texts[1::2] == [str(shares.count(state)) for state in used]
    assert (label(used[0]), str(shares.count(used[0]))) in chart.figures
    assert "voor zover geregistreerd" in chart.alt
    assert engagements_by_state({}).svg == ""


def test_a_name_is_drawn_whole_and_what_is_not_drawn_is_told(region: SmallRegion) -> None:
    row = next(row for row in Engagements(region.store).listing() if row.partners)
    long = "Agentschap Wegen en Verkeer"
    many = [replace(row.partners[0], organisation=name) for name in (long, *(f"P{n}" for n in range(41)))]
    chart = engagements_by_partner([replace(row, partners=tuple(many))])
    assert long in shown(chart)
    assert "Nog 2 partners zijn niet getekend." in chart.alt


def test_coverage_in_percent_leaves_out_months_without_items() -> None:
    chart = coverage_over_time(MONTHS)
    assert "november 2026: nota 50 %, gehoord 19 %; december 2026: nota 100 %, gehoord 100 %" in chart.alt
    assert "januari" not in chart.alt
    assert [text for text in shown(chart) if "/20" in text] == ["11/2026", "12/2026"]
    assert "stroke-dasharray" in chart.svg, "not by colour alone"


def test_one_month_and_many_months_fit() -> None:
    many = [MonthCoverage(date(2020 + at // 12, at % 12 + 1, 1), 13, at % 13, 0, 13) for at in range(60)]
    for months in (MONTHS[:1], many):
        root = etree.fromstring(coverage_over_time(months).svg.encode())
        xs = [float(node.get("cx")) for node in root.iter("{http://www.w3.org/2000/svg}circle")]
        assert 0 < min(xs) <= max(xs) < 720


def test_lead_times_in_weeks() -> None:
    chart = lead_times(DAYS)
    assert "0–6: 2; 7–13: 2; 14–20: 0; 21–27: 0; 28–34: 1; 35–41: 0; 42+: 1" in chart.alt
    assert "dagen tussen nota en vergadering" in shown(chart)


def test_nothing_to_show_says_so() -> None:
    for chart in (engagements_by_partner([]), coverage_over_time(MONTHS[2:]), lead_times([])):
        assert chart == Chart("", "Niets te tonen, voor zover geregistreerd.", 0, 0)


def test_numbers_can_be_read_on_every_colour() -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
        return (
            sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)) + 0.05
        )

    for colours in (PAPER, DARK):
        for state in EngagementState:
            fill = colours.of_state(state)
            light, dark = sorted((luminance(fill), luminance(ink_on(fill))), reverse=True)
            assert light / dark >= 4.5, state


def test_the_same_data_give_the_same_bytes(ledger: Chart, region: SmallRegion) -> None:
    assert engagements_by_partner(Engagements(region.store).listing()) == ledger


def test_a_chart_prints_in_an_archivable_pdf_with_its_words(ledger: Chart, tmp_path: Path) -> None:
    shutil.copy(report("typ", "house.typ"), tmp_path / "house.typ")
    (tmp_path / "paper.typ").write_text(
        '#import "house.typ": *\n#set document(title: "Proef")\n#set text(lang: "nl", font: body-font)\n'
        "#chart(data.chart)\n"
    )
    data = {"head": {}, "chart": {"svg": ledger.svg, "alt": ledger.alt}}
    made = typst.compile(
        str(tmp_path / "paper.typ"),
        root=str(tmp_path),
        font_paths=[str(resource("fonts"))],
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=1_800_000_000,
        sys_inputs={"data": json.dumps(data)},
    )
    assert isinstance(made, bytes)
    assert "Engagementen per partner en stand" in pdf_words(made)
