"""Who was there, and who represented one municipality (R21: shown from the day itself, never from today's delegate)."""

from collections.abc import Iterable
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import joined
from ibo_desk.documents.content_rows import AttendanceGroup, Attendee
from ibo_desk.documents.rich_text import Blocks, plain
from ibo_desk.domain.organisations import CHAIRS, DELEGATES, WAS_THERE, Capacity, Presence
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.parties.people import MandateRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock

_PLAIN = frozenset({Capacity.FULL, Capacity.GUEST})
_GROUPS = (
    ("present", N_("Present")),
    ("guests", N_("Guests")),
    (Presence.EXCUSED, N_("Excused")),
    (Presence.ABSENT, N_("Absent")),
)


def groups(facts: MeetingFacts) -> tuple[AttendanceGroup, ...]:
    """The attendance list by group; those of whom nothing was noted come last."""
    groups = [
        AttendanceGroup(label=_(heading), rows=tuple(attendee(r) for r in facts.attendance if _in(r) == key))
        for key, heading in _GROUPS
    ]
    unknown = tuple(attendee(r) for r in facts.attendance if _in(r) is Presence.UNKNOWN)
    if unknown:
        heading = _("Attendance not noted") if facts.held else _("Invited")
        groups.append(AttendanceGroup(label=heading, rows=unknown))
    return tuple(group for group in groups if group.rows)


def _in(row: AttendanceRow) -> str:
    if row.presence in WAS_THERE:
        return "guests" if row.capacity is Capacity.GUEST else "present"
    return row.presence


def attendee(row: AttendanceRow) -> Attendee:
    """One line of the list: who sat there for whom, and from when to when."""
    replaced = row.presence is Presence.REPLACED and bool(row.replaced_by)
    name, _comma, function = row.label.partition(", ")
    notes = [_("replaces {person}").format(person=name) if replaced else "", _hours(row)]
    return Attendee(
        organisation=row.organisation,
        person=row.replaced_by if replaced else name,
        capacity=_capacity(row, row.replaced_as if replaced else function, replaced=replaced),
        note="; ".join(note for note in notes if note),
    )


def _capacity(row: AttendanceRow, function: str, *, replaced: bool) -> str:
    """The function of that day, and what the person did there, unless the function says so already.

    Who replaces the chair does not chair by that.
    """
    plain = row.capacity in _PLAIN or (replaced and row.capacity in CHAIRS)
    role = "" if plain else label(row.capacity)
    return ", ".join(part for part in (function, "" if role in function else role) if part)


def _hours(row: AttendanceRow) -> str:
    if row.arrived_at and row.left_at:
        return _("from {start} to {end}").format(start=clock(row.arrived_at), end=clock(row.left_at))
    if row.arrived_at:
        return _("from {start}").format(start=clock(row.arrived_at))
    return _("until {end}").format(end=clock(row.left_at)) if row.left_at else ""


def away(facts: MeetingFacts, item: ItemRow) -> Blocks:
    """Who attended the meeting, but not this item; nothing where all of them did."""
    names = [person.name for person in facts.at_items.get(item.id, ()) if person.away]
    text = _("Not present at this item: {names}.").format(names=joined(names))
    return plain(text) if names else ()


def represented_by(
    facts: MeetingFacts, organisation_id: UUID, municipality: str, mandates: Iterable[MandateRow]
) -> str:
    """Who spoke for the municipality, or that nobody did; before the meeting who will."""
    rows = [row for row in facts.attendance if row.organisation_id == organisation_id]
    if not facts.held:
        return _will_represent(rows, mandates, municipality)
    there = [_name(row) for row in rows if row.presence in WAS_THERE]
    if there:
        return joined(there)
    if not facts.attendance or all(row.presence is Presence.UNKNOWN for row in facts.attendance):
        return _("The attendance at this meeting was not noted.")
    if any(row.presence is Presence.UNKNOWN for row in rows):
        return _("The attendance of {municipality} was not noted.").format(municipality=municipality)
    return _nobody(facts, rows, organisation_id, municipality)


def _nobody(facts: MeetingFacts, rows: list[AttendanceRow], organisation_id: UUID, municipality: str) -> str:
    text = _("Nobody represented {municipality} at this meeting.").format(municipality=municipality)
    excused = [row.label for row in rows if row.presence is Presence.EXCUSED and row.label]
    if excused:
        text += " " + _("Excused: {names}.").format(names=joined(excused))
    own = facts.organisations.get(organisation_id)
    speakers = set(own.spoken_for_by) if own else set()
    voices = {
        r.organisation for r in facts.attendance if r.presence in WAS_THERE and r.organisation in speakers
    }
    if voices:
        names = joined(sorted(voices))
        text += " " + _("{names} attended, which speaks for the municipalities.").format(names=names)
    return text


def _name(row: AttendanceRow) -> str:
    if row.presence is Presence.REPLACED and row.replaced_by:
        return _("{person} (replaces {delegate})").format(
            person=", ".join(part for part in (row.replaced_by, row.replaced_as) if part), delegate=row.label
        )
    return row.label or row.organisation


def _will_represent(rows: list[AttendanceRow], mandates: Iterable[MandateRow], municipality: str) -> str:
    invited = [_name(row) for row in rows if row.presence in {Presence.UNKNOWN, *WAS_THERE}]
    delegates = invited or [
        f"{row.person}, {row.function or label(row.capacity)}"
        for row in mandates
        if row.capacity in DELEGATES
    ]
    if not delegates:
        return _("No delegate of {municipality} is known for this meeting.").format(municipality=municipality)
    return joined(delegates)
