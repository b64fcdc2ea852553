"""The words of a stored paper as paragraphs, and what differs between two of them.

A stored paper is the JSON of its content builder: nested lists and dicts, in which rich text is a list of blocks with
runs. Reading it so needs none of today's classes, so papers of any age can be compared.
"""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ibo_desk.domain.differences import Difference

# In the order of the paper; what is left out is told by another part (the overviews repeat what stands with the items)
# or says when and for whom the paper was made, which differs by itself.
_ORDER = (
    "notice", "reason", "opened", "chairs", "secretary", "attendance", "items", "closed", "next_meeting",
    "practical", "introduction", "asked", "discussion", "outcome_label", "outcome", "positions", "engagements",
    "referrals", "attachments",
)  # fmt: skip
_TOLD_ELSEWHERE = frozenset({"head", "feedback_to", "signatures", "prepared"})
_OVERVIEWS = frozenset({"engagements", "referrals", "attachments"})


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``where`` is the item it stands under ("3. Fietsbrug"), empty for the rest of the paper."""

    where: str
    text: str


@dataclass(frozen=True)
class ParagraphChange:
    """What became of a paragraph: ``old`` is empty where it was added, ``new`` where it was removed."""

    kind: Difference
    where: str
    old: str
    new: str


def paragraphs(stored: str) -> list[Paragraph]:
    """The paragraphs of a stored paper, in its order; none for one that says nothing."""
    if not stored:
        return []
    content = json.loads(stored).get("content", {})
    whole = {
        name: value for name, value in content.items() if name not in _OVERVIEWS or not content.get("items")
    }
    return [Paragraph(where, text) for where, text in _walk(whole, "") if text.strip()]


def texts(value: Any) -> list[str]:
    """The words of one part of a stored paper: of a text, of rich text, of rows."""
    return [text for _where, text in _walk(value, "") if text.strip()]


def compare(old: list[Paragraph], new: list[Paragraph]) -> list[ParagraphChange]:
    """Every paragraph of both, in order; a paragraph that was rewritten stands beside the old one."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    out: list[ParagraphChange] = []
    for verb, a, b, c, d in matcher.get_opcodes():
        if verb == "equal":
            out += [
                ParagraphChange(Difference.SAME, paragraph.where, paragraph.text, paragraph.text)
                for paragraph in old[a:b]
            ]
        else:
            out += _replaced(old[a:b], new[c:d])
    return out


def _replaced(old: list[Paragraph], new: list[Paragraph]) -> Iterator[ParagraphChange]:
    paired = min(len(old), len(new))
    for before, after in zip(old[:paired], new[:paired], strict=True):
        if before.where == after.where:
            yield ParagraphChange(Difference.CHANGED, after.where, before.text, after.text)
        else:
            yield ParagraphChange(Difference.REMOVED, before.where, before.text, "")
            yield ParagraphChange(Difference.ADDED, after.where, "", after.text)
    for before in old[paired:]:
        yield ParagraphChange(Difference.REMOVED, before.where, before.text, "")
    for after in new[paired:]:
        yield ParagraphChange(Difference.ADDED, after.where, "", after.text)


def _walk(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part, where)
    elif isinstance(value, dict):
        yield from _dict(value, where)


def _dict(value: dict[str, Any], where: str) -> Iterator[tuple[str, str]]:
    if "runs" in value:
        marker = {"bullet": "– ", "number": f"{value.get('number', '')}. "}.get(value.get("kind", ""), "")
        yield where, marker + "".join(run.get("text", "") for run in value["runs"])
        return
    if not any(isinstance(part, list | dict) for part in value.values()):
        yield where, " · ".join(str(part) for part in value.values() if isinstance(part, str) and part)
        return
    if "number" in value and "title" in value:
        where = f"{value['number']}. {value['title']}"
    elif value.get("label"):
        where = str(value["label"])
    rest = [
        name for name in value if name not in _ORDER and name not in _TOLD_ELSEWHERE | {"number", "label"}
    ]
    for name in [*rest, *(name for name in _ORDER if name in value)]:
        yield from _walk(value[name], where)
