"""The bodies: their members, their rules of procedure, and what they may do with an item."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from ibo_desk.domain.bodies import (
    MEETING_KINDS,
    STANDING_TYPES,
    ApprovalMode,
    BodyKind,
    DecisionMode,
    ItemType,
    Outcome,
    Permission,
    TransportLayer,
)
from ibo_desk.language import N_, _
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.lines import Add, Lines, Picker
from ibo_desk.ui.partners import columns, empty
from ibo_desk.ui.partners.legal_forms import ending_told, form_told
from ibo_desk.ui.partners.note_form import NoteFormPart
from ibo_desk.ui.partners.sentences import SentencesPart
from ibo_desk.ui.partners.tabs import Tab
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, column, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.agenda.stock_sentences import StockSentences
    from ibo_desk.services.parties.body_rows import BodyRow, MembershipRow, RulesRow
    from ibo_desk.services.parties.organisations import OrganisationRow

# What a region adds by hand; colleges and councils come with their municipality.
_MEMBERS = 20  # of a body, before a button shows the others
_ADDED = (BodyKind.OTHER, BodyKind.PROJECT_TEAM)
_STANDING_TEXTS = {
    ItemType.MINUTES_APPROVAL: N_("Approval of the previous minutes"),
    ItemType.FOLLOW_UP: N_("Follow-up of engagements"),
    ItemType.ANY_OTHER_BUSINESS: N_("Any other business"),
}


class BodiesTab(Tab["BodyRow"]):
    """Bodies, their members and their rules of procedure."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TablePanel(desk, "bodies", columns.BODIES, empty=_(empty.BODIES)), _("Bodies"))
        self.kind = Combo()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setAccessibleName(_("Kind of the new body"))
        self.kind.addItems([label(kind) for kind in _ADDED])
        self.table.add_to_bar(self.kind)
        if not desk.may_make("body"):
            self.kind.hide()
        self.table.add_to_bar(self.adding("body", _("New body"), self._add))
        self.table.let_paste_rows(self._making)
        self.terms = hint("", wrap=True)
        self.form_facts = hint("", wrap=True)
        self.record = RecordPanel(desk, "body", columns.BODY_FIELDS)
        self.rules = RecordPanel(desk, "body_rules", _rules_fields())
        self.standing = RecordPanel(desk, "body", _standing_fields())
        self.sentences = SentencesPart(desk)
        self.note_form = NoteFormPart(desk)
        self.members = Lines(
            desk, "members", columns.MEMBERS, "membership", empty=_("No members yet."), most=_MEMBERS
        )
        self.member = Picker(desk, _("Add a member"))
        self.member.picked.connect(self._add_member)
        self.members.add_to_bar(self.member)
        if not desk.may_make("membership"):
            self.member.hide()
        self.may = hint("", wrap=True)
        self.inside.addWidget(self.terms)
        whole = column(
            desk.theme.px(6),
            self.record,
            self.form_facts,
            heading(_("Members"), 3),
            self.members,
            self.rules,
            self.standing,
            self.note_form,
            self.sentences,
            heading(_("What this body may do with an item"), 3),
            self.may,
        )
        self.inside.addWidget(whole, 1)
        self.table.selected.connect(self._chosen)
        self.record.stale.connect(self.reload)
        self.begin_with(desk.looking_as()[0])

    def reload(self) -> None:
        def read(app: "App") -> "tuple[list[BodyRow], list[BodyRow]]":
            return app.bodies.listing(), app.bodies.ending_terms(app.clock.today())

        self.desk.lane.read(read, self._show, None, self)

    def _show(self, read: "tuple[list[BodyRow], list[BodyRow]]") -> None:
        rows, ending = read
        self.table.show_rows(rows)
        self.terms.setText("\n".join(ending_told(row, self.desk.clock.today()) for row in ending))
        self.terms.setVisible(bool(ending))

    def _add(self) -> None:
        self.add_record(self._making())

    def _making(self) -> Add:
        """A body of the kind that is chosen above the list."""
        name, kind = _("New body"), _ADDED[self.kind.currentIndex()]
        return lambda app: app.bodies.add_body(name, kind)

    def _chosen(self, row: "BodyRow | None") -> None:
        self.record.show_record(row)
        self.form_facts.setText(form_told(row) if row is not None else "")
        self.form_facts.setVisible(bool(self.form_facts.text()))
        self.note_form.show_form(row)
        self.standing.setVisible(row is not None and row.kind in MEETING_KINDS)
        if row is None:
            self.rules.show_record(None)
            self.standing.show_record(None)
            self.sentences.show_sentences(None)
            self.members.show_rows(())
            return
        body_id = row.id

        def read(app: "App") -> _Shown:
            return _Shown(
                _Rules.of(body_id, app.bodies.rules(body_id)),
                _Standing(body_id, app.standing_items.types(body_id)),
                app.sentences.of(body_id),
                app.bodies.members(body_id),
                app.organisations.listing(),
                may_do(app.bodies.permissions(body_id)),
            )

        def show(shown: _Shown) -> None:
            self.may.setText(shown.may)
            self.rules.show_record(shown.rules)
            self.standing.show_record(shown.standing)
            self.sentences.show_sentences(shown.sentences)
            self.members.show_rows(shown.members)
            there = {member.organisation_id for member in shown.members}
            self.member.offer(
                [
                    (organisation.id, organisation.name)
                    for organisation in shown.organisations
                    if organisation.id not in there
                ]
            )

        self.desk.lane.read(read, show, None, self)
        self.begin(self.record, row.id)

    def _add_member(self, organisation_id: UUID) -> None:
        row = self.table.current()
        if row is not None:
            values = {"body_id": row.id, "organisation_id": organisation_id}
            self.desk.lane.write(lambda app: app.records.add("membership", values), None, None, self)


@dataclass(frozen=True)
class _Rules:
    """Rules of procedure of a body, also while nothing was filled in."""

    id: UUID
    revision: UUID | None
    decision_mode: DecisionMode
    quorum: int | None
    invitation_days: int | None
    minutes_days: int | None
    approval_mode: ApprovalMode
    approval_days: int | None
    source: str

    @classmethod
    def of(cls, body_id: UUID, rules: "RulesRow | None") -> "_Rules":
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
class _Standing:
    """What every new agenda of a body gets by itself."""

    id: UUID
    types: tuple[ItemType, ...]


@dataclass(frozen=True)
class _Shown:
    """What the tab reads of the chosen body."""

    rules: _Rules
    standing: _Standing
    sentences: "StockSentences"
    members: "list[MembershipRow]"
    organisations: "list[OrganisationRow]"
    may: str


def _standing_fields() -> list[Any]:
    """A box for each type that may stand on every agenda, in the order in which they are put there."""

    def box(kind: ItemType, text: str) -> Field:
        def save(app: "App", row: _Standing, is_standing: bool) -> None:
            others = [item_type for item_type in app.standing_items.types(row.id) if item_type is not kind]
            kept = [*others, kind] if is_standing else others
            app.standing_items.set_types(
                row.id, [item_type for item_type in STANDING_TYPES if item_type in kept]
            )

        return Field(text, kind.value, "check", get=lambda row: kind in row.types, save=save)

    title = Section(N_("Standing items on every new agenda"))
    return [title, *(box(kind, text) for kind, text in _STANDING_TEXTS.items())]


def _rules_fields() -> list[Any]:
    """The fields of the rules, each saved through the service, which makes the record at its first value."""

    def saving(field: Field) -> Field:
        name = field.name
        return replace(field, save=lambda app, row, value: app.bodies.set_rules(row.id, {name: value}))

    return [saving(field) if isinstance(field, Field) else field for field in columns.RULES]


def may_do(permissions: Iterable[Permission]) -> str:
    """What a body may do, a line for each transport layer that differs from other topics (R9)."""
    by_layer: dict[TransportLayer, dict[ItemType, Outcome]] = {}
    for permission in permissions:
        by_layer.setdefault(permission.layer, {})[permission.item_type] = permission.outcome
    usual = by_layer.get(TransportLayer.NONE, {})
    lines = [_outcomes_in_words(usual)] if usual else []
    for layer in TransportLayer:
        here = by_layer.get(layer, {})
        if layer is not TransportLayer.NONE and here and here != usual:
            lines.append(f"{label(layer).capitalize()}: {_outcomes_in_words(here)}")
    return "\n".join(lines) or _("Nothing was laid down; no item can be put on its agenda.")


def _outcomes_in_words(outcomes: dict[ItemType, Outcome]) -> str:
    return ", ".join(
        f"{label(item_type)} → {label(outcomes[item_type])}"
        for item_type in ItemType
        if item_type in outcomes
    )
