"""Documents: choose, look, make; below it what was made before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent

from ibo_desk.documents.files_out import Edited, refuse_edited
from ibo_desk.documents.kinds import About
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.words import sentence
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.documents.form import PaperForm
from ibo_desk.ui.documents.made import MADE, Made
from ibo_desk.ui.documents.preview import PPI, Preview
from ibo_desk.ui.documents.reading import Offered, read_offered
from ibo_desk.ui.documents.sent import SentTab
from ibo_desk.ui.layout.later import Later
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.after import Choice
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import scrolled
from ibo_desk.ui.work_lane import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibo_desk.app import App
    from ibo_desk.documents.content import Content
    from ibo_desk.documents.going import Going
    from ibo_desk.documents.paper import Paper
    from ibo_desk.documents.papers import Papers
    from ibo_desk.services.feedback.sent import SentRow


@dataclass(frozen=True)
class Order:
    """What has to be made, where, and in which forms."""

    request: PaperRequest
    folder: Path
    forms: list[str]
    template: Path | None


_SIDES = (N_("Choices"), N_("Preview"))


class DocumentsPage(Page):
    """Papers come out here, for the secretary and for the delegate alike."""

    key = "documents"
    title = N_("Documents")
    sentence = N_("Look at a paper before it is made; for one college or for all of them at once.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: str | None = None  # the kind of paper
        self._looking_as: UUID | None = None  # the college that was ticked for who looks as it
        self._about: list[UUID] = []  # its meeting, its college, or both
        self._topics_asked = False  # a choice of topics was in sight
        self._showing: object = None
        self.form = PaperForm(desk)
        self.preview = Preview(desk)
        self._look_when_shown = False
        self._preview_soon = QTimer(self, singleShot=True, interval=0)
        self._preview_soon.timeout.connect(self._look)
        desk.looks_as.connect(self._look_again)
        self.form.changed.connect(self._preview_soon.start)
        self.form.make_asked.connect(self._make)
        self.form.topic.asked.connect(self._read_topics)
        self.tabs = Tabs(desk.theme)
        self.tabs.addTab(scrolled(self.form), _("Make papers"))
        self._made = Later(self._make_made, after=self.tabs.tabBar)
        self._sent = Later(self._make_sent, after=self.tabs.tabBar)
        self.tabs.addTab(self._made, _("Made before"))
        self.tabs.addTab(self._sent, _("Sent"))
        self.tabs.currentChanged.connect(self._side_chosen)
        panes = ListAndRecord(
            desk, "documents", self.tabs, self.preview, shares=(39, 61), least=(310, 240), names=_SIDES
        )
        self.body.addWidget(panes, 1)

    @property
    def made(self) -> TablePanel[Made]:
        """The papers that were made before."""
        return self._made.part

    @property
    def sent(self) -> SentTab:
        """What was sent."""
        return self._sent.part

    def _make_made(self) -> TablePanel[Made]:
        made = TablePanel(self.desk, "documents", MADE, empty=_("No papers were made yet."))
        name_table(made)
        made.opened.connect(self._open_made)
        return made

    def _make_sent(self) -> SentTab:
        sent = SentTab(self.desk)
        sent.looked_at.connect(self._look_at_sent)
        sent.printed.connect(self._print_received)
        sent.topic.asked.connect(self._read_topics)
        return sent

    @property
    def _is_at_sent(self) -> bool:
        return self.tabs.currentIndex() == self.tabs.indexOf(self._sent)

    def refresh(self) -> None:
        about = self._about if self._asked is not None else []
        begin_with = {*about, self.form.meeting.currentData()} - {None}
        self.read(lambda app: read_offered(app, begin_with), self._show)
        self.read(
            lambda app: app.meetings.listing(), self.form.offer_meetings
        )  # thousands: after what shows first
        if self._topics_asked:
            self._read_topics()

    def _read_topics(self) -> None:
        self._topics_asked = True
        self.read(lambda app: app.topics.titles(), self._offer_topics)

    def _show(self, offered: Offered) -> None:
        if self._asked is not None or not self.form.meeting.count():
            self.form.offer_meetings(offered.meetings)
        self.form.offer(offered.actions, offered.colleges, offered.templates, _papers_folder())
        self._made.tell(TablePanel.show_rows, offered.made)
        self._sent.tell(SentTab.offer, offered.sent, list(offered.names))
        self.tabs.setTabText(1, _("Made before") + (f" ({len(offered.made)})" if offered.made else ""))
        if self._asked is not None:
            kind, self._asked = self._asked, None
            self.form.choose_kind(kind)
            for of_id in self._about:
                self.form.choose_meeting(of_id)
                self.form.choose_action(of_id)
                self.form.choose_college(of_id)
        elif (mine := self.desk.looking_as()[0]) != self._looking_as:
            self._looking_as = mine
            if mine is not None:
                self.form.choose_college(mine)
        self._preview_soon.start()

    def show_record(self, kind: str, record_id: UUID) -> None:
        """A document in the list, what was sent, or ``meeting_paper:<kind>`` with the id of its meeting.

        ``action_paper:<kind>`` comes with the id of its action, ``college_paper:<kind>`` with that of the college that
        it is for, and so does ``college_note`` after the notes of a meeting: then it is the note of that college alone.
        """
        if kind == "college_note":
            self._about.append(record_id)
            return
        if kind == "sent_paper":
            self.tabs.setCurrentWidget(self.sent)
            self.sent.select(record_id)
            return
        paper = kind.partition(":")[2]
        self._about = [record_id]
        if not paper:
            self.tabs.setCurrentWidget(self.made)
            self.made.select(record_id)
            return
        self.tabs.setCurrentIndex(0)
        self._asked = paper
        self.reload_soon()

    def _print_received(self, college_id: UUID, topic_id: UUID | None) -> None:
        """What a college received as a paper, to look at and to make."""
        self.tabs.setCurrentIndex(0)
        self.form.choose_kind("received")
        self.form.topic.choose(topic_id)
        self.form.choose_college(college_id)

    def _offer_topics(self, topics: "Sequence[tuple[str, UUID]]") -> None:
        self.form.topic.offer(topics)
        self._sent.tell(SentTab.offer_topics, topics)

    def _look_again(self, _college: object) -> None:
        self.reload_soon()

    def _look(self) -> None:
        """Content on the store lane, pages on the work lane, pictures here; only what was asked last is shown.

        Setting pages costs memory and time, so a page that nobody looks at waits with it.
        """
        self._look_when_shown = not self.isVisible()
        if self._is_at_sent or self._look_when_shown:
            return
        kind, request, college_id = (
            self.form.chosen_kind(),
            self.form.request(),
            self.form.previewed_college(),
        )
        is_complete = kind.is_complete(request)
        self.form.let_make(is_complete)
        if not is_complete:
            of_action = kind.about is About.ACTION
            nothing = _("There is no regional action yet to make papers of.")
            self.preview.say(nothing if of_action else _("There is no meeting yet to make papers of."))
            return
        self.read(
            lambda app: app.papers.held_back(request),
            self.form.held.show_points,
        )
        seen = replace(request, college_ids=None if college_id is None else (college_id,))
        self._preview_of(seen, lambda app: [paper.content for paper in app.papers.contents(seen)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._look_when_shown:
            self._preview_soon.start()

    def _look_at_sent(self, row: "SentRow | None") -> None:
        """What went to a college, as it stood in its note; only while that list is in sight."""
        if not self._is_at_sent:
            return
        self._showing = row
        if row is None or not row.known:
            self.preview.say(_("What it said was not kept.") if row else _("Choose what was sent."))
            return
        sent_id = row.id

        def content(app: "App") -> "list[Content]":
            from ibo_desk.documents.content_json import from_json

            return [from_json(app.sent.content(sent_id))]

        self._preview_of(sent_id, content)

    def _side_chosen(self, _at: int) -> None:
        if self._is_at_sent:
            self._look_at_sent(self.sent.current())
        else:
            self._preview_soon.start()

    def _preview_of(self, looking: object, read: "Callable[[App], list[Content]]") -> None:
        """All that would come out for one college: where it gets a note per item, those below each other."""
        self._showing = looking

        def pages(contents: "list[Content]") -> None:
            if self._showing == looking:
                self.desk.work.run(
                    _("Preview"), lambda _progress: _pages(contents), shown, self._no_preview, self
                )

        def shown(made: tuple[list[bytes], str]) -> None:
            if self._showing == looking:
                self.preview.show_pages(*made)

        self.read(read, pages, self._no_preview)

    def _no_preview(self, error: UserError) -> None:
        self.preview.say(sentence(error))

    def _make(self) -> None:
        request, folder, forms = self.form.request(), self.form.chosen_folder(), self.form.chosen_forms()
        if not self.form.chosen_kind().is_complete(request) or folder is None or not forms:
            self.form.after.say(_("Choose a meeting, a folder and at least one form."))
            return
        self.form.remember()
        self._order(Order(request, folder, forms, self.form.chosen_template()))

    def _order(self, order: Order, on_edited: Edited | None = None) -> None:
        """Read the contents, write them in the work lane, note what was made."""
        self.form.after.say("")

        def contents(app: "App") -> "tuple[Papers, list[Paper]]":
            return app.papers, app.papers.contents(order.request)

        def write(papers_made: "tuple[Papers, list[Paper]]") -> None:
            maker, papers = papers_made

            def job(progress: Progress) -> list[Path]:
                return maker.write(
                    papers,
                    folder=order.folder,
                    formats=order.forms,
                    template=order.template,
                    progress=progress,
                    on_edited=refuse_edited if on_edited is None else lambda _path: on_edited,
                )

            def made(paths: list[Path]) -> None:
                self.write(lambda app: app.papers.register(papers, paths, template=order.template))
                self._tell_made(order, papers, paths)

            def failed(error: UserError) -> None:
                self._tell_failed(order, error)

            self.desk.work.run(_("Making papers"), job, made, failed, self)

        self.read(contents, write)

    def _tell_made(self, order: Order, papers: "list[Paper]", paths: list[Path]) -> None:
        text = ngettext("{count} file made in {folder}", "{count} files made in {folder}", len(paths))
        choices: list[Choice] = [(_("Open the folder"), "folder", lambda: _open(order.folder))]
        meeting_id = order.request.meeting_id
        if order.request.kind == "memo" and meeting_id is not None and not self.desk.read_only:
            from ibo_desk.documents.going import going_of

            template = order.template.name if order.template else ""
            going = going_of(papers, paths, template=template)
            choices.append((_("Note as delivered"), "send", lambda: self._deliver(meeting_id, going)))
        self.form.after.say(text.format(count=len(paths), folder=order.folder), choices)

    def _tell_failed(self, order: Order, error: UserError) -> None:
        """A file that somebody changed is asked about here; anything else is a banner."""
        if error.code != "paper_edited":
            self.desk.show_error(error)
            return
        text = _(
            "{name} was changed after it was made, or was not made here. What should happen with such files?"
        )
        self.form.after.say(
            text.format(name=Path(str(error.params["path"])).name),
            (
                (_("Put beside it"), "copy", lambda: self._order(order, Edited.BESIDE)),
                (_("Keep them"), "lock", lambda: self._order(order, Edited.KEEP)),
                (_("Replace"), "refresh", lambda: self._order(order, Edited.REPLACE)),
            ),
        )

    def _deliver(self, meeting_id: UUID, going: "Mapping[UUID, Going]") -> None:
        """The notes went out today: note so where a note still had to go, with the text that they carried."""

        def announce(count: int) -> None:
            text = ngettext(
                "{count} note was noted as delivered today.",
                "{count} notes were noted as delivered today.",
                count,
            )
            self.form.after.say(
                text.format(count=count) if count else _("Nothing was waiting for these notes.")
            )

        def job(app: "App", over: Over) -> int:
            return app.issuing.deliver_notes(meeting_id, list(going), over=over, going=going)

        write_asking(self.desk, self, job, announce)

    def _open_made(self, row: Made) -> None:
        folder = self.form.chosen_folder()
        path = folder / row.file_name if folder is not None else None
        if path is not None and path.is_file():
            _open(path)
        else:
            self.desk.notice.emit(
                _("{name} does not lie in the folder that is chosen.").format(name=row.file_name)
            )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _pages(contents: "list[Content]") -> tuple[list[bytes], str]:
    """The pages as pictures, and the characters that they have squares for."""
    from ibo_desk.documents.pdf import pages, unshown

    signs = {sign for content in contents for sign in unshown(content).split()}
    return [page for content in contents for page in pages(content, PPI)], " ".join(sorted(signs))


def _papers_folder() -> Path:
    """Where papers go until somebody chooses otherwise: a folder of their own in the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "IBO Desk"
