"""Settings of this screen, the name of the region, and the journal from which entries can be undone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QVBoxLayout

from ibo_desk.language import LANGUAGES, N_, _, current_language
from ibo_desk.services.base.settings import SECRETARIAT_CONTACT
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.history.window import COLUMNS, HistoryLine
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.page import Page
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.theme import TEXT_SIZES
from ibo_desk.ui.widgets import Combo, button, heading, hint, scrolled

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.base.settings import RegionRow
    from ibo_desk.services.keeping.history import EntryRow

REGION: Final = (Field(N_("Name of the region"), "name"),)


@dataclass(frozen=True)
class _Contact:
    """Where colleges reach the secretariat, as notes print it."""

    id: UUID
    revision: UUID | None
    contact: str


def _set_contact(app: "App", _row: _Contact, text: str) -> None:
    app.settings.set(SECRETARIAT_CONTACT, text.strip())


CONTACT: Final = (
    Field(
        N_("Contact of the secretariat"),
        "contact",
        save=_set_contact,
        help=N_("Who answers questions, with telephone and e-mail: every note to a college prints it."),
    ),
)
_SIDES = (N_("Settings"), N_("Journal"))


class SettingsPage(Page):
    """Few things to set; most is remembered by itself."""

    key = "settings"
    title = N_("Settings")
    sentence = N_("How the screen looks, the name of the region, and what was done in this file.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.region = RecordPanel(desk, "region", REGION)
        self.region.stale.connect(self.reload_soon)
        self.contact = RecordPanel(desk, "setting", CONTACT)
        self.journal = TablePanel(desk, "journal", COLUMNS)
        name_table(self.journal)
        self.undo = button(desk.theme, _("Undo this"), "undo", self._undo, flat=True)
        self.undo.setEnabled(False)
        self.journal.selected.connect(self._can_undo)
        self.journal.add_to_bar(self.undo)
        left = QFrame()
        left.setObjectName("card")
        form = QVBoxLayout(left)
        edge = desk.theme.px(14)
        form.setContentsMargins(edge, edge, edge, edge)
        form.setSpacing(desk.theme.px(8))
        form.addWidget(heading(_("Region"), 2))
        form.addWidget(self.region)
        form.addWidget(self.contact)
        form.addWidget(heading(_("Screen"), 2))
        self._screen(form)
        form.addStretch(1)
        right = QFrame()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Journal"), 2))
        column.addWidget(hint(_("Everything that was written in this file, the latest first."), wrap=True))
        column.addWidget(self.journal, 1)
        panes = ListAndRecord(
            desk, "settings", scrolled(left), right, shares=(32, 68), least=(240, 300), names=_SIDES
        )
        self.body.addWidget(panes, 1)

    def _screen(self, form: QVBoxLayout) -> None:
        theme = self.desk.theme
        dark = QCheckBox(_("Dark colours"))
        dark.setChecked(theme.dark)
        dark.toggled.connect(lambda on: theme.choose(dark=on))
        form.addWidget(dark)
        size = _labelled(form, _("Text size"))
        for percent in TEXT_SIZES:
            size.addItem(f"{percent} %", percent)
        size.setCurrentIndex(max(0, size.findData(theme.percent)))
        size.activated.connect(lambda at: theme.choose(percent=size.itemData(at)))
        compact = QCheckBox(_("Compact rows"))
        compact.setToolTip(_("Less air around words, more lines at once"))
        compact.setChecked(theme.compact)
        compact.toggled.connect(lambda on: theme.choose(compact=on))
        form.addWidget(compact)
        language = _labelled(form, _("Language"))
        for key, name in LANGUAGES.items():
            language.addItem(name, key)
        language.setCurrentIndex(
            max(0, language.findData(self.desk.remembered("language", current_language())))
        )
        language.activated.connect(lambda at: self._set_language(language.itemData(at)))
        form.addWidget(hint(_("Another language applies when the program starts again."), wrap=True))

    def _set_language(self, key: str) -> None:
        self.desk.remember("language", key)
        self.desk.notice.emit(_("The language changes when the program starts again."))

    def refresh(self) -> None:
        def read(app: "App") -> "tuple[RegionRow, _Contact, list[EntryRow]]":
            region, contact = app.settings.region(), app.settings.get(SECRETARIAT_CONTACT)
            return region, _Contact(region.id, None, contact), app.history.entries()

        self.read(read, self._show)

    def _show(self, read: "tuple[RegionRow, _Contact, list[EntryRow]]") -> None:
        region, contact, entries = read
        self.region.show_record(region)
        self.contact.show_record(contact)
        self.journal.show_rows([HistoryLine.of(entry) for entry in entries])

    def show_record(self, kind: str, record_id: UUID) -> None:
        self.journal.select(record_id)

    def _can_undo(self, row: HistoryLine | None) -> None:
        self.undo.setEnabled(row is not None and row.own and not row.undone and not self.desk.read_only)

    def _undo(self) -> None:
        row = self.journal.current()
        if row is not None:
            self.write(lambda app: app.history.undo(row.id))


def _labelled(form: QVBoxLayout, text: str) -> QComboBox:
    """A choice with its label above it."""
    label = QLabel(text)
    label.setObjectName("field_label")
    combo = Combo()
    combo.setAccessibleName(text)
    label.setBuddy(combo)
    form.addWidget(label)
    form.addWidget(combo)
    return combo
