"""``list FILE days``: the days of a period beside each other, for a meeting of a body or the conclusion of an item."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, timedelta

from ibo_desk.app import App
from ibo_desk.cli import names
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import InvalidValueError, RuleError
from ibo_desk.services.feedback.choosing import Occasion, PossibleDay

_USUAL = timedelta(weeks=8)


@dataclass(frozen=True)
class ComparedDay(PossibleDay):
    """A possible day as a line of its own; ``best``: the first on which most colleges can be heard."""

    best: bool


def compared(app: App, args: Namespace) -> list[ComparedDay]:
    """The days that were asked for; raises as ``Choosing.days``, ``InvalidValueError("not_a_day")``."""
    today = app.clock.today()
    first = _day(args.first, today) if args.first else today
    last = _day(args.last, today) if args.last else first + _USUAL
    choice = app.choosing.days(_occasion(app, args), first, last)
    return [ComparedDay(**vars(day), best=day.on == choice.best) for day in choice.days]


def _occasion(app: App, args: Namespace) -> Occasion:
    if args.item:
        return Occasion(DayKind.CONCLUSION, names.item_id(app, args.item))
    if not args.body:
        raise RuleError("days_of_which_body")
    return Occasion(DayKind.MEETING, app.bodies.find(args.body))


def _day(text: str, today: date) -> date:
    on = parse_due(text, today).on
    if on is None:
        raise InvalidValueError("not_a_day", value=text)
    return on
