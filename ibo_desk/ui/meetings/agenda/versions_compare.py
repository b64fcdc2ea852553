"""Two versions of an agenda side by side: what is new, changed, moved or dropped."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QTextBrowser, QVBoxLayout, QWidget

from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.agenda_comparison import ComparedItem, compare_agendas
from ibo_desk.domain.agenda_marks import AgendaMark
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.versions import AgendaVersionRow
from ibo_desk.services.words import format as formats
from ibo_desk.services.words.fields import field_label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.agenda.version_choice import VersionChoice
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.shared.differences import come, escaped, gone
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

# A sign, a word and a colour for each.
_SHOWN: dict[AgendaMark, tuple[str, str, str]] = {
    AgendaMark.SAME: ("=", N_("the same"), ""),
    AgendaMark.NEW: ("+", N_("new"), "good"),
    AgendaMark.CHANGED: ("≠", N_("changed"), "warn"),
    AgendaMark.RENUMBERED: ("↕", N_("renumbered"), "info"),
    AgendaMark.DROPPED: ("−", N_("dropped"), "bad"),
    AgendaMark.WITHDRAWN: ("−", N_("withdrawn"), "bad"),
}
# Fields of the paper under the name that the form has for them.
_NAMES = {
    "type": "item_type", "layer": "transport_layer", "action": "action_id", "submitted_by": "submitted_by_id",
}  # fmt: skip


_NOTHING = "<p>–</p>"


class CompareDialog(QDialog):
    """Two versions are chosen, or one and the agenda as it is now."""

    def __init__(self, desk: Desk, file: MeetingFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._meeting_id = file.meeting.id
        self._lines: Sequence[ComparedItem] = ()
        theme = desk.theme
        self.setWindowTitle(_("Compare versions – {meeting}").format(meeting=file.meeting.short))
        self.resize(theme.px(960), theme.px(600))
        self.choice = VersionChoice()
        self.choice.changed.connect(self._compare)
        self.whole = QCheckBox(_("also what stayed the same"))
        self.whole.setChecked(True)
        self.whole.toggled.connect(lambda _on: self._draw())
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Differences"))
        top = WrapLayout()
        top.addWidget(self.choice, 1)
        top.addWidget(self.whole)
        end = WrapLayout()
        end.addStretch(1)
        end.addWidget(button(theme, _("Close"), "", self.accept))
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        layout.addLayout(end)
        desk.lane.read(
            lambda app: app.agenda_versions.versions(file.meeting.id),
            lambda rows: self._offer(rows, file),
            owner=self,
        )

    def _offer(self, rows: Sequence[AgendaVersionRow], file: MeetingFile) -> None:
        now = _("the agenda as it is now") if file.sent.differs or len(rows) < 2 else ""
        self.choice.offer([(_version_name(row), row.id) for row in rows], now)
        self._compare()

    def _compare(self) -> None:
        old, new = self.choice.chosen()
        if old is not None:
            meeting_id = self._meeting_id
            self._desk.lane.read(lambda app: _compared(app, meeting_id, old, new), self._show, owner=self)

    def _show(self, lines: Sequence[ComparedItem]) -> None:
        self._lines = lines
        self._draw()

    def _draw(self) -> None:
        theme = self._desk.theme
        lines = [line for line in self._lines if self.whole.isChecked() or line.mark is not AgendaMark.SAME]
        if not lines:
            self.text.setPlainText(_("The two agendas are the same."))
            return
        names = (self.choice.old.currentText(), self.choice.new.currentText(), _("Difference"))
        head = "".join(
            f'<th align="left" width="{width}">{escaped(name)}</th>'
            for name, width in zip(names, ("40%", "40%", "20%"), strict=True)
        )
        rows = "".join(_row(theme, line) for line in lines)
        border = theme.colour("line").name()
        self.text.setHtml(
            f'<table width="100%" cellspacing="0" cellpadding="6" border="1" style="border-collapse:collapse;'
            f'border-color:{border}"><tr>{head}</tr>{rows}</table>'
        )


def _version_name(row: AgendaVersionRow) -> str:
    day = formats.short_day(row.sent_on or row.made_at.date())
    return _("Agenda {letter}, sent on {day}").format(letter=row.letter, day=day)


def _compared(app: "App", meeting_id: UUID, old: UUID, new: UUID | None) -> list[ComparedItem]:
    after = (
        app.agenda_versions.content(new)
        if new is not None
        else to_json(app.papers.preview(PaperRequest("agenda", meeting_id=meeting_id)))
    )
    return compare_agendas(app.agenda_versions.content(old), after)


def _row(theme: Theme, item: ComparedItem) -> str:
    sign, word, colour = _SHOWN[item.mark]
    style = (
        f'style="color:{theme.colour(f"on_{colour}").name()};background:{theme.colour(colour).name()}"'
        if colour
        else ""
    )
    old, new = (
        _cell(number, title)
        for number, title in ((item.old_number, item.old_title), (item.new_number, item.new_title))
    )
    for field in item.fields:
        name = f"<p><i>{escaped(field_label(_NAMES.get(field.name, field.name)))}</i></p>"
        old += name + (gone(theme, field.old) if field.old else _NOTHING)
        new += name + (come(theme, field.new) if field.new else _NOTHING)
    said = f"<span {style}>&nbsp;{sign} {escaped(_(word))}&nbsp;</span>"
    return f'<tr><td valign="top">{old}</td><td valign="top">{new}</td><td valign="top">{said}</td></tr>'


def _cell(number: str, title: str) -> str:
    return f"<p>{number}. {escaped(title)}</p>" if number else _NOTHING
