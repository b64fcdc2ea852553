"""Charts as papers print them: the figures of the reader alone, never one college beside another (R22, R23)."""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from ibo_desk.documents import charts
from ibo_desk.documents.content_rows import Chart, Fact, Picture
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import _
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.coverage import CollegeReach

_FEW: Final = 3  # numbers; fewer are sooner read than looked at


def own_states(rows: Iterable[EngagementRow], organisation_id: UUID, reader: Audience) -> tuple[Chart, ...]:
    """The shares of one organisation by state, as far as ``reader`` may know of them."""
    states = Counter(
        share.state
        for row in rows
        if may_print(reader, row.audience, own=True)
        for share in row.partners
        if share.organisation_id == organisation_id
    )
    if reader is Audience.PUBLIC:
        return by_state(_("Public engagements of this municipality by state"), states)
    return by_state(_("Engagements of this municipality by state"), states)


def by_state(title: str, states: Counter[EngagementState]) -> tuple[Chart, ...]:
    """Engagements by state."""
    return _chart(title, charts.engagements_by_state(states))


def reach(college_reach: CollegeReach) -> tuple[Chart, ...]:
    """What reached one college by month, and how long before the meeting its notes came."""
    return (
        *_chart(
            _("Reach by month of the meeting"),
            charts.coverage_over_time(college_reach.months, one_college=True),
        ),
        *_chart(_("Days between note and meeting"), charts.lead_times(college_reach.days)),
    )


def _chart(title: str, drawn: charts.Chart) -> tuple[Chart, ...]:
    """The chart, or its sentence where there are few numbers; left out where there are none."""
    numbers = sum(value != "0" for _name, value in drawn.figures)
    if not numbers:
        return ()
    if numbers < _FEW:
        sentence = _("{title}, as far as registered: {numbers}.").format(title=title, numbers=drawn.numbers)
        return (Chart(title=title, sentence=sentence, picture=Picture()),)
    figures = tuple(Fact(label=name, value=value) for name, value in drawn.figures)
    return (
        Chart(
            title=title,
            sentence=drawn.summary,
            picture=Picture(svg=drawn.svg, alt=drawn.alt),
            figures=figures,
        ),
    )
