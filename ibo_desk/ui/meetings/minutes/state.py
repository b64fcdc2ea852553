"""Where minutes stand: draft, submitted, approved and locked; and the sentence that says what follows."""

from PySide6.QtWidgets import QWidget

from ibo_desk.domain.bodies import APPROVED_AT_MEETING, ApprovalMode
from ibo_desk.domain.meetings import MinutesState
from ibo_desk.language import _
from ibo_desk.services.minutes.minutes import VersionRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.minutes.reading import MinutesFile
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import GOOD, INFO, LOCKED, QUIET
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import chip, hint, set_chip

_STEPS = (MinutesState.DRAFT, MinutesState.SUBMITTED, MinutesState.APPROVED)


class StateLine(QWidget):
    """draft → submitted → approved, with the present one in colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.chips = {state: chip(theme, show_value(state), QUIET) for state in _STEPS}
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for state, made in self.chips.items():
            if state is not _STEPS[0]:
                row.addWidget(hint("→"))
            row.addWidget(made)

    def show_state(self, state: MinutesState | None) -> None:
        at = _STEPS.index(state) if state in _STEPS else -1
        for number, (step, made) in enumerate(self.chips.items()):
            text = (
                _("approved (locked)") if step is MinutesState.APPROVED and number == at else show_value(step)
            )
            now = LOCKED if step is MinutesState.APPROVED else INFO
            set_chip(made, text, now if number == at else GOOD if number < at else QUIET)


def state_sentence(file: MinutesFile) -> str:
    """What stands, and by which rule of the body it is approved."""
    current = file.current
    if current is None:
        if file.took_place:
            return _("Nothing was kept or submitted yet; what is noted at the items is the draft.")
        return _("Once the meeting is marked as held, its minutes can be submitted.")
    parts = [_("Version {number}").format(number=current.number)]
    if current.approved_on:
        parts.append(_("approved on {day}").format(day=formats.day(current.approved_on)))
    elif current.submitted_on:
        parts.append(_("submitted on {day}").format(day=formats.day(current.submitted_on)))
    if current.reason and current.state is MinutesState.DRAFT:
        parts.append(_("opened again: {reason}").format(reason=current.reason))
    text = " · ".join(parts)
    return f"{text}. {_rule(file, current)}" if current.state is MinutesState.SUBMITTED else f"{text}."


def _rule(file: MinutesFile, current: VersionRow) -> str:
    if file.mode is ApprovalMode.SILENT and file.days is not None and current.submitted_on:
        return _("Approved silently when no remark is open {count} days later.").format(count=file.days)
    if file.approval is None and file.mode in APPROVED_AT_MEETING:
        later = _("No later agenda has an item that approves these minutes yet.")
        unknown = _("The body’s rule for approval is not filled in.")
        return later if file.mode is ApprovalMode.NEXT_MEETING else f"{unknown} {later}"
    return _("Approval: {mode}.").format(mode=show_value(file.mode))
