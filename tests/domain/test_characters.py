"""Spaces of any kind are spaces, what nobody sees goes, and what scripts and emoji need stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.characters import clean, clean_line, for_paper, from_excel

SPACES = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) == "Zs"]


@pytest.mark.parametrize("space", SPACES, ids=[f"U+{ord(space):04X}" for space in SPACES])
def test_every_space_of_unicode_keeps_words_apart(space: str) -> None:
    assert clean(f"Stad{space}Kortrijk") == "Stad Kortrijk"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_a_line_feed(end: str) -> None:
    assert clean(f"een{end}twee") == "een\ntwee"
    assert for_paper(f"een{end}twee") == "een\ntwee"


@pytest.mark.parametrize(
    "unseen",
    ["\0", "\x07", "\x1b", "\xad", "\u200b", "\u2060", "\ufeff", "\u200e", "\u202e", "\u2066", "\ud83d"],
)
def test_what_nobody_sees_goes(unseen: str) -> None:
    assert clean(f"Kuur{unseen}ne") == "Kuurne"


@pytest.mark.parametrize(
    "kept",
    ["👨\u200d👩\u200d👧", "👩🏽\u200d🚀", "❤\ufe0f", "می\u200cخواهم", "क्\u200dष", "Ž ß €", "𝒜"],
)
def test_what_scripts_and_emoji_need_stays(kept: str) -> None:
    assert clean(kept) == kept


def test_a_joiner_between_latin_letters_goes_and_a_bullet_of_word_is_one() -> None:
    assert clean("Kuur\u200dne \uf0b7 Menen") == "Kuurne • Menen"
    assert clean_line(" Stad\xa0\u2028 Kortrijk ") == "Stad Kortrijk"


def test_codes_of_excel_are_the_characters_they_stand_for() -> None:
    assert clean(from_excel("art. 5_x000D_\n_x0041_")) == "art. 5\nA"
    assert from_excel("_x005F_x000D_") == "_x000D_"
    assert from_excel("_xD83D__xDE00_") == "😀"
    assert from_excel("maat_xl en _x00_") == "maat_xl en _x00_"


def test_a_paper_keeps_the_spaces_that_we_print_ourselves() -> None:
    assert for_paper("€\xa025.000\x00") == "€\xa025.000"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {"\0", "\r", "\xa0", "\u2028", "\u200b", "\ufeff"}
