"""Alarms in words: how many colleges can still be reached by when, for how many it is too late, whose turn it is.

Colleges are named in the order of the alphabet and never compared.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.feedback import Turn
from ibo_desk.language import _, ngettext
from ibo_desk.services.feedback.alarms import Alarm
from ibo_desk.services.feedback.deadline_words import no_meeting_left
from ibo_desk.services.words.format import day

_TURNS = (Turn.SECRETARIAT, Turn.COLLEGE)


def tell_item(alarms: Sequence[Alarm]) -> str:
    """The alarms of one item, a line for each whose turn it is; only days that are still to come are named."""
    head = ngettext(
        "{meeting}: {count} college has not heard of it", "{meeting}: {count} colleges have not heard of it",
        len(alarms),
    ).format(meeting=alarms[0].meeting, count=len(alarms))  # fmt: skip
    return "\n".join([head, *(_of_turn(turn, own) for turn, own in _by_turn(alarms))])


def name_colleges(alarms: Sequence[Alarm]) -> str:
    """Which colleges these are, a line for each day or reason."""
    shown_names: list[str] = []
    for turn, own in _by_turn(alarms):
        by_day: dict[tuple[Reach, date | None], list[str]] = defaultdict(list)
        for alarm in own:
            by_day[alarm.reach, alarm.act_by if alarm.reach is Reach.IN_TIME else None].append(alarm.college)
        for reach, on in sorted(by_day, key=lambda key: (list(Reach).index(key[0]), key[1] or date.max)):
            names = ", ".join(sorted(by_day[reach, on], key=str.casefold))
            shown_names.append(f"{_until(turn, reach, on)}: {names}")
    return "\n".join(shown_names)


def tell_college(alarm: Alarm) -> str:
    """The same to the college itself."""
    if alarm.reach is Reach.UNKNOWN:
        if alarm.turn is Turn.COLLEGE:
            return _("it is the college's turn; its calendar is not known")
        return _("note to be delivered by the secretariat; the college's calendar is not known")
    if alarm.reach is Reach.IN_TIME:
        if alarm.turn is Turn.COLLEGE:
            return _("to be dealt with by the college by {day}").format(day=day(alarm.act_by))
        return _("note to be in by {day} (secretariat)").format(day=day(alarm.act_by))
    if alarm.turn is Turn.COLLEGE or alarm.last_meeting is None:
        return no_meeting_left(alarm.decided_by, alarm.decisive_on)
    return _("too late: the note had to be in by {day}").format(day=day(alarm.submit_by))


def _by_turn(alarms: Sequence[Alarm]) -> Iterator[tuple[Turn, list[Alarm]]]:
    """What the college does not have to act on is the secretariat's."""
    for turn in _TURNS:
        own = [alarm for alarm in alarms if (alarm.turn is Turn.COLLEGE) is (turn is Turn.COLLEGE)]
        if own:
            yield turn, own


def _of_turn(turn: Turn, alarms: Sequence[Alarm]) -> str:
    """ "Secretariat's turn (6): note by 26 november 2026 for 3; too late for 2; calendar not known of 1"."""
    in_time = [alarm.act_by for alarm in alarms if alarm.reach is Reach.IN_TIME and alarm.act_by]
    late = sum(alarm.reach is Reach.TOO_LATE for alarm in alarms)
    unknown = sum(alarm.reach is Reach.UNKNOWN for alarm in alarms)
    parts: list[str] = []
    if in_time:
        parts.append(_until(turn, Reach.IN_TIME, min(in_time)) + _(" for {count}").format(count=len(in_time)))
    if late:
        parts.append(_("too late for {count}").format(count=late))
    if unknown:
        parts.append(_("calendar not known of {count}").format(count=unknown))
    whose = _("College's turn") if turn is Turn.COLLEGE else _("Secretariat's turn")
    return f"{whose} ({len(alarms)}): {'; '.join(parts)}"


def _until(turn: Turn, reach: Reach, on: date | None) -> str:
    if reach is Reach.UNKNOWN:
        return _("calendar not known")
    if reach is Reach.TOO_LATE:
        return _("too late for an ordinary meeting of the college")
    if turn is Turn.COLLEGE:
        return _("to deal with by {day}").format(day=day(on))
    return _("note by {day}").format(day=day(on))
