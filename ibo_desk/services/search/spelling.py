"""Other spellings of words that were not found: written together, apart, or as the nearest word in the file."""

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlmodel import Session

from ibo_desk.data import search
from ibo_desk.data.store import moment
from ibo_desk.domain.months import MONTHS
from ibo_desk.services.search.meaning import stands_for
from ibo_desk.services.search.moments import RELATIVE

_HALF = 3  # signs that each part has of a word written apart
_TELLING = 3  # signs of a word that may stand for the whole question
_MOST_LEFT_OUT = 5  # words of which one is left out: each is a look at the index
_TRIED = 3
_ENDINGS = (
    *((f"{letter}{letter}en", letter) for letter in "bdfgklmnprst"),
    ("en", ""),
    ("s", ""),
    ("e", ""),
)
_NEGATIONS = frozenset({"niet", "geen", "zonder", "not", "no", "without"})
_FEW = 12  # words that are looked for one by one
_SHORTEST = 4  # signs of a word of which a mistake is mended


class Vocabulary:
    """The words of a file at one moment."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(words)
        self._by_length: dict[int, list[str]] = {}
        for word in self._sorted:
            self._by_length.setdefault(len(word), []).append(word)

    def holds(self, beginning: str) -> bool:
        """Whether any word begins so."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    def _is_word(self, word: str) -> bool:
        at = bisect_left(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at] == word

    def beginning(self, beginning: str) -> list[str] | None:
        """The words that begin so; None where there are more than a few."""
        at = bisect_left(self._sorted, beginning)
        words = self._sorted[at : at + _FEW + 1]
        begun = list(itertools.takewhile(lambda word: word.startswith(beginning), words))
        return begun if len(begun) <= _FEW else None

    def nearest(self, word: str) -> str:
        """The word that differs least; two letters in the wrong order are one mistake. "" where none does."""
        if len(word) < _SHORTEST:
            return ""
        most = 1 if len(word) < 6 else 2
        lengths = range(len(word) - most, len(word) + most + 1)
        known = sorted(itertools.chain.from_iterable(self._by_length.get(length, ()) for length in lengths))
        near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
        return near[0] if near else ""

    def other_writings(self, asked: list[str]) -> Iterator[list[str]]:
        """The words as they may have been meant, the likeliest first."""
        for at, (word, after) in enumerate(itertools.pairwise(asked)):
            if self.holds(word + after):
                yield [*asked[:at], word + after, *asked[at + 2 :]]
        unknown = self._unknown(asked)
        shorter = {word: self._without_ending(word) for word in unknown}
        if unknown and all(shorter.values()):
            yield [shorter.get(word, word) for word in asked]
        yield from self._apart(asked, unknown, self._is_word)
        nearest = {word: self.nearest(word) for word in unknown}
        if unknown and all(nearest.values()):
            yield [nearest.get(word, word) for word in asked]
        yield from self._apart(asked, unknown, self.holds)

    def _apart(
        self, asked: list[str], unknown: list[str], holds: Callable[[str], bool]
    ) -> Iterator[list[str]]:
        """Each unknown word written as two, of which the second may be the beginning of a word."""
        for word in unknown:
            for cut in range(_HALF, len(word) - _HALF + 1):
                halves = word[:cut], word[cut:]
                if holds(halves[0]) and self.holds(halves[1]):
                    yield [part for known in asked for part in (halves if known == word else (known,))]

    def fewer(self, asked: list[str]) -> Iterator[list[str]]:
        """Where nothing holds all the words: those that are known, all but one of them, then one, the longest first.

        A day is no question of its own: that it was not found is the answer. What was denied is not looked for.
        """
        unknown = self._unknown(asked)
        denied = {word for no, word in itertools.pairwise(asked) if no in _NEGATIONS}
        known = [word for word in asked if word not in unknown]
        telling = [
            word
            for word in known
            if len(word) >= _TELLING
            and not stands_for(word)
            and not _of_a_day(word)
            and word not in denied | RELATIVE | _NEGATIONS
        ]
        if not telling or len(asked) < 2:
            return
        if unknown:
            yield known
        least_first = sorted(known, key=lambda word: (not _of_a_day(word), len(word)))
        if 2 < len(known) <= _MOST_LEFT_OUT:
            without = ([word for word in known if word != left] for left in least_first)
            yield from (words for words in without if denied.isdisjoint(words) or _NEGATIONS & {*words})
        yield from ([word] for word in sorted(telling, key=len, reverse=True)[:_TRIED] if len(known) > 1)

    def _unknown(self, asked: list[str]) -> list[str]:
        return [word for word in asked if not stands_for(word) and not self.holds(word)]

    def _without_ending(self, word: str) -> str:
        """The word without its plural ending ("plannen" → "plan"); "" where nothing begins so."""
        stems = (word[: -len(ending)] + left for ending, left in _ENDINGS if word.endswith(ending))
        return next((stem for stem in stems if len(stem) >= _SHORTEST and self.holds(stem)), "")


def _of_a_day(word: str) -> bool:
    return word in MONTHS or word.isdigit()


class Spelling:
    """The vocabulary of a file: reading it takes the whole index, so it is kept until something is written."""

    def __init__(self) -> None:
        self._moment: UUID | None = None
        self._vocabulary = Vocabulary(())

    def at(self, session: Session) -> Vocabulary:
        """What the words are at the moment that a session sees."""
        now = moment(session)
        if now != self._moment:
            self._vocabulary, self._moment = Vocabulary(search.vocabulary(session)), now
        return self._vocabulary

    def beginnings(self, session: Session) -> Callable[[str], list[str] | None]:
        """What is known of the words that begin so, without reading them: of none where something was written since."""
        return self._vocabulary.beginning if moment(session) == self._moment else lambda _beginning: None
