"""What a slash line that was refused was probably meant to be: a new line, which one key puts in its place."""

import calendar
import re

from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.slash import STANCE_WORDS, nearest
from ibo_desk.services.slash.names import slug
from ibo_desk.ui.desk import Today

_DAY = re.compile(
    r"(?P<day>\d{1,2})(?P<between>\s*[/.-]\s*|\s+)(?P<month>\d{1,2}|[^\W\d]+)(?P<rest>.*)", re.DOTALL
)


def mended(line: str, error: UserError, clock: Today) -> str:
    """The line with the nearest command, name, position or day that exists; "" where nothing is near."""
    params = error.params
    if error.code == "slash_misspelt":
        return re.sub(r"/\S*", f"/{params['nearest']}", line, count=1)
    if error.code == "misspelt_party":
        return re.sub(
            rf"(?<!\w){re.escape(params['name'])}(?!\w)", lambda _match: params["nearest"][0], line, count=1
        )
    if error.code == "misspelt_action":
        return _replaced(line, f"#{params['name']}", f"#{slug(params['nearest'][0])}")
    if error.code == "impossible_date":
        return _replaced(line, params["value"], possible(params["value"], clock))
    if error.code == "slash_stance":
        return _stance(line, params["value"])
    return ""


def possible(phrase: str, clock: Today) -> str:
    """The last day of the month that was meant: "31 februari 2027" → "28 februari 2027"; "" where no month was."""
    match = _DAY.fullmatch(phrase.strip())
    if match is None:
        return ""
    year = re.search(r"\d{4}", match["rest"])
    month = match["month"]
    words = (
        f"1/{month}/{year[0]}" if year and month.isdecimal() else f"1/{month}" if month.isdecimal() else month
    )
    if year and not month.isdecimal():
        words = f"{month} {year[0]}"
    meant = parse_due(words, clock.today()).on
    if meant is None:
        return ""
    last = calendar.monthrange(meant.year, meant.month)[1]
    return f"{min(int(match['day']) or 1, last)}{match['between']}{month}{match['rest']}"


def _stance(line: str, text: str) -> str:
    known = [words for words, _stance in STANCE_WORDS]
    pieces = re.split(r"[,;:.]", text)[0].split()
    for count in (3, 2, 1):
        typed = " ".join(pieces[:count])
        near = nearest(typed, known) if typed else ""
        if near:
            return _replaced(line, typed, near)
    return ""


def _replaced(line: str, old: str, new: str) -> str:
    """The last place counts: days, actions and positions stand behind the names."""
    at = line.rfind(old)
    return line[:at] + new + line[at + len(old) :] if new and at >= 0 else ""
