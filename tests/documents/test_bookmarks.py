"""A bookmark that a loop of a template repeats stands in the paper once; Word calls a doubled one damage."""

import io
import re

import pytest
from docx import Document

from ibo_desk.documents import templates
from ibo_desk.documents.docx.bookmarks import mended
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.docx.keeping import SIGNATURES
from tests.documents.make_docx import changed, part, saved, template


def start(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (start(4, "A") + "x" + end(4), start(4, "A") + "x" + end(4)),
        (f"{start(1, 'A')}x{end(1)}{start(1, 'A')}y{end(1)}", f"{start(1, 'A')}x{end(1)}y"),
        (f"{start(1, 'A')}x{end(1)}{start(2, 'a')}y{end(2)}", f"{start(1, 'A')}x{end(1)}y"),
        (
            f"{start(1, 'A')}x{end(1)}{start(1, 'B')}y{end(1)}",
            f"{start(1, 'A')}x{end(1)}{start(2, 'B')}y{end(2)}",
        ),
        (
            f"{start(1, 'A')}{start(2, 'B')}x{end(1)}y{end(2)}",
            f"{start(1, 'A')}{start(2, 'B')}x{end(1)}y{end(2)}",
        ),
        (f"{start(1, 'A')}x", "x"),
        (f"x{end(3)}", "x"),
        ('<w:bookmarkStart w:name="A" w:id="1"></w:bookmarkStart>x', "x"),
    ],
    ids=[
        "one",
        "repeated",
        "other case",
        "same number",
        "crossing",
        "never ended",
        "never begun",
        "long form",
    ],
)
def test_each_bookmark_once_and_whole(xml: str, expected: str) -> None:
    assert mended(xml) == expected


def test_a_loop_in_a_template_repeats_none() -> None:
    data = template("{%p for name in names %}", "PLAATS", "{%p endfor %}")
    marked = part(data).replace(
        "PLAATS", f"{{{{ name }}}}</w:t></w:r>{start(0, 'punt')}<w:r><w:t>!</w:t></w:r>{end(0)}<w:r><w:t>"
    )
    made = CompiledDocx(changed(data, {"word/document.xml": marked})).render(
        {"names": ["a", "b", "c"]}, "2026-12-11T12:00:00Z"
    )
    body = part(made)
    assert len(re.findall("bookmarkStart", body)) == len(re.findall("bookmarkEnd", body)) == 1
    assert [letter in body for letter in "abc"] == [True] * 3


def test_signatures_of_an_older_template_are_named_with_the_mend() -> None:
    house = templates.house("minutes")
    assert "signatures_loose" not in {notice.code for notice in templates.check(house).notices}
    older = part(house).replace(f'<w:tblDescription w:val="{SIGNATURES}"/>', "")
    (loose,) = [
        notice
        for notice in templates.check(changed(house, {"word/document.xml": older})).notices
        if notice.code == "signatures_loose"
    ]
    assert "beschrijving “signatures”" in loose.problem


def test_signatures_that_their_template_keeps_itself_are_not_loose() -> None:
    table = [["{%tc for signature in signatures %}", "{{ signature.name }}", "{%tc endfor %}"]]

    def is_loose(kept: bool, *above: str) -> bool:
        document = Document(io.BytesIO(template(*above, table=table)))
        for paragraph in document.paragraphs:
            paragraph.paragraph_format.keep_with_next = kept or None
        document.add_paragraph("Einde")
        return "signatures_loose" in {notice.code for notice in templates.check(saved(document)).notices}

    assert is_loose(False, "Bijlagen", "{%p if signatures %}", "{%p endif %}")
    assert not is_loose(True, "Bijlagen", "{%p if signatures %}", "{%p endif %}")
    assert not is_loose(False)  # nothing stands above them
