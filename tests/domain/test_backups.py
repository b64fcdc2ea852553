"""Thinning keeps the newest, one of each day, week and month, and whatever holds more than the newest."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.backups import KEPT_A_YEAR, NEWEST, BackupKind, Copy, Kept, reasons

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)


def series(count: int, **values: object) -> list[Copy]:
    """So many copies, one each half day, the newest first."""
    return [
        Copy(f"{number:04}", NOW - number * HALF_A_DAY, verified=True, **values) for number in range(count)
    ]


def kept(copies: Sequence[Copy]) -> list[Copy]:
    names = reasons(copies, NOW)
    return [copy for copy in copies if copy.name in names]


def test_no_copies_no_reasons() -> None:
    assert reasons([], NOW) == {}


def test_two_years_of_half_days() -> None:
    copies = series(2 * 900)
    names = reasons(copies, NOW)
    assert [copy.name for copy in copies[:NEWEST]] == [
        name for name, why in names.items() if why is Kept.NEWEST
    ]
    days = {copy.made_at.date() for copy in kept(copies) if names[copy.name] in {Kept.NEWEST, Kept.DAY}}
    assert len(days) == 14
    assert set(names.values()) == {Kept.NEWEST, Kept.DAY, Kept.WEEK, Kept.MONTH}
    assert len(names) < 60
    assert len({f"{copy.made_at:%Y-%m}" for copy in kept(copies)}) == 24


def test_the_last_of_a_day_stays_and_not_the_first() -> None:
    copies = series(60)
    for copy in kept(copies)[NEWEST:]:
        same_day = [other for other in copies if other.made_at.date() == copy.made_at.date()]
        assert copy.made_at == max(other.made_at for other in same_day) or copy is copies[-1]


def test_the_oldest_stays_until_there_are_24_months() -> None:
    copies = series(100)
    assert reasons(copies, NOW)[copies[-1].name] in {Kept.OLDEST, Kept.MONTH, Kept.WEEK}


@pytest.mark.parametrize("kind", sorted(KEPT_A_YEAR))
def test_what_was_made_before_something_large_stays_a_year(kind: BackupKind) -> None:
    copies = series(800)
    special = [
        Copy("bijzonder", NOW - timedelta(days=days, hours=1), verified=True, kind=kind)
        for days in (100, 300)
    ]
    old = Copy("oud", NOW - timedelta(days=366, hours=1), verified=True, kind=kind)
    names = reasons([*copies, *special, old], NOW)
    assert names["bijzonder"] in {Kept.OCCASION, Kept.MONTH, Kept.WEEK}


def test_nothing_goes_before_a_new_good_copy_lies_there() -> None:
    copies = series(100)
    fresh = Copy("slecht", NOW, verified=False)
    assert set(reasons([fresh, *copies[1:]], NOW).values()) == {Kept.NOT_YET}


def test_nothing_goes_when_the_clock_was_set_back() -> None:
    copies = [*series(100), Copy("morgen", NOW + timedelta(days=1), verified=True)]
    assert len(reasons(copies, NOW)) == 101


def test_unverified_copies_count_for_nothing_and_stay_a_year() -> None:
    copies = series(400)
    bad = [
        Copy(f"slecht{days}", NOW - timedelta(days=days, hours=3), verified=False)
        for days in (1, 30, 200, 366)
    ]
    names = reasons([*copies, *bad], NOW)
    assert [name for name, why in names.items() if why is Kept.UNVERIFIED] == [
        "slecht1",
        "slecht30",
        "slecht200",
    ]
    assert {name for name, why in names.items() if why is not Kept.UNVERIFIED} == set(reasons(copies, NOW))


@pytest.mark.parametrize(("counts", "size"), [({"meeting": 79}, 1000), ({}, 1000), ({"meeting": 100}, 499)])
def test_copies_that_hold_much_more_than_the_newest_stay(counts: dict[str, int], size: int) -> None:
    before = series(300, counts={"meeting": 100}, size=1000)
    after = [Copy(f"na{number:02}", NOW + timedelta(minutes=number), verified=True, counts=counts, size=size)
             for number in range(40)]  # fmt: skip
    names = reasons([*before, *after], NOW + timedelta(hours=1))
    assert all(copy.name in names for copy in before)
    assert sum(copy.name in names for copy in after) == NEWEST


MOMENTS = st.integers(0, 900 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
COPIES = st.lists(
    st.builds(
        Copy,
        name=st.uuids().map(str),
        made_at=MOMENTS,
        verified=st.booleans(),
        kind=st.sampled_from(BackupKind),
        counts=st.dictionaries(st.sampled_from(["meeting", "topic"]), st.integers(0, 50), max_size=2),
        size=st.integers(0, 5000),
    ),
    max_size=80,
    unique_by=lambda copy: copy.name,
)


@pytest.mark.long
@given(COPIES)
def test_the_newest_good_ones_always_stay(copies: list[Copy]) -> None:
    good = sorted((copy for copy in copies if copy.verified), key=lambda copy: (copy.made_at, copy.name))
    assert {copy.name for copy in good[-NEWEST:]} <= set(reasons(copies, NOW))


@pytest.mark.long
@given(COPIES)
def test_thinning_again_removes_nothing_more_of_what_is_good(copies: list[Copy]) -> None:
    once = kept(copies)
    assert [copy for copy in kept(once) if copy.verified] == [copy for copy in once if copy.verified]


@pytest.mark.long
@given(COPIES)
def test_bad_copies_change_nothing_for_good_ones_behind_a_good_newest(copies: list[Copy]) -> None:
    newest = Copy("nieuwste", NOW, verified=True)
    good = [copy for copy in copies if copy.verified]
    with_bad = {name for name, why in reasons([*copies, newest], NOW).items() if why is not Kept.UNVERIFIED}
    assert with_bad == set(reasons([*good, newest], NOW))
