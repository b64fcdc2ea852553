"""The body's sentence for an item that is still to be treated, offered while its conclusion is empty."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from ibo_desk.domain.sentence_keys import WORDLESS
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.ui.command_table import STOCK
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button


class StockOffer:
    """A button beside the one that concludes; it writes into the field and saves nothing by itself."""

    def __init__(self, theme: Theme, text: QTextEdit) -> None:
        self._text = text
        self._sentence = ""
        self.button = button(theme, _("Stock sentence"), "", self._put)
        self.button.setShortcut(STOCK.keys)
        text.textChanged.connect(self._follow)

    def show_item(self, row: ItemRow, sentences: StockSentences, *, locked: bool) -> None:
        """Offer the sentence for this item, as long as nothing came of it."""
        offered = not locked and row.treatment is Treatment.OPEN
        self._sentence = sentences.of_item(row) if offered else ""
        self.button.setVisible(offered)
        self.button.setToolTip(f"{self._sentence} (Ctrl+Shift+Enter)")
        wordless = offered and row.possible_outcome in WORDLESS
        text = _("Left empty, the minutes say: {sentence}") if wordless else ""
        self._text.setPlaceholderText(text.format(sentence=self._sentence))
        self._follow()

    def _follow(self) -> None:
        self.button.setEnabled(bool(self._sentence) and self._text.document().isEmpty())

    def _put(self) -> None:
        """After an opening the person goes on in a paragraph of its own."""
        cursor = self._text.textCursor()
        cursor.insertText(self._sentence)
        if self._sentence.endswith(":"):
            cursor.insertBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._text.setFocus()
