"""Lines that a secretary types during a meeting and that become records at once.

    /conclusie de partners onderschrijven de fasering
    /conclusie
    /engagement Harelbeke, Kortrijk: advies fietsbrug bezorgen #fietssnelweg tegen 15 januari
    /standpunt Wevelgem: voorbehoud, zolang het budget niet vastligt
    /voorleggen gemeenteraad Kortrijk, gemeenteraad Harelbeke: de fasering goedkeuren tegen maart 2027
    /actiepunt Leiedal: cijfers nazenden

Reading a line looks nothing up: names stay words, which the service compares with what the file knows. "#" names the
regional action where it is another than that of the item. A conclusion without text is one with the body's own
sentence, where there is nothing to choose.
"""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ibo_desk.domain.due import Due, is_impossible_date, parse_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import Stance


class SlashCommand(StrEnum):
    CONCLUSION = "conclusion"
    ENGAGEMENT = "engagement"
    POSITION = "position"
    REFERRAL = "referral"
    ACTION_POINT = "action_point"


COMMAND_WORDS: dict[str, SlashCommand] = {
    "conclusie": SlashCommand.CONCLUSION,
    "engagement": SlashCommand.ENGAGEMENT,
    "standpunt": SlashCommand.POSITION,
    "voorleggen": SlashCommand.REFERRAL,
    "actiepunt": SlashCommand.ACTION_POINT,
}

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

_LINE = re.compile(r"\s*/(?P<word>[^\s:]*)\s*(?P<rest>.*)", re.DOTALL)
_DUE = re.compile(
    r"(?<!\s)\s+(?:tegen|uiterlijk|voor)\s+(?P<phrase>[^.;\s][^.;]{0,79}?)\s*[.;]?$", re.IGNORECASE
)
_NAMES = re.compile(r" ?[,;+/] ?| en ", re.IGNORECASE)
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


def is_slash_line(line: str) -> bool:
    return line.lstrip().startswith("/")


def parse_slash(line: str, today: date) -> SlashLine:
    """Read one line.

    Raises ``InvalidValueError`` with "slash_unknown", "slash_misspelt" (with the nearest command),
    "slash_without_names", "slash_without_text", "slash_stance" or "impossible_date".
    """
    match = _LINE.fullmatch(line.rstrip())
    word = fold(match["word"]) if match else ""
    if match is None or word not in COMMAND_WORDS:
        raise _unknown(word)
    command, rest = COMMAND_WORDS[word], match["rest"].strip()
    if command is SlashCommand.CONCLUSION:
        return SlashLine(command, (), rest)
    named, colon, text = rest.partition(":")
    parties = _TO.sub("", named.strip())
    names = split_names(parties)
    if not colon or not names:
        raise InvalidValueError("slash_without_names", command=word)
    if command is SlashCommand.POSITION:
        stance, why = read_stance(text.strip())
        return SlashLine(command, names, why, None, stance, parties)
    what, action = split_action(text.strip())
    what, due = split_due(what, today)
    return SlashLine(command, names, _required(what), due, None, parties, action)


def split_names(text: str) -> tuple[str, ...]:
    """The names in "Kortrijk, Kuurne en Harelbeke"."""
    return tuple(name for name in _NAMES.split(" ".join(text.split())) if name)


def split_action(text: str) -> tuple[str, str]:
    """The text without "#word", and that word; the last one counts."""
    matches = _ACTION.findall(text)
    return _ACTION.sub("", text).strip(), matches[-1] if matches else ""


def split_due(text: str, today: date) -> tuple[str, Due | None]:
    """The text without "tegen …" at its end, and what that says; words that are no date stay in the text.

    Raises ``InvalidValueError("impossible_date")`` for a date that no calendar has.
    """
    match = _DUE.search(text.rstrip())
    if match is None:
        return text, None
    phrase = match["phrase"]
    if is_impossible_date(phrase) or _impossible_in_words(phrase, today):
        raise InvalidValueError("impossible_date", value=phrase)
    # "voor de zomer 2027" is a phrase as a whole; "tegen 15 januari" is one after "tegen".
    for words in (match[0].strip(" .;"), phrase):
        due = parse_due(words, today)
        if due.on is not None:
            return text[: match.start()].strip(), Due(due.on, words)
    return text, None


def nearest(word: str, known: dict[str, SlashCommand] | list[str]) -> str:
    """The known word that was probably meant, or ""."""
    close = difflib.get_close_matches(fold(word), [fold(name) for name in known], n=1, cutoff=0.6)
    return next((name for name in known if close and fold(name) == close[0]), "")


def _impossible_in_words(phrase: str, today: date) -> bool:
    """ "31 februari" reads like a date and is none."""
    looks = re.fullmatch(r"\d{1,2}\s+[a-z]+(\s+\d{4})?", fold(phrase)) is not None
    month = fold(phrase).split()[1] if looks else ""
    return looks and parse_due(month, today).on is not None and parse_due(phrase, today).on is None


def read_stance(text: str) -> tuple[Stance, str]:
    """The position that a text begins with, and the rest of it; raises ``InvalidValueError("slash_stance")``."""
    for words, stance in sorted(STANCE_WORDS, key=lambda pair: -len(pair[0])):
        if fold(text).startswith(words):
            return stance, text[len(words) :].strip(" ,:;-")
    raise InvalidValueError("slash_stance", value=text)


def _unknown(word: str) -> InvalidValueError:
    near = nearest(word, COMMAND_WORDS)
    if near:
        return InvalidValueError("slash_misspelt", value=word, nearest=near)
    return InvalidValueError("slash_unknown", value=word)


def _required(text: str) -> str:
    if not text:
        raise InvalidValueError("slash_without_text")
    return text
