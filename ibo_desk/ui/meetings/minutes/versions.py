"""The versions of the minutes, and what differs between two of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QTextBrowser, QVBoxLayout, QWidget

from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.differences import Difference
from ibo_desk.domain.paper_text import ParagraphChange
from ibo_desk.language import _
from ibo_desk.services.minutes.minutes import VersionRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.agenda.version_choice import VersionChoice
from ibo_desk.ui.meetings.minutes.reading import MinutesFile
from ibo_desk.ui.shared.differences import come, escaped, gone
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App


class VersionsPart(QWidget):
    """Two versions are chosen, or one and what is written now; their differences stand below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: MinutesFile | None = None
        theme = desk.theme
        self.choice = VersionChoice()
        self.choice.changed.connect(self._compare)
        self.old, self.new = self.choice.old, self.choice.new
        self.whole = QCheckBox(_("also what stayed the same"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Differences"))
        top = WrapLayout()
        top.addWidget(self.choice)
        top.addWidget(self.whole)
        top.addStretch(1)
        self.whole.toggled.connect(lambda _on: self._compare())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)

    def show_file(self, file: MinutesFile) -> None:
        """Show the versions; the last two are compared, or the last with what is written now."""
        other = self._file is None or self._file.meeting.id != file.meeting.id
        known = None if self._file is None else self._file.versions
        self._file = file
        if other or known != file.versions:
            self._offer(file)
        self._compare()

    def _offer(self, file: MinutesFile) -> None:
        now = not file.meeting.locked and not file.meeting.external_secretariat
        self.choice.offer(
            [(version_name(version), version.id) for version in file.versions],
            _("what is written now") if now else "",
        )

    def _compare(self) -> None:
        file, (old, new) = self._file, self.choice.chosen()
        for widget in (self.old, self.new, self.whole):
            widget.setEnabled(old is not None)
        if file is None or old is None:
            self.text.setPlainText(_("There is no version yet."))
            return
        meeting_id = file.meeting.id
        self._desk.lane.read(lambda app: _differences(app, meeting_id, old, new), self._show, owner=self)

    def _show(self, changes: Sequence[ParagraphChange]) -> None:
        shown = [change for change in changes if self.whole.isChecked() or change.kind is not Difference.SAME]
        if not shown:
            self.text.setPlainText(_("The text is the same."))
            return
        self.text.setHtml(self._html(shown))

    def _html(self, changes: Sequence[ParagraphChange]) -> str:
        theme = self._desk.theme
        parts: list[str] = []
        where = ""
        for change in changes:
            if change.where != where:
                where = change.where
                parts.append(f"<h4>{escaped(where)}</h4>")
            if change.kind is Difference.SAME:
                parts.append(f"<p>{escaped(change.new)}</p>")
                continue
            if change.old:
                parts.append(gone(theme, change.old))
            if change.new:
                parts.append(come(theme, change.new))
        return "".join(parts)


def version_name(version: VersionRow) -> str:
    """ "2 · voorgelegd 12/12/2026"."""
    on = version.approved_on or version.submitted_on or version.made_at.date()
    return f"{version.number} · {show_value(version.state)} {show_value(on)}"


def _differences(app: "App", meeting_id: UUID, old: UUID, new: UUID | None) -> Sequence[ParagraphChange]:
    if new is not None:
        return app.minutes.differences(old, new)
    return app.minutes.differences_with(
        old, to_json(app.papers.preview(PaperRequest("minutes", meeting_id=meeting_id)))
    )
