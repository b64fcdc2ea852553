"""Order keys always leave room between two neighbours."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.ordering import key_between, keys


@given(st.lists(st.integers(0, 1000), max_size=80))
def test_inserting_anywhere_keeps_the_order(places: list[int]) -> None:
    order: list[str] = []
    for place in places:
        at = place % (len(order) + 1)
        low = order[at - 1] if at else None
        high = order[at] if at < len(order) else None
        order.insert(at, key_between(low, high))
    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_moving_to_the_front_a_hundred_times_still_fits_the_column() -> None:
    key = "i"
    for _time in range(100):
        lower = key_between(None, key)
        assert lower < key
        key = lower
    assert len(key) <= 80


@given(st.integers(0, 3000))
def test_a_list_made_at_once_is_in_order_and_leaves_room(count: int) -> None:
    made = keys(count)
    assert len(set(made)) == count
    assert made == sorted(made)
    for low, high in pairwise(made):
        assert low < key_between(low, high) < high


def test_there_is_no_key_between_a_key_and_itself() -> None:
    with pytest.raises(ValueError, match="no key between"):
        key_between("i", "i")
