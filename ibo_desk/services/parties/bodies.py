"""Bodies: who sits in them, what they may do, by which rules, and when a college meets (R9, R17–R19, R23, R25)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    Body,
    BodyPermission,
    BodyRules,
    Mandate,
    Membership,
    Organisation,
    Person,
)
from ibo_desk.data.tables.bodies import (
    BodyFields,
    BodyPermissionFields,
    BodyRulesFields,
    MembershipFields,
)
from ibo_desk.domain.bodies import (
    MEETING_KINDS,
    BodyKind,
    ItemType,
    Outcome,
    Permission,
    TransportLayer,
    default_permissions,
    may_ever_decide,
)
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.legal_forms import term_alarm
from ibo_desk.domain.names import display_name
from ibo_desk.domain.ordering import key_between
from ibo_desk.language import N_, _
from ibo_desk.services.base import records
from ibo_desk.services.base.lookup import Candidate, check_validity, pick
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import again, alive, bodies, mandates, memberships, organisations, valid_on
from ibo_desk.services.parties.body_rows import (
    BodyRow,
    MembershipRow,
    RulesRow,
    SeatRow,
    rules_row,
)
from ibo_desk.services.parties.calendars import CALENDAR_KINDS, Calendars, of_body
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.parties.numbers import number_minutes_of

_OF_BODY = tuple(BodyRow.__dataclass_fields__)


class Bodies(Calendars):
    """The bodies of a region."""

    def listing(self, kinds: Collection[BodyKind] | None = None, on: date | None = None) -> list[BodyRow]:
        """All bodies in the order of the region; of some kinds, or those that exist on a day, as their owner does."""
        municipality = func.coalesce(organisations.c.name, "")
        own = (bodies.c[name] if name != "organisation" else municipality for name in _OF_BODY)
        query = (
            select_columns(*own)
            .outerjoin(organisations, organisations.c.id == bodies.c.organisation_id)
            .where(bodies.c.deleted_in.is_(None))
            .order_by(bodies.c.order_key, bodies.c.name_folded)
        )
        if kinds is not None:
            query = query.where(bodies.c.kind.in_(list(kinds)))
        if on is not None:
            query = query.where(valid_on(bodies, on), valid_on(organisations, on))
        with self._store.read() as session:
            return [BodyRow(*row) for row in session.execute(query)]

    def consulting(self) -> list[BodyRow]:
        """The bodies that meet here: IBO, CvB, VRR, project teams and others with an agenda."""
        return self.listing(MEETING_KINDS)

    def colleges(self, on: date | None = None) -> list[BodyRow]:
        """The colleges of mayor and aldermen, those of merged municipalities too; those that exist on a day."""
        return self.listing({BodyKind.COLLEGE}, on)

    def preparer(self, body_id: UUID) -> str:
        """The short name of the body that prepares the agenda of this one (R12); empty where none does."""
        own = again(bodies, "own")
        query = (
            select_columns(name_shown(bodies))
            .join(own, own.c.prepared_by_id == bodies.c.id)
            .where(own.c.id == body_id, own.c.kind != BodyKind.MAYORS_CONFERENCE, alive(bodies))
        )
        with self._store.read() as session:
            return session.scalar(query) or ""

    def find(self, name: str) -> UUID:
        """The body of this name or short name; a college also by its municipality where nothing else is called so.

        Raises ``NotFoundError``, ``AmbiguousNameError``.
        """
        rows = self.listing()
        named = [Candidate(row.id, row.name, (row.name, row.short_name)) for row in rows]
        of_college = [
            Candidate(row.id, row.name, (row.organisation,)) for row in rows if row.kind is BodyKind.COLLEGE
        ]
        names = {known.casefold() for candidate in named for known in candidate.names}
        return pick("body", name, named if name.strip().casefold() in names else [*named, *of_college])

    def ending_terms(self, on: date) -> list[BodyRow]:
        """Bodies whose term asks to be prolonged on a day; a college ends with its municipality."""
        ending = [
            (ends, row)
            for row in self.listing()
            if row.organisation_id is None
            and (ends := term_alarm(row.legal_form, row.valid_from, row.valid_to, on)) is not None
        ]
        return [row for _day, row in sorted(ending, key=lambda pair: (pair[0], pair[1].name))]

    def add_body(self, name: str, kind: BodyKind) -> UUID:
        """Make a body of a kind, after those that are there; its kind is for good."""
        with self._store.write("") as work:
            last = work.session.exec(select(func.max(Body.order_key))).first()
            values = {"name": name, "kind": kind, "order_key": key_between(last, None)}
            return records.add(work, RECORD_TYPES["body"], values).id

    def members(self, body_id: UUID, on: date | None = None) -> list[MembershipRow]:
        """Who sits in a body, by name; on a day."""
        query = (
            select(Membership, Organisation.name)
            .join(Organisation, col(Organisation.id) == Membership.organisation_id)
            .where(Membership.body_id == body_id, col(Membership.deleted_in).is_(None))
            .order_by(col(Organisation.name_folded), col(Membership.id))
        )
        if on is not None:
            query = query.where(valid_on(memberships, on))
        with self._store.read() as session:
            return [
                MembershipRow(
                    membership.id,
                    membership.revision,
                    membership.body_id,
                    membership.organisation_id,
                    organisation,
                    membership.role,
                    membership.valid_from,
                    membership.valid_to,
                )
                for membership, organisation in session.exec(query)
            ]

    def seats(self, organisation_id: UUID, on: date | None = None) -> list[SeatRow]:
        """Every body an organisation sits in, and by whom (R25)."""
        return self.seats_of([organisation_id], on)[organisation_id]

    def seats_of(
        self, organisation_ids: Collection[UUID], on: date | None = None
    ) -> defaultdict[UUID, list[SeatRow]]:
        """The same of several organisations, by organisation."""
        with self._store.read() as session:
            return _seats(session, organisation_ids, on)

    def permissions(self, body_id: UUID) -> frozenset[Permission]:
        """What a body may do with an item, by type and transport layer."""
        with self._store.read() as session:
            return permissions(session, body_id)

    def allowed_types(self, body_id: UUID, layer: TransportLayer) -> tuple[ItemType, ...]:
        """The types an item of this layer may have in this body, in their usual order."""
        there = {
            permission.item_type for permission in self.permissions(body_id) if permission.layer is layer
        }
        return tuple(item_type for item_type in ItemType if item_type in there)

    def rules(self, body_id: UUID) -> RulesRow | None:
        """The rules of procedure, None where nothing was filled in."""
        query = select(BodyRules).where(BodyRules.body_id == body_id, col(BodyRules.deleted_in).is_(None))
        with self._store.read() as session:
            rules = session.exec(query).first()
            return rules_row(rules) if rules else None

    def set_rules(self, body_id: UUID, values: Mapping[str, object]) -> None:
        """Fill in some of the rules of procedure."""
        query = select(BodyRules).where(BodyRules.body_id == body_id, col(BodyRules.deleted_in).is_(None))
        with self._store.write("") as work:
            rules = work.session.exec(query).first()
            if rules is None:
                key = natural_id("body_rules", body_id)
                records.add(work, RECORD_TYPES["body_rules"], {**values, "body_id": body_id}, key)
            else:
                records.patch(work, RECORD_TYPES["body_rules"], rules.id, None, values)


def permissions(session: Session, body_id: UUID) -> frozenset[Permission]:
    """The permissions of a body inside a running session."""
    query = select(BodyPermission.item_type, BodyPermission.transport_layer, BodyPermission.outcome)
    query = query.where(BodyPermission.body_id == body_id, col(BodyPermission.deleted_in).is_(None))
    return frozenset(
        Permission(ItemType(item_type), TransportLayer(layer), Outcome(outcome))
        for item_type, layer, outcome in session.exec(query)
    )


def _seats(
    session: Session, organisation_ids: Collection[UUID], on: date | None
) -> defaultdict[UUID, list[SeatRow]]:
    acting = (
        select(Mandate.organisation_id, Mandate.body_id, Person.name)
        .join(Person, col(Person.id) == Mandate.person_id)
        .where(col(Mandate.organisation_id).in_(organisation_ids), col(Mandate.deleted_in).is_(None))
        .order_by(col(Person.name_folded))
    )
    sitting = (
        select(Membership, Body)
        .join(Body, col(Body.id) == Membership.body_id)
        .where(col(Membership.deleted_in).is_(None), col(Body.deleted_in).is_(None))
        .order_by(col(Body.order_key), col(Body.name_folded))
    )
    if on is None:
        sitting = sitting.where(col(Membership.organisation_id).in_(organisation_ids))
    else:
        acting, sitting = acting.where(valid_on(mandates, on)), sitting.where(valid_on(memberships, on))
    heirs = None if on is None else Heirs(session)
    persons: defaultdict[tuple[UUID, UUID | None], list[str]] = defaultdict(list)
    for organisation_id, body_id, name in session.exec(acting):
        persons[organisation_id, body_id].append(name)
    seats: defaultdict[UUID, list[SeatRow]] = defaultdict(list)
    for membership, body in session.exec(sitting):
        owner = membership.organisation_id
        if heirs is not None and on is not None:  # after a merger the seat is the successor's, once
            heir = heirs.of(owner, on)
            if heir is None or heir not in organisation_ids or any(s.body_id == body.id for s in seats[heir]):
                continue
            owner = heir
        seats[owner].append(
            SeatRow(
                body_id=body.id,
                body=body.name,
                body_kind=body.kind,
                role=membership.role,
                persons=tuple(persons[owner, body.id]),
                valid_from=membership.valid_from,
                valid_to=membership.valid_to,
            )
        )
    return seats


def _check_body(work: Work, body: Body, new: Mapping[str, Any]) -> None:
    """A new body gets what bodies of its kind may do; its kind is for good, because items refer to that."""
    check_validity(work, body, new)
    if body.revision is None:
        for permission in default_permissions(body.kind):
            key = natural_id("body_permission", body.id, permission.item_type, permission.layer)
            work.add(
                BodyPermission(
                    id=key,
                    body_id=body.id,
                    body_kind=body.kind,
                    item_type=permission.item_type,
                    transport_layer=permission.layer,
                    outcome=permission.outcome,
                )
            )
    elif "kind" in new:
        raise RuleError("body_kind_is_fixed", body=body.name)
    elif new.get("numbers_minutes") and not body.numbers_minutes:
        number_minutes_of(work, body.id, work.clock.today().year)


def _check_permission(work: Work, permission: BodyPermission, new: Mapping[str, Any]) -> None:
    """Rules of procedure may widen what a body does, never beyond what its kind may ever decide (R9, R18)."""
    kind = new.get("body_kind", permission.body_kind)
    layer = new.get("transport_layer", permission.transport_layer)
    item_type = new.get("item_type", permission.item_type)
    decides = new.get("outcome", permission.outcome) is Outcome.DECIDED or item_type is ItemType.DECISION
    if decides and not may_ever_decide(kind, layer):
        body = work.get(Body, permission.body_id).name
        raise RuleError("body_may_not_decide", body=body, item_type=item_type, layer=layer)


def _membership_name(work: Work, membership: Membership) -> str:
    organisation, body = (
        work.get(Organisation, membership.organisation_id),
        work.get(Body, membership.body_id),
    )
    return _("membership of {organisation} in {body}").format(
        organisation=organisation.name, body=display_name(body.short_name, body.name)
    )


RECORD_TYPES = {
    "body": RecordType(Body, BodyFields, lambda _work, body: body.name, _check_body),
    "body_permission": RecordType(
        BodyPermission, BodyPermissionFields, of_body(N_("permission of {body}")), _check_permission
    ),
    "body_rules": RecordType(BodyRules, BodyRulesFields, of_body(N_("rules of procedure of {body}"))),
    "membership": RecordType(Membership, MembershipFields, _membership_name, check_validity),
    **CALENDAR_KINDS,
}
