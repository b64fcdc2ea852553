"""A region of any size, to count what a use case asks of the database: colleges, items, and all that hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    ActionPartner,
    AgendaItem,
    Attendance,
    Body,
    BodyPermission,
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPartnerState,
    FeedbackRound,
    Mandate,
    Meeting,
    Membership,
    MinutesRemark,
    MinutesVersion,
    Organisation,
    Person,
    Position,
    ProgressNote,
    Record,
    Referral,
    ReferralTarget,
    Region,
    RegionalAction,
    Representation,
    Topic,
)
from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind, ItemType, default_permissions
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import Capacity, OrganisationKind, Presence
from ibo_desk.domain.topics import Stance, Treatment

HELD = date(2026, 11, 6)


@dataclass(frozen=True)
class Many:
    """What was made."""

    meeting: UUID
    colleges: tuple[UUID, ...]
    items: tuple[UUID, ...]


class _Made:
    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, *records: Record) -> None:
        """Many at once and past the journal: nobody asks here who wrote them."""
        for record in records:
            for name in [field for field in type(record).model_fields if field.endswith("_folded")]:
                setattr(record, name, fold(getattr(record, name.removesuffix("_folded"))))
        if records:
            rows = [record.model_dump() for record in records]
            self._work.session.execute(insert(type(records[0])), rows)


def build(store: Store, colleges: int, items: int, later: int) -> Many:
    """A held meeting of an IBO with its minutes submitted, and ``later`` ones that come after it."""
    with store.write("veel") as work:
        work.add(Region(name="Proefstreek"))
        made = _Made(work)
        towns = [
            Organisation(
                name=f"Gemeente {at:02}", kind=OrganisationKind.MUNICIPALITY, mailbox=f"g{at}@fictief.example"
            )
            for at in range(colleges)
        ]
        voice = Organisation(name="Team", kind=OrganisationKind.JOINT_VOICE)
        made.keep(*towns, voice)
        made.keep(*(Representation(speaker_id=voice.id, member_id=town.id) for town in towns[:2]))
        bodies = _bodies(made, towns)
        return _meetings(made, towns, bodies, items, later)


def _bodies(made: _Made, towns: Sequence[Organisation]) -> dict[str, list[Body]]:
    conference = Body(name="Conferentie", short_name="CvB", kind=BodyKind.MAYORS_CONFERENCE, order_key="a")
    ibo = Body(
        name="Overleg", short_name="IBO", kind=BodyKind.IBO, order_key="b", prepared_by_id=conference.id,
        speaks_jointly=True,
    )  # fmt: skip
    found = {
        kind: [
            Body(name=f"{kind} {town.name}", kind=kind, organisation_id=town.id, order_key=f"c{at:02}")
            for at, town in enumerate(towns)
        ]
        for kind in (BodyKind.COLLEGE, BodyKind.MUNICIPAL_COUNCIL)
    }
    made.keep(conference, ibo, *found[BodyKind.COLLEGE], *found[BodyKind.MUNICIPAL_COUNCIL])
    made.keep(
        *(
            BodyPermission(
                body_id=body.id, body_kind=body.kind, item_type=one.item_type, transport_layer=one.layer,
                outcome=one.outcome,
            )
            for body in (conference, ibo)
            for one in default_permissions(body.kind)
        )
    )  # fmt: skip
    made.keep(
        *(
            Membership(body_id=body.id, organisation_id=town.id)
            for body in (conference, ibo)
            for town in towns
        )
    )
    persons = [Person(name=f"Persoon {at} Fictief", organisation_id=town.id) for at, town in enumerate(towns)]
    made.keep(*persons)
    made.keep(
        *(
            Mandate(person_id=one.id, organisation_id=town.id, body_id=ibo.id, capacity=Capacity.FULL)
            for one, town in zip(persons, towns, strict=True)
        )
    )
    return {"ibo": [ibo], "colleges": found[BodyKind.COLLEGE], "councils": found[BodyKind.MUNICIPAL_COUNCIL]}


def _meetings(
    made: _Made, towns: Sequence[Organisation], bodies: dict[str, list[Body]], items: int, later: int
) -> Many:
    (ibo,) = bodies["ibo"]
    meeting = Meeting(body_id=ibo.id, on=HELD, number=1, state=MeetingState.HELD)
    after = [
        Meeting(body_id=ibo.id, on=HELD + timedelta(days=14 * (at + 1)), number=at + 2) for at in range(later)
    ]
    made.keep(meeting, *after)
    made.keep(
        *(
            Attendance(
                meeting_id=meeting.id, organisation_id=town.id, presence=Presence.PRESENT, label="Iemand"
            )
            for town in towns
        )
    )
    actions = [
        RegionalAction(title=f"Actie {at}", number=str(at), state=ActionState.RUNNING, order_key=f"a{at:02}")
        for at in range(items)
    ]
    made.keep(*actions)
    made.keep(
        *(ProgressNote(action_id=one.id, on=HELD, text="Loopt.", audience=Audience.PUBLIC) for one in actions)
    )
    made.keep(*(ActionPartner(action_id=one.id, organisation_id=towns[0].id) for one in actions))
    topics = [Topic(title=one.title, action_id=one.id, submitted_by_id=towns[0].id) for one in actions]
    made.keep(*topics)
    lines = [
        AgendaItem(
            meeting_id=meeting.id, body_id=ibo.id, topic_id=topic.id, title=topic.title, order_key=f"a{at:02}",
            treatment=Treatment.TREATED, conclusion="Besproken.", audience=Audience.PUBLIC,
        )
        for at, topic in enumerate(topics)
    ]  # fmt: skip
    approvals = [
        AgendaItem(
            meeting_id=one.id,
            body_id=ibo.id,
            title="Goedkeuring",
            item_type=ItemType.MINUTES_APPROVAL,
            order_key="a",
        )
        for one in after
    ]
    made.keep(*lines, *approvals)
    version = MinutesVersion(
        meeting_id=meeting.id, number=1, state=MinutesState.SUBMITTED, made_at=datetime(2026, 11, 9, tzinfo=UTC),
        submitted_on=HELD,
    )  # fmt: skip
    made.keep(version)
    made.keep(
        *(MinutesRemark(version_id=version.id, organisation_id=town.id, text="Zo niet.") for town in towns)
    )
    _on_items(made, towns, bodies, lines)
    return Many(meeting.id, tuple(one.id for one in bodies["colleges"]), tuple(one.id for one in lines))


def _on_items(
    made: _Made, towns: Sequence[Organisation], bodies: dict[str, list[Body]], lines: Sequence[AgendaItem]
) -> None:
    made.keep(
        *(
            Position(item_id=item.id, organisation_id=town.id, stance=Stance.AGREES)
            for item in lines
            for town in towns[2:]
        )
    )
    referrals = [Referral(item_id=item.id, question="Voor te leggen.") for item in lines]
    made.keep(*referrals)
    made.keep(
        *(
            ReferralTarget(referral_id=one.id, body_id=body.id)
            for one in referrals
            for body in bodies["councils"]
        )
    )
    made.keep(
        *(_round(item, college, side) for item in lines for college in bodies["colleges"] for side in Side)
    )
    promised = [
        Engagement(what=f"Belofte {at}", item_id=item.id, due_on=HELD, audience=Audience.PUBLIC)
        for at, item in enumerate(lines)
    ]
    made.keep(*promised)
    shares = [
        EngagementPartner(engagement_id=one.id, organisation_id=town.id, state=EngagementState.CONFIRMED)
        for one in promised
        for town in towns
    ]
    made.keep(*shares)
    made.keep(
        *(
            EngagementPartnerState(partner_id=one.id, state=EngagementState.CONFIRMED, since=HELD)
            for one in shares
        )
    )
    made.keep(
        *(EngagementFollowUp(engagement_id=promised[0].id, item_id=item.id, said="Loopt.") for item in lines)
    )


def _round(item: AgendaItem, college: Body, side: Side) -> FeedbackRound:
    """Before the meeting an answer, after it a question that waits."""
    asked = FeedbackRound(item_id=item.id, college_id=college.id, side=side, number=1)
    asked.question, asked.delivered_on, asked.delivered_hash = Question.POSITION, HELD, "x" * 64
    if side is Side.BEFORE:
        asked.answer, asked.answered_on, asked.answer_text = Answer.AGREES, HELD, "Akkoord."
    return asked


__all__ = ["HELD", "Many", "build"]
