"""The command line: export, change, import; and a list of engagements."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import Run


@pytest.mark.long
def test_exported_changed_and_read_back(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit.xlsx"
    said = ibo_desk("export", region, out, "organisations")
    assert (said.code, said.err) == (0, "")
    book = load_workbook(out)
    page = book.worksheets[0]
    mailbox = next(cell.column for cell in page[1] if cell.value == "Functionele mailbox")
    page.cell(2, mailbox).value = "loket@voorbeeld.example"
    book.save(out)
    tried = ibo_desk("import", region, out, "--dry-run")
    assert tried.code == 0
    assert "“” → “loket@voorbeeld.example”" in tried.out
    assert "1 rij" in tried.out
    assert ibo_desk("import", region, out).code == 0
    rows = json.loads(ibo_desk("list", region, "organisations", "--json").out)
    assert [row["mailbox"] for row in rows if row["mailbox"]] == ["loket@voorbeeld.example"]


def test_an_export_is_never_written_over_unasked(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit.json"
    assert ibo_desk("export", region, out, "people").code == 0
    said = ibo_desk("export", region, out, "people")
    assert said.code == 1
    assert "bestaat al" in said.err
    assert ibo_desk("export", region, out, "people", "--replace").code == 0
    assert list(json.loads(out.read_text(encoding="utf-8"))) == ["person"]


@pytest.mark.parametrize("name", ["uit.ics", "uit.csv", "uit"])
def test_another_ending_says_what_there_is(ibo_desk: Run, region: Path, tmp_path: Path, name: str) -> None:
    said = ibo_desk("export", region, tmp_path / name)
    assert said.code == 1
    assert ".xlsx" in said.err
    assert not (tmp_path / name).exists()


def test_a_list_of_engagements(ibo_desk: Run, region: Path, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["Partner", "Engagement", "Actie", "Tegen"],
        ["Kuurne", "Tellen", 5, "31/03/2027"],
        ["Heule", "Meten"],
    ):
        page.append(row)
    book.save(tmp_path / "lijst.xlsx")
    said = ibo_desk("import", region, tmp_path / "lijst.xlsx", "--as", "engagements")
    assert said.code == 0
    assert "Kuurne" in said.out
    assert "rij 3: twijfel, niet ingelezen" in said.out
    rows = json.loads(ibo_desk("list", region, "engagements", "--json").out)
    assert [(row["what"], row["due_on"]) for row in rows] == [("Tellen", "2027-03-31")]
