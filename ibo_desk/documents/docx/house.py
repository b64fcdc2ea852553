"""The templates of the house for Word: the blank document with our styles, and in it what the layout of a paper says.

The blank documents in ``reports/docx`` hold styles, lists, head and foot (``tools.house_templates`` makes them).
"""

import re
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Final
from xml.sax.saxutils import escape

from ibo_desk.documents.docx import package
from ibo_desk.documents.docx.keeping import SIGNATURES
from ibo_desk.documents.docx.tables import FITTING
from ibo_desk.documents.layout import (
    Articles,
    Box,
    Bullets,
    ChartPart,
    Each,
    Heading,
    Layout,
    Line,
    Lines,
    Meta,
    Node,
    Rich,
    Signatures,
    Table,
    TitleBlock,
    When,
    Words,
    with_labels,
)
from ibo_desk.files import report

_WIDTH: Final = 9411  # twentieths of a point between the margins of a page
_WIDE: Final = 14797  # the same for a page on its side
_MOST_SIGNATURES: Final = 3  # beside each other
_BREAKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_BOLD: Final = "<w:b/><w:bCs/>"
_TALL: Final = '<w:trHeight w:val="620"/>'  # room to sign, in twentieths of a point
_LABEL: Final = '<w:rStyle w:val="Label"/>'
_LOOKS: Final = {"": "", "notice": "Notice", "blank": "Blank", "boxed": "Blank"}
_MADE_FOR: Final = "nl-BE"  # the language that the blank documents name


def house_template(layout: Layout, language: str) -> bytes:
    """The template for a paper with this layout, as a .docx in a language such as "nl-BE"."""
    blank = report("docx", "wide.docx" if layout.wide else "upright.docx")
    parts, main = package.read(package.read_file(blank))
    body = "".join(_xml(layout.nodes, _WIDE if layout.wide else _WIDTH))
    made = {
        main: parts[main].data().decode().replace("<w:sectPr", f"{body}<w:sectPr", 1),
        "word/styles.xml": parts["word/styles.xml"].data().decode().replace(_MADE_FOR, language),
        "docProps/core.xml": parts["docProps/core.xml"].data().decode().replace(_MADE_FOR, language),
    }
    return package.write(
        package.deflated(name, made[name].encode()) if name in made else part for name, part in parts.items()
    )


# --- WordprocessingML


def _run(text: str, dress: str = "") -> str:
    """A run; a tab in the text becomes a tab and a line feed a break."""
    pieces = "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split("([\t\n])", with_labels(text))
        if piece
    )
    return f"<w:r>{f'<w:rPr>{dress}</w:rPr>' if dress else ''}{pieces}</w:r>"


def _paragraph(runs: str, style: str = "", indent: int = 0) -> str:
    """A paragraph of ready runs; ``indent`` in twentieths of a point."""
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    properties = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{left}</w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def _p(text: str, style: str = "", dress: str = "") -> str:
    return _paragraph(_run(text, dress), style)


def _when(condition: str, *inside: str) -> list[str]:
    """What is only printed under a condition."""
    return [_p(f"{{%p if {condition} %}}"), *inside, _p("{%p endif %}")]


def _each(row: str, values: str, *inside: str) -> list[str]:
    """What is repeated for each value."""
    return [_p(f"{{%p for {row} in {values} %}}"), *inside, _p("{%p endfor %}")]


def _labelled(label: str, value: str, dress: str, style: str) -> str:
    return _paragraph(_run(f"{label}\t", dress) + _run(value), style)


def _row(cells: Iterable[tuple[int, str]], flag: str = "", dress: str = "") -> str:
    made = "".join(_cell(width, _p(text, "Table Text", dress)) for width, text in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{flag}</w:trPr>{made}</w:tr>"


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _tag_row(tag: str, widths: Sequence[int]) -> str:
    cells = [_cell(width, _p(tag if place == 0 else "", "Table Text")) for place, width in enumerate(widths)]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _spacer() -> str:
    """A little room after a table or a box."""
    return '<w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


# --- the parts of a layout


def _xml(nodes: Iterable[Node], width: int) -> Iterable[str]:
    for node in nodes:
        yield from _written(node, width)


@singledispatch
def _written(node: object, _width: int) -> list[str]:
    raise TypeError(node)


@_written.register
def _title(_node: TitleBlock, _width: int) -> list[str]:
    return [
        _p("{{ head.body }}", "Kicker"),
        _p("{{ head.title }}", "Title"),
        _p("{{ head.subtitle }}", "Subtitle"),
        *_when("head.sample", _p("{{ head.sample }}", "Notice")),
    ]


@_written.register
def _heading(node: Heading, _width: int) -> list[str]:
    style = f"Heading {node.level}"
    upright = _p(node.text, style)
    if not node.sub:
        return [upright]
    indented = _paragraph(_run(node.text), style, indent=340)
    return [*_when(f"not {node.sub}", upright), *_when(node.sub, indented)]


@_written.register
def _words(node: Words, _width: int) -> list[str]:
    return [_p(node.text, _LOOKS[node.look])]


@_written.register
def _meta(node: Meta, _width: int) -> list[str]:
    """The remarks in one paragraph, with a dot before each but the first that says something."""
    text = ""
    before: list[str] = []
    for part in node.parts:
        dot = f"{{% if {' or '.join(before)} %}} · {{% endif %}}" if before else ""
        text += f"{{% if {part.value} %}}{dot}{part.shown}{{% endif %}}"
        before.append(part.value)
    shown = node.parts[0].shown if len(node.parts) == 1 else text
    return _when(" or ".join(before), _p(shown, "Meta"))


@_written.register
def _rich(node: Rich, _width: int) -> list[str]:
    return [_p(f"{{{{p {node.value} }}}}")]


@_written.register
def _line(node: Line, _width: int) -> list[str]:
    return _when(node.value, _labelled(f"[[{node.label}]]", node.shown, _LABEL, "Fact"))


@_written.register
def _lines(node: Lines, _width: int) -> list[str]:
    return _each("fact", node.values, _labelled("{{ fact.label }}", "{{ fact.value }}", _LABEL, "Fact"))


@_written.register
def _box(node: Box, _width: int) -> list[str]:
    inside = f"{{{{p {node.value} }}}}" if node.value else node.text
    return [_p(node.label, "Outcome Label"), _p(inside, "Outcome"), _spacer()]


@_written.register
def _table(node: Table, width: int) -> list[str]:
    total = sum(column.share for column in node.columns)
    widths = [width * column.share // total for column in node.columns]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    headings = [f"[[{column.heading}]]" for column in node.columns]
    heads = _row(zip(widths, headings, strict=True), "<w:tblHeader/>", _BOLD)
    flag = _TALL if node.tall else ""
    body = _row(zip(widths, (column.text for column in node.columns), strict=True), flag)
    start = _tag_row(f"{{%tr for {node.row} in {node.values} %}}", widths)
    end = _tag_row("{%tr endfor %}", widths)
    empty = _row(((each, "") for each in widths), flag) * node.empty
    style = "DeskTable" if node.to_fill_in else FITTING
    made = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heads}{start}{body}{end}{empty}</w:tbl>'
    )
    return [made, _spacer()]


@_written.register
def _bullets(node: Bullets, _width: int) -> list[str]:
    return _each(node.row, node.values, _p(node.text, "List Bullet"))


@_written.register
def _articles(node: Articles, _width: int) -> list[str]:
    article = _labelled("{{ article.label }}", "{{ article.text }}", _BOLD, "Article")
    return _each("article", node.values, article)


@_written.register
def _chart(node: ChartPart, _width: int) -> list[str]:
    expression = f"{{{{ {node.value}.sentence }}}}"
    return [
        *_when(f"{node.value}.picture.svg", _p(expression, "Meta"), _p(f"{{{{p {node.value}.picture }}}}")),
        *_when(f"not {node.value}.picture.svg", _p(expression)),
    ]


@_written.register
def _signatures(node: Signatures, width: int) -> list[str]:
    """One cell per signature, side by side."""
    share = width // _MOST_SIGNATURES
    lines = _p("{{ signature.role }}", "Table Text", _BOLD) + _p("", "Table Text") * 3
    cells = "".join(
        _cell(share, content)
        for content in (
            _p(f"{{%tc for signature in {node.values} %}}"),
            lines + _p("{{ signature.name }}", "Table Text"),
            _p("{%tc endfor %}"),
        )
    )
    grid = f'<w:gridCol w:w="{share}"/>' * _MOST_SIGNATURES
    made = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblDescription w:val="{SIGNATURES}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )
    return [made, _spacer()]


@_written.register
def _repeated(node: Each, width: int) -> list[str]:
    return _each(node.row, node.values, *_xml(node.inside, width))


@_written.register
def _conditional(node: When, width: int) -> list[str]:
    return _when(node.condition, *_xml(node.inside, width))
