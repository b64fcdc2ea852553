"""All that concerns one municipality: what is open, what it promised, what it asked, where it sits (R22, R25, R26)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Audience, Reader, may_read
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.topics import Preparation
from ibo_desk.language import _
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.topics import TOPIC, Appearance, Topics
from ibo_desk.services.base.as_read import all_as_read
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import add
from ibo_desk.services.base.tables import again, alive, bodies, items, meetings, organisations, rounds
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.engagements.rows import EngagementRow, as_partner_reads
from ibo_desk.services.feedback.alarms import Alarm, read_alarms
from ibo_desk.services.feedback.files import ANSWER
from ibo_desk.services.feedback.listings import DocumentRow, documents
from ibo_desk.services.feedback.rows import RoundRow, is_current, read_rounds, waits_for
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import SeatRow
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class NoteRow:
    """The notes about one meeting that went to this college: how many items, the first and the last day.

    ``college_id`` is its own, or that of a municipality that merged into it, which ``former`` then names.
    """

    college_id: UUID
    former: str
    meeting_id: UUID
    meeting: str
    on: date
    items: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class PointRow:
    """A point that the municipality brought in, and what became of it (R26).

    ``appearances`` from old to new, those that a college may read of; ``conclusion`` is the text of the newest one
    that was treated, in plain words as it was noted.
    """

    id: UUID
    title: str
    submitted_by: str
    preparation: Preparation
    declined_reason: str
    appearances: tuple[Appearance, ...]
    conclusion: str


@dataclass(frozen=True)
class CollegeDesk:
    """One municipality; every list holds only what it may know of itself, never anything of another college.

    What was written for the secretariat is left out, as in the college's papers: items, rounds, engagements, notes.
    What a municipality that merged into it has open, is its own; notes and papers stay with the college they went to.
    """

    college_id: UUID
    college: str
    organisation_id: UUID
    municipality: str
    seats: tuple[SeatRow, ...]
    open_rounds: tuple[RoundRow, ...]  # what waits, whoever's turn it is; ``since`` says since when
    alarms: tuple[Alarm, ...]
    notes: tuple[NoteRow, ...]
    papers: tuple[DocumentRow, ...]  # notes, overviews and reports that were made for it
    engagements: tuple[EngagementRow, ...]  # each with its own share only
    own_points: tuple[PointRow, ...]
    to_decide: tuple[TargetRow, ...]  # what was referred to its own bodies and is not dealt with


@dataclass(frozen=True)
class _Owner:
    college_id: UUID
    college: str
    organisation_id: UUID
    municipality: str


class MyCollege:
    """The start page of a delegate, or of the official behind them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, college_id: UUID, *, open_only: bool = True) -> CollegeDesk:
        """Everything of one college; ``open_only`` leaves out engagements that are over.

        Raises ``NotFoundError("no_such_record")`` for what is no college of a municipality.
        """
        today, now = self._store.clock.today(), self._store.clock.time_of_day()
        with self._store.read() as session:
            owner = _owner(session, college_id)
            owners = Heirs(session).stands_for(owner.organisation_id, today)
            waits = or_(waits_for(Turn.SECRETARIAT), waits_for(Turn.COLLEGE))
            hidden = _hidden_items(session)
            own_bodies = _own_bodies(session, owners)
            alarms = [alarm for alarm in read_alarms(session, today, now) if alarm.college_id in own_bodies]
            notes = _notes(session, college_id, own_bodies)
            open_now = read_rounds(
                session, [rounds.c.college_id.in_(list(own_bodies)), is_current(), waits], today
            )
        targets = Agenda(self._store).open_targets()
        engagements = Engagements(self._store)
        promised = {row.id: row for partner in owners for row in engagements.listing(partner_id=partner)}
        seen = (as_partner_reads(row, Reader.MUNICIPALITY, owners) for row in promised.values())
        own = [_known_places(row, hidden) for row in seen if row is not None]
        return CollegeDesk(
            owner.college_id,
            owner.college,
            owner.organisation_id,
            owner.municipality,
            seats=tuple(Bodies(self._store).seats(owner.organisation_id, today)),
            open_rounds=all_as_read(
                "feedback_round",
                (row for row in open_now if row.item_id not in hidden),
                Reader.MUNICIPALITY,
                own_bodies,
                own=lambda row: row.college_id in own_bodies,
            ),
            alarms=tuple(alarm for alarm in alarms if alarm.item_id not in hidden),
            notes=tuple(notes),
            papers=all_as_read(
                "document",
                (
                    row
                    for row in documents(self._store)
                    if row.college_id in own_bodies and row.kind != ANSWER and row.item_id not in hidden
                ),
                Reader.MUNICIPALITY,
                own_bodies,
                own=lambda row: row.college_id in own_bodies,
            ),
            engagements=tuple(row for row in own if not open_only or _is_open(row)),
            own_points=tuple(self._points(owners, hidden)),
            to_decide=all_as_read(
                "referral_target",
                (row for row in targets if row.body_id in own_bodies and row.item_id not in hidden),
                Reader.MUNICIPALITY,
                own_bodies,
                own=lambda row: row.body_id in own_bodies,
            ),
        )

    def ask(self, college_id: UUID, title: str, summary: str = "") -> UUID:
        """A point that the college asks for; it waits on the preparation board (R26).

        Raises ``NotFoundError("no_such_record")`` for what is no college, ``InvalidValueError`` without a title.
        """
        with self._store.write("") as work:
            owner = _owner(work.session, college_id)
            values = {
                "title": title.strip(),
                "summary": summary,
                "submitted_by_id": owner.organisation_id,
                "origin_body_id": college_id,
                "submitted_on": work.clock.today(),
            }
            point = add(work, TOPIC, values)
            work.entry.label = _("{college} asks for “{title}”").format(
                college=owner.college, title=point.title
            )
            return point.id

    def _points(self, owners: set[UUID], hidden: set[UUID]) -> Iterator[PointRow]:
        own = [row for row in Topics(self._store).listing() if row.submitted_by_id in owners]
        seen = {
            row.id: [appearance for appearance in row.appearances if appearance.item_id not in hidden]
            for row in own
        }
        treated = [
            appearance.item_id
            for shown in seen.values()
            for appearance in shown
            if appearance.outcome is not None
        ]
        said = {item.id: item.conclusion for item in Agenda(self._store).by_ids(treated)}
        for row in own:
            conclusions = [
                said[appearance.item_id] for appearance in seen[row.id] if said.get(appearance.item_id)
            ]
            yield PointRow(
                row.id,
                row.title,
                row.submitted_by,
                row.preparation,
                row.declined_reason if row.preparation is Preparation.DECLINED else "",
                tuple(seen[row.id]),
                conclusions[-1] if conclusions else "",
            )


def _owner(session: Session, college_id: UUID) -> _Owner:
    query = (
        select(bodies.c.id, bodies.c.name, organisations.c.id, organisations.c.name)
        .join(organisations, organisations.c.id == bodies.c.organisation_id)
        .where(bodies.c.id == college_id, bodies.c.kind == BodyKind.COLLEGE, alive(bodies, organisations))
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError("no_such_record", kind="body", id=str(college_id))
    return _Owner(*row)


def _hidden_audiences(*, own: bool = False) -> list[Audience]:
    return [audience for audience in Audience if not may_read(Reader.MUNICIPALITY, audience, own=own)]


def _hidden_items(session: Session) -> set[UUID]:
    """The items that no college may read."""
    query = select(items.c.id).where(alive(items), items.c.audience.in_(_hidden_audiences()))
    return set(session.execute(query).scalars())


def _own_bodies(session: Session, owners: set[UUID]) -> dict[UUID, BodyKind]:
    query = select(bodies.c.id, bodies.c.kind).where(bodies.c.organisation_id.in_(owners), alive(bodies))
    return {row.id: row.kind for row in session.execute(query)}


def _notes(session: Session, college_id: UUID, own_bodies: Collection[UUID]) -> list[NoteRow]:
    """What was delivered to it and to whoever merged into it, by meeting, the latest first."""
    college = again(bodies, "notes_college")
    query = (
        select(
            rounds.c.college_id,
            name_shown(college),
            meetings.c.id,
            name_shown(bodies).label("body"),
            meetings.c.on,
            meetings.c.number,
            func.count(items.c.id.distinct()),
            func.min(rounds.c.delivered_on),
            func.max(rounds.c.delivered_on),
        )
        .select_from(rounds)
        .join(items, items.c.id == rounds.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == meetings.c.body_id)
        .join(college, college.c.id == rounds.c.college_id)
        .where(
            alive(rounds, items, meetings),
            rounds.c.college_id.in_(list(own_bodies)),
            rounds.c.delivered_on.is_not(None),
            items.c.audience.not_in(_hidden_audiences()),
            rounds.c.audience.not_in(_hidden_audiences(own=True)),
        )
        .group_by(
            rounds.c.college_id, college.c.short_name, college.c.name,
            meetings.c.id, bodies.c.short_name, bodies.c.name, meetings.c.on, meetings.c.number,
        )
        .order_by(meetings.c.on.desc(), meetings.c.id, rounds.c.college_id)
    )  # fmt: skip
    return [
        NoteRow(
            of, "" if of == college_id else name, meeting_id, meeting_title(body, on, number), on, *counted
        )
        for of, name, meeting_id, body, on, number, *counted in session.execute(query)
    ]


def _known_places(row: EngagementRow, hidden: set[UUID]) -> EngagementRow:
    """The engagement without the items in which it was made or followed up that no college may read."""
    followed = tuple(line for line in row.follow_ups if line.item_id not in hidden)
    if row.item_id not in hidden:
        return replace(row, follow_ups=followed)
    return replace(row, follow_ups=followed, item_id=None, item="", meeting_id=None, meeting="")


def _is_open(row: EngagementRow) -> bool:
    return any(share.state in OPEN_STATES for share in row.partners)
