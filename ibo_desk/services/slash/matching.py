"""Who is meant by words in a slash line: records by name, by group, or by who held an office on that day."""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError, UserError
from ibo_desk.domain.names import fold

_SEPARATORS = re.compile(r"\s*[,;+]\s*(?:en\s+)?")
_SOFT = re.compile(r"(\s+en\s+|\s*/\s*)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)")  # "De Lijn (Wim Wilgenroosveld)", as lines are told back
_EXCEPT = re.compile(
    r"(?P<all>.+?),?\s+(?:behalve|uitgezonderd|met uitzondering van|zonder)\s+(?P<less>.+)"
    r"|(?P<every>.+?),?\s+op\s+(?P<but>.+?)\s+na",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {
        "van",
        "de",
        "het",
        "der",
        "den",
        "uit",
        "te",
        "voor",
        "in",
        "en",
        "'s",
        "mevrouw",
        "meneer",
        "dhr",
        "mevr",
    }
)
OFFICES = (
    "burgemeester", "schepen", "gedeputeerde", "voorzitter", "ondervoorzitter", "directeur", "gouverneur", "minister",
    "secretaris", "afgevaardigde", "ambtenaar", "coordinator", "diensthoofd", "afdelingshoofd",
)  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """Somebody with an office on a day, as their mandate or the attendance list says; ``target`` is what is meant."""

    target: UUID
    organisation_id: UUID
    person: str
    function: str

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[\w'-]+", fold(self.function)))

    def is_called(self, name: str) -> bool:
        """By whole name, or by what it ends in: the surname."""
        return f" {fold(self.person)}".endswith(f" {name}")


@dataclass(frozen=True)
class Names:
    """Names as people write them → the ids they stand for; ``shown`` are the ones that are offered, in order.

    A name that stands for several records (two towns with one name) has several ids under ``known``. ``places`` are the
    organisations to which an office belongs ("burgemeester van Zwevegem"), by folded name; ``kinds`` the words that
    count for the towns behind them ("gemeenteraden van Menen en Deerlijk").
    """

    known: Mapping[str, frozenset[UUID]]
    shown: tuple[str, ...]
    groups: Mapping[str, tuple[UUID, ...]]
    labels: Mapping[UUID, str]
    holders: tuple[Holder, ...] = ()
    places: Mapping[str, frozenset[UUID]] | None = None
    kinds: Mapping[str, str] | None = None

    @cached_property
    def _spelt(self) -> list[str]:
        return [*self.known, *self.groups]

    def resolve(self, text: str) -> tuple[UUID, ...]:
        """The records that "Kortrijk, Kuurne en Harelbeke" or "alle gemeenten behalve Menen" means, each once.

        Raises ``NotFoundError("no_such_party")``, ``("misspelt_party")`` with the nearest names, ``("office_vacant")``
        or ``("not_among")``; ``AmbiguousNameError("ambiguous_name")`` or ``("ambiguous_office")``.
        """
        apart = _EXCEPT.fullmatch(text.strip())
        if apart is None:
            return self._each(text)
        kept = self._each(apart["all"] or apart["every"])
        less = self._each(apart["less"] or apart["but"], self._kind_of(apart["all"] or apart["every"]))
        for record_id in less:
            if record_id not in kept:
                raise NotFoundError(
                    "not_among", name=self.labels[record_id], group=apart["all"] or apart["every"]
                )
        return tuple(record_id for record_id in kept if record_id not in less)

    def resolve_some(self, text: str) -> tuple[tuple[UUID, ...], dict[str, UserError]]:
        """The same of a list of names of which some may be unknown: those come with why; raises where none is known."""
        ids: list[UUID] = []
        refused: dict[str, UserError] = {}
        if _EXCEPT.fullmatch(text.strip()) is None:
            for name in self._said(text):
                try:
                    ids += self._each(name)
                except (NotFoundError, AmbiguousNameError) as error:
                    refused[name] = error
        if not ids or not refused:
            return self.resolve(text), {}
        return tuple(dict.fromkeys(ids)), refused

    def _said(self, text: str) -> list[str]:
        pieces = _SEPARATORS.split(text.strip())
        return [said for piece in pieces if piece for said in self._apart(piece)]

    def _each(self, text: str, kind: str = "") -> tuple[UUID, ...]:
        ids: list[UUID] = []
        for said in self._said(text):
            name = said if self._is_known(said) else _ASIDE.sub("", said)
            kind = self._kind_of(name) or kind
            ids += self.meaning_of(self._of_kind(name, kind))
        return tuple(dict.fromkeys(ids))

    def _kind_of(self, name: str) -> str:
        """ "gemeenteraden van Menen" sets what the towns behind it stand for."""
        folded = fold(name)
        return next((single for words, single in (self.kinds or {}).items() if words in folded.split()), "")

    def _of_kind(self, name: str, kind: str) -> str:
        if not kind or self._is_known(name):
            return name
        words = [word for word in fold(name).split() if self._kind_of(word) != kind and word not in _SMALL]
        said = f"{kind} {' '.join(words)}"
        return said if self._is_known(said) else name

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
        folded = fold(name)
        return folded in self.known or folded in self.groups or bool(self._in_office(folded)[0])

    def meaning_of(self, name: str) -> tuple[UUID, ...]:
        """What a single name means: one record, or all of a group; raises like ``resolve``."""
        folded = fold(name)
        if folded in self.groups:
            return self.groups[folded]
        ids = self.known.get(folded, frozenset())
        if len(ids) > 1:
            raise AmbiguousNameError(
                "ambiguous_name", name=name, names=tuple(sorted(self.labels[record_id] for record_id in ids))
            )
        return tuple(ids) or self._by_office(name)

    def _by_office(self, name: str) -> tuple[UUID, ...]:
        """Whom an office or a person's name means on that day; nobody is picked where several are meant."""
        meant, office, places = self._in_office(fold(name))
        if len({holder.person for holder in meant}) > 1:
            raise AmbiguousNameError("ambiguous_office", name=name, names=self._told_apart(meant))
        if meant:
            return tuple(dict.fromkeys(holder.target for holder in meant))
        if places and office and any(word in OFFICES for word in office):
            raise NotFoundError("office_vacant", name=name)
        near = self.near(name)
        if near:
            raise NotFoundError("misspelt_party", name=name, nearest=near)
        raise NotFoundError("no_such_party", name=name)

    def _told_apart(self, meant: Collection[Holder]) -> tuple[str, ...]:
        """Each with the organisation where there are several of them, else with the office held in it."""
        several = len({holder.organisation_id for holder in meant}) > 1

        def what(holder: Holder) -> str:
            return self.labels.get(holder.organisation_id, "") if several else ""

        called = (f"{holder.person} ({what(holder) or holder.function})" for holder in meant)
        return tuple(dict.fromkeys(sorted(called)))

    def _in_office(self, folded: str) -> tuple[list[Holder], list[str], frozenset[UUID]]:
        """Who is meant by "schepen van mobiliteit menen" or a surname; the words of the office; the place."""
        by_name = [holder for holder in self.holders if holder.is_called(folded)]
        if by_name:
            return by_name, [], frozenset()
        place, rest = self._place_in(folded)
        office = [word for word in re.findall(r"[\w'-]+", rest) if word not in _SMALL]
        ids = (self.places or self.known).get(place, frozenset()) if place else frozenset()
        if ids and office:
            return (
                [h for h in self.holders if h.organisation_id in ids and h.words.issuperset(office)],
                office,
                ids,
            )
        if folded.removeprefix("de ") in OFFICES:
            return [h for h in self.holders if folded.removeprefix("de ") in h.words], [], frozenset()
        first, _space, surname = folded.partition(" ")
        if first in OFFICES and surname:
            own = [h for h in self.holders if first in h.words and h.is_called(surname)]
            return own or [h for h in self.holders if h.words.issuperset(office)], [first], frozenset()
        return [], office, ids

    def _place_in(self, folded: str) -> tuple[str, str]:
        """The longest name of an organisation at the end, or at the beginning, of words; and the other words."""
        for name in sorted(self.places or self.known, key=len, reverse=True):
            if folded.endswith(f" {name}"):
                return name, folded[: -len(name)].strip()
            if folded.startswith(f"{name} "):
                return name, folded[len(name) :].strip()
        return "", folded

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
