"""Workbooks as people leave them, and what is no workbook at all."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ibo_desk.app import App
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.headings import find_table
from ibo_desk.exchange.layouts import LAYOUTS
from ibo_desk.exchange.workbook import as_text, read_workbook
from tests.exchange.conftest import ACTION_HEADS

Make = Callable[..., Path]


def _code(path: Path) -> str:
    with pytest.raises(ListError) as told:
        read_workbook(path)
    assert str(path) in told.value.sentence
    return told.value.code


def test_a_missing_file(tmp_path: Path) -> None:
    assert _code(tmp_path / "weg.xlsx") == "no_such_list"


def test_a_text_file_called_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_text("Nr;Actie\n1;Bouwshift\n")
    assert _code(path) == "not_a_workbook"


def test_an_old_or_protected_workbook(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert _code(path) == "workbook_protected"


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_half_a_workbook(tmp_path: Path, actions_file: Path, keep: float) -> None:
    whole = actions_file.read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(whole[: int(len(whole) * keep)])
    assert _code(path) == "workbook_damaged"


def test_a_zip_that_is_no_workbook_and_one_with_broken_parts(tmp_path: Path, actions_file: Path) -> None:
    other = tmp_path / "foto.xlsx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("foto.txt", "geen werkboek")
    assert _code(other) == "workbook_damaged"
    broken = tmp_path / "stuk.xlsx"
    with zipfile.ZipFile(actions_file) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:200] if name.endswith("sheet1.xml") else data)
    assert _code(broken) == "workbook_damaged"


def test_no_sheet_with_a_list(app: App, workbook: Make) -> None:
    with pytest.raises(ListError) as told:
        app.lists.plan(workbook([["Boodschappen"], ["brood"], ["melk"]]))
    assert told.value.code == "no_list_found"
    assert "soort lijst" in told.value.sentence


def test_the_wrong_kind_of_list_is_refused(app: App, actions_file: Path) -> None:
    with pytest.raises(ListError) as told:
        app.lists.plan(actions_file, "agenda")
    assert told.value.code == "no_list_found"


def test_headings_over_two_rows_under_a_merged_title(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "Actielijst"
    page.merge_cells("A1:E1")
    filled = {
        "A3": "Nr.", "B3": "Regionale actie", "C3": "Afspraken", "C4": "Engagement", "D4": "Partners", "E4": "Deadline",
        "A5": 1, "B5": "Bouwshift", "C5": "Tellen", "D5": "Kuurne",
    }  # fmt: skip
    for place, text in filled.items():
        page[place] = text
    page.merge_cells("C3:E3")
    book.save(tmp_path / "lijst.xlsx")
    [sheet] = read_workbook(tmp_path / "lijst.xlsx").sheets
    table = find_table(sheet, list(LAYOUTS.values()))
    assert table is not None
    assert set(table.columns) == {"number", "title", "engagement", "partners", "due"}
    assert [table.text(row, "partners") for row in table.rows] == ["Kuurne"]


def test_merged_cells_count_for_every_row_they_cover(app: App, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(ACTION_HEADS))
    page.append([1, "Geïntegreerde aanpak van de vervoerregio Kortrijk", None, None, "Kuurne", "Tellen"])
    page.append([None, None, None, None, "Menen", "Meten"])
    page.merge_cells("A2:A3")
    page.merge_cells("B2:B3")
    book.save(tmp_path / "lijst.xlsx")
    plan = app.lists.plan(tmp_path / "lijst.xlsx")
    app.lists.apply(plan)
    assert {row.what: row.action for row in app.engagements.listing()} == {
        "Tellen": "Vervoerregio Kortrijk",
        "Meten": "Vervoerregio Kortrijk",
    }


def test_hidden_rows_errors_and_formulas_are_told(app: App, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(ACTION_HEADS))
    page.append(
        [1, "Geïntegreerde aanpak van de vervoerregio Kortrijk", None, None, "Kuurne", "Tellen", "=A1+1"]
    )
    page["H2"] = "#REF!"
    page.row_dimensions[2].hidden = True
    hidden = book.create_sheet("Verborgen")
    hidden.append(["Nr.", "Regionale actie", "Engagement"])
    hidden.append([7, "Oud", "Oud"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "lijst.xlsx")
    [row] = app.lists.plan(tmp_path / "lijst.xlsx").rows
    told = " ".join(row.remarks)
    assert "G2" in told
    assert "#REF!" in told
    assert "verborgen" in told


def test_columns_that_nobody_knows_are_named(app: App, tmp_path: Path, actions_file: Path) -> None:
    book = load_workbook(actions_file)
    page = book["Actielijst"]
    page["L4"] = "Budgetcode"
    page["L5"] = "X-12"
    book.save(tmp_path / "lijst.xlsx")
    assert any("Budgetcode" in remark for remark in app.lists.plan(tmp_path / "lijst.xlsx").remarks)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (5, "5"),
        (0.5, "0.5"),
        (None, ""),
        (" Wevelgem ", "Wevelgem"),
        (date(2026, 9, 18), "18/09/2026"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert as_text(value) == text  # type: ignore[arg-type]


def test_a_day_with_a_time_is_a_day(workbook: Make) -> None:
    [sheet] = read_workbook(workbook([["Datum"], [datetime(2026, 9, 18, 14, 0)]])).sheets  # noqa: DTZ001  Excel has no zones
    assert sheet.rows[1].cells[0] == date(2026, 9, 18)
