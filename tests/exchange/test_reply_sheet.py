"""The reply sheet goes out, is filled in with two other programs, comes back and is recorded at the right cell."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.replies import Replies
from tests.exchange.loop_region import Loop

ANSWER, DAY, TEXT, REFERENCE = "H", "I", "J", "K"


@pytest.fixture
def region(looped: Loop) -> Loop:
    return looped


@pytest.fixture
def sheet(region: Loop, tmp_path: Path) -> Path:
    sheets = Replies(region.app.store)
    made = sheets.make(region.meeting, region.colleges["Kortrijk"])
    assert made is not None
    path = tmp_path / sheets.file_name(region.meeting, region.colleges["Kortrijk"])
    path.write_bytes(made)
    return path


def fill(path: Path, row: int, answer: str, on: object, text: str = "", reference: str = "") -> None:
    book = load_workbook(path)
    page = book.active
    assert page is not None
    for column, value in ((ANSWER, answer), (DAY, on), (TEXT, text), (REFERENCE, reference)):
        page[f"{column}{row}"] = value
    book.save(path)


def test_what_the_college_gets(region: Loop, sheet: Path) -> None:
    assert sheet.name == "antwoordblad-kortrijk-ibo-2026-1.xlsx"
    page = load_workbook(sheet).active
    assert page is not None
    assert [page[f"{column}6"].value for column in "DEFG"] == [
        "Fietsbrug: =fasering",
        "standpunt",
        "Wat vindt het college?",
        "07/12/2026",
    ]
    assert all(page.column_dimensions[letter].hidden for letter in "A")
    assert page.protection.sheet
    assert page["D6"].protection.locked
    assert not page[f"{ANSWER}6"].protection.locked
    lists = {
        str(one.sqref): one.formula1 for one in page.data_validations.dataValidation if one.type == "list"
    }
    assert lists == {
        "H6": '"neemt kennis,akkoord,akkoord met voorbehoud,niet akkoord,uitgesteld"',
        "H7": '"neemt kennis,akkoord,akkoord met voorbehoud,niet akkoord,mandaat,uitgesteld"',
    }


@pytest.mark.long
def test_filled_in_and_recorded_after_a_look(region: Loop, sheet: Path) -> None:
    kortrijk = region.colleges["Kortrijk"]
    fill(sheet, 6, "akkoord met voorbehoud", date(2026, 11, 16), "mits de brug eerst komt", "CBS/2026/11")
    sheets = Replies(region.app.store)
    reply = sheets.read(sheet)
    assert (reply.municipality, reply.meeting) == ("Kortrijk", "IBO 2026-1")
    assert [(row.answer, row.on) for row in reply.rows] == [
        (Answer.AGREES_WITH_RESERVATION, date(2026, 11, 16)),
        (None, None),
    ]
    assert region.app.feedback.rounds(region.bridge, kortrijk)[0].answer is None, "only looked at"
    assert sheets.apply(reply) == 1
    (row,) = region.app.feedback.rounds(region.bridge, kortrijk)
    assert (row.answer, row.answered_on, row.answer_text, row.reference) == (
        Answer.AGREES_WITH_RESERVATION,
        date(2026, 11, 16),
        "mits de brug eerst komt",
        "CBS/2026/11",
    )
    assert region.app.history.entries()[0].label == "Terugkoppeling van CBS Kortrijk geregistreerd"
    again = sheets.read(sheet)
    assert again.to_record == ()
    assert again.rows[0].remarks == ("is al geregistreerd",)
    assert region.app.feedback.rounds(region.bridge, region.colleges["Menen"])[0].answer is None


def test_an_answer_that_was_changed_since_says_what_it_replaces(region: Loop, sheet: Path) -> None:
    cell = (region.bridge, region.colleges["Kortrijk"])
    region.app.feedback.answer([cell], Answer.AGREES, date(2026, 11, 10))
    fill(sheet, 6, "niet akkoord", date(2026, 11, 17))
    reply = Replies(region.app.store).read(sheet)
    assert reply.rows[0].remarks == ("vervangt “akkoord” van 10 november 2026",)
    assert len(reply.to_record) == 1


def test_an_answer_that_comes_after_the_meeting_still_answers_what_was_asked_before(
    region: Loop, sheet: Path
) -> None:
    kortrijk = region.colleges["Kortrijk"]
    region.app.feedback.deliver([(region.bridge, kortrijk)], date(2026, 11, 12))
    region.app.feedback.open_rounds([region.bridge], [kortrijk], Side.AFTER, Question.TAKE_NOTE)
    fill(sheet, 6, "niet akkoord", date(2026, 11, 17))
    assert Replies(region.app.store).apply(Replies(region.app.store).read(sheet)) == 1
    told = [(row.side, row.answer) for row in region.app.feedback.rounds(region.bridge, kortrijk)]
    assert told == [(Side.BEFORE, Answer.DOES_NOT_AGREE), (Side.AFTER, None)]


@pytest.mark.parametrize(
    ("answer", "on", "told"),
    [
        ("misschien", date(2026, 11, 16), "staat niet in de lijst"),
        ("mandaat", date(2026, 11, 16), "past niet bij de vraag “standpunt”"),
        ("akkoord", "ooit", "ontbreekt of is niet leesbaar: ooit"),
        ("akkoord", None, "ontbreekt of is niet leesbaar: –"),
        ("akkoord", date(2027, 1, 1), "moet nog komen"),
    ],
)
def test_what_cannot_be_recorded_is_told(
    region: Loop, sheet: Path, answer: str, on: object, told: str
) -> None:
    fill(sheet, 6, answer, on)
    reply = Replies(region.app.store).read(sheet)
    assert reply.to_record == ()
    assert told in reply.rows[0].remarks[0]
    assert Replies(region.app.store).apply(reply) == 0


@pytest.mark.long
def test_rows_that_were_sorted_or_a_text_with_a_day_still_find_their_cell(region: Loop, sheet: Path) -> None:
    book = load_workbook(sheet)
    page = book.active
    assert page is not None
    for column in "ABCDEFG":
        page[f"{column}6"].value, page[f"{column}7"].value = (
            page[f"{column}7"].value,
            page[f"{column}6"].value,
        )
    page[f"{ANSWER}6"], page[f"{DAY}6"] = " Mandaat ", "16/11/2026"
    book.save(sheet)
    Replies(region.app.store).apply(Replies(region.app.store).read(sheet))
    assert (
        region.app.feedback.rounds(region.plan, region.colleges["Kortrijk"])[0].answer is Answer.MANDATE_GIVEN
    )


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_saved_again_by_libreoffice(region: Loop, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, 7, "mandaat", date(2026, 11, 16), "regel één\nregel twee")
    out = tmp_path / "lo"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(sheet)],
        check=True,
        capture_output=True,
    )
    saved = out / sheet.name
    page = load_workbook(saved).active
    assert page is not None
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    reply = Replies(region.app.store).read(saved)
    assert [(row.answer, row.on, row.text) for row in reply.rows] == [
        (None, None, ""),
        (Answer.MANDATE_GIVEN, date(2026, 11, 16), "regel één\nregel twee"),
    ]
    assert Replies(region.app.store).apply(reply) == 1


@pytest.mark.long
def test_nothing_asked_gives_no_sheet(region: Loop) -> None:
    sheets = Replies(region.app.store)
    assert sheets.make(region.meeting, region.colleges["Deerlijk"]) is None
    for item in (region.bridge, region.plan):
        region.app.records.patch("agenda_item", item, None, {"audience": Audience.SECRETARIAT})
    assert sheets.make(region.meeting, region.colleges["Kortrijk"]) is None, "never tells of hidden items"


@pytest.mark.long
def test_other_files_are_refused(region: Loop, sheet: Path, actions_file: Path) -> None:
    with pytest.raises(ListError) as caught:
        Replies(region.app.store).read(actions_file)
    assert caught.value.code == "not_a_reply_sheet"
    book = load_workbook(sheet)
    page = book.active
    assert page is not None
    page["B6"] = page["A6"].value
    book.save(sheet)
    with pytest.raises(ListError) as caught:
        Replies(region.app.store).read(sheet)
    assert caught.value.code == "reply_of_elsewhere"


@pytest.mark.parametrize(
    ("typed", "answer", "text"),
    [
        ("Akkoord mits timing", Answer.AGREES_WITH_RESERVATION, "Akkoord mits timing"),
        ("gunstig", Answer.AGREES, ""),
        ("Niet akkoord.", Answer.DOES_NOT_AGREE, ""),
        ("KN", Answer.TOOK_NOTE, ""),
        ("wij gaan akkoord", Answer.AGREES, "wij gaan akkoord"),
        ("verdaagd", Answer.POSTPONED, ""),
        ("N.v.t.", Answer.NOT_CONCERNED, ""),
    ],
)
def test_words_of_their_own_are_read_and_said(
    region: Loop, sheet: Path, typed: str, answer: Answer, text: str
) -> None:
    fill(sheet, 6, typed, date(2026, 11, 16))
    (row, _other) = Replies(region.app.store).read(sheet).rows
    assert (row.answer, row.text) == (answer, text)
    assert any("gelezen als" in said for said in row.remarks) is (typed != "Niet akkoord.")


def test_an_answer_from_before_its_note_waits_until_it_is_chosen(region: Loop, sheet: Path) -> None:
    cell = (region.bridge, region.colleges["Kortrijk"])
    region.app.feedback.deliver([cell], date(2026, 11, 20))
    fill(sheet, 6, "akkoord", date(2026, 9, 17))
    replies = Replies(region.app.store)
    reply = replies.read(sheet)
    assert reply.rows[0].asks
    assert reply.rows[0].remarks == ("de nota werd later bezorgd, op 20/11/2026: klopt de dag?",)
    assert replies.apply(reply) == 0
    mended = replace(reply, rows=tuple(row.mended(row.answer, date(2026, 11, 23)) for row in reply.rows))
    assert replies.apply(mended) == 1


def test_what_is_to_come_is_said_and_what_does_not_concern_a_college_needs_no_day(
    region: Loop, sheet: Path
) -> None:
    fill(sheet, 6, "volgt", None)
    fill(sheet, 7, "nvt", None)
    to_come, apart = Replies(region.app.store).read(sheet).rows
    assert (to_come.answer, to_come.remarks) == (
        None,
        ("“volgt”: het antwoord komt nog; er wordt niets vastgelegd",),
    )
    assert (apart.answer, apart.on) == (Answer.NOT_CONCERNED, region.app.clock.today())
