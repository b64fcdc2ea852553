"""A part of a Word template → Jinja source, with the place of every tag.

Word scatters one tag over several runs and LibreOffice writes its quotes as entities; lxml reads both, the tag is
gathered in its first run, and a tag that takes the place of a paragraph, row, cell or run replaces that element.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ibo_desk.documents.docx import balance
from ibo_desk.documents.docx.package import parse
from ibo_desk.documents.docx.places import places
from ibo_desk.documents.docx.rich import Dress
from ibo_desk.documents.docx.sandbox import BLOCK_CLOSE, BLOCK_OPEN, CLOSE, OPEN
from ibo_desk.documents.docx.tags import Tag, find
from ibo_desk.documents.docx.words import NS, XML_SPACE, w
from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.domain.bounds import TEMPLATE_TAGS
from ibo_desk.language import _

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INLINE: Final = re.compile("\ufdd6(\\d+)\ufdd7")
_PLACEHOLDER: Final = re.compile("<\\?paper (\\d+)\\?>|\ufdd6(\\d+)\ufdd7")
_OWN: Final = re.compile("[\ufdd0-\ufdef]")
_TEXTS: Final = {w("t"): "", w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOISE: Final = ("proofErr", "lastRenderedPageBreak")
_REVISION: Final = re.compile(r"\{[^}]*\}(?:paraId|textId|rsid\w*)")


@dataclass(slots=True)
class Source:
    """Jinja source of a part: ``tags`` by the line of the source on which each stands, ``dresses`` of rich tags."""

    text: str
    tags: dict[int, Tag]
    dresses: list[Dress]
    features: frozenset[str]


@dataclass(slots=True)
class _Work:
    """What is gathered while a part is patched."""

    part: str
    tags: list[Tag] = field(default_factory=list)
    holders: list[balance.Holder] = field(default_factory=list)
    dresses: dict[int, Dress] = field(default_factory=dict)


def patch(part: str, data: bytes) -> Source | None:
    """The source of one part with WordprocessingML; None when it holds no tag. TemplateError names the place."""
    root = parse(part, data)
    work = _Work(part)
    _clean(root, part)
    for paragraph, place in places(root, part):
        _paragraph(work, paragraph, place)
    if not work.tags:
        return None
    balance.check(work.tags, work.holders)
    return _source(work, etree.tostring(root, encoding="unicode"))


def patch_properties(part: str, data: bytes) -> Source | None:
    """The source of the document properties: each element is one line of text."""
    root = parse(part, data)
    work = _Work(part)
    for number, element in enumerate(root.iter(), 1):
        text = element.text or ""
        if len(element) or not text.strip():
            continue
        places: list[str] = []
        position = 0
        for tag in find(text, Place(part=part, paragraph=number)):
            if tag.tag.level:
                problem = _("In the properties of the document only plain tags are possible")
                raise TemplateError("tag_level", problem, tag.tag.place)
            places += [text[position : tag.start], _placeholder(work, tag.tag, element, "inline")]
            position = tag.end
        element.text = "".join([*places, text[position:]])
    if not work.tags:
        return None
    balance.check(work.tags, work.holders)
    return _source(work, etree.tostring(root, encoding="unicode"))


def _clean(root: etree._Element, part: str) -> None:
    if root.nsmap.get("w") != NS:
        problem = _("Save this template in Word as an ordinary .docx, not as “Strict Open XML”")
        raise TemplateError("part_strict", problem, Place(part=part))
    for name in _NOISE:
        for element in list(root.iter(w(name))):
            _remove(element)
    for element in root.iter(etree.Element):
        _clean_element(element, part)


def _clean_element(element: etree._Element, part: str) -> None:
    """Without the ids of Word's revisions, which a loop would repeat; refused when a tag hides in an attribute."""
    for attribute in [key for key in element.attrib if _REVISION.fullmatch(str(key))]:
        del element.attrib[attribute]
    if any("{{" in str(value) or "{%" in str(value) for value in element.attrib.values()):
        problem = _("A tag can only stand in the text, not in an alternative text or another property")
        raise TemplateError("tag_in_property", problem, Place(part=part))
    if element.text and _OWN.search(element.text):
        element.text = _OWN.sub("", element.text)


def _paragraph(work: _Work, paragraph: etree._Element, place: Place) -> None:
    pieces = list(text_pieces(paragraph))
    texts = [text_of(piece) for piece in pieces]
    text = "".join(texts)
    tags = find(text, place)
    if not tags:
        return
    if len(work.tags) + len(tags) > TEMPLATE_TAGS:
        problem = _("This template holds more tags than a paper needs; the most is {most}")
        sentence = problem.format(most=TEMPLATE_TAGS)
        raise TemplateError("template_too_much", sentence, place)
    marks: deque[tuple[int, int, str]] = deque()
    waiting = deque(tags)
    first = len(work.tags)
    position = 0
    for piece, own in zip(pieces, texts, strict=True):
        end = position + len(own)
        while waiting and waiting[0].start < end:
            each = waiting.popleft()
            run = piece.getparent()
            assert run is not None
            level = each.tag.level or "inline"
            marks.append((each.start, each.end, _placeholder(work, each.tag, run, level)))
        while marks and marks[0][1] <= position:
            marks.popleft()
        _rewrite(piece, own, position, marks)
        position = end
    _structural(work, paragraph, first)


def text_pieces(element: etree._Element) -> Iterator[etree._Element]:
    """The elements of a paragraph that hold text, without those of a text box inside it or of deleted text."""
    for child in element:
        if child.tag in _TEXTS and element.tag == w("r"):
            yield child
        elif child.tag not in (w("p"), w("del"), w("pPr"), w("rPr")):
            yield from text_pieces(child)


def text_of(piece: etree._Element) -> str:
    """The characters that a piece of ``text_pieces`` stands for."""
    return (piece.text or "") if piece.tag == w("t") else _TEXTS[str(piece.tag)]


def _placeholder(work: _Work, tag: Tag, owner: etree._Element, level: str) -> str:
    """A mark for the tag; what holds it is noted, so that opening and closing can be compared."""
    work.tags.append(tag)
    holder = owner.getparent()
    work.holders.append(balance.Holder(level, holder if holder is not None else owner))
    return f"\ufdd6{len(work.tags) - 1}\ufdd7"


def _rewrite(piece: etree._Element, own: str, position: int, marks: Iterable[tuple[int, int, str]]) -> None:
    """The text of a piece without the characters of tags, and with the mark where a tag begins."""
    end = position + len(own)
    touching = [mark for mark in marks if mark[0] < end and mark[1] > position]
    if not touching:
        return
    if piece.tag != w("t"):
        _remove(piece)
        return
    kept: list[str] = []
    here = position
    for start, stop, mark in touching:
        kept.append(own[max(0, here - position) : max(0, start - position)])
        kept.append(mark if start >= position else "")
        here = max(here, stop)
    kept.append(own[max(0, here - position) :] if here < end else "")
    piece.text = "".join(kept)
    piece.set(XML_SPACE, "preserve")


def _structural(work: _Work, paragraph: etree._Element, first: int) -> None:
    """Put the tags that take the place of a run, paragraph, cell or row in that place."""
    indexes = range(first, len(work.tags))
    for index in indexes:
        if work.tags[index].level == "r":
            _split_run(work, paragraph, index)
    taken = [index for index in indexes if work.tags[index].level in ("p", "tr", "tc")]
    if not taken:
        return
    level = work.tags[taken[0]].level
    target = _ancestor(paragraph, level)
    if target is None:
        problem = _("This tag needs a table around it")
        raise TemplateError("tag_level", problem, work.tags[taken[0]].place)
    marks = _INLINE.findall("".join(text for text in target.itertext() if isinstance(text, str)))
    other = _INLINE.sub(
        "", "".join(text_of(piece) for each in target.iter(w("p")) for piece in text_pieces(each))
    )
    if (
        other.strip()
        or [int(mark) for mark in marks] != taken
        or target.find(f".//{w('sectPr')}") is not None
    ):
        problem = _(
            "Nothing else may stand in the same paragraph, row or cell as this tag: all of it is replaced"
        )
        raise TemplateError("tag_not_alone", problem, work.tags[taken[0]].place)
    holder = target.getparent()
    assert holder is not None
    for index in taken:
        work.holders[index] = balance.Holder(level, holder)
        work.dresses[index] = _dress(paragraph, index)
        target.addprevious(etree.ProcessingInstruction("paper", str(index)))
    _remove(target)


def _split_run(work: _Work, paragraph: etree._Element, index: int) -> None:
    """Part the run around a tag of level r; what stands before and after keeps its dress."""
    mark = f"\ufdd6{index}\ufdd7"
    piece = next(each for each in text_pieces(paragraph) if each.tag == w("t") and mark in (each.text or ""))
    run = piece.getparent()
    assert run is not None
    work.dresses[index] = Dress("", None, run.find(w("rPr")), in_link=_ancestor(run, "hyperlink") is not None)
    before, after = (piece.text or "").split(mark)
    rest = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        rest.append(_copy(properties))
    tail = etree.SubElement(rest, w("t"))
    tail.text = after
    tail.set(XML_SPACE, "preserve")
    for following in list(piece.itersiblings()):
        rest.append(following)
    piece.text = before
    run.addnext(rest)
    run.addnext(etree.ProcessingInstruction("paper", str(index)))
    for half in (run, rest):
        if not any(text_of(each) for each in text_pieces(half)) and len(half) <= 1 + (
            half.find(w("rPr")) is not None
        ):
            _remove(half)


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _ancestor(element: etree._Element, level: str) -> etree._Element | None:
    if element.tag == w(level):
        return element
    return next(element.iterancestors(w(level)), None)


def _dress(paragraph: etree._Element, index: int) -> Dress:
    properties = paragraph.find(w("pPr"))
    style = properties.find(w("pStyle")) if properties is not None else None
    mark = f"\ufdd6{index}\ufdd7"
    piece = next((each for each in text_pieces(paragraph) if mark in (each.text or "")), None)
    run = piece.getparent() if piece is not None else None
    parent = paragraph.getparent()
    return Dress(
        str(style.get(w("val"), "")) if style is not None else "",
        properties,
        run.find(w("rPr")) if run is not None else None,
        in_cell=parent is not None and parent.tag == w("tc"),
    )


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _source(work: _Work, xml: str) -> Source:
    """The XML with every mark replaced by a tag that ends with a line feed, so that each has a line of its own."""
    lines: dict[int, Tag] = {}
    dresses: list[Dress] = []
    pieces: list[str] = []
    line = 1
    position = 0
    for match in _PLACEHOLDER.finditer(xml):
        before = xml[position : match.start()]
        pieces.append(before)
        line += before.count("\n")
        index = int(match.group(1) or match.group(2))
        tag = work.tags[index]
        position = match.end()
        if tag.form == "{#":
            continue
        lines[line] = tag
        pieces.append(_jinja(tag, len(dresses)))
        if tag.form == "{{" and tag.level:
            dresses.append(work.dresses[index])
        line += 1
    pieces.append(xml[position:])
    levels = {tag.level for tag in work.tags}
    return Source(
        DECLARATION + "".join(pieces), {at + 1: tag for at, tag in lines.items()}, dresses, frozenset(levels)
    )


def _jinja(tag: Tag, dress: int) -> str:
    if tag.form == "{%":
        return f"{BLOCK_OPEN} {tag.body}\n{BLOCK_CLOSE}"
    if tag.level:
        maker = "_blocks" if tag.level == "p" else "_runs"
        return f"{OPEN} ({tag.body})|{maker}({dress})\n{CLOSE}"
    return f"{OPEN} {tag.body}\n{CLOSE}"
