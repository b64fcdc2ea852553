"""Searching everything that is in the file."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlmodel import Session

from ibo_desk.data import search
from ibo_desk.data.search_sources import SEPARATOR
from ibo_desk.data.store import Store
from ibo_desk.domain.bounds import SEARCH_TEXT, SEARCH_WORD, SEARCH_WORDS
from ibo_desk.services.search.meaning import FILLERS, day_in_words, stands_for
from ibo_desk.services.search.moments import meeting_meant

_CANDIDATES = 200  # matches that are put in order; the index gives those so called first
_HALF = 3  # signs that each part has of a word written apart
_SHORTEST = 4  # signs of a word of which a mistake is mended
# What is looked for most stands first, where the words stand at the same place.
_ORDER = (
    "regional_action", "topic", "body", "meeting", "agenda_item", "engagement", "feedback_round", "funding", "person",
    "organisation",
)  # fmt: skip


_THINGS = frozenset({"regional_action", "organisation", "body"})  # what is called by its short name as well


@dataclass(frozen=True)
class Hit:
    """A record that holds the words; ``kind`` is its table name, ``excerpt`` the text around the words."""

    kind: str
    id: UUID
    title: str
    excerpt: str


@dataclass(frozen=True)
class Results:
    """What was found; ``instead`` are the words that were looked for where nothing holds those that were typed."""

    hits: tuple[Hit, ...]
    instead: str = ""


class Search:
    """The search box over all kinds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hits(self, words: str, limit: int = 50) -> list[Hit]:
        """As ``look``, without the words that were looked for instead."""
        return list(self.look(words, limit).hits)

    def look(self, words: str, limit: int = 50) -> Results:
        """The records that hold every word (or one that begins so), accents and capitals aside; the best first.

        Where none does, words that differ in a letter or two, written apart or together, are looked for instead.
        """
        asked = _asked(words)
        with self._store.read() as session:
            first = meeting_meant(session, asked, self._store.clock.today())
            ordered = _ordered(session, asked, limit)
            instead = ""
            if not ordered and first is None:
                ordered, instead = _otherwise(session, asked, limit)
            hits = [
                Hit(match.kind, match.id, match.title, search.excerpt(match.body, asked)) for match in ordered
            ]
        if first is not None:
            hits = [
                Hit("meeting", first.id, first.title, first.excerpt),
                *(hit for hit in hits if hit.id != first.id),
            ]
        return Results(tuple(hits[:limit]), instead)


def _asked(words: str) -> list[str]:
    """The words that are looked for, each once: the same word again costs as much and changes nothing."""
    typed = search.words_in(day_in_words(words[:SEARCH_TEXT]))
    different = list(dict.fromkeys(word[:SEARCH_WORD] for word in typed))
    telling = [word for word in different if word not in FILLERS]
    return (telling or different)[:SEARCH_WORDS]


def _ordered(session: Session, asked: list[str], limit: int) -> list[search.Match]:
    groups = [(word, *stands_for(word)) for word in asked]
    most = max(limit, _CANDIDATES)
    hits = dict.fromkeys(
        search.matches(session, groups, most, titles=True) + search.matches(session, groups, most)
    )
    return sorted(hits, key=lambda match: _rank(match, groups))[:limit]


def _rank(match: search.Match, groups: list[tuple[str, ...]]) -> tuple[int, int, int, int]:
    """The thing itself, called so in whole words, in beginnings, or holding the words; then by kind, then short."""
    title = set(search.words_in(match.title))
    called = title | set(search.words_in(match.names))
    if any(search.words_in(name) == [group[0] for group in groups] for name in _names(match)):
        tier = 0
    elif all(any(word in called for word in group) for group in groups):
        tier = 1
    elif all(any(name.startswith(group) for name in called) for group in groups):
        tier = 2
    else:
        tier = 3
    elsewhere = sum(not any(name.startswith(group) for name in title) for group in groups)
    size = _age(match) if match.kind == "meeting" else len(match.title)
    return tier, _ORDER.index(match.kind), elsewhere, size


def _names(match: search.Match) -> list[str]:
    return [match.title, *match.names.split(SEPARATOR)] if match.kind in _THINGS else [match.title]


def _age(match: search.Match) -> int:
    """Meetings of the same name: the latest first; their day stands first in their text."""
    return -datetime.strptime(match.body[:10], "%d/%m/%Y").toordinal()  # noqa: DTZ007  a day


def _otherwise(session: Session, asked: list[str], limit: int) -> tuple[list[search.Match], str]:
    """What is found by the first other way of writing the words under which anything is found."""
    for words in _other_writings(session, asked):
        hits = _ordered(session, words, limit)
        if hits:
            return hits, " ".join(words)
    return [], ""


def _other_writings(session: Session, asked: list[str]) -> Iterator[list[str]]:
    for at, (word, after) in enumerate(itertools.pairwise(asked)):
        if search.is_known(session, word + after):
            yield [*asked[:at], word + after, *asked[at + 2 :]]
    unknown = [word for word in asked if not stands_for(word) and not search.is_known(session, word)]
    for word in unknown:
        for cut in range(_HALF, len(word) - _HALF + 1):
            halves = word[:cut], word[cut:]
            if all(search.is_known(session, half) for half in halves):
                yield [part for known in asked for part in (halves if known == word else (known,))]
    nearest = {word: _nearest(session, word) for word in unknown}
    if unknown and all(nearest.values()):
        yield [nearest.get(word, word) for word in asked]


def _nearest(session: Session, word: str) -> str:
    """The word of the file that differs least; two letters in the wrong order are one mistake. "" where none does."""
    if len(word) < _SHORTEST:
        return ""
    most = 1 if len(word) < 6 else 2
    known = search.vocabulary(session, len(word) - most, len(word) + most)
    near = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=most)
    return near[0] if near else ""
