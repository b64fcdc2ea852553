"""Whether every loop and condition of a part is closed, and at the same level of the document as it was opened."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.tags import Tag
from ibo_desk.documents.errors import TemplateError
from ibo_desk.language import _

_PARTNER: Final = {"endfor": "for", "endif": "if", "elif": "if", "else": ""}


@dataclass(frozen=True, slots=True, eq=False)
class Holder:
    """What holds a tag: its level, and the element in which its run, paragraph, cell or row lies."""

    level: str
    element: etree._Element


def check(tags: list[Tag], holders: list[Holder]) -> None:
    """TemplateError at the tag that closes nothing, is not closed, or is closed at another level."""
    opened: list[tuple[Tag, Holder]] = []
    for tag, holder in zip(tags, holders, strict=True):
        if tag.keyword in ("for", "if"):
            opened.append((tag, holder))
        elif tag.keyword in _PARTNER:
            _match(tag, holder, opened)
            if tag.keyword.startswith("end"):
                opened.pop()
    if opened:
        raise _never_closed(opened[-1][0])


def _never_closed(tag: Tag) -> TemplateError:
    problem = _("This {start} is never closed; add {end}").format(start=tag.keyword, end=f"end{tag.keyword}")
    return TemplateError("block_not_closed", problem, tag.place)


def _fits(start: tuple[Tag, Holder], keyword: str, holder: Holder) -> bool:
    tag, where = start
    return tag.keyword == keyword and where.level == holder.level and where.element is holder.element


def _match(tag: Tag, holder: Holder, opened: list[tuple[Tag, Holder]]) -> None:
    keyword = _PARTNER[tag.keyword]
    inner_lacks_its_end = (
        opened
        and not _fits(opened[-1], keyword, holder)
        and any(_fits(earlier, keyword, holder) for earlier in opened[:-1])
    )
    if inner_lacks_its_end:
        raise _never_closed(opened[-1][0])
    if not opened or (_PARTNER[tag.keyword] and opened[-1][0].keyword != _PARTNER[tag.keyword]):
        problem = _("This tag closes nothing that was opened before it")
        raise TemplateError("block_not_opened", problem, tag.place)
    start, where = opened[-1]
    if where.level != holder.level or where.element is not holder.element:
        problem = _(
            "This tag belongs to {start}, but stands at another level; use {{%p … %}} on lines of their own, "
            "or {{%tr … %}} in rows of their own, for both"
        ).format(start=start.raw)
        raise TemplateError("block_level", problem, tag.place)
