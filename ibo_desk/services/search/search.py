"""Searching everything that is in the file."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data import search
from ibo_desk.data.search_sources import SEPARATOR, SOURCES, kind_token
from ibo_desk.data.store import Store
from ibo_desk.domain.bounds import SEARCH_TEXT, SEARCH_WORD, SEARCH_WORDS
from ibo_desk.domain.commands import About, Command, CommandHit
from ibo_desk.domain.relative_days import week_meant
from ibo_desk.services.search.commands import Fit, Named, college_named, commands_meant
from ibo_desk.services.search.meaning import FILLERS, as_found, stands_for
from ibo_desk.services.search.moments import meeting_meant, meetings_between
from ibo_desk.services.search.spelling import Spelling

_CANDIDATES = 100  # matches that are put in order, where more hold the words
# What is looked for most stands first, where the words stand at the same place.
_ORDER = (
    "regional_action", "topic", "body", "meeting", "agenda_item", "engagement", "feedback_round", "funding",
    "sent_paper", "person", "organisation",
)  # fmt: skip


_THINGS = frozenset({"regional_action", "organisation", "body"})  # what is called by its short name as well
_OF_A_DAY = frozenset({"meeting", "sent_paper"})  # the latest first; their day stands first in their text
_KINDS = frozenset(map(kind_token, SOURCES))
_CALLED_SO, _SO_IN_WORDS, _IN_BEGINNINGS, _IN_TEXT, _NOWHERE = range(
    5
)  # how near records come to the words, at best
_MOST_COMMANDS = 4
_NOBODYS_WORDS = "xqzw wzqx"


@dataclass(frozen=True)
class Hit:
    """A record that holds the words; ``kind`` is its table name, ``excerpt`` the text around the words."""

    kind: str
    id: UUID
    title: str
    excerpt: str


@dataclass(frozen=True)
class Results:
    """What was found; ``instead`` are the words that were looked for where nothing holds those that were typed.

    ``commands`` are those that are meant; ``commands_first`` says whether they stand before the records.
    """

    hits: tuple[Hit, ...]
    instead: str = ""
    commands: tuple[CommandHit, ...] = ()
    commands_first: bool = False

    @property
    def lines(self) -> tuple[Hit | CommandHit, ...]:
        """All of it, the best first."""
        return (*self.commands, *self.hits) if self.commands_first else (*self.hits, *self.commands)


class _Records(NamedTuple):
    """The records that were found, under which other words, and how near the first comes to what was typed."""

    hits: list[Hit]
    instead: str
    tier: int


_LookFor = Callable[[Sequence[str]], list[search.Match]]


class Search:
    """The search box over all kinds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._spelling = Spelling()

    def hits(self, words: str, limit: int = 50) -> list[Hit]:
        """As ``look``, without the words that were looked for instead."""
        return list(self.look(words, limit).hits)

    def warm(self, commands: Sequence[Command] = ()) -> None:
        """Read what a first question would wait for: a question that nothing answers goes every way there is."""
        self.look(_NOBODYS_WORDS, 1, commands)

    def look(self, words: str, limit: int = 50, commands: Sequence[Command] = ()) -> Results:
        """The records that hold every word (or one that begins so), accents and capitals aside; the best first.

        Where none does, words that differ in a letter or two, written apart or together, are looked for instead.
        Beside them those of ``commands`` that the words mean.
        """
        today = self._store.clock.today()
        week = week_meant(words[:SEARCH_TEXT], today)
        asked = _asked(week[2] if week else words, today)
        with self._store.read() as session:
            look_for = self._looker(session, limit)
            records = (
                self._of_week(session, week, asked, limit)
                if week
                else self._records(session, asked, look_for)
            )
            meant = commands_meant(commands, asked, partial(self._named, session, look_for))
        best = next(iter(meant), None)
        first = best is not None and _goes_first(best, records)
        if best is Fit.MISSPELT and not first:
            meant = {}
        chosen = tuple(hit for hits in meant.values() for hit in hits)[: min(_MOST_COMMANDS, limit)]
        others = (
            first and records.instead
        )  # what holds other words is no answer beside a command that is meant
        hits = () if others else tuple(records.hits[: limit - len(chosen)])
        return Results(hits, "" if first else records.instead, chosen, first)

    def _looker(self, session: Session, limit: int) -> _LookFor:
        """Looks for words once in one question: commands ask for what the records were asked for."""
        kept: dict[tuple[str, ...], list[search.Match]] = {}

        def look_for(asked: Sequence[str]) -> list[search.Match]:
            words = tuple(asked)
            if words not in kept:
                kept[words] = _ordered(session, words, limit, self._spelling.beginnings(session))
            return kept[words]

        return look_for

    def _records(self, session: Session, asked: list[str], look_for: _LookFor) -> _Records:
        meeting = meeting_meant(session, asked, self._store.clock.today())
        ordered = look_for(asked)
        tier = _tier(ordered[0], _said(asked)) if ordered else _NOWHERE
        instead = ""
        if not ordered and meeting is None:
            ordered, instead = self._otherwise(session, asked, look_for)
        hits = [
            Hit(match.kind, match.id, match.title, search.excerpt(match.body, asked)) for match in ordered
        ]
        if meeting is None:
            return _Records(hits, instead, tier)
        others = (hit for hit in hits if hit.id != meeting.id)
        return _Records([Hit("meeting", meeting.id, meeting.title, meeting.excerpt), *others], "", _CALLED_SO)

    def _of_week(
        self, session: Session, week: tuple[date, date, str], asked: list[str], limit: int
    ) -> _Records:
        """The meetings of a week, of the body that the other words name where there are any."""
        meant = meetings_between(session, asked, *week[:2])
        hits = [Hit("meeting", meeting.id, meeting.title, meeting.excerpt) for meeting in meant[:limit]]
        return _Records(hits, "", _CALLED_SO if hits else _NOWHERE)

    def _otherwise(
        self, session: Session, asked: list[str], look_for: _LookFor
    ) -> tuple[list[search.Match], str]:
        """What is found by the first other way of writing the words under which anything is found."""
        vocabulary = self._spelling.at(session)
        for words in itertools.chain(vocabulary.other_writings(asked), vocabulary.fewer(asked)):
            ordered = look_for(words)
            if ordered:
                return ordered, " ".join(words)
        return [], ""

    def _named(
        self, session: Session, look_for: _LookFor, about: About, words: tuple[str, ...]
    ) -> Named | None:
        """The college or meeting that these words name."""
        if about is About.COLLEGE:
            return college_named(session, words)
        asked = list(words)
        meeting = meeting_meant(session, asked, self._store.clock.today())
        if meeting is not None:
            return Named(meeting.id, meeting.title)
        first = next(iter(look_for(asked)), None)
        named = first is not None and first.kind == "meeting" and _tier(first, _groups(asked)) <= _SO_IN_WORDS
        return Named(first.id, first.title) if named and first is not None else None


def _goes_first(fit: Fit, records: _Records) -> bool:
    """Whether commands that fit so stand before these records."""
    least = {Fit.WHOLE: _SO_IN_WORDS, Fit.BEGUN: _IN_TEXT, Fit.MISSPELT: _NOWHERE}
    return records.tier >= least[fit]


def _asked(words: str, today: date) -> list[str]:
    """The words that are looked for, each once: the same word again costs as much and changes nothing."""
    typed = search.words_in(as_found(words[:SEARCH_TEXT], today))
    different = list(dict.fromkeys(word[:SEARCH_WORD] for word in typed))
    return _telling(different)[:SEARCH_WORDS]


def _telling(words: Sequence[str]) -> list[str]:
    """Without the words that stand in every sentence, unless there are no others."""
    return [word for word in words if word not in FILLERS] or [*words]


def _ordered(
    session: Session, asked: Sequence[str], limit: int, beginnings: search.Beginnings
) -> list[search.Match]:
    """The records that hold the words, the best first.

    Those called so come before those that only hold the words, so the texts are searched only where there is room:
    looking at those that hold a short word takes the index as long again.
    """
    groups = _groups(asked)
    most = max(limit, _CANDIDATES)
    called_so = search.matches(session, groups, most, called_so=True, beginnings=beginnings)
    others = search.matches(session, groups, most, beginnings=beginnings) if len(called_so) < most else []
    return sorted(dict.fromkeys(called_so + others), key=lambda match: _rank(match, groups))[:limit]


def _groups(asked: Sequence[str]) -> list[tuple[str, ...]]:
    return [(word, *stands_for(word)) for word in asked]


def _said(asked: Sequence[str]) -> list[tuple[str, ...]]:
    """As ``_groups``, without kinds: that something is an engagement brings it no nearer to "engagementen"."""
    return [tuple(word for word in group if word not in _KINDS) for group in _groups(asked)]


def _rank(match: search.Match, groups: list[tuple[str, ...]]) -> tuple[int, bool, int, int, int]:
    """The thing itself before what only holds the words; then by kind, then short."""
    own = search.words_of_name(match.title)
    elsewhere = sum(not any(name.startswith(group) for name in own) for group in groups)
    size = _age(match) if match.kind in _OF_A_DAY else len(match.title)
    tier = _tier(match, groups)
    itself = tier == _SO_IN_WORDS and match.kind in _THINGS and not elsewhere
    return tier, not itself, _ORDER.index(match.kind), elsewhere, size


def _tier(match: search.Match, groups: list[tuple[str, ...]]) -> int:
    """Called exactly so, called so in whole words, in beginnings, or only holding the words."""
    called = {*search.words_of_name(match.title), *search.words_of_name(match.names)}
    asked = [group[0] for group in groups]
    if sorted(asked) in map(sorted, _names(match)) or (match.kind == "person" and _made_up_of(asked, match)):
        return _CALLED_SO
    if all(any(word in called for word in group) for group in groups):
        return _SO_IN_WORDS
    if all(any(name.startswith(group) for name in called) for group in groups):
        return _IN_BEGINNINGS
    return _IN_TEXT


def _names(match: search.Match) -> list[list[str]]:
    """The words of what a record is called."""
    names = match.names.split(SEPARATOR) if match.kind in _THINGS else []
    return [_telling(search.words_of_name(name)) for name in (match.title, *names)]


def _made_up_of(asked: list[str], person: search.Match) -> bool:
    """Whether the words are an office, or its first word, and where it is held: "burgemeester" and "Harelbeke"."""
    names = [_telling(search.words_of_name(name)) for name in person.names.split(SEPARATOR)]
    whole = [set(name) for name in names if set(name) <= set(asked)]
    begun = [{name[0]} for name in names if name and name[0] in asked] if whole else []
    return set(asked) not in whole and set().union(*whole, *begun) == set(asked)


def _age(match: search.Match) -> int:
    """Of the same name the latest first."""
    return -datetime.strptime(match.body[:10], "%d/%m/%Y").toordinal()  # noqa: DTZ007  a day
