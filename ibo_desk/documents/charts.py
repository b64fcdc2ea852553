"""Charts as SVG, drawn once: QtSvg shows them on screen, and the papers print the same picture with its words.

Every chart says in words what it shows (``alt``), carries its numbers as text, and never by colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import _, ngettext
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.coverage import MonthCoverage
from ibo_desk.services.words import label
from ibo_desk.services.words.format import month as month_words

WIDTH: Final = 720.0
FONT: Final = "Liberation Sans, Arial, sans-serif"
_WIDE: Final = 0.6  # of the font size: the width of a letter, to know where a text ends
_ROW: Final = 26.0
_MOST_BARS: Final = 40


@dataclass(frozen=True)
class Colours:
    """The colours of a chart; those for paper, or of the screen's light or dark palette."""

    text: str = "#1B2733"
    soft: str = "#55606B"
    rule: str = "#CBD3DC"
    line: str = "#1F3A5F"
    second: str = "#B45309"
    states: Mapping[EngagementState, str] | None = None

    def of_state(self, state: EngagementState) -> str:
        return (self.states or _STATES)[state]


DARK: Final = Colours("#E6EBF0", "#A9B4BF", "#3A4754", "#8FB8E8", "#F0A860")
PAPER: Final = Colours()
_STATES: Final = {
    EngagementState.PROPOSED: "#B8C2CC",
    EngagementState.CONDITIONAL: "#E3C04B",
    EngagementState.CONFIRMED: "#8DB8DE",
    EngagementState.RUNNING: "#1F5F99",
    EngagementState.KEPT: "#2F7D4F",
    EngagementState.NOT_KEPT: "#B03A2E",
    EngagementState.WITHDRAWN: "#5B6470",
}


@dataclass(frozen=True)
class Chart:
    """A picture, the sentence that says what it shows, and its numbers; ``svg`` is empty where there are none."""

    svg: str
    summary: str
    width: float
    height: float
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def alt(self) -> str:
        """The picture in words: the sentence with every number."""
        return _in_words(self.summary, self.figures)

    @property
    def numbers(self) -> str:
        """Its numbers as running text, without those that are nothing."""
        return ", ".join(f"{name} ({value})" for name, value in self.figures if value != "0")


def engagements_by_partner(rows: Iterable[EngagementRow], colours: Colours = PAPER) -> Chart:
    """Shares of engagements by state, one bar per partner, partners by name: who carries what is no contest."""
    counts: dict[str, dict[EngagementState, int]] = {}
    for row in rows:
        for share in row.partners:
            of_partner = counts.setdefault(share.organisation, {})
            of_partner[share.state] = of_partner.get(share.state, 0) + 1
    names = sorted(counts, key=str.casefold)
    if not names:
        return _empty()
    names, left_out = names[:_MOST_BARS], len(names[_MOST_BARS:])
    used = [state for state in EngagementState if any(state in counts[name] for name in names)]
    left = min(230.0, max(_wide(name, 11) for name in names) + 12)
    longest = max(sum(counts[name].values()) for name in names)
    per_one = (WIDTH - left - 40) / longest
    top, draw = _legend([(label(state), colours.of_state(state)) for state in used], colours)
    for at, name in enumerate(names):
        y = top + at * _ROW
        draw.append(_text(left - 8, y + 16, _cut(name, left - 12), colours.text, anchor="end"))
        draw += _bar(name, counts[name], left, y, per_one, colours)
    figures = [
        (name, ", ".join(f"{label(state)} {counts[name][state]}" for state in used if state in counts[name]))
        for name in names
    ]
    text = _("Engagements by partner and state, as far as registered.")
    if left_out:
        more = ngettext(
            "{count} partner more is not drawn.", "{count} partners more are not drawn.", left_out
        )
        text += " " + more.format(count=left_out)
    return _chart(draw, top + len(names) * _ROW + 8, text, figures)


def _bar(
    name: str, counts: Mapping[EngagementState, int], x: float, y: float, per_one: float, colours: Colours
) -> list[str]:
    """The shares of one partner after each other, and at the end how many they are together."""
    draw: list[str] = []
    for state in [state for state in EngagementState if state in counts]:
        colour, wide = colours.of_state(state), counts[state] * per_one
        draw.append(_rect(x, y + 3, wide, 18, colour, f"{name}: {label(state)} {counts[state]}"))
        if wide > 14:
            inside = _text(
                x + wide / 2, y + 16, str(counts[state]), ink_on(colour), anchor="middle", bold=True
            )
            draw.append(inside)
        x += wide
    return [*draw, _text(x + 6, y + 16, str(sum(counts.values())), colours.soft)]


def engagements_by_state(counts: Mapping[EngagementState, int], colours: Colours = PAPER) -> Chart:
    """How many shares of engagements are in which state, one bar per state in the order in which they are passed."""
    used = [state for state in EngagementState if counts.get(state)]
    if not used:
        return _empty()
    left = max(_wide(label(state), 11) for state in used) + 12
    per_one = (WIDTH - left - 40) / max(counts[state] for state in used)
    draw: list[str] = []
    for at, state in enumerate(used):
        y, wide = at * _ROW, counts[state] * per_one
        draw += [
            _text(left - 8, y + 16, label(state), colours.text, anchor="end"),
            _rect(left, y + 3, wide, 18, colours.of_state(state), f"{label(state)}: {counts[state]}"),
            _text(left + wide + 6, y + 16, str(counts[state]), colours.text),
        ]
    text = _("Engagements by state, as far as registered.")
    return _chart(draw, len(used) * _ROW + 8, text, [(label(state), str(counts[state])) for state in used])


def coverage_over_time(
    months: Sequence[MonthCoverage], colours: Colours = PAPER, *, one_college: bool = False
) -> Chart:
    """By month of the meeting the share of colleges that had a note, and that had heard by the meeting, in percent.

    The months of ``one_college`` count its items instead: of which it had a note, and of which it had heard.
    """
    counted = [month for month in months if month.cells]
    if not counted:
        return _empty()
    height, left, top, bottom = 200.0 if one_college else 260.0, 46.0, 44.0, 40.0
    step = (WIDTH - left - 60) / max(1, len(counted) - 1)
    scale = (height - top - bottom) / 100
    _top, draw = _legend(
        [(_("note delivered"), colours.line), (_("heard by the meeting"), colours.second)], colours
    )
    for percent in (0, 25, 50, 75, 100):
        y = height - bottom - percent * scale
        draw.append(_rule(left, y, WIDTH - 20, y, colours.rule))
        draw.append(_text(left - 6, y + 4, f"{percent} %", colours.soft, anchor="end", size=10))
    series = (
        (colours.line, "", [round(100 * month.delivered / month.cells) for month in counted]),
        (colours.second, "6 4", [round(100 * month.heard_before / month.cells) for month in counted]),
    )
    for colour, dashes, values in series:
        points = [(left + 20 + at * step, height - bottom - value * scale) for at, value in enumerate(values)]
        draw.append(_line(points, colour, dashes))
        draw += [_dot(x, y, colour, f"{value} %") for (x, y), value in zip(points, values, strict=True)]
    every = max(1, -(-len(counted) // 8))
    for at, month in enumerate(counted):
        if at % every == 0:
            x = left + 20 + at * step
            draw.append(_text(x, height - 18, _short_month(month), colours.soft, anchor="middle", size=10))
    figures = [
        (
            month_words(month.month),
            _("note {delivered} %, heard {heard} %").format(
                delivered=series[0][2][at], heard=series[1][2][at]
            ),
        )
        for at, month in enumerate(counted)
    ]
    what = (
        _("Items that reached this college by month of the meeting, as far as registered.")
        if one_college
        else _("Colleges reached by month of the meeting, as far as registered.")
    )
    return _chart(draw, height, what, figures)


def lead_times(days: Sequence[int], colours: Colours = PAPER) -> Chart:
    """How many notes came how many days before the meeting, in weeks; of all colleges together."""
    if not days:
        return _empty()
    groups = _weeks(days)
    height, left, bottom, top = 230.0, 40.0, 52.0, 24.0
    wide = (WIDTH - left - 20) / len(groups)
    most = max(count for _name, count in groups)
    scale = (height - top - bottom) / most
    draw = [_rule(left, height - bottom, WIDTH - 20, height - bottom, colours.rule)]
    for at, (name, count) in enumerate(groups):
        x, tall = left + at * wide, count * scale
        if count:
            draw.append(
                _rect(x + 8, height - bottom - tall, wide - 16, tall, colours.line, f"{name}: {count}")
            )
        draw.append(
            _text(x + wide / 2, height - bottom - tall - 6, str(count), colours.text, anchor="middle")
        )
        draw.append(_text(x + wide / 2, height - 34, name, colours.soft, anchor="middle", size=10))
    draw.append(
        _text(
            WIDTH / 2, height - 10, _("days between note and meeting"), colours.soft, anchor="middle", size=10
        )
    )
    text = ngettext(
        "{count} note before a meeting, by days ahead, as far as registered.",
        "{count} notes before a meeting, by days ahead, as far as registered.",
        len(days),
    )
    return _chart(draw, height, text.format(count=len(days)), [(name, str(count)) for name, count in groups])


def _weeks(days: Sequence[int]) -> list[tuple[str, int]]:
    """0–6, 7–13 … until 42 days and more; empty groups at the end are left out."""
    bounds = [(first, first + 6) for first in range(0, 42, 7)]
    groups = [(f"{low}–{high}", sum(low <= day <= high for day in days)) for low, high in bounds]
    groups.append(("42+", sum(day >= 42 for day in days)))
    while len(groups) > 1 and not groups[-1][1]:
        groups.pop()
    return groups


def _short_month(month: MonthCoverage) -> str:
    return f"{month.month.month:02}/{month.month.year}"


# ---- SVG ------------------------------------------------------------------------------------------------------


def ink_on(colour: str) -> str:
    """Black or white, whichever reads best on a colour such as "#1F5F99" (contrast of WCAG, at least 4.5 : 1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#FFFFFF"


def _empty() -> Chart:
    return Chart("", _("Nothing to show, as far as registered."), 0.0, 0.0)


def _in_words(text: str, figures: Iterable[tuple[str, str]]) -> str:
    return f"{text} {'; '.join(f'{name}: {value}' for name, value in figures)}".rstrip()


def _chart(draw: Iterable[str], height: float, text: str, figures: Iterable[tuple[str, str]]) -> Chart:
    figures = tuple(figures)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(WIDTH)} {_n(height)}" '
        f'width="{_n(WIDTH)}" height="{_n(height)}" role="img">'
        f"<title>{escape(_in_words(text, figures))}</title>{''.join(draw)}</svg>"
    )
    return Chart(svg, text, WIDTH, height, figures)


def _legend(names: Iterable[tuple[str, str]], colours: Colours) -> tuple[float, list[str]]:
    """Coloured squares with their words, over as many lines as they need; and where the drawing may begin."""
    x, y = 4.0, 6.0
    draw: list[str] = []
    for name, colour in names:
        wide = _wide(name, 10) + 30
        if x + wide > WIDTH and x > 4:
            x, y = 4.0, y + 18
        draw.append(_rect(x, y, 11, 11, colour, ""))
        draw.append(_text(x + 16, y + 10, name, colours.text, size=10))
        x += wide
    return y + 24, draw


def _rect(x: float, y: float, wide: float, tall: float, colour: str, text: str) -> str:
    title = f"<title>{escape(text)}</title>" if text else ""
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}"'
    return f'<rect {place} fill="{colour}" rx="1.5">{title}</rect>'


def _text(
    x: float, y: float, text: str, colour: str, *, anchor: str = "start", size: int = 11, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" fill="{colour}" font-family="{FONT}" font-size="{size}" '
        f'text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def _rule(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}" stroke="{colour}" stroke-width="1"/>'


def _line(points: Iterable[tuple[float, float]], colour: str, dashes: str) -> str:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _dot(x: float, y: float, colour: str, text: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="3.5" fill="{colour}"><title>{escape(text)}</title></circle>'


def _wide(text: str, size: float) -> float:
    return len(text) * size * _WIDE


def _cut(text: str, wide: float) -> str:
    most = round(wide / (11 * _WIDE))
    return text if len(text) <= most else text[: most - 1] + "…"


def _n(value: float) -> str:
    """A coordinate without needless digits: the same data give the same bytes."""
    return f"{value:.1f}".removesuffix(".0")
