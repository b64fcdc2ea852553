"""Where lines and pages end: days hold together, rows are not split, signatures do not stand alone."""

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ibo_desk.documents.render import render
from ibo_desk.documents.rich_text import plain
from ibo_desk.documents.sample import sample
from ibo_desk.documents.unbroken import unbroken
from tests.documents.test_render import poppler

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>')


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("tegen 31 december 2026.", "tegen 31\u00a0december\u00a02026."),
        ("vrijdag 1 mei 2026, 14:00", "vrijdag 1\u00a0mei\u00a02026, 14:00"),
        ("on 3 March 2027", "on 3\u00a0March\u00a02027"),
        ("in december 2026 en juni 2027", "in december\u00a02026 en juni\u00a02027"),
        ("de raad van 16 december.", "de raad van 16\u00a0december."),
        ("sinds december 16 punten", "sinds december 16 punten"),
        ("112 mei 2026", "112 mei\u00a02026"),  # no day of a month
        ("mei 20261, 4 punten", "mei 20261, 4 punten"),
    ],
)
def test_a_day_holds_together(text: str, held: str) -> None:
    assert unbroken(text) == held


def _document(kind: str):
    return Document(io.BytesIO(render(sample(kind), "docx")))


@pytest.mark.parametrize("kind", ["minutes", "preparation", "memo"])
def test_no_day_in_word_can_be_parted_and_no_row_split(kind: str) -> None:
    body = _document(kind).element.body
    texts = [text.text or "" for text in body.iter(qn("w:t"))]
    assert [text for text in texts if unbroken(text) != text] == []
    assert any("\u00a0" in text for text in texts)
    rows = list(body.iter(qn("w:tr")))
    assert rows
    assert [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None] == []


def test_what_stands_above_the_signatures_stays_with_them() -> None:
    document = _document("minutes")
    last = document.tables[-1]
    before, held = last._tbl.getprevious(), 0
    while held < 3:
        paragraphs = (
            [before] if before.tag == qn("w:p") else list(before.iter(qn("w:tr")))[-1].iter(qn("w:p"))
        )
        for paragraph in paragraphs:
            assert paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        held += any(text.text for text in before.iter(qn("w:t")))
        before = before.getprevious()


def _words(pdf: bytes, folder: Path) -> list[list[tuple[float, float, str]]]:
    """The words of each line of print with where they begin and end, from left to right."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    told = poppler("pdftotext", "-bbox", str(file), "-")
    lines: dict[tuple[int, str], list[tuple[float, float, str]]] = {}
    for number, page in enumerate(told.split("<page ")):
        for left, top, right, text in _WORD.findall(page):
            lines.setdefault((number, top), []).append((float(left), float(right), text))
    return [sorted(line) for line in lines.values()]


@pytest.mark.long
def test_words_of_a_table_do_not_run_into_the_next_column(tmp_path: Path) -> None:
    page = sample("college-page")
    answer = replace(page.answers[0], on="30 september 2026", reference="CBS 2026/0930/1234", text="Akkoord.")
    crowded = replace(page, answers=(answer, replace(answer, answer="verantwoordelijkheidsverdeling")))
    lines = _words(render(crowded, "pdf"), tmp_path)
    assert any("2026/0930/1234" in word for line in lines for _left, _right, word in line)
    for line in lines:
        for (_left, right, word), (left, _right, following) in pairwise(line):
            assert right <= left, f"{word} lies over {following}"


@pytest.mark.long
def test_a_conclusion_stays_whole_at_the_end_of_a_page(tmp_path: Path) -> None:
    minutes = sample("minutes")
    items = [
        replace(
            minutes.items[0],
            introduction=(),
            discussion=(),
            positions=(),
            engagements=(),
            later=(),
            referrals=(),
            outcome=plain(f"Eerste{at} zin.") + plain("Midden.") * (at % 9) + plain(f"Laatste{at} zin."),
        )
        for at in range(24)
    ]
    file = tmp_path / "minutes.pdf"
    file.write_bytes(render(replace(minutes, items=tuple(items)), "pdf"))
    pages = poppler("pdftotext", "-layout", str(file), "-").split("\f")
    first, last = (
        [set(re.findall(rf"{word}(\d+)", page)) for page in pages] for word in ("Eerste", "Laatste")
    )
    assert first == last
    assert len(set().union(*first)) == 24


def test_headings_without_a_text_do_not_hang_together() -> None:
    """Agenda items that say nothing yet: a chain of their headings would leave half a page of Word white."""
    content = sample("month-overview")
    silent = [
        replace(item, type="", action="", phase="", influence="", outcome=(), referrals=())
        for item in content.agenda[0].items
    ]
    content = replace(content, agenda=(replace(content.agenda[0], items=(*silent, *silent)),))
    body = Document(io.BytesIO(render(content, "docx"))).element.body
    parts = [part for part in body if part.tag == qn("w:p")]
    bare = [
        part
        for part, following in pairwise(parts)
        if _style(part) == "Heading3" and _style(following).startswith("Heading")
    ]
    assert bare
    assert all(part.find(f"{qn('w:pPr')}/{qn('w:keepNext')}").get(qn("w:val")) == "0" for part in bare)
    assert [part for part in parts if _style(part) == "Meta" and not "".join(part.itertext()).strip()] == []


def test_a_decision_at_the_end_and_a_short_table_stay_with_their_own() -> None:
    """A proposed decision alone on a page, or one row of three, looks forgotten."""
    document = _document("council-report")
    parts = [part for part in document.element.body if part.tag in {qn("w:p"), qn("w:tbl")}]
    start = max(place for place, part in enumerate(parts) if _style(part).startswith("Heading"))
    assert _style(parts[-1]) == "Article"
    assert all(_stays(part) for part in parts[start:-1])
    above = parts[start - 1]
    assert all(_stays(each) for each in [above, *above.iter(qn("w:p"))] if each.tag == qn("w:p"))
    short = [table for table in document.tables if 1 < len(table.rows) < 7]
    assert short
    assert all(_stays(cell.paragraphs[0]._p) for table in short[:1] for cell in table.rows[0].cells)


def _stays(paragraph: Any) -> bool:
    kept = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
    return (kept is not None and kept.get(qn("w:val")) is None) or _style(paragraph).startswith("Heading")


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))
