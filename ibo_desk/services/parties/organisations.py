"""Partners: municipalities, entities, and who may speak for whom (R1, R20)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Organisation, Representation
from ibo_desk.data.tables.organisations import OrganisationFields, RepresentationFields
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import _
from ibo_desk.services.base.lookup import Candidate, check_validity, pick
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import organisations, representations, valid_on
from ibo_desk.services.parties.partner_use import refuse_used


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation, with the names of those it speaks for and of those that speak for it."""

    id: UUID
    revision: UUID | None
    name: str
    short_name: str
    kind: OrganisationKind
    nis: str | None
    ovo_code: str | None
    lblod_uri: str | None
    mailbox: str
    valid_from: date | None
    valid_to: date | None
    speaks_for: tuple[str, ...]
    spoken_for_by: tuple[str, ...]
    note: str
    successor_id: UUID | None = None


class Organisations:
    """The partners of a region."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self, kind: OrganisationKind | None = None, on: date | None = None) -> list[OrganisationRow]:
        """All organisations by name; of one kind, or those that exist on a day."""
        query = select(Organisation).where(col(Organisation.deleted_in).is_(None))
        if kind is not None:
            query = query.where(Organisation.kind == kind)
        if on is not None:
            query = query.where(valid_on(organisations, on))
        with self._store.read() as session:
            rows = session.exec(query.order_by(col(Organisation.name_folded))).all()
            speaks, spoken = _voices(session, on)
            return [
                _row(organisation, speaks[organisation.id], spoken[organisation.id]) for organisation in rows
            ]

    def municipalities(self, on: date | None = None) -> list[OrganisationRow]:
        """The municipalities by name: the 13 of the region."""
        return self.listing(OrganisationKind.MUNICIPALITY, on)

    def find(self, name: str) -> UUID:
        """The organisation of this name, short name or NIS code; one that still exists goes before an older one.

        Raises ``NotFoundError``, ``AmbiguousNameError``.
        """
        with self._store.read() as session:
            return find(session, name, self._store.clock.today())


def find(session: Session, name: str, today: date) -> UUID:
    """The same inside a running session."""
    rows = session.exec(select(Organisation).where(col(Organisation.deleted_in).is_(None))).all()
    everyone = [Candidate(row.id, row.name, (row.name, row.short_name, row.nis or "")) for row in rows]
    alive = {row.id for row in rows if row.valid_to is None or row.valid_to >= today}
    living = [candidate for candidate in everyone if candidate.id in alive]
    known = {known.casefold() for candidate in living for known in candidate.names}
    return pick("organisation", name, living if name.strip().casefold() in known else everyone)


def _voices(
    session: Session, on: date | None
) -> tuple[dict[UUID, tuple[str, ...]], dict[UUID, tuple[str, ...]]]:
    """For each organisation the names it speaks for, and the names that speak for it."""
    speaker, member = aliased(Organisation), aliased(Organisation)
    query = (
        select(Representation.speaker_id, Representation.member_id, speaker.name, member.name)
        .join(speaker, col(speaker.id) == Representation.speaker_id)
        .join(member, col(member.id) == Representation.member_id)
        .where(col(Representation.deleted_in).is_(None))
        .order_by(col(speaker.name_folded), col(member.name_folded))
    )
    if on is not None:
        query = query.where(valid_on(representations, on))
    speaks: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    spoken: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for speaker_id, member_id, speaker_name, member_name in session.exec(query):
        speaks[speaker_id] += (member_name,)
        spoken[member_id] += (speaker_name,)
    return speaks, spoken


def _row(organisation: Organisation, speaks: tuple[str, ...], spoken: tuple[str, ...]) -> OrganisationRow:
    return OrganisationRow(
        id=organisation.id,
        revision=organisation.revision,
        name=organisation.name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        nis=organisation.nis,
        ovo_code=organisation.ovo_code,
        lblod_uri=organisation.lblod_uri,
        mailbox=organisation.mailbox,
        valid_from=organisation.valid_from,
        valid_to=organisation.valid_to,
        speaks_for=speaks,
        spoken_for_by=spoken,
        note=organisation.note,
        successor_id=organisation.successor_id,
    )


def _voice_name(work: Work, voice: Representation) -> str:
    speaker = work.get(Organisation, voice.speaker_id).name
    member = work.get(Organisation, voice.member_id).name
    return _("{speaker} speaks for {member}").format(speaker=speaker, member=member)


def _check_organisation(work: Work, organisation: Organisation, new: Mapping[str, object]) -> None:
    """Nothing succeeds itself, through others neither. Raises ``RuleError("successor_in_circle")``."""
    check_validity(work, organisation, new)
    heir_id = cast(UUID | None, new.get("successor_id"))
    while heir_id is not None:
        if heir_id == organisation.id:
            raise RuleError("successor_in_circle", name=organisation.name)
        heir_id = work.get(Organisation, heir_id).successor_id


RECORD_TYPES = {
    "organisation": RecordType(
        Organisation,
        OrganisationFields,
        lambda _work, organisation: organisation.name,
        _check_organisation,
        refuse_used,
    ),
    "spokes": RecordType(Representation, RepresentationFields, _voice_name, check_validity),
}
