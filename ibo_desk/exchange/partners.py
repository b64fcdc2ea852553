"""Partners as people write them in one cell: "alle gemeenten / Departement MOW", "Zwevegem + Avelgem + Anzegem".

A name is looked up, never guessed: what is unknown, misspelt or carries a question mark comes back as such.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ibo_desk.domain.names import display_name, fold, in_full
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.language import _

_SEPARATOR = re.compile(r"(?P<soft>\s+(?:en|&|and|alsook)\s+)|\s*(?:[/;,+\n•]|\s[-–]\s)\s*", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"(?:(?:alle|de|al de)\s+)?(?:(?P<count>\d+)\s+)?(?:steden en )?gemeenten|(?:alle|de)\s+(?P<of>\d+)",
    re.IGNORECASE,
)
_NOT_YET = frozenset(
    {"?", "??", "-", "--", "ntb", "n.t.b.", "nog te bepalen", "tbd", "volgt", "nvt", "n.v.t.", "geen"}
)
_PREFIX = re.compile(
    r"^(?:gemeente|gem\.?|stad|gemeentebestuur|stadsbestuur|lokaal bestuur|de gemeente|de stad)\s+"
)
_ROLE = re.compile(
    r"\s*\((?:co-?)?(?:trekkers?|lead|penhouder|coordinator|coordinatie|initiatiefnemer|voorzitter|partner)\)$"
)
_SUFFIX = re.compile(r"\s+(?:nv|n\.v\.|vzw|cv|cvba|bv|ov|dv)$")


@dataclass(frozen=True)
class KnownOrganisation:
    """What the import knows of an organisation in the file."""

    id: UUID
    name: str
    short_name: str
    kind: OrganisationKind
    valid_to: date | None = None
    successor_id: UUID | None = None
    nis: str | None = None


@dataclass(frozen=True)
class Partners:
    """What a cell says: who is meant, in order and once; and what was not understood, as it was written."""

    ids: tuple[UUID, ...] = ()
    unknown: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()  # with a question mark
    ambiguous: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()  # old name → name of the successor
    wrong_count: int | None = None  # "alle 12 gemeenten" where there are 13
    hints: Mapping[str, str] = field(default_factory=dict)  # unknown → the name it looks like
    likely: Mapping[str, UUID] = field(default_factory=dict)  # unknown → whose name that is
    boroughs: frozenset[str] = frozenset()  # unknown, and a part of the municipality it looks like

    @property
    def understood(self) -> bool:
        return not (self.unknown or self.unsure or self.ambiguous)


def split_partners(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names in a cell.

    A known name that holds a separator ("NMBS / Infrabel") stays whole; "en" and "&" separate only where every part
    is known ("Kuurne en Harelbeke", but not "Wonen en Energie").
    """
    tokens = _tokens(text, known)
    names: list[str] = []
    for at, (start, end, soft) in enumerate(tokens):
        name = text[start:end].strip()
        before = text[tokens[at - 1][0] : tokens[at - 1][1]].strip() if at else ""
        if soft and not (known(name) and known(before)):
            first = text.rindex(names.pop(), 0, start)
            names.append(text[first:end].strip())
        else:
            names.append(name)
    return [name for name in names if name]


def _tokens(text: str, known: Callable[[str], bool]) -> list[tuple[int, int, bool]]:
    """Each longest known name, or what stands between two separators: its start and end, and whether "en" led to it."""
    marks = [(match.start(), match.end(), bool(match["soft"])) for match in _SEPARATOR.finditer(text)]
    starts = [(0, False), *((end, soft) for _start, end, soft in marks)]
    ends = [*(start for start, _end, _soft in marks), len(text)]
    tokens: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(starts):
        start, soft = starts[at]
        longest = (last for last in range(len(ends) - 1, at, -1) if known(text[start : ends[last]].strip()))
        last = next(longest, at)
        tokens.append((start, ends[last], soft))
        at = last + 1
    return tokens


class Register:
    """The organisations of a file by all the names they go by."""

    def __init__(
        self,
        organisations: Iterable[KnownOrganisation],
        municipalities: Iterable[UUID],
        today: date,
        mergers: Mapping[str, str] | None = None,
        boroughs: Mapping[str, str] | None = None,
        aliases: Mapping[str, UUID] | None = None,
    ) -> None:
        """``municipalities`` are those that "alle gemeenten" means, in order; ``mergers`` give a name the file does
        not know any more the NIS code of the municipality it merged into, ``boroughs`` that of the one it is a part of:
        those are asked, never filled in. ``aliases``: folded names of which somebody said whom they mean.
        """
        self.everybody = tuple(municipalities)
        self._by_id = {organisation.id: organisation for organisation in organisations}
        self._today = today
        self._names: dict[str, set[UUID]] = {}
        for organisation in self._by_id.values():
            for name in _names(organisation):
                self._names.setdefault(name, set()).add(organisation.id)
        by_nis = {
            organisation.nis: organisation.id for organisation in self._by_id.values() if organisation.nis
        }
        self._boroughs = {fold(part): by_nis[nis] for part, nis in (boroughs or {}).items() if nis in by_nis}
        self._gone = {fold(old): by_nis[nis] for old, nis in (mergers or {}).items() if nis in by_nis}
        provinces = {
            organisation.id
            for organisation in self._by_id.values()
            if organisation.kind is OrganisationKind.PROVINCE
        }
        for word in ("provincie", "de provincie"):
            self._names.setdefault(word, provinces)
        for name, organisation_id in (aliases or {}).items():
            if organisation_id in self._by_id:
                self._names[name] = {organisation_id}

    def name(self, organisation_id: UUID) -> str:
        return self._by_id[organisation_id].name

    def names(self, ids: Iterable[UUID]) -> str:
        """Organisations in a sentence; all municipalities together have one word."""
        listed = list(ids)
        rest = [organisation_id for organisation_id in listed if organisation_id not in self.everybody]
        if self.everybody and len(listed) - len(rest) == len(self.everybody) > 1:
            text = _("all {count} municipalities").format(count=len(self.everybody))
            return ", ".join([text, *(self.short(organisation_id) for organisation_id in rest)])
        return ", ".join(self.short(organisation_id) for organisation_id in listed)

    def short(self, organisation_id: UUID) -> str:
        organisation = self._by_id[organisation_id]
        return display_name(organisation.short_name, organisation.name)

    def alive(self) -> list[tuple[str, str]]:
        """The organisations that are there today, in their order: as each is shown, and its whole name."""
        there = [
            known for known in self._by_id.values() if not known.valid_to or known.valid_to >= self._today
        ]
        shown = [(display_name(known.short_name, known.name), known.name) for known in there]
        return sorted(shown, key=lambda names: fold(names[0]))

    def called(self, name: str) -> UUID | None:
        """The organisation of exactly this name or short name, also one that is no more; None where no other is."""
        exact = (
            known.id
            for known in self._by_id.values()
            if fold(name) in {fold(known.name), fold(known.short_name)}
        )
        return next(exact, None)

    def is_municipality(self, organisation_id: UUID) -> bool:
        return self._by_id[organisation_id].kind is OrganisationKind.MUNICIPALITY

    def knows(self, text: str) -> bool:
        """Whether a text names one organisation, or all municipalities."""
        return bool(self._matches(text)) or self._means_everybody(text)

    def read(self, text: str) -> Partners:
        """Everybody a cell names."""
        out = _Reading()
        for name in split_partners(text, self.knows):
            self._read_one(name, out)
        return out.partners()

    def _read_one(self, name: str, out: "_Reading") -> None:
        words = fold(name).strip(" .")
        if words in _NOT_YET or f"{words}." in _NOT_YET:
            return
        if "?" in name:
            out.unsure.append(name)
        elif self._means_everybody(name):
            out.ids += self.everybody
            out.wrong_count = out.wrong_count or self._miscounted(name)
        else:
            self._read_organisation(name, out)

    def _read_organisation(self, name: str, out: "_Reading") -> None:
        ids = self._matches(name)
        if len(ids) == 1:
            organisation = self._by_id[next(iter(ids))]
            heir = self._heir(organisation)
            if (
                heir is not organisation or _bare(name) not in self._names
            ):  # only the table of mergers knows that name
                out.merged.append((name, heir.name))
            out.ids.append(heir.id)
        elif ids:
            out.ambiguous.append(name)
        else:
            out.unknown.append(name)
            self._hint(name, out)

    def _hint(self, name: str, out: "_Reading") -> None:
        """Whom an unknown name may mean: a borough its municipality, any other the name that is most like it."""
        likely = self._boroughs.get(_bare(name))
        if likely is not None:
            out.boroughs.add(name)
        for written in () if likely else dict.fromkeys((_bare(name), in_full(name))):
            near = difflib.get_close_matches(written, list(self._names), n=1, cutoff=0.8)
            if near and len(self._names[near[0]]) == 1:
                likely = next(iter(self._names[near[0]]))
        likely = likely or self._shortened(name)
        if likely is not None:
            out.hints[name], out.likely[name] = self.name(likely), likely

    def _shortened(self, name: str) -> UUID | None:
        """Whom "Anz." or "Spiere-H." stands for, where only one name begins so."""
        parts = [re.escape(part) for part in re.split(r"[.\s-]+", _bare(name)) if part]
        if not name.rstrip().endswith(".") and "." not in name:
            return None
        begun = re.compile(r"\w*[\s-]+".join(parts))
        meant = {each for known, ids in self._names.items() if begun.match(known) for each in ids}
        return next(iter(meant)) if len(meant) == 1 and len("".join(parts)) > 2 else None

    def _matches(self, text: str) -> set[UUID]:
        known = self._names.get(fold(text)) or self._names.get(_bare(text)) or set()
        return known or {self._gone[name] for name in {fold(text), _bare(text)} if name in self._gone}

    def _heir(self, organisation: KnownOrganisation) -> KnownOrganisation:
        """The municipality that a former one merged into, through several mergers if need be."""
        seen = {organisation.id}
        while (
            organisation.valid_to
            and organisation.valid_to < self._today
            and organisation.successor_id in self._by_id
        ):
            organisation = self._by_id[organisation.successor_id]
            if organisation.id in seen:
                break
            seen.add(organisation.id)
        return organisation

    def _means_everybody(self, text: str) -> bool:
        return _EVERYBODY.fullmatch(fold(text).strip(" .")) is not None

    def _miscounted(self, text: str) -> int | None:
        match = _EVERYBODY.fullmatch(fold(text).strip(" ."))
        count = match and (match["count"] or match["of"])
        return int(count) if count and int(count) != len(self.everybody) else None


class _Reading:
    def __init__(self) -> None:
        self.ids: list[UUID] = []
        self.unknown: list[str] = []
        self.unsure: list[str] = []
        self.ambiguous: list[str] = []
        self.merged: list[tuple[str, str]] = []
        self.wrong_count: int | None = None
        self.hints: dict[str, str] = {}
        self.likely: dict[str, UUID] = {}
        self.boroughs: set[str] = set()

    def partners(self) -> Partners:
        return Partners(
            tuple(dict.fromkeys(self.ids)),
            tuple(self.unknown),
            tuple(self.unsure),
            tuple(self.ambiguous),
            tuple(self.merged),
            self.wrong_count,
            self.hints,
            self.likely,
            frozenset(self.boroughs),
        )


def _bare(text: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", _ROLE.sub("", fold(text).strip(" ."))))


def _names(organisation: KnownOrganisation) -> set[str]:
    """Every name that means this organisation: full, short, without legal form or the part in brackets."""
    whole = {organisation.name, organisation.short_name, re.sub(r"\s*\(.*?\)", "", organisation.name)}
    names = {_bare(name) for name in whole} | {fold(name) for name in whole}
    names |= {fold(name) for name in re.findall(r"\((.*?)\)", organisation.name)}
    if organisation.short_name.lower().startswith("departement "):
        names.add(fold(organisation.short_name[len("departement ") :]))
    return names - {""}
