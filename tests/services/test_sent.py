"""What a college was sent is kept as it went, on both engines: words, files, day, what it replaces."""

import hashlib
import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body
from ibo_desk.data.tables import Region as RegionRecord
from ibo_desk.documents.going import Going
from ibo_desk.documents.issuing import Issuing
from ibo_desk.documents.overtaken import ChangedNote
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.rich_text import plain
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.feedback import Answer, Question, Side, Whom
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.bulk import EVERY
from ibo_desk.services.feedback.moving import Moving
from ibo_desk.services.feedback.sent import Sent
from ibo_desk.services.feedback.sent_story import story
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.keeping.history import History
from ibo_desk.services.keeping.soundness import findings
from tests.services.region import Region, found

TODAY = date(2026, 11, 23)
EARLIER = date(2026, 11, 20)


@pytest.fixture
def region(store: Store) -> Region:
    region = found(store)
    region.write(RegionRecord(name="Streek (fictief)"))
    return region


@pytest.fixture
def issuing(region: Region) -> Issuing:
    return Issuing(region)


@pytest.fixture
def sent(region: Region) -> Sent:
    return Sent(region.store)


def asked(region: Region) -> tuple[UUID, UUID]:
    """A meeting, and its item that all colleges are asked about."""
    topic = region.topics.add({"title": "Fietsbrug"})
    meeting = region.meeting()
    item = region.item(meeting, topic_id=topic, item_type=ItemType.ALIGNMENT)
    region.item(meeting, title="Mededeling")
    region.feedback.ask(
        [(item, college) for college in region.colleges], Question.POSITION, Asked(None, ""), Whom.CHOSEN
    )
    return meeting, item


def read_otherwise(note: ChangedNote) -> set[str]:
    return {change.name for change in note.changes}


@pytest.mark.long
def test_a_note_that_went_is_kept_with_its_words_and_files(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    meeting, item = asked(region)
    first, second, _third = region.colleges
    issuing.deliver_notes(meeting, [first])
    (row,) = sent.of_college(first)
    assert (row.number, row.sent_on, row.side, row.meeting_id) == (1, TODAY, Side.BEFORE, meeting)
    assert row.items == ("Fietsbrug", "Mededeling"), "also what was only to be noted"
    assert row.known
    content = sent.content(row.id)
    assert hashlib.sha256(content.encode()).hexdigest() == row.content_hash
    assert json.loads(content)["content"]["asked"][0]["title"] == "Fietsbrug"
    assert [Path(file.file_name).suffix for file in row.files] == [".docx", ".pdf"]
    assert sent.file_data(row.files[1].id).startswith(b"%PDF")
    assert sent.of_college(second) == []
    assert sent.of_cell(item, first) == [row]
    assert sent.listing() == [row]


@pytest.mark.long
def test_recorded_once_more_it_is_not_kept_twice(region: Region, issuing: Issuing, sent: Sent) -> None:
    _meeting, item = asked(region)
    cell = (item, region.colleges[0])
    issuing.deliver([cell], TODAY)
    blobs = region.count("blob")
    issuing.deliver([cell], TODAY, over=EVERY)
    assert len(sent.listing()) == 1
    assert region.count("blob") == blobs


@pytest.mark.long
def test_making_a_paper_fills_no_register(region: Region, sent: Sent, tmp_path: Path) -> None:
    meeting, _item = asked(region)
    Papers(region).make(PaperRequest("memo", meeting_id=meeting), folder=tmp_path, formats=["txt"])
    assert sent.listing() == []


@pytest.mark.long
def test_what_follows_says_what_it_replaces(region: Region, issuing: Issuing, sent: Sent) -> None:
    meeting, item = asked(region)
    college = region.colleges[0]
    issuing.deliver_notes(meeting, [college])
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    issuing.deliver_notes(meeting, [college], over=EVERY)
    newer, older = sent.of_cell(item, college)
    assert (newer.number, newer.replaces_id, newer.replaces_on) == (2, older.id, TODAY)
    assert (older.replaced_by_id, older.replaced_on) == (newer.id, TODAY)
    assert "fasering" in sent.content(newer.id)
    assert "fasering" not in sent.content(older.id)
    topic = region.agenda.item(item).topic_id
    assert topic is not None
    assert sent.of_topic(topic, college) == [newer, older]
    assert sent.of_topic(topic, region.colleges[1]) == []


def test_of_an_earlier_day_nobody_knows_what_an_unnamed_note_said(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    _meeting, item = asked(region)
    issuing.deliver([(item, region.colleges[0])], EARLIER)
    (row,) = sent.listing()
    assert (row.sent_on, row.known, row.files) == (EARLIER, False, ())
    assert sent.content(row.id) == ""


@pytest.mark.long
def test_the_paper_that_went_is_what_is_kept_as_it_lies_there(
    region: Region, issuing: Issuing, sent: Sent, tmp_path: Path
) -> None:
    meeting, _item = asked(region)
    college = region.colleges[0]
    (paper,) = Papers(region).contents(PaperRequest("memo", meeting_id=meeting, college_ids=[college]))
    finished = tmp_path / "nota met de hand afgewerkt.docx"
    finished.write_bytes(b"met de hand")
    going = {college: Going(paper, [finished], recipients="Griet Fictief")}
    issuing.deliver_notes(meeting, [college], EARLIER, going=going)
    (row,) = sent.of_college(college)
    assert (row.known, row.sent_on, row.recipients) == (True, EARLIER, "Griet Fictief")
    assert [file.file_name for file in row.files] == [finished.name]
    assert sent.file_data(row.files[0].id) == b"met de hand"


@pytest.mark.long
def test_undo_takes_it_back_and_the_next_one_has_a_number_of_its_own(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    meeting, _item = asked(region)
    college = region.colleges[0]
    issuing.deliver_notes(meeting, [college])
    entry = region.store.own_entries[-1]
    History(region.store).undo(entry)
    assert sent.listing() == []
    issuing.deliver_notes(meeting, [college])
    (row,) = sent.listing()
    assert (row.number, row.replaces_id) == (2, None)


@pytest.mark.long
def test_what_was_sent_cannot_be_rewritten(region: Region, issuing: Issuing, sent: Sent) -> None:
    meeting, _item = asked(region)
    before = findings(region.store)
    issuing.deliver_notes(meeting, region.colleges[:1])
    for statement in (
        "UPDATE sent_paper SET content = '{}'",
        "DELETE FROM sent_paper",
        "UPDATE sent_file SET blob_sha256 = 'x'",
        "DELETE FROM sent_file",
    ):
        with pytest.raises(DBAPIError), region.store.engine.begin() as connection:
            connection.execute(text(statement))
    assert sent.listing()[0].known
    assert findings(region.store) == before


@pytest.mark.long
def test_what_would_read_otherwise_now_is_told_by_field(region: Region, issuing: Issuing, sent: Sent) -> None:
    meeting, item = asked(region)
    college = region.colleges[0]
    issuing.deliver_notes(meeting, [college])
    (row,) = sent.of_college(college)
    papers = Papers(region)
    assert papers.changed_notes(meeting) == []
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    region.feedback.ask(
        [(item, college)], Question.POSITION, Asked(date(2026, 12, 1), "Akkoord met fase 2?"), Whom.CHOSEN
    )
    region.feedback.set_consequence(item, college, "Eigen middelen nodig.")
    (note,) = papers.changed_notes(meeting)
    assert (note.held.sent_id, note.held.item_id, note.held.college) == (row.id, item, "Anzegem")
    changes = {change.name: (change.old, change.new) for change in note.changes}
    assert changes == {
        "introduction": ("", "De fasering werd herzien."),
        "question_text": ("", "Akkoord met fase 2?"),
        "answer_by": ("", "1 december 2026"),
        "consequences": ("", "Eigen middelen nodig."),
    }


@pytest.mark.long
def test_the_state_and_day_of_the_meeting_count_and_the_colleges_own_answer_does_not(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    meeting, item = asked(region)
    college = region.colleges[0]
    issuing.deliver_notes(meeting, [college])
    papers = Papers(region)
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY, "Akkoord.")
    assert papers.changed_notes(meeting) == []
    region.records.patch("meeting", meeting, None, {"on": date(2026, 12, 18)})
    assert all("subtitle" in read_otherwise(note) for note in papers.changed_notes(meeting))
    region.meetings.set_state(meeting, MeetingState.CANCELLED)
    assert all("status" in read_otherwise(note) for note in papers.changed_notes(meeting, college))
    assert papers.changed_notes(meeting, region.colleges[1]) == []


def changed(region: Region, issuing: Issuing) -> tuple[UUID, UUID, Papers]:
    """Two colleges had the note; then the question of one of them became another."""
    meeting, item = asked(region)
    issuing.deliver_notes(meeting, region.colleges[:2])
    again = Asked(date(2026, 12, 1), "Akkoord met fase 2?")
    region.feedback.ask([(item, region.colleges[0])], Question.POSITION, again, Whom.CHOSEN)
    return meeting, item, Papers(region)


@pytest.mark.long
def test_what_is_asked_otherwise_overtakes_the_note_and_the_next_one_says_what_it_replaces(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    """Only a change of the item's text was seen, so another question left no mark and no "vervangt"."""
    meeting, item, papers = changed(region, issuing)
    first, second, third = region.colleges
    assert [(note.item_id, note.college_id) for note in papers.outdated(meeting)] == [(item, first)]
    says = {
        paper.college_id: getattr(paper.content, "replaces", "")
        for paper in papers.contents(PaperRequest("memo", meeting_id=meeting, college_ids=region.colleges))
    }
    assert says == {
        first: "Vervangt de nota van 23 november 2026; sindsdien luidt punt 1 anders.",
        second: "",
        third: "",
    }
    region.records.patch("body", first, None, {"note_per_item": True})
    apart = papers.contents(PaperRequest("memo", meeting_id=meeting, college_ids=[first]))
    assert [getattr(paper.content, "replaces", "") for paper in apart] == [says[first], ""]
    region.records.patch("body", first, None, {"note_per_item": False})
    assert issuing.deliver_notes(meeting, [first], over=EVERY) == 1
    assert papers.outdated(meeting) == []
    assert [row.number for row in sent.of_cell(item, first)] == [2, 1]


@pytest.mark.long
def test_words_that_nobody_kept_are_overtaken_by_what_the_item_asks(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    """Recorded as gone on an earlier day: nobody knows what it said, so any change after it is marked and told."""
    meeting, item = asked(region)
    college = region.colleges[0]
    issuing.deliver([(item, college)], EARLIER)
    region.records.patch("agenda_item", item, None, {"discussion": "Nota van het secretariaat"})
    assert region.feedback.to_tell() == []
    region.records.patch("agenda_item", item, None, {"asked": "Vanaf 1 maart?"})
    assert [row.college_id for row in region.feedback.to_tell()] == [college]
    (note,) = Papers(region).contents(PaperRequest("memo", meeting_id=meeting, college_ids=[college]))
    assert "sindsdien veranderde de vraag van punt 1 of de dag ervan" in note.content.replaces  # type: ignore[union-attr]


@pytest.mark.long
def test_who_holds_a_note_about_a_withdrawn_item_is_told_once(region: Region, issuing: Issuing) -> None:
    """Also where that note was recorded with another item; and the papers say it in one sentence."""
    meeting, item = asked(region)
    other = region.item(meeting, topic_id=region.topics.add({"title": "Parkeren"}))
    college = region.colleges[0]
    region.feedback.ask([(other, college)], Question.POSITION, Asked(None, ""), Whom.CHOSEN)
    issuing.deliver([(other, college)], TODAY)
    why = {"treatment": Treatment.WITHDRAWN, "ended_reason": "de studie is niet af"}
    region.records.patch(
        "agenda_item", item, None, {"asked": "Welke fietsbrug?", "introduction": "De studie."}
    )
    region.records.patch("agenda_item", item, None, why)
    assert [(row.college_id, row.item_id) for row in region.feedback.to_tell()] == [(college, item)]
    sentence = "Het punt is ingetrokken. Reden: de studie is niet af."
    (note,) = Papers(region).contents(PaperRequest("memo", meeting_id=meeting, college_ids=[college]))
    printed = render(note.content, "txt").decode()
    assert printed.count("ingetrokken") == printed.count(sentence) == 1
    (agenda,) = Papers(region).contents(PaperRequest("agenda", meeting_id=meeting))
    line = agenda.content.items[0]  # type: ignore[union-attr]
    assert (line.introduction, line.asked, line.time, line.minutes) == (plain(sentence), "", "", "")


@pytest.mark.long
def test_a_trifle_is_let_pass_until_something_else_changes_and_can_be_undone(
    region: Region, issuing: Issuing
) -> None:
    meeting, item, papers = changed(region, issuing)
    (note,) = papers.changed_notes(meeting)
    issuing.let_pass(note)
    assert region.labels()[-1] == "Verschil met nota 1 aan Anzegem over “Fietsbrug” laten passeren"
    assert papers.changed_notes(meeting) == []
    assert papers.outdated(meeting) == []
    History(region.store).undo(region.store.own_entries[-1])
    assert papers.changed_notes(meeting) == [note]
    issuing.let_pass(note)
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    assert [one.held.college for one in papers.changed_notes(meeting)] == ["Anzegem", "Kortrijk"]


@pytest.mark.long
def test_a_move_that_is_let_pass_needs_no_notice_either(region: Region, issuing: Issuing) -> None:
    meeting, item, papers = changed(region, issuing)
    Moving(region.store).move(meeting, date(2026, 12, 15), ())
    notes = papers.changed_notes(meeting)
    assert len(notes) >= 2
    for note in notes:
        issuing.let_pass(note)
    assert [row.overtaken_on for row in region.feedback.of_item(item)] == [None, None, None]
    assert papers.changed_notes(meeting) == []


@pytest.mark.long
def test_a_later_note_about_one_item_leaves_the_earlier_one_about_the_others(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    meeting, item = asked(region)
    other = region.item(meeting, title="Tolheffing", item_type=ItemType.ALIGNMENT)
    cells = [(one, region.colleges[0]) for one in (item, other)]
    region.feedback.ask(cells[1:], Question.POSITION, Asked(None, ""), Whom.CHOSEN)
    issuing.deliver(cells, TODAY)
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    (paper,) = Papers(region).contents(PaperRequest("memo", item_id=item, college_ids=[region.colleges[0]]))
    issuing.deliver(cells[:1], TODAY, over=EVERY, going={region.colleges[0]: Going(paper)})
    region.records.patch("agenda_item", other, None, {"introduction": "De tol werd herzien."})
    (note,) = Papers(region).changed_notes(meeting)
    assert (note.held.item, note.held.sent_number) == ("Tolheffing", 1)


@pytest.mark.long
def test_one_college_and_one_topic_as_a_list(region: Region, issuing: Issuing) -> None:
    meeting, item = asked(region)
    college = region.colleges[0]
    issuing.deliver_notes(meeting, [college], EARLIER)
    region.records.patch("agenda_item", item, None, {"introduction": "De fasering werd herzien."})
    issuing.deliver([(item, college)], TODAY, over=EVERY)
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY, "Akkoord.")
    topic = region.agenda.item(item).topic_id
    assert topic is not None
    lines = [(line.on, line.what, line.in_words) for line in story(region.store, topic, college)]
    assert lines == [
        (TODAY, "Nota 2 verstuurd", "gevraagd: standpunt; vervangt de nota van 20 november 2026"),
        (TODAY, "Antwoord", "akkoord – Akkoord."),
        (
            EARLIER,
            "Nota 1 verstuurd",
            "gevraagd: standpunt; vervangen op 23 november 2026; wat er stond werd niet bewaard",
        ),
    ]
    assert story(region.store, topic, region.colleges[1]) == []


@pytest.mark.long
def test_a_college_without_municipality_has_no_note_and_is_noted_all_the_same(
    region: Region, issuing: Issuing, sent: Sent
) -> None:
    _meeting, item = asked(region)
    college = region.write(Body(name="College van elders (fictief)", kind=BodyKind.COLLEGE))
    done = issuing.deliver([(item, college), (item, region.colleges[0])], TODAY)
    assert len(done.targets) == 2
    assert [row.college_id for row in sent.listing()] == [region.colleges[0]]
