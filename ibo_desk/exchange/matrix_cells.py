"""What one cell of a feedback matrix says, as people write it: "28/09 kennisname", "akkoord mits …", "volgt"."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ibo_desk.domain.answer_words import ANSWER_WORDS, NOT_CONCERNED_WORDS, RESERVED, TO_COME_WORDS
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.names import fold
from ibo_desk.exchange.workbook import SourceRow

DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?(?!\d)")
_FILLER = re.compile(
    r"\b(op|het|cbs|college|schepencollege|van|dd|d\.d|in|zitting)\b|[:;,()–]+|(?<!\w)-(?!\w)"
)


class Did(StrEnum):
    """What a cell says that a college did, or had done to it."""

    NOT_CONCERNED = "not_concerned"
    TO_COME = "to_come"
    DELIVERED = "delivered"
    HEARD = "heard"
    ANSWERED = "answered"
    UNCLEAR = "unclear"


_WORDS: Mapping[str, Did | Answer] = {
    **dict.fromkeys((*NOT_CONCERNED_WORDS, "–", "-", "/"), Did.NOT_CONCERNED),
    **dict.fromkeys(TO_COME_WORDS, Did.TO_COME),
    **dict.fromkeys(("bezorgd", "verstuurd", "verzonden", "gemaild", "doorgestuurd", "nota bezorgd"), Did.DELIVERED),
    **dict.fromkeys(("", "x", "v", "ok", "ja", "besproken", "behandeld", "geagendeerd", "gehoord"), Did.HEARD),
    **ANSWER_WORDS,
}  # fmt: skip
ANSWERED_BY = frozenset({Did.ANSWERED, Did.TO_COME, Did.NOT_CONCERNED})
DAY_TITLES = frozenset({
    "datum", "datum cbs", "datum college", "datum zitting", "datum collegezitting", "datum antwoord", "dag", "op",
    "datum beslissing", "dag college", "zitting", "zittingsdag", "zittingsdatum", "collegezitting", "cbs van", "cbs op",
    "college op", "behandeld op", "beslist op", "wanneer", "wanneer beslist", "wanneer behandeld",
})  # fmt: skip


@dataclass(frozen=True)
class CellReading:
    """What one cell says; ``text`` is the explanation in its own words."""

    did: Did
    on: date | None = None
    answer: Answer | None = None
    text: str = ""


def read_cell(text: str, near: date) -> CellReading:
    """What a cell says; a day without a year is the one nearest to the meeting of the item."""
    match = DATE.search(text)
    on = day_of(match, near) if match else None
    if match and on is None:
        return CellReading(Did.UNCLEAR, text=text)
    said = (text[: match.start()] + " " + text[match.end() :]) if match else text
    folded = fold(" ".join(said.split())).strip(" .")
    bare = " ".join(_FILLER.sub(" ", folded).split()).strip(" .")
    known = _WORDS.get(folded, _WORDS.get(bare))
    if isinstance(known, Answer):
        return CellReading(Did.ANSWERED, on, known)
    if known is Did.HEARD and on is None:
        return CellReading(Did.UNCLEAR, text=text)
    if known is not None:
        return CellReading(known, on)
    if RESERVED.search(bare):
        return CellReading(
            Did.ANSWERED, on, Answer.AGREES_WITH_RESERVATION, " ".join(said.split()).strip(" :,-")
        )
    return CellReading(Did.UNCLEAR, on, text=text)


def day_of(match: re.Match[str], near: date) -> date | None:
    """The day, None where it does not exist."""
    day, month, year = int(match[1]), int(match[2]), match[3]
    years = (
        [int(year) + (2000 if len(year) == 2 else 0)] if year else [near.year - 1, near.year, near.year + 1]
    )
    days = []
    for each in years:
        try:
            days.append(date(each, month, day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - near).days), default=None)


def with_days(rows: Sequence[SourceRow], title: int, columns: Collection[int]) -> tuple[SourceRow, ...]:
    """The rows with the day of each college behind what has none; a row "Datum CBS" above them says these days."""
    days: dict[int, str] = {}
    read = []
    for row in rows:
        if fold(row.text(title)).strip(" .:?") in DAY_TITLES:
            days = {at: text for at in columns if DATE.search(text := row.text(at))}
        added = {at: f"{text} {days[at]}" for at in days if _lacks_day(text := row.text(at))}
        read.append(replace(row, cells={**row.cells, **added}) if added else row)
    return tuple(read)


def _lacks_day(text: str) -> bool:
    said = read_cell(text, date.min.replace(year=2000))
    return bool(text) and said.on is None and said.did not in {Did.TO_COME, Did.NOT_CONCERNED}
