"""What papers over a period share: the meetings that lie in it, read once and used for each college."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ibo_desk.documents.builders.head import source_state
from ibo_desk.documents.builders.items import outcome, outcome_label, type_of
from ibo_desk.documents.builders.phrases import author, body_name, flat
from ibo_desk.documents.content_overview import DigestItem, MeetingDigest
from ibo_desk.documents.content_rows import Fact, Head, Referral
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState, took_place
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.services.base.settings import RegionRow
from ibo_desk.services.feedback.concerned import Concerned
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, long_day


@dataclass(frozen=True)
class Gathering:
    """A meeting with its body and items; ``colleges`` are those whom the body concerns.

    ``approved``: a later meeting approved its minutes.
    """

    meeting: MeetingRow
    body: BodyRow
    items: tuple[ItemRow, ...]
    targets: dict[UUID, tuple[TargetRow, ...]]
    sentences: StockSentences
    colleges: frozenset[UUID]
    approved: bool = False

    @property
    def held(self) -> bool:
        return took_place(self.meeting.state)

    def items_for(self, reader: Audience) -> tuple[ItemRow, ...]:
        return tuple(item for item in self.items if may_print(reader, item.audience))


@dataclass(frozen=True)
class PeriodFacts:
    """A period, both days included, with its meetings in order of day.

    ``today`` is the day of which the paper tells, ``made_on`` that on which it is made.
    """

    first: date
    last: date
    today: date
    made_on: date
    region: RegionRow
    bodies: dict[UUID, BodyRow]
    municipalities: tuple[OrganisationRow, ...]
    gatherings: tuple[Gathering, ...]

    @property
    def keeper(self) -> BodyRow | None:
        """Whose secretariat makes the paper: the IBO's."""
        return next((body for body in self.bodies.values() if body.kind is BodyKind.IBO), None)

    @property
    def towns(self) -> frozenset[UUID]:
        return frozenset(town.id for town in self.municipalities)


def month_of(day_in_it: date) -> tuple[date, date]:
    """The first and last day of a month."""
    first = day_in_it.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def end_of_next_month(last: date) -> date:
    """The last day of the month after the one that ends on ``last``."""
    return month_of(last + timedelta(days=1))[1]


def half_year_of(day_in_it: date) -> tuple[date, date]:
    """The first and last day of a half-year."""
    year = day_in_it.year
    if day_in_it.month <= 6:
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def load_period(sources: Sources, first: date, last: date, *, until: date | None = None) -> PeriodFacts:
    """Read the meetings of a period, and those that are planned after it until a day."""
    bodies = {body.id: body for body in sources.bodies.listing()}
    end = max(last, until or last)
    rows = [
        row
        for row in sources.meetings.listing(on=sources.past)
        if first <= row.on <= end and row.state is not MeetingState.CANCELLED and row.body_id in bodies
    ]
    body_ids = {row.body_id for row in rows}
    with sources.store.read() as session:
        concerned = Concerned(session)
    items = sources.agenda.items_of([row.id for row in rows], on=sources.past)
    item_ids = [item.id for of_meeting in items.values() for item in of_meeting]
    targets = sources.agenda.referrals_of(item_ids, on=sources.past)
    sentences = sources.sentences.of_bodies(body_ids)
    approved = sources.minutes.approved_at_meetings(sources.day) if rows else frozenset()
    return PeriodFacts(
        first=first,
        last=last,
        today=sources.day,
        made_on=sources.store.clock.today(),
        region=sources.settings.region(),
        bodies=bodies,
        municipalities=tuple(sources.organisations.municipalities(sources.day)),
        gatherings=tuple(
            Gathering(
                meeting=row,
                body=bodies[row.body_id],
                items=tuple(items[row.id]),
                targets={item.id: tuple(targets[item.id]) for item in items[row.id] if item.referral_count},
                sentences=sentences[row.body_id],
                colleges=concerned.on(row.body_id, row.on)
                | concerned.still(row.body_id, row.on, sources.day),
                approved=row.id in approved,
            )
            for row in sorted(rows, key=lambda row: (row.on, row.body_short, row.id))
        ),
    )


def chosen_colleges(sources: Sources, college_ids: Iterable[UUID] | None) -> list[BodyRow]:
    """The colleges with a municipality that are asked for, by default all that exist on the day of the papers.

    ``NotFoundError`` for any other id.
    """
    on = sources.day if college_ids is None else None
    owned = {college.id: college for college in sources.bodies.colleges(on) if college.organisation_id}
    ids = list(owned) if college_ids is None else list(college_ids)
    for college_id in ids:
        if college_id not in owned:
            raise NotFoundError("no_such_record", kind="body", id=str(college_id))
    return [owned[college_id] for college_id in ids]


def period_head(
    facts: PeriodFacts,
    *,
    kind: str,
    title: str,
    period: str,
    audience: str,
    lines: Iterable[tuple[str, str]],
) -> Head:
    """The title block of a paper that is not about one meeting."""
    keeper = facts.keeper
    return Head(
        kind=kind,
        title=title,
        subtitle=period,
        body=_("Regional cooperation {region}").format(region=facts.region.name),
        region=facts.region.name,
        audience=audience,
        status=as_it_stood(facts),
        sample=_("Fictitious sample data") if facts.region.sample else "",
        data_date=day(facts.today),
        data_iso=facts.today.isoformat(),
        facts=tuple(Fact(label=name, value=value) for name, value in lines if value),
        author=author(keeper) if keeper else "",
    )


def as_it_stood(facts: PeriodFacts) -> str:
    """The status of a paper of which the period is not over, or that is made after the day of which it tells."""
    if facts.today < facts.first:
        text = _("Yet to come; as it stood on {day}")
    elif facts.today < facts.last:
        text = _("Not over yet; as it stood on {day}")
    else:
        text = _("As it stood on {day}") if facts.made_on != facts.today else ""
    return text.format(day=day(facts.today))


def digest(
    gathering: Gathering, reader: Audience, targets: Callable[[Gathering, ItemRow], tuple[Referral, ...]]
) -> MeetingDigest:
    """A meeting with the items that this reader may read; what came of them once it was held."""
    meeting, approved = gathering.meeting, gathering.approved
    source = source_state(meeting, gathering.body, approved=approved) if gathering.held else ""
    return MeetingDigest(
        title=gathering.meeting.title,
        date=long_day(gathering.meeting.on),
        source=source,
        items=tuple(
            _digest_item(gathering, item, targets(gathering, item)) for item in gathering.items_for(reader)
        ),
    )


def _digest_item(gathering: Gathering, item: ItemRow, targets: tuple[Referral, ...]) -> DigestItem:
    held = gathering.held
    return DigestItem(
        number=item.number,
        title=item.title,
        type=type_of(item),
        action=item.action or "",
        phase=label(item.phase) if item.phase else "",
        influence="" if held else flat(item.still_open),
        outcome_label=outcome_label(item) if held else "",
        outcome=outcome(item, gathering.sentences) if held else (),
        referrals=targets if held else (),
    )


def own_targets(
    facts: PeriodFacts, organisation_id: UUID
) -> Callable[[Gathering, ItemRow], tuple[Referral, ...]]:
    """The referrals of an item to bodies of one municipality; what other councils are asked is theirs."""

    def targets_of(gathering: Gathering, item: ItemRow) -> tuple[Referral, ...]:
        return tuple(
            Referral(
                to=body_name(facts.bodies[row.body_id]),
                question=flat(row.question),
                planned=day(row.planned_on),
                outcome=_outcome(row),
                item=item.number,
            )
            for row in gathering.targets.get(item.id, ())
            if row.body_id in facts.bodies and facts.bodies[row.body_id].organisation_id == organisation_id
        )

    return targets_of


def _outcome(row: TargetRow) -> str:
    if row.outcome is None:
        return ""
    return _("{outcome} on {day}").format(outcome=label(row.outcome), day=day(row.outcome_on))
