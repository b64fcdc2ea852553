"""The sentences that a body's papers print for an outcome, as plain fields with the house's sentence in grey."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.widgets import heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_LABELS = {
    SentenceKey.NOTED: N_("Takes note, without a text of its own"),
    SentenceKey.CONCLUDED: N_("Opening of a conclusion"),
    SentenceKey.ADVISED: N_("Opening of an advice"),
    SentenceKey.DECIDED: N_("Opening of a decision"),
    SentenceKey.APPROVED: N_("Approval of the minutes, without a text of its own"),
    SentenceKey.POSTPONED: N_("Item postponed"),
    SentenceKey.WITHDRAWN: N_("Item withdrawn"),
    SentenceKey.INVITATION: N_("Invitation, at the top of the agenda"),
}


class SentencesPart(QWidget):
    """A field for each outcome that the body may give; emptied, the house's sentence is printed again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.panel = RecordPanel(desk, "body_sentence", [_field(key) for key in SentenceKey])
        self._hint = hint("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading(_("Stock sentences, per outcome"), 3))
        layout.addWidget(self._hint)
        layout.addWidget(self.panel)

    def show_sentences(self, sentences: StockSentences | None) -> None:
        """Show the sentences of a body, None when none is chosen."""
        self.panel.show_record(sentences)
        self.setVisible(sentences is not None and bool(sentences.keys))
        if sentences is not None:
            text = _(
                "Empty is as in grey. {{overleg}} becomes “{body}”, {{punt}} the title of the item,"
                " {{datum}} the day of the meeting."
            )
            self._hint.setText(text.format(body=sentences.body))


def _field(key: SentenceKey) -> Field:
    def save(app: "App", row: StockSentences, text: str) -> None:
        app.sentences.set_text(row.id, key, text)

    return Field(
        _LABELS[key],
        key.value,
        get=lambda row: row.own.get(key, ""),
        save=save,
        visible=lambda row: key in row.keys,
        empty_line=lambda row: row.house(key),
    )
