"""What the notes of one meeting need besides the meeting: per college its rounds, calendar and delegates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.rounds import Consequence, Round, read_consequences, read_rounds
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.deadlines import Deadline
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Side
from ibo_desk.services.feedback.deadlines import read_deadlines
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.people import MandateRow


@dataclass(frozen=True)
class CollegeFacts:
    """Everything that belongs to one college, and nothing of another."""

    college: BodyRow
    organisation_id: UUID
    municipality: str
    rounds: tuple[Round, ...]
    consequences: dict[UUID, Consequence]
    deadlines: dict[UUID, Deadline | None]
    mandates: tuple[MandateRow, ...]

    def asked(self, item_id: UUID, side: Side) -> Round | None:
        """The latest round about an item on this side of the meeting."""
        rounds = [row for row in self.rounds if row.item_id == item_id and row.side is side]
        return max(rounds, key=lambda row: row.number, default=None)

    def about(self, item_id: UUID, topic_id: UUID | None) -> tuple[Round, ...]:
        """All rounds over the whole topic, or over the item where it has none."""
        return tuple(
            row
            for row in self.rounds
            if row.item_id == item_id or (topic_id is not None and row.topic_id == topic_id)
        )


def load_colleges(
    sources: Sources, facts: MeetingFacts, college_ids: Iterable[UUID] | None = None
) -> list[CollegeFacts]:
    """The colleges asked for, by default all that exist when they are told of the meeting, in the order of the file.

    ``NotFoundError("no_such_record")`` for an id that is no college with a municipality.
    """
    on = max(facts.meeting.on, sources.day) if college_ids is None else None
    colleges = _chosen(sources.bodies.colleges(on), college_ids)
    items = [item.id for item in facts.items]
    topics = {item.topic_id for item in facts.items if item.topic_id is not None}
    with sources.store.read() as session:
        rounds = read_rounds(session, items, topics, [college.id for college in colleges], sources.past)
        consequences = read_consequences(session, items)
        deadlines = read_deadlines(session, items, facts.today, past=sources.past is not None)
    mandates: dict[UUID, list[MandateRow]] = defaultdict(list)
    for row in sources.people.mandates(body_id=facts.body.id, on=facts.meeting.on):
        if sources.past is None or row.valid_from is None or row.valid_from <= sources.past:
            mandates[row.organisation_id].append(row)
    return [
        CollegeFacts(
            college=college,
            organisation_id=owner,
            municipality=facts.organisations[owner].name,
            rounds=tuple(rounds.get(college.id, ())),
            consequences={
                item: consequence for (item, of), consequence in consequences.items() if of == college.id
            },
            deadlines={item: deadlines.of(item, college.id) for item in items},
            mandates=tuple(mandates.get(owner, ())),
        )
        for college in colleges
        if (owner := college.organisation_id) is not None
    ]


def _chosen(colleges: Iterable[BodyRow], college_ids: Iterable[UUID] | None) -> list[BodyRow]:
    owned = {college.id: college for college in colleges if college.organisation_id is not None}
    if college_ids is None:
        return list(owned.values())
    try:
        return [owned[college_id] for college_id in college_ids]
    except KeyError as missing:
        raise NotFoundError("no_such_record", kind="body", id=str(missing.args[0])) from missing
