"""Where a municipality sits, and by whom, on the day of the paper (R25): for its own college."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.period import PeriodFacts, chosen_colleges, load_period, period_head
from ibo_desk.documents.builders.phrases import body_name
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.layouts.seats import Seat, SeatList
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import SEATED, LegalForm
from ibo_desk.domain.legal_forms import ALARM_DAYS
from ibo_desk.language import _, pgettext
from ibo_desk.services.parties.body_rows import BodyRow, SeatRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """A list for each college that is named, all by default."""
    today = sources.day
    facts = load_period(sources, today, today)
    colleges = chosen_colleges(sources, request.college_ids)
    towns = [college.organisation_id for college in colleges if college.organisation_id is not None]
    seats = sources.bodies.seats_of(towns, today)
    bodies = {row.id: row for row in sources.bodies.listing()}
    return [
        Paper(_list(facts, college, seats[college.organisation_id], bodies), college_id=college.id)
        for college in colleges
        if college.organisation_id is not None
    ]


def _list(
    facts: PeriodFacts, college: BodyRow, seats: list[SeatRow], bodies: Mapping[UUID, BodyRow]
) -> SeatList:
    shown = [_seat(seat, bodies[seat.body_id]) for seat in seats]
    text = _("Every body of the region in which {municipality} sits on {day}, as far as registered.")
    if not shown:
        text = _("No body in which {municipality} sits on {day} is registered.")
    return SeatList(
        head=period_head(
            facts,
            kind="seats",
            title=_("Where {municipality} sits, and by whom").format(municipality=college.organisation),
            period=_("As it stood on {day}").format(day=day(facts.today)),
            audience=readers(Audience.COLLEGE, college.organisation),
            lines=((pgettext("paper", "To"), body_name(college)),),
        ),
        municipality=college.organisation,
        notice=text.format(municipality=college.organisation, day=day(facts.today)),
        seats=tuple(shown),
        to_check=tuple(line for seat in seats for line in _to_check(seat, bodies[seat.body_id], facts.today)),
    )


def _seat(seat: SeatRow, body: BodyRow) -> Seat:
    ends = min(filter(None, (seat.valid_to, body.term_ends)), default=None)
    return Seat(
        body=body.name,
        form=label(body.legal_form) if body.legal_form is not LegalForm.NONE else "",
        role=label(seat.role),
        persons=", ".join(seat.persons),
        nobody="" if seat.persons else _("nobody registered"),
        term=day(ends),
    )


def _to_check(seat: SeatRow, body: BodyRow, today: date) -> list[str]:
    """A seat that nobody holds, a term that ends within a year."""
    lines = []
    if not seat.persons and seat.role in SEATED:
        lines.append(_("{body}: name who sits there.").format(body=body.name))
    if body.term_ends is not None and 0 <= (body.term_ends - today).days <= ALARM_DAYS:
        text = _("{body}: its term ends on {day}; find out whether it is prolonged.")
        lines.append(text.format(body=body.name, day=day(body.term_ends)))
    return lines
