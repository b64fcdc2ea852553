"""Which backups are kept, and why: rules that cannot push out the last good copy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

NEWEST = 10  # of the verified ones, whatever their days: so there are always some
DAYS, WEEKS, MONTHS = 14, 8, 24
A_YEAR = timedelta(days=365)
LOSS = 0.8  # of the rows that an older copy has: a copy with fewer does not replace it
HALF = 0.5  # of its size


class BackupKind(StrEnum):
    """Why a backup was made."""

    OPENING = "opening"
    HOURLY = "hourly"
    ASKED = "asked"
    BEFORE_RESTORE = "before_restore"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_IMPORT = "before_import"


KEPT_A_YEAR = frozenset({BackupKind.BEFORE_RESTORE, BackupKind.BEFORE_MIGRATION, BackupKind.BEFORE_IMPORT})


class Kept(StrEnum):
    """Why a backup stays."""

    NEWEST = "newest"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    OLDEST = "oldest"
    OCCASION = "occasion"
    FULLER = "fuller"
    UNVERIFIED = "unverified"
    CLOCK = "clock"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Copy:
    """A backup as the rules see it; ``counts`` are rows by table, ``size`` bytes."""

    name: str
    made_at: datetime
    verified: bool
    kind: BackupKind = BackupKind.OPENING
    counts: Mapping[str, int] = field(default_factory=dict)
    size: int = 0


def reasons(copies: Sequence[Copy], now: datetime) -> dict[str, Kept]:
    """The names of the copies that stay, each with its reason; every other one may go.

    Nothing goes while a copy is dated after ``now`` (the clock was set back) or the newest is not verified.
    """
    ordered = sorted(copies, key=lambda copy: (copy.made_at, copy.name), reverse=True)
    if not ordered:
        return {}
    if ordered[0].made_at > now:
        return {copy.name: Kept.CLOCK for copy in ordered}
    if not ordered[0].verified:
        return {copy.name: Kept.NOT_YET for copy in ordered}
    verified = [copy for copy in ordered if copy.verified]
    kept: dict[str, Kept] = {}
    for name, why in (*_verified(verified), *_unverified(ordered, now)):
        kept.setdefault(name, why)
    return kept


def _verified(copies: Sequence[Copy]) -> Iterator[tuple[str, Kept]]:
    newest, months = copies[0], _last_of(copies, "%Y-%m")
    rules = (
        (copies[:NEWEST], Kept.NEWEST),
        (_last_of(copies, "%Y-%m-%d")[:DAYS], Kept.DAY),
        (_last_of(copies, "%G-%V")[:WEEKS], Kept.WEEK),
        (months[:MONTHS], Kept.MONTH),
        (copies[-1:] if len(months) < MONTHS else (), Kept.OLDEST),
        ([copy for copy in copies if _of_occasion(copy, newest)], Kept.OCCASION),
        ([copy for copy in copies if _has_more(copy, newest)], Kept.FULLER),
    )
    for some, why in rules:
        for copy in some:
            yield copy.name, why


def _of_occasion(copy: Copy, newest: Copy) -> bool:
    return copy.kind in KEPT_A_YEAR and newest.made_at - copy.made_at <= A_YEAR


def _unverified(copies: Sequence[Copy], now: datetime) -> Iterator[tuple[str, Kept]]:
    for copy in copies:
        if not copy.verified and now - copy.made_at <= A_YEAR:
            yield copy.name, Kept.UNVERIFIED


def _last_of(copies: Sequence[Copy], form: str) -> list[Copy]:
    """The last copy of each period, the newest period first."""
    periods: dict[str, Copy] = {}
    for copy in copies:
        periods.setdefault(f"{copy.made_at:{form}}", copy)
    return list(periods.values())


def _has_more(copy: Copy, newest: Copy) -> bool:
    """Whether so much has gone since this copy that it may be the one that somebody needs."""
    if newest.size < copy.size * HALF:
        return True
    return any(newest.counts.get(table, 0) < count * LOSS for table, count in copy.counts.items())
