"""The story of an action: items on every agenda, milestones, evaluations and days of money in one line of time."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from ibo_desk.data.tables import AgendaItem, Body, Meeting, Topic
from ibo_desk.domain.actions import StoryKind
from ibo_desk.domain.funding import awaited_days
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.actions.progress import Progress
from ibo_desk.services.actions.rows import ActionRow, StoryLine
from ibo_desk.services.words import label


def story(session: Session, action: ActionRow, progress: Progress, today: date) -> tuple[StoryLine, ...]:
    """What happened and what is to come, from old to new; what has no day is not in it."""
    lines = [
        *_items(session, action, today),
        *_milestones(progress, today),
        *_evaluations(progress),
        *_money(progress),
    ]
    if action.stopped_on is not None:
        lines.append(StoryLine(action.id, action.stopped_on, StoryKind.STOPPED, action.stopped_reason))
    return tuple(sorted(lines, key=lambda line: line.on))


def _items(session: Session, action: ActionRow, today: date) -> Iterator[StoryLine]:
    """Every time a topic of the action stood on an agenda, across all bodies."""
    query = (
        select(AgendaItem, Meeting, Body)
        .join(Topic, col(Topic.id) == AgendaItem.topic_id)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .join(Body, col(Body.id) == AgendaItem.body_id)
        .where(Topic.action_id == action.id, col(Topic.deleted_in).is_(None))
        .where(col(AgendaItem.deleted_in).is_(None), col(Meeting.deleted_in).is_(None))
        .order_by(col(Meeting.on), col(AgendaItem.order_key))
    )
    for item, meeting, body in session.exec(query):
        yield StoryLine(
            item.id,
            meeting.on,
            StoryKind.ITEM,
            item.title,
            display_name(body.short_name, body.name),
            item.outcome,
            meeting.on > today,
        )


def _milestones(progress: Progress, today: date) -> Iterator[StoryLine]:
    """On the day it was reached, else on the day it is due."""
    for milestone in progress.milestones:
        on = milestone.reached_on or milestone.due_on
        if on is not None:
            title = milestone.title
            if milestone.reached_on is None and on < today:
                title = _("{title} (not reached yet)").format(title=title)
            yield StoryLine(
                milestone.id, on, StoryKind.MILESTONE, title, is_ahead=milestone.reached_on is None
            )


def _evaluations(progress: Progress) -> Iterator[StoryLine]:
    for evaluation in progress.evaluations:
        on = evaluation.on or evaluation.planned_on
        assert on is not None, "an evaluation has a day"
        text = " ".join(evaluation.text.split()) or _("evaluation")
        yield StoryLine(evaluation.id, on, StoryKind.EVALUATION, text, is_ahead=evaluation.on is None)


def _money(progress: Progress) -> Iterator[StoryLine]:
    """The grant, and what is still to be handed in."""
    for money in progress.funding:
        name = money.label or money.call or money.organisation
        if money.granted_on is not None:
            text = _("{money}: granted").format(money=name)
            yield StoryLine(money.id, money.granted_on, StoryKind.MONEY, text)
        for kind, on in awaited_days(money):
            yield StoryLine(money.id, on, StoryKind.MONEY, f"{name}: {label(kind)}", is_ahead=True)
