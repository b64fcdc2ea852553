"""The four tabs: each reads its own rows, shows them in a table, and the chosen record beside it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ibo_desk.domain.bodies import ApprovalMode, DecisionMode
from ibo_desk.domain.calendars import next_meeting
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import _
from ibo_desk.services.format import short_day
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.editors.panel import RecordPanel, scrolled
from ibo_desk.ui.lines import Lines, Picker
from ibo_desk.ui.partners import columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.body_rows import BodyRow, CalendarRow
    from ibo_desk.services.organisations import OrganisationRow
    from ibo_desk.services.people import PersonRow

WIDTHS: Final = (620, 460)


class Tab(QSplitter):
    """A table at the left, a card at the right; ``reload`` reads, ``select`` goes to a record."""

    go = Signal(str, object)

    def __init__(self, desk: Desk, table: TablePanel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.desk = desk
        self.table = table
        self.setChildrenCollapsible(False)
        self.addWidget(table)
        self.card = QFrame()
        self.card.setObjectName("card")
        self.inside = QVBoxLayout(self.card)
        edge = desk.theme.px(14)
        self.inside.setContentsMargins(edge, edge, edge, edge)
        self.inside.setSpacing(desk.theme.px(8))
        self.addWidget(self.card)
        self.setStretchFactor(0, 4)
        self.setStretchFactor(1, 3)
        self.setSizes([desk.theme.px(width) for width in WIDTHS])

    def reload(self) -> None:
        raise NotImplementedError

    def select(self, record_id: UUID) -> None:
        self.table.select(record_id)


class OrganisationsTab(Tab):
    """Municipalities, entities and others; for a municipality also every body in which it sits (R25)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "organisations", columns.ORGANISATIONS))
        self.table.add_to_bar(button(desk.theme, _("New organisation"), "plus", self._add, flat=True))
        self.record = RecordPanel(desk, "organisation", columns.ORGANISATION_FIELDS)
        self.seats = Lines(
            desk, "seats", columns.SEATS, empty=_("This organisation sits in no body of the region.")
        )
        self.inside.addWidget(self.record)
        self.inside.addWidget(heading(_("Where it sits, and by whom"), 3))
        self.inside.addWidget(self.seats, 1)
        self.table.selected.connect(self._chosen)
        self.record.stale.connect(self.reload)

    def reload(self) -> None:
        self.desk.lane.read(lambda app: app.organisations.listing(), self.table.show_rows, None, self)

    def _chosen(self, row: "OrganisationRow | None") -> None:
        self.record.show_record(row)
        if row is None:
            return
        organisation_id = row.id

        def read(app: "App") -> list[Any]:
            found = app.bodies.seats(organisation_id, app.clock.today())
            return [_Seat(one.body_id, one.body, one.role, one.persons) for one in found]

        self.desk.lane.read(read, self.seats.show_rows, None, self)

    def _add(self) -> None:
        values = {"name": _("New organisation"), "kind": OrganisationKind.OTHER}
        self.desk.lane.write(
            lambda app: app.records.add("organisation", values), self.table.select, None, self
        )


class PeopleTab(Tab):
    """People and the mandates in which they act."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "people", columns.PEOPLE))
        self._person: UUID | None = None
        self._organisations: list[tuple[UUID, str]] = []
        self.table.add_to_bar(button(desk.theme, _("New person"), "plus", self._add, flat=True))
        self.forget = button(desk.theme, _("Erase personal data"), "trash", self._forget, flat=True)
        self.title = heading("", 2)
        self.mandates = Lines(desk, "mandates", columns.MANDATES, "mandate", empty=_("No mandates yet."))
        self.organisation = Picker(desk, _("Works for"))
        self.organisation.picked.connect(self._set_organisation)
        self.body = Picker(desk, _("Add a mandate in"))
        self.body.picked.connect(self._add_mandate)
        self.mandates.add_to_bar(self.body)
        self.inside.addWidget(self.title)
        self.inside.addWidget(self.organisation)
        self.inside.addWidget(heading(_("Mandates"), 3))
        self.inside.addWidget(
            hint(
                _(
                    "Feedback belongs to the college, not to the person: a change of delegate changes nothing in it."
                ),
                wrap=True,
            )
        )
        self.inside.addWidget(self.mandates, 1)
        self.inside.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignRight)
        self.table.selected.connect(self._chosen)
        self._row: PersonRow | None = None

    def reload(self) -> None:
        def read(app: "App") -> tuple[list[Any], list[Any], list[Any]]:
            return app.people.listing(), app.organisations.listing(), app.bodies.consulting()

        self.desk.lane.read(read, self._show, None, self)

    def _show(self, found: tuple[list[Any], list[Any], list[Any]]) -> None:
        people, organisations, bodies = found
        self.organisation.offer([(one.id, one.name) for one in organisations])
        self.body.offer([(one.id, one.name) for one in bodies])
        self.table.show_rows(people)

    def _chosen(self, row: "PersonRow | None") -> None:
        self._row = row
        self.title.setText(row.name if row else _("Choose a person"))
        self.card.setEnabled(row is not None)
        if row is None:
            return
        person_id = row.id

        def read(app: "App") -> list[Any]:
            return [one for one in app.people.mandates() if one.person_id == person_id]

        self.desk.lane.read(read, self.mandates.show_rows, None, self)

    def _add(self) -> None:
        values = {"name": _("New person")}
        self.desk.lane.write(lambda app: app.records.add("person", values), self.table.select, None, self)

    def _set_organisation(self, organisation_id: UUID) -> None:
        row = self._row
        if row is not None:
            values = {"organisation_id": organisation_id}
            self.desk.lane.write(
                lambda app: app.records.patch("person", row.id, row.revision, values), None, None, self
            )

    def _add_mandate(self, body_id: UUID) -> None:
        row = self._row
        if row is None:
            return
        if row.organisation_id is None:
            self.desk.notice.emit(_("First say for which organisation this person works."))
            return
        values = {
            "person_id": row.id,
            "organisation_id": row.organisation_id,
            "body_id": body_id,
            "valid_from": self.desk.clock.today(),
        }
        self.desk.lane.write(lambda app: app.records.add("mandate", values), None, None, self)

    def _forget(self) -> None:
        row = self._row
        if row is not None:
            self.desk.lane.write(lambda app: app.people.forget(row.id), None, None, self)


class BodiesTab(Tab):
    """Bodies, their members and their rules of procedure."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "bodies", columns.BODIES))
        self.record = RecordPanel(desk, "body", columns.BODY_FIELDS)
        self.rules = RecordPanel(desk, "body_rules", _rules_fields())
        self.members = Lines(desk, "members", columns.MEMBERS, "membership", empty=_("No members yet."))
        self.member = Picker(desk, _("Add a member"))
        self.member.picked.connect(self._add_member)
        self.members.add_to_bar(self.member)
        top = QWidget()
        form = QVBoxLayout(top)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.record)
        form.addWidget(self.rules)
        self.inside.addWidget(scrolled(top), 3)
        self.inside.addWidget(heading(_("Members"), 3))
        self.inside.addWidget(self.members, 2)
        self.table.selected.connect(self._chosen)
        self.record.stale.connect(self.reload)

    def reload(self) -> None:
        self.desk.lane.read(lambda app: app.bodies.listing(), self.table.show_rows, None, self)

    def _chosen(self, row: "BodyRow | None") -> None:
        self.record.show_record(row)
        if row is None:
            self.rules.show_record(None)
            return
        body_id = row.id

        def read(app: "App") -> tuple[Any, list[Any], list[Any]]:
            return app.bodies.rules(body_id), app.bodies.members(body_id), app.organisations.listing()

        def show(found: tuple[Any, list[Any], list[Any]]) -> None:
            rules, members, organisations = found
            self.rules.show_record(_Rules.of(body_id, rules))
            self.members.show_rows(members)
            there = {one.organisation_id for one in members}
            self.member.offer([(one.id, one.name) for one in organisations if one.id not in there])

        self.desk.lane.read(read, show, None, self)

    def _add_member(self, organisation_id: UUID) -> None:
        row = self.table.current()
        if row is not None:
            values = {"body_id": row.id, "organisation_id": organisation_id}
            self.desk.lane.write(lambda app: app.records.add("membership", values), None, None, self)


class CalendarsTab(Tab):
    """When each college meets; a calendar that is not known stays unknown, and nothing is derived from it (R23)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "calendars", columns.CALENDARS))
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
        self.inside.addWidget(self.recesses, 1)
        self.table.selected.connect(self._chosen)

    def reload(self) -> None:
        def read(app: "App") -> list[_Calendar]:
            return [_Calendar.of(one, app.clock.today()) for one in app.bodies.calendars()]

        self.desk.lane.read(read, self.table.show_rows, None, self)

    def _chosen(self, row: "_Calendar | None") -> None:
        self.title.setText(row.body if row else _("Choose a college"))
        self.recesses.show_rows(row.recesses if row else ())

    def _add(self) -> Any:
        row = self.table.current()
        if row is None:
            return None
        body_id, today = row.body_id, self.desk.clock.today()
        return lambda app: app.bodies.add_recess(body_id, today, today, "")


@dataclass(frozen=True)
class _Seat:
    """A seat as the table wants it."""

    id: UUID
    body: str
    role: Any
    persons: tuple[str, ...]


@dataclass(frozen=True)
class _Rules:
    """Rules of procedure of a body, also while nothing was filled in."""

    id: UUID
    revision: UUID | None
    decision_mode: Any
    quorum: int | None
    invitation_days: int | None
    minutes_days: int | None
    approval_mode: Any
    approval_days: int | None
    source: str

    @classmethod
    def of(cls, body_id: UUID, rules: Any) -> "_Rules":
        if rules is None:
            return cls(body_id, None, DecisionMode.UNKNOWN, None, None, None, ApprovalMode.UNKNOWN, None, "")
        return cls(
            body_id,
            rules.revision,
            rules.decision_mode,
            rules.quorum,
            rules.invitation_days,
            rules.minutes_days,
            rules.approval_mode,
            rules.approval_days,
            rules.source,
        )


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


def _rules_fields() -> list[Any]:
    """The fields of the rules, each saved through the service, which makes the record at its first value."""

    def saving(field: Field) -> Field:
        name = field.name
        return replace(field, save=lambda app, row, value: app.bodies.set_rules(row.id, {name: value}))

    return [saving(one) if isinstance(one, Field) else one for one in columns.RULES]
