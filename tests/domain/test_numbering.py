"""Numbers and sub-numbers of an agenda, and what moves along with what."""

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.numbering import block, main_place, moved, numbers

SUBS = st.lists(st.booleans(), min_size=1, max_size=12)


def test_sub_items_are_numbered_under_their_main_item() -> None:
    assert numbers([False, False, True, True, False, True]) == ["1", "2", "2.1", "2.2", "3", "3.1"]


def test_the_first_item_counts_as_a_main_item() -> None:
    assert numbers([True, True, False]) == ["1", "1.1", "2"]
    assert numbers([]) == []


def test_a_main_item_takes_its_sub_items_along_and_leaves_others_theirs() -> None:
    subs = [False, True, False, True, False]
    assert moved(subs, 0, 5) == [2, 3, 4, 0, 1]
    assert moved(subs, 4, 1) == [0, 1, 4, 2, 3], "not among the sub items of another"
    assert moved(subs, 1, 4) == [0, 2, 3, 1, 4], "a sub item moves alone"
    assert moved(subs, 2, 3) == [0, 1, 2, 3, 4], "not among its own"


@given(SUBS, st.data())
def test_moving_keeps_every_item_and_the_sub_items_of_a_main_one(
    subs: list[bool], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(subs) - 1))
    order = moved(subs, at, data.draw(st.integers(0, len(subs))))
    assert sorted(order) == list(range(len(subs)))
    subs[0] = False
    if not subs[at]:
        after = [subs[place] for place in order]
        for main in (place for place, sub in enumerate(subs) if not sub):
            there = order.index(main)
            assert order[there : block(after, there).stop] == list(block(subs, main))


@given(SUBS)
def test_numbers_are_dense(subs: list[bool]) -> None:
    found = [tuple(int(part) for part in number.split(".")) for number in numbers(subs)]
    mains = [number[0] for number in found if len(number) == 1]
    assert mains == list(range(1, len(mains) + 1))
    for main in mains:
        below = [number[1] for number in found if number[0] == main and len(number) > 1]
        assert below == list(range(1, len(below) + 1))
    for place, number in enumerate(found):
        assert found[main_place(subs, place)] == number[:1]
