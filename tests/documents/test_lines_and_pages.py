"""Where lines and pages end: days hold together, rows are not split, signatures do not stand alone."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from ibo_desk.documents.render import render
from ibo_desk.documents.sample import sample
from ibo_desk.documents.unbroken import unbroken


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("tegen 31 december 2026.", "tegen 31\u00a0december\u00a02026."),
        ("vrijdag 1 mei 2026, 14:00", "vrijdag 1\u00a0mei\u00a02026, 14:00"),
        ("on 3 March 2027", "on 3\u00a0March\u00a02027"),
        ("in december 2026 en juni 2027", "in december\u00a02026 en juni\u00a02027"),
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
