"""The days of a college from the file that it sent."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from ibo_desk.domain.errors import RuleError, UserError
from ibo_desk.exchange.session_days import read_days

TODAY = date(2026, 11, 23)
DAYS = [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]


def workbook(path: Path) -> None:
    book = Workbook()
    book.active.append(["Zittingsdagen 2027", "lokaal"])
    for on in DAYS:
        book.active.append([on, "raadzaal"])
    book.save(path)


def document(path: Path) -> None:
    made = Document()
    made.add_heading("Zittingsdagen van het college in 2027")
    made.add_paragraph("dinsdag 12 januari 2027")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "26/01/2027", "09/02/2027"
    made.save(path)


def plain(path: Path) -> None:
    path.write_text("\ufeffZittingsdagen 2027\n12/1/2027; 26/1/2027\r\n2027-02-09\n", encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), [("d.xlsx", workbook), ("d.docx", document), ("d.TXT", plain)])
def test_days_are_read_and_headings_passed_over(tmp_path: Path, name: str, write: object) -> None:
    write(tmp_path / name)  # type: ignore[operator]
    assert read_days(tmp_path / name, TODAY) == DAYS


@pytest.mark.parametrize(
    "line",
    [
        "geen zitting op 25/12/2027",
        "12/01",
        "12/01/2027 om 9 uur in Menen",
        "van 5/7/2027 tot 9/7/2027",
        "31/02/2027",
    ],
)
def test_a_day_among_other_words_is_never_guessed(tmp_path: Path, line: str) -> None:
    (tmp_path / "d.txt").write_text(f"12/01/2027\n{line}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="day_not_read"):
        read_days(tmp_path / "d.txt", TODAY)


def test_what_is_no_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(b"geen document")
    with pytest.raises(UserError):
        read_days(tmp_path / "d.docx", TODAY)
