"""Positions of organisations on an agenda item; who is spoken for has none of its own (R1, R20)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Organisation, Position
from ibo_desk.data.tables.topics import PositionFields
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.domain.topics import Stance
from ibo_desk.language import _
from ibo_desk.services.agenda.seated import not_there
from ibo_desk.services.base.bulk import Done, Over, Standing, keys_of, mark_bulk, set_in_bulk, settled
from ibo_desk.services.base.records import RecordType, validated
from ibo_desk.services.base.tables import alive, items, meetings, organisations, positions
from ibo_desk.services.base.writing import refuse_locked, upsert
from ibo_desk.services.parties.voices import SHORT_NAME, Voice, voices_in
from ibo_desk.services.words import label


@dataclass(frozen=True)
class PositionRow:
    """What an organisation holds of an item, or of the part of it named in ``subject``.

    Only those of a municipality count among the municipalities; Leiedal speaks for them but is none of them (R1).
    ``shown_name`` is the name that papers print: a joint voice with those for whom it speaks (R20).
    """

    id: UUID
    revision: UUID | None
    item_id: UUID
    organisation_id: UUID
    organisation: str
    organisation_kind: OrganisationKind
    stance: Stance
    text: str
    subject: str
    audience: Audience
    shown_name: str


def position_id(item_id: UUID, organisation_id: UUID, subject: str = "") -> UUID:
    """The record of what an organisation holds of an item or a part of it, also where nothing was noted yet."""
    return natural_id("position", item_id, organisation_id, subject)


class Positions:
    """Reading and noting positions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def positions(self, item_id: UUID) -> list[PositionRow]:
        """The positions on an item, by organisation and part."""
        return self.positions_on([item_id])[item_id]

    def positions_on(self, item_ids: Collection[UUID]) -> defaultdict[UUID, list[PositionRow]]:
        """The same of several items, by item."""
        own = ("id", "revision", "item_id", "organisation_id", "stance", "text", "subject", "audience")
        query = (
            select(
                *(positions.c[name] for name in own),
                organisations.c.name.label("organisation"),
                organisations.c.kind.label("organisation_kind"),
            )
            .join(organisations, organisations.c.id == positions.c.organisation_id)
            .where(positions.c.item_id.in_(item_ids), alive(positions))
            .order_by(organisations.c.name_folded, positions.c.subject)
        )
        by_item: defaultdict[UUID, list[PositionRow]] = defaultdict(list)
        with self._store.read() as session:
            speakers = _voice_names(session, item_ids)
            for row in session.execute(query).mappings():
                name = speakers[row["item_id"]].get(row["organisation_id"], row["organisation"])
                by_item[row["item_id"]].append(PositionRow(**row, shown_name=name))
        return by_item

    def set_position(
        self, item_id: UUID, organisation_id: UUID, stance: Stance, text: str = "", subject: str = ""
    ) -> UUID:
        """Note the position of an organisation, in place of an earlier one on the same part.

        Raises ``RuleError("spoken_for")`` where another speaks for it with one voice (R20), "members_spoke" where it is
        that voice and members of it have a position on the same part, ``LockedError``.
        """
        return self.set_positions(item_id, [organisation_id], stance, text, subject).ids[0]

    def set_positions(
        self,
        item_id: UUID,
        organisation_ids: Iterable[UUID],
        stance: Stance,
        text: str | None = "",
        subject: str = "",
        *,
        over: Over | None = None,
    ) -> Done:
        """Note the same position of several organisations at once; raises like ``set_position`` and then notes none.

        ``text`` None leaves the words of each as they are. See ``services.base.bulk`` for ``over``; of several
        organisations, those that were not there get no position.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            who = [
                work.get(Organisation, organisation_id) for organisation_id in dict.fromkeys(organisation_ids)
            ]
            missing = (
                not_there(work.session, item_id, [organisation.id for organisation in who])
                if len(who) > 1
                else ()
            )
            there = [organisation for organisation in who if organisation.id not in missing]
            absent = tuple(organisation.name for organisation in who if organisation.id in missing)
            said = {"stance": stance} if text is None else {"stance": stance, "text": text}
            check_voices(work.session, item, {each.id: each.name for each in who}, subject)
            standing = _standing(work, item_id, there, subject.strip(), said)
            left = settled(over, standing, len(who), absent)
            chosen = [organisation for organisation in there if organisation.id not in keys_of(left)]
            made = []
            for organisation in chosen:
                part = subject.strip()
                about = {"item_id": item_id, "organisation_id": organisation.id, "subject": part}
                values = validated(PositionFields, {**about, **said})
                made.append(upsert(work, Position, position_id(item_id, organisation.id, part), values).id)
            mark_bulk(work, len(who))
            work.entry.label = _("Position of {organisation} on “{title}” noted").format(
                organisation=", ".join(organisation.name for organisation in chosen), title=item.title
            )[:500]
            return Done(tuple(made), tuple(organisation.id for organisation in chosen), left, absent)

    def voices(self, body_id: UUID, day: date) -> list[Voice]:
        """The joint voices that count in a body on a day (R20)."""
        with self._store.read() as session:
            return voices_in(session, body_id, day)

    def join_voice(self, item_id: UUID, speaker_id: UUID) -> None:
        """Put one position of a joint voice in place of those that its members took, part by part (R20).

        It holds what they held together, no position where they differ; their words stay, each with its name. Raises
        ``RuleError("nothing_to_join")`` where no member has a position, ``LockedError``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "position")
            speaker = work.get(Organisation, speaker_id)
            there = [
                row
                for voice in _voices_at(work.session, item_id)
                if voice.id == speaker_id
                for row in _of_members(work.session, item_id, voice)
            ]
            if not there:
                raise RuleError("nothing_to_join", speaker=speaker.name)
            for row in there:
                work.delete(work.get(Position, row.id))
            for subject in sorted({row.subject for row in there}):
                _join(work, item_id, speaker_id, [row for row in there if row.subject == subject])
            work.entry.label = _("Position of {organisation} on “{title}” in place of {members}").format(
                organisation=speaker.name,
                title=item.title,
                members=", ".join(sorted({row.name for row in there})),
            )[:500]


def _standing(
    work: Work, item_id: UUID, who: Iterable[Organisation], subject: str, said: Mapping[str, Any]
) -> list[Standing]:
    """The positions that a person noted one by one, and that say something else."""
    ids = {organisation.id: position_id(item_id, organisation.id, subject) for organisation in who}
    query = select(Position).where(positions.c.id.in_(ids.values()), alive(positions))
    there = {position.id: position for position in work.session.execute(query).scalars()}
    in_bulk = set_in_bulk(work.session, [position.revision for position in there.values()])
    standing = []
    for organisation in who:
        position = there.get(ids[organisation.id])
        if (
            position is None
            or position.revision in in_bulk
            or not (position.stance is not Stance.NONE or position.text.strip())
        ):
            continue
        if any(getattr(position, name) != value for name, value in said.items()):
            becomes = _stance_in_words(said["stance"], said.get("text", position.text))
            standing.append(
                Standing(
                    organisation.id,
                    organisation.name,
                    _stance_in_words(position.stance, position.text),
                    becomes,
                )
            )
    return standing


def _stance_in_words(stance: Stance, text: str) -> str:
    """ "akkoord met voorbehoud: mits subsidie"."""
    return f"{label(stance)}: {' '.join(text.split())}" if text.strip() else label(stance)


def _join(work: Work, item_id: UUID, speaker_id: UUID, apart: list[Any]) -> None:
    stances = {row.stance for row in apart}
    words = [f"{row.name}: {row.text}" for row in apart if row.text.strip()]
    about = {"item_id": item_id, "organisation_id": speaker_id, "subject": apart[0].subject}
    values = {"stance": stances.pop() if len(stances) == 1 else Stance.NONE, "text": "\n".join(words)}
    upsert(work, Position, position_id(**about), validated(PositionFields, about | values))


def check_voices(session: Session, item: AgendaItem, who: Mapping[UUID, str], subject: str = "") -> None:
    """One position where there is one voice: the voice's own (R20); ``who`` are organisations with their names.

    Raises ``LockedError``, ``RuleError("spoken_for")`` and ``("members_spoke")``.
    """
    refuse_locked(session, item.meeting_id, "position")
    for voice in _voices_at(session, item.id):
        spoken_for = [name for each, name in who.items() if each in voice.members]
        if spoken_for:
            raise RuleError("spoken_for", organisation=", ".join(spoken_for), speaker=voice.name)
        if voice.id in who:
            there = _of_members(session, item.id, voice)
            apart = sorted({row.name for row in there if row.subject == subject.strip()})
            if apart:
                raise RuleError("members_spoke", speaker=voice.name, members=", ".join(apart))


def _voice_names(session: Session, item_ids: Collection[UUID]) -> defaultdict[UUID, dict[UUID, str]]:
    """By item how papers name the joint voices of its body on its day; items of one meeting share them."""
    query = (
        select(items.c.id, meetings.c.body_id, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.id.in_(item_ids))
    )
    at: dict[tuple[UUID, date], list[UUID]] = defaultdict(list)
    for item_id, body_id, on in session.execute(query):
        at[body_id, on].append(item_id)
    speakers: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for (body_id, on), of_meeting in at.items():
        names = {voice.id: voice.full_name for voice in voices_in(session, body_id, on)}
        speakers.update(dict.fromkeys(of_meeting, names))
    return speakers


def _voices_at(session: Session, item_id: UUID) -> list[Voice]:
    """The joint voices in the body and on the day of an item."""
    query = (
        select(meetings.c.body_id, meetings.c.on)
        .join(items, items.c.meeting_id == meetings.c.id)
        .where(items.c.id == item_id)
    )
    body_id, on = session.execute(query).one()
    return voices_in(session, body_id, on)


def _of_members(session: Session, item_id: UUID, voice: Voice) -> list[Any]:
    """Positions that members of a voice took themselves, for instance before the body heard them as one."""
    query = (
        select(
            positions.c.id,
            positions.c.stance,
            positions.c.text,
            positions.c.subject,
            SHORT_NAME.label("name"),
        )
        .join(organisations, organisations.c.id == positions.c.organisation_id)
        .where(
            positions.c.item_id == item_id,
            positions.c.organisation_id.in_(voice.members),
            alive(positions),
        )
        .order_by(organisations.c.name_folded)
    )
    return list(session.execute(query))


def _check(work: Work, position: Position, new: Mapping[str, Any]) -> None:
    item = work.get(AgendaItem, position.item_id)
    subject = new.get("subject", position.subject)
    organisation = work.get(Organisation, position.organisation_id)
    check_voices(work.session, item, {organisation.id: organisation.name}, subject)


def _name(work: Work, position: Position) -> str:
    organisation = work.get(Organisation, position.organisation_id)
    return _("position of {organisation}").format(organisation=organisation.name)


POSITION = RecordType(Position, PositionFields, _name, _check)
