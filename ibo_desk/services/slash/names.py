"""The names that a slash line may hold: partners, bodies, actions and who is on the attendance list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.organisations import DELEGATES, WAS_THERE, Capacity, OrganisationKind
from ibo_desk.services.base.tables import (
    actions,
    again,
    alive,
    attendances,
    bodies,
    mandates,
    organisations,
    persons,
    valid_on,
)
from ibo_desk.services.parties.voices import voices_in
from ibo_desk.services.slash.matching import Holder, Names

ALL_MUNICIPALITIES = "alle gemeenten"
EVERYBODY = "alle aanwezigen"
_ALSO_EVERYBODY = (
    "iedereen",
    "allen",
    "alle partners",
    "alle leden",
    "de aanwezigen",
    "alle aanwezige partners",
)
# Those of a group who have said nothing yet: what a partner said before stays, so the group may hold it too.
_THE_OTHERS = {
    ALL_MUNICIPALITIES: (
        "de andere gemeenten",
        "de overige gemeenten",
        "andere gemeenten",
        "overige gemeenten",
    ),
    EVERYBODY: (
        "de anderen",
        "de rest",
        "de overigen",
        "alle anderen",
        "de andere partners",
        "de overige partners",
        "de andere leden",
        "de overige leden",
    ),
}
_COUNTS = {13: "dertien", 12: "twaalf", 11: "elf", 10: "tien"}
_COUNCILS = {
    "gemeenteraden": "gemeenteraad",
    "gemeenteraad": "gemeenteraad",
    "colleges": "college",
    "college": "college",
}
ALL_BODIES = {
    "gemeenteraden": BodyKind.MUNICIPAL_COUNCIL,
    "colleges": BodyKind.COLLEGE,
}
ACTION_ITSELF = ("regionale actie", "de regionale actie", "de actie", "actie")
_OF_TOWN = {
    BodyKind.MUNICIPAL_COUNCIL: ("gemeenteraad {town}", "gemeenteraad van {town}", "gr {town}"),
    BodyKind.COLLEGE: ("college {town}", "college van {town}", "cbs {town}", "schepencollege {town}"),
}
_BY_KIND = {
    BodyKind.PROVINCIAL_EXECUTIVE: ("deputatie", "de deputatie"),
    BodyKind.TRANSPORT_REGION_COUNCIL: ("vervoerregioraad", "de vervoerregioraad"),
    BodyKind.GOVERNMENT: ("vlaamse regering", "de vlaamse regering"),
}


def partner_names(session: Session, on: date) -> Names:
    """The organisations that exist on a day, by name and short name, and by who holds an office in them."""
    query = (
        select(organisations.c.id, organisations.c.name, organisations.c.short_name, organisations.c.kind)
        .where(alive(organisations), valid_on(organisations, on))
        .order_by(organisations.c.name_folded)
    )
    rows = list(session.execute(query))
    towns = tuple(row.id for row in rows if row.kind is OrganisationKind.MUNICIPALITY)
    named = [(row.id, (row.short_name, row.name)) for row in rows]
    labels = {row.id: display_name(row.short_name, row.name) for row in rows}
    return replace(_names(named, _counted("gemeenten", towns), labels), holders=_holders(session, on))


def partners_at(session: Session, meeting_id: UUID, body_id: UUID, on: date) -> Names:
    """The same during a meeting: who is on its list holds an office too, and "iedereen" is who is there."""
    names = partner_names(session, on)
    listed = attendance_names(session, meeting_id)
    offices = tuple(replace(holder, target=holder.organisation_id) for holder in listed.holders)
    speaker = {member: voice.id for voice in voices_in(session, body_id, on) for member in voice.members}
    query = select(attendances.c.organisation_id).where(
        attendances.c.meeting_id == meeting_id,
        attendances.c.presence.in_(WAS_THERE),
        attendances.c.capacity.in_(sorted({*DELEGATES, Capacity.ADVISORY})),
        alive(attendances),
    )
    there = tuple(dict.fromkeys(speaker.get(each, each) for each in session.execute(query).scalars()))
    everybody = dict.fromkeys((EVERYBODY, *_ALSO_EVERYBODY), there) if there else {}
    offered = (EVERYBODY, *names.shown) if there else names.shown
    known = {(holder.person, holder.organisation_id) for holder in offices}
    others = (holder for holder in names.holders if (holder.person, holder.organisation_id) not in known)
    return replace(names, groups={**names.groups, **everybody}, shown=offered, holders=(*offices, *others))


def with_the_others(names: Names) -> Names:
    """The same where a line adds to what was said before: "de andere gemeenten", "de rest"."""
    others = {
        name: names.groups[group]
        for group, said in _THE_OTHERS.items()
        for name in said
        if group in names.groups
    }
    return replace(names, groups={**names.groups, **others})


def attendance_names(session: Session, meeting_id: UUID) -> Names:
    """The lines of an attendance list: by organisation, by person, and by office; "alle gemeenten" are those on it."""
    substitute = again(persons, "substitute")
    query = (
        select(
            attendances.c.id,
            attendances.c.label,
            attendances.c.organisation_id,
            organisations.c.name,
            organisations.c.short_name,
            organisations.c.kind,
            func.coalesce(substitute.c.name, "").label("substitute"),
            func.coalesce(substitute.c.function, "").label("as_what"),
        )
        .join(organisations, organisations.c.id == attendances.c.organisation_id)
        .outerjoin(substitute, substitute.c.id == attendances.c.replaced_by_id)
        .where(attendances.c.meeting_id == meeting_id, alive(attendances))
        .order_by(organisations.c.name_folded, attendances.c.id)
    )
    rows = list(session.execute(query))
    named = [(row.id, (row.short_name, row.name)) for row in rows]
    labels, holders = {}, []
    places: dict[str, set[UUID]] = {}
    for row in rows:
        person, _comma, function = row.label.partition(", ")
        labels[row.id] = f"{row.name} ({row.substitute or person})" if person else row.name
        said = [(person, function), (row.substitute, row.as_what)]
        holders += [Holder(row.id, row.organisation_id, name, what) for name, what in said if name]
        for name in filter(None, (row.name, row.short_name)):
            places.setdefault(fold(name), set()).add(row.organisation_id)
    groups = {"iedereen": tuple(row.id for row in rows)} if rows else {}
    towns = (row.id for row in rows if row.kind is OrganisationKind.MUNICIPALITY)
    groups |= _counted("gemeenten", tuple(towns))
    where = {name: frozenset(ids) for name, ids in places.items()}
    return replace(_names(named, groups, labels), holders=tuple(holders), places=where)


def _holders(session: Session, on: date) -> tuple[Holder, ...]:
    """Who holds an office by a mandate of that day, each once."""
    function = func.coalesce(func.nullif(mandates.c.function, ""), persons.c.function)
    query = (
        select(mandates.c.organisation_id, persons.c.name, function.label("function"))
        .join(persons, persons.c.id == mandates.c.person_id)
        .where(alive(mandates, persons), valid_on(mandates, on))
        .order_by(persons.c.name_folded)
    )
    return tuple(
        dict.fromkeys(
            Holder(row.organisation_id, row.organisation_id, row.name, row.function)
            for row in session.execute(query)
        )
    )


def _counted(noun: str, ids: tuple[UUID, ...]) -> dict[str, tuple[UUID, ...]]:
    """ "alle gemeenten", "de dertien gemeenten", "13 gemeenten"."""
    count = len(ids)
    numbers = [str(count), *([_COUNTS[count]] if count in _COUNTS else [])]
    spelt = [
        f"alle {noun}",
        f"de {noun}",
        *(f"{lead}{number} {noun}" for number in numbers for lead in ("alle ", "de ", "")),
    ]
    return dict.fromkeys(spelt, ids) if ids else {}


def body_names(session: Session) -> Names:
    """The bodies to which an item can be referred; "gemeenteraad Kortrijk" and "alle gemeenteraden" are names too."""
    query = (
        select(
            bodies.c.id, bodies.c.name, bodies.c.short_name, bodies.c.kind, organisations.c.name.label("town")
        )
        .outerjoin(organisations, organisations.c.id == bodies.c.organisation_id)
        .where(alive(bodies))
        .order_by(bodies.c.order_key, bodies.c.name_folded)
    )
    rows = list(session.execute(query))
    named, labels = [], {}
    for row in rows:
        of_town = [word.format(town=row.town) for word in _OF_TOWN.get(row.kind, ()) if row.town]
        alone = sum(other.kind is row.kind for other in rows) == 1
        by_kind = _BY_KIND.get(row.kind, ()) if alone else ()
        labels[row.id] = of_town[0] if of_town else row.name
        named.append((row.id, (labels[row.id], row.name, row.short_name, *of_town, *by_kind)))
    groups: dict[str, tuple[UUID, ...]] = {}
    for noun, kind in ALL_BODIES.items():
        groups |= _counted(noun, tuple(row.id for row in rows if row.kind is kind))
    return replace(_names(named, groups, labels), kinds=_COUNCILS)


def action_names(session: Session) -> Names:
    """The regional actions, by number, short title and title, with hyphens where a word may hold no space."""
    query = select(actions.c.id, actions.c.number, actions.c.title, actions.c.short_title)
    rows = list(session.execute(query.where(alive(actions)).order_by(actions.c.order_key, actions.c.id)))
    named = [
        (
            row.id,
            (
                slug(display_name(row.short_title, row.title)),
                row.number,
                slug(row.title),
                row.short_title,
                row.title,
            ),
        )
        for row in rows
    ]
    return _names(named, {}, {row.id: display_name(row.short_title, row.title) for row in rows})


def slug(title: str) -> str:
    """ "K-R8 en ring" → "K-R8-en-ring"."""
    return re.sub(r"[^\w./’'-]+", "-", title).strip("-")


def _names(
    named: Iterable[tuple[UUID, tuple[str, ...]]],
    groups: Mapping[str, tuple[UUID, ...]],
    labels: Mapping[UUID, str],
) -> Names:
    known: dict[str, set[UUID]] = {}
    shown: list[str] = []
    for record_id, names in named:
        offered = names[0] or names[1]
        if offered not in shown:
            shown.append(offered)
        for name in names:
            if name:
                known.setdefault(fold(name), set()).add(record_id)
    firsts = {group: name for name, group in reversed(list(groups.items()))}  # of each group its first name
    everything = {name: frozenset(ids) for name, ids in known.items()}
    return Names(everything, (*reversed(list(firsts.values())), *shown), groups, labels)


__all__ = [
    "Names",
    "action_names",
    "attendance_names",
    "body_names",
    "partner_names",
    "partners_at",
    "slug",
    "with_the_others",
]
