"""Reading an agenda that was pasted from a mail or from Word: numbered lines, hours, durations, "ter info"."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.bounds import PASTED, PASTED_LINE
from ibo_desk.domain.characters import clean
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.names import fold


@dataclass(frozen=True)
class PastedItem:
    """One item as it stands in the text; ``note`` holds the lines under it, None and "" what it does not say.

    ``sub``: its number says that it belongs to the main item above it ("4.1" and "4.a" under "4").
    """

    number: str
    title: str
    item_type: ItemType | None = None
    transport_layer: TransportLayer = TransportLayer.NONE
    starts: time | None = None
    minutes: int | None = None
    note: str = ""
    sub: bool = False


# One level needs a mark after it ("4. Fietsbrug"), else "12 fietsen" were an item; a deeper one says enough itself.
_NUMBER = re.compile(
    r"^(?:(?:agenda)?punt\s+)?(?:(?P<deep>\d{1,2}(?:\.\d{1,2}|\.[a-z]\b)+)(?:[.):]|\s+[-–]|\s)"
    r"|(?P<number>\d{1,2})(?:[.):]|\.?\t|\s+[-–]))\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_HOUR = r"(?P<{0}h>[01]?\d|2[0-3])(?::|\.|u|h)(?P<{0}m>[0-5]\d)?(?:\s*u(?:ur)?\.?)?"
_HOURS = re.compile(
    rf"\(?(?<!\d){_HOUR.format('a')}(?:\s*(?:-|–|—|tot)\s*{_HOUR.format('b')})?(?!\d)\)?\s*[:–-]?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\(?(?<![\d:.])(?P<minutes>\d{1,3})\s*(?:min(?:uten|\.)?|['’′])\)?", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—•*o·]|[a-z]\))\s+")
_HEAD = re.compile(
    r"^(?:agenda|dagorde|uitnodiging|geachte|beste)\b.*$"
    r"|^(?:dag|datum|plaats|locatie|waar|wanneer|tijdstip|uur|aanwezig\w*|verontschuldigd\w*|voorzitter|verslaggever"
    r"|van|aan|cc|onderwerp|verzonden|from|to|sent|subject)\s*:.*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(?:met vriendelijke|vriendelijke groet|mvg\b|groet(?:en|jes)\b|alvast bedankt)", re.IGNORECASE
)
_TYPES: tuple[tuple[re.Pattern[str], ItemType], ...] = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (
            r"\b(?:ter|voor)\s+(?:info(?:rmatie)?|kennis(?:name|geving)|mededeling)\b|\bmededeling(?:en)?\b",
            ItemType.INFORMATION,
        ),
        (
            r"\b(?:ter|voor)\s+(?:beslissing|besluit(?:vorming)?|goedkeuring|vaststelling|beslissen)\b",
            ItemType.DECISION,
        ),
        (r"\b(?:ter|voor|om)\s+advies\b|\badvisering\b", ItemType.ADVICE),
        (r"\b(?:ter|voor)\s+afstemming\b", ItemType.ALIGNMENT),
        (r"\b(?:ter|voor)\s+aftoetsing\b", ItemType.CROSS_CHECK),
        (r"\b(?:ter|voor)\s+(?:bespreking|discussie|overleg)\b", ItemType.DISCUSSION),
    )
)
_MARK = re.compile(
    r"\b(?:ter|voor|om) (?:info(?:rmatie)?|kennis(?:name|geving)|mededeling|beslissing"
    r"|besluit(?:vorming)?|goedkeuring|vaststelling|beslissen|advies|afstemming|aftoetsing|bespreking|discussie"
    r"|overleg)\b ?[\])]? ?$",
    re.IGNORECASE,
)
_BEFORE_MARK = " [(–—-"
_BRACKETS = re.compile(
    r"[\[(]\s*(?P<word>info(?:rmatie)?|kennis(?:name|geving)|mededeling|beslissing|besluit(?:vorming)?|goedkeuring"
    r"|vaststelling|advies|afstemming|aftoetsing|bespreking|discussie|overleg)\s*[\])]\s*$",
    re.IGNORECASE,
)
_LAYERS: tuple[tuple[str, TransportLayer], ...] = (
    (r"\b(?:treinnet|treinaanbod|spoor\w*|nmbs)\b", TransportLayer.RAIL),
    (r"\bkernnet\b", TransportLayer.CORE),
    (r"\baanvullend net\b", TransportLayer.SUPPLEMENTARY),
    (
        r"\b(?:vervoer op maat|flexbus\w*|flexvervoer|hoppincentrale|deelmobiliteit)\b",
        TransportLayer.ON_DEMAND,
    ),
    (r"\b(?:regionaal |regionale )?mobiliteitsplan\b|\brmp\b", TransportLayer.MOBILITY_PLAN),
    (r"\bgip\b|\bgeintegreerd investeringsp\w+", TransportLayer.GIP),
)


def read_agenda(text: str) -> list[PastedItem]:
    """The items in a pasted text, in order.

    Where lines are numbered, only those are items and what stands under one is its note; else every line that is no
    heading of a mail is an item. An item without a duration gets the time up to the next one, if both have an hour.
    Raises ``InvalidValueError("pasted_too_long")``.
    """
    if len(text) > PASTED:
        raise InvalidValueError("pasted_too_long", most=PASTED, count=len(text))
    lines = [line.strip() for line in clean(text).splitlines()]
    signed = next((place for place, line in enumerate(lines) if _SIGNED.match(line)), len(lines))
    lines = [line for line in lines[:signed] if line]
    numbered = [_NUMBER.match(_without_hours(line)[0]) for line in lines]
    has_numbers = any(numbered)
    items: list[PastedItem] = []
    notes: list[list[str]] = []
    for line, match in zip(lines, numbered, strict=True):
        bare, starts, minutes = _without_hours(line)
        if match:
            number = match["deep"] or match["number"]
            items.append(_item(number, match["rest"], starts, minutes))
            notes.append([])
        elif has_numbers:
            _note(items, notes, line)
        elif not _HEAD.match(line):
            items.append(_item("", _BULLET.sub("", bare), starts, minutes))
            notes.append([])
    noted = [replace(item, note="\n".join(note)) for item, note in zip(items, notes, strict=True)]
    return _with_durations(_with_levels([item for item in noted if item.title]))


def _with_levels(items: list[PastedItem]) -> list[PastedItem]:
    """A deeper number is a sub item only under its own main item: a text that begins at 3.1 has main items."""
    shown_items: list[PastedItem] = []
    main = ""
    for item in items:
        own = item.number.split(".")[0]
        sub = bool(main) and item.number != own and own == main
        if not sub:
            main = own if item.number == own else ""
        shown_items.append(replace(item, sub=sub))
    return shown_items


def _without_hours(line: str) -> tuple[str, time | None, int | None]:
    """The start of a line without its hour, and the hour and the minutes that it gives."""
    line = line[:PASTED_LINE]
    match = _HOURS.search(line)
    if match is None or (match["am"] is None and match["bh"] is None and "u" not in match[0].lower()):
        return line, None, None
    starts = time(int(match["ah"]), int(match["am"] or 0))
    minutes = None
    if match["bh"]:
        ends = time(int(match["bh"]), int(match["bm"] or 0))
        minutes = _between(starts, ends)
    rest = f"{line[: match.start()]} {line[match.end() :]}"
    return re.sub(r"[ ]{2,}", " ", rest).strip(), starts, minutes


def _item(number: str, rest: str, starts: time | None, minutes: int | None) -> PastedItem:
    bare, own_start, own_minutes = _without_hours(rest)
    duration = _DURATION.search(bare)
    if duration:
        minutes = int(duration["minutes"])
        bare = f"{bare[: duration.start()]} {bare[duration.end() :]}"
    bare = _BRACKETS.sub(r"ter \g<word>", bare)  # "(advies)" at the end says what "ter advies" says
    kind = _kind(bare)
    title = _tidy(_without_mark(_tidy(bare)))
    if title.count("(") > title.count(")"):
        title += ")"  # of a bracket that is part of the title: "Fietsbrug (fase 2)"
    return PastedItem(number, title[:300], kind, _layer(rest), starts or own_start, minutes or own_minutes)


def _tidy(text: str) -> str:
    return _tidy_spaces(text).strip(" \t:;,|–—-()")


def _tidy_spaces(text: str) -> str:
    return " ".join(text.split())


def _kind(text: str) -> ItemType | None:
    words = fold(text)
    if re.search(r"\b(?:verslag|notulen)\b", words) and re.search(r"\bgoedkeuring|\bvorig", words):
        return ItemType.MINUTES_APPROVAL
    if re.fullmatch(r"(?:varia|rondvraag|allerlei|varia en rondvraag)\W*", words):
        return ItemType.ANY_OTHER_BUSINESS
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


def _note(items: list[PastedItem], notes: list[list[str]], line: str) -> None:
    """A line under an item belongs to it; before the first item it is none."""
    if not items or _HEAD.match(line):
        return
    last = items[-1]
    says_type = len(line) < PASTED_LINE and not _without_mark(_tidy_spaces(line)).strip(_BEFORE_MARK)
    if last.item_type is None and says_type:
        items[-1] = replace(last, item_type=_kind(line))
    else:
        notes[-1].append(f"- {_BULLET.sub('', line)}")


def _with_durations(items: list[PastedItem]) -> list[PastedItem]:
    following = [*items, None][1:]
    return [
        replace(item, minutes=_between(item.starts, after.starts))
        if item.minutes is None and item.starts and after and after.starts
        else item
        for item, after in zip(items, following, strict=True)
    ]


def _between(starts: time, ends: time) -> int | None:
    day = date.min
    minutes = int((datetime.combine(day, ends) - datetime.combine(day, starts)).total_seconds()) // 60
    return minutes if minutes > 0 else None
