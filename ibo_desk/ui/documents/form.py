"""What is to be made: paper, meeting, colleges, forms, layout and folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.documents.kinds import KINDS, About, Copies, PaperKind
from ibo_desk.documents.office import LACKS
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.names import display_name
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.documents.held_back import HeldBackPart
from ibo_desk.ui.documents.past_day import PastDay
from ibo_desk.ui.documents.periods import periods
from ibo_desk.ui.documents.ticked_colleges import TickedColleges
from ibo_desk.ui.documents.topic_choice import TopicChoice
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.after import After
from ibo_desk.ui.widgets import Combo, button, hint

if TYPE_CHECKING:
    from ibo_desk.documents.templates import Template
    from ibo_desk.services.actions.rows import ActionChoice
    from ibo_desk.services.meetings.meetings import MeetingRow
    from ibo_desk.services.parties.body_rows import BodyRow

FORMS: Final = (("docx", "Word"), ("pdf", "PDF"), ("html", "HTML"), ("txt", N_("Text")))


class PaperForm(QFrame):
    """The choices; ``changed`` whenever another paper would come out, ``make_asked`` when it is to be made."""

    changed = Signal()
    make_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._templates: list[Template] = []
        theme = desk.theme
        layout = QVBoxLayout(self)
        edge = theme.px(14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(6))
        self.kind = self._choice(layout, _("Paper"))
        for kind in KINDS.values():
            self.kind.addItem(_(kind.name), kind.key)
        self._of_meeting, self.meeting = self._labelled(layout, _("Meeting"))
        self.meeting.setObjectName("meeting")
        self._of_action, self.action = self._labelled(layout, _("Regional action"))
        self.action.setObjectName("action")
        self._of_period, self.period = self._labelled(layout, _("Period"))
        self._of_council, self.council = self._labelled(layout, _("Council"))
        self.topic = TopicChoice()
        self._of_topic, _combo = self._labelled(layout, _("Topic"), self.topic)
        self.past = PastDay(desk, self.changed.emit)
        layout.addWidget(self.past)
        self.totals = self._tick(layout, _("Totals per partner"))
        self._whose(layout)
        self.template = self._choice(layout, _("Layout for Word"))
        self._forms(layout)
        self._folder(layout)
        self.held = HeldBackPart(desk)
        self.make = button(theme, _("Make"), "documents", self.make_asked.emit, primary=True)
        self.make.setEnabled(False)
        self._is_whole = True
        self.after = After(desk)
        for widget in (self.held, self.make, self.after):
            layout.addWidget(widget)
        layout.addStretch(1)
        for combo in (
            self.kind,
            self.meeting,
            self.action,
            self.period,
            self.council,
            self.topic,
            self.template,
        ):
            combo.activated.connect(self._chosen)
        self._chosen()

    def _whose(self, layout: QVBoxLayout) -> None:
        """The colleges that it is for, each with a tick."""
        theme = self._desk.theme
        self._of_colleges = QLabel(_("Colleges"))
        self._of_colleges.setObjectName("field_label")
        layout.addWidget(self._of_colleges)
        self.colleges = TickedColleges()
        self.colleges.setMinimumHeight(theme.px(126))
        self.colleges.ticks_changed.connect(self._count)
        self.colleges.currentRowChanged.connect(lambda _row: self.changed.emit())
        layout.addWidget(self.colleges, 4)
        self.everyone = QCheckBox(_("All colleges"))
        self.everyone.setChecked(True)
        self.everyone.toggled.connect(self.colleges.tick_all)
        layout.addWidget(self.everyone)

    def _choice(self, layout: QVBoxLayout, text: str) -> QComboBox:
        return self._labelled(layout, text)[1]

    def _labelled(
        self, layout: QVBoxLayout, text: str, made: QComboBox | None = None
    ) -> tuple[QLabel, QComboBox]:
        label = QLabel(text)
        label.setObjectName("field_label")
        combo = made or Combo()
        combo.setAccessibleName(text)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(18)
        label.setBuddy(combo)
        layout.addWidget(label)
        layout.addWidget(combo)
        return label, combo

    def _tick(self, layout: QVBoxLayout, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.toggled.connect(lambda _on: self.changed.emit())
        layout.addWidget(box)
        return box

    def _forms(self, layout: QVBoxLayout) -> None:
        row = WrapLayout()
        row.setSpacing(self._desk.theme.px(10))
        kept = self._desk.remembered("papers/forms", "docx,pdf").split(",")
        self.forms: dict[str, QCheckBox] = {}
        for key, text in FORMS:
            box = QCheckBox(_(text))
            box.setChecked(key in kept)
            self.forms[key] = box
            row.addWidget(box)
        row.addStretch(1)
        layout.addLayout(row)
        self.pdf_lacks = hint(_(LACKS), wrap=True)
        layout.addWidget(self.pdf_lacks)
        self.forms["pdf"].toggled.connect(self._tell_of_pdf)

    def _folder(self, layout: QVBoxLayout) -> None:
        row = WrapLayout()
        self.folder = QLineEdit(self._desk.remembered("papers/folder"))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.setPlaceholderText(_("Folder"))
        row.addWidget(self.folder, 1)
        row.addWidget(button(self._desk.theme, _("Choose…"), "folder", self._choose_folder, flat=True))
        layout.addLayout(row)

    # what is chosen

    def chosen_kind(self) -> PaperKind:
        return KINDS[str(self.kind.currentData())]

    def request(self) -> PaperRequest:
        """Which paper, of which meeting or period, for the colleges that are ticked."""
        kind = self.chosen_kind()
        return PaperRequest(
            kind.key,
            meeting_id=self.meeting.currentData() if kind.about is About.MEETING else None,
            action_id=self.action.currentData() if kind.about is About.ACTION else None,
            college_ids=self.chosen_colleges(),
            month=self.period.currentData() if kind.over_a_period else None,
            totals=kind.totals and self.totals.isChecked(),
            topic_id=self.topic.currentData() if kind.topic else None,
            on=self.past.on,
        )

    def chosen_colleges(self) -> list[UUID] | None:
        """The ticked colleges; None for a paper that is not for a college, and for one paper for all of them."""
        copies = self.chosen_kind().copies
        if copies is Copies.ONE_OR_PER_COLLEGE:
            council = self.council.currentData()
            return None if council is None else [council]
        return None if copies is Copies.SAME else self.colleges.ticked()

    def previewed_college(self) -> UUID | None:
        """The college whose note stands in the preview."""
        copies = self.chosen_kind().copies
        if copies is Copies.ONE_OR_PER_COLLEGE:
            council: UUID | None = self.council.currentData()
            return council
        return None if copies is Copies.SAME else self.colleges.looked_at()

    def chosen_template(self) -> Path | None:
        path: Path | None = self.template.currentData()
        return path

    def chosen_forms(self) -> list[str]:
        return [key for key, box in self.forms.items() if box.isChecked()]

    def chosen_folder(self) -> Path | None:
        text = self.folder.text().strip()
        return Path(text).expanduser() if text else None

    def remember(self) -> None:
        """Keep folder and forms for the next time, on this computer."""
        self._desk.remember("papers/folder", self.folder.text().strip())
        self._desk.remember("papers/forms", ",".join(self.chosen_forms()))

    # what can be chosen

    def offer_meetings(self, meetings: "Sequence[MeetingRow]") -> None:
        """The latest first; what was chosen stays so, else it begins with the first."""
        kept: UUID | None = self.meeting.currentData()
        self.meeting.clear()
        for meeting in meetings:
            self.meeting.addItem(f"{meeting.title} · {formats.day(meeting.on)}", meeting.id)
        self.choose_meeting(kept)

    def offer(
        self,
        actions: "Sequence[ActionChoice]",
        colleges: "Sequence[BodyRow]",
        templates: "Sequence[Template]",
        folder: Path,
    ) -> None:
        """What can be chosen; what was chosen stays so."""
        kept_action = self.action.currentData()
        self.action.clear()
        for action in actions:
            self.action.addItem(action.name, action.id)
        self.choose_action(kept_action)
        if self._desk.package is not None:  # of others nothing is here
            colleges = [row for row in colleges if row.id == self._desk.package.college_id]
        if self.colleges.count() != len(colleges):
            self._offer_colleges(colleges)
        self._templates = list(templates)
        if not self.folder.text():
            self.folder.setText(str(folder))
        self._chosen(tell=False)

    def choose_kind(self, kind: str) -> None:
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._chosen()

    def choose_meeting(self, meeting_id: UUID | None) -> None:
        """An id of something else changes nothing."""
        _choose(self.meeting, meeting_id)

    def choose_action(self, action_id: UUID | None) -> None:
        """An id of something else changes nothing."""
        _choose(self.action, action_id)

    def choose_college(self, college_id: UUID) -> None:
        """Tick only this college; an id of something else changes nothing."""
        at = next((n for n in range(self.council.count()) if self.council.itemData(n) == college_id), -1)
        if at < 0:
            return
        self.council.setCurrentIndex(at)
        self.everyone.setChecked(False)
        self.colleges.tick_all(on=False)
        item = self.colleges.item(at - 1)  # before the councils stands "all councils"
        item.setCheckState(Qt.CheckState.Checked)
        self.colleges.setCurrentItem(item)
        self.changed.emit()

    def _offer_colleges(self, colleges: "Sequence[BodyRow]") -> None:
        self.colleges.offer(colleges)
        self.council.clear()
        self.council.addItem(_("one report for all councils"), None)
        for college in colleges:
            self.council.addItem(display_name(college.organisation, college.name), college.id)

    def _chosen(self, _at: int = 0, *, tell: bool = True) -> None:
        kind = self.chosen_kind()
        of_many = kind.copies is Copies.PER_COLLEGE and self._desk.package is None
        one_or_all = kind.copies is Copies.ONE_OR_PER_COLLEGE
        shown: list[tuple[QWidget, bool]] = [
            *((widget, of_many) for widget in (self._of_colleges, self.colleges, self.everyone)),
            *((widget, kind.about is About.MEETING) for widget in (self._of_meeting, self.meeting)),
            *((widget, kind.about is About.ACTION) for widget in (self._of_action, self.action)),
            *((widget, kind.over_a_period) for widget in (self._of_period, self.period)),
            *((widget, one_or_all) for widget in (self._of_council, self.council)),
            *((widget, kind.topic) for widget in (self._of_topic, self.topic)),
            (self.totals, kind.totals),
        ]
        for widget, on in shown:
            widget.setVisible(on)
        self._offer_periods(kind)
        self._name_council(kind)
        self._offer_templates()
        self._tell_of_pdf()
        self._count()
        if tell:
            self.changed.emit()

    def _tell_of_pdf(self) -> None:
        """Say beforehand what the PDF of an own layout lacks."""
        self.pdf_lacks.setVisible(self.chosen_template() is not None and self.forms["pdf"].isChecked())

    def _name_council(self, kind: PaperKind) -> None:
        """The same list stands for councils and for colleges; its words follow the paper."""
        ledger = kind.about is About.REGION
        name = _("Meant for") if ledger else _("Council")
        self._of_council.setText(name)
        self.council.setAccessibleName(name)
        if self.council.count():
            everybody = _("all participants") if ledger else _("one report for all councils")
            self.council.setItemText(0, everybody)

    def _offer_periods(self, kind: PaperKind) -> None:
        """Months for the overview, half-years for the report; the one of today is chosen."""
        if not kind.over_a_period or self.period.property("of_kind") == kind.key:
            return
        self.period.setProperty("of_kind", kind.key)
        self.period.clear()
        for text, day in periods(kind.about, self._desk.clock.today()):
            self.period.addItem(text, day)
        self.period.setCurrentIndex(1)

    def _offer_templates(self) -> None:
        kept = self.template.currentData()
        self.template.clear()
        self.template.addItem(_("Layout of the house"), None)
        for template in self._templates:
            if template.own and template.kind in {"", self.chosen_kind().key}:
                self.template.addItem(template.name, template.path)
        self.template.setCurrentIndex(max(0, self.template.findData(kept)))

    def _count(self) -> None:
        colleges = self.chosen_colleges()
        if colleges is None or self.chosen_kind().copies is Copies.ONE_OR_PER_COLLEGE:
            self.make.setText(_("Make"))
        else:
            text = (
                ngettext("Make {count} note", "Make {count} notes", len(colleges))
                if self.chosen_kind().about is About.MEETING
                else ngettext("Make {count} paper", "Make {count} papers", len(colleges))
            )
            self.make.setText(text.format(count=len(colleges)))
        self.make.setEnabled(self._is_whole and (colleges is None or bool(colleges)))

    def let_make(self, whole: bool) -> None:
        """Whether it is known what the paper is about: without a meeting none is made of it."""
        self._is_whole = whole
        self._count()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Folder for the papers"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def _choose(combo: QComboBox, record_id: UUID | None) -> None:
    """Choose a record; where none was chosen yet and it is not there, the first."""
    at = next((n for n in range(combo.count()) if combo.itemData(n) == record_id), -1)
    if at >= 0 or combo.currentIndex() < 0:
        combo.setCurrentIndex(max(at, 0))
