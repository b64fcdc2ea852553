"""The time of an item runs while it is on, and not during a break."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from ibo_desk.domain.item_timer import ItemTimer

FIRST, SECOND = UUID(int=1), UUID(int=2)


def at(minute):
    return datetime(2026, 12, 11, 14, tzinfo=UTC) + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("steps", "first", "second"),
    [
        ([(0, FIRST)], 20, 0),
        ([(0, FIRST), (5, SECOND)], 5, 15),
        ([(0, FIRST), (5, SECOND), (8, FIRST)], 17, 3),
        ([(0, FIRST), (5, FIRST)], 20, 0),
        ([(0, FIRST), (5, "break")], 5, 0),
        ([(0, FIRST), (5, "break"), (15, FIRST)], 10, 0),
        ([(0, FIRST), (5, "break"), (7, "break"), (15, SECOND)], 5, 5),
        ([(0, "break"), (5, FIRST), (12, None)], 7, 0),
        ([], 0, 0),
    ],
)
def test_each_item_has_its_own_time(steps, first, second):
    timer = ItemTimer()
    for minute, step in steps:
        if step == "break":
            timer.pause(at(minute))
        else:
            timer.turn_to(step, at(minute))
    spent = [timer.spent(item, at(20)) for item in (FIRST, SECOND)]
    assert spent == [timedelta(minutes=first), timedelta(minutes=second)]
