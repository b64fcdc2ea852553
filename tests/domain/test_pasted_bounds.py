"""Mails, agendas and lines that somebody pastes: whatever stands in them, reading takes a moment or is refused."""

from datetime import date

import pytest

from ibo_desk.domain.agenda_text import read_agenda
from ibo_desk.domain.answer_mail import Title, read_mail, what_is_said
from ibo_desk.domain.answer_words import answer_in
from ibo_desk.domain.bounds import PASTED
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.slash import parse_slash, split_due

TODAY = date(2026, 11, 27)
PIECES = [
    "a", "1", "_", "\n", " ", "1.", "a@", "[", "(", "-", "12/11/2026 ", "college ", "op ", "ter ", "tegen ", "van: ",
    "> ", "10:", "1 ", "1. a\nb\n", "\u2028", "é", "nr ", "CBS ", "#a",
]  # fmt: skip
LENGTH = 60_000


@pytest.mark.parametrize("piece", PIECES)
def test_long_odd_texts_are_read_or_refused(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    mail = read_mail(f"Van: x@kuurne.example\n\nBeste\n{text}", TODAY)
    what_is_said(mail, {1: Title("Fietsbrug over de Leie", "2"), 2: Title("Vervoerplan", "3")})
    read_agenda(text)
    answer_in(text)
    parse_due(text, TODAY)
    split_due(text, TODAY)
    for line in (f"/engagement Kuurne: {text}", f"/{text}"):
        try:
            parse_slash(line, TODAY)
        except InvalidValueError as error:
            assert error.code.startswith(("slash_", "impossible"))  # noqa: PT017  some of these are lines, some are none


def test_more_than_a_hundred_pages_is_refused() -> None:
    for read in (lambda text: read_mail(text, TODAY), read_agenda):
        with pytest.raises(InvalidValueError) as caught:
            read("woord " * PASTED)
        assert caught.value.code == "pasted_too_long"


def test_words_in_a_mail_stay_apart_and_a_link_without_end_is_shortened() -> None:
    mail = read_mail(
        "Het\xa0college\u202fvan 16/11/2026\u2028gaat akkoord. https://x.example/" + "a" * 900, TODAY
    )
    assert mail.decided_on == date(2026, 11, 16)
    assert "Het college van 16/11/2026" in mail.sentences[0]
    assert all(len(word) <= 301 for sentence in mail.sentences for word in sentence.split())


def test_an_agenda_with_spaces_of_word_is_read() -> None:
    reading = read_agenda(
        "1.\xa0Fietsbrug\u202f–\u00a0ter\xa0info\x0b2.\u2003Vervoerplan\u2028\uf0b7\xa0met kaart"
    )
    assert [(item.number, item.title) for item in reading.items] == [("1", "Fietsbrug"), ("2", "Vervoerplan")]
    assert reading.items[1].note == "- met kaart"


@pytest.mark.parametrize(
    ("text", "on", "certainty"),
    [
        ("vr 11/12/2026", date(2026, 12, 11), Certainty.DAY),
        ("vrijdag 11 december 2026", date(2026, 12, 11), Certainty.DAY),
        ("11 dec. '26", date(2026, 12, 11), Certainty.DAY),
        ("11 dec '26", date(2026, 12, 11), Certainty.DAY),
        ("2026-12-11T00:00:00Z", date(2026, 12, 11), Certainty.DAY),
        ("2026-12-11 14:30", date(2026, 12, 11), Certainty.DAY),
        ("11 / 12 / 2026", date(2026, 12, 11), Certainty.DAY),
        ("uiterlijk vr. 11/12/2026", date(2026, 12, 11), Certainty.DAY),
        ("eind januari 2027", date(2027, 1, 31), Certainty.PERIOD),
        ("Q1 2027", date(2027, 3, 31), Certainty.PERIOD),
        ("2027", date(2027, 12, 31), Certainty.PERIOD),
        ("15 januari", date(2027, 1, 15), Certainty.YEAR_ASSUMED),
        ("11/12", date(2026, 12, 11), Certainty.YEAR_ASSUMED),
        ("eind juni", date(2027, 6, 30), Certainty.GUESS),
        ("voorjaar 2027", date(2027, 6, 20), Certainty.GUESS),
        ("medio maart 2027", date(2027, 3, 15), Certainty.GUESS),
    ],
)
def test_how_sure_a_day_is(text: str, on: date, certainty: Certainty) -> None:
    due = parse_due(text, TODAY)
    assert (due.on, due.certainty) == (on, certainty)


@pytest.mark.parametrize(
    "text", ["12/31/2026", "week 54 2027", "zsm", "11/12/2026 – 15/01/2027", "vr", "11 dec. 26 x"]
)
def test_what_is_no_day_gives_none(text: str) -> None:
    assert parse_due(text, TODAY).on is None
