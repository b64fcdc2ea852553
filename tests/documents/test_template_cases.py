"""Templates as people really have them, each with the answer it gets; the files lie in ``cases``."""

import base64
import io
from pathlib import Path

import pytest
from docx import Document

from ibo_desk.documents import templates
from ibo_desk.documents.render import render
from ibo_desk.documents.sample import sample
from tests.documents.make_docx import changed, part, saved, template

CASES = Path(__file__).parent / "cases"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)  # a picture of one pixel
# The codes of the problems, then those of the notices.
ANSWERS = {
    "d01_smartquotes": ([], ["signatures_loose"]),
    "d02_split_runs_proof": ([], ["signatures_loose"]),
    "d05_tag_two_paragraphs": (["tag_not_closed"], []),
    "d06_typo_field": (["unknown_field"], ["signatures_loose"]),
    "d07_tracked_ins": ([], ["left_revision", "signatures_loose"]),
    "d09_comment": ([], ["left_comments", "signatures_loose"]),
    "d12_sdt_inline_block": ([], ["signatures_loose"]),
    "d14_sdt_databound_core_title": ([], ["signatures_loose"]),
    "d15_textbox_loop": ([], ["signatures_loose"]),
    "d16_nested_table": ([], ["signatures_loose"]),
    "d18_docm_renamed": (["template_macros"], []),
    "d19_dotx_renamed": ([], ["signatures_loose"]),
    "d20_document2": ([], ["signatures_loose"]),
    "d22_old_doc": (["template_unreadable"], []),
    "d23_linked_picture": (["template_external"], []),
    "d28_percent_in_text": ([], ["tag_loose", "signatures_loose"]),
    "d29_emdash_tab_softhyphen_in_tag": ([], ["signatures_loose"]),
    "d30_modulo": ([], ["signatures_loose"]),
    "d32_doc_protection": ([], ["left_documentProtection", "signatures_loose"]),
    "d34_core_props_author": ([], ["left_author", "signatures_loose"]),
    "d40_libreoffice_saved": ([], ["signatures_loose"]),
}


def test_every_case_has_an_answer() -> None:
    assert {path.stem for path in CASES.glob("d*.docx")} == set(ANSWERS)


@pytest.mark.long
@pytest.mark.parametrize("case", ANSWERS)
def test_each_case_gets_its_answer(case: str) -> None:
    checked = templates.check(CASES / f"{case}.docx")
    codes = [finding.code for finding in checked.problems], [finding.code for finding in checked.notices]
    assert codes == ANSWERS[case]


def test_an_answer_says_what_to_do() -> None:
    (typo,) = templates.check(CASES / "d06_typo_field.docx").problems
    assert "head.titel; misschien head.title" in str(typo)
    (old,) = templates.check(CASES / "d22_old_doc.docx").problems
    assert ".doc" in str(old)
    assert "bewaar" in str(old)


def lost(text: str, *paragraphs: str) -> tuple[str, int, str]:
    (problem,) = templates.check(template(text, *paragraphs), "agenda").problems
    assert problem.place is not None
    return problem.code, problem.place.paragraph, problem.place.tag


@pytest.mark.long
def test_a_lost_end_is_told_at_what_it_should_close() -> None:
    assert lost("{%p if head.title %}", "{%p for item in items %}", "{{ item.title }}", "{%p endif %}") == (
        "block_not_closed", 2, "{%p for item in items %}",
    )  # fmt: skip
    assert lost("{%p for item in items %}", "{% for file in item.attachments %}x", "{%p endfor %}") == (
        "block_not_closed", 2, "{% for file in item.attachments %}",
    )  # fmt: skip
    assert lost("{% p if head.title %}")[0] == "tag_space"


def test_a_place_in_a_table_is_told_as_a_person_counts() -> None:
    data = template("{{ head.title }}", table=[["a", "b"], ["c", "{{ head.titel }}"]])
    (problem,) = templates.check(data, "agenda").problems
    assert "hoofdtekst, tabel 1, rij 2, kolom 2" in str(problem)


def test_a_field_of_a_loop_outside_it_says_where_it_belongs() -> None:
    data = template("{%p for item in items %}", "{{ item.title }}", "{%p endfor %}", "{{ item.title }}")
    (problem,) = templates.check(data, "agenda").problems
    assert (problem.code, problem.place and problem.place.paragraph) == ("field_outside_loop", 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ { head.title } }", "tag_loose"),
        ("head.title }}", "tag_loose"),
        ("{head.title}", "tag_single"),
        ("«Gemeente»", "tag_foreign"),
        ("<<gemeente>> en ${gemeente}", "tag_foreign"),
    ],
)
def test_what_looks_like_a_tag_is_told(text: str, code: str) -> None:
    checked = templates.check(template("{{ head.title }}", text, title="{{ head.title }}"), "agenda")
    notices = [(each.code, each.place.paragraph) for each in checked.notices if each.place]
    assert (code, 2) in notices
    assert checked.problems == ()


def test_ordinary_words_with_braces_and_quotes_are_not_taken_for_tags() -> None:
    text = "10 % van {het budget}, « zo gezegd », a << b, $5 en [[ja of nee]]"
    checked = templates.check(template("{{ head.title }}", text, title="{{ head.title }}"), "agenda")
    assert [each.code for each in checked.notices if each.code.startswith("tag_")] == []


def test_fields_of_the_author_hidden_words_and_links_with_tags_are_told() -> None:
    data = template("{{ head.title }}", title="{{ head.title }}")
    field = '<w:p><w:fldSimple w:instr=" AUTHOR "><w:r><w:t>Jan Privaat</w:t></w:r></w:fldSimple></w:p>'
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>alleen voor ons</w:t></w:r></w:p>"
    rels = "word/_rels/document.xml.rels"
    link = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://voorbeeld.example/%7B%7B%20x%20%7D%7D" TargetMode="External"/></Relationships>'
    )
    made = changed(
        data,
        {
            "word/document.xml": part(data).replace("<w:body>", f"<w:body>{field}{hidden}", 1),
            rels: part(data, rels).replace("</Relationships>", link),
        },
    )
    codes = {each.code for each in templates.check(made, "agenda").notices}
    assert {"field_of_author", "text_hidden", "tag_in_link"} <= codes


def test_a_picture_without_alternative_text_is_told() -> None:
    document = Document(io.BytesIO(template("{{ head.title }}", title="{{ head.title }}")))
    document.add_picture(io.BytesIO(DOT))
    codes = [each.code for each in templates.check(saved(document), "agenda").notices]
    assert "pdf_no_description" in codes


def test_a_pdf_is_told_beforehand_what_it_will_lack() -> None:
    notices = templates.check(template("{{ head.title }}"), "agenda").notices
    assert "pdf_no_title" in {each.code for each in notices}


def test_the_secretariat_stands_where_the_author_of_the_template_stood() -> None:
    content = sample("minutes")
    made = render(content, "docx", CASES / "d34_core_props_author.docx")
    core = part(made, "docProps/core.xml")
    assert "Privaat" not in core
    assert f"<dc:creator>{content.head.author}</dc:creator>" in core


def test_files_of_word_are_listed_by_their_dutch_names_too(tmp_path: Path) -> None:
    for name in ("verslag-stad.dotx", "Nota eigen.docx", "agenda.DOCM", "lijst.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    own = {each.name: each.kind for each in templates.available(tmp_path) if each.own}
    assert own == {"verslag-stad": "minutes", "Nota eigen": "memo", "agenda": "agenda"}
