"""Regions to begin with: their municipalities, bodies, what each body may do, and what is known of the actions.

The facts stand in ``resources/presets`` with their sources; what is not confirmed is not there (no seats, no rules of
procedure, no calendars). Ids follow from natural keys, so that two copies made from one preset hold the same records.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import SQLModel

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    ActionStrategicLine,
    Body,
    BodyPermission,
    Membership,
    Organisation,
    Record,
    Region,
    RegionalAction,
    Representation,
    StrategicLine,
)
from ibo_desk.data.tables.actions import ActionStrategicLineFields, RegionalActionFields, StrategicLineFields
from ibo_desk.data.tables.bodies import BodyFields, BodyPermissionFields, MembershipFields
from ibo_desk.data.tables.organisations import OrganisationFields, RepresentationFields
from ibo_desk.data.tables.regions import RegionFields
from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.bodies import BodyKind, LegalForm, MemberRole, default_permissions
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.ordering import keys
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.files import resource
from ibo_desk.language import _
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.parties.calendars import fill_closed_year

MUNICIPALITIES = "@municipalities"
ORIGIN = "Overeenkomst 2019"

R = TypeVar("R", bound=Record)


def names() -> list[str]:
    """Regions with a file of their own, then each transport region whose list of members is confirmed."""
    own = sorted(path.stem for path in resource("presets").glob("*.toml") if path.stem != "transport_region")
    return [*own, *sorted({row["transport_region"].lower() for row in _municipality_rows()})]


def check_name(name: str) -> None:
    """Raise ``NotFoundError("unknown_preset", name=…, known=…)`` where there is no such preset."""
    known = names()
    if name not in known:
        raise NotFoundError("unknown_preset", name=name, known=", ".join(known))


def apply(store: Store, name: str) -> None:
    """Fill an empty region file from a preset, as one journal entry; with the closed days of this year and the next.

    Raises ``NotFoundError("unknown_preset", name=…, known=…)``.
    """
    sheet = _sheet(name)
    with store.write(_("Region {region} set up").format(region=sheet["region"]["name"])) as work:
        maker = _Maker(work)
        maker.region(name, sheet["region"])
        maker.municipalities(sheet["municipality"])
        maker.organisations(sheet["organisation"])
        maker.bodies(sheet["body"])
        maker.seats_of_municipalities(sheet["municipality"])
        maker.actions(sheet.get("line", []), sheet.get("action", []))
        for year in (work.clock.today().year, work.clock.today().year + 1):
            fill_closed_year(work, year)


def _municipality_rows() -> list[dict[str, str]]:
    with resource("presets", "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sheet(name: str) -> dict[str, Any]:
    """All that a preset says: what every transport region has, and what this region has of its own."""
    check_name(name)
    path = resource("presets", f"{name}.toml")
    own = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    rows = _municipality_rows()
    region = own.get("transport_region") or next(
        row["transport_region"] for row in rows if row["transport_region"].lower() == name
    )
    common = resource("presets", "transport_region.toml").read_text(encoding="utf-8")
    shared = tomllib.loads(common.replace("{region}", region))
    return {
        **own,
        "region": own.get("region", shared["region"]),
        "municipality": [row for row in rows if row["transport_region"] == region],
        "organisation": [*own.get("organisation", []), *shared["organisation"]],
        "body": [*own.get("body", []), *shared["body"]],
    }


class _Maker:
    """Makes the records of one preset; remembers ids by the keys that the preset's files use."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._organisations: dict[str, UUID] = {}
        self._bodies: dict[str, UUID] = {}
        self._members: list[str] = []

    def region(self, preset: str, row: Mapping[str, Any]) -> None:
        """Two files made from one preset are two regions: each has an id of its own."""
        key = ("region", preset, self._work.entry.id)
        self._make(Region, RegionFields, key, {"name": row["name"], "preset": preset})

    def municipalities(self, rows: Iterable[Mapping[str, str]]) -> None:
        for row in rows:
            values = {
                "name": row["name"],
                "short_name": row["name"],
                "kind": OrganisationKind.MUNICIPALITY,
                "nis": row["nis"],
                "ovo_code": row["ovo_code"] or None,
                "lblod_uri": row["lblod_uri"] or None,
            }
            made = self._make(Organisation, OrganisationFields, ("organisation", row["nis"]), values)
            self._organisations[row["nis"]] = made.id
            self._members.append(row["nis"])

    def organisations(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            fields = {name: value for name, value in row.items() if name not in {"key", "speaks_for"}}
            made = self._make(Organisation, OrganisationFields, ("organisation", row["key"]), fields)
            self._organisations[row["key"]] = made.id
            for member in self._spread(row.get("speaks_for", [])):
                values = {"speaker_id": made.id, "member_id": member}
                self._make(Representation, RepresentationFields, ("spokes", made.id, member), values)

    def bodies(self, rows: list[dict[str, Any]]) -> None:
        """The bodies in the order of the preset; one that prepares another stands before it."""
        links = {"key", "members", "co_chairs", "organisation", "prepared_by"}
        for row, order in zip(rows, keys(len(rows)), strict=True):
            values = {name: value for name, value in row.items() if name not in links} | {
                "organisation_id": self._organisations.get(row.get("organisation", "")),
                "prepared_by_id": self._bodies.get(row.get("prepared_by", "")),
                "order_key": f"a{order}",
            }
            body = self._body(row["key"], values)
            self._permit(body)
            self._seat(body, self._spread(row.get("members", [])), MemberRole.MEMBER)
            self._seat(body, self._spread(row.get("co_chairs", [])), MemberRole.CO_CHAIR)

    def seats_of_municipalities(self, rows: list[dict[str, str]]) -> None:
        """The college and the council of each municipality: they keep no agenda here, so nothing is permitted."""
        for row, order in zip(rows, keys(len(rows)), strict=True):
            common = {
                "organisation_id": self._organisations[row["nis"]],
                "legal_form": LegalForm.PUBLIC_BODY,
            }
            college = {
                "name": f"College van burgemeester en schepenen {row['name']}",
                "short_name": f"CBS {row['name']}",
                "kind": BodyKind.COLLEGE,
                "lblod_uri": row["college_lblod_uri"] or None,
                "order_key": f"m{order}",
            }
            council = {
                "name": f"Gemeenteraad {row['name']}",
                "short_name": f"GR {row['name']}",
                "kind": BodyKind.MUNICIPAL_COUNCIL,
                "order_key": f"t{order}",
            }
            self._body(f"college/{row['nis']}", college | common)
            self._body(f"council/{row['nis']}", council | common)

    def actions(self, lines: list[dict[str, Any]], actions: list[dict[str, Any]]) -> None:
        ids: dict[str, UUID] = {}
        for line, order in zip(lines, keys(len(lines)), strict=True):
            values = {"name": line["name"], "order_key": order}
            made = self._make(StrategicLine, StrategicLineFields, ("strategic_line", line["key"]), values)
            ids[line["key"]] = made.id
        for row, order in zip(actions, keys(len(actions)), strict=True):
            values = {name: value for name, value in row.items() if name != "lines"} | {
                "state": ActionState.RUNNING,
                "origin": row.get("origin", ORIGIN),
                "order_key": order,
            }
            action = self._make(
                RegionalAction, RegionalActionFields, ("regional_action", row["number"]), values
            )
            for line in row["lines"]:
                link = {"action_id": action.id, "line_id": ids[line]}
                key = ("action_strategic_line", action.id, ids[line])
                self._make(ActionStrategicLine, ActionStrategicLineFields, key, link)

    def _body(self, key: str, values: dict[str, Any]) -> Body:
        body = self._make(Body, BodyFields, ("body", key), values)
        self._bodies[key] = body.id
        return body

    def _permit(self, body: Body) -> None:
        for permission in default_permissions(body.kind):
            values = {
                "body_id": body.id,
                "body_kind": body.kind,
                "item_type": permission.item_type,
                "transport_layer": permission.layer,
                "outcome": permission.outcome,
            }
            key = ("body_permission", body.id, permission.item_type, permission.layer)
            self._make(BodyPermission, BodyPermissionFields, key, values)

    def _seat(self, body: Body, organisations: Iterable[UUID], role: MemberRole) -> None:
        for organisation in organisations:
            values = {"body_id": body.id, "organisation_id": organisation, "role": role}
            key = ("membership", body.id, organisation, role)
            self._make(Membership, MembershipFields, key, values)

    def _spread(self, names_: Iterable[str]) -> list[UUID]:
        """The organisations behind keys; the municipalities have one word for all of them."""
        spread = [
            member for name in names_ for member in (self._members if name == MUNICIPALITIES else [name])
        ]
        return [self._organisations[name] for name in spread]

    def _make(
        self, table: type[R], fields: type[SQLModel], key: tuple[object, ...], values: Mapping[str, Any]
    ) -> R:
        record = record_of(table, validated(fields, values))
        record.id = natural_id(str(key[0]), *key[1:])
        return self._work.add(record)
