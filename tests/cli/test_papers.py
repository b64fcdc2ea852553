"""Making papers on the command line."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ibo_desk.app import open_app
from ibo_desk.cli.demo import wanted_papers
from ibo_desk.data.holder import Hold, take
from ibo_desk.documents.kinds import KINDS
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.clock import FixedClock
from tests.cli.conftest import Run

LISTS = Path(__file__).parents[1] / "exchange" / "lists"


@pytest.mark.long
def test_demo_makes_the_example_agenda_minutes_and_thirteen_notes(ibo_desk: Run, tmp_path: Path) -> None:
    said = ibo_desk("demo", tmp_path / "uit")
    assert (said.code, said.err) == (0, "")
    made = [Path(line) for line in said.out.splitlines()]
    assert all(path.stat().st_size > 1000 for path in made)
    kinds = Counter((path.name.split("-")[0], path.suffix) for path in made)
    assert kinds == {
        ("voorbeeld.ibo", ".ibo"): 1,
        ("agenda", ".docx"): 1,
        ("agenda", ".pdf"): 1,
        ("verslag", ".docx"): 1,
        ("verslag", ".pdf"): 1,
        ("nota", ".docx"): 13,
        ("nota", ".pdf"): 13,
    }
    again = ibo_desk("demo", tmp_path / "uit")
    assert (again.code, again.out) == (0, said.out), "a second time finds what the first one made"


@pytest.mark.long
def test_one_paper_by_plain_names(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    words = (
        "make",
        region,
        "memo",
        "--meeting",
        "IBO 2026-1",
        "--college",
        "Kortrijk",
        "--format",
        "html,txt",
    )
    said = ibo_desk(*words, "--out", tmp_path / "uit")
    assert said.code == 0
    assert [Path(line).suffix for line in said.out.splitlines()] == [".html", ".txt"]
    with open_app(region, read_only=True) as app:
        from ibo_desk.services.feedback.listings import documents

        assert len(documents(app.store)) == 2


@pytest.mark.long
def test_papers_from_a_file_that_somebody_has_open_register_nothing(
    ibo_desk: Run, region: Path, tmp_path: Path, clock: FixedClock
) -> None:
    ibo_desk("import", region, LISTS / "agenda.xlsx")
    entries = ibo_desk("list", region, "journal", "--json").out
    hold = take(region, "An", clock.now())
    assert isinstance(hold, Hold)
    words = (
        "make",
        region,
        "agenda",
        "--meeting",
        "IBO 2026-2",
        "--format",
        "txt",
        "--out",
        tmp_path / "uit",
    )
    said = ibo_desk(*words)
    hold.release()
    assert said.code == 0
    assert Path(said.out.strip()).is_file()
    assert ibo_desk("list", region, "journal", "--json").out == entries


@pytest.mark.long
def test_templates_are_listed_copied_and_checked(ibo_desk: Run, tmp_path: Path) -> None:
    listed = ibo_desk("template", "list").out
    assert all(kind in listed for kind in KINDS)
    copied = ibo_desk("template", "copy", "memo", tmp_path / "eigen.docx")
    assert copied.code == 0
    assert (
        ibo_desk("template", "check", tmp_path / "eigen.docx").out
        == f"{tmp_path / 'eigen.docx'} is bruikbaar.\n"
    )
    assert ibo_desk("template", "copy", "memo", tmp_path / "eigen.docx").code == 1


def test_the_demo_makes_what_there_is_a_meeting_for(region: Path) -> None:
    with open_app(region, clock=FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))) as app:
        assert wanted_papers(app) == []
        body = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        coming = app.meetings.add({"body_id": body, "on": date(2026, 12, 11)})
        assert wanted_papers(app) == [("agenda", coming)]
        held = app.meetings.add({"body_id": body, "on": date(2026, 11, 13)})
        assert wanted_papers(app) == [("agenda", coming), ("minutes", held), ("memo", held)]


@pytest.mark.long
def test_the_ledger_has_totals_only_when_they_are_asked_for(
    ibo_desk: Run, region: Path, tmp_path: Path
) -> None:
    ibo_desk("import", region, LISTS / "actielijst.xlsx")
    words = ("make", region, "engagements", "--format", "txt", "--out")
    plain, full = ibo_desk(*words, tmp_path / "zonder"), ibo_desk(*words, tmp_path / "met", "--totals")
    assert (plain.code, plain.err, full.code, full.err) == (0, "", 0, "")
    assert "Totalen per partner" not in Path(plain.out.strip()).read_text(encoding="utf-8")
    assert "Totalen per partner" in Path(full.out.strip()).read_text(encoding="utf-8")
    one = ibo_desk(*words, tmp_path / "een", "--college", "Kortrijk")
    assert Path(one.out.strip()).name.startswith("engagementen-kortrijk-")
    every = ibo_desk(*words, tmp_path / "elk", "--all-colleges")
    assert len(every.out.splitlines()) == 13


@pytest.mark.long
def test_what_a_college_received_on_a_day_that_is_past(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    made = ("make", region, "received", "--college", "Menen", "--format", "txt", "--out", tmp_path)
    said = ibo_desk(*made, "--on", "1/10/2026")
    (path,) = said.out.splitlines()
    text = Path(path).read_text(encoding="utf-8")
    assert "Wat kreeg Menen?" in text
    assert "Tot en met 1 oktober 2026" in text
    assert ibo_desk(*made, "--on", "1/10/2199").err.startswith("1 oktober 2199 moet nog komen.")
    assert ibo_desk(*made, "--on", "ooit").code == 1
    assert ibo_desk("make", region, "agenda", "--topic", "Fietsbrug", "--out", tmp_path).code == 2
