"""For mail programs that open no drafts: text with its links, subject, addresses, and the folder with the annexes."""

from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from ibo_desk.exchange.mail_addresses import Recipient
from ibo_desk.exchange.mail_drafts import MailDraft, MailKind
from ibo_desk.ui.shared.copy_mail import CopyMail
from tests.ui.test_private import opener

__all__ = ["opener"]


def _draft(recipients, attachments):
    values = {"kind": MailKind.NOTE, "college_id": UUID(int=1), "municipality": "Kuurne", "problem": ""}
    texts = {
        "subject": "Kuurne: nota",
        "text": "GEVRAAGD",
        "html": "<p>GEVRAAGD</p>",
        "file_name": "kuurne.eml",
    }
    rest = {"cells": (), "round_ids": (), "data": b""}
    return MailDraft(recipients=recipients, attachments=attachments, **values, **texts, **rest)


def test_a_mail_is_copied_part_by_part_and_its_folder_is_opened(region_desk, shown, tmp_path, opener):
    annex = tmp_path / "bijlagen" / "nota.docx"
    people = tuple(Recipient(name, f"{name}@kuurne.example") for name in ("an", "jan"))
    mail = _draft(recipients=people, attachments=(annex,))
    chosen = []
    buttons = shown(CopyMail(region_desk, lambda: chosen[0] if chosen else None), region_desk)
    text, subject, addresses, folder = buttons.findChildren(QPushButton)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("van voordien")
    for button in (text, subject, addresses, folder):
        button.click()
    assert (clipboard.text(), opener.opened) == ("van voordien", []), "no mail is chosen"
    chosen.append((mail, tmp_path / "kuurne.eml"))
    text.click()
    assert (clipboard.mimeData().text(), clipboard.mimeData().html()) == (mail.text, mail.html)
    subject.click()
    assert clipboard.text() == mail.subject
    addresses.click()
    assert clipboard.text() == "an@kuurne.example; jan@kuurne.example"
    folder.click()
    chosen[0] = (_draft(recipients=people, attachments=()), tmp_path / "kuurne.eml")
    folder.click()
    assert opener.opened == [annex.parent, tmp_path]
