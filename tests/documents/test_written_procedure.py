"""A written procedure from its items to its report: on paper it is what it is, and who did not answer is named."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.topics import Stance
from ibo_desk.exchange.invitations import CalendarForm
from ibo_desk.exchange.meeting_mails import Sending
from tests.beginnings import preset_of_run

CLOSES = date(2026, 12, 15)


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock):
    with open_app(shutil.copyfile(preset_of_run(), tmp_path / "regio.ibo"), clock=clock) as opened:
        yield opened


def procedure(app: App):
    ibo = next(row.id for row in app.bodies.listing() if row.kind == "ibo")
    meeting = app.meetings.add({"body_id": ibo, "on": CLOSES, "written": True, "starts_at": time(14)})
    item = app.agenda.add(meeting, {"title": "Advies fietsbrug", "asked": "Onderschrijft u het ontwerp?"})
    return meeting, item


def text_of(app: App, kind: str, meeting) -> str:
    return render(app.papers.preview(PaperRequest(kind, meeting_id=meeting)), "txt").decode()


@pytest.mark.long
def test_from_items_to_report(app: App) -> None:
    meeting, item = procedure(app)
    agenda = text_of(app, "agenda", meeting)
    assert "Schriftelijke procedure" in agenda
    assert "15 december 2026" in agenda
    assert "14:00" not in agenda.split("Agendapunten")[0]
    assert "Er is geen vergadering" in agenda
    app.issuing.send_agenda(meeting)

    members = app.bodies.members(app.meetings.row(meeting).body_id, CLOSES)
    silent, *answering = members
    for member in answering:
        app.agenda.set_position(item, member.organisation_id, Stance.AGREES, "Akkoord met het ontwerp")
    app.meetings.set_state(meeting, MeetingState.HELD)
    app.agenda.conclude(item, "De partners onderschrijven het ontwerp.")
    findings = app.minutes_check.findings(meeting)
    assert [row.text for row in findings if row.code is Finding.NO_ANSWER] == [
        f"Punt 1 “Advies fietsbrug”: {silent.organisation} antwoordde niet."
    ]
    assert not {Finding.NOBODY_LISTED, Finding.MEMBER_NOT_LISTED} & {row.code for row in findings}

    minutes = text_of(app, "minutes", meeting)
    assert "Verslag van de schriftelijke procedure" in minutes
    assert "konden tot en met 15 december 2026 schriftelijk antwoorden" in minutes
    assert "Akkoord met het ontwerp" in minutes
    assert "De partners onderschrijven het ontwerp." in minutes
    for word in ("Aanwezig", "Verontschuldigd", "opent de vergadering", "sluit de vergadering"):
        assert word not in minutes, word


def test_its_mail_asks_an_answer_and_invites_nobody_to_come(app: App) -> None:
    meeting, _item = procedure(app)
    app.meetings.invite(meeting)
    drafts = app.meeting_mails.drafts(
        meeting, Sending((), "secretariaat@regio.example", CalendarForm.REQUEST)
    )
    assert all(draft.invitation is None for draft in drafts)
    assert drafts[0].subject == "Schriftelijke procedure IBO 2026-1: antwoord tegen 15 december 2026"
    assert "Antwoord tegen: dinsdag 15 december 2026" in drafts[0].text
    assert "Kunt u niet komen" not in drafts[0].text
