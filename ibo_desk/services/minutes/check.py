"""The quality check before minutes are submitted: every finding says where it is, so that the window can jump there."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting
from ibo_desk.domain.bodies import SEATED, STANDING_TYPES, BodyKind, ItemType, Outcome, PlanStep
from ibo_desk.domain.deciding_words import names_a_decision
from ibo_desk.domain.engagements import Gap
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import took_place
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.organisations import WAS_THERE, Presence
from ibo_desk.domain.sentence_keys import WORDLESS
from ibo_desk.domain.slash import is_slash_line
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_presence import Attender, attenders
from ibo_desk.services.agenda.item_rows import ItemRow, read_items
from ibo_desk.services.agenda.topics import adopted_before, appearances_of
from ibo_desk.services.base.tables import (
    actions,
    alive,
    attendances,
    bodies,
    engagements,
    items,
    memberships,
    organisations,
    positions,
    referrals,
    targets,
    topics,
    valid_on,
)
from ibo_desk.services.engagements.rows import EngagementRow, read_engagements
from ibo_desk.services.meetings.chairs import chairs_of
from ibo_desk.services.minutes.rows import read_remarks

_TEXTS = {
    Finding.MEETING_NOT_HELD: N_("The meeting is not marked as held yet."),
    Finding.NO_CHAIR: N_("The chair is not filled in."),
    Finding.CHAIR_AWAY: N_("{who} is named as chair, but was not present."),
    Finding.NO_SECRETARY: N_("Who kept the minutes is not filled in."),
    Finding.NOBODY_LISTED: N_("The attendance list is empty."),
    Finding.MEMBER_NOT_LISTED: N_("{who} is a member, but is not on the attendance list."),
    Finding.PRESENCE_UNKNOWN: N_("{who} is neither present nor excused nor absent."),
    Finding.REPLACED_BY_NOBODY: N_("{who} was replaced, but it does not say by whom."),
    Finding.NO_ITEMS: N_("The agenda has no items."),
    Finding.ITEM_OPEN: N_("Item {number} “{title}” has no conclusion and was not postponed."),
    Finding.CONCLUSION_EMPTY: N_("Item {number} “{title}” was treated, but its conclusion has no text."),
    Finding.CONCLUSION_DECIDES: N_(
        "Item {number} “{title}”: the conclusion reads as a decision, which {body} cannot take (“{what}”)."
    ),
    Finding.DISCUSSION_DECIDES: N_(
        "Item {number} “{title}”: the discussion reads as a decision, which {body} cannot take (“{what}”)."
    ),
    Finding.SLASH_LINE_LEFT: N_("Item {number} “{title}” still has a line that was not turned into a record: {what}"),
    Finding.POSITION_UNEXPLAINED: N_("Item {number} “{title}”: the position of {who} says nothing of why."),
    Finding.POSITION_OF_ABSENT: N_("Item {number} “{title}”: {who} took a position, but was not present."),
    Finding.ENGAGEMENT_WITHOUT_PARTNER: N_("Item {number}: nobody is named for the engagement “{what}”."),
    Finding.ENGAGEMENT_WITHOUT_WORDS: N_("Item {number}: it is not described what {who} promised."),
    Finding.ENGAGEMENT_WITHOUT_DUE: N_("Item {number}: the engagement “{what}” of {who} has no due date."),
    Finding.REFERRAL_WITHOUT_DAY: N_("Item {number} “{title}”: no day is planned for {who}."),
    Finding.NOT_ADOPTED_BEFORE: N_(
        "Item {number} “{title}” adopts the plan definitively, but no earlier meeting adopted it provisionally."
    ),
    Finding.NO_ANSWER: N_("Item {number} “{title}”: {who} did not answer."),
    Finding.REMARK_OPEN: N_("The remark of {who} has not been dealt with."),
}  # fmt: skip
_NOT_THERE = frozenset({Presence.EXCUSED, Presence.ABSENT, Presence.REPLACED})
_WITH_REASON = frozenset({Stance.RESERVATION, Stance.DISSENTS})


@dataclass(frozen=True)
class FindingRow:
    """One finding: ``kind`` (a table name) and ``id`` say which record it is about, ``item_id`` under which item."""

    code: Finding
    text: str
    kind: str
    id: UUID
    item_id: UUID | None = None


class MinutesCheck:
    """Looks over the minutes of a meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def findings(self, meeting_id: UUID) -> list[FindingRow]:
        """What somebody should look at before submitting, in the order of the minutes; raises ``NotFoundError``."""
        with self._store.read() as session:
            meeting = session.get(Meeting, meeting_id)
            if meeting is None or meeting.deleted_in is not None:
                raise NotFoundError("no_such_record", kind="meeting", id=str(meeting_id))
            ids = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
            rows = read_items(session, ids)
            kind = live(session, Body, meeting.body_id).kind
            made = read_engagements(
                session,
                select(engagements.c.id).where(engagements.c.item_id.in_(ids), alive(engagements)),
                self._store.clock.today(),
            )
            of_items = [
                row
                for row in _of_items(session, rows, made, kind)
                if not (meeting.written and row.code is Finding.POSITION_OF_ABSENT)
            ]
            return [
                *_of_meeting(session, meeting, rows),
                *(_of_answers if meeting.written else _of_attendance)(session, meeting),
                *of_items,
                *_of_remarks(session, meeting_id),
            ]

    def deciding(self, item_id: UUID) -> str:
        """The sentence of its conclusion with which a body decides what it may not; raises ``NotFoundError``."""
        with self._store.read() as session:
            kind = live(session, Body, live(session, AgendaItem, item_id).body_id).kind
            (item,) = read_items(session, select(items.c.id).where(items.c.id == item_id))
            return _deciding(item, item.conclusion, kind)


def _finding(
    code: Finding, kind: str, record_id: UUID, item: ItemRow | None = None, **about: str
) -> FindingRow:
    if item is not None:
        about = {"number": item.number, "title": item.title, "body": item.body, **about}
    return FindingRow(code, _(_TEXTS[code]).format(**about), kind, record_id, item.id if item else None)


def _of_meeting(session: Session, meeting: Meeting, rows: list[ItemRow]) -> Iterator[FindingRow]:
    wrong = {
        Finding.MEETING_NOT_HELD: not took_place(meeting.state),
        Finding.NO_CHAIR: not chairs_of(session, meeting.id),
        Finding.NO_SECRETARY: not meeting.secretary.strip(),
        Finding.NO_ITEMS: not rows,
    }
    for code, is_so in wrong.items():
        if is_so:
            yield _finding(code, "meeting", meeting.id)


def _of_attendance(session: Session, meeting: Meeting) -> Iterator[FindingRow]:
    lines = _lines(session, meeting.id)
    if not lines:
        yield _finding(Finding.NOBODY_LISTED, "meeting", meeting.id)
        return
    yield from _of_chairs(session, meeting, lines)
    listed = {line.organisation_id for line in lines}
    for member in _members(session, meeting):
        if member.id not in listed:
            yield _finding(Finding.MEMBER_NOT_LISTED, "organisation", member.id, who=member.name)
    for line in lines:
        if line.presence is Presence.UNKNOWN:
            yield _finding(Finding.PRESENCE_UNKNOWN, "attendance", line.id, who=line.name)
        elif line.presence is Presence.REPLACED and line.replaced_by_id is None:
            yield _finding(Finding.REPLACED_BY_NOBODY, "attendance", line.id, who=line.name)


def _of_chairs(session: Session, meeting: Meeting, lines: Iterable[Any]) -> Iterator[FindingRow]:
    named = {chair.name for chair in chairs_of(session, meeting.id)}
    for line in lines:
        name = line.label.partition(",")[0].strip()
        if line.presence in _NOT_THERE and name in named:
            yield _finding(Finding.CHAIR_AWAY, "meeting", meeting.id, who=name)


def _of_answers(session: Session, meeting: Meeting) -> Iterator[FindingRow]:
    """In a written procedure nobody is present: each member answers each item, or it is said that it did not."""
    query = select(positions.c.item_id, positions.c.organisation_id).where(
        positions.c.item_id.in_(select(items.c.id).where(items.c.meeting_id == meeting.id)),
        positions.c.subject == "",
        alive(positions),
    )
    answered = {(row.item_id, row.organisation_id) for row in session.execute(query)}
    ids = select(items.c.id).where(items.c.meeting_id == meeting.id, alive(items))
    for item in read_items(session, ids):
        if item.item_type in STANDING_TYPES:
            continue
        for member in _members(session, meeting):
            if (item.id, member.id) not in answered:
                yield _finding(Finding.NO_ANSWER, "agenda_item", item.id, item, who=member.name)


def _of_items(
    session: Session, rows: list[ItemRow], made: list[EngagementRow], kind: BodyKind
) -> Iterator[FindingRow]:
    said = _positions(session, rows)
    sent = _undated_targets(session, rows)
    yield from _not_adopted_before(session, rows)
    there = attenders(session, rows[0].meeting_id, rows) if rows else {}
    headings = _headings(rows)
    elsewhere = _said_at_another(rows)
    for item in rows:
        yield from _of_conclusion(item, kind, heads=item.id in headings, elsewhere=item.id in elsewhere)
        yield from (
            finding
            for row in said
            if row.item_id == item.id
            for finding in _of_position(item, row, there[item.id])
        )
        yield from (
            finding for row in made if row.item_id == item.id for finding in _of_engagement(item, row)
        )
        for row in sent:
            if row.item_id == item.id:
                who = row.body or row.action or ""
                yield _finding(Finding.REFERRAL_WITHOUT_DAY, "referral_target", row.id, item, who=who)


def _headings(rows: list[ItemRow]) -> set[UUID]:
    """The main items that are only the heading of others that were dealt with."""
    mains: set[UUID] = set()
    main: UUID | None = None
    for item in rows:
        main = main if item.sub else item.id
        if item.sub and main is not None and item.treatment is not Treatment.OPEN:
            mains.add(main)
    return mains


def _said_at_another(rows: list[ItemRow]) -> set[UUID]:
    """The items whose conclusion stands at the item with which they were treated, or is asked for there."""
    joined = {row.id: row.joined_to_id for row in rows if row.joined_to_id is not None}
    heads = {
        joined[row.id]
        for row in rows
        if row.id in joined and (row.conclusion.strip() or row.outcome in WORDLESS)
    }
    return {*joined, *heads}


def _of_conclusion(item: ItemRow, kind: BodyKind, *, heads: bool, elsewhere: bool) -> Iterator[FindingRow]:
    """``heads``: it is only the heading of others; ``elsewhere``: its conclusion stands at another."""
    if item.treatment is Treatment.OPEN and not (heads or elsewhere):
        yield _finding(Finding.ITEM_OPEN, "agenda_item", item.id, item)
    treated = item.treatment is Treatment.TREATED
    if treated and not elsewhere and item.outcome not in WORDLESS and not item.conclusion.strip():
        yield _finding(Finding.CONCLUSION_EMPTY, "agenda_item", item.id, item)
    for code, text in (
        (Finding.CONCLUSION_DECIDES, item.conclusion),
        (Finding.DISCUSSION_DECIDES, item.discussion),
    ):
        sentence = _deciding(item, text, kind)
        if sentence:
            yield _finding(code, "agenda_item", item.id, item, what=sentence)
    for line in f"{item.introduction}\n{item.discussion}\n{item.conclusion}".splitlines():
        if is_slash_line(line):
            yield _finding(Finding.SLASH_LINE_LEFT, "agenda_item", item.id, item, what=line.strip())


def _deciding(item: ItemRow, text: str, kind: BodyKind) -> str:
    """The sentence of a text of an item that decides where the body may not; "" where there is none."""
    decides = item.possible_outcome is Outcome.DECIDED or item.item_type is ItemType.MINUTES_APPROVAL
    return "" if decides else names_a_decision(text, kind)


def _of_position(item: ItemRow, row: Any, there: Collection[Attender]) -> Iterator[FindingRow]:
    if row.stance in _WITH_REASON and not row.text.strip():
        yield _finding(Finding.POSITION_UNEXPLAINED, "position", row.id, item, who=row.name)
    own = [person.away for person in there if person.organisation_id == row.organisation_id]
    if (own and all(own)) or (row.presence is not None and row.presence not in WAS_THERE):
        yield _finding(Finding.POSITION_OF_ABSENT, "position", row.id, item, who=row.name)


def _of_engagement(item: ItemRow, row: EngagementRow) -> Iterator[FindingRow]:
    who = ", ".join(part.organisation for part in row.partners)
    if Gap.PARTNER in row.gaps:
        yield _finding(Finding.ENGAGEMENT_WITHOUT_PARTNER, "engagement", row.id, item, what=row.what)
    if Gap.WHAT in row.gaps:
        yield _finding(
            Finding.ENGAGEMENT_WITHOUT_WORDS, "engagement", row.id, item, who=who or _("nobody yet")
        )
    if Gap.DUE in row.gaps:
        yield _finding(
            Finding.ENGAGEMENT_WITHOUT_DUE,
            "engagement",
            row.id,
            item,
            what=row.what,
            who=who or _("nobody yet"),
        )


def _of_remarks(session: Session, meeting_id: UUID) -> Iterator[FindingRow]:
    for remark in read_remarks(session, meeting_id):
        if not remark.dealt_with:
            yield _finding(Finding.REMARK_OPEN, "minutes_remark", remark.id, who=remark.organisation)


def _lines(session: Session, meeting_id: UUID) -> list[Any]:
    query = (
        select(
            attendances.c.id, attendances.c.organisation_id, attendances.c.presence, attendances.c.replaced_by_id,
            attendances.c.label, organisations.c.name,
        )
        .join(organisations, organisations.c.id == attendances.c.organisation_id)
        .where(attendances.c.meeting_id == meeting_id, alive(attendances))
        .order_by(organisations.c.name_folded)
    )  # fmt: skip
    return list(session.execute(query))


def _members(session: Session, meeting: Meeting) -> list[Any]:
    query = (
        select(organisations.c.id, organisations.c.name)
        .distinct()
        .join(memberships, memberships.c.organisation_id == organisations.c.id)
        .where(
            memberships.c.body_id == meeting.body_id,
            memberships.c.role.in_(sorted(SEATED)),
            alive(memberships, organisations),
            valid_on(memberships, meeting.on),
        )
        .order_by(organisations.c.name)
    )
    return list(session.execute(query))


def _positions(session: Session, rows: list[ItemRow]) -> list[Any]:
    """Positions, with the presence of who took them where only one line says so."""
    query = (
        select(
            positions.c.id, positions.c.item_id, positions.c.organisation_id, positions.c.stance, positions.c.text,
            organisations.c.name, attendances.c.presence,
        )
        .join(organisations, organisations.c.id == positions.c.organisation_id)
        .join(items, items.c.id == positions.c.item_id)
        .outerjoin(
            attendances,
            (attendances.c.meeting_id == items.c.meeting_id)
            & (attendances.c.organisation_id == positions.c.organisation_id)
            & alive(attendances),
        )
        .where(positions.c.item_id.in_([row.id for row in rows]), alive(positions))
        .order_by(organisations.c.name_folded)
    )  # fmt: skip
    by_item: dict[UUID, Any] = {}
    for row in session.execute(query):
        known = by_item.get(row.id)
        if known is None or row.presence in WAS_THERE:
            by_item[row.id] = row
    return list(by_item.values())


def _not_adopted_before(session: Session, rows: list[ItemRow]) -> Iterator[FindingRow]:
    """Definitive adoptions of a plan that no earlier meeting adopted provisionally (R17b)."""
    last = [row for row in rows if row.plan_step is PlanStep.DEFINITIVE]
    ids = select(topics.c.id).where(topics.c.id.in_([row.topic_id for row in last]))
    known = appearances_of(session, ids) if last else {}
    for item in last:
        if item.topic_id is None or not adopted_before(known[item.topic_id], item.meeting_on):
            yield _finding(Finding.NOT_ADOPTED_BEFORE, "agenda_item", item.id, item)


def _undated_targets(session: Session, rows: list[ItemRow]) -> list[Any]:
    query = (
        select(
            targets.c.id, referrals.c.item_id, bodies.c.name.label("body"), actions.c.title.label("action")
        )
        .join(referrals, referrals.c.id == targets.c.referral_id)
        .outerjoin(bodies, bodies.c.id == targets.c.body_id)
        .outerjoin(actions, actions.c.id == targets.c.action_id)
        .where(
            referrals.c.item_id.in_([row.id for row in rows]),
            targets.c.planned_on.is_(None),
            targets.c.outcome.is_(None),
            alive(targets, referrals),
        )
        .order_by(bodies.c.order_key, targets.c.id)
    )
    return list(session.execute(query))


__all__ = ["Finding", "FindingRow", "MinutesCheck"]
