"""All that papers of one meeting share, read once and used for each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.feedback import NEEDS_ANSWER, Side
from ibo_desk.domain.meetings import MinutesState, took_place
from ibo_desk.domain.organisations import OrganisationKind, Presence, was_missing
from ibo_desk.services.agenda.item_presence import Attender
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.services.base.settings import SECRETARIAT_CONTACT, RegionRow
from ibo_desk.services.engagements.as_of import as_of
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.engagements.states import StateRow
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.meetings.meetings import MeetingRow, NextMeeting
from ibo_desk.services.meetings.procedure import Procedure, procedure_of
from ibo_desk.services.minutes.approval import ApprovedAt
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow


@dataclass(frozen=True)
class MeetingFacts:
    """One meeting with everything recorded about it; positions, targets and engagements by item.

    ``engagements`` are as they stood at the meeting; ``recorded`` the same ones as they stand now, and ``dated`` the
    states of each share with their days.
    """

    today: date
    region: RegionRow
    meeting: MeetingRow
    body: BodyRow
    preparing: BodyRow | None
    sentences: StockSentences
    attendance: tuple[AttendanceRow, ...]
    items: tuple[ItemRow, ...]
    positions: dict[UUID, tuple[PositionRow, ...]]
    targets: dict[UUID, tuple[TargetRow, ...]]
    engagements: dict[UUID, tuple[EngagementRow, ...]]
    recorded: dict[UUID, tuple[EngagementRow, ...]]
    dated: dict[UUID, tuple[StateRow, ...]]
    followed: tuple[EngagementRow, ...]  # made earlier, and dealt with in an item of this meeting
    organisations: dict[UUID, OrganisationRow]
    bodies: dict[UUID, BodyRow]
    municipalities: tuple[OrganisationRow, ...]
    cross_checked: tuple[ItemRow, ...]
    answers: dict[UUID, tuple[RoundRow, ...]]
    asked_of: dict[UUID, frozenset[UUID]]  # by item the colleges that were asked to answer
    contact: str
    procedure: Procedure
    at_items: dict[UUID, tuple[Attender, ...]]
    following: NextMeeting | None
    approval: ApprovedAt | None  # the later meeting whose item approved these minutes
    corrects: date | None  # the day on which minutes were approved that were opened again since

    @property
    def held(self) -> bool:
        """Whether the meeting took place, so that papers look back."""
        return took_place(self.meeting.state)

    @property
    def as_of(self) -> date:
        """The day of which papers tell the states: that of the meeting, or today while it still has to come."""
        return min(self.meeting.on, self.today)

    @property
    def keeper(self) -> BodyRow:
        """The body whose secretariat makes our papers: the IBO's, where another keeps this body's own (the VRR)."""
        if not self.body.external_secretariat:
            return self.body
        return next((body for body in self.bodies.values() if body.kind is BodyKind.IBO), self.body)

    def items_for(self, reader: Audience) -> tuple[ItemRow, ...]:
        """The items that this audience may read, with their own numbers."""
        return tuple(item for item in self.items if may_print(reader, item.audience))


def load_meeting(sources: Sources, meeting_id: UUID) -> MeetingFacts:
    """Read what papers of this meeting need; ``NotFoundError`` for an unknown meeting."""
    meeting = sources.meetings.row(meeting_id, on=sources.past)
    bodies = {body.id: body for body in sources.bodies.listing()}
    body = bodies[meeting.body_id]
    items = tuple(sources.agenda.items(meeting_id, on=sources.past))
    organisations = {row.id: row for row in sources.organisations.listing()}
    municipalities = tuple(row for row in organisations.values() if _is_town(row, meeting.on))
    attendance = tuple(sources.meetings.attendance(meeting_id))
    at_items = sources.meetings.at_items(meeting_id, items)
    recorded, followed = sources.engagements.at_meeting(meeting_id, on=sources.past)
    dated = sources.engagements.dated_states(recorded)
    day = min(meeting.on, sources.day)
    item_ids = [item.id for item in items]
    targets = sources.agenda.referrals_of(item_ids, on=sources.past)
    rounds = sources.feedback.of_items(item_ids, on=sources.past)
    return MeetingFacts(
        today=sources.day,
        region=sources.settings.region(),
        meeting=meeting,
        body=body,
        preparing=bodies.get(body.prepared_by_id) if body.prepared_by_id else None,
        sentences=sources.sentences.of(body.id),
        attendance=attendance,
        items=items,
        positions=positions_taken(sources, items, attendance, at_items),
        targets={i.id: tuple(targets[i.id]) for i in items if i.referral_count},
        engagements=_by_item(as_of(row, dated, day, item_ids) for row in recorded),
        recorded=_by_item(recorded),
        dated=dated,
        followed=tuple(followed if meeting.on <= sources.day else ()),
        organisations=organisations,
        bodies=bodies,
        municipalities=municipalities,
        cross_checked=_cross_checked(sources, items),
        answers={item.id: _answers(item, rounds[item.id]) for item in items},
        asked_of={item.id: _asked_of(rounds[item.id]) for item in items},
        contact=sources.settings.get(SECRETARIAT_CONTACT),
        procedure=procedure_of(
            sources.bodies.rules(body.id),
            sources.bodies.members(body.id, meeting.on),
            sources.agenda.voices(body.id, meeting.on),
            attendance,
            meeting.on,
        ),
        at_items=at_items,
        following=_following(sources, meeting),
        approval=approval_by(sources, meeting_id),
        corrects=_corrected(sources, meeting_id),
    )


def _is_town(row: OrganisationRow, on: date) -> bool:
    """Whether it was a municipality of the region on that day; the one that it merged into was not there before."""
    began = row.valid_from is None or row.valid_from <= on
    return (
        row.kind is OrganisationKind.MUNICIPALITY and began and (row.valid_to is None or on <= row.valid_to)
    )


def _corrected(sources: Sources, meeting_id: UUID) -> date | None:
    """When the minutes were approved that others take the place of; None where that did not happen."""
    return next(
        (
            version.approved_on
            for version in sources.minutes.versions(meeting_id)
            if version.state is MinutesState.REPLACED
            and version.approved_on is not None
            and version.approved_on <= sources.day
        ),
        None,
    )


def _following(sources: Sources, meeting: MeetingRow) -> NextMeeting | None:
    """The next meeting as it stood on the calendar that day; where there was none yet, the one that was set since."""
    then = sources.meetings.following(meeting, on=min(meeting.on, sources.day))
    return then or sources.meetings.following(meeting, on=sources.day)


def approval_by(sources: Sources, meeting_id: UUID) -> ApprovedAt | None:
    """The item of a later meeting that approves these minutes; it did not yet before the day of that meeting."""
    there = sources.minutes.approved_at(meeting_id)
    if there is None or there.on <= sources.day:
        return there
    return replace(there, concluded=False)


def positions_taken(
    sources: Sources,
    items: Iterable[ItemRow],
    attendance: Iterable[AttendanceRow],
    at_items: Mapping[UUID, Iterable[Attender]],
) -> dict[UUID, tuple[PositionRow, ...]]:
    """By item the positions of those who were there; items without any are left out."""
    noted = sources.agenda.positions_on([item.id for item in items if item.position_count])
    return {
        item_id: _of_who_was_there(rows, attendance, at_items.get(item_id, ()))
        for item_id, rows in noted.items()
    }


def _of_who_was_there(
    rows: Iterable[PositionRow], attendance: Iterable[AttendanceRow], there: Iterable[Attender]
) -> tuple[PositionRow, ...]:
    """Who was absent, excused or out of the room took no position, whatever was noted before."""
    lines: dict[UUID, list[Presence]] = defaultdict(list)
    for line in attendance:
        lines[line.organisation_id].append(line.presence)
    away: dict[UUID, list[bool]] = defaultdict(list)
    for person in there:
        away[person.organisation_id].append(person.away)
    return tuple(
        row for row in rows if not was_missing(lines[row.organisation_id], away[row.organisation_id])
    )


def _by_item(rows: Iterable[EngagementRow]) -> dict[UUID, tuple[EngagementRow, ...]]:
    by_item: dict[UUID, list[EngagementRow]] = defaultdict(list)
    for row in rows:
        if row.item_id is not None:
            by_item[row.item_id].append(row)
    return {item_id: tuple(rows) for item_id, rows in by_item.items()}


def _answers(item: ItemRow, rounds: Iterable[RoundRow]) -> tuple[RoundRow, ...]:
    """What colleges answered about an item before its meeting, narrow answers too: builders ask who reads."""
    return tuple(
        row
        for row in rounds
        if row.side is Side.BEFORE
        and row.answer is not None
        and (row.answered_on is None or row.answered_on <= item.meeting_on)
    )


def _asked_of(rounds: Iterable[RoundRow]) -> frozenset[UUID]:
    return frozenset(row.college_id for row in rounds if row.question in NEEDS_ANSWER)


def _cross_checked(sources: Sources, items: Iterable[ItemRow]) -> tuple[ItemRow, ...]:
    """The items of other bodies for which items of this meeting are the cross-check (R10)."""
    ids = [item.cross_check_for_id for item in items if item.cross_check_for_id]
    return tuple(sources.agenda.by_ids(ids)) if ids else ()
