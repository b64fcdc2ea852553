"""Invitation and agenda to all who must have them: drafts per group, then kept as sent with who got them."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.documents.files_out import Edited, cannot_write
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.invitations import CalendarForm
from ibo_desk.exchange.mail_drafts import REPLY_TO
from ibo_desk.exchange.meeting_mails import ORGANIZER, Sending, names_of
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.shared.after import After
from ibo_desk.ui.shared.copy_mail import CopyMail
from ibo_desk.ui.shared.mail_folder import FOLDER, mail_folder, open_path
from ibo_desk.ui.shared.mail_parts import labelled, mail_parts
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button, heading, hint
from ibo_desk.ui.work_lane import Progress

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.content import Agenda
    from ibo_desk.documents.paper import Paper
    from ibo_desk.documents.papers import Papers
    from ibo_desk.exchange.meeting_mails import MeetingDraft

_FORMS: Final = (
    (N_("agenda as PDF"), ("pdf",)),
    (N_("agenda in Word"), ("docx",)),
    (N_("agenda in Word and as PDF"), ("docx", "pdf")),
)
_CALENDARS: Final = (
    (N_("invitation with buttons to answer"), CalendarForm.REQUEST),
    (N_("a calendar file to open"), CalendarForm.FILE),
    (N_("nothing for the calendar"), CalendarForm.NONE),
)
_CALENDAR: Final = "meetings/calendar"


@dataclass(frozen=True)
class _Made:
    """The drafts that lie in the folder, and the agenda that is in them."""

    drafts: "tuple[MeetingDraft, ...]"
    paths: tuple[Path, ...]
    agenda: "Agenda"


class SendDialog(QDialog):
    """Opened on a meeting: nothing is sent by itself, and only what a person says was sent is kept as that."""

    def __init__(self, desk: Desk, parent: QWidget, file: MeetingFile) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._file = desk, file
        self._annexes: list[Path] = []
        self.made: _Made | None = None
        self.cancels = file.meeting.state is MeetingState.CANCELLED
        title = _("Send the cancellation") if self.cancels else _("Send the agenda")
        self.setWindowTitle(title)
        theme = desk.theme
        self.resize(theme.px(1040), theme.px(580))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        name = f"{title}: {file.meeting.short} · {formats.day(file.meeting.on)}"
        layout.addWidget(heading(name, 2))
        layout.addWidget(hint(_what_goes(file), wrap=True))
        choices = self._choices()
        self.annexes = hint("", wrap=True)
        self.groups = Listing(theme, _("Draft mails"), (_("Group"), _("Goes to"), _("Attached")))
        self.groups.itemDoubleClicked.connect(self._open_draft)
        self.copied = CopyMail(desk, self._chosen)
        self.copied.setEnabled(False)
        self.after = After(desk)
        parts = (self.annexes, self.groups, self.copied, self.after)
        layout.addWidget(mail_parts(theme, choices, *parts), 1)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        self.make = button(theme, _("Make draft mails"), "mail", self.make_drafts, primary=True)
        buttons.addWidget(self.make)
        layout.addLayout(buttons)
        self._tell_annexes()
        self._begin()

    def _choices(self) -> WrapLayout:
        row = WrapLayout()
        self.forms = _combo(_("Form of the agenda"))
        for text, forms in _FORMS:
            self.forms.addItem(_(text), forms)
        self.calendar = _combo(_("For the calendar"))
        for text, form in _CALENDARS:
            self.calendar.addItem(_(text), form)
            if form == self._desk.remembered(_CALENDAR, CalendarForm.REQUEST):
                self.calendar.setCurrentIndex(self.calendar.count() - 1)
        self.calendar.activated.connect(lambda at: self._desk.remember(_CALENDAR, self.calendar.itemData(at)))
        self.organizer = QLineEdit()
        self.organizer.setPlaceholderText(_("Invites (address)"))
        self.organizer.setAccessibleName(_("Invites (address)"))
        self.organizer.setMinimumWidth(self._desk.theme.px(180))
        self.organizer.setToolTip(
            _("The mailbox that sends: answers to the invitation go there; it is kept in the file.")
        )
        self.organizer.editingFinished.connect(self._keep_organizer)
        self._organizer_draft = keep_line(
            self._desk, self.organizer, "mail.organizer", _("Invites (address)")
        )
        self.folder = QLineEdit(str(mail_folder(self._desk)))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.setMinimumWidth(self._desk.theme.px(300))
        self.add_annexes = button(
            self._desk.theme, _("Add annexes…"), "file", self._choose_annexes, flat=True
        )
        self.forms.setVisible(not self.cancels)
        self.add_annexes.setVisible(not self.cancels)
        row.addWidget(self.forms, 2)
        row.addWidget(self.calendar, 2)
        row.addWidget(labelled(self._desk.theme, _("Invites"), self.organizer), 2)
        row.addWidget(self.folder, 3)
        row.addWidget(button(self._desk.theme, _("Choose…"), "folder", self._choose_folder, flat=True))
        row.addWidget(self.add_annexes)
        return row

    def _begin(self) -> None:
        """Who will get it, before anything is made."""
        meeting_id = self._file.meeting.id
        none = Sending((), "", CalendarForm.NONE)
        self._desk.lane.read(
            lambda app: (
                app.settings.get(ORGANIZER) or app.settings.get(REPLY_TO),
                app.meeting_mails.drafts(meeting_id, none),
            ),
            self._offer,
            self.banner.tell,
            self,
        )

    def _offer(self, read: "tuple[str, list[MeetingDraft]]") -> None:
        organizer, drafts = read
        if not self.organizer.text():
            self.organizer.setText(organizer)
        self._list(drafts)
        if not drafts:
            self.after.say(
                _("Nobody is invited yet: put people on the attendance list, or give them a mandate.")
            )
            self.make.setEnabled(False)

    # making

    def make_drafts(self) -> None:
        """Write the agenda and the drafts in the folder; that papers were made is noted, nothing else."""
        self.banner.hide()
        self._desk.remember(FOLDER, self.folder.text().strip())
        folder, meeting_id = mail_folder(self._desk), self._file.meeting.id
        forms: tuple[str, ...] = () if self.cancels else self.forms.currentData()

        def write(read: "tuple[Papers, Paper]") -> None:
            maker, paper = read

            def job(progress: Progress) -> list[Path]:
                if not forms:
                    return []
                return maker.write(
                    [paper],
                    folder=folder,
                    formats=forms,
                    progress=progress,
                    on_edited=lambda _path: Edited.KEEP,
                )

            self._desk.work.run(
                _("Making papers"),
                job,
                lambda paths: self._drafts(folder, paper, paths),
                self.banner.tell,
                self,
            )

        self._desk.lane.read(
            lambda app: (app.papers, app.issuing.agenda_to_send(meeting_id)), write, self.banner.tell, self
        )

    def _drafts(self, folder: Path, paper: "Paper", paths: list[Path]) -> None:
        from ibo_desk.documents.content import Agenda

        agenda, meeting_id = paper.content, self._file.meeting.id
        assert isinstance(agenda, Agenda)
        sending = Sending(
            (*paths, *self._annexes),
            self.organizer.text().strip(),
            CalendarForm(self.calendar.currentData()),
            agenda.version,
            agenda.changes,
        )

        def job(app: "App") -> _Made:
            drafts = app.meeting_mails.drafts(meeting_id, sending)
            try:
                written = write_drafts(drafts, folder)
            except OSError as error:
                raise cannot_write(folder, error) from error
            app.papers.register([paper], paths)
            return _Made(tuple(drafts), tuple(written), agenda)

        run = self._desk.lane.read if self._desk.read_only or not paths else self._desk.lane.write
        run(job, lambda made: self._show(made, folder), self.banner.tell, self)

    def _show(self, made: _Made, folder: Path) -> None:
        self.made = made
        self.copied.setEnabled(bool(made.drafts))
        self._list(made.drafts)
        text = ngettext(
            "{count} draft lies in {folder}. Open it, read it and send it.",
            "{count} drafts lie in {folder}. Open them, read them and send them.",
            len(made.drafts),
        ).format(count=len(made.drafts), folder=folder)
        wants_calendar = self.calendar.currentData() != CalendarForm.NONE
        if wants_calendar and not any(draft.invitation for draft in made.drafts):
            text += " " + _(
                "No invitation goes along: fill in the address that invites, and make them again."
            )
        choices = [(_("Open the folder"), "folder", lambda: open_path(folder))]
        if not self._desk.read_only and not self.cancels:
            choices.append((_("Sent: keep this version"), "send", self.note_sent))
        self.after.say(text, choices)

    def note_sent(self) -> None:
        """Keep the agenda that is in the drafts as sent, with who of the ticked groups got it."""
        made, meeting_id = self.made, self._file.meeting.id
        if made is None:
            return
        sent = [draft for at, draft in enumerate(made.drafts) if self._ticked(at)]

        def kept(_none: object) -> None:
            self.after.say(_("The agenda is kept as it was sent, with who got it."))

        self._desk.lane.write(
            lambda app: app.issuing.send_agenda(meeting_id, names_of(sent), made.agenda),
            kept,
            self.banner.tell,
            self,
        )

    # the list

    def _list(self, drafts: "list[MeetingDraft] | tuple[MeetingDraft, ...]") -> None:
        self.groups.clear()
        for draft in drafts:
            line = QTreeWidgetItem(self.groups)
            addresses = ", ".join(recipient.email for recipient in draft.recipients)
            line.setText(0, f"{draft.name} ({len(draft.recipients)})")
            line.setText(1, "\n".join(text for text in (addresses, draft.problem) if text))
            files = [path.name for path in draft.attachments]
            line.setText(2, ", ".join([*files, *([_("invitation")] if draft.invitation else [])]))
            for column in (1, 2):
                line.setToolTip(column, line.text(column))
            line.setCheckState(0, Qt.CheckState.Checked if draft.recipients else Qt.CheckState.Unchecked)

    def _ticked(self, at: int) -> bool:
        line = self.groups.topLevelItem(at)
        return line is not None and line.checkState(0) is Qt.CheckState.Checked

    def _chosen(self) -> "tuple[MeetingDraft, Path] | None":
        if self.made is None or not self.made.drafts:
            return None
        line = self.groups.currentItem()
        at = max(0, self.groups.indexOfTopLevelItem(line)) if line is not None else 0
        return self.made.drafts[at], self.made.paths[at]

    def _open_draft(self, line: QTreeWidgetItem) -> None:
        if self.made is not None:
            open_path(self.made.paths[self.groups.indexOfTopLevelItem(line)])

    # what goes along

    def _keep_organizer(self) -> None:
        address = self.organizer.text().strip()
        if not self._desk.read_only:
            self._desk.lane.write(
                lambda app: app.settings.set(ORGANIZER, address),
                lambda _none: self._organizer_draft.begin_from_here(),
                owner=self,
            )

    def _choose_annexes(self) -> None:
        dialog = QFileDialog(self, _("Annexes"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.attach)
        dialog.open()

    def attach(self, names: list[str]) -> None:
        """Let these files go along, each once."""
        self._annexes += [path for path in map(Path, names) if path not in self._annexes]
        self._tell_annexes()

    def _tell_annexes(self) -> None:
        """The files that go along, and the annexes that the agenda names."""
        named = [line.strip() for item in self._file.items for line in item.attachments.splitlines()]
        listed = "; ".join(text for text in named if text)
        parts = [
            _("Annexes: {names}").format(names=", ".join(path.name for path in self._annexes))
            if self._annexes
            else "",
            _("The agenda names: {names}").format(names=listed) if listed else "",
        ]
        self.annexes.setText(" · ".join(part for part in parts if part))
        self.annexes.setVisible(bool(self.annexes.text()) and not self.cancels)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Folder for the draft mails"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def _combo(name: str) -> QComboBox:
    combo = Combo()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(28)
    return combo


def _what_goes(file: MeetingFile) -> str:
    if file.meeting.state is MeetingState.CANCELLED:
        return _(
            "One draft mail per group (.eml), which takes the meeting off the calendars. You send them yourself."
        )
    if file.sent.letter:
        return _(
            "One draft mail per group (.eml). {sentence}; what differs since stands in the mail."
        ).format(sentence=file.sent.sentence)
    return _("One draft mail per group (.eml), with the agenda and the invitation. You send them yourself.")
