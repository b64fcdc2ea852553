"""A region without data: pages say what belongs there, and show no form of what does not exist."""

import pytest
from PySide6.QtWidgets import QApplication

from ibo_desk.app import create_app
from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.documents.page import DocumentsPage
from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.layout.panes import RECORD
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.topics.page import TopicsPage

ADDED = {
    ActionsPage: lambda app: app.actions.add({"title": "Kleinhandel"}),
    TopicsPage: lambda app: app.topics.add({"title": "Trage wegen"}),
    EngagementsPage: lambda app: app.engagements.add({"what": "Cijfers bezorgen"}, []),
}


@pytest.fixture
def empty_desk(open_desk, tmp_path):
    path = tmp_path / "leeg.ibo"
    create_app(str(path), None).close()
    return open_desk(path)


@pytest.mark.parametrize("kind", ADDED)
def test_beside_an_empty_list_stands_no_form(kind, empty_desk, shown):
    page = shown(kind(empty_desk), empty_desk)
    beside = page.panes.panes.widget(RECORD)
    assert not beside.isVisible()
    empty_desk.lane.write(ADDED[kind])
    empty_desk.lane.wait_idle()
    page.refresh()
    empty_desk.lane.wait_idle()
    assert beside.isVisible()


def test_a_new_meeting_says_what_it_needs_first(empty_desk, shown):
    heard = []
    empty_desk.notice.connect(heard.append)
    page = shown(MeetingsPage(empty_desk), empty_desk)
    page.add_new()
    assert heard == [
        "Hier vergadert nog geen orgaan. Voeg het eerst toe bij Partners & mandaten, Overlegorganen."
    ]


def test_no_paper_is_made_of_a_meeting_that_is_not_there(empty_desk, shown):
    page = shown(DocumentsPage(empty_desk), empty_desk)
    page._look()
    assert not page.form.make.isEnabled()
    QApplication.processEvents()
    assert not page.form.make.isEnabled()
