"""What a municipality fills in by hand in a note, counted with the headings of the house and of two invented towns."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import select

from ibo_desk.data.tables import FeedbackRound
from ibo_desk.documents.builders.memo import build_memo
from ibo_desk.documents.memo_sections import default_headings
from ibo_desk.documents.render import render
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.services.parties.note_forms import NoteBlock, NoteForms
from tests.documents.builders.small_region import SmallRegion

MOST = 3  # of one question
_TO_FILL_IN = re.compile(r"^\[.*vullen.*\]$|…{3,}", re.MULTILINE)


@dataclass(frozen=True)
class Town:
    """An invented municipality: how it calls its blocks, what it never uses, what it always writes."""

    headings: dict[str, str]
    never: tuple[str, ...] = ()
    always: tuple[tuple[str, str], ...] = ()


HOUSE = Town({})
WATERDORP = Town(
    {"background": "Aanleiding", "discussion": "Motivering", "proposal": "Besluit", "position": "Antwoord"},
    never=("advice", "finance"),
    always=(("legal", "Decreet over het lokaal bestuur, zoals de gemeente het citeert."),),
)
HEUVELSTAD = Town(
    {"subject": "Voorwerp", "legal": "Bevoegdheid", "advice": "Adviezen", "proposal": "Ontwerp van besluit"},
    never=("position", "attachments"),
    always=(("advice", "Geen adviezen ingewonnen."), ("legal", "Bevoegdheid van het college.")),
)


def shaped(region: SmallRegion, town: Town, college_id: UUID) -> None:
    forms = NoteForms(region.store, [NoteBlock(each.key, each.label) for each in default_headings()])
    for key in town.never:
        forms.use(college_id, key, used=False)
    for key, heading in town.headings.items():
        forms.set_heading(college_id, key, heading)
    for key, text in town.always:
        forms.set_text(college_id, key, text)


def asked(region: SmallRegion, college_id: UUID, question: Question) -> None:
    """One question alone about the IBO that was held."""
    with region.store.write("vraag") as work:
        rows = work.session.exec(select(FeedbackRound).where(FeedbackRound.college_id == college_id)).all()
        for row in rows:
            if row.side is Side.AFTER and row.item_id == region.cofinanciering:
                work.delete(row)
            elif row.side is Side.AFTER:
                row.question = question
                work.add(row)


@pytest.mark.parametrize("question", [Question.POSITION, Question.MANDATE, Question.CONFIRM_ENGAGEMENT])
@pytest.mark.parametrize(
    ("town", "by_hand"),
    [(HOUSE, 3), (WATERDORP, 1), (HEUVELSTAD, 1)],
    ids=["house", "Waterdorp", "Heuvelstad"],
)
def test_what_is_left_to_fill_in(
    region: SmallRegion, sources: Sources, town: Town, by_hand: int, question: Question
) -> None:
    college_id = region.colleges["Menen"]
    shaped(region, town, college_id)
    asked(region, college_id, question)
    memo = build_memo(sources, region.ibo, college_id)
    text = render(memo, "txt").decode()
    assert len(memo.asked) == 1
    left = len(_TO_FILL_IN.findall(text))
    confirmed = question is Question.CONFIRM_ENGAGEMENT and town is HEUVELSTAD
    assert left == (0 if confirmed else by_hand) <= MOST
    for heading in town.headings.values():
        assert f"\n{heading}\n---" in text, "its own headings"
    usual = {each.key: each.label for each in default_headings()}
    for key in town.never:
        assert f"\n{usual[key]}\n---" not in text, "what it never uses stays out"
    for key, standing in town.always:
        assert standing in text, key


def test_the_answer_is_written_once(region: SmallRegion, sources: Sources) -> None:
    college_id = region.colleges["Menen"]
    shaped(region, WATERDORP, college_id)
    asked(region, college_id, Question.POSITION)
    (item,) = build_memo(sources, region.ibo, college_id).asked
    assert (
        item.articles[1].text == "Het college neemt het standpunt in dat in deze nota staat onder ‘Antwoord’."
    )
