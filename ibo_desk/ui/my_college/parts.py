"""The parts of Mijn college: a list under its heading, the line for an own point, what the college itself records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.shared.recording import RecordingBar
from ibo_desk.ui.table.columns import Columns, RowT
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.rows import RoundRow


class Part(QWidget, Generic[RowT]):
    """A heading with its number, and the list under it."""

    def __init__(
        self, desk: Desk, name: str, title: str, columns: Columns[RowT], *, empty: str, most: int
    ) -> None:
        super().__init__()
        self._title = title
        self.heading = heading(title, 2)
        self.list = Lines(desk, f"my_college_{name}", columns, empty=empty, most=most)
        self.list.begins_chosen = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        layout.addWidget(self.heading)
        layout.addWidget(self.list)

    def show_rows(self, rows: Sequence[RowT]) -> None:
        self.heading.setText(f"{self._title} ({len(rows)})" if rows else self._title)
        self.list.show_rows(rows)


class OwnAnswers(QWidget):
    """The college notes by itself that it heard of an item, and what it answered; by the rules of the matrix."""

    def __init__(self, desk: Desk, of: "Lines[RoundRow]") -> None:
        super().__init__()
        self._of = of
        self.ask = hint(
            _("Choose an item above to note that it was on the college, or what the college answered."),
            wrap=True,
        )
        self.bar = RecordingBar(desk, self._cells, own=True)
        self.bar.listen(of.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.ask, self.bar):
            layout.addWidget(part)
        of.view.selectionModel().selectionChanged.connect(self.look)
        self.look()

    def look(self, *_args: object) -> None:
        """Show the line once something is chosen."""
        count = len(self._cells())
        self.ask.setVisible(not count)
        self.bar.setVisible(bool(count))
        text = ngettext("{count} item chosen", "{count} items chosen", count)
        self.bar.count.setText(text.format(count=count))

    def _cells(self) -> list[tuple[UUID, UUID]]:
        return [(row.item_id, row.college_id) for row in self._of.chosen()]


class NewPoint(QWidget):
    """Bring in a point of the municipality (R26): a title, and what is asked."""

    submitted = Signal(object)  # Job

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.college_id: UUID | None = None
        self.title, self.summary = QLineEdit(), QLineEdit()
        for field, text in (
            (self.title, _("Title of the point")),
            (self.summary, _("What is asked, and why (not required)")),
        ):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
            field.returnPressed.connect(self._submit)
            keep_line(
                desk, field, f"my_college.{'title' if field is self.title else 'summary'}", text, self._about
            )
        self.submit = button(desk.theme, _("Bring in a point"), "plus", self._submit)
        theme = desk.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        row = WrapLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.title, 1)
        row.addWidget(self.submit)
        layout.addLayout(row)
        layout.addWidget(self.summary)

    def _about(self) -> UUID | None:
        return self.college_id

    def clear(self) -> None:
        self.title.clear()
        self.summary.clear()

    def _submit(self) -> None:
        title, summary, college_id = self.title.text().strip(), self.summary.text().strip(), self.college_id
        if not title or college_id is None:
            self.title.setFocus()
            return

        def job(app: "App") -> UUID:
            return app.my_college.ask(college_id, title, summary)

        self.submitted.emit(job)
