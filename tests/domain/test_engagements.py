"""What an engagement lacks, one word for a collective one, and the tables of transitions."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.actions import ACTION_TRANSITIONS, ActionState
from ibo_desk.domain.engagements import (
    ENGAGEMENT_TRANSITIONS,
    OPEN_STATES,
    ConfirmationGap,
    EngagementState,
    Gap,
    confirmation_gaps,
    gaps,
    joint_state,
)
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MEETING_TRANSITIONS, MINUTES_TRANSITIONS, MinutesState
from ibo_desk.domain.topics import PREPARATION_TRANSITIONS
from ibo_desk.domain.transitions import check_transition

TABLES = [
    ACTION_TRANSITIONS,
    ENGAGEMENT_TRANSITIONS,
    MEETING_TRANSITIONS,
    MINUTES_TRANSITIONS,
    PREPARATION_TRANSITIONS,
]


def test_an_engagement_without_anything_lacks_all_four() -> None:
    assert gaps(what=" ", has_partner=False, has_action=False, has_due=False) == tuple(Gap)
    assert gaps(what="advies", has_partner=True, has_action=True, has_due=True) == ()
    assert gaps(what="advies", has_partner=True, has_action=True, has_due=False) == (Gap.DUE,)


@given(st.lists(st.sampled_from(EngagementState), min_size=1))
def test_a_collective_engagement_is_open_while_one_share_is(states: list[EngagementState]) -> None:
    joint = joint_state(states)
    assert joint in states
    assert (joint in OPEN_STATES) is any(state in OPEN_STATES for state in states)


def test_a_broken_share_shows_and_a_withdrawn_one_does_not_count() -> None:
    kept, broken, gone = EngagementState.KEPT, EngagementState.NOT_KEPT, EngagementState.WITHDRAWN
    assert joint_state([kept, broken, gone]) is broken
    assert joint_state([kept, gone]) is kept
    assert joint_state([gone]) is gone
    assert joint_state([]) is None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: type(next(iter(table))).__name__)
def test_a_table_says_something_of_every_state(table: dict[StrEnum, frozenset[StrEnum]]) -> None:
    kind = type(next(iter(table)))
    assert set(table) == set(kind)
    for old, following in table.items():
        assert old not in following
        for new in kind:
            if new == old or new in following:
                check_transition(table, old, new)
                continue
            with pytest.raises(RuleError) as refused:
                check_transition(table, old, new)
            assert refused.value.code == "transition_not_allowed"


def test_approved_minutes_can_only_be_replaced() -> None:
    assert MINUTES_TRANSITIONS[MinutesState.APPROVED] == {MinutesState.REPLACED}
    assert ActionState.PROPOSED not in ACTION_TRANSITIONS[ActionState.RUNNING]


def test_a_confirmed_condition_lacks_who_confirmed_it_when_and_where() -> None:
    """Marked, not refused; what was promised without a condition needs no confirmation."""

    def lacks(state: EngagementState, **known: Any) -> tuple[ConfirmationGap, ...]:
        unknown: dict[str, Any] = {"condition": "", "has_body": False, "has_day": False, "reference": ""}
        return confirmation_gaps(state, **(unknown | known))

    assert lacks(EngagementState.CONFIRMED, condition="mits subsidie") == tuple(ConfirmationGap)
    assert lacks(EngagementState.RUNNING, has_body=True) == (ConfirmationGap.DAY, ConfirmationGap.REFERENCE)
    assert lacks(EngagementState.CONDITIONAL, condition="mits subsidie") == ()
    assert lacks(EngagementState.CONFIRMED) == ()
    assert lacks(EngagementState.CONFIRMED, has_body=True, has_day=True, reference="CBS 12") == ()
