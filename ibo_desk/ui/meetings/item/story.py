"""Where the topic of an item was treated before and comes next, its cross-check (R10) and its strategic lines."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.bodies import PlanStep
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.topics import Appearance
from ibo_desk.services.words.format import day
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.values import flat, show_value
from ibo_desk.ui.widgets import hint


class ItemStory(QWidget):
    """A few lines with links; ``go_item`` asks for the item behind one."""

    go_item = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.label = hint("", wrap=True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.label.linkActivated.connect(self.go_item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)

    def show_file(self, file: ItemFile) -> None:
        """Tell the story of the item's topic; nothing where there is none."""
        parts = [_checked(check) for check in file.checks]
        if len(file.story) > 1:
            way = " → ".join(_appearance(appearance, file.item) for appearance in file.story)
            parts.insert(0, _("On the agenda of: {meetings}").format(meetings=way))
        if file.item.lines:
            parts.append(_("Strategic lines: {lines}").format(lines=escape(", ".join(file.item.lines))))
        self.label.setText("<br>".join(parts))
        self.setVisible(bool(parts))


def _appearance(appearance: Appearance, item: ItemRow) -> str:
    adopts = appearance.plan_step is not PlanStep.NONE
    became = show_value(appearance.plan_step if adopts else appearance.outcome or appearance.treatment)
    name = escape(appearance.meeting)
    where = f"<b>{name}</b>" if appearance.item_id == item.id else _link(appearance.item_id, name)
    return f"{where} ({escape(became)})"


def _checked(item: ItemRow) -> str:
    """What came of the cross-check, or where it is still to be treated."""
    where, on = _link(item.id, escape(item.meeting)), day(item.meeting_on)
    if item.treatment is not Treatment.TREATED:
        return _("Cross-check on the agenda of {meeting} of {day}.").format(meeting=where, day=on)
    said = escape(flat(item.conclusion))
    return _("Cross-checked at {meeting} of {day}: {said}").format(meeting=where, day=on, said=said)


def _link(item_id: object, words: str) -> str:
    return f'<a href="{item_id}">{words}</a>'
