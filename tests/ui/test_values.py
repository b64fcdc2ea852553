"""Values as people read, sort and type them."""

from datetime import date, time

import pytest

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.services.words import sentence
from ibo_desk.ui.editors.parse import parse, typed
from ibo_desk.ui.values import flat, show_value, sort_value

TODAY = date(2026, 11, 23)
STATES = [(code, show_value(code)) for code in EngagementState]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (False, ""),
        (True, "ja"),
        (EngagementState.CONFIRMED, "bevestigd"),
        (date(2026, 12, 11), "11/12/2026"),
        (time(14, 0), "14:00"),
        (("Kortrijk", "Menen"), "Kortrijk, Menen"),
        (7, "7"),
    ],
)
def test_shown(value, shown):
    assert show_value(value) == shown


def test_sorting_puts_empty_last_and_counts_numbers():
    names = ["IBO 10", None, "IBO 2", "", "ïbo 1"]
    assert sorted(names, key=sort_value) == ["ïbo 1", "IBO 2", "IBO 10", None, ""]


def test_states_sort_in_the_order_of_their_life():
    mixed = [EngagementState.KEPT, EngagementState.PROPOSED, EngagementState.RUNNING]
    assert min(mixed, key=sort_value) is EngagementState.PROPOSED


@pytest.mark.parametrize(
    ("editor", "text", "value"),
    [
        ("date", "11/12/2026", date(2026, 12, 11)),
        ("date", "11/12", date(2026, 12, 11)),
        ("date", "", None),
        ("time", "14u", time(14)),
        ("time", "9.30", time(9, 30)),
        ("time", "", None),
        ("money", "€ 12.500,50", 1250050),
        ("money", "", None),
        ("vte", "0,2 VTE", 200),
        ("number", "15", 15),
        ("check", "ja", True),
        ("check", "", False),
        ("choice", "bevestigd", EngagementState.CONFIRMED),
        ("choice", "Bev", EngagementState.CONFIRMED),
        ("line", "  twee   woorden ", "twee woorden"),
        ("text", "regel\r\nregel\n", "regel\nregel"),
    ],
)
def test_typed_text_is_understood(editor, text, value):
    assert parse(editor, text, today=TODAY, options=STATES) == value


@pytest.mark.parametrize(
    ("editor", "text"),
    [
        ("date", "31/02/2027"),
        ("date", "morgen misschien"),
        ("time", "25:00"),
        ("time", "straks"),
        ("money", "veel"),
        ("number", "1,5"),
        ("check", "misschien"),
        ("choice", "zz"),
        ("choice", ""),
    ],
)
def test_what_is_not_understood_is_said_in_one_sentence(editor, text):
    with pytest.raises(InvalidValueError) as caught:
        parse(editor, text, today=TODAY, options=STATES)
    told = sentence(caught.value)
    assert "{" not in told
    assert "(" + caught.value.code + ")" not in told
    assert told.endswith(".")


def test_a_value_in_an_editor_can_be_typed_back():
    for editor, value in [
        ("date", date(2026, 12, 11)),
        ("time", time(9, 5)),
        ("money", 1250050),
        ("vte", 200),
        ("number", 3),
        ("line", "x"),
    ]:
        assert parse(editor, typed(editor, value), today=TODAY) == value
    assert typed("date", None) == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**voor te leggen** aan *haar* gemeenteraad", "voor te leggen aan haar gemeenteraad"),
        ("- Kortrijk\n- Kuurne", "Kortrijk; Kuurne"),
        ("Zie [de nota](ibo:document/1)", "Zie de nota"),
        ("", ""),
    ],
)
def test_a_list_shows_the_words_of_a_text_without_its_marks(text, line):
    assert flat(text) == line
