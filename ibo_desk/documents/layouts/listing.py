"""Any list as it stands on the screen, as a paper."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import Layout, Rich, Words
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The rows of a list with its headings, and what narrowed it."""

    head: Head = required(N_("Title block"))
    narrowed: str = optional(N_("Which filters left these rows"))
    rows: Blocks = listed(N_("The headings and the rows of the list, as one table"))


LAYOUT: Final = Layout((*title_block(), Words("{{ narrowed }}"), Rich("rows")), wide=True)
