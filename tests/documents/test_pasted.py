"""What office programs put on the clipboard keeps its shape: tables and lists, and no word is lost."""

import pytest

from ibo_desk.documents.pasted import has_shape, pasted
from ibo_desk.documents.rich_text import Run, as_text

WORD = """<html><head><style>p {color: red}</style><!-- <p>weg</p> --></head><body>
<p class=MsoNormal>Drie <b>punten</b>:<o:p></o:p></p>
<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>Eerste</p>
<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>o<span>&nbsp;&nbsp; </span></span><![endif]>Dieper</p>
<p style='mso-list:l1 level1 lfo2'><![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>Een</p>
<p style='mso-list:l1 level1 lfo2'><![if !supportLists]><span>2.<span>&nbsp; </span></span><![endif]>Twee</p>
<table class=MsoTableGrid><tr><td><p><b>A</b></p></td><td><p>B</p><p>bis</p></td></tr>
<tr><td>1</td><td><table><tr><td>2</td></tr></table></td></tr></table><p>Einde</p></body></html>"""


def test_word() -> None:
    assert has_shape(WORD)
    blocks = pasted(WORD)
    assert as_text(blocks) == (
        "Drie punten:\n- Eerste\n  - Dieper\n1. Een\n2. Twee\nA | B bis\n1 | 2\n\nEinde"
    )
    assert blocks[0].runs[1] == Run(text="punten", bold=True)
    assert len({block.list_id for block in blocks if block.level == 1}) == 2


def test_a_browser() -> None:
    html = "<ul><li>a<ol><li>b</li><li><a href='https://x.example/'>c</a></li></ol></li><li>d</li></ul>"
    assert as_text(pasted(html)) == "- a\n  a. b\n  b. c\n- d"
    assert pasted(html)[2].runs == (Run(text="c", link="https://x.example/"),)
    wrapped = "<b style='font-weight:normal'><p>niet <span style='font-weight:700'>vet</span></p></b>"
    assert pasted(wrapped)[0].runs == (Run(text="niet "), Run(text="vet", bold=True))


@pytest.mark.parametrize("html", ["<p>gewoon</p>", "", "<b>vet</b>", "x" * 2_000_001 + "<table>"])
def test_what_has_no_shape_is_left_to_its_plain_text(html: str) -> None:
    assert not has_shape(html)


@pytest.mark.parametrize(
    "html", ["<table><tr><td>los", "</table></ul><li>los", "<ul><table>los", "<![endif]>los<li>"]
)
def test_broken_html_loses_no_word(html: str) -> None:
    assert "los" in as_text(pasted(html))
