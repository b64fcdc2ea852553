"""The four tabs: each reads its own rows, shows them in a table, and the chosen record beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout

from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.known_partners import read_register
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import Add, Lines, Picker, name_table
from ibo_desk.ui.partners import columns, empty
from ibo_desk.ui.partners.erasing import EraseDialog
from ibo_desk.ui.partners.handing import HandOverDialog
from ibo_desk.ui.partners.joining import JoinDialog
from ibo_desk.ui.partners.mandates import EndMandatesDialog, NewMandatesDialog
from ibo_desk.ui.partners.portfolio import PortfolioButton
from ibo_desk.ui.partners.rows import SeatLine
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.shared.known_names import NOBODY, KnownPartners
from ibo_desk.ui.table.columns import RowT
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import button, column, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import LineRow
    from ibo_desk.services.parties.body_rows import BodyRow
    from ibo_desk.services.parties.organisations import OrganisationRow
    from ibo_desk.services.parties.people import MandateRow, PersonRow


SHARES: Final = (57, 43)
_MANDATES = 10  # of a person, before a button shows the others


class Tab(ListAndRecord, Generic[RowT]):
    """A table at the left, a card at the right; ``reload`` reads, ``select`` goes to a record."""

    def __init__(self, desk: Desk, table: TablePanel[RowT], name: str) -> None:
        self.card = QFrame()
        self.card.setObjectName("card")
        super().__init__(desk, f"partners/{type(self).__name__}", table, self.card, shares=SHARES)
        self.desk = desk
        table.opened.connect(self.show_record_side)
        table.filled.connect(self.show_beside)
        self.table = table
        name_table(table, name)
        self.fresh: UUID | None = None
        self.adder: QPushButton | None = None
        self.inside = QVBoxLayout(self.card)
        edge = desk.theme.px(14)
        self.inside.setContentsMargins(edge, edge, edge, edge)
        self.inside.setSpacing(desk.theme.px(8))

    def begin_with(self, record_id: UUID | None) -> None:
        """Who looks as a college begins a list with what is its own, once it is there."""
        if record_id is not None:
            self.table.select(record_id)

    def reload(self) -> None:
        raise NotImplementedError

    def adding(self, kind: str, text: str, slot: Callable[[], None]) -> QPushButton:
        """A button above the table that makes a record of a kind."""
        made = button(self.desk.theme, text, "plus", slot, flat=True)
        made.setEnabled(not self.desk.read_only)
        if self.desk.may_make(kind):
            self.adder = made
        else:
            made.hide()
        return made

    def add_record(self, add: Add) -> None:
        """Make a record and go into its name."""

        def made(record_id: UUID) -> None:
            self.fresh = record_id
            self.table.select(record_id)

        self.desk.lane.write(add, made, None, self)

    def begin(self, record: RecordPanel, record_id: UUID) -> None:
        """Put the cursor in the name of a record that was just made."""
        if self.fresh == record_id:
            self.fresh = None
            record.focus("name")

    def select(self, record_id: UUID) -> None:
        self.table.select(record_id)


class OrganisationsTab(Tab["OrganisationRow"]):
    """Municipalities, entities and others; for a municipality also every body in which it sits (R25)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TablePanel(desk, "organisations", columns.ORGANISATIONS, empty=_(empty.ORGANISATIONS)),
            _("Organisations"),
        )
        self.table.add_to_bar(self.adding("organisation", _("New organisation"), self._add))
        self.join = button(desk.theme, _("Put together…"), "link", self._join, flat=True)
        if desk.package is not None:
            self.join.hide()
        self.table.add_to_bar(self.join)
        self.ended = QCheckBox(_("Ended ones too"))
        self.ended.toggled.connect(lambda _on: self.reload())
        self.table.add_to_bar(self.ended)
        self.commands = self.table.let_remove(self._delete)
        self.table.let_paste_rows(self._making)
        self._offered: list[tuple[UUID, str]] = []
        fields = columns.organisation_fields(lambda: self._offered)
        self.record = RecordPanel(desk, "organisation", fields)
        self.seats = Lines(
            desk,
            "seats",
            columns.SEATS,
            empty=_("This organisation sits in no body of the region."),
            most=5,
        )
        self.voice = hint("", wrap=True)
        where = heading(_("Where it sits, and by whom"), 3)
        self.inside.addWidget(column(desk.theme.px(8), self.record, self.voice, where, self.seats))
        self._seats_soon = QTimer(self, singleShot=True, interval=0)  # after the list was painted
        self._seats_soon.timeout.connect(self._read_seats)
        self.table.selected.connect(self._chosen)
        self.record.stale.connect(self.reload)
        self.begin_with(desk.looking_as()[1])
        desk.looks_as.connect(self._follow)

    def _follow(self, college: "BodyRow | None") -> None:
        self.begin_with(college.organisation_id if college is not None else None)

    def reload(self) -> None:
        self.desk.lane.read(lambda app: app.organisations.listing(), self._show, None, self)

    def _show(self, organisations: "list[OrganisationRow]") -> None:
        self._offered = [(organisation.id, organisation.name) for organisation in organisations]
        today, everybody = self.desk.clock.today(), self.ended.isChecked()
        being_read = self.table.current()  # stays when its last day is typed: its successor is named next
        shown = [
            row
            for row in organisations
            if everybody
            or row.valid_to is None
            or row.valid_to >= today
            or (being_read is not None and row.id == being_read.id)
        ]
        hidden = len(organisations) - len(shown)
        self.ended.setText(
            _("Ended ones too ({count})").format(count=hidden) if hidden else _("Ended ones too")
        )
        self.table.show_rows(shown)

    def select(self, record_id: UUID) -> None:
        """Go to a partner, also to one that has ended: those are shown then."""
        known = {row.id for row in self.table.model.all_rows()}
        if known and record_id not in known:
            self.ended.setChecked(True)
        super().select(record_id)

    def _delete(self, rows: "Sequence[OrganisationRow]") -> None:
        """Take out partners that nothing refers to; the error says where one is in use."""
        ids = [row.id for row in rows]
        self.desk.lane.write(lambda app: app.records.delete_all("organisation", ids), None, None, self)

    def _join(self) -> None:
        row = self.table.current()
        if row is not None:
            JoinDialog(self.desk, self, row, self._offered).open()

    def _chosen(self, row: "OrganisationRow | None") -> None:
        self.record.show_record(row)
        self.join.setEnabled(row is not None and not self.desk.read_only)
        self.seats.setVisible(row is not None)
        sentences = [] if row is None else _voices(row)
        self.voice.setText("\n".join(sentences))
        self.voice.setVisible(bool(sentences))
        if row is not None:
            self._seats_soon.start()
            self.begin(self.record, row.id)

    def _read_seats(self) -> None:
        """Where the chosen organisation sits, and whether the one that it went up in has a college."""
        row = self.table.current()
        if row is None:
            return
        organisation_id, heir_id = row.id, row.successor_id

        def read(app: "App") -> tuple[list[SeatLine], bool]:
            seats = app.bodies.seats(organisation_id, app.clock.today())
            lines = [SeatLine(seat.body_id, seat.body, seat.role, seat.persons) for seat in seats]
            return lines, heir_id is None or heir_id in {
                body.organisation_id for body in app.bodies.colleges()
            }

        def show(seats: tuple[list[SeatLine], bool]) -> None:
            lines, has_college = seats
            self.seats.show_rows(lines)
            if not has_college:
                heir = next((name for key, name in self._offered if key == heir_id), "")
                lacks = _("{heir} has no college yet: add it under Bodies, and questions and notes go there.")
                self.voice.setText("\n".join([*_voices(row), lacks.format(heir=heir)]))
                self.voice.show()

        self.desk.lane.read(read, show, None, self)

    def _add(self) -> None:
        self.add_record(self._making())

    def _making(self) -> Add:
        values = {"name": _("New organisation"), "kind": OrganisationKind.OTHER}
        return lambda app: app.records.add("organisation", values)


@dataclass(frozen=True)
class _People:
    """All people, and what can be chosen for them."""

    rows: "list[PersonRow]"
    organisations: "list[OrganisationRow]"
    bodies: "list[BodyRow]"
    colleges: "list[BodyRow]"
    lines: "list[LineRow]"
    partners: KnownPartners


class PeopleTab(Tab["PersonRow"]):
    """People and the mandates in which they act."""

    def __init__(self, desk: Desk) -> None:
        self._partners = NOBODY
        super().__init__(
            desk,
            TablePanel(desk, "people", columns.typed_people(lambda: self._partners), empty=_(empty.PEOPLE)),
            _("People and mandates"),
        )
        self.table.let_paste_rows(self._making, lambda app, person_id: app.people.row(person_id))
        self._organisations: list[tuple[UUID, str]] = []
        self._bodies: list[tuple[UUID, str]] = []
        self._college_of: dict[UUID | None, tuple[UUID, str]] = {}
        self.table.add_to_bar(self.adding("person", _("New person"), self._add))
        self.end = button(desk.theme, _("End mandates…"), "calendar", self._end, flat=True)
        self.end.setEnabled(not desk.read_only)
        self.table.add_to_bar(self.end)
        self.empty = button(desk.theme, _("Seats without a mandate…"), "person", self._fill, flat=True)
        self.table.add_to_bar(self.empty)
        if desk.package is not None:  # they go over the mandates of the whole region
            self.end.hide()
            self.empty.hide()
        self.hand = button(desk.theme, _("Hand over…"), "send", self._hand, flat=True)
        self.table.add_to_bar(self.hand)
        self._people: list[PersonRow] = []
        self.record = RecordPanel(desk, "person", [*columns.PERSON_FIELDS, self._works_for()])
        self.record.stale.connect(self.reload)
        self.mandates = Lines(
            desk, "mandates", columns.MANDATES, "mandate", empty=_("No mandates yet."), most=_MANDATES
        )
        self.body = Picker(desk, _("Add a mandate in"))
        self.body.picked.connect(self._add_mandate)
        self.mandates.add_to_bar(self.body)
        self.portfolio = PortfolioButton(desk)
        self.mandates.add_to_bar(self.portfolio)
        self.mandates.selected.connect(self.portfolio.show_mandate)
        self.forget = button(desk.theme, _("Erase personal data…"), "trash", self._forget, flat=True)
        about = _(
            "Feedback belongs to the college, not to the person: a change of delegate changes nothing in it."
        )
        title, note = heading(_("Mandates"), 3), hint(about, wrap=True)
        self.inside.addWidget(column(desk.theme.px(8), self.record, title, note, self.mandates), 1)
        self.inside.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignRight)
        self.table.selected.connect(self._chosen)

    def _works_for(self) -> Field:
        return Field(
            N_("Works for"),
            "organisation_id",
            "record",
            options=lambda _row: self._organisations,
            empty=N_("nobody known"),
            width=3,
        )

    def reload(self) -> None:
        def read(app: "App") -> _People:
            return _People(
                app.people.listing(),
                app.organisations.listing(),
                app.bodies.consulting(),
                app.bodies.colleges(),
                app.actions.lines(),
                KnownPartners(read_register(app.store)),
            )

        self.desk.lane.read(read, self._show, None, self)

    def _show(self, read: _People) -> None:
        self._organisations = [(organisation.id, organisation.name) for organisation in read.organisations]
        self._bodies = [(body.id, body.name) for body in read.bodies]
        self._college_of = {body.organisation_id: (body.id, body.name) for body in read.colleges}
        self._people, self._partners = read.rows, read.partners
        self.portfolio.offer([(line.id, line.name) for line in read.lines], self._bodies)
        begins, package = not self.table.model.all_rows(), self.desk.package
        self.table.show_rows(read.rows)
        if begins and package is not None:
            own = (row.id for row in read.rows if row.organisation_id == package.organisation_id)
            self.begin_with(next(own, None))

    def _chosen(self, row: "PersonRow | None") -> None:
        self.record.show_record(row)
        self.card.setEnabled(row is not None)
        writes = row is not None and not self.desk.read_only and self.desk.may_write("person", "name", row)
        for step in (self.hand, self.forget, self.body, self.portfolio):
            step.setEnabled(writes)
        if row is None:
            self.mandates.show_rows(())
            return
        own = self._college_of.get(row.organisation_id)
        self.body.offer([*self._bodies, own] if own else self._bodies)
        person_id = row.id

        def read(app: "App") -> "list[MandateRow]":
            return [mandate for mandate in app.people.mandates() if mandate.person_id == person_id]

        self.desk.lane.read(read, self.mandates.show_rows, None, self)
        self.begin(self.record, row.id)

    def _add(self) -> None:
        self.add_record(self._making())

    def _making(self) -> Add:
        values: dict[str, object] = {"name": _("New person")}
        if self.desk.package is not None:  # a college knows people of its own
            values["organisation_id"] = self.desk.package.organisation_id
        return lambda app: app.records.add("person", values)

    def _add_mandate(self, body_id: UUID) -> None:
        row = self.table.current()
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

    def _end(self) -> None:
        EndMandatesDialog(self.desk, self).open()

    def _hand(self) -> None:
        row = self.table.current()
        if row is not None:
            HandOverDialog(self.desk, self, row, self._people).open()

    def _fill(self) -> None:
        NewMandatesDialog(self.desk, self).open()

    def _forget(self) -> None:
        row = self.table.current()
        if row is not None:
            EraseDialog(self.desk, self, row.id).open()


def _voices(row: "OrganisationRow") -> list[str]:
    """Who speaks for whom, in words."""
    sentences = []
    if row.speaks_for:
        sentences.append(_("Speaks for {names}").format(names=", ".join(row.speaks_for)))
    if row.spoken_for_by:
        sentences.append(_("Spoken for by {names}").format(names=", ".join(row.spoken_for_by)))
    return sentences
