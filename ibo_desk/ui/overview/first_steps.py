"""The first steps in a new region: what there is of each, and the way to the place where it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from ibo_desk.domain.overview import FirstStep
from ibo_desk.language import N_, _
from ibo_desk.services.words import label
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import Tone
from ibo_desk.ui.widgets import button, card, chip, heading, hint

if TYPE_CHECKING:
    from ibo_desk.services.today.first_steps import StepRow


@dataclass(frozen=True)
class Way:
    """Where a step is done: the words of its button, and the kind of record whose page it is, or a command."""

    text: str
    why: str
    kind: str = ""
    command: str = ""


WAYS: Final = {
    FirstStep.PARTNERS: Way(
        N_("To the partners"),
        N_("Municipalities, the province, intermunicipal bodies and agencies; everything else names them."),
        kind="organisation",
    ),
    FirstStep.BODIES: Way(
        N_("To the bodies"),
        N_(
            "The IBO, the transport region council, the mayors' conference and each college, with who sits in them."
        ),
        kind="body",
    ),
    FirstStep.PEOPLE: Way(
        N_("To people and mandates"),
        N_("Who sits where for whom; invitations, attendance lists and mails follow from it."),
        kind="person",
    ),
    FirstStep.CALENDARS: Way(
        N_("To the calendars"),
        N_("When each college meets and by when a note must be in; without them no day is counted."),
        kind="body_calendar",
    ),
    FirstStep.LEADS: Way(
        N_("To the regional actions"),
        N_("The actions of the region with their leads and partners."),
        command="page:actions",
    ),
    FirstStep.MEETING: Way(
        N_("New meeting"),
        N_("Then its agenda, minutes and notes are made from what stands here."),
        command="new:meetings",
    ),
}


def first_steps_card(
    theme: Theme, steps: "Sequence[StepRow]", go: Callable[[Way], None], run: Callable[[str], None]
) -> QFrame:
    """A line for each step, with its state and the way to it; a list from Excel is read in from here too."""
    frame, column = card(theme, padding=14, spacing=6)
    column.addWidget(heading(_("First steps"), 2))
    column.addWidget(
        hint(
            _(
                "Have you kept this in a spreadsheet? Read it in: people, meetings, actions, engagements, agendas. "
                "Before anything is recorded you see row by row what will happen."
            ),
            wrap=True,
        )
    )
    importing = button(
        theme, _("Import a list from Excel…"), "import", lambda: run("import_list"), primary=True
    )
    column.addWidget(importing, 0, Qt.AlignmentFlag.AlignLeft)
    lines = QGridLayout()
    lines.setHorizontalSpacing(theme.px(10))
    lines.setVerticalSpacing(theme.px(8))
    lines.setColumnStretch(0, 1)
    for at, step in enumerate(steps):
        _add_line(theme, lines, at, step, go)
    column.addLayout(lines)
    return frame


def _add_line(theme: Theme, lines: QGridLayout, at: int, step: "StepRow", go: Callable[[Way], None]) -> None:
    way = WAYS[step.step]
    texts = QVBoxLayout()
    texts.setSpacing(0)
    text = label(step.step)
    texts.addWidget(QLabel(text[:1].upper() + text[1:]))
    texts.addWidget(hint(_(way.why), wrap=True))
    lines.addLayout(texts, at, 0)
    state = chip(theme, _state(step), Tone("good" if step.begun else "quiet"))
    middle = Qt.AlignmentFlag.AlignVCenter
    lines.addWidget(state, at, 1, middle | Qt.AlignmentFlag.AlignRight)
    leads = button(theme, _(way.text), "", lambda: go(way), flat=True)
    lines.addWidget(leads, at, 2, middle | Qt.AlignmentFlag.AlignLeft)


def _state(step: "StepRow") -> str:
    """ "3 van 13", or how many there are."""
    if step.of:
        return _("{shown} of {total}").format(shown=step.count, total=step.of)
    return str(step.count) if step.count else _("none yet")
