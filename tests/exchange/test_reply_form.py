"""The reply as a Word form: filled in as Word and LibreOffice do, and recorded at the right cell after a look."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from ibo_desk.domain.feedback import Answer
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.replies import Replies, ReplyKind
from tests.exchange.loop_region import Loop
from tests.exchange.office_macro import type_in_form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
ANSWERED = (Answer.AGREES_WITH_RESERVATION, date(2026, 11, 16), "mits de brug eerst komt\nen de halte blijft")


@pytest.fixture
def region(looped: Loop) -> Loop:
    return looped


@pytest.fixture
def form(region: Loop, tmp_path: Path) -> Path:
    kortrijk = region.colleges["Kortrijk"]
    made = region.app.replies.make(region.meeting, kortrijk, ReplyKind.WORD)
    assert made is not None
    path = tmp_path / region.app.replies.file_name(region.meeting, kortrijk, ReplyKind.WORD)
    path.write_bytes(made)
    return path


def changed(path: Path, change: Callable[[etree._Element], None]) -> None:
    """Save the form with another body, as a program that rewrites it does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[BODY])
    change(root)
    parts[BODY] = etree.tostring(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def controls(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The fields with their tag."""
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        yield tag.get(f"{W}val", ""), control


def fill(path: Path, block: int, **said: str) -> None:
    """What Word leaves of a field that was filled in: the words, and no mark of a hint."""

    def change(root: etree._Element) -> None:
        found = list(controls(root))[4 * block : 4 * block + 4]
        for tag, control in found:
            field = tag.split("/")[1]
            if field in said:
                properties, content = control[0], control[1]
                for hint in properties.findall(f"{W}showingPlcHdr"):
                    properties.remove(hint)
                (run,) = content
                run[:] = []
                for at, line in enumerate(said[field].split("\n")):
                    if at:
                        etree.SubElement(run, f"{W}br")
                    etree.SubElement(run, f"{W}t").text = line

    changed(path, change)


def recorded(region: Loop, path: Path) -> list[tuple[Answer | None, date | None, str]]:
    replies = Replies(region.app.store)
    assert replies.apply(replies.read(path)) == 1
    kortrijk = region.colleges["Kortrijk"]
    rows = [region.app.feedback.rounds(item, kortrijk)[-1] for item in (region.bridge, region.plan)]
    assert region.app.feedback.rounds(region.bridge, region.colleges["Menen"])[0].answer is None
    return [(row.answer, row.answered_on, row.answer_text) for row in rows]


@pytest.mark.long
def test_what_the_college_gets(region: Loop, form: Path) -> None:
    assert form.name == "antwoordblad-kortrijk-ibo-2026-1.docx"
    document = Document(str(form))
    told = [(one.style.name, one.text) for one in document.paragraphs if one.style and one.text]
    assert told[0] == ("Heading 1", "Antwoordblad voor het college van Kortrijk")
    assert [text for style, text in told if style == "Heading 2"] == [
        "Fietsbrug: =fasering",
        "Mobiliteitsplan",
    ]
    assert [cell.text for cell in document.tables[0].columns[0].cells] == [
        "Gevraagd", "Vraag", "Antwoord tegen", "Antwoord van het college", "Datum van het college",
        "Toelichting of voorbehoud", "Referentie van het besluit",
    ]  # fmt: skip
    protection = document.settings.element.find(f"{W}documentProtection")
    assert protection is not None
    assert (protection.get(f"{W}edit"), protection.get(f"{W}enforcement")) == ("forms", "1")
    root = document.element
    lists = [
        [one.get(f"{W}value") for one in field.iter(f"{W}listItem")]
        for field in root.iter(f"{W}dropDownList")
    ]
    assert lists == [
        ["neemt kennis", "akkoord", "akkoord met voorbehoud", "niet akkoord", "uitgesteld"],
        ["neemt kennis", "akkoord", "akkoord met voorbehoud", "niet akkoord", "mandaat", "uitgesteld"],
    ]
    names = [one.get(f"{W}val", "") for one in root.iter(f"{W}alias", f"{W}tag")]
    assert len(set(names)) == 16
    assert all(0 < len(name) <= 64 for name in names), "Word takes no longer ones"
    assert all(len(one.get(f"{W}name", "")) <= 40 for one in root.iter(f"{W}bookmarkStart"))


def test_the_same_questions_give_the_same_bytes(region: Loop, form: Path) -> None:
    again = region.app.replies.make(region.meeting, region.colleges["Kortrijk"], ReplyKind.WORD)
    assert again == form.read_bytes()


def test_an_empty_form_records_nothing(region: Loop, form: Path) -> None:
    reply = Replies(region.app.store).read(form)
    assert (reply.municipality, reply.meeting) == ("Kortrijk", "IBO 2026-1")
    assert [(row.answer, row.on, row.text, row.reference, row.remarks) for row in reply.rows] == [
        (None, None, "", "", ())
    ] * 2
    assert Replies(region.app.store).apply(reply) == 0


@pytest.mark.parametrize("typed", ["16/11/2026", "16 november 2026", "16-11-2026"])
def test_filled_in_in_word_and_recorded_after_a_look(region: Loop, form: Path, typed: str) -> None:
    fill(form, 0, answer="akkoord met voorbehoud", day=typed, text=ANSWERED[2], reference="CBS/2026/11")
    assert recorded(region, form) == [ANSWERED, (None, None, "")]
    row = region.app.feedback.rounds(region.bridge, region.colleges["Kortrijk"])[0]
    assert row.reference == "CBS/2026/11"
    again = Replies(region.app.store).read(form)
    assert again.to_record == ()
    assert again.rows[0].remarks == ("is al geregistreerd",)


def test_tags_alone_or_bookmarks_alone_still_find_the_cell(region: Loop, form: Path) -> None:
    fill(form, 1, answer="Mandaat", day="16/11/2026", text="Kies een item.")
    whole = form.read_bytes()

    def without_tags(root: etree._Element) -> None:
        for _tag, control in list(controls(root)):
            control[0][:] = []

    def without_marks(root: etree._Element) -> None:
        for mark in list(root.iter(f"{W}bookmarkStart")):
            if not mark.get(f"{W}name", "").startswith("ibo1c"):
                mark.getparent().remove(mark)

    for change in (without_tags, without_marks):
        form.write_bytes(whole)
        changed(form, change)
        rows = {row.item_id: row for row in Replies(region.app.store).read(form).rows}
        assert (rows[region.plan].answer, rows[region.plan].text) == (Answer.MANDATE_GIVEN, "")
        assert rows[region.bridge].answer is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"answer": "mandaat", "day": "16/11/2026"}, "past niet bij de vraag “standpunt”"),
        ({"answer": "misschien", "day": "16/11/2026"}, "staat niet in de lijst"),
        ({"answer": "akkoord"}, "ontbreekt of is niet leesbaar: –"),
        ({"answer": "akkoord", "day": "binnenkort"}, "ontbreekt of is niet leesbaar: binnenkort"),
        ({"answer": "akkoord", "day": "1/1/2027"}, "moet nog komen"),
        ({"text": "Wij wachten op de studie."}, "geen antwoord gekozen"),
    ],
)
def test_what_cannot_be_recorded_is_told(region: Loop, form: Path, said: dict[str, str], told: str) -> None:
    fill(form, 0, **said)
    reply = Replies(region.app.store).read(form)
    assert reply.to_record == ()
    assert told in reply.rows[0].remarks[0]


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_typed_in_libreoffice_where_the_rest_is_locked(region: Loop, form: Path, tmp_path: Path) -> None:
    saved = tmp_path / "terug.docx"
    typed = {
        (0, 0): "GEKNOEID", (0, 3): "akkoord met voorbehoud", (0, 4): "16 november 2026",
        (0, 5): ANSWERED[2].replace("\n", "|"), (0, 6): "CBS/2026/11",
    }  # fmt: skip
    type_in_form(form, saved, typed, tmp_path / "profiel")
    document = Document(str(saved))
    assert document.tables[0].cell(0, 1).text == "standpunt", "only the fields can be changed"
    assert recorded(region, saved) == [ANSWERED, (None, None, "")]


@pytest.mark.long
def test_other_files_are_refused(region: Loop, form: Path, tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        with pytest.raises(ListError) as caught:
            Replies(region.app.store).read(path)
        assert str(path) in caught.value.sentence
        return caught.value.code

    letter = tmp_path / "brief.docx"
    Document().save(str(letter))
    assert refused(letter) == "not_a_reply_sheet"
    letter.write_bytes(b"geen Word")
    assert refused(letter) == "not_a_document"
    letter.write_bytes(b"\xd0\xcf\x11\xe0 oud")
    assert refused(letter) == "document_protected"
    letter.write_bytes(form.read_bytes()[:-200])
    assert refused(letter) == "document_damaged"
    with zipfile.ZipFile(letter, "w") as package:
        package.writestr("iets.txt", "niets")
    assert refused(letter) == "document_damaged"
    with zipfile.ZipFile(letter, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(BODY, b" " * (41 * 1024 * 1024))
    assert refused(letter) == "document_too_big"
    changed(
        form, lambda root: next(root.iter(f"{W}bookmarkStart")).set(f"{W}name", f"ibo1c_{region.meeting.hex}")
    )
    assert refused(form) == "reply_of_elsewhere"


@pytest.mark.long
def test_a_form_that_points_elsewhere_fetches_nothing(region: Loop, form: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    fill(form, 0, answer="akkoord", day="16/11/2026", text="@@")
    with zipfile.ZipFile(form) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    entity = f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    parts[BODY] = entity + etree.tostring(etree.parse(io.BytesIO(parts[BODY]))).replace(b"@@", b"a &e; b")
    with zipfile.ZipFile(form, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    with pytest.raises(ListError) as caught:
        Replies(region.app.store).read(form)
    assert caught.value.code == "document_damaged", "no office program writes a document type"


@pytest.mark.long
def test_words_of_a_college_stay_apart(region: Loop, form: Path) -> None:
    fill(
        form,
        0,
        answer="akkoord met voorbehoud",
        day="16/11/2026",
        text="mits\xa0goedkeuring\u202fvan\u2028art.\xa05",
    )
    row = Replies(region.app.store).read(form).rows[0]
    assert row.text == "mits goedkeuring van\nart. 5"


def test_a_period_is_no_day_of_a_college(region: Loop, form: Path) -> None:
    fill(form, 0, answer="akkoord", day="eind oktober 2026", text="")
    row = Replies(region.app.store).read(form).rows[0]
    assert row.on is None
    assert "eind oktober 2026" in " ".join(row.remarks)


def test_a_lock_file_and_a_damaged_part_are_one_sentence(region: Loop, form: Path, tmp_path: Path) -> None:
    lock = tmp_path / "~$antwoord.docx"
    lock.write_bytes(b"\x07fictief")
    with zipfile.ZipFile(form) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    damaged = tmp_path / "stuk.docx"
    with zipfile.ZipFile(damaged, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data[:-30] if name == BODY else data)
    for path, code in ((lock, "file_is_lock"), (damaged, "document_damaged"), (tmp_path, "not_a_file")):
        with pytest.raises(ListError) as caught:
            Replies(region.app.store).read(path if path.suffix else path / "")
        assert caught.value.code == code
