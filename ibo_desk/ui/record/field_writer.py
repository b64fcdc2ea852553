"""One field of a panel on its way to the record: drafted while it is typed, recorded often, never overwritten."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from ibo_desk.domain.drafts import Draft, DraftKey
from ibo_desk.domain.errors import FileProblemError, LockedError, NotFoundError, StaleRecordError, UserError
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.keys import left_to_window
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.editors.widgets import Editor
from ibo_desk.ui.record.field_saving import conflict_of, writing
from ibo_desk.ui.record.field_typing import FieldTyping, as_it_stands, name_of
from ibo_desk.ui.widgets import restyle, reveal

if TYPE_CHECKING:
    from ibo_desk.ui.conflicts import FieldConflict


class FieldWriter(QObject):
    """Stands between one editor and the record that is shown in it.

    ``stale``: somebody else wrote the field, the page had better read again; what was typed stays.
    """

    choice_refused = Signal(object)  # UserError
    stale = Signal()

    def __init__(self, desk: Desk, kind: str, field: Field, editor: Editor) -> None:
        super().__init__(editor)
        self._desk = desk
        self._drafts = desk.drafts
        self._kind = kind
        self._field = field
        self._editor = editor
        self._row: Any = None
        self._value: Any = None  # what the record holds, as far as is known here
        self._revision: UUID | None = None
        self._base = ""  # how that looks when typed
        self._at_entry = ""  # what stood here when the field was entered
        self._visit: UUID | None = None
        self._typing: FieldTyping | None = None
        self.locked = False
        editor.changed.connect(self._changed)
        editor.left.connect(self.leave)
        editor.inner.installEventFilter(self)
        editor.inner.setProperty("writer", f"{kind}.{field.name}")
        desk.drafts.wished.connect(self._wished)

    @property
    def began_with(self) -> Any:
        """The value that the record held when typing began; what it holds while nobody types."""
        return self._typing.base_value if self._typing else self._value

    # showing

    def show(self, row: Any, *, locked: bool) -> None:
        """Show the field of a row; of the same record again, what is being typed stays."""
        same = self._row is not None and self._row.id == row.id
        if not same:
            self.depart()
        self._row, self.locked = row, locked
        value, revision = self._field.value(row), getattr(row, "revision", None)
        if same and self._is_busy():
            if locked:  # approved meanwhile: what was typed goes into the record now, or waits
                self.leave()
            return
        is_choosing = not self._editor.is_text and self._editor.is_touched()
        if same and (self._is_older(revision) or is_choosing):
            return
        own = same and revision is not None and revision == self._revision
        if own and self._editor.is_text and self._editor.inner.hasFocus():
            self._editor.mark_saved(value)  # what was just recorded: the cursor stands in it
        elif not (same and self._holds(value)):
            self._editor.show_value(value)
        self.mark(wrong=False)
        self._value, self._revision = value, revision
        self._base = self._editor.text_now()
        if not same:
            self._at_entry, self._visit = self._base, None
        self._bring_back()

    def _holds(self, value: Any) -> bool:
        """Whether the editor stands as showing this value would leave it, so that its steps of undo may stay."""
        editor = self._editor
        return (
            editor.is_text
            and self._value == value
            and not editor.is_touched()
            and editor.text_now() == self._base
        )

    def _is_busy(self) -> bool:
        return self._typing is not None and (
            self._typing.state.is_unrecorded or bool(self._typing.state.sending)
        )

    def _is_older(self, revision: UUID | None) -> bool:
        return revision is not None and self._revision is not None and revision < self._revision

    def mark(self, *, wrong: bool) -> None:
        """Show that the field cannot be recorded as it stands."""
        inner = self._editor.inner
        if bool(inner.property("wrong")) != wrong:
            inner.setProperty("wrong", wrong)
            restyle(inner)

    # typing

    def _changed(self) -> None:
        if self._row is None or self.locked:
            return
        if self._typing is None:
            self._typing = self._begin()
        self._typing.has_left = False
        self._drafts.typed(self._typing)

    def _begin(self) -> FieldTyping:
        editor, field = self._editor, self._field
        if self._visit is None:
            self._visit = uuid4()
        typing = FieldTyping(
            key=DraftKey(self._kind, str(self._row.id), field.name),
            label=f"{name_of(self._kind, self._row)} – {_(field.label)}",
            base=self._base,
            revision=self._revision,
            read=editor.text_now,
            widget=editor,
            is_text=editor.is_text,
            visit=self._visit,
            row=self._row,
            base_value=self._value,
            take=editor.value,
        )
        typing.record = lambda leaving: self._record(typing, leaving=leaving)
        return typing

    def leave(self) -> None:
        """The field was left: record what stands in it."""
        if self._row is None or (self.locked and self._typing is None):
            return
        if self._typing is None and self._was_chosen():
            self._changed()
        typing = self._typing
        if typing is not None:
            typing.state.try_again()
            self._record(typing, leaving=True)
        elif self._editor.is_text and self._editor.is_touched():  # "11/12" was typed where 11/12/2026 stood
            self._editor.tidy(self._value)
        if not self._editor.inner.hasFocus():
            self._visit = None

    def _was_chosen(self) -> bool:
        """Whether a choice other than the record's stands there."""
        return not self._editor.is_text and self._editor.value() != self._value

    def depart(self) -> None:
        """Another record comes into the editor: what was typed goes its way without it."""
        typing, self._typing = self._typing, None
        self._visit = None
        if typing is None or not (typing.state.is_unrecorded or typing.state.sending):
            return
        text, take = self._editor.text_now(), as_it_stands(self._editor)
        typing.read, typing.take = lambda: text, take
        typing.last = text
        typing.state.try_again()
        self._record(typing, leaving=True)

    def empty(self) -> None:
        """No record is shown any more: what stood here must not look as if it were of the next."""
        self.depart()
        self._row = None
        self._editor.show_value(None)

    # recording

    def _record(self, typing: FieldTyping, *, leaving: bool) -> None:
        typing.has_left = typing.has_left or leaving
        if typing.state.sending:  # one at a time; what follows is sent when it has arrived
            return
        try:
            value = typing.take()
        except UserError as error:
            self._refused(typing, error)
            return
        if value == typing.base_value:
            self._taken_back(typing, value)
        elif typing.state.is_unrecorded:
            self._send(typing, value)

    def _send(self, typing: FieldTyping, value: Any) -> None:
        version = typing.state.send()
        self._drafts.draft(typing)
        text = typing.last
        recorded = self._drafts.remover(typing, version)
        row = self._row if self._typing is typing else typing.row
        write = writing(self._kind, self._field, typing, row, value)

        def job(app: Any) -> UUID | None:
            revision = write(app)
            recorded()
            return revision

        def done(revision: UUID | None) -> None:
            typing.base, typing.base_value = text, value
            typing.revision = revision or typing.revision
            self._arrived(typing, value)

        def refused(error: UserError) -> None:
            self._refused(typing, error)

        def broken(_bug: Exception) -> None:
            self._drafts.refuse(typing, _("a mistake in the program"), for_good=True)

        self._desk.lane.write(job, done, refused, self._drafts, quiet=True, broken=broken)

    def _arrived(self, typing: FieldTyping, value: Any) -> None:
        done = typing.state.arrived(self._drafts.now())
        if self._shows(typing):
            self._value, self._revision, self._base = value, typing.revision, typing.base
            self.mark(wrong=False)
            if done:
                self._typing = None
                self._editor.mark_saved(value)
                if typing.has_left:
                    self._editor.tidy(value)
                    self._base = self._editor.text_now()
        if done:
            self._drafts.finish(typing)
        else:
            self._drafts.changed.emit()
            if typing.has_left:
                self._record(typing, leaving=True)

    def _taken_back(self, typing: FieldTyping, value: Any) -> None:
        """What stands there is what the record holds."""
        self._drafts.finish(typing)
        if self._shows(typing):
            self._typing = None
            self.mark(wrong=False)
            self._editor.mark_saved(value)
            if self._field.value(self._row) != value:  # somebody else wrote it meanwhile
                self._editor.show_value(self._field.value(self._row))
                self.show(self._row, locked=self.locked)
            elif typing.has_left:
                self._editor.tidy(value)

    def _shows(self, typing: FieldTyping) -> bool:
        return isValid(self) and isValid(self._editor) and self._typing is typing

    # refused

    def _refused(self, typing: FieldTyping, error: UserError) -> None:
        """Nothing that was typed is lost: it stays in the field, or waits as a draft."""
        left, typing.has_left = typing.has_left, False
        if not typing.is_text:
            self._choice_refused(typing, error)
            return
        self._drafts.refuse(typing, words.sentence(error), for_good=not isinstance(error, FileProblemError))
        if not self._shows(typing):
            self._drafts.keep(typing)
            self._desk.show_error(error)
            return
        stale = isinstance(error, StaleRecordError)
        self.mark(wrong=left or stale)
        if stale:
            self.stale.emit()
        elif isinstance(error, LockedError | NotFoundError):
            self._typing = None
            self._drafts.keep(typing)
            self._editor.show_value(self._field.value(self._row))
            self.stale.emit()
        if left and not (stale and self._show_both(typing, error)):
            self._desk.show_error(error)

    def _choice_refused(self, typing: FieldTyping, error: UserError) -> None:
        shows = self._shows(typing)
        if isinstance(error, StaleRecordError) and isValid(self):
            self.stale.emit()
        self._drafts.finish(typing)
        self._typing = None if shows else self._typing
        if shows and self._show_both(typing, error):
            self.mark(wrong=True)
            return
        self.choice_refused.emit(error)
        if shows:
            self._editor.show_value(self._field.value(self._row))

    # two who write the same

    def _show_both(self, typing: FieldTyping, error: UserError) -> bool:
        """Lay what was typed beside what somebody else wrote; False where the error is about something else."""
        from ibo_desk.ui.conflicts import resolve_stale

        conflict = self._conflict(typing.base_value, typing.take())
        return resolve_stale(self._desk, self._editor, conflict, error, self._settling(typing.key))

    def _ask(self, draft: Draft) -> None:
        """A draft and its record have both gone on; until that is settled the draft stays."""
        from ibo_desk.ui.conflicts import resolve

        try:
            conflict = self._conflict(self._editor.meaning(draft.base), self._editor.meaning(draft.text))
        except UserError as error:
            self._desk.show_error(error)
            return
        resolve(self._desk, self._editor, [conflict], self._settling(draft.key))

    def _conflict(self, base: Any, mine: Any) -> "FieldConflict":
        return conflict_of(self._kind, self._field, self._editor, self._row, lambda: self._row, base, mine)

    def _settling(self, key: DraftKey) -> "Callable[[FieldConflict, Any, UUID | None], None]":
        def settled(_conflict: "FieldConflict", chosen: Any, revision: UUID | None) -> None:
            for draft in self._drafts.waiting(key):
                self._drafts.drop(draft)
            if self._row is None or self._key() != key:
                return
            typing, self._typing = self._typing, None
            if typing is not None:
                self._drafts.finish(typing)
            self._editor.show_value(chosen)
            self._value, self._revision = chosen, revision
            self._base = self._editor.text_now()
            self.mark(wrong=False)

        return settled

    # what was typed before

    def _key(self) -> DraftKey:
        return DraftKey(self._kind, str(self._row.id), self._field.name)

    def _wished(self, draft: Draft) -> None:
        if self._row is not None and draft.key == self._key():
            self._bring_back()

    def _bring_back(self) -> None:
        """Put back what was typed and not recorded, where the record still holds what it began from."""
        if self._row is None or not self._editor.is_text or self._is_busy():
            return
        for draft in self._drafts.waiting(self._key()):
            if draft.text == self._base:
                self._drafts.drop(draft)
            elif self.locked:
                continue
            elif draft.base == self._base:
                self._put_back(draft)
                return
            elif self._drafts.is_wished(draft):
                self._ask(draft)
                return

    def _put_back(self, draft: Draft) -> None:
        self._editor.put_text(draft.text)
        if self._typing is None:  # the editor holds it already
            self._changed()
        if self._typing is not None:
            self._drafts.take(draft, self._typing)
        if self._drafts.is_wished(draft):
            reveal(self._editor.inner)
        text = _("Put back in “{field}”: what was typed and not yet saved.")
        self._desk.notice.emit(text.format(field=draft.label))

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._enter()
        elif isinstance(event, QKeyEvent):
            if left_to_window(event, undo=self._editor.can_undo(), redo=self._editor.can_redo()):
                return True
            if event.type() == QEvent.Type.KeyPress and self._is_escape(event):
                return self._give_back()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        if self._visit is None:
            self._visit = uuid4()
            self._at_entry = self._editor.text_now()

    def _is_escape(self, event: QKeyEvent) -> bool:
        is_bare = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        return is_bare and self._editor.is_text and not self.locked

    def _give_back(self) -> bool:
        """Esc: what stood here when the field was entered; returns whether anything had to be given back."""
        if self._row is None or self._editor.text_now() == self._at_entry:
            return False
        self._editor.put_text(self._at_entry)
        if self._typing is not None:
            self._typing.state.try_again()
            self._record(self._typing, leaving=False)
        return True
