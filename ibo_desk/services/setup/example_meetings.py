"""The example's meetings: who attended, what stood on the agenda and what came of it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Attendance,
    Body,
    CollegeConsequence,
    Meeting,
    Position,
    Referral,
    ReferralTarget,
)
from ibo_desk.data.tables.feedback import CollegeConsequenceFields
from ibo_desk.data.tables.meetings import AttendanceFields, MeetingFields
from ibo_desk.data.tables.topics import (
    AgendaItemFields,
    PositionFields,
    ReferralFields,
    ReferralTargetFields,
)
from ibo_desk.domain.bodies import ItemType, TransportLayer, check_item_type, default_permissions
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import MeetingState, took_place
from ibo_desk.domain.ordering import keys
from ibo_desk.domain.organisations import Capacity, Presence
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.meetings.chairs import write_chairs
from ibo_desk.services.setup.example_region import People
from ibo_desk.services.setup.example_shelf import Shelf, sheet

SHEETS = ("projectteam", "cvb", "ibo", "vrr")
# These do not sit at the table as the voice of their organisation.
_BESIDE_THE_TABLE = frozenset({Capacity.CONTACT, Capacity.SECRETARY})


class Year:
    """The meetings of all bodies; items may name items of other meetings, before or after their own."""

    def __init__(
        self, work: Work, shelf: Shelf, people: People, topics: Mapping[str, Mapping[str, object]]
    ) -> None:
        self._work = work
        self._shelf = shelf
        self._people = people
        self._topics = topics

    def add(self) -> None:
        """Make all of them; every item has its id before the first is made."""
        sheets = [sheet(name) for name in SHEETS]
        for table in sheets:
            for meeting in table["meeting"]:
                self._shelf.promise("meeting", meeting["key"])
                for item in meeting.get("item", []):
                    self._shelf.promise("item", item["key"])
        for table in sheets:
            body = self._work.get(Body, self._shelf.find("body", table["body"]))
            body.numbers_minutes = table.get("numbers_minutes", False)
            self._meetings(body, table["meeting"])

    def _meetings(self, body: Body, rows: list[dict[str, Any]]) -> None:
        numbers: Counter[int] = Counter()
        for row in rows:
            numbers[row["on"].year] += 1
            record_id = self._shelf.find("meeting", row["key"])
            fixed = {"body_id": body.id, "number": numbers[row["on"].year]}
            self._shelf.make(self._work, Meeting, MeetingFields, record_id, row, **fixed)
            write_chairs(self._work, record_id, row.get("chairs", ()))
            state = MeetingState(row["state"])
            if state is not MeetingState.CANCELLED:
                self._attendance(record_id, body.short_name, row, held=took_place(state))
            items = row.get("item", [])
            for item, order in zip(items, keys(len(items)), strict=True):
                self._item(item, body, record_id, order, held=took_place(state))

    def _attendance(self, meeting_id: UUID, body: str, row: dict[str, Any], *, held: bool) -> None:
        for delegate in self._people.delegates:
            if (
                delegate.body != body
                or delegate.capacity in _BESIDE_THE_TABLE
                or not delegate.acts_on(row["on"])
            ):
                continue
            replaced_by = row.get("replaced", {}).get(delegate.organisation)
            line = {
                "organisation": delegate.organisation,
                "person": delegate.person,
                "capacity": delegate.capacity,
                "label": f"{delegate.person}, {delegate.function}",
                "presence": _presence(row, delegate.organisation, replaced=bool(replaced_by), held=held),
                "replaced_by": replaced_by,
            }
            self._line(meeting_id, line)
        for guest in row.get("guests", []):
            label = f"{guest['person']}, {self._people.functions[guest['person']]}"
            presence = Presence.PRESENT if held else Presence.UNKNOWN
            self._line(
                meeting_id, {**guest, "capacity": Capacity.GUEST, "label": label, "presence": presence}
            )

    def _line(self, meeting_id: UUID, line: dict[str, Any]) -> None:
        organisation = self._shelf.find("organisation", line["organisation"])
        key = natural_id("attendance", meeting_id, organisation, line["label"])
        self._shelf.make(self._work, Attendance, AttendanceFields, key, line, meeting_id=meeting_id)

    def _item(self, row: dict[str, Any], body: Body, meeting_id: UUID, order: str, *, held: bool) -> None:
        topic = self._topics.get(row.get("topic", ""), {})
        layer = row.get("transport_layer", topic.get("transport_layer", TransportLayer.NONE))
        treatment = Treatment(row.get("treatment", Treatment.TREATED if held else Treatment.OPEN))
        permissions = frozenset(default_permissions(body.kind))
        outcome = check_item_type(
            permissions, body.name, ItemType(row["item_type"]), TransportLayer(str(layer))
        )
        fixed = {
            "meeting_id": meeting_id,
            "body_id": body.id,
            "order_key": order,
            "title": row.get("title", topic.get("title", "")),
            "transport_layer": layer,
            "treatment": treatment,
            "outcome": outcome if treatment is Treatment.TREATED else None,
        }
        record_id = self._shelf.find("item", row["key"])
        self._shelf.make(self._work, AgendaItem, AgendaItemFields, record_id, row, **fixed)


def _presence(row: dict[str, Any], organisation: str, *, replaced: bool, held: bool) -> Presence:
    if replaced:
        return Presence.REPLACED
    if organisation in row.get("excused", []):
        return Presence.EXCUSED
    if organisation in row.get("absent", []):
        return Presence.ABSENT
    return Presence.PRESENT if held else Presence.UNKNOWN


def add_positions(work: Work, shelf: Shelf) -> None:
    """What partners said, to whom an item was referred, and what it means for one municipality."""
    table = sheet("positions")
    for row in table["position"]:
        item, organisation = shelf.find("item", row["item"]), shelf.find("organisation", row["organisation"])
        key = natural_id("position", item, organisation, row.get("subject", ""))
        shelf.make(work, Position, PositionFields, key, row)
    for row in table["referral"]:
        referral = natural_id("example", "referral", row["item"])
        shelf.make(work, Referral, ReferralFields, referral, row)
        for target in row["targets"]:
            name = target.get("body") or target["action"]
            key = natural_id("referral_target", referral, name)
            shelf.make(work, ReferralTarget, ReferralTargetFields, key, target, referral_id=referral)
    for row in table["consequence"]:
        item, college = shelf.find("item", row["item"]), shelf.find("college", row["college"])
        key = natural_id("college_consequence", item, college)
        shelf.make(work, CollegeConsequence, CollegeConsequenceFields, key, row)
