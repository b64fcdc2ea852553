"""The register of what was sent, and what one college got about one topic."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.shared.sent_files import open_sent
from ibo_desk.ui.table.columns import Column
from ibo_desk.ui.table.panel import TablePanel

if TYPE_CHECKING:
    from ibo_desk.services.feedback.sent_story import StoryLine

SENT: Final = (
    Column("on", N_("Sent on"), lambda row: row.sent_on, width=88),
    Column("college", N_("College"), lambda row: row.college, width=100),
    Column("number", N_("No."), lambda row: row.number, width=48),
    Column("title", N_("Paper"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("items", N_("Items"), lambda row: ", ".join(row.items), width=200, hidden=True),
    Column("recipients", N_("Sent to"), lambda row: row.recipients, width=160, hidden=True),
    Column("replaces", N_("Replaces that of"), lambda row: row.replaces_on, width=110, hidden=True),
    Column("replaced", N_("Replaced on"), lambda row: row.replaced_on, width=100),
)
STORY: Final = (
    Column("on", N_("When"), lambda row: row.on, width=88),
    Column("what", N_("What"), lambda row: row.what, width=150),
    Column("told", N_("In words"), lambda row: row.told, stretch=True, tip=lambda row: row.told),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, width=100),
)


class SentList(TablePanel):
    """All that was sent; Enter or a double click opens it as it went."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "documents_sent",
            SENT,
            empty=_("Nothing was sent yet: what you note as delivered is kept here as it went."),
        )
        name_table(self)
        self.opened.connect(lambda row: open_sent(desk, self, row))


class WhatCollegeGot(QWidget):
    """One college and one topic: what was sent, asked, answered and replaced."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.college, self.topic = QComboBox(), QComboBox()
        self.college.setAccessibleName(_("College"))
        self.topic.setAccessibleName(_("Topic"))
        self.lines = TablePanel(
            desk, "documents_got", STORY, empty=_("This college got nothing about this topic.")
        )
        name_table(self.lines)
        for combo in (self.college, self.topic):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
            combo.activated.connect(lambda _at: self.read())
            self.lines.add_to_bar(combo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.lines)
        self.lines.opened.connect(self._open)

    def offer(self, colleges: Sequence[tuple[str, UUID]], topics: Sequence[tuple[str, UUID]]) -> None:
        """Offer these; what was chosen stays chosen."""
        for combo, offered in ((self.college, colleges), (self.topic, topics)):
            chosen = combo.currentData()
            combo.clear()
            for text, record_id in offered:
                combo.addItem(text, record_id)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.read()

    def read(self) -> None:
        """Read the lines of what is chosen."""
        college, topic = self.college.currentData(), self.topic.currentData()
        if college is None or topic is None:
            self.lines.show_rows([])
            return

        def lines(app: Any) -> "list[StoryLine]":
            from ibo_desk.services.feedback.sent_story import story

            return story(app.store, topic, college)

        self._desk.lane.read(lines, self.lines.show_rows, owner=self)

    def _open(self, line: "StoryLine") -> None:
        if line.sent is not None:
            open_sent(self._desk, self, line.sent)
