"""Reading how far an action is: milestones, indicators with their values, evaluations, money."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, select

from ibo_desk.data.tables import Evaluation, Funding, Indicator, Measurement, Milestone, Organisation, Record
from ibo_desk.domain.funding import FundingKind
from ibo_desk.domain.progress import proposed_evaluations
from ibo_desk.services.actions.rows import (
    EvaluationRow,
    FundingRow,
    IndicatorRow,
    MeasurementRow,
    MilestoneRow,
)

R = TypeVar("R")


@dataclass(frozen=True)
class Progress:
    """How far one action is."""

    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[IndicatorRow, ...]
    evaluations: tuple[EvaluationRow, ...]
    funding: tuple[FundingRow, ...]

    @property
    def proposed_evaluations(self) -> tuple[date, ...]:
        """The days that the regiodeals of the action propose for its evaluation."""
        closed = [
            money.granted_on
            for money in self.funding
            if money.kind is FundingKind.REGIODEAL and money.granted_on
        ]
        days = {day for on in closed for day in proposed_evaluations(on, self.evaluations)}
        return tuple(sorted(days))


def read_progress(session: Session, action_id: UUID) -> Progress:
    """The progress of one action, each list in its order."""
    undated_last = case((col(Milestone.due_on).is_(None), 1), else_=0)
    day_of_evaluation = case(
        (col(Evaluation.on).is_(None), col(Evaluation.planned_on)), else_=col(Evaluation.on)
    )
    return Progress(
        tuple(
            row_of(MilestoneRow, milestone)
            for milestone in _of(session, Milestone, action_id, undated_last, col(Milestone.due_on))
        ),
        _indicators(session, action_id),
        tuple(
            row_of(EvaluationRow, evaluation)
            for evaluation in _of(session, Evaluation, action_id, day_of_evaluation.desc())
        ),
        _funding(session, action_id),
    )


def row_of(row: type[R], record: Record, **joined: object) -> R:
    """The frozen row of a record: the columns of the same name, and what was joined in."""
    there = {part.name for part in fields(row)} & set(type(record).model_fields)  # type: ignore[arg-type]
    return row(**{name: getattr(record, name) for name in there}, **joined)


def _of(session: Session, table: Any, action_id: UUID, *order: Any) -> list[Any]:
    """The live records of an action in one of its own tables."""
    query = select(table).where(table.action_id == action_id, col(table.deleted_in).is_(None))
    return list(session.exec(query.order_by(*order, col(table.id))))


def _indicators(session: Session, action_id: UUID) -> tuple[IndicatorRow, ...]:
    indicators: list[Indicator] = _of(session, Indicator, action_id)
    values: dict[UUID, list[MeasurementRow]] = defaultdict(list)
    query = select(Measurement).where(
        col(Measurement.indicator_id).in_([indicator.id for indicator in indicators]),
        col(Measurement.deleted_in).is_(None),
    )
    for measurement in session.exec(query.order_by(col(Measurement.on), col(Measurement.id))):
        values[measurement.indicator_id].append(row_of(MeasurementRow, measurement))
    return tuple(
        row_of(IndicatorRow, indicator, measurements=tuple(values[indicator.id])) for indicator in indicators
    )


def _funding(session: Session, action_id: UUID) -> tuple[FundingRow, ...]:
    query = (
        select(Funding, Organisation.name)
        .join(Organisation, col(Organisation.id) == Funding.organisation_id, isouter=True)
        .where(Funding.action_id == action_id, col(Funding.deleted_in).is_(None))
        .order_by(col(Funding.year), col(Funding.id))
    )
    return tuple(row_of(FundingRow, money, organisation=name or "") for money, name in session.exec(query))
