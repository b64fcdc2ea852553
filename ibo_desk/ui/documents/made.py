"""The papers that were made before, as a table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_
from ibo_desk.ui.table.columns import Column, Columns

MADE: Final[Columns["Made"]] = (
    Column("made", N_("Made on"), lambda row: row.made_at, width=88),
    Column("title", N_("Paper"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("college", N_("College"), lambda row: row.college, width=100),
    Column("file", N_("File"), lambda row: row.file_name, width=200, hidden=True),
    Column("readers", N_("Who may read it"), lambda row: row.audience, width=130, hidden=True),
)


@dataclass(frozen=True)
class Made:
    """A paper that was made, with the municipality of the college it is for."""

    id: UUID
    revision: UUID | None
    title: str
    file_name: str
    made_at: datetime | None
    audience: Audience
    college: str
