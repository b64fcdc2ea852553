"""What people write in the cells of a list, as data and small readers: states, types, durations, amounts, repeats."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.bounds import CELL_LOOK
from ibo_desk.domain.due import Due, is_impossible_date, parse_due
from ibo_desk.domain.engagements import EngagementState, Recurrence
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import MANY, parse_thousandths, sums_in
from ibo_desk.domain.names import fold
from ibo_desk.exchange.workbook import Value, as_text

STATES: dict[str, EngagementState] = {
    "nieuw": EngagementState.PROPOSED,
    "voorgesteld": EngagementState.PROPOSED,
    "voorstel": EngagementState.PROPOSED,
    "gepland": EngagementState.PROPOSED,
    "te bespreken": EngagementState.PROPOSED,
    "open": EngagementState.PROPOSED,
    "nog te starten": EngagementState.PROPOSED,
    "niet gestart": EngagementState.PROPOSED,
    "nog niet gestart": EngagementState.PROPOSED,
    "te bevestigen": EngagementState.PROPOSED,
    "te starten": EngagementState.PROPOSED,
    "onder voorbehoud": EngagementState.CONDITIONAL,
    "voorwaardelijk": EngagementState.CONDITIONAL,
    "toegezegd": EngagementState.CONFIRMED,
    "bevestigd": EngagementState.CONFIRMED,
    "akkoord": EngagementState.CONFIRMED,
    "goedgekeurd": EngagementState.CONFIRMED,
    "lopend": EngagementState.RUNNING,
    "lopende": EngagementState.RUNNING,
    "loopt": EngagementState.RUNNING,
    "in uitvoering": EngagementState.RUNNING,
    "bezig": EngagementState.RUNNING,
    "gestart": EngagementState.RUNNING,
    "opgestart": EngagementState.RUNNING,
    "terugkerend": EngagementState.RUNNING,
    "doorlopend": EngagementState.RUNNING,
    "uitgevoerd": EngagementState.KEPT,
    "afgerond": EngagementState.KEPT,
    "klaar": EngagementState.KEPT,
    "gerealiseerd": EngagementState.KEPT,
    "nagekomen": EngagementState.KEPT,
    "voltooid": EngagementState.KEPT,
    "afgewerkt": EngagementState.KEPT,
    "gedaan": EngagementState.KEPT,
    "ok": EngagementState.KEPT,
    "niet uitgevoerd": EngagementState.NOT_KEPT,
    "niet nagekomen": EngagementState.NOT_KEPT,
    "geschrapt": EngagementState.WITHDRAWN,
    "stopgezet": EngagementState.WITHDRAWN,
    "geannuleerd": EngagementState.WITHDRAWN,
    "afgevoerd": EngagementState.WITHDRAWN,
    "ingetrokken": EngagementState.WITHDRAWN,
    "vervallen": EngagementState.WITHDRAWN,
}
TYPES: dict[str, ItemType] = {
    "info": ItemType.INFORMATION,
    "informatie": ItemType.INFORMATION,
    "informatief": ItemType.INFORMATION,
    "ter info": ItemType.INFORMATION,
    "ter informatie": ItemType.INFORMATION,
    "kennisname": ItemType.INFORMATION,
    "ter kennisname": ItemType.INFORMATION,
    "informeren": ItemType.INFORMATION,
    "toelichten": ItemType.INFORMATION,
    "kennisnemen": ItemType.INFORMATION,
    "kennis nemen": ItemType.INFORMATION,
    "bespreking": ItemType.DISCUSSION,
    "ter bespreking": ItemType.DISCUSSION,
    "discussie": ItemType.DISCUSSION,
    "bespreken": ItemType.DISCUSSION,
    "afstemmen": ItemType.ALIGNMENT,
    "ter afstemming": ItemType.ALIGNMENT,
    "afstemming": ItemType.ALIGNMENT,
    "aftoetsing": ItemType.CROSS_CHECK,
    "toetsing": ItemType.CROSS_CHECK,
    "aftoetsen": ItemType.CROSS_CHECK,
    "toetsen": ItemType.CROSS_CHECK,
    "advies": ItemType.ADVICE,
    "adviseren": ItemType.ADVICE,
    "advies geven": ItemType.ADVICE,
    "ter advies": ItemType.ADVICE,
    "beslissing": ItemType.DECISION,
    "besluit": ItemType.DECISION,
    "ter beslissing": ItemType.DECISION,
    "beslissen": ItemType.DECISION,
    "goedkeuring verslag": ItemType.MINUTES_APPROVAL,
    "opvolging": ItemType.FOLLOW_UP,
    "varia": ItemType.ANY_OTHER_BUSINESS,
    "rondvraag": ItemType.ANY_OTHER_BUSINESS,
}
_WRITTEN_AS = (
    (
        re.compile(
            r"(goedkeuring|nazicht)( van)?( het)? (ontwerp)?verslag\b.*"
            r"|verslag (van )?(de )?vorige (vergadering|keer|overleg).*"
        ),
        "minutes",
    ),
    (
        re.compile(r"opvolging( van)?( de)? (engagementen|acties|afspraken|vorige vergadering)\b.*"),
        "follow_up",
    ),
    (re.compile(r"varia( en rondvraag)?|rondvraag|varia\b.{0,20}"), "other"),
)
_APPROVING = frozenset({"goedkeuren", "goedkeuring", "ter goedkeuring"})  # what is approved its title says
_STANDING_TYPES = {
    "minutes": ItemType.MINUTES_APPROVAL,
    "follow_up": ItemType.FOLLOW_UP,
    "other": ItemType.ANY_OTHER_BUSINESS,
}
_RECURRENCES = (
    (re.compile(r"\b(jaarlijks(e)?|elk jaar|ieder jaar)\b"), Recurrence.YEARLY),
    (re.compile(r"\b(halfjaarlijks(e)?|half-jaarlijks|elk semester)\b"), Recurrence.HALF_YEARLY),
    (re.compile(r"\b(driemaandelijks|per kwartaal|elk kwartaal|trimestrieel)\b"), Recurrence.QUARTERLY),
    (re.compile(r"\b(maandelijks(e)?|elke maand)\b"), Recurrence.MONTHLY),
)
_CONDITION = re.compile(
    r"\b(?:onder voorbehoud|mits (?:akkoord|goedkeuring)|voorwaardelijk)\b", re.IGNORECASE
)
_LONGEST = 6 * 60  # minutes that an item may take
_HOUR = r"(?P<h{0}>\d{{1,2}})\s*(?:(?:u|uur|h|:|\.)\s*(?P<m{0}>\d{{2}})?)\s*(?:uur|u)?"
_FROM_TO = re.compile(rf"(?:van )?{_HOUR.format(1)}\s*(?:-|–|tot)\s*{_HOUR.format(2)}")
_STAFF = re.compile(r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?:vte|fte)\b", re.IGNORECASE)
_PLAIN_SUM = re.compile(rf"\d[\d.,\s]*(?:{MANY})?(?:\s*/\s*jaar|\s+per\s+\w+)?", re.IGNORECASE)
_OTHER_UNIT = re.compile(r"\s*(?:per|/)\s*(?!jaar\b|gemeente|partner|deelnemer)\w", re.IGNORECASE)
_EACH = re.compile(
    r"[\s,]*\(?(?:per|voor elke|elke?)\s+(?P<who>gemeente|partner|deelnemer)s?\b|[\s,]*\belk\b", re.IGNORECASE
)
_YES = frozenset({"j", "ja", "x", "y", "yes", "v"})
_NO = frozenset({"n", "nee", "neen", "no"})
_TOTAL = re.compile(r"(sub|eind|algemeen |alg\.? ?|groot)?tota(al|len)\b.*|som\b.*|aantal\b.*")


@dataclass(frozen=True)
class Amount:
    """An amount in a text, and for whom: "municipality" or "partner" each, or "" for all together."""

    each: str
    cents: int | None = None
    thousandths: int | None = None
    shown: str = ""


def read_state(text: str) -> EngagementState | None:
    """The state that a status word stands for; None where it is none of ours ("3 van 13 klaar")."""
    words = fold(text[:CELL_LOOK]).strip(" .")
    if words.startswith("onder voorbehoud"):
        return EngagementState.CONDITIONAL
    return STATES.get(words)


def condition_in(*texts: str) -> str:
    """The first condition in the texts, as written: "onder voorbehoud college"."""
    sentences = (sentence for text in texts for sentence in re.split(r"[.;\n]", text))
    condition = next((sentence for sentence in sentences if _CONDITION.search(sentence)), "")
    return " ".join(condition.split()).strip(" ,-")


def read_type(text: str, title: str) -> ItemType | None:
    """The type of an item; without a word for it, the standing items show by their title. None: not known."""
    if text and fold(text).strip(" .") not in _APPROVING:
        return TYPES.get(fold(text[:CELL_LOOK]).strip(" .")) or _shortened_type(text)
    words = fold(title[:CELL_LOOK])
    name = next((name for pattern, name in _WRITTEN_AS if pattern.fullmatch(words)), "")
    return _STANDING_TYPES.get(name)


def _shortened_type(text: str) -> ItemType | None:
    """The one type whose words begin with an abbreviation: "goedk.", "besp."."""
    words = fold(text[:CELL_LOOK]).strip()
    begun = {kind for known, kind in TYPES.items() if known.startswith(words.rstrip("."))}
    return begun.pop() if words.endswith(".") and len(words) > 2 and len(begun) == 1 else None


def read_recurrence(text: str) -> tuple[Recurrence, str]:
    """How often a term returns, and the rest of its words: "jaarlijks, 1 maart" → yearly, "1 maart"."""
    words = fold(text[:CELL_LOOK])
    for pattern, recurrence in _RECURRENCES:
        match = pattern.search(words)
        if match:
            rest = f"{words[: match.start()]}{words[match.end() :]}".strip(" ,;:–-")
            return recurrence, re.sub(r"^(?:op|tegen) ", "", rest)
    return Recurrence.ONCE, text


def read_due(value: Value, today: date) -> tuple[Due, Recurrence, bool]:
    """The term in a cell: day and words, how often it returns, and whether it can be a date at all."""
    if isinstance(value, date):
        return Due(value, ""), Recurrence.ONCE, True
    text = as_text(value)
    recurrence, rest = read_recurrence(text)
    due = parse_due(rest, today)
    return Due(due.on, text, due.certainty), recurrence, not is_impossible_date(rest)


def read_amount(text: str) -> Amount | None:
    """The first amount of money or staff in a text, "€ 25.000 per gemeente" or "0,2 VTE"; None where there is none."""
    text = text[:CELL_LOOK]
    money = next(sums_in(text), None)
    if money:
        if money.cents is None or _OTHER_UNIT.match(text, money.end):  # "€ 0,50 per inwoner" is no sum
            return None
        return Amount(_each(text, money.end), cents=money.cents, shown=money.text)
    staff = _STAFF.search(text)
    if staff:
        thousandths = parse_thousandths(staff["amount"])
        return Amount(_each(text, staff.end()), thousandths=thousandths, shown=staff.group())
    return None


def read_sum(value: Value) -> Amount | None:
    """The sum in a cell of a column of money: 12500.5, "12.500,50", "25k", "elk 2.500 euro"; None where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Amount("", cents=round(value * 100), shown=as_text(value)) if value >= 0 else None
    text = as_text(value)[:CELL_LOOK]
    each = _EACH.search(text)
    plain = re.sub(r"\s*\([^)]*\)\s*$|^\s*(?:ca\.?|circa|elk)\s+", "", text)
    amount = read_amount(text) or (read_amount(f"€ {plain}") if _PLAIN_SUM.fullmatch(plain) else None)
    return replace(amount, each=amount.each or "partner") if amount and each else amount


def read_staff(value: Value) -> Amount | None:
    """The full-time equivalents in a cell of a column of them: 0.5, "0,5", "1/2", "0,2 VTE"; else None."""
    text = re.sub(r"\s*(?:vte|fte)'?s?\b", "", as_text(value)[:CELL_LOOK], flags=re.IGNORECASE).strip()
    part = re.fullmatch(r"(\d{1,2})\s*/\s*([1-9]\d?)", text)
    try:
        thousandths = round(1000 * int(part[1]) / int(part[2])) if part else parse_thousandths(text)
    except InvalidValueError:
        return None
    return Amount("", thousandths=thousandths, shown=text) if thousandths >= 0 else None


def _each(text: str, end: int) -> str:
    match = _EACH.match(text, end)
    if not match:
        return ""
    return "municipality" if (match["who"] or "").lower() == "gemeente" else "partner"


def read_minutes(value: Value) -> int | None:
    """A duration in minutes: 5, "20 min", "1u30", "1,5 uur", "9u30-10u15"; None where it is none, as an hour of day."""
    if isinstance(value, time):
        return _no_hour_of_day(value.hour * 60 + value.minute)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # a part of a day without the look of an hour: 0.0139 may be 20 minutes, and would become none
        return round(value) if value == 0 or 1 <= value <= 1440 else None
    words = fold(as_text(value)[:CELL_LOOK]).replace(",", ".")
    match = re.fullmatch(r"(\d{1,4})\s*(?:'|min|minuten|minuut|m)?\.?", words)
    if match:
        return int(match[1]) if int(match[1]) <= 1440 else None
    match = _FROM_TO.fullmatch(words)
    if match:
        first, last = (int(match[f"h{at}"]) * 60 + int(match[f"m{at}"] or 0) for at in (1, 2))
        return last - first if 0 < last - first <= _LONGEST else None
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)\s*(?:u|uur|h|:)\s*(\d{1,2})?\s*(?:min|')?\.?", words)
    return _no_hour_of_day(round(float(match[1]) * 60) + int(match[2] or 0)) if match else None


def _no_hour_of_day(minutes: int) -> int | None:
    """What is longer than a meeting lasts is the hour at which an item begins: "9u30"."""
    return minutes if minutes <= _LONGEST else None


def read_yes(text: str) -> bool | None:
    """Yes or no; None for anything else, nothing included."""
    words = fold(text[:CELL_LOOK]).strip(" .")
    if words in _YES:
        return True
    return False if words in _NO else None


def is_total(text: str) -> bool:
    """Whether the first cell of a row says that the row adds up the others."""
    return _TOTAL.fullmatch(fold(text[:CELL_LOOK])) is not None
