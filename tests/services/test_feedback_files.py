"""What came with an answer: its bytes once, for the readers of the answer, and never among a college's papers."""

from datetime import date

import pytest

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import InvalidValueError, NotFoundError
from ibo_desk.domain.feedback import Answer
from ibo_desk.services.feedback.listings import documents
from ibo_desk.services.keeping.history import History
from ibo_desk.services.today.my_college import MyCollege
from tests.services.region import Region

TODAY = date(2026, 11, 23)


def test_a_file_is_kept_with_the_answer_and_can_be_taken_away(region: Region) -> None:
    item, (college, other, _third) = region.item(), region.colleges
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    first = region.feedback.attach(item, college, "besluit.pdf", b"%PDF besluit")
    region.feedback.attach(item, other, "zelfde.pdf", b"%PDF besluit")
    (kept,) = region.feedback.attached(item, college)
    assert (kept.id, kept.file_name, kept.size, kept.audience) == (first, "besluit.pdf", 12, Audience.COLLEGE)
    assert region.feedback.attached_data(first) == b"%PDF besluit"
    assert region.count("blob") == 1
    assert region.labels()[-2] == "Bij het antwoord van CBS Anzegem gevoegd: besluit.pdf"
    region.feedback.detach(first)
    assert region.feedback.attached(item, college) == []
    with pytest.raises(NotFoundError):
        region.feedback.attached_data(first)
    History(region.store).undo()
    assert [one.id for one in region.feedback.attached(item, college)] == [first]
    with pytest.raises(InvalidValueError) as empty:
        region.feedback.attach(item, college, "leeg.pdf", b"")
    assert empty.value.code == "file_empty"


def test_the_readers_of_the_answer_are_those_of_its_files(region: Region) -> None:
    item, college = region.item(), region.colleges[0]
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    row = region.feedback.rounds(item, college)[0]
    region.feedback.attach(item, college, "besluit.pdf", b"besluit")
    region.records.patch("feedback_round", row.id, None, {"audience": Audience.SECRETARIAT})
    assert [one.audience for one in region.feedback.attached(item, college)] == [Audience.SECRETARIAT]
    region.feedback.attach(item, college, "bijlage.pdf", b"bijlage")
    assert {one.audience for one in documents(region.store)} == {Audience.SECRETARIAT}
    assert MyCollege(region.store).of(college).papers == ()
