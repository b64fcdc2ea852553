"""What somebody asks when a paper is to be made."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class PaperRequest:
    """Which paper is asked for, and about what; what its kind does not need stays empty.

    ``item_id`` asks for a note about one item, and stands for the meeting of that item. ``college_ids`` None leaves the
    colleges to the kind: notes and month overviews go to all, a report without colleges is for all councils, a ledger
    without colleges for all participants. ``month`` is any day in the month of a month overview or in the half-year of
    a council report, by default today. ``totals`` asks for the totals per partner in a ledger, ``topic_id`` for what a
    college received about that alone. ``on`` gives the paper as it would have been made on that earlier day: with what
    had happened by then.
    """

    kind: str
    _: KW_ONLY
    meeting_id: UUID | None = None
    item_id: UUID | None = None
    action_id: UUID | None = None
    college_ids: Iterable[UUID] | None = None
    month: date | None = None
    totals: bool = False
    topic_id: UUID | None = None
    on: date | None = None

    @property
    def meeting(self) -> UUID:
        """The meeting of a paper about one."""
        assert self.meeting_id is not None, "a paper about a meeting was asked without one"
        return self.meeting_id

    @property
    def action(self) -> UUID:
        """The regional action of a paper about one."""
        assert self.action_id is not None, "a paper about an action was asked without one"
        return self.action_id

    @property
    def day_in_period(self) -> date:
        """A day in the month or half-year of a paper over a period."""
        assert self.month is not None, "a paper over a period was asked without one"
        return self.month
