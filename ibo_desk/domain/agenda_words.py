"""The words of one line of an agenda: its hour, its duration, "ter info", the layer of transport it is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.bounds import PASTED_LINE
from ibo_desk.domain.names import fold

_HOUR = r"(?P<{0}h>[01]?\d|2[0-3])(?::|\.|u|h)(?P<{0}m>[0-5]\d)?(?:\s*u(?:ur)?\.?)?"
_HOURS = re.compile(
    rf"\(?(?:\b(?:vanaf|van|om)\s+)?(?<!\d){_HOUR.format('a')}(?:\s*(?:-|–|—|tot)\s*{_HOUR.format('b')})?(?!\d)\)?\s*[:–-]?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\(?(?<![\d:.])(?P<minutes>\d{1,3})\s*(?:min(?:uten|\.)?|['’′])\)?", re.IGNORECASE)
_KINDS: Final[Mapping[str, ItemType]] = {
    r"info(?:rmatie)?|kennis(?:name|geving)|mededeling": ItemType.INFORMATION,
    r"beslissing|besluit(?:vorming)?|goedkeuring|vaststelling|beslissen": ItemType.DECISION,
    r"advies": ItemType.ADVICE,
    r"afstemming": ItemType.ALIGNMENT,
    r"aftoetsing": ItemType.CROSS_CHECK,
    r"bespreking|discussie|overleg": ItemType.DISCUSSION,
}
_WORD = "|".join(_KINDS)
_TYPES: tuple[tuple[re.Pattern[str], ItemType], ...] = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        *((rf"\b(?:ter|voor|om)\s+(?:{words})\b", kind) for words, kind in _KINDS.items()),
        (r"\bmededeling(?:en)?\b", ItemType.INFORMATION),
        (r"\badvisering\b", ItemType.ADVICE),
    )
)
_MARK = re.compile(rf"\b(?:ter|voor|om) (?:{_WORD})\b ?[\])]? ?$", re.IGNORECASE)
_BEFORE_MARK = " [(–—-"
_BRACKETS = re.compile(rf"[\[(]\s*(?P<word>{_WORD})\s*[\])]\s*$", re.IGNORECASE)
_LAYERS: tuple[tuple[str, TransportLayer], ...] = (
    (r"\b(?:treinnet|treinaanbod|treindienst|spoor\w*|nmbs)\b", TransportLayer.RAIL),
    (r"\bkernnet\b", TransportLayer.CORE),
    (r"\baanvullend net\b", TransportLayer.SUPPLEMENTARY),
    (
        r"\b(?:vervoer op maat|flexbus\w*|flexvervoer|hoppincentrale|deelmobiliteit)\b",
        TransportLayer.ON_DEMAND,
    ),
    (r"\b(?:regionaal |regionale )?mobiliteitsplan\b|\brmp\b", TransportLayer.MOBILITY_PLAN),
    (r"\bgip\b|\bgeintegreerd investeringsp\w+", TransportLayer.GIP),
)
_ANY_OTHER = re.compile(
    r"(?:varia|rondvraag|allerlei|varia (?:en|/|&) rondvraag|wat verder ter tafel komt)\W*"
)
# What agendas begin and end with; no name reads so.
_CUSTOMARY = re.compile(
    r"(?:opening|welkom|verwelkoming|mededeling(?:en)?|opvolging|actiepunten|actielijst|varia|rondvraag|allerlei"
    r"|stand van zaken|kalender|planning|communicatie|slot"
    r"|volgende (?:vergadering|overleg|bijeenkomst|zitting)(?:en)?)\b"
)


@dataclass(frozen=True)
class Clock:
    """The hour and the minutes that a line gives; ``bare`` is the line without the hour."""

    bare: str
    starts: time | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Words:
    """What the words of an item say; None where they do not."""

    title: str
    item_type: ItemType | None
    layer: TransportLayer
    starts: time | None
    minutes: int | None


def clock_of(line: str) -> Clock:
    """The hour of a line: "14u00 – 14u10 Welkom", "Welkom (14:00)"."""
    line = line[:PASTED_LINE]
    match = _HOURS.search(line)
    if match is None or (match["am"] is None and match["bh"] is None and "u" not in match[0].lower()):
        return Clock(line)
    starts = time(int(match["ah"]), int(match["am"] or 0))
    minutes = between(starts, time(int(match["bh"]), int(match["bm"] or 0))) if match["bh"] else None
    rest = f"{line[: match.start()]} {line[match.end() :]}"
    return Clock(re.sub(r"[ ]{2,}", " ", rest).strip(), starts, minutes)


def begins_with_clock(line: str) -> bool:
    """Whether an hour stands before the words of a line."""
    match = _HOURS.match(line[:PASTED_LINE].lstrip("(- "))
    return match is not None and clock_of(line).starts is not None


def words_of(rest: str) -> Words:
    """What the words of an item say; its title ends before "ter info" and after at most 300 characters."""
    clock = clock_of(rest)
    bare, minutes = clock.bare, clock.minutes
    duration = _DURATION.search(bare)
    if duration:
        minutes = int(duration["minutes"])
        bare = f"{bare[: duration.start()]} {bare[duration.end() :]}"
    bare = _BRACKETS.sub(r"ter \g<word>", bare)  # "(advies)" at the end says what "ter advies" says
    kind = _kind(bare)
    title = _tidy(_without_mark(_tidy(bare)))
    if title.count("(") > title.count(")"):
        title += ")"  # of a bracket that is part of the title: "Fietsbrug (fase 2)"
    return Words(title[:300], kind, _layer(rest), clock.starts, minutes)


def only_type(line: str) -> ItemType | None:
    """The type, for a line or a cell that says nothing else: "ter info", "(advies)", "bespreking"."""
    if len(line) > 60:
        return None
    said = " ".join(line.split()).strip("()[] .")
    if re.fullmatch(_WORD, said, re.IGNORECASE):
        said = f"ter {said}"
    return _kind(said) if said and not _without_mark(said).strip(_BEFORE_MARK) else None


def only_minutes(cell: str) -> int | None:
    """The minutes, for a cell that says nothing else."""
    match = _DURATION.fullmatch(cell.strip())
    return int(match["minutes"]) if match else None


def is_standing(line: str) -> bool:
    """Whether a line by itself is an item that returns each time: "Varia", "Goedkeuring verslag van 11 december"."""
    return len(line) < 120 and _standing(fold(_tidy(line))) is not None


def is_customary(line: str) -> bool:
    """Whether a line begins with what many an agenda has: "Mededelingen", "Volgende vergadering: 4 maart"."""
    return _CUSTOMARY.match(fold(line)) is not None


def between(starts: time, ends: time) -> int | None:
    """Minutes from one hour to a later one of the same day; None for an earlier one."""
    day = date.min
    minutes = int((datetime.combine(day, ends) - datetime.combine(day, starts)).total_seconds()) // 60
    return minutes if minutes > 0 else None


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" \t:;,|–—-()")


def _standing(words: str) -> ItemType | None:
    if re.search(r"\b(?:verslag|notulen)\b", words) and re.search(r"\bgoedkeuring|\bvorig", words):
        return ItemType.MINUTES_APPROVAL
    return ItemType.ANY_OTHER_BUSINESS if _ANY_OTHER.fullmatch(words) else None


def _kind(text: str) -> ItemType | None:
    words = fold(text)
    standing = _standing(words)
    if standing is not None:
        return standing
    if re.match(r"opvolging\b", words):
        return ItemType.FOLLOW_UP
    return next((kind for pattern, kind in _TYPES if pattern.search(text)), None)


def _layer(text: str) -> TransportLayer:
    words = fold(text)
    return next((layer for pattern, layer in _LAYERS if re.search(pattern, words)), TransportLayer.NONE)


def _without_mark(text: str) -> str:
    """A title without "ter info" at its end, and without the bracket or dash before that."""
    match = _MARK.search(text)
    return text[: match.start()].rstrip(_BEFORE_MARK) if match else text
