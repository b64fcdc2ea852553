"""What papers about the register share: which engagements and places a reader may know, how one was confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from ibo_desk.documents.builders.engagements import promised, state_of, together
from ibo_desk.documents.builders.period import PeriodFacts
from ibo_desk.documents.builders.phrases import small
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, Reader, may_print, said_at
from ibo_desk.language import _
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow, as_partner_reads
from ibo_desk.services.parties.body_rows import BodyRow, the_body
from ibo_desk.services.words.format import day


@dataclass(frozen=True)
class Known:
    """The bodies by id, and the items that the reader may know of."""

    bodies: dict[UUID, BodyRow]
    items: frozenset[UUID]


def readable_items(
    sources: Sources, facts: PeriodFacts, rows: Iterable[EngagementRow], reader: Audience
) -> frozenset[UUID]:
    """The items, out of those where engagements were made or followed up, that the reader may know of."""
    concerned: set[UUID] = set()
    for row in rows:
        concerned |= {later.item_id for later in row.follow_ups} | ({row.item_id} if row.item_id else set())
    meetings = {meeting.id for meeting in sources.meetings.listing()}
    return frozenset(
        item.id
        for item in sources.agenda.by_ids(concerned)
        if item.meeting_id in meetings
        and may_print(reader, said_at(facts.bodies[item.body_id].kind, item.audience))
    )


def own_rows(facts: PeriodFacts, rows: Iterable[EngagementRow], college: BodyRow) -> list[EngagementRow]:
    """The shares of one municipality; of the others only that they take part, never what they give."""
    owner = college.organisation_id
    assert owner is not None
    lines = []
    for row in rows:
        own = as_partner_reads(row, Reader.MUNICIPALITY, [owner])
        if own is not None and own.partners:
            also = together(facts.towns, row, owner)
            what = _("{what} ({also})").format(what=promised(row), also=also) if also else promised(row)
            lines.append(replace(own, what=what))
    return lines


def condition(share: ShareRow) -> str:
    """The condition, where the state does not say it already."""
    text = small(share.condition.strip())
    return text if text != state_of(share) else ""


def confirmation(share: ShareRow, known: Known) -> str:
    """By whom, when and under which reference a share was confirmed; nothing where that was not noted."""
    if not share.confirmed_on:
        return ""
    text = _("confirmed on {day}").format(day=day(share.confirmed_on))
    if share.confirmed_by_id in known.bodies:
        text = _("confirmed by {body} on {day}").format(
            body=the_body(known.bodies[share.confirmed_by_id]), day=day(share.confirmed_on)
        )
    return f"{text} ({share.confirmed_reference})" if share.confirmed_reference else text
