"""What the regional actions ask soon: next steps, milestones, evaluations, days of money. What is over asks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import Session

from ibo_desk.domain.actions import OVER, ActionState
from ibo_desk.domain.funding import FundingKind, FundingState, awaited_days
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.domain.progress import DEAL_YEARS, proposed_evaluations
from ibo_desk.language import _
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import actions, again, alive, bodies, evaluations, fundings, milestones
from ibo_desk.services.today.lines import MOST, SOON, Line
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


def _goes_on(*over: ActionState) -> ColumnElement[bool]:
    """Actions that are followed: in no archive and not over."""
    return and_(alive(actions), actions.c.archived_on.is_(None), actions.c.state.not_in(sorted(over or OVER)))


def next_steps(session: Session, today: date) -> Iterator[Line]:
    """The next steps of actions of which the day is past or near."""
    query = (
        select(actions.c.id, name_shown(actions).label("action"), actions.c.next_step, actions.c.next_step_on)
        .where(_goes_on(), actions.c.next_step != "", actions.c.next_step_on <= today + timedelta(days=SOON))
        .order_by(actions.c.next_step_on, actions.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        yield Line(
            OverviewGroup.NEXT_STEPS, row.next_step, row.action, row.next_step_on, "next_step", row.id, None
        )


def milestones_due(session: Session, today: date) -> Iterator[Line]:
    """Milestones that were not reached and of which the day is past or near."""
    query = (
        select(milestones.c.id, milestones.c.title, milestones.c.due_on, name_shown(actions).label("action"))
        .join(actions, actions.c.id == milestones.c.action_id)
        .where(
            alive(milestones),
            _goes_on(),
            milestones.c.reached_on.is_(None),
            milestones.c.due_on <= today + timedelta(days=SOON),
        )
        .order_by(milestones.c.due_on, milestones.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        yield Line(OverviewGroup.MILESTONES, row.title, row.action, row.due_on, "milestone", row.id, None)


@dataclass(frozen=True)
class _Money:
    id: UUID
    name: str
    action: str
    state: FundingState
    call_closes_on: date | None
    interim_report_on: date | None
    final_report_on: date | None
    reported_on: date | None


def funding_days(session: Session, today: date) -> Iterator[Line]:
    """What is to be handed in for money soon, or was: requests, interim and final reports."""
    until = today + timedelta(days=SOON)
    f = fundings.c
    near = or_(f.call_closes_on <= until, f.interim_report_on <= until, f.final_report_on <= until)
    query = (
        select(
            f.id,
            func.coalesce(func.nullif(f.label, ""), f.call).label("name"),
            name_shown(actions).label("action"),
            f.state,
            f.call_closes_on,
            f.interim_report_on,
            f.final_report_on,
            f.reported_on,
        )
        .join(actions, actions.c.id == f.action_id)
        .where(alive(fundings), _goes_on(ActionState.STOPPED), near)
    )
    lines = [
        Line(
            OverviewGroup.FUNDING_DAYS,
            money.name or money.action,
            f"{money.action}: {label(kind)}",
            on,
            "funding",
            money.id,
            None,
        )
        for money in (_Money(*row) for row in session.execute(query))
        for kind, on in awaited_days(money)
        if on <= until
    ]
    yield from sorted(lines, key=lambda line: (line.on or until, line.title))


def evaluations_due(session: Session, today: date) -> Iterator[Line]:
    """Evaluations of an action or of a body's working that are planned, due or proposed by a regiodeal (R5, R16)."""
    until = today + timedelta(days=SOON)
    lines = chain(_awaited(session, until), _proposed(session, until))
    yield from sorted(lines, key=lambda line: (line.on or until, line.title))


def _awaited(session: Session, until: date) -> Iterator[Line]:
    """As ``domain.progress.awaited_evaluations`` has it: what is planned, else what the last one that was held says."""
    other = again(evaluations, "other")
    same = or_(other.c.action_id == evaluations.c.action_id, other.c.body_id == evaluations.c.body_id)
    overtaken = exists().where(alive(other), same, or_(other.c.on.is_(None), other.c.on > evaluations.c.on))
    due = func.coalesce(evaluations.c.planned_on, evaluations.c.next_due_on)
    planned = and_(evaluations.c.on.is_(None), evaluations.c.planned_on <= until)
    follows = and_(evaluations.c.on.is_not(None), evaluations.c.next_due_on <= until, ~overtaken)
    query: Any = (
        select(
            evaluations.c.id,
            evaluations.c.action_id,
            evaluations.c.body_id,
            evaluations.c.on,
            evaluations.c.planned_on,
            evaluations.c.next_due_on,
            func.coalesce(name_shown(actions), bodies.c.name).label("of"),
        )
        .outerjoin(actions, actions.c.id == evaluations.c.action_id)
        .outerjoin(bodies, bodies.c.id == evaluations.c.body_id)
        .where(
            alive(evaluations, actions, bodies),  # where an outer join found none, nothing is deleted
            or_(evaluations.c.action_id.is_(None), _goes_on(ActionState.STOPPED)),
            or_(planned, follows),
        )
        .order_by(due, evaluations.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        on = row.planned_on if row.on is None else row.next_due_on
        of_action = row.action_id is not None
        kind, record_id = ("evaluation", row.id) if of_action else ("body", row.body_id)
        text = _("evaluation of the action") if of_action else _("evaluation of the working")
        yield Line(OverviewGroup.EVALUATIONS_DUE, row.of, text, on, kind, record_id, None)


@dataclass(frozen=True)
class _Known:
    planned_on: date | None
    on: date | None
    next_due_on: date | None


def _proposed(session: Session, until: date) -> Iterator[Line]:
    """What regiodeals propose that nobody planned yet."""
    deals = session.execute(
        select(actions.c.id, name_shown(actions).label("action"), fundings.c.granted_on)
        .join(fundings, fundings.c.action_id == actions.c.id)
        .where(
            alive(fundings),
            _goes_on(ActionState.STOPPED),
            fundings.c.kind == FundingKind.REGIODEAL,
            fundings.c.granted_on.between(until - timedelta(days=366 * (max(DEAL_YEARS) + 1)), until),
        )
        .order_by(fundings.c.granted_on, fundings.c.id)
    ).all()
    query = select(
        evaluations.c.action_id, evaluations.c.planned_on, evaluations.c.on, evaluations.c.next_due_on
    ).where(alive(evaluations), evaluations.c.action_id.in_([deal.id for deal in deals]))
    known: dict[UUID, list[_Known]] = {}
    for action_id, *days in session.execute(query):
        known.setdefault(action_id, []).append(_Known(*days))
    for deal in deals:
        for on in proposed_evaluations(deal.granted_on, known.get(deal.id, ())):
            if on <= until:
                text = _("evaluation of the regiodeal of {day}, not planned yet").format(
                    day=day(deal.granted_on)
                )
                yield Line(
                    OverviewGroup.EVALUATIONS_DUE, deal.action, text, on, "action_progress", deal.id, None
                )
