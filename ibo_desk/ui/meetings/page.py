"""Meetings: all of them in a list, and one of them in the cockpit (R7, R9, R12, R13, R18–R20)."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMenu

from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.language import N_, _
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.meetings.procedure import Procedure
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.later import Beside
from ibo_desk.ui.layout.panes import Turning
from ibo_desk.ui.meetings.cockpit import Cockpit
from ibo_desk.ui.meetings.item.panel import ItemPanel
from ibo_desk.ui.meetings.minutes.part import MinutesPart
from ibo_desk.ui.meetings.overview import MeetingsOverview
from ibo_desk.ui.meetings.reading import AgendaFile, MeetingFile, read_agenda, read_meeting
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.overtaken import open_replacement

if TYPE_CHECKING:
    from ibo_desk.app import App

_NEXT_PAPER = {MeetingState.HELD: "minutes", MeetingState.CLOSED: "memo"}


@dataclass(frozen=True)
class Listed:
    """The list, and where an asked record leads."""

    rows: tuple[MeetingRow, ...]
    bodies: tuple[BodyRow, ...]


def _read(app: "App") -> Listed:
    return Listed(tuple(app.meetings.listing()), tuple(app.bodies.consulting()))


def _read_at_hand(app: "App") -> AgendaFile | None:
    meeting = app.meetings.at_hand()
    return read_agenda(app, meeting) if meeting is not None else None


def _meeting_of(app: "App", kind: str, record_id: UUID) -> tuple[UUID | None, UUID | None]:
    """Which meeting and which of its items show a record; raises ``NotFoundError``."""
    if kind == "agenda_item":
        return app.agenda.item(record_id).meeting_id, record_id
    if kind == "referral_target":
        item_id = next(
            (target.item_id for target in app.agenda.open_targets() if target.id == record_id), None
        )
        return (app.agenda.item(item_id).meeting_id, item_id) if item_id else (None, None)
    return (app.meetings.row(record_id).id, None) if kind == "meeting" else (None, None)


class MeetingsPage(Page):
    """Opens on the meeting that is at hand; "all meetings" leads to the list."""

    key = "meetings"
    title = N_("Meetings")
    sentence = N_("Agenda, attendance, notes and what follows from them, per meeting.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting_id: UUID | None = None
        self._wanted_item: UUID | None = None
        self._listed: tuple[MeetingRow, ...] = ()
        self._first = True
        self._all = Beside(self._make_overview, look="")
        self.cockpit = Cockpit(desk)
        self.cockpit.stale.connect(self.reload_soon)
        self.cockpit.live_turned.connect(self._make_room)
        self.cockpit.item_place.made.connect(self._follow_item)
        self.cockpit.minutes_place.made.connect(self._follow_minutes)
        self.stack = Turning()
        self.stack.addWidget(self._all)
        self.stack.addWidget(self.cockpit)
        self.body.addWidget(self.stack, 1)
        self.back_button = self.add_action_button(_("List"), "chevron_left", self.show_list)
        self.preview_button = self.add_action_button(_("Print preview"), "preview", self._make_next)
        self.paper_button = self.add_action_button("", "documents", self._make_next, primary=True)
        self.more_button = self.add_action_button(_("Papers"), "", lambda: None)
        self.header.insert(1, self.cockpit.live_button)
        self.new_button = self.add_action_button(_("New meeting"), "plus", self.add_new, primary=True)
        menu = QMenu(self)
        for kind in KINDS.values():
            if kind.about is About.MEETING:
                menu.addAction(_(kind.make), partial(self.make, kind.key))
        self.more_button.setMenu(menu)
        self._tell_mode()

    @property
    def overview(self) -> MeetingsOverview:
        """All meetings."""
        return self._all.part

    def _make_overview(self) -> MeetingsOverview:
        overview = MeetingsOverview(self.desk)
        overview.opened.connect(self.open_meeting)
        overview.item_opened.connect(lambda item_id: self.show_record("agenda_item", item_id))
        return overview

    def _follow_item(self, item: ItemPanel) -> None:
        item.go_feedback.connect(self._go_feedback)
        item.go_engagement.connect(lambda record_id: self.go.emit("engagement", record_id))
        item.story.go_item.connect(lambda item_id: self.go.emit("agenda_item", UUID(item_id)))
        item.colleges.overtaken.again.connect(partial(open_replacement, self))

    def _follow_minutes(self, minutes: MinutesPart) -> None:
        minutes.go_feedback.connect(self._go_feedback)
        minutes.go_item.connect(lambda item_id: self.show_record("agenda_item", item_id))

    # reading

    def refresh(self) -> None:
        if self._first:  # what is at hand comes before the list of all years
            self._first = False
            self.read_first(_read_at_hand, self._open_at_hand, self._read_all)
            return
        self._read_all()

    def _read_all(self) -> None:
        if self._meeting_id is not None:
            self._read_open()
        self.read(_read, self._arrived)

    def show_record(self, kind: str, record_id: UUID) -> None:
        self._first = False
        self.read(lambda app: _meeting_of(app, kind, record_id), self._go_found)

    def add_new(self) -> None:
        """Back to the list, with the line for a new meeting."""
        self._first = False
        self.show_list()
        self.overview.begin_new()

    def open_meeting(self, meeting_id: UUID) -> None:
        """Show a meeting in the cockpit."""
        self._first = False
        self._meeting_id = meeting_id
        self._read_open()

    def _make_room(self, live: bool) -> None:
        """A meeting that runs has the whole page; its day stands on its own line."""
        self.header.setVisible(not live)

    def show_list(self) -> None:
        """Show all meetings; that list is not projected."""
        self.cockpit.projector.setChecked(False)
        self.stack.setCurrentWidget(self._all)
        self.overview.table.view.setFocus()  # the button that led here is gone
        if self._meeting_id is not None:
            self.overview.select(self._meeting_id)
        self._meeting_id = None
        self._tell_mode()

    def _open_at_hand(self, agenda: AgendaFile | None) -> None:
        if agenda is not None and self._meeting_id is None:
            self._meeting_id = agenda.meeting.id
            self.stack.setCurrentWidget(self.cockpit)
            self.cockpit.show_agenda(agenda)
            self._name_meeting(agenda.meeting)
            self.new_button.hide()

    def _arrived(self, listed: Listed) -> None:
        self._listed = listed.rows
        self._all.tell(MeetingsOverview.show_rows, listed.rows, listed.bodies)

    def _read_open(self) -> None:
        meeting_id = self._meeting_id
        assert meeting_id is not None
        self.read(lambda app: read_meeting(app, meeting_id), self._show_open, self._open_is_gone)

    def _show_open(self, file: MeetingFile) -> None:
        if file.meeting.id != self._meeting_id:
            return
        came = self.cockpit.file is None or self.stack.currentWidget() is not self.cockpit
        self.stack.setCurrentWidget(self.cockpit)
        self.cockpit.show_file(file)
        if came and self._has_keys():  # they go on where the meeting is, not in the list that went away
            self.cockpit.agenda.begin()
        if self._wanted_item is not None:
            self.cockpit.agenda.select(self._wanted_item)
            self.cockpit.show_part(self.cockpit.item_place)
            self._wanted_item = None
        self._tell_mode()

    def _has_keys(self) -> bool:
        """Whether who types, types in this page: one that is made ahead takes the keys of nobody."""
        held = self.window().focusWidget()
        return self.isVisible() and (held in {None, self} or self.isAncestorOf(held))

    def _open_is_gone(self, error: UserError) -> None:
        self.desk.show_error(error)
        self.show_list()

    def _go_found(self, ids: tuple[UUID | None, UUID | None]) -> None:
        meeting_id, self._wanted_item = ids
        if meeting_id is not None:
            self.open_meeting(meeting_id)

    # the header

    def _tell_mode(self) -> None:
        file = self.cockpit.file
        is_open = self.stack.currentWidget() is self.cockpit and file is not None
        projected = self.cockpit.projector.isChecked()
        for made in (self.back_button, self.preview_button, self.paper_button, self.more_button):
            made.setVisible(is_open and not projected)
        self.cockpit.live_button.setVisible(is_open and not projected and self.desk.package is None)
        self.new_button.setVisible(not is_open and not self.desk.read_only)
        if not is_open or file is None:
            self.set_header(_(self.title), _(self.sentence))
            self.header.title.setToolTip("")
            return
        self._name_meeting(file.meeting, _term(file.meeting, file.procedure))
        self.paper_button.setText(_(KINDS[self._next_paper()].make))

    def _name_meeting(self, meeting: MeetingRow, term: str = "") -> None:
        """``term``: the day that comes next by the body's own terms."""
        day = formats.day(meeting.on).replace(" ", "\u00a0")  # a date is never broken over two lines
        self.set_header(f"{meeting.body_short} · {day}", _subtitle(meeting, term))
        self.header.title.setToolTip(meeting.body)

    # papers

    def _next_paper(self) -> str:
        meeting = self.cockpit.file.meeting if self.cockpit.file else None
        if meeting is not None and meeting.external_secretariat:
            return "memo"  # its agenda and minutes come from elsewhere
        return _NEXT_PAPER.get(meeting.state, "agenda") if meeting else "agenda"

    def _make_next(self) -> None:
        self.make(self._next_paper())

    def make(self, kind: str) -> None:
        """Go to where this paper of the meeting is looked at and made."""
        if self._meeting_id is not None:
            self.go.emit(f"meeting_paper:{kind}", self._meeting_id)

    def _go_feedback(self, item_id: UUID | None) -> None:
        if item_id is not None:
            self.go.emit("item_feedback", item_id)


def _subtitle(meeting: MeetingRow, term: str) -> str:
    times = "–".join(
        text for text in (formats.clock(meeting.starts_at), formats.clock(meeting.ends_at)) if text
    )
    number = (
        _("Meeting {number}").format(number=f"{meeting.number}/{meeting.on.year}") if meeting.number else ""
    )
    if meeting.written:
        day = formats.day(meeting.on)
        return " · ".join(
            part for part in (number, _("written procedure, answers by {day}").format(day=day)) if part
        )
    return " · ".join(part for part in (number, times, meeting.place, term) if part)


def _term(meeting: MeetingRow, procedure: Procedure) -> str:
    """The day that comes next by the body's own terms; nothing where none was filled in."""
    if meeting.external_secretariat:
        return ""
    if meeting.state is MeetingState.PLANNED and procedure.invite_by:
        return _("agenda to be sent by {day}").format(day=formats.day(procedure.invite_by))
    open_minutes = meeting.minutes_state in {None, MinutesState.DRAFT}
    if meeting.state is MeetingState.HELD and open_minutes and procedure.minutes_by:
        return _("minutes due by {day}").format(day=formats.day(procedure.minutes_by))
    return ""
