"""The view in which a person chooses between two versions; it locks no other window, and closing it writes nothing."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ibo_desk.domain.errors import StaleRecordError, UserError
from ibo_desk.domain.merging import Side
from ibo_desk.language import _, ngettext
from ibo_desk.services.conflicts import FieldNow, RecordNow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.conflicts.field import FieldConflict, Key, Of, of_error
from ibo_desk.ui.conflicts.passage import KEYS, Passage
from ibo_desk.ui.conflicts.question import FieldQuestion, make_question
from ibo_desk.ui.conflicts.recording import Answer, Outcome, look, record
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, heading, hint, scrolled

Done = Callable[[FieldConflict, Any, UUID | None], object]
_SILENT_TRIES = 3  # for what needs no question but is written again each time


def resolve(desk: Desk, parent: QWidget, conflicts: Sequence[FieldConflict], done: Done) -> None:
    """Settle fields that somebody else wrote too; see ``ibo_desk.ui.conflicts``.

    A view that is open for the same window takes them up: a field that is in it already with what was typed last.
    """
    open_views = [view for view in parent.window().findChildren(ConflictView) if view.is_asking]
    view = open_views[0] if open_views else ConflictView(desk, parent.window())
    view.ask(parent, conflicts, done)


def resolve_stale(desk: Desk, parent: QWidget, conflict: FieldConflict, error: UserError, done: Done) -> bool:
    """``resolve`` for a write that was refused; False where it was for another reason, or for another field."""
    named = of_error(conflict, error) if isinstance(error, StaleRecordError) else None
    if named is not None:
        resolve(desk, parent, [named], done)
    return named is not None


class ConflictView(QDialog):
    """All questions of one window."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle(_("Two versions"))
        self.is_asking = True
        self._desk = desk
        self._asked: dict[Key, FieldConflict] = {}
        self._waits: dict[Key, list[tuple[Done, QWidget]]] = {}  # who is to hear of it
        self._there: dict[Of, RecordNow] = {}
        self._settled: list[Answer] = []
        self._taken_over: list[str] = []  # labels of what only the other changed
        self._merged: list[str] = []  # labels of texts in which each changed other paragraphs
        self.questions: list[FieldQuestion] = []
        self._tries = 0
        self._looks = 0
        self._writing = False
        self._build()

    def ask(self, parent: QWidget, conflicts: Sequence[FieldConflict], done: Done) -> None:
        """Add fields to what is to be settled."""
        for conflict in conflicts:
            self._asked[conflict.key] = conflict
            self._waits.setdefault(conflict.key, []).append((done, parent))
        self._look()

    # parts

    def _build(self) -> None:
        theme = self._desk.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(12))
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(heading(_("Two versions of the same"), 1))
        self._about = hint("", wrap=True)
        inside.addWidget(self._about)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.px(10))
        self._scroll = scrolled(holder)
        inside.addWidget(self._scroll, 1)
        inside.addLayout(self._buttons())
        layout.addLayout(inside, 1)
        self._fit()

    def _buttons(self) -> WrapLayout:
        theme = self._desk.theme
        row = WrapLayout()
        row.setSpacing(theme.px(8))
        later = button(theme, _("Decide later"), "", self.reject)
        later.setToolTip(_("Nothing is written; what you typed stays where you typed it."))
        row.addWidget(later)
        row.addWidget(button(theme, _("Copy my text"), "copy", self._copy_mine, flat=True))
        row.addStretch(1)
        self._waiting = hint("")
        row.addWidget(self._waiting)
        self.record_button = button(theme, _("Record this"), "", self._record, primary=True)
        row.addWidget(self.record_button)
        return row

    def _fit(self) -> None:
        """Large enough to read side by side, never larger than the screen."""
        theme, screen = self._desk.theme, self.screen().availableGeometry()
        self.resize(min(theme.px(960), screen.width() - 40), min(theme.px(640), screen.height() - 60))

    # reading what stands there

    def _look(self) -> None:
        self._looks += 1
        look_number = self._looks
        conflicts = list(self._asked.values())

        def arrived(there: dict[Of, RecordNow | UserError]) -> None:
            if look_number == self._looks and not self._writing:  # else a newer look is on its way
                self._looked(there)

        self._desk.lane.read(lambda app: look(app, conflicts), arrived, owner=self)

    def _looked(self, there: dict[Of, RecordNow | UserError]) -> None:
        self._there = {}
        for of, now in there.items():
            if isinstance(now, RecordNow):
                self._there[of] = now
                continue
            self._drop(now, [key for key in self._asked if key[:2] == of])  # deleted meanwhile
        for key in [key for key in self._asked if key[2] not in self._there[key[:2]].fields]:
            self._drop(StaleRecordError("changed_elsewhere", kind=key[0], fields=[key[2]]), [key])
        self._sort_out()
        if self.questions:
            self.open()
            self._tell()
            if not any(passage.isAncestorOf(self.focusWidget() or self) for passage in self._passages()):
                self._go_on()
        else:
            self._tries += 1
            self._record()

    def _drop(self, error: UserError, keys: Sequence[Key]) -> None:
        """There is nothing to lay beside what was typed: it stays where it was typed, and why is told."""
        self._desk.show_error(error)
        for key in keys:
            self._asked.pop(key)
            self._waits.pop(key)

    def _sort_out(self) -> None:
        """Settle what needs no question; a question that is open already stays as far as nothing new came."""
        before = {(question.conflict, repr(question.theirs)): question for question in self.questions}
        self._settled, self._taken_over, self._merged, self.questions = [], [], [], []
        for conflict in self._asked.values():
            now = self._there[conflict.of].fields[conflict.field]
            side = conflict.side(now.value)
            if side is Side.CONFLICT:
                again = before.pop((conflict, repr(now.value)), None)
                question = again or self._question(conflict, now)
                if question.passages:
                    self.questions.append(question)
                else:
                    self._merged.append(conflict.label)
                    self._settled.append(Answer(conflict, question.value(), now.value))
                    question.deleteLater()
                continue
            if side is Side.THEIRS:
                self._taken_over.append(conflict.label)
            result = conflict.mine if side is Side.MINE else now.value
            self._settled.append(Answer(conflict, result, now.value))
        self._list_questions()

    def _question(self, conflict: FieldConflict, now: FieldNow) -> FieldQuestion:
        made = make_question(self._desk, conflict, now.value, self._who(now))
        made.changed.connect(self._tell)
        for passage in made.passages:
            passage.moved.connect(lambda step, of=passage: self._move(of, step))
        return made

    def _who(self, now: FieldNow) -> str:
        when = ""
        if now.at is not None:
            local = now.at.astimezone()
            same_day = local.date() == self._desk.clock.today()
            when = formats.clock(local.time()) if same_day else formats.short_day(local.date())
        if now.here:
            return _("Yours, elsewhere, {when}").format(when=when)
        if now.actor:
            return _("From {who}, {when}").format(who=now.actor, when=when)
        return _("From somebody else, {when}").format(when=when)

    def _list_questions(self) -> None:
        kept = set(self.questions)
        while (taken := self._list.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None and widget not in kept:
                widget.hide()
                widget.deleteLater()
        for question in self.questions:
            self._list.addWidget(question)
        self._list.addStretch(1)

    # choosing

    def _passages(self) -> list[Passage]:
        return [passage for question in self.questions for passage in question.passages]

    def _tell(self) -> None:
        waiting = sum(question.undecided for question in self.questions)
        text = ngettext("{count} still to be chosen", "{count} still to be chosen", waiting)
        self._waiting.setText(text.format(count=waiting) if waiting else "")
        self.record_button.setEnabled(not waiting and not self._writing)
        about = _(
            "Choose for each passage: 1 mine, 2 theirs, 3 both, arrows to go on. Both versions stay in the history."
        )
        self._about.setText(" ".join([about, *self._unasked()]))

    def _unasked(self) -> list[str]:
        """Sentences on what needed no question; nothing of it is lost, and the history shows it."""
        sentences = []
        if self._taken_over:
            text = _("Taken over without a question: {fields}.")
            sentences.append(text.format(fields=", ".join(self._taken_over)))
        if self._merged:
            text = _(
                "Each of you changed other paragraphs: both are in {fields}. Ctrl+H shows who wrote what."
            )
            sentences.append(text.format(fields=", ".join(self._merged)))
        return sentences

    def _go_on(self) -> None:
        """To the next that is to be chosen; to the button when nothing is."""
        waiting = next((passage for passage in self._passages() if passage.way is None), None)
        if waiting is None:
            self.record_button.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.questions[-1], 0, self.questions[-1].height())
            return
        self._show(waiting)

    def _show(self, passage: Passage) -> None:
        passage.take_focus()
        self._scroll.ensureWidgetVisible(passage)

    def _move(self, of: Passage, step: int) -> None:
        passages = self._passages()
        at = passages.index(of) + step
        if 0 <= at < len(passages):
            self._show(passages[at])
        elif at == len(passages):
            self.record_button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = KEYS.get(Qt.Key(event.key()))
        if way is not None:
            passages = self._passages()
            focused = self.focusWidget()
            here = [passage for passage in passages if focused is not None and passage.isAncestorOf(focused)]
            for passage in (here or [passage for passage in passages if passage.way is None])[:1]:
                passage.choose(way)
                self._go_on()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # Enter alone records nothing: it may
            self.record_button.click()  # have been meant for the field in which somebody was typing

    def _copy_mine(self) -> None:
        texts = [question.conflict.shown(question.conflict.mine) for question in self.questions]
        QGuiApplication.clipboard().setText("\n\n".join(texts))

    # recording

    def _record(self) -> None:
        chosen = [Answer(question.conflict, question.value(), question.theirs) for question in self.questions]
        answers = [*self._settled, *chosen]
        to_write = [
            answer for answer in answers if answer.conflict.side(answer.theirs) in {Side.MINE, Side.CONFLICT}
        ]
        unwritten = [answer for answer in answers if answer not in to_write]
        revisions = {of: now.revision for of, now in self._there.items()}
        if not to_write:
            self._recorded(([], None), unwritten)
            return
        self._writing = True
        self.record_button.setEnabled(False)
        self._desk.lane.write(
            lambda app: record(app, to_write, revisions),
            lambda outcome: self._recorded(outcome, unwritten),
            owner=self,
            quiet=not self.questions,
        )

    def _recorded(self, outcome: Outcome, unwritten: list[Answer]) -> None:
        self._writing = False
        written, error = outcome
        stand = [(answer, self._there[answer.conflict.of].revision) for answer in unwritten]
        for answer, revision in [*written, *(stand if error is None else ())]:
            key = answer.conflict.key
            self._asked.pop(key)
            for done, parent in self._waits.pop(key):
                if isValid(parent):
                    done(answer.conflict, answer.result, revision)
        if error is None and not self._asked:
            self._end()
        elif error is None:  # something was asked while this was written
            self._look()
        elif isinstance(error, StaleRecordError) and (self.questions or self._tries < _SILENT_TRIES):
            self.banner.say(_("It was written once more in the meantime. This is the newest."))
            self._look()
        elif self.questions:
            self.banner.tell(error)
            self._tell()
        else:
            self._desk.show_error(error)
            self._end()

    def _end(self) -> None:
        if unasked := self._unasked():
            self._desk.notice.emit(" ".join(unasked))
        self.is_asking = False
        if self.isVisible():
            self.accept()
        else:
            self.deleteLater()

    def reject(self) -> None:
        """Close, with nothing written; not in the middle of writing."""
        if not self._writing:
            self.is_asking = False
            for passage in self._passages():
                passage.put_aside()
            super().reject()
