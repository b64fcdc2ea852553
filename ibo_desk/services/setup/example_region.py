"""The example's people, calendars, actions and topics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    ActionLink,
    ActionPartner,
    BodyCalendar,
    Burden,
    BurdenShare,
    CalendarRecess,
    Evaluation,
    Funding,
    Indicator,
    Mandate,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    Person,
    Portfolio,
    ProgressNote,
    RegionalAction,
    Topic,
    TopicStrategicLine,
)
from ibo_desk.data.tables.actions import (
    ActionLinkFields,
    ActionPartnerFields,
    ProgressNoteFields,
)
from ibo_desk.data.tables.bodies import BodyCalendarFields, MembershipFields, RecessFields
from ibo_desk.data.tables.organisations import MandateFields, PersonFields, PortfolioFields
from ibo_desk.data.tables.progress import (
    BurdenFields,
    BurdenShareFields,
    EvaluationFields,
    FundingFields,
    IndicatorFields,
    MeasurementFields,
    MilestoneFields,
)
from ibo_desk.data.tables.topics import TopicFields, TopicStrategicLineFields
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.bodies import MemberRole
from ibo_desk.domain.calendars import CollegeCalendar, Recess
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import Capacity
from ibo_desk.services.parties.calendars import read_closed_days
from ibo_desk.services.setup.example_shelf import Shelf, sheet


@dataclass(frozen=True)
class Delegate:
    """Who acts for an organisation in a body, from–to; the attendance lists are made of these."""

    person: str
    organisation: str
    body: str
    capacity: Capacity
    function: str
    valid_from: date
    valid_to: date | None

    def acts_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class People:
    """Persons, mandates and calendars of ``people.toml``; kept for the meetings and the feedback that follow."""

    def __init__(self, work: Work, shelf: Shelf) -> None:
        self._work = work
        self._shelf = shelf
        self._sheet = sheet("people")
        self.delegates: list[Delegate] = []
        self.functions: dict[str, str] = {}
        self.calendars: dict[str, CollegeCalendar] = {}
        self._mailboxes()
        for row in self._sheet["municipality"]:
            self._municipality(row)
        for row in self._sheet["person"]:
            self._person(row["name"], row["organisation"], row["function"], row["mandates"])
        self._seats()

    def _mailboxes(self) -> None:
        names = {"Leiedal", "Provincie", "Vlaamse overheid", "Departement MOW", *self._shelf.municipalities}
        for name in sorted(names):
            organisation = self._work.get(Organisation, self._shelf.find("organisation", name))
            municipality = name in self._shelf.municipalities
            organisation.mailbox = f"{'secretariaat' if municipality else 'info'}@{_domain(name)}"
            self._work.add(organisation)

    def _municipality(self, row: dict[str, Any]) -> None:
        town, mayor = row["name"], "burgemeester"
        seats = [{"body": body, "function": mayor} for body in ("CvB", "IBO")]
        self._person(row["mayor"], town, mayor, seats)
        if "alderman" in row:
            function = "schepen van mobiliteit"
            self._person(row["alderman"], town, function, [{"body": "VRR", "function": function}])
        contact = {"capacity": Capacity.CONTACT, "function": "contactpersoon regiowerking"}
        self._person(row["contact"], town, "contactpersoon regiowerking", [contact])
        if "weekday" in row:
            self._calendar(town, row)

    def _calendar(self, town: str, row: dict[str, Any]) -> None:
        college = self._shelf.find("college", town)
        record_id = natural_id("body_calendar", college)
        self._shelf.make(self._work, BodyCalendar, BodyCalendarFields, record_id, row, body_id=college)
        recesses = []
        for recess in self._sheet["recess"]:
            key = natural_id("example", "recess", town, recess["first"])
            self._shelf.make(self._work, CalendarRecess, RecessFields, key, recess, body_id=college)
            recesses.append(Recess(recess["first"], recess["last"]))
        self.calendars[town] = CollegeCalendar(
            row["weekday"], row["submit_days"], tuple(recesses), closed=read_closed_days(self._work.session)
        )

    def _person(self, name: str, organisation: str, function: str, mandates: list[dict[str, Any]]) -> None:
        record_id = self._shelf.promise("person", name)
        email = f"{fold(name).replace(' ', '.')}@{_domain(organisation)}"
        row = {"name": name, "organisation": organisation, "function": function, "email": email}
        self._shelf.make(self._work, Person, PersonFields, record_id, row)
        self.functions[name] = function
        for mandate in mandates:
            self._mandate(name, organisation, mandate)

    def _mandate(self, name: str, organisation: str, mandate: dict[str, Any]) -> None:
        row = {"valid_from": self._sheet["since"], **mandate, "person": name, "organisation": organisation}
        body = row.get("body", "")
        capacity = Capacity(row.get("capacity", Capacity.FULL))
        key = natural_id("example", "mandate", name, body, capacity)
        self._shelf.make(self._work, Mandate, MandateFields, key, row)
        for field in mandate.get("portfolio", ()):
            portfolio = natural_id("portfolio", key, self._shelf.find("line", field["line"]))
            self._shelf.make(self._work, Portfolio, PortfolioFields, portfolio, field, mandate_id=key)
        self.delegates.append(
            Delegate(
                name,
                organisation,
                body,
                capacity,
                row.get("function", ""),
                row["valid_from"],
                row.get("valid_to"),
            )
        )

    def _seats(self) -> None:
        """The municipalities have a seat in the example's IBO; the preset itself says nothing of it."""
        ibo = self._shelf.find("body", "IBO")
        for town in self._shelf.spread([self._sheet["members_of_the_ibo"]]):
            organisation = self._shelf.find("organisation", town)
            key = natural_id("membership", ibo, organisation, MemberRole.MEMBER)
            seat = {"body_id": ibo, "organisation_id": organisation}
            self._shelf.make(self._work, Membership, MembershipFields, key, {}, **seat)


def _domain(organisation: str) -> str:
    return f"{fold(organisation).replace(' ', '-')}.example"


def add_actions(work: Work, shelf: Shelf) -> None:
    """State of play, partners and figures of the actions, and how they touch each other."""
    table = sheet("actions")
    for row in table["action"]:
        action = work.get(RegionalAction, shelf.find("action", row["number"]))
        action.summary = row["summary"]
        action.next_step, action.next_step_on = row["next_step"], row["next_step_on"]
        action.public_progress = row.get("public_progress", "")
        action.public_progress_on = row.get("public_progress_on")
        action.coordinator_id = shelf.find("person", row["coordinator"])
        work.add(action)
        _partners(work, shelf, action.id, row)
        _story(work, shelf, action.id, row)
        _indicators(work, shelf, action.id, row.get("indicator", []))
    for row in table["link"]:
        pair = sorted((shelf.find("action", row["action"]), shelf.find("action", row["other"])))
        shelf.make(work, ActionLink, ActionLinkFields, natural_id("action_link", *pair), row)
    for row in table["body_evaluation"]:
        key = natural_id("example", "evaluation", row["body"], row["on"])
        shelf.make(work, Evaluation, EvaluationFields, key, row)


def _partners(work: Work, shelf: Shelf, action_id: UUID, row: dict[str, Any]) -> None:
    for role, names in ((PartnerRole.LEAD, row["leads"]), (PartnerRole.PARTNER, row["partners"])):
        for name in shelf.spread(names):
            organisation = shelf.find("organisation", name)
            key = natural_id("action_partner", action_id, organisation, role)
            values = {"action_id": action_id, "organisation_id": organisation, "role": role}
            shelf.make(work, ActionPartner, ActionPartnerFields, key, {}, **values)


def _story(work: Work, shelf: Shelf, action_id: UUID, row: dict[str, Any]) -> None:
    for note in row.get("note", []):
        key = natural_id("example", "note", action_id, note["on"])
        shelf.make(work, ProgressNote, ProgressNoteFields, key, note, action_id=action_id)
    for milestone in row.get("milestone", []):
        key = natural_id("example", "milestone", action_id, milestone["title"])
        shelf.make(work, Milestone, MilestoneFields, key, milestone, action_id=action_id)
    for evaluation in row.get("evaluation", []):
        key = natural_id("example", "evaluation", action_id, evaluation["on"])
        shelf.make(work, Evaluation, EvaluationFields, key, evaluation, action_id=action_id)
    for burden in row.get("burden", []):
        key = natural_id("example", "burden", action_id, burden["what"])
        shelf.make(work, Burden, BurdenFields, key, burden, action_id=action_id)
        for town, value in burden["shares"].items():
            organisation = shelf.find("organisation", town)
            values = {
                "burden_id": key,
                "organisation_id": organisation,
                "value_thousandths": round(value * 1000),
            }
            shelf.make(
                work,
                BurdenShare,
                BurdenShareFields,
                natural_id("burden_share", key, organisation),
                {},
                **values,
            )
    for funding in row.get("funding", []):
        key = natural_id("example", "funding", action_id, funding["label"])
        shelf.make(work, Funding, FundingFields, key, funding, action_id=action_id)


def _indicators(work: Work, shelf: Shelf, action_id: UUID, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        key = natural_id("example", "indicator", action_id, row["name"])
        shelf.make(work, Indicator, IndicatorFields, key, row, action_id=action_id)
        for on, value in row["measurements"]:
            values = {"indicator_id": key, "on": on, "value_thousandths": round(value * 1000)}
            point = natural_id("example", "measurement", key, on)
            shelf.make(work, Measurement, MeasurementFields, point, {}, **values)


def add_topics(work: Work, shelf: Shelf) -> dict[str, Mapping[str, object]]:
    """Make the topics; returns their rows by key, for the items that follow."""
    rows = {row["key"]: row for row in sheet("topics")["topic"]}
    for key, row in rows.items():
        topic = shelf.make(work, Topic, TopicFields, shelf.promise("topic", key), row)
        for line in row.get("lines", ()):
            link = natural_id("topic_strategic_line", topic.id, shelf.find("line", line))
            link_row = {"line": line}
            shelf.make(work, TopicStrategicLine, TopicStrategicLineFields, link, link_row, topic_id=topic.id)
    return rows
