"""What papers over a period hold back because their readers may not know of it, and why; looked at before making."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from ibo_desk.documents.builders.council_report import concerning, met_in_public
from ibo_desk.documents.builders.engagements import promised
from ibo_desk.documents.builders.period import (
    Gathering,
    PeriodFacts,
    chosen_colleges,
    half_year_of,
    load_period,
    month_of,
)
from ibo_desk.documents.builders.progress import dealt_with, is_own, readable
from ibo_desk.documents.paper import HeldBack
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import Firmness, firmness
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.parties.body_rows import BodyRow

Concerns = Callable[[Gathering], bool]


def of_council_report(sources: Sources, request: PaperRequest) -> list[HeldBack]:
    """What a report to a council does not print: items that were treated, and confirmed engagements."""
    facts = load_period(sources, *half_year_of(request.day_in_period))
    colleges = [None] if request.college_ids is None else chosen_colleges(sources, request.college_ids)
    narrow = [row for row in sources.engagements.listing() if not may_print(Audience.PUBLIC, row.audience)]
    by_item: dict[UUID, HeldBack] = {}
    for college in colleges:
        gatherings = concerning(facts, college)
        points = [
            *held_items(facts, gatherings, Audience.PUBLIC, Audience.PUBLIC, met_in_public),
            *_decided(sources, facts, college),
            *(_engagement(row) for row in narrow if _is_confirmed(row, college)),
        ]
        for point in points:
            by_item.setdefault(point.id, point)
    return list(by_item.values())


def of_month_overview(sources: Sources, request: PaperRequest) -> list[HeldBack]:
    """What a month overview does not print: items of meetings that its college may not know of."""
    facts = load_period(sources, *month_of(request.day_in_period))
    by_item: dict[UUID, HeldBack] = {}
    for college in chosen_colleges(sources, request.college_ids):
        gatherings = [
            gathering
            for gathering in concerning(facts, college)
            if gathering.body.kind is not BodyKind.PROJECT_TEAM  # it prepares among officials
        ]
        for point in held_items(facts, gatherings, Audience.COLLEGE, Audience.MUNICIPALITIES):
            by_item[point.id] = point
    return list(by_item.values())


def held_items(
    facts: PeriodFacts,
    gatherings: Iterable[Gathering],
    reader: Audience,
    freed_to: Audience,
    open_to: Concerns = lambda _met: True,
) -> Iterator[HeldBack]:
    """The items of meetings that a reader may not know of; ``open_to`` says of which meetings he may know at all."""
    for gathering in gatherings:
        for item in gathering.items:
            if not open_to(gathering):
                yield _item(item, None)
            elif not readable(facts, item, reader):
                yield _item(item, freed_to)


def _item(item: ItemRow, freed_to: Audience | None) -> HeldBack:
    place = _("{meeting}, item {number}").format(meeting=item.meeting, number=item.number)
    return HeldBack("agenda_item", item.id, item.title, place, item.audience, freed_to)


def _decided(sources: Sources, facts: PeriodFacts, college: BodyRow | None) -> Iterator[HeldBack]:
    """Items of earlier meetings with which a body of the municipality dealt in the period."""
    owner = college.organisation_id if college else None
    for row, item in dealt_with(sources, facts):
        if is_own(facts, row, owner) and not readable(facts, item, Audience.PUBLIC):
            yield _item(item, Audience.PUBLIC)


def _is_confirmed(row: EngagementRow, college: BodyRow | None) -> bool:
    return any(
        firmness(share.state) is Firmness.CONFIRMED
        for share in row.partners
        if college is None or share.organisation_id == college.organisation_id
    )


def _engagement(row: EngagementRow) -> HeldBack:
    return HeldBack("engagement", row.id, promised(row), row.meeting, row.audience, Audience.PUBLIC)
