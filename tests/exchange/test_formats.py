"""One list as .xlsx, .ods, .xls and .csv: the same cells, the same things told, the same records."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from ibo_desk.app import App
from ibo_desk.domain import bounds
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.workbook import Book, read_workbook

FORMATS = Path(__file__).parent / "formats"
TYPED = ("xlsx", "ods", "xls")  # what holds types, merged cells and formatting


def list_as(ending: str) -> Path:
    return FORMATS / f"formaten.{ending}"


def records(app: App) -> list[list[tuple[object, ...]]]:
    actions = [(row.number, row.title, row.partners, row.leads) for row in app.actions.listing()]
    promises = [
        (row.what, row.due_on, row.due_phrase, row.progress, row.action, givers)
        for row in app.engagements.listing()
        for givers in [sorted(share.organisation for share in row.partners)]
    ]
    return [sorted(actions), sorted(promises, key=str)]


@pytest.mark.parametrize("ending", TYPED[1:])
def test_a_workbook_of_another_program_is_the_same_book(ending: str) -> None:
    expected: Book = read_workbook(list_as("xlsx"))
    assert read_workbook(list_as(ending)) == expected
    assert expected.hidden == ("Oud",)
    assert expected.sheets[0].hides(7)


@pytest.mark.parametrize("ending", TYPED)
def test_a_cell_of_percent_is_read_as_it_shows(ending: str) -> None:
    row = read_workbook(FORMATS / f"procent.{ending}").sheets[0].rows[1]
    assert [row.text(column) for column in range(3)] == ["Leegstand", "10,5 %", "8 %"]


def test_letters_of_a_code_page_that_nobody_knows_are_damage(tmp_path: Path) -> None:
    named, unknown = b"\x42\x00\x02\x00\xb0\x04", b"\x42\x00\x02\x00\xff\x04"  # its record: 1200, 1279
    data = list_as("xls").read_bytes()
    assert named in data
    (tmp_path / "lijst.xls").write_bytes(data.replace(named, unknown))
    with pytest.raises(ListError):
        read_workbook(tmp_path / "lijst.xls")


def test_a_workbook_of_more_sheets_than_anybody_keeps_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    for number in range(bounds.SHEETS):
        book.create_sheet(f"Blad {number}")
    book.save(tmp_path / "veel.xlsx")
    with pytest.raises(ListError) as refused:
        read_workbook(tmp_path / "veel.xlsx")
    assert refused.value.code == "workbook_too_big"


@pytest.fixture(scope="module")
def of_xlsx() -> list[list[tuple[object, ...]]]:
    return []


@pytest.mark.long
@pytest.mark.parametrize("ending", [*TYPED, "csv"])
def test_the_same_list_gives_the_same_records(
    app: App, ending: str, of_xlsx: list[list[tuple[object, ...]]]
) -> None:
    plan = app.lists.plan(list_as(ending))
    app.lists.apply(plan)
    of_xlsx[:] = of_xlsx or records(app)
    assert records(app) == of_xlsx
    titles = {title for _number, title, *_partners in of_xlsx[0]}
    assert {"Fietsroute langs de Leie", "Warmteplan", "Woningpoule"} <= titles
    told = "\n".join(remark for row in plan.rows for remark in row.remarks)
    assert ("doorstreept" in told) is (ending != "csv")


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"Partner;Engagement\nKuurne;Tellen\n", ["Kuurne", "Tellen"]),
        (b"Partner,Engagement\n\"Kuurne, Menen\",Tellen\n", ["Kuurne, Menen", "Tellen"]),
        (b"sep=|\nPartner|Engagement\nKuurne|Tellen; en meer\n", ["Kuurne", "Tellen; en meer"]),
        ("Partner\tEngagement\nEén\tTellen\n".encode("utf-16"), ["Eén", "Tellen"]),
        ("Partner;Engagement\nEén;Tellen\n".encode("cp1252"), ["Eén", "Tellen"]),
        ("\ufeffPartner;Engagement\nEén;\"Tellen\nen meten\"\n".encode(), ["Eén", "Tellen\nen meten"]),
    ],
)  # fmt: skip
def test_a_text_says_itself_what_parts_its_cells(tmp_path: Path, data: bytes, cells: list[str]) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(data)
    [sheet] = read_workbook(path).sheets
    assert [sheet.rows[-1].text(at) for at in range(2)] == cells


@pytest.mark.parametrize(
    ("ending", "bound", "value"),
    [("ods", "CELLS", 10), ("xls", "CELLS", 10), ("csv", "CELLS", 10), ("xls", "OLD_WORKBOOK", 100),
     ("csv", "DELIMITED", 10), ("ods", "STYLES", 0), ("ods", "MERGES", 0), ("xls", "MERGES", 0)],
)  # fmt: skip
def test_the_bounds_hold_for_every_format(
    monkeypatch: pytest.MonkeyPatch, ending: str, bound: str, value: int
) -> None:
    monkeypatch.setattr(bounds, bound, value)
    with pytest.raises(ListError) as caught:
        read_workbook(list_as(ending))
    assert caught.value.code == "workbook_too_big"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_half_a_file_is_one_sentence(tmp_path: Path, ending: str) -> None:
    data = list_as(ending).read_bytes()
    path = tmp_path / f"lijst.{ending}"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ListError) as caught:
        read_workbook(path)
    assert caught.value.code == "workbook_damaged"


@pytest.mark.parametrize(
    ("source", "name"), [("ods", "lijst.xlsx"), ("csv", "lijst.xlsx"), ("xls", "lijst.xlsx")]
)
def test_a_name_that_says_something_else_is_told(tmp_path: Path, source: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(list_as(source).read_bytes())
    with pytest.raises(ListError) as caught:
        read_workbook(path)
    assert f".{source}" in caught.value.sentence


def test_a_list_of_calc_that_another_program_packed_is_read(tmp_path: Path) -> None:
    """What says which document it is may be packed too, and stand anywhere."""
    path = tmp_path / "verpakt.ods"
    with (
        zipfile.ZipFile(FORMATS / "formaten.ods") as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            new.writestr(name, old.read(name))
    assert read_workbook(path) == read_workbook(FORMATS / "formaten.ods")
