"""Erasing a person: first what goes, what stays and how often, then the question; it says no more than it does."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QTextBrowser, QVBoxLayout, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, heading

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.forgetting_places import ErasurePlan


class EraseDialog(QDialog):
    """Reads where the name stands, tells it, and erases when asked to."""

    def __init__(self, desk: Desk, parent: QWidget, person_id: UUID) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._person_id = person_id
        self.setWindowTitle(_("Erase personal data"))
        self.resize(desk.theme.px(640), desk.theme.px(560))
        layout = QVBoxLayout(self)
        self.title = heading("", 2)
        self.banner = Banner(desk.theme)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("What is erased and what stays"))
        self.renew = QCheckBox()
        self.renew.hide()
        for part in (self.title, self.banner, self.text, self.renew):
            layout.addWidget(part)
        row = WrapLayout()
        self.erase = button(desk.theme, _("Erase for good"), "trash", self._erase)
        self.erase.setEnabled(False)
        self.erase.setAutoDefault(False)
        cancel = button(desk.theme, _("Cancel"), "", self.reject, primary=True)
        cancel.setDefault(True)
        row.addWidget(self.erase)
        row.addStretch(1)
        row.addWidget(cancel)
        layout.addLayout(row)
        desk.theme.dress(self)
        desk.lane.read(lambda app: _look(app, person_id), self._tell, self.banner.tell, self)

    def _tell(self, read: "tuple[ErasurePlan, int]") -> None:
        plan, backups = read
        self.title.setText(_("Erase the personal data of {name}").format(name=plan.name))
        self.text.setHtml(
            f"<p><b>{escape(_('This is erased, for good:'))}</b></p>{_list(_goes(plan))}"
            f"<p><b>{escape(_('This stays, and may still name this person:'))}</b></p>{_list(_stays(plan, backups))}"
        )
        text = ngettext(
            "Replace the {count} backup on this computer by a new one, without the name",
            "Replace the {count} backups on this computer by one new one, without the name",
            backups,
        )
        self.renew.setText(text.format(count=backups))
        self.renew.setVisible(bool(backups))
        self.erase.setEnabled(not self._desk.read_only)

    def _erase(self) -> None:
        person_id, renew = self._person_id, self.renew.isVisible() and self.renew.isChecked()
        self.erase.setEnabled(False)

        def erase(app: "App") -> tuple[bool, int]:
            from ibo_desk.renewal import renew_backups

            cleaned = app.people.forget(person_id)
            return cleaned, renew_backups(app.place, app.clock) if renew else 0

        def erased(done: tuple[bool, int]) -> None:
            self._desk.notice.emit(_sentence(*done))
            self.accept()

        self._desk.lane.write(erase, erased, self.banner.tell, self, quiet=True)


def _look(app: "App", person_id: UUID) -> "tuple[ErasurePlan, int]":
    from ibo_desk.renewal import backups_kept

    return app.people.erasure_plan(person_id), backups_kept(app.place)


def _sentence(cleaned: bool, renewed: int) -> str:
    if renewed:
        text = ngettext(
            "Erased; {count} older backup was replaced by a new one.",
            "Erased; {count} older backups were replaced by a new one.",
            renewed,
        )
        return text.format(count=renewed)
    if cleaned:
        return _("Erased.")
    return _("Erased from all records; remains in the storage itself disappear when it is tidied up.")


def _goes(plan: "ErasurePlan") -> Iterator[str]:
    yield _("name, e-mail, telephone and function of this person, and from the search")
    if plan.meetings:
        yield ngettext(
            "the name in {count} line of attendance or place of chair in meetings that are not approved",
            "the name in {count} lines of attendance or places of chair in meetings that are not approved",
            plan.meetings,
        ).format(count=plan.meetings)
    yield ngettext(
        "{count} old value in the history (the entries themselves stay, with “(erased)” in them)",
        "{count} old values in the history (the entries themselves stay, with “(erased)” in them)",
        plan.values,
    ).format(count=plan.values)
    if plan.labels:
        yield ngettext(
            "the name in {count} line of the history",
            "the name in {count} lines of the history",
            plan.labels,
        ).format(count=plan.labels)


def _stays(plan: "ErasurePlan", backups: int) -> Iterator[str]:
    if plan.approved:
        yield ngettext(
            "the approved minutes of {count} meeting, as archived documents",
            "the approved minutes of {count} meetings, as archived documents",
            plan.approved,
        ).format(count=plan.approved)
    if plan.versions:
        yield ngettext(
            "{count} agenda, minutes or note as it was made or sent then",
            "{count} agendas, minutes or notes as they were made or sent then",
            plan.versions,
        ).format(count=plan.versions)
    if plan.mentioned:
        text = ngettext(
            "{count} text in which the name stands; change it by hand where that is wanted",
            "{count} texts in which the name stands; change them by hand where that is wanted",
            plan.mentioned,
        ).format(count=plan.mentioned)
        more = ["…"] if plan.mentioned > len(plan.mentions) else []
        yield f"{text}: {'; '.join([*(mention.in_words for mention in plan.mentions), *more])}"
    if plan.old_texts:
        yield ngettext(
            "{count} earlier text in the history", "{count} earlier texts in the history", plan.old_texts
        ).format(count=plan.old_texts)
    yield from _stays_in_files(plan)
    yield _("papers, mails and lists that were made or sent: they lie outside this file")
    if plan.on_server:
        yield _("backups and logs of the server: ask its administrator")
    elif backups:
        yield ngettext(
            "{count} backup on this computer, unless it is replaced (below)",
            "{count} backups on this computer, unless they are replaced (below)",
            backups,
        ).format(count=backups)


def _stays_in_files(plan: "ErasurePlan") -> Iterator[str]:
    if plan.named_files:
        yield ngettext(
            "{count} attachment or paper with the name in its title",
            "{count} attachments or papers with the name in their title",
            plan.named_files,
        ).format(count=plan.named_files)
    if plan.attached:
        yield ngettext(
            "whatever stands inside {count} attached file: that is not searched",
            "whatever stands inside {count} attached files: that is not searched",
            plan.attached,
        ).format(count=plan.attached)


def _list(lines: Iterator[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
