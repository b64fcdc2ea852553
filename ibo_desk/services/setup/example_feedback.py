"""The example's engagements with their shares, and the feedback of its items to the colleges."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementPartner,
    EngagementPartnerState,
    FeedbackRound,
    Instalment,
    Meeting,
    SentItem,
    SentPaper,
    Topic,
)
from ibo_desk.data.tables.engagements import (
    EngagementFields,
    EngagementPartnerFields,
    EngagementPartnerStateFields,
    InstalmentFields,
)
from ibo_desk.data.tables.feedback import FeedbackRoundFields
from ibo_desk.data.tables.sent import SentPaperFields
from ibo_desk.domain.calendars import CollegeCalendar, next_meeting
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.ids import natural_id
from ibo_desk.services.setup.example_shelf import Shelf, sheet


def add_engagements(work: Work, shelf: Shelf) -> None:
    """The ledger; an engagement belongs to the action of the topic it was made at, unless its row says otherwise."""
    for number, row in enumerate(sheet("engagements")["engagement"], start=1):
        engagement = natural_id("example", "engagement", number)
        fixed = {} if "action" in row else {"action_id": _action_of_item(work, shelf, row)}
        shelf.make(work, Engagement, EngagementFields, engagement, row, **fixed)
        for share in row.get("shares", []):
            for name in shelf.spread(share["organisations"]):
                organisation = shelf.find("organisation", name)
                key = natural_id("engagement_partner", engagement, organisation, share["kind"])
                ids = {"engagement_id": engagement, "organisation_id": organisation}
                part = shelf.make(work, EngagementPartner, EngagementPartnerFields, key, share, **ids)
                _states(work, shelf, part, row)
                for part in share.get("instalments", []):
                    instalment = natural_id("example", "instalment", key, part["due_on"])
                    shelf.make(work, Instalment, InstalmentFields, instalment, part, partner_id=key)


def _states(work: Work, shelf: Shelf, part: EngagementPartner, row: Mapping[str, Any]) -> None:
    """Since when the share stands so: promised at the meeting of its item, and from there on by the days it has."""
    today = work.clock.today()
    meeting = work.get(Meeting, work.get(AgendaItem, shelf.find("item", row["item"])).meeting_id)
    made = min(meeting.on, today)
    then = part.closed_on or part.confirmed_on or min(made + _UNDER_WAY, today)
    steps = _BEFORE.get(part.state, ())
    if part.state is EngagementState.CONFIRMED and part.confirmed_on is not None:
        steps = (EngagementState.CONDITIONAL,)
    dated = [*((state, made) for state in steps), (part.state, then if steps else made)]
    for state, since in dated:
        values = {"partner_id": part.id, "state": state, "since": since, "amount_cents": part.amount_cents}
        columns: dict[str, Any] = {"vte_thousandths": part.vte_thousandths}
        if since == made:
            columns["item_id"] = shelf.find("item", row["item"])
        elif state is EngagementState.CONFIRMED:
            columns |= {"by_id": part.confirmed_by_id, "reference": part.confirmed_reference}
        key = natural_id("example", "state", part.id, state)
        shelf.make(work, EngagementPartnerState, EngagementPartnerStateFields, key, {}, **values, **columns)
    part.state_since = dated[-1][1]
    work.add(part)


_UNDER_WAY = timedelta(days=28)  # when work begins on what was promised, where no day is given
_BEFORE = {
    EngagementState.RUNNING: (EngagementState.CONFIRMED,),
    EngagementState.KEPT: (EngagementState.CONFIRMED,),
    EngagementState.NOT_KEPT: (EngagementState.CONFIRMED,),
    EngagementState.WITHDRAWN: (EngagementState.PROPOSED,),
}


def _action_of_item(work: Work, shelf: Shelf, row: Mapping[str, Any]) -> Any:
    item = work.get(AgendaItem, shelf.find("item", row["item"]))
    return work.get(Topic, item.topic_id).action_id if item.topic_id else None


def add_feedback(work: Work, shelf: Shelf, calendars: Mapping[str, CollegeCalendar]) -> None:
    """The rounds; where a row only says that a college heard, the day follows from the college's calendar."""
    for row in sheet("feedback")["feedback"]:
        answers = {college: row["rest"] for college in shelf.municipalities if "rest" in row} | row.get(
            "colleges", {}
        )
        common = {name: value for name, value in row.items() if name not in {"rest", "colleges"}}
        for college, stand in answers.items():
            number = 1
            step: dict[str, Any] | None = _as_table(stand)
            while step is not None:
                values = {**common, **step, "college": college, "number": number}
                _round(work, shelf, values, calendars.get(college))
                number, step = number + 1, step.get("next")


def add_sent(work: Work, shelf: Shelf) -> None:
    """What went to a college and when, of which nobody kept the words; numbered in the order of the sheet."""
    numbers: Counter[str] = Counter()
    for row in sheet("feedback")["sent"]:
        numbers[row["college"]] += 1
        number = numbers[row["college"]]
        key = natural_id("example", "sent", row["college"], number)
        recorded = datetime.combine(row["sent_on"], time(9), UTC)
        paper = shelf.make(work, SentPaper, SentPaperFields, key, row, number=number, recorded_at=recorded)
        work.session.flush()
        for name, number_of in row["items"].items():
            item = shelf.find("item", name)
            about = SentItem(sent_id=paper.id, item_id=item, number=number_of)
            about.id = natural_id("example", "sent item", paper.id, item)
            work.add(about)


def _as_table(stand: Any) -> dict[str, Any]:
    return {"is": stand} if isinstance(stand, str) else stand


def _round(work: Work, shelf: Shelf, values: dict[str, Any], calendar: CollegeCalendar | None) -> None:
    words = values["is"].split()
    answer = words[1] if len(words) > 1 else None
    heard_on = _heard_on(words[0], values, calendar)
    dealt_with = None if answer == Answer.NOT_CONCERNED else heard_on
    values |= {"heard_on": dealt_with, "answer": answer, "answered_on": heard_on if answer else None}
    if words[0] == "open":
        values["delivered_on"] = None
    item, college = shelf.find("item", values["item"]), shelf.find("college", values["college"])
    key = natural_id("feedback_round", item, college, values["side"], values["number"])
    shelf.make(work, FeedbackRound, FeedbackRoundFields, key, values)


def _heard_on(word: str, values: Mapping[str, Any], calendar: CollegeCalendar | None) -> date | None:
    """A given day, the first meeting that the note was in time for, or none yet."""
    if word in {"open", "delivered"}:
        return None
    if word != "heard":
        return date.fromisoformat(word)
    assert calendar is not None, f"{values['college']} has no calendar: give the day"
    return next_meeting(calendar, values["delivered_on"] + timedelta(days=calendar.submit_days))
