"""Which paper somebody wishes, and the line for the day of which it is to tell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse_date

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.asked import Paper


@dataclass(frozen=True)
class Wish:
    """A paper that is asked for; ``month`` is a day in its period, for papers that are not of a meeting.

    ``totals`` asks for the totals per partner in the ledger of engagements, ``topic_id`` for one topic alone, ``on``
    for the paper as it would have been made on that earlier day.
    """

    kind: str
    meeting_id: UUID | None
    month: date | None
    totals: bool = False
    action_id: UUID | None = None
    topic_id: UUID | None = None
    on: date | None = None

    @property
    def whole(self) -> bool:
        """Whether it is known what the paper is about."""
        named = (self.meeting_id, self.month, self.action_id)
        return KINDS[self.kind].about is About.REGION or any(each is not None for each in named)

    def contents(self, app: "App", colleges: list[UUID] | None) -> "list[Paper]":
        """What will be printed, for these colleges."""
        return app.papers.contents(
            self.kind,
            meeting_id=self.meeting_id,
            month=self.month,
            college_ids=colleges,
            totals=self.totals,
            action_id=self.action_id,
            topic_id=self.topic_id,
            on=self.on,
        )


class PastDay(QLineEdit):
    """An earlier day of which the paper tells; empty for today. What is no day, or has yet to come, is told."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self.on: date | None = None
        name = _("As it stood on (day)")
        self.setAccessibleName(name)
        self.setPlaceholderText(_("As it stood on (day; empty: today)"))
        self.setToolTip(
            _("The paper tells what had happened by that day; what was recorded later of before counts.")
        )
        keep_line(desk, self, "papers.on", name)
        self.editingFinished.connect(lambda: self._typed(changed))

    def _typed(self, changed: Callable[[], None]) -> None:
        before = self.on
        try:
            on = parse_date(self.text(), self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return
        self.on = on if on is not None and on < self._desk.clock.today() else None
        if on is not None and on > self._desk.clock.today():
            self._desk.notice.emit(_("That day has yet to come: the paper tells of today."))
        if self.on != before:
            changed()
