"""Blocks and plain values as WordprocessingML, in the dress of the paragraph or run where the tag stood."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from ibo_desk.documents.content_rows import Picture
from ibo_desk.documents.docx.pictures import drawing
from ibo_desk.documents.docx.styles import Styles
from ibo_desk.documents.docx.words import NS, PARAGRAPH_ORDER, RELATIONS, RUN_ORDER, w
from ibo_desk.documents.pictures import png
from ibo_desk.documents.rich_text import Block, Run, as_text, marker, printable, row_text, tables

_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
_BULLETS: Final = ("•", "–", "▪")
_INDENT: Final = 360  # twentieths of a point per list level, where the template has no list style of its own
_WHOLE: Final = (
    5000  # fiftieths of a percent: a table in a text is as wide as the page or the cell it stands in
)
_LONG: Final = 40  # letters of a cell after which its words may break over lines: it asks for no wider column
_EDGES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="CBD3DC"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_LOOK: Final = (
    f'<w:tblPr><w:tblW w:w="{_WHOLE}" w:type="pct"/><w:tblBorders>{_EDGES}</w:tblBorders>'
    '<w:tblLayout w:type="autofit"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
    ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
)
_AFTER_TABLE: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
)
_NUMBER: Final = ' xmlns:w="' + NS + '"'


@dataclass(frozen=True, slots=True)
class Dress:
    """How the tag looked: paragraph properties (with their style id) and run properties, each as an element."""

    style: str
    paragraph: etree._Element | None
    run: etree._Element | None
    in_cell: bool = False
    in_link: bool = False


@dataclass(slots=True)
class Printed:
    """What one rendering of one part needs beside its text: links, pictures and restarted numberings."""

    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    numbers: dict[tuple[int, int, int], tuple[int, str, str, str]] = field(default_factory=dict)
    texts: int = 0
    first_number: int = 0
    first_picture: int = 0


class Writer:
    """Writes the blocks of one part; ``printed`` collects what the package needs for it."""

    def __init__(self, styles: Styles, dresses: list[Dress]) -> None:
        self._styles = styles
        self._dresses = dresses
        self._runs: dict[tuple[int, bool, bool, bool], str] = {}

    def blocks(self, value: object, index: int, printed: Printed, first_number: int) -> Markup:
        """Paragraphs for ``{{p … }}``; a cell always keeps one paragraph."""
        dress = self._dresses[index]
        if isinstance(value, Picture) and value.svg:
            picture = f"<w:p>{_xml(dress.paragraph)}{_picture(value, printed)}</w:p>"
            return Markup(picture)  # noqa: S704  its words were escaped
        blocks = as_blocks(value)
        printed.texts += 1
        paragraphs = [
            self._table(part, index, printed)
            if isinstance(part, tuple)
            else self._paragraph(part, index, printed, first_number)
            for part in tables(blocks)
        ]
        if not paragraphs and dress.in_cell:
            paragraphs = [f"<w:p>{_xml(dress.paragraph)}</w:p>"]
        return Markup("".join(paragraphs))  # noqa: S704  each text in it was escaped

    def runs(self, value: object, index: int, printed: Printed) -> Markup:
        """Runs for ``{{r … }}``; blocks are parted by line breaks."""
        if isinstance(value, Picture) and value.svg:
            return Markup(_picture(value, printed))  # noqa: S704  its words were escaped
        pieces: list[str] = []
        for place, block in enumerate(as_blocks(value)):
            lead = ("\n" if place else "") + marker(block, _BULLETS[0])
            words = (Run(text=row_text(block)),) if block.kind == "row" else block.runs
            runs = (Run(text=lead), *words) if lead else words
            pieces.append(self._run_xml(runs, index, printed))
        return Markup("".join(pieces))  # noqa: S704  each text in it was escaped

    def _paragraph(self, block: Block, index: int, printed: Printed, first_number: int) -> str:
        properties, literal = self._properties(block, index, printed, first_number)
        runs = (Run(text=literal), *block.runs) if literal else block.runs
        return f"<w:p>{properties}{self._run_xml(runs, index, printed)}</w:p>"

    def _table(self, rows: tuple[Block, ...], index: int, printed: Printed) -> str:
        """A table of its own, its first row repeated on each page; room after it, which a cell must end with anyway."""
        cells = [row.cells for row in rows]
        shares = _shares(cells)
        grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
        made = [self._row(row, shares, index, printed, heads=not place) for place, row in enumerate(cells)]
        return f"<w:tbl>{_TABLE_LOOK}<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>{_AFTER_TABLE}"

    def _row(
        self,
        cells: tuple[tuple[Run, ...], ...],
        shares: list[int],
        index: int,
        printed: Printed,
        *,
        heads: bool,
    ) -> str:
        flag = "<w:tblHeader/>" if heads else ""
        made = f"<w:tr><w:trPr><w:cantSplit/>{flag}</w:trPr>"
        for cell, share in zip((*cells, *((),) * (len(shares) - len(cells))), shares, strict=True):
            runs = tuple(replace(run, bold=True) for run in cell) if heads else cell
            words = self._run_xml(runs, index, printed)
            made += f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr><w:p>{words}</w:p></w:tc>'
        return f"{made}</w:tr>"

    def _properties(self, block: Block, index: int, printed: Printed, first_number: int) -> tuple[str, str]:
        """Paragraph properties, and the literal mark when the template has no style for this list."""
        dress = self._dresses[index]
        if not block.level:
            return _xml(dress.paragraph), ""
        plain = dress.style in self._styles.plain
        if block.kind == "paragraph":
            style = self._styles.continued.get(block.level) if plain else None
            return self._dressed(dress, style, "", _INDENT * block.level, 0), ""
        chosen = self._styles.lists.get((block.kind, block.level))
        if chosen is None:
            mark = marker(block, _BULLETS[block.level - 1]).rstrip() + "\t"
            return self._dressed(dress, None, "", _INDENT * block.level, _INDENT), mark
        number = chosen.number
        if block.kind == "number":
            key = (printed.texts, block.list_id, block.level)
            known = printed.numbers.get(key)
            number_id = known[0] if known else first_number + printed.first_number + len(printed.numbers)
            printed.numbers.setdefault(key, (number_id, chosen.abstract, chosen.level, block.number))
            number = str(number_id)
        numbering = f'<w:numPr><w:ilvl w:val="{chosen.level}"/><w:numId w:val="{number}"/></w:numPr>'
        return self._dressed(dress, chosen.style if plain else None, numbering, 0, 0), ""

    def _dressed(self, dress: Dress, style: str | None, numbering: str, left: int, hanging: int) -> str:
        """The dress of the tag, or another style, with a numbering or an indent."""
        if style:
            return f"<w:pPr><w:pStyle w:val={quoteattr(style)}/>{numbering}</w:pPr>"
        changed = (
            copy.deepcopy(dress.paragraph)
            if dress.paragraph is not None
            else etree.Element(w("pPr"), nsmap={"w": NS})
        )
        for name in ("numPr", "ind"):
            for old in changed.findall(w(name)):
                changed.remove(old)
        if numbering:
            changed.append(etree.fromstring(numbering.replace("<w:numPr>", f"<w:numPr{_NUMBER}>", 1)))
        elif left:
            changed.append(etree.Element(w("ind"), {w("left"): str(left), w("hanging"): str(hanging)}))
        return _xml(ordered(changed, PARAGRAPH_ORDER))

    def _run_xml(self, runs: Iterable[Run], index: int, printed: Printed) -> str:
        return "".join(self._one_run(run, index, printed) for run in runs)

    def _one_run(self, run: Run, index: int, printed: Printed) -> str:
        linked = bool(run.link) and not self._dresses[index].in_link
        key = (index, run.bold, run.italic, linked)
        if key not in self._runs:
            self._runs[key] = self._run_properties(*key)
        xml = f'<w:r>{self._runs[key]}<w:t xml:space="preserve">{text_xml(run.text)}</w:t></w:r>'
        if not linked:
            return xml
        relation = printed.links.setdefault(run.link, f"rIdPaperLink{len(printed.links) + 1}")
        return f'<w:hyperlink xmlns:r="{RELATIONS}" r:id="{relation}" w:history="1">{xml}</w:hyperlink>'

    def _run_properties(self, index: int, bold: bool, italic: bool, linked: bool) -> str:
        base = self._dresses[index].run
        changed = copy.deepcopy(base) if base is not None else etree.Element(w("rPr"), nsmap={"w": NS})
        properties: list[tuple[str, str]] = []
        for name, on in (("b", bold), ("i", italic)):
            properties += [(name, ""), (f"{name}Cs", "")] if on else []
        if linked and self._styles.hyperlink:
            properties += [("rStyle", self._styles.hyperlink)]
        elif linked:
            properties += [("color", "0563C1"), ("u", "single")]
        for name, value in properties:
            for old in changed.findall(w(name)):
                changed.remove(old)
            changed.append(etree.Element(w(name), {w("val"): value} if value else {}))
        return _xml(ordered(changed, RUN_ORDER)) if len(changed) else ""


def _shares(rows: Sequence[tuple[tuple[Run, ...], ...]]) -> list[int]:
    """How the columns of a table share its width: by their longest words and by what their cells say."""
    asked = [1] * max(map(len, rows))
    for row in rows:
        for at, cell in enumerate(row):
            text = "".join(run.text for run in cell)
            longest = max(map(len, text.split()), default=1)
            asked[at] = max(asked[at], longest, min(len(text), _LONG))
    return [_WHOLE * (letters + 2) // (sum(asked) + 2 * len(asked)) for letters in asked]


def as_blocks(value: object) -> tuple[Block, ...]:
    """A value given to a rich tag: blocks, one block, runs or anything that prints."""
    if isinstance(value, Undefined):
        str(value)  # names the field that is unknown
    if isinstance(value, Block):
        return (value,)
    if isinstance(value, tuple) and all(isinstance(each, Block) for each in value):
        return value
    if isinstance(value, tuple) and all(isinstance(each, Run) for each in value):
        return (Block(runs=value),)
    text = printable(_as_string(value))
    return (Block(runs=(Run(text=text),)),) if text else ()


def _picture(picture: Picture, printed: Printed) -> str:
    made = png(picture.svg)
    relation = f"rIdPaperPicture{printed.first_picture + len(printed.pictures) + 1}"
    printed.pictures[relation] = made
    return drawing(picture, made, relation)


def text_xml(text: str) -> str:
    """A text inside ``w:t``: escaped, line feeds as breaks, tabs as tabs, nothing that XML cannot hold."""
    return escape(printable(text)).replace("\n", _BREAK).replace("\t", _TAB)


def body_value(value: object) -> Markup:
    """What ``{{ … }}`` prints in the body."""
    if isinstance(value, Markup):
        return value
    return Markup(text_xml(_as_string(value)))  # noqa: S704  escaped just here


def property_value(value: object) -> Markup:
    """What ``{{ … }}`` prints in the document properties: one line."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(" ".join(printable(_as_string(value)).split())))  # noqa: S704  escaped just here


def _as_string(value: object) -> str:
    if isinstance(value, tuple) and value and all(isinstance(each, Block) for each in value):
        return as_text(value)
    if isinstance(value, Block):
        return value.text
    if isinstance(value, Picture):
        return value.alt
    if isinstance(value, tuple):
        return ", ".join(_as_string(each) for each in value)
    return str(value)


def ordered(properties: etree._Element, order: tuple[str, ...]) -> etree._Element:
    """The children in the order that the schema asks; unknown ones (extensions) last."""
    places = {w(name): place for place, name in enumerate(order)}
    properties[:] = sorted(properties, key=lambda child: places.get(str(child.tag), len(order)))
    return properties


def _xml(element: etree._Element | None) -> str:
    """An element as text without namespace declarations, which the part around it has."""
    if element is None:
        return ""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    start = xml.index(">")
    head, rest = xml[:start], xml[start:]
    for prefix, uri in element.nsmap.items():
        head = head.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "")
    return head + rest
