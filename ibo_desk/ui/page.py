"""What all pages share: header, lazy loading, reading again after changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.header import PageHeader
from ibo_desk.ui.layout.low import is_low
from ibo_desk.ui.reading import Reading
from ibo_desk.ui.shown import Renewal
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

T = TypeVar("T")


class Page(QWidget):
    """One page of the rail; see ``ibo_desk.ui`` for how to write one."""

    key: ClassVar[str]
    title: ClassVar[str]
    sentence: ClassVar[str] = ""

    go = Signal(str, object)  # table name, id: show this record wherever it is shown
    commanded = Signal(str)  # key of a command of the window that is to be done

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self._renewal: Renewal | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._reload)
        self.setObjectName("page")
        self.setAccessibleName(_(self.title))
        self.header = PageHeader(desk.theme)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(desk.theme.air(10))
        self.body.addWidget(self.header)
        self.set_header(_(self.title), _(self.sentence) if self.sentence else "")
        self._breathe()
        self.reading = Reading(desk.lane, self)
        self.reading.grew_old.connect(self.reload_soon)
        desk.lane.refused_stale.connect(self._refused_stale)

    def refresh(self) -> None:
        """Read everything again; pages say how. Runs when the page is visible and something it read changed."""
        raise NotImplementedError

    def show_record(self, kind: str, record_id: UUID) -> None:
        """Select this record; pages say how. The kind is one that ``PAGE_OF_KIND`` leads here."""
        raise NotImplementedError

    def shown_record(self) -> tuple[str, UUID, str] | None:
        """The record that is worked on, as table name, id and name; None where the page shows none.

        That of the form with the cursor in it, else the first form that shows one.
        """
        from ibo_desk.ui.record.panel import RecordPanel

        focus = self.focusWidget()
        panels = [panel for panel in self.findChildren(RecordPanel) if panel.isVisible() and panel.row]
        panels.sort(key=lambda panel: focus is None or not panel.isAncestorOf(focus))
        return panels[0].shown_record() if panels else None

    def shows(self, record_id: UUID) -> bool:
        """Whether this record is the one in a form or the current line of a table."""
        from ibo_desk.ui.record.panel import RecordPanel
        from ibo_desk.ui.table.panel import TablePanel

        rows = [panel.row for panel in self.findChildren(RecordPanel) if panel.isVisible()]
        rows += [panel.current() for panel in self.findChildren(TablePanel) if panel.isVisible()]
        return any(row is not None and row.id == record_id for row in rows)

    @property
    def adds(self) -> bool:
        """Whether the page has a new thing of its own."""
        return type(self).add_new is not Page.add_new

    def add_new(self) -> None:
        """Make a record and put the cursor in it; of pages that have a new thing of their own."""
        raise NotImplementedError

    def set_header(self, title: str, sentence: str = "") -> None:
        """Replace title and sentence, for instance by those of the meeting that is open."""
        self.header.show_texts(title, sentence)

    def add_action_button(
        self, text: str, icon: str, slot: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        """A button at the right of the title; at most one is ``primary``."""
        made = button(self.desk.theme, text, icon, slot, primary=primary)
        self.header.add(made)
        return made

    def read(
        self,
        job: Callable[["App"], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """``lane.read`` whose result is dropped once this page is gone."""
        self.desk.lane.read(job, done, failed, self)

    def read_first(
        self, job: Callable[["App"], T], done: Callable[[T], None], rest: Callable[[], None]
    ) -> None:
        """In ``refresh``: read and show what is seen first; ``rest`` asks for all else, once that was painted.

        A page that is read again meanwhile asks for all of it then.
        """
        renewal = self._renewal

        def shown(result: T) -> None:
            done(result)
            QTimer.singleShot(0, self, go_on)

        def go_on() -> None:
            if renewal is self._renewal:
                with self.desk.lane.renewing(self, renewal):
                    rest()

        self.read(job, shown)

    def write(
        self,
        job: Callable[["App"], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """``lane.write`` whose result is dropped once this page is gone."""
        self.desk.lane.write(job, done, failed, self, quiet=quiet)

    def reload_soon(self) -> None:
        """Read again, once for many calls; a hidden page waits until it is shown."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def read_ahead(self) -> None:
        """Read what the page shows before it is opened."""
        self._reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breathe()

    def _breathe(self) -> None:
        """Air around what is shown; less where there is little room."""
        px, air = self.desk.theme.px, self.desk.theme.air
        across, down = (20, 14) if self.width() >= px(900) else (12, 8)
        self.body.setContentsMargins(px(across), air(down), px(across), air(down))
        self.header.be_brief(is_low(self, self.desk.theme))

    def heightForWidth(self, width: int) -> int:
        """The least that is needed: a page fills the window and scrolls only when it would be crushed."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What its chosen cells came to says nothing of the page that follows."""
        super().hideEvent(event)
        self.desk.counted.emit("")

    def _reload(self) -> None:
        if self._stale:
            self._stale = False
            with self.desk.lane.renewing(self) as self._renewal:
                self.refresh()

    def _refused_stale(self, owner: QObject | None) -> None:
        """What is shown was older than what stands there: show that, so that the person can decide again."""
        if owner is self or (isinstance(owner, QWidget) and self.isAncestorOf(owner)):
            self.reload_soon()
