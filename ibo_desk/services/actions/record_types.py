"""The kinds of records in the file of an action: their fields, rules and names."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    ActionLink,
    ActionPartner,
    ActionStrategicLine,
    Burden,
    BurdenShare,
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
    ProgressNoteFields,
    RegionalActionFields,
    StrategicLineFields,
)
from ibo_desk.data.tables.progress import (
    BurdenFields,
    BurdenShareFields,
    EvaluationFields,
    FundingFields,
    IndicatorFields,
    MeasurementFields,
    MilestoneFields,
)
from ibo_desk.domain.actions import ACTION_TRANSITIONS, OVER, ActionState
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.names import display_name
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import N_, _
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import alive, engagements, topics
from ibo_desk.services.words import label


def short_name(action: RegionalAction) -> str:
    """Its short title, where it has one."""
    return display_name(action.short_title, action.title)


def _check_action(work: Work, action: RegionalAction, new: Mapping[str, Any]) -> None:
    """An action is stopped with its reason, and only what is over goes to the archive; starting again clears both."""
    state = ActionState(new.get("state", action.state))
    if action.revision is not None:
        check_transition(ACTION_TRANSITIONS, action.state, state)
    if new.get("archived_on") is not None and state not in OVER:
        raise RuleError("archive_while_running", action=short_name(action), state=label(state))
    if state is not ActionState.STOPPED:
        action.stopped_on, action.stopped_reason = None, ""
    elif not str(new.get("stopped_reason", action.stopped_reason)).strip():
        raise RuleError("stop_without_reason", action=short_name(action))
    else:
        action.stopped_on = new.get("stopped_on", action.stopped_on) or work.clock.today()
    if state not in OVER:
        action.archived_on = None


def _check_action_delete(work: Work, action: RegionalAction) -> None:
    """What others refer to is stopped or archived, never removed."""
    counts = [
        work.session.execute(
            select(func.count()).select_from(table).where(table.c.action_id == action.id, alive(table))
        ).scalar_one()
        for table in (engagements, topics)
    ]
    if any(counts):
        raise RuleError("action_in_use", action=short_name(action), engagements=counts[0], topics=counts[1])


def _check_evaluation(_work: Work, evaluation: Evaluation, new: Mapping[str, Any]) -> None:
    subjects = (new.get("action_id", evaluation.action_id), new.get("body_id", evaluation.body_id))
    if subjects.count(None) != 1:
        raise RuleError("evaluation_needs_one_subject")
    if new.get("on", evaluation.on) is None and new.get("planned_on", evaluation.planned_on) is None:
        raise RuleError("evaluation_needs_a_day")


def _of_action(text: str) -> Any:
    """A name for the journal that says of which action something is."""
    return lambda work, record: _(text).format(action=short_name(work.get(RegionalAction, record.action_id)))


def _evaluation_name(work: Work, evaluation: Evaluation) -> str:
    if evaluation.action_id is None:
        return _("evaluation")
    return _("evaluation of {action}").format(
        action=short_name(work.get(RegionalAction, evaluation.action_id))
    )


def _burden_share_name(work: Work, share: BurdenShare) -> str:
    return _("{what} for {organisation}").format(
        what=work.get(Burden, share.burden_id).what,
        organisation=work.get(Organisation, share.organisation_id).name,
    )


def _measurement_name(work: Work, measurement: Measurement) -> str:
    return _("measurement of {indicator}").format(
        indicator=work.get(Indicator, measurement.indicator_id).name
    )


def _partner_name(work: Work, partner: ActionPartner) -> str:
    return _("partner {organisation} of {action}").format(
        organisation=work.get(Organisation, partner.organisation_id).name,
        action=short_name(work.get(RegionalAction, partner.action_id)),
    )


REGIONAL_ACTION = RecordType(
    RegionalAction,
    RegionalActionFields,
    lambda _work, action: _("action {action}").format(action=short_name(action)),
    _check_action,
    _check_action_delete,
)
RECORD_TYPES: Final = {
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
    "burden": RecordType(Burden, BurdenFields, _of_action(N_("burden or benefit of {action}"))),
    "burden_share": RecordType(BurdenShare, BurdenShareFields, _burden_share_name),
    "funding": RecordType(Funding, FundingFields, _of_action(N_("funding of {action}"))),
}
