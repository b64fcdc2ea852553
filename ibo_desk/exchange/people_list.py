"""Reading a list of people: who they are, how they are reached, and in which body they act for whom (R21, R25).

Whom somebody acts for must be known. A name that is known elsewhere is a question: the same person or another one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select

from ibo_desk.data.store import Store
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import Capacity
from ibo_desk.domain.person_names import is_nobody, is_several, usual_name, words_of
from ibo_desk.exchange.changes import Change, change_steps, short
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.exchange.seat_columns import CAPACITIES
from ibo_desk.exchange.topic_list import read_day
from ibo_desk.language import _
from ibo_desk.services.base.tables import alive, bodies, mandates, persons
from ibo_desk.services.words import field_label, label

_LONG: Final = 6  # letters of a word that says which body is meant
_CONTACT: Final = ("email", "phone")
_WITH_CAPACITY: Final = re.compile(r"(?P<body>.+?)\s*\((?P<capacity>[^()]+)\)")
MadePeople = dict[tuple[frozenset[str], UUID | None], Ref]  # by the words of their name and for whom they act


class PeopleList:
    """The reader of one list; ask its ``plans`` once. ``made``: whom it makes, together with other sheets."""

    def __init__(self, table: Table, context: ImportContext, store: Store, made: MadePeople) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        self._persons: dict[str, list[Row[Any]]] = defaultdict(list)
        self._by_words: dict[frozenset[str], list[Row[Any]]] = defaultdict(list)
        self._made = made
        p, m = persons.c, mandates.c
        with store.read() as session:
            known = select(p.id, p.name, p.email, p.phone, p.function, p.organisation_id)
            for row in session.execute(known.where(alive(persons))):
                self._persons[fold(row.name)].append(row)
                self._by_words[words_of(row.name)].append(row)
            acting = select(m.person_id, m.organisation_id, m.body_id, m.capacity)
            self._acting: set[tuple[Any, ...]] = {
                tuple(row) for row in session.execute(acting.where(alive(mandates)))
            }
            named = session.execute(
                select(bodies.c.id, bodies.c.name, bodies.c.short_name).where(alive(bodies))
            )
            self._bodies: dict[str, set[UUID]] = defaultdict(set)
            self._bodies_above: dict[UUID, str] = {}
            title = fold(" ".join([table.sheet, *(row.text(at) for row in table.above for at in row.cells)]))
            for body_id, name, short_name in named:
                for words in filter(None, (name, short_name)):
                    self._bodies[fold(words)].add(body_id)
                    if any(re.search(rf"\b{re.escape(part)}\b", title) for part in _said_as(words)):
                        self._bodies_above.setdefault(body_id, words)

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        written = " ".join(filter(None, (draft.text("first"), draft.text("name"))))
        if is_nobody(written):
            draft.remarks.append(_("not read: a row without a name"))
            return draft.plan(RowFate.REFUSED)
        name = usual_name(written)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        if is_several(written):
            text = _("not read: “{text}” are several people; give each a row of their own")
            draft.remarks.append(text.format(text=written))
            return draft.plan(RowFate.DOUBTFUL)
        organisation = draft.read_partners("organisation", self._context.register, _("organisation"))
        if draft.text("organisation") and len(organisation.ids) != 1:
            draft.remarks.append(_("not read: say for whom {name} acts").format(name=name))
            return draft.plan(RowFate.DOUBTFUL)
        for_whom = organisation.ids[0] if organisation.ids else None
        person = self._known(draft, name, for_whom)
        if person is False:
            return draft.plan(RowFate.DOUBTFUL)
        if person is not None:
            name = person.name
        if fold(name) != fold(" ".join(written.split())):
            text = _("“{text}” is read as {name}; check it")
            draft.remarks.append(text.format(text=written, name=name))
        steps: list[Step] = []
        person_id = self._person(draft, name, for_whom, person, steps)
        self._mandate(draft, name, person_id, for_whom, steps)
        return draft.plan(
            fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=("person", person_id)
        )

    def _known(self, draft: Draft, name: str, for_whom: UUID | None) -> Any:
        """The person in the file, None for a new one; False where that is a question, with the question remarked."""
        there = self._persons[fold(name)] or self._by_words[words_of(name)]
        same = [row for row in there if for_whom is None or row.organisation_id in {for_whom, None}]
        if len(same) == 1:
            return same[0]
        if there:
            text = _(
                "not read: a {name} is known at {organisation}; the same person or another one? Add what tells them "
                "apart to the name, or change it at Partners"
            )
            known_at = [row.organisation_id for row in there if row.organisation_id]
            where = self._context.register.names(dict.fromkeys(known_at)) or _("nobody known")
            draft.remarks.append(text.format(name=name, organisation=where))
            return False
        return None

    def _person(
        self, draft: Draft, name: str, for_whom: UUID | None, person: Any, steps: list[Step]
    ) -> UUID | Ref:
        if person is not None:
            changes = [
                Change(column, column, field_label(column).lower(), getattr(person, column) or "",
                       draft.text(column), getattr(person, column) or "", draft.text(column))
                for column in (*_CONTACT, *(() if draft.text("body") else ("function",)))
            ]  # fmt: skip
            steps += change_steps(draft, self._context, ("person", person.id, name), changes)
            known: UUID = person.id
            return known
        key = (words_of(name), for_whom)
        if key not in self._made:
            ref = self._made[key] = Ref(f"person {name} {for_whom}")
            values = {
                "name": draft.fit(name, 200, _("the name")),
                "email": draft.fit(draft.text("email"), 200, _("the e-mail")),
                "phone": draft.fit(draft.text("phone"), 60, _("the phone number")),
                "function": draft.fit(draft.text("function"), 200, _("the function")),
                "organisation_id": for_whom,
            }
            steps.append(Step("person", values, ref=ref.name))
            where = self._context.register.short(for_whom) if for_whom else _("no organisation")
            draft.says.append(
                _("new person {name} ({organisation})").format(name=short(name), organisation=where)
            )
        return self._made[key]

    def _mandate(
        self, draft: Draft, name: str, person_id: UUID | Ref, for_whom: UUID | None, steps: list[Step]
    ) -> None:
        """The seats in the bodies that the row names ("IBO, CvB (plv.)"); one that is there is not made again."""
        whole = draft.text("body") or self._above(draft, name)
        for said in [whole] if fold(whole) in self._bodies else _bodies_in(whole):
            self._seat(draft, name, person_id, for_whom, said, steps)

    def _above(self, draft: Draft, name: str) -> str:
        """The one body that stands above a list of seats without a column for it, told as the guess that it is."""
        if not draft.text("capacity"):
            return ""
        if len(self._bodies_above) == 1:
            (body,) = self._bodies_above.values()
            text = _("{body} stands above the list and is taken for the body; check it")
            draft.remarks.append(text.format(body=body))
            return body
        text = _("{name}: the list does not say in which body; the mandate was not made")
        draft.remarks.append(text.format(name=name))
        return ""

    def _seat(
        self,
        draft: Draft,
        name: str,
        person_id: UUID | Ref,
        for_whom: UUID | None,
        said: str,
        steps: list[Step],
    ) -> None:
        match = _WITH_CAPACITY.fullmatch(said)
        beside = CAPACITIES.get(fold(match["capacity"]).strip(" .")) if match else None
        said = match["body"] if match and beside else said
        named = self._bodies.get(fold(said), set())
        if len(named) != 1 or for_whom is None:
            text = _("{name}: no body is called “{body}”; the mandate was not made")
            if for_whom is None:
                text = _("{name}: for whom in {body}? The mandate was not made")
            draft.remarks.append(text.format(name=name, body=said))
            return
        body_id, capacity = next(iter(named)), beside or self._capacity(draft)
        key = (person_id, for_whom, body_id, capacity)
        if key in self._acting:
            return
        self._acting.add(key)
        values = {
            "person_id": person_id,
            "organisation_id": for_whom,
            "body_id": body_id,
            "capacity": capacity,
            "function": draft.fit(draft.text("function"), 200, _("the function")),
            "valid_from": read_day(draft, "since", self._context.today),
            "valid_to": read_day(draft, "until", self._context.today),
        }
        steps.append(Step("mandate", values))
        where = self._context.register.short(for_whom)
        text = _("{name} in {body} for {organisation}")
        said = text.format(name=short(name), body=said, organisation=where)
        draft.says.append(said if capacity is Capacity.FULL else f"{said}, {label(capacity)}")

    def _capacity(self, draft: Draft) -> Capacity:
        text = draft.text("capacity")
        known = CAPACITIES.get(fold(text).strip(" ."))
        if text and known is None:
            draft.remarks.append(_("capacity “{text}” is not known; read as full member").format(text=text))
        return known or Capacity.FULL


def _said_as(name: str) -> set[str]:
    """A body as a title says it: its whole name, or the long word that it begins with ("Vervoerregioraad")."""
    whole = fold(name)
    first = whole.split()[0] if whole else ""
    return {whole, first} if len(first) >= _LONG else {whole}


def _bodies_in(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;/\n]\s*|\s+(?:en|&)\s+", text) if part]
