"""Money of a regional action: what kind it is, how far it is, and the days that are kept for it."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Protocol


class FundingKind(StrEnum):
    """Where money comes from."""

    SUBSIDY_CALL = "subsidy_call"
    REGIODEAL = "regiodeal"
    OWN_MEANS = "own_means"
    REGIONAL_FUND = "regional_fund"


class FundingState(StrEnum):
    PLANNED = "planned"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"


class FundingDay(StrEnum):
    """What has to be handed in by a day."""

    CALL_CLOSES = "call_closes"
    INTERIM_REPORT = "interim_report"
    FINAL_REPORT = "final_report"


class FundingDays(Protocol):
    """What the days of some money follow from."""

    @property
    def state(self) -> FundingState: ...
    @property
    def call_closes_on(self) -> date | None: ...
    @property
    def interim_report_on(self) -> date | None: ...
    @property
    def final_report_on(self) -> date | None: ...
    @property
    def reported_on(self) -> date | None: ...


def awaited_days(funding: FundingDays) -> Iterator[tuple[FundingDay, date]]:
    """What is still to be handed in for some money, and by when: the request while it is planned, reports once granted.

    A next interim report takes the day of the one that was handed in, which stands in the history.
    """
    if funding.state is FundingState.PLANNED and funding.call_closes_on is not None:
        yield FundingDay.CALL_CLOSES, funding.call_closes_on
    if funding.state is FundingState.GRANTED and funding.reported_on is None:
        if funding.interim_report_on is not None:
            yield FundingDay.INTERIM_REPORT, funding.interim_report_on
        if funding.final_report_on is not None:
            yield FundingDay.FINAL_REPORT, funding.final_report_on
