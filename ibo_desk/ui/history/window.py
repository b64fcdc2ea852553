"""The window of the history: a list of what was done, what it changed beside it, and taking it back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import kind_label
from ibo_desk.services.words.fields import KIND_NAMES
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.history.reading import as_html
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.reading import Reading
from ibo_desk.ui.registry import PAGE_OF_KIND
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.services.keeping.history import EntryChanges, EntryRow
    from ibo_desk.services.keeping.history_rows import HistoryFilter

PAGE: Final = 100  # entries that are read at a time
_DAYS: Final = ((N_("All days"), None), (N_("Today"), 0), (N_("Since yesterday"), 1), (N_("Last 7 days"), 6),
                (N_("Last 30 days"), 29))  # fmt: skip

COLUMNS: Final[Columns["HistoryLine"]] = (
    Column("when", N_("When"), lambda row: row.when, width=125, sort=lambda value: (0, value)),
    Column("label", N_("What was done"), lambda row: row.label, stretch=True, tip=lambda row: row.label),
    Column("actor", N_("By whom"), lambda row: row.actor, width=130),
    Column("undone", N_("Undone"), lambda row: row.undone, width=85),
)


@dataclass(frozen=True)
class HistoryLine:
    """An entry with its local time as text."""

    id: UUID
    when: str
    label: str
    actor: str
    undone: bool
    own: bool

    @classmethod
    def of(cls, entry: "EntryRow") -> "HistoryLine":
        local = entry.at.astimezone()
        when = f"{formats.short_day(local.date())} {formats.clock(local.time())}"
        return cls(entry.id, when, entry.label, entry.actor, entry.undone, entry.own)


_SIDES = (N_("Entries"), N_("What changed"))


class HistoryWindow(QDialog):
    """What was done in the region; with ``record`` (table name, id, name) only with that record.

    ``go`` asks the window behind it to show a record.
    """

    go = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget, record: tuple[str, UUID, str] | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._record = record
        self._lines: list[HistoryLine] = []
        self._places: list[tuple[str, UUID]] = []
        self._soon = QTimer(self, singleShot=True, interval=250)
        self._soon.timeout.connect(self.reload)
        title = _("History of {record}").format(record=record[2]) if record else _("History of the region")
        self.setWindowTitle(title)
        self.resize(desk.theme.px(1040), desk.theme.px(600))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(title, 2))
        about = _(
            "Who did what and when. What you did yourself can be undone, of any day, while nothing newer stands on it."
        )
        layout.addWidget(hint(about, wrap=True))
        self.banner = Banner(desk.theme)
        layout.addWidget(self.banner)
        layout.addLayout(self._filters())
        layout.addWidget(self._middle(), 1)
        layout.addLayout(self._buttons())
        desk.theme.dress(self)
        Reading(desk.lane, self).grew_old.connect(self._soon.start)
        desk.lane.opened.connect(self._other_file)
        desk.lane.read(lambda app: app.history.people(), self._offer_people, owner=self)
        self.reload()

    # what is asked for

    def _filters(self) -> WrapLayout:
        row = WrapLayout(self._desk.theme.px(6))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Words in what was done, or in an old or new value"))
        self.words.setAccessibleName(_("Words"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _text: self._soon.start())
        self.person = _choice(_("By whom"), [(_("Everybody"), "")])
        self.days = _choice(_("When"), [(_(text), days) for text, days in _DAYS])
        kinds = [
            (kind_label(kind)[:1].upper() + kind_label(kind)[1:], kind)
            for kind in PAGE_OF_KIND  # in the order of the rail
            if kind in KIND_NAMES
        ]
        self.kind = _choice(_("Kind"), [(_("All kinds"), ""), *kinds])
        self.kind.setVisible(self._record is None)
        row.addWidget(self.words, 1)
        for choice in (self.kind, self.person, self.days):
            choice.activated.connect(lambda _at: self.reload())
            row.addWidget(choice)
        return row

    def _middle(self) -> ListAndRecord:
        self.table = TablePanel(
            self._desk, "history", COLUMNS, empty=_("Nothing was done that you ask for."), bare=True
        )
        name_table(self.table)
        self.table.selected.connect(self._chosen)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("What changed"))
        return ListAndRecord(
            self._desk, "history", self.table, self.text, shares=(60, 40), least=(300, 240), names=_SIDES
        )

    def _buttons(self) -> WrapLayout:
        theme = self._desk.theme
        row = WrapLayout(theme.px(6))
        self.undo = button(theme, _("Undo this"), "undo", self._undo)
        self.show_it = button(theme, _("Show this record"), "", self._go)
        self.more = button(theme, _("Older"), "", self._read_older, flat=True)
        close = button(theme, _("Close"), "", self.accept)
        for widget in (self.undo, self.show_it, self.more):
            widget.setEnabled(False)
            widget.setAutoDefault(False)
            row.addWidget(widget)
        close.setAutoDefault(False)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _chosen_filter(self) -> "HistoryFilter":
        from ibo_desk.services.keeping.history_rows import HistoryFilter

        days: int | None = self.days.currentData()
        first: date | None = None if days is None else self._desk.clock.today() - timedelta(days=days)
        return HistoryFilter(
            kind=self.kind.currentData(),
            record_id=self._record[1] if self._record else None,
            person=self.person.currentData(),
            first=first,
            words=self.words.text(),
        )

    # reading

    def reload(self) -> None:
        """Read the newest entries again."""
        self._lines = []
        self._read(None)

    def _read_older(self) -> None:
        self._read(self._lines[-1].id if self._lines else None)

    def _read(self, before: UUID | None) -> None:
        filters = self._chosen_filter()

        def show(entries: "list[EntryRow]") -> None:
            if filters != self._chosen_filter():  # something else was asked meanwhile
                return
            self._lines = [*(self._lines if before else []), *map(HistoryLine.of, entries)]
            self.table.show_rows(self._lines)
            self.more.setEnabled(len(entries) >= PAGE)
            self._chosen(self.table.current() if self._lines else None)

        self._desk.lane.read(lambda app: app.history.entries(PAGE, filters, before), show, owner=self)

    def _offer_people(self, people: list[str]) -> None:
        for person in people:
            self.person.addItem(person, person)

    def _other_file(self, _app: object) -> None:
        self.close()

    def _chosen(self, row: HistoryLine | None) -> None:
        self.undo.setEnabled(row is not None and row.own and not row.undone and not self._desk.read_only)
        self.undo.setToolTip("" if row is None or row.own else _("You can undo only what you did yourself."))
        self.show_it.setEnabled(False)
        self.text.clear()
        if row is None:
            return
        entry_id = row.id

        def show(changes: "EntryChanges") -> None:
            current = self.table.current()
            if current is None or current.id != entry_id:
                return
            self.text.setHtml(as_html(self._desk.theme, changes))
            self._places = [place for place in changes.places if place[0] in PAGE_OF_KIND]
            self.show_it.setEnabled(bool(self._places))

        self._desk.lane.read(lambda app: app.history.changes(entry_id), show, owner=self)

    # doing

    def _undo(self) -> None:
        row = self.table.current()
        if row is None:
            return

        def undone(entry: "EntryRow") -> None:
            self.banner.hide()
            self._desk.undone.emit(entry)

        entry_id = row.id
        self._desk.lane.write(
            lambda app: app.history.undo(entry_id), undone, self.banner.tell, self, quiet=True
        )

    def _go(self) -> None:
        if self._places:
            self.go.emit(*self._places[0])


def _choice(name: str, items: list[tuple[str, Any]]) -> QComboBox:
    combo = Combo()
    combo.setAccessibleName(name)
    for text, value in items:
        combo.addItem(text, value)
    return combo
