"""The catalogue of templates, and what the checker says about each mistake."""

import io
from pathlib import Path

import pytest
from docx import Document

from ibo_desk.documents import templates
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.kinds import KINDS
from tests.documents.make_docx import template


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "eigen.docx"
    path.write_bytes(data)
    return path


@pytest.mark.long
@pytest.mark.parametrize("kind", list(KINDS))
def test_our_own_templates_are_sound(kind: str) -> None:
    assert templates.check(templates.house(kind)).problems == ()
    assert templates.check(templates.house(kind), kind).problems == ()


@pytest.mark.parametrize("kind", list(KINDS))
def test_our_own_templates_are_dutch_a4_with_real_styles(kind: str) -> None:
    document = Document(io.BytesIO(templates.house(kind)))
    section = document.sections[0]
    side = (297, 210) if KINDS[kind].layout().wide else (210, 297)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == side
    assert 'w:val="nl-BE"' in document.styles.element.xml
    assert document.core_properties.language == "nl-BE"
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1"} <= used
    for table in document.tables:
        if table.style and table.style.name == "Desk Table":
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
            assert table.rows[0]._tr.xpath("./w:trPr/w:cantSplit")
    footers = section.footer._element.xml + section.first_page_footer._element.xml
    assert footers.count("NUMPAGES") == 2


def test_a_copy_can_be_made_once(tmp_path: Path) -> None:
    made = templates.copy("memo", tmp_path)
    assert made == tmp_path / "memo.docx"
    assert made.read_bytes() == templates.house("memo")
    with pytest.raises(PaperError) as caught:
        templates.copy("memo", tmp_path)
    assert caught.value.code == "template_exists"
    assert templates.copy("memo", tmp_path / "nieuw" / "nota").suffix == ".docx"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memo.docx", "nieuw"]


def test_unknown_kind_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        templates.copy("affiche", tmp_path)
    assert caught.value.code == "unknown_kind"
    with pytest.raises(PaperError) as caught:
        templates.check(tmp_path / "weg.docx")
    assert caught.value.code == "template_missing"


def test_own_templates_are_listed_after_the_house(tmp_path: Path) -> None:
    for name in ("memo-stad.docx", "zomaar.docx", "~$memo.docx", "x.txt"):
        (tmp_path / name).write_bytes(b"x")
    found = templates.available(tmp_path)
    assert [(each.name, each.kind, each.own) for each in found] == [
        *((kind, kind, False) for kind in KINDS),
        ("memo-stad", "memo", True), ("zomaar", "", True),
    ]  # fmt: skip
    assert not [each for each in templates.available() if each.own]


def test_every_unknown_field_is_found_even_where_nothing_runs(tmp_path: Path) -> None:
    data = template(
        "{{ head.title }} {{ head.titel }}",
        "{%p for item in items %}",
        "{%p if item.mark == 'nooit' %}",
        "{{ item.titel }} {{ item.title }} {{ loop.index }}",
        "{%p endif %}",
        "{%p for file in item.attachments %}",
        "{{ file.naam }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{% set a = head %}{{ a.title }}{{ a.kleur }} {{ items[0].kop }} {{ onbekend }}",
    )
    found = templates.check(written(tmp_path, data), "agenda").problems
    assert [
        (each.place.paragraph, each.problem.rpartition(": ")[2].partition(";")[0]) for each in found if each.place
    ] == [
        (1, "head.titel"), (4, "item.titel"), (7, "file.naam"), (10, "a.kleur"), (10, "….kop"), (10, "onbekend"),
    ]  # fmt: skip
    assert {each.code for each in found} == {"unknown_field"}
    assert "alinea 4" in str(found[1])
    assert "{{ item.titel }}" in str(found[1])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("head.tilte", "head.title"),
        ("hed.titel", "head"),
        ("titel", "head.title, item.title, attachment.title"),
        ("itmes", "items"),
        ("vergaderng", "head.subtitle, head.meeting_iso, opened"),
        ("item.vervoerslag", "item.layer"),
        ("xyzzy", ""),
    ],
)
def test_fields_that_resemble_a_mistyped_or_dutch_name_are_proposed(
    tmp_path: Path, typed: str, meant: str
) -> None:
    path = written(tmp_path, template("{%p for item in items %}", f"{{{{ {typed} }}}}", "{%p endfor %}"))
    (finding,) = templates.check(path, "minutes").problems
    assert finding.problem.partition("; misschien ")[2] == meant


def test_the_kind_is_found_by_its_fields(tmp_path: Path) -> None:
    path = written(tmp_path, template("{{ head.title }} {{ municipality }} {{ represented_by }}"))
    assert templates.check(path).problems == ()
    (found,) = templates.check(path, "agenda").problems
    assert found.code == "wrong_kind"
    assert "Agenda" in found.problem


def test_a_broken_template_is_one_finding_with_its_place(tmp_path: Path) -> None:
    (found,) = templates.check(
        written(tmp_path, template("goed {{ head.title }}", "fout {{ head.title"))
    ).problems
    assert found.code == "tag_not_closed"
    assert found.place is not None
    assert (found.place.part, found.place.paragraph) == ("word/document.xml", 2)


def test_a_template_without_tags_is_told(tmp_path: Path) -> None:
    (found,) = templates.check(written(tmp_path, template("altijd hetzelfde"))).problems
    assert found.code == "no_tags"


def test_what_only_shows_when_filled(tmp_path: Path) -> None:
    (found,) = templates.check(written(tmp_path, template("{{ head.title - 1 }}")), "agenda").problems
    assert found.place is not None
    assert found.place.tag == "{{ head.title - 1 }}"
