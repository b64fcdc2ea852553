"""The windows: the only room that knows Qt.

Rooms
=====

A subject (``actions``, ``topics``, ``meetings``, …) imports no other subject: what two of them show stands in
``shared``, or further down: ``page → lines → record | table → conflicts → editors → desk → drafts | lanes | widgets``.
A button that prints and records in one go calls ``app.issuing``; a page never calls two services to do one thing.

How to write a page
===================

A page is one module ``ibo_desk/ui/<subject>/page.py`` with one subclass of ``Page`` that stands in ``registry.PAGES``.
It is made with one argument, the ``Desk``, and holds widgets and frozen rows, nothing else::

    class EngagementsPage(Page):
        key = "engagements"
        title = N_("Engagements")
        sentence = N_("Who promised what, by when, and how it stands.")

        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.add_action_button(_("New engagement"), "plus", self._add, primary=True)
            self.panel = TablePanel(desk, "engagements", COLUMNS)
            self.panel.selected.connect(self._show)
            self.body.addWidget(self.panel)              # self.body: a QVBoxLayout below the header

        def refresh(self) -> None:       # asked on first show and after changes; ask it by self.reload_soon()
            self.read(lambda app: app.engagements.listing(), self.panel.show_rows)

        def show_record(self, kind: str, record_id: UUID) -> None:
            self.panel.select(record_id)                 # also before the rows have come

        def add_new(self) -> None:                       # what Ctrl+N and the menu "New" do for this page
            self.write(lambda app: app.engagements.add({"what": _("New engagement")}, ()), self.panel.select)

- **Reading and writing** only by ``self.read(job, done)``, ``self.write(job, done)`` (or ``desk.lane``):
  ``job(app)`` runs on the store thread and touches no widget; ``done(result)`` runs on the GUI thread and
  never on a widget that is gone. A ``UserError`` becomes one calm banner by itself; give ``failed=`` only
  when you have something better to do. Any other exception is a bug and reaches the report dialog. After a
  write the saved-toast with undo appears (``quiet=True``: without toast, for edits of a field or cell).
- **When it reads again**: the lane tells which tables a reading asked, and ``Page.reading`` gathers them, those of the
  parts inside (``owner``) too. When one of them is written, by this window, another one or somebody else on a
  server, the page reads again: at once where it is shown, else when it is. So ``refresh`` must lead to reading
  everything that stands on the page. A window that is no page has a ``Reading`` of its own.
- **Ahead**: while nobody works in the window the pages are made and read before they are opened (``pages_ahead``).
  A page that reads in two steps takes only the first in ``read_ahead``: what nobody looks at yet need not be held.
- **What was seen**: a page that reads in ``refresh`` needs nothing more: the lane knows the moment it shows, and a
  write asked by it (or by a widget inside, as ``owner``) overwrites nothing that others wrote since; the error is a
  ``StaleRecordError`` and the page reads again. A ``read`` job never writes.
- **A table** is a list of ``Column`` (``table.columns``) over frozen rows with ``id`` and ``revision``; see
  ``TablePanel``. It names its row, ``COLUMNS: Final[Columns[EngagementRow]] = (…)``, so that mypy finds a misspelt
  attribute, and rows of another kind in ``show_rows``. Values are shown by ``show_value``: enums by ``words.label``,
  dates, money… ``chip=True`` draws the state as word + colour + icon (``tones.TONES``). ``edit=Edit("table_name",
  "field", …)`` makes a cell editable, pasteable and emptied by Delete; ``locked=N_(…)`` says where a cell that is
  not is changed. ``panel.let_remove(remove)`` gives the rows a command that removes them, after a question.
- **A record beside it** is a ``RecordPanel`` (``record.panel``) of ``Field``s; it drafts while somebody types, saves
  on leaving a field, after a pause and each minute, and keeps what is being typed when the record is read again.
- **Any other line or text** that takes words is registered: ``keep_line(desk, line, "subject.name", label, about)``
  (``editors.line_writer``); call ``put_aside()`` on it before emptying the line because something else is shown.
- **Two who write the same**: a write of typed values that gets a ``StaleRecordError`` keeps what was typed and calls
  ``resolve_stale`` (``ibo_desk.ui.conflicts``), which lays both versions side by side; panels and tables do.
- **Long work** (papers, workbooks): ``desk.work.run(title, job, done)``; ``job(progress)`` gets frozen
  content and calls ``progress(step, of)``, which raises ``Cancelled`` when the person stopped it. The
  window shows bar and cancel.
- **Layout**: the parts of ``ibo_desk.ui.layout``: ``WrapLayout`` for a line of controls, ``ListAndRecord`` for a list
  with what is chosen in it, ``Divided`` for other panes, ``Tabs``; the header folds its actions and a form its fields.
  What stands beside a list is a ``Beside`` (made after the first rows were painted), what stands behind a tab a
  ``Later`` (made when the tab is opened); ``part`` makes it at once, ``tell`` keeps what it is to show until then.
  The list of a dialog is a ``Listing`` (``table.listing``): its columns fit their words and the room.
  ``tests/ui/test_layout.py`` tries each page at 800 by 500: nothing scrolls sideways, no bar stands in another, and
  no word is cut.
- **Look**: never a colour or pixel of your own: object names and properties that
  ``resources/styles/desk.qss`` knows (``card()``, ``heading()``, ``hint()``, ``button(…)`` in ``widgets``),
  ``desk.theme.icon("name")`` for ``resources/icons/name.svg``, ``desk.theme.px(n)`` for lengths (grows with
  the text size).
- **Going elsewhere**: ``self.go.emit(kind, id)``: the window opens the page that shows this kind
  (``registry.PAGE_OF_KIND``).
- **Words**: ``_()`` when showing; constants ``N_()``. Numbers on the rail: ``app.overview.counts()`` by
  page key.
- **Tests**: fixtures ``region_desk``, ``example_desk``, ``shown`` of ``tests/ui/conftest.py``;
  ``desk.lane.wait_idle()`` instead of waiting. One page as PNG: ``python -m tools.screenshots OUT --page
  engagements --size 1366x768``.
"""
