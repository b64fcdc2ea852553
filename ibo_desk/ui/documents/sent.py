"""The register of what was sent, and what one college got about one topic."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.documents.topic_choice import TopicChoice
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.shared.sent_files import open_sent
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.sent import SentRow
    from ibo_desk.services.feedback.sent_story import StoryLine

SENT: Final[Columns["SentRow"]] = (
    Column("on", N_("Sent on"), lambda row: row.sent_on, width=88),
    Column("college", N_("College"), lambda row: row.college, width=100),
    Column("number", N_("No."), lambda row: row.number, width=48),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, width=92),
    Column("title", N_("Paper"), lambda row: row.title, width=200, hidden=True),
    Column(
        "items",
        N_("Items"),
        lambda row: "; ".join(row.items),
        stretch=True,
        tip=lambda row: "\n".join(row.items),
    ),
    Column("recipients", N_("Sent to"), lambda row: row.recipients, width=160, hidden=True),
    Column("replaces", N_("Replaces that of"), lambda row: row.replaces_on, width=110, hidden=True),
    Column("replaced", N_("Replaced on"), lambda row: row.replaced_on, width=100, hidden=True),
)
STORY: Final[Columns["StoryLine"]] = (
    Column("on", N_("When"), lambda row: row.on, width=88),
    Column("what", N_("What"), lambda row: row.what, width=130),
    Column("told", N_("In words"), lambda row: row.in_words, stretch=True, tip=lambda row: row.in_words),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, width=100),
)


class SentTab(QWidget):
    """All that was sent, or of one college or topic; of both together what was sent, asked, answered and replaced.

    Enter or a double click opens what was sent as it went; ``looked_at`` tells which one is current, or None.
    """

    looked_at = Signal(object)
    printed = Signal(object, object)  # the college, and the topic or None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[SentRow] = ()
        self.college, self.topic = Combo(), TopicChoice()
        self.college.setAccessibleName(_("College"))
        self.topic.setAccessibleName(_("Topic"))
        self.sent = TablePanel(
            desk,
            "documents_sent",
            SENT,
            empty=_("Nothing was sent yet: what you note as delivered is kept here as it went."),
        )
        self.got = TablePanel(
            desk, "documents_got", STORY, empty=_("This college got nothing about this topic.")
        )
        bar = WrapLayout()
        for combo in (self.college, self.topic):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
            combo.activated.connect(lambda _at: self.show_chosen())
            bar.addWidget(combo)
        bar.addStretch(1)
        self.print = button(desk.theme, _("As a paper"), "print", self._print, flat=True)
        self.print.setToolTip(
            _("What the chosen college received about the chosen topic, or about all, as a list that prints")
        )
        bar.addWidget(self.print)
        self.shown = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.shown, 1)
        for table in (self.sent, self.got):
            name_table(table)
            self.shown.addWidget(table)
        self.sent.opened.connect(lambda row: open_sent(desk, self, row))
        self.got.opened.connect(self._open)
        self.sent.selected.connect(self.looked_at.emit)
        self.got.selected.connect(lambda line: self.looked_at.emit(line.sent if line is not None else None))

    def current(self) -> "SentRow | None":
        """What was sent on the line that is current, if that line is of something sent."""
        if self.shown.currentWidget() is self.sent:
            return self.sent.current()
        line = self.got.current()
        return line.sent if line is not None else None

    def offer(self, sent: "Sequence[SentRow]", colleges: Sequence[tuple[str, UUID]]) -> None:
        """Show what was sent, by these colleges; what was chosen stays chosen."""
        self._all = sent
        chosen = self.college.currentData()
        self.college.clear()
        self.college.addItem(_("Every college"), None)
        for text, college_id in colleges:
            self.college.addItem(text, college_id)
        self.college.setCurrentIndex(max(0, self.college.findData(chosen)))
        self.show_chosen()

    def offer_topics(self, topics: Sequence[tuple[str, UUID]]) -> None:
        """Titles with their ids; what was chosen stays chosen."""
        self.topic.offer(topics)

    def select(self, sent_id: UUID) -> None:
        """Go to what was sent, among all of it."""
        for combo in (self.college, self.topic):
            combo.setCurrentIndex(0)
        self.show_chosen()
        self.sent.select(sent_id)

    def show_chosen(self) -> None:
        """Show what belongs to what is chosen."""
        college, topic = self.college.currentData(), self.topic.currentData()
        self.print.setEnabled(college is not None)
        if college is None or topic is None:
            of_college = (row for row in self._all if college is None or row.college_id == college)
            self.sent.show_rows([row for row in of_college if topic is None or topic in row.topic_ids])
            self.shown.setCurrentWidget(self.sent)
            return

        def lines(app: "App") -> "list[StoryLine]":
            from ibo_desk.services.feedback.sent_story import story

            return story(app.store, topic, college)

        self._desk.lane.read(lines, self._tell, owner=self)

    def _tell(self, lines: "list[StoryLine]") -> None:
        self.got.show_rows(lines)
        self.shown.setCurrentWidget(self.got)

    def _print(self) -> None:
        self.printed.emit(self.college.currentData(), self.topic.currentData())

    def _open(self, line: "StoryLine") -> None:
        if line.sent is not None:
            open_sent(self._desk, self, line.sent)
