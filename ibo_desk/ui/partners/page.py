"""Partners and mandates: five lists behind five tabs."""

from typing import Any
from uuid import UUID

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.page import Page
from ibo_desk.ui.partners.bodies import BodiesTab
from ibo_desk.ui.partners.calendars import CalendarsTab, ClosedDaysTab
from ibo_desk.ui.partners.tabs import OrganisationsTab, PeopleTab, Tab


class PartnersPage(Page):
    """Who takes part, who speaks for whom, and when a college can hear of something."""

    key = "partners"
    title = N_("Partners & mandates")
    sentence = N_("Who takes part, who speaks for whom, and when each college meets.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.organisations = OrganisationsTab(desk)
        self.people = PeopleTab(desk)
        self.bodies = BodiesTab(desk)
        self.calendars = CalendarsTab(desk)
        self.closed_days = ClosedDaysTab(desk)
        self._of_kind: dict[str, Tab[Any]] = {
            "organisation": self.organisations,
            "person": self.people,
            "mandate": self.people,
            "body": self.bodies,
            "body_calendar": self.calendars,
            "closed_day": self.closed_days,
        }
        self.tabs = Tabs(desk.theme)
        self.tabs.addTab(self.organisations, _("Organisations"))
        self.tabs.addTab(self.people, _("People and mandates"))
        self.tabs.addTab(self.bodies, _("Bodies"))
        self.tabs.addTab(self.calendars, _("Calendars of the colleges"))
        self.tabs.addTab(self.closed_days, _("Closed days"))
        self.tabs.currentChanged.connect(lambda _at: self.reload_soon())
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        tab = self.tabs.currentWidget()
        assert isinstance(tab, Tab)
        tab.reload()

    @property
    def adds(self) -> bool:
        """The tab that is open says what is made."""
        return self._tab().adder is not None

    def add_new(self) -> None:
        """Make what the open tab holds: an organisation, a person, a closed day."""
        adder = self._tab().adder
        assert adder is not None
        adder.click()

    def _tab(self) -> Tab[Any]:
        tab = self.tabs.currentWidget()
        assert isinstance(tab, Tab)
        return tab

    def show_record(self, kind: str, record_id: UUID) -> None:
        tab = self._of_kind.get(kind, self.organisations)
        self.tabs.setCurrentWidget(tab)
        tab.select(record_id)
