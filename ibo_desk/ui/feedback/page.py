"""Terugkoppeling: item × college, and beside it the rounds of the cell that is chosen."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QWidget

from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import Phase
from ibo_desk.language import N_, _
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.feedback.board import Board, Filters, read_board, read_newest
from ibo_desk.ui.feedback.cell_file import CellFile, read_cell
from ibo_desk.ui.feedback.cell_panel import CellPanel
from ibo_desk.ui.feedback.figures import NAMES, Figures, Shown
from ibo_desk.ui.feedback.matrix_model import MatrixModel
from ibo_desk.ui.feedback.matrix_view import MatrixView
from ibo_desk.ui.feedback.of_college import OfCollege
from ibo_desk.ui.feedback.periods import days_of, periods
from ibo_desk.ui.layout.bar import bar
from ibo_desk.ui.layout.later import Beside, Later
from ibo_desk.ui.layout.panes import ListAndRecord, Turning
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.mail_folder import NOTICES, REMINDERS
from ibo_desk.ui.shared.overtaken import open_replacement, read_changed
from ibo_desk.ui.shared.recording import RecordingBar
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.services.parties.body_rows import BodyRow


E = TypeVar("E", bound=StrEnum)


_SIDES = (N_("Matrix"), N_("Cell"))
_LOWEST = 210  # pixels of the 100 % design: the names of the colleges and two items
_HIGH = 560  # pixels of the 100 % design: a window in which the figures leave room for the matrix


class FeedbackPage(Page):
    """The heart of the program."""

    key = "feedback"
    title = N_("Feedback to the colleges")
    sentence = N_("What does each college know, and what did it answer? As far as it was recorded.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._to_select: tuple[UUID, UUID | None] | None = None
        self._build_header()
        self.figures = Figures(desk)
        self.figures.chosen.connect(self._show_behind)
        self.model = MatrixModel(self)
        self.view = MatrixView(desk, self.model)
        self._of_one = Later(self._make_of_one, after=lambda: self.view)
        self._cell = Beside(self._make_cell, after=lambda: self.view)
        self.recording = RecordingBar(desk, self._cells, own=desk.package is not None)
        self.recording.mail_pasted.connect(self._paste_mail)
        self.recording.setEnabled(not desk.read_only)
        self.view.typed.connect(self.recording.type_letter)
        self.view.taken_back.connect(self.recording.take_back)
        self.view.pasted.connect(self._paste_mail)
        self.view.current_cell.connect(self._cell_chosen)
        self.view.selectionModel().selectionChanged.connect(self._count)
        self.view.opened.connect(lambda: self.beside.setChecked(True))
        desk.looks_as.connect(self._follow)
        self.body.addWidget(self.figures)
        self.body.addWidget(self._filters())
        self.shown = Turning()
        self.shown.addWidget(self.view)
        self.shown.addWidget(self._of_one)
        sides = (self.shown, self._cell)
        self.panes = ListAndRecord(
            desk, "feedback", *sides, shares=(70, 30), least=(320, 320), names=_SIDES, lowest=_LOWEST
        )
        self.beside.setChecked(desk.remembered("feedback/beside") == "1")
        self._cell.setVisible(self.beside.isChecked())
        self.body.addWidget(self.panes, 1)
        self.body.addWidget(self.recording)

    @property
    def of_one(self) -> OfCollege:
        return self._of_one.part

    @property
    def cell(self) -> CellPanel:
        return self._cell.part

    def _make_of_one(self) -> OfCollege:
        of_one = OfCollege(self.desk)
        of_one.current_cell.connect(self._cell_chosen)
        self.recording.listen(of_one.view)
        of_one.view.selectionModel().selectionChanged.connect(self._count)
        of_one.opened.connect(lambda _row: self.beside.setChecked(True))
        return of_one

    @property
    def _is_of_one(self) -> bool:
        return self.shown.shows(self._of_one)

    def _make_cell(self) -> CellPanel:
        cell = CellPanel(self.desk)
        cell.sent.overtaken.again.connect(partial(open_replacement, self))
        cell.record.stale.connect(self.reload_soon)
        cell.deal_with.connect(self._deal_with)
        return cell

    def _build_header(self) -> None:
        self.beside = QCheckBox(_("Details beside"))
        self.beside.setToolTip(_("Enter or a double click in a cell shows its rounds beside it"))
        self.beside.toggled.connect(self._show_beside)
        copy = button(self.desk.theme, _("Copy to Excel"), "copy", self._copy, flat=True)
        self.post = QMenu(self)
        self.post.addAction(_("Draft mails…"), self._mails)
        self.post.addAction(_("All notes of the meeting as draft mails"), lambda: self._mails(make=True))
        self.post.addAction(_("All reminders as draft mails"), lambda: self._make_mails(REMINDERS))
        self.post.addAction(_("All notices as draft mails"), lambda: self._make_mails(NOTICES))
        self.post.addSeparator()
        self.post.addAction(_("Read in a reply sheet…"), self._choose_reply)
        self.post.addAction(_("Answer from a pasted mail…") + "\tCtrl+V", self._paste_mail)
        self.post.addSeparator()
        self.post.addAction(_("Reach and lead time…"), self._coverage)
        post = button(self.desk.theme, _("Mails and figures"), "mail")
        post.setMenu(self.post)
        if self.desk.package is not None:  # a college writes to no colleges
            post.hide()
        self.add_action_button(_("Notes for the colleges"), "documents", self._notes, primary=True)
        self.filters_button = button(self.desk.theme, _("Filters"), "filter", flat=True)
        self.filters_button.setCheckable(True)
        self.filters_button.toggled.connect(self._make_room)
        for at, made in enumerate((self.filters_button, self.beside, post, copy)):
            self.header.insert(at, made)

    def _filters(self) -> QWidget:
        self.choices, row = bar(self.desk.theme.px(8))
        self.of_body = self._combo(_("Body"), "body")
        self.of_year = self._combo(_("Period"), "year")
        self.of_college = self._combo(_("College"), "college")
        self.of_phase = self._combo(_("Phase"), "phase")
        self.of_turn = self._combo(_("Whose turn"), "turn")
        self.of_shown = self._combo(_("Shown"), "shown")
        today = self.desk.clock.today()
        years: list[tuple[str, Any]] = [(_("all years"), None), *periods(today)]
        self._fill(self.of_year, _("Period"), years, default=today.year)
        for combo, name, codes in ((self.of_phase, _("Phase"), Phase), (self.of_turn, _("Whose turn"), Turn)):
            options: list[tuple[str, Any]] = [(_("all"), None), *((label(code), code) for code in codes)]
            self._fill(combo, name, options)
        self._fill(self.of_shown, _("Shown"), [(_(text), key) for key, text in NAMES.items()])
        shares = zip(self._combos(), (3, 3, 3, 3, 3, 5), strict=True)
        for combo, share in shares:
            row.addWidget(combo, share)
        return self.choices

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window the matrix comes first: figures are choices as well, and choices are shown when asked for."""
        high = self.window().height() >= self.desk.theme.px(_HIGH)
        self.figures.setVisible(high)
        self.filters_button.setVisible(not high)
        chosen = sum(combo.currentData() is not None for combo in self._combos()[:-1])
        text = _("Filters ({count})").format(count=chosen) if chosen else _("Filters")
        self.filters_button.setText(text)
        self.choices.setVisible(high or self.filters_button.isChecked())

    def _combos(self) -> tuple[QComboBox, ...]:
        return self.of_body, self.of_year, self.of_college, self.of_phase, self.of_turn, self.of_shown

    def _combo(self, name: str, key: str) -> QComboBox:
        combo = Combo()
        combo.setAccessibleName(name)
        combo.setProperty("remembered", f"feedback/{key}")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)  # six beside each other from 910 pixels
        combo.activated.connect(self._filter_changed)
        return combo

    def _fill(
        self, combo: QComboBox, name: str, options: Sequence[tuple[str, Any]], default: Any = None
    ) -> None:
        """Offer options, and choose what was chosen before."""
        kept = combo.currentData() if combo.count() else None
        if combo is self.of_college and self.desk.package is not None:  # of others nothing is here
            kept = self.desk.package.college_id
            combo.setEnabled(False)
        elif combo is self.of_college:
            kept = self.desk.looking_as()[0] or kept
        remembered = self.desk.remembered(str(combo.property("remembered")), str(default))
        combo.clear()
        for text, value in options:
            combo.addItem(f"{name}: {text}", value)
        values = [value for _text, value in options]
        chosen = kept if kept in values and kept is not None else None
        texts = [str(value) for value in values]
        at = (
            values.index(chosen)
            if chosen is not None
            else texts.index(remembered)
            if remembered in texts
            else 0
        )
        combo.setCurrentIndex(at)

    def _follow(self, college: "BodyRow | None") -> None:
        """Who looks as a college sees its own cells; the office sees all again."""
        values = [self.of_college.itemData(at) for at in range(self.of_college.count())]
        wished = college.id if college is not None else None
        if wished in values:
            self.of_college.setCurrentIndex(values.index(wished))
        self.desk.remember("feedback/college", str(wished))
        self.reload_soon()

    def _chosen(self) -> Filters:
        return Filters(
            self.of_body.currentData(),
            *days_of(self.of_year.currentData()),
            _code(Phase, self.of_phase),
            _code(Turn, self.of_turn),
            self.of_college.currentData(),
            Shown(self.of_shown.currentData()),
        )

    def read_ahead(self) -> None:
        filters = self._chosen()
        if self.model.matrix is None:
            self.read(lambda app: read_newest(app, filters), self.model.show)

    def refresh(self) -> None:
        filters = self._chosen()
        if self.model.matrix is None:  # the newest are seen at once, while the others are read
            self.read_first(lambda app: read_newest(app, filters), self.model.show, self._read_all)
        else:
            self._read_all()

    def _read_all(self) -> None:
        filters = self._chosen()
        self.read(lambda app: read_board(app, filters), self._show)

    def _show(self, board: Board) -> None:
        if not self.of_body.count():
            everything: list[tuple[str, Any]] = [(_("all bodies"), None)]
            every: list[tuple[str, Any]] = [(_("all"), None)]
            bodies = [(display_name(body.short_name, body.name), body.id) for body in board.bodies]
            self._fill(self.of_body, _("Body"), [*everything, *bodies])
            colleges = [(college.organisation, college.id) for college in board.colleges]
            self._fill(self.of_college, _("College"), [*every, *colleges])
            if self.of_body.currentData() or self.of_college.currentData():
                self.refresh()
                return
        self._make_room()
        self.figures.show_counts(board.counts)
        of_one = self.of_college.currentData() is not None
        self.shown.setCurrentWidget(self._of_one if of_one else self.view)
        self.model.show(board.matrix)
        self._of_one.tell(OfCollege.show_rows, board.open_with)
        self._cell.call_up()
        self._count()
        read_changed(self, {item.meeting_id for item in board.matrix.items}, self.model.mark)
        if self._to_select is not None and self.model.index_of(*self._to_select).isValid():
            self.view.select(*self._to_select)
            self._to_select = None

    def show_record(self, kind: str, record_id: UUID) -> None:
        if kind == "feedback_round":
            self.read(lambda app: app.feedback.cell_of(record_id), self._select)
        else:
            self._select((record_id, None))

    def _select(self, cell: tuple[UUID, UUID | None]) -> None:
        if self.model.index_of(*cell).isValid():
            self.view.select(*cell)
            return
        self._to_select = cell
        for combo in self._combos()[:-1]:
            combo.setCurrentIndex(0)
        self.of_shown.setCurrentIndex(self.of_shown.findData(Shown.EVERY))
        self.reload_soon()

    def _show_behind(self, shown: Shown) -> None:
        """The items behind one of the figures; the same figure again shows all."""
        again = self.of_shown.currentData() == shown
        self.of_shown.setCurrentIndex(self.of_shown.findData(Shown.ASKED if again else shown))
        self._filter_changed()

    def _filter_changed(self) -> None:
        self._to_select = None
        for combo in self._combos():
            self.desk.remember(str(combo.property("remembered")), str(combo.currentData()))
        self.reload_soon()

    def _cells(self) -> list[tuple[UUID, UUID]]:
        """The cells that will be recorded, of the matrix or of the list of one college."""
        return self.of_one.cells() if self._is_of_one else self.view.chosen()

    def _count(self, *_args: object) -> None:
        self.recording.show_count(len(self._cells()))

    def _show_beside(self, on: bool) -> None:
        self._cell.setVisible(on)
        self.desk.remember("feedback/beside", "1" if on else "0")

    def _cell_chosen(self, key: tuple[UUID, UUID] | None) -> None:
        matrix = self.model.matrix
        if key is None or matrix is None:
            self._cell.tell(CellPanel.show_cell, None)
            return
        self.read(lambda app: read_cell(app, *key), self._show_cell)

    def _show_cell(self, file: CellFile) -> None:
        if (file.item_id, file.college_id) in self._cells():
            self._cell.tell(CellPanel.show_cell, file)

    def _deal_with(self, round_id: UUID) -> None:
        today = self.desk.clock.today()
        self.write(lambda app: app.feedback.deal_with(round_id, today))

    def _copy(self) -> None:
        if self._is_of_one:
            self.of_one.copy_all()
        elif len(self.view.selectionModel().selectedIndexes()) > 1:
            self.view.copy()
        else:
            self.view.copy_all()
        self.desk.notice.emit(_("Copied; paste it in Excel."))

    def _notes(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.go.emit("meeting_paper:memo", self.model.item(index.row()).meeting_id)

    def _mails(self, *, make: bool = False) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self._make_mails(self.model.item(index.row()).meeting_id, make=make)
        elif make:
            self.desk.notice.emit(_("First choose a point of the meeting in the matrix."))
        else:
            self._make_mails(REMINDERS, make=False)

    def _make_mails(self, chosen: UUID | str | None, *, make: bool = True) -> None:
        from ibo_desk.ui.feedback.mails import MailsDialog

        self.mails = MailsDialog(self.desk, self)
        self.mails.begin(chosen, make=make)
        self.mails.show()

    def _paste_mail(self) -> None:
        from ibo_desk.ui.feedback.paste_mail import PasteMailDialog

        if not self.desk.read_only:
            self.pasted = PasteMailDialog(self.desk, self)
            self.pasted.begin(QGuiApplication.clipboard().text(), self._cells())
            self.pasted.show()

    def _coverage(self) -> None:
        from ibo_desk.ui.feedback.coverage import CoverageDialog

        self.coverage = CoverageDialog(self.desk, self)
        filters = self._chosen()
        self.coverage.begin(filters.body_id, filters.since, filters.until)
        self.coverage.show()

    def _choose_reply(self) -> None:
        from ibo_desk.ui.feedback.reply import ReplyDialog

        reply = ReplyDialog(self.desk, self)
        reply.show()
        reply.choose()


def _code(kind: type[E], combo: QComboBox) -> E | None:
    """The code that is chosen, which Qt gives back as text."""
    value = combo.currentData()
    return kind(value) if value else None
