"""Columns that are wrong on purpose; mypy reads this file, and no test runs it.

Each mistake carries an ignore. ``mypy --strict`` fails on an ignore it does not need: so it fails here as soon as it no
longer finds one of these.
"""

from typing import Final

from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.engagements.rows import ShareRow
from ibo_desk.services.feedback.coverage import Coverage
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.wrapped import Line, of

TOPICS: Final[Columns[TopicRow]] = (
    Column("title", "Topic", lambda row: row.titel),  # type: ignore[attr-defined]
    Column("title", "Topic", lambda row: row.title, tip=lambda row: row.tilte),  # type: ignore[attr-defined]
    Column(
        "title",
        "Topic",
        lambda row: row.title,
        edit=Edit("topic", "title", allowed=lambda row: row.is_lockd),  # type: ignore[attr-defined]
    ),
)
WRAPPED: Final[Columns[Line[Coverage]]] = (
    Column("item", "Item", of(lambda row: row.titel)),  # type: ignore[attr-defined]
)
UNTOLD = (Column("title", "Topic", lambda row: row.title),)  # type: ignore[var-annotated]
NO_RECORD: Column[str]  # type: ignore[type-var]


def show(desk: Desk, shares: list[ShareRow]) -> None:
    panel = TablePanel(desk, "topics", TOPICS)
    panel.show_rows(shares)  # type: ignore[arg-type]
    current = panel.current()
    if current is not None:
        print(current.titel)  # type: ignore[attr-defined]
