"""A pasted answer mail finds its municipality and its items; recording it keeps the whole mail for the secretariat."""

from datetime import date

import pytest

from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.services.feedback.answer_mail import AnswerMails
from ibo_desk.services.feedback.writing import GivenAnswer
from tests.services.region import Region

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 13)
MAIL = "Van: {sender}\n\nFietsbrug: het college van 16/11/2026 gaat akkoord mits subsidie (CBS 2026/9).\n\n{name}"


@pytest.fixture
def region(region: Region) -> Region:
    for name in ("Kortrijk", "Wevelgem"):
        values = {"mailbox": f"secretariaat@{name.casefold()}.example"}
        region.records.patch("organisation", region.organisations[name], None, values)
    return region


@pytest.mark.parametrize(
    ("sender", "name", "municipality"),
    [
        ("secretariaat@kortrijk.example", "", "Kortrijk"),
        ("An Fictief <an.fictief@kortrijk.example>", "", "Kortrijk"),
        ("an@ergens.example", "Met vriendelijke groet\nAn Fictief\nGemeente Wevelgem", "Wevelgem"),
        ("an@ergens.example", "", ""),
        ("an@ergens.example", "Groeten uit Kortrijk en Wevelgem", ""),
    ],
)
def test_who_wrote_it(region: Region, sender: str, name: str, municipality: str) -> None:
    proposal = AnswerMails(region.store).read(MAIL.format(sender=sender, name=name))
    assert proposal.municipality == municipality
    assert (proposal.college_id is None) == (municipality == "")


def test_what_it_says_is_proposed_and_nothing_is_recorded(region: Region) -> None:
    meeting = region.meeting(on=HELD)
    item, other = region.item(meeting), region.item(meeting, title="Kleinhandel")
    told = region.item(meeting, title="Ter info")
    college = region.bodies["CBS Kortrijk"]
    region.feedback.ask([(item, college), (other, college)], Question.POSITION)
    region.feedback.deliver([(item, college), (other, college)], TODAY)
    before = region.feedback.of_item(item)
    mail = MAIL.format(sender="secretariaat@kortrijk.example", name="")
    proposal = AnswerMails(region.store).read(mail, [(told, college)])
    assert (proposal.on, proposal.reference) == (date(2026, 11, 16), "CBS 2026/9")
    assert [(line.title, line.named, line.answer) for line in proposal.lines] == [
        ("Fietsbrug", True, Answer.AGREES_WITH_RESERVATION),
        ("Kleinhandel", False, None),
        ("Ter info", False, None),
    ]
    assert region.feedback.of_item(item) == before
    corrected = AnswerMails(region.store).read(mail, [], region.bodies["CBS Wevelgem"])
    assert (corrected.municipality, corrected.lines) == ("Wevelgem", ())


def test_an_answer_that_does_not_fit_is_left_to_the_person(region: Region) -> None:
    item, college = region.item(region.meeting(on=HELD)), region.bodies["CBS Kortrijk"]
    region.feedback.ask([(item, college)], Question.TAKE_NOTE)
    region.feedback.deliver([(item, college)], TODAY)
    (line,) = AnswerMails(region.store).read("Wij gaan akkoord", [(item, college)], college).lines
    assert (line.named, line.answer, line.text) == (True, None, "Wij gaan akkoord")


def test_the_whole_mail_is_added_to_what_the_secretariat_noted(region: Region) -> None:
    item, college = region.item(region.meeting(on=HELD)), region.bodies["CBS Kortrijk"]
    made = region.feedback.open_rounds([item], [college], Side.AFTER, Question.POSITION)[0]
    region.records.patch("feedback_round", made, None, {"note": "Nog bellen"})
    given = GivenAnswer(item, college, Answer.AGREES, TODAY, "Akkoord", "CBS 1", note="Van: An\n\nAkkoord")
    region.feedback.record([given])
    region.feedback.record([given])
    row = region.feedback.rounds(item, college)[0]
    assert (row.answer_text, row.note) == ("Akkoord", "Nog bellen\n\nVan: An\n\nAkkoord")
