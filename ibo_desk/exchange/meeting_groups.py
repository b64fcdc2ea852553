"""Who an invitation goes to, in groups that each get one mail: who sits there, guests, and who is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read, present_at
from ibo_desk.domain.organisations import DELEGATES, Capacity, OrganisationKind
from ibo_desk.exchange.mail_addresses import Recipient, usable
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.organisations import Organisations
from ibo_desk.services.parties.people import People


class GroupKey(StrEnum):
    MEMBERS = "members"
    GUESTS = "guests"
    INFORMED = "informed"


@dataclass(frozen=True)
class Group:
    """Who gets the same mail; ``lacking`` names those of whom no address is known."""

    key: GroupKey
    recipients: tuple[Recipient, ...]
    lacking: tuple[str, ...]


def groups_of(store: Store, meeting: MeetingRow) -> list[Group]:
    """The groups of a meeting that have somebody in them, each person and mailbox in one of them only."""
    people = {row.id: row for row in People(store).listing()}
    mailboxes = {row.id: row.mailbox for row in Organisations(store).listing()}

    def known(person_id: UUID | None, name: str, organisation_id: UUID) -> Recipient:
        """The person; where an organisation has not said who comes, its mailbox."""
        person = people.get(person_id) if person_id is not None else None
        if person is None:
            return Recipient(name, mailboxes.get(organisation_id, ""))
        return Recipient(person.name, person.email)

    at_table: list[Recipient] = []
    guests: list[Recipient] = []
    lines = Meetings(store).attendance(meeting.id)
    for row in lines:
        group = guests if row.capacity is Capacity.GUEST else at_table
        group.append(known(row.person_id, row.label or row.organisation, row.organisation_id))
        if row.replaced_by_id is not None:
            group.append(known(row.replaced_by_id, row.replaced_by, row.organisation_id))
    listed = {row.organisation_id for row in lines if row.capacity in DELEGATES}
    at_table += [
        known(row.person_id, row.person, row.organisation_id)
        for row in People(store).mandates(body_id=meeting.body_id, on=meeting.on)
        if row.capacity in DELEGATES and row.organisation_id not in listed
    ]
    given = (
        (GroupKey.MEMBERS, at_table),
        (GroupKey.GUESTS, guests),
        (GroupKey.INFORMED, _informed(store, meeting)),
    )
    return list(_each_once(given))


def _each_once(given: Iterable[tuple[GroupKey, list[Recipient]]]) -> Iterable[Group]:
    reached: set[str] = set()
    for key, everybody in given:
        recipients = [
            recipient for recipient in usable(everybody) if recipient.email.casefold() not in reached
        ]
        reached |= {recipient.email.casefold() for recipient in recipients}
        lacking = _lacking(everybody) if key is not GroupKey.INFORMED else []
        if recipients or lacking:
            yield Group(key, tuple(recipients), tuple(dict.fromkeys(lacking)))


def _lacking(everybody: Iterable[Recipient]) -> list[str]:
    return [recipient.name for recipient in everybody if not usable([recipient])]


def _informed(store: Store, meeting: MeetingRow) -> list[Recipient]:
    """Mailbox and contacts of the organisations that sit there, where they may read the agenda."""
    people = People(store)
    emails = {row.id: row.email for row in people.listing()}
    on_day = people.mandates(on=meeting.on)
    contacts = [row for row in on_day if row.capacity is Capacity.CONTACT]
    sitting = {
        row.organisation_id for row in Meetings(store).attendance(meeting.id) if row.capacity in DELEGATES
    }
    sitting |= {
        row.organisation_id for row in on_day if row.body_id == meeting.body_id and row.capacity in DELEGATES
    }
    agenda_for = present_at(meeting.body_kind)
    known = []
    for organisation in Organisations(store).listing():
        is_town = organisation.kind is OrganisationKind.MUNICIPALITY
        reader = Reader.MUNICIPALITY if is_town else Reader.PARTNER
        if organisation.id not in sitting or not may_read(reader, agenda_for):
            continue
        known.append(Recipient(organisation.name, organisation.mailbox))
        known += [
            Recipient(row.person, emails.get(row.person_id, ""))
            for row in contacts
            if row.organisation_id == organisation.id
        ]
    return known
