"""Setting the same on many records from a page: what was recorded one by one is shown, and asked before it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.errors import AskFirstError, UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import ASK, LEAVE, Over, Standing, chosen
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import Done, Failed
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

T = TypeVar("T")
_KEY = Qt.ItemDataRole.UserRole


def write_asking(
    desk: Desk,
    owner: QWidget,
    job: "Callable[[App, Over], T]",
    done: Done[T] | None = None,
    failed: Failed | None = None,
    left: Callable[[], None] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Run ``job(app, over)`` as ``desk.lane.write`` does; where it has to ask first, the person says what goes.

    One answer is one write, so one undo; ``left`` is called where nothing is written. ``done``, ``failed`` as there.
    """

    def write(over: Over) -> None:
        desk.lane.write(lambda app: job(app, over), done, refused, owner, quiet=quiet)

    def refused(error: UserError) -> None:
        if isinstance(error, AskFirstError):
            dialog = AskFirstDialog(desk, owner, error)
            dialog.answered.connect(write)
            if left is not None:
                dialog.nothing.connect(left)
            dialog.open()
        else:
            (failed or desk.show_error)(error)

    write(ASK)


@dataclass(frozen=True)
class _Words:
    """How it is asked; ``{count}`` is the number of lines, or of ticked ones on the button that writes."""

    window: str
    title: Callable[[int], str]
    ticking: str
    write: Callable[[int], str]
    leave: str


_OVERWRITING: Final = _Words(
    N_("Recorded one by one"),
    lambda count: ngettext(
        "Something was recorded here already. Overwrite it?",
        "Something was recorded at {count} of them already. Overwrite it?",
        count,
    ),
    N_("Tick what may go; what is not ticked stays as it is."),
    lambda count: ngettext("Overwrite {count} line", "Overwrite {count} lines", count),
    N_("Leave what stands"),
)
_DOUBTED: Final = _Words(
    N_("Look at the day"),
    lambda count: ngettext(
        "The answer is dated before its note. Record it all the same?",
        "{count} answers are dated before their note. Record them all the same?",
        count,
    ),
    N_("Tick what is right; what is not ticked is not recorded."),
    lambda count: ngettext("Record {count} line", "Record {count} lines", count),
    N_("Record none of them"),
)


class AskFirstDialog(QDialog):
    """What stands and what would be written, line by line; ``answered`` gives the ``Over`` to write with.

    Nothing is ticked at first, and Enter leaves what stands: it takes two deliberate keys to overwrite.
    """

    answered = Signal(object)
    nothing = Signal()

    def __init__(self, desk: Desk, parent: QWidget, error: AskFirstError) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._fresh: int = error.params["fresh"]
        standing: tuple[Standing, ...] = error.params["standing"]
        self._words = _DOUBTED if all(overwritten.doubted for overwritten in standing) else _OVERWRITING
        self.setWindowTitle(_(self._words.window))
        theme = desk.theme
        self.resize(theme.px(760), theme.px(min(520, 250 + 34 * len(standing))))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        count = len(standing)
        text = self._words.title(count)
        self.title = heading(text.format(count=count), 2)
        layout.addWidget(self.title)
        self.summary = hint(self._summary(error.params["absent"]), wrap=True)
        layout.addWidget(self.summary)
        layout.addWidget(self._list(standing), 1)
        layout.addLayout(self._buttons())
        self._tell()
        self.rows.setFocus()

    def _summary(self, absent: tuple[str, ...]) -> str:
        parts = [_(self._words.ticking)]
        if self._fresh:
            others = ngettext("{count} other is written.", "{count} others are written.", self._fresh)
            parts.append(others.format(count=self._fresh))
        if absent:
            parts.append(_("Not there, so nothing is noted: {names}.").format(names=", ".join(absent)))
        return " ".join(parts)

    def _list(self, standing: tuple[Standing, ...]) -> Listing:
        heads = (_("Who"), _("Stands now"), _("Becomes"))
        self.rows = Listing(self._desk.theme, _("What stands, and what would be written"), heads)
        for overwritten in standing:
            item = QTreeWidgetItem(self.rows, [overwritten.who, overwritten.stands, overwritten.becomes])
            item.setData(0, _KEY, overwritten.key)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            for column in range(3):
                item.setToolTip(column, item.text(column))
        first = self.rows.topLevelItem(0)
        assert first is not None, "there is something to ask about"
        self.rows.setCurrentItem(first)
        self.rows.itemChanged.connect(self._tell)
        return self.rows

    def _buttons(self) -> WrapLayout:
        theme = self._desk.theme
        row = WrapLayout()
        self.tick_all = button(theme, _("Tick all"), "", self._tick_all, flat=True)
        self.overwrite = button(theme, "", "", self._overwrite)
        self.leave = button(theme, _(self._words.leave), "check", self._leave, primary=True)
        self.leave.setDefault(True)
        row.addWidget(self.tick_all)
        row.addStretch(1)
        row.addWidget(button(theme, _("Cancel"), "", self.reject))
        row.addWidget(self.overwrite)
        row.addWidget(self.leave)
        return row

    def ticked(self) -> list[object]:
        """The keys of what may be overwritten."""
        items = [self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount())]
        return [
            item.data(0, _KEY)
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        ]

    def _tick_all(self) -> None:
        whole = len(self.ticked()) < self.rows.topLevelItemCount()
        state = Qt.CheckState.Checked if whole else Qt.CheckState.Unchecked
        for at in range(self.rows.topLevelItemCount()):
            item = self.rows.topLevelItem(at)
            assert item is not None
            item.setCheckState(0, state)

    def _tell(self, *_args: object) -> None:
        count = len(self.ticked())
        text = self._words.write(count)
        self.overwrite.setText(text.format(count=count))
        self.overwrite.setEnabled(count > 0)
        self.leave.setEnabled(count == 0)

    def _leave(self) -> None:
        """Write the others; where there are none, all stays as it is."""
        if not self._fresh:
            self.reject()
            return
        self.answered.emit(LEAVE)
        self.accept()

    def reject(self) -> None:
        self.nothing.emit()
        super().reject()

    def _overwrite(self) -> None:
        self.answered.emit(chosen(self.ticked()))
        self.accept()
