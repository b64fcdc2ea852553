"""Regional actions: what is being done, by whom, how far it is (R2–R8)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    ActionLink,
    ActionPartner,
    ActionStrategicLine,
    Evaluation,
    Funding,
    Indicator,
    Measurement,
    Milestone,
    Organisation,
    ProgressNote,
    RegionalAction,
    StrategicLine,
)
from ibo_desk.data.tables.actions import (
    ActionLinkFields,
    ActionPartnerFields,
    ActionStrategicLineFields,
    EvaluationFields,
    FundingFields,
    IndicatorFields,
    MeasurementFields,
    MilestoneFields,
    ProgressNoteFields,
    RegionalActionFields,
    StrategicLineFields,
)
from ibo_desk.domain.actions import ACTION_TRANSITIONS, PartnerRole
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.domain.ordering import key_between
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import N_, _
from ibo_desk.services.actions import reading as action_reading
from ibo_desk.services.actions.rows import ActionChoice, ActionRow, Dossier, LineRow, NoteRow
from ibo_desk.services.actions.strategic_lines import set_linked
from ibo_desk.services.base import records
from ibo_desk.services.base.lookup import Candidate, pick
from ibo_desk.services.base.records import RecordType


class Actions:
    """The regional actions of a region and their files."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self, text: str = "") -> list[ActionRow]:
        """All actions in the order of the region, or those whose number, title or summary holds all the words."""
        with self._store.read() as session:
            return action_reading.rows(session, text=text)

    def dossier(self, action_id: UUID) -> Dossier:
        """All that belongs to one action; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            rows = action_reading.rows(session, [action_id])
            if not rows:
                raise NotFoundError("no_such_record", kind="regional_action", id=str(action_id))
            return action_reading.dossier(session, rows[0])

    def choices(self) -> list[ActionChoice]:
        """What can be chosen, in the order of the region; one small query."""
        query = select(RegionalAction.id, RegionalAction.short_title, RegionalAction.title).where(
            col(RegionalAction.deleted_in).is_(None)
        )
        query = query.order_by(col(RegionalAction.order_key), col(RegionalAction.title_folded))
        with self._store.read() as session:
            return [
                ActionChoice(action_id, short or title) for action_id, short, title in session.exec(query)
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


def _name_entry(work: Work, action_id: UUID) -> None:
    """Fill the action's name into the label of the entry."""
    action = work.get(RegionalAction, action_id)
    work.entry.label = work.entry.label.format(action=_short(action))


def _short(action: RegionalAction) -> str:
    return display_name(action.short_title, action.title)


def _check_action(_work: Work, action: RegionalAction, new: Mapping[str, Any]) -> None:
    if action.revision is not None and "state" in new:
        check_transition(ACTION_TRANSITIONS, action.state, new["state"])


def _check_evaluation(_work: Work, evaluation: Evaluation, new: Mapping[str, Any]) -> None:
    subjects = (new.get("action_id", evaluation.action_id), new.get("body_id", evaluation.body_id))
    if subjects.count(None) != 1:
        raise RuleError("evaluation_needs_one_subject")


def _of_action(text: str) -> Any:
    """A name for the journal that says of which action something is."""
    return lambda work, record: _(text).format(action=_short(work.get(RegionalAction, record.action_id)))


def _evaluation_name(work: Work, evaluation: Evaluation) -> str:
    if evaluation.action_id is None:
        return _("evaluation")
    return _("evaluation of {action}").format(action=_short(work.get(RegionalAction, evaluation.action_id)))


def _measurement_name(work: Work, measurement: Measurement) -> str:
    return _("measurement of {indicator}").format(
        indicator=work.get(Indicator, measurement.indicator_id).name
    )


def _partner_name(work: Work, partner: ActionPartner) -> str:
    return _("partner {organisation} of {action}").format(
        organisation=work.get(Organisation, partner.organisation_id).name,
        action=_short(work.get(RegionalAction, partner.action_id)),
    )


REGIONAL_ACTION = RecordType(
    RegionalAction,
    RegionalActionFields,
    lambda _work, action: _("action {action}").format(action=_short(action)),
    _check_action,
)
RECORD_TYPES = {
    "regional_action": REGIONAL_ACTION,
    "strategic_line": RecordType(
        StrategicLine,
        StrategicLineFields,
        lambda _work, line: _("strategic line {line}").format(line=line.name),
    ),
    "action_strategic_line": RecordType(
        ActionStrategicLine, ActionStrategicLineFields, _of_action(N_("strategic line of {action}"))
    ),
    "action_partner": RecordType(ActionPartner, ActionPartnerFields, _partner_name),
    "action_link": RecordType(ActionLink, ActionLinkFields, _of_action(N_("interplay of {action}"))),
    "progress_note": RecordType(
        ProgressNote, ProgressNoteFields, _of_action(N_("progress note of {action}"))
    ),
    "milestone": RecordType(Milestone, MilestoneFields, _of_action(N_("milestone of {action}"))),
    "indicator": RecordType(Indicator, IndicatorFields, _of_action(N_("indicator of {action}"))),
    "measurement": RecordType(Measurement, MeasurementFields, _measurement_name),
    "evaluation": RecordType(Evaluation, EvaluationFields, _evaluation_name, _check_evaluation),
    "funding": RecordType(Funding, FundingFields, _of_action(N_("funding of {action}"))),
}
