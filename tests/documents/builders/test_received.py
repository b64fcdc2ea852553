"""What a college received: its own story by topic, of a past day too, and nothing of others."""

from datetime import timedelta

import pytest
from sqlmodel import select

from ibo_desk.data.tables import FeedbackRound
from ibo_desk.documents.layouts.received import Received
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.feedback import Answer
from ibo_desk.services.feedback.feedback import Feedback
from tests.documents.builders.small_region import SmallRegion
from tests.documents.test_leaks import Marks, _forms, _told, marked

__all__ = ["marked"]


def received(region: SmallRegion, town: str, **asked: object) -> Received:
    (paper,) = Papers(region).contents(PaperRequest("received", college_ids=[region.colleges[town]], **asked))  # type: ignore[arg-type]
    assert isinstance(paper.content, Received)
    return paper.content


def test_what_was_answered_stands_under_its_topic_and_not_before_its_day(region: SmallRegion) -> None:
    today = region.store.clock.today()
    cell = (region.fietsbrug, region.colleges["Kortrijk"])
    Feedback(region.store).answer([cell], Answer.TOOK_NOTE, today, "ons antwoord")
    whole = received(region, "Kortrijk")
    (topic,) = [topic for topic in whole.topics if "ietsbrug" in topic.title]
    assert topic.lines[0].in_words.endswith("ons antwoord")
    assert whole.head.title == "Wat kreeg Kortrijk?"
    before = received(region, "Kortrijk", on=today - timedelta(days=1))
    told = [line.in_words for topic in before.topics for line in topic.lines]
    assert not any("ons antwoord" in text for text in told)
    assert before.head.data_iso == (today - timedelta(days=1)).isoformat()


@pytest.mark.long
def test_it_holds_nothing_of_another_college_or_of_the_secretariat(
    region: SmallRegion, marked: Marks
) -> None:
    with region.store.write("Bezorgd") as work:
        for row in work.session.exec(select(FeedbackRound)).all():
            row.delivered_on = row.delivered_on or region.store.clock.today()
            work.add(row)
    content = received(region, "Kortrijk")
    others = {mark for town, own in marked.college.items() if town != "Kortrijk" for mark in own}
    for form, text in _forms(content):
        assert _told({*marked.secretariat, *others}, text) == set(), form
    assert content.topics
