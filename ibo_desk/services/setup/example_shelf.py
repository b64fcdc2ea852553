"""Names in the example's files become ids, and its rows become records."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, SQLModel, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, Organisation, Record, RegionalAction, StrategicLine
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.files import resource
from ibo_desk.services.base.records import record_of, validated

MUNICIPALITIES = "@municipalities"

# Which kind of thing a field of a row names; the column is the field's name with "_id".
REFERENCES = {
    "organisation": "organisation",
    "submitted_by": "organisation",
    "body": "body",
    "origin_body": "body",
    "confirmed_by": "body",
    "college": "college",
    "action": "action",
    "other": "action",
    "person": "person",
    "coordinator": "person",
    "replaced_by": "person",
    "topic": "topic",
    "meeting": "meeting",
    "item": "item",
    "previous": "item",
    "cross_check_for": "item",
    "line": "line",
}

R = TypeVar("R", bound=Record)


def sheet(name: str) -> dict[str, Any]:
    """One file of the example."""
    return tomllib.loads(resource("example", f"{name}.toml").read_text(encoding="utf-8"))


class Shelf:
    """What the example calls things, and the ids behind the names; a name that nobody put there is a KeyError."""

    def __init__(self, session: Session) -> None:
        self._ids: dict[str, dict[str, UUID]] = {kind: {} for kind in REFERENCES.values()}
        self.municipalities: list[str] = []
        for organisation in session.exec(select(Organisation).order_by(Organisation.name_folded)).all():
            self.put("organisation", organisation.short_name, organisation.id)
            if organisation.kind is OrganisationKind.MUNICIPALITY:
                self.municipalities.append(organisation.short_name)
        for body in session.exec(select(Body)).all():
            self.put("body", body.short_name, body.id)
            if body.kind is BodyKind.COLLEGE:
                self.put("college", body.short_name.removeprefix("CBS "), body.id)
        for action in session.exec(select(RegionalAction)).all():
            self.put("action", action.number, action.id)
        for line in session.exec(select(StrategicLine)).all():
            self.put("line", line.name, line.id)

    def put(self, kind: str, name: str, record_id: UUID) -> None:
        self._ids[kind][name] = record_id

    def find(self, kind: str, name: str) -> UUID:
        return self._ids[kind][name]

    def promise(self, kind: str, name: str) -> UUID:
        """The id that a record of the example will have, so that others may name it before it is made."""
        record_id = natural_id("example", kind, name)
        self.put(kind, name, record_id)
        return record_id

    def spread(self, names: Iterable[str]) -> list[str]:
        """The organisations named; the municipalities have one word for all of them."""
        return [
            municipality
            for name in names
            for municipality in (self.municipalities if name == MUNICIPALITIES else [name])
        ]

    def values(self, fields: type[SQLModel], row: Mapping[str, object]) -> dict[str, object]:
        """A row with ids for names; what is not a field of the table is left to the caller."""
        columns: dict[str, object] = {}
        for name, value in row.items():
            if name in REFERENCES and f"{name}_id" in fields.model_fields:
                columns[f"{name}_id"] = self.find(REFERENCES[name], str(value)) if value else None
            elif name in fields.model_fields:
                columns[name] = value.strip() if isinstance(value, str) else value
        return columns

    def make(
        self,
        work: Work,
        table: type[R],
        fields: type[SQLModel],
        record_id: UUID,
        row: Mapping[str, object],
        **fixed: object,
    ) -> R:
        """Add the record that a row describes; ``fixed`` are columns that the caller already knows."""
        record = record_of(table, validated(fields, {**self.values(fields, row), **fixed}))
        record.id = record_id
        return work.add(record)
