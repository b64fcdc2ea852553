"""How the notes of one college look: its headings, the blocks it never uses, and what it always writes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.table.columns import Column, Edit
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.body_rows import BodyRow
    from ibo_desk.services.parties.note_forms import BlockRow


def _use(app: "App", row: "BlockRow", used: Any) -> None:
    app.note_forms.use(row.body_id, row.key, used=bool(used))


def _set_heading(app: "App", row: "BlockRow", text: Any) -> None:
    app.note_forms.set_heading(row.body_id, row.key, str(text))


def _set_text(app: "App", row: "BlockRow", text: Any) -> None:
    app.note_forms.set_text(row.body_id, row.key, str(text))


def _is_used(row: "BlockRow") -> bool:
    return row.used


BLOCKS: Final = (
    Column(
        "used",
        N_("Used"),
        lambda row: row.used,
        width=70,
        edit=Edit("body", "used", "check", save=_use),
    ),
    Column(
        "heading",
        N_("Heading"),
        lambda row: row.heading,
        width=170,
        edit=Edit("body", "heading", save=_set_heading, allowed=_is_used),
        tip=lambda row: row.usual,
    ),
    Column(
        "text",
        N_("Always written there"),
        lambda row: row.text,
        stretch=True,
        edit=Edit("body", "text", "text", save=_set_text, allowed=_is_used),
        tip=lambda row: row.text,
    ),
)
FIELDS: Final = (
    Field(N_("Handled by (printed on its notes)"), "note_handled_by"),
    Field(
        N_("A note of its own for each item that asks an answer"),
        "note_per_item",
        "check",
        help=N_("Otherwise all of a meeting stands in one note."),
    ),
)


class NoteFormPart(QWidget):
    """Shown for a college only; every line is written as it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._body_id: UUID | None = None
        self.record = RecordPanel(desk, "body", FIELDS)
        self.blocks = Lines(desk, "note_blocks", BLOCKS, most=12)
        self.up = button(desk.theme, _("Up"), "chevron_up", lambda: self._move(-1), flat=True)
        self.down = button(desk.theme, _("Down"), "chevron_down", lambda: self._move(1), flat=True)
        for mover in (self.up, self.down):
            mover.setEnabled(not desk.read_only)
            self.blocks.add_to_bar(mover)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading(_("Notes to this college"), 3))
        layout.addWidget(self.record)
        layout.addWidget(
            hint(
                _("What stands always in a block is yours to write; the program proposes no law."), wrap=True
            )
        )
        layout.addWidget(self.blocks)

    def show_form(self, row: "BodyRow | None") -> None:
        """Show how the notes of a college look; nothing for another body."""
        college = row if row is not None and row.kind is BodyKind.COLLEGE else None
        self._body_id = college.id if college is not None else None
        self.setVisible(college is not None)
        self.record.show_record(college)
        if college is not None:
            body_id = college.id
            self._desk.lane.read(lambda app: app.note_forms.rows(body_id), self._show, None, self)

    def _show(self, rows: "Sequence[BlockRow]") -> None:
        if rows and rows[0].body_id == self._body_id:
            self.blocks.show_rows(rows)

    def _move(self, steps: int) -> None:
        row: BlockRow | None = self.blocks.current()
        if row is None or not row.used:
            return
        body_id, key = row.body_id, row.key
        self._desk.lane.write(lambda app: app.note_forms.move(body_id, key, steps), None, None, self)
