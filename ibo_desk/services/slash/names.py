"""Who is meant by the names in a slash line: exactly one, or a question back; never a guess."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.base.tables import actions, alive, bodies, organisations, valid_on

ALL_MUNICIPALITIES = "alle gemeenten"
ALL_BODIES = {
    "alle gemeenteraden": BodyKind.MUNICIPAL_COUNCIL,
    "alle colleges": BodyKind.COLLEGE,
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
_SEPARATORS = re.compile(r"\s*[,;+]\s*")
_SOFT = re.compile(r"(\s+en\s+|\s*/\s*)", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """Names as people write them → the ids they stand for; ``shown`` are the ones that are offered, in order.

    A name that stands for several records (two towns with one name) has several ids under ``known``.
    """

    known: Mapping[str, frozenset[UUID]]
    shown: tuple[str, ...]
    groups: Mapping[str, tuple[UUID, ...]]
    labels: Mapping[UUID, str]

    @cached_property
    def _spelt(self) -> list[str]:
        return [*self.known, *self.groups]

    def resolve(self, text: str) -> tuple[UUID, ...]:
        """The records that "Kortrijk, Kuurne en Harelbeke" means, each once.

        Raises ``NotFoundError("no_such_party")`` or ``("misspelt_party")`` with the nearest names,
        ``AmbiguousNameError("ambiguous_name")``.
        """
        ids: list[UUID] = []
        for piece in _SEPARATORS.split(text.strip()):
            for name in self._apart(piece) if piece else ():
                ids += self.one(name)
        return tuple(dict.fromkeys(ids))

    def _apart(self, piece: str) -> list[str]:
        """ "Kuurne en Harelbeke" is two names, "Mobiliteit en Openbare Werken" one: the longest that is known wins."""
        parts = _SOFT.split(piece)
        out: list[str] = []
        start = 0
        while start < len(parts):
            end = next(
                (stop for stop in range(len(parts), start, -2) if self._is_known("".join(parts[start:stop]))),
                start + 1,
            )
            out.append("".join(parts[start:end]))
            start = end + 1
        return out

    def _is_known(self, name: str) -> bool:
        return fold(name) in self.known or fold(name) in self.groups

    def one(self, name: str) -> tuple[UUID, ...]:
        """What a single name means: one record, or all of a group; raises like ``resolve``."""
        folded = fold(name)
        if folded in self.groups:
            return self.groups[folded]
        ids = self.known.get(folded, frozenset())
        if len(ids) > 1:
            raise AmbiguousNameError(
                "ambiguous_name", name=name, names=tuple(sorted(self.labels[record_id] for record_id in ids))
            )
        if ids:
            return tuple(ids)
        near = self.near(name)
        if near:
            raise NotFoundError("misspelt_party", name=name, nearest=near)
        raise NotFoundError("no_such_party", name=name)

    def near(self, name: str) -> tuple[str, ...]:
        """The names that look like this one, the nearest first, as they are shown."""
        close = difflib.get_close_matches(fold(name), self._spelt, n=3, cutoff=0.72)
        shown: dict[str, None] = {}
        for spelling in close:
            ids = self.known.get(spelling, frozenset())
            shown.update({self.labels[record_id]: None for record_id in ids} or {spelling: None})
        return tuple(shown)

    def beginning(self, start: str) -> list[str]:
        """The offered names that begin so, or of which a word does."""
        folded = fold(start)
        first = [name for name in self.shown if fold(name).startswith(folded)]
        within = [name for name in self.shown if name not in first and f" {folded}" in f" {fold(name)}"]
        return first + (within if folded else [])


def partner_names(session: Session, on: date) -> Names:
    """The organisations that exist on a day, by name and short name; "alle gemeenten" is all municipalities."""
    query = (
        select(organisations.c.id, organisations.c.name, organisations.c.short_name, organisations.c.kind)
        .where(alive(organisations), valid_on(organisations, on))
        .order_by(organisations.c.name_folded)
    )
    rows = list(session.execute(query))
    towns = tuple(row.id for row in rows if row.kind is OrganisationKind.MUNICIPALITY)
    named = [(row.id, (row.short_name, row.name)) for row in rows]
    groups = {ALL_MUNICIPALITIES: towns} if towns else {}
    return _names(named, groups, {row.id: display_name(row.short_name, row.name) for row in rows})


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
    groups = {
        words: tuple(row.id for row in rows if row.kind is kind)
        for words, kind in ALL_BODIES.items()
        if any(row.kind is kind for row in rows)
    }
    return _names(named, groups, labels)


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
    return Names({name: frozenset(ids) for name, ids in known.items()}, (*groups, *shown), groups, labels)


__all__ = ["Names", "action_names", "body_names", "partner_names", "slug"]
