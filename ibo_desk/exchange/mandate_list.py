"""A pasted list of new mandates: name, mandate, municipality. What is doubtful is asked, never guessed."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.names import fold
from ibo_desk.exchange.import_context import read_context
from ibo_desk.exchange.partners import Partners, Register
from ibo_desk.language import _
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.mandates import Appointment
from ibo_desk.services.parties.people import MandateRow, People, PersonRow
from ibo_desk.services.words.format import day

_HEADS = frozenset({"naam", "name", "naam en voornaam", "voornaam en naam", "mandataris"})
_MOST = 1000  # lines; who pastes more pasted something else


@dataclass(frozen=True)
class Choice:
    """What may be recorded of a line, in words."""

    text: str
    appointment: Appointment


@dataclass(frozen=True)
class PastedMandate:
    """A line, what it can mean, and why it is doubtful; only a line without a doubt is clear by itself."""

    line: int
    name: str
    function: str
    municipality: str
    choices: tuple[Choice, ...]
    doubt: str = ""

    @property
    def clear(self) -> Choice | None:
        """What it means where that is certain."""
        return self.choices[0] if len(self.choices) == 1 and not self.doubt else None


class MandateLists:
    """Reads lists; nothing is written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, text: str, body_id: UUID | None, since: date) -> list[PastedMandate]:
        """The lines of a list with mandates from ``since`` on, columns apart by tab or semicolon.

        A mandate that is the name of a body is a seat in it; any other is a function, in the body ``body_id``.
        """
        reading = _Reading(self._store, body_id, since)
        lines = [line for line in text.splitlines() if line.strip()][:_MOST]
        divider = "\t" if any("\t" in line for line in lines) else ";"
        rows = []
        for at, cells in enumerate(csv.reader(lines, delimiter=divider), start=1):
            trimmed = [" ".join(cell.split()) for cell in cells]
            if at > 1 or fold(trimmed[0]) not in _HEADS:
                rows.append(reading.line(at, [*trimmed, "", "", ""][:3]))
        return rows


class _Reading:
    """What the file knows, read once for all lines."""

    def __init__(self, store: Store, body_id: UUID | None, since: date) -> None:
        self._since = since
        context = read_context(store, since)
        self._register: Register = context.register
        self._bodies = {row.id: row for row in Bodies(store).consulting()}
        self._body_id = body_id
        self._members = {
            key: {row.organisation_id for row in Bodies(store).members(key, since)} for key in self._bodies
        }
        people = People(store)
        self._persons: dict[str, list[PersonRow]] = defaultdict(list)
        for person in people.listing():
            self._persons[fold(person.name)].append(person)
        self._held: dict[tuple[UUID, UUID], list[MandateRow]] = defaultdict(list)
        for mandate in people.mandates(on=since):
            if mandate.body_id is not None:
                self._held[mandate.organisation_id, mandate.body_id].append(mandate)
        self._seen: set[tuple[str, UUID, UUID]] = set()

    def line(self, at: int, cells: list[str]) -> PastedMandate:
        """One line; its choices are empty where nothing in the file fits."""
        name, mandate, municipality = cells
        row = PastedMandate(at, name, mandate, municipality, ())
        if not (name and municipality):
            return replace(row, doubt=_("A name and a municipality are needed."))
        partners = self._register.read(municipality)
        if len(partners.ids) != 1 or not partners.understood:
            return self._which(row, partners)
        doubts = [_("{old} is now {new}.").format(old=old, new=new) for old, new in partners.merged]
        return self._in_body(row, partners.ids[0], doubts)

    def _which(self, row: PastedMandate, partners: Partners) -> PastedMandate:
        """A municipality that is not known as it is written; what it looks like is offered, not taken."""
        hint = next(iter(partners.hints.values()), None)
        if hint is None:
            text = _("“{name}” is not one known organisation.").format(name=row.municipality)
            return replace(row, doubt=text)
        doubt = _("“{name}” is not known; is it {hint}?").format(name=row.municipality, hint=hint)
        return self._in_body(row, self._register.read(hint).ids[0], [doubt])

    def _in_body(self, row: PastedMandate, organisation_id: UUID, doubts: list[str]) -> PastedMandate:
        named = [
            body
            for body in self._bodies.values()
            if row.function and fold(row.function) in {fold(body.name), fold(body.short_name)}
        ]
        body = named[0] if len(named) == 1 else self._bodies.get(self._body_id) if self._body_id else None
        if body is None:
            return replace(row, doubt=_("Say above in which body, or name the body in the list."))
        function = "" if named else row.function
        doubts = [*doubts, *self._doubts(row.name, organisation_id, body)]
        choices = self._persons_meant(row.name, function, organisation_id, body)
        if len(choices) > 1:
            doubts.append(_("Somebody of that name is known: the same person, or another one?"))
        self._seen.add((fold(row.name), organisation_id, body.id))
        return replace(row, choices=tuple(choices), doubt=" ".join(doubts))

    def _doubts(self, name: str, organisation_id: UUID, body: BodyRow) -> list[str]:
        who, where = self._register.name(organisation_id), body.short_name or body.name
        doubts = []
        if organisation_id not in self._members[body.id]:
            doubts.append(_("{who} has no seat in {body}.").format(who=who, body=where))
        for mandate in self._held[organisation_id, body.id]:
            if fold(mandate.person) == fold(name):
                doubts.append(_("{person} has this mandate already.").format(person=mandate.person))
            else:
                text = _("{person} has the seat on {day}.").format(
                    person=mandate.person, day=day(self._since)
                )
                doubts.append(text)
        if (fold(name), organisation_id, body.id) in self._seen:
            doubts.append(_("Stands twice in the list."))
        return doubts

    def _persons_meant(self, name: str, function: str, organisation_id: UUID, body: BodyRow) -> list[Choice]:
        """A known person of this name who works for the organisation is that one; any other is a question."""
        known = self._persons[fold(name)]
        where = f"{self._register.name(organisation_id)} – {body.short_name or body.name}"
        same = [
            Choice(
                _("{where}: {name} ({organisation})").format(
                    where=where, name=person.name, organisation=person.organisation or _("nobody known")
                ),
                Appointment(person.name, function, organisation_id, body.id, person.id),
            )
            for person in known
        ]
        if len(known) == 1 and known[0].organisation_id == organisation_id:
            return same
        new = Choice(
            _("{where}: new person {name}").format(where=where, name=name),
            Appointment(name, function, organisation_id, body.id),
        )
        return [*same, new]
