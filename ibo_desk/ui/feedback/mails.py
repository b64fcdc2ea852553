"""Mails to the colleges as drafts in a folder: made here, sent by the person, and only then noted as sent."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

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
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import UserError
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.mail_drafts import REPLY_TO
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.words import format as formats
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.feedback.mail_files import Written, by_college, notes_going, printed_notes, write_sheets
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.after import After
from ibo_desk.ui.shared.copy_mail import CopyMail
from ibo_desk.ui.shared.mail_folder import FOLDER, NOTICES, REMINDERS, mail_folder, open_path
from ibo_desk.ui.shared.mail_parts import mail_parts
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button, heading, hint
from ibo_desk.ui.work_lane import Progress

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.paper import Paper
    from ibo_desk.documents.papers import Papers
    from ibo_desk.exchange.mail_addresses import Recipient
    from ibo_desk.exchange.mail_drafts import MailDraft
    from ibo_desk.services.meetings.meetings import MeetingRow

CALENDARS: Final = "calendars"
FORMS: Final = (
    (N_("notes in Word"), ("docx",)),
    (N_("notes as PDF"), ("pdf",)),
    (N_("notes in Word and as PDF"), ("docx", "pdf")),
)
REPLY_KINDS: Final = (
    ("xlsx", N_("reply sheet in Excel"), ("xlsx",)),
    ("docx", N_("reply form in Word"), ("docx",)),
    ("both", N_("reply in Excel and in Word"), ("xlsx", "docx")),
)
Forms = dict[UUID, list[tuple[str, bytes]]]


class MailsDialog(QDialog):
    """Choose notes of a meeting or reminders, look at who gets what, tick what was sent."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Draft mails to the colleges"))
        self._desk = desk
        self.written: Written | None = None
        theme = desk.theme
        self.resize(theme.px(980), theme.px(560))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("Draft mails to the colleges"), 2))
        layout.addWidget(
            hint(
                _(
                    "For each college one draft (.eml) that opens in your own mail program; nothing is sent by "
                    "itself. A note that you changed in the folder goes along as it lies there."
                ),
                wrap=True,
            )
        )
        choices = self._choices()
        self.mails = Listing(theme, _("Draft mails"), (_("Municipality"), _("Goes to"), _("Attached")))
        self.mails.itemDoubleClicked.connect(self._open_draft)
        self.copied = CopyMail(desk, self._chosen)
        self.copied.setEnabled(False)
        self.after = After(desk)
        layout.addWidget(mail_parts(theme, choices, self.mails, self.copied, self.after), 1)
        buttons = WrapLayout()
        self.day = QLineEdit(formats.short_day(desk.clock.today()))
        self.day.setFixedWidth(theme.px(96))
        self.day.setAccessibleName(_("Sent on"))
        buttons.addWidget(hint(_("Sent on")))
        buttons.addWidget(self.day)
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        self.make = button(theme, _("Make draft mails"), "mail", self.make_drafts, primary=True)
        buttons.addWidget(self.make)
        layout.addLayout(buttons)

    def _choices(self) -> WrapLayout:
        row = WrapLayout()
        self.about = self._combo(_("Which mails"))
        self.about.setMinimumContentsLength(30)
        self.about.addItem(_("reminders of what is asked"), REMINDERS)
        self.about.addItem(_("notices of what ended, moved or is asked otherwise"), NOTICES)
        self._year = self._desk.clock.today().year + 1
        asked = _("questions for the days of the colleges in {year}")
        self.about.addItem(asked.format(year=self._year), CALENDARS)
        self.about.activated.connect(self._forget)
        self.forms = self._combo(_("Form of the notes"))
        for text, forms in FORMS:
            self.forms.addItem(_(text), forms)
        self.replies = self._combo(_("Form of the reply"))
        for key, text, kinds in REPLY_KINDS:
            self.replies.addItem(_(text), kinds)
            if key == self._desk.remembered("mails/reply"):
                self.replies.setCurrentIndex(self.replies.count() - 1)
        self.replies.activated.connect(lambda at: self._desk.remember("mails/reply", REPLY_KINDS[at][0]))
        self.folder = QLineEdit(str(mail_folder(self._desk)))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.setMinimumWidth(self._desk.theme.px(200))
        self.reply_to = QLineEdit()
        self.reply_to.setPlaceholderText(_("Answers to (address)"))
        self.reply_to.setAccessibleName(_("Answers to (address)"))
        self.reply_to.setMinimumWidth(self._desk.theme.px(160))
        self.reply_to.setToolTip(
            _("The answer links in the mails write to this address; it is kept in the file.")
        )
        self.reply_to.editingFinished.connect(self._keep_reply_to)
        self._reply_draft = keep_line(self._desk, self.reply_to, "mail.reply_to", _("Answers to (address)"))
        row.addWidget(self.about, 3)
        row.addWidget(self.forms, 2)
        row.addWidget(self.replies, 2)
        row.addWidget(self.reply_to, 2)
        row.addWidget(self.folder, 3)
        row.addWidget(button(self._desk.theme, _("Choose…"), "folder", self._choose_folder, flat=True))
        return row

    def _combo(self, name: str) -> QComboBox:
        combo = Combo()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        return combo

    def begin(self, chosen: UUID | str | None, *, make: bool = False) -> None:
        """Offer the meetings; the notes of the one that is chosen, or other mails, are made at once with ``make``."""

        def offer(meetings: "Sequence[MeetingRow]") -> None:
            for at, meeting in enumerate(sorted(meetings, key=lambda meeting: meeting.on, reverse=True)):
                self.about.insertItem(
                    at,
                    _("notes of {meeting}").format(meeting=f"{meeting.short} · {formats.day(meeting.on)}"),
                    meeting.id,
                )
            there = (at for at in range(self.about.count()) if self.about.itemData(at) == chosen)
            self.about.setCurrentIndex(next(there, 0))
            self._forget()
            if make:
                self.make_drafts()

        self._desk.lane.read(lambda app: app.meetings.listing(), offer, None, self)
        self._desk.lane.read(lambda app: app.settings.get(REPLY_TO), self.reply_to.setText, None, self)

    # making

    def make_drafts(self) -> None:
        """Write notes, reply sheets and drafts in the folder; nothing is recorded but that papers were made."""
        self.banner.hide()
        self._desk.remember(FOLDER, self.folder.text().strip())
        folder = mail_folder(self._desk)
        chosen: UUID | str | None = self.about.currentData()
        if not isinstance(chosen, UUID):
            self._drafts(None, folder, self._without_meeting(chosen))
            return
        meeting_id = chosen
        forms: Sequence[str] = self.forms.currentData()
        kinds: Sequence[str] = self.replies.currentData()

        def read(app: "App") -> "tuple[Papers, list[Paper], Forms]":
            papers = app.papers.contents(PaperRequest("memo", meeting_id=meeting_id))
            colleges = dict.fromkeys(paper.college_id for paper in papers if paper.college_id)
            return app.papers, papers, app.replies.forms_of(meeting_id, colleges, kinds)

        def write(papers_made: "tuple[Papers, list[Paper], Forms]") -> None:
            maker, papers, sheets = papers_made

            def job(progress: Progress) -> tuple[list[Path], dict[UUID, list[Path]]]:
                paths = maker.write(
                    papers,
                    folder=folder,
                    formats=forms,
                    progress=progress,
                    on_edited=lambda _path: Edited.KEEP,
                )
                return paths, write_sheets(folder, sheets)

            def made(files: tuple[list[Path], dict[UUID, list[Path]]]) -> None:
                paths, replies = files
                attached = by_college(papers, paths)
                for college_id, forms_of in replies.items():
                    attached[college_id].extend(forms_of)
                printed = printed_notes(papers)
                self._drafts(
                    meeting_id,
                    folder,
                    lambda app: app.mail_drafts.notes(
                        meeting_id, attached, reply_sheets=True, printed=printed
                    ),
                    lambda app: app.papers.register(papers, paths),
                    tuple(papers),
                )

            self._desk.work.run(_("Making papers"), job, made, self.banner.tell, self)

        self._desk.lane.read(read, write, self.banner.tell, self)

    def _without_meeting(self, chosen: str | None) -> "Callable[[App], list[MailDraft]]":
        """The mails that belong to no meeting."""
        if chosen == NOTICES:
            return lambda app: app.mail_drafts.notices()
        if chosen == CALENDARS:
            return lambda app: app.mail_drafts.calendar_questions(self._year)
        return lambda app: app.mail_drafts.reminders()

    def _keep_reply_to(self) -> None:
        """Where the answer links lead to is kept in the file: it holds for who sends next."""
        address = self.reply_to.text().strip()
        if not self._desk.read_only:
            self._desk.lane.write(
                lambda app: app.settings.set(REPLY_TO, address),
                lambda _none: self._reply_draft.begin_from_here(),
                owner=self,
            )

    def _drafts(
        self,
        meeting_id: UUID | None,
        folder: Path,
        make: "Callable[[App], list[MailDraft]]",
        register: "Callable[[App], object] | None" = None,
        papers: "tuple[Paper, ...]" = (),
    ) -> None:
        def job(app: "App") -> Written:
            drafts = make(app)
            try:
                paths = write_drafts(drafts, folder)
            except OSError as error:
                raise cannot_write(folder, error) from error
            written = Written(meeting_id, tuple(drafts), tuple(paths), papers)
            if register is not None:
                register(app)
            return written

        run = self._desk.lane.read if register is None or self._desk.read_only else self._desk.lane.write
        run(job, lambda written: self._show(written, folder), self.banner.tell, self)

    def _show(self, written: Written, folder: Path) -> None:
        self.written = written
        self.copied.setEnabled(bool(written.drafts))
        self.mails.clear()
        for draft in written.drafts:
            item = QTreeWidgetItem(self.mails)
            item.setText(0, draft.municipality)
            item.setText(1, draft.problem or ", ".join(recipient.email for recipient in draft.recipients))
            item.setText(2, ", ".join(path.name for path in draft.attachments))
            item.setToolTip(1, draft.problem or "\n".join(_goes_to(whom) for whom in draft.recipients))
            item.setToolTip(2, item.text(2))
            item.setCheckState(0, Qt.CheckState.Unchecked if draft.problem else Qt.CheckState.Checked)
        if not written.drafts:
            self.after.say(_("Nothing waits for an answer, as far as registered: there is nothing to mail."))
            return
        text = ngettext(
            "{count} draft lies in {folder}. Open it, read it and send it; what stays ticked is what was sent.",
            "{count} drafts lie in {folder}. Open them, read them and send them; what stays ticked is what was sent.",
            len(written.drafts),
        )
        choices = [(_("Open the folder"), "folder", lambda: open_path(folder))]
        if not self._desk.read_only:
            choices.append((_("The ticked ones were sent"), "send", self.note_sent))
        self.after.say(text.format(count=len(written.drafts), folder=folder), choices)

    # after sending

    def note_sent(self) -> None:
        """Record delivery or reminder, on the day that is filled in, for the drafts that are ticked."""
        written = self.written
        try:
            on = parse("date", self.day.text(), today=self._desk.clock.today()) or self._desk.clock.today()
        except UserError as error:
            self.banner.tell(error)
            return
        if written is None:
            return
        sent = [draft for at, draft in enumerate(written.drafts) if self._ticked(at)]
        meeting_id = written.meeting_id

        def job(app: "App", over: Over) -> int:
            if meeting_id is not None:
                going = notes_going(written, sent)
                return app.issuing.deliver_notes(meeting_id, list(going), on, over=over, going=going)
            app.mail_drafts.sent(sent, on)
            return len(sent)

        def announce(count: int) -> None:
            text = (
                ngettext(
                    "{count} note was noted as delivered on {day}.",
                    "{count} notes were noted as delivered on {day}.",
                    count,
                )
                if meeting_id is not None
                else ngettext(
                    "{count} mail was noted as sent on {day}.",
                    "{count} mails were noted as sent on {day}.",
                    count,
                )
            )
            noted = text.format(count=count, day=formats.day(on))
            self.after.say(noted if count else _("Nothing was waiting for these notes."))

        write_asking(self._desk, self, job, announce, self.banner.tell)

    def _ticked(self, at: int) -> bool:
        item = self.mails.topLevelItem(at)
        return item is not None and item.checkState(0) is Qt.CheckState.Checked

    def _forget(self, _at: int = 0) -> None:
        """Other mails are chosen: what was made before is no longer what stands here."""
        self.written = None
        self.copied.setEnabled(False)
        self.mails.clear()
        self.after.say("")
        for combo in (self.forms, self.replies):
            combo.setEnabled(isinstance(self.about.currentData(), UUID))

    def _chosen(self) -> "tuple[MailDraft, Path] | None":
        """The mail that is chosen, else the first, with its file."""
        if self.written is None or not self.written.drafts:
            return None
        item = self.mails.currentItem()
        at = max(0, self.mails.indexOfTopLevelItem(item)) if item is not None else 0
        return self.written.drafts[at], self.written.paths[at]

    def _open_draft(self, item: QTreeWidgetItem) -> None:
        if self.written is not None:
            open_path(self.written.paths[self.mails.indexOfTopLevelItem(item)])

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Folder for the draft mails"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def _goes_to(whom: "Recipient") -> str:
    """Who it is, and why an alderman who does not sit there gets a copy."""
    who = f"{whom.name} <{whom.email}>"
    if whom.fields:
        return _("{who}, copy: their field ({fields})").format(who=who, fields=", ".join(whom.fields))
    return _("{who}, copy").format(who=who) if whom.copy else who
