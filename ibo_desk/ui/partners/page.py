"""Partners and mandates: five lists behind five tabs."""

from typing import Any
from uuid import UUID

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.later import Later
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
        self._organisations = Later(lambda: OrganisationsTab(desk))
        self._people = Later(lambda: PeopleTab(desk))
        self._bodies = Later(lambda: BodiesTab(desk))
        self._calendars = Later(lambda: CalendarsTab(desk))
        self._closed_days = Later(lambda: ClosedDaysTab(desk.of_page(only_read=True)))
        self._of_kind: dict[str, Later[Any]] = {
            "organisation": self._organisations,
            "person": self._people,
            "mandate": self._people,
            "body": self._bodies,
            "membership": self._bodies,
            "body_calendar": self._calendars,
            "closed_day": self._closed_days,
        }
        self.tabs = Tabs(desk.theme)
        self.tabs.addTab(self._organisations, _("Organisations"))
        self.tabs.addTab(self._people, _("People and mandates"))
        self.tabs.addTab(self._bodies, _("Bodies"))
        self.tabs.addTab(self._calendars, _("Calendars of the colleges"))
        self.tabs.addTab(self._closed_days, _("Closed days"))
        self.tabs.currentChanged.connect(lambda _at: self.reload_soon())
        self.body.addWidget(self.tabs, 1)

    @property
    def organisations(self) -> OrganisationsTab:
        return self._organisations.part

    @property
    def people(self) -> PeopleTab:
        return self._people.part

    @property
    def bodies(self) -> BodiesTab:
        return self._bodies.part

    @property
    def calendars(self) -> CalendarsTab:
        return self._calendars.part

    @property
    def closed_days(self) -> ClosedDaysTab:
        return self._closed_days.part

    def refresh(self) -> None:
        self._tab().reload()

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
        place = self.tabs.widget(self.tabs.currentIndex())
        assert isinstance(place, Later)
        tab: Tab[Any] = place.part
        return tab

    def show_record(self, kind: str, record_id: UUID) -> None:
        tab = self._of_kind.get(kind, self._organisations)
        self.tabs.setCurrentWidget(tab)
        tab.part.select(record_id)
