"""The preparation board: topics from everybody, on their way to an agenda (R7, R12, R13, R26)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ibo_desk.domain.bodies import MEETING_KINDS
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import WAITING, Preparation
from ibo_desk.exchange.known_partners import read_register
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.actions.rows import ActionChoice, LineRow
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.meetings.convening import Target
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.later import Beside
from ibo_desk.ui.layout.low import is_low
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.known_names import NOBODY, KnownActions, KnownPartners
from ibo_desk.ui.shared.new_meeting import NewMeeting
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.topics.columns import typed_columns
from ibo_desk.ui.topics.coming import TOPICS, ComingMeetings
from ibo_desk.ui.topics.record import TopicRecord
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo, button, card, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_FIRST = 60  # more than a screen shows


@dataclass(frozen=True)
class Board:
    """All that the page shows."""

    rows: tuple[TopicRow, ...]
    states_shown: str
    targets: tuple[Target, ...]
    organisations: tuple[OrganisationRow, ...]
    actions: tuple[ActionChoice, ...]
    bodies: tuple[BodyRow, ...]
    lines: tuple[LineRow, ...]
    partners: KnownPartners


def _read(app: "App", states: str) -> Board:
    """The topics in the states that are looked at: after many years most have been treated."""
    return Board(
        _topics(app, states),
        states,
        tuple(app.convening.targets()),
        tuple(app.organisations.listing()),
        tuple(app.actions.choices()),
        tuple(app.bodies.listing()),
        tuple(app.actions.lines()),
        KnownPartners(read_register(app.store)),
    )


def _topics(app: "App", chosen_states: str, limit: int | None = None) -> tuple[TopicRow, ...]:
    if chosen_states == "all":
        return tuple(app.topics.listing(limit=limit))
    return tuple(app.topics.listing(states=_states_of(chosen_states), limit=limit))


def _states_of(states: str) -> frozenset[Preparation]:
    return WAITING if states == "waiting" else frozenset({Preparation(states)})


class TopicsPage(Page):
    """Table at the left, the chosen topic at the right."""

    key = "topics"
    title = N_("Preparation")
    sentence = N_("What is brought in, how far its preparation is, and on which agenda it comes.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[TopicRow, ...] = ()
        self._shown_states = ""
        self._to_show: UUID | None = None
        self._partners, self._actions = NOBODY, KnownActions()
        theme = desk.theme
        self.paper_button = self.add_action_button(
            _("For the mayors’ conference"), "documents", self._make_paper
        )
        self.convene_button = self.add_action_button(
            _("Convene a meeting"), "meetings", self._begin_convening
        )
        self.add_button = self.add_action_button(_("New topic"), "plus", self.add_new, primary=True)
        self.new_frame, frame = card(theme, padding=8)
        self.new_title = QLineEdit()
        self.new_title.setPlaceholderText(_("Title of the topic, then Enter"))
        self.new_title.setAccessibleName(_("New topic"))
        self.new_title.returnPressed.connect(self._add)
        keep_line(desk, self.new_title, "topic.title", _("New topic"))
        self.new_submit = button(theme, _("Bring in"), "plus", self._add)
        line = WrapLayout()
        line.addWidget(self.new_title, 1)
        line.addWidget(self.new_submit)
        frame.addLayout(line)
        self.new_frame.hide()
        self.body.addWidget(self.new_frame)
        self._make_coming()
        columns = typed_columns(lambda: self._partners, lambda: self._actions)
        self.table = TablePanel(
            desk,
            "topics",
            columns,
            empty=_(
                "No topics here. A topic is what partners bring in and the mayors' conference prepares, until it "
                "is on an agenda; “New topic” above makes one."
            ),
        )
        self.table.view.setAccessibleName(_("Topics"))
        self._beside = Beside(self._make_record)
        self.coming.chosen.connect(lambda meeting_id: self._beside.tell(TopicRecord.choose, meeting_id))
        self.table.selected.connect(lambda row: self._beside.tell(TopicRecord.show_row, row))
        self.commands = self.table.let_remove(self._delete)
        title = _("New topic")
        self.table.let_paste_rows(
            lambda: lambda app: app.topics.add({"title": title}),
            lambda app, topic_id: app.topics.row(topic_id),
        )
        self.table.view.drag_rows(TOPICS)
        self.table.view.selectionModel().selectionChanged.connect(self._tell_chosen)
        self._filters()
        self._arrange()

    @property
    def record(self) -> TopicRecord:
        """The chosen topic, beside the list."""
        return self._beside.part

    def _make_record(self) -> TopicRecord:
        record = TopicRecord(self.desk)
        record.go_item.connect(lambda item_id: self.go.emit("agenda_item", item_id))
        record.put_asked.connect(self._put_chosen)
        record.meetings.activated.connect(lambda _at: self.coming.choose(record.chosen()))
        for panel in (record.panel, record.said):
            panel.stale.connect(self.reload_soon)
        return record

    def _make_coming(self) -> None:
        """The strip of meetings, and the line on which one is convened for the chosen topics."""
        theme = self.desk.theme
        self.coming = ComingMeetings(self.desk)
        self.coming.opened.connect(lambda meeting_id: self.go.emit("meeting", meeting_id))
        self.coming.put.connect(lambda what: self._put(what[1], what[0].meeting.id))
        self.coming.convene_asked.connect(self._begin_convening)
        self.convene_frame, frame = card(theme, padding=8)
        self.convening = NewMeeting(self.desk)
        self.convening.submit.setText(_("Convene"))
        self.convening.added.connect(self._convened)
        self.convene_told = hint("", wrap=True)
        frame.addWidget(self.convening)
        frame.addWidget(self.convene_told)
        self.convene_frame.hide()
        self.body.addWidget(self.convene_frame)
        self.body.addWidget(self.coming)

    def _filters(self) -> None:
        theme = self.desk.theme
        self.states = Combo()
        self.states.setAccessibleName(_("Preparation"))
        self.states.setMinimumWidth(theme.px(110))
        self._fill_states()
        self.states.currentIndexChanged.connect(self._state_chosen)
        self.weighty = QCheckBox(_("Weighty ones"))
        self.weighty.toggled.connect(self._show)
        self.table.add_to_bar(self.states)
        self.table.add_to_bar(self.weighty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the topics come first: the record has the meetings as a choice, the header convenes one."""
        super().resizeEvent(event)
        low = is_low(self, self.desk.theme)
        self.coming.setHidden(low)
        self.convene_button.setVisible(low and not self.desk.read_only)

    def _arrange(self) -> None:
        self.panes = ListAndRecord(self.desk, "topics", self.table, self._beside, shares=(65, 35))
        self.table.opened.connect(self.panes.show_record_side)
        self.table.filled.connect(self.panes.show_beside)
        self.body.addWidget(self.panes, 1)

    def read_ahead(self) -> None:
        if self._shows_first():
            self.read(self._first(), self._show_first)

    def refresh(self) -> None:
        if self._shows_first():
            self.read_first(self._first(), self._show_first, self._read_all)
        else:
            self._read_all()

    def _shows_first(self) -> bool:
        """Whether the first rows come before the others."""
        return self.table.awaits_rows and self._to_show is None

    def _first(self) -> "Callable[[App], tuple[TopicRow, ...]]":
        states = str(self.states.currentData())
        return lambda app: _topics(app, states, _FIRST)

    def _read_all(self) -> None:
        states = str(self.states.currentData())
        self.read(lambda app: _read(app, states), self._arrived)

    def show_record(self, _kind: str, record_id: UUID) -> None:
        self._to_show = record_id
        if not self._stale:
            self._go_wanted()

    def add_new(self) -> None:
        """Show the line on which a topic is brought in."""
        self.new_frame.show()
        self.new_title.setFocus()

    def _make_paper(self) -> None:
        """The preparation as a paper, to look at and to make."""
        self.go.emit("college_paper:preparation", UUID(int=0))  # about nothing

    def _show_first(self, rows: tuple[TopicRow, ...]) -> None:
        """What was brought in last is seen at once, while the rest is read."""
        self.table.show_first([row for row in rows if self._passes(row)])

    def _passes(self, row: TopicRow) -> bool:
        return row.justifies_meeting or not self.weighty.isChecked()

    def _arrived(self, board: Board) -> None:
        self._rows, self._shown_states = board.rows, board.states_shown
        self._partners, self._actions = board.partners, KnownActions(board.actions)
        read_only = self.desk.read_only
        self.table.set_read_only(read_only)
        self.add_button.setDisabled(read_only)
        meetings = [target.meeting for target in board.targets]
        self._beside.tell(
            TopicRecord.offer,
            [
                (organisation.id, display_name(organisation.short_name, organisation.name))
                for organisation in board.organisations
            ],
            [(action.id, action.name) for action in board.actions],
            board.bodies,
            meetings,
            board.lines,
        )
        self.coming.show_targets(board.targets, board.rows)
        first = meetings[0].id if meetings else None  # what the record will offer
        self.coming.choose(self.record.chosen() if self._beside.is_made else first)
        self.convening.offer([body for body in board.bodies if body.kind in MEETING_KINDS])
        self._show()
        self._go_wanted()

    # onto an agenda

    def _chosen(self) -> list[TopicRow]:
        """The chosen topics; the current one where no cell is selected."""
        current = self.table.current()
        return self.table.chosen() or ([current] if current is not None else [])

    def _tell_chosen(self) -> None:
        self._beside.tell(TopicRecord.tell_count, len(self._chosen()))
        self._tell_convening()

    def _put_chosen(self, meeting_id: UUID | None) -> None:
        if meeting_id is not None:
            self._put([row.id for row in self._chosen()], meeting_id)

    def _put(self, topic_ids: Sequence[UUID], meeting_id: UUID) -> None:
        ids = list(topic_ids)
        if ids and not self.desk.read_only:
            self.write(lambda app: app.convening.put(ids, meeting_id))

    def _begin_convening(self) -> None:
        """Show the line on which a meeting is convened; once more puts it away."""
        self.convene_frame.setVisible(not self.convene_frame.isVisible())
        self._tell_convening()
        self.convening.begin()

    def _tell_convening(self) -> None:
        rows = self._chosen()
        self.convening.topics = [row.id for row in rows]
        weighty = [row.title for row in rows if row.justifies_meeting]
        words = ngettext(
            "{count} topic comes on its agenda.", "{count} topics come on its agenda.", len(rows)
        ).format(count=len(rows))
        if weighty:
            words += " " + _("Its reason: {titles}.").format(titles=", ".join(weighty))
        else:
            words += " " + _("None of them is marked as justifying a meeting, so its reason stays empty.")
        self.convene_told.setText(words)

    def _convened(self, meeting_id: UUID) -> None:
        self.convene_frame.hide()
        self.go.emit("meeting", meeting_id)

    def _fill_states(self) -> None:
        kept = self.desk.remembered("topics/state", "waiting")
        self.states.addItem(_("Not finished"), "waiting")
        self.states.addItem(_("All topics"), "all")
        for state in Preparation:
            text = show_value(state)
            self.states.addItem(text[:1].upper() + text[1:], state.value)
        there = (at for at in range(self.states.count()) if self.states.itemData(at) == kept)
        self.states.setCurrentIndex(next(there, 0))

    def _state_chosen(self) -> None:
        self.desk.remember("topics/state", self.states.currentData())
        self.reload_soon()

    def _show(self) -> None:
        self.table.show_rows([row for row in self._rows if self._passes(row)])
        self._beside.tell(TopicRecord.show_row, self.table.current())

    def _go_wanted(self) -> None:
        """Show the topic that was asked for; one in another state is looked for among all."""
        if self._to_show is None:
            return
        row = next((row for row in self._rows if row.id == self._to_show), None)
        if row is None and self._shown_states != "all":
            self.states.setCurrentIndex(1)
            return
        self._to_show = None
        if row is not None:
            self.weighty.setChecked(self.weighty.isChecked() and row.justifies_meeting)
            self.table.select(row.id)

    def _add(self) -> None:
        title = self.new_title.text().strip()
        if not title:
            self.new_title.setFocus()
            return
        self.write(lambda app: app.topics.add({"title": title}), self._was_added)

    def _was_added(self, topic_id: UUID) -> None:
        self.new_title.clear()
        self.new_frame.hide()
        self._to_show = topic_id
        self.reload_soon()

    def _delete(self, rows: Sequence[TopicRow]) -> None:
        gone = [row.id for row in rows]
        self.write(lambda app: app.records.delete_all("topic", gone))
