"""How the notes of a college look, set in Partners: headings, blocks it never uses, standing text, a note per item."""

from types import SimpleNamespace

import pytest

from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.ui.partners.page import PartnersPage


@pytest.fixture
def form(shown, example_desk):
    """The part of Menen, and what its notes about the last meeting of the IBO say now."""
    page = shown(PartnersPage(example_desk), example_desk)
    tab = page.bodies
    page.tabs.setCurrentWidget(tab)
    example_desk.lane.wait_idle()
    rows = tab.table.model.rows()
    menen = next(row for row in rows if row.kind is BodyKind.COLLEGE and row.organisation == "Menen")
    tab.table.select(menen.id)
    example_desk.lane.wait_idle()
    return SimpleNamespace(part=tab.note_form, college=menen.id, desk=example_desk)


def put(form, block, key, value):
    blocks = form.part.blocks
    row = next(row for row in blocks.shown() if row.key == block)
    at = blocks.model.index(blocks.model.number_of(row.id), blocks.model.column_number(key))
    assert blocks.model.setData(at, value)
    form.desk.lane.wait_idle()


def notes(form):
    def read(app):
        meeting = app.meetings.find("IBO 2026-3").id
        papers = Papers(app).contents(PaperRequest("memo", meeting_id=meeting, college_ids=[form.college]))
        return [render(paper.content, "txt").decode() for paper in papers]

    told = []
    form.desk.lane.read(read, told.append)
    form.desk.lane.wait_idle()
    return told[0]


def test_a_college_shapes_its_notes_in_the_window(form):
    assert form.part.isVisible()
    put(form, "proposal", "heading", "Besluit")
    put(form, "advice", "used", value=False)
    put(form, "legal", "text", "Bevoegdheid van het college.")
    (note,) = notes(form)
    assert "\nBesluit\n-------\n" in note
    assert "\nAdvies\n------\n" not in note
    assert "Juridische grond\n----------------\n\nBevoegdheid van het college.\n" in note
    keys = [row.key for row in form.part.blocks.shown() if row.used]
    form.part.blocks.select(next(row.id for row in form.part.blocks.shown() if row.key == "proposal"))
    form.part.up.click()
    form.desk.lane.wait_idle()
    moved = [row.key for row in form.part.blocks.shown() if row.used]
    assert moved == [*keys[:-2], "proposal", keys[-2]]


def test_a_college_may_want_a_note_for_each_item(form):
    form.part.record.editors["note_per_item"].inner.click()
    form.desk.lane.wait_idle()
    apart = notes(form)
    assert len(apart) == 2, "one for what asks an answer, one for what is to be noted"
    assert "Antwoord gevraagd: Leievallei" in apart[0]
    assert "Ter kennisname" not in apart[0]
    assert "Er wordt geen antwoord gevraagd" in apart[1]
