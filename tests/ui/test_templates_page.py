"""Templates: the list, what is wrong with one and where, a copy to change in Word."""

import shutil
import zipfile
from io import BytesIO

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from ibo_desk.documents import templates
from ibo_desk.places import HOME
from ibo_desk.ui.templates.page import TemplatesPage


class Opener(QObject):
    """Takes what would be opened in Word."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener():
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # PySide takes a str, whatever its signature says
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(shown, region_desk, monkeypatch, tmp_path):
    monkeypatch.setenv(HOME, str(tmp_path))
    made = shown(TemplatesPage(region_desk), region_desk)
    settle(region_desk)
    return made


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()


def broken(folder):
    """The house agenda, with one field that does not exist."""
    whole = BytesIO(templates.house("agenda"))
    path = folder / "agenda-stuk.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert b"head.title" in data
                data = data.replace(b"head.title", b"head.titel")
            target.writestr(name, data)
    return path


@pytest.mark.long
def test_the_templates_of_the_house_are_sound_and_show_their_fields(page, region_desk):
    kinds = [row.kind for row in page.table.shown()]
    assert {"Agenda", "Verslag", "Nota's aan de colleges"} <= set(kinds)
    for row in page.table.shown():
        page.table.select(row.id)
        settle(region_desk)
        assert "geen fouten" in page.findings.text()
        assert any(field.tag == "{{ head.title }}" for field in page.fields.shown())
    assert region_desk.told == []


@pytest.mark.long
def test_a_broken_template_is_told_with_part_paragraph_and_tag(page, region_desk, tmp_path):
    page._check(broken(tmp_path), "")
    settle(region_desk)
    text = page.findings.text()
    assert "agenda-stuk.docx" in text
    assert "titel" in text
    assert "alinea" in text
    assert region_desk.told == []


def test_a_file_that_is_no_template_is_one_sentence(page, region_desk, tmp_path):
    page._check(tmp_path / "weg.docx", "")
    settle(region_desk)
    assert [error.code for error in region_desk.told] == ["template_missing"]


@pytest.mark.long
def test_a_copy_stands_in_the_list_and_opens_in_word(page, region_desk, qtbot, opener):
    page.table.select(page.table.shown()[0].id)
    settle(region_desk)
    page._copy()
    settle(region_desk)
    own = [row for row in page.table.shown() if row.template.own]
    assert [row.name for row in own] == ["agenda-1"]
    assert page.table.current().id == own[0].id
    assert opener.opened == [str(templates.own_folder() / "agenda-1.docx")]
    page._copy()
    settle(region_desk)
    assert len([row for row in page.table.shown() if row.template.own]) == 2
    shutil.rmtree(templates.own_folder())


@pytest.mark.long
def test_the_list_is_walked_with_the_keyboard(page, region_desk, qtbot):
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    settle(region_desk)
    second = page.table.shown()[1]
    assert page.table.current() is second
    assert second.kind in page.findings.text()
