"""A deadline in one line: "IBO vr 11/12 → laatste college ervoor di 8/12 → 6 dagen vooraf: wo 2/12" (R23)."""

from collections.abc import Iterator
from datetime import date

from ibo_desk.domain.calendars import CollegeCalendar, LastUseful, Skip, Skipped, SubmitRule
from ibo_desk.domain.deadlines import DayKind, Deadline
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import label
from ibo_desk.services.words.format import clock, day, weekday_name

_MOST_SKIPPED = 2  # meetings passed over that are named; the others are counted


def no_meeting_left(kind: DayKind, on: date) -> str:
    """That a college does not meet any more in time; on the day itself an answer would still help."""
    if kind is DayKind.ANSWER:
        return _("no meeting of the college left by {day}").format(day=day(on))
    return _("no meeting of the college left before {day}").format(day=day(on))


def tell_why(deadline: Deadline, name: str, today: date) -> str:
    """From the decisive day to the day of the note; ``name`` is that of the meeting or body that decides."""
    parts = [_decisive(deadline, name, today)]
    if deadline.calendar is None:
        parts.append(_("calendar of the college not known"))
    elif deadline.last is None:
        parts.append(_("the college has no meeting before it"))
    else:
        parts += [_session(deadline, deadline.last, today), _note(deadline.calendar, deadline.last, today)]
    return " → ".join(parts)


def brief_day(on: date, today: date) -> str:
    """ "vr 11/12"; with its year where that is not this one."""
    year = "" if on.year == today.year else f"/{on.year}"
    return f"{weekday_name(on.weekday())[:2]} {on.day}/{on.month}{year}"


def rule_told(calendar: CollegeCalendar) -> str:
    """By when a college wants its notes: "6 dagen vooraf", "donderdag 12:00 van de week ervoor"."""
    days = calendar.submit_days
    if calendar.submit_rule is SubmitRule.WEEK_BEFORE:
        when = " ".join(filter(None, (weekday_name(calendar.submit_weekday), clock(calendar.submit_at))))
        return _("{when} of the week before").format(when=when)
    if days == 0:
        return _("on the day itself")
    if calendar.submit_rule is SubmitRule.WORKING_DAYS:
        return ngettext("{count} working day before", "{count} working days before", days).format(count=days)
    return ngettext("{count} day before", "{count} days before", days).format(count=days)


def _decisive(deadline: Deadline, name: str, today: date) -> str:
    texts = {
        DayKind.ANSWER: _("answer asked by {day}"),
        DayKind.CONCLUSION: _("{name} concludes {day}"),
        DayKind.MEETING: "{name} {day}",
        DayKind.REFERRAL: "{name} {day}",
    }[deadline.decisive.kind]
    return texts.format(name=name, day=brief_day(deadline.decisive.on, today))


def _session(deadline: Deadline, last: LastUseful, today: date) -> str:
    answer = deadline.decisive.kind is DayKind.ANSWER
    text = _("last college by then {day}") if answer else _("last college before it {day}")
    text = text.format(day=brief_day(last.meeting, today))
    if not last.skipped:
        return text
    return f"{text} ({'; '.join(_skipped(last, today))})"


def _skipped(last: LastUseful, today: date) -> Iterator[str]:
    for passed in last.skipped[:_MOST_SKIPPED]:
        yield _skip(passed, today)
    more = len(last.skipped) - _MOST_SKIPPED
    if more > 0:
        yield _("{count} more not held").format(count=more)


def _skip(passed: Skipped, today: date) -> str:
    on = brief_day(passed.on, today)
    if passed.why is Skip.MOVED and passed.moved_to is not None:
        return _("{day} moved to {to}").format(day=on, to=brief_day(passed.moved_to, today))
    return _("not {day}: {why}").format(day=on, why=passed.label or label(passed.why))


def _note(calendar: CollegeCalendar, last: LastUseful, today: date) -> str:
    text = f"{rule_told(calendar)}: {brief_day(last.counted, today)}"
    if last.submit_by == last.counted:
        return text
    return _("{reason}, so {day}").format(reason=text, day=brief_day(last.submit_by, today))
