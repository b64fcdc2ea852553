"""The fields that a mistyped or Dutch name in a template may mean: by how it is written, else by what a field says."""

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA

from ibo_desk.documents.fields import FieldDoc, catalogue
from ibo_desk.domain.names import fold

_MOST: Final = 3  # fields proposed: more is a list to search in, which the catalogue is already
_NEAR: Final = 0.75  # share of the signs that agree; two letters in the wrong order are one mistake
_NEAR_WORD: Final = 0.8  # of a word in what a field means: there are more of these
_TELLING: Final = 4  # signs of a word that says something


def near_fields(name: str, kind: str) -> tuple[str, ...]:
    """The fields of a kind of paper that resemble ``name``, the nearest first, at most three.

    A name without a point is compared with the last parts of names too: “titel” may be head.title or item.title. Where
    nothing is written alike, the words of the meanings are compared: “vergaderng” may be what tells of the meeting.
    """
    for spellings, enough in ((_by_name(kind), _NEAR), (_by_meaning(kind), _NEAR_WORD)):
        near: dict[str, float] = {}
        for spelling, field in spellings:
            likeness = OSA.normalized_similarity(fold(_compared(name, spelling, field)), spelling)
            if likeness >= max(enough, near.get(field, 0)):
                near[field] = likeness
        if near:
            return tuple(sorted(near, key=lambda field: -near[field]))[:_MOST]
    return ()


def _compared(name: str, spelling: str, field: str) -> str:
    """What of a name is compared: its last part with a word of a field beside it, else all of it."""
    owner, point, last = name.rpartition(".")
    beside = point and "." not in spelling and field.rpartition(".")[0] == owner
    return last if beside else name


def _by_name(kind: str) -> Iterator[tuple[str, str]]:
    """Ways to write a field's name, with the field."""
    for doc in catalogue(kind):
        field = _tag_name(doc)
        yield field, field
        if not field.startswith("labels."):
            yield field.rpartition(".")[2], field


def _by_meaning(kind: str) -> Iterator[tuple[str, str]]:
    """Telling words of what a field means, with the field; labels, of which there are many, say what they are."""
    for doc in catalogue(kind):
        if not doc.path.startswith("labels."):
            for word in re.findall(r"\w+", fold(doc.meaning)):
                if len(word) >= _TELLING:
                    yield word, _tag_name(doc)


def _tag_name(doc: FieldDoc) -> str:
    """The name as it is written in tags: head.title, item.type, items; of a group, which has no tag, the group's."""
    return doc.tag.strip("{}%").split()[-1] if doc.tag else doc.path.rpartition(".")[2]
