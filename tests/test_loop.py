"""The whole loop without a window: announced, asked, answered with a reservation, held, noted; the delegate changes."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from ibo_desk.app import create_app
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, Side
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity

MEETING = date(2026, 11, 20)


def test_from_announcement_to_taking_note(tmp_path: Path, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 11, 9, 9, 0, tzinfo=ZoneInfo("Europe/Brussels"))
    app = create_app(tmp_path / "lus.ibo", "zuid-west-vlaanderen", clock=clock)
    try:
        college = next(row for row in app.bodies.colleges() if row.organisation == "Harelbeke")
        ibo = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        old = app.records.add("person", {"name": "Ooit Schepen", "email": "ooit@harelbeke.example"})
        new = app.records.add("person", {"name": "Nu Schepen", "email": "nu@harelbeke.example"})
        seat = {"organisation_id": college.organisation_id, "body_id": ibo, "capacity": Capacity.FULL}
        app.records.add("mandate", {**seat, "person_id": old, "valid_to": date(2026, 11, 22)})
        app.records.add("mandate", {**seat, "person_id": new, "valid_from": date(2026, 11, 23)})

        meeting = app.meetings.add({"body_id": ibo, "on": MEETING})
        item = app.agenda.add(meeting, {"title": "Fietsbrug", "item_type": ItemType.ALIGNMENT})
        app.feedback.open_rounds([item], [college.id], Side.BEFORE, Question.POSITION, date(2026, 11, 18))
        notes = app.papers.make(
            PaperRequest("memo", meeting_id=meeting, college_ids=[college.id]),
            folder=tmp_path,
            formats=["txt"],
        )
        sheet = tmp_path / app.replies.file_name(meeting, college.id)
        sheet.write_bytes(app.replies.make(meeting, college.id) or b"")
        drafts = app.mail_drafts.notes(meeting, {college.id: [*notes, sheet]}, reply_sheets=True)
        app.issuing.deliver(drafts[0].cells, date(2026, 11, 9))

        clock.moment = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Brussels"))
        book = load_workbook(sheet)
        page = book.active
        assert page is not None
        page["H6"], page["I6"], page["J6"] = (
            "akkoord met voorbehoud",
            date(2026, 11, 16),
            "eerst het fietspad",
        )
        book.save(sheet)
        assert app.replies.apply(app.replies.read(sheet)) == 1
        (before,) = app.feedback.rounds(item, college.id)
        assert (before.answer, before.delivered_on) == (Answer.AGREES_WITH_RESERVATION, date(2026, 11, 9))

        app.meetings.set_state(meeting, MeetingState.HELD)
        app.agenda.conclude(item, "De partners onderschrijven de aandachtspunten.")
        app.feedback.deal_with(before.id, MEETING)
        app.feedback.open_rounds([item], [college.id], Side.AFTER, Question.TAKE_NOTE)
        again = app.mail_drafts.notes(meeting, {college.id: []})
        assert [one.name for one in again[0].recipients] == ["Nu Schepen"], (
            "the delegate of today, not of then"
        )
        app.issuing.deliver(again[0].cells, date(2026, 11, 23))
        assert [paper.side for paper in app.sent.of_cell(item, college.id)] == [Side.AFTER, Side.BEFORE]
        assert [row.state for row in app.my_college.of(college.id).open_rounds] == [FeedbackState.DELIVERED]

        app.feedback.heard([(item, college.id)], date(2026, 11, 23))
        desk = app.my_college.of(college.id)
        assert desk.open_rounds == ()
        assert [(note.meeting, note.items) for note in desk.notes] == [("IBO 2026-1", 1)]
        (figures,) = app.coverage.items()
        assert (figures.heard_before, figures.days_ahead, figures.days_to_answer) == (1, 11, 7)
        overview = app.papers.preview(PaperRequest("month-overview", college_ids=[college.id]))
        assert "Fietsbrug" in str(overview)
    finally:
        app.close()
