"""When each college meets, and when it does not."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.calendars import next_meeting
from ibo_desk.language import _
from ibo_desk.services.words.format import short_day
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.partners import columns
from ibo_desk.ui.partners.tabs import Tab
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.body_rows import CalendarRow


class CalendarsTab(Tab):
    """When each college meets; a calendar that is not known stays unknown, and nothing is derived from it (R23)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "calendars", columns.CALENDARS))
        self.table.view.setAccessibleName(_("Calendars of the colleges"))
        self.title = heading("", 2)
        self.recesses = Lines(
            desk, "recesses", columns.RECESSES, "calendar_recess", empty=_("No recess was entered.")
        )
        self.recesses.add_button(_("Add a recess"), self._add)
        self.inside.addWidget(self.title)
        self.inside.addWidget(
            hint(
                _("From weekday and recess follow the last useful meeting and the day a note must be in."),
                wrap=True,
            )
        )
        self.unknown = hint(
            _("It is not known when this college meets, so no last useful day is worked out for it."),
            wrap=True,
        )
        self.inside.addWidget(self.unknown)
        self.inside.addWidget(self.recesses, 1)
        self.table.selected.connect(self._chosen)

    def reload(self) -> None:
        def read(app: "App") -> list[_Calendar]:
            return [_Calendar.of(one, app.clock.today()) for one in app.bodies.calendars()]

        self.desk.lane.read(read, self.table.show_rows, None, self)

    def _chosen(self, row: "_Calendar | None") -> None:
        self.title.setText(row.body if row else _("Choose a college"))
        self.unknown.setVisible(row is not None and row.weekday is None)
        self.recesses.show_rows(row.recesses if row else ())

    def _add(self) -> Any:
        row = self.table.current()
        if row is None:
            return None
        body_id, today = row.body_id, self.desk.clock.today()
        return lambda app: app.bodies.add_recess(body_id, today, today, "")


@dataclass(frozen=True)
class _Calendar:
    """A college's calendar as a line; empty where it is not known."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    body: str
    organisation: str
    weekday: int | None
    submit_days: int | None
    next_on: date | None
    recess: str
    recesses: tuple[Any, ...]

    @classmethod
    def of(cls, row: "CalendarRow", today: date) -> "_Calendar":
        known = row.calendar
        return cls(
            row.body_id,
            row.revision,
            row.body_id,
            row.body,
            row.organisation,
            known.weekday if known else None,
            known.submit_days if known else None,
            next_meeting(known, today),
            ", ".join(f"{short_day(one.first)} – {short_day(one.last)}" for one in row.recesses),
            row.recesses,
        )
