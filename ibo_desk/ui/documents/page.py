"""Documents: choose, look, make; below it what was made before."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ibo_desk.language import N_, _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.documents.form import PaperForm
from ibo_desk.ui.documents.preview import PPI, Preview
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.columns import Column
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import heading

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.documents.content import Content
    from ibo_desk.documents.papers import Paper, Papers

MADE: Final = (
    Column("title", N_("Paper"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("file", N_("File"), lambda row: row.file_name, width=200, tip=lambda row: row.file_name),
    Column("made", N_("Made on"), lambda row: row.made_at, width=92),
)


class DocumentsPage(Page):
    """Papers come out here, for the secretary and for the delegate alike."""

    key = "documents"
    title = N_("Documents")
    sentence = N_("Look at a paper before it is made; for one college or for all of them at once.")
    kinds = (
        "document",
        "meeting",
        "agenda_item",
        "feedback_round",
        "engagement",
        "engagement_partner",
        "position",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: tuple[str, UUID] | None = None
        self._showing: object = None
        self.form = PaperForm(desk)
        self.preview = Preview(desk)
        self.made = TablePanel(desk, "documents", MADE, empty=_("No papers were made yet."))
        self._preview_soon = QTimer(self, singleShot=True, interval=0)
        self._preview_soon.timeout.connect(self._look)
        self.form.changed.connect(self._preview_soon.start)
        self.form.wanted.connect(self._make)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(10))
        column.addWidget(self.form, 3)
        column.addWidget(heading(_("Made before"), 2))
        column.addWidget(self.made, 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([desk.theme.px(430), desk.theme.px(680)])
        self.body.addWidget(split, 1)

    def refresh(self) -> None:
        def read(app: "App") -> tuple[Any, ...]:
            from ibo_desk.documents.templates import available
            from ibo_desk.services import listings

            meetings = sorted(app.meetings.listing(), key=lambda one: one.on, reverse=True)
            return meetings, app.bodies.colleges(), available(), listings.documents(app.store)

        self.read(read, self._show)

    def _show(self, found: tuple[Any, ...]) -> None:
        meetings, colleges, templates, made = found
        self.form.offer(meetings, colleges, templates, _papers_folder())
        self.made.show_rows(made)
        if self._asked is not None:
            kind, meeting_id = self._asked
            self._asked = None
            self.form.choose_meeting(meeting_id)
            self.form.choose_kind(kind)
        self._preview_soon.start()

    def show_record(self, kind: str, record_id: UUID) -> None:
        """A document in the list, or ``meeting_paper:<kind>`` with the id of the meeting it is for."""
        paper = kind.partition(":")[2]
        if not paper:
            self.made.select(record_id)
            return
        self._asked = (paper, record_id)
        self.reload_soon()

    def _look(self) -> None:
        """Content on the store lane, pages on the work lane, pictures here; only the newest wish is shown."""
        kind, meeting_id = self.form.chosen_kind(), self.form.chosen_meeting()
        college_id = self.form.previewed_college()
        if meeting_id is None:
            self.preview.say(_("There is no meeting yet to make papers of."))
            return
        wish = self._showing = (kind, meeting_id, college_id)

        def pages(content: "Content") -> None:
            if self._showing == wish:
                self.desk.work.run(_("Preview"), lambda _progress: _pages(content), shown, None, self)

        def shown(pictures: list[bytes]) -> None:
            if self._showing == wish:
                self.preview.show_pages(pictures)

        self.read(
            lambda app: app.papers.preview(kind, meeting_id=meeting_id, college_id=college_id),
            pages,
            lambda error: self.preview.say(_sentence(error)),
        )

    def _make(self) -> None:
        kind, meeting_id, colleges = (
            self.form.chosen_kind(),
            self.form.chosen_meeting(),
            self.form.chosen_colleges(),
        )
        folder, forms, template = (
            self.form.chosen_folder(),
            self.form.chosen_forms(),
            self.form.chosen_template(),
        )
        if meeting_id is None or folder is None or not forms:
            self.desk.notice.emit(_("Choose a meeting, a folder and at least one form."))
            return
        self.form.remember()

        def contents(app: "App") -> "tuple[Papers, list[Paper]]":
            return app.papers, app.papers.contents(kind, meeting_id=meeting_id, college_ids=colleges)

        def write(found: "tuple[Papers, list[Paper]]") -> None:
            maker, papers = found

            def job(progress: Callable[[int, int], None]) -> list[Path]:
                return maker.write(papers, folder=folder, formats=forms, template=template, progress=progress)

            def register(paths: list[Path]) -> None:
                self.write(lambda app: app.papers.register(papers, paths, template=template))
                text = ngettext("{count} file made in {folder}", "{count} files made in {folder}", len(paths))
                self.form.said.setText(text.format(count=len(paths), folder=folder))
                self._open_folder(folder)

            self.desk.work.run(_("Making papers"), job, register, None, self)

        self.read(contents, write)

    def _open_folder(self, folder: Path) -> None:
        if self.desk.remembered("papers/open_folder", "0") == "1":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _pages(content: "Content") -> list[bytes]:
    from ibo_desk.documents.pdf import pages

    return pages(content, PPI)


def _sentence(error: Any) -> str:
    from ibo_desk.services.words import sentence

    return sentence(error)


def _papers_folder() -> Path:
    """Where papers go until somebody chooses otherwise: a folder of their own in the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "IBO Desk"
