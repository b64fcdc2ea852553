"""One rule for all that sets the same on many records at once: what was said one by one is never lost unseen.

The targets of a bulk setting are of three kinds. *Fresh* ones hold nothing yet, or only what an earlier bulk setting
put there: they are written. On *standing* ones a person recorded something that would be overwritten or removed: they
are left, unless they were shown and chosen. Who is *not there* (absent, excused, without a seat on that day) gets
nothing. All that is written is one journal entry, and so one undo.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import JournalEntry
from ibo_desk.domain.errors import AskFirstError
from ibo_desk.language import _


@dataclass(frozen=True)
class Standing:
    """A target on which something stands that differs; ``key`` names it in ``Over``, the rest are words to show.

    ``doubted``: nothing is overwritten, but what would be written does not go with what stands.
    """

    key: Hashable
    who: str
    stands: str
    becomes: str
    doubted: bool = False

    def __str__(self) -> str:
        return f"{self.who}: {self.stands}"


@dataclass(frozen=True)
class Over:
    """What a bulk setting may overwrite: the targets in ``keys``, or ``every`` one; with ``asks`` it asks first."""

    keys: frozenset[Hashable] = frozenset()
    every: bool = False
    asks: bool = False

    def lets(self, key: Hashable) -> bool:
        return self.every or key in self.keys


LEAVE = Over()
EVERY = Over(every=True)
ASK = Over(asks=True)


def chosen(keys: Iterable[Hashable]) -> Over:
    """Overwrite these, which were shown and chosen; leave the others."""
    return Over(frozenset(keys))


@dataclass(frozen=True)
class Done:
    """What a bulk setting did: the records it wrote, what it left standing, and who was not there, by name.

    ``targets`` are the keys of what it wrote.
    """

    ids: tuple[UUID, ...] = ()
    targets: tuple[Hashable, ...] = ()
    left: tuple[Standing, ...] = ()
    absent: tuple[str, ...] = field(default=())


def settled(
    over: Over | None, standing: Sequence[Standing], targets: int, absent: Sequence[str] = ()
) -> tuple[Standing, ...]:
    """Which of the targets stay as they are.

    ``over`` None is the rule for who does not say: what is set on a single target is meant, on several what stands is
    left. Raises ``AskFirstError("recorded_one_by_one", standing=…, fresh=…, absent=…)`` where it has to be asked.
    """
    if over is None:
        over = EVERY if targets == 1 else LEAVE
    if over.asks and standing:
        fresh = targets - len(standing) - len(absent)
        raise AskFirstError(
            "recorded_one_by_one", standing=tuple(standing), fresh=fresh, absent=tuple(absent)
        )
    return tuple(overwritten for overwritten in standing if not over.lets(overwritten.key))


def keys_of(left: Iterable[Standing]) -> frozenset[Hashable]:
    return frozenset(overwritten.key for overwritten in left)


def mark_bulk(work: Work, targets: int) -> None:
    """What this entry writes was set on several at once: a later bulk setting may write over it."""
    work.entry.bulk = targets > 1


def set_in_bulk(session: Session, revisions: Collection[UUID | None]) -> frozenset[UUID]:
    """Those of the revisions that a bulk setting made."""
    known = [revision for revision in revisions if revision is not None]
    query = select(JournalEntry.id).where(col(JournalEntry.id).in_(known), col(JournalEntry.bulk))
    return frozenset(session.exec(query)) if known else frozenset()


def told_of(done: Done) -> str:
    """A sentence on what was not set, and why; "" where all was."""
    parts = []
    if done.left:
        kept = "; ".join(
            _("{who} ({stands})").format(who=overwritten.who, stands=overwritten.stands)
            for overwritten in done.left
        )
        parts.append(_("Left as recorded: {kept}.").format(kept=kept))
    if done.absent:
        parts.append(_("Not there, so nothing was noted: {names}.").format(names=", ".join(done.absent)))
    return " ".join(parts)
