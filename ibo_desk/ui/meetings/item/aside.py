"""Beside the notes: what was recorded at the item as it arises, the newest first."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import heading

_NAMED_APART = 3  # with more of them a line says how many
_PART = Qt.ItemDataRole.UserRole


class Aside(QWidget):
    """Enter, or a double click, on a line opens the part of the item in which it stands."""

    def __init__(self, desk: Desk, open_part: Callable[[str], object]) -> None:
        super().__init__()
        self._desk = desk
        self.list = QListWidget()
        self.list.setObjectName("agenda")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("Noted at this item"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(desk.theme.px(16), desk.theme.px(16)))
        self.list.itemActivated.connect(lambda item: open_part(item.data(_PART)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        layout.addWidget(heading(_("Noted at this item"), 3))
        layout.addWidget(self.list, 1)
        self.show_lines([])

    def show_file(self, file: ItemFile) -> None:
        """Show what hangs on an item."""
        self.show_lines(noted_at(file))

    def show_lines(self, noted: list[tuple[str, str, str]]) -> None:
        self.list.clear()
        for part, icon, text in reversed(noted):
            line = QListWidgetItem(self._desk.theme.icon(icon), text)
            line.setData(_PART, part)
            self.list.addItem(line)
        if not noted:
            line = QListWidgetItem(
                _("Positions, engagements and referrals appear here. Type / in the notes.")
            )
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(line)


def noted_at(file: ItemFile) -> list[tuple[str, str, str]]:
    """What was recorded at an item as part, icon and words; what was written last comes last."""
    noted: list[tuple[str, str, str, str]] = []  # revision first: those are made in the order of time
    for said, rows in _alike(file.positions).items():
        who = ", ".join(row.organisation for row in rows)
        if len(rows) > _NAMED_APART:
            who = _("{count} partners").format(count=len(rows))
        noted.append(_line(rows[-1], "positions", "partners", f"{who}: {said}"))
    for made in file.engagements:
        who = ", ".join(part.organisation for part in made.partners)
        if len(made.partners) > _NAMED_APART:
            who = _("{count} partners").format(count=len(made.partners))
        text = f"{who}: {made.what}" if who else made.what
        due = f" ({show_value(made.due_on)})" if made.due_on else ""
        noted.append(_line(made, "engagements", "engagements", text + due))
    for question, sent in _by_question(file.targets).items():
        who = ", ".join(each.body or each.action or "" for each in sent)
        if len(sent) > _NAMED_APART:
            who = _("{count} bodies").format(count=len(sent))
        noted.append(_line(sent[-1], "referrals", "refer", f"{who}: {question}"))
    return [(part, icon, text) for _revision, part, icon, text in sorted(noted)]


def _by_question(targets: Iterable[TargetRow]) -> dict[str, list[TargetRow]]:
    """Thirteen councils that are asked the same are one line."""
    grouped: dict[str, list[TargetRow]] = {}
    for sent in targets:
        grouped.setdefault(sent.question, []).append(sent)
    return grouped


def _alike(positions: Iterable[PositionRow]) -> dict[str, list[PositionRow]]:
    """Those who said the same are one line."""
    grouped: dict[str, list[PositionRow]] = {}
    for row in positions:
        grouped.setdefault(_said(row), []).append(row)
    return grouped


def _said(row: PositionRow) -> str:
    return f"{show_value(row.stance)}, “{row.text}”" if row.text.strip() else show_value(row.stance)


def _line(row: PositionRow | EngagementRow | TargetRow, *parts: str) -> tuple[str, str, str, str]:
    part, icon, text = parts
    return str(row.revision or ""), part, icon, text
