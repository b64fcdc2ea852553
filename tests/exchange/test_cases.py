"""Lists that people reported about programs like this one, each with its answer; the ids are those of the reports."""

from pathlib import Path
from unicodedata import normalize

import pytest

from ibo_desk.app import App
from ibo_desk.exchange.errors import ListError

CASES = Path(__file__).parent / "cases"
DAY, LATER = "11 december 2026", "11 december 2027"
OF_ONE = "actie 1 “Vervoerregio Kortrijk”"

# file, what becomes of its rows, words that are said, words that are told (none: nothing is)
READ = (
    ("x01_date1904", "read", (OF_ONE, DAY), ()),
    ("x02_isodate", "read", (OF_ONE, DAY), ()),
    ("x04_nbsp", "read read", ("Nieuwe fietsbrug", "trekker Kortrijk"), ("eind 2027",)),
    ("x06_richtext_phonetic", "read", ("“Fietsroute tellen”", DAY), ()),
    ("x07_merged", "read read", ("“Eerste engagement”", "“Tweede engagement”", LATER), ()),
    ("x08_hidden_filtered", "read read", ("“Weggefilterd engagement”",), ("verborgen",)),
    ("x10_formula_nocache", "read", ("geen datum",), ("E2 bevat een formule zonder waarde",)),
    ("x11_formula_emptystring", "read", ("geen datum",), ()),
    ("x12_number_as_text_and_001", "read", (OF_ONE, DAY), ()),
    ("x14_million_rows", "read", (OF_ONE, DAY), ()),
    ("x15_last_cell_formatted", "read", (OF_ONE, DAY), ()),
    ("x17_hashtag_text", "read read", ("“#FIETSWEEK”",), ("G3 bevat de fout #DIV/0!",)),
    ("x19_strikethrough", "read read", ("“Doorstreept engagement”",), ("doorstreept: D2",)),
    ("x20_hidden_columns", "read", (OF_ONE,), ("verborgen kolommen Opmerkingen",)),
    ("x22_table_totals", "read read total", ("“Terreinen tellen”",), ()),
    ("x23_table_eindtotaal", "read read total", ("“Terreinen tellen”",), ()),
    ("x24_table_totals_on_title", "read read total", ("“Terreinen tellen”",), ()),
    ("x28_datetext", " ".join(["read"] * 18), (DAY,), ("week 50", "12/31/2026", "31/04/2027", "“11/12” is gelezen")),
    ("x29_dates_as_serial_unformatted", "read", ("46367",), ("uit “46367” volgt geen datum",)),
    ("x31_zero_width_bom", "read", (OF_ONE, DAY), ()),
    ("x32_decomposed", "read read", ("“Café en café”", "“Tweede rij”"), ()),
    ("x34_formula_injection", "read", ("“=cmd|' /C calc'!A0”",), ()),
    ("x44_xlsm", "read", (OF_ONE, DAY), ()),
    ("x45_no_styles_cellref", "read", (OF_ONE, DAY), ()),
    ("x46_no_refs", "read", (OF_ONE, DAY), ()),
    ("x47_libreoffice_saved", "read read", ("“Tweede engagement”", LATER), ()),
)  # fmt: skip
REFUSED = (
    ("x16_strict", "workbook_strict", "gewone Excel-werkmap"),
    ("x35_csv_renamed", "not_a_workbook", ".csv"),
    ("x36_html_renamed", "not_a_workbook", "webpagina"),
    ("x37_xls_ole", "workbook_protected", "oude .xls"),
    ("x38_zero_bytes", "file_empty", "0 bytes"),
    ("x40_ods", "not_a_workbook", ".ods"),
)


def case(name: str) -> Path:
    return next(CASES.glob(f"{name}.xls*"))


@pytest.mark.parametrize(("name", "fates", "said", "told"), READ, ids=[row[0] for row in READ])
def test_a_list_is_read_with_its_answer(
    reader: App, name: str, fates: str, said: tuple[str, ...], told: tuple[str, ...]
) -> None:
    plan = reader.lists.plan(case(name))
    assert " ".join(row.fate for row in plan.rows) == fates
    says = normalize("NFC", "\n".join(line for row in plan.rows for line in row.says))
    remarks = "\n".join([*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)])
    assert [words for words in said if words not in says] == []
    assert [words for words in told if words not in remarks] == []
    assert remarks == "" or told, "no false alarms"


@pytest.mark.parametrize(("name", "code", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_list_is_named(reader: App, name: str, code: str, words: str) -> None:
    with pytest.raises(ListError) as caught:
        reader.lists.plan(case(name))
    assert caught.value.code == code
    assert words in caught.value.sentence
    assert name in caught.value.sentence


def test_every_case_stands_in_one_of_the_tables() -> None:
    named = {row[0] for row in READ} | {row[0] for row in REFUSED}
    assert {path.stem for path in CASES.glob("x*")} == named
