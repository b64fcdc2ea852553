"""One line on which an engagement is noted: who, what, by when; the day that a phrase means shows while typing."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ibo_desk.domain.due import is_impossible_date, typed_due
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import _
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.multi_picker import MultiPicker
from ibo_desk.ui.widgets import button, hint


class NewEngagement(QWidget):
    """``base`` holds what is known already (the item, the action); ``added`` gives the new id."""

    added = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.base: Mapping[str, Any] = {}
        theme = desk.theme
        self.partners = MultiPicker(theme, _("Partners"))
        self.partners.setMinimumWidth(theme.px(130))
        self.partners.setMaximumWidth(theme.px(210))
        self.what = QLineEdit()
        self.what.setPlaceholderText(_("What is promised"))
        self.what.setAccessibleName(_("What is promised"))
        self.due = QLineEdit()
        self.due.setPlaceholderText(_("by when"))
        self.due.setAccessibleName(_("by when"))
        self.due.setMaximumWidth(theme.px(140))
        keep_line(desk, self.what, "engagement.what", _("What is promised"), self._about)
        keep_line(desk, self.due, "engagement.due", _("by when"), self._about)
        self._means = hint("")
        self.submit = button(theme, _("Note engagement"), "plus", self._submit)
        row = WrapLayout(theme.px(8), self)
        row.addWidget(self.partners)
        row.addWidget(self.what, 1)
        row.addWidget(self.due)
        row.addWidget(self._means)
        row.addWidget(self.submit)
        self._means.hide()
        self.due.textChanged.connect(self._explain)
        self.what.returnPressed.connect(self._submit)
        self.due.returnPressed.connect(self._submit)

    def _about(self) -> str:
        """The item or action it is noted with."""
        return " ".join(str(self.base[key]) for key in sorted(self.base))

    def offer(self, organisations: Sequence[OrganisationRow]) -> None:
        """Who can be a partner."""
        offer_partners(self.partners, organisations)

    def begin(self, what: str = "") -> None:
        """Start a new line, with a text that stood elsewhere."""
        self.what.setText(" ".join(what.split()))
        (self.what if not what else self.partners).setFocus()

    def _explain(self, phrase: str) -> None:
        text = due_means(phrase, self._desk)
        self._means.setText(text)
        self._means.setVisible(bool(text))

    def _submit(self) -> None:
        what, phrase, partners = self.what.text().strip(), self.due.text().strip(), self.partners.chosen()
        if not what:
            self.what.setFocus()
            return
        values = {**self.base, "what": what, "due_phrase": phrase}
        self._desk.lane.write(lambda app: app.engagements.add(values, partners), self._was_added, owner=self)

    def _was_added(self, record_id: UUID) -> None:
        self.what.clear()
        self.due.clear()
        self.partners.choose([])
        self.added.emit(record_id)


def offer_partners(picker: MultiPicker, organisations: Sequence[OrganisationRow]) -> None:
    """All organisations, with the municipalities as one tick."""
    local = frozenset(
        organisation.id
        for organisation in organisations
        if organisation.kind is OrganisationKind.MUNICIPALITY
    )
    options = [
        (organisation.id, display_name(organisation.short_name, organisation.name))
        for organisation in organisations
    ]
    picker.offer(options, {_("All municipalities"): local})


def due_means(phrase: str, desk: Desk) -> str:
    """ "= 20/06/2027" for "voor de zomer 2027"; nothing for a day that is written as a day."""
    if not phrase.strip():
        return ""
    if is_impossible_date(phrase):
        return _("no such date")
    on = typed_due(phrase, desk.clock.today()).on
    if on is None:
        return _("no date in it")
    shown = formats.short_day(on)
    return "" if shown == phrase.strip() else f"= {shown}"
