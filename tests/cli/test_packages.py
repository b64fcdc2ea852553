"""Files of colleges for scripts: given, worked in, sent back, taken over; and lending."""

from pathlib import Path

import pytest

from ibo_desk.app import open_app
from tests.beginnings import example_of_run
from tests.cli.conftest import Run


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "voorbeeld.ibo"
    path.write_bytes(example_of_run().read_bytes())
    return path


@pytest.mark.long
def test_given_made_papers_of_sent_back_and_taken_over(example: Path, tmp_path: Path, ibo_desk: Run) -> None:
    out = tmp_path / "mee"
    said = ibo_desk("package", example, "--college", "Zwevegem", "--out", out)
    assert said.code == 0
    own = out / "meegegeven-zwevegem-1.ibo"
    assert said.out.startswith(str(own))
    assert ibo_desk("check", own).code == 0
    for kind in ("items", "feedback", "engagements", "sent", "documents"):
        said = ibo_desk("list", own, kind, "--json")
        assert said.code == 0
        assert "CBS Wevelgem" not in said.out or kind == "items"
    said = ibo_desk(
        "make", own, "memo", "--meeting", "IBO 2026-4", "--college", "Zwevegem", "--out", tmp_path / "nota"
    )
    assert said.code == 0
    back = tmp_path / "zwevegem.terug"
    said = ibo_desk("send-back", own, back)
    assert (said.code, back.exists()) == (1, False)
    assert "niets om terug te sturen" in said.err
    with open_app(own) as app:
        assert app.package is not None
        app.my_college.ask(app.package.college_id, "Veilige schoolroutes")
    assert ibo_desk("send-back", own, back).code == 0
    said = ibo_desk("send-back", own, back)
    assert "bestaat al" in said.err
    said = ibo_desk("take-back", example, back, "--dry-run")
    assert "Veilige schoolroutes" in said.out
    assert "niet bewezen" in said.out
    assert "Veilige schoolroutes" not in ibo_desk("list", example, "topics").out
    assert ibo_desk("take-back", example, back).code == 0
    assert "Veilige schoolroutes" in ibo_desk("list", example, "topics").out
    assert "Alles werd al eerder overgenomen" in ibo_desk("take-back", example, back).out


def test_a_wrong_return_is_one_sentence_and_leaves_the_file_as_it_was(
    example: Path, tmp_path: Path, ibo_desk: Run
) -> None:
    before = example.read_bytes()
    for name, data in (("stuk.terug", b"{}"), ("brief.txt", b"hallo")):
        (tmp_path / name).write_bytes(data)
        said = ibo_desk("take-back", example, tmp_path / name)
        assert (said.code, len(said.err.strip().splitlines())) == (1, 1)
    said = ibo_desk("send-back", example, tmp_path / "weg.terug")
    assert said.code == 1
    assert "regiobestand" in said.err
    assert example.read_bytes() == before


@pytest.mark.long
def test_a_newer_file_takes_along_what_the_older_one_holds(
    example: Path, tmp_path: Path, ibo_desk: Run
) -> None:
    for _time in range(2):
        ibo_desk("package", example, "--college", "Menen", "--out", tmp_path)
    first, second = tmp_path / "meegegeven-menen-1.ibo", tmp_path / "meegegeven-menen-2.ibo"
    with open_app(first) as app:
        assert app.package is not None
        app.my_college.ask(app.package.college_id, "Nog niet verstuurd")
    assert ibo_desk("renew", first, second).code == 0
    assert "Nog niet verstuurd" in ibo_desk("list", second, "topics").out
    said = ibo_desk("renew", second, first)
    assert said.code == 1
    assert "niet nieuwer" in said.err


@pytest.mark.long
def test_lent_and_back(region: Path, tmp_path: Path, ibo_desk: Run) -> None:
    copy = tmp_path / "kopie.ibo"
    assert ibo_desk("lend", region, copy, "--to", "de secretaris").code == 0
    said = ibo_desk("lend", region, tmp_path / "nog.ibo", "--to", "een ander")
    assert said.code == 1
    assert "uitgeleend aan de secretaris" in said.err
    with open_app(copy) as app:
        app.records.add("strategic_line", {"name": "Van de secretaris"})
    assert ibo_desk("take-back", region, copy, "--dry-run").code == 0
    assert ibo_desk("take-back", region, copy).code == 0
    with open_app(region) as app:
        assert "Van de secretaris" in str(app.history.entries(5))
    assert ibo_desk("call-back", region, "--reason", "ziek").code == 1


@pytest.mark.long
def test_papers_of_a_lent_file_are_made_and_not_noted(example: Path, tmp_path: Path, ibo_desk: Run) -> None:
    ibo_desk("lend", example, tmp_path / "kopie.ibo", "--to", "de secretaris")
    said = ibo_desk("make", example, "agenda", "--meeting", "IBO 2026-4", "--out", tmp_path / "agenda")
    assert said.code == 0
    assert [path.suffix for path in sorted((tmp_path / "agenda").glob("agenda*"))] == [".docx", ".pdf"]
