"""The line above a meeting from which the secretary leads the wall, and the state of what stands there."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ibo_desk.domain.course import lasting, treated_for
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.item_timer import ItemTimer
from ibo_desk.language import _
from ibo_desk.ui.command_table import LET_GO, WALL
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.wall.canvas import WallTime
from ibo_desk.ui.meetings.wall.content import WallCourse, WallReading, read_wall, with_conclusion
from ibo_desk.ui.meetings.wall.window import WallWindow
from ibo_desk.ui.reading import Reading
from ibo_desk.ui.widgets import ElidedLabel, button


class WallBar(QFrame):
    """Hidden until the wall is opened. Following, the wall shows the item that the secretary has open.

    What was let go of a conclusion stays on the wall as it was, also while it is written on.
    """

    def __init__(self, desk: Desk, typing: QWidget) -> None:
        """``typing`` holds the fields whose words are saved before a conclusion is let go."""
        super().__init__()
        self.setObjectName("card")
        self._desk, self._typing = desk, typing
        self.window_: WallWindow | None = None
        self._open: tuple[UUID, UUID | None] | None = (
            None  # the meeting and the item that are open at the desk
        )
        self._shown: tuple[UUID, UUID | None] | None = None
        self._read: WallReading | None = None
        self._let_go: dict[UUID, str] = {}
        self._timer = ItemTimer()
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)
        theme = desk.theme
        self.what = ElidedLabel("", "hint")
        self.release = button(theme, _("Show the conclusion"), "check", self.let_go)
        self.release.setToolTip(LET_GO.keys)
        self.follow = button(theme, _("Follow"), "play", self.follow_desk)
        self.follow.setCheckable(True)
        self.follow.setToolTip(_("The wall shows the item that is open here; off: what was put there stays."))
        self.here = button(theme, _("Put this item on it"), "arrow_up", self.show_here)
        self.pause = button(theme, _("Break"), "pause", self.toggle_pause)
        self.pause.setCheckable(True)
        self.end = button(theme, _("Close the wall"), "close", self.close_wall, flat=True)
        self.end.setToolTip(WALL.keys)
        row = WrapLayout(theme.px(8), parent=self)
        row.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        row.addWidget(self.what, 1)
        for made in (self.release, self.here, self.follow, self.pause, self.end):
            row.addWidget(made)
        self.hide()

    # from the desk

    def toggle(self) -> None:
        """Open the wall, or close it."""
        if self.window_ is not None:
            self.close_wall()
        elif self._open is not None:
            self._begin()

    def tell_open(self, meeting_id: UUID, item_id: UUID | None) -> None:
        """Another item is open at the desk; the wall goes along where it follows, within its meeting."""
        if self._open == (meeting_id, item_id):
            return
        self._open = meeting_id, item_id
        if self.window_ is not None and self.follow.isChecked() and self._is_same_meeting():
            self._show(meeting_id, item_id)
        self._tell()

    def let_go(self) -> None:
        """Let the conclusion of the item on the wall go, as it is written now; one that stands there is taken off."""
        if self._shown is None or self._shown[1] is None or self.window_ is None:
            return
        if self.release.property("takes_off"):
            self._let_go.pop(self._shown[1], None)
            self._paint()
            return
        self._desk.drafts.save_all(self._typing)
        self._ask(let_go=True)

    def follow_desk(self) -> None:
        """Follow from now on, or stay at what is shown."""
        if self.follow.isChecked():
            self.show_here()
        self._tell()

    def show_here(self) -> None:
        """Put the item that is open at the desk on the wall."""
        if self._open is not None and self.window_ is not None:
            self._show(*self._open)

    def toggle_pause(self) -> None:
        """A break: the wall says so and the time of the item stands still; of a meeting that runs it is noted."""
        if self._course is not None and self._shown is not None:
            meeting_id = self._shown[0]
            self._desk.lane.write(lambda app: app.meetings.suspend(meeting_id), owner=self)
            return
        now = self._desk.clock.now()
        if self.pause.isChecked():
            self._timer.pause(now)
        elif self._shown is not None:
            self._timer.turn_to(self._shown[1], now)
        self._tick()

    def close_wall(self) -> None:
        """Take the window away; the times of the items are kept."""
        if self.window_ is not None:
            self.window_.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window of the desk is gone: so is the wall."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self.close_wall()
        return super().eventFilter(watched, event)

    # the window

    def _begin(self) -> None:
        assert self._open is not None
        made = WallWindow(self._desk.theme)
        made.led.connect(self._lead)
        made.follows.connect(lambda: None if self.follow.isChecked() else self.follow.click())
        made.pause_asked.connect(self.pause.click)
        made.let_go_asked.connect(self.let_go)
        made.closed.connect(self._ended)
        self.window_ = made
        Reading(self._desk.lane, made).grew_old.connect(partial(self._ask, let_go=False))
        self.window().installEventFilter(self)
        self.follow.setChecked(True)
        self.pause.setChecked(False)
        self.show()
        self._show(*self._open)
        made.open_beside(self.window())
        self._ticking.start()

    def _ended(self) -> None:
        made, self.window_ = self.window_, None
        if made is not None:
            made.deleteLater()
        self._ticking.stop()
        self._timer.turn_to(None, self._desk.clock.now())
        self._shown = self._read = None
        self.window().removeEventFilter(self)
        self.hide()

    def _lead(self, steps: int) -> None:
        """Somebody leads from the wall itself: it no longer follows."""
        if self._read is None or self._shown is None:
            return
        item_id = self._read.page.beside(steps)
        if item_id is not None:
            self.follow.setChecked(False)
            self._show(self._shown[0], item_id)

    def _show(self, meeting_id: UUID, item_id: UUID | None) -> None:
        self._shown = meeting_id, item_id
        if not self.pause.isChecked():
            self._timer.turn_to(item_id, self._desk.clock.now())
        self._ask(let_go=False)

    def _ask(self, *, let_go: bool) -> None:
        shown = self._shown
        if shown is None or self.window_ is None:
            return
        done = partial(self._arrived, shown, let_go)
        self._desk.lane.read(lambda app: read_wall(app, *shown), done, self._gone, self.window_)

    def _arrived(self, asked: tuple[UUID, UUID | None], let_go: bool, read: WallReading) -> None:
        if asked != self._shown:
            return
        self._read = read
        if let_go and asked[1] is not None:
            self._let_go[asked[1]] = read.written
        self._paint()

    def _gone(self, _error: UserError) -> None:
        """The item was taken off the agenda: the wall shows the agenda without it."""
        if self._shown is not None and self._shown[1] is not None:
            self._show(self._shown[0], None)
        else:
            self.close_wall()

    def _paint(self) -> None:
        if self._read is None or self.window_ is None or self._shown is None:
            return
        item_id = self._shown[1]
        text = self._let_go.get(item_id, "") if item_id is not None else ""
        self.window_.canvas.show_page(with_conclusion(self._read.page, text))
        if self._course is not None:
            self.pause.setChecked(lasting(self._course.breaks) is not None)
        self._tick()
        self._tell()

    @property
    def _course(self) -> WallCourse | None:
        """The clock of the desk, where the meeting runs by it."""
        return self._read.course if self._read is not None else None

    def _tick(self) -> None:
        if self.window_ is None or self._shown is None:
            return
        clock, item_id = self._desk.clock, self._shown[1]
        spent = self._timer.spent(item_id, clock.now()) if item_id is not None else WallTime().spent
        course = self._course
        if course is not None:
            began, now = course.began_at, clock.time_of_day()
            spent = treated_for(began, course.breaks, now) if began is not None else WallTime().spent
        hour = f"{clock.time_of_day():%H:%M}"
        self.window_.canvas.show_time(WallTime(hour, spent, self.pause.isChecked()))

    def _is_same_meeting(self) -> bool:
        return self._open is not None and self._shown is not None and self._open[0] == self._shown[0]

    def _tell(self) -> None:
        """What stands on the wall, and what each button would do now."""
        read = self._read
        if read is None or self._shown is None:
            return
        item = read.page.item
        hidden = item is None and self._shown[1] is not None
        text = f"{item.number}. {item.title}" if item else read.page.meeting
        if hidden:
            text = _("only the agenda: this item is not for all who sit at the table")
        self.what.show_text(_("On the wall: {what}").format(what=text))
        there = self._let_go.get(self._shown[1], "") if self._shown[1] is not None else ""
        self.release.setEnabled(item is not None)
        self.release.setProperty("takes_off", bool(there) and there == read.written)
        self.release.setText(
            _("Take the conclusion off")
            if there and there == read.written
            else _("Show the conclusion again")
            if there
            else _("Show the conclusion")
        )
        self.follow.setText(_("Follows") if self.follow.isChecked() else _("Follow"))
        self.here.setVisible(not self.follow.isChecked() and self._open != self._shown)
