"""Due phrases become the last day on which they are still kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.due import day_in_words, is_impossible_date, parse_due, typed_due
from ibo_desk.domain.months import MONTHS

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "on"),
    [
        ("31/01/2027", date(2027, 1, 31)),
        ("31-1-27", date(2027, 1, 31)),
        ("2027-01-31", date(2027, 1, 31)),
        ("tegen 15 januari", date(2027, 1, 15)),
        ("Uiterlijk 15 januari 2028", date(2028, 1, 15)),
        ("ten laatste 1/12", date(2026, 12, 1)),
        ("voor de zomer 2027", date(2027, 6, 20)),
        ("voor de zomer", date(2027, 6, 20)),
        ("vóór de zomervakantie 2027", date(2027, 6, 30)),
        ("Q1 2027", date(2027, 3, 31)),
        ("q4", date(2026, 12, 31)),
        ("kwartaal 2 2028", date(2028, 6, 30)),
        ("3e kwartaal 2027", date(2027, 9, 30)),
        ("tweede kwartaal van 2027", date(2027, 6, 30)),
        ("eind Q2 2027", date(2027, 6, 30)),
        ("eerste helft van 2027", date(2027, 6, 30)),
        ("'27", date(2027, 12, 31)),
        ("eind januari 2027", date(2027, 1, 31)),
        ("februari 2028", date(2028, 2, 29)),
        ("eind februari", date(2027, 2, 28)),
        ("half maart 2027", date(2027, 3, 15)),
        ("begin mei 2027", date(2027, 5, 10)),
        ("tweede jaarhelft 2027", date(2027, 12, 31)),
        ("1e semester 2027", date(2027, 6, 30)),
        ("eerste semester 2027", date(2027, 6, 30)),
        ("najaar 2027", date(2027, 12, 20)),
        ("voorjaar", date(2027, 6, 20)),
        ("eind 2027", date(2027, 12, 31)),
        ("2027", date(2027, 12, 31)),
        ("binnen 2 weken", date(2026, 12, 7)),
        ("week 50", date(2026, 12, 13)),
        ("wk 3", date(2027, 1, 24)),
        ("week 53 2026", date(2027, 1, 3)),
        ("eind week 2 2027", date(2027, 1, 17)),
        ("woe. 2/12", date(2026, 12, 2)),
        ("Tegen 15 januari.", date(2027, 1, 15)),
    ],
)
def test_a_phrase_means_a_day(phrase: str, on: date) -> None:
    due = parse_due(phrase, TODAY)
    assert (due.on, due.phrase) == (on, phrase)


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("volgende dinsdag", date(2026, 11, 24)),
        ("tegen deze vrijdag", date(2026, 11, 27)),
        ("overmorgen", date(2026, 11, 25)),
        ("volgende week", date(2026, 12, 6)),
        ("eind deze maand", date(2026, 11, 30)),
        ("half volgende maand", date(2026, 12, 15)),
        ("volgend jaar", date(2027, 12, 31)),
    ],
)
def test_what_is_told_from_today_is_kept_as_its_day(typed: str, on: date) -> None:
    due = typed_due(typed, TODAY)
    assert (due.on, due.phrase) == (on, f"{on:%d/%m/%Y}")
    assert parse_due(typed, TODAY).on is None  # a list is read on another day than it was written


@pytest.mark.parametrize("typed", ["eind juni 2027", "voor de zomer", "na deze vergadering", "week 50"])
def test_other_words_that_are_typed_are_kept(typed: str) -> None:
    assert typed_due(typed, TODAY) == parse_due(typed, TODAY)


@pytest.mark.parametrize(
    "phrase", ["volgt", "", "na overleg", "31/02/2027", "32 januari", "Q5 2027", "2 weken"]
)
def test_words_without_a_day_are_kept(phrase: str) -> None:
    due = parse_due(phrase, TODAY)
    assert (due.on, due.phrase) == (None, phrase)


@pytest.mark.parametrize(
    ("phrase", "impossible"),
    [
        ("31/02/2027", True),
        ("tegen 30/02", True),
        ("29/02/2027", True),
        ("29/02/2028", False),
        ("31 februari 2027", True),
        ("vr. 31 nov", True),
        ("29 februari", False),
        ("2027-13-01", True),
        ("31/01/2027", False),
        ("volgt", False),
    ],
)
def test_a_date_no_calendar_has(phrase: str, impossible: bool) -> None:
    assert is_impossible_date(phrase) is impossible


@given(on=DAYS, today=DAYS)
def test_a_full_date_means_itself_whatever_the_day(on: date, today: date) -> None:
    for phrase in (f"{on.day}/{on.month}/{on.year}", on.isoformat(), f"tegen {on.day}.{on.month}.{on.year}"):
        assert parse_due(phrase, today).on == on


@given(day=st.integers(1, 28), month=st.sampled_from(sorted(MONTHS)), today=DAYS)
def test_a_day_without_a_year_is_the_first_that_is_not_past(day: int, month: str, today: date) -> None:
    found = parse_due(f"{day} {month}", today).on
    assert found is not None
    assert (found.day, found.month) == (day, MONTHS[month])
    assert today <= found < today + timedelta(days=366)


@given(st.text(max_size=40), DAYS)
def test_any_text_is_read_or_kept(phrase: str, today: date) -> None:
    assert parse_due(phrase, today).phrase == phrase.strip()


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Agenda IBO van 11 december 2026, Leiedal", date(2026, 12, 11)),
        ("IBO 11.12.2026", date(2026, 12, 11)),
        ("IBO 11.12", None),
        ("versie 1.12.2026.3", None),
        ("IBO 2026-4", None),
    ],
)
def test_the_day_in_a_sentence_needs_its_year(text: str, on: date | None) -> None:
    assert day_in_words(text) == on
