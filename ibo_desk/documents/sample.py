"""Sample content of every kind of paper, for checking and showing templates; invented, and says so."""

from functools import cache

from ibo_desk.documents.content import Content
from ibo_desk.documents.content_json import from_json
from ibo_desk.files import report


@cache
def sample(kind: str) -> Content:
    """The sample of this kind: agenda, minutes or memo; every field of the catalogue that can be filled is filled."""
    return from_json(report("sample", f"{kind}.json").read_text(encoding="utf-8"))
