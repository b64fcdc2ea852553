"""The windows of a meeting beside its page, each filled from the example, for ``tools.screenshot_dialogs``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.agenda.foreign import ForeignAgenda
from ibo_desk.ui.meetings.minutes.pasted_outcomes import OutcomesDialog
from ibo_desk.ui.meetings.minutes.submitting import SubmitQuestion
from ibo_desk.ui.meetings.page import MeetingsPage

if TYPE_CHECKING:
    from ibo_desk.app import App

T = TypeVar("T")
COMING: Final = "IBO 2026-4"
FOREIGN: Final = (
    "> Beste allen,\n>\n> hierbij de agenda van donderdag:\n"
    "1. Goedkeuring verslag vorige vergadering\n2. Fietsverbindingen over de Leie (20 min) - ter info\n"
    "   toelichting door De Vlaamse Waterweg\nIII. Oproep klimaatfonds\n   bijlage: nota.pdf\n"
    "4. Mobiliteit\n4.1 Deelwagens in de kernen\n4.2 Hoppinpunten\n5. Varia\n\nMet vriendelijke groeten\nAn"
)


def read_at_once(desk: Desk, job: "Callable[[App], T]") -> T:
    """What the store says, at once."""
    answers: list[T] = []
    desk.lane.read(job, answers.append)
    desk.lane.wait_idle()
    return answers[0]


def _foreign(desk: Desk, window: MainWindow) -> QDialog:
    """The agenda of another secretariat with its lines."""
    dialog = ForeignAgenda(desk, window, read_at_once(desk, lambda app: app.meetings.find(COMING).id), COMING)
    dialog.text.setPlainText(FOREIGN)
    dialog.read_text()
    desk.lane.wait_idle()
    return dialog


def _outcomes(desk: Desk, window: MainWindow) -> QDialog:
    meeting = read_at_once(desk, lambda app: app.meetings.find(COMING).id)
    titles = read_at_once(desk, lambda app: [row.title for row in app.agenda.items(meeting)])
    dialog = OutcomesDialog(desk, window, meeting)
    outcome = "De partners nemen kennis van de stand van zaken."
    dialog.text.setPlainText("\n".join(f"{at}. {title}\n{outcome}" for at, title in enumerate(titles, 1)))
    dialog.read_text()
    desk.lane.wait_idle()
    return dialog


def _submit(desk: Desk, window: MainWindow) -> QDialog:
    meeting = read_at_once(desk, lambda app: app.meetings.find(COMING).id)
    return SubmitQuestion(
        window, read_at_once(desk, lambda app: app.minutes_check.findings(meeting)), lambda: None
    )


def _together(desk: Desk, window: MainWindow) -> QWidget:
    """A running meeting in which two items are treated together, the second of them shown."""
    window.open_page("meetings")
    meeting = read_at_once(desk, lambda app: app.meetings.find(COMING).id)
    items = read_at_once(desk, lambda app: app.agenda.items(meeting))
    desk.lane.write(lambda app: app.agenda.join(items[3].id, items[2].id))
    window.go("agenda_item", items[3].id)
    desk.lane.wait_idle()
    page = window.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.cockpit.live_button.setChecked(True)
    desk.lane.wait_idle()
    return window


MEETING_MAKERS: Final[dict[str, Callable[[Desk, MainWindow], QWidget]]] = {
    "foreign-agenda": _foreign,
    "outcomes": _outcomes,
    "submit": _submit,
    "together": _together,
}
