"""A partner that stands there twice: both are put together, after a look at where the one that goes is in use."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services.words import kind_label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import Combo, button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.services.parties.organisations import OrganisationRow
    from ibo_desk.services.parties.partner_use import Joined, Use


class JoinDialog(QDialog):
    """``row`` merges into the partner that is chosen; nothing is written before the button at the right."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: "OrganisationRow", others: "Sequence[tuple[UUID, str]]"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Put partners together"))
        self.setModal(True)
        self.desk = desk
        self._row = row
        self._others = [(key, name) for key, name in others if key != row.id]
        theme = desk.theme
        self.resize(theme.px(620), theme.px(280))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("“{name}” is really").format(name=row.name), 2))
        self.other = Combo()
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setAccessibleName(_("The same as"))
        self.other.addItems([_("– choose –"), *(name for _key, name in self._others)])
        self.other.currentIndexChanged.connect(self._chosen)
        layout.addWidget(self.other)
        self.uses = hint("", wrap=True)
        layout.addWidget(self.uses)
        about = _(
            "Everything goes along, and lists know the other one by this name. What approved minutes say stays; "
            "then the old name stays too, as ended."
        )
        layout.addWidget(hint(about, wrap=True))
        layout.addStretch(1)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.record = button(theme, _("Put together"), "check", self.apply, primary=True)
        self.record.setEnabled(False)
        buttons.addWidget(self.record)
        layout.addLayout(buttons)
        desk.lane.read(lambda app: app.partner_use.uses(row.id), self._show, self.banner.tell, self)

    def _chosen(self, at: int) -> None:
        self.record.setEnabled(at > 0)

    def _show(self, uses: "list[Use]") -> None:
        words = ", ".join(f"{use.count} × {kind_label(use.kind)}" for use in uses)
        self.uses.setText(_("In use: {where}.").format(where=words) if words else _("Nothing refers to it."))

    def apply(self) -> None:
        """Put them together, as one entry."""
        at, row_id = self.other.currentIndex() - 1, self._row.id
        if at >= 0:
            into = self._others[at][0]
            self.desk.lane.write(
                lambda app: app.partner_use.join(row_id, into), self._joined, self._refused, self
            )

    def _refused(self, error: UserError) -> None:
        self.banner.tell(error)

    def _joined(self, joined: "Joined") -> None:
        if joined.kept:
            text = _("{count} lines of approved minutes keep the old name.")
            self.desk.notice.emit(text.format(count=joined.kept))
        self.accept()
