"""Blocks on the clipboard: quotes as Excel writes them, a loose quote swallows nothing, copy and paste are exact."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ibo_desk.ui.table.blocks import Given, pack_block, read_block, unpack_block, write_block
from ibo_desk.ui.table.html_blocks import read_html

CELLS = st.text(
    alphabet=st.one_of(st.sampled_from('"\n\t a;,'), st.characters(exclude_categories=["Cs"])), max_size=8
)
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ('a\t"b\nc"\r\nd\t"e ""f"""\r\n', [["a", "b\nc"], ["d", 'e "f"']]),
        ("", []),
        ("\n", [[""]]),
        ("a\r\n\r\n", [["a"], [""]]),  # an honest empty row; Excel's last line end is none
        ("\ta\n", [["", "a"]]),  # an empty cell at the front shifts nothing
        ('"Samen fietsen" campagne\tb\n', [['"Samen fietsen" campagne', "b"]]),
        ('"A" en "B"\tx\n', [['"A" en "B"', "x"]]),
        ('"los\tb\nc\td\n', [['"los', "b"], ["c", "d"]]),
        ('"los\tb\nc\td"\n', [['"los', "b"], ["c", 'd"']]),
        ('5" buis\t2"\n', [['5" buis', '2"']]),
        ('""\tx\n', [["", "x"]]),
        ('"\tx\n', [['"', "x"]]),
        ('"""a"""\n', [['"a"']]),
        ('"a"b"\tc\n', [['"a"b"', "c"]]),
        ("één\u2028regel\x0bhier\n", [["één\u2028regel\x0bhier"]]),  # only line ends end a line
    ],
)
def test_text_of_other_programs(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


@given(BLOCKS)
def test_what_is_copied_here_is_pasted_exactly(block: list[list[str]]) -> None:
    cells = [[Given(text, text[:1]) for text in line] for line in block]
    assert unpack_block(pack_block(cells)) == cells


@given(BLOCKS)
@example([["", "\r"]])
@example([["\r"]])
@example([["\r\r\n", "a"]])
@example([["a\rb", "c\r"], ["\rd", "e"]])
def test_what_is_written_for_others_is_read_back(block: list[list[str]]) -> None:
    """But for tabs, which would be two cells, and line ends as Windows has them."""
    block = [[cell.replace("\t", " ") for cell in line] for line in block]
    plain = [[cell.replace("\r\n", "\n") for cell in line] for line in block]
    if plain == [[""]]:
        assert read_block(write_block(block)) == []
    elif len(plain) == 1 and len(plain[0]) == 1 and plain[0][0].endswith("\n"):
        assert write_block(block).startswith('"')
    else:
        assert read_block(write_block(block)) == plain


@pytest.mark.long
def test_a_long_text_with_loose_quotes_is_read_at_once() -> None:
    rows = 20_000
    assert len(read_block('"los\t5" buis\n' * rows)) == rows
    assert len(read_block('"los\n' * rows)) == rows
    assert len(read_block('"' + "x\n" * rows)) == rows


CALC = """<html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/><style>td {x}</style></head>
<body><table cellspacing="0" border="0"><colgroup width="85"></colgroup><tr>
<td height="17" align="left">Wat<br>nog  een regel</td><td align="right" sdval="46387" sdnum="1033;0;MM/DD/YY">
12/31/26</td>
<td align="right" sdval="25000.5" sdnum="2067;0;[$€-813] #.##0,00">€ 25.000,50</td>
<td sdval="0.5625" sdnum="1033;0;HH:MM">1:30 PM</td>
</tr><tr><td colspan=2 rowspan=2 align="left">breed</td><td align="left"><br></td><td>&eacute;&amp;</td></tr>
<tr><td>c</td><td>d</td></tr></table></body></html>"""


def test_a_table_of_libreoffice_gives_what_was_shown_and_what_is_stored() -> None:
    assert read_html(CALC) == [
        [
            Given("Wat\nnog een regel"),
            Given("12/31/26", "31/12/2026"),
            Given("€ 25.000,50", "25000,5"),
            Given("1:30 PM", "13:30"),
        ],
        [Given("breed"), Given(""), Given(""), Given("é&")],
        [Given(""), Given(""), Given("c"), Given("d")],
    ]


@pytest.mark.parametrize(
    "html",
    ["", "geen tabel", "<p>Beste</p><table><tr><td>a</td></tr></table>", "<table><tr><td></td></tr></table>"],
)
def test_words_beside_a_table_are_no_block(html: str) -> None:
    assert read_html(html) == []


def test_a_table_inside_a_cell_is_words_of_it() -> None:
    inner = "<table><tr><td>b</td></tr></table>"
    assert read_html(f"<table><tr><td>a{inner}c</td><td>d</td></tr></table>") == [[Given("abc"), Given("d")]]
