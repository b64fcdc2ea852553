"""Mijn college: what a delegate, or the official behind them, needs for one municipality (R22, R25, R26)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.names import display_name
from ibo_desk.language import N_, _
from ibo_desk.services.base.saving import save_private
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.my_college.columns import (
    ALARMS,
    ENGAGEMENTS,
    NOTES,
    OPEN,
    POINTS,
    SEATS,
    TO_DECIDE,
    fitting,
    with_former,
)
from ibo_desk.ui.my_college.parts import NewPoint, OwnAnswers, Part
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.overtaken import OvertakenNotes, of_item, open_note, open_replacement, read_changed
from ibo_desk.ui.table.columns import Columns, RowT
from ibo_desk.ui.table.wrapped import Line, lines
from ibo_desk.ui.widgets import Combo, button, card, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.overtaken import ChangedNote
    from ibo_desk.services.agenda.referrals import TargetRow
    from ibo_desk.services.engagements.rows import EngagementRow
    from ibo_desk.services.feedback.alarms import Alarm
    from ibo_desk.services.feedback.rows import RoundRow
    from ibo_desk.services.parties.body_rows import BodyRow, SeatRow
    from ibo_desk.services.today.my_college import CollegeDesk, PointRow

LARGE = 130  # from this text size on everything stands below each other
BESIDE = 1450  # from this width on (at 100 %) the lists that are only read stand beside those one acts on
_KEPT = "my_college/college"
_LOOKED_AT = 12  # the newest meetings of which the notes are put beside what they would say now
Opened = Callable[[RowT], tuple[str, UUID]]


class MyCollegePage(Page):
    """The municipality is chosen once, and remembered on this computer."""

    key = "my_college"
    title = N_("My college")
    sentence = N_(
        "What concerns one municipality: what is open, what it promised, what it asked, where it sits."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._changed: dict[UUID, Sequence[ChangedNote]] = {}
        self._colleges: Sequence[BodyRow] = ()
        desk.looks_as.connect(self._follow)
        if (own := desk.looking_as()[0]) is not None:
            desk.remember(_KEPT, str(own))
        self.college = Combo()
        self.college.setAccessibleName(_("Municipality"))
        self.college.setPlaceholderText(_("Choose your municipality"))
        self.college.setMinimumWidth(desk.theme.px(190))
        self.college.activated.connect(self._chosen)
        self.header.add(self.college)
        if desk.package is not None:  # what the file is for; in the menu it is not looked for
            self.send_back = self.add_action_button(_("Send back…"), "send", self._send_back)
        self.month = self.add_action_button(
            _("Make month overview"), "calendar", lambda: self._make("month-overview")
        )
        self.half_year = self.add_action_button(
            _("Make half-yearly report"), "documents", lambda: self._make("council-report")
        )
        self.intranet = self.add_action_button(
            _("Page for the intranet"), "print", lambda: self._make("college-page")
        )
        self.calendar = self.add_action_button(_("Calendar (.ics)…"), "calendar", self._choose_calendar)
        self.asks = hint("", wrap=True)
        self.asks.setObjectName("empty")
        self.asks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.asks, 1)
        self.lists = self._lists()
        self.body.addWidget(self.lists, 1)
        self._tell_chosen()

    def _lists(self) -> QWidget:
        theme = self.desk.theme
        holder = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.px(12))
        left, inside = card(theme)
        self._what_waits(inside)
        inside.addStretch(1)
        right, inside = card(theme)
        self._read_only = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._read_only.setSpacing(theme.px(14))
        inside.addLayout(self._read_only)
        inside.addStretch(1)
        own, notes = QVBoxLayout(), QVBoxLayout()
        for column in (own, notes):
            column.setSpacing(theme.px(8))
            self._read_only.addLayout(column, 4 if column is notes else 5)
        self._own_things(own)
        self.notes = self._part(
            notes,
            "notes",
            _("Notes received"),
            NOTES,
            _("No note was delivered yet."),
            None,
            most=9,
        )
        self.overtaken = OvertakenNotes(self.desk, of_item)
        self.overtaken.again.connect(partial(open_replacement, self))
        notes.addWidget(self.overtaken)
        self.notes.list.opened.connect(
            lambda row: open_note(self, row.about.meeting_id, row.about.college_id)
        )
        for column in (own, notes):
            column.addStretch(1)
        self._cards.addWidget(left, 3)
        self._cards.addWidget(right, 2)
        return holder

    def _what_waits(self, inside: QVBoxLayout) -> None:
        """What somebody can act on."""
        self.open = self._part(
            inside, "open", _("Open with us"), OPEN, _("Nothing waits, as far as registered."), _round, most=7
        )
        self.note = button(
            self.desk.theme, _("Note about this meeting"), "documents", self._note_of_chosen, flat=True
        )
        self.note.setEnabled(False)
        self.open.list.selected.connect(lambda row: self.note.setEnabled(row is not None))
        self.open.list.add_to_bar(self.note)
        self.answers = OwnAnswers(self.desk, self.open.list)
        inside.addWidget(self.answers)
        self.alarms = self._part(
            inside, "alarms", _("Comes near, not yet heard by the college"), ALARMS, "", _item, most=4
        )
        self.to_decide = self._part(
            inside, "to_decide", _("Put to our own bodies"), TO_DECIDE, "", _item_of, most=4
        )
        self.engagements = self._part(
            inside,
            "engagements",
            _("Own engagements"),
            ENGAGEMENTS,
            _("No open engagements."),
            _engagement,
            most=6,
        )

    def _own_things(self, inside: QVBoxLayout) -> None:
        self.seats = self._part(
            inside, "seats", _("Where we sit"), SEATS, _("No seats registered."), _body, most=9
        )
        self.points = self._part(
            inside, "points", _("Own points"), POINTS, _("No points were brought in."), _topic, most=5
        )
        self.new_point = NewPoint(self.desk)
        self.new_point.submitted.connect(lambda job: self.write(job, lambda _made: self.new_point.clear()))
        inside.addWidget(self.new_point)
        self.new_point.setVisible(not self.desk.read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window has room for both cards beside each other."""
        super().resizeEvent(event)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        theme = self.desk.theme
        beside = self.width() >= theme.px(BESIDE)
        self._cards.setDirection(right if beside else down)
        self._read_only.setDirection(down if beside or theme.percent >= LARGE else right)

    def _part(
        self,
        layout: QVBoxLayout,
        name: str,
        title: str,
        columns: Columns[RowT],
        empty: str,
        leads_to: Opened[RowT] | None,
        *,
        most: int,
    ) -> Part[RowT]:
        """A list in a card; Enter or a double click leads to the record, or to what is connected later."""
        shown = fitting(columns, self.desk.theme.percent, LARGE)
        part = Part(self.desk, name, title, shown, empty=empty, most=most)
        if leads_to is not None:
            part.list.opened.connect(lambda row: self.go.emit(*leads_to(row)))
        layout.addWidget(part)
        return part

    def refresh(self) -> None:
        own = self.desk.package
        remembered = str(own.college_id) if own is not None else self.desk.remembered(_KEPT)
        self.college.setEnabled(own is None)

        def read(app: "App") -> "tuple[list[BodyRow], CollegeDesk | None]":
            colleges = app.bodies.colleges()
            mine = next((college.id for college in colleges if str(college.id) == remembered), None)
            return colleges, app.my_college.of(mine) if mine is not None else None

        self.read(read, self._show)

    def _show(self, read: "tuple[list[BodyRow], CollegeDesk | None]") -> None:
        colleges, desk = read
        self._colleges = colleges
        self.college.clear()
        for college in colleges:
            self.college.addItem(display_name(college.organisation, college.name), college.id)
        mine = desk.college_id if desk is not None else None
        self.college.setCurrentIndex(
            next((at for at, college in enumerate(colleges) if college.id == mine), -1)
        )
        self._tell_chosen()
        if desk is None:
            return
        former = {note.college_id: note.former for note in desk.notes if note.former}
        open_now = [with_former(row, "item", desk.college_id, former) for row in desk.open_rounds]
        self.open.show_rows(open_now)
        self.answers.setVisible(bool(desk.open_rounds) and not self.desk.read_only)
        self.answers.look()
        alarms = [with_former(row, "title", desk.college_id, former) for row in desk.alarms]
        self.alarms.show_rows(lines(alarms))
        self.to_decide.show_rows(desk.to_decide)
        for part in (self.alarms, self.to_decide):
            part.setVisible(bool(part.list.model.all_rows()))
        self.engagements.show_rows(desk.engagements)
        self.notes.show_rows(lines(desk.notes))
        self._changed = {}
        self.overtaken.show_notes([])
        newest = [note.meeting_id for note in desk.notes[:_LOOKED_AT] if not note.former]
        read_changed(self, newest, self._mark, desk.college_id)
        self.new_point.college_id = desk.college_id
        self.points.show_rows(desk.own_points)
        self.seats.show_rows(lines(desk.seats))

    def _mark(self, meeting_id: UUID, notes: "Sequence[ChangedNote]") -> None:
        """What the college holds about one more meeting and would now read otherwise."""
        self._changed[meeting_id] = notes
        self.overtaken.show_notes([note for of_meeting in self._changed.values() for note in of_meeting])

    def show_record(self, _kind: str, record_id: UUID) -> None:
        """Choose the college with this id."""
        self.desk.remember(_KEPT, str(record_id))
        self.reload_soon()

    def _send_back(self) -> None:
        from ibo_desk.ui.packages import ask_send_back

        ask_send_back(self.desk, self)

    def _chosen(self, at: int) -> None:
        """Who looks at all pages as a college looks as this one now; the office only chose what to see here."""
        self.desk.remember(_KEPT, str(self.college.currentData()))
        if self.desk.looking_as()[0] is not None and self.desk.package is None:
            self.desk.look_as(self._colleges[at])
        else:
            self.reload_soon()

    def _follow(self, college: "BodyRow | None") -> None:
        if college is not None:
            self.show_record("body", college.id)

    def _tell_chosen(self) -> None:
        chosen = self.college.currentIndex() >= 0
        self.asks.setText(_ask(self._colleges))
        self.asks.setVisible(not chosen)
        self.lists.setVisible(chosen)
        for made in (self.month, self.half_year, self.intranet, self.calendar):
            made.setEnabled(chosen)

    def _choose_calendar(self) -> None:
        name = f"{self.college.currentText()}.ics"
        dialog = QFileDialog(self, _("Calendar (.ics)…"), name)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save_calendar(Path(chosen)))
        dialog.open()

    def save_calendar(self, path: Path) -> None:
        """Write the calendar of the college that is chosen."""
        college_id: UUID = self.college.currentData()

        def written(data: bytes) -> None:
            try:
                save_private(path, data)
            except UserError as error:
                self.desk.show_error(error)
            else:
                self.desk.notice.emit(_("Saved as {path}.").format(path=path))

        self.read(lambda app: app.calendars_out.of_college(college_id), written)

    def _open_note(self, meeting_id: UUID) -> None:
        open_note(self, meeting_id, self.college.currentData())

    def _note_of_chosen(self) -> None:
        row = self.open.list.current()
        if row is not None:
            self._open_note(row.meeting_id)

    def _make(self, kind: str) -> None:
        self.go.emit(f"college_paper:{kind}", self.college.currentData())


def _ask(colleges: "Sequence[BodyRow]") -> str:
    """What to do where no municipality is looked at."""
    if colleges:
        return _("Choose your municipality at the top right; this computer then remembers it.")
    return _("No college yet. Once municipalities stand under Partners, each has its page here.")


def _round(row: "RoundRow") -> tuple[str, UUID]:
    return "feedback_round", row.id


def _item(row: "Line[Alarm]") -> tuple[str, UUID]:
    return "agenda_item", row.about.item_id


def _item_of(row: "TargetRow") -> tuple[str, UUID]:
    return "agenda_item", row.item_id


def _engagement(row: "EngagementRow") -> tuple[str, UUID]:
    return "engagement", row.id


def _topic(row: "PointRow") -> tuple[str, UUID]:
    return "topic", row.id


def _body(row: "Line[SeatRow]") -> tuple[str, UUID]:
    return "body", row.about.body_id
