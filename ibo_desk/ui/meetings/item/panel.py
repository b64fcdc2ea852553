"""The item at the right of the cockpit: what it is, what was said and concluded, and what follows from it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ibo_desk.domain.bodies import BodyKind, ItemType, TransportLayer
from ibo_desk.domain.meetings import took_place
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.ui.command_table import CONCLUDE
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.meetings.colleges import CollegesPart
from ibo_desk.ui.meetings.item.aside import Aside
from ibo_desk.ui.meetings.item.away import AwayButton
from ibo_desk.ui.meetings.item.concluding import (
    CONCLUDE_LABELS,
    OUTCOME_LABELS,
    record_conclusion,
    say_recorded,
)
from ibo_desk.ui.meetings.item.conclusion_day import ConclusionDay
from ibo_desk.ui.meetings.item.engagements import EngagementsPart
from ibo_desk.ui.meetings.item.fields import (
    disable_decision,
    head_fields,
    notes_fields,
    preparation_fields,
    type_options,
)
from ibo_desk.ui.meetings.item.follow_up import FollowUpPart
from ibo_desk.ui.meetings.item.head_line import HeadLine
from ibo_desk.ui.meetings.item.positions import PositionsPart
from ibo_desk.ui.meetings.item.referrals import ReferralsPart
from ibo_desk.ui.meetings.item.story import ItemStory
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile
from ibo_desk.ui.meetings.slash.part import SlashPart
from ibo_desk.ui.meetings.slash.stock_offer import StockOffer
from ibo_desk.ui.meetings.wrapped import WrappedHint
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, hint, scrolled

_BOTH = 380  # pixels of the 100 % design: from there the fields of an item and one of its tabs fit together
if TYPE_CHECKING:
    from collections.abc import Sequence


_GROWS = {"discussion": 3, "conclusion": 2}  # how the texts share the height


class ItemPanel(QFrame):
    """``go_feedback`` asks for the feedback of the item that is shown, ``go_engagement`` for an engagement."""

    go_feedback = Signal(object)
    go_engagement = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._file: MeetingFile | None = None
        self._row: ItemRow | None = None
        self.head = RecordPanel(
            desk, "agenda_item", head_fields(self._types, self._actions, self._shows_layer)
        )
        self.notes = RecordPanel(desk, "agenda_item", notes_fields())
        self.preparation = RecordPanel(desk, "agenda_item", preparation_fields())
        self.positions = PositionsPart(desk)
        self.engagements = EngagementsPart(desk)
        self.follow_up = FollowUpPart(desk)
        self.referrals = ReferralsPart(desk)
        self.colleges = CollegesPart(desk)
        self.story = ItemStory()
        self.aside = Aside(desk, self.open_part)
        self._live = self._offers = False
        self.engagements.go_engagement.connect(self.go_engagement)
        self.follow_up.go_engagement.connect(self.go_engagement)
        self.colleges.asked.connect(lambda: self.go_feedback.emit(self._row.id if self._row else None))
        self.colleges.marked.connect(self._mark_colleges)
        self.away = AwayButton(desk, self)
        self.choose_day = ConclusionDay(desk, self)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        self._prepared = WrappedHint()
        self._offer = self._offer_part()
        self.tabs = Tabs(self._desk.theme)
        self._parts: list[tuple[QWidget, str]] = [
            (self._notes_part(), N_("Text of the minutes")),
            (self._preparation_part(), N_("Introduction")),
            (self.positions, N_("Positions")),
            (self.follow_up, N_("To follow up")),
            (self.engagements, N_("Engagements")),
            (self.referrals, N_("Competent for the decision")),
            (self.colleges, N_("Colleges")),
        ]
        for widget, title in self._parts:
            self.tabs.addTab(widget, _(title))
        self.aside.hide()
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        self._empty = QLabel(_("Choose an item of the agenda, or add one."))
        self._empty.setObjectName("empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        self.head_line = HeadLine(theme, self.away.widget)
        self.head_line.unfolded.connect(self._fold)
        column.addWidget(self.head_line)
        for part in (self.head, self._prepared, self._offer):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(length) for length in (12, 8, 12, 10)))
        self._scroll = scrolled(self._inside)
        layout.addWidget(self._scroll)
        layout.addWidget(self._empty)
        self.show_item(None)

    def _offer_part(self) -> QWidget:
        """What the body may not do, and the way to who may."""
        theme = self._desk.theme
        self._refer_hint = hint("")
        self.refer_button = button(
            theme, _("Refer to a competent body…"), "refer", self.open_referral, flat=True
        )
        part = QWidget()
        offer = WrapLayout(parent=part)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.setSpacing(theme.px(4))
        offer.addWidget(self._refer_hint, 1)
        offer.addWidget(self.refer_button)
        offer.addStretch(1)
        return part

    def _preparation_part(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self._desk.theme.px(6), 0, 0)
        column.addWidget(self.story)
        column.addWidget(self.choose_day.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.preparation, 1)
        return inside

    def _notes_part(self) -> QWidget:
        theme = self._desk.theme
        part = QWidget()
        for name, share in _GROWS.items():
            self.notes.let_grow(name, share)
        self.conclude = button(theme, "", "check", self._conclude, primary=True)
        self.conclude.setToolTip("Ctrl+Enter")
        self.reopen = button(theme, _("Open again"), "undo", self._reopen)
        self._again = QShortcut(QKeySequence(CONCLUDE.keys), part, lambda: say_recorded(self._desk))
        self._engage = button(
            theme, _("Make engagement of selection"), "engagements", self._engage_selection, flat=True
        )
        discussion = self.notes.editors["discussion"]
        conclusion = self.notes.editors["conclusion"]
        assert isinstance(discussion, RichTextEditor)
        assert isinstance(conclusion, RichTextEditor)
        self.stock = StockOffer(theme, conclusion.text)
        self.slash = SlashPart(self._desk, discussion.text, self.open_part)
        self.slash.entry_row.addWidget(self._engage)
        row = WrapLayout()
        row.addWidget(self.slash.answer_line, 1)
        row.addWidget(self.slash.chips_row, 1)
        row.addWidget(self.stock.button)
        row.addWidget(self.reopen)
        row.addWidget(self.conclude)
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        beside.addWidget(self.notes, 3)
        beside.addWidget(self.aside, 1)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, theme.px(4), 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addLayout(beside, 1)
        layout.addWidget(self.slash)
        layout.addLayout(row)
        return part

    # showing

    def show_meeting(self, file: MeetingFile) -> None:
        """What can be chosen in the items of this meeting."""
        other = self._file is None or self._file.meeting.id != file.meeting.id
        self._file = file
        folded = took_place(file.meeting.state)  # while people talk the notes come first
        if other:
            self.head_line.unfold(not folded and not self._is_low())
        self.positions.show_meeting(file)
        self.engagements.show_meeting(file)
        self.referrals.show_meeting(file)

    def show_item(self, row: ItemRow | None) -> None:
        """Show an item, without what hangs on it: that comes with ``show_file``."""
        if row is None or self._row is None or row.id != self._row.id:
            self.aside.show_lines([])
        self._row = row
        self._scroll.setVisible(row is not None)
        self._empty.setVisible(row is None)
        locked = self._locked()
        for panel in (self.head, self.notes, self.preparation):
            panel.set_read_only(locked)
            panel.show_record(row)
        if row is not None:  # an empty text that nobody can write any more takes no room
            shown = not locked or bool(row.discussion.strip())
            self.notes.set_field_visible("discussion", shown)
        self.slash.show_item(row.id if row else None, locked=locked)
        self.choose_day.show_item(row, locked=locked)
        if row is None or self._file is None:
            return
        self.head_line.show_item(row)
        self._disable_decision()
        self._tell_outcome(row, locked=locked)
        self._tell_preparation(row)

    def show_file(self, file: ItemFile) -> None:
        """Show what hangs on the item."""
        if self._row is None or file.item.id != self._row.id:
            return
        locked = self._locked()
        self.positions.show_file(file, locked=locked)
        self.away.show_there(file.item.id, file.there, locked=locked)
        self.engagements.show_file(file)
        self.follow_up.show_file(file, locked=locked)
        self.tabs.setTabVisible(self.tabs.indexOf(self.follow_up), bool(file.to_follow))
        self.referrals.show_file(file)
        self.colleges.show_file(file)
        self.slash.show_file(file)
        self.aside.show_file(file)
        self.story.show_file(file)
        self._tell_preparation(file.item, file)
        hanging = (file.positions, file.to_follow, file.engagements, file.targets, file.cells)
        counts = (0, 0, *map(len, hanging))
        for at, ((_widget, title), count) in enumerate(zip(self._parts, counts, strict=True)):
            self.tabs.setTabText(at, f"{_(title)}  {count}" if count else _(title))

    def _mark_colleges(self, count: int) -> None:
        """A sign at the tab where some college holds a note that would now read otherwise."""
        at = self.tabs.indexOf(self.colleges)
        self.tabs.setTabText(at, self.tabs.tabText(at).removesuffix(" ⟳") + (" ⟳" if count else ""))

    def _locked(self) -> bool:
        return self._desk.read_only or self._file is None or self._file.meeting.locked

    def _tell_outcome(self, row: ItemRow, *, locked: bool) -> None:
        outcome = row.possible_outcome
        self.notes.set_label("conclusion", _(OUTCOME_LABELS[outcome]))
        self.conclude.setText(_(CONCLUDE_LABELS[outcome]))
        self.conclude.setShortcut(CONCLUDE.keys)  # a new text takes the old one's key away
        assert self._file is not None
        self.stock.show_item(row, self._file.sentences, locked=locked)
        treated = row.treatment is Treatment.TREATED
        self.conclude.setVisible(not locked and not treated)
        self.reopen.setVisible(not locked and treated)
        self._again.setEnabled(treated and not locked)
        self._spare_room()
        file = self._file
        assert file is not None
        cannot = ItemType.DECISION not in file.allowed_types(row.transport_layer)
        self._offers = cannot and not self._desk.read_only
        self._offer.setVisible(self._offers and self.head_line.is_unfolded)
        body = file.meeting.body_short
        if file.may_decide:
            text = _("{body} does not decide on this layer.")
        else:
            text = _("{body} concludes and does not decide.")
        self._refer_hint.setText(text.format(body=body))

    def _tell_preparation(self, row: ItemRow, file: ItemFile | None = None) -> None:
        parts = []
        if file is not None and file.skips_provisional:
            parts.append(_("No earlier meeting adopted this plan provisionally."))
        if row.preparation_note:
            on = f" {row.prepared_on:%d/%m}" if row.prepared_on else ""
            note = " ".join(row.preparation_note.split()).rstrip(".")
            parts.append(_("Preparation (mayors’ conference{day}): {note}").format(day=on, note=note))
            parts.append(
                _("may be read by: {audience}").format(audience=show_value(row.preparation_audience))
            )
        if row.submitted_by:
            parts.append(_("brought in by {organisation}").format(organisation=row.submitted_by))
        self._prepared.setText(" · ".join(parts))
        self._prepared.setVisible(bool(parts) and self.head_line.is_unfolded)

    # choices

    def _types(self, row: ItemRow) -> "Sequence[tuple[Any, str]]":
        if self._file is None:
            return ()
        allowed = self._file.allowed_types(row.transport_layer)
        return type_options(row, allowed, self._file.meeting.body_short)

    def _actions(self, _row: ItemRow) -> "Sequence[tuple[Any, str]]":
        return [(action.id, action.name) for action in self._file.actions] if self._file else ()

    def _shows_layer(self, row: ItemRow) -> bool:
        council = BodyKind.TRANSPORT_REGION_COUNCIL
        about_transport = row.transport_layer is not TransportLayer.NONE
        return about_transport or (self._file is not None and self._file.meeting.body_kind is council)

    def _disable_decision(self) -> None:
        assert self._row is not None
        row, file = self._row, self._file
        may = row.item_type is ItemType.DECISION or (
            file is not None and ItemType.DECISION in file.allowed_types(row.transport_layer)
        )
        disable_decision(self.head.editors["item_type"].inner, may=may)

    # doing

    def set_live(self, on: bool) -> None:
        """While people talk: the notes take the room, with what is recorded beside them; the rest is folded away."""
        self._live = on
        self._turn()
        self.slash.set_live(on)
        self.aside.setVisible(on)
        self._spare_room()
        self.notes.let_grow("conclusion", 0 if on else _GROWS["conclusion"])
        if on:
            self.head_line.unfold(False)
            self.tabs.setCurrentIndex(0)

    def _spare_room(self) -> None:
        """In a live meeting the tools of the notes stand once; engagements are typed."""
        self._engage.setVisible(not self._live and not self._desk.read_only)
        conclusion = self.notes.editors["conclusion"]
        assert isinstance(conclusion, RichTextEditor)
        conclusion.tools.setVisible(not self._live and not self._locked())

    def _turn(self) -> None:
        """In a live meeting the tabs are only seen where they lead back to the notes."""
        self.tabs.show_line(not self._live or self.tabs.currentIndex() > 0)

    def _fold(self, unfolded: bool) -> None:
        self.head.setVisible(unfolded)
        self._prepared.setVisible(unfolded and bool(self._prepared.text()))
        self._offer.setVisible(unfolded and self._offers)
        self._make_way()

    def _is_low(self) -> bool:
        """Whether the fields and what is behind the tabs do not both fit: a list in a pane that scrolls is no help."""
        return self.height() < self._desk.theme.px(_BOTH)

    def _make_way(self) -> None:
        self.tabs.setVisible(not (self.head_line.is_unfolded and self._is_low()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_way()

    def set_projector(self, on: bool) -> None:
        """Hide what is not projected: introduction with the notes of the preparation, and the colleges."""
        for widget in (self._parts[1][0], self.colleges):
            self.tabs.setTabVisible(self.tabs.indexOf(widget), not on)

    def open_part(self, name: str) -> None:
        """Show a part of the item: notes, positions, engagements or referrals."""
        if self._is_low():
            self.head_line.unfold(False)
        parts = {
            "positions": self.positions,
            "engagements": self.engagements,
            "referrals": self.referrals,
        }
        self.tabs.setCurrentWidget(parts.get(name, self._parts[0][0]))

    def open_referral(self) -> None:
        """Open the part in which the question is put to competent bodies."""
        self.tabs.setCurrentWidget(self.referrals)
        self.referrals.begin()

    def _conclude(self) -> None:
        if self._row is not None:
            record_conclusion(self._desk, self.notes)

    def _reopen(self) -> None:
        if self._row is None:
            return
        item_id = self._row.id
        self._desk.lane.write(lambda app: app.agenda.reopen(item_id), owner=self)

    def _engage_selection(self) -> None:
        text = ""
        for editor in self.notes.editors.values():
            assert isinstance(editor, RichTextEditor)
            text = text or editor.text.textCursor().selectedText().replace("\u2029", " ")
        self.tabs.setCurrentWidget(self.engagements)
        self.engagements.begin(text)
