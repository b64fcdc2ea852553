"""Reading a list of college calendars: on which day, by when a note must be in, or day by day (R23).

Listed days of a year take the place of the rhythm in that year. What is not a day or a rule that is known is told.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.calendars import Rhythm, SessionKind
from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.names import fold
from ibo_desk.exchange.college_rhythm import rhythm_said
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import Table
from ibo_desk.exchange.plan import Ref, RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.exchange.topic_list import read_day
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.base.tables import alive, bodies, calendars, college_sessions, recesses
from ibo_desk.services.words import format as say
from ibo_desk.services.words import label

_LONGEST_RECESS: Final = timedelta(120)
_NOTHING: Final = frozenset({"-", "–", "nvt", "n.v.t.", "geen", "nee", "?"})
_WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_KINDS: Final[Mapping[str, SessionKind]] = {
    "geen zitting": SessionKind.DROPPED,
    "geen college": SessionKind.DROPPED,
    "valt weg": SessionKind.DROPPED,
    "afgelast": SessionKind.DROPPED,
    "extra": SessionKind.EXTRA,
    "extra zitting": SessionKind.EXTRA,
    "bijkomend": SessionKind.EXTRA,
    "zitting": SessionKind.LISTED,
}
_DAYS_BEFORE: Final = re.compile(r"(\d{1,2})\s*(?:kalender)?(?:dagen|dag|d)?(?: (?:vooraf|voordien|ervoor))?")


class CalendarList:
    """The reader of one list; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, store: Store) -> None:
        self._table = table
        self._context = context
        self._seen = Seen(table, context)
        b, c, s, r = bodies.c, calendars.c, college_sessions.c, recesses.c
        with store.read() as session:
            colleges = select(b.organisation_id, b.id, b.name).where(
                b.kind == BodyKind.COLLEGE, alive(bodies)
            )
            self._colleges = {row.organisation_id: (row.id, row.name) for row in session.execute(colleges)}
            rules = (c.weekday, c.rhythm, c.since, c.week_of_month, c.submit_days)
            known = select(c.body_id, c.id, *rules).where(alive(calendars))
            self._known = {row.body_id: row for row in session.execute(known)}
            days = select(s.body_id, s.on, s.kind).where(alive(college_sessions))
            self._days = {(row.body_id, row.on): SessionKind(row.kind) for row in session.execute(days)}
            free = select(r.body_id, r.first, r.last).where(alive(recesses))
            self._free = {tuple(row) for row in session.execute(free)}

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        if not draft.text("college"):
            draft.remarks.append(_("not read: a row without a college"))
            return draft.plan(RowFate.REFUSED)
        shown = shown_row(self._table, draft.row)
        row_hash = hash_of([], shown)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            return draft.plan(fate)
        college = self._college(draft)
        if college is None:
            return draft.plan(RowFate.DOUBTFUL)
        steps: list[Step] = []
        self._rules(draft, college, steps)
        self._sessions(draft, college, steps)
        self._recess(draft, college, steps)
        main: tuple[str, UUID | Ref] = ("body", college[0])
        return draft.plan(fate, row_hash=row_hash, shown=shown, steps=tuple(steps), main=main)

    def _college(self, draft: Draft) -> tuple[UUID, str] | None:
        text = re.sub(
            r"^(cbs|college|schepencollege)( van)? ", "", draft.text("college"), flags=re.IGNORECASE
        )
        partners = self._context.register.read(text)
        of_college = [self._colleges[each] for each in partners.ids if each in self._colleges]
        if len(of_college) == 1 and partners.understood:
            return of_college[0]
        draft.read_partners("college", self._context.register, _("college"))
        draft.remarks.append(_("not read: “{text}” is not the college of one municipality").format(text=text))
        return None

    # ---- the rules by which it meets ---------------------------------------------------------------------------

    def _rules(self, draft: Draft, college: tuple[UUID, str], steps: list[Step]) -> None:
        values = {**self._weekday(draft), **self._rhythm(draft), **self._submit(draft)}
        if not values:
            return
        body_id, name = college
        there = self._known.get(body_id)
        fresh = {key: value for key, value in values.items() if there is None or getattr(there, key) != value}
        if not fresh:
            return
        if there is None:
            if "weekday" not in values:
                draft.remarks.append(_("{college}: on which day it meets is not said").format(college=name))
                return
            steps.append(Step("body_calendar", {"body_id": body_id, **values}))
            draft.says.append(_("{college} meets: {rules}").format(college=name, rules=_in_words(values)))
            return
        standing = Standing(
            (body_id, "calendar"),
            name,
            _in_words({key: getattr(there, key) for key in fresh}),
            _in_words(fresh),
        )
        steps.append(
            Step("body_calendar", {"body_id": body_id, **fresh}, standing=standing, column="weekday")
        )

    def _weekday(self, draft: Draft) -> dict[str, Any]:
        words = fold(draft.text("weekday"))
        named = _weekdays_in(words)
        if words and len(named) != 1:
            draft.remarks.append(_("“{text}” is not one day of the week; not filled in").format(text=words))
        return {"weekday": named[0]} if len(named) == 1 else {}

    def _rhythm(self, draft: Draft) -> dict[str, Any]:
        """How often it meets, with the week it is counted from or the week of the month."""
        words = draft.text("rhythm") or draft.text("weekday")
        said = rhythm_said(words)
        if said is None:
            if draft.text("rhythm"):
                draft.remarks.append(_("rhythm “{text}” is not known; not filled in").format(text=words))
            return {}
        since = said.since
        if draft.text("fortnights"):
            since = read_day(draft, "fortnights", self._context.today)
        if said.rhythm is Rhythm.FORTNIGHTLY and since is None and said.parity is not None:
            since = self._in_week(draft, said.parity)
            text = _("“{text}”: counted from {day}; look whether that is a week in which it meets")
            draft.remarks.append(text.format(text=words, day=say.short_day(since)))
        counted = since if said.rhythm is Rhythm.FORTNIGHTLY else said.week_of_month
        if said.rhythm in {Rhythm.FORTNIGHTLY, Rhythm.MONTHLY} and counted is None:
            remark = _("“{text}”: say in the calendar which week that is; not filled in")
            draft.remarks.append(remark.format(text=words))
            return {}
        names = {Rhythm.FORTNIGHTLY: "since", Rhythm.MONTHLY: "week_of_month"}
        return {"rhythm": said.rhythm, **({names[said.rhythm]: counted} if said.rhythm in names else {})}

    def _in_week(self, draft: Draft, parity: int) -> date:
        """The first meeting day from today on in a week whose number is even (0) or odd (1)."""
        weekday = _weekdays_in(draft.text("weekday"))[:1] or [0]
        on = self._context.today + timedelta((weekday[0] - self._context.today.weekday()) % 7)
        return on if on.isocalendar().week % 2 == parity else on + timedelta(7)

    def _submit(self, draft: Draft) -> dict[str, Any]:
        text = draft.text("submit")
        match = _DAYS_BEFORE.fullmatch(fold(text))
        if text and (match is None or int(match[1]) > 60):
            remark = _("“{text}” is no number of days beforehand; set the rule in the calendar")
            draft.remarks.append(remark.format(text=text))
            return {}
        return {"submit_days": int(match[1])} if match else {}

    # ---- day by day --------------------------------------------------------------------------------------------

    def _sessions(self, draft: Draft, college: tuple[UUID, str], steps: list[Step]) -> None:
        body_id, name = college
        kind = self._kind(draft)
        if kind is None:
            return
        fresh = []
        for on in self._session_days(draft):
            if self._days.get((body_id, on)) is kind:
                continue
            self._days[body_id, on] = kind
            fresh.append(on)
            steps.append(
                Step("college_session", {"body_id": body_id, "on": on, "kind": kind, "moved_to": None})
            )
        if fresh:
            text = ngettext("{college}, {kind}: {days}", "{college}, {kind}: {days}", len(fresh))
            days = ", ".join(map(say.short_day, fresh))
            draft.says.append(text.format(college=name, kind=label(kind), days=days))

    def _kind(self, draft: Draft) -> SessionKind | None:
        text = draft.text("kind")
        known = _KINDS.get(fold(text), SessionKind.LISTED if not text else None)
        if known is None and "kind" in self._table.guessed:  # a remark, perhaps
            if draft.text("on"):
                draft.remarks.append(
                    _("“{text}” was not read; look whether the college meets").format(text=text)
                )
            return SessionKind.LISTED
        if text and draft.text("on") and known is None:
            remark = _("“{text}”: what happens that day is not clear; the day was not read")
            draft.remarks.append(remark.format(text=text))
        return known

    def _session_days(self, draft: Draft) -> list[date]:
        """The days in the cell: one, or several between commas; each with its year."""
        single = draft.table.day(draft.row, "on")
        if single is not None:
            return [single]
        days = []
        for part in filter(None, (each.strip() for each in re.split(r"[\n;,]+", draft.text("on")))):
            said = parse_due(part, self._context.today)
            if said.on is None or said.certainty is not Certainty.DAY:
                text = _("“{text}” is not a day with its year; not filled in")
                draft.remarks.append(text.format(text=part))
            else:
                days.append(said.on)
        return days

    def _recess(self, draft: Draft, college: tuple[UUID, str], steps: list[Step]) -> None:
        if not draft.text("first") and not draft.text("last"):
            if draft.text("label") and fold(draft.text("label")) not in _NOTHING:
                text = _("“{text}”: say the first and last day of the recess in the calendar; not filled in")
                draft.remarks.append(text.format(text=draft.text("label")))
            return
        first = read_day(draft, "first", self._context.today)
        last = read_day(draft, "last", self._context.today)
        if first is None or last is None or last < first:
            draft.remarks.append(_("the recess has no first and last day; not filled in"))
            return
        if last - first > _LONGEST_RECESS:
            text = _("from {first} to {last} is no recess; not filled in")
            draft.remarks.append(text.format(first=say.short_day(first), last=say.short_day(last)))
            return
        body_id, name = college
        if (body_id, first, last) in self._free:
            return
        self._free.add((body_id, first, last))
        words = draft.fit(draft.text("label"), 120, _("the reason"))
        values = {"body_id": body_id, "first": first, "last": last, "label": words}
        steps.append(Step("calendar_recess", values))
        text = _("{college}: no meeting from {first} to {last}")
        draft.says.append(text.format(college=name, first=say.short_day(first), last=say.short_day(last)))


def _weekdays_in(text: str) -> list[int]:
    """The days of the week that stand in a text, in full or in two or three letters."""
    words = fold(text)
    return [
        at for at, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}|\b{name[:2]}{name[2]}?\b", words)
    ]


def _in_words(values: Mapping[str, Any]) -> str:
    parts = []
    if "weekday" in values:
        parts.append(say.weekday_name(values["weekday"]))
    if "rhythm" in values:
        parts.append(label(Rhythm(values["rhythm"])))
    if values.get("since") is not None:
        parts.append(_("counted from {day}").format(day=say.short_day(values["since"])))
    if "week_of_month" in values:
        weeks = (
            _("week {number} of the month") if values["week_of_month"] < 5 else _("last week of the month")
        )
        parts.append(weeks.format(number=values["week_of_month"]))
    if "submit_days" in values:
        days = values["submit_days"]
        parts.append(ngettext("{count} day beforehand", "{count} days beforehand", days).format(count=days))
    return ", ".join(parts)
