"""Makes the blank documents of the house for Word in ``reports/docx``: ``python -m tools.house_templates``.

They hold styles, lists, head and foot; what a paper says comes from its layout (``documents.docx.house``). They are
committed; this is how they are made again when the look changes. Needs python-docx (developers).
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from ibo_desk.documents.layout import fixed, with_labels
from ibo_desk.documents.layouts.parts import DATA_OF, OF_PAGES, PAGE

FONT: Final = "Arial"  # every Word has it; Liberation Sans, which the PDF is set in, has the same widths
OUT: Final = Path(__file__).resolve().parent.parent / "reports" / "docx"
BLUE: Final = "1F3A5F"
GREY: Final = "55606B"
RULE: Final = "CBD3DC"
LIGHT: Final = "F2F5F9"


def main() -> None:
    """Write the blank documents."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name in ("upright", "wide"):
        document = Document()
        _page(document)
        _styles(document)
        if name == "wide":
            _on_its_side(document)
        _numbering(document)
        _properties(document)
        section = document.element.body.find(qn("w:sectPr"))
        for old in list(document.element.body):
            if old is not section:
                document.element.body.remove(old)
        _edges(document)
        _without_thumbnail(document)
        document.save(str(OUT / f"{name}.docx"))
        print(OUT / f"{name}.docx")


def _declared(xml: str) -> str:
    """The element with the namespace that python-docx wants to see."""
    return re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w')}", xml)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True


def _on_its_side(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for name in ("Header", "Footer"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(26.1), WD_TAB_ALIGNMENT.RIGHT)


def _font(style: Any, size: float, *, bold: bool = False, colour: str = "", italic: bool = False) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _space(style: Any, before: float, after: float, line: float = 1.12, *, keep: bool = False) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next, form.widow_control = keep, True


def _styles(document: Any) -> None:
    styles = document.styles
    _language(styles.element)
    _font(styles["Normal"], 10)
    _space(styles["Normal"], 0, 5)
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    looks = (
        ("Title", 24, True, BLUE, 2, 2), ("Subtitle", 11.5, False, GREY, 0, 10),
        ("Heading 1", 14.5, True, BLUE, 20, 6), ("Heading 2", 11.5, True, BLUE, 15, 3),
        ("Heading 3", 9.5, True, GREY, 9, 2),
    )  # fmt: skip
    for name, size, bold, colour, before, after in looks:
        _font(styles[name], size, bold=bold, colour=colour)
        _space(styles[name], before, after, 1.05, keep=True)
        spacing = styles[name].element.rPr.find(qn("w:spacing"))
        if spacing is not None:
            styles[name].element.rPr.remove(spacing)
    for level in ("", " 2", " 3"):
        for kind in ("List Bullet", "List Number", "List Continue"):
            _font(styles[f"{kind}{level}"], 10)
            _space(styles[f"{kind}{level}"], 0, 2.5)
    _own_styles(styles)
    styles.element.append(parse_xml(_TABLE_STYLE))
    for name in ("Header", "Footer"):
        _font(styles[name], 8, colour=GREY)
        tabs = styles[name].element.pPr.find(qn("w:tabs"))
        if tabs is not None:
            styles[name].element.pPr.remove(tabs)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT)


def _own_styles(styles: Any) -> None:
    looks = (
        ("Kicker", 9.5, True, BLUE, 0, 0, True), ("Notice", 9.5, True, "9A3412", 0, 8, False),
        ("Fact", 10, False, "", 0, 2.5, False), ("Meta", 8.5, False, GREY, 0, 5, True),
        ("Table Text", 8.5, False, "", 1.5, 1.5, False), ("Outcome Label", 9.5, True, BLUE, 8, 0, True),
        ("Outcome", 10, False, "", 0, 0, False), ("Blank", 9.5, False, GREY, 4, 8, False),
        ("Article", 10, False, "", 2, 3, False),
    )  # fmt: skip
    for name, size, bold, colour, before, after, keep in looks:
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _font(style, size, bold=bold, colour=colour, italic=name == "Blank")
        _space(style, before, after, keep=keep)
    fact = styles["Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = Cm(4.6), Cm(-4.6)
    fact.tab_stops.add_tab_stop(Cm(4.6))
    article = styles["Article"].paragraph_format
    article.left_indent, article.first_line_indent = Cm(2.4), Cm(-2.4)
    article.tab_stops.add_tab_stop(Cm(2.4))
    for name in ("Outcome Label", "Outcome"):
        _boxed(styles[name], ["left"], 'single" w:sz="24" w:space="9', BLUE, LIGHT)
        styles[name].paragraph_format.left_indent = Cm(0.4)
        styles[name].paragraph_format.right_indent = Cm(0.3)
    _boxed(styles["Blank"], ("top", "left", "bottom", "right"), 'dashed" w:sz="4" w:space="6', "9AA5B1")
    styles["Blank"].paragraph_format.left_indent = styles["Blank"].paragraph_format.right_indent = Cm(0.2)
    _font(styles.add_style("Label", 2), 8.5, colour=GREY)
    link = styles.add_style("Hyperlink", 2)
    link.font.color.rgb, link.font.underline = RGBColor.from_string("1D5A96"), True


def _boxed(style: Any, sides: Iterable[str], line: str, colour: str, fill: str = "") -> None:
    """Borders on some sides and a fill, placed where the schema asks: before the spacing."""
    borders = "".join(f'<w:{side} w:val="{line}" w:color="{colour}"/>' for side in sides)
    anchor = style.element.get_or_add_pPr().find(qn("w:spacing"))
    anchor.addprevious(parse_xml(_declared(f"<w:pBdr>{borders}</w:pBdr>")))
    if fill:
        anchor.addprevious(parse_xml(_declared(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')))


_TABLE_STYLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="DeskTable">
  <w:name w:val="Desk Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="28" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>
    <w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{BLUE}"/></w:rPr><w:tcPr>
    <w:shd w:val="clear" w:color="auto" w:fill="{LIGHT}"/>
  </w:tcPr></w:tblStylePr>
</w:style>"""


def _language(styles: Any) -> None:
    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-BE" w:eastAsia="nl-BE" w:bidi="ar-SA"/>'))


def _numbering(document: Any) -> None:
    """Our own lists: three bullets, three numberings, each bound to its list style."""
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    kinds = [("bullet", mark) for mark in ("•", "–", "▪")]
    kinds += [("decimal", "%1."), ("lowerLetter", "%1."), ("lowerRoman", "%1.")]
    numbers: list[str] = []
    for place, (form, mark) in enumerate(kinds):
        level = place % 3
        left = 340 * (level + 1)
        root.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{place}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
                "</w:abstractNum>"
            )
        )
        numbers.append(
            f'<w:num {nsdecls("w")} w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>'
        )
    for number in numbers:
        root.append(parse_xml(number))
    for place in range(6):
        name = ("List Bullet", "List Number")[place // 3] + ("", " 2", " 3")[place % 3]
        properties = document.styles[name].element.get_or_add_pPr()
        for tag in ("w:numPr", "w:ind", "w:tabs", "w:contextualSpacing"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        made = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{place + 1}"/></w:numPr>')
        properties.find(qn("w:spacing")).addprevious(made)
    for level in (1, 2, 3):
        style = document.styles["List Continue" + ("" if level == 1 else f" {level}")]
        style.paragraph_format.left_indent = Pt(17 * level)


def _properties(document: Any) -> None:
    core = document.core_properties
    core.title = "{{ head.title }} {{ head.subtitle }}"
    core.author = "{{ head.author }}"
    core.subject = "{{ head.body }}"
    core.comments = core.keywords = ""
    core.language = "nl-BE"
    core.last_modified_by = "{{ head.author }}"
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def _edges(document: Any) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{_running()}\t{{{{ head.sample }}}}"
    section.first_page_header.paragraphs[0].text = "{{ head.region }}\t{{ head.sample }}"
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        data = (
            "{% if head.author %}{{ head.author }} · {% endif %}"
            f"{fixed(DATA_OF)} {{{{ head.data_date }}}}"
        )
        paragraph.add_run(with_labels(f"{data}\t{fixed(PAGE)} "))
        _field(paragraph, "PAGE")
        paragraph.add_run(with_labels(f" {fixed(OF_PAGES)} "))
        _field(paragraph, "NUMPAGES")


def _running() -> str:
    """The longest line at the head of the following pages that stands on one line: about 110 characters do.

    ``running`` in ``reports/typ/house.typ`` measures the same lines.
    """
    state = "{% if head.status %} · {{ head.status }}{% endif %}"
    short = "{{ head.body_short or head.body }}"
    room = "|length < (88 if head.sample else 108)"
    return (
        f"{{% if (head.title + head.subtitle + head.status){room} %}}"
        f"{{{{ head.title }}}}{{% if head.subtitle %}} · {{{{ head.subtitle }}}}{{% endif %}}{state}"
        f"{{% elif (head.title + (head.body_short or head.body) + head.status){room} %}}"
        f"{{{{ head.title }}}} · {short}{state}"
        f"{{% else %}}{{{{ head.title }}}} · {{{{ head.subtitle or head.body }}}}{{% endif %}}"
    )


def _field(paragraph: Any, instruction: str) -> None:
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.add_run().element.append(parse_xml(_declared(xml)))


def _without_thumbnail(document: Any) -> None:
    relations: Iterable[Any] = list(document.part.package.rels.values())
    for relation in relations:
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[relation.rId]


if __name__ == "__main__":
    main()
