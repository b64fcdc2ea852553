"""What an author left in a template does not go along in a paper, whatever it is and whatever its part is called."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.docx.photo_words import without_words
from tests.documents.make_docx import W, changed, names, part, template, words

STAMP = "2026-12-11T12:00:00Z"
CASES = Path(__file__).parent / "cases"
NEWER = "http://schemas.microsoft.com/office"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_RELS, ROOT_RELS = "word/_rels/document.xml.rels", "_rels/.rels"
BY = 'w:id="9" w:author="Jan Privaat" w:date="2026-01-01T00:00:00Z"'


def made(data: bytes, **values: object) -> bytes:
    return CompiledDocx(data).render({"naam": "An", **values}, STAMP, "Secretariaat (fictief)")


def everything(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist()
        )


def with_body(xml: str, data: bytes = b"") -> bytes:
    data = data or template("{{ naam }}")
    return changed(data, {"word/document.xml": part(data).replace("<w:body>", f"<w:body>{xml}", 1)})


def with_part(data: bytes, name: str, kind: str, content: str, rels: str = MAIN_RELS) -> bytes:
    target = name.removeprefix("word/") if rels == MAIN_RELS else name
    relation = f'<Relationship Id="rIdExtra" Type="{kind}" Target="{target}"/></Relationships>'
    return changed(data, {rels: part(data, rels).replace("</Relationships>", relation), name: content})


@pytest.mark.parametrize(
    ("name", "kind", "rels"),
    [
        ("word/comments.xml", f"{OFFICE}/comments", MAIN_RELS),
        ("word/opmerkingen7.xml", f"{OFFICE}/comments", MAIN_RELS),
        ("word/people.xml", f"{NEWER}/2011/relationships/people", MAIN_RELS),
        (
            "word/commentsExtended.xml",
            f"{NEWER}/2011/relationships/commentsExtended",
            MAIN_RELS,
        ),
        ("word/glossary/document.xml", f"{OFFICE}/glossaryDocument", MAIN_RELS),
        ("docProps/custom.xml", f"{OFFICE}/custom-properties", ROOT_RELS),
        (
            "docProps/labels.xml",
            f"{NEWER}/2020/02/relationships/classificationlabels",
            ROOT_RELS,
        ),
        ("customXml/item9.xml", f"{OFFICE}/customXml", ROOT_RELS),
        ("word/nieuw.xml", "http://x.example/iets-van-later", MAIN_RELS),
    ],
)
def test_parts_that_no_paper_needs_stay_behind(name: str, kind: str, rels: str) -> None:
    result = made(with_part(template("{{ naam }}"), name, kind, "<x>Jan Privaat</x>", rels))
    assert name not in names(result)
    assert "Privaat" not in everything(result)
    assert "rIdExtra" not in part(result, rels)
    assert words(result) == ["An"]


def test_the_marks_of_comments_go_with_them_and_words_stay() -> None:
    xml = (
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>tekst</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:rPr/><w:commentReference w:id="1"/></w:r></w:p>'
    )
    result = made(with_body(xml))
    assert words(result) == ["tekst", "An"]
    assert "comment" not in part(result)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f"<w:p><w:ins {BY}><w:r><w:t>nieuw</w:t></w:r></w:ins>"
         f"<w:del {BY}><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>",
         ["nieuw", "An"]),
        (f"<w:p><w:ins {BY}><w:del {BY}><w:r><w:delText>x</w:delText></w:r></w:del>"
         "<w:r><w:t>a</w:t></w:r></w:ins></w:p>",
         ["a", "An"]),
        (f"<w:p><w:moveFrom {BY}><w:r><w:t>weg</w:t></w:r></w:moveFrom></w:p>"
         f"<w:p><w:moveTo {BY}><w:r><w:t>hier</w:t></w:r></w:moveTo></w:p>", ["", "hier", "An"]),
        (f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:r><w:t>een </w:t></w:r></w:p>"
         "<w:p><w:r><w:t>twee</w:t></w:r></w:p>",
         ["een twee", "An"]),
        (f"<w:p><w:pPr><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/>"
         "</w:rPrChange></w:rPr><w:t>vet</w:t></w:r></w:p>", ["vet", "An"]),
        ("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
         f"<w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc><w:p><w:r><w:t>rij weg</w:t></w:r></w:p></w:tc></w:tr>"
         f"<w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc><w:p><w:r><w:t>rij</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
         ["rij", "An"]),
        ('<w:p><w:permStart w:id="1" w:ed="Jan Privaat"/><w:r><w:t>a</w:t></w:r><w:permEnd w:id="1"/></w:p>',
         ["a", "An"]),
    ],
    ids=["insert-delete", "nested", "move", "joined", "dress", "rows", "rights"],
)  # fmt: skip
def test_changes_are_accepted_and_nobody_is_named(xml: str, expected: list[str]) -> None:
    result = made(with_body(xml))
    assert words(result) == expected
    assert "Privaat" not in everything(result)
    assert Document(io.BytesIO(result)).paragraphs


def test_a_tag_in_an_inserted_text_is_filled_in_and_one_in_a_deleted_text_is_not() -> None:
    xml = (
        f"<w:p><w:ins {BY}><w:r><w:t>{{{{ naam }}}}</w:t></w:r></w:ins>"
        f"<w:del {BY}><w:r><w:delText>{{{{ bestaatniet }}}}</w:delText></w:r></w:del></w:p>"
    )
    assert words(made(with_body(xml))) == ["An", "An"]


def test_authors_and_remarks_in_the_properties_go_and_tags_stay() -> None:
    document = Document(io.BytesIO(template("{{ naam }}", title="Nota voor {{ naam }}")))
    properties = document.core_properties
    properties.author, properties.last_modified_by = "Jan Privaat", "Jan Privaat"
    properties.comments, properties.keywords, properties.category = "niet tonen", "intern", "{{ naam }}"
    stream = io.BytesIO()
    document.save(stream)
    after = Document(io.BytesIO(made(stream.getvalue()))).core_properties
    assert (after.title, after.category, after.author) == ("Nota voor An", "An", "Secretariaat (fictief)")
    assert (after.last_modified_by, after.comments, after.keywords) == ("", "", "")


def test_protection_tracking_and_variables_of_the_author_stay_behind() -> None:
    data = template("{{ naam }}")
    settings = part(data, "word/settings.xml")
    end = settings.rindex("</")
    added = (
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:trackRevisions/>'
        '<w:docVars><w:docVar w:name="wie" w:val="Jan Privaat"/></w:docVars>'
    )
    data = changed(data, {"word/settings.xml": settings[:end] + added + settings[end:]})
    compiled = CompiledDocx(data)
    assert dict(compiled.left_behind) == {"author": 1, "documentProtection": 1, "trackRevisions": 1}
    result = everything(compiled.render({"naam": "An"}, STAMP))
    assert not [each for each in ("Privaat", "documentProtection", "trackRevisions") if each in result]


def test_parts_under_any_name_are_found_by_what_they_are_for() -> None:
    """Word Online counts on: document2.xml, styles2.xml, header3.xml; other programs have folders of their own."""
    document = Document()
    document.add_paragraph("{{ naam }}")
    document.sections[0].header.paragraphs[0].text = "Kop {{ naam }}"
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    renamed = {
        "word/document.xml": "word/document2.xml", MAIN_RELS: "word/_rels/document2.xml.rels",
        "word/styles.xml": "word/styles2.xml", "word/header1.xml": "word/koppen/eerste.xml",
        "docProps/core.xml": "docProps/core2.xml",
    }  # fmt: skip
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, data in parts.items():
            content = data
            if name == "[Content_Types].xml" or name.endswith(".rels"):
                for old, new in renamed.items():
                    short = (old.removeprefix("word/").encode(), new.removeprefix("word/").encode())
                    content = content.replace(old.encode(), new.encode()).replace(
                        b'Target="' + short[0], b'Target="' + short[1]
                    )
            archive.writestr(renamed.get(name, name), content)
    result = made(output.getvalue())
    assert words(result, "word/document2.xml") == ["An"]
    assert words(result, "word/koppen/eerste.xml") == ["Kop An"]
    assert "Secretariaat (fictief)" in part(result, "docProps/core2.xml")


def test_a_paper_made_twice_is_the_same_and_a_sound_package() -> None:
    data = (CASES / "d09_comment.docx").read_bytes()
    compiled = CompiledDocx(data)
    types = etree.fromstring(compiled.parts["[Content_Types].xml"].data())
    listed = {str(each.get("PartName")).lstrip("/") for each in types if each.get("PartName")}
    assert listed <= set(compiled.parts)
    assert "word/comments.xml" not in compiled.parts
    assert W in compiled.parts["word/document.xml"].data().decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def test_what_a_picture_tells_beside_what_is_seen_stays_behind() -> None:
    """Author, place and remarks go; a photo that was held upright stays so, and what is damaged stays as it is."""
    head, end = _chunk(b"IHDR", b"\0" * 13), _chunk(b"IEND", b"")
    png = b"\x89PNG\r\n\x1a\n" + head + _chunk(b"tEXt", b"Author\0Jan Privaat") + _chunk(b"IDAT", b"x") + end
    assert without_words(png) == b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", b"x") + end
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack("<HHII", 0x013B, 2, 12, 38)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + entries + b"\0\0\0\0Jan Privaat\0"
    pixels = _segment(0xDA, b"\0\0") + b"pixels \xff\xd9"
    photo = (
        b"\xff\xd8" + _segment(0xE1, exif) + _segment(0xFE, b"Jan Privaat") + _segment(0xDB, b"q") + pixels
    )
    seen = without_words(photo)
    assert b"Privaat" not in seen
    assert seen.endswith(_segment(0xDB, b"q") + pixels)
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in seen
    assert without_words(seen) == seen
    assert without_words(photo[:9]) == photo[:9]
