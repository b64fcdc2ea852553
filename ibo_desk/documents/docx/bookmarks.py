"""Bookmarks that a loop repeats: the first keeps the name, so that references find it; Word wants each name once."""

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(
    r"<w:bookmark(?P<kind>Start|End)\b(?P<attributes>[^>]*?)(?:/>|>\s*</w:bookmark(?P=kind)>)"
)
_ID: Final = re.compile(r'\bw:id="([^"]*)"')
_NAME: Final = re.compile(r'\bw:name="([^"]*)"')


@dataclass(slots=True)
class _Bookmark:
    start: re.Match[str]
    end: re.Match[str] | None = None


def mended(xml: str) -> str:
    """The part with each bookmark once, whole and under a number of its own; as it is where all are so already."""
    marks = list(_MARK.finditer(xml))
    kept = _kept(marks)
    numbers = {number for each in kept if (number := _first(_ID, each.start)) != ""}
    if 2 * len(kept) == len(marks) and len(numbers) == len(kept):
        return xml
    texts: dict[int, str] = {}
    for place, bookmark in enumerate(kept, start=1):
        for mark in (bookmark.start, bookmark.end):
            assert mark is not None
            texts[mark.start()] = _ID.sub(f'w:id="{place}"', mark[0], count=1)
    return _MARK.sub(lambda mark: texts.get(mark.start(), ""), xml)


def _kept(marks: list[re.Match[str]]) -> list[_Bookmark]:
    """In their order, those that are begun and ended, and of each name the first."""
    names: set[str] = set()
    open_marks: dict[str, _Bookmark] = {}
    bookmarks: list[_Bookmark] = []
    for mark in marks:
        number = _first(_ID, mark)
        if mark["kind"] == "End":
            if (begun := open_marks.pop(number, None)) is not None:
                begun.end = mark
            continue
        name = _first(_NAME, mark).casefold()
        open_marks[number] = _Bookmark(mark)
        if name not in names:
            bookmarks.append(open_marks[number])
            names.add(name)
    return [bookmark for bookmark in bookmarks if bookmark.end is not None]


def _first(pattern: re.Pattern[str], mark: re.Match[str]) -> str:
    match = pattern.search(mark["attributes"])
    return match[1] if match else ""
