"""Ids sort in the order in which they were made, and natural keys give the same id everywhere."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.ids import natural_id, uuid7

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(MOMENTS, min_size=2, max_size=20))
def test_each_id_is_greater_than_the_one_before_also_when_the_clock_goes_back(
    moments: list[datetime],
) -> None:
    made = [uuid7(moment) for moment in moments]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, made[0].variant)}
    assert [one.hex for one in made] == sorted(one.hex for one in made)


@given(MOMENTS, MOMENTS)
def test_an_id_is_greater_than_the_one_it_must_follow(first: datetime, second: datetime) -> None:
    theirs = UUID(int=uuid7(first).int)
    assert uuid7(second, after=theirs) > theirs


def test_a_natural_key_gives_one_id_and_its_parts_are_told_apart() -> None:
    assert natural_id("setting", "a") == natural_id("setting", "a")
    assert natural_id("setting", "a", "bc") != natural_id("setting", "ab", "c")
    assert natural_id("setting", "a") != natural_id("region", "a")
    assert natural_id("setting", "a").version == 5
