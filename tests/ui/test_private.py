"""What the program writes is for its owner alone; copies that are looked at go; what may be a program is not opened."""

import os
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from ibo_desk import bug_log
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import FileProblemError, RuleError
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.exchange.mail_drafts import MailDraft, MailKind
from ibo_desk.places import HOME
from ibo_desk.services.words import sentence
from ibo_desk.ui.opened import OpenedCopies, clean_name
from ibo_desk.ui.start import own_settings

posix = pytest.mark.skipif(os.name != "posix", reason="on Windows the rights of the profile hold")


class Opener(QObject):
    """Hears which file the system is asked to open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qapp):
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def readable_by_others(folder):
    return [
        f"{path} {stat.S_IMODE(path.lstat().st_mode):o}"
        for path in sorted(folder.rglob("*"))
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


@pytest.mark.long
@posix
def test_all_that_a_session_writes_is_the_owners(
    example_desk, tmp_path, opener, monkeypatch, logged_warnings
):
    before = os.umask(0o022)  # as most systems have it
    try:
        monkeypatch.setenv(HOME, str(tmp_path / "home"))
        example_desk.opened = OpenedCopies(tmp_path / "home" / "cache" / "opened")
        settings = own_settings()
        settings.setValue("recent", "/map/van/iemand.ibo")
        settings.sync()
        bug_log.start()
        bug_log.keep_bug(ValueError("x"), seen=False)
        bug_log.stop()
        logged_warnings.clear()
        example_desk.opened.open("nota.pdf", b"%PDF")

        def papers(app):
            meeting = app.meetings.find("IBO 2026-3").id
            app.papers.make(
                PaperRequest("minutes", meeting_id=meeting), folder=tmp_path / "home" / "papieren"
            )
            draft = MailDraft(MailKind.PAPER, uuid4(), "", (), "", "", (), (), "", "mail.eml", b"x", (), "")
            write_drafts([draft], tmp_path / "home" / "mails")

        example_desk.lane.write(papers, lambda _none: None)
        example_desk.lane.wait_idle()
    finally:
        os.umask(before)
    home = tmp_path / "home"
    assert {path.name for path in home.rglob("*")} >= {
        "desk.ini",
        "ibo-desk.log",
        "untold.txt",
        "nota.pdf",
        "mail.eml",
    }
    assert list((home / "papieren").glob("*.docx"))
    only_folders = {home, home / "cache", home / "data" / "backups"}  # what is in them is the owner's
    assert [one for one in readable_by_others(home) if Path(one.split()[0]) not in only_folders] == []


@pytest.mark.long
@posix
def test_a_folder_of_somebodys_own_keeps_its_rights(example_desk, tmp_path):
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    shared.chmod(0o755)

    def papers(app):
        meeting = app.meetings.find("IBO 2026-3").id
        return app.papers.make(PaperRequest("agenda", meeting_id=meeting), folder=shared)

    example_desk.lane.write(papers, lambda _paths: None)
    example_desk.lane.wait_idle()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert readable_by_others(shared) == []


def test_a_copy_that_is_looked_at_goes_when_the_program_ends(tmp_path, opener):
    copies = OpenedCopies(tmp_path / "opened")
    path = copies.open("Antwoord van de stad.pdf", b"%PDF")
    assert opener.opened == [path]
    assert path.name == "Antwoord van de stad.pdf"
    assert path.read_bytes() == b"%PDF"
    copies.close()
    assert not path.exists()
    assert [one for one in (tmp_path / "opened").iterdir() if one.is_dir()] == []


def test_what_a_killed_run_left_goes_at_the_next_start_and_what_is_in_use_stays(tmp_path, opener):
    killed, running, fresh = (OpenedCopies(tmp_path / "opened") for _time in range(3))
    left, used = killed.open("a.pdf", b"x"), running.open("b.pdf", b"y")
    killed._lock.unlock()  # a process that is gone holds no lock
    fresh.clean()
    assert not left.exists()
    assert used.exists()
    running.close()


@pytest.mark.parametrize(
    "name",
    [
        "x.exe",
        "x.js",
        "x.lnk",
        "x.bat",
        "x.docm",
        "x.pdf.exe",
        "x.html",
        "x",
        "x.PDF ",
        "x.exe.",
        "nota\u202efdp.exe",
    ],
)
def test_what_may_be_a_program_is_not_opened_and_that_is_said(tmp_path, opener, name):
    copies = OpenedCopies(tmp_path / "opened")
    if name == "x.PDF ":
        assert copies.open(name, b"x").name == "x.PDF"
        copies.close()
        return
    with pytest.raises(RuleError) as refused:
        copies.open(name, b"x")
    assert "wordt van hieruit niet geopend" in sentence(refused.value)
    assert opener.opened == []
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"..\..\x.pdf", "x.pdf"),
        ("a\x00b\u202ec.pdf", "abc.pdf"),
        ('x:"y?.pdf', "xy.pdf"),
        ("", "bestand"),
        ("..", "bestand"),
        ("n" * 400 + ".pdf", "n" * 100 + ".pdf"),
    ],
)
def test_a_name_from_outside_becomes_the_name_of_a_file(name, clean):
    assert clean_name(name) == clean


def test_where_no_copy_can_be_written_that_is_said(tmp_path, opener):
    (tmp_path / "opened").write_text("", encoding="ascii")
    with pytest.raises(FileProblemError):
        OpenedCopies(tmp_path / "opened").open("a.pdf", b"x")
