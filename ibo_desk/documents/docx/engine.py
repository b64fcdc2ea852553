"""A Word template compiled once and filled many times.

Compiling reads the package, patches the parts that hold tags and compiles them in the sandbox. Filling renders those
parts and writes the zip; all other parts keep the bytes that they have in the template. Equal values give equal bytes.
"""

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from jinja2 import Template, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import Context
from lxml import etree
from markupsafe import Markup

from ibo_desk.documents.docx import package, safety, styles, tables
from ibo_desk.documents.docx.patch import Source, patch, patch_properties
from ibo_desk.documents.docx.rich import Printed, Writer, body_value, property_value
from ibo_desk.documents.docx.sandbox import Meter, PaperEnvironment, TooMuchError, prepare
from ibo_desk.documents.docx.words import RELATIONS
from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.language import _

_PROPERTIES: Final = "docProps/core.xml"
_BODY: Final = re.compile(r"word/(?:header\d*|footer\d*|footnotes\d*|endnotes\d*)\.xml")
_STAMP: Final = re.compile(r"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_NUMBERING: Final = "word/numbering.xml"
_TYPES: Final = "[Content_Types].xml"
_HAS_PNG: Final = re.compile(r'<Default\b[^>]*\bExtension="png"', re.IGNORECASE)
_FIRST_TYPE: Final = re.compile(r"(<Types\b[^>]*>)")
_NO_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Piece:
    """One part with tags: its source, its syntax tree (for the checker) and its compiled form."""

    def __init__(self, name: str, source: Source, document_styles: styles.Styles) -> None:
        self.name = name
        self.source = source
        self.proven = False
        self._first_number = document_styles.highest_number + 1
        writer = Writer(document_styles, source.dresses)
        self._writer = writer

        @pass_context
        def blocks(context: Context, value: object, index: int) -> Markup:
            return writer.blocks(value, index, context.parent["_printed"], self._first_number)

        @pass_context
        def runs(context: Context, value: object, index: int) -> Markup:
            return writer.runs(value, index, context.parent["_printed"])

        finalize = property_value if name == _PROPERTIES else body_value
        environment = PaperEnvironment(finalize, {"_blocks": blocks, "_runs": runs})
        try:
            self.tree: nodes.Template = environment.parse(source.text)
            code = environment.compile(prepare(environment.parse(source.text)), filename="<template>")
        except (TemplateSyntaxError, SecurityError, RecursionError) as error:
            raise self._located(error, getattr(error, "lineno", 0)) from error
        self._template = Template.from_code(environment, code, {})

    def render(self, fields: Mapping[str, object], printed: Printed) -> str:
        """The part filled; TemplateError names the tag that could not be filled."""
        meter = Meter.started()
        values = {**fields, "_meter": meter, "_printed": printed}
        try:
            return "".join(meter.add(chunk) for chunk in self._template.generate(values))
        except (UndefinedError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
            raise self._located(error, _line(error)) from error

    def place(self, line: int) -> Place:
        """Where the tag of this line of the source stands in the document."""
        known = [at for at in self.source.tags if at <= line]
        return self.source.tags[max(known)].place if known else Place(part=self.name)

    def _located(self, error: Exception, line: int) -> TemplateError:
        return TemplateError(_code(error), _problem(error), self.place(line))


class CompiledDocx:
    """A template ready to be filled; safe to share between threads."""

    def __init__(self, data: bytes) -> None:
        """Compile; TemplateError says what is wrong with the template and where."""
        parts, main = package.read(data)
        self._parts = safety.cleaned(parts)
        numbering = self._parts.get(_NUMBERING)
        self._numbering = numbering.data().decode() if numbering else ""
        document_styles = styles.read(self._parts.get("word/styles.xml"), numbering)
        self.pieces: list[Piece] = []
        for name, part in self._parts.items():
            source = patch(name, part.data()) if name == main or _BODY.fullmatch(name) else None
            if name == _PROPERTIES:
                source = patch_properties(name, part.data())
            if source:
                self.pieces.append(Piece(name, source, document_styles))

    def render(self, fields: Mapping[str, object], stamp: str) -> bytes:
        """The document filled with ``fields``; ``stamp`` ("2026-12-11T00:00:00Z") is when it was made."""
        made: dict[str, bytes] = {}
        numbers: list[tuple[int, str, str, str]] = []
        media: dict[str, bytes] = {}
        for piece in self.pieces:
            printed = Printed(first_number=len(numbers), first_picture=len(media))
            xml = tables.mended(piece.render(fields, printed), piece.source.features)
            if not piece.proven:  # every tag closes where it was opened, so one proof is enough
                _check_wellformed(piece, xml)
                piece.proven = True
            made[piece.name] = xml.encode()
            numbers += printed.numbers.values()
            media |= {_media(key): picture for key, picture in printed.pictures.items()}
            if printed.links or printed.pictures:
                name = _relations_name(piece.name)
                made[name] = self._relations(name, printed).encode()
        if numbers:
            made[_NUMBERING] = _with_numbers(self._numbering, numbers).encode()
        if media:
            made |= {f"word/{name}": picture for name, picture in media.items()}
            made[_TYPES] = self._with_png().encode()
        if _PROPERTIES in self._parts:
            core = made.get(_PROPERTIES) or self._parts[_PROPERTIES].data()
            made[_PROPERTIES] = _STAMP.sub(rf"\g<1>{stamp}", core.decode()).encode()
        names = [*self._parts, *(name for name in made if name not in self._parts)]
        return package.write(
            package.deflated(name, made[name]) if name in made else self._parts[name] for name in names
        )

    def _with_png(self) -> str:
        """The list of content types, which has to know pictures before one may lie in the package."""
        types = self._parts[_TYPES].data().decode()
        if _HAS_PNG.search(types):
            return types
        return _FIRST_TYPE.sub(r'\1<Default Extension="png" ContentType="image/png"/>', types, count=1)

    def _relations(self, name: str, printed: Printed) -> str:
        part = self._parts.get(name)
        text = part.data().decode() if part else _NO_RELATIONS
        added = "".join(
            f'<Relationship Id="{key}" Type="{RELATIONS}/hyperlink" Target={quoteattr(target)} '
            'TargetMode="External"/>'
            for target, key in printed.links.items()
        )
        added += "".join(
            f'<Relationship Id="{key}" Type="{RELATIONS}/image" Target="{_media(key)}"/>'
            for key in printed.pictures
        )
        if text.rstrip().endswith("/>"):  # LibreOffice writes an empty list as one element
            return text.rstrip().removesuffix("/>") + f">{added}</Relationships>"
        return text.replace("</Relationships>", f"{added}</Relationships>")


def _media(relation: str) -> str:
    """Where a picture lies, told from the folder of the parts with text."""
    return f"media/{relation.removeprefix('rId')}.png"


def _relations_name(part: str) -> str:
    folder, _slash, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _with_numbers(numbering: str, numbers: list[tuple[int, str, str, str]]) -> str:
    added = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, abstract, level, start in numbers
    )
    end = re.search(r"<w:numIdMacAtCleanup|</w:numbering>", numbering)
    if end is None:  # a list style was found in it, under another name for the namespace
        problem = _("This part of the Word document is damaged; save it again in Word as .docx")
        raise TemplateError("part_damaged", problem, Place(part=_NUMBERING))
    return numbering[: end.start()] + added + numbering[end.start() :]


def _check_wellformed(piece: Piece, xml: str) -> None:
    try:
        etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        problem = _("With these tags the document becomes damaged; put each {%p … %} on a line of its own")
        raise TemplateError("output_damaged", problem, Place(part=piece.name)) from error


def _line(error: BaseException) -> int:
    """The line of the source where a filled-in template stopped."""
    count = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            count = trace.tb_lineno
        trace = trace.tb_next
    return count


def _code(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return "unknown_field"
    if isinstance(error, TooMuchError):
        return "template_too_much"
    return "template_forbidden" if isinstance(error, SecurityError) else "template_syntax"


def _problem(error: Exception) -> str:
    """What is wrong, in words; the place is told beside it."""
    if isinstance(error, UndefinedError):
        return _("This template asks a field that does not exist: {name}").format(name=_unknown(str(error)))
    if isinstance(error, TooMuchError):
        return _("This template asks far more work than a paper needs; look for loops inside loops")
    if isinstance(error, SecurityError):
        return _("This is not allowed in a template; only fields, filters, for, if and set are")
    if isinstance(error, TemplateSyntaxError) and error.message and "No filter named" in error.message:
        return _("This template uses a filter that does not exist: {name}").format(
            name=_unknown(error.message)
        )
    return _("This tag is not written correctly")


def _unknown(message: str) -> str:
    """The name out of the English message of the template language: the last one in quotes."""
    names: list[str] = re.findall(r"'([^']+)'", message)
    return names[-1] if names else "?"
