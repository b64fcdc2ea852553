"""What a note to a college says about one item, beside what it would say now: from the stored papers."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ibo_desk.domain.agenda_comparison import FieldChange
from ibo_desk.domain.paper_text import texts

_OF_MEETING: Final = ("status", "subtitle")  # cancelled or not; the body and the day
_QUESTION: Final = ("question", "question_text", "answer_to", "answer_by")
_DAYS: Final = ("college_by", "submit_by")
_TEXTS: Final = (
    "type", "introduction", "discussion", "outcome", "positions", "referrals", "engagements", "consequences",
    "finance", "attachments",
)  # fmt: skip
# In the order of the paper. Left out is what differs by itself: the day of the note, what it replaces, what the college
# itself answered or heard since, and articles and sections, which repeat the fields.
COMPARED: Final = (*_OF_MEETING, "title", *_QUESTION, *_DAYS, *_TEXTS)


def compare_notes(old: str, new: str, number: str, number_now: str) -> list[FieldChange]:
    """The fields that now read otherwise; ``number`` is the item's in the old note, ``number_now`` that in the new one.

    Nothing where one of them does not tell about the item.
    """
    before, now = json.loads(old)["content"], json.loads(new)["content"]
    then, today = _numbered(before, number), _numbered(now, number_now)
    if then is None or today is None:
        return []
    heads = {name: (before["head"].get(name, ""), now["head"].get(name, "")) for name in _OF_MEETING}
    (item, was_asked), (same, is_asked) = then, today
    pairs = heads | {name: (_said(item, name), _said(same, name)) for name in COMPARED if name not in heads}
    skipped = set(_skipped(pairs, was_asked=was_asked, is_asked=is_asked))
    return [
        FieldChange(name, *pairs[name])
        for name in COMPARED
        if name not in skipped and len(set(pairs[name])) > 1
    ]


def difference_hash(changes: Iterable[FieldChange]) -> str:
    """What tells one difference from another: SHA-256 of what reads otherwise, and how."""
    values = [[change.name, change.old, change.new] for change in changes]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def _numbered(note: dict[str, Any], number: str) -> tuple[dict[str, Any], bool] | None:
    return next((item for item in _items(note) if item[0]["number"] == number), None)


def _items(note: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """The items of a note, and whether an answer is asked about each."""
    for name in ("asked", "noted"):
        yield from ((item, name == "asked") for item in note.get(name, ()))


def _skipped(pairs: dict[str, tuple[str, str]], *, was_asked: bool, is_asked: bool) -> Iterator[str]:
    """A question that was answered is gone from a note, and a day that passed reads otherwise: neither is a change."""
    if was_asked and not is_asked:
        yield from (*_QUESTION, *_DAYS)
    if not all(all(pairs[name]) for name in _DAYS):
        yield from _DAYS
    yield from (name for name in _DAYS if pairs[name][0] and pairs[name][1].startswith(pairs[name][0]))


def _said(item: dict[str, Any], name: str) -> str:
    value = item.get(name, "")
    if name == "attachments":  # their letters follow the item's number
        return "\n".join(file["title"] for file in value)
    return "\n".join(texts(value))
