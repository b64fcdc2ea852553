"""Templates that are wrong or hostile: refused, with the place, and nothing runs."""

import pytest

from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.docx.sandbox import FILTER_NAMES
from ibo_desk.documents.errors import TemplateError
from tests.documents.make_docx import changed, part, template, words

STAMP = "2026-12-11T12:00:00Z"
VALUES = {"naam": "An", "rijen": [1, 2, 3], "leeg": ""}


def refused(data: bytes) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        CompiledDocx(data).render(VALUES, STAMP)
    return caught.value


@pytest.mark.parametrize(
    ("paragraphs", "code", "number", "tag"),
    [
        (["a", "Beste {{ onbekend }},"], "unknown_field", 2, "{{ onbekend }}"),
        (["{{ naam.voornaam }}"], "unknown_field", 1, "{{ naam.voornaam }}"),
        (["a", "b", "{{ naam"], "tag_not_closed", 3, "{{ naam"),
        (["{{ naam | geheim }}"], "template_syntax", 1, "{{ naam | geheim }}"),
        (["{{ naam + }}"], "template_syntax", 1, "{{ naam + }}"),
        (["x", "{% blok %}"], "unknown_tag", 2, "{% blok %}"),
        (["{%p for r in rijen %}", "{{ r }}"], "block_not_closed", 1, "{%p for r in rijen %}"),
        (["{{ naam }}", "{% endif %}"], "block_not_opened", 2, "{% endif %}"),
        (["{% if naam %}", "tekst", "{% endif %}"], "block_level", 3, "{% endif %}"),
        (["{%p if naam %} tekst", "{%p endif %}"], "tag_not_alone", 1, "{%p if naam %}"),
        (["{%tr for r in rijen %}"], "tag_level", 1, "{%tr for r in rijen %}"),
        (["{{tr naam }}"], "tag_level", 1, "{{tr naam }}"),
    ],
)
def test_the_place_is_named(paragraphs: list[str], code: str, number: int, tag: str) -> None:
    error = refused(template(*paragraphs))
    assert error.code == code
    assert error.place is not None
    assert (error.place.part, error.place.paragraph, error.place.tag) == ("word/document.xml", number, tag)
    assert error.place.text.startswith(paragraphs[number - 1].strip()[:20])
    assert str(number) in str(error)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}", "{{ naam.__class__ }}", "{{ naam.upper() }}", "{{ range(10) }}",
        "{{ naam.format(1) }}", "{{ cycler }}", "{{ self }}", "{{ lipsum() }}", "{{ naam | attr('x') }}",
        "{{ naam | safe }}", "{{ naam | tojson }}", "{{ rijen | map('x') }}", "{{ _meter }}", "{{ _meter.deadline }}",
        "{{ 2 ** 99 }}", "{{ 'a' * 999999 }}", "{{ '%99999999d' % 1 }}", "{{ 10 / 3 }}",
        "{% for r in rijen recursive %}{{ loop(rijen) }}{% endfor %}", "{% set ns.x = 1 %}", "{{ loop }}",
        "{% set _meter = 1 %}", "{{ rijen[0].real }}", "{{ {'a': 1} }}",
    ],
)  # fmt: skip
def test_what_a_template_may_not_do(attack: str) -> None:
    assert refused(template(attack)).place is not None


@pytest.mark.parametrize(
    "bomb",
    [
        "{% for a in rijen %}" * 13 + "x" + "{% endfor %}" * 13,
        "{% set a = 'xxxxxxxxxxxxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 30 + "{{ a }}",
        "{% set a = 'xxxxxxxxxxxxxxxxxxxx' %}" + "{% set a = a + a %}" * 30 + "{{ a }}",
        "{% set a = 9 %}" + "{% set a = a * a %}" * 40 + "{{ a }}",
        "{{ 'aa'" + " | replace('a', 'aaaaaaaaaa')" * 9 + " }}",
        "{% set a = naam %}" + "{% set a = [a, a, a, a, a, a] | join %}" * 20 + "{{ a }}",
    ],
    ids=["loops", "tilde", "plus", "times", "replace", "join"],
)
def test_bombs_are_stopped(bomb: str) -> None:
    assert refused(template(bomb)).code == "template_too_much"


def test_the_allowed_filters_work() -> None:
    text = (
        "{{ naam|upper }} {{ naam|lower }} {{ leeg|default('x') }} {{ rijen|join('-') }} {{ rijen|length }} "
    )
    text += "{{ rijen|first }} {{ rijen|last }} {{ naam|replace('A','E') }} {{ 1 + 2 }} {{ 'a' ~ naam }} {{ rijen[1] }}"
    assert words(CompiledDocx(template(text)).render(VALUES, STAMP)) == ["AN an x 1-2-3 3 1 3 En 3 aAn 2"]
    assert {"upper", "join", "default"} < set(FILTER_NAMES)


def test_a_value_is_never_read_as_a_tag() -> None:
    made = CompiledDocx(template("{{ naam }}")).render({"naam": "{{ 7*7 }} {% if x %}"}, STAMP)
    assert words(made) == ["{{ 7*7 }} {% if x %}"]


EXTERNAL = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="https://kwaad.example/x" TargetMode="External"/></Relationships>'
)


def with_relation(kind: str) -> bytes:
    data = template("{{ naam }}")
    rels = part(data, "word/_rels/document.xml.rels").replace("</Relationships>", EXTERNAL.format(kind=kind))
    return changed(data, {"word/_rels/document.xml.rels": rels})


@pytest.mark.long
def test_nothing_is_fetched_from_outside() -> None:
    assert refused(with_relation("image")).code == "template_external"
    made = CompiledDocx(with_relation("attachedTemplate")).render(VALUES, STAMP)
    assert "kwaad" not in part(made, "word/_rels/document.xml.rels")
    assert CompiledDocx(with_relation("hyperlink")).render(VALUES, STAMP)


@pytest.mark.long
def test_macros_fields_and_entities_are_refused() -> None:
    data = template("{{ naam }}")
    assert refused(changed(data, {"word/vbaProject.bin": b"x"})).code == "template_macros"
    field = part(data).replace("<w:t>", "<w:instrText> DDEAUTO c:\\x </w:instrText><w:t>")
    assert refused(changed(data, {"word/document.xml": field})).code == "field_forbidden"
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>' + part(data).split("?>", 1)[1]
    assert refused(changed(data, {"word/document.xml": entity})).code == "part_doctype"
    hidden = part(data).replace("<w:body>", '<w:body w:x="{{ naam }}">')
    assert refused(changed(data, {"word/document.xml": hidden})).code == "tag_in_property"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04kapot", template("x")[:-40], changed(template("x"), {})[:300]]
)
def test_what_is_no_word_document(data: bytes) -> None:
    assert refused(data).code == "template_unreadable"


def test_damaged_xml_in_a_part() -> None:
    data = template("{{ naam }}")
    error = refused(changed(data, {"word/document.xml": part(data)[:-20]}))
    assert (error.code, error.place and error.place.part) == ("part_damaged", "word/document.xml")


@pytest.mark.long
def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    assert refused(changed(template("x"), {"word/media/x": b"\0" * 100_000_001})).code == "template_too_big"
