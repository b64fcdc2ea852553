"""Lists as they come from elsewhere: what is read, what is told, and what is refused in one sentence."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from ibo_desk.app import App
from ibo_desk.domain import bounds
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.plan import Plan, RowFate
from ibo_desk.exchange.workbook import read_workbook
from tests.exchange.conftest import ACTION_HEADS, AGENDA_HEADS

CASES = Path(__file__).parent / "cases"
Make = Callable[..., Path]


def remarks(plan: Plan) -> str:
    return "\n".join([*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)])


def refused(path: Path) -> ListError:
    with pytest.raises(ListError) as caught:
        read_workbook(path)
    return caught.value


def with_sheet(path: Path, source: Path, change: Callable[[str], str]) -> Path:
    """A copy of a workbook with the XML of its sheet changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name.endswith("sheet1.xml") else data)
    return path


# ---- what exists is read, and nothing else ------------------------------------------------------------------------


def test_a_formatted_cell_at_the_end_of_the_sheet_costs_nothing(app: App) -> None:
    plan = app.lists.plan(CASES / "x15_last_cell_formatted.xlsx")
    assert [row.fate for row in plan.rows] == [RowFate.READ]
    assert "20000" not in remarks(plan)


def test_a_value_at_the_end_of_the_sheet_and_a_merge_of_whole_columns(workbook: Make, tmp_path: Path) -> None:
    source = workbook([ACTION_HEADS, [1, "Vervoerregio Kortrijk", None, None, "Kuurne", "Tellen"]])
    far = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    merge = '<mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells>'
    path = with_sheet(tmp_path / "ver.xlsx", source, lambda xml: xml.replace("</sheetData>", far + merge))
    [sheet] = read_workbook(path).sheets
    assert [row.number for row in sheet.rows] == [1, 2, 1048576]
    assert sheet.rows[-1].cells == {0: 1, 16383: 5}
    assert not sheet.cut


def test_more_rows_than_are_read_is_told(workbook: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook([ACTION_HEADS, *([n, f"Actie {n}"] for n in range(1, 8))])
    monkeypatch.setattr(bounds, "ROWS", 5)
    [sheet] = read_workbook(path).sheets
    assert (len(sheet.rows), sheet.cut) == (5, True)


@pytest.mark.parametrize(
    ("bound", "value"),
    [("CELLS", 10), ("STRINGS", 3), ("STRINGS_TOGETHER", 20), ("STYLES", 0), ("MERGES", 0)],
)
def test_each_bound_of_a_workbook_is_one_sentence(
    actions_file: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    path = CASES / "x47_libreoffice_saved.xlsx" if bound.startswith("STRINGS") else actions_file
    read_workbook(path)
    monkeypatch.setattr(bounds, bound, value)
    assert refused(path).code == "workbook_too_big"


def test_reading_stops_when_asked(actions_file: Path) -> None:
    class StoppedError(Exception):
        pass

    def progress(step: int, of: int) -> None:
        assert 0 < step <= of
        raise StoppedError

    with pytest.raises(StoppedError):
        read_workbook(actions_file, progress)


# ---- characters ---------------------------------------------------------------------------------------------------


def test_spaces_of_any_kind_are_spaces(app: App) -> None:
    plan = app.lists.plan(CASES / "x04_nbsp.xlsx")
    said = "\n".join(line for row in plan.rows for line in row.says)
    assert "Nieuwe fietsbrug" in said
    assert "Kortrijk" in said
    assert "niet ingelezen" not in remarks(plan)
    assert [row.fate for row in plan.rows] == [RowFate.READ, RowFate.READ]


def test_a_returned_form_keeps_its_words_apart() -> None:
    [sheet] = read_workbook(CASES / "r01_reply_nbsp.xlsx").sheets
    texts = [row.text(column) for row in sheet.rows for column in row.cells]
    assert any("mits goedkeuring van art. 5" in text for text in texts), texts
    assert not any("_x000D_" in text for text in texts)


# ---- what cells say -----------------------------------------------------------------------------------------------


def test_a_formula_that_gives_nothing_is_empty_and_one_that_was_never_worked_out_is_told(app: App) -> None:
    assert "formule" not in remarks(app.lists.plan(CASES / "x11_formula_emptystring.xlsx"))
    assert "formule" in remarks(app.lists.plan(CASES / "x10_formula_nocache.xlsx"))


def test_a_text_that_looks_like_an_error_is_a_text(app: App) -> None:
    plan = app.lists.plan(CASES / "x17_hashtag_text.xlsx")
    assert any("#FIETSWEEK" in line for row in plan.rows for line in row.says)
    assert "#FIETSWEEK" not in remarks(plan)
    assert "#DIV/0!" in remarks(plan)


def test_struck_rows_hidden_columns_comments_and_links_are_told(app: App, workbook: Make) -> None:
    assert "doorstreept: D2" in remarks(app.lists.plan(CASES / "x19_strikethrough.xlsx"))
    assert "verborgen kolommen" in remarks(app.lists.plan(CASES / "x20_hidden_columns.xlsx"))
    path = workbook([ACTION_HEADS, [1, "Vervoerregio Kortrijk", None, None, "Kuurne", "Tellen"]])
    book = load_workbook(path)
    page = book.worksheets[0]
    page["F2"].comment = Comment("eerst de provincie horen", "fictief")
    page["E2"].hyperlink = "https://voorbeeld.example/nota"
    page["B2"].font = Font(strike=True)
    book.save(path)
    told = remarks(app.lists.plan(path))
    assert "F2 heeft een opmerking die niet ingelezen is: “eerst de provincie horen”" in told
    assert "E2 verwijst naar https://voorbeeld.example/nota" in told
    assert "doorstreept: B2" in told


@pytest.mark.parametrize(
    ("colour", "is_told"), [("FFFFFFFF", False), ("00FFFFFF", False), ("FFFFC000", True)]
)
def test_white_is_no_colour(app: App, workbook: Make, colour: str, is_told: bool) -> None:
    path = workbook([ACTION_HEADS, [1, "Vervoerregio Kortrijk", None, None, "Kuurne", "Tellen"]])
    book = load_workbook(path)
    book.worksheets[0]["F2"].fill = PatternFill("solid", fgColor=colour)
    book.save(path)
    assert ("gekleurde" in remarks(app.lists.plan(path))) is is_told


def test_a_grand_total_is_a_total(app: App) -> None:
    fates = [row.fate for row in app.lists.plan(CASES / "x23_table_eindtotaal.xlsx").rows]
    assert fates[-1] is RowFate.TOTAL


def test_dates_in_words_are_read_or_told(app: App) -> None:
    plan = app.lists.plan(CASES / "x28_datetext.xlsx")
    app.lists.apply(plan)
    due = {row.what.removeprefix("Tekst "): row.due_on for row in app.engagements.listing()}
    day = date(2026, 12, 11)
    for text in (
        "11-12-2026",
        "vr 11/12/2026",
        "11 dec. '26",
        "2026-12-11T00:00:00Z",
        "11/12/26",
        "11/12/2026",
    ):
        assert due[text] == day, text
    told = remarks(plan)
    for text in (
        "december",
        "11/12",
        "week 50",
        "zsm",
        "12/31/2026",
        "31/04/2027",
        "11/12/2026 – 15/01/2027",
    ):
        assert f"“{text}”" in told, text
    assert "“2026-12-11” is gelezen als" not in told


def test_a_season_is_a_reading_of_ours_and_no_meeting(app: App, action_list: Make, agenda_list: Make) -> None:
    plan = app.lists.plan(
        action_list({"number": 91, "title": "Fietsroute", "engagement": "Tellen", "due": "voorjaar 2027"})
    )
    assert "“voorjaar 2027” is gelezen als 20 juni 2027" in remarks(plan)
    plan = app.lists.plan(agenda_list({"date": "eind juni 2027", "title": "Fietsbrug"}))
    assert [row.fate for row in plan.rows] == [RowFate.REFUSED]
    plan = app.lists.plan(
        agenda_list({"date": "11/12/2027", "title": "Fietsbrug"}, {"date": "12/1", "title": "Tellen"})
    )
    assert [row.fate for row in plan.rows] == [RowFate.READ, RowFate.READ]
    assert "“12/1” is gelezen als 12 januari 2027" in remarks(plan)


# ---- a list of engagements ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (["Partner", "Contactpersoon", "Engagement", "Actie", "Bron"], ["Kuurne", "x", "Tellen", 5, "IBO"]),
        (["Nr", "Actie", "Engagement", "Partner", "Tegen"], [1, 5, "Tellen", "Kuurne", "2027"]),
        (["Engagement", "Partner", "Actie", "Status"], ["Tellen", "Kuurne", "Fietsroute", "lopend"]),
        (["Wie", "Regionale actie", "Afspraak"], ["Kuurne", "Fietsroute", "Tellen"]),
        (["Partner", "Engagement", "Tegen"], ["Kuurne", "Tellen", "2027"]),
        (["Actie", "Engagement", "Partners", "Contactpersoon"], ["Fietsroute", "Tellen", "Kuurne", "fictief"]),
    ],
)  # fmt: skip
def test_a_list_of_engagements_is_never_read_as_actions(
    app: App, workbook: Make, heads: list[str], row: list[Any]
) -> None:
    path = workbook([heads, row, row])
    with pytest.raises(ListError) as caught:
        app.lists.plan(path, "actions")
    assert caught.value.code == "list_of_engagements"
    assert "--as engagements" in caught.value.sentence
    for layout in (None, "engagements"):
        plan = app.lists.plan(path, layout)
        assert plan.layout == "engagements"
        assert [one.fate for one in plan.rows] == [RowFate.READ, RowFate.REPEATED]
        assert not [step for one in plan.rows for step in one.steps if step.table == "regional_action"]


def test_a_sheet_with_engagements_beside_an_action_list_is_told(
    app: App, actions_file: Path, tmp_path: Path
) -> None:
    book = load_workbook(actions_file)
    page = book.create_sheet("Toezeggingen")
    page.append(["Partner", "Engagement", "Actie"])
    page.append(["Kuurne", "Tellen", 5])
    book.save(tmp_path / "lijst.xlsx")
    before, after = app.lists.plan(actions_file), app.lists.plan(tmp_path / "lijst.xlsx")
    assert "blad “Toezeggingen”" in remarks(after)
    assert "--as engagements" in remarks(after)
    assert [row.says for row in after.rows] == [row.says for row in before.rows]


# ---- named reasons ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("x16_strict.xlsx", "workbook_strict", "gewone Excel-werkmap"),
        ("x36_html_renamed.xlsx", "not_a_workbook", "webpagina"),
        ("x38_zero_bytes.xlsx", "file_empty", "0 bytes"),
        ("x40_ods.xlsx", "not_a_workbook", "OpenDocument"),
    ],
)
def test_what_a_file_is_instead_is_said(case: str, code: str, words: str) -> None:
    error = refused(CASES / case)
    assert error.code == code
    assert words in error.sentence


def test_lock_files_folders_and_pipes(tmp_path: Path, actions_file: Path) -> None:
    lock = tmp_path / "~$acties.xlsx"
    lock.write_bytes(b"\x07fictief" + bytes(150))
    assert refused(lock).code == "file_is_lock"
    assert refused(tmp_path).code == "not_a_file"
    if os.name == "posix":
        assert refused(Path("/dev/zero")).code == "not_a_file"
    assert refused(tmp_path / "weg" / "x.xlsx").code == "no_such_list"
    assert refused(tmp_path / "a\0b.xlsx").code == "list_unreadable"


def test_lists_on_hidden_sheets_are_named(app: App, tmp_path: Path, actions_file: Path) -> None:
    book = load_workbook(actions_file)
    for page in book.worksheets:
        page.sheet_state = "hidden"
    book.create_sheet("Leeg")
    book.active = len(book.worksheets) - 1
    book.save(tmp_path / "lijst.xlsx")
    with pytest.raises(ListError) as caught:
        app.lists.plan(tmp_path / "lijst.xlsx")
    assert caught.value.code == "sheets_hidden"
    assert "Actielijst" in caught.value.sentence


def test_no_warning_of_a_library_reaches_the_reader(app: App, recwarn: pytest.WarningsRecorder) -> None:
    plan = app.lists.plan(CASES / "x45_no_styles_cellref.xlsx")
    assert [row.fate for row in plan.rows] == [RowFate.READ]
    assert list(recwarn) == []


# ---- hostile packages ---------------------------------------------------------------------------------------------


def test_entities_and_deep_elements_are_refused(tmp_path: Path, actions_file: Path) -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    changed = with_sheet(tmp_path / "a.xlsx", actions_file, lambda xml: xml.replace("<worksheet", doctype, 1))
    assert refused(changed).code == "workbook_damaged"
    changed = with_sheet(
        tmp_path / "b.xlsx",
        actions_file,
        lambda xml: xml.replace("<sheetData>", "<x>" * 200 + "<sheetData>", 1),
    )
    assert refused(changed).code == "workbook_too_big"


def test_a_package_that_lies_about_its_sizes_or_has_a_part_twice(tmp_path: Path, actions_file: Path) -> None:
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(actions_file) as old, zipfile.ZipFile(lying, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * 5_000_000 if name.endswith("sheet1.xml") else old.read(name))
    data = lying.read_bytes()
    lying.write_bytes(data.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert refused(lying).code == "workbook_damaged"
    twice = tmp_path / "twice.xlsx"
    shutil.copyfile(actions_file, twice)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(twice, "a") as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
    assert refused(twice).code == "workbook_damaged"


def test_ten_thousand_parts_are_too_many(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for number in range(bounds.WORKBOOK.parts + 1):
            package.writestr(f"{number}", b"")
    path = tmp_path / "veel.xlsx"
    path.write_bytes(held.getvalue())
    assert refused(path).code == "workbook_too_big"


def test_an_amount_that_is_none_does_not_refuse_the_list(app: App, action_list: Make) -> None:
    plan = app.lists.plan(
        action_list({"number": 91, "title": "Fietsroute", "engagement": "Betalen € 1.2.3 in 2027"})
    )
    assert [row.fate for row in plan.rows] == [RowFate.READ]


@pytest.mark.long
@pytest.mark.parametrize("odd", ["1" * 30_000, "[" * 30_000, "€" * 30_000, "op " * 10_000, "en " * 10_000])
def test_long_odd_cells_are_read(app: App, workbook: Make, odd: str) -> None:
    paths = [
        workbook([ACTION_HEADS, [1, "Fietsroute", odd, odd, odd, odd, odd, odd, odd, odd, odd]], "a.xlsx"),
        workbook([AGENDA_HEADS, ["11/12/2026", 1, odd, odd, odd, odd, odd]], "b.xlsx"),
    ]
    for path in paths:
        app.lists.plan(path)


def test_an_empty_workbook_has_no_list(app: App, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "leeg.xlsx")
    with pytest.raises(ListError) as caught:
        app.lists.plan(tmp_path / "leeg.xlsx")
    assert caught.value.code == "no_list_found"
