"""The headings under which a municipality wants its notes."""

import json

from ibo_desk.documents.content_rows import Heading
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.memo_sections import DEFAULT_HEADINGS, default_headings
from ibo_desk.language import _
from ibo_desk.services.parties.body_rows import BodyRow

KEYS = frozenset({key for key, _label in DEFAULT_HEADINGS} | {"own"})


def headings_of(college: BodyRow) -> tuple[Heading, ...]:
    """The college's own headings, else the default ones.

    They are stored as a JSON list: a key of ``KEYS``, the heading, and what the municipality always writes there,
    ``[["subject", "Onderwerp"], ["legal", "Juridische grond", "…"], …]``.
    Raises ``PaperError("note_headings_unreadable")``.
    """
    if not college.note_headings.strip():
        return default_headings()
    try:
        headings = tuple(_heading(*map(str, stored)) for stored in json.loads(college.note_headings))
    except (ValueError, TypeError) as error:
        raise _unreadable(college) from error
    if not headings or any(heading.key not in KEYS for heading in headings):
        raise _unreadable(college)
    return headings


def _heading(key: str, name: str, text: str = "") -> Heading:
    return Heading(key=key, label=name, text=text)


def _unreadable(college: BodyRow) -> PaperError:
    text = _("The headings of the notes of {college} cannot be read; choose them again with the college.")
    return PaperError("note_headings_unreadable", text.format(college=college.name), college=college.name)
