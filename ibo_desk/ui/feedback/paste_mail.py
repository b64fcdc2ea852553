"""An answer mail that was pasted: first what it seems to say, to be put right, and only then recorded."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import Answer, fits
from ibo_desk.domain.names import display_name
from ibo_desk.language import _, ngettext
from ibo_desk.services.feedback.answer_mail import (
    MailFacts,
    MailLine,
    MailProposal,
    MailText,
    read_mail_text,
)
from ibo_desk.services.feedback.writing import GivenAnswer
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.foreign.mail_file import MailFile
    from ibo_desk.ui.work_lane import Progress

T = TypeVar("T")
Cells = Sequence[tuple[UUID, UUID]]
Colleges = Sequence[tuple[str, UUID]]
_PAUSE = 350  # ms after the last key before the text is read again


class PasteMailDialog(QDialog):
    """The mail at the left, at the right what will be recorded; the whole mail is kept as the secretariat's note."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Answer from a pasted mail"))
        self._desk = desk
        self._cells: Cells = ()
        self._lines: tuple[MailLine, ...] = ()
        self._attached: tuple[str, ...] = ()
        self._proposed: MailProposal | None = None
        self._answers: list[QComboBox] = []
        theme = desk.theme
        self.resize(theme.px(1180), theme.px(600))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("Answer from a pasted mail"), 2))
        self.summary = hint("", wrap=True)
        layout.addWidget(self.summary)
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(12))
        self.mail = QPlainTextEdit()
        self.mail.setAccessibleName(_("The mail"))
        self.mail.setPlaceholderText(_("Paste the mail of the municipality here."))
        sides.addWidget(self.mail, 4)
        sides.addLayout(self._proposal_column(), 6)
        layout.addLayout(sides, 1)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.record = button(theme, "", "check", self.apply, primary=True)
        buttons.addWidget(self.record)
        layout.addLayout(buttons)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(lambda: self._read(None))

    def _proposal_column(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        row = WrapLayout()
        self.college = Combo()
        self.college.setAccessibleName(_("College"))
        self.college.activated.connect(lambda _at: self._read(self.college.currentData()))
        row.addWidget(self.college, 3)
        self.day, self.reference = QLineEdit(), QLineEdit()
        for line, name, share in (
            (self.day, _("Day of the college"), 2),
            (self.reference, _("Reference"), 3),
        ):
            line.setPlaceholderText(name)
            line.setAccessibleName(name)
            line.setToolTip(name)
            keep_line(self._desk, line, f"paste_mail.{share}", name)
            row.addWidget(line, share)
        column.addLayout(row)
        self.rows = Listing(theme, _("What will be recorded"), (_("Item"), _("Question"), _("Answer")))
        self.rows.itemChanged.connect(lambda _item, _column: self._count())
        self.rows.currentItemChanged.connect(lambda _now, _before: self._show_words())
        column.addWidget(self.rows, 1)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setObjectName("hint")
        column.addWidget(self.words)
        return column

    def begin(self, text: str, cells: Cells) -> None:
        """Read a text that was pasted; what is chosen in the matrix is offered too."""
        self._cells = tuple(cells)
        self.mail.setPlainText(text)
        keep_line(self._desk, self.mail, "paste_mail.mail", _("The mail"))
        self.mail.textChanged.connect(self._soon.start)
        self._read(None)

    def load(self, path: Path) -> None:
        """Read a saved mail in the background; what is attached to it is named, not read."""
        from ibo_desk.exchange.reply_mail import saved_mail  # heavy

        def loaded(mail: "MailFile") -> None:
            self._attached = mail.attached
            self.begin(mail.text, ())

        title = _("Reading {name}").format(name=path.name)
        self._desk.work.run(title, lambda _progress: saved_mail(path), loaded, self.banner.tell, self)

    def apply(self) -> None:
        """Record what is ticked, as one step that can be undone."""
        on = self._on()
        if on is None:
            return
        college: UUID = self.college.currentData()
        reference, mail = self.reference.text().strip(), self.mail.toPlainText().strip()
        given = [
            GivenAnswer(
                line.item_id,
                college,
                answer,
                self._of_line(line.on, self._proposed and self._proposed.on) or on,
                line.text,
                self._of_line(line.reference, self._proposed and self._proposed.reference) or reference,
                note=mail,
            )
            for line, answer in self._ticked()
        ]
        write_asking(
            self._desk,
            self,
            lambda app, over: app.feedback.record(given, over=over),
            lambda _done: self.accept(),
            self.banner.tell,
        )

    @staticmethod
    def _of_line(own: T | None, general: object) -> T | None:
        """What a line has for itself; None where the field above holds for it."""
        return None if own == general else own

    def _read(self, college_id: UUID | None) -> None:
        """What only looks at the text happens beside the store, which meanwhile records what is typed elsewhere."""
        text, cells, today = self.mail.toPlainText(), self._cells, self._desk.clock.today()

        def facts(app: "App", said: MailText) -> tuple[MailFacts, Colleges]:
            colleges = [
                (display_name(college.organisation, college.name), college.id)
                for college in app.bodies.colleges()
            ]
            return app.answer_mails.facts(said, cells, college_id), colleges

        def ask_store(said: MailText) -> None:
            self._desk.lane.read(lambda app: facts(app, said), propose, self.banner.tell, self)

        def propose(known: tuple[MailFacts, Colleges]) -> None:
            self._apart(lambda _progress: (known[0].proposal(), known[1]), self._show)

        self._apart(lambda _progress: read_mail_text(text, today), ask_store)

    def _apart(self, job: "Callable[[Progress], T]", then: "Callable[[T], None]") -> None:
        self._desk.work.run(_("Reading {name}").format(name=_("The mail")), job, then, self.banner.tell, self)

    def _show(self, read: tuple[MailProposal, Colleges]) -> None:
        proposal, colleges = read
        self._proposed = proposal
        self.college.clear()
        self.college.addItem(_("College: choose"), None)
        for at, (name, college_id) in enumerate(colleges, start=1):
            self.college.addItem(name, college_id)
            if college_id == proposal.college_id:  # Qt itself finds no ids
                self.college.setCurrentIndex(at)
        self.day.setText(formats.short_day(proposal.on))
        self.reference.setText(proposal.reference)
        self._answers = []  # earlier ones are deleted with their lines
        self._lines = proposal.lines
        self.rows.clear()
        self._answers = [self._add(line) for line in proposal.lines]
        first = self.rows.topLevelItem(0)
        if first is not None:
            self.rows.setCurrentItem(first)
        self._say(proposal)
        self._count()

    def _add(self, line: MailLine) -> QComboBox:
        question = label(line.question) if line.question else _("nothing asked")
        item = QTreeWidgetItem(self.rows, [f"{line.title} · {line.meeting}", question])
        item.setToolTip(0, item.text(0))
        ticked = line.named and line.answer is not None
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        answer = Combo()
        answer.setAccessibleName(_("Answer"))
        answer.addItem(_("no answer found"), None)
        for possible in Answer:
            if line.question is None or fits(line.question, possible):
                answer.addItem(label(possible), possible)
        answer.setCurrentIndex(max(0, answer.findData(line.answer)))
        answer.activated.connect(lambda _at: self._chosen(item, answer))
        self.rows.hold(item, 2, answer)
        return answer

    def _chosen(self, item: QTreeWidgetItem, answer: QComboBox) -> None:
        ticked = answer.currentData() is not None
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _say(self, proposal: MailProposal) -> None:
        parts = [_("Look whether this is what the mail says; nothing was recorded yet.")]
        if not self.mail.toPlainText().strip():
            parts = [_("Paste the mail of the municipality at the left.")]
        elif proposal.college_id is None:
            parts.append(_("No municipality was recognised: choose it."))
        elif not proposal.lines:
            parts.append(_("Nothing is open with this college; choose its cells in the matrix first."))
        elif proposal.on is None:
            parts.append(_("No day of the college was found: fill it in."))
        parts += proposal.unread
        if self._attached:
            parts.append(_("Attached and not read: {names}.").format(names=", ".join(self._attached)))
        self.summary.setText(" ".join(parts))

    def _ticked(self) -> "list[tuple[MailLine, Answer]]":
        """The lines that will be recorded, each with the answer that stands in it."""
        ticked = []
        for at, (line, answer) in enumerate(zip(self._lines, self._answers, strict=True)):
            item = self.rows.topLevelItem(at)
            given = answer.currentData()
            if item is not None and item.checkState(0) is Qt.CheckState.Checked and given is not None:
                ticked.append((line, Answer(given)))
        return ticked

    def _count(self) -> None:
        count = len(self._ticked()) if len(self._answers) == len(self._lines) else 0
        ready = count > 0 and self.college.currentData() is not None
        self.record.setEnabled(ready and not self._desk.read_only)
        text = ngettext("Record {count} answer", "Record {count} answers", count)
        self.record.setText(text.format(count=count))

    def _show_words(self) -> None:
        item = self.rows.currentItem()
        at = self.rows.indexOfTopLevelItem(item) if item is not None else -1
        line = self._lines[at] if 0 <= at < len(self._lines) else None
        text = line.text if line else ""
        own = [formats.short_day(line.on), line.reference] if line else []
        parts = [_("Answer in full: {text}").format(text=text) if text else "", *own]
        self.words.setText(" · ".join(part for part in parts if part))

    def _on(self) -> date | None:
        try:
            on = parse("date", self.day.text(), today=self._desk.clock.today())
        except UserError as error:
            self.banner.tell(error)
            return None
        if not isinstance(on, date):
            self.banner.say(_("Fill in the day on which the college dealt with it."))
            return None
        return on
