"""The papers of the small region, word for word; ``GOLDEN=write pytest …`` writes them anew to be looked at."""

import os
from pathlib import Path

import pytest

from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from tests.documents.builders.small_region import SmallRegion

GOLDENS = Path(__file__).parent / "goldens"


@pytest.mark.parametrize(
    ("name", "kind", "meeting", "town"),
    [
        ("agenda-ibo", "agenda", "next_ibo", ""),
        ("verslag-ibo", "minutes", "ibo", ""),
        ("overzicht-vrr-verdeeld-advies", "minutes", "vrr", ""),
        ("nota-kortrijk-standpunt", "memo", "ibo", "Kortrijk"),
        ("nota-harelbeke-voorbereidend", "memo", "next_ibo", "Harelbeke"),
        ("nota-kortrijk-vrr", "memo", "vrr", "Kortrijk"),
    ],
)
def test_word_for_word(region: SmallRegion, name: str, kind: str, meeting: str, town: str) -> None:
    college = region.colleges[town] if town else None
    content = Papers(region).preview(
        PaperRequest(kind, meeting_id=getattr(region, meeting), college_ids=[college] if college else None)
    )
    told = render(content, "txt").decode()
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
