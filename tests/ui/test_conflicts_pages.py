"""Two windows of one program with the same item of a meeting: notes, conclusion and the command that records it."""

from datetime import date

import pytest

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.topics import Treatment
from ibo_desk.ui.conflicts import ConflictView
from ibo_desk.ui.conflicts.passage import Way
from ibo_desk.ui.meetings.page import MeetingsPage


def open_item(desk):
    items = []

    def find(app):
        meeting = next(one for one in app.meetings.listing() if one.on == date(2026, 12, 11))
        return [one for one in app.agenda.items(meeting.id) if one.item_type is ItemType.ALIGNMENT]

    desk.lane.read(find, items.extend)
    desk.lane.wait_idle()
    return items[0]


@pytest.fixture
def item(example_desk):
    return open_item(example_desk)


@pytest.fixture
def pages(shown, example_desk, item):
    made = [shown(MeetingsPage(example_desk), example_desk) for _window in range(2)]
    for page in made:
        page.show_record("agenda_item", item.id)
        example_desk.lane.wait_idle()
    return made


def type_in(page, field, text):
    editor = page.cockpit.item.notes.editors[field]
    editor.text.setPlainText(text)
    editor.text.document().setModified(True)
    return editor


def stored(desk, item):
    rows = []
    desk.lane.read(lambda app: app.agenda.item(item.id), rows.append)
    desk.lane.wait_idle()
    return rows[0]


@pytest.mark.long
def test_notes_of_two_windows_are_merged(pages, example_desk, item):
    first, second = (type_in(page, "discussion", f"Venster {at}") for at, page in enumerate(pages, 1))
    first.left.emit()
    example_desk.lane.wait_idle()
    assert (first.value(), second.value()) == ("Venster 1", "Venster 2")
    second.left.emit()
    example_desk.lane.wait_idle()
    assert stored(example_desk, item).discussion == "Venster 1"
    (view,) = pages[1].findChildren(ConflictView)
    assert not pages[0].findChildren(ConflictView)
    view.questions[0].passages[0].choose(Way.BOTH)
    view.record_button.click()
    example_desk.lane.wait_idle()
    assert stored(example_desk, item).discussion == "Venster 2\n\nVenster 1"
    assert first.value() == second.value() == "Venster 2\n\nVenster 1"


@pytest.mark.long
def test_a_conclusion_is_not_recorded_over_one_that_nobody_saw(pages, example_desk, item):
    type_in(pages[1], "conclusion", "Besluit van venster 2.")
    type_in(pages[0], "conclusion", "Besluit van venster 1.")
    pages[0].cockpit.item.conclude.click()
    example_desk.lane.wait_idle()
    assert stored(example_desk, item).conclusion == "Besluit van venster 1."
    editor = pages[1].cockpit.item.notes.editors["conclusion"]
    assert editor.value() == "Besluit van venster 2."
    editor.left.emit()  # the button takes the focus
    pages[1].cockpit.item._conclude()
    example_desk.lane.wait_idle()
    assert stored(example_desk, item).conclusion == "Besluit van venster 1."
    (view,) = pages[1].findChildren(ConflictView)
    assert len(view.questions) == 1, "leaving the field and the command ask it once"
    view.questions[0].passages[0].choose(Way.MINE)
    view.record_button.click()
    example_desk.lane.wait_idle()
    row = stored(example_desk, item)
    assert (row.conclusion, row.treatment) == ("Besluit van venster 2.", Treatment.TREATED)
    assert not editor.inner.property("wrong")
    assert example_desk.told == []
