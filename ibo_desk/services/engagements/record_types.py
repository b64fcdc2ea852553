"""The kinds of records of engagements: what may be written in each, and how the journal calls them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPeriod,
    Instalment,
    Organisation,
)
from ibo_desk.data.tables.engagements import (
    EngagementFields,
    EngagementFollowUpFields,
    EngagementPartnerFields,
    EngagementPeriodFields,
    InstalmentFields,
)
from ibo_desk.domain.due import is_impossible_date, typed_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.language import _
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.engagements.following import (
    check_share,
    drop_parts,
    live_shares,
)
from ibo_desk.services.engagements.states import STATE
from ibo_desk.services.words.format import day

_NAMED_APART = 3  # with more partners a journal entry says how many


class DueFields(TypedDict, total=False):
    """What a due phrase says: its day, where it has one, and the phrase as it is kept."""

    due_on: date | None
    due_phrase: str


def day_of_phrase(work: Work, values: Mapping[str, object]) -> DueFields:
    """What a due phrase says, if no day was given itself."""
    phrase = str(values.get("due_phrase") or "").strip()
    if not phrase or values.get("due_on") is not None:
        return {}
    if is_impossible_date(phrase):
        raise InvalidValueError("impossible_date", value=phrase)
    due = typed_due(phrase, work.clock.today())
    return {"due_on": due.on, "due_phrase": due.phrase}


def _keep(work: Work, values: Mapping[str, object]) -> Mapping[str, object]:
    """ "volgende dinsdag" is kept as its day; what no calendar has is refused later, with its field."""
    phrase = values.get("due_phrase")
    if not isinstance(phrase, str) or is_impossible_date(phrase):
        return values
    return {**values, "due_phrase": typed_due(phrase, work.clock.today()).phrase}


def partners_told(names: list[str]) -> str:
    """Who carries an engagement, in a label: by name where they are few."""
    if len(names) > _NAMED_APART:
        return _("{count} partners").format(count=len(names))
    return ", ".join(names) or _("nobody yet")


def _check(work: Work, engagement: Engagement, new: Mapping[str, Any]) -> None:
    """A due phrase that is typed gives its day; a new day or rhythm begins a new series."""
    if {"due_phrase", "due_on", "recurrence"} & set(new):
        engagement.first_due_on = None
    if "due_phrase" in new and "due_on" not in new:
        engagement.due_on = day_of_phrase(work, new).get("due_on")


def _name(work: Work, engagement: Engagement) -> str:
    names = sorted(
        work.get(Organisation, part.organisation_id).name for part in live_shares(work, engagement.id)
    )
    return _("engagement of {partners}").format(partners=partners_told(names))


def _share_name(work: Work, part: EngagementPartner) -> str:
    return _("engagement of {partners}").format(partners=work.get(Organisation, part.organisation_id).name)


def _instalment_name(work: Work, instalment: Instalment) -> str:
    part = work.get(EngagementPartner, instalment.partner_id)
    return _("instalment of {partner}").format(partner=work.get(Organisation, part.organisation_id).name)


def _period_name(work: Work, period: EngagementPeriod) -> str:
    part = work.get(EngagementPartner, period.partner_id)
    partner = work.get(Organisation, part.organisation_id).name
    return _("period {day} of {partner}").format(day=day(period.due_on), partner=partner)


def _follow_up_name(work: Work, follow_up: EngagementFollowUp) -> str:
    return _("follow-up in “{item}”").format(item=work.get(AgendaItem, follow_up.item_id).title)


def _refuse_locked(work: Work, follow_up: EngagementFollowUp, _new: Mapping[str, Any] | None = None) -> None:
    """What approved minutes say of an engagement stays."""
    item = work.get(AgendaItem, follow_up.item_id)
    refuse_locked(work.session, item.meeting_id, "engagement_follow_up")


RECORD_TYPES = {
    "engagement": RecordType(Engagement, EngagementFields, _name, _check, keep=_keep),
    "engagement_partner": RecordType(
        EngagementPartner, EngagementPartnerFields, _share_name, check_share, drop_parts
    ),
    "engagement_period": RecordType(EngagementPeriod, EngagementPeriodFields, _period_name),
    "engagement_follow_up": RecordType(
        EngagementFollowUp, EngagementFollowUpFields, _follow_up_name, _refuse_locked, _refuse_locked
    ),
    "engagement_partner_state": STATE,
    "instalment": RecordType(Instalment, InstalmentFields, _instalment_name),
}
