"""What the cockpit shows of one meeting and of one item, read in one go on the store thread."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.bodies import BodyKind, ItemType, Permission, PlanStep, TransportLayer
from ibo_desk.domain.topics import Preparation
from ibo_desk.services.actions.rows import ActionChoice
from ibo_desk.services.agenda.item_presence import Attender
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.positions import PositionRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.stock_sentences import StockSentences
from ibo_desk.services.agenda.topics import Appearance, TopicRow, adopted_before
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.matrix import Cell
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.meetings.attendance import AttendanceRow
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.meetings.procedure import Procedure, procedure_of
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.services.parties.people import PersonRow
from ibo_desk.services.parties.voices import Voice
from ibo_desk.ui.meetings.sent_agenda import SentAgenda, read_sent

if TYPE_CHECKING:
    from ibo_desk.app import App

# What can be put on the agenda of a body that prepares, and on that of the others (R12).
_READY_TO_PREPARE = (Preparation.SUBMITTED,)
_READY = (Preparation.PREPARED, Preparation.POSTPONED)


@dataclass(frozen=True)
class AgendaFile:
    """What is seen first of a meeting."""

    meeting: MeetingRow
    items: tuple[ItemRow, ...]
    preparer: str  # the body that prepares its agenda (R12)


@dataclass(frozen=True)
class MeetingFile(AgendaFile):
    """A meeting with its agenda, who comes, and all that can be chosen in it."""

    attendance: tuple[AttendanceRow, ...]
    permissions: frozenset[Permission]
    sentences: StockSentences
    members: tuple[tuple[UUID, str], ...]
    procedure: Procedure
    voices: tuple[Voice, ...]  # who speaks for several of those members (R20)
    ready: tuple[TopicRow, ...]
    actions: tuple[ActionChoice, ...]
    organisations: tuple[OrganisationRow, ...]
    bodies: tuple[BodyRow, ...]
    people: tuple[PersonRow, ...]
    sent: SentAgenda
    returning: int  # items of earlier meetings that return here and are not on the agenda yet

    @property
    def may_decide(self) -> bool:
        """Whether this body decides anything at all."""
        return any(permission.item_type is ItemType.DECISION for permission in self.permissions)

    def allowed_types(self, layer: TransportLayer) -> list[ItemType]:
        """The types that an item on this layer may have here (R9, R18)."""
        there = {permission.item_type for permission in self.permissions if permission.layer is layer}
        return [item_type for item_type in ItemType if item_type in there]


@dataclass(frozen=True)
class ItemFile:
    """An item with what hangs on it."""

    item: ItemRow
    positions: tuple[PositionRow, ...]
    there: tuple[Attender, ...]
    targets: tuple[TargetRow, ...]
    engagements: tuple[EngagementRow, ...]
    to_follow: tuple[
        EngagementRow, ...
    ]  # made earlier: what a follow-up works through, and what it dealt with
    cells: tuple[tuple[str, Cell], ...]  # college by name, and how its feedback stands
    answers: tuple[tuple[str, RoundRow], ...]  # what colleges said in words, in the order of the columns
    story: tuple[Appearance, ...]
    checks: tuple[ItemRow, ...]  # its cross-checks elsewhere

    @property
    def skips_provisional(self) -> bool:
        """Whether a plan is adopted definitively that was never adopted provisionally (R17b)."""
        definitive = self.item.plan_step is PlanStep.DEFINITIVE
        return definitive and not adopted_before(self.story, self.item.meeting_on)


def read_agenda(app: "App", meeting: MeetingRow) -> AgendaFile:
    """The agenda of a meeting, before all else that belongs to it."""
    items = tuple(app.agenda.items(meeting.id))
    return AgendaFile(meeting, items, app.bodies.preparer(meeting.body_id))


def read_meeting(app: "App", meeting_id: UUID) -> MeetingFile:
    """Raises ``NotFoundError`` when the meeting is gone."""
    meeting = app.meetings.row(meeting_id)
    states = _READY_TO_PREPARE if meeting.body_kind is BodyKind.MAYORS_CONFERENCE else _READY
    here = tuple(app.agenda.items(meeting_id))
    on_it = {item.topic_id for item in here}
    ready = app.topics.listing(states=states)
    members = app.bodies.members(meeting.body_id, meeting.on)
    voices = tuple(app.agenda.voices(meeting.body_id, meeting.on))
    attendance = tuple(app.meetings.attendance(meeting_id))
    return MeetingFile(
        meeting=meeting,
        items=here,
        preparer=app.bodies.preparer(meeting.body_id),
        attendance=attendance,
        procedure=procedure_of(app.bodies.rules(meeting.body_id), members, voices, attendance, meeting.on),
        permissions=app.bodies.permissions(meeting.body_id),
        sentences=app.sentences.of(meeting.body_id),
        members=tuple((member.organisation_id, member.organisation) for member in members),
        voices=voices,
        ready=tuple(topic for topic in ready if topic.id not in on_it),
        actions=tuple(app.actions.choices()),
        organisations=tuple(app.organisations.listing()),
        bodies=tuple(app.bodies.listing()),
        people=tuple(app.people.listing()),
        sent=read_sent(app, meeting_id, meeting.state),
        returning=len(app.carry_over.proposals(meeting_id)),
    )


def read_item(app: "App", item_id: UUID) -> ItemFile:
    """Raises ``NotFoundError`` when the item is gone."""
    item = app.agenda.item(item_id)
    matrix = app.feedback.matrix(item_id=item_id)
    cells = ((college.name, matrix.cells.get((item_id, college.id))) for college in matrix.colleges)
    said: dict[UUID, list[RoundRow]] = defaultdict(list)
    for row in app.feedback.of_item(item_id):
        if row.answer_text.strip():
            said[row.college_id].append(row)
    return ItemFile(
        item=item,
        positions=tuple(app.agenda.positions(item_id)),
        there=app.meetings.at_items(item.meeting_id)[item_id],
        targets=tuple(app.agenda.referrals(item_id)),
        engagements=tuple(app.engagements.listing(item_id=item_id)),
        to_follow=tuple(app.carry_over.to_follow_up(item_id)),
        cells=tuple((name, cell) for name, cell in cells if cell is not None),
        answers=tuple((college.name, row) for college in matrix.colleges for row in said[college.id]),
        story=app.topics.history(item.topic_id) if item.topic_id else (),
        checks=tuple(app.agenda.cross_checks(item_id)),
    )
