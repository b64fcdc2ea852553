"""What in a template is no mistake of the tags but still comes out otherwise than its author thinks."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ibo_desk.documents.docx import relations
from ibo_desk.documents.docx.engine import WITH_TEXT, CompiledDocx
from ibo_desk.documents.docx.keeping import SIGNATURES, is_held, is_signed
from ibo_desk.documents.docx.package import parse
from ibo_desk.documents.docx.patch import text_of, text_pieces
from ibo_desk.documents.docx.places import places
from ibo_desk.documents.docx.words import w
from ibo_desk.documents.errors import Finding, Place
from ibo_desk.language import N_, _

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_NAME: Final = r"[A-Za-z_]\w{0,40}(?:\.\w{1,40}){0,6}"  # bounded: a template may come from anybody
# What looks like a tag once the tags are taken out, with the code and the sentence for it.
_LOOKALIKES: Final = (
    (re.compile(r"\{\s+[{%].{0,60}|\}\}|[}%]\s+\}"), "tag_loose",
     N_("These braces are no tag and are printed as they stand; write {{ and }} without a space between them")),
    (re.compile(r"\{\s{0,3}[A-Za-z_]\w{0,40}(?:\.\w{1,40}){1,6}\s{0,3}\}"), "tag_single",
     N_("One brace is no tag and is printed as it stands; write two: {{ … }}")),
    (re.compile(rf"«\s*{_NAME}\s*»|<<\s*{_NAME}\s*>>|\$\{{{_NAME}\}}|\[\[\s*{_NAME}\s*\]\]"), "tag_foreign",
     N_("This is a field of another program and is printed as it stands; write {{ … }} with a field of the list")),
)  # fmt: skip
_FIELD_CODES: Final = re.compile(
    r"\s*(AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE|DOCPROPERTY|INFO|COMMENTS|MERGEFIELD)\b",
    re.IGNORECASE,
)
_IN_TARGET: Final = re.compile(r"\{\{|%7B%7B", re.IGNORECASE)
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURES: Final = frozenset({"pic", "chart"})
_SIGNING: Final = re.compile(r"\bin\s{1,9}signatures\b")
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


def remarks(compiled: CompiledDocx) -> Iterator[Finding]:
    """In the order of the document: what is printed as it stands, what tells of the author, what a PDF will lack."""
    for name, kind in compiled.kinds.items():
        if kind in WITH_TEXT:
            root = parse(name, compiled.parts[name].data())
            for paragraph, place in places(root, name):
                yield from _of_paragraph(paragraph, place)
            yield from _of_links(compiled, name)
            yield from _without_description(root, name)
            yield from _of_signatures(root, name)
    if not _has_title(compiled):
        problem = _(
            "The document has no title, so its PDF has none; fill in {{ head.title }} under File, Info"
        )
        yield Finding(code="pdf_no_title", problem=problem)


def _of_paragraph(paragraph: etree._Element, place: Place) -> Iterator[Finding]:
    text = "".join(map(text_of, text_pieces(paragraph)))
    outside_tags = _TAG.sub("", text)
    seen = ((pattern.search(outside_tags), code, problem) for pattern, code, problem in _LOOKALIKES)
    for match, code, problem in seen:
        if match is not None:
            yield Finding(code=code, problem=_(problem), place=_at(place, text, match.group()))
            break  # the outer braces, not also those inside them
    for code in _codes(paragraph):
        if match := _FIELD_CODES.match(code):
            problem = _(
                "This field of Word prints what Word knows of the author or of another file; write {{ … }} instead"
            )
            yield Finding(code="field_of_author", problem=problem, place=_at(place, text, match[1]))
    hidden = "".join(
        "".join(map(text_of, text_pieces(run)))
        for run in paragraph.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('vanish')}") is not None
    )
    if _TAG.sub("", hidden).strip():
        problem = _("This text is hidden in Word but goes along in every paper; delete it")
        yield Finding(code="text_hidden", problem=problem, place=_at(place, hidden, ""))


def _at(place: Place, text: str, tag: str) -> Place:
    return Place(
        part=place.part, paragraph=place.paragraph, table=place.table, row=place.row, column=place.column,
        text=" ".join(text.split()), tag=tag.strip(),
    )  # fmt: skip


def _codes(paragraph: etree._Element) -> Iterator[str]:
    """The codes of the fields in a paragraph; of one that lies over many runs the whole."""
    code = ""
    for element in paragraph.iter(w("fldSimple"), w("instrText"), w("fldChar")):
        if element.tag == w("fldSimple"):
            yield str(element.get(w("instr"), ""))
        elif element.tag == w("instrText"):
            code += element.text or ""
        elif code:
            yield code
            code = ""


def _of_links(compiled: CompiledDocx, name: str) -> Iterator[Finding]:
    for relation in relations.of(compiled.parts, name):
        if relation.outside and _IN_TARGET.search(relation.target):
            problem = _(
                "A tag in the address of a link is not filled in; write the address itself in the text"
            )
            yield Finding(code="tag_in_link", problem=problem, place=Place(part=name, tag=relation.target))


def _without_description(root: etree._Element, name: str) -> Iterator[Finding]:
    for drawing in root.iter(_DRAWING):
        is_decoration = any(
            etree.QName(each).localname == "decorative" and each.get("val") in {"1", "true"}
            for each in drawing.iter(etree.Element)
        )
        if is_decoration or str(drawing.get("descr", "")).strip():
            continue
        shown = drawing.getparent()  # a text box is a drawing too, and is read aloud as text
        if shown is not None and any(
            etree.QName(each).localname in _PICTURES for each in shown.iter(etree.Element)
        ):
            problem = _(
                "This picture has no alternative text, so a PDF of it cannot be read aloud; add it in Word"
            )
            yield Finding(
                code="pdf_no_description",
                problem=problem,
                place=Place(part=name, tag=str(drawing.get("name", ""))),
            )


def _of_signatures(root: etree._Element, name: str) -> Iterator[Finding]:
    """Tables of signatures that nothing holds to the text above: neither their mark nor the template itself."""
    for table in root.iter(w("tbl")):
        inside = [each for each in table.iter(w("tbl")) if each is not table]
        text = "".join("".join(map(text_of, text_pieces(p))) for p in table.iter(w("p")))
        if not inside and _SIGNING.search(text) and not (is_signed(table) or is_held(table)):
            problem = _(
                "These signatures may come to stand alone on a page; give their table the description {mark} in Word"
                " (Table properties, Alt text)"
            )
            yield Finding(
                code="signatures_loose",
                problem=problem.format(mark=f"“{SIGNATURES}”"),
                place=Place(part=name),
            )


def _has_title(compiled: CompiledDocx) -> bool:
    name = next((name for name, kind in compiled.kinds.items() if kind == "core-properties"), "")
    if not name:
        return False
    title = parse(name, compiled.parts[name].data()).find(_TITLE)
    return title is not None and bool((title.text or "").strip())
