"""Overview: what is open, grouped, by role; each line leads to its record."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ibo_desk.domain.names import display_name
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import N_, _
from ibo_desk.services import words
from ibo_desk.services.words.overview_words import definition
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.overview.first_steps import Way, first_steps_card
from ibo_desk.ui.overview.parts import SHOWN, Tile, group_card, nothing_open
from ibo_desk.ui.page import Page
from ibo_desk.ui.widgets import Combo, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.body_rows import BodyRow
    from ibo_desk.services.today.first_steps import StepRow
    from ibo_desk.services.today.lines import Line

_TILES = 4
NOTHING: Final = UUID(int=0)  # a page is opened, none of its records
# Where the day of a line is a term; elsewhere it says when something happened.
_TERMS = frozenset(OverviewGroup) - {OverviewGroup.RESERVATIONS, OverviewGroup.TOPICS_FOR_MEETING}


class OverviewPage(Page):
    """Answers "what needs me today"."""

    key = "overview"
    title = N_("Overview")
    sentence = N_("What is open, what comes near, and whose turn it is. As far as it was recorded.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._role: Any = desk.remembered("overview/role", "coordinator")
        self.roles = Combo()
        self.roles.setAccessibleName(_("Seen by"))
        self.roles.setMinimumWidth(desk.theme.px(210))
        self.roles.activated.connect(self._choose_role)
        desk.looks_as.connect(self._follow)
        self.header.add(hint(_("Seen by")))
        self.header.add(self.roles)
        self._area = QScrollArea()
        self._area.setObjectName("scrolled")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: Sequence[Line] = ()
        self._colleges: Sequence[BodyRow] = ()
        self._steps: Sequence[StepRow] = ()
        self._is_wide = True
        self.body.addWidget(self._area, 1)
        self.groups: dict[Any, QFrame] = {}

    def refresh(self) -> None:
        role = self._role

        def job(app: "App") -> "tuple[list[Line], list[BodyRow], list[StepRow]]":
            colleges = app.bodies.colleges(app.clock.today())
            college_id = next((college.id for college in colleges if str(college.id) == role), None)
            steps = [] if app.read_only or college_id else app.overview.first_steps()
            return app.overview.lines(college_id or _office(role)), colleges, steps

        self.read(job, lambda got: self._show(*got))

    def show_record(self, kind: str, record_id: UUID) -> None:
        """Nothing is shown here that has its page elsewhere."""
        self.go.emit(kind, record_id)

    def _show(
        self, lines: "Sequence[Line]", colleges: "Sequence[BodyRow]", steps: "Sequence[StepRow]"
    ) -> None:
        self._colleges = colleges
        self._offer_hats(colleges)
        self._lines = lines
        self._steps = () if all(step.begun for step in steps) else steps
        self._lay_out()

    def _go(self, kind: str, record_id: UUID) -> None:
        """Open the record of a line where it is worked on."""
        if kind == "list_remainder":
            self.commanded.emit("left_of_lists")
        else:
            self.go.emit(kind, record_id)

    def _go_step(self, way: Way) -> None:
        """Go where a first step is done."""
        if way.command:
            self.commanded.emit(way.command)
        else:
            self.go.emit(way.kind, NOTHING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.groups and self._wide() != self._is_wide:
            self._lay_out()

    def _wide(self) -> bool:
        """Whether two cards fit beside each other."""
        return self.width() >= self.desk.theme.px(880)

    def _lay_out(self) -> None:
        """Tiles and cards for the width there is."""
        self._is_wide = self._wide()
        theme = self.desk.theme
        today = self.desk.clock.today()
        groups: dict[Any, list[Line]] = {}
        for line in self._lines:
            groups.setdefault(line.group, []).append(line)
        inside = QWidget()
        inside.setObjectName("scrolled_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(10))
        self.groups = {
            group: group_card(
                theme,
                _title(words.label(group)),
                definition(group),
                lines,
                today if group in _TERMS else None,
                self._go,
            )
            for group, lines in groups.items()
        }
        if self._steps:
            column.addWidget(first_steps_card(theme, self._steps, self._go_step, self.commanded.emit))
        if groups:
            column.addLayout(self._tiles(groups))
            column.addLayout(self._columns(groups))
        elif not self._steps:
            column.addWidget(nothing_open(theme))
        column.addStretch()
        at = self._area.verticalScrollBar().value()
        self._area.setWidget(inside)
        self._area.verticalScrollBar().setValue(at)

    def _tiles(self, groups: "dict[Any, list[Line]]") -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self.desk.theme.px(10))
        across = _TILES if self._is_wide else _TILES // 2
        for at in range(across):  # a few tiles are as wide as many
            grid.setColumnStretch(at, 1)
        for number, (group, lines) in enumerate(list(groups.items())[:_TILES]):
            jump = partial(self._area.ensureWidgetVisible, self.groups[group])
            meaning = definition(group)
            tile = Tile(self.desk.theme, len(lines), _title(words.label(group)), meaning, jump)
            grid.addWidget(tile, number // across, number % across)
        return grid

    def _columns(self, groups: "dict[Any, list[Line]]") -> QHBoxLayout:
        """Two columns of about the same height, in reading order."""
        spacing = self.desk.theme.px(10)
        sides = (QVBoxLayout(), QVBoxLayout())
        heights = [0, 0]
        for group, lines in groups.items():
            side = 0 if not self._is_wide or heights[0] <= heights[1] else 1
            sides[side].addWidget(self.groups[group])
            heights[side] += 2 + min(len(lines), SHOWN + 1)
        row = QHBoxLayout()
        row.setSpacing(spacing)
        for half in sides if self._is_wide else sides[:1]:
            half.setSpacing(spacing)
            half.addStretch()
            row.addLayout(half, 1)
        return row

    def _offer_hats(self, colleges: "Sequence[BodyRow]") -> None:
        offered = [("coordinator", _("Project coordinator")), ("secretary", _("Secretary"))]
        offered += [(str(college.id), display_name(college.short_name, college.name)) for college in colleges]
        if [self.roles.itemData(at) for at in range(self.roles.count())] == [key for key, _text in offered]:
            return
        self.roles.clear()
        for key, text in offered:
            self.roles.addItem(text, key)
        self.roles.setCurrentIndex(max(0, self.roles.findData(self._role)))

    def _choose_role(self, at: int) -> None:
        self._put_on(self.roles.itemData(at))
        college = next((college for college in self._colleges if str(college.id) == self._role), None)
        if college is not None or self.desk.looking_as()[0] is not None:
            self.desk.look_as(college)

    def _follow(self, college: "BodyRow | None") -> None:
        """On another page somebody looks as another college."""
        if college is not None and str(college.id) != self._role:
            self._put_on(str(college.id))
            self.roles.setCurrentIndex(max(0, self.roles.findData(self._role)))

    def _put_on(self, role: str) -> None:
        self._role = role
        self.desk.remember("overview/role", role)
        self.reload_soon()


def _office(role: str) -> str:
    """A college that is no longer there makes room for the coordinator."""
    return role if role in {"coordinator", "secretary"} else "coordinator"


def _title(words_of_group: str) -> str:
    """The words of a group at the head of a card."""
    return words_of_group[:1].upper() + words_of_group[1:]
