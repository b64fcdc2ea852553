"""Whom the names in a list mean that are no partner's: said once for all rows, and remembered where that is asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTreeWidgetItem, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.lists.question import QuestionDialog, choice
from ibo_desk.ui.theme import Theme

if TYPE_CHECKING:
    from ibo_desk.exchange.answers import NewPartner
    from ibo_desk.exchange.plan import Ask
    from ibo_desk.services.parties.organisations import OrganisationRow

_NOBODY, _NEW = 0, 1  # the first two choices; those that follow are partners


class NamesDialog(QuestionDialog):
    """One line for each name, with whom it looks like on top of the choices. Ask ``answers`` once it was accepted."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        asks: "Mapping[str, tuple[Ask, int]]",
        organisations: "Sequence[OrganisationRow]",
    ) -> None:
        super().__init__(
            theme,
            parent,
            _("Names in the list"),
            _(
                "No partner is called so. Say whom each name means: it counts for every row in which it stands."
            ),
            (_("In the list"), _("Rows"), _("Means"), _("Remember")),
            _("Look again"),
        )
        self._lines: list[tuple[str, QTreeWidgetItem, QComboBox, list[UUID]]] = []
        for name, (ask, count) in asks.items():
            ordered = sorted(organisations, key=lambda row: row.id != ask.likely)  # it is stable: by name
            texts = [row.name for row in ordered]
            if ask.likely is not None and texts:
                likely = (
                    _("{name} (of which it is a part)") if ask.is_borough else _("{name} (looks like it)")
                )
                texts[0] = likely.format(name=texts[0])
            new = _("New partner “{name}”").format(name=name)
            line = QTreeWidgetItem([name, ngettext("{count} row", "{count} rows", count).format(count=count)])
            line.setCheckState(3, Qt.CheckState.Unchecked if ask.is_borough else Qt.CheckState.Checked)
            self.rows.addTopLevelItem(line)
            box = choice(_("“{name}” means").format(name=name), [_("– nobody, leave it –"), new, *texts])
            self.rows.hold(line, 2, box)
            self._lines.append((name, line, box, [row.id for row in ordered]))

    def answers(self) -> "tuple[dict[str, UUID | NewPartner], frozenset[str]]":
        """Whom each name means that was chosen, and the names that are not to be remembered."""
        from ibo_desk.exchange.answers import new_partner  # heavy

        said: dict[str, UUID | NewPartner] = {}
        once = set()
        for name, line, box, ids in self._lines:
            at = box.currentIndex()
            if at == _NOBODY:
                continue
            said[name] = new_partner(name) if at == _NEW else ids[at - 2]
            if line.checkState(3) is not Qt.CheckState.Checked:
                once.add(name)
        return said, frozenset(once)
