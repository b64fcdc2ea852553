"""Days, times, money and staff as people read them; light code, because it runs for every cell of every table."""

from datetime import date, time

from ibo_desk.language import N_, _, pgettext

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def month_name(month: int) -> str:
    """The name of month 1–12."""
    return _(MONTHS[month - 1])


def weekday_name(weekday: int) -> str:
    """The name of weekday 0–6, Monday = 0."""
    return _(WEEKDAYS[weekday])


def day(value: date | None) -> str:
    """ "11 december 2026"; nothing for an unknown day."""
    return f"{value.day} {month_name(value.month)} {value.year}" if value else ""


def long_day(value: date | None) -> str:
    """ "vrijdag 11 december 2026"."""
    return f"{weekday_name(value.weekday())} {day(value)}" if value else ""


def short_day(value: date | None) -> str:
    """ "11/12/2026"."""
    return f"{value.day:02}/{value.month:02}/{value.year}" if value else ""


def month(value: date) -> str:
    """ "december 2026"."""
    return f"{month_name(value.month)} {value.year}"


def clock(value: time | None) -> str:
    """ "14:00"."""
    return f"{value.hour:02}:{value.minute:02}" if value else ""


def money(cents: int | None) -> str:
    """ "€ 25.000", "€ 12.500,50"; a non-breaking space keeps the sign with its number."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"€\u00a0{sign}{_grouped(whole)}{f'{_comma()}{rest:02}' if rest else ''}"


def vte(thousandths: int | None) -> str:
    """ "0,2 VTE": full-time equivalents from thousandths."""
    return "" if thousandths is None else f"{number(thousandths)}\u00a0VTE"


def number(thousandths: int | None) -> str:
    """A measured value in thousandths without needless zeros: 1250 → "1,25"."""
    if thousandths is None:
        return ""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    tail = f"{_comma()}{f'{rest:03}'.rstrip('0')}" if rest else ""
    return f"{sign}{_grouped(whole)}{tail}"


def meeting_title(body: str, on: date, serial: int | None) -> str:
    """ "IBO 2026-3"; without a serial number the day tells meetings apart: "IBO 11/12/2026"."""
    return f"{body} {on.year}-{serial}" if serial else f"{body} {short_day(on)}"


def made_at(body: str, on: date, serial: int | None, number: str | None) -> str:
    """ "IBO 2026-3, punt 2"; without a number only the meeting."""
    meeting = meeting_title(body, on, serial)
    return _("{meeting}, item {number}").format(meeting=meeting, number=number) if number else meeting


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", pgettext("between thousands", ","))


def _comma() -> str:
    return pgettext("before decimals", ".")
