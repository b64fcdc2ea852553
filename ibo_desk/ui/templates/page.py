"""Templates: copy one of the house, change it in Word, check it here."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout

from ibo_desk.documents.kinds import KINDS
from ibo_desk.domain.ids import natural_id
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import heading, hint

if TYPE_CHECKING:
    from ibo_desk.documents.fields import FieldDoc
    from ibo_desk.documents.templates import Checked, Template

TEMPLATES: Final[Columns["TemplateLine"]] = (
    Column("kind", N_("Paper"), lambda row: row.kind, stretch=True, tip=lambda row: row.kind),
    Column("name", N_("Template"), lambda row: row.name, width=110, tip=lambda row: row.name),
)

FIELDS: Final[Columns["FieldLine"]] = (
    Column("tag", N_("Write in the template"), lambda row: row.tag, width=230, tip=lambda row: row.tag),
    Column(
        "meaning", N_("What it gives"), lambda row: row.meaning, stretch=True, tip=lambda row: row.meaning
    ),
    Column("form", N_("Form"), lambda row: row.form, width=80),
)


@dataclass(frozen=True)
class TemplateLine:
    """A template as a line of the table."""

    id: UUID
    name: str
    kind: str
    template: "Template"


@dataclass(frozen=True)
class FieldLine:
    """A field that a template may use."""

    id: UUID
    tag: str
    meaning: str
    form: str


class TemplatesPage(Page):
    """For who wants the papers in the layout of their own administration."""

    key = "templates"
    title = N_("Templates")
    sentence = N_("Copy a layout, change it in Word, and check it here before you use it.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_action_button(_("Check a template…"), "check", self._choose)
        self.add_action_button(_("Copy and change in Word"), "copy", self._copy, primary=True)
        self.table = TablePanel(desk, "templates", TEMPLATES)
        self.table.selected.connect(self._chosen)
        self.fields = TablePanel(desk, "template_fields", FIELDS)
        name_table(self.table)
        name_table(self.fields)
        self.findings = QLabel()
        self.findings.setObjectName("findings")
        self.findings.setWordWrap(True)
        self.findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.findings.setTextFormat(Qt.TextFormat.PlainText)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        edge = desk.theme.px(14)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.addWidget(heading(_("Check"), 2))
        inside.addWidget(self.findings)
        inside.addWidget(heading(_("Fields of this paper"), 2))
        text = _(
            "Type a field between double braces where its text must come; rows of a table repeat between tags."
        )
        inside.addWidget(hint(text, wrap=True))
        inside.addWidget(self.fields, 1)
        panes = ListAndRecord(desk, "templates", self.table, card, shares=(38, 62))
        self.table.opened.connect(panes.show_record_side)
        self.body.addWidget(panes, 1)

    def refresh(self) -> None:
        def read(_progress: object) -> "list[Template]":
            from ibo_desk.documents.templates import available

            return available()

        self.desk.work.run(_("Templates"), read, self._show, None, self)

    def _show(self, templates: "list[Template]") -> None:
        lines = [
            TemplateLine(
                natural_id("template", template.path or template.name),
                template.name if template.own else _("of the house"),
                _(KINDS[template.kind].name) if template.kind else _("found when it is checked"),
                template,
            )
            for template in templates
        ]
        self.table.show_rows(lines)

    def show_record(self, kind: str, record_id: UUID) -> None:
        self.table.select(record_id)

    def _chosen(self, row: TemplateLine | None) -> None:
        if row is not None:
            self._check(row.template.path, row.template.kind)

    def _check(self, path: Path | None, kind: str) -> None:
        """Say what is wrong in a template; without a path it is the one of the house."""

        def job(_progress: object) -> "tuple[Checked, tuple[FieldDoc, ...]]":
            from ibo_desk.documents.fields import catalogue
            from ibo_desk.documents.templates import check, house

            template = house(kind) if path is None else path
            checked = check(template, kind or None)
            return checked, catalogue(checked.kind or next(iter(KINDS)))

        def show(read: "tuple[Checked, tuple[FieldDoc, ...]]") -> None:
            checked, fields = read
            name = _(KINDS[kind].name) if path is None else path.name
            self.findings.setText(_findings_in_words(name, checked))
            self.fields.show_rows(
                [
                    FieldLine(natural_id("field", field.path), field.tag, field.meaning, field.form)
                    for field in fields
                ]
            )

        self.desk.work.run(_("Checking the template"), job, show, None, self)

    def _choose(self) -> None:
        dialog = QFileDialog(
            self, _("Which template?"), "", _("Word documents (*.docx *.dotx *.docm *.dotm *.doc)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._check(Path(name), ""))
        dialog.open()

    def _copy(self) -> None:
        row = self.table.current()
        if row is None or not row.template.kind:
            self.desk.notice.emit(_("First choose a template to copy."))
            return
        kind = row.template.kind

        def job(_progress: object) -> Path:
            from ibo_desk.documents.templates import copy, own_folder

            folder = own_folder()
            number = 1
            while (folder / f"{kind}-{number}.docx").exists():
                number += 1
            return copy(kind, folder / f"{kind}-{number}.docx")

        def copied(path: Path) -> None:
            self.desk.notice.emit(_("Copied to {path}; it opens in Word.").format(path=path))
            self.table.select(natural_id("template", path))
            self.reload_soon()
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self.desk.work.run(_("Copying the template"), job, copied, None, self)


def _findings_in_words(name: str, checked: "Checked") -> str:
    """What the check says: first what stops the template from being used, then what is good to know."""
    verdict = (
        _("{name}: this must be mended first.") if checked.problems else _("{name}: nothing wrong was found.")
    )
    lines = [verdict.format(name=name), *(f"• {finding}" for finding in checked.problems)]
    if checked.notices:
        lines += ["", _("Good to know:"), *(f"• {finding}" for finding in checked.notices)]
    return "\n".join(lines)
