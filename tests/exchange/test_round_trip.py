"""Exported, changed in Excel or Calc, and read back: exactly what was changed there, and nothing else."""

import json
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ibo_desk.app import App, open_app
from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.engagements import InMultiYearPlan
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.domain.funding import FundingState
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.plan import Plan, RowFate
from ibo_desk.exchange.round_trip.columns import SHEETS
from ibo_desk.exchange.round_trip.records import read_records
from ibo_desk.services.base.bulk import EVERY
from ibo_desk.services.setup.example import EXAMPLE_DAY
from ibo_desk.services.words import label
from tests.beginnings import example_with_notes_of_run

Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("voorbeeld") / "voorbeeld.ibo"
    with open_app(shutil.copyfile(example_with_notes_of_run(), place), clock=_clock()) as made:
        made.records.add("document", {"title": "Plan van de Leieboorden (fictief)"})
        college = next(row.body_id for row in made.bodies.calendars() if row.calendar is not None)
        made.records.add("college_session", {"body_id": college, "on": date(2027, 1, 12)})
    return place


@pytest.fixture
def app(example: Path, tmp_path: Path) -> Iterator[App]:
    with open_app(shutil.copyfile(example, tmp_path / "regio.ibo"), clock=_clock()) as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "uit.xlsx"


def _clock() -> FixedClock:
    return FixedClock(datetime.combine(EXAMPLE_DAY, time(9), ZoneInfo("Europe/Brussels")))


def change(path: Path, edit: Edit) -> None:
    book = load_workbook(path)
    edit(book)
    book.save(path)


def page_of(book: Workbook, table: str) -> Worksheet:
    found = book[SHEETS[table].name]
    assert isinstance(found, Worksheet)
    return found


def cell_of(page: Worksheet, table: str, name: str, row: int) -> Any:
    heading = next(column.heading for column in SHEETS[table].columns if column.name == name)
    at = next(cell.column for cell in page[1] if cell.value == heading)
    return page.cell(row, at)


def changes(plan: Plan) -> dict[tuple[str, str], Any]:
    """What a plan would write, by sheet and field."""
    steps = [(row, step) for row in plan.rows for step in row.steps if step.standing is None]
    return {(row.sheet, name): value for row, step in steps for name, value in step.values.items()}


def records(app: App, table: str) -> dict[UUID, dict[str, Any]]:
    (sheet,) = read_records(app.store, [SHEETS[table]])
    return {record.id: dict(record.values) for record in sheet.records}


# ---- what goes out ------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_every_kind_has_its_sheet_with_headings_filters_and_hidden_ids(app: App, out: Path) -> None:
    assert app.exports.write(out) > 600
    book = load_workbook(out)
    for kind in SHEETS.values():
        page = page_of(book, kind.table)
        headings = [cell.value for cell in page[1]]
        assert len(set(headings)) == len(headings) == len(kind.columns) + 2, kind.table
        assert page.freeze_panes == "D2"
        assert page.auto_filter.ref
        assert page.column_dimensions["A"].hidden
        assert page.column_dimensions["B"].hidden
        assert page.max_row > 1, f"the example holds no {kind.table}"


@pytest.mark.long
def test_values_keep_their_type(app: App, out: Path) -> None:
    app.exports.write(out, ["engagements"])
    book = load_workbook(out)
    shares = page_of(book, "engagement_partner")
    amounts = [
        cell_of(shares, "engagement_partner", "amount_cents", row) for row in range(2, shares.max_row + 1)
    ]
    filled = [cell for cell in amounts if cell.value is not None]
    assert filled
    assert all(isinstance(cell.value, int | float) and "€" in cell.number_format for cell in filled)
    engagements = page_of(book, "engagement")
    days = [cell_of(engagements, "engagement", "due_on", row) for row in range(2, engagements.max_row + 1)]
    assert any(isinstance(cell.value, datetime) and cell.number_format == "dd/mm/yyyy" for cell in days)
    state = cell_of(shares, "engagement_partner", "state", 2)
    (check,) = [
        one for one in shares.data_validations.dataValidation if state.coordinate in one.sqref and one.type
    ]
    assert check.type == "list"
    assert "!$" in str(check.formula1)


def test_only_the_named_kinds_go_out(app: App, out: Path) -> None:
    app.exports.write(out, ["people", "actions"])
    assert [page.title for page in load_workbook(out) if page.sheet_state == "visible"] == [
        SHEETS["person"].name,
        SHEETS["regional_action"].name,
    ]


@pytest.mark.parametrize("text", ["=1+1", "+32 56 00 00 00", "-5 %", "@SUM(A1)", "_x0041_ blijft", "a\tb"])
def test_no_text_becomes_a_formula_or_another_text(app: App, out: Path, text: str) -> None:
    action = app.actions.listing()[0]
    app.records.patch("regional_action", action.id, None, {"next_step": text})
    app.exports.write(out, ["actions"])
    cell = cell_of(page_of(load_workbook(out), "regional_action"), "regional_action", "next_step", 2)
    assert cell.data_type == "s"
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@"))
    assert not app.lists.plan(out).changes


def test_secretariats_own_notes_stay_inside() -> None:
    told = {("measurement", "note"), ("college_session", "note")}  # who reads the record reads its note
    named = {(kind.table, column.name) for kind in SHEETS.values() for column in kind.columns} - told
    assert not {
        (table, name) for table, name in named if name in {"note", "secretariat_note", "preparation_note"}
    }


@pytest.mark.long
def test_the_file_is_whole_and_for_its_owner(app: App, out: Path) -> None:
    app.exports.write(out, ["people"])
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    with pytest.raises(FileProblemError) as caught:
        app.exports.write(out, ["people"])
    assert caught.value.code == "file_exists"
    assert out.read_bytes() == before
    app.exports.write(out, ["people"], over=True)
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".ibo-")] == []
    with pytest.raises(FileProblemError):
        app.exports.write(out.parent / "weg" / "uit.xlsx")


def test_another_ending_is_refused_with_what_there_is(app: App, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        app.exports.write(tmp_path / "uit.ics")
    assert ".json" in caught.value.sentence


def test_json_says_the_same_in_english_names(app: App, tmp_path: Path) -> None:
    app.exports.write(tmp_path / "uit.json", ["engagements"])
    held = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    assert list(held) == ["engagement", "engagement_partner"]
    assert {one["id"] for one in held["engagement"]} == {str(known) for known in records(app, "engagement")}
    assert "note" not in held["engagement"][0]


# ---- what comes back ----------------------------------------------------------------------------------------------


@pytest.mark.long
def test_an_export_that_nobody_touched_changes_nothing(app: App, out: Path) -> None:
    app.exports.write(out)
    plan = app.lists.plan(out)
    assert {row.fate for row in plan.rows} == {RowFate.EQUAL}
    assert [row.remarks for row in plan.rows if row.remarks] == []
    assert plan.remarks == ()


# One cell of every kind of value in every table, and what the field holds then.
EDITS: list[tuple[str, str, Any, Any]] = [
    ("regional_action", "next_step", "Bureau kiezen", "Bureau kiezen"),
    ("regional_action", "next_step_on", date(2027, 3, 1), date(2027, 3, 1)),
    ("topic", "summary", "Eén zin\nen nog een", "Eén zin\nen nog een"),
    ("topic", "justifies_meeting", "ja", True),
    ("meeting", "place", "Zaal 2", "Zaal 2"),
    ("meeting_chair", "name", "Fien Fictief", "Fien Fictief"),
    ("agenda_item", "minutes", 35, 35),
    ("engagement", "what", "Iets anders beloofd", "Iets anders beloofd"),
    ("engagement", "progress", "half klaar", "half klaar"),
    ("engagement_partner", "amount_cents", 1234.56, 123456),
    ("engagement_partner", "vte_thousandths", "0,25", 250),
    ("engagement_partner", "budget_year", 2029, 2029),
    ("engagement_partner", "condition", "mits subsidie", "mits subsidie"),
    ("engagement_partner", "in_plan", label(InMultiYearPlan.YES), InMultiYearPlan.YES),
    ("engagement_partner", "evidence", "=HYPERLINK(1)", "=HYPERLINK(1)"),
    ("meeting", "starts_at", time(7, 45), time(7, 45)),
    ("meeting", "starts_at", "7u45", time(7, 45)),
    ("feedback_round", "question_text", "Gaat het college akkoord?", "Gaat het college akkoord?"),
    ("feedback_round", "reference", "CBS/2026/12", "CBS/2026/12"),
    ("organisation", "short_name", "001", "001"),
    ("organisation", "valid_from", "01/01/2019", date(2019, 1, 1)),
    ("person", "phone", "+32 56 00 00 00", "+32 56 00 00 00"),
    ("document", "title", "Een andere titel", "Een andere titel"),
    ("progress_note", "text", "Het bestek is klaar.", "Het bestek is klaar."),
    ("milestone", "reached_on", date(2026, 11, 20), date(2026, 11, 20)),
    ("indicator", "target_thousandths", 12.5, 12500),
    ("measurement", "value_thousandths", "8,25", 8250),
    ("funding", "granted_cents", 98765.43, 9876543),
    ("funding", "state", label(FundingState.GRANTED), FundingState.GRANTED),
    ("evaluation", "text", "De werking is goed.", "De werking is goed."),
    ("body", "secretariat_name", "Bureau Fictief", "Bureau Fictief"),
    ("membership", "valid_from", date(2025, 1, 1), date(2025, 1, 1)),
    ("mandate", "function", "schepen van mobiliteit", "schepen van mobiliteit"),
    ("body_calendar", "weekday", "vrijdag", 4),
    ("college_session", "note", "in het stadhuis", "in het stadhuis"),
    ("calendar_recess", "label", "herfst", "herfst"),
]


def saved_by_calc(path: Path) -> None:
    """Open a workbook in LibreOffice and save it again, as a person does who typed nothing more."""
    folder = path.parent / "calc"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(path.parent / 'profiel').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    shutil.move(folder / path.name, path)


_CALC = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed"),
]


@pytest.mark.long
@pytest.mark.parametrize(
    "save", [lambda _path: None, pytest.param(saved_by_calc, marks=_CALC)], ids=["openpyxl", "Calc"]
)
def test_exactly_the_changed_cells_are_proposed_and_written(
    app: App, out: Path, save: Callable[[Path], None]
) -> None:
    """In every table that goes out, whichever program saved it last."""
    assert {table for table, *_edit in EDITS} == set(SHEETS)
    app.exports.write(out)
    before = {table: records(app, table) for table in SHEETS}
    edits: dict[tuple[str, UUID, str], tuple[object, object]] = {}
    for table, field, typed, held in EDITS:
        taken = {known for _table, known, _field in edits}
        rows = before[table].items()
        free = (known for known, values in rows if known not in taken and values[field] != held)
        changed = next((known for known in free if _open(app, table, known)), None)
        if changed is None:  # a table with few records: its one record is changed in several fields
            changed = next(known for known, values in rows if values[field] != held)
        edits[table, changed, field] = (typed, held)

    def edit(book: Workbook) -> None:
        for (table, changed, field), (typed, _held) in edits.items():
            page = page_of(book, table)
            cell = cell_of(page, table, field, row_of(page, changed))
            cell.value = typed
            cell.data_type = "s" if isinstance(typed, str) else cell.data_type

    change(out, edit)
    save(out)
    plan = app.lists.plan(out)
    steps = [step for row in plan.rows for step in row.steps]
    expected = {key: held for key, (_typed, held) in edits.items()}
    assert {
        (step.table, step.record_id, name): value for step in steps for name, value in step.values.items()
    } == expected
    assert app.lists.apply(plan) == ()
    for (table, changed, field), held in expected.items():
        before[table][changed][field] = held
    for table, then in before.items():
        after = records(app, table)
        assert {known: _own(table, values) for known, values in after.items()} == {
            known: _own(table, values) for known, values in then.items()
        }
    assert not app.lists.plan(out).changes


def _own(table: str, values: dict[str, Any]) -> dict[str, Any]:
    told = {column.name for column in SHEETS[table].columns if column.derived}
    return {name: value for name, value in values.items() if name not in told}


def _open(app: App, table: str, known: UUID) -> bool:
    """Whether a record is not locked by approved minutes."""
    if table not in {"meeting", "agenda_item"}:
        return True
    locked = {row.id for row in app.meetings.listing() if row.locked}
    meeting = known if table == "meeting" else app.agenda.item(known).meeting_id
    return meeting not in locked


def row_of(page: Worksheet, record_id: UUID) -> int:
    return next(at for at in range(2, page.max_row + 1) if page.cell(at, 1).value == str(record_id))


@pytest.mark.long
def test_what_was_changed_here_only_is_left_and_on_both_sides_is_shown_side_by_side(
    app: App, out: Path
) -> None:
    app.exports.write(out, ["actions"])
    action = app.actions.listing()[0]
    app.records.patch("regional_action", action.id, None, {"next_step": "Hier", "origin": "Hier"})

    def edit(book: Workbook) -> None:
        page = page_of(book, "regional_action")
        row = row_of(page, action.id)
        cell_of(page, "regional_action", "next_step", row).value = "Daar"
        cell_of(page, "regional_action", "short_title", row).value = "Kort"

    change(out, edit)
    plan = app.lists.plan(out)
    assert changes(plan) == {("Acties", "short_title"): "Kort"}
    (standing,) = [one for row in plan.rows for one in row.replaces]
    assert (standing.stands, standing.becomes) == ("Hier", "Daar")
    app.lists.apply(plan)
    row = next(one for one in app.actions.listing() if one.id == action.id)
    assert (row.short_title, row.next_step, row.origin) == ("Kort", "Hier", "Hier")
    app.lists.apply(app.lists.plan(out), EVERY)
    row = next(one for one in app.actions.listing() if one.id == action.id)
    assert (row.next_step, row.origin) == ("Daar", "Hier")


@pytest.mark.long
def test_an_engagement_that_was_renamed_here_is_no_alarm_in_its_shares(app: App, out: Path) -> None:
    app.exports.write(out, ["engagements"])
    renamed, other = [row for row in app.engagements.listing() if len(row.partners) == 1][:2]
    app.records.patch("engagement", renamed.id, None, {"what": "Anders genoemd"})

    def edit(book: Workbook) -> None:
        page = page_of(book, "engagement_partner")
        row = row_of(page, other.partners[0].id)
        cell_of(page, "engagement_partner", "engagement_id", row).value = "In het werkboek anders"

    assert app.lists.plan(out).remarks == ()
    change(out, edit)
    plan = app.lists.plan(out)
    (row,) = [row for row in plan.rows if row.says]
    assert (row.fate, plan.remarks) == (RowFate.EQUAL, ())
    assert "wordt alleen getoond en is niet ingelezen: “In het werkboek anders” in de werkmap" in row.says[0]


@pytest.mark.long
def test_a_state_typed_in_excel_is_told_as_only_shown_also_after_a_change_here(app: App, out: Path) -> None:
    app.exports.write(out, ["engagements"])
    engagement = next(row for row in app.engagements.listing() if len(row.partners) == 1)
    app.records.patch("engagement", engagement.id, None, {"progress": "Hier bijgewerkt"})

    def edit(book: Workbook) -> None:
        page = page_of(book, "engagement")
        cell_of(page, "engagement", "state", row_of(page, engagement.id)).value = "voltooid"

    change(out, edit)
    plan = app.lists.plan(out)
    (row,) = [row for row in plan.rows if row.says]
    assert (row.fate, plan.remarks, changes(plan)) == (RowFate.EQUAL, (), {})
    assert row.says[0].startswith(
        "Status wordt alleen getoond en is niet ingelezen: “voltooid” in de werkmap"
    )


@pytest.mark.long
def test_both_sides_are_told_apart_on_both_engines(store: Store, tmp_path: Path) -> None:
    app = App(store)
    known = app.records.add("regional_action", {"title": "Fietsroute (fictief)", "origin": "IBO"})
    app.exports.write(tmp_path / "uit.xlsx", ["actions"])
    app.records.patch("regional_action", known, None, {"next_step": "Hier", "origin": "Hier"})

    def edit(book: Workbook) -> None:
        page = page_of(book, "regional_action")
        cell_of(page, "regional_action", "next_step", 2).value = "Daar"
        cell_of(page, "regional_action", "summary", 2).value = "Kort"

    change(tmp_path / "uit.xlsx", edit)
    plan = app.lists.plan(tmp_path / "uit.xlsx")
    assert changes(plan) == {("Acties", "summary"): "Kort"}
    assert [(one.stands, one.becomes) for row in plan.rows for one in row.replaces] == [("Hier", "Daar")]
    assert app.lists.apply(plan) == ()


def test_an_emptied_cell_is_a_change_and_an_emptied_column_is_none(app: App, out: Path) -> None:
    app.exports.write(out, ["people"])
    person = next(row for row in app.people.listing() if row.function)

    def edit(book: Workbook) -> None:
        page = page_of(book, "person")
        cell_of(page, "person", "function", row_of(page, person.id)).value = None
        for at in range(2, page.max_row + 1):
            cell_of(page, "person", "email", at).value = None

    change(out, edit)
    plan = app.lists.plan(out)
    assert changes(plan) == {("Personen", "function"): ""}
    assert any("E-mail" in remark for remark in plan.remarks)


@pytest.mark.long
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("due_on", "ooit", "11/12/2026"),
        ("due_on", "31 maart", "11/12/2026"),
        ("due_on", "eind 2027", "11/12/2026"),
        ("due_phrase", "31/04/2027", "31/04/2027"),
        ("recurrence", "soms", "jaarlijks"),
        ("action_id", "Bestaat niet", "Bestaat niet"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_guessed(
    app: App, out: Path, field: str, typed: str, words: str
) -> None:
    app.exports.write(out, ["engagements"])
    change(
        out,
        lambda book: setattr(cell_of(page_of(book, "engagement"), "engagement", field, 2), "value", typed),
    )
    plan = app.lists.plan(out)
    assert changes(plan) == {}
    (row,) = [one for one in plan.rows if one.fate is not RowFate.EQUAL]
    assert row.fate is RowFate.DOUBTFUL
    assert words in " ".join(row.remarks)


def test_a_term_changed_on_both_sides_says_no_day_that_is_not_written(app: App, out: Path) -> None:
    app.exports.write(out, ["engagements"])
    book = load_workbook(out)
    known = UUID(page_of(book, "engagement").cell(2, 1).value)
    app.records.patch("engagement", known, None, {"due_phrase": "eind maart 2027"})
    change(
        out,
        lambda book: setattr(
            cell_of(page_of(book, "engagement"), "engagement", "due_phrase", 2), "value", "eind juni 2028"
        ),
    )
    (row,) = [row for row in app.lists.plan(out).rows if row.steps]
    assert row.says == ()
    (standing,) = row.replaces
    assert (standing.stands, standing.becomes) == ("eind maart 2027", "eind juni 2028")


@pytest.mark.long
def test_a_term_in_words_brings_its_day_and_a_day_takes_the_words_away(app: App, out: Path) -> None:
    app.exports.write(out, ["engagements"])

    def edit(book: Workbook) -> None:
        page = page_of(book, "engagement")
        cell_of(page, "engagement", "due_phrase", 2).value = "31/03/2028"
        cell_of(page, "engagement", "due_on", 3).value = date(2029, 1, 2)

    change(out, edit)
    first, second = [row.steps[0].values for row in app.lists.plan(out).rows if row.steps]
    assert first == {"due_phrase": "31/03/2028", "due_on": date(2028, 3, 31), "first_due_on": None}
    assert second == {"due_on": date(2029, 1, 2), "due_phrase": "", "first_due_on": None}


@pytest.mark.long
def test_rows_that_are_no_record_of_this_file_are_refused(
    app: App, example: Path, out: Path, tmp_path: Path
) -> None:
    with open_app(shutil.copyfile(example, tmp_path / "andere.ibo"), clock=_clock()) as other:
        known = other.actions.listing()[0]
        other.records.patch("regional_action", known.id, None, {"next_step": "elders"})
        other.exports.write(out, ["actions"])

    def edit(book: Workbook) -> None:
        page = page_of(book, "regional_action")
        page.append([None, None, "99", "Een nieuwe rij"])
        page.append([cell.value for cell in page[3]])

    change(out, edit)
    refused = [row for row in app.lists.plan(out).rows if row.fate is RowFate.REFUSED]
    assert len(refused) == 4  # of the other file, the doubled row twice, the new row
    assert changes(app.lists.plan(out)) == {}


def test_a_row_that_a_rule_refuses_is_told_and_the_others_stand(app: App, out: Path) -> None:
    app.exports.write(out, ["meetings"])
    held = [row for row in app.meetings.listing() if not row.locked]

    def edit(book: Workbook) -> None:
        page = page_of(book, "meeting")
        first, second = (row_of(page, meeting.id) for meeting in held[:2])
        cell_of(page, "meeting", "starts_at", first).value = time(20)
        cell_of(page, "meeting", "ends_at", first).value = time(8)
        cell_of(page, "meeting", "place", second).value = "Zaal 3"

    change(out, edit)
    (told,) = app.lists.apply(app.lists.plan(out))
    assert "rij" in told
    assert next(row.place for row in app.meetings.listing() if row.id == held[1].id) == "Zaal 3"


def test_sorted_with_a_column_moved_and_a_title_above_it_reads_the_same(app: App, out: Path) -> None:
    app.exports.write(out, ["people"])

    def edit(book: Workbook) -> None:
        page = page_of(book, "person")
        page.move_range(f"A1:{page.dimensions.split(':')[1]}", rows=2, cols=1)
        page["B1"] = "Onze mensen"

    change(out, edit)
    plan = app.lists.plan(out)
    assert {row.fate for row in plan.rows} == {RowFate.EQUAL}


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_saved_again_by_libreoffice_it_reads_the_same(app: App, out: Path) -> None:
    app.exports.write(out)
    change(out, lambda book: setattr(cell_of(page_of(book, "person"), "person", "phone", 2), "value", "001"))
    saved_by_calc(out)
    plan = app.lists.plan(out)
    assert changes(plan) == {("Personen", "phone"): "001"}
    assert [row.remarks for row in plan.rows if row.remarks] == []


# What an exported table has and its sheet has not: written by the program itself, set beside other things in the
# window (a joined item, why an action stopped), the office's own words, or the set-up of a body.
_NOT_IN_THE_SHEET = {
    "regional_action": {"stopped_on", "stopped_reason", "archived_on", "order_key"},
    "topic": {"follows_id", "preparation_since"},
    "meeting": {"online", "written", "reply_by", "report_number", "cancelled_on", "known_since", "locked"},
    "agenda_item": {
        "body_id", "order_key", "sub", "plan_step", "preparation_note", "preparation_audience", "secretariat_note",
        "previous_id", "cross_check_for_id", "joined_to_id", "approves_id", "recurring", "known_since",
    },
    "engagement": {"first_due_on", "note"},
    "feedback_round": {
        "delivered_hash", "overtaken_on", "audience", "ended_by", "told_on", "note", "asked_on", "noted_on", "ended_on",
    },
    "organisation": {"note"},
    "body": {
        "prepared_by_id", "prints_preparation", "prints_overviews", "numbers_minutes", "speaks_jointly", "lblod_uri",
        "note_headings", "note_per_item", "note_handled_by", "standing_items", "order_key", "valid_from", "valid_to",
    },
    "document": {"template", "content_hash", "blob_sha256"},
}  # fmt: skip
_OF_EVERY_RECORD = {"id", "revision", "region_id", "created_in", "deleted_in"}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_field_of_an_exported_table_has_a_column_or_a_reason(sheet):
    names = {column.name for column in metadata.tables[sheet.table].columns}
    looked_up = {name for name in names if name.endswith("_folded")}
    missing = names - {column.name for column in sheet.columns} - looked_up - _OF_EVERY_RECORD
    assert missing == _NOT_IN_THE_SHEET.get(sheet.table, set())
