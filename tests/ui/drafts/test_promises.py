"""What cannot be recorded waits as a draft: locked or deleted meanwhile, server away, end of session, cells, tables."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QTableWidgetItem

from ibo_desk.app import create_app
from ibo_desk.data.drafts import texts_left_in
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import N_
from ibo_desk.services.keeping.drafts import drafts_folder
from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.drafts.drafts import Drafts
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.table.columns import Column, Edit
from ibo_desk.ui.table.panel import TablePanel
from tests import postgres
from tests.ui.conftest import CLOCK

TYPED = "nog niet bewaard"


def write(desk, job):
    made = []
    desk.lane.write(job, made.append)
    desk.lane.wait_idle()
    return made[0]


def read(desk, job):
    seen = []
    desk.lane.read(job, seen.append)
    desk.lane.wait_idle()
    return seen[0]


def on_disk(desk):
    assert desk.drafts.writer.flush()
    return [draft.text for draft in texts_left_in(drafts_folder())]


def waiting(desk):
    return [draft.text for draft in desk.drafts.waiting()]


def form(desk, shown, kind, row, *fields):
    panel = shown(RecordPanel(desk, kind, list(fields)), desk)
    panel.show_record(row)
    return panel


def type_in(qtbot, panel, field, text=TYPED):
    inner = panel.editors[field].inner
    inner.setFocus()
    qtbot.keyClicks(inner, text)
    return inner


def kill(desk):
    """As a kill: nothing is recorded any more; then the drafts of a program that starts anew."""
    desk.drafts.rescue()
    desk.drafts._timer.stop()
    desk.drafts.typings.clear()
    desk.drafts.writer.close()
    desk.drafts = Drafts()
    desk._open_drafts(desk.lane._app)
    desk.lane.wait_idle()
    desk.drafts.writer.flush()
    desk.lane.wait_idle()


def test_a_record_that_was_deleted_meanwhile(region_desk, shown, qtbot):
    values = {"name": "Proefdienst", "kind": OrganisationKind.OTHER}
    record_id = write(region_desk, lambda app: app.records.add("organisation", values))
    row = read(
        region_desk, lambda app: next(one for one in app.organisations.listing() if one.id == record_id)
    )
    panel = form(region_desk, shown, "organisation", row, Field(N_("Note"), "note", "text"))
    note = type_in(qtbot, panel, "note")
    write(region_desk, lambda app: app.records.delete("organisation", record_id))
    panel.editors["note"].left.emit()
    region_desk.lane.wait_idle()
    assert note.toPlainText() == ""
    assert waiting(region_desk) == on_disk(region_desk) == [TYPED]
    assert [error.code for error in region_desk.told] == ["no_such_record"]


def test_a_record_that_was_locked_meanwhile(region_desk, shown, qtbot):
    def held(app):
        body = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        meeting = app.meetings.add({"body_id": body, "on": date(2026, 11, 13)})
        item = app.agenda.add(meeting, {"title": "Fietsbrug"})
        app.meetings.set_state(meeting, MeetingState.HELD)
        return meeting, item

    meeting, item = write(region_desk, held)
    row = read(region_desk, lambda app: app.agenda.item(item))
    panel = form(region_desk, shown, "agenda_item", row, Field(N_("Discussion"), "discussion", "text"))
    text = type_in(qtbot, panel, "discussion")
    write(region_desk, lambda app: app.meetings.lock(meeting, '{"schema": 1}', "0" * 64, date(2026, 11, 20)))
    panel.editors["discussion"].left.emit()
    region_desk.lane.wait_idle()
    assert text.toPlainText() == ""
    assert waiting(region_desk) == on_disk(region_desk) == [TYPED]
    assert [error.code for error in region_desk.told] == ["minutes_locked"]


def test_the_end_of_the_session_records_what_it_can_and_keeps_the_rest(region_desk, shown, qtbot):
    row = read(region_desk, lambda app: app.organisations.listing()[0])
    fields = Field(N_("Note"), "note", "text"), Field(N_("Valid from"), "valid_from", "date")
    panel = form(region_desk, shown, "organisation", row, *fields)
    type_in(qtbot, panel, "valid_from", "ooit")
    type_in(qtbot, panel, "note")
    region_desk.drafts.end_session()
    region_desk.lane.wait_idle()
    assert read(region_desk, lambda app: app.organisations.listing()[0]).note == TYPED
    assert on_disk(region_desk) == ["ooit"]


@pytest.mark.long
@pytest.mark.postgres
def test_a_server_that_is_away(server_url, open_desk, shown, qtbot):
    with create_app(server_url, clock=CLOCK) as app:
        app.records.add("regional_action", {"title": "Fietssnelweg"})
    desk = open_desk(server_url)
    row = read(desk, lambda app: app.actions.listing()[0])
    panel = form(desk, shown, "regional_action", row, Field(N_("Summary"), "summary", "text"))
    text = type_in(qtbot, panel, "summary")
    server, name = server_url.rsplit("/", 1)
    postgres.run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres.run_sql(
        server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    panel.editors["summary"].left.emit()
    desk.lane.wait_idle()
    assert text.toPlainText() == TYPED
    assert on_disk(desk) == [TYPED]
    assert {error.code for error in desk.told} == {"server_unreachable"}
    postgres.run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def is_recorded():
        desk.drafts.save_all()
        return read(desk, lambda app: app.actions.listing()[0]).summary == TYPED

    qtbot.waitUntil(is_recorded, timeout=10_000)
    assert on_disk(desk) == []


def open_cell(desk, shown):
    columns = [
        Column("name", N_("Name"), lambda row: row.name),
        Column("note", N_("Note"), lambda row: row.note, edit=Edit("organisation", "note")),
    ]
    panel = shown(TablePanel(desk, "proef", columns), desk)
    panel.show_rows(read(desk, lambda app: app.organisations.listing()[:1]))
    panel.view.setCurrentIndex(panel.model.index(0, 1))
    panel.view.edit(panel.view.currentIndex())
    return panel.view.findChild(QLineEdit)


def test_a_cell_that_was_open_at_a_kill(region_desk, shown, qtbot):
    qtbot.keyClicks(open_cell(region_desk, shown), TYPED)
    kill(region_desk)
    assert waiting(region_desk) == [TYPED]
    assert open_cell(region_desk, shown).text() == TYPED


@pytest.mark.long
def test_a_table_of_costs_that_was_open_at_a_kill(example_desk, shown):
    def costs():
        page = shown(ActionsPage(example_desk), example_desk)
        page.file._share_costs()
        example_desk.lane.wait_idle()
        return page.file.costs

    costs().charges.setItem(0, 1, QTableWidgetItem(TYPED))
    kill(example_desk)
    assert any(TYPED in text for text in waiting(example_desk))
    assert costs().charges.rows()[0][1] == TYPED
