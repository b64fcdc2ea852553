"""What somebody said of a list after looking at what would be read, and what of it is remembered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ibo_desk.data.tables.record import new_id
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.headings import HeadingChoice, fingerprint
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.partners import KnownOrganisation
from ibo_desk.exchange.plan import Step

CellKey = tuple[str, int, str]  # sheet, number of the row, field


@dataclass(frozen=True)
class NewPartner:
    """An organisation to make with the list; ``id`` it gets, so that rows can refer to it before it is there."""

    id: UUID
    name: str


def new_partner(name: str) -> NewPartner:
    """An organisation of this name, to make with the list."""
    return NewPartner(new_id(), name)


@dataclass(frozen=True)
class Answers:
    """Columns by sheet; whom a written name means; names not to remember; rows to leave out; cells put right."""

    columns: Mapping[str, HeadingChoice] = field(default_factory=dict)
    partners: Mapping[str, UUID | NewPartner] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    skipped: frozenset[tuple[str, int]] = frozenset()
    cells: Mapping[CellKey, str] = field(default_factory=dict)

    def names(self) -> dict[str, UUID]:
        """Folded name → the organisation that is meant."""
        return {
            fold(name): partner.id if isinstance(partner, NewPartner) else partner
            for name, partner in self.partners.items()
        }

    def new_organisations(self) -> tuple[KnownOrganisation, ...]:
        """Those that the list makes, each once."""
        new = {partner.id: partner for partner in self.partners.values() if isinstance(partner, NewPartner)}
        return tuple(
            KnownOrganisation(partner.id, partner.name, "", OrganisationKind.OTHER)
            for partner in new.values()
        )

    def skips(self, sheet: str) -> frozenset[int]:
        return frozenset(number for name, number in self.skipped if name == sheet)

    def memory(self, tables: list[Table]) -> tuple[Step, ...]:
        """What to write before the rows: new partners, names to know next time, and how these lists are read."""
        made = [
            Step("organisation", {"name": each.name, "kind": each.kind}, made_id=each.id)
            for each in self.new_organisations()
        ]
        own = {each.id: fold(each.name) for each in self.new_organisations()}
        once = set(map(fold, self.once))
        aliases = [
            Step(
                "organisation_alias",
                {"name": name, "organisation_id": self.names()[fold(name)]},
                made_id=natural_id("organisation_alias", fold(name)),
            )
            for name in self.partners
            if fold(name) not in once and own.get(self.names()[fold(name)]) != fold(name)
        ]
        layouts = [_layout(table) for table in tables if table.sheet in self.columns or table.guessed]
        return (*made, *aliases, *layouts)


NO_ANSWERS = Answers()


def _layout(table: Table) -> Step:
    by_column = {column: name for name, column in table.columns.items()}
    fields = {fold(text): by_column.get(column, "") for column, text in table.headings.items()}
    mark = fingerprint(table.headings.values())
    values = {"headings": mark, "kind": table.layout.name, "columns": json.dumps(fields, ensure_ascii=False)}
    return Step("list_layout", values, made_id=natural_id("list_layout", mark))
