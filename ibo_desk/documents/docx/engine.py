"""A Word template compiled once and filled many times.

Compiling reads the package, patches the parts that hold tags and compiles them in the sandbox. Filling renders those
parts and writes the zip; all other parts keep the bytes that they have in the template. Equal values give equal bytes.
"""

import posixpath
import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Template, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import Context
from lxml import etree
from markupsafe import Markup

from ibo_desk.documents.docx import left_behind, package, relations, safety, styles, tables
from ibo_desk.documents.docx.patch import Source, patch, patch_properties
from ibo_desk.documents.docx.rich import Printed, Writer, body_value, property_value
from ibo_desk.documents.docx.sandbox import Meter, PaperEnvironment, TooMuchError, prepare
from ibo_desk.documents.docx.words import RELATIONS
from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.documents.unbroken import unbroken
from ibo_desk.language import _

WITH_TEXT: Final = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes"})
_AUTHOR: Final = re.compile(r"<dc:creator\b[^>]*?(?:/>|>\s*</dc:creator>)")
_STAMP: Final = re.compile(r"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_TYPES: Final = "[Content_Types].xml"
_HAS_PNG: Final = re.compile(r'<Default\b[^>]*\bExtension="png"', re.IGNORECASE)
_FIRST_TYPE: Final = re.compile(r"(<Types\b[^>]*>)")
_NO_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Piece:
    """One part with tags: its source, its syntax tree (for the checker) and its compiled form."""

    def __init__(
        self, name: str, source: Source, document_styles: styles.Styles, *, is_properties: bool
    ) -> None:
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

        finalize = property_value if is_properties else body_value
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
        parts, self.main = package.read(data)
        self.parts, self.left_behind = left_behind.without(safety.cleaned(parts))
        self.kinds = relations.reached(self.parts)
        self._numbering_name = self._named("numbering")
        self._properties = self._named("core-properties")
        numbering = self.parts.get(self._numbering_name)
        self._numbering = numbering.data().decode() if numbering else ""
        document_styles = styles.read(self.parts.get(self._named("styles")), numbering)
        self.pieces: list[Piece] = []
        for name, part in self.parts.items():
            is_properties = name == self._properties
            source = patch(name, part.data()) if self.kinds.get(name) in WITH_TEXT else None
            if is_properties:
                source = patch_properties(name, part.data())
            if source:
                self.pieces.append(Piece(name, source, document_styles, is_properties=is_properties))

    def _named(self, kind: str) -> str:
        """The part of this kind, under the name that the program gave it which saved the template; "" for none."""
        return next((name for name, reached_as in self.kinds.items() if reached_as == kind), "")

    def render(self, fields: Mapping[str, object], stamp: str, author: str = "") -> bytes:
        """The document filled with ``fields``; ``stamp`` ("2026-12-11T00:00:00Z") is when it was made.

        ``author`` stands in its properties where the template asks nobody there.
        """
        made: dict[str, bytes] = {}
        numbers: list[tuple[int, str, str, str]] = []
        media: dict[str, bytes] = {}
        for piece in self.pieces:
            printed = Printed(first_number=len(numbers), first_picture=len(media))
            xml = unbroken(tables.mended(piece.render(fields, printed), piece.source.features))
            if not piece.proven:  # every tag closes where it was opened, so one proof is enough
                _check_wellformed(piece, xml)
                piece.proven = True
            made[piece.name] = xml.encode()
            numbers += printed.numbers.values()
            folder = piece.name.rpartition("/")[0]
            media |= {posixpath.join(folder, _media(key)): data for key, data in printed.pictures.items()}
            if printed.links or printed.pictures:
                name = relations.list_of(piece.name)
                made[name] = self._relations(name, printed).encode()
        if numbers:
            made[self._numbering_name] = self._with_numbers(numbers).encode()
        if media:
            made |= media | {_TYPES: self._with_png().encode()}
        if self._properties:
            core = made.get(self._properties) or self.parts[self._properties].data()
            made[self._properties] = _signed(core.decode(), stamp, author).encode()
        names = [*self.parts, *(name for name in made if name not in self.parts)]
        return package.write(
            package.deflated(name, made[name]) if name in made else self.parts[name] for name in names
        )

    def _with_numbers(self, numbers: list[tuple[int, str, str, str]]) -> str:
        added = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, abstract, level, start in numbers
        )
        end = re.search(r"<w:numIdMacAtCleanup|</w:numbering>", self._numbering)
        if end is None:  # a list style was found in it, under another name for the namespace
            problem = _("This part of the Word document is damaged; save it again in Word as .docx")
            raise TemplateError("part_damaged", problem, Place(part=self._numbering_name))
        return self._numbering[: end.start()] + added + self._numbering[end.start() :]

    def _with_png(self) -> str:
        """The list of content types, which has to know pictures before one may lie in the package."""
        types = self.parts[_TYPES].data().decode()
        if _HAS_PNG.search(types):
            return types
        return _FIRST_TYPE.sub(r'\1<Default Extension="png" ContentType="image/png"/>', types, count=1)

    def _relations(self, name: str, printed: Printed) -> str:
        part = self.parts.get(name)
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


def _signed(core: str, stamp: str, author: str) -> str:
    """The properties of the document with when it was made and, where the template asks nobody, by whom."""
    named = f"<dc:creator>{escape(author)}</dc:creator>"
    return _AUTHOR.sub(lambda _empty: named, _STAMP.sub(rf"\g<1>{stamp}", core))


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
    """What is wrong, in words; the place is given separately."""
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
