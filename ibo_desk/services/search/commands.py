"""Commands that are meant by words: "lijst inlezen", or "maandoverzicht harelbeke" with its college filled in."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.search import words_of_name
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.commands import About, Command, CommandHit
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.base.tables import alive, bodies, organisations

_BEGUN = 3  # signs that a word must have to stand for a longer one
_ENDING = 2  # signs that a word may have more than the one that is meant: "lijsten"
_DOING = frozenset(  # said of what a command is called by, they ask for it
    [
        "aanpassen",
        "bekijken",
        "doen",
        "maken",
        "openen",
        "opvragen",
        "tonen",
        "wijzigen",
        "zien",
        "change",
        "do",
        "make",
        "open",
        "see",
        "show",
    ]
)
_SHORTEST = 4  # signs of a word of which a mistake or an ending is overlooked


class Fit(IntEnum):
    """How well words fit a command; the best first."""

    WHOLE = 0
    BEGUN = 1
    MISSPELT = 2


@dataclass(frozen=True)
class Named:
    """What may be filled in: its id, and how it is called."""

    id: UUID
    title: str


Fill = Callable[[About, tuple[str, ...]], Named | None]


class _Meant(NamedTuple):
    """A hit with what puts it in order: how well it fits, whether nothing is filled in, and words not typed."""

    fit: Fit
    bare: bool
    untyped: int
    hit: CommandHit


def commands_meant(commands: Sequence[Command], asked: list[str], fill: Fill) -> dict[Fit, list[CommandHit]]:
    """The commands for which every word stands, or of which the rest names what is filled in; the best first."""
    meant = []
    for command in commands:
        ways = [way for words in _writings(asked) if (way := _meant(command, words, fill)) is not None]
        if ways:
            meant.append(min(ways, key=_order))
    meant.sort(key=_order)
    return {fit: [way.hit for way in ways] for fit, ways in itertools.groupby(meant, lambda way: way.fit)}


def _order(meant: _Meant) -> tuple[Fit, bool, int]:
    return meant.fit, meant.bare, meant.untyped


def _writings(asked: list[str]) -> Iterator[list[str]]:
    """The words as they were typed, and two of them as one: "maand overzicht"."""
    yield asked
    for at, (word, after) in enumerate(itertools.pairwise(asked)):
        yield [*asked[:at], word + after, *asked[at + 2 :]]


def _meant(command: Command, asked: list[str], fill: Fill) -> _Meant | None:
    """Whether every word stands for the command; of one that something is filled in, the others name that."""
    name = _(command.name)
    called, words = words_of_name(name), words_of_name(_(command.words))
    takes = command.about is not About.NOTHING
    fits = {word: _fit(word, words if takes else [*called, *words]) for word in asked}
    known = [fit for fit in fits.values() if fit is not None]
    rest = tuple(
        word
        for word, fit in fits.items()
        if fit is None and word not in _DOING and not (takes and word in called)
    )
    if not known or (rest and not takes):
        return None
    filled = fill(command.about, rest) if rest else None
    if rest and filled is None:
        return None
    title = f"{name.rstrip('…')}: {filled.title}" if filled is not None else name
    about = filled.id if filled is not None else None
    hit = CommandHit(command.key, title, next(iter(command.keys), ""), about)
    return _Meant(max(known), filled is None, len(set(called) - set(asked)), hit)


def _fit(word: str, known: Sequence[str]) -> Fit | None:
    """How a word stands for the one of these that it fits best."""
    return min((fit for other in known if (fit := _likeness(word, other)) is not None), default=None)


@lru_cache(maxsize=8192)
def _likeness(word: str, other: str) -> Fit | None:
    if word == other:
        return Fit.WHOLE
    if len(word) >= _BEGUN and other.startswith(word):
        return Fit.BEGUN
    if min(len(word), len(other)) < _SHORTEST:
        return None
    if word.startswith(other) and len(word) - len(other) <= _ENDING:
        return Fit.BEGUN
    most = 1 if len(word) < 6 else 2
    return Fit.MISSPELT if OSA.distance(word, other, score_cutoff=most) <= most else None


def college_named(session: Session, words: tuple[str, ...]) -> Named | None:
    """The college of the municipality that these words name best; None where they name none, or two as well."""
    b, o = bodies.c, organisations.c
    query = (
        select(b.id, b.short_name, o.name.label("municipality"), o.short_name.label("town"))
        .join(organisations, o.id == b.organisation_id)
        .where(alive(bodies), b.kind == BodyKind.COLLEGE)
    )
    named: defaultdict[Fit, list[Named]] = defaultdict(list)
    for row in session.execute(query):
        fits = [_fit(word, words_of_name(f"{row.municipality} {row.town}")) for word in words]
        others = set(words_of_name(row.short_name))
        known = [fit for fit in fits if fit is not None]
        if known and all(fit is not None or word in others for word, fit in zip(words, fits, strict=True)):
            named[max(known)].append(Named(row.id, display_name(row.town, row.municipality)))
    best = named[min(named)] if named else []
    return best[0] if len(best) == 1 else None
