"""The course of a meeting: in which order its items were taken up, until when, and its breaks."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.numbering import block

Key = TypeVar("Key", bound=Hashable)
_TIME = re.compile(r"(?:om |van |vanaf |tot )?(\d{1,2})(?:[:.u](\d{2})?)?(?: ?uur)?", re.IGNORECASE)
_BREAK = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)?")


@dataclass(frozen=True)
class Break:
    """A suspension of the meeting; ``until`` is None while it lasts."""

    since: time
    until: time | None = None


def read_time(text: str) -> time | None:
    """ "14:35", "14.35", "14u35", "14u" or "om 14:35" → that time of day; None for other words."""
    match = _TIME.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    if match[2] is None and not re.search(r"u|uur", text, re.IGNORECASE):
        return None  # a bare number is no time
    return time(int(match[1]), int(match[2] or 0))


def read_breaks(stored: str) -> tuple[Break, ...]:
    """The breaks as the meeting keeps them, in order."""
    return tuple(
        Break(time.fromisoformat(match[1]), time.fromisoformat(match[2]) if match[2] else None)
        for match in _BREAK.finditer(stored)
    )


def write_breaks(breaks: Sequence[Break]) -> str:
    return ", ".join(f"{_clock(each.since)}-{_clock(each.until) if each.until else ''}" for each in breaks)


def with_break(breaks: Sequence[Break], since: time, until: time | None) -> tuple[Break, ...]:
    """The breaks with one more, in order of time; one that lasts is ended by a time alone.

    Raises ``InvalidValueError("break_backwards")``.
    """
    if until is not None and until <= since:
        raise InvalidValueError("break_backwards", since=_clock(since), until=_clock(until))
    kept = [each for each in breaks if each.since != since and each.until is not None]
    return tuple(sorted((*kept, Break(since, until)), key=lambda each: each.since))


def lasting(breaks: Sequence[Break]) -> Break | None:
    """The break that was begun and not ended."""
    return next((each for each in breaks if each.until is None), None)


def treated_for(began: time, breaks: Sequence[Break], now: time) -> timedelta:
    """How long an item that was taken up is being treated by now; breaks, also one that lasts, do not count."""
    spent = _between(began, now)
    for each in breaks:
        since, until = max(each.since, began), min(each.until or now, now)
        spent -= max(_between(since, until), timedelta())
    return max(spent, timedelta())


def as_treated(subs: Sequence[bool], began: Sequence[time | None]) -> list[int]:
    """The places of an agenda in the order in which its items were taken up.

    A main item goes with its sub items, and stands above them. What was never taken up stays behind what stands before
    it on the agenda.
    """
    keyed: list[tuple[time, int, list[int]]] = []
    at, latest = 0, time.min
    while at < len(subs):
        own = block(subs, at)
        known = [began[place] for place in own if began[place] is not None]
        when = min((moment for moment in known if moment is not None), default=latest)
        latest = max(latest, when)
        below = sorted(own[1:], key=lambda place: (began[place] or time.max, place))
        keyed.append((when, at, [at, *below]))
        at = own.stop
    return [place for _when, _at, places in sorted(keyed) for place in places]


def taken_up_at(now: time, opened: time, began: Collection[time], others: Collection[time]) -> time:
    """The hour of an item that follows all that were taken up: never before the last of them.

    ``others`` are the hours of who came and went and of breaks. They count where the clock is behind the opening that
    was noted: then the hours that are typed are the only ones of the meeting.
    """
    earlier = [*began, *others, opened] if now < opened else list(began)
    latest = max(earlier, default=time.min)
    if now > latest:
        return now
    after = datetime.combine(date.min, latest) + timedelta(seconds=1)
    return after.time() if after.date() == date.min else latest


def spans(began: Mapping[Key, time], closed: time | None) -> dict[Key, tuple[time, time | None]]:
    """From when until when each item was treated: until the next was taken up, the last until the meeting closed."""
    order = sorted(began, key=lambda key: began[key])
    ends = [*(began[key] for key in order[1:]), closed]
    return {key: (began[key], end) for key, end in zip(order, ends, strict=True)}


def _between(start: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
