"""Regional actions: what is being done, by whom, how far it is (R2–R8)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.journal import record_class
from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import ActionLink, ActionPartner, RegionalAction, StrategicLine
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.ordering import key_between
from ibo_desk.language import _
from ibo_desk.services.actions import reading as action_reading
from ibo_desk.services.actions.record_types import RECORD_TYPES, REGIONAL_ACTION, short_name
from ibo_desk.services.actions.rows import ActionChoice, ActionRow, Dossier, LineRow, NoteRow
from ibo_desk.services.actions.strategic_lines import set_linked
from ibo_desk.services.base import records
from ibo_desk.services.base.lookup import Candidate, pick

# What pages call a part of an action that is no record of its own → where it is kept.
OWN_TABLES: Final = {"next_step": "regional_action", "action_progress": "regional_action"}


class Actions:
    """The regional actions of a region and their files."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self, text: str = "", *, archived: bool = True) -> list[ActionRow]:
        """All actions in the order of the region, or those whose number, title or summary holds all the words.

        ``archived`` False leaves out those in the archive.
        """
        with self._store.read() as session:
            rows = action_reading.rows(session, text=text)
        return [row for row in rows if archived or row.archived_on is None]

    def row(self, action_id: UUID) -> ActionRow:
        """One action as it stands in the list; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            return _row(session, action_id)

    def dossier(self, action_id: UUID) -> Dossier:
        """All that belongs to one action; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            return action_reading.dossier(session, _row(session, action_id), self._store.clock.today())

    def owner_of(self, kind: str, record_id: UUID) -> ActionRow | None:
        """The action to which a record of its file belongs, by table; an action is its own. None where it is gone."""
        with self._store.read() as session:
            record = session.get(record_class(OWN_TABLES.get(kind, kind)), record_id)
            action_id = (
                record_id if isinstance(record, RegionalAction) else getattr(record, "action_id", None)
            )
            rows = action_reading.rows(session, [action_id]) if action_id is not None else []
            return rows[0] if rows else None

    def choices(self) -> list[ActionChoice]:
        """What can be chosen, in the order of the region, without the archive; one small query."""
        columns = (
            RegionalAction.id,
            RegionalAction.short_title,
            RegionalAction.title,
            RegionalAction.number,
        )
        query = select(*columns).where(
            col(RegionalAction.deleted_in).is_(None), col(RegionalAction.archived_on).is_(None)
        )
        query = query.order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
        with self._store.read() as session:
            return [
                ActionChoice(action_id, short or title, (number, title))
                for action_id, short, title, number in session.exec(query)
            ]

    def notes(self, since: date, until: date) -> list[NoteRow]:
        """The progress notes of a period on all actions, both days included, the latest first."""
        with self._store.read() as session:
            return action_reading.notes_between(session, since, until)

    def find(self, name: str) -> UUID:
        """The action of this number, title or short title. Raises ``NotFoundError``, ``AmbiguousNameError``."""
        columns = (
            RegionalAction.id,
            RegionalAction.title,
            RegionalAction.number,
            RegionalAction.short_title,
        )
        with self._store.read() as session:
            rows = session.exec(select(*columns).where(col(RegionalAction.deleted_in).is_(None))).all()
        return pick("regional_action", name, [Candidate(names[0], names[1], names[1:]) for names in rows])

    def add(self, values: Mapping[str, object]) -> UUID:
        """Make an action at the end of the list; added later than the agreement, it needs its reason (R4)."""
        with self._store.write("") as work:
            last = work.session.exec(
                select(RegionalAction.order_key)
                .where(col(RegionalAction.deleted_in).is_(None))
                .order_by(col(RegionalAction.order_key).desc())
                .limit(1)
            ).first()
            placed = {"order_key": key_between(last, None), **values}
            made = records.add(work, REGIONAL_ACTION, placed)
            return made.id

    def archive(self, action_id: UUID) -> None:
        """Leave an action that is over out of lists and choices; raises ``RuleError("archive_while_running")``."""
        self._keep(action_id, self._store.clock.today(), _("{action} put in the archive"))

    def bring_back(self, action_id: UUID) -> None:
        """Take an action out of the archive."""
        self._keep(action_id, None, _("{action} taken out of the archive"))

    def _keep(self, action_id: UUID, archived_on: date | None, label: str) -> None:
        with self._store.write(label) as work:
            _name_entry(work, action_id)
            records.patch(work, REGIONAL_ACTION, action_id, None, {"archived_on": archived_on})

    def plan_evaluations(self, action_id: UUID, days: Collection[date]) -> None:
        """Plan an evaluation of an action on each of these days, as one entry."""
        with self._store.write(_("Evaluations of {action} planned")) as work:
            _name_entry(work, action_id)
            for on in days:
                values = {"action_id": action_id, "planned_on": on}
                records.add(work, RECORD_TYPES["evaluation"], values)

    def set_partners(self, action_id: UUID, role: PartnerRole, organisation_ids: Collection[UUID]) -> None:
        """Say who has this role in an action; who is not named no longer has it."""
        with self._store.write(_("Partners of {action} changed")) as work:
            _name_entry(work, action_id)
            query = select(ActionPartner).where(
                ActionPartner.action_id == action_id,
                ActionPartner.role == role,
                col(ActionPartner.deleted_in).is_(None),
            )
            there = {partner.organisation_id: partner for partner in work.session.exec(query)}
            for gone in there.keys() - set(organisation_ids):
                work.delete(there[gone])
            for fresh in dict.fromkeys(organisation_ids):
                if fresh not in there:
                    values = {"action_id": action_id, "organisation_id": fresh, "role": role}
                    key = natural_id("action_partner", action_id, fresh, role)
                    records.add(work, RECORD_TYPES["action_partner"], values, key)

    def set_lines(self, action_id: UUID, line_ids: Collection[UUID]) -> None:
        """Say to which strategic lines an action belongs."""
        with self._store.write(_("Strategic lines of {action} changed")) as work:
            _name_entry(work, action_id)
            set_linked(work, RECORD_TYPES["action_strategic_line"], "action_id", action_id, line_ids)

    def lines(self) -> list[LineRow]:
        """The strategic lines in the order of the region."""
        query = select(StrategicLine).where(col(StrategicLine.deleted_in).is_(None))
        with self._store.read() as session:
            rows = session.exec(query.order_by(col(StrategicLine.order_key), col(StrategicLine.id)))
            return [LineRow(line.id, line.revision, line.name, line.order_key) for line in rows]

    def link(self, action_id: UUID, other_id: UUID, note: str = "") -> UUID:
        """Note that two actions work on each other (R8); a link that is there gets the note. Returns its id."""
        if action_id == other_id:
            raise RuleError("link_to_itself")
        # One id for both directions, so that two copies that link from either end hold one link.
        key = natural_id("action_link", *sorted((action_id, other_id)))
        with self._store.write("") as work:
            there = work.session.get(ActionLink, key)
            if there is not None and there.deleted_in is None:
                records.patch(work, RECORD_TYPES["action_link"], key, None, {"note": note})
            else:
                values = {"action_id": action_id, "other_id": other_id, "note": note}
                records.add(work, RECORD_TYPES["action_link"], values, key)
        return key


def _row(session: Session, action_id: UUID) -> ActionRow:
    rows = action_reading.rows(session, [action_id])
    if not rows:
        raise NotFoundError("no_such_record", kind="regional_action", id=str(action_id))
    return rows[0]


def _name_entry(work: Work, action_id: UUID) -> None:
    """Fill the action's name into the label of the entry."""
    action = work.get(RegionalAction, action_id)
    work.entry.label = work.entry.label.format(action=short_name(action))
