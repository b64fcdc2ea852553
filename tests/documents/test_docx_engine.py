"""The Word engine: its traps, and that it agrees with docxtpl where docxtpl is right."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from lxml import etree

from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.rich_text import parse
from tests.documents.make_docx import changed, names, part, saved, template, words

STAMP = "2026-12-11T12:00:00Z"


def filled(data: bytes, **values: object) -> bytes:
    return CompiledDocx(data).render(values, STAMP)


def oracle(data: bytes, **values: object) -> bytes:
    made = DocxTemplate(io.BytesIO(data))
    made.render(values, Environment(autoescape=True))
    return saved(made)


@dataclass(frozen=True)
class Row:
    name: str
    amount: str = ""


ROWS = (Row("Kortrijk", "€ 25.000"), Row("Kuurne & Co", "< 3 >"))
SAME_AS_ORACLE = {
    "plain": template("Beste {{ naam }},"),
    "split runs": template("Beste {¦{ na¦am }¦}, tot {{ d¦ag }}."),
    "curly quotes": template("{% if soort == “a” %}ja{% else %}nee{% endif %} en {% if soort == ‘a’ %}ja{% endif %}"),
    "paragraph loop": template("{%p for r in rijen %}", "- {{ r.name }}: {{ r.amount }}", "{%p endfor %}", "einde"),
    "inline loop": template("{% for r in rijen %}{{ r.name }}{% if not loop.last %}, {% endif %}{% endfor %}"),
    "condition over runs": template("A{% if soort %}¦B¦{% endif %}C"),
    "comment": template("voor{# dit niet #}na"),
    "filter": template("{{ naam | upper }} {{ soort | default('x') }}"),
    "rows": template(table=[["Naam", "Bedrag"], ["{%tr for r in rijen %}", ""], ["{{ r.name }}", "{{ r.amount }}"],
                            ["{%tr endfor %}", ""]]),
    "cells": template(table=[["{%tc for r in rijen %}", "{{ r.name }}", "{%tc endfor %}"]]),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME_AS_ORACLE)
def test_says_what_docxtpl_says(case: str) -> None:
    data = SAME_AS_ORACLE[case]
    values = {"naam": "An & Jan <b>", "dag": "morgen", "soort": "a", "rijen": ROWS}
    assert words(filled(data, **values)) == words(oracle(data, **values))


@pytest.mark.long
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_value_comes_out_as_it_is(value: str) -> None:
    (text,) = words(filled(ONE, naam=value))
    expected = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", value)
    expected = re.sub("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]", "", expected)
    expected = re.sub("[\x1c-\x1f]", " ", expected)
    assert text == expected


ONE = template("{{ naam }}")


def test_the_five_characters_in_body_and_properties() -> None:
    hard = "& < > \" ' é €"
    made = filled(template("x {{ naam }} y", title="Titel {{ naam }}"), naam=hard)
    assert words(made) == [f"x {hard} y"]
    assert Document(io.BytesIO(made)).core_properties.title == f"Titel {hard}"


def test_properties_are_one_line_and_carry_the_stamp() -> None:
    made = filled(template("{{ naam }}", title="{{ naam }}"), naam="een\ntwee\x00")
    core = Document(io.BytesIO(made)).core_properties
    assert core.title == "een twee"
    assert core.modified is not None
    assert core.modified.isoformat().startswith("2026-12-11T12:00:00")


def test_libreoffice_writes_apostrophes_as_entities() -> None:
    data = template("{{ naam|default('x') }}")
    lo = part(data).replace("'x'", "&apos;x&apos;")
    assert "&apos;" in lo
    assert words(filled(changed(data, {"word/document.xml": lo}), naam="")) == ["x"]


def test_proofing_marks_and_breaks_inside_a_tag() -> None:
    data = template("{{ ¦naam }}")
    xml = part(data).replace("</w:r><w:r>", '</w:r><w:proofErr w:type="spellStart"/><w:r><w:tab/>')
    assert words(filled(changed(data, {"word/document.xml": xml}), naam="An")) == ["An"]


def test_headers_and_footers_are_filled() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Kop {{ naam }}"
    document.sections[0].footer.paragraphs[0].text = "Voet {{ naam }}"
    made = filled(saved(document), naam="A&B")
    parts = [name for name in names(made) if re.search(r"(header|footer)\d*\.xml$", name)]
    assert sorted(words(made, name)[0] for name in parts) == ["Kop A&B", "Voet A&B"]


def test_rich_text_uses_the_list_styles_and_restarts_numbers() -> None:
    made = filled(template("{{p tekst }}", "{{p meer }}"), tekst=parse("Alinea\n\n- b\n  - c\n\n1. een\n2. twee"),
                  meer=parse("1. opnieuw"))  # fmt: skip
    root = etree.fromstring(part(made).encode())
    w = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    assert words(made) == ["Alinea", "b", "c", "een", "twee", "opnieuw"]
    styles = [str(each) for each in root.xpath("//w:p//w:pStyle/@w:val", namespaces=w)]
    assert styles == ["ListBullet", "ListBullet2", "ListNumber", "ListNumber", "ListNumber"]
    first, second, third = root.xpath(
        "//w:p[w:pPr/w:pStyle/@w:val='ListNumber']//w:numId/@w:val", namespaces=w
    )
    assert first == second != third
    assert f'w:numId="{third}"' in part(made, "word/numbering.xml")


def test_rich_runs_links_and_the_rest_of_the_run() -> None:
    made = filled(template("voor {{r tekst }} na"), tekst=parse("**vet** [site](https://a.example/?x=1&y=2)"))
    assert words(made) == ["voor vet site na"]
    relations = part(made, "word/_rels/document.xml.rels")
    assert 'Target="https://a.example/?x=1&amp;y=2"' in relations
    assert "<w:b/>" in part(made)
    Document(io.BytesIO(made))


def test_rich_text_without_list_styles_still_shows_its_marks() -> None:
    data = template("{{p tekst }}")
    bare = changed(
        data,
        {
            "word/styles.xml": re.sub(
                r'w:val="List (Bullet|Number)', r'w:val="X \1', part(data, "word/styles.xml")
            )
        },
    )
    assert words(filled(bare, tekst=parse("- a\n1. b"))) == ["•\ta", "1.\tb"]


def test_empty_rich_text_leaves_no_paragraph_but_a_cell_keeps_one() -> None:
    made = filled(template("{{p tekst }}", "x", table=[["{{p tekst }}", "y"]]), tekst=())
    assert words(made) == ["x", "", "y"]


def test_a_cell_whose_paragraphs_all_vanish_stays_a_cell() -> None:
    document = Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.paragraphs[0].text = "{%p if ja %}"
    cell.add_paragraph("tekst")
    cell.add_paragraph("{%p endif %}")
    assert words(filled(saved(document), ja=False)) == [""]


def test_a_table_without_rows_goes() -> None:
    data = template(table=[["{%tr for r in rijen %}"], ["{{ r.name }}"], ["{%tr endfor %}"]])
    assert "<w:tbl>" not in part(filled(data, rijen=()))
    assert part(filled(data, rijen=ROWS)).count("<w:tr>") == 2


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_grid_follows_the_number_of_columns(count: int) -> None:
    data = template(table=[["{%tc for r in rijen %}", "{{ r.name }}", "{%tc endfor %}"]])
    made = filled(data, rijen=[Row(str(place)) for place in range(count)])
    assert part(made).count("<w:gridCol ") == count
    assert len(Document(io.BytesIO(made)).tables[0].columns) == count


def test_newlines_tabs_and_control_characters_in_values() -> None:
    assert words(filled(ONE, naam="een\ntwee\tdrie\x0b\x00")) == ["een\ntwee\tdrie\n"]


def test_static_parts_keep_their_bytes_and_dynamic_ones_are_sound() -> None:
    data = template("{{ naam }}")
    made = filled(data, naam="An")
    assert set(names(made)) < set(names(data))
    made_anew = {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/settings.xml",
    }  # without what stays behind
    for name in names(made):
        if name not in {"word/document.xml", "docProps/core.xml", *made_anew}:
            assert part_bytes(made, name) == part_bytes(data, name)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def part_bytes(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_ids_of_word_are_not_repeated_by_a_loop() -> None:
    data = template("{%p for r in rijen %}", "{{ r.name }}", "{%p endfor %}")
    xml = part(data).replace("<w:p>", '<w:p w:rsidR="00AB12CD">')
    assert "rsidR" not in part(filled(changed(data, {"word/document.xml": xml}), rijen=ROWS))


def test_a_word_template_becomes_a_document() -> None:
    data = template("{{ naam }}")
    types = part(data, "[Content_Types].xml").replace("document.main+xml", "template.main+xml")
    made = filled(changed(data, {"[Content_Types].xml": types}), naam="An")
    assert "template.main" not in part(made, "[Content_Types].xml")


def test_one_compiled_template_fills_many_without_mixing() -> None:
    compiled = CompiledDocx(template("{{p tekst }}", "{{ naam }}"))
    fields: list[Mapping[str, object]] = [
        {"naam": str(place), "tekst": parse(f"[l](https://a.example/{place})\n\n1. x")} for place in range(3)
    ]
    first = [compiled.render(each, STAMP) for each in fields]
    again = [compiled.render(each, STAMP) for each in reversed(fields)]
    assert first == again[::-1]
    assert "a.example/2" in part(first[2], "word/_rels/document.xml.rels")
    assert "a.example/1" not in part(first[2], "word/_rels/document.xml.rels")


@pytest.mark.long
def test_same_bytes_in_two_processes() -> None:
    code = (
        "import hashlib;from ibo_desk.documents.render import render;from ibo_desk.documents.sample import sample;"
        "print([hashlib.sha256(render(sample(k),f)).hexdigest() for k in ('agenda','minutes','memo') "
        "for f in ('docx','pdf','html','txt')])"
    )
    folders = os.pathsep.join([".", *filter(None, [os.environ.get("PYTHONPATH")])])
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100,
                       env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": folders}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1
