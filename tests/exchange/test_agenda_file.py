"""The agenda of another secretariat: every line of seven messy ones is accounted for, and broken files say why."""

import zipfile
from pathlib import Path

import pytest

from ibo_desk.domain.agenda_text import AgendaReading, read_agenda
from ibo_desk.domain.line_fates import LineFate, Skipped
from ibo_desk.exchange.agenda_file import read_agenda_file
from ibo_desk.exchange.errors import ListError
from tests.exchange.messy_agendas import FOLDER, every_agenda, word_table


def said(name: str, reading: AgendaReading) -> str:
    """What became of each line, and the items: as ``agendas/expected.txt`` has it."""
    lines = [f"== {name}"]
    for line in reading.lines:
        item = "" if line.item is None else f" {line.item}"
        lines.append(f"{line.place:3} {line.why or line.fate}{item} | {line.text}".replace("\t", " ¦ "))
    for item in reading.items:
        lines.append(
            f"  {'  ' if item.sub else ''}{item.number} [{item.title}] {item.item_type or '–'}, {item.minutes}"
        )
        lines += [f"      {line}" for line in item.note.splitlines()]
        lines += [f"      @ {name}" for name in item.attachments]
    return "\n".join(lines)


def test_every_line_of_messy_agendas_is_accounted_for(tmp_path: Path) -> None:
    """The file of what is expected was read by eye, line for line."""
    readings = {path.name: read_agenda(read_agenda_file(path).text) for path in every_agenda(tmp_path)}
    expected = (FOLDER / "expected.txt").read_text(encoding="utf-8")
    assert "\n".join(said(name, reading) for name, reading in readings.items()) == expected.rstrip("\n")


def test_lines_are_counted_once_and_none_is_lost(tmp_path: Path) -> None:
    for path in every_agenda(tmp_path):
        text = read_agenda_file(path).text
        reading = read_agenda(text)
        with_words = [at for at, line in enumerate(text.splitlines(), 1) if line.strip(" \t>")]
        assert [line.place for line in reading.lines] == with_words
        assert all((line.why is not None) == (line.fate is LineFate.SKIPPED) for line in reading.lines)
        named = [line for line in reading.lines if line.fate in {LineFate.ITEM, LineFate.SUB_ITEM}]
        assert [item.place for item in reading.items] == [line.place for line in named]


def test_what_somebody_says_of_a_line_holds() -> None:
    text = "1. Fiets\nkosten\n2. Bus\n3. Varia"
    reading = read_agenda(text, {2: LineFate.SUB_ITEM, 3: LineFate.SKIPPED})
    assert [(item.title, item.sub) for item in reading.items] == [
        ("Fiets", False),
        ("kosten", True),
        ("Varia", False),
    ]
    assert reading.lines[2].why is Skipped.CHOSEN
    assert read_agenda(text, {1: LineFate.TITLE}).lines[0].why is Skipped.BEFORE, "nothing stands above it"


def test_a_document_that_came_with_a_mail_is_read_and_the_rest_named(tmp_path: Path) -> None:
    document = word_table(tmp_path).read_bytes()
    mail = tmp_path / "met bijlage.eml"
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "Secretariaat <s@x.example>", "agenda"
    message.set_content("Beste,\n\nDe agenda vind je in bijlage.\n\nMvg\nAn")
    message.add_attachment(document, maintype="application", subtype="octet-stream", filename="agenda.docx")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="kaart.pdf")
    mail.write_bytes(message.as_bytes())
    file = read_agenda_file(mail)
    assert file.unread == ("kaart.pdf",)
    titles = [item.title for item in read_agenda(file.text).items]
    assert titles[:2] == ["Verslag vorige vergadering", "Regionaal mobiliteitsplan: actualisatie"]
    assert len(titles) == 6


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("agenda.pdf", b"%PDF-1.7", "no_agenda_file"),
        ("agenda.doc", b"\xd0\xcf\x11\xe0", "no_agenda_file"),
        ("agenda.xlsx", b"PK", "no_agenda_file"),
        ("agenda.docx", b"PK\x03\x04 kapot", "document_damaged"),
        ("agenda.docx", b"\xd0\xcf\x11\xe0", "document_protected"),
        ("agenda.docx", b"1. Fietsbrug", "not_a_document"),
        ("agenda.docx", b"", "file_empty"),
        ("agenda.eml", b"1. Fietsbrug", "not_a_mail"),
        ("agenda.txt", b"x" * 900_000, "text_too_big"),
        ("~$agenda.docx", b"PK", "file_is_lock"),
    ],
)
def test_a_file_that_is_no_agenda_is_refused_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ListError) as caught:
        read_agenda_file(path)
    assert caught.value.code == code
    assert caught.value.sentence.startswith(str(path))


def test_a_workbook_called_docx_and_one_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "agenda.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ListError) as caught:
        read_agenda_file(path)
    assert caught.value.code == "document_damaged"
    with pytest.raises(ListError):
        read_agenda_file(tmp_path / "weg.docx")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_text_of_any_program(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "agenda.txt"
    path.write_bytes("1. Geïntegreerd plan – advies".encode(encoding))
    assert read_agenda_file(path).text == "1. Geïntegreerd plan – advies"
