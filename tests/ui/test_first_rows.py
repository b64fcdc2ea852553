"""A page shows its first rows before the rest of it is asked for."""

from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.page import Page


class InTwo(Page):
    """Reads in two steps, and keeps what happened in which order."""

    key, title = "in_two", "In two"

    def __init__(self, desk):
        super().__init__(desk)
        self.happened = []
        self.after_first = lambda: None

    def refresh(self):
        self.read_first(lambda _app: self.happened.append("first"), self._show_first, self._read_rest)

    def _show_first(self, _none):
        self.happened.append("shown")
        self.after_first()

    def _read_rest(self):
        self.read(lambda _app: "rest", self.happened.append)


def test_the_rest_is_asked_for_once_the_first_is_shown(region_desk, shown):
    page = shown(InTwo(region_desk), region_desk)
    assert page.happened == ["first", "shown", "rest"]


def test_a_page_that_is_read_again_meanwhile_asks_for_the_rest_once(region_desk, shown):
    page = InTwo(region_desk)

    def read_again():
        page.after_first = lambda: None
        page.reload_soon()  # as when something was written
        page.read_ahead()

    page.after_first = read_again
    shown(page, region_desk)
    assert page.happened == ["first", "shown", "first", "shown", "rest"]


def test_a_meeting_begins_with_its_agenda(example_desk, shown):
    page = MeetingsPage(example_desk)
    seen = []
    agenda = page.cockpit.agenda
    agenda.model.modelReset.connect(lambda: seen.append((page.cockpit.file, page.cockpit.isEnabled())))
    shown(page, example_desk)
    assert seen[0] == (None, False), "nothing can be done yet"
    assert page.cockpit.isEnabled()
    assert agenda.current() is agenda.model.rows[0]
    assert page.cockpit.file.meeting.body_short in page.header.title.text()
