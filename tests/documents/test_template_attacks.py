"""Templates that want more than a paper: their time, memory and what they fetch or run is bounded and named."""

import struct
import zipfile
from pathlib import Path

import pytest

from ibo_desk.documents import templates
from ibo_desk.documents.docx import package
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.errors import PaperError, TemplateError
from tests.documents.make_docx import changed, part, template, words

CASES = Path(__file__).parent / "cases"
STAMP = "2026-12-11T12:00:00Z"
VALUES = {"naam": "An", "rijen": [1, 2, 3], "leeg": ""}
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def refused(data: bytes) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        CompiledDocx(data).render(VALUES, STAMP)
    return caught.value


def with_body(xml: str) -> bytes:
    data = template("{{ naam }}")
    return changed(data, {"word/document.xml": part(data).replace("<w:body>", f"<w:body>{xml}", 1)})


def field_over_runs(*codes: str, kind: str = "instrText") -> str:
    runs = "".join(f"<w:r><w:{kind}>{code}</w:{kind}></w:r>" for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{which}"/></w:r>' for which in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


@pytest.mark.parametrize(
    "bomb",
    [
        "{% set a = [1] %}" + "{% set a = [a, a, a, a, a, a, a, a, a, a] %}" * 12 + "{{ a|string }}",
        "{% set a = [1] %}" + "{% set a = [a, a, a, a, a, a, a, a, a, a] %}" * 12 + "{{ a == a }}",
        "{% set a = (1, 2) %}" + "{% set a = (a, a, a, a, a, a, a, a, a, a) %}" * 12 + "{{ a }}",
        "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 19 + "{{ a|join(a) }}",
        "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 19 + "{{ a" + "|upper|lower" * 300 + " }}" * 1,
        "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 19 + "{% for r in a %}{{ a == a ~ r }}{% endfor %}",
        "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
        "{{ 1" + " + 1" * 300 + " }}",
        "{% if naam %}" * 60 + "x" + "{% endif %}" * 60,
        "{% for a in rijen %}" * 25 + "x" + "{% endfor %}" * 25,
    ],
    ids=["string", "equal", "tuple", "join", "filters", "compare", "brackets", "sum", "conditions", "loops"],
)
def test_what_grows_or_nests_without_end_is_stopped(bomb: str) -> None:
    data = template(bomb)
    try:
        CompiledDocx(data).render(VALUES, STAMP)
    except TemplateError as error:
        assert error.code in {"template_too_much", "template_syntax"}  # noqa: PT017  brackets are read as one
    else:
        assert "(" * 200 in bomb, "only brackets, which come to nothing, may pass"


def test_a_hundred_thousand_tags_in_a_paragraph_are_too_many() -> None:
    error = refused(with_body(f"<w:p>{RUN.format('{{ naam }}' * 100_000)}</w:p>"))
    assert error.code == "template_too_much"


@pytest.mark.long
def test_many_runs_and_an_apostrophe_that_opens_nothing_are_linear() -> None:
    pieces = "".join(RUN.format("x ' ") for _run in range(20_000))
    tags = RUN.format("{{ naam ' }}" * 100)
    refused(with_body(f"<w:p>{pieces}{tags}{pieces}</w:p>"))


@pytest.mark.long
@pytest.mark.parametrize(
    "code",
    ["DDEAUTO c:\\x", "DDE x", "INCLUDEPICTURE http://kwaad.example/x", "INCLUDETEXT x", "LINK Excel.Sheet x",
     "IMPORT x", "DATABASE x", "MACROBUTTON x", "PRINT x", "EMBED x", " “DDEAUTO” x"],
)  # fmt: skip
def test_fields_that_fetch_or_run_are_refused_wherever_they_stand(code: str) -> None:
    for xml in (
        field_over_runs(code),
        field_over_runs(*code),
        f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
        f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>",
    ):
        error = refused(with_body(xml))
        assert (error.code, error.place and error.place.part) == ("field_forbidden", "word/document.xml")
    comments = (
        part(with_body(field_over_runs(*code)))
        .replace("w:document", "w:comments")
        .replace("w:body", "w:comment")
    )
    error = refused(changed(template("{{ naam }}"), {"word/comments.xml": comments}))
    assert (error.code, error.place and error.place.part) == ("field_forbidden", "word/comments.xml")


@pytest.mark.long
def test_a_field_that_another_field_makes_is_refused_and_ordinary_fields_pass() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{which}"/></w:r>' for which in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText> QUOTE 68 68 69 </w:instrText></w:r>{end}"
    assert refused(with_body(f"<w:p>{begin}{inner}{end}</w:p>")).code == "field_forbidden"
    made = f"{begin}<w:r><w:instrText>D</w:instrText></w:r>{inner}{end}"
    assert refused(with_body(f"<w:p>{made}</w:p>")).code == "field_forbidden"
    for code in (
        "PAGE",
        "NUMPAGES",
        "TOC \\o 1-3",
        "REF _Ref1",
        'HYPERLINK "https://voorbeeld.example"',
        "DATE",
    ):
        assert words(CompiledDocx(with_body(field_over_runs(code))).render(VALUES, STAMP))
    condition = (
        f"{begin}<w:r><w:instrText>IF </w:instrText></w:r>{inner.replace('QUOTE 68 68 69', 'PAGE')}{end}"
    )
    assert words(CompiledDocx(with_body(f"<w:p>{condition}</w:p>")).render(VALUES, STAMP))


@pytest.mark.parametrize(
    "xml", ["<w:altChunk/>", "<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>", "<w:subDoc/>"]
)
def test_elements_that_bring_another_document_are_refused(xml: str) -> None:
    assert refused(with_body(xml)).code == "template_embedded"


@pytest.mark.parametrize(
    "kind", ["aFChunk", "oleObject", "package", "control", "subDocument", "mailMergeSource"]
)
def test_parts_that_word_would_run_or_merge_are_refused(kind: str) -> None:
    data = template("{{ naam }}")
    name = "word/_rels/document.xml.rels"
    relation = (
        f'<Relationship Id="rIdX" Type="http://x.example/{kind}" Target="afchunk.mht"/></Relationships>'
    )
    error = refused(changed(data, {name: part(data, name).replace("</Relationships>", relation)}))
    assert (error.code, kind in str(error)) == ("template_embedded", True)
    assert refused(changed(data, {"word/embeddings/blad.xlsx": b"PK"})).code == "template_embedded"
    types = part(data, "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/word/x.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    assert refused(changed(data, {"[Content_Types].xml": types})).code == "template_macros"


def test_a_package_that_lies_about_its_sizes_is_refused() -> None:
    big = 3_000_000
    data = changed(template("{{ naam }}"), {"word/media/x.png": b" " * big})
    assert refused(data.replace(struct.pack("<I", big), struct.pack("<I", 100))).code == "template_unreadable"
    sound = changed(template("{{ naam }}"), {"word/media/x.png": b" " * big})
    assert CompiledDocx(sound).render(VALUES, STAMP)


@pytest.mark.parametrize(
    "part_name", ["word/styles.xml", "word/numbering.xml", "word/comments.xml", "docProps/app.xml"]
)
@pytest.mark.parametrize("data", [b"<kapot", b"\xff\xfe<\0x\0/\0>\0", b"<x>" * 500, b""])
def test_a_damaged_part_is_named(part_name: str, data: bytes) -> None:
    error = refused(changed(template("{{ naam }}"), {part_name: data}))
    assert error.place is not None
    assert error.place.part == part_name


def test_a_column_that_spans_a_billion_is_one_of_a_table() -> None:
    table = template("{{ naam }}", table=[["{%tc for r in rijen %}", "{{ r }}", "{%tc endfor %}"]])
    xml = (
        part(table).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>').replace('w:w="', 'w:w="x')
    )
    assert CompiledDocx(changed(table, {"word/document.xml": xml})).render(VALUES, STAMP)


@pytest.mark.long
def test_a_document_under_another_name_is_read() -> None:
    assert templates.check(CASES / "d20_document2.docx").problems == ()


def test_pipes_devices_and_marks_of_an_open_document(tmp_path: Path) -> None:
    for path in (Path("/dev/zero"), tmp_path, tmp_path / "weg.docx"):
        with pytest.raises(PaperError) as caught:
            templates.check(path)
        assert caught.value.code == "template_missing"
    lock = tmp_path / "~$brief.docx"
    lock.write_bytes(b"\x07fictief")
    assert [finding.code for finding in templates.check(lock).problems] == ["template_is_lock"]


def test_the_parts_of_a_sound_template_keep_their_bytes() -> None:
    data = template("{{ naam }}")
    parts, main = package.read(data)
    assert main == "word/document.xml"
    with zipfile.ZipFile(CASES / "d20_document2.docx") as archive:
        assert "word/document2.xml" in archive.namelist()
    assert parts["word/styles.xml"].data().decode() == part(data, "word/styles.xml")
