"""Lines that a secretary types during a meeting and that become records at once.

    /conclusie de partners onderschrijven de fasering
    /conclusie
    /engagement Harelbeke, Kortrijk: advies fietsbrug bezorgen #fietssnelweg tegen 15 januari
    /standpunt Wevelgem: voorbehoud, zolang het budget niet vastligt
    /voorleggen gemeenteraad Kortrijk, gemeenteraad Harelbeke: de fasering goedkeuren tegen maart 2027
    /actiepunt Leiedal: cijfers nazenden
    /voorwaarde Waregem: pas na de gemeenteraad van februari
    /aanwezig Harelbeke 14:35
    /weg Menen 15:10
    /voorzitter Menen
    /pauze 15:10-15:20
    /later de cijfers ontbreken nog
    /opvolging Harelbeke fietsbrug: nagekomen, bezorgd op 3 november

Reading a line looks nothing up: names stay words, which the service compares with what the file knows. "#" names the
regional action where it is another than that of the item. A conclusion without text is one with the body's own
sentence, where there is nothing to choose.
"""

import difflib
import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from ibo_desk.domain.course import read_time
from ibo_desk.domain.due import Due, is_impossible_date, parse_due, typed_due
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.months import MONTHS
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import Stance


class SlashCommand(StrEnum):
    CONCLUSION = "conclusion"
    ENGAGEMENT = "engagement"
    POSITION = "position"
    REFERRAL = "referral"
    ACTION_POINT = "action_point"
    CONDITION = "condition"
    PRESENT = "present"
    AWAY = "away"
    EXCUSED = "excused"
    ABSENT = "absent"
    LATER = "later"
    WITHDRAWN = "withdrawn"
    BREAK = "break"
    PRIVATE = "private"
    BEGIN = "begin"
    OPEN = "open"
    CLOSE = "close"
    REPLACED = "replaced"
    ITEM = "item"
    TOGETHER = "together"
    FOLLOW_UP = "follow_up"
    CHAIR = "chair"


COMMAND_WORDS: dict[str, SlashCommand] = {
    "conclusie": SlashCommand.CONCLUSION,
    "engagement": SlashCommand.ENGAGEMENT,
    "standpunt": SlashCommand.POSITION,
    "voorleggen": SlashCommand.REFERRAL,
    "actiepunt": SlashCommand.ACTION_POINT,
    "voorwaarde": SlashCommand.CONDITION,
    "aanwezig": SlashCommand.PRESENT,
    "weg": SlashCommand.AWAY,
    "verontschuldigd": SlashCommand.EXCUSED,
    "afwezig": SlashCommand.ABSENT,
    "later": SlashCommand.LATER,
    "ingetrokken": SlashCommand.WITHDRAWN,
    "pauze": SlashCommand.BREAK,
    "intern": SlashCommand.PRIVATE,
    "begin": SlashCommand.BEGIN,
    "vervangen": SlashCommand.REPLACED,
    "voorzitter": SlashCommand.CHAIR,
    "punt": SlashCommand.ITEM,
    "samen": SlashCommand.TOGETHER,
    "opvolging": SlashCommand.FOLLOW_UP,
    "openen": SlashCommand.OPEN,
    "sluiten": SlashCommand.CLOSE,
}
ATTENDING = frozenset({SlashCommand.PRESENT, SlashCommand.AWAY, SlashCommand.EXCUSED, SlashCommand.ABSENT})
OF_THE_LIST = ATTENDING | {
    SlashCommand.CHAIR
}  # names of those on the attendance list, and nothing behind a colon
# What may stand alone; the other texts say something.
_WITHOUT_TEXT = frozenset({SlashCommand.CONCLUSION, SlashCommand.LATER, SlashCommand.WITHDRAWN})
_TEXTS = frozenset({*_WITHOUT_TEXT, SlashCommand.PRIVATE, SlashCommand.ITEM, SlashCommand.TOGETHER})
_HOURS = frozenset({SlashCommand.BREAK, SlashCommand.BEGIN, SlashCommand.OPEN, SlashCommand.CLOSE})

# Longest first, so that "niet akkoord" is not read as "akkoord".
STANCE_WORDS: tuple[tuple[str, Stance], ...] = (
    ("akkoord met voorbehoud", Stance.RESERVATION),
    ("geen standpunt", Stance.NONE),
    ("niet akkoord", Stance.DISSENTS),
    ("voorbehoud", Stance.RESERVATION),
    ("onthouding", Stance.NONE),
    ("akkoord", Stance.AGREES),
    ("tegen", Stance.DISSENTS),
    ("gaat akkoord", Stance.AGREES),
)

# What became of an engagement of an earlier meeting; other words only say something of it ("te laat").
FOLLOW_UP_WORDS: tuple[tuple[str, EngagementState], ...] = (
    ("niet nagekomen", EngagementState.NOT_KEPT),
    ("nagekomen", EngagementState.KEPT),
    ("ingetrokken", EngagementState.WITHDRAWN),
    ("loopt nog", EngagementState.RUNNING),
)

_LINE = re.compile(r"\s*/(?P<word>[^\s:]*)\s*(?P<rest>.*)", re.DOTALL)
_DUE = re.compile(
    r"(?<!\s)\s+(?:tegen|uiterlijk|v[oó][oó]r)\s+(?P<phrase>[^.;\s][^.;]{0,79}?)\s*[.;]?$", re.IGNORECASE
)
# A time that belongs to the sentence: "een opruimactie houden in maart 2027".
_WITHIN = re.compile(
    rf"\s(?:in|tijdens) (?:de loop van )?(?:het )?"
    rf"(?P<phrase>(?:(?:{'|'.join(MONTHS)}|voorjaar|najaar)(?: 20\d\d)?)|20\d\d)\s*[.;]?$",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    r"(?<!\s)\s+(?:tegen|uiterlijk|op|v[oó][oó]r)\s+(?P<phrase>(?:op |tegen )?(?:de |het |ons |onze )?"
    r"(?:eerst)?volgende? (?:vergadering|overleg|bijeenkomst|zitting|keer))\s*[.;]?$",
    re.IGNORECASE,
)
_NAMES = re.compile(r" ?[,;+/] ?| en ", re.IGNORECASE)
_AT = re.compile(
    r"(?:^|,?\s+)(?:om |vanaf |tot )?(?P<at>\d{1,2}(?:[:.]\d{2}|u(?:\d{2})?| uur)(?: uur)?)\s*[.;]?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-|–|tot)\s*")
_CONDITION = re.compile(
    r",?\s*\b(?:mits|(?:onder|op) (?:de )?voorwaarde(?: van| dat)?|onder voorbehoud van)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_ACTION = re.compile(r"(?:^|\s)#(?P<name>[\w][\w./’'-]*)")
_TO = re.compile(r"^aan\s+", re.IGNORECASE)


@dataclass(frozen=True)
class SlashLine:
    """What a line asks for; ``names`` are as typed, ``due`` is None where no date was given.

    ``parties`` holds the same names unsplit, because "en" may belong to a name; ``action`` is the word after "#".
    """

    command: SlashCommand
    names: tuple[str, ...]
    text: str
    due: Due | None = None
    stance: Stance | None = None
    parties: str = ""
    action: str = ""
    condition: str = ""
    at: time | None = None
    until: time | None = None
    next_meeting: str = ""  # the words that put it off to the next meeting of the body, in place of ``due``
    became: EngagementState | None = None  # of an engagement; None: only something is said of it


def is_slash_line(line: str) -> bool:
    return line.lstrip().startswith("/")


def said_on_paper(text: str) -> str:
    """The text with each line that was not turned into a record as a sentence: "Engagement: burgemeester …".

    What only the secretariat may read is left out.
    """
    return "\n".join(line for line in map(_as_said, text.split("\n")) if line is not None)


def _as_said(line: str) -> str | None:
    match = _LINE.fullmatch(line) if is_slash_line(line) else None
    if match is None:
        return line
    if COMMAND_WORDS.get(fold(match["word"])) is SlashCommand.PRIVATE:
        return None
    rest = match["rest"].strip()
    word = (nearest(match["word"], COMMAND_WORDS) or match["word"]).capitalize()
    return f"{word}: {rest}" if rest else word


def parse_slash(line: str, today: date) -> SlashLine:
    """Read one line.

    Raises ``InvalidValueError`` with "slash_unknown", "slash_misspelt" (with the nearest command),
    "slash_without_names", "slash_without_text", "slash_stance" or "impossible_date".
    """
    match = _LINE.fullmatch(line.rstrip())
    word = fold(match["word"]) if match else ""
    if match is None or word not in COMMAND_WORDS:
        raise _unknown(word)
    command, rest = COMMAND_WORDS[word], match["rest"].lstrip(" \t:").strip()
    if command in OF_THE_LIST or (command is SlashCommand.LATER and split_time(rest)[1]):
        return _attending(command, word, rest)
    if command in _TEXTS:
        return SlashLine(command, (), rest if command in _WITHOUT_TEXT else _required(rest))
    if command in _HOURS:
        return _hours(command, rest)
    return _of_names(command, word, rest, today)


def _of_names(command: SlashCommand, word: str, rest: str, today: date) -> SlashLine:
    """A line with names, a colon, and what is said of them."""
    named, colon, text = rest.partition(":")
    if command is SlashCommand.REPLACED and not colon:
        named, colon, text = rest.partition(" door ")
    parties = _TO.sub("", named.strip())
    names = split_names(parties)
    if not colon or not names:
        raise InvalidValueError("slash_without_names", command=word)
    if command is SlashCommand.FOLLOW_UP:
        became, said = read_follow_up(_required(text.strip()))
        return SlashLine(command, names, said, parties=parties, became=became)
    if command is SlashCommand.POSITION:
        stance, why = read_stance(text.strip())
        return SlashLine(command, names, why or _abstains(text), None, stance, parties)
    if command is SlashCommand.REPLACED:
        return SlashLine(command, names, _required(text.strip()), parties=parties)
    what, action = split_action(text.strip())
    if command is SlashCommand.CONDITION:
        return SlashLine(command, names, _required(what), parties=parties, action=action)
    what, next_meeting = split_next_meeting(what)
    what, due = split_due(what, today)
    what, condition = split_condition(what)
    if due is None and condition:
        condition, due = split_due(condition, today)
    due = due or _due_within(what, today)
    what = _required(what)
    return SlashLine(command, names, what, due, None, parties, action, condition, next_meeting=next_meeting)


def _abstains(text: str) -> str:
    """Who abstains says so; "geen standpunt" alone says nothing."""
    return text.strip(" .") if fold(text).startswith("onthouding") else ""


def _attending(command: SlashCommand, word: str, rest: str) -> SlashLine:
    """Who is there, came, left or stays away; the hour stands last."""
    parties, at = split_time(rest)
    names = split_names(parties)
    if not names:
        raise InvalidValueError("slash_without_attendees", command=word)
    return SlashLine(command, names, "", parties=parties, at=at)


def _hours(command: SlashCommand, rest: str) -> SlashLine:
    """One hour or two, or none: then it is now."""
    hours = [read_time(piece) for piece in _BETWEEN.split(rest) if piece]
    if None in hours or len(hours) > (2 if command is SlashCommand.BREAK else 1):
        raise InvalidValueError("slash_hours", value=rest)
    first, last = (*hours, None, None)[:2]
    return SlashLine(command, (), "", at=first, until=last)


def split_time(text: str) -> tuple[str, time | None]:
    """The text without the hour at its end, and that hour."""
    match = _AT.search(text.strip())
    at = read_time(match["at"]) if match else None
    return (text.strip()[: match.start()].strip(), at) if match and at else (text.strip(), None)


def split_condition(text: str) -> tuple[str, str]:
    """The text without "op voorwaarde dat …", and that condition."""
    match = _CONDITION.search(text)
    return (text[: match.start()].strip(), match["what"].strip(" .")) if match else (text, "")


def split_names(text: str) -> tuple[str, ...]:
    """The names in "Kortrijk, Kuurne en Harelbeke"."""
    return tuple(name for name in _NAMES.split(" ".join(text.split())) if name)


def split_action(text: str) -> tuple[str, str]:
    """The text without "#word", and that word; the last one counts."""
    matches = _ACTION.findall(text)
    return _ACTION.sub("", text).strip(), matches[-1] if matches else ""


def split_next_meeting(text: str) -> tuple[str, str]:
    """The text without "tegen de volgende vergadering" at its end, and those words."""
    match = _NEXT_MEETING.search(text.rstrip())
    return (text[: match.start()].strip(), match["phrase"]) if match else (text, "")


def split_due(text: str, today: date) -> tuple[str, Due | None]:
    """The text without "tegen …" at its end, and what that says; words that are no date stay in the text.

    Raises ``InvalidValueError("impossible_date")`` for a date that no calendar has.
    """
    match = _DUE.search(text.rstrip())
    if match is None:
        return text, None
    phrase = match["phrase"]
    if is_impossible_date(phrase):
        raise InvalidValueError("impossible_date", value=phrase)
    # "voor de zomer 2027" is a phrase as a whole; "tegen 15 januari" is one after "tegen".
    for words in (match[0].strip(" .;"), phrase):
        due = typed_due(words, today)
        if due.on is not None:
            return text[: match.start()].strip(), due
    return text, None


def _due_within(text: str, today: date) -> Due | None:
    """The end of the month, season or year in which a sentence says it will be; the sentence keeps those words."""
    match = _WITHIN.search(text)
    due = parse_due(match["phrase"], today) if match else None
    return due if due is not None and due.on is not None and due.on >= today else None


def nearest(word: str, known: dict[str, SlashCommand] | list[str]) -> str:
    """The known word that was probably meant, or ""."""
    close = difflib.get_close_matches(fold(word), [fold(name) for name in known], n=1, cutoff=0.6)
    return next((name for name in known if close and fold(name) == close[0]), "")


def read_stance(text: str) -> tuple[Stance, str]:
    """The position that a text begins with, and the rest of it; raises ``InvalidValueError("slash_stance")``."""
    for words, stance in sorted(STANCE_WORDS, key=lambda pair: -len(pair[0])):
        if fold(text).startswith(words):
            return stance, text[len(words) :].strip(" ,:;-")
    raise InvalidValueError("slash_stance", value=text)


def read_follow_up(text: str) -> tuple[EngagementState | None, str]:
    """What became of an engagement, and what was said of it."""
    for words, state in FOLLOW_UP_WORDS:
        if fold(text).startswith(words):
            return state, text[len(words) :].strip(" ,:;-–")
    return None, text


def _unknown(word: str) -> InvalidValueError:
    near = nearest(word, COMMAND_WORDS)
    if near:
        return InvalidValueError("slash_misspelt", value=word, nearest=near)
    return InvalidValueError("slash_unknown", value=word)


def _required(text: str) -> str:
    if not text:
        raise InvalidValueError("slash_without_text")
    return text
