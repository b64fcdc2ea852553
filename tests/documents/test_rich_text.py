"""Stored Markdown → blocks: what is markup, what stays text, and that nothing typed is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.documents.rich_text import Block, Run, as_text, marker, ordinal, parse, plain, printable

ID = "01890000-0000-7000-8000-000000000001"


def kinds(markdown: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.number, block.text) for block in parse(markdown)]


def test_dress_links_and_hard_breaks() -> None:
    (block,) = parse(
        f"Een **vet** *schuin* [site](https://a.example/x) [punt](ibo:item/{ID})\\\nnieuwe regel"
    )
    assert block.runs == (
        Run(text="Een "), Run(text="vet", bold=True), Run(text=" "), Run(text="schuin", italic=True), Run(text=" "),
        Run(text="site", link="https://a.example/x"), Run(text=" "), Run(text="punt", reference=f"item/{ID}"),
        Run(text="\nnieuwe regel"),
    )  # fmt: skip


def test_lists_of_three_levels_count_for_themselves() -> None:
    found = kinds("- a\n  1. b\n     - c\n  2. d\n\n4. e\n5. f\n\ntekst")
    assert found == [
        ("bullet", 1, "", "a"), ("number", 2, "1", "b"), ("bullet", 3, "", "c"), ("number", 2, "2", "d"),
        ("number", 1, "4", "e"), ("number", 1, "5", "f"), ("paragraph", 0, "", "tekst"),
    ]  # fmt: skip


def test_second_paragraph_of_an_entry_continues_it() -> None:
    assert kinds("1. een\n\n   vervolg\n2. twee")[1] == ("paragraph", 1, "", "vervolg")


def test_deeper_levels_become_the_third() -> None:
    assert [block.level for block in parse("- a\n  - b\n    - c\n      - d")] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    "typed",
    [
        "# geen kop",
        "<b>geen</b> html & < >",
        "`code`",
        "![beeld](x.png)",
        "> citaat",
        "| a | b |",
        "&amp; blijft",
    ],
)
def test_other_markup_stays_what_was_typed(typed: str) -> None:
    text = parse(typed)[0].text
    assert text == typed.replace("![beeld](x.png)", "!beeld")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ibo:item/x"]
)
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert not any(run.link or run.reference for block in parse(f"[tekst]({address})") for run in block.runs)


def test_control_characters_go_and_line_ends_become_one() -> None:
    assert printable("a\x00b\x0bc\r\nd\u2028e\ufdd0") == "ab\nc\nd\ne"


def test_plain_text_is_never_markup() -> None:
    assert plain("**a** <b>\nregel\n\n- b") == (
        Block(runs=(Run(text="**a** <b>\nregel"),)), Block(runs=(Run(text="- b"),)),
    )  # fmt: skip


def test_as_text_counts_letters_and_roman_numbers() -> None:
    assert as_text(parse("Alinea\n\n1. een\n   1. twee\n      1. drie\n- vier")) == (
        "Alinea\n1. een\n  a. twee\n    i. drie\n- vier"
    )
    assert [ordinal(place, 3) for place in (1, 4, 9, 14, 40)] == ["i", "iv", "ix", "xiv", "xl"]
    assert ordinal(27, 2) == "aa"
    assert marker(Block(kind="bullet", level=1), "•") == "• "


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


@pytest.mark.long
@given(TYPED)
def test_any_text_parses_to_printable_blocks(typed: str) -> None:
    for block in parse(typed):
        assert block.text == printable(block.text)
        assert 0 <= block.level <= 3
        assert (block.level > 0) or block.kind == "paragraph"


@given(st.lists(st.from_regex(r"[A-Za-zéë0-9 .,;:()%€&<>'\"]{1,20}", fullmatch=True), min_size=1, max_size=5))
def test_words_survive(pieces: list[str]) -> None:
    typed = "\n\n".join(f"x{piece}x" for piece in pieces)
    found = " ".join(block.text for block in parse(typed))
    assert re.sub(r"\s+", " ", found) == re.sub(r"\s+", " ", typed.replace("\n\n", " "))


@given(TYPED)
def test_plain_keeps_every_printable_word(typed: str) -> None:
    assert "".join("".join(block.text for block in plain(typed)).split()) == "".join(printable(typed).split())


def test_a_sentence_that_begins_with_a_number_stays_what_was_typed() -> None:
    assert as_text(parse("2026. Dat was\x0bhet jaar")) == "2026. Dat was het jaar"
    assert as_text(parse("2026. Dat was **goed**.\n\n12. december is te laat\n\n13. ook")) == (
        "2026. Dat was goed.\n12. december is te laat\n13. ook"
    )
    assert [(block.number, block.text) for block in parse("1. een\n1. twee\n1. drie")] == [
        ("1", "een"), ("2", "twee"), ("3", "drie"),
    ]  # fmt: skip
    first, _second, third, _fourth = parse("1. een\n2. twee\n5. vijf\n6. zes")
    assert (third.number, third.list_id != first.list_id) == ("5", True)


@pytest.mark.parametrize(
    "odd", ["[", "![", "[a](", "[[a](x) ", "**a", "*a _b ", "a\n", "\\\n", "- a\n", "`", "<"]
)
def test_long_odd_texts_are_read(odd: str) -> None:
    """What they cost is in the bench: tools/bench/odd_texts.py."""
    typed = odd * (20_000 // len(odd))
    letters = "".join(block.text for block in parse(typed)).count("a")
    assert letters == typed.count("a")


def test_brackets_without_a_link_are_not_tried_as_links() -> None:
    assert parse("[a] en [b][c]")[0].text == "[a] en [b][c]"


TABLE = "Zie:\n\n| Gemeente | Bedrag \\| totaal |\n|---|---|\n| **Kortrijk** | € 25 |\n| Menen |\n\nen verder"


def test_a_table_is_rows_of_cells() -> None:
    first, *rows, last = parse(TABLE)
    assert (first.text, last.text) == ("Zie:", "en verder")
    assert {(block.kind, block.list_id) for block in rows} == {("row", 1)}
    told = [["".join(run.text for run in cell) for cell in block.cells] for block in rows]
    assert told == [["Gemeente", "Bedrag | totaal"], ["Kortrijk", "€ 25"], ["Menen", ""]]
    assert rows[1].cells[0] == (Run(text="Kortrijk", bold=True),)
    assert (
        as_text(parse(TABLE)) == "Zie:\n\nGemeente | Bedrag | totaal\nKortrijk | € 25\nMenen | \n\nen verder"
    )


def test_lines_with_as_many_tabs_are_a_table_and_others_are_not() -> None:
    rows = parse("Gemeente\tBedrag\nKortrijk\t25 | 30\nMenen\t")
    assert [block.text for block in rows] == ["Gemeente\tBedrag", "Kortrijk\t25 | 30", "Menen\t"]
    assert {block.kind for block in rows} == {"row"}
    assert [block.kind for block in parse("een\ttab")] == ["paragraph"]
    assert [block.kind for block in parse("een\ttab\ntwee\tta\tbs")] == ["paragraph"]
    assert [block.kind for block in parse("links | rechts\nonder | boven")] == ["paragraph"]
