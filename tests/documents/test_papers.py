"""Papers are read, written and registered; what approval locked is printed as it was."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, Document, FeedbackRound, JournalEntry
from ibo_desk.documents.content import Agenda, Memo, Minutes
from ibo_desk.documents.content_json import digest, to_json
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.papers import Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Side
from ibo_desk.services.meetings.meetings import Meetings
from tests.documents.builders.small_region import SmallRegion


@pytest.fixture
def papers(region: SmallRegion) -> Papers:
    return Papers(region)


@pytest.mark.long
def test_thirteen_notes_in_two_formats(region: SmallRegion, papers: Papers, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = papers.make(
        PaperRequest("memo", meeting_id=region.ibo),
        folder=tmp_path / "uit",
        progress=lambda done, of: seen.append((done, of)),
    )
    assert len(made) == 26
    assert all(path.stat().st_size > 5_000 for path in made)
    assert [path.suffix for path in made[:2]] == [".docx", ".pdf"]
    assert seen[-1] == (26, 26)
    assert any("kortrijk" in path.name for path in made)


def test_what_was_made_is_registered_as_one_entry(
    region: SmallRegion, papers: Papers, tmp_path: Path
) -> None:
    college = region.colleges["Menen"]
    made = papers.make(PaperRequest("memo", meeting_id=region.ibo, college_ids=[college]), folder=tmp_path)
    with region.store.read() as session:
        rows = session.exec(select(Document).order_by(col(Document.file_name))).all()
        entry = session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc())).first()
        told = [
            (row.kind, row.file_name, row.meeting_id, row.college_id, row.audience, row.data_date)
            for row in rows
        ]
        titles = {row.title for row in rows}
        assert len({row.content_hash for row in rows}) == 1
        assert entry is not None
        assert entry.label.startswith("2 documenten gemaakt: Terugkoppelingsnota")
    day = date(2026, 11, 23)
    assert told == [("memo", path.name, region.ibo, college, Audience.COLLEGE, day) for path in sorted(made)]
    assert titles == {
        "Terugkoppelingsnota – Interbestuurlijk overleg Zuid-West-Vlaanderen · vrijdag 6 november 2026 – Menen"
    }


def test_a_reader_makes_papers_and_registers_nothing(region: SmallRegion, tmp_path: Path) -> None:
    reader = Store(region.store.place, region.store.clock, actor="lezer", copy_id=UUID(int=2), read_only=True)

    class Opened:
        store = reader

    made = Papers(Opened()).make(PaperRequest("agenda", meeting_id=region.ibo), folder=tmp_path)
    assert [path.suffix for path in made] == [".docx", ".pdf"]
    with reader.read() as session:
        assert session.exec(select(Document)).all() == []
    reader.close()


@pytest.mark.long
def test_a_cancel_leaves_nothing(region: SmallRegion, papers: Papers, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    assert (
        papers.make(PaperRequest("memo", meeting_id=region.ibo), folder=folder, cancelled=lambda: True) == []
    )
    assert [path for path in tmp_path.rglob("*.docx") if path.is_file()] == []
    with region.store.read() as session:
        assert session.exec(select(Document)).all() == []


def test_writing_touches_no_store(region: SmallRegion, papers: Papers, tmp_path: Path) -> None:
    read = papers.contents(PaperRequest("minutes", meeting_id=region.ibo))
    region.store.close()
    (made,) = papers.write(read, folder=tmp_path, formats=["txt"])
    assert "Conclusie" in made.read_text(encoding="utf-8")


@pytest.mark.long
def test_preview_gives_one_content(region: SmallRegion, papers: Papers) -> None:
    agenda = papers.preview(PaperRequest("agenda", meeting_id=region.next_ibo))
    assert isinstance(agenda, Agenda)
    memo = papers.preview(
        PaperRequest("memo", meeting_id=region.ibo, college_ids=[region.colleges["Wervik"]])
    )
    assert isinstance(memo, Memo)
    assert memo.municipality == "Wervik"
    with pytest.raises(ValueError, match="too many values"):
        papers.preview(PaperRequest("memo", meeting_id=region.ibo))


def test_an_item_stands_for_its_meeting(region: SmallRegion, papers: Papers) -> None:
    made = papers.contents(PaperRequest("memo", item_id=region.fietsbrug))
    assert len(made) == 13
    assert {paper.meeting_id for paper in made} == {region.ibo}
    assert {paper.item_id for paper in made} == {region.fietsbrug}


def test_approved_minutes_print_what_was_approved(region: SmallRegion, papers: Papers) -> None:
    approved = papers.minutes_to_approve(region.ibo, date(2026, 11, 20))
    assert approved.head.status == "Goedgekeurd op 20 november 2026"
    Meetings(region.store).lock(region.ibo, to_json(approved), digest(approved), date(2026, 11, 20))
    printed = papers.preview(PaperRequest("minutes", meeting_id=region.ibo))
    assert isinstance(printed, Minutes)
    assert printed == approved
    memo = papers.preview(
        PaperRequest("memo", meeting_id=region.ibo, college_ids=[region.colleges["Wervik"]])
    )
    assert isinstance(memo, Memo)
    assert memo.source_state == "op basis van het goedgekeurde verslag"


def test_minutes_open_for_a_correction_print_the_records(region: SmallRegion, papers: Papers) -> None:
    approved = papers.minutes_to_approve(region.ibo, date(2026, 11, 20))
    meetings = Meetings(region.store)
    meetings.lock(region.ibo, to_json(approved), digest(approved), date(2026, 11, 20))
    meetings.unlock(region.ibo, "Een naam was verkeerd geschreven.")
    assert papers.preview(PaperRequest("minutes", meeting_id=region.ibo)).head.status != approved.head.status


def test_colleges_with_an_outdated_note_are_named(region: SmallRegion, papers: Papers) -> None:
    hashes = papers.text_hashes(region.ibo)
    with region.store.write("Bezorgd") as work:
        for row in work.session.exec(select(FeedbackRound).where(FeedbackRound.side == Side.AFTER)).all():
            row.delivered_on, row.delivered_hash = date(2026, 11, 12), hashes[row.item_id]
            work.add(row)
    assert papers.outdated(region.ibo) == []
    with region.store.write("Gewijzigd") as work:
        item = work.get(AgendaItem, region.fietsbrug)
        item.discussion += "\n\nToegevoegd."
        work.add(item)
    found = papers.outdated(region.ibo)
    assert len(found) == 13
    assert {(one.number, one.delivered_on) for one in found} == {("2", date(2026, 11, 12))}


def test_a_note_whose_text_was_not_kept_is_not_said_to_be_up_to_date(
    region: SmallRegion, papers: Papers
) -> None:
    before = len(papers.unknown_texts(region.ibo))
    with region.store.write("Bezorgd") as work:
        row = work.session.exec(select(FeedbackRound).where(FeedbackRound.side == Side.AFTER)).first()
        assert row is not None
        row.delivered_on, row.delivered_hash = date(2026, 11, 12), papers.text_hashes(region.ibo)[row.item_id]
        work.add(row)
    known = len(papers.unknown_texts(region.ibo))
    with region.store.write("Bezorgd zonder tekst") as work:
        row = work.get(FeedbackRound, row.id)
        row.delivered_hash = ""
        work.add(row)
    assert len(papers.unknown_texts(region.ibo)) == known + 1
    assert before in {known, known + 1}
    assert papers.outdated(region.ibo) == []


@pytest.mark.parametrize("kind", ["gedicht", "action_sheet"])
def test_an_unknown_kind_is_named(papers: Papers, region: SmallRegion, kind: str) -> None:
    with pytest.raises(PaperError, match=kind) as refused:
        papers.contents(PaperRequest(kind, meeting_id=region.ibo))
    assert refused.value.code == "paper_kind_later"


def test_a_paper_needs_a_meeting(papers: Papers) -> None:
    with pytest.raises(PaperError) as refused:
        papers.contents(PaperRequest("agenda"))
    assert refused.value.code == "paper_needs_meeting"


def test_an_unknown_meeting_is_refused(papers: Papers) -> None:
    with pytest.raises(NotFoundError):
        papers.contents(PaperRequest("agenda", meeting_id=uuid4()))


@pytest.mark.long
def test_the_same_records_give_the_same_bytes(region: SmallRegion, papers: Papers, tmp_path: Path) -> None:
    first = papers.write(
        papers.contents(PaperRequest("memo", meeting_id=region.ibo)), folder=tmp_path / "een"
    )
    second = papers.write(
        papers.contents(PaperRequest("memo", meeting_id=region.ibo)), folder=tmp_path / "twee"
    )
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
