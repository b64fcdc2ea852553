"""What is typed in the cell of a table that is open: a draft of the field that the cell writes."""

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from ibo_desk.domain.drafts import DraftKey
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.drafts import Drafts
from ibo_desk.ui.drafts.typing import Typing


@dataclass(frozen=True)
class SentCell:
    """A cell on its way to the record: ``recorded`` may be called on any thread, ``refused`` on that of the windows."""

    drafts: Drafts
    typing: Typing
    version: int

    def recorded(self) -> None:
        self.drafts.remover(self.typing, self.version)()

    def refused(self) -> None:
        self.drafts.keep(self.typing)


class NothingTyped:
    """A cell that is written without having been typed in: pasted, or chosen from a list."""

    def recorded(self) -> None:
        """There is no draft."""

    def refused(self) -> None:
        """There is no draft."""


class CellWriter(QObject):
    """Lives as long as the editor of a cell; ``base`` is what stood in it."""

    def __init__(self, desk: Desk, editor: QLineEdit, key: DraftKey, label: str, base: str) -> None:
        super().__init__(editor)
        self._drafts = desk.drafts
        self._editor = editor
        self._key = key
        self._label = label
        self._base = base
        self._typing: Typing | None = None
        editor.setProperty("writer", "cell")
        editor.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        typing = self._typing
        if typing is None:
            typing = self._typing = Typing(self._key, self._label, self._base, None, lambda: "", self._editor)
            typing.read = lambda: typing.last
        typing.last = text
        self._drafts.typed(typing)

    def bring_back(self) -> None:
        """Put back what was typed here before and not recorded, where the cell still holds what it began from."""
        for draft in self._drafts.waiting(self._key):
            if draft.base == self._base:
                self._editor.setText(draft.text)
                self._typed(draft.text)
                assert self._typing is not None
                self._drafts.take(draft, self._typing)
                return

    def send(self) -> SentCell | None:
        """The cell is written now; None where nothing was typed."""
        typing, self._typing = self._typing, None
        if typing is None:
            return None
        self._drafts.draft(typing)
        self._drafts.let_go(typing)
        return SentCell(self._drafts, typing, typing.state.version)

    def refuse(self) -> None:
        """What was typed cannot stand in this cell: it waits."""
        typing, self._typing = self._typing, None
        if typing is not None:
            self._drafts.keep(typing)

    def give_up(self) -> None:
        """Esc: the cell shows again what stood in it."""
        typing, self._typing = self._typing, None
        if typing is not None:
            self._drafts.finish(typing)
