"""Two secretaries at two computers type in the discussion of one agenda item, on one database."""

import json
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from sqlalchemy.engine import make_url
from sqlmodel import select

from ibo_desk.app import App
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change
from ibo_desk.ui.conflicts import ConflictView
from ibo_desk.ui.conflicts.passage import Way
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.meetings.item.fields import notes_fields
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.work_lane import WorkLane
from tests.services.desk import settle
from tests.ui.conftest import CLOCK


class Seat:
    """One computer: an app of its own on the database, and the notes of one item."""

    def __init__(self, url: str, actor: str, number: int, theme, settings: QSettings) -> None:
        self.desk = Desk(StoreLane(), WorkLane(), theme, settings, CLOCK)
        self.desk.lane.open(lambda: App(Store(url, CLOCK, actor=actor, copy_id=UUID(int=number))))
        self.desk.lane.wait_idle()
        self.panel = RecordPanel(self.desk, "agenda_item", notes_fields())

    def load(self, item: UUID) -> None:
        self.desk.lane.read(lambda app: app.agenda.item(item), self.panel.show_record, owner=self.panel)
        self.desk.lane.wait_idle()

    def type(self, text: str) -> None:
        editor = self.panel.editors["discussion"]
        editor.text.setPlainText(text)
        editor.text.document().setModified(True)

    def leave(self) -> None:
        self.panel.editors["discussion"].left.emit()
        self.desk.lane.wait_idle()


@pytest.fixture
def item(server_url) -> UUID:
    store = Store(server_url, CLOCK, actor="inrichting", copy_id=UUID(int=9))
    made = settle(store)
    item_id = made.agenda.add(made.meeting, {"title": "Fietspad"})
    store.close()
    return item_id


@pytest.fixture
def seats(server_url, theme, settings, qtbot):
    made = [Seat(server_url, actor, number, theme, settings) for number, actor in enumerate(("An", "Bo"), 1)]
    for seat in made:
        qtbot.addWidget(seat.panel)
        seat.panel.resize(700, 500)
        seat.panel.show()
    yield made
    for seat in made:
        seat.desk.work.close()
        seat.desk.lane.close()


def discussion(url: str, item: UUID) -> tuple[str, set[str]]:
    """What the record holds, and every text of the field that stands in the journal."""
    store = Store(url, CLOCK, actor="nazicht", copy_id=UUID(int=8))
    try:
        with store.read() as session:
            of = select(Change.new).where(Change.record_id == item, Change.field == "discussion")
            texts = {json.loads(new) for new in session.exec(of)}
        return App(store).agenda.item(item).discussion, texts
    finally:
        store.close()


@pytest.mark.postgres
def test_two_at_one_item_lose_nothing(server_url, item, seats):
    an, bo = seats
    for seat in seats:
        seat.load(item)
    an.type("Van An: het tracé ligt vast.")
    bo.type("Van Bo: de brandweer vraagt uitstel.")
    an.leave()
    bo.leave()
    assert discussion(server_url, item)[0] == "Van An: het tracé ligt vast."
    (view,) = bo.panel.findChildren(ConflictView)
    (passage,) = view.questions[0].passages
    login = make_url(server_url).username
    assert passage.ways[Way.THEIRS].text().startswith(f"Van {login} (An), ")
    passage.choose(Way.BOTH)
    view.record_button.click()
    bo.desk.lane.wait_idle()
    record, journal = discussion(server_url, item)
    assert record == "Van Bo: de brandweer vraagt uitstel.\n\nVan An: het tracé ligt vast."
    assert journal == {"Van An: het tracé ligt vast.", "Van Bo: de brandweer vraagt uitstel.", record}
    assert bo.panel.editors["discussion"].value() == record
    assert not an.panel.findChildren(ConflictView), "who was first is not held up"


@pytest.mark.long
@pytest.mark.postgres
def test_the_other_writes_again_while_one_chooses(server_url, item, seats):
    an, bo = seats
    for seat in seats:
        seat.load(item)
    an.type("Van An")
    bo.type("Van Bo")
    an.leave()
    bo.leave()
    (view,) = bo.panel.findChildren(ConflictView)
    view.questions[0].passages[0].choose(Way.MINE)
    an.load(item)
    an.type("Van An, met meer")
    an.leave()
    view.record_button.click()
    bo.desk.lane.wait_idle()
    assert discussion(server_url, item)[0] == "Van An, met meer"
    assert view.questions[0].theirs == "Van An, met meer"
    view.questions[0].passages[0].choose(Way.MINE)
    view.record_button.click()
    bo.desk.lane.wait_idle()
    record, journal = discussion(server_url, item)
    assert record == "Van Bo"
    assert {"Van An", "Van An, met meer", "Van Bo"} <= journal
