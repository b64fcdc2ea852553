"""Who a mail to a college goes to, and who signs it: by contact, mailbox and the mandates of today (R21)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import DELEGATES, Capacity
from ibo_desk.language import _
from ibo_desk.services.agenda.item_fields import read_item_fields
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.parties.organisations import OrganisationRow, Organisations
from ibo_desk.services.parties.people import MandateRow, People
from ibo_desk.services.words import label

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True)
class Recipient:
    """Somebody the mail goes to; delegates get a copy (``copy``), the administration is who acts on it.

    ``fields`` says why an alderman who does not sit there hears too: what of their portfolio it touches, in words.
    """

    name: str
    email: str
    copy: bool = False
    fields: tuple[str, ...] = ()


def usable(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Those with an address that every mail program takes, each address once."""
    once: dict[str, Recipient] = {}
    for recipient in recipients:
        email = recipient.email.strip()
        if _ADDRESS.fullmatch(email) and email.isascii():
            once.setdefault(email.casefold(), replace(recipient, email=email))
    return tuple(once.values())


def read_addresses(store: Store, about: Iterable[UUID] = ()) -> "Addresses":
    """All of them, read once for many mails; ``about`` are the items that these mails tell of."""
    people = People(store)
    mandates: dict[UUID, list[MandateRow]] = defaultdict(list)
    today = store.clock.today()
    for mandate in people.mandates(on=today):
        mandates[mandate.organisation_id].append(mandate)
    bodies = Bodies(store).listing()
    with store.read() as session:
        heirs = Heirs(session)
        touched = read_item_fields(session, set(about))
    return Addresses(
        colleges={body.id: body for body in bodies if body.kind is BodyKind.COLLEGE},
        secretariat=secretariat_name(bodies),
        organisations={row.id: row for row in Organisations(store).listing()},
        emails={row.id: row.email.strip() for row in people.listing()},
        mandates=mandates,
        heirs=heirs,
        today=today,
        touched=touched,
    )


@dataclass(frozen=True)
class Addresses:
    """Who is written to and who signs, read once for all mails; mandates are those of today, by organisation.

    ``touched`` says of each item which fields it touches: the body that treats it and its strategic lines.
    """

    colleges: Mapping[UUID, BodyRow]
    secretariat: str
    organisations: Mapping[UUID, OrganisationRow]
    emails: Mapping[UUID, str]
    mandates: Mapping[UUID, Sequence[MandateRow]]
    heirs: Heirs
    today: date
    touched: Mapping[UUID, frozenset[UUID]]

    def college(self, college_id: UUID) -> BodyRow:
        """Raises ``NotFoundError`` for what is no college of a municipality."""
        college = self.colleges.get(college_id)
        if college is None or college.organisation_id is None:
            raise NotFoundError("no_such_record", kind="body", id=str(college_id))
        return college

    def recipients(
        self, college_id: UUID, body_id: UUID | None, item_ids: Iterable[UUID] = ()
    ) -> tuple[Recipient, ...]:
        """Mailbox and contacts, delegates in a body (in any without one), then whose field the items or the body are.

        Without an address that no mail program takes.
        """
        owner = self._stands_for(college_id)
        organisation = self.organisations[owner]
        known = [Recipient(organisation.name, organisation.mailbox.strip())]
        fields = {part for item_id in item_ids for part in self.touched.get(item_id, ())}
        fields |= {body_id} if body_id is not None else set()
        for mandate in self.mandates.get(owner, ()):
            email = self.emails.get(mandate.person_id, "")
            theirs = tuple(part.name for part in mandate.field if part.part_id in fields)
            if mandate.capacity is Capacity.CONTACT:
                known.append(Recipient(mandate.person, email))
            elif self._sits(mandate, body_id):
                known.append(Recipient(mandate.person, email, copy=True))
            elif theirs:
                known.append(Recipient(mandate.person, email, copy=True, fields=theirs))
        known.sort(key=lambda recipient: (recipient.copy, bool(recipient.fields)))
        return usable(known)

    def _sits(self, mandate: MandateRow, body_id: UUID | None) -> bool:
        """Whether it is the seat of a delegate in the body, or in any: one in the own college is not."""
        if mandate.capacity not in DELEGATES or mandate.body_id in self.colleges:
            return False
        return body_id is None or mandate.body_id == body_id

    def _stands_for(self, college_id: UUID) -> UUID:
        """The municipality that answers for a college today: its own, after a merger the successor."""
        owner = self.college(college_id).organisation_id
        assert owner is not None
        return self.heirs.of(owner, self.today) or owner

    def represented_by(self, college_id: UUID, body_ids: Iterable[UUID]) -> str:
        """Who sits for the municipality in these bodies today, in words."""
        owner, bodies = self._stands_for(college_id), set(body_ids)
        names = [
            f"{row.person} ({row.body}, {row.function or label(row.capacity)})"
            for row in self.mandates.get(owner, ())
            if row.capacity in DELEGATES and row.body_id in bodies
        ]
        return "; ".join(names) or _("no delegate is known")


def secretariat_name(bodies: Iterable[BodyRow]) -> str:
    """Who signs: the secretariat of the IBO."""
    keeper = next((row for row in bodies if row.kind is BodyKind.IBO), None)
    if keeper is None:
        return _("The secretariat")
    return keeper.secretariat_name or _("Secretariat of {body}").format(
        body=display_name(keeper.short_name, keeper.name)
    )
