"""Replies that came back: first what each says, and only then recorded."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import Answer, fits
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import chosen
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.look_first import LookDialog, Words
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import Combo, button

if TYPE_CHECKING:
    from ibo_desk.exchange.reply import Reply, ReplyRow, ReturnedLine


class ReplyDialog(LookDialog):
    """Shows a returned form row by row; "Record" writes its answers as one step that can be undone.

    Several forms are looked at one after the other; "Skip" leaves one as it is.
    """

    folder_key = "replies/folder"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = Words(
            _("Read in a reply sheet"),
            _("Which reply sheet?"),
            _("The workbook or Word form that went with a note and that the municipality sent back."),
            _("Answers on the sheet"),
            _("Record"),
            "check",
            _("Reply sheets (*.xlsx *.docx)"),
        )
        heads = (_("Item"), _("Answer"), _("Day"), _("Explanation or reservation"), _("Attention"))
        super().__init__(desk, parent, words, heads, 480)
        self._reply: Reply | None = None
        self._lines: list[_Line] = []
        self._waiting: list[Path] = []
        self._whole = 1
        self.skip = button(desk.theme, _("Skip"), "", self._next)
        self.skip.hide()
        self.buttons.insertWidget(self.buttons.count() - 1, self.skip)

    def load_all(self, paths: Sequence[Path]) -> None:
        """Look at several forms, one after the other."""
        self._waiting = list(paths)
        self._whole = len(paths)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self.accept()
            return
        path = self._waiting.pop(0)
        self.skip.setVisible(bool(self._waiting))
        self.title.setText(path.name)
        self.summary.clear()
        self.rows.clear()
        self.load(path)

    def look(self, path: Path) -> None:
        from ibo_desk.exchange.replies import returned  # heavy

        def judge(lines: "list[ReturnedLine]") -> None:
            self.desk.lane.read(lambda app: app.replies.judge(path, lines), self._show, self.refused, self)

        self.read_apart(path, lambda progress: returned(path, progress), judge)

    def refused(self, error: UserError) -> None:
        self._reply = None
        self._lines = []
        super().refused(error)

    def _show(self, reply: "Reply") -> None:
        self._reply = reply
        self.title.setText(f"{reply.municipality} · {reply.meeting}")
        self._lines = []  # earlier ones are deleted with their rows
        self.rows.clear()
        self._lines = [_Line(self.desk, self.rows, row, self._tell) for row in reply.rows]
        self._tell()

    def _tell(self) -> None:
        """What will be recorded, as the lines stand now."""
        reply = self._meant()
        if reply is None:
            return
        count = sum(not row.asks for row in reply.to_record)
        text = ngettext("{count} answer will be recorded.", "{count} answers will be recorded.", count)
        lines = [f"{reply.source}: " + text.format(count=count)]
        if self._whole > 1:
            at = self._whole - len(self._waiting)
            lines.append(_("Reply {at} of {whole}.").format(at=at, whole=self._whole))
        if any(row.asks for row in reply.to_record):
            lines.append(_("Tick an answer that may be recorded in spite of what is said beside it."))
        self.summary.setText(" ".join(lines))
        self.record.setEnabled(bool(reply.to_record) and not self.desk.read_only)

    def _meant(self) -> "Reply | None":
        """The form as it was put right here."""
        if self._reply is None:
            return None
        return replace(self._reply, rows=tuple(line.row for line in self._lines))

    def apply(self) -> None:
        reply = self._meant()
        if reply is not None:
            over = chosen((line.row.item_id, reply.college_id) for line in self._lines if line.ticked)
            self.desk.lane.write(
                lambda app: app.replies.apply(reply, over), lambda _count: self._next(), self.refused, self
            )


class _Line:
    """One answer of the form, with its answer and day to put right."""

    def __init__(self, desk: Desk, rows: Listing, row: "ReplyRow", changed: Callable[[], None]) -> None:
        self._desk, self._changed = desk, changed
        self.row = row
        said = " · ".join(text for text in (row.text, row.reference) if text)
        self._item = QTreeWidgetItem(rows, [row.item, "", "", said, ""])
        self._item.setTextAlignment(3, Qt.AlignmentFlag.AlignTop)
        self.answer = Combo()
        self.answer.setAccessibleName(_("Answer: {item}").format(item=row.item))
        self.answer.addItem(_("not filled in"), None)
        for answer in Answer:
            if fits(row.question, answer):
                self.answer.addItem(label(answer), str(answer))
        self.answer.setCurrentIndex(max(0, self.answer.findData(str(row.answer))))
        self.answer.activated.connect(lambda _at: self._mend())
        self.day = QLineEdit(formats.short_day(row.on))
        self.day.setAccessibleName(_("Day: {item}").format(item=row.item))
        self.day.setPlaceholderText(_("day"))
        self.day.editingFinished.connect(self._mend)
        rows.hold(self._item, 1, self.answer)
        rows.hold(self._item, 2, self.day)
        self._say()

    @property
    def ticked(self) -> bool:
        """Whether it may be recorded in spite of what stands there."""
        return self.row.asks and self._item.checkState(0) is Qt.CheckState.Checked

    def _mend(self) -> None:
        said = self.answer.currentData()
        answer = Answer(said) if said else None
        try:
            on = parse("date", self.day.text(), today=self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return
        if (answer, on) != (self.row.answer, self.row.on):
            self.row = self.row.mended(answer, on)
            self._say()
            self._changed()

    def _say(self) -> None:
        self._item.setText(4, "; ".join(self.row.remarks))
        if self.row.asks and self.row.on is not None:
            self._item.setCheckState(0, Qt.CheckState.Unchecked)
        else:
            self._item.setData(0, Qt.ItemDataRole.CheckStateRole, None)
        for column in range(self._item.columnCount()):
            self._item.setToolTip(column, self._item.text(column))
